//! `whereas verify`: whether a graph still says what its documents say.

use super::common::{Common, Exit, count};
use super::documents::{self, Document, Tally};
use super::inputs::Inputs;
use super::output;
use crate::audit::verify::{Verdict, verify};
use crate::text::Source;
use clap::{Args, ValueHint};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Cut every quote of a graph again out of its document, and name each that does not match
///
/// The documents are found by their path below the inputs that are named, as when the graph was made. A document that has gone,
/// moved or changed, and a quote that was edited by hand, are named, one line each, and the exit code is 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whereas verify out/store seeds/
  whereas verify graph.trig resolutions/ annexes/ --quiet")]
pub(super) struct VerifyArgs {
    /// A store, or an RDF file (.ttl .nt .nq .trig .rdf .jsonld)
    #[arg(value_name = "GRAPH", value_hint = ValueHint::AnyPath)]
    graph: PathBuf,
    /// The documents it was made from, or folders of them
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &VerifyArgs, common: &Common) -> anyhow::Result<Exit> {
    let graphs = Inputs::new([args.graph.as_path()], common)?;
    if let Some(missing) = args.inputs.iter().find(|input| *input != Path::new("-") && !input.exists()) {
        anyhow::bail!("{}: expected a file or folder", missing.display());
    }
    let mut tally = Tally::default();
    let documents = documents::gather(&args.inputs, common, &mut tally)?;
    let by_path: BTreeMap<&str, &Document> = documents.iter().map(|document| (document.path(), document)).collect();
    let mut read = |path: &str| read(&by_path, path);
    let mut verdict = Verdict::default();
    graphs.each_graph(|quads| {
        verdict.append(verify(&quads, &mut read));
        Ok(())
    })?;
    anyhow::ensure!(
        verdict.documents > 0 || !verdict.failures.is_empty(),
        "{}: expected a graph with sources, found none",
        args.graph.display()
    );
    output::to(args.output.as_deref(), |out| {
        for failure in &verdict.failures {
            writeln!(out, "{failure}")?;
        }
        if !common.quiet {
            writeln!(out, "{}", summary(&verdict))?;
        }
        Ok(())
    })?;
    Ok(if verdict.failures.is_empty() && tally.refused == 0 { Exit::Done } else { Exit::No })
}

fn read(by_path: &BTreeMap<&str, &Document>, path: &str) -> Result<Source, String> {
    let document = by_path.get(path).ok_or("expected a document below the inputs, found none")?;
    document.source().map_err(|error| format!("{error:#}"))
}

fn summary(verdict: &Verdict) -> String {
    let checked = format!(
        "{} of {} checked, {} of claims",
        count(verdict.quotes, "quote"),
        count(verdict.documents, "document"),
        verdict.claims
    );
    match verdict.failures.len() {
        0 => format!("{checked}: all match"),
        failures => format!("{checked}: {} to look at", count(failures, "thing")),
    }
}
