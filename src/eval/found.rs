//! What came out of a document: a line of `extract --format jsonl`.
//!
//! Read leniently: what is missing was not found. Another program's output may have less, and keys that are not known here.

use super::gold::Text;
use super::names::Names;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// All that was found in a document.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Found {
    /// Which document.
    pub document: FoundDocument,
    #[serde(default)]
    pub(super) header: Option<FoundHeader>,
    #[serde(default)]
    pub(super) clauses: Vec<FoundClause>,
    #[serde(default)]
    pub(super) entities: Vec<FoundEntity>,
    #[serde(default)]
    pub(super) facts: Vec<FoundFact>,
}

impl Found {
    /// Reads one line.
    ///
    /// # Errors
    /// What is no JSON, or of another shape than a line of `extract`.
    pub fn read(line: &str) -> serde_json::Result<Self> {
        serde_json::from_str(line)
    }
}

/// Which document.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct FoundDocument {
    /// Path of its file.
    pub file: String,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct FoundHeader {
    pub(super) body: Option<Reference>,
    pub(super) symbol: Option<Text>,
    pub(super) date: Option<Text>,
    pub(super) session: Option<Text>,
    pub(super) place: Option<Text>,
    pub(super) start: Option<Text>,
    pub(super) end: Option<Text>,
    pub(super) subject: Option<Text>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct FoundClause {
    #[serde(default)]
    pub(super) kind: String,
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) acts: Vec<FoundAct>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct FoundAct {
    #[serde(default)]
    pub(super) act: String,
    #[serde(default)]
    pub(super) receivers: Vec<Reference>,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct FoundEntity {
    #[serde(default)]
    pub(super) iri: String,
    #[serde(rename = "type", default)]
    pub(super) entity_type: String,
    #[serde(default)]
    pub(super) names: Vec<String>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct FoundFact {
    pub(super) s: Reference,
    #[serde(default)]
    pub(super) p: String,
    pub(super) o: Reference,
    #[serde(default)]
    pub(super) modality: String,
}

/// A thing referred to: by its IRI, its names, its value, or its bare name.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "a reference: a name, or an object with iri, names or value")]
pub(super) enum Reference {
    Name(Text),
    Thing {
        #[serde(default)]
        iri: Option<String>,
        #[serde(default)]
        names: Vec<String>,
        #[serde(default)]
        value: Option<Text>,
    },
}

impl Reference {
    /// What tells apart the references of repeated evidence.
    pub(super) fn key(&self) -> (Option<&str>, Option<String>, Vec<&str>) {
        match self {
            Self::Name(name) => (None, Some(name.to_string()), Vec::new()),
            Self::Thing { iri, names, value } => {
                (iri.as_deref(), value.as_ref().map(ToString::to_string), names.iter().map(String::as_str).collect())
            }
        }
    }
}

/// The names of a document's entities by IRI, as they are compared.
pub(super) struct Lookup<'a> {
    names: &'a Names<'a>,
    by_iri: BTreeMap<&'a str, BTreeSet<String>>,
}

impl<'a> Lookup<'a> {
    pub(super) fn new(names: &'a Names<'a>, entities: &'a [FoundEntity]) -> Self {
        let named = entities.iter().filter(|entity| !entity.iri.is_empty());
        Self { names, by_iri: named.map(|entity| (entity.iri.as_str(), names.of(&entity.names))).collect() }
    }

    /// All names of what is referred to.
    pub(super) fn of(&self, reference: &Reference) -> BTreeSet<String> {
        match reference {
            Reference::Name(name) => self.names.of([name.to_string()]),
            Reference::Thing { iri, names, value } => {
                let mut all = iri.as_deref().and_then(|iri| self.by_iri.get(iri)).cloned().unwrap_or_default();
                all.extend(self.names.of(names));
                all.extend(self.names.of(value.iter().map(ToString::to_string)));
                all
            }
        }
    }
}
