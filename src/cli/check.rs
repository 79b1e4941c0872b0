//! `whereas check`: whether a graph is well formed.

use super::common::{Common, Exit, count};
use super::inputs::Inputs;
use super::{output, table};
use crate::audit::check::{Violation, is_ours, violations};
use crate::query::Question;
use anyhow::Context as _;
use clap::{Args, ValueHint};
use oxigraph::model::Term;
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

/// Check that a graph is well formed: every claim has its evidence, every edge its claim
///
/// The checks are the questions of ontology/checks; each names what is at fault. Any violation makes the exit code 1.
/// The same is said in SHACL, as far as SHACL can say it, by ontology/shapes.ttl.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whereas check out/store
  whereas check graph.trig --limit 0")]
pub(super) struct CheckArgs {
    /// A store, RDF files (.ttl .nt .nq .trig .rdf .jsonld) or documents
    #[arg(required = true, value_name = "GRAPH", value_hint = ValueHint::AnyPath)]
    graphs: Vec<PathBuf>,
    /// Violations of a check to show; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &CheckArgs, common: &Common) -> anyhow::Result<Exit> {
    let terms = common.load_terms()?;
    let inputs = Inputs::new(args.graphs.iter().map(PathBuf::as_path), common)?;
    let base = inputs.base(common).to_owned();
    let (graph, refused) = inputs.graph(&terms, common, true)?;
    let names: Vec<String> = args.graphs.iter().map(|path| path.display().to_string()).collect();
    anyhow::ensure!(
        is_ours(graph.oxigraph())?,
        "{}: expected a graph in the vocabulary of whereas, found no term of it",
        names.join(", ")
    );
    let prefixes = Question::new("", &base);
    let prefixes = prefixes.prefixes().all();
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let found = output::to(args.output.as_deref(), |out| {
        let mut found = 0;
        for check in &terms.checks {
            let wrong = violations(check, graph.oxigraph(), &base)
                .with_context(|| format!("ontology/checks/{}.rq", check.name))?;
            for violation in wrong.iter().take(limit) {
                writeln!(out, "{}: {}: {}", check.name, shown(violation, &prefixes), check.help)?;
            }
            if wrong.len() > limit {
                writeln!(out, "{}: … and {} more", check.name, wrong.len() - limit)?;
            }
            found += wrong.len();
        }
        if !common.quiet {
            let checks = count(terms.checks.len(), "check");
            let verdict = if found == 0 { "all hold".to_owned() } else { count(found, "violation") };
            writeln!(out, "{checks}: {verdict}")?;
        }
        Ok(found)
    })?;
    Ok(if found == 0 && refused == 0 { Exit::Done } else { Exit::No })
}

/// What is at fault, and how: `ent:itu (property ws:quote, found 2)`.
fn shown(violation: &Violation, prefixes: &BTreeMap<&str, &str>) -> String {
    let node = match &violation.node {
        Term::NamedNode(node) => format!("<{}>", node.as_str()),
        other => table::show(other, prefixes),
    };
    let details: Vec<String> =
        violation.details.iter().map(|(name, value)| format!("{name} {}", table::show(value, prefixes))).collect();
    if details.is_empty() { node } else { format!("{node} ({})", details.join(", ")) }
}
