//! What can go wrong with a store, always with the path it concerns.

use std::io;
use std::path::PathBuf;
use thiserror::Error;

/// Why a store could not be opened, read or changed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no `whereas.toml` in the directory.
    #[error("{}: expected a store, that is a directory with a file whereas.toml", .path.display())]
    NotAStore {
        /// The directory.
        path: PathBuf,
    },
    /// A store cannot be made in a directory that holds something else.
    #[error("{}: expected a store, or a directory that is new or empty", .path.display())]
    Occupied {
        /// The directory.
        path: PathBuf,
    },
    /// A copy cannot be made where something is.
    #[error("{}: expected a directory that is new or empty", .path.display())]
    Taken {
        /// The directory.
        path: PathBuf,
    },
    /// A file is not what was written.
    #[error("{}: damaged: its SHA-256 is not the one in its last line (hint: whereas store check)", .path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// Another writer holds the lock.
    #[error("{}: another program{} is writing to this store", .path.display(), .holder.map(|id| format!(" (process {id})")).unwrap_or_default())]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// The process that holds it, when it said so.
        holder: Option<u32>,
    },
    /// The index cannot be made again while it is read.
    #[error("{}: another program is reading the index", .path.display())]
    Read {
        /// The lock file of the index.
        path: PathBuf,
    },
    /// The store was written by a later version of the program.
    #[error("{}: expected store format {known} or older, found {found}: a newer whereas wrote this store", .path.display())]
    Newer {
        /// Its `whereas.toml`.
        path: PathBuf,
        /// The format found.
        found: u32,
        /// The newest format known here.
        known: u32,
    },
    /// `whereas.toml` is not what it should be.
    #[error("{}: {message}", .path.display())]
    Meta {
        /// The file.
        path: PathBuf,
        /// What the parser expected, on one line.
        message: String,
    },
    /// A graph file is not N-Quads.
    #[error("{}:{line}: {message}", .path.display())]
    Graph {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: u64,
        /// What was expected.
        message: String,
    },
    /// A quad that does not belong into the file of this source.
    #[error(
        "{source_path}: expected quads of the default graph or of <{source_iri}>, without blank nodes, found {quad}"
    )]
    Quad {
        /// Path of the source.
        source_path: String,
        /// IRI of the source.
        source_iri: String,
        /// The quad in N-Quads.
        quad: String,
    },
    /// The disk said no.
    #[error("{}: {wish}", .path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What was to be done: "cannot read".
        wish: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// The index said no.
    #[error("{}: the index failed", .path.display())]
    Index {
        /// The directory of the store.
        path: PathBuf,
        /// What Oxigraph said.
        source: oxigraph::store::StorageError,
    },
}

impl StoreError {
    /// For `map_err`: the disk refused `wish` at `path`.
    pub(super) fn io(wish: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, wish, source }
    }

    /// For `map_err`: Oxigraph refused something in the store at `path`.
    pub(super) fn index(path: impl Into<PathBuf>) -> impl FnOnce(oxigraph::store::StorageError) -> Self {
        let path = path.into();
        move |source| Self::Index { path, source }
    }
}
