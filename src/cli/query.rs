//! `whereas query`: a question in SPARQL, asked of a store, of RDF files or of documents.

use super::common::{Common, Exit};
use super::inputs::Inputs;
use super::output::{self, Out};
use super::table;
use crate::ontology::NamedQuery;
use crate::query::{self, Answer, Format, QueryError, Question, named, parameters};
use anyhow::Context;
use clap::{Args, ValueHint};
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Ask a question in SPARQL of a store, of RDF files, or of documents.
///
/// All graphs are seen as one. The prefixes ws: act: ent: id: rdf: rdfs: owl: xsd: skos: dcterms: org: eli: prov: oa:
/// time: schema: undo: allot: need no declaration. ASK that answers false ends with exit code 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whereas query out/store 'SELECT ?agency ?of { ?agency ws:executingAgencyOf ?of }'
  whereas query graph.ttl --named mandates
  whereas query seeds/ --named mandates --set body='General Assembly' -o mandates.csv
  whereas query --list")]
pub(super) struct QueryArgs {
    /// A store, RDF files (.ttl .nt .nq .trig .rdf .jsonld) or documents; then the question, unless -f or --named gives it
    #[arg(value_name = "INPUT… SPARQL", value_hint = ValueHint::AnyPath)]
    arguments: Vec<OsString>,
    /// A store to ask, beside any other input
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    store: Option<PathBuf>,
    /// Read the question from FILE; - is standard input
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "named")]
    file: Option<PathBuf>,
    /// Ask a question that has a name; see --list
    #[arg(long, value_name = "NAME")]
    named: Option<String>,
    /// List the questions that have names, with their parameters
    #[arg(long, conflicts_with_all = ["file", "named"])]
    list: bool,
    /// Give $NAME in the question a value: words, an IRI in angle brackets, or prefix:name
    #[arg(long = "set", value_name = "NAME=VALUE")]
    values: Vec<String>,
    /// How to write the answer: table, json, csv, tsv, xml; for a graph ttl, nt, nq, trig, rdf, jsonld
    /// [default: by the ending of -o, else for people]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &QueryArgs, common: &Common) -> anyhow::Result<Exit> {
    let ontology = common.load_ontology()?;
    if args.list {
        return list(&ontology.queries, args.output.as_deref());
    }
    let format = format(args)?;
    let (paths, asked) = plan(args, &ontology.queries)?;
    let inputs = Inputs::new(paths.iter().map(PathBuf::as_path))?;
    let mut question = Question::new(asked.text, inputs.base(common)).with_context(ontology.context.clone());
    for value in &args.values {
        let (name, value) = value.split_once('=').with_context(|| format!("--set {value}: expected NAME=VALUE"))?;
        question = question.with_value(name.trim_start_matches(['$', '?']), value);
    }
    let (graph, refused) = inputs.graph(&ontology, common, args.named.is_some())?;
    let fit = args.output.is_none();
    let yes = output::to(args.output.as_deref(), |out| {
        let answer = question.ask(graph.oxigraph(), |answer| write(answer, format, &question, fit, out));
        answer.map_err(|error| explain(error, &asked.name))
    })?;
    Ok(if yes && refused == 0 { Exit::Done } else { Exit::No })
}

/// A question and how to call it in an error.
struct Asked {
    text: String,
    name: String,
}

/// What to ask, and of what.
fn plan(args: &QueryArgs, queries: &[NamedQuery]) -> anyhow::Result<(Vec<PathBuf>, Asked)> {
    let mut arguments = args.arguments.clone();
    let asked = match (&args.file, &args.named) {
        (Some(file), _) => Asked { text: read(file)?, name: file.display().to_string() },
        (_, Some(name)) => {
            let query = named::find(queries, name).with_context(|| {
                format!("--named {name}: expected one of {}", names(queries).collect::<Vec<_>>().join(", "))
            })?;
            Asked { text: query.text.clone(), name: format!("{name}.rq") }
        }
        _ => Asked { text: last(&mut arguments)?, name: "query".to_owned() },
    };
    let paths: Vec<PathBuf> = args.store.iter().cloned().chain(arguments.into_iter().map(PathBuf::from)).collect();
    anyhow::ensure!(!paths.is_empty(), "expected a store, RDF files or documents to ask");
    Ok((paths, asked))
}

/// The question as the last argument.
fn last(arguments: &mut Vec<OsString>) -> anyhow::Result<String> {
    let expected = "expected a question in SPARQL after the inputs, or -f FILE, or --named NAME";
    let text = arguments.pop().context(expected)?;
    anyhow::ensure!(!Path::new(&text).exists(), "{}: {expected}", text.display());
    text.into_string().map_err(|text| anyhow::anyhow!("{}: expected a question in UTF-8", text.display()))
}

fn read(file: &Path) -> anyhow::Result<String> {
    if file == Path::new("-") {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text).context("-: cannot read")?;
        return Ok(text);
    }
    std::fs::read_to_string(file).with_context(|| format!("{}: cannot read", file.display()))
}

fn names(queries: &[NamedQuery]) -> impl Iterator<Item = &str> {
    queries.iter().map(|query| query.name.as_str())
}

/// The format asked for; none is for people.
fn format(args: &QueryArgs) -> anyhow::Result<Option<Format>> {
    let ending = || args.output.as_ref()?.extension()?.to_str();
    match args.format.as_deref() {
        Some("table") => Ok(None),
        Some(name) => Format::from_name(name).map(Some).with_context(|| {
            let names: Vec<&str> = Format::all().map(Format::name).collect();
            format!("--format {name}: expected table, {}", names.join(", "))
        }),
        None => Ok(ending().and_then(Format::from_name)),
    }
}

/// Writes the answer; whether it is other than no.
fn write(
    answer: Answer<'_>,
    format: Option<Format>,
    question: &Question,
    fit: bool,
    out: &mut Out,
) -> Result<bool, QueryError> {
    let yes = !matches!(answer, Answer::YesOrNo(false));
    let prefixes = question.prefixes();
    match (format, answer) {
        (Some(format), answer) => query::write(answer, format, prefixes, out)?,
        (None, Answer::Table(rows)) => table::write(rows, prefixes, fit, out)?,
        (None, Answer::Graph(triples)) => query::write_graph(triples, crate::export::Format::Turtle, prefixes, out)?,
        (None, Answer::YesOrNo(answer)) => writeln!(out, "{answer}")?,
    }
    Ok(yes)
}

/// The error with what it is about: the question, unless the output failed.
fn explain(error: QueryError, name: &str) -> anyhow::Error {
    match error {
        QueryError::Io(error) => anyhow::Error::new(error).context("cannot write"),
        QueryError::Export(error) => anyhow::Error::new(error).context("cannot write"),
        error => anyhow::Error::new(error).context(name.to_owned()),
    }
}

fn list(queries: &[NamedQuery], output: Option<&Path>) -> anyhow::Result<Exit> {
    let headings = ["name", "question", "parameters"].map(str::to_owned);
    let row = |query: &NamedQuery| {
        let parameters: Vec<String> =
            parameters(&query.text).into_iter().map(|one| format!("{}: {}", one.name, one.help)).collect();
        vec![query.name.clone(), query.help.clone(), parameters.join("\n")]
    };
    let rows: Vec<Vec<String>> = queries.iter().map(row).collect();
    let text = table::layout(&headings, &rows, &[], output.is_none());
    output::to(output, |out| Ok(writeln!(out, "{text}")?))?;
    Ok(Exit::Done)
}
