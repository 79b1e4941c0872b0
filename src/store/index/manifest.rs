//! Which graph files the index on disk holds, and what has changed since.
//!
//! A file with the size and time that the manifest knows is taken to be unchanged, as git does; any other is read and
//! its hash compared, so that a fresh checkout of the same files does not load them again.

use super::super::{Graph, Store, StoreError, files, name};
use oxigraph::model::{GraphName, Quad, Triple};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

/// Of the manifest and of what it says about the database.
const FORMAT: u32 = 2;

/// What an index holds.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    format: u32,
    /// Hash of the vocabulary.
    vocabulary: String,
    /// By path below `graphs/`.
    files: BTreeMap<String, Entry>,
    /// SHA-256 of the database's own files, by name.
    #[serde(default)]
    database: BTreeMap<String, String>,
}

/// SHA-256 of the files of the database in `dir`, by name. Tables never change under one name: their hashes are taken from `known`.
pub(super) fn database(dir: &Path, known: Option<&Manifest>) -> Result<BTreeMap<String, String>, StoreError> {
    let cannot = || StoreError::io("cannot read", dir);
    let mut hashes = BTreeMap::new();
    for entry in std::fs::read_dir(dir).map_err(cannot())? {
        let entry = entry.map_err(cannot())?;
        let file = entry.file_name().to_string_lossy().into_owned();
        // What it writes whenever it is opened, and says nothing of the data.
        if file.starts_with("LOG") || file == "LOCK" || !entry.path().is_file() {
            continue;
        }
        let hash = match known.and_then(|known| known.database.get(&file)).filter(|_| file.ends_with(".sst")) {
            Some(hash) => hash.clone(),
            None => {
                let bytes = std::fs::read(entry.path()).map_err(StoreError::io("cannot read", entry.path()))?;
                name::hex(&Sha256::digest(&bytes))
            }
        };
        hashes.insert(file, hash);
    }
    Ok(hashes)
}

#[derive(Clone, Serialize, Deserialize)]
struct Entry {
    size: u64,
    modified: Duration,
    sha256: String,
    /// The named graphs in it.
    graphs: BTreeSet<String>,
}

/// What an index lacks.
#[derive(Default)]
pub(super) struct Changes {
    /// Files that it does not know.
    pub(super) added: Vec<Graph>,
    /// How many files are different or gone.
    other: usize,
    /// Named graphs of files that are new, different or gone.
    pub(super) graphs: BTreeSet<String>,
    vocabulary: bool,
}

impl Changes {
    pub(super) fn is_empty(&self) -> bool {
        self.added.is_empty() && self.only_added()
    }

    pub(super) fn only_added(&self) -> bool {
        self.other == 0 && !self.vocabulary
    }

    /// Whether an update is less work than a rebuild, roughly.
    pub(super) fn are_few(&self, next: &Manifest) -> bool {
        2 * (self.added.len() + self.other) <= next.files.len()
    }
}

impl Manifest {
    /// None when there is none, or none that this version understands.
    pub(super) fn read(path: &Path) -> Option<Self> {
        let manifest: Self = serde_json::from_slice(&std::fs::read(path).ok()?).ok()?;
        (manifest.format == FORMAT).then_some(manifest)
    }

    pub(super) fn write(&self, path: &Path) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(self).map_err(|error| StoreError::io("cannot write", path)(error.into()))?;
        files::write(path, &bytes).map(|_| ())
    }

    /// SHA-256 of the database's own files, by name.
    pub(super) fn database(&self) -> &BTreeMap<String, String> {
        &self.database
    }

    /// Sets what [`database`](Self::database) gives.
    pub(super) fn set_database(&mut self, database: BTreeMap<String, String>) {
        self.database = database;
    }

    /// The manifest that an index with all of `store` has, and what this one lacks for it.
    pub(super) fn compare(&self, store: &Store, vocabulary: &[Triple]) -> Result<(Self, Changes), StoreError> {
        let mut next = Self { format: FORMAT, vocabulary: vocabulary_hash(vocabulary), ..Self::default() };
        let mut changes = Changes { vocabulary: next.vocabulary != self.vocabulary, ..Changes::default() };
        // Thousands of paths: their bytes are compared, since a path takes itself apart each time.
        let folder = store.graphs_dir().as_os_str().len() + 1;
        for graph in store.graphs()? {
            let path = graph.file().as_os_str().as_encoded_bytes();
            let key = String::from_utf8_lossy(path.get(folder..).unwrap_or(path)).into_owned();
            let old = self.files.get(&key);
            let Some(entry) = Entry::of(&graph, old)? else { continue };
            if old.is_none_or(|old| old.sha256 != entry.sha256) {
                changes.graphs.extend(entry.graphs.iter().chain(old.iter().flat_map(|old| &old.graphs)).cloned());
                if old.is_some() { changes.other += 1 } else { changes.added.push(graph) }
            }
            next.files.insert(key, entry);
        }
        for (_, gone) in self.files.iter().filter(|(key, _)| !next.files.contains_key(*key)) {
            changes.other += 1;
            changes.graphs.extend(gone.graphs.iter().cloned());
        }
        Ok((next, changes))
    }
}

impl Entry {
    /// The entry of a file, none when it has just been taken away.
    fn of(graph: &Graph, old: Option<&Self>) -> Result<Option<Self>, StoreError> {
        let Ok(metadata) = graph.file().metadata() else { return Ok(None) };
        let modified =
            metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
        let size = metadata.len();
        if let Some(old) = old.filter(|old| old.size == size && old.modified == modified) {
            return Ok(Some(old.clone()));
        }
        let Ok(bytes) = std::fs::read(graph.file()) else { return Ok(None) };
        let sha256 = name::hex(&Sha256::digest(&bytes));
        let graphs = match old.filter(|old| old.sha256 == sha256) {
            Some(old) => old.graphs.clone(),
            None => graph.quads()?.into_iter().filter_map(named_graph).collect(),
        };
        Ok(Some(Self { size, modified, sha256, graphs }))
    }
}

fn named_graph(quad: Quad) -> Option<String> {
    match quad.graph_name {
        GraphName::NamedNode(name) => Some(name.into_string()),
        _ => None,
    }
}

fn vocabulary_hash(vocabulary: &[Triple]) -> String {
    let lines: BTreeSet<String> = vocabulary.iter().map(ToString::to_string).collect();
    let mut hash = Sha256::new();
    for line in &lines {
        hash.update(line);
        hash.update("\n");
    }
    name::hex(&hash.finalize())
}
