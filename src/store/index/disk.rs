//! The index on disk: Oxigraph on RocksDB in `DIR/index/`, brought up to date with the graph files when it is behind.
//!
//! ```text
//! DIR/index/lock            shared by those who read the index, exclusive while it is brought up to date
//! DIR/index/manifest.json   which graph files it holds; taken away first and written last, so that an update that was
//!                           killed leaves an index without a manifest, which is rebuilt
//! DIR/index/oxigraph/       the database
//! ```
//!
//! RocksDB calls a second process that reads while one writes undefined behaviour; hence the lock. Whoever finds the
//! index behind while others read it answers from memory: never wrong, never waiting for a server to stop.

use super::super::check::Report;
use super::super::lock::LockFile;
use super::manifest::{self, Changes, Manifest};
use super::{Index, IndexState, Store, StoreError, in_memory, load, vocabulary_quads};
use oxigraph::model::{Dataset, GraphNameRef, NamedNodeRef, Triple};
use oxigraph::store::{StorageError, Store as Oxigraph};
use std::collections::BTreeSet;
use std::fs::{self, TryLockError};
use std::path::PathBuf;

/// Opens the index on disk; none when it can be neither used nor brought up to date right now.
pub(super) fn open(store: &Store, vocabulary: &[Triple]) -> Result<Option<Index>, StoreError> {
    let disk = Disk::new(store, vocabulary);
    let Ok(lock) = disk.lock_file() else {
        // A store on a read-only medium.
        return Ok(None);
    };
    let cannot = || StoreError::io("cannot lock", disk.dir.join("lock"));
    // Twice, because a writer may change the files between the update and the second look.
    for _ in 0..2 {
        lock.lock_shared().map_err(cannot())?;
        if disk.is_current()?
            && let Ok(oxigraph) = Oxigraph::open_read_only(disk.database())
        {
            return Ok(Some(Index { oxigraph, _lock: Some(lock) }));
        }
        lock.unlock().map_err(cannot())?;
        match lock.try_lock() {
            Ok(()) => disk.update()?,
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(error)) => return Err(cannot()(error)),
        }
        lock.unlock().map_err(cannot())?;
    }
    Ok(None)
}

/// What the index is like, as far as its manifest tells.
pub(super) fn state(store: &Store, vocabulary: &[Triple]) -> Result<IndexState, StoreError> {
    let disk = Disk::new(store, vocabulary);
    if !disk.manifest().exists() {
        return Ok(IndexState::Missing);
    }
    Ok(if disk.is_current()? { IndexState::Current } else { IndexState::Behind })
}

/// Throws the index away and makes it again.
pub(super) fn rebuild(store: &Store, vocabulary: &[Triple]) -> Result<(), StoreError> {
    let disk = Disk::new(store, vocabulary);
    let path = disk.dir.join("lock");
    let lock = disk.lock_file().map_err(StoreError::io("cannot lock", &path))?;
    match lock.try_lock() {
        Ok(()) => disk.rebuild(Manifest::default().compare(store, vocabulary)?.0),
        Err(TryLockError::WouldBlock) => Err(StoreError::Read { path }),
        Err(TryLockError::Error(error)) => Err(StoreError::io("cannot lock", path)(error)),
    }
}

/// Compares the index with the files: each of its own with the hash that the manifest has, and what it answers with what they say.
pub(super) fn check(store: &Store, vocabulary: &[Triple], report: &mut Report) -> Result<(), StoreError> {
    let disk = Disk::new(store, vocabulary);
    let Some(manifest) = Manifest::read(&disk.manifest()) else {
        if disk.manifest().exists() {
            report.add(disk.manifest(), format!("damaged {HINT}"));
        }
        // An index without one is made again before it is asked.
        return Ok(());
    };
    let lock = disk.lock_file().map_err(StoreError::io("cannot lock", &disk.dir))?;
    if lock.try_lock_shared().is_err() {
        // It is being brought up to date.
        return Ok(());
    }
    let found = manifest::database(&disk.database(), None)?;
    let is_other = |(file, hash): &(&String, &String)| manifest.database().get(*file).is_none_or(|was| was != *hash);
    for (file, _) in found.iter().filter(is_other) {
        let problem = if manifest.database().contains_key(file) { "damaged" } else { "not a file of the index" };
        report.add(disk.database().join(file), format!("{problem} {HINT}"));
    }
    for file in manifest.database().keys().filter(|file| !found.contains_key(*file)) {
        report.add(disk.database().join(file), format!("gone {HINT}"));
    }
    if report.findings.is_empty() && disk.is_current()? {
        report.index = true;
        disk.compare(report)?;
    }
    Ok(())
}

/// Quads that a loader into the database is given at once: it sorts them and writes a file.
const BATCH: usize = 500_000;
const HINT: &str = "(hint: whereas store reindex)";

struct Disk<'a> {
    store: &'a Store,
    vocabulary: &'a [Triple],
    dir: PathBuf,
}

impl<'a> Disk<'a> {
    fn new(store: &'a Store, vocabulary: &'a [Triple]) -> Self {
        Self { store, vocabulary, dir: store.dir().join("index") }
    }

