//! A copy of a store, whole or not there.
//!
//! Only the truth is copied; the index is made again where it is needed. A writer may be at work meanwhile: each document is in
//! the copy as it was before or as it is after.

use super::graph_file::{Seal, seal};
use super::{Meta, Store, StoreError, files, unfinished};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

impl Store {
    /// Copies the store to `dest`, which is new or an empty directory. Returns how many graph files were copied.
    ///
    /// # Errors
    /// When `dest` holds something, a file is damaged, or the disk fails. Then there is no copy at all.
    pub fn backup(&self, dest: &Path) -> Result<usize, StoreError> {
        let above = dest.parent().filter(|above| *above != Path::new("")).unwrap_or(Path::new("."));
        if dest.exists() && !fs::read_dir(dest).is_ok_and(|mut entries| entries.next().is_none()) {
            return Err(StoreError::Taken { path: dest.to_owned() });
        }
        fs::create_dir_all(above).map_err(StoreError::io("cannot create", above))?;
        let temporary = files::temporary_folder(above)?;
        let copies = self.copy_to(temporary.path())?;
        // Not the temporary folder itself: only its owner may look into that.
        let whole = temporary.path().join(WHOLE);
        fs::rename(whole, dest).map_err(StoreError::io("cannot write", dest))?;
        files::sync_directory(above)?;
        Ok(copies)
    }

    fn copy_to(&self, folder: &Path) -> Result<usize, StoreError> {
        let copy = folder.join(WHOLE);
        let graphs = self.graphs()?;
        let graph_files = graphs.iter().map(|graph| graph.file().to_owned());
        let optional = [unfinished::path(self.dir())].into_iter().filter(|path| path.exists());
        let all: Vec<PathBuf> = graph_files.chain(optional).chain([Meta::path(self.dir())]).collect();
        let mut staged = Vec::new();
        for from in &all {
            let Some(bytes) = read(from)? else { continue };
            if seal(&bytes) == Seal::Broken {
                return Err(StoreError::Damaged { path: from.clone() });
            }
            let below = from.strip_prefix(self.dir()).unwrap_or(from);
            staged.extend(files::stage(&copy.join(below), &bytes)?);
            if staged.len() == files::AT_ONCE {
                files::put_all(std::mem::take(&mut staged))?;
            }
        }
        files::put_all(staged)?;
        Ok(graphs.len())
    }
}

const WHOLE: &str = "store";

/// The bytes of a file; none when a writer has just taken it away.
fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io("cannot read", path)(error)),
    }
}
