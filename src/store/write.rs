//! Changing a store: the one writer, its lock, and the order of steps that a kill cannot break.
//!
//! [`stage`](Writer::stage) writes graphs beside their place; [`flush`](Writer::flush) brings them to the disk, renames them, and
//! flushes the folders, so that neither a kill nor a power failure undoes it: that is the moment to tell a user that the work is
//! kept. A graph is one file and one rename: it is there whole, or the one before it is. The lock is held until the writer is
//! dropped, and the system lets go of it when the program dies.
//!
//! Why batches: a disk takes a flush of sixty files side by side in hardly more time than that of one.

use super::lock::LockFile;
use super::{GraphFile, Meta, Store, StoreError, files, name, unfinished};
use oxigraph::model::Quad;
use std::collections::BTreeSet;
use std::fs::{self, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// A store opened for writing. There is one at a time.
#[derive(Debug)]
pub struct Writer {
    store: Store,
    /// Graphs that stand beside their place.
    staged: Vec<files::Staged>,
    /// Folders with renames that are not flushed.
    touched: BTreeSet<PathBuf>,
    /// Sources that are to come.
    begun: BTreeSet<String>,
    /// Sources that have come.
    done: BTreeSet<String>,
    _lock: Lock,
}

/// The lock of a writer. It tells who holds it, and is left empty: the same documents leave the same bytes.
#[derive(Debug)]
struct Lock(LockFile);

impl Drop for Lock {
    fn drop(&mut self) {
        // Only tidiness: the next writer empties it too.
        let _ = self.0.set_len(0);
    }
}

impl Writer {
    /// Makes a store in `dir`, which is new, empty or a store already; then its graphs stay and `meta` becomes its own.
    ///
    /// # Errors
    /// When `dir` holds something else, another writer is at work, or the disk fails.
    pub fn create(dir: impl Into<PathBuf>, meta: &Meta) -> Result<Self, StoreError> {
        let dir = dir.into();
        fs::create_dir_all(&dir).map_err(StoreError::io("cannot create", &dir))?;
        if Store::is_at(&dir) {
            // Refuses a newer store before anything is touched.
            Meta::read(&dir)?;
        } else if !is_empty(&dir)? {
            return Err(StoreError::Occupied { path: dir });
        }
        let lock = lock(&dir)?;
        meta.write(&dir)?;
        Self::start(dir, lock)
    }

    /// Opens the store in `dir` for writing.
    ///
    /// # Errors
    /// When `dir` holds no store or one of a newer format, another writer is at work, or the disk fails.
    pub fn open(dir: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let dir = dir.into();
        Meta::read(&dir)?;
        let lock = lock(&dir)?;
        Self::start(dir, lock)
    }

    fn start(dir: PathBuf, lock: Lock) -> Result<Self, StoreError> {
        files::clean(&dir)?;
        let store = Store::open(dir)?;
        fs::create_dir_all(store.graphs_dir()).map_err(StoreError::io("cannot create", store.graphs_dir()))?;
        Ok(Self {
            store,
            staged: Vec::new(),
            touched: BTreeSet::new(),
            begun: BTreeSet::new(),
            done: BTreeSet::new(),
            _lock: lock,
        })
    }

    /// The store, for reading.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Says which sources are to come, so that a store whose writer was killed can tell; [`finish`](Self::finish) takes it back.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn begin(&mut self, source_paths: impl IntoIterator<Item = String>) -> Result<(), StoreError> {
        self.begun.extend(source_paths);
        let mut all = self.store.unfinished()?;
        all.extend(self.begun.iter().cloned());
        unfinished::write(self.store.dir(), &all)
    }

    /// Says that a source needs nothing more: the store has it as it is.
    pub fn settle(&mut self, source_path: String) {
        self.done.insert(source_path);
    }

    /// Writes a graph beside its place, to take the place of whatever its source said before. Whether that will make a
    /// difference: a file that has the same bytes already is not touched.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn stage(&mut self, graph: &GraphFile) -> Result<bool, StoreError> {
        let staged = files::stage(&self.store.file(&graph.path), &graph.bytes)?;
        let changed = staged.is_some();
        self.staged.extend(staged);
        self.done.insert(graph.path.clone());
        Ok(changed)
    }

    /// Puts all that was staged in its place, on the disk: from here on neither a kill nor a power failure undoes it.
    ///
    /// # Errors
    /// When the disk fails. Each graph is then in its place or is not; none is in parts.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        let staged = std::mem::take(&mut self.staged);
        files::sync(&staged)?;
        for one in staged {
            let path = one.path().to_owned();
            one.put()?;
            self.touch(&path);
        }
        for folder in std::mem::take(&mut self.touched) {
            // A folder may be gone again, with its last file.
            if folder.is_dir() {
                files::sync_directory(&folder)?;
            }
        }
        Ok(())
    }

    /// Puts `quads` in the place of whatever the source at `source_path` said before, at once. Whether that made a difference.
    ///
    /// # Errors
    /// When a quad has a blank node or belongs neither to the default graph nor to the graph `source_iri`, or the disk fails.
    pub fn replace(&mut self, source_path: &str, source_iri: &str, quads: &[Quad]) -> Result<bool, StoreError> {
        let changed = self.stage(&GraphFile::new(source_path, source_iri, None, quads)?)?;
        self.flush()?;
        Ok(changed)
    }

    /// Takes away what the source at `source_path` said. Whether it had said anything.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn remove(&mut self, source_path: &str) -> Result<bool, StoreError> {
        let path = self.store.file(source_path);
        let known = path.is_file();
        if known {
            self.remove_file(&path)?;
        }
        Ok(known)
    }

    /// Takes away every source but those at these paths, and no curated graph; returns how many went. With [`replace`](Self::replace) for each
    /// of them this is a full rebuild.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn retain<'a>(&mut self, source_paths: impl IntoIterator<Item = &'a str>) -> Result<usize, StoreError> {
        // What an earlier load left to come is not wanted either.
        self.begun.extend(self.store.unfinished()?);
        let kept: BTreeSet<PathBuf> = source_paths.into_iter().map(|path| self.store.file(path)).collect();
        let is_gone = |file: &PathBuf| !kept.contains(file) && !name::is_curated_file(file);
        let gone: Vec<PathBuf> = files::graphs(&self.store.graphs_dir())?.into_iter().filter(is_gone).collect();
        for path in &gone {
            self.remove_file(path)?;
        }
        Ok(gone.len())
    }

    /// Ends the work: all that was staged is in its place, and nothing that was begun is missing.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn finish(mut self) -> Result<Store, StoreError> {
        self.done.append(&mut self.begun);
        self.stop()
    }

    /// Ends the work early: all that was staged is in its place, and what else was begun is missing.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn stop(mut self) -> Result<Store, StoreError> {
        self.flush()?;
        let missing = self.store.unfinished()?;
        if !missing.is_empty() {
            let still = missing.difference(&self.done).cloned().collect();
            unfinished::write(self.store.dir(), &still)?;
        }
        Ok(self.store)
    }

    fn remove_file(&mut self, path: &Path) -> Result<(), StoreError> {
        self.touch(path);
        files::remove(path, &self.store.graphs_dir())
    }

    fn touch(&mut self, path: &Path) {
        let inside = |folder: &&Path| folder.starts_with(self.store.dir());
        self.touched.extend(path.ancestors().skip(1).take_while(inside).map(Path::to_owned));
    }
}