    /// Whether the index answers what an index made now would.
    fn compare(&self, report: &mut Report) -> Result<(), StoreError> {
        let database = self.database();
        let oxigraph = match Oxigraph::open_read_only(&database).and_then(|oxigraph| {
            oxigraph.validate()?;
            Ok(oxigraph)
        }) {
            Ok(oxigraph) => oxigraph,
            Err(error) => {
                report.add(database, format!("damaged: {error} {HINT}"));
                return Ok(());
            }
        };
        let expected = in_memory(self.store, self.vocabulary)?;
        let (has, should) = (oxigraph.len().map_err(self.failed())?, expected.len().map_err(self.failed())?);
        if has != should {
            report.add(&database, format!("expected {should} statements, found {has} {HINT}"));
        }
        for quad in expected.iter() {
            let quad = quad.map_err(self.failed())?;
            if !oxigraph.contains(&quad).map_err(self.failed())? {
                report.add(&database, format!("expected {quad}, found none {HINT}"));
                break;
            }
        }
        Ok(())
    }

    fn lock_file(&self) -> std::io::Result<LockFile> {
        fs::create_dir_all(&self.dir)?;
        LockFile::open(&self.dir.join("lock"))
    }

    fn database(&self) -> PathBuf {
        self.dir.join("oxigraph")
    }

    fn manifest(&self) -> PathBuf {
        self.dir.join("manifest.json")
    }

    fn is_current(&self) -> Result<bool, StoreError> {
        let Some(manifest) = Manifest::read(&self.manifest()) else { return Ok(false) };
        Ok(manifest.compare(self.store, self.vocabulary)?.1.is_empty())
    }

    /// Makes the index hold what the graph files hold. Under the exclusive lock.
    fn update(&self) -> Result<(), StoreError> {
        let old = Manifest::read(&self.manifest());
        let fresh = Manifest::default();
        let (next, changes) = old.as_ref().unwrap_or(&fresh).compare(self.store, self.vocabulary)?;
        if old.is_some() && !self.database().is_dir() || changes.is_empty() {
            // Lost, or it was current and yet would not open.
            return self.rebuild(fresh.compare(self.store, self.vocabulary)?.0);
        }
        match Oxigraph::open(self.database()) {
            Ok(oxigraph) if old.is_some() && changes.are_few(&next) => {
                self.forget_manifest()?;
                self.apply(&oxigraph, &changes)?;
                self.close(oxigraph, next, old.as_ref())
            }
            opened => {
                drop(opened);
                self.rebuild(next)
            }
        }
    }

    /// Closes the database and writes the manifest that says what is in it.
    fn close(&self, oxigraph: Oxigraph, mut next: Manifest, old: Option<&Manifest>) -> Result<(), StoreError> {
        oxigraph.flush().map_err(self.failed())?;
        drop(oxigraph);
        next.set_database(manifest::database(&self.database(), old)?);
        next.write(&self.manifest())
    }

    fn rebuild(&self, next: Manifest) -> Result<(), StoreError> {
        self.forget_manifest()?;
        let database = self.database();
        if database.exists() {
            fs::remove_dir_all(&database).map_err(StoreError::io("cannot remove", &database))?;
        }
        let oxigraph = Oxigraph::open(&database).map_err(self.failed())?;
        load(self.store.dir(), &oxigraph, &self.store.graphs()?, self.vocabulary, BATCH)?;
        self.close(oxigraph, next, None)
    }

    fn apply(&self, oxigraph: &Oxigraph, changes: &Changes) -> Result<(), StoreError> {
        if changes.only_added() {
            return load(self.store.dir(), oxigraph, &changes.added, &[], BATCH);
        }
        let wanted = self.wanted(&changes.graphs)?;
        exchange(oxigraph, &changes.graphs, &wanted).map_err(self.failed())
    }

    /// What the default graph and these named graphs have to hold. All files are read, because any of them may state
    /// a triple of the default graph that a changed file no longer states; that is a second for a million quads.
    fn wanted(&self, graphs: &BTreeSet<String>) -> Result<Dataset, StoreError> {
        let mut wanted: Dataset = vocabulary_quads(self.vocabulary).collect();
        for graph in self.store.graphs()? {
            wanted.extend(graph.quads()?.into_iter().filter(|quad| match quad.graph_name.as_ref() {
                GraphNameRef::NamedNode(name) => graphs.contains(name.as_str()),
                _ => true,
            }));
        }
        Ok(wanted)
    }

    fn forget_manifest(&self) -> Result<(), StoreError> {
        let manifest = self.manifest();
        if manifest.exists() {
            fs::remove_file(&manifest).map_err(StoreError::io("cannot remove", &manifest))?;
        }
        Ok(())
    }

    fn failed(&self) -> impl FnOnce(StorageError) -> StoreError + use<> {
        StoreError::index(self.store.dir().to_owned())
    }
}

/// Makes the default graph and these named graphs hold what is wanted, in one transaction.
fn exchange(oxigraph: &Oxigraph, graphs: &BTreeSet<String>, wanted: &Dataset) -> Result<(), StorageError> {
    let mut transaction = oxigraph.start_transaction()?;
    let named = graphs.iter().map(|graph| GraphNameRef::NamedNode(NamedNodeRef::new_unchecked(graph)));
    for graph in named.chain([GraphNameRef::DefaultGraph]) {
        for quad in oxigraph.quads_for_pattern(None, None, None, Some(graph)) {
            let quad = quad?;
            if !wanted.contains(&quad) {
                transaction.remove(&quad);
            }
        }
        if let GraphNameRef::NamedNode(name) = graph
            && wanted.quads_for_graph_name(graph).next().is_none()
        {
            transaction.remove_named_graph(name)?;
        }
    }
    transaction.extend(wanted);
    transaction.commit()
}
