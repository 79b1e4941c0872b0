//! The shape of `ontology/rules/*.toml`: one relation a file, its patterns by language, and examples that are run as tests.

use super::toml_file::Placed;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleFile {
    pub(super) predicate: Placed,
    /// Types or kinds of the subject.
    pub(super) subject: Vec<Placed>,
    /// Types or kinds of the object; `number`, `date` or `acronym` for a literal.
    pub(super) object: Vec<Placed>,
    /// Whether what is said of a draft is prospective.
    #[serde(default)]
    pub(super) prospective_of_drafts: bool,
    #[serde(default)]
    pub(super) pattern: Vec<PatternEntry>,
    #[serde(default)]
    pub(super) example: Vec<ExampleEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PatternEntry {
    pub(super) id: String,
    /// When the words themselves settle it; else the act and the things named do.
    #[serde(default)]
    pub(super) modality: Option<ModalityEntry>,
    /// Whether it is prospective when an act asks an addressee for it.
    #[serde(default)]
    pub(super) governed: bool,
    /// `receiver`: the subject is whom the act asks, and no slot holds it.
    #[serde(default)]
    pub(super) subject: Option<SubjectEntry>,
    /// `body`: the object is the enacting body, or whom it tells to do what the words say, and no slot holds it.
    #[serde(default)]
    pub(super) object: Option<ObjectEntry>,
    /// By language code.
    pub(super) forms: BTreeMap<String, Vec<Placed>>,
    /// By language code; a match that one of them overlaps is none.
    #[serde(default)]
    pub(super) not: BTreeMap<String, Vec<Placed>>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum SubjectEntry {
    Receiver,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum ObjectEntry {
    Body,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum ModalityEntry {
    Asserted,
    Prospective,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExampleEntry {
    pub(super) lang: String,
    pub(super) text: Placed,
    /// `SUBJECT | OBJECT | modality` for each claim of this relation; empty: there must be none.
    pub(super) expect: Vec<String>,
}
