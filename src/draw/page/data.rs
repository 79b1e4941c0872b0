//! What the page knows: one JSON value, whose parts refer to each other by index.
//!
//! The order of everything is that of the graph, so that the same graph gives the same bytes. Names are short because there may
//! be a hundred thousand claims. `web/src/data.ts` is the reader and has the same names.

use serde::Serialize;
use std::collections::BTreeMap;

/// Text by language code; the empty code holds what is the same in all languages that are not listed.
pub(super) type ByLanguage = BTreeMap<String, String>;

/// The whole.
#[derive(Debug, Serialize)]
pub(super) struct Data<'a> {
    /// Version of this shape.
    pub(super) version: u32,
    /// The heading.
    pub(super) title: Option<String>,
    /// A remark on what is not in it.
    pub(super) note: Option<String>,
    /// Where it comes from.
    pub(super) origin: Option<String>,
    /// Code of the language to begin with.
    pub(super) language: &'a str,
    /// Whether to begin in light or dark colours, or with those of the screen.
    pub(super) theme: &'static str,
    /// Words of the interface by language, then by key.
    pub(super) words: BTreeMap<&'a str, &'a BTreeMap<String, String>>,
    /// Prefixes that shorten IRIs: name, namespace.
    pub(super) prefixes: Vec<(&'static str, String)>,
    pub(super) kinds: Vec<KindOf>,
    pub(super) palette: Palettes,
    /// Words of the vocabulary: predicates, meanings of acts, qualifiers.
    pub(super) terms: Vec<TermOf>,
    pub(super) sources: Vec<SourceOf>,
    pub(super) entities: Vec<EntityOf>,
    pub(super) claims: Vec<ClaimOf>,
    pub(super) clauses: Vec<ClauseOf>,
    pub(super) acts: Vec<ActOf>,
    /// Entities to begin with, and where they stand among each other.
    pub(super) start: Places,
    /// Where entities stand among all; the most connected ones, when there are very many.
    pub(super) all: Places,
}

/// Colours on light and on dark paper.
#[derive(Debug, Serialize)]
pub(super) struct Palettes {
    pub(super) light: BTreeMap<&'static str, String>,
    pub(super) dark: BTreeMap<&'static str, String>,
}

/// A kind of entity.
#[derive(Debug, Serialize)]
pub(super) struct KindOf {
    pub(super) name: &'static str,
    pub(super) labels: ByLanguage,
    /// Fill and outline on light paper.
    pub(super) light: (String, String),
    /// The same on dark paper.
    pub(super) dark: (String, String),
}

/// A word of the vocabulary.
#[derive(Debug, Serialize)]
pub(super) struct TermOf {
    pub(super) iri: String,
    pub(super) labels: ByLanguage,
    /// Whether it is what a body does.
    #[serde(skip_serializing_if = "is_false")]
    pub(super) act: bool,
}

/// A document.
#[derive(Debug, Serialize)]
pub(super) struct SourceOf {
    pub(super) iri: String,
    pub(super) path: Option<String>,
    pub(super) work: Option<String>,
    pub(super) label: Option<String>,
    pub(super) title: Option<String>,
    pub(super) language: Option<String>,
    pub(super) date: Option<String>,
    pub(super) body: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) text: Option<String>,
    /// Number of the text's first code point.
    #[serde(skip_serializing_if = "is_zero")]
    pub(super) start: u32,
    /// First code point, one past the last, entity.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) mentions: Vec<(u32, u32, usize)>,
}

/// An entity.
#[derive(Debug, Serialize)]
pub(super) struct EntityOf {
    pub(super) iri: String,
    pub(super) kind: usize,
    /// Its name by language.
    pub(super) name: ByLanguage,
    /// A short name by language, where it has one.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) short: ByLanguage,
    /// All names with their languages.
    pub(super) names: Vec<(String, String)>,
}

/// A claim: subject, predicate, and an entity or a value as object.
#[derive(Debug, Default, Serialize)]
pub(super) struct ClaimOf {
    pub(super) iri: String,
    pub(super) s: usize,
    pub(super) p: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) o: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) v: Option<String>,
    /// Its document.
    pub(super) d: usize,
    /// First code point of its words and one past the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) at: Option<(usize, usize)>,
    /// Its words, where no text and no clause has them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) q: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) rule: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) prospective: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) act: Option<usize>,
    /// Qualifiers: term, value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) by: Vec<(usize, String)>,
}

/// A clause.
#[derive(Debug, Serialize)]
pub(super) struct ClauseOf {
    /// Its document.
    pub(super) d: usize,
    pub(super) at: (usize, usize),
    #[serde(skip_serializing_if = "is_false")]
    pub(super) operative: bool,
    pub(super) n: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) number: Option<String>,
    /// Its words, where the text is not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) q: Option<String>,
}

/// What a body does in a clause.
#[derive(Debug, Serialize)]
pub(super) struct ActOf {
    /// Its meaning, a term.
    pub(super) c: usize,
    #[serde(skip_serializing_if = "is_false")]
    pub(super) directive: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) clause: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) deadline: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) concerns: Option<usize>,
}

/// Entities and where they stand, in pixels, y downwards.
#[derive(Debug, Default, Serialize)]
pub(super) struct Places {
    pub(super) nodes: Vec<usize>,
    pub(super) x: Vec<i32>,
    pub(super) y: Vec<i32>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(value: &u32) -> bool {
    *value == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}
