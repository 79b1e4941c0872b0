//! `whereas load --endpoint` and `whereas remove --endpoint`: documents into a store that somebody else runs.
//!
//! A document is one graph, and one request where the Graph Store Protocol is spoken. Loading again goes on where a stopped load ended:
//! each graph says what it was made with.

use super::common::{Common, Exit, count};
use super::documents::{self, Document, Found, Tally};
use super::load::{seconds, table};
use super::ordered;
use super::stop::Stop;
use crate::endpoint::{Endpoint, Held, Writer};
use crate::rdf::Form;
use crate::relate::Extraction;
use crate::store::Meta;
use crate::text::hex;
use anyhow::Context as _;
use oxigraph::model::Quad;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// What is to be loaded, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job<'a> {
    pub(super) inputs: &'a [PathBuf],
    /// Whether other documents go.
    pub(super) prune: bool,
    /// Whether unchanged documents are read too.
    pub(super) again: bool,
    pub(super) form: Form,
}

/// What the endpoint has of each path.
type ByPath = BTreeMap<String, Vec<Held>>;

/// Loads documents into an endpoint.
pub(super) fn load(job: &Job<'_>, endpoint: &Endpoint, common: &Common) -> anyhow::Result<Exit> {
    let began = Instant::now();
    let stop = Stop::listen().context("cannot listen to signals")?;
    let mut tally = Tally::default();
    let mut found = documents::found(job.inputs, common, &mut tally)?;
    let writer = endpoint.writer()?;
    let meta = Meta { base: common.base()?.to_owned(), ontology: common.ontology_hash()? };
    let recipe = common.recipe(&meta, job.form, &found.corrections);
    let mut held = ByPath::new();
    for one in endpoint.documents()? {
        held.entry(one.path.clone()).or_default().push(one);
    }
    let all = found.documents.len();
    let wanted: BTreeSet<String> = found.documents.iter().map(|document| document.path().to_owned()).collect();
    let unchanged = unchanged(&found.documents, &held, &recipe, job, common)?;
    let mut is_unchanged = unchanged.iter();
    found.documents.retain(|_| is_unchanged.next() != Some(&true));
    found.partial = found.documents.len() < all;
    let unchanged = all - found.documents.len();
    let mut load =
        Load { writer: &writer, recipe: &recipe, told: Instant::now(), quiet: common.quiet, put: BTreeMap::new(), all };
    if !found.documents.is_empty() {
        load.read(&found, job.form, &meta.base, common, &mut tally, &stop)?;
    }
    anyhow::ensure!(unchanged + load.put.len() > 0 || stop.asked().is_some(), "nothing to load: {}", tally.summary());
    let new = load.put.keys().filter(|path| !held.contains_key(*path)).count();
    let changed = load.put.len() - new;
    let mut removed = 0;
    if stop.asked().is_none() {
        load.remove_old(&held)?;
        if job.prune && tally.unseen > 0 {
            super::complain("warning: nothing was removed, for some folders could not be read")?;
        } else if job.prune {
            for (path, graphs) in held.iter().filter(|(path, _)| !wanted.contains(*path)) {
                graphs.iter().try_for_each(|graph| writer.remove(&graph.source)).with_context(|| path.clone())?;
                removed += 1;
            }
        }
    }
    if !common.quiet {
        let counts = [
            ("new", new),
            ("changed", changed),
            ("unchanged", unchanged),
            ("removed", removed),
            ("refused", tally.refused),
            ("misfits", tally.misfits),
            ("warnings", tally.warnings),
        ];
        let mut rows = vec![("documents", (unchanged + load.put.len()).to_string())];
        rows.extend(
            counts.into_iter().filter(|(_, number)| *number > 0).map(|(what, number)| (what, number.to_string())),
        );
        rows.push(("time", seconds(began)));
        super::say(&table(&rows))?;
    }
    Ok(stop.asked().unwrap_or(if tally.failed() > 0 { Exit::No } else { Exit::Done }))
}

