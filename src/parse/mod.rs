//! From a source to the parts of a resolution: formula, recitals, operative clauses, and the verbs that open them.
//!
//! [`parse`] never fails: a text without clauses gives none, with a warning. A resolution is a sequence of paragraphs, and what
//! a paragraph is shows in how it begins: with the enacting body (the formula), with a participle (a recital), with a finite
//! verb (an operative clause), with an item's mark (it belongs to the clause before), with a word of closing. Sentence splitting
//! is not needed and not tried: it goes wrong at "M." and "No.", paragraphs do not.

mod clauses;
mod formula;
mod genre;
mod language;
mod literals;
mod marked;
mod marks;
mod openings;
mod page;
mod paragraphs;
mod parts;

use crate::ontology::{ConceptId, CuratedId, Language, Ontology};
use crate::text::{Source, Span, Tokens};
use std::ops::Range;

pub use clauses::parse;
pub use language::detect;
pub(crate) use literals::{Counts, Literals, acronym_at, count_at, number_at, ordinal_at};
pub use parts::{Parts, parts};

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

/// A source with its words, in the language it is written in: what every later stage reads.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// What the program knows.
    pub ontology: &'a Ontology,
    /// The language of the document.
    pub language: &'a Language,
    /// The file.
    pub source: &'a Source,
    /// Its words.
    pub tokens: &'a Tokens,
}

impl Reading<'_> {
    /// The visible words of some tokens, as printed, with single spaces.
    pub(crate) fn words(&self, tokens: Range<usize>) -> String {
        self.source.visible(self.tokens.span(tokens.start, tokens.end))
    }

    /// Whether a hyphen alone parts a token from the word before it: both are one, or one joined to the other.
    pub(crate) fn is_hyphenated(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|before| &self.tokens[before]) else { return false };
        let gap = before.span.end as usize..self.tokens[at].span.start as usize;
        matches!(self.source.text.get(gap), Some("-" | "‐" | "‑"))
    }
}

/// A verb that opens a clause, or a second one within it.
#[derive(Clone, Debug)]
pub struct Verb {
    /// Its tokens, with qualifiers before and inside it.
    pub tokens: Range<usize>,
    /// The token at which what it says begins.
    pub after: usize,
    /// What it means, modifiers counted.
    pub concept: ConceptId,
    /// Index of the opening in [`Language::openings`].
    pub opening: usize,
    /// Whether a pronoun before it takes up the receivers of the verb before: `et <le> charge de …`.
    pub back: bool,
}

/// A clause with the tokens and verbs that make it.
#[derive(Clone, Debug)]
pub struct ParsedClause {
    /// What is known of it outside.
    pub clause: Clause,
    /// Its tokens, without the number.
    pub tokens: Range<usize>,
    /// Its verbs in order. The first may stand in a heading above it; none when no known verb opens it.
    pub verbs: Vec<Verb>,
    /// Whether a part of it ends in a colon: items may follow that are its own.
    pub chapeau: bool,
}

/// The enacting formula.
#[derive(Clone, Debug)]
pub struct Formula {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The tokens of the body's name.
    pub name: Range<usize>,
    /// The body, when the gazetteer has it and nothing else fits as well.
    pub body: Option<CuratedId>,
}

/// The parts of a resolution.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// Paragraphs above the first clause, without the formula.
    pub header: Vec<Range<usize>>,
    /// The title, when a label introduces it.
    pub subject: Option<Range<usize>>,
    /// The enacting formula.
    pub formula: Option<Formula>,
    /// Recitals and operative clauses in order.
    pub clauses: Vec<ParsedClause>,
    /// Paragraphs after the last clause.
    pub closing: Vec<Range<usize>>,
    /// Footnotes: what they name, the document names.
    pub notes: Vec<Range<usize>>,
    /// Paragraphs between the clauses that are none: page numbers, running heads, titles.
    pub other: Vec<Range<usize>>,
}
