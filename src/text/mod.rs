//! The words of a document and where they stand.
//!
//! [`Source`] is the bytes of one file and the one canonical text made of them; a [`Span`] is a range of that text;
//! [`Tokens`] are its words, folded and looked up in the [`Lexicon`]. Bytes inside, code points at the edge:
//! [`Source::code_points`] is the only place that converts.

pub mod fold;
mod lexicon;
mod source;
mod span;
mod token;
mod word_map;
mod word_set;

pub use lexicon::{Lexicon, WordId};
pub(crate) use source::hex;
pub use source::{Block, BlockKind, Format, Piece, Source};
pub use span::Span;
pub use token::{Case, Token, TokenKind, Tokens};
pub use word_map::WordMap;
pub use word_set::{Sketch, WordSet};
