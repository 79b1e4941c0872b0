//! The shape of `ontology/languages/*.toml`. What each field is for is told in the files themselves and in ontology/README.md.

use super::layout::{AdoptionEntry, LayoutEntry, OtherEntry};
use super::toml_file::Placed;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LanguageFile {
    pub(super) code: String,
    #[serde(default)]
    pub(super) codes: Vec<String>,
    #[serde(rename = "name")]
    pub(super) _name: String,
    pub(super) words: Words,
    #[serde(default)]
    pub(super) variants: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) agreement: Vec<Vec<String>>,
    #[serde(default)]
    pub(super) sets: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) cardinals: BTreeMap<String, u32>,
    #[serde(default)]
    pub(super) ordinals: BTreeMap<String, u32>,
    pub(super) names: Names,
    #[serde(default)]
    pub(super) dates: Vec<Placed>,
    #[serde(default)]
    pub(super) yearless: Vec<Placed>,
    #[serde(default)]
    pub(super) act: Vec<ActEntry>,
    #[serde(default)]
    pub(super) modifier: Vec<Modifier>,
    #[serde(default)]
    pub(super) head: Vec<Head>,
    #[serde(default)]
    pub(super) phrase: Vec<Phrase>,
    /// Those whom an act may address without a name.
    #[serde(default)]
    pub(super) group: Option<Group>,
    #[serde(default)]
    pub(super) part: Vec<Part>,
    #[serde(default)]
    pub(super) derived: Vec<Derived>,
    #[serde(default)]
    pub(super) layout: LayoutEntry,
    #[serde(default)]
    pub(super) adoption: AdoptionEntry,
    #[serde(default)]
    pub(super) other: Vec<OtherEntry>,
    /// Words before a name that say what it names.
    #[serde(default)]
    pub(super) introduced: Vec<Introduced>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Introduced {
    #[serde(rename = "type")]
    pub(super) entity_type: Placed,
    /// Patterns; `{x:text}` is the name.
    pub(super) words: Vec<Placed>,
    /// Whether those words with a capital are part of the name: "<República de> Torvia".
    #[serde(default)]
    pub(super) whole: bool,
    /// Words that are no name there.
    #[serde(default)]
    pub(super) except: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub(super) elisions: Vec<String>,
    pub(super) common: Vec<String>,
    pub(super) determiners: Vec<String>,
    pub(super) demonstratives: Vec<String>,
    pub(super) coordinators: Vec<String>,
    pub(super) joints: Vec<Placed>,
    #[serde(default)]
    pub(super) definites: Vec<String>,
    #[serde(default)]
    pub(super) tails: Vec<Placed>,
    #[serde(default)]
    pub(super) persons: Vec<String>,
    pub(super) complementizers: Vec<String>,
    pub(super) months: Vec<String>,
    pub(super) ordinal_endings: Vec<String>,
    pub(super) qualifiers: Vec<String>,
    pub(super) receiver_leads: Vec<String>,
    pub(super) content_leads: Vec<String>,
    pub(super) clitics: Vec<String>,
    pub(super) pronouns: Vec<String>,
    pub(super) direct_pronouns: Vec<String>,
    pub(super) dative_pronouns: Vec<String>,
    pub(super) deadlines: Vec<Placed>,
    pub(super) described: Vec<Placed>,
    pub(super) clitic_endings: Vec<String>,
    pub(super) possessives: Vec<Placed>,
    pub(super) dating: Vec<String>,
    pub(super) transparent: Vec<String>,
    #[serde(default)]
    pub(super) prenominals: Vec<String>,
    #[serde(default)]
    pub(super) examples: Vec<Placed>,
    #[serde(default)]
    pub(super) relatives: Vec<String>,
    pub(super) duties: Vec<String>,
    pub(super) subject_labels: Vec<String>,
    pub(super) closing: Vec<Placed>,
    pub(super) prospective: Vec<Placed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Names {
    pub(super) articles: Vec<String>,
    pub(super) linkers: Vec<String>,
    pub(super) genitives: Vec<String>,
    pub(super) place_linkers: Vec<String>,
    pub(super) breakers: Vec<String>,
    pub(super) breaker_endings: Vec<String>,
    #[serde(default)]
    pub(super) infinitive_endings: Vec<String>,
    #[serde(default)]
    pub(super) indefinites: Vec<String>,
    #[serde(default)]
    pub(super) between: Vec<String>,
    #[serde(default)]
    pub(super) argued: Vec<String>,
    #[serde(default)]
    pub(super) argument_linkers: Vec<String>,
    #[serde(default)]
    pub(super) creating: Vec<Placed>,
    pub(super) modifiers: Side,
    pub(super) drafts: Vec<String>,
    #[serde(default)]
    pub(super) founding: Vec<Placed>,
    #[serde(default)]
    pub(super) numbering: Vec<Placed>,
    #[serde(default)]
    pub(super) honorifics: Vec<String>,
    #[serde(default)]
    pub(super) counted: Vec<Placed>,
    #[serde(default)]
    pub(super) occasions: Vec<Placed>,
    #[serde(default)]
    pub(super) signings: Vec<Placed>,
    #[serde(default)]
    pub(super) limits: Vec<String>,
    #[serde(default)]
    pub(super) titles: Vec<Placed>,
    #[serde(default)]
    pub(super) informing: Vec<Placed>,
    #[serde(default)]
    pub(super) subject_linkers: Vec<String>,
    #[serde(default)]
    pub(super) fixed: Vec<Placed>,
    #[serde(default)]
    pub(super) definite_genitives: Vec<String>,
    #[serde(default)]
    pub(super) directed: Vec<String>,
    #[serde(default)]
    pub(super) addressing: Vec<Placed>,
}

/// On which side of a noun its small-letter modifiers stand.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Side {
    Before,
    After,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ActEntry {
    pub(super) concept: Placed,
    #[serde(default)]
    pub(super) recital: Vec<Placed>,
    #[serde(default)]
    pub(super) operative: Vec<Placed>,
    /// How it opens an item under a heading: "RESUELVE: 1. Encargar …".
    #[serde(default)]
    pub(super) infinitive: Vec<Placed>,
    #[serde(default)]
    pub(super) receiver: ReceiverEntry,
    #[serde(default)]
    pub(super) before: Vec<Placed>,
    /// What it means when its receiver is of a kind: `vu <le Statut>` acts under it.
    #[serde(default)]
    pub(super) kinds: BTreeMap<String, Placed>,
}

/// What the receiver of an act is.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum ReceiverEntry {
    /// The direct object.
    #[default]
    Object,
    /// The one who is asked.
    Addressee,
    /// None.
    None,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Modifier {
    pub(super) words: Vec<Placed>,
    /// Whether they are the first words of what the act is done to, not words of its verb.
    #[serde(default)]
    pub(super) object: bool,
    pub(super) turns: BTreeMap<String, Placed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    #[serde(rename = "type")]
    pub(super) entity_type: Placed,
    #[serde(default)]
    pub(super) kind: Option<String>,
    pub(super) words: Vec<Placed>,
    /// Whether only a capitalised one names something.
    #[serde(default)]
    pub(super) capital: bool,
    /// Whether it names something only with a capital letter in what follows it: `président du <Conseil>`.
    #[serde(default)]
    pub(super) named: bool,
    /// Whether it names something without any further word, given a capital letter.
    #[serde(default)]
    pub(super) alone: bool,
    /// Whether its name goes on with a place: "Mission in El Salvador".
    #[serde(default)]
    pub(super) placed: bool,
    /// Whether an ordinal before it makes it a name (81st session).
    #[serde(default)]
    pub(super) ordinal: bool,
    /// Whether one in small letters names something only when its occasion is told after it (see `occasions`).
    #[serde(default)]
    pub(super) occasion: bool,
    /// Whether only a symbol or a date after it makes it a name ("the decision of 13 February 1975").
    #[serde(default)]
    pub(super) dated: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrase {
    #[serde(rename = "type")]
    pub(super) entity_type: Placed,
    #[serde(default)]
    pub(super) kind: Option<String>,
    pub(super) words: Vec<Placed>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    #[serde(rename = "type")]
    pub(super) entity_type: Placed,
    pub(super) words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part {
    pub(super) words: Vec<Placed>,
    /// The kind of the part, when it is an entity of its own; else its words are another name of the whole.
    #[serde(default)]
    pub(super) kind: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Derived {
    /// What its IRI ends in, after that of the thing it is named after; the same in every language.
    pub(super) id: Placed,
    #[serde(rename = "type")]
    pub(super) entity_type: Placed,
    pub(super) kind: String,
    /// Kind of the things that it is named after.
    pub(super) of: String,
    pub(super) forms: Vec<Placed>,
}
