//! Where the parts of a canonical text stand in the file they come from.
//!
//! The canonical text of plain text and Markdown is the file itself, and its spans need no map. That of every other format is made
//! by its reader, which keeps for each run of it the place in the file: [`Origin`]. A page is what people cite; a box, a byte range
//! or a paragraph is what a program finds the words by.

use super::Span;
use serde::{Deserialize, Serialize};

/// A run of the canonical text and its place in the file.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Origin {
    /// The run, in bytes of the canonical text.
    pub span: Span,
    /// The page, from 1, in formats that have pages.
    pub page: Option<u32>,
    /// The place on it or in the file.
    pub place: Place,
}

/// A place in a file, as its format counts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Place {
    /// Bytes of the file, 0-based, half-open: HTML and XML.
    Bytes {
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
    },
    /// A box on the page, in points (1/72 inch) from the page's lower left corner: PDF.
    Box {
        /// Left edge.
        left: f32,
        /// Lower edge.
        bottom: f32,
        /// Right edge.
        right: f32,
        /// Upper edge.
        top: f32,
    },
    /// A run of a paragraph, both from 1, in the order of the file: Word and `OpenDocument`.
    Run {
        /// The paragraph.
        paragraph: u32,
        /// The run within it.
        run: u32,
    },
}

/// A footnote: its words stand at the end of the canonical text, its mark nowhere in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The mark as printed.
    pub mark: String,
    /// Byte of the canonical text at which the note is cited; none when no place cites it.
    pub cited: Option<u32>,
    /// Its words.
    pub span: Span,
}

impl Note {
    /// The same note in a text that begins at a byte of this one.
    pub(super) fn moved(&self, start: u32) -> Self {
        let span = Span { start: self.span.start - start, end: self.span.end - start };
        Self { mark: self.mark.clone(), cited: self.cited.map(|at| at - start), span }
    }
}
