//! Files that are whole or not there: written beside their place, flushed to the disk, renamed into it.

use super::{StoreError, name};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const TEMPORARY: (&str, &str) = (".whereas-", ".tmp");

/// Puts `bytes` at `path`, making the folders above. Returns false, and touches nothing, when they stand there already.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<bool, StoreError> {
    if fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(false);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(StoreError::io("cannot create", folder))?;
    let cannot = || StoreError::io("cannot write", path);
    let mut builder = tempfile::Builder::new();
    builder.prefix(TEMPORARY.0).suffix(TEMPORARY.1);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    // Its own error names the temporary file, which nobody asked for.
    let mut file = builder.tempfile_in(folder).map_err(|error| cannot()(error.kind().into()))?;
    file.write_all(bytes).map_err(cannot())?;
    file.as_file().sync_all().map_err(cannot())?;
    file.persist(path).map_err(|error| cannot()(error.error))?;
    Ok(true)
}

/// Makes renames in `folder` last through a power failure.
pub(super) fn sync_directory(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(StoreError::io("cannot flush", folder))?;
    }
    Ok(())
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
    found.sort();
    Ok(found)
}

/// Removes what a killed writer left below `folder`: temporary files, nothing else.
pub(super) fn clean(folder: &Path) -> Result<(), StoreError> {
    walk(folder, &mut |path| {
        if is_temporary(path) { fs::remove_file(path).map_err(StoreError::io("cannot remove", path)) } else { Ok(()) }
    })
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
