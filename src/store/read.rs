//! Reading a store: its sources, their quads, and all of it in Oxigraph.

use super::{Index, Meta, StoreError, files, index};
use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{Quad, Triple};
use percent_encoding::percent_decode_str;
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// A store opened for reading. It needs no lock and stays valid while a writer works.
#[derive(Clone, Debug)]
pub struct Store {
    dir: PathBuf,
    meta: Meta,
}

impl Store {
    /// Opens the store in `dir`.
    ///
    /// # Errors
    /// When `dir` holds no store, or one of a newer format, or cannot be read.
    pub fn open(dir: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let dir = dir.into();
        let meta = Meta::read(&dir)?;
        Ok(Self { dir, meta })
    }

    /// Whether `dir` looks like a store; whether it can be opened is another question.
    #[must_use]
    pub fn is_at(dir: &Path) -> bool {
        Meta::path(dir).is_file()
    }

    /// The directory.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What all graphs have in common.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The graph files, sorted by name.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn graphs(&self) -> Result<Vec<Graph>, StoreError> {
        Ok(files::graphs(&self.graphs_dir())?.into_iter().map(|file| Graph { file }).collect())
    }

    /// All of the store in Oxigraph: each source's named graph, and in the default graph the union of what the sources
    /// contribute and of `vocabulary`. In memory, filled from the graph files; with feature `rocksdb` the index on disk,
    /// brought up to date first when it is behind.
    ///
    /// # Errors
    /// When a graph file is broken or cannot be read, or the index fails.
    pub fn oxigraph(&self, vocabulary: &[Triple]) -> Result<Index, StoreError> {
        index::open(self, vocabulary)
    }

    pub(super) fn graphs_dir(&self) -> PathBuf {
        self.dir.join("graphs")
    }
}

/// One graph file: what one source says.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Graph {
    file: PathBuf,
}

impl Graph {
    /// The file.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Path and IRI of the source, from the first line of the file.
    ///
    /// # Errors
    /// When the file cannot be read or its first line says something else.
    pub fn source(&self) -> Result<(String, String), StoreError> {
        let mut line = String::new();
        File::open(&self.file)
            .and_then(|file| BufReader::new(file).read_line(&mut line))
            .map_err(StoreError::io("cannot read", &self.file))?;
        header(line.trim_end()).ok_or_else(|| self.broken(1, "expected `# source <IRI> PATH`".to_owned()))
    }

    /// The quads. A file that a writer has just taken away has none.
    ///
    /// # Errors
    /// When the file cannot be read or is not N-Quads.
    pub fn quads(&self) -> Result<Vec<Quad>, StoreError> {
        match std::fs::read(&self.file) {
            Ok(bytes) => self.parse(&bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(StoreError::io("cannot read", &self.file)(error)),
        }
    }

    fn parse(&self, bytes: &[u8]) -> Result<Vec<Quad>, StoreError> {
        let quads = RdfParser::from_format(RdfFormat::NQuads).for_slice(bytes);
        quads.collect::<Result<_, _>>().map_err(|error: RdfSyntaxError| {
            let line = error.location().map_or(1, |place| place.start.line + 1);
            let message = error.to_string().replace('\n', " ");
            // The parser's own place is in columns of a file that nobody opens by hand; the line is enough.
            let message = message.split_once(": ").map_or(message.as_str(), |(_, rest)| rest).to_owned();
            self.broken(line, message)
        })
    }

    fn broken(&self, line: u64, message: String) -> StoreError {
        StoreError::Graph { path: self.file.clone(), line, message }
    }
}

/// `# source <IRI> PATH` as (path, IRI).
fn header(line: &str) -> Option<(String, String)> {
    let (iri, path) = line.strip_prefix("# source <")?.split_once("> ")?;
    Some((percent_decode_str(path).decode_utf8().ok()?.into_owned(), iri.to_owned()))
}
