//! `whereas.toml`: what a store says of itself.

use super::{StoreError, files, graph_file};
use serde::Deserialize;
use std::io;
use std::path::{Path, PathBuf};

/// The store format that this program writes, and the newest that it reads.
pub const FORMAT: u32 = 1;

/// What all graphs of a store have in common.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Meta {
    /// IRI that every IRI made from a document begins with.
    pub base: String,
    /// Hash of the ontology that the graphs were made with.
    pub ontology: String,
}

/// The part that every format, past and future, has.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

impl Meta {
    /// The file of the store in `dir`.
    pub(super) fn path(dir: &Path) -> PathBuf {
        dir.join("whereas.toml")
    }

    /// Reads the file of the store in `dir`.
    pub(super) fn read(dir: &Path) -> Result<Self, StoreError> {
        let path = Self::path(dir);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                return Err(StoreError::NotAStore { path: dir.to_owned() });
            }
            Err(error) => return Err(StoreError::io("cannot read", path)(error)),
        };
        // The version first: a later format may have anything in its other fields.
        let Version { format } = parse(&path, &text)?;
        if format > FORMAT {
            return Err(StoreError::Newer { path, found: format, known: FORMAT });
        }
        parse(&path, &text)
    }

    /// Writes the file of the store in `dir`, unless it says the same already.
    pub(super) fn write(&self, dir: &Path) -> Result<(), StoreError> {
        files::write(&Self::path(dir), &graph_file::sealed(self.text()))?;
        files::sync_directory(dir)
    }

    fn text(&self) -> String {
        let quoted = |text: &str| toml::Value::String(text.to_owned());
        format!(
            "# A store of whereas: graphs/ is the truth, one N-Quads file a source; index/ may be deleted at any time.\n\
             format = {FORMAT}\nbase = {}\nontology = {}\n",
            quoted(&self.base),
            quoted(&self.ontology)
        )
    }
}

fn parse<T: serde::de::DeserializeOwned>(path: &Path, text: &str) -> Result<T, StoreError> {
    toml::from_str(text).map_err(|error: toml::de::Error| {
        let line = error.span().map(|span| text.bytes().take(span.start).filter(|byte| *byte == b'\n').count() + 1);
        let place = line.map(|line| format!("line {line}: ")).unwrap_or_default();
        StoreError::Meta { path: path.to_owned(), message: format!("{place}{}", error.message().replace('\n', " ")) }
    })
}
