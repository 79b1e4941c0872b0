//! The graph that pictures show: entities, and relations between them, each with the claims that state it.

use crate::rdf::vocab::WS;
use crate::relate::Modality;
use petgraph::graph::DiGraph;
use std::collections::{BTreeMap, BTreeSet};

/// Entities and relations, ready to be laid out.
///
/// Nodes stand in the order of their names and IRIs, edges in the order of their ends and predicates, whatever the order
/// of the quads.
#[derive(Clone, Debug, Default)]
pub struct EntityGraph {
    /// The graph itself.
    pub graph: DiGraph<Entity, Relation>,
    /// The words of the vocabulary in the chosen language.
    pub words: Words,
    /// The title of the only resolution, if there is only one.
    pub title: Option<String>,
    /// The documents that claims were read from, by IRI.
    pub sources: Vec<Source>,
    /// What is not shown.
    pub left_out: LeftOut,
}

/// A document that claims were read from: one text of a resolution.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// IRI of the text, which is also that of its named graph.
    pub iri: String,
    /// Path below the folder that was read.
    pub path: Option<String>,
    /// IRI of the resolution, whatever its language.
    pub work: Option<String>,
    /// What the resolution is called: its symbol, mostly.
    pub label: Option<String>,
    /// The title, as this text prints it.
    pub title: Option<String>,
    /// Code of its language.
    pub language: Option<String>,
    /// Day of adoption, else the last day of the session: `2012-11-08`, or its beginning, `2012`.
    pub date: Option<String>,
    /// IRI of the enacting body.
    pub body: Option<String>,
    /// All names of the enacting body, for selection.
    pub body_names: Vec<String>,
    /// SHA-256 of the text, in hexadecimal.
    pub text_sha256: Option<String>,
}

impl Source {
    /// The shortest name that says which document it is: symbol, else path, else IRI.
    #[must_use]
    pub fn call(&self) -> &str {
        self.label.as_deref().or(self.path.as_deref()).unwrap_or(&self.iri)
    }
}

/// One claim: the place that says something, and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// IRI of the claim.
    pub claim: String,
    /// Index of its document in [`EntityGraph::sources`].
    pub source: usize,
    /// The words, as one line; empty when the claim has none.
    pub quote: String,
    /// First code point of the words in the text, 0-based, and one past the last.
    pub span: Option<(usize, usize)>,
    /// The rule that read them.
    pub rule: Option<String>,
    /// Asserted or prospective.
    pub modality: Modality,
    /// IRI of the act by which the body says it.
    pub act: Option<String>,
    /// What narrows it down: IRI of the property, value.
    pub qualifiers: Vec<(String, String)>,
}

/// A claim about an entity whose object is no entity: a number, a date, a short name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// IRI of the predicate.
    pub predicate: String,
    /// What it says: "member count: 193"; empty for short names, which are names.
    pub text: String,
    /// The value.
    pub value: String,
    /// The claims that say it.
    pub evidence: Vec<Evidence>,
}

/// How much of the store a picture does not show for want of room or of relations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Entities that were asked for and do not fit.
    pub entities: usize,
    /// Relations of those entities.
    pub relations: usize,
}

/// A node: a thing that documents name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entity {
    /// Its IRI.
    pub iri: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// The name in the chosen language.
    pub name: String,
    /// An acronym, when it is shorter than the name and not its beginning.
    pub short: Option<String>,
    /// Every name in every language, for search.
    pub names: Vec<String>,
    /// What is known of it beside relations.
    pub details: Vec<Detail>,
    /// Number of claims in which it stands.
    pub claims: usize,
    /// Number of documents in which these claims stand.
    pub documents: usize,
}

impl Entity {
    /// The shortest name that says what it is.
    #[must_use]
    pub fn call(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.name)
    }

    /// What is known of it beside relations and names, one line each: "member count: 193".
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        self.details.iter().map(|detail| detail.text.as_str()).filter(|text| !text.is_empty())
    }
}

/// An edge: what claims say of two entities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// IRI of the predicate.
    pub predicate: String,
    /// Its name in the chosen language.
    pub label: String,
    /// Whether it is what a body does (approves, requests) and not a fact that a text states.
    pub act: bool,
    /// Asserted when any claim asserts it.
    pub modality: Modality,
    /// The claims, by document and IRI.
    pub evidence: Vec<Evidence>,
}

impl Relation {
    /// Whether a question made it, and no claim states it.
    #[must_use]
    pub fn is_made(&self) -> bool {
        self.evidence.is_empty()
    }

    /// The words that say it, in order, without repetition.
    #[must_use]
    pub fn quotes(&self) -> Vec<&str> {
        let quotes: BTreeSet<&str> = self.evidence.iter().map(|claim| claim.quote.as_str()).collect();
        quotes.into_iter().filter(|quote| !quote.is_empty()).collect()
    }
}

/// The kinds of entities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An organisation, organ, committee, mission, government.
    Organization,
    /// An office that someone holds.
    Office,
    /// Someone.
    Person,
    /// A state, city, region.
    Place,
    /// A resolution, report, treaty, agreement.
    Document,
    /// A session, conference, meeting.
    Event,
    /// A programme, operation, project.
    Programme,
    /// Several taken together: member states, parties.
    Group,
    /// Anything else.
    #[default]
    Other,
}

impl Kind {
    /// All of them in the order of legends.
    pub const ALL: [Self; 9] = [
        Self::Organization,
        Self::Office,
        Self::Person,
        Self::Place,
        Self::Document,
        Self::Event,
        Self::Programme,
        Self::Group,
        Self::Other,
    ];

    /// The local name of its class; empty for [`Kind::Other`].
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Organization => "Organization",
            Self::Office => "Office",
            Self::Person => "Person",
            Self::Place => "Place",
            Self::Document => "Document",
            Self::Event => "Event",
            Self::Programme => "Programme",
            Self::Group => "Group",
            Self::Other => "",
        }
    }

    /// The kind of the members of a class; a resolution is a document.
    #[must_use]
    pub fn from_class(iri: &str) -> Option<Self> {
        let local = iri.strip_prefix(WS)?;
        match local {
            "Resolution" => Some(Self::Document),
            _ => Self::ALL.into_iter().find(|kind| *kind != Self::Other && kind.name() == local),
        }
    }
}

/// Words of the vocabulary in one language, by the local name of the term.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Its code; empty when nothing has a label.
    pub language: String,
    /// Local name of class or individual to label.
    pub labels: BTreeMap<String, String>,
}

impl Words {
    /// The label of a term, or its local name when the vocabulary is not in the store.
    #[must_use]
    pub fn of<'a>(&'a self, local: &'a str) -> &'a str {
        self.labels.get(local).map_or(local, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_known_by_its_class() {
        assert_eq!(Kind::from_class("https://w3id.org/whereas/ns#Place"), Some(Kind::Place));
        assert_eq!(Kind::from_class("https://w3id.org/whereas/ns#Resolution"), Some(Kind::Document));
        assert_eq!(Kind::from_class("https://w3id.org/whereas/ns#"), None);
        assert_eq!(Kind::from_class("http://schema.org/Place"), None);
    }
}
