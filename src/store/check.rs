//! Whether a store is what was written: every file against the hash in it, and the index against the files.

use super::graph_file::{Seal, belongs, parse, seal, source};
use super::{Meta, Store, StoreError, files, index, name};
use oxigraph::model::Triple;
use std::path::{Path, PathBuf};

/// What a check of a store has looked at and found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Graph files.
    pub files: usize,
    /// Whether there is an index on disk, and it was compared with them.
    pub index: bool,
    /// What is wrong, file by file.
    pub findings: Vec<Finding>,
}

/// One thing that is wrong with a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file or directory.
    pub path: PathBuf,
    /// What it is.
    pub problem: String,
}

impl Report {
    pub(super) fn add(&mut self, path: impl Into<PathBuf>, problem: impl Into<String>) {
        self.findings.push(Finding { path: path.into(), problem: problem.into() });
    }
}

impl Store {
    /// Compares every file with the hash in it, its name and its form, and the index on disk, if there is one, with the files.
    ///
    /// # Errors
    /// When the store cannot be opened or a folder not be read. A file that cannot be read is a finding.
    pub fn check(&self, vocabulary: &[Triple]) -> Result<Report, StoreError> {
        let mut report = Report::default();
        let meta = Meta::path(self.dir());
        sealed(&meta, &read(&meta, &mut report), &mut report);
        for graph in self.graphs()? {
            report.files += 1;
            let bytes = read(graph.file(), &mut report);
            if !bytes.is_empty() && sealed(graph.file(), &bytes, &mut report) {
                self.check_graph(graph.file(), &bytes, &mut report);
            }
        }
        for path in files::temporary(self.dir())? {
            report.add(path, "left by a writer that was killed (the next one removes it)");
        }
        let missing = self.unfinished()?.len();
        if missing > 0 {
            report.add(
                self.dir(),
                format!("documents that a load was to bring are missing: {missing} (load them again)"),
            );
        }
        // What the files do not hold, the index cannot be held against.
        if report.findings.is_empty() {
            index::check(self, vocabulary, &mut report)?;
        }
        Ok(report)
    }

    fn check_graph(&self, file: &Path, bytes: &[u8], report: &mut Report) {
        let first = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let Some((path, iri)) = std::str::from_utf8(first).ok().and_then(source) else {
            return report.add(file, "line 1: expected `# source <IRI> PATH`");
        };
        if self.file(&path) != file {
            let expected = name::file(&path);
            report.add(file, format!("the file of {path}, expected under the name {}", expected.display()));
        }
        match parse(bytes, file) {
            Err(StoreError::Graph { line, message, .. }) => report.add(file, format!("line {line}: {message}")),
            Err(error) => report.add(file, error.to_string()),
            Ok(quads) => {
                if let Some(quad) = quads.iter().find(|quad| !belongs(quad, &iri)) {
                    report.add(file, format!("expected quads of the default graph or of <{iri}>, found {quad}"));
                }
            }
        }
    }
}

fn read(path: &Path, report: &mut Report) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap_or_else(|error| {
        report.add(path, format!("cannot read: {error}"));
        Vec::new()
    });
    if bytes.is_empty() && report.findings.last().is_none_or(|finding| finding.path != path) {
        report.add(path, "empty");
    }
    bytes
}

/// Whether the bytes are those that were written.
fn sealed(path: &Path, bytes: &[u8], report: &mut Report) -> bool {
    match seal(bytes) {
        Seal::Whole => return true,
        Seal::Broken => report.add(path, "damaged: its bytes are not those that were written (its SHA-256 differs)"),
        Seal::Missing => {
            report.add(path, "expected a last line `# sha256 …`, found none: cut short, or written by another program");
        }
    }
    false
}
