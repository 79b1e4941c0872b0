//! Documents named on the command line: found, read side by side, handed on in order.
//!
//! A file that was named must be readable; a file that merely lies in a folder is skipped when no reader takes it. One bad
//! document is one line and never the end of the run.

mod archive;
mod corrected;
mod find;
mod isolate;
mod net;

use self::archive::Archive;
use super::common::{Common, count};
use super::ordered::ordered;
use crate::diag::{Diagnostic, Severity};
use crate::extract::{ExtractError, extract_all};
use crate::ontology::Ontology;
use crate::rdf::Form;
use crate::relate::Extraction;
use crate::text::Source;
use anyhow::{Context as _, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use oxigraph::model::Quad;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{IsTerminal as _, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) use corrected::{Found, corrections, found};
pub(super) use find::gather;
pub(super) use isolate::{ParseArgs, run as parse};
pub(super) use net::caught;

/// Bytes of a document at most.
const LARGEST: u64 = 256 << 20;

/// A document to read.
#[derive(Clone, Debug)]
pub(super) struct Document {
    at: Where,
    /// As the user knows it.
    name: String,
    /// Relative to its input root, with `/`.
    path: String,
    /// Whether the user named it; else it lies in a folder or archive, and may be anything.
    named: bool,
}

/// Where the bytes of a document are.
#[derive(Clone, Debug)]
enum Where {
    /// On standard input.
    Input,
    /// In a file.
    File(PathBuf),
    /// In an archive, at an index.
    Entry(Arc<Archive>, usize),
}

impl Document {
    /// The document at a path below a folder, when it is there. A path that leads out of the folder is none.
    pub(super) fn below(folder: &Path, path: &str) -> Option<Self> {
        let inside = Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)));
        let file = folder.join(path);
        (inside && file.is_file()).then(|| Self {
            name: file.display().to_string(),
            at: Where::File(file),
            path: path.to_owned(),
            named: true,
        })
    }

    /// Relative to its input root, with `/`.
    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// Its bytes, when they can be read more than once.
    pub(super) fn bytes_again(&self) -> Option<Vec<u8>> {
        match &self.at {
            Where::Input => None,
            Where::File(file) => of_file(file).ok(),
            Where::Entry(archive, index) => archive.bytes_of(*index).ok(),
        }
    }

    /// Its bytes, read as text.
    pub(super) fn source(&self) -> anyhow::Result<Source> {
        let bytes = match &self.at {
            Where::Input => {
                let mut bytes = Vec::new();
                std::io::stdin().take(LARGEST + 1).read_to_end(&mut bytes)?;
                ensure!(bytes.len() as u64 <= LARGEST, "expected {} MB at most", LARGEST >> 20);
                bytes
            }
            Where::File(file) => of_file(file)?,
            Where::Entry(archive, index) => archive.bytes_of(*index)?,
        };
        let format = crate::read::detect(&self.path, &bytes)?;
        // What may make its parser fail is parsed in a process of its own.
        let content = match crate::read::is_risky(format) {
            true => isolate::content(format, &bytes)?,
            false => crate::read::content(format, &bytes)?,
        };
        Ok(Source::of(self.path.clone(), &bytes, format, content))
    }
}

/// Whether a path leads to a file, and not to a device or a pipe that would never end.
fn is_plain(file: &Path) -> anyhow::Result<bool> {
    Ok(std::fs::metadata(file).context("expected a readable file")?.is_file())
}

/// The bytes of a file that stays as it is while it is read.
fn of_file(file: &Path) -> anyhow::Result<Vec<u8>> {
    ensure!(is_plain(file)?, "expected a file, found something else (hint: `-` is standard input)");
    let mut opened = File::open(file).context("expected a readable file")?;
    let before = opened.metadata().context("expected a readable file")?;
    ensure!(
        before.len() <= LARGEST,
        "expected a file of {} MB at most, found {} MB",
        LARGEST >> 20,
        before.len() >> 20
    );
    let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0));
    (&mut opened).take(LARGEST + 1).read_to_end(&mut bytes).context("expected a readable file")?;
    let after = opened.metadata().context("expected a readable file")?;
    let same = bytes.len() as u64 == before.len()
        && after.len() == before.len()
        && after.modified().ok() == before.modified().ok();
    ensure!(same, "changed while it was read (hint: run again when it is whole)");
    Ok(bytes)
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
    /// Corrections that do not fit the document they name.
    pub(super) misfits: usize,
}

/// Documents refused for one reason.
#[derive(Clone, Debug)]
pub(super) struct Refused {
    /// How many.
    pub(super) documents: usize,
    /// The first of them.
    pub(super) first: String,
}

/// Reads and extracts all documents, and hands each on in order.
pub(super) fn for_each(
    found: &Found,
    ontology: &Ontology,
    common: &Common,
    tally: &mut Tally,
    take: impl FnMut(Extraction) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    map_each(found, ontology, common, tally, |extraction| extraction, take)
}

