//! How documents are laid out in a language: what a page prints beside the text, how a resolution ends, what is none at all.
//!
//! Beside the language's words, since it is read by the parser alone: acts, names and dates are of the text, these are of the page.

use super::toml_file::Placed;
use crate::pattern::Patterns;
use crate::text::{WordMap, WordSet};
use serde::Deserialize;

/// The section `[layout]` of a language file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct LayoutEntry {
    pub(super) footnotes: Vec<Placed>,
    pub(super) furniture: Vec<Placed>,
    pub(super) annexes: Vec<Placed>,
    pub(super) articles: Vec<String>,
    pub(super) participles: Vec<String>,
    pub(super) changes: Vec<String>,
    pub(super) labels: Vec<Placed>,
    pub(super) accents: String,
}

/// The section `[adoption]` of a language file.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AdoptionEntry {
    pub(super) meetings: Vec<Placed>,
    pub(super) tallies: Vec<Placed>,
    pub(super) unanimous: Vec<Placed>,
    pub(super) consensus: Vec<Placed>,
    pub(super) distribution: Vec<Placed>,
    pub(super) headings: Vec<Placed>,
    pub(super) counts: std::collections::BTreeMap<String, u32>,
}

/// How the adoption of a resolution is told, and the rest of its heading.
#[derive(Debug, Default)]
pub struct Adoption {
    /// At which meeting: `{n:number}`, `{n:ordinal}`.
    pub meetings: Patterns,
    /// By how many votes: `{for:number}`, `{against:number}`, `{abstaining:number}`.
    pub tallies: Patterns,
    /// By all votes.
    pub unanimous: Patterns,
    /// Without a vote.
    pub consensus: Patterns,
    /// Before the date on which a document was handed out, which is not that of its adoption.
    pub distribution: Patterns,
    /// How lines of a heading begin that are no title.
    pub headings: Patterns,
    /// Numbers in words: none, one.
    pub counts: WordMap<u32>,
}

/// Documents that are no resolutions: `[[other]]` of a language file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OtherEntry {
    pub(super) kind: String,
    pub(super) openings: Vec<Placed>,
}

/// How documents are laid out.
#[derive(Debug, Default)]
pub struct Layout {
    /// How a footnote begins, after its mark.
    pub footnotes: Patterns,
    /// How a line begins that the page prints and not the text: a running head, a filing block.
    pub furniture: Patterns,
    /// What stands alone above an annex: the resolution has ended.
    pub annexes: Patterns,
    /// With a number, the mark of an article: "Article 1".
    pub articles: WordSet,
    /// Endings, folded, of the word with which a recital opens, known or not.
    pub participles: Vec<String>,
    /// Printed before what is changed: MOD, ADD, SUP.
    pub changes: WordSet,
    /// With a number, before a paragraph of the preamble or of the operative part, in brackets or not: PP1, (OP2 bis).
    pub labels: Patterns,
    /// Accented letters of which a long text has some.
    pub accents: String,
    /// Documents that are no resolutions.
    pub others: Vec<Other>,
}

/// A kind of document that is no resolution.
#[derive(Debug)]
pub struct Other {
    /// What it is, for messages.
    pub kind: String,
    /// How a paragraph of it begins.
    pub openings: Patterns,
}
