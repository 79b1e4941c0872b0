//! What the commands share: global flags, exit codes, documents as graphs.

use crate::ontology::Ontology;
use crate::query::named;
use clap::{Args, ValueHint};
use include_dir::{Dir, include_dir};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Quad, Triple};
use std::path::PathBuf;
use std::process::ExitCode;

/// Flags of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct Common {
    /// Use the data files in DIR instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub ontology: Option<PathBuf>,
    /// IRI that every IRI made from a document begins with
    #[arg(long, global = true, value_name = "IRI", default_value = crate::rdf::vocab::DEFAULT_BASE)]
    pub base: String,
    /// Documents read side by side [default: one a core]
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<usize>,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All done.
    Done,
    /// Done, and the answer is no.
    No,
    /// Usage, input or output error; nothing done.
    Failed,
    /// The ontology is invalid.
    Ontology,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::Failed => 2,
            Exit::Ontology => 3,
        })
    }
}

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/ontology");

/// The ontology: the built-in one, or that of `--ontology`.
pub(super) fn ontology(_common: &Common) -> anyhow::Result<Ontology> {
    // Until the loader is there: what querying needs of it.
    let mut queries: Vec<_> = BUILT_IN
        .get_dir("queries")
        .into_iter()
        .flat_map(Dir::files)
        .filter_map(|file| Some((file.path().file_name()?.to_str()?.strip_suffix(".rq")?, file.contents_utf8()?)))
        .map(|(name, text)| named::from_file(name, text))
        .collect();
    queries.sort_by(|a, b| a.name.cmp(&b.name));
    let turtle = BUILT_IN.get_file("whereas.ttl").map(include_dir::File::contents).unwrap_or_default();
    let triples = RdfParser::from_format(RdfFormat::Turtle).for_slice(turtle);
    let vocabulary = triples.map(|quad| quad.map(Triple::from)).collect::<Result<_, _>>()?;
    Ok(Ontology { queries, vocabulary, ..Ontology::default() })
}

/// Reads documents into quads; also how many documents were refused.
pub(super) fn document_quads(inputs: &[PathBuf], _common: &Common) -> anyhow::Result<(Vec<Quad>, usize)> {
    let path = inputs.first().map(|path| path.display().to_string()).unwrap_or_default();
    anyhow::bail!("{path}: expected a store or RDF files; documents cannot be read yet")
}
