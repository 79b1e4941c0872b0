//! Documents named on the command line: found, read side by side, handed on in order.
//!
//! A file that was named must be readable; a file that merely lies in a folder is skipped when no reader takes it. One bad
//! document is one line and never the end of the run.

use super::common::{Common, count};
use super::ordered::ordered;
use crate::diag::Diagnostic;
use crate::extract::extract;
use crate::ontology::Ontology;
use crate::rdf::Form;
use crate::relate::Extraction;
use crate::text::Source;
use anyhow::{Context as _, bail};
use indicatif::{ProgressBar, ProgressStyle};
use oxigraph::model::Quad;
use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

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

    /// Its bytes, when they can be read more than once.
    pub(super) fn bytes_again(&self) -> Option<Vec<u8>> {
        std::fs::read(self.file.as_ref()?).ok()
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
    /// Folders and files that could not be looked at.
    pub(super) unseen: usize,
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
                tally.unseen += 1;
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
    let bar = progress(documents.len(), common);
    map_each_or_wait(documents, ontology, common.base()?, common, tally, &bar, make, |made| {
        let Some(made) = made else { return Ok(()) };
        bar.inc(1);
        take(made)
    })?;
    bar.finish_and_clear();
    Ok(())
}

/// The same with a base IRI and a bar of the caller's; while nothing comes, `take` is called with none.
#[expect(clippy::too_many_arguments, reason = "two of them are functions, and all belong to one call")]
pub(super) fn map_each_or_wait<T: Send>(
    documents: &[Document],
    ontology: &Ontology,
    base: &str,
    common: &Common,
    tally: &mut Tally,
    bar: &ProgressBar,
    make: impl Fn(Extraction) -> T + Sync,
    mut take: impl FnMut(Option<T>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let work = |document: &Document| {
        one(document, ontology, base).map(|extraction| (extraction.warnings.clone(), make(extraction)))
    };
    ordered(documents, common.threads(), work, |result| {
        let Some((document, result)) = result else { return take(None) };
        match result {
            Ok((warnings, made)) => {
                tally.done += 1;
                tally.warnings += warnings.len();
                if !common.quiet {
                    warn(document, &warnings, bar)?;
                }
                take(Some(made))
            }
            Err(error) => {
                tally.refuse(document, &error);
                Ok(bar.suspend(|| super::complain(&format!("{}: {error:#}", document.name)))?)
            }
        }
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

pub(super) fn progress(documents: usize, common: &Common) -> ProgressBar {
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
