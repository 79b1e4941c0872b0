//! Where output goes: standard output, or a file that is whole or not there.

pub(super) use super::packing::{Out, unpacked};
use crate::export::Format;
use anyhow::Context;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Writes by `write` to the file at `path`, or to standard output when there is none or it is `-`.
///
/// A file is written beside its place and renamed into it when all went well, so that a run that fails leaves what was
/// there before. What is no ordinary file, `/dev/null` for one, is written to as it is.
pub(super) fn to<T>(path: Option<&Path>, write: impl FnOnce(&mut Out) -> anyhow::Result<T>) -> anyhow::Result<T> {
    match path.filter(|path| *path != Path::new("-")) {
        None => {
            let mut out = Out::Plain(Box::new(BufWriter::new(io::stdout())));
            let done = write(&mut out)?;
            out.flush()?;
            Ok(done)
        }
        Some(path) if path.exists() && !path.is_file() => {
            let file = File::options().write(true).open(path).with_context(|| cannot(path))?;
            let mut out = Out::Plain(Box::new(BufWriter::new(file)));
            let done = write(&mut out).map_err(|error| named(path, error))?;
            out.flush().with_context(|| cannot(path))?;
            Ok(done)
        }
        Some(path) => to_file(path, write),
    }
}

/// How the names of files begin and end that are not yet whole.
const PREFIX: &str = ".whereas-";
const SUFFIX: &str = ".tmp";

/// Removes from a folder what a killed run left half-written. Only for who holds the lock of what is written there.
pub(super) fn sweep(folder: &Path) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        if name.starts_with(PREFIX) && name.ends_with(SUFFIX) && entry.file_type()?.is_file() {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Files that are not yet whole.
static UNFINISHED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Removes every file that is not yet whole: the program is about to end.
pub(super) fn abandon() {
    for file in UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        let _ = std::fs::remove_file(file);
    }
}

fn to_file<T>(path: &Path, write: impl FnOnce(&mut Out) -> anyhow::Result<T>) -> anyhow::Result<T> {
    let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
    anyhow::ensure!(
        folder.is_dir(),
        "{}: expected a folder that is there, found none called {}",
        path.display(),
        folder.display()
    );
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let file = builder.tempfile_in(folder).map_err(plainly).with_context(|| cannot(path))?;
    let unfinished = || UNFINISHED.lock().unwrap_or_else(PoisonError::into_inner);
    let temporary = file.path().to_owned();
    unfinished().insert(temporary.clone());
    let mut out = Out::new(path, file.reopen().with_context(|| cannot(path))?).with_context(|| cannot(path))?;
    let done = write(&mut out).map_err(|error| named(path, error))?;
    out.finish().with_context(|| cannot(path))?;
    file.as_file().sync_all().with_context(|| cannot(path))?;
    unfinished().remove(&temporary);
    file.persist(path).map_err(|error| plainly(error.error)).with_context(|| cannot(path))?;
    Ok(done)
}

/// The error with the file's name, when it is the output itself that failed and not what was to be written.
fn named(path: &Path, error: anyhow::Error) -> anyhow::Error {
    if error.chain().any(|cause| cause.is::<io::Error>()) { error.context(cannot(path)) } else { error }
}

/// The system's own error, without the path of the temporary file that nobody asked for.
fn plainly(error: io::Error) -> io::Error {
    if error.get_ref().is_some() { error.kind().into() } else { error }
}

fn cannot(path: &Path) -> String {
    format!("{}: expected a file that can be written", path.display())
}

/// The format of an output: named, or by the file's ending, or the default for standard output.
pub(super) fn format(named: Option<&str>, path: Option<&Path>, default: Format) -> anyhow::Result<Format> {
    let names = || Format::ALL.iter().map(|format| format.name()).collect::<Vec<_>>().join(", ");
    if let Some(name) = named {
        return Format::from_name(name).with_context(|| format!("--format {name}: expected one of {}", names()));
    }
    match path.filter(|path| *path != Path::new("-")) {
        None => Ok(default),
        Some(path) => {
            let unpacked = unpacked(path);
            let ending = unpacked.extension().map(|ending| ending.to_string_lossy().into_owned()).unwrap_or_default();
            Format::from_extension(&ending).with_context(|| {
                format!("{}: expected a file name that ends in one of {}, or --format", path.display(), names())
            })
        }
    }
}
