//! Documents named on the command line: found, read side by side, handed on in order.
//!
//! A file that was named must be readable; a file that merely lies in a folder is skipped when no reader takes it. One bad
//! document is one line and never the end of the run. Few are held at a time, so that memory does not grow with
//! their number.

use super::common::{Common, count};
use crate::diag::Diagnostic;
use crate::extract::extract;
use crate::ontology::Ontology;
use crate::rdf::Form;
use crate::relate::Extraction;
use crate::text::Source;
use anyhow::{Context as _, bail};
use indicatif::{ProgressBar, ProgressStyle};
use oxigraph::model::Quad;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Documents that are read and wait to be handed on, at most, beside those that wait for an earlier one.
const READY: usize = 64;

/// A document to read.
#[derive(Clone, Debug)]
pub(super) struct Document {
    /// Where it is; none for standard input.
    file: Option<PathBuf>,
    /// As the user knows it.
    name: String,
    /// Relative to its input root, with `/`.
    path: String,
}

impl Document {
    /// Relative to its input root, with `/`.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Its bytes, read as text.
    pub(super) fn source(&self) -> anyhow::Result<Source> {
        let bytes = match &self.file {
            Some(file) => std::fs::read(file).context("expected a readable file")?,
            None => {
                let mut bytes = Vec::new();
                std::io::stdin().read_to_end(&mut bytes)?;
                bytes
            }
        };
        Ok(crate::read::read(&self.path, &bytes)?)
    }
}

/// What became of the documents of a run.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Extracted.
    pub(super) done: usize,
    /// Refused, each with a line.
    pub(super) refused: usize,
    /// Why they were refused, numbers left out so that equal reasons are one.
    pub(super) reasons: BTreeMap<String, Refused>,
    /// In a folder, and taken by no reader.
    pub(super) skipped: usize,
    /// Warnings given.
    pub(super) warnings: usize,
}

/// Documents refused for one reason.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    /// How many.
    pub(super) documents: usize,
    /// The first of them.
    pub(super) first: String,
}

/// All documents of the inputs, in order; files of a folder by path.
pub(super) fn gather(inputs: &[PathBuf], tally: &mut Tally) -> anyhow::Result<Vec<Document>> {
    let mut documents = Vec::new();
    for input in inputs {
        if input.as_os_str() == "-" {
            documents.push(Document {
                file: None,
                name: "standard input".to_owned(),
                path: "standard-input.txt".to_owned(),
            });
        } else if input.is_dir() {
            folder(input, tally, &mut documents)?;
        } else {
            let name = input.file_name().with_context(|| format!("{}: expected a file or folder", input.display()))?;
            let path = name.to_string_lossy().into_owned();
            documents.push(Document { file: Some(input.clone()), name: input.display().to_string(), path });
        }
    }
    if documents.is_empty() {
        let named: Vec<String> = inputs.iter().map(|input| input.display().to_string()).collect();
        bail!("{}: expected documents (.txt, .md), found none", named.join(", "));
    }
    once_each(documents, tally)
}

fn folder(root: &Path, tally: &mut Tally, documents: &mut Vec<Document>) -> anyhow::Result<()> {
    for entry in WalkDir::new(root).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let at = error.path().unwrap_or(root).display().to_string();
                super::complain(&format!(
                    "{at}: {}",
                    error.io_error().map_or_else(|| error.to_string(), ToString::to_string)
                ))?;
                tally.refused += 1;
                continue;
            }
        };
        let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
        let hidden = below.components().any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        if !entry.file_type().is_file() || hidden {
            continue;
        }
        let path = below.to_string_lossy().replace('\\', "/");
        if crate::read::format_of(&path).is_some() {
            documents.push(Document {
                file: Some(entry.path().to_owned()),
                name: entry.path().display().to_string(),
                path,
            });
        } else {
            tally.skipped += 1;
        }
    }
    Ok(())
}

/// Drops a file named twice; two files of one relative path would overwrite each other, and the second is refused.
fn once_each(documents: Vec<Document>, tally: &mut Tally) -> anyhow::Result<Vec<Document>> {
    let mut seen: BTreeMap<String, Option<PathBuf>> = BTreeMap::new();
    let mut kept = Vec::new();
    for document in documents {
        let real = document.file.as_deref().and_then(|file| file.canonicalize().ok());
        match seen.get(&document.path) {
            Some(other) if *other == real => {}
            Some(other) => {
                let other =
                    other.as_ref().map_or_else(|| "standard input".to_owned(), |file| file.display().to_string());
                super::complain(&format!(
                    "{}: has the same path below its input as {other} (hint: name their common folder)",
                    document.name
                ))?;
                tally.refused += 1;
            }
            None => {
                seen.insert(document.path.clone(), real);
                kept.push(document);
            }
        }
    }
    Ok(kept)
}

