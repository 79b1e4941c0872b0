//! `DIR/unfinished`: the sources that a load was to bring and has not, one path a line.
//!
//! It is written before the first change and taken away after the last, so that a store whose load was killed says so to
//! whoever asks it, until those sources have been loaded or are no longer wanted.

use super::{StoreError, files};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

const ESCAPED: &AsciiSet = &CONTROLS.add(b'%').add(b'#');
const FIRST_LINE: &str = "# Sources that a load was to bring and has not: load them again.\n";

/// The file of the store in `dir`.
pub(super) fn path(dir: &Path) -> PathBuf {
    dir.join("unfinished")
}

/// The paths in the file; none when there is no file.
pub(super) fn read(dir: &Path) -> Result<BTreeSet<String>, StoreError> {
    match std::fs::read_to_string(path(dir)) {
        Ok(text) => Ok(text.lines().filter(|line| !line.starts_with('#')).map(decoded).collect()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(StoreError::io("cannot read", path(dir))(error)),
    }
}

/// Makes the file hold these paths; without any it goes.
pub(super) fn write(dir: &Path, paths: &BTreeSet<String>) -> Result<(), StoreError> {
    let file = path(dir);
    if paths.is_empty() {
        return match std::fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(StoreError::io("cannot remove", file)(error)),
            _ => files::sync_directory(dir),
        };
    }
    let lines: String = paths.iter().map(|path| format!("{}\n", utf8_percent_encode(path, ESCAPED))).collect();
    files::write(&file, format!("{FIRST_LINE}{lines}").as_bytes())?;
    files::sync_directory(dir)
}

fn decoded(line: &str) -> String {
    percent_decode_str(line).decode_utf8_lossy().into_owned()
}
