//! `whereas export`: the graph of a store, of RDF files or of documents, as one file.

use super::common::{Common, Exit};
use super::form::FormArgs;
use super::inputs::Inputs;
use super::output;
use crate::export::{self, Format, Prefixes};
use crate::rdf::Evidence;
use crate::rdf::form::has_annotations;
use anyhow::Context;
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Write the graph of a store, of RDF files or of documents as one file.
///
/// Turtle and TriG are sorted and made for reading and for git. The same graph gives the same bytes, however it is stored.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whereas export out/store -o graph.ttl
  whereas export out/store --format trig | less
  whereas export graph.ttl -o graph.jsonld
  whereas export out/store --facts-only -o facts.ttl
  whereas export out/store --rdf 1.2 -o graph.trig")]
pub(super) struct ExportArgs {
    /// A store, RDF files (.ttl .nt .nq .trig .rdf .jsonld) or documents
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,
    /// ttl, nt, nq, trig, rdf or jsonld [default: by the ending of -o, else ttl]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    #[command(flatten)]
    form: FormArgs,
}

/// Runs the command.
pub(super) fn run(args: &ExportArgs, common: &Common) -> anyhow::Result<Exit> {
    let format = format(args)?;
    // What was written with full selectors keeps them unless told otherwise; documents are read without.
    let kept = args.form.form(format, Evidence::Annotations)?;
    let read = args.form.form(format, Evidence::Lean)?;
    let inputs = Inputs::new(args.inputs.iter().map(PathBuf::as_path), common)?;
    let terms = common.load_terms()?;
    let (mut quads, refused) = inputs.quads_in(read, common)?;
    anyhow::ensure!(
        !args.form.wants_annotations() || !inputs.has_written() || has_annotations(&quads),
        "--evidence oa: expected documents, or a graph that was made with it (hint: whereas build --evidence oa)"
    );
    kept.apply(&mut quads);
    let prefixes = Prefixes::new(inputs.base(common)).with_sources(&quads).with_context(terms.context);
    output::to(args.output.as_deref(), |out| Ok(export::write(format, &quads, &prefixes, out)?))?;
    Ok(if refused == 0 { Exit::Done } else { Exit::No })
}

fn format(args: &ExportArgs) -> anyhow::Result<Format> {
    let graphs = || Format::ALL.into_iter().filter(|format| *format != Format::JsonLines);
    let (found, shown) = match (&args.format, &args.output) {
        (Some(name), _) => (Format::from_name(name), format!("--format {name}")),
        (None, Some(path)) if path.extension().is_some() => {
            (path.extension().and_then(|ending| Format::from_extension(ending.to_str()?)), path.display().to_string())
        }
        (None, _) => (Some(Format::Turtle), String::new()),
    };
    found.filter(|format| graphs().any(|one| one == *format)).with_context(|| {
        let names: Vec<&str> = graphs().map(Format::name).collect();
        format!("{shown}: expected a format of graphs: {}", names.join(", "))
    })
}
