//! `whereas load`: documents into a store, those alone that have changed. `build` loads in the same way.

use super::common::{Common, Exit};
use super::documents::{self, Document, Found, Tally};
use super::form::EvidenceName;
use super::stop::Stop;
use super::{endpoint, load_endpoint, ordered, output};
use crate::ontology::Ontology;
use crate::rdf::Form;
use crate::relate::Extraction;
use crate::store::{GraphFile, Meta, Origin, Store, StoreError, Writer};
use crate::text::hex;
use anyhow::Context as _;
use clap::{Args, ValueHint};
use indicatif::ProgressBar;
use sha2::{Digest as _, Sha256};
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Read documents into a store; those that have not changed are passed over
///
/// A document is one graph in one file: it is in the store whole, or as it was before. A document is passed over when its bytes,
/// the ontology and the program are those that its graph was made with. After at most 64 documents or one second what was read is
/// flushed to the disk and reported; from then on neither a kill nor a power failure takes it away. Ctrl-C ends after the
/// documents in hand. Loading again goes on where a stopped load ended.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whereas load resolutions/ --store store
  whereas load resolutions/ --store store --prune      # and remove what is no longer there
  whereas load resolutions/ --endpoint http://localhost:7878   # one graph a document")]
pub(super) struct LoadArgs {
    /// Documents, or folders or archives (.zip, .tar.gz) of documents
    #[arg(required_unless_present = "files_from", value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,
    /// The store; made when it is not there
    #[arg(long, value_name = "DIR", required_unless_present = "endpoint", conflicts_with = "endpoint", value_hint = ValueHint::DirPath)]
    store: Option<PathBuf>,
    /// Remove from the store every document that is not among the inputs
    #[arg(long)]
    prune: bool,
    /// Read unchanged documents again too
    #[arg(long)]
    again: bool,
    /// How much evidence to write
    #[arg(long, value_enum, value_name = "EVIDENCE", default_value = "lean")]
    evidence: EvidenceName,
}

/// Runs the command.
pub(super) fn run(args: &LoadArgs, common: &Common) -> anyhow::Result<Exit> {
    let began = Instant::now();
    let form = Form { evidence: args.evidence.into(), ..Form::default() };
    let Some(dir) = &args.store else {
        let address = common.endpoints.endpoint.as_deref().context("expected --store DIR or --endpoint URL")?;
        let job = load_endpoint::Job { inputs: &args.inputs, prune: args.prune, again: args.again, form };
        return load_endpoint::load(&job, &endpoint::connect(address, common)?, common);
    };
    let job =
        Job { inputs: &args.inputs, dir, prune: args.prune, again: args.again, own_base: false, sweep: None, form };
    let loaded = load(&job, common)?;
    if !common.quiet {
        super::say(&table(&loaded.rows(began)))?;
    }
    Ok(loaded.exit())
}

/// What is to be loaded, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job<'a> {
    pub(super) inputs: &'a [PathBuf],
    /// The directory of the store.
    pub(super) dir: &'a Path,
    /// Whether other documents go.
    pub(super) prune: bool,
    /// Whether unchanged documents are read too.
    pub(super) again: bool,
    /// Whether the store takes the base IRI of the command line, whatever its own was.
    pub(super) own_base: bool,
    /// A folder from which what a killed run left is removed, once nobody else can write there.
    pub(super) sweep: Option<&'a Path>,
    /// How graphs are written.
    pub(super) form: Form,
}

/// What a load has done.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) store: Store,
    pub(super) tally: Tally,
    /// Documents that the store has now.
    pub(super) documents: usize,
    pub(super) unchanged: usize,
    new: usize,
    changed: usize,
    pub(super) removed: usize,
    stopped: Option<Exit>,
}

impl Loaded {
    /// How the command ends.
    pub(super) fn exit(&self) -> Exit {
        self.stopped.unwrap_or(if self.tally.failed() > 0 { Exit::No } else { Exit::Done })
    }

    /// Whether Ctrl-C ended it early.
    pub(super) fn is_stopped(&self) -> bool {
        self.stopped.is_some()
    }

    fn rows(&self, began: Instant) -> Vec<(&'static str, String)> {
        let counts = [
            ("documents", self.documents),
            ("new", self.new),
            ("changed", self.changed),
            ("unchanged", self.unchanged),
            ("removed", self.removed),
            ("refused", self.tally.refused),
            ("misfits", self.tally.misfits),
            ("skipped", self.tally.skipped),
            ("warnings", self.tally.warnings),
        ];
        let shown = counts.into_iter().filter(|(what, number)| *number > 0 || *what == "documents");
        let mut rows: Vec<_> = shown.map(|(what, number)| (what, number.to_string())).collect();
        rows.push(("time", seconds(began)));
        rows
    }
}

