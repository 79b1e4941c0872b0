//! The words of a document and where they stand.
//!
//! [`Source`] is the bytes of one file and the one canonical text made of them; a [`Span`] is a range of that text;
//! [`Tokens`] are its words, folded and looked up in the [`Lexicon`]. Bytes inside, code points at the edge:
//! [`Source::code_points`] is the only place that converts.

mod content;
pub mod fold;
mod lexicon;
pub mod near;
mod origin;
mod source;
mod span;
mod token;
mod word_map;
mod word_set;

pub(crate) use content::{Builder, Run};
pub use content::{Content, Field, Metadata};
pub use lexicon::{Lexicon, WordId};
pub use origin::{Note, Origin, Place};
pub(crate) use source::hex;
pub use source::{Block, BlockKind, Format, Part, Piece, Source};
pub use span::Span;
pub use token::{Case, Token, TokenKind, Tokens};
pub use word_map::WordMap;
pub use word_set::{Sketch, WordSet};
