//! Files that are a zip with parts: Word and `OpenDocument`. What is read of them is counted as it is read.

use super::ReadError;
use crate::text::Format;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// Bytes of the parts that are read of a file, at most.
const MOST: u64 = 128 << 20;
/// Parts of a file at most.
const PARTS: usize = 20_000;

/// Which of the formats a zip file is.
pub(super) fn format(bytes: &[u8]) -> Result<Format, ReadError> {
    let zip = open(bytes, "a zip file")?;
    let has = |name: &str| zip.index_for_name(name).is_some();
    if has("word/document.xml") {
        return Ok(Format::Docx);
    }
    let mut parts = Parts { zip, left: MOST, what: "a zip file" };
    let kind = parts.bytes("mimetype")?.map(|kind| String::from_utf8_lossy(&kind).trim().to_owned());
    match kind.as_deref() {
        Some("application/vnd.oasis.opendocument.text") => Ok(Format::Odt),
        Some("application/epub+zip") => Err(other("an EPUB book", "pandoc FILE -o FILE.html")),
        Some(kind) => {
            Err(other(&format!("a file of the kind {}", &kind[..kind.len().min(80)]), "save it as .docx or .odt"))
        }
        None => Err(other("a zip file that is no Word or OpenDocument file", "an archive of documents ends in .zip")),
    }
}

fn other(kind: &str, hint: &str) -> ReadError {
    ReadError::Other { kind: kind.to_owned(), hint: Some(hint.to_owned()) }
}

/// The parts of a container.
pub(super) struct Parts<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be read.
    left: u64,
    what: &'static str,
}

fn open<'a>(bytes: &'a [u8], what: &'static str) -> Result<ZipArchive<Cursor<&'a [u8]>>, ReadError> {
    let zip =
        ZipArchive::new(Cursor::new(bytes)).map_err(|error| ReadError::Damaged { what, why: error.to_string() })?;
    if zip.len() > PARTS {
        return Err(ReadError::Limit { what: "a file", most: format!("{PARTS} parts") });
    }
    Ok(zip)
}

impl<'a> Parts<'a> {
    /// Opens a container.
    pub(super) fn open(bytes: &'a [u8], what: &'static str) -> Result<Self, ReadError> {
        Ok(Self { zip: open(bytes, what)?, left: MOST, what })
    }

    /// The bytes of a part; none when there is no such part.
    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let what = self.what;
        let part = self.zip.by_index(index).map_err(|error| match error {
            zip::result::ZipError::UnsupportedArchive(_) => ReadError::Encrypted(what),
            other => ReadError::Damaged { what, why: format!("{name}: {other}") },
        })?;
        let mut bytes = Vec::new();
        let read = part.take(self.left + 1).read_to_end(&mut bytes);
        read.map_err(|error| ReadError::Damaged { what, why: format!("{name}: {error}") })?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(|| ReadError::Limit {
            what: "the text of a file",
            most: format!("{} MB unpacked", MOST >> 20),
        })?;
        Ok(Some(bytes))
    }

    /// The letters of an XML part; none when there is no such part.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<String>, ReadError> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        super::xml::letters(&bytes, self.what).map(Some)
    }

    /// The letters of a part without which there is no document.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, ReadError> {
        let missing = ReadError::Damaged { what: self.what, why: format!("{name} is missing") };
        self.xml(name)?.ok_or(missing)
    }
}
