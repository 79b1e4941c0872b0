//! `whereas query`: a question in SPARQL, asked of a store, of RDF files or of documents.

use super::answer::Output;
use super::common::{Common, Exit};
use super::inputs::Inputs;
use super::limits::Limits;
use super::{output, table};
use crate::ontology::{NamedQuery, Terms};
use crate::query::{Parameter, Question, named, parameters};
use crate::rdf::vocab;
use anyhow::Context;
use clap::{Args, CommandFactory as _, ValueHint};
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Ask a question in SPARQL of a store, of RDF files, or of documents.
///
/// All graphs are seen as one. The prefixes ws: act: ent: id: rdf: rdfs: owl: xsd: skos: dcterms: org: eli: prov: oa:
/// time: schema: undo: allot: need no declaration. ASK that answers false ends with exit code 1. The parameters of a question that has
/// a name are written like options.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whereas query out/store 'SELECT ?agency ?of { ?agency ws:executingAgencyOf ?of }'
  whereas query graph.ttl --named mandates
  whereas query seeds/ --named mandates --body 'General Assembly' --since 2010 -o mandates.csv
  whereas query http://localhost:7878 --named sessions
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
    /// Tell how the question is answered, step by step, instead of the answer
    #[arg(long)]
    explain: bool,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    limits: Limits,
}

/// Runs the command.
pub(super) fn run(args: &QueryArgs, common: &Common) -> anyhow::Result<Exit> {
    let watch = args.limits.watch()?;
    let terms = common.load_terms()?;
    if args.list {
        return list(&terms.queries, args.output.path());
    }
    args.output.check()?;
    let (paths, asked) = plan(args, &terms.queries)?;
    let inputs = Inputs::new(paths.iter().map(PathBuf::as_path), common)?;
    let question = Question::new(asked.text, inputs.base(common)).with_context(terms.context.clone());
    let mut question = question.with_cancellation(watch.token());
    for value in &args.values {
        let (name, value) = value.split_once('=').with_context(|| format!("--set {value}: expected NAME=VALUE"))?;
        let name = name.trim_start_matches(['$', '?']);
        if let Some(query) = args.named.as_ref().and_then(|name| named::find(&terms.queries, name)) {
            check_value(query, name, value, &terms)?;
        }
        question = question.with_value(name, value);
    }
    let (answered, refused) = if let Some(endpoint) = inputs.endpoint() {
        anyhow::ensure!(
            !args.explain,
            "--explain: expected a store, RDF files or documents: an endpoint does not tell"
        );
        (args.output.answer_at(&question, endpoint, &asked.name), 0)
    } else {
        let (graph, refused) = inputs.graph(&terms, common, args.named.is_some())?;
        let answered = if args.explain {
            args.output.explain(&question, graph.oxigraph(), &asked.name).map(|()| true)
        } else {
            args.output.answer(&question, graph.oxigraph(), &asked.name)
        };
        (answered, refused)
    };
    let yes = answered.map_err(|error| match watch.reason() {
        Some(reason) => anyhow::anyhow!("{reason}"),
        None => error,
    })?;
    Ok(if yes && refused == 0 { Exit::Done } else { Exit::No })
}

/// Refuses a value that a parameter of a named question cannot have.
pub(super) fn check_value(query: &NamedQuery, name: &str, value: &str, terms: &Terms) -> anyhow::Result<()> {
    let names = |prefix: &str| {
        let namespace = if prefix == "act" { vocab::ACT } else { vocab::WS };
        terms.names(namespace).map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
    };
    let parameter = parameters(&query.text).into_iter().find(|parameter| parameter.name == name);
    match parameter.and_then(|parameter| parameter.refuses(value, names)) {
        Some(expected) => anyhow::bail!("--{name} {value}: expected {expected}"),
        None => Ok(()),
    }
}

/// The arguments of the program with the parameters of a named question, which are written like options, as values of `--set`.
pub(super) fn with_values(arguments: Vec<OsString>) -> Vec<OsString> {
    let is = |word: &str| {
        arguments
            .iter()
            .any(|argument| argument.to_str().is_some_and(|text| text == word || text.starts_with(&format!("{word}="))))
    };
    if !is("query") || !is("--named") {
        return arguments;
    }
    let command = super::Cli::command();
    let query = command.find_subcommand("query").into_iter().flat_map(clap::Command::get_arguments);
    let known: BTreeSet<String> =
        command.get_arguments().chain(query).filter_map(|option| option.get_long()).map(str::to_owned).collect();
    let mut changed = Vec::new();
    let mut rest = arguments.into_iter();
    while let Some(argument) = rest.next() {
        let option = argument.to_str().and_then(|text| text.strip_prefix("--")).filter(|name| !name.is_empty());
        let (name, value) = option.map_or(("", None), |option| {
            option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value.to_owned())))
        });
        if name.is_empty() || known.contains(name) || ["help", "version"].contains(&name) {
            changed.push(argument);
            continue;
        }
        match value.or_else(|| rest.next().and_then(|value| value.into_string().ok())) {
            Some(value) => changed.extend(["--set".into(), format!("{name}={value}").into()]),
            None => changed.push(argument),
        }
    }
    changed
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

fn list(queries: &[NamedQuery], output: Option<&Path>) -> anyhow::Result<Exit> {
    let headings = ["name", "question", "parameters"].map(str::to_owned);
    let row = |query: &NamedQuery| {
        let parameters: Vec<String> =
            parameters(&query.text).into_iter().map(|one| format!("--{}: {}", one.name, told(&one))).collect();
        vec![query.name.clone(), query.help.clone(), parameters.join("\n")]
    };
    let rows: Vec<Vec<String>> = queries.iter().map(row).collect();
    let text = table::layout(&headings, &rows, &[], output.is_none());
    output::to(output, |out| Ok(writeln!(out, "{text}")?))?;
    Ok(Exit::Done)
}

/// What a parameter is for, and what it may be.
fn told(parameter: &Parameter) -> String {
    match parameter.domain.as_deref().filter(|domain| domain.contains(',')) {
        Some(words) => format!("{} ({words})", parameter.help),
        None => parameter.help.clone(),
    }
}