/// Which documents the endpoint has as they are now.
fn unchanged(
    found: &[Document],
    held: &ByPath,
    recipe: &str,
    job: &Job<'_>,
    common: &Common,
) -> anyhow::Result<Vec<bool>> {
    let is_unchanged = |document: &Document| {
        let Some(graphs) = held.get(document.path()).filter(|_| !job.again) else { return false };
        if !graphs.iter().all(|graph| graph.recipe.as_deref() == Some(recipe)) {
            return false;
        }
        let hash = document.bytes_again().map(|bytes| hex(&Sha256::digest(&bytes)));
        hash.is_some_and(|hash| graphs.iter().all(|graph| graph.bytes_sha256 == hash))
    };
    let mut all = Vec::with_capacity(found.len());
    ordered::ordered(found, common.threads(), is_unchanged, |result| {
        all.extend(result.map(|(_, is_unchanged)| is_unchanged));
        Ok::<(), anyhow::Error>(())
    })?;
    Ok(all)
}

/// A load at work.
struct Load<'a> {
    writer: &'a Writer<'a>,
    recipe: &'a str,
    told: Instant,
    quiet: bool,
    /// The graphs that were put, by path.
    put: BTreeMap<String, BTreeSet<String>>,
    all: usize,
}

/// How often is told how far a load has come.
const PERIOD: Duration = Duration::from_secs(1);

impl Load<'_> {
    fn read(
        &mut self,
        found: &Found,
        form: Form,
        base: &str,
        common: &Common,
        tally: &mut Tally,
        stop: &Stop,
    ) -> anyhow::Result<()> {
        let ontology = common.load_ontology()?;
        self.writer.put_vocabulary(&crate::rdf::vocabulary(ontology), &ontology.hash)?;
        let bar = documents::progress(found.documents.len(), common);
        let make = |extraction: Extraction| {
            let quads = crate::rdf::quads_in(form, ontology, &extraction);
            (extraction.source.path.clone(), extraction.source_iri.clone(), quads)
        };
        let reading = documents::map_each_or_wait(
            found,
            ontology,
            base,
            common,
            tally,
            &bar,
            make,
            |made: Option<(String, String, Vec<Quad>)>| {
                if let Some((path, source, quads)) = made {
                    self.writer.put(&source, &quads, self.recipe).with_context(|| path.clone())?;
                    self.put.entry(path).or_default().insert(source);
                    bar.set_position(self.put.len() as u64);
                    self.tell(&bar)?;
                }
                anyhow::ensure!(stop.asked().is_none(), Stopped);
                Ok(())
            },
        );
        bar.finish_and_clear();
        match reading {
            Err(error) if error.is::<Stopped>() => Ok(()),
            other => other,
        }
    }

    fn tell(&mut self, bar: &indicatif::ProgressBar) -> anyhow::Result<()> {
        if !self.quiet && bar.is_hidden() && self.told.elapsed() >= PERIOD {
            self.told = Instant::now();
            super::complain(&format!("{} of {} documents stored", self.put.len(), self.all))?;
        }
        Ok(())
    }

    /// Takes out the graphs of changed files that are not made of them any more.
    fn remove_old(&self, held: &ByPath) -> anyhow::Result<()> {
        for (path, put) in &self.put {
            for old in held.get(path).into_iter().flatten().filter(|old| !put.contains(&old.source)) {
                self.writer.remove(&old.source).with_context(|| path.clone())?;
            }
        }
        Ok(())
    }
}

/// Not an error: Ctrl-C.
#[derive(Debug, thiserror::Error)]
#[error("stopped")]
struct Stopped;

/// Takes documents out of an endpoint: paths, folders of them, or IRIs of sources.
pub(super) fn remove(names: &[String], endpoint: &Endpoint, common: &Common) -> anyhow::Result<Exit> {
    let (held, writer) = (endpoint.documents()?, endpoint.writer()?);
    let (mut removed, mut unknown) = (BTreeSet::new(), 0);
    for name in names {
        let below = format!("{}/", name.trim_end_matches('/'));
        let named: Vec<&Held> = held
            .iter()
            .filter(|one| one.path == *name || one.source == *name || one.path.starts_with(&below))
            .collect();
        if named.is_empty() {
            unknown += 1;
            super::complain(&format!("{}: no document {name}", endpoint.address()))?;
        }
        for one in named {
            writer.remove(&one.source)?;
            removed.insert(one.path.clone());
        }
    }
    if !common.quiet {
        super::say(&format!("{} removed", count(removed.len(), "graph")))?;
    }
    Ok(match (removed.len(), unknown) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Failed,
        _ => Exit::No,
    })
}
