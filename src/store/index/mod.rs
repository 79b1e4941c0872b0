//! The index over the graph files: what answers questions. The same content whichever way it is made.

#[cfg(feature = "rocksdb")]
mod disk;
#[cfg(feature = "rocksdb")]
mod manifest;

use super::check::Report;
use super::lock::LockFile;
use super::{Graph, Store, StoreError};
use oxigraph::model::{GraphName, Quad, Triple};
use oxigraph::store::Store as Oxigraph;
use std::ops::Deref;
use std::path::Path;

/// A store in Oxigraph. It is read through the [`oxigraph::store::Store`] that it dereferences to.
pub struct Index {
    oxigraph: Oxigraph,
    /// Keeps an index on disk from being changed while it is read.
    _lock: Option<LockFile>,
}

impl Deref for Index {
    type Target = Oxigraph;

    fn deref(&self) -> &Oxigraph {
        &self.oxigraph
    }
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index").finish_non_exhaustive()
    }
}

/// Opens the index of `store`, made up to date.
pub(super) fn open(store: &Store, vocabulary: &[Triple]) -> Result<Index, StoreError> {
    #[cfg(feature = "rocksdb")]
    if let Some(index) = disk::open(store, vocabulary)? {
        return Ok(index);
    }
    in_memory(store, vocabulary)
}

/// What an index on disk is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IndexState {
    /// The program was built without: it answers from memory.
    Unsupported,
    /// There is none; the next question makes it.
    Missing,
    /// It holds what the files hold.
    Current,
    /// It does not; the next question brings it up to date.
    Behind,
}

/// What the index of `store` is like.
#[cfg_attr(not(feature = "rocksdb"), expect(clippy::unnecessary_wraps, reason = "with an index this can fail"))]
pub(super) fn state(store: &Store, vocabulary: &[Triple]) -> Result<IndexState, StoreError> {
    #[cfg(feature = "rocksdb")]
    return disk::state(store, vocabulary);
    #[cfg(not(feature = "rocksdb"))]
    {
        let _ = (store, vocabulary);
        Ok(IndexState::Unsupported)
    }
}

/// Makes the index of `store` again; whether the program keeps one. One that it cannot use is taken away.
pub(super) fn rebuild(store: &Store, vocabulary: &[Triple]) -> Result<bool, StoreError> {
    #[cfg(feature = "rocksdb")]
    return disk::rebuild(store, vocabulary).map(|()| true);
    #[cfg(not(feature = "rocksdb"))]
    {
        let _ = vocabulary;
        let dir = store.dir().join("index");
        if dir.is_dir() {
            std::fs::remove_dir_all(&dir).map_err(StoreError::io("cannot remove", &dir))?;
        }
        Ok(false)
    }
}

/// Compares the index of `store` with its files.
#[cfg_attr(not(feature = "rocksdb"), expect(clippy::unnecessary_wraps, reason = "with an index this can fail"))]
pub(super) fn check(store: &Store, vocabulary: &[Triple], report: &mut Report) -> Result<(), StoreError> {
    #[cfg(feature = "rocksdb")]
    disk::check(store, vocabulary, report)?;
    #[cfg(not(feature = "rocksdb"))]
    let _ = (store, vocabulary, report);
    Ok(())
}

/// Fills an index in memory from the graph files.
fn in_memory(store: &Store, vocabulary: &[Triple]) -> Result<Index, StoreError> {
    let oxigraph = Oxigraph::new().map_err(StoreError::index(store.dir()))?;
    load(store.dir(), &oxigraph, &store.graphs()?, vocabulary, BATCH)?;
    Ok(Index { oxigraph, _lock: None })
}

/// Quads that a loader into memory is given at once: few, so that parsing goes on meanwhile.
const BATCH: usize = 20_000;
/// Quads that are handed from one thread to the other at once.
const HANDFUL: usize = 10_000;
/// Handfuls that wait for the loader, at most.
const WAITING: usize = 16;

/// Adds graph files and a vocabulary to an index. Files are parsed on one thread while another fills the index.
///
/// The loader is given `batch` quads at once.
fn load(
    dir: &Path,
    oxigraph: &Oxigraph,
    graphs: &[Graph],
    vocabulary: &[Triple],
    batch: usize,
) -> Result<(), StoreError> {
    let mut loader = oxigraph.bulk_loader().with_max_memory_size_in_megabytes(512);
    let (send, parsed) = std::sync::mpsc::sync_channel(WAITING);
    std::thread::scope(|scope| {
        let parser = scope.spawn(move || parse(graphs, &send));
        let mut waiting: Vec<Quad> = vocabulary_quads(vocabulary).collect();
        for mut handful in parsed {
            waiting.append(&mut handful);
            if waiting.len() >= batch {
                loader.load_quads(std::mem::take(&mut waiting)).map_err(StoreError::index(dir))?;
            }
        }
        parser.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        loader.load_quads(waiting).and_then(|()| loader.commit()).map_err(StoreError::index(dir))
    })
}

/// Parses graph files and hands their quads on, until nobody takes them.
fn parse(graphs: &[Graph], send: &std::sync::mpsc::SyncSender<Vec<Quad>>) -> Result<(), StoreError> {
    let mut handful = Vec::new();
    for graph in graphs {
        handful.append(&mut graph.quads()?);
        if handful.len() >= HANDFUL && send.send(std::mem::take(&mut handful)).is_err() {
            return Ok(());
        }
    }
    // Nobody is there only when filling has failed, and that is the error to tell.
    let _ = send.send(handful);
    Ok(())
}

fn vocabulary_quads(vocabulary: &[Triple]) -> impl Iterator<Item = Quad> {
    vocabulary.iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph))
}
