//! The index over the graph files: what answers questions. The same content whichever way it is made.

#[cfg(feature = "rocksdb")]
mod disk;
#[cfg(feature = "rocksdb")]
mod manifest;

use super::{Graph, Store, StoreError};
use oxigraph::model::{GraphName, Quad, Triple};
use oxigraph::store::Store as Oxigraph;
use std::fs::File;
use std::ops::Deref;
use std::path::Path;

/// A store in Oxigraph. It is read through the [`oxigraph::store::Store`] that it dereferences to.
pub struct Index {
    oxigraph: Oxigraph,
    /// Keeps an index on disk from being changed while it is read.
    _lock: Option<File>,
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

/// Fills an index in memory from the graph files.
fn in_memory(store: &Store, vocabulary: &[Triple]) -> Result<Index, StoreError> {
    let oxigraph = Oxigraph::new().map_err(StoreError::index(store.dir()))?;
    load(store.dir(), &oxigraph, &store.graphs()?, vocabulary)?;
    Ok(Index { oxigraph, _lock: None })
}

/// Adds graph files and a vocabulary to an index.
fn load(dir: &Path, oxigraph: &Oxigraph, graphs: &[Graph], vocabulary: &[Triple]) -> Result<(), StoreError> {
    // A batch of this size keeps memory small and the bulk loader busy.
    const BATCH: usize = 500_000;
    let mut loader = oxigraph.bulk_loader().with_max_memory_size_in_megabytes(512);
    let mut batch: Vec<Quad> = vocabulary_quads(vocabulary).collect();
    for graph in graphs {
        batch.append(&mut graph.quads()?);
        if batch.len() >= BATCH {
            loader.load_quads(std::mem::take(&mut batch)).map_err(StoreError::index(dir))?;
        }
    }
    loader.load_quads(batch).and_then(|()| loader.commit()).map_err(StoreError::index(dir))
}

fn vocabulary_quads(vocabulary: &[Triple]) -> impl Iterator<Item = Quad> {
    vocabulary.iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph))
}