/// Takes the lock of the store in `dir`, at once or not at all, and writes in it who has it.
fn lock(dir: &Path) -> Result<Lock, StoreError> {
    let path = dir.join("whereas.lock");
    let cannot = || StoreError::io("cannot lock", &path);
    let mut file = LockFile::open(&path).map_err(cannot())?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            let mut holder = String::new();
            // Only a help: on some systems a locked file cannot be read.
            let _ = file.read_to_string(&mut holder);
            return Err(StoreError::Locked { holder: holder.trim().parse().ok(), path });
        }
        Err(TryLockError::Error(error)) => return Err(cannot()(error)),
    }
    file.set_len(0).and_then(|()| file.rewind()).map_err(cannot())?;
    writeln!(file, "{}", std::process::id()).map_err(cannot())?;
    Ok(Lock(file))
}

/// Whether nothing is in `dir`, but for the lock and the temporary files of a writer that was killed at its first step.
fn is_empty(dir: &Path) -> Result<bool, StoreError> {
    let cannot = || StoreError::io("cannot read", dir);
    for entry in fs::read_dir(dir).map_err(cannot())? {
        let name = entry.map_err(cannot())?.file_name();
        if name != "whereas.lock" && !files::is_temporary(Path::new(&name)) {
            return Ok(false);
        }
    }
    Ok(true)
}
