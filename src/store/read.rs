//! Reading a store: its sources, their quads, and all of it in Oxigraph.

use super::{Index, IndexState, Meta, Origin, StoreError, files, graph_file, index, name, unfinished};
use oxigraph::model::{Quad, Triple};
use std::collections::BTreeSet;
use std::io;
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

    /// What the graph of the source at this path was made from; none when it is not in the store, or not known to be whole.
    #[must_use]
    pub fn origin(&self, source_path: &str) -> Option<Origin> {
        graph_file::origin(&self.file(source_path))
    }

    /// Whether the store has a graph of the source at this path.
    #[must_use]
    pub fn has(&self, source_path: &str) -> bool {
        self.file(source_path).is_file()
    }

    /// Paths of sources that a load was to bring and has not: a writer is at work, or one was stopped.
    ///
    /// # Errors
    /// When the file that says so cannot be read.
    pub fn unfinished(&self) -> Result<BTreeSet<String>, StoreError> {
        unfinished::read(&self.dir)
    }

    /// The graph file of the source at this path, which need not be there.
    pub(super) fn file(&self, source_path: &str) -> PathBuf {
        self.graphs_dir().join(name::file(source_path))
    }

    /// Throws the index on disk away and makes it again. Whether this program keeps one.
    ///
    /// # Errors
    /// When somebody reads the index, a graph file is broken or cannot be read, or the disk fails.
    pub fn reindex(&self, vocabulary: &[Triple]) -> Result<bool, StoreError> {
        index::rebuild(self, vocabulary)
    }

    /// What the index on disk is like.
    ///
    /// # Errors
    /// When the graph files cannot be read.
    pub fn index_state(&self, vocabulary: &[Triple]) -> Result<IndexState, StoreError> {
        index::state(self, vocabulary)
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
        let head = graph_file::head(&self.file).map_err(StoreError::io("cannot read", &self.file))?;
        head.map(|(path, iri, _)| (path, iri)).ok_or_else(|| StoreError::Graph {
            path: self.file.clone(),
            line: 1,
            message: "expected `# source <IRI> PATH`".to_owned(),
        })
    }

    /// Whether no document has made it, told by the name of the file.
    #[must_use]
    pub fn is_curated(&self) -> bool {
        name::is_curated_file(&self.file)
    }

    /// What it was made from, when that is known.
    #[must_use]
    pub fn origin(&self) -> Option<Origin> {
        graph_file::head(&self.file).ok()??.2
    }

    /// Its size in bytes and its statements; nothing when a writer has just taken it away.
    #[must_use]
    pub fn size(&self) -> (usize, usize) {
        let bytes = std::fs::read(&self.file).unwrap_or_default();
        let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty() && !line.starts_with(b"#"));
        (bytes.len(), lines.count())
    }

    /// The quads. A file that a writer has just taken away has none.
    ///
    /// # Errors
    /// When the file cannot be read or is not N-Quads.
    pub fn quads(&self) -> Result<Vec<Quad>, StoreError> {
        match std::fs::read(&self.file) {
            Ok(bytes) => graph_file::parse(&bytes, &self.file),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(StoreError::io("cannot read", &self.file)(error)),
        }
    }
}