/// Reads and extracts all documents, makes something of each extraction side by side, and hands it on in order.
pub(super) fn map_each<T: Send>(
    found: &Found,
    ontology: &Ontology,
    common: &Common,
    tally: &mut Tally,
    make: impl Fn(Extraction) -> T + Sync,
    mut take: impl FnMut(T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let bar = progress(found.documents.len(), common);
    map_each_or_wait(found, ontology, common.base()?, common, tally, &bar, make, |made| {
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
    found: &Found,
    ontology: &Ontology,
    base: &str,
    common: &Common,
    tally: &mut Tally,
    bar: &ProgressBar,
    make: impl Fn(Extraction) -> T + Sync,
    mut take: impl FnMut(Option<T>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    found.corrections.check(ontology).map_err(corrected::refused)?;
    let corrected = |mut extraction: Extraction| {
        let mut remarks = extraction.warnings.clone();
        remarks.append(&mut found.corrections.apply(ontology, &mut extraction));
        (remarks, make(extraction))
    };
    let work = |document: &Document| -> anyhow::Result<Vec<Made<T>>> {
        caught(|| {
            let all = extract_all(ontology, document.source()?, base);
            Ok(all.into_iter().map(|(part, extraction)| (part, extraction.map(corrected))).collect())
        })
    };
    ordered(&found.documents, common.threads(), work, |result| {
        let Some((document, result)) = result else { return take(None) };
        let made = match result {
            Ok(made) => made,
            Err(error) if !document.named && is_no_document(&error) => {
                tally.skipped += 1;
                return take(None);
            }
            Err(error) => return tally.refuse(document, &document.name, &error, bar),
        };
        for (part, made) in made {
            let name = part.map_or_else(|| document.name.clone(), |part| format!("{}, part {part}", document.name));
            match made {
                Ok((remarks, made)) => {
                    tally.done += 1;
                    tally.remark(&name, &remarks, common, bar)?;
                    take(Some(made))?;
                }
                // What lies between the resolutions of a volume is no mistake.
                Err(ExtractError::Other(kind)) if part.is_some() => {
                    tally.warnings += 1;
                    if !common.quiet {
                        bar.suspend(|| super::complain(&format!("warning: {name}: a {kind}, left out")))?;
                    }
                }
                Err(error) => tally.refuse(document, &name, &error.into(), bar)?,
            }
        }
        Ok(())
    })?;
    let unfit = found.corrections.unfit(!found.partial);
    tally.warnings += unfit.len();
    for warning in unfit.iter().filter(|_| !common.quiet) {
        bar.suspend(|| super::complain(&format!("warning: {warning}")))?;
    }
    Ok(())
}

/// What was made of one document of a file, by its number when the file holds several.
type Made<T> = (Option<u32>, Result<(Vec<Diagnostic>, T), ExtractError>);

/// The graph of all documents in a form, and how many were refused; `also` sees what was extracted of each.
pub(super) fn quads(
    inputs: &[PathBuf],
    form: Form,
    ontology: &Ontology,
    common: &Common,
    mut also: impl FnMut(&Extraction),
) -> anyhow::Result<(Vec<Quad>, usize)> {
    let mut tally = Tally::default();
    let found = found(inputs, common, &mut tally)?;
    let mut quads = Vec::new();
    for_each(&found, ontology, common, &mut tally, |extraction| {
        quads.extend(crate::rdf::quads_in(form, ontology, &extraction));
        also(&extraction);
        Ok(())
    })?;
    anyhow::ensure!(tally.done > 0, "nothing to read: {}", tally.summary());
    Ok((quads, tally.failed()))
}

/// Whether a file is refused because it is something else, and not because it is broken.
fn is_no_document(error: &anyhow::Error) -> bool {
    use crate::read::ReadError;
    matches!(error.downcast_ref(), Some(ReadError::UnknownFormat | ReadError::Other { .. }))
}

pub(super) fn progress(documents: usize, common: &Common) -> ProgressBar {
    if common.quiet || documents < 2 || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} documents, {elapsed}");
    ProgressBar::new(documents as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

impl Tally {
    /// How many documents and corrections could not be taken.
    pub(super) fn failed(&self) -> usize {
        self.refused + self.misfits
    }

    /// Tells what there is to say of a document: warnings unless all is to be quiet, and always what does not fit it.
    fn remark(&mut self, name: &str, remarks: &[Diagnostic], common: &Common, bar: &ProgressBar) -> anyhow::Result<()> {
        for remark in remarks {
            if remark.severity == Severity::Error {
                self.misfits += 1;
                bar.suspend(|| super::complain(&remark.to_string()))?;
                continue;
            }
            self.warnings += 1;
            if !common.quiet {
                let shown = Diagnostic { file: name.to_owned(), ..remark.clone() };
                bar.suspend(|| super::complain(&format!("warning: {shown}")))?;
            }
        }
        Ok(())
    }

    fn refuse(
        &mut self,
        document: &Document,
        name: &str,
        error: &anyhow::Error,
        bar: &ProgressBar,
    ) -> anyhow::Result<()> {
        self.refused += 1;
        let reason = format!("{error:#}");
        bar.suspend(|| super::complain(&format!("{name}: {reason}")))?;
        let reason = super::without_number(&reason).replace(|c: char| c.is_ascii_digit(), "…");
        let refused = self.reasons.entry(reason);
        refused.or_insert_with(|| Refused { documents: 0, first: document.path.clone() }).documents += 1;
        Ok(())
    }

    /// One line for people: "3 documents, 1 refused, 2 other files skipped".
    pub(super) fn summary(&self) -> String {
        let mut parts = vec![count(self.done, "document")];
        if self.refused > 0 {
            parts.push(format!("{} refused", self.refused));
        }
        if self.skipped > 0 {
            parts.push(self.skipped_shown());
        }
        parts.join(", ")
    }

    /// "2 other files skipped".
    fn skipped_shown(&self) -> String {
        format!("{} skipped", count(self.skipped, "other file"))
    }
}
