//! The shape of `ontology/bodies/*.toml`.

use super::toml_file::Placed;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodyFile {
    pub(super) name: String,
    pub(super) organization: Placed,
    pub(super) enacting: Vec<Placed>,
    #[serde(default)]
    pub(super) citation: Vec<CitationEntry>,
    /// Words of a symbol that languages spell differently, and the one spelling of the canonical symbol: places, mostly.
    #[serde(default)]
    pub(super) spellings: std::collections::BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CitationEntry {
    pub(super) id: String,
    pub(super) form: Placed,
    pub(super) symbol: String,
    /// Whether it holds only in documents of this body, or in a list after another of its citations: a form that means something else elsewhere.
    #[serde(default)]
    pub(super) own: bool,
    /// Whether names in it may be printed in capitals, which the canonical symbol is not: `RESOLUTION 25 (REV. BUSAN, 2014)`.
    #[serde(default)]
    pub(super) capitalised: bool,
}
