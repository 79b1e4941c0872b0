//! From a source to the parts of a resolution: header, recitals, operative clauses.

use crate::text::Span;

/// Whether a clause gives a reason or takes a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClauseKind {
    /// A preambular paragraph: RECONNAISSANT que …
    Recital,
    /// An operative paragraph: APPROUVE …
    Operative,
}

impl ClauseKind {
    /// The word used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Recital => "recital",
            Self::Operative => "operative",
        }
    }
}

/// One recital or operative paragraph.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Recital or operative.
    pub kind: ClauseKind,
    /// Its number as printed, without punctuation.
    pub number: Option<String>,
    /// From its first word (after the number) to its last.
    pub span: Span,
}
