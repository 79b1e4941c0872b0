//! Changing a store: the one writer, its lock, and the order of steps that a kill cannot break.
//!
//! [`replace`](Writer::replace) returns when the bytes of the graph are on the disk under their final name: a killed
//! writer loses nothing that was replaced. [`finish`](Writer::finish) also flushes the folders, so that a power failure
//! does not undo the renames; that is the moment to tell a user that the work is kept. The lock is held until the
//! writer is dropped, and the system lets go of it when the program dies.

use super::{Meta, Store, StoreError, files, name};
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphNameRef, NamedOrBlankNode, Quad, Term};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};

/// What would break the first line of a graph file.
const ESCAPED: &AsciiSet = &CONTROLS.add(b'%');

/// A store opened for writing. There is one at a time.
#[derive(Debug)]
pub struct Writer {
    store: Store,
    /// Folders with renames that are not flushed.
    touched: BTreeSet<PathBuf>,
    _lock: Lock,
}

/// The lock of a writer. It tells who holds it, and is left empty: the same documents leave the same bytes.
#[derive(Debug)]
struct Lock(File);

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
        Ok(Self { store, touched: BTreeSet::new(), _lock: lock })
    }

    /// The store, for reading.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Puts `quads` in the place of whatever the source at `source_path` said before. Whether that made a difference.
    ///
    /// The path is relative to the input root, with `/` between its parts. The same quads give the same bytes,
    /// whatever their order, and a file that has them already is not touched.
    ///
    /// # Errors
    /// When a quad has a blank node or belongs neither to the default graph nor to the graph `source_iri`, or the disk fails.
    pub fn replace(&mut self, source_path: &str, source_iri: &str, quads: &[Quad]) -> Result<bool, StoreError> {
        if let Some(quad) = quads.iter().find(|quad| !belongs(quad, source_iri)) {
            return Err(StoreError::Quad {
                source_path: source_path.to_owned(),
                source_iri: source_iri.to_owned(),
                quad: quad.to_string(),
            });
        }
        let path = self.file(source_path);
        let bytes = serialize(source_path, source_iri, quads).map_err(StoreError::io("cannot write", &path))?;
        let changed = files::write(&path, &bytes)?;
        if changed {
            self.touch(&path);
        }
        Ok(changed)
    }

    /// Takes away what the source at `source_path` said. Whether it had said anything.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn remove(&mut self, source_path: &str) -> Result<bool, StoreError> {
        let path = self.file(source_path);
        let known = path.is_file();
        if known {
            self.remove_file(&path)?;
        }
        Ok(known)
    }

    /// Takes away every source but those at these paths; returns how many went. With [`replace`](Self::replace) for each
    /// of them this is a full rebuild.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn retain<'a>(&mut self, source_paths: impl IntoIterator<Item = &'a str>) -> Result<usize, StoreError> {
        let kept: BTreeSet<PathBuf> = source_paths.into_iter().map(|path| self.file(path)).collect();
        let gone: Vec<PathBuf> =
            files::graphs(&self.store.graphs_dir())?.into_iter().filter(|path| !kept.contains(path)).collect();
        for path in &gone {
            self.remove_file(path)?;
        }
        Ok(gone.len())
    }

    /// Flushes the folders: from here on a power failure undoes nothing.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn finish(mut self) -> Result<Store, StoreError> {
        for folder in std::mem::take(&mut self.touched) {
            // A folder may be gone again, with its last file.
            if folder.is_dir() {
                files::sync_directory(&folder)?;
            }
        }
        Ok(self.store)
    }

    fn file(&self, source_path: &str) -> PathBuf {
        self.store.graphs_dir().join(name::file(source_path))
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
    let mut file =
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(cannot())?;
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

fn belongs(quad: &Quad, source_iri: &str) -> bool {
    let graph = match quad.graph_name.as_ref() {
        GraphNameRef::DefaultGraph => true,
        GraphNameRef::NamedNode(graph) => graph.as_str() == source_iri,
        GraphNameRef::BlankNode(_) => false,
    };
    graph && matches!(quad.subject, NamedOrBlankNode::NamedNode(_)) && is_ground(&quad.object)
}

fn is_ground(term: &Term) -> bool {
    match term {
        Term::NamedNode(_) | Term::Literal(_) => true,
        Term::BlankNode(_) => false,
        Term::Triple(triple) => matches!(triple.subject, NamedOrBlankNode::NamedNode(_)) && is_ground(&triple.object),
    }
}

/// The bytes of a graph file: sorted lines, the named graph first.
fn serialize(source_path: &str, source_iri: &str, quads: &[Quad]) -> std::io::Result<Vec<u8>> {
    let (mut named, mut default) = (BTreeSet::new(), BTreeSet::new());
    for quad in quads {
        let mut line = RdfSerializer::from_format(RdfFormat::NQuads).for_writer(Vec::new());
        line.serialize_quad(quad)?;
        if quad.graph_name.is_default_graph() { &mut default } else { &mut named }.insert(line.finish()?);
    }
    let mut bytes = format!("# source <{source_iri}> {}\n", utf8_percent_encode(source_path, ESCAPED)).into_bytes();
    named.iter().for_each(|line| bytes.extend_from_slice(line));
    bytes.extend_from_slice(b"# default graph\n");
    default.iter().for_each(|line| bytes.extend_from_slice(line));
    Ok(bytes)
}
