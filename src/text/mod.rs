//! The words of a document and where they stand.
//!
//! [`Source`] is the bytes of one file and the one canonical text made of them; a [`Span`] is a range of that text;
//! [`fold`](fold::fold_into) makes the form in which words are compared. Bytes inside, code points at the edge:
//! [`Source::code_points`] is the only place that converts.

pub mod fold;
mod source;
mod span;

pub use source::{Block, BlockKind, Format, Piece, Source};
pub use span::Span;
