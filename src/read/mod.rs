//! From a file's bytes to a [`Source`]: one file here a format.
//!
//! What a file is shows in its content first and in its name second: [`detect()`]. A reader never loses a place: the canonical text of
//! plain text and Markdown is the file itself, and blocks say which parts of it are words; every other reader makes a canonical text
//! and keeps for each run of it where it comes from. [`read`] does all of it in one go. Formats whose parsers have been seen to crash,
//! loop or eat memory on hostile files are [`risky`](is_risky): the command line has [`content`] of those made in a process of its own.

mod akn;
#[cfg(feature = "office")]
mod container;
mod detect;
#[cfg(feature = "office")]
mod docx;
mod encoding;
mod html;
mod markdown;
mod numbering;
#[cfg(feature = "office")]
mod odt;
#[cfg(feature = "pdf")]
mod pdf;
mod plain;
mod xml;

use crate::text::{Content, Format, Source};
use thiserror::Error;

pub use detect::{called, detect, format_of};

/// Endings of the files that readers take, for people.
pub const TAKEN: &str = detect::ENDINGS_SHOWN;

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
    /// It is no UTF-8, and no other encoding fits.
    #[error("expected UTF-8 or an encoding that can be told, found an invalid byte at offset {0}")]
    NotUtf8(usize),
    /// It is not in the encoding that it declares.
    #[error("expected {0}, as the file says, found bytes that are none")]
    NotDecoded(&'static str),
    /// Its letters were encoded twice.
    #[error(
        "its letters were encoded twice: \"{found}\" at byte {at} was \"{meant}\" (hint: convert it from UTF-8 to Windows-1252 once)"
    )]
    Mojibake {
        /// As it stands.
        found: String,
        /// As it was meant.
        meant: String,
        /// Byte of the decoded text.
        at: usize,
    },
    /// Letters were lost in a conversion.
    #[error(
        "{count} letters were lost in a conversion, the first at byte {at} (hint: convert the original again, to UTF-8)"
    )]
    LostLetters {
        /// How many.
        count: usize,
        /// Byte of the first in the decoded text.
        at: usize,
    },
    /// No reader takes it.
    #[error("unknown format (expected one of: {})", detect::ENDINGS_SHOWN)]
    UnknownFormat,
    /// It is something else, which is known.
    #[error("expected a document, found {kind}{}", hint.as_ref().map(|hint| format!(" (hint: {hint})")).unwrap_or_default())]
    Other {
        /// What it is.
        kind: String,
        /// What to do with it.
        hint: Option<String>,
    },
    /// Its name promises what it is not.
    #[error("expected {expected}, as its name says, found a text (hint: name it .txt)")]
    NotAsNamed {
        /// What the name promises.
        expected: &'static str,
    },
    /// It is broken.
    #[error("expected {what}, found a damaged one: {why}")]
    Damaged {
        /// What it would be.
        what: &'static str,
        /// What is wrong.
        why: String,
    },
    /// Nothing can be read without a password.
    #[error("expected {0} that is open, found one with a password")]
    Encrypted(&'static str),
    /// A PDF of pictures.
    #[error("no text layer, {pages} page{}; run OCR first (hint: ocrmypdf FILE OUT)", if *pages == 1 { "" } else { "s" })]
    NoTextLayer {
        /// How many.
        pages: usize,
    },
    /// More than a document has.
    #[error("expected {what} of {most} at most")]
    Limit {
        /// What is too large.
        what: &'static str,
        /// The limit, with its unit.
        most: String,
    },
    /// This program was built without the reader.
    #[error("this program was built without the reader of {0} (cargo feature {1})")]
    NotBuilt(&'static str, &'static str),
    /// No document has that much.
    #[error("expected a text of 64 MB at most, found {} MB", .0 >> 20)]
    TooLarge(usize),
}

/// Reads a file, all in this process. `path` is relative to the input root, with `/`.
///
/// # Errors
/// [`ReadError`] when the bytes are no document that a reader takes.
pub fn read(path: &str, bytes: &[u8]) -> Result<Source, ReadError> {
    let format = detect(path, bytes)?;
    Ok(Source::of(path.to_owned(), bytes, format, content(format, bytes)?))
}

/// What the reader of a format makes of a file's bytes.
///
/// # Errors
/// [`ReadError`] when the bytes are no document of that format.
pub fn content(format: Format, bytes: &[u8]) -> Result<Content, ReadError> {
    match format {
        Format::Text | Format::Markdown => {
            let text = encoding::decode(bytes, None)?.text;
            let blocks = if format == Format::Text { plain::blocks(&text) } else { markdown::blocks(&text) };
            Ok(Content { text, blocks, ..Content::default() })
        }
        Format::Html => html::read(bytes),
        #[cfg(feature = "pdf")]
        Format::Pdf => pdf::read(bytes),
        #[cfg(not(feature = "pdf"))]
        Format::Pdf => Err(ReadError::NotBuilt("PDF", "pdf")),
        #[cfg(feature = "office")]
        Format::Docx => docx::read(bytes),
        #[cfg(feature = "office")]
        Format::Odt => odt::read(bytes),
        #[cfg(not(feature = "office"))]
        Format::Docx | Format::Odt => Err(ReadError::NotBuilt("Word and OpenDocument files", "office")),
        Format::Akn => akn::read(bytes),
    }
}

/// Whether a parser of this format may crash, loop or eat memory on a hostile file.
#[must_use]
pub fn is_risky(format: Format) -> bool {
    matches!(format, Format::Pdf | Format::Docx | Format::Odt | Format::Akn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_text_is_refused_with_its_place() {
        assert_eq!(read("a.txt", b" \n").err(), Some(ReadError::Empty));
        assert_eq!(read("a.txt", b"ab\0c").err(), Some(ReadError::Binary(2)));
        assert_eq!(read("a.txt", "é é\u{e9}".as_bytes()).map(|source| source.text).as_deref(), Ok("é éé"));
        assert_eq!(read("a.bin", b"abc").err(), Some(ReadError::UnknownFormat));
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let source = read("a.txt", "\u{feff}abc".as_bytes()).expect("a text");
        assert_eq!(source.text, "abc");
        assert_ne!(source.bytes_sha256, source.text_sha256);
    }
}