/// Reads and extracts all documents, and hands each on in order.
pub(super) fn for_each(
    documents: &[Document],
    ontology: &Ontology,
    common: &Common,
    tally: &mut Tally,
    take: impl FnMut(Extraction) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    map_each(documents, ontology, common, tally, |extraction| extraction, take)
}

/// Reads and extracts all documents, makes something of each extraction side by side, and hands it on in order.
pub(super) fn map_each<T: Send>(
    documents: &[Document],
    ontology: &Ontology,
    common: &Common,
    tally: &mut Tally,
    make: impl Fn(Extraction) -> T + Sync,
    mut take: impl FnMut(T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let base = common.base()?;
    let threads = common.threads.map_or(0, |threads| threads.get().min(documents.len()));
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().context("threads")?;
    let bar = progress(documents.len(), common);
    let read = |document: &Document| {
        let made = one(document, ontology, base).map(|extraction| {
            let warnings = extraction.warnings.clone();
            (warnings, make(extraction))
        });
        bar.inc(1);
        made
    };
    side_by_side(&pool, documents, read, |at, result| match result {
        Ok((warnings, made)) => {
            tally.done += 1;
            tally.warnings += warnings.len();
            if !common.quiet {
                warn(&documents[at], &warnings, &bar)?;
            }
            take(made)
        }
        Err(error) => {
            tally.refuse(&documents[at], &error);
            bar.suspend(|| super::complain(&format!("{}: {error:#}", documents[at].name)))?;
            Ok(())
        }
    })?;
    bar.finish_and_clear();
    Ok(())
}

/// Makes something of each item on the threads of the pool, and hands it on in order, with its index, while others are made.
///
/// Items are begun in order, so that few wait for an earlier one; of those that are ready, `READY` at most wait for their turn.
fn side_by_side<I: Sync, T: Send>(
    pool: &rayon::ThreadPool,
    items: &[I],
    make: impl Fn(&I) -> T + Sync,
    mut take: impl FnMut(usize, T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let (ready, next) = std::sync::mpsc::sync_channel(READY);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let ready = ready;
            let made = items.iter().enumerate().par_bridge();
            // Nobody takes them any more when one could not be handed on.
            let _ = pool.install(|| made.try_for_each(|(at, item)| ready.send((at, make(item)))));
        });
        let mut waiting = BTreeMap::new();
        let mut turn = 0;
        for (at, made) in next {
            waiting.insert(at, made);
            while let Some(made) = waiting.remove(&turn) {
                take(turn, made)?;
                turn += 1;
            }
        }
        Ok(())
    })
}

/// The graph of all documents in a form, and how many were refused.
pub(super) fn quads(
    inputs: &[PathBuf],
    form: Form,
    ontology: &Ontology,
    common: &Common,
) -> anyhow::Result<(Vec<Quad>, usize)> {
    let mut tally = Tally::default();
    let found = gather(inputs, &mut tally)?;
    let mut quads = Vec::new();
    for_each(&found, ontology, common, &mut tally, |extraction| {
        quads.extend(crate::rdf::quads_in(form, ontology, &extraction));
        Ok(())
    })?;
    anyhow::ensure!(tally.done > 0, "nothing to read: {}", tally.summary());
    Ok((quads, tally.refused))
}

fn warn(document: &Document, warnings: &[Diagnostic], bar: &ProgressBar) -> anyhow::Result<()> {
    for warning in warnings {
        let shown = Diagnostic { file: document.name.clone(), ..warning.clone() };
        bar.suspend(|| super::complain(&format!("warning: {shown}")))?;
    }
    Ok(())
}

fn one(document: &Document, ontology: &Ontology, base: &str) -> anyhow::Result<Extraction> {
    Ok(extract(ontology, document.source()?, base)?)
}

fn progress(documents: usize, common: &Common) -> ProgressBar {
    if common.quiet || documents < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} documents, {elapsed}");
    ProgressBar::new(documents as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

impl Tally {
    fn refuse(&mut self, document: &Document, error: &anyhow::Error) {
        self.refused += 1;
        let reason = format!("{error:#}");
        let reason = super::without_number(&reason).replace(|c: char| c.is_ascii_digit(), "…");
        let refused = self.reasons.entry(reason);
        refused.or_insert_with(|| Refused { documents: 0, first: document.path.clone() }).documents += 1;
    }

    /// One line for people: "3 documents, 1 refused, 2 other files skipped".
    pub(super) fn summary(&self) -> String {
        let mut parts = vec![count(self.done, "document")];
        if self.refused > 0 {
            parts.push(format!("{} refused", self.refused));
        }
        if self.skipped > 0 {
            parts.push(format!("{} skipped", count(self.skipped, "other file")));
        }
        parts.join(", ")
    }
}
