//! `whereas extract`: documents in, graph out, no store.

use super::common::{Common, Exit};
use super::documents::{self, Tally};
use super::form::FormArgs;
use super::stage::Stage;
use super::texts::Texts;
use super::{lines, output, stage};
use crate::export::{self, Format, Gather, Piece, Scratch};
use crate::rdf::Evidence;
use crate::relate::Extraction;
use anyhow::Context as _;
use clap::{Args, ValueHint};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// Read documents and write what they say, without a store
///
/// The graph goes to standard output, or to a file whose ending names its format. A path `-` is standard input or output. Lines of
/// JSON on standard input, an object with "id", "text" and, if it is known, "lang" each, are answered with a line each, at once.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whereas extract resolutions/ -o graph.ttl
  whereas extract resolution.md --format jsonl
  whereas extract resolution.md --rdf 1.2
  whereas extract resolution.md --evidence oa --format trig
  whereas extract resolution.md --stage mentions
  whereas extract resolutions/ -o graph.ttl --text texts/      # the texts beside the graph")]
pub(super) struct ExtractArgs {
    /// Documents, or folders or archives (.zip, .tar.gz) of documents
    #[arg(required_unless_present = "files_from", value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Format of the output: ttl, nt, nq, trig, rdf, jsonld or jsonl [default: by the file's ending, else ttl]
    #[arg(short, long, value_name = "FORMAT")]
    format: Option<String>,
    /// Print what one stage of the pipeline makes, as JSON lines
    #[arg(long, value_enum, conflicts_with_all = ["format", "evidence", "facts_only", "rdf"])]
    stage: Option<Stage>,
    /// Also write the text of each document as claims count its characters, as a file of UTF-8 below DIR
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    text: Option<PathBuf>,
    #[command(flatten)]
    form: FormArgs,
}

pub(super) fn run(args: &ExtractArgs, common: &Common) -> anyhow::Result<Exit> {
    let format = output::format(args.format.as_deref(), args.output.as_deref(), Format::Turtle)?;
    let form = args.form.form(format, Evidence::Lean)?;
    let ontology = common.load_ontology()?;
    if args.inputs == [Path::new("-")] && args.stage.is_none() && lines::are_coming().context("-: cannot read")? {
        anyhow::ensure!(args.text.is_none(), "--text: expected documents, found lines of JSON");
        let is_fitting = args.format.as_ref().is_none_or(|_| format == Format::JsonLines);
        anyhow::ensure!(is_fitting, "--format {}: expected jsonl, in which lines of JSON are answered", format.name());
        return output::to(args.output.as_deref(), |out| lines::answer(ontology, common, io::stdin().lock(), out));
    }
    let mut tally = Tally::default();
    let found = documents::found(&args.inputs, common, &mut tally)?;
    let texts = Texts::new(args.text.as_deref())?;
    output::to(args.output.as_deref(), |out| {
        if args.stage.is_some() || format == Format::JsonLines {
            let line = |extraction: Extraction| -> anyhow::Result<String> {
                texts.write(&extraction)?;
                Ok(match args.stage {
                    Some(stage) => stage::lines(stage, ontology, &extraction),
                    None => export::jsonl::to_string(ontology, &extraction)? + "\n",
                })
            };
            documents::map_each(&found, ontology, common, &mut tally, line, |lines| {
                Ok(out.write_all(lines?.as_bytes())?)
            })?;
            return written(&tally);
        }
        let mut graph = Gather::new(format, common.base()?, &scratch).with_context(ontology.terms.context.clone());
        let piece = |extraction: Extraction| {
            texts.write(&extraction)?;
            let quads = crate::rdf::quads_in(form, ontology, &extraction);
            Piece::new(format, quads).context("cannot write the graph")
        };
        documents::map_each(&found, ontology, common, &mut tally, piece, |piece| {
            graph.add(piece?).context("cannot put a part of the graph aside (hint: TMPDIR names where)")
        })?;
        written(&tally)?;
        graph.write(out).context("cannot write the graph")
    })?;
    Ok(if tally.failed() > 0 { Exit::No } else { Exit::Done })
}

/// Where parts of a large graph are put aside: files without a name, which the system removes whatever happens.
pub(super) fn scratch() -> io::Result<Box<dyn Scratch>> {
    Ok(Box::new(tempfile::tempfile()?))
}

fn written(tally: &Tally) -> anyhow::Result<()> {
    anyhow::ensure!(tally.done > 0, "nothing to write: {}", tally.summary());
    Ok(())
}
