//! `whereas build`: the main job. Documents in; a store, a Turtle file and a picture out.

use super::common::{Common, Exit};
use super::form::EvidenceName;
use super::load::{self, Job, Loaded, load};
use super::output;
use crate::draw;
use crate::export::{self, Format, Prefixes};
use crate::ontology::Ontology;
use crate::rdf::Form;
use crate::rdf::vocab::ws;
use crate::store::Store;
use anyhow::Context as _;
use clap::{Args, ValueHint};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Quad, Term};
use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Read documents into a store, export Turtle and draw
///
/// Writes DIR/store, DIR/graph.ttl and DIR/graph.svg and prints what was found. The store holds exactly these documents
/// afterwards: what an earlier build put there and is no longer among the inputs is removed. Documents that have not changed are
/// not read again. Building again from the same input gives the same bytes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whereas build resolutions/ --out out
  whereas query out/store --named mandates")]
pub(super) struct BuildArgs {
    /// Documents, or folders or archives (.zip, .tar.gz) of documents
    #[arg(required_unless_present = "files_from", value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,
    /// Where to write; made when it is not there
    #[arg(short, long, value_name = "DIR", default_value = "out", value_hint = ValueHint::DirPath)]
    out: PathBuf,
    /// How much evidence to write
    #[arg(long, value_enum, value_name = "EVIDENCE", default_value = "lean")]
    evidence: EvidenceName,
    /// Read unchanged documents again too
    #[arg(long)]
    again: bool,
}

/// Entities in the picture: of a larger graph the most connected ones, which can still be read.
const DRAWN: usize = 60;

pub(super) fn run(args: &BuildArgs, common: &Common) -> anyhow::Result<Exit> {
    let began = Instant::now();
    let dir = args.out.join("store");
    std::fs::create_dir_all(&args.out)
        .with_context(|| format!("{}: expected a folder that can be written", args.out.display()))?;
    let (inputs, sweep) = (&args.inputs[..], Some(args.out.as_path()));
    let form = Form { evidence: args.evidence.into(), ..Form::default() };
    let job = Job { inputs, dir: &dir, prune: true, again: args.again, own_base: true, sweep, form };
    let loaded = load(&job, common)?;
    if loaded.is_stopped() {
        return Ok(loaded.exit());
    }
    let ontology = common.load_ontology()?;
    let quads = quads_of(&loaded.store)?;
    write_turtle(&args.out.join("graph.ttl"), &quads, common.base()?)?;
    write_picture(&args.out.join("graph.svg"), &loaded.store, ontology)?;
    if !common.quiet {
        super::say(&summary(&loaded, &quads, ontology, began))?;
        super::say(&format!("written: {0}/store, {0}/graph.ttl, {0}/graph.svg", args.out.display()))?;
    }
    Ok(loaded.exit())
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
    let index = store.oxigraph(&ontology.terms.vocabulary)?;
    let selection = draw::Selection { top: Some(DRAWN), ..draw::Selection::default() };
    let options = draw::Options { selection, ..draw::Options::default() };
    let picture = draw::draw(&index, &options).with_context(|| format!("{}: cannot draw", path.display()))?;
    output::to(Some(path), |out| Ok(out.write_all(&picture.into_bytes())?))
}

/// What was found, in numbers.
fn summary(loaded: &Loaded, quads: &[Quad], ontology: &Ontology, began: Instant) -> String {
    let of = |classes: &[&str]| {
        let is_one = |quad: &&Quad| {
            quad.predicate == rdf::TYPE
                && matches!(&quad.object, Term::NamedNode(class) if classes.contains(&class.as_str()))
        };
        quads.iter().filter(is_one).map(|quad| quad.subject.to_string()).collect::<BTreeSet<_>>().len()
    };
    let types: Vec<&str> = ontology.types.iter().map(|kind| kind.iri.as_str()).collect();
    let tally = &loaded.tally;
    let counts = [
        ("documents", loaded.documents),
        ("unchanged", loaded.unchanged),
        ("removed", loaded.removed),
        ("refused", tally.refused),
        ("misfits", tally.misfits),
        ("skipped", tally.skipped),
        ("clauses", of(&[ws::RECITAL.as_str(), ws::OPERATIVE_CLAUSE.as_str()])),
        ("acts", of(&[ws::ACT_CLASS.as_str()])),
        ("entities", of(&types)),
        ("facts", of(&[ws::FACT.as_str()])),
        ("warnings", tally.warnings),
    ];
    let always = ["documents", "clauses", "acts", "entities", "facts", "warnings"];
    let shown = counts.into_iter().filter(|(what, number)| *number > 0 || always.contains(what));
    let mut rows: Vec<_> = shown.map(|(what, number)| (what, number.to_string())).collect();
    rows.push(("time", load::seconds(began)));
    load::table(&rows)
}