/// The time since then, for people.
pub(super) fn seconds(began: Instant) -> String {
    format!("{:.2} s", began.elapsed().as_secs_f64())
}

/// Words and numbers in two columns.
pub(super) fn table(rows: &[(&str, String)]) -> String {
    let widest = rows.iter().map(|(_, number)| number.len()).max().unwrap_or(0);
    rows.iter().map(|(what, number)| format!("{what:<10}{number:>widest$}")).collect::<Vec<_>>().join("\n")
}

/// Loads documents into a store.
///
/// # Errors
/// When nothing can be read, another writer is at work, or the disk fails. What was reported before is kept.
pub(super) fn load(job: &Job<'_>, common: &Common) -> anyhow::Result<Loaded> {
    let stop = Stop::listen().context("cannot listen to signals")?;
    let mut tally = Tally::default();
    let Found { documents: found, corrections, .. } = documents::found(job.inputs, common, &mut tally)?;
    // The lock at once, so that a second writer hears of the first before it works in vain.
    let meta = meta(job, common)?;
    let recipe = common.recipe(&meta, job.form, &corrections);
    let mut open = Open { job, meta, recipe, writer: None };
    if Store::is_at(job.dir) {
        open.writer()?;
    }
    let is_unchanged = unchanged(&found, job, &open.recipe, common)?;
    let changed: Vec<Document> =
        found.iter().zip(&is_unchanged).filter(|(_, unchanged)| !**unchanged).map(|(one, _)| one.clone()).collect();
    let mut kept: Vec<String> = found
        .iter()
        .zip(&is_unchanged)
        .filter(|(_, unchanged)| **unchanged)
        .map(|(one, _)| one.path().to_owned())
        .collect();
    let mut batch = Batch::new(found.len(), kept.len(), &stop, common);
    if !changed.is_empty() {
        let ontology = common.load_ontology()?;
        let partial = changed.len() < found.len();
        let changed = Found { documents: changed, corrections, partial };
        read_changed(&changed, ontology, common, &mut tally, &mut open, &mut batch)?;
    }
    kept.append(&mut batch.kept);
    let (new, changed) = (batch.new, batch.changed);
    let unchanged = kept.len() - new - changed;
    anyhow::ensure!(!kept.is_empty() || stop.asked().is_some(), "nothing to load: {}", tally.summary());
    let mut writer = open.take()?;
    kept.iter().for_each(|path| writer.settle(path.clone()));
    let stopped = stop.asked();
    let mut removed = 0;
    let store = if stopped.is_some() {
        writer.stop()?
    } else {
        if job.prune && tally.unseen > 0 {
            super::complain("warning: nothing was removed from the store, for some folders could not be read")?;
        } else if job.prune {
            removed = writer.retain(kept.iter().map(String::as_str))?;
        }
        writer.finish()?
    };
    let documents = store.graphs()?.iter().filter(|graph| !graph.is_curated()).count();
    Ok(Loaded { store, tally, documents, unchanged, new, changed, removed, stopped })
}

/// What the store has in common: its own base, unless another is asked for.
fn meta(job: &Job<'_>, common: &Common) -> anyhow::Result<Meta> {
    let ontology = common.ontology_hash()?;
    if job.own_base || !Store::is_at(job.dir) {
        return Ok(Meta { base: common.base()?.to_owned(), ontology });
    }
    let base = Store::open(job.dir)?.meta().base.clone();
    anyhow::ensure!(
        !common.has_base() || common.base()? == base,
        "--base {}: expected the base IRI of the store, {base}",
        common.base()?
    );
    Ok(Meta { base, ontology })
}

/// A store that is opened when there is something to put into it: a run that reads nothing changes nothing.
struct Open<'a> {
    job: &'a Job<'a>,
    meta: Meta,
    /// All that graphs depend on beside their documents.
    recipe: String,
    writer: Option<Writer>,
}

impl Open<'_> {
    fn writer(&mut self) -> anyhow::Result<&mut Writer> {
        let writer = match self.writer.take() {
            Some(writer) => writer,
            None => {
                let writer = Writer::create(self.job.dir, &self.meta)?;
                if let Some(folder) = self.job.sweep {
                    output::sweep(folder)
                        .with_context(|| format!("{}: cannot remove what a killed run left", folder.display()))?;
                }
                writer
            }
        };
        Ok(self.writer.insert(writer))
    }

    fn take(mut self) -> anyhow::Result<Writer> {
        self.writer()?;
        self.writer.take().context("a store that is open")
    }
}

