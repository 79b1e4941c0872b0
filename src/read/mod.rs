//! From a file's bytes to a [`Source`]: one file here a format.
//!
//! What a file is shows in its content first and in its name second. A reader never loses a place: the canonical text of plain
//! text and Markdown is the file itself, and blocks say which parts of it are words.

mod markdown;
mod plain;

use crate::text::{Format, Source};
use thiserror::Error;

/// Why a file gives no source.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadError {
    /// Nothing in it but white space.
    #[error("expected a text, found an empty file")]
    Empty,
    /// It is no text.
    #[error("expected a text, found a binary file (a NUL at byte {0})")]
    Binary(usize),
    /// It is no UTF-8.
    #[error("expected UTF-8, found an invalid byte at offset {0}")]
    NotUtf8(usize),
    /// No reader takes it.
    #[error("unknown format (expected one of: .txt, .md)")]
    UnknownFormat,
    /// Spans are 32 bits wide.
    #[error("expected a file below 1 GiB, found {0} bytes")]
    TooLarge(usize),
}

/// Endings of the files that readers take.
const ENDINGS: [(&str, Format); 4] =
    [("txt", Format::Text), ("text", Format::Text), ("md", Format::Markdown), ("markdown", Format::Markdown)];

const LARGEST: usize = 1 << 30;

/// The format that a file's name promises.
#[must_use]
pub fn format_of(path: &str) -> Option<Format> {
    let ending = path.rsplit('/').next()?.rsplit_once('.')?.1.to_lowercase();
    ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format)
}

/// Reads a file. `path` is relative to the input root, with `/`.
///
/// # Errors
/// [`ReadError`] when the bytes are no text that a reader takes.
pub fn read(path: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    let promised = format_of(path).ok_or(ReadError::UnknownFormat)?;
    let text = decode(bytes)?;
    let format =
        if promised == Format::Markdown || markdown::looks_so(&text) { Format::Markdown } else { Format::Text };
    let blocks = match format {
        Format::Text => plain::blocks(&text),
        Format::Markdown => markdown::blocks(&text),
    };
    Ok(Source::new(path.to_owned(), bytes, text, format, blocks))
}

fn decode(bytes: &[u8]) -> Result<String, ReadError> {
    if bytes.len() > LARGEST {
        return Err(ReadError::TooLarge(bytes.len()));
    }
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        return Err(ReadError::Binary(at));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| ReadError::NotUtf8(error.valid_up_to()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() { Err(ReadError::Empty) } else { Ok(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        assert_eq!(read("a.txt", b" \n").err(), Some(ReadError::Empty));
        assert_eq!(read("a.txt", b"ab\0c").err(), Some(ReadError::Binary(2)));
        assert_eq!(read("a.txt", b"ab\xffc").err(), Some(ReadError::NotUtf8(2)));
        assert_eq!(read("a.bin", b"abc").err(), Some(ReadError::UnknownFormat));
    }

    #[test]
    fn content_decides_before_the_name() {
        let format = |path, text: &str| read(path, text.as_bytes()).map(|source| source.format);
        assert_eq!(format("a.txt", "**Subject:** x"), Ok(Format::Markdown));
        assert_eq!(format("a.txt", "2 * 3 and 4 ** 5"), Ok(Format::Text));
        assert_eq!(format("a.md", "plain"), Ok(Format::Markdown));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let source = read("a.txt", "\u{feff}abc".as_bytes()).expect("a text");
        assert_eq!(source.text, "abc");
        assert_ne!(source.bytes_sha256, source.text_sha256);
    }
}
