//! What the data files become: numbers into tables, so that later stages compare no strings.

use crate::text::WordId;

/// An act's meaning: an index into [`Ontology::concepts`](super::Ontology::concepts).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId(pub u16);

/// A relation: an index into [`Ontology::predicates`](super::Ontology::predicates).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PredicateId(pub u16);

/// A kind of entity: an index into [`Ontology::types`](super::Ontology::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u8);

/// An entry of the gazetteer: an index into [`Ontology::entities`](super::Ontology::entities).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CuratedId(pub u32);

/// A finer kind within a type (`organ`, `city`): an index into [`Ontology::kinds`](super::Ontology::kinds).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KindId(pub u16);

/// What an act means.
#[derive(Clone, Debug)]
pub struct Concept {
    /// Local name: `approves`.
    pub name: String,
    /// Its IRI in the SKOS scheme.
    pub iri: String,
    /// The class it belongs to; itself, when it is one of the classes.
    pub class: ConceptId,
}

/// A property of the vocabulary.
#[derive(Clone, Debug)]
pub struct Predicate {
    /// Whether it says the same in either order (`owl:SymmetricProperty`).
    pub symmetric: bool,
    /// What its object is in the heading, when its subject is the session: `place`, `dates` (`ws:headingRole`).
    pub heading_role: Option<String>,
    /// Local name: `executingAgencyOf`.
    pub name: String,
    /// Its IRI.
    pub iri: String,
}

/// A kind of entity.
#[derive(Clone, Debug)]
pub struct EntityType {
    /// Whether an act may have it as receiver (`ws:receivable`).
    pub receivable: bool,
    /// Local name: `Organization`.
    pub name: String,
    /// Its IRI.
    pub iri: String,
}

/// An entry of the gazetteer.
#[derive(Clone, Debug)]
pub struct Curated {
    /// Its IRI, the same everywhere.
    pub iri: String,
    /// What kind of thing it is.
    pub entity_type: TypeId,
    /// Names in every language: language code, name, whether it is the preferred one.
    pub labels: Vec<Label>,
    /// Adjectives of a place: "French", "français". No names of it; they make those of [`Derived`](super::Derived) things.
    pub adjectives: Vec<String>,
    /// IRIs of the same thing elsewhere (`skos:exactMatch`).
    pub matches: Vec<String>,
    /// Finer kind, if given.
    pub kind: Option<KindId>,
    /// Nouns of its names by which a text points back to it ("the Union").
    pub heads: Vec<WordId>,
    /// The organisations within which its short names mean it; only used to choose among things of one name.
    pub within: Vec<CuratedId>,
}

/// A name in a language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// BCP 47 code; empty when the name is the same in all.
    pub language: String,
    /// The name.
    pub text: String,
    /// `skos:prefLabel`, not `skos:altLabel`.
    pub preferred: bool,
    /// `ws:shortName`: means this entity only within its organisation ("the General Assembly").
    pub short: bool,
}

/// A question by name.
#[derive(Clone, Debug)]
pub struct NamedQuery {
    /// File name without its ending.
    pub name: String,
    /// The first comment line.
    pub help: String,
    /// SPARQL.
    pub text: String,
}
