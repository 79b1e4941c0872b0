//! Why a document is read as it is, and why not otherwise.
//!
//! `(&Ontology, &Source, …)` → [`Derivation`]: which words filled which slot of which form, and why each of them means the thing it
//! was taken for; or → [`Attempts`]: the nearest forms of a relation, each with the first condition that fails.
//!
//! An extraction keeps the rule and the span of a claim and nothing else, so that reading stays fast and a graph lean. Who asks
//! has the document: it is read again here with everything at hand. What is found is held against the claim of the
//! extraction, so that an explanation is never of something else.

mod attempts;
mod choice;
mod derivation;
mod reread;

pub use attempts::{Attempt, Attempts, Failure, Found, Read, Wanted, attempts};
pub use choice::{Choice, Reason};
pub use derivation::{Derivation, Filling, derivations};

use crate::ontology::Origin;
use crate::text::{Source, Span};

/// Some words of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// Without mark-up and line breaks.
    pub text: String,
    /// First code point, 0-based.
    pub start: u32,
    /// One past the last code point.
    pub end: u32,
}

impl Words {
    fn of(source: &Source, span: Span) -> Self {
        let (start, end) = source.code_points(span);
        Self { text: source.visible(span), start, end }
    }
}

/// A form of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleForm {
    /// The name of the rule in claims.
    pub rule: String,
    /// The pattern as it is written.
    pub form: String,
    /// Where it is written.
    pub origin: Option<Origin>,
}
