//! The data of `ontology/`, loaded and checked: vocabulary, gazetteer, languages, bodies, rules, queries.

/// An act's meaning: an index into [`Ontology::concepts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId(pub u16);

/// A relation: an index into [`Ontology::predicates`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PredicateId(pub u16);

/// A kind of entity: an index into [`Ontology::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u8);

/// An entry of the gazetteer: an index into [`Ontology::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CuratedId(pub u32);

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
    /// Local name: `executingAgencyOf`.
    pub name: String,
    /// Its IRI.
    pub iri: String,
}

/// A kind of entity.
#[derive(Clone, Debug)]
pub struct EntityType {
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
    /// IRIs of the same thing elsewhere (`skos:exactMatch`).
    pub matches: Vec<String>,
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

/// Everything the program knows about languages, bodies, names and relations.
#[derive(Debug, Default)]
pub struct Ontology {
    /// SHA-256 of all its files.
    pub hash: String,
    /// Meanings of acts.
    pub concepts: Vec<Concept>,
    /// Relations.
    pub predicates: Vec<Predicate>,
    /// Kinds of entities.
    pub types: Vec<EntityType>,
    /// The gazetteer.
    pub entities: Vec<Curated>,
    /// Questions by name.
    pub queries: Vec<NamedQuery>,
    /// The triples of `whereas.ttl`: the vocabulary with its labels.
    pub vocabulary: Vec<oxigraph::model::Triple>,
}