/// Which documents the store has as they are now.
fn unchanged(found: &[Document], job: &Job<'_>, recipe: &str, common: &Common) -> anyhow::Result<Vec<bool>> {
    if job.again || !Store::is_at(job.dir) {
        return Ok(vec![false; found.len()]);
    }
    let store = Store::open(job.dir)?;
    let is_unchanged = |document: &Document| {
        let Some(origin) = store.origin(document.path()).filter(|origin| origin.recipe == recipe) else { return false };
        document.bytes_again().is_some_and(|bytes| hex(&Sha256::digest(&bytes)) == origin.bytes_sha256)
    };
    let mut all = Vec::with_capacity(found.len());
    ordered::ordered(found, common.threads(), is_unchanged, |result| {
        all.extend(result.map(|(_, is_unchanged)| is_unchanged));
        Ok::<(), anyhow::Error>(())
    })?;
    Ok(all)
}

fn read_changed(
    changed: &Found,
    ontology: &Ontology,
    common: &Common,
    tally: &mut Tally,
    open: &mut Open<'_>,
    batch: &mut Batch<'_>,
) -> anyhow::Result<()> {
    let (base, recipe, form) = (open.meta.base.clone(), open.recipe.clone(), open.job.form);
    let graph = |extraction: Extraction| -> Result<GraphFile, StoreError> {
        let source = &extraction.source;
        let origin = Origin { bytes_sha256: source.bytes_sha256.clone(), recipe: recipe.clone() };
        let quads = crate::rdf::quads_in(form, ontology, &extraction);
        GraphFile::new(&source.key(), &extraction.source_iri, Some(&origin), &quads)
    };
    let all = || changed.documents.iter().map(|document| document.path().to_owned());
    let reading =
        documents::map_each_or_wait(changed, ontology, &base, common, tally, &batch.bar.clone(), graph, |graph| {
            if let Some(graph) = graph {
                if batch.is_first() {
                    open.writer()?.begin(all())?;
                }
                batch.add(&graph?, open.writer()?)?;
            }
            if batch.is_due() {
                batch.flush(open.writer()?)?;
            }
            if batch.stop.asked().is_some() { Err(Stopped.into()) } else { Ok(()) }
        });
    match reading {
        Err(error) if error.is::<Stopped>() => {}
        Err(error) => return Err(error),
        Ok(()) => {}
    }
    if !batch.is_first() {
        batch.flush(open.writer()?)?;
    }
    batch.bar.finish_and_clear();
    Ok(())
}

/// Documents that were read and are not reported yet.
struct Batch<'a> {
    stop: &'a Stop,
    bar: ProgressBar,
    /// Whether lines are written: where there is no bar, and not under `--quiet`.
    tells: bool,
    all: usize,
    reported: usize,
    waiting: usize,
    since: Instant,
    kept: Vec<String>,
    new: usize,
    changed: usize,
}

/// Documents of a batch, at most.
const LARGEST: usize = 64;
/// How long a document waits to be flushed, at most, while others come.
const LONGEST: Duration = Duration::from_secs(1);

impl<'a> Batch<'a> {
    fn new(all: usize, unchanged: usize, stop: &'a Stop, common: &Common) -> Self {
        let bar = documents::progress(all, common);
        bar.set_position(unchanged as u64);
        let tells = !common.quiet && !std::io::stderr().is_terminal();
        let (kept, since) = (Vec::new(), Instant::now());
        Self { stop, bar, tells, all, reported: unchanged, waiting: 0, since, kept, new: 0, changed: 0 }
    }

    fn is_first(&self) -> bool {
        self.kept.is_empty()
    }

    fn add(&mut self, graph: &GraphFile, writer: &mut Writer) -> anyhow::Result<()> {
        if self.waiting == 0 {
            self.since = Instant::now();
        }
        let is_new = !writer.store().has(graph.path());
        if writer.stage(graph)? {
            *(if is_new { &mut self.new } else { &mut self.changed }) += 1;
        }
        self.waiting += 1;
        self.kept.push(graph.path().to_owned());
        Ok(())
    }

    fn is_due(&self) -> bool {
        self.waiting >= LARGEST || self.waiting > 0 && self.since.elapsed() >= LONGEST
    }

    fn flush(&mut self, writer: &mut Writer) -> anyhow::Result<()> {
        writer.flush()?;
        self.reported += std::mem::take(&mut self.waiting);
        self.bar.set_position(self.reported as u64);
        if self.tells {
            super::complain(&format!("{} of {} documents stored", self.reported, self.all))?;
        }
        Ok(())
    }
}

/// Not an error: Ctrl-C.
#[derive(Debug, thiserror::Error)]
#[error("stopped")]
struct Stopped;
