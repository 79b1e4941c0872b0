//! Files that are whole or not there: written beside their place, flushed to the disk, renamed into it.

use super::{StoreError, name};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, TempDir};

const TEMPORARY: (&str, &str) = (".whereas-", ".tmp");

/// A file that is written beside its place.
#[derive(Debug)]
pub(super) struct Staged {
    file: NamedTempFile,
    path: PathBuf,
}

impl Staged {
    /// Its place.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    fn sync(&self) -> Result<(), StoreError> {
        self.file.as_file().sync_all().map_err(StoreError::io("cannot write", &self.path))
    }

    /// Renames it into its place.
    pub(super) fn put(self) -> Result<(), StoreError> {
        self.file.persist(&self.path).map_err(|error| StoreError::io("cannot write", &self.path)(error.error))?;
        Ok(())
    }
}

/// Writes `bytes` beside `path`, making the folders above; none, and touches nothing, when they stand there already.
pub(super) fn stage(path: &Path, bytes: &[u8]) -> Result<Option<Staged>, StoreError> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(None);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(StoreError::io("cannot create", folder))?;
    let cannot = || StoreError::io("cannot write", path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // Its own error names the temporary file, which nobody asked for.
    let mut file = builder.tempfile_in(folder).map_err(|error| cannot()(plainly(&error)))?;
    file.as_file_mut().write_all(bytes).map_err(cannot())?;
    Ok(Some(Staged { file, path: path.to_owned() }))
}

/// Puts `bytes` at `path`, on the disk. Returns false, and touches nothing, when they stand there already.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<bool, StoreError> {
    let Some(staged) = stage(path, bytes)? else { return Ok(false) };
    staged.sync()?;
    staged.put()?;
    Ok(true)
}

/// Files that are open at once, at most.
pub(super) const AT_ONCE: usize = 64;

/// Brings files to the disk and into their places, and flushes the folders that they are in.
pub(super) fn put_all(staged: Vec<Staged>) -> Result<(), StoreError> {
    sync(&staged)?;
    let mut folders = BTreeSet::new();
    for one in staged {
        folders.extend(one.path.parent().map(Path::to_owned));
        one.put()?;
    }
    folders.iter().try_for_each(|folder| sync_directory(folder))
}

/// A folder in `folder` that goes with all that is in it unless it is renamed.
pub(super) fn temporary_folder(folder: &Path) -> Result<TempDir, StoreError> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    builder.tempdir_in(folder).map_err(|error| StoreError::io("cannot write", folder)(plainly(&error)))
}

/// Files flushed side by side: a disk takes many in the time of one.
const SIDE_BY_SIDE: usize = 16;

/// Brings files to the disk.
pub(super) fn sync(staged: &[Staged]) -> Result<(), StoreError> {
    let each = staged.len().div_ceil(SIDE_BY_SIDE).max(1);
    std::thread::scope(|scope| {
        let threads: Vec<_> =
            staged.chunks(each).map(|some| scope.spawn(|| some.iter().try_for_each(Staged::sync))).collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// The system's own words for an error, without a path in them.
fn plainly(error: &io::Error) -> io::Error {
    error.raw_os_error().map_or_else(|| error.kind().into(), io::Error::from_raw_os_error)
}

/// Makes renames in `folder` last through a power failure.
pub(super) fn sync_directory(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(StoreError::io("cannot flush", folder))?;
    }
    Ok(())
}

/// What sorts paths as they sort themselves, folder by folder, without taking them apart at each comparison.
fn by_component(path: &Path) -> Vec<u8> {
    let bytes = path.as_os_str().as_encoded_bytes();
    bytes.iter().map(|byte| if *byte == b'/' { 0 } else { *byte }).collect()
}

/// Every graph file below `folder`, sorted by path. Links are not followed.
pub(super) fn graphs(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut found = Vec::new();
    walk(folder, &mut |path| {
        if file_name(path).is_some_and(|name| name.ends_with(name::ENDING) && !name.starts_with('.')) {
            found.push(path.to_owned());
        }
        Ok(())
    })?;
    found.sort_by_cached_key(|file| by_component(file));
    Ok(found)
}

/// What a killed writer left below `folder`.
pub(super) fn temporary(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut found = Vec::new();
    walk(folder, &mut |path| {
        if is_temporary(path) {
            found.push(path.to_owned());
        }
        Ok(())
    })?;
    found.sort();
    Ok(found)
}

/// Removes what a killed writer left below `folder`: temporary files, nothing else.
pub(super) fn clean(folder: &Path) -> Result<(), StoreError> {
    temporary(folder)?.iter().try_for_each(|path| fs::remove_file(path).map_err(StoreError::io("cannot remove", path)))
}

/// Whether the file at `path` has the name of a temporary file of ours.
pub(super) fn is_temporary(path: &Path) -> bool {
    file_name(path).is_some_and(|name| name.starts_with(TEMPORARY.0) && name.ends_with(TEMPORARY.1))
}

/// Removes the file at `path` and the folders that it leaves empty, up to and not including `root`.
pub(super) fn remove(path: &Path, root: &Path) -> Result<(), StoreError> {
    fs::remove_file(path).map_err(StoreError::io("cannot remove", path))?;
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != root && folder.starts_with(root)) {
        // A folder with something in it stays, and so do those above.
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

fn walk(folder: &Path, visit: &mut dyn FnMut(&Path) -> Result<(), StoreError>) -> Result<(), StoreError> {
    let cannot = || StoreError::io("cannot read", folder);
    let entries = match fs::read_dir(folder) {
        // Taken away meanwhile, or never made: git does not keep empty folders.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        entries => entries.map_err(cannot())?,
    };
    for entry in entries {
        let entry = entry.map_err(cannot())?;
        let kind = entry.file_type().map_err(cannot())?;
        if kind.is_dir() {
            walk(&entry.path(), visit)?;
        } else if kind.is_file() {
            visit(&entry.path())?;
        }
    }
    Ok(())
}

fn file_name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}
