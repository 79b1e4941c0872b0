//! A file that is there to be locked: by the one writer of a store, by the readers of its index.
//!
//! Why unlocking is not left to closing: a program that another thread starts has copies of all open files until it has
//! become that program, so that a lock which is only closed would outlive its holder by a moment, and the next writer
//! would be refused. What is unlocked is unlocked for all copies.

use std::fs::{File, OpenOptions};
use std::io;
use std::ops::{Deref, DerefMut};
use std::path::Path;

/// A file that is unlocked when it is dropped.
#[derive(Debug)]
pub(super) struct LockFile(File);

impl LockFile {
    /// Opens the file at `path`, or makes it. It is not locked yet.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path).map(Self)
    }
}

impl Deref for LockFile {
    type Target = File;

    fn deref(&self) -> &File {
        &self.0
    }
}

impl DerefMut for LockFile {
    fn deref_mut(&mut self) -> &mut File {
        &mut self.0
    }
}

impl Drop for LockFile {
    fn drop(&mut self) {
        // Closing, which follows, does the same a moment later.
        let _ = self.0.unlock();
    }
}
