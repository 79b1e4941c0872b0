//! `whereas extract`: documents in, graph out, no store.

use super::common::{Common, Exit};
use super::documents::{self, Tally};
use super::stage::Stage;
use super::{output, stage};
use crate::export::{self, Format, Prefixes};
use crate::relate::Extraction;
use anyhow::Context as _;
use clap::{Args, ValueHint};
use oxigraph::model::Quad;
use std::path::PathBuf;

/// Read documents and write what they say, without a store
///
/// The graph goes to standard output, or to a file whose ending names its format. A path `-` is standard input or output.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whereas extract resolutions/ -o graph.ttl
  whereas extract resolution.md --format jsonl
  whereas extract resolution.md --stage mentions")]
pub(super) struct ExtractArgs {
    /// Documents, or folders of documents
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Format of the output: ttl, nt, nq, trig, rdf, jsonld or jsonl [default: by the file's ending, else ttl]
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<String>,
    /// Print what one stage of the pipeline makes, as JSON lines
    #[arg(long, value_enum, conflicts_with = "format")]
    stage: Option<Stage>,
}

pub(super) fn run(args: &ExtractArgs, common: &Common) -> anyhow::Result<Exit> {
    let format = output::format(args.format.as_deref(), args.output.as_deref(), Format::Turtle)?;
    let ontology = common.load_ontology()?;
    let mut tally = Tally::default();
    let found = documents::gather(&args.inputs, &mut tally)?;
    output::to(args.output.as_deref(), |out| {
        let mut quads: Vec<Quad> = Vec::new();
        documents::for_each(&found, &ontology, common, &mut tally, |extraction: Extraction| {
            if let Some(stage) = args.stage {
                stage::write(stage, &ontology, &extraction, out)?;
            } else if format == Format::JsonLines {
                writeln!(out, "{}", export::jsonl::to_string(&ontology, &extraction)?)?;
            } else {
                quads.extend(crate::rdf::quads(&ontology, &extraction));
            }
            Ok(())
        })?;
        if tally.done == 0 {
            anyhow::bail!("nothing to write: {}", tally.summary());
        }
        if args.stage.is_none() && format != Format::JsonLines {
            let prefixes = Prefixes::new(common.base()?).with_sources(&quads);
            export::write(format, &quads, &prefixes, out).context("cannot write the graph")?;
        }
        Ok(())
    })?;
    Ok(if tally.refused > 0 { Exit::No } else { Exit::Done })
}
