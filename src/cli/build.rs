//! `whereas build`: the main job. Documents in; a store, a Turtle file and a picture out.

use super::common::{Common, Exit};
use super::documents::{self, Tally};
use super::form::EvidenceName;
use super::output;
use crate::draw;
use crate::export::{self, Format, Prefixes};
use crate::ontology::Ontology;
use crate::rdf::Form;
use crate::relate::Extraction;
use crate::store::{Meta, Store, Writer};
use anyhow::Context as _;
use clap::{Args, ValueHint};
use oxigraph::model::Quad;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Read documents into a store, export Turtle and draw
///
/// Writes DIR/store, DIR/graph.ttl and DIR/graph.svg and prints what was found. The store holds exactly these documents
/// afterwards: what an earlier build put there and is no longer among the inputs is removed. Building again from the same
/// input gives the same bytes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whereas build resolutions/ --out out
  whereas query out/store --named mandates")]
pub(super) struct BuildArgs {
    /// Documents, or folders of documents
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,
    /// Where to write; made when it is not there
    #[arg(short, long, value_name = "DIR", default_value = "out", value_hint = ValueHint::DirPath)]
    out: PathBuf,
    /// How much evidence to write
    #[arg(long, value_enum, value_name = "EVIDENCE", default_value = "lean")]
    evidence: EvidenceName,
}

/// Entities in the picture: of a larger graph the most connected ones, which can still be read.
const DRAWN: usize = 60;

pub(super) fn run(args: &BuildArgs, common: &Common) -> anyhow::Result<Exit> {
    let began = Instant::now();
    let ontology = common.load_ontology()?;
    let mut tally = Tally::default();
    let found = documents::gather(&args.inputs, &mut tally)?;
    let mut counts = Counts::default();
    let store = load(args, common, &ontology, &found, &mut tally, &mut counts)?;
    let quads = quads_of(&store)?;
    write_turtle(&args.out.join("graph.ttl"), &quads, common.base()?)?;
    write_picture(&args.out.join("graph.svg"), &store, &ontology)?;
    if !common.quiet {
        super::say(&counts.table(&tally, began))?;
        super::say(&format!("written: {0}/store, {0}/graph.ttl, {0}/graph.svg", args.out.display()))?;
    }
    Ok(if tally.refused > 0 { Exit::No } else { Exit::Done })
}

/// Extracts all documents into the store, and removes from it what is not among them.
fn load(
    args: &BuildArgs,
    common: &Common,
    ontology: &Ontology,
    found: &[documents::Document],
    tally: &mut Tally,
    counts: &mut Counts,
) -> anyhow::Result<Store> {
    std::fs::create_dir_all(&args.out)
        .with_context(|| format!("{}: expected a folder that can be written", args.out.display()))?;
    let mut writer: Option<Writer> = None;
    let mut paths: Vec<String> = Vec::new();
    let form = Form { evidence: args.evidence.into(), ..Form::default() };
    documents::for_each(found, ontology, common, tally, |extraction| {
        let writer = match &mut writer {
            Some(writer) => writer,
            None => writer.insert(open(args, common, ontology)?),
        };
        let quads = crate::rdf::quads_in(form, ontology, &extraction);
        writer.replace(&extraction.source.path, &extraction.source_iri, &quads)?;
        counts.add(&extraction);
        paths.push(extraction.source.path);
        Ok(())
    })?;
    let mut writer = writer.with_context(|| format!("nothing to build from: {}", tally.summary()))?;
    writer.retain(paths.iter().map(String::as_str))?;
    Ok(writer.finish()?)
}

/// Opens the store only when there is something to put into it: a run that reads nothing changes nothing.
fn open(args: &BuildArgs, common: &Common, ontology: &Ontology) -> anyhow::Result<Writer> {
    let meta = Meta { base: common.base()?.to_owned(), ontology: ontology.hash.clone() };
    let writer = Writer::create(args.out.join("store"), &meta)?;
    output::sweep(&args.out)
        .with_context(|| format!("{}: cannot remove what a killed run left", args.out.display()))?;
    Ok(writer)
}

fn quads_of(store: &Store) -> anyhow::Result<Vec<Quad>> {
    let mut quads = Vec::new();
    for graph in store.graphs()? {
        quads.append(&mut graph.quads()?);
    }
    Ok(quads)
}

fn write_turtle(path: &Path, quads: &[Quad], base: &str) -> anyhow::Result<()> {
    let prefixes = Prefixes::new(base).with_sources(quads);
    output::to(Some(path), |out| Ok(export::write(Format::Turtle, quads, &prefixes, out)?))
}

fn write_picture(path: &Path, store: &Store, ontology: &Ontology) -> anyhow::Result<()> {
    let index = store.oxigraph(&ontology.vocabulary)?;
    let selection = draw::Selection { top: Some(DRAWN), ..draw::Selection::default() };
    let options = draw::Options { selection, ..draw::Options::default() };
    let picture = draw::draw(&index, &options).with_context(|| format!("{}: cannot draw", path.display()))?;
    output::to(Some(path), |out| Ok(out.write_all(&picture)?))
}

/// What was found, added up.
#[derive(Debug, Default)]
struct Counts {
    clauses: usize,
    acts: usize,
    facts: usize,
    entities: BTreeSet<String>,
}

impl Counts {
    fn add(&mut self, extraction: &Extraction) {
        self.clauses += extraction.clauses.len();
        self.acts += extraction.acts.len();
        self.facts += extraction.claims.iter().filter(|claim| !claim.receiver).count();
        self.entities.extend(extraction.entities.iter().map(|entity| entity.iri.clone()));
    }

    fn table(&self, tally: &Tally, began: Instant) -> String {
        let time = format!("{:.2} s", began.elapsed().as_secs_f64());
        let mut rows = vec![
            ("documents", tally.done.to_string()),
            ("clauses", self.clauses.to_string()),
            ("acts", self.acts.to_string()),
            ("entities", self.entities.len().to_string()),
            ("facts", self.facts.to_string()),
            ("warnings", tally.warnings.to_string()),
            ("time", time),
        ];
        if tally.skipped > 0 {
            rows.insert(1, ("skipped", tally.skipped.to_string()));
        }
        if tally.refused > 0 {
            rows.insert(1, ("refused", tally.refused.to_string()));
        }
        let widest = rows.iter().map(|(_, number)| number.len()).max().unwrap_or(0);
        rows.iter().map(|(what, number)| format!("{what:<10}{number:>widest$}")).collect::<Vec<_>>().join("\n")
    }
}
