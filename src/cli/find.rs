//! `whereas find`: things by their names.

use super::answer::Output;
use super::common::{Common, Exit};
use super::inputs::Inputs;
use super::query;
use crate::query::{Question, named};
use anyhow::Context as _;
use clap::{Args, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

/// Find things by words of their names, in any language, whatever case and accents
///
/// The best match comes first, then what most claims are about. Nothing found is exit code 1.
#[derive(Debug, Args)]
#[command(after_help = "In SPARQL, ws:matches(?label, \"words\") is how well a name fits, from 0 to 1.

Examples:
  whereas find out/store 'secretaire general'
  whereas find graph.ttl impact --type Organization --format csv")]
pub(super) struct FindArgs {
    /// A store, RDF files or documents; then the words
    #[arg(required = true, value_name = "INPUT… TEXT", value_hint = ValueHint::AnyPath)]
    arguments: Vec<OsString>,
    /// A store to look in, beside any other input
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    store: Option<PathBuf>,
    /// Only things of this type: Organization, Office, Person, Place, Document, Event, Programme, Group
    #[arg(long = "type", value_name = "TYPE", default_value = "")]
    kind: String,
    /// Things to show at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    #[command(flatten)]
    output: Output,
}

/// The question that is asked.
const QUESTION: &str = "find";

/// Runs the command.
pub(super) fn run(args: &FindArgs, common: &Common) -> anyhow::Result<Exit> {
    let mut arguments = args.arguments.clone();
    let text = arguments.pop().context("expected words after the inputs")?;
    let text = text.into_string().map_err(|text| anyhow::anyhow!("{}: expected words in UTF-8", text.display()))?;
    let paths: Vec<PathBuf> = args.store.iter().cloned().chain(arguments.into_iter().map(PathBuf::from)).collect();
    anyhow::ensure!(!paths.is_empty(), "expected a store, RDF files or documents, and then words");
    let terms = common.load_terms()?;
    let query = named::find(&terms.queries, QUESTION).context("ontology/queries/find.rq: expected such a file")?;
    query::check_value(query, "type", &args.kind, &terms)?;
    let inputs = Inputs::new(paths.iter().map(PathBuf::as_path), common)?;
    let question = Question::new(format!("{}LIMIT {}\n", query.text, args.limit), inputs.base(common));
    let question = question.with_words("text", text).with_words("type", args.kind.clone());
    let (graph, refused) = inputs.graph(&terms, common, false)?;
    let found = args.output.rows(&question, graph.oxigraph(), "find.rq")?;
    Ok(if found && refused == 0 { Exit::Done } else { Exit::No })
}
