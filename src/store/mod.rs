//! The store: a directory of graph files, which are the truth, and an index over them, which answers questions.
//!
//! ```text
//! DIR/whereas.toml     format version, base IRI, hash of the ontology
//! DIR/whereas.lock     held by the one writer
//! DIR/unfinished       there while a load is at work, and after one that was stopped: what is missing
//! DIR/graphs/**.nq     one N-Quads file a source
//! DIR/index/           with feature `rocksdb`: Oxigraph on disk, which may be deleted at any time
//! ```
//!
//! A graph file holds the source's named graph and, as lines without a graph, what that source contributes to the
//! default graph. The default graph of the store is the set union over all files, so that a fact stated by two sources
//! is one triple, and taking one source away leaves exactly what the others say.
//!
//! [`Writer`] changes a store, one at a time; [`Store`] reads it and needs no lock: a file is written beside its place
//! and renamed into it, so a reader sees the old graph or the new one, never half of it.
//!
//! Why files and not a database alone: they can be read by any tool, kept in git, compared with `diff`, and they do not
//! depend on the version of the database; a lost or damaged index costs time, not data. Why one file a source: a
//! document is the unit of work, and replacing it is one rename.
//!
//! Invariant: no blank nodes in a store, for two files would have to agree on their names.

mod backup;
mod check;
mod error;
mod files;
mod graph_file;
mod index;
mod lock;
mod meta;
mod name;
mod read;
mod unfinished;
mod write;

pub use check::{Finding, Report};
pub use error::StoreError;
pub use graph_file::{GraphFile, Origin};
pub use index::{Index, IndexState};
pub use meta::{FORMAT, Meta};
pub use name::{curated_path, is_curated};
pub use read::{Graph, Store};
pub use write::Writer;
