//! The files of `ontology/`: built into the program, or read from a folder given in their place.

use crate::diag::Diagnostic;
use crate::text::hex;
use include_dir::{Dir, include_dir};
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::path::Path;

static BUILT_IN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/ontology");
/// The triples of its Turtle files, below the same paths.
static TRIPLES: Dir<'static> = include_dir!("$OUT_DIR/triples");

/// One data file.
#[derive(Clone, Debug)]
pub(super) struct DataFile {
    /// Path below the ontology's folder, with `/`.
    pub(super) path: String,
    /// How the user knows it: the path with the folder before it.
    pub(super) name: String,
    pub(super) text: Cow<'static, str>,
    /// Its triples as the build has read them; see [`statement`](super::statement).
    pub(super) triples: Option<&'static str>,
}

impl DataFile {
    /// Line and column of a byte, both 1-based.
    pub(super) fn place(&self, byte: usize) -> (usize, usize) {
        let before = &self.text.as_bytes()[..byte.min(self.text.len())];
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
        (line, column)
    }

    /// An error at a byte of this file.
    pub(super) fn error(&self, byte: usize, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(&self.name, Some(self.place(byte)), message)
    }

    /// File name without folder and ending.
    pub(super) fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split('.').next().unwrap_or(name)
    }
}

/// All data files, sorted by path.
#[derive(Clone, Debug, Default)]
pub(super) struct DataFiles(Vec<DataFile>);

impl DataFiles {
    /// The files built into the program.
    pub(super) fn built_in() -> Self {
        let mut files = Vec::new();
        collect(&BUILT_IN, &mut files);
        Self::sorted(files)
    }

    /// The files below a folder.
    pub(super) fn read(folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let mut files = Vec::new();
        let mut errors = Vec::new();
        walk(folder, folder, &mut files, &mut errors);
        if errors.is_empty() { Ok(Self::sorted(files)) } else { Err(errors) }
    }

    fn sorted(mut files: Vec<DataFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self(files)
    }

    /// SHA-256 over paths and texts of all of them, in hexadecimal.
    pub(super) fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        for file in &self.0 {
            hasher.update(file.path.as_bytes());
            hasher.update([0]);
            hasher.update(file.text.as_bytes());
            hasher.update([0]);
        }
        hex(&hasher.finalize())
    }

    /// The file with this path.
    pub(super) fn get(&self, path: &str) -> Option<&DataFile> {
        self.0.iter().find(|file| file.path == path)
    }

    /// The file that the user knows by this name.
    pub(super) fn named(&self, name: &str) -> Option<&DataFile> {
        self.0.iter().find(|file| file.name == name)
    }

    /// The files in a folder with an ending.
    pub(super) fn of<'a>(&'a self, folder: &'a str, ending: &'a str) -> impl Iterator<Item = &'a DataFile> {
        self.0.iter().filter(move |file| {
            file.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')) && file.path.ends_with(ending)
        })
    }
}

fn collect(dir: &Dir<'static>, files: &mut Vec<DataFile>) {
    for file in dir.files() {
        if let (Some(path), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            let path = path.replace('\\', "/");
            let triples = TRIPLES.get_file(&path).and_then(include_dir::File::contents_utf8);
            files.push(DataFile { name: format!("ontology/{path}"), path, text: Cow::Borrowed(text), triples });
        }
    }
    for inner in dir.dirs() {
        collect(inner, files);
    }
}

fn walk(root: &Path, folder: &Path, files: &mut Vec<DataFile>, errors: &mut Vec<Diagnostic>) {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return errors.push(Diagnostic::error(folder.display().to_string(), None, error.to_string())),
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_dir() && !hidden {
            walk(root, &path, files, errors);
        } else if path.is_file() && !hidden {
            match std::fs::read_to_string(&path) {
                Ok(text) => {
                    let below = path.strip_prefix(root).unwrap_or(&path).to_string_lossy().replace('\\', "/");
                    let name = path.display().to_string();
                    files.push(DataFile { path: below, name, text: text.into(), triples: None });
                }
                Err(error) => errors.push(Diagnostic::error(path.display().to_string(), None, error.to_string())),
            }
        }
    }
}
