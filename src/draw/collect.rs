//! From quads to the graph: every claim of a store, grouped by subject, predicate and object.
//!
//! A claim is whatever has `rdf:subject`, `rdf:predicate` and `rdf:object` in one graph, or as a receiver of an act
//! `undo:hasProponent` and `undo:hasReceiver` in place of the first and the last, or `rdf:reifies` a triple (RDF 1.2).
//! Plain triples are not read: they lack the words that say them, and the claims hold them all.

use super::graph::{Entity, EntityGraph, Kind, LeftOut, Relation, Words};
use super::names::{Names, Vocabulary, choose_language, clean, is_acronym, local_name, split_words};
use super::{DrawError, collect::terms as t};
use crate::rdf::vocab::undo;
use crate::relate::Modality;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{StorageError, Store};
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

/// Terms that mark claims; the vocabulary proper is `ontology/whereas.ttl`.
pub(super) mod terms {
    use oxigraph::model::NamedNodeRef;

    pub(crate) const MODALITY: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/whereas/ns#modality");
    pub(crate) const QUOTE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/whereas/ns#quote");
    pub(crate) const SOURCE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/whereas/ns#source");
    pub(crate) const RESOLUTION: NamedNodeRef<'static> =
        NamedNodeRef::new_unchecked("https://w3id.org/whereas/ns#Resolution");
    /// A receiver of an act.
    pub(crate) const RELATION: NamedNodeRef<'static> = crate::rdf::vocab::undo::RELATION;
    pub(crate) const TITLE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/title");
    pub(crate) const PROSPECTIVE: &str = "prospective";
    pub(crate) const ACRONYM: &str = "acronym";
}

/// A claim by graph and name: the same name in two graphs is two claims.
type ClaimKey = (String, String);

/// What the quads say of one claim.
#[derive(Default)]
struct Claim {
    subject: Option<String>,
    predicate: Option<String>,
    object: Option<Term>,
    prospective: bool,
    act: bool,
    quotes: BTreeSet<String>,
    source: Option<String>,
}

impl Claim {
    /// The document that makes it: the source it names, else the graph it stands in.
    fn document<'a>(&'a self, key: &'a ClaimKey) -> &'a str {
        self.source.as_deref().unwrap_or(&key.0)
    }
}

/// Reads the entities and relations of a store, named in `language` (or in the language that names most of them).
///
/// # Errors
/// When the store cannot be read.
pub fn read(store: &Store, language: Option<&str>) -> Result<EntityGraph, DrawError> {
    let claims = read_claims(store)?;
    let entities = read_entities(store, &claims)?;
    let language = language.map_or_else(|| choose_language(entities.values().map(|e| &e.names)), str::to_owned);
    let vocabulary = Vocabulary::new(store, &language);
    Ok(EntityGraph {
        title: only_title(store, &language)?,
        documents: claims.iter().map(|(key, claim)| claim.document(key)).collect::<BTreeSet<_>>().len(),
        graph: assemble(&claims, entities, &vocabulary)?,
        words: words(&vocabulary)?,
        left_out: LeftOut::default(),
    })
}

/// What is known of an entity before a language is chosen.
#[derive(Default)]
struct Found {
    kind: Kind,
    names: Names,
    claims: usize,
    documents: BTreeSet<String>,
    details: BTreeSet<(String, String, bool)>,
}

fn read_claims(store: &Store) -> Result<BTreeMap<ClaimKey, Claim>, StorageError> {
    let mut claims: BTreeMap<ClaimKey, Claim> = BTreeMap::new();
    for predicate in [rdf::SUBJECT, undo::HAS_PROPONENT] {
        for quad in with_predicate(store, predicate) {
            let quad = quad?;
            claims.entry(key(&quad)).or_default().subject = node_name(&quad.object);
        }
    }
    for quad in with_predicate(store, rdf::REIFIES) {
        let quad = quad?;
        if let Term::Triple(triple) = &quad.object {
            let claim = claims.entry(key(&quad)).or_default();
            claim.subject = Some(subject_name(&triple.subject));
            claim.predicate = Some(triple.predicate.as_str().to_owned());
            claim.object = Some(triple.object.clone());
        }
    }
    let mut visit = |predicate: NamedNodeRef<'_>, put: fn(&mut Claim, Term)| -> Result<(), StorageError> {
        for quad in with_predicate(store, predicate) {
            let quad = quad?;
            if let Some(claim) = claims.get_mut(&key(&quad)) {
                put(claim, quad.object);
            }
        }
        Ok(())
    };
    visit(rdf::PREDICATE, |claim, object| claim.predicate = node_name(&object))?;
    visit(rdf::OBJECT, |claim, object| claim.object = Some(object))?;
    visit(undo::HAS_RECEIVER, |claim, object| claim.object = Some(object))?;
    visit(t::MODALITY, |claim, object| claim.prospective |= local_name(&lexical(&object)) == t::PROSPECTIVE)?;
    visit(t::SOURCE, |claim, object| claim.source = node_name(&object))?;
    visit(t::QUOTE, |claim, object| {
        claim.quotes.insert(clean(&lexical(&object)));
    })?;
    for quad in store.quads_for_pattern(None, Some(rdf::TYPE), Some(t::RELATION.into()), None) {
        if let Some(claim) = claims.get_mut(&key(&quad?)) {
            claim.act = true;
        }
    }
    claims.retain(|_, claim| claim.subject.is_some() && claim.predicate.is_some() && claim.object.is_some());
    Ok(claims)
}

/// The entities of the claims; of a store without claims, everything that has a type of ours.
fn read_entities(store: &Store, claims: &BTreeMap<ClaimKey, Claim>) -> Result<BTreeMap<String, Found>, StorageError> {
    let mut entities: BTreeMap<String, Found> = BTreeMap::new();
    for (key, claim) in claims {
        let document = claim.document(key);
        let (Some(subject), Some(predicate), Some(object)) = (&claim.subject, &claim.predicate, &claim.object) else {
            continue;
        };
        note(&mut entities, subject, document);
        match node_name(object) {
            Some(object) if object != *subject => note(&mut entities, &object, document),
            Some(_) => {}
            None => {
                let detail = (predicate.clone(), clean(&lexical(object)), claim.prospective);
                entities.entry(subject.clone()).or_default().details.insert(detail);
            }
        }
    }
    for quad in with_predicate(store, rdf::TYPE) {
        let quad = quad?;
        let Some(kind) = node_name(&quad.object).and_then(|class| Kind::from_class(&class)) else { continue };
        let name = subject_name(&quad.subject);
        if claims.is_empty() {
            entities.entry(name.clone()).or_default();
        }
        if let Some(found) = entities.get_mut(&name) {
            // Of two types the first in the order of legends counts, in whatever order they come; a document named as such
            // keeps its type.
            found.kind = found.kind.min(kind);
        }
    }
    for (iri, found) in &mut entities {
        found.names = Names::read(store, iri)?;
    }
    Ok(entities)
}

fn note(entities: &mut BTreeMap<String, Found>, name: &str, document: &str) {
    let found = entities.entry(name.to_owned()).or_default();
    found.claims += 1;
    found.documents.insert(document.to_owned());
}

fn assemble(
    claims: &BTreeMap<ClaimKey, Claim>,
    entities: BTreeMap<String, Found>,
    vocabulary: &Vocabulary<'_>,
) -> Result<DiGraph<Entity, Relation>, StorageError> {
    let mut nodes = entities
        .into_iter()
        .map(|(iri, found)| entity(iri, found, vocabulary))
        .collect::<Result<Vec<_>, StorageError>>()?;
    nodes.sort_by(|a, b| (&a.name, &a.iri).cmp(&(&b.name, &b.iri)));
    let mut graph = DiGraph::new();
    let index: BTreeMap<String, NodeIndex> =
        nodes.into_iter().map(|node| (node.iri.clone(), graph.add_node(node))).collect();
    for ((from, to, _), relation) in relations(claims, &index, vocabulary)? {
        graph.add_edge(from, to, relation);
    }
    Ok(graph)
}

type RelationKey = (NodeIndex, NodeIndex, String);

fn relations(
    claims: &BTreeMap<ClaimKey, Claim>,
    index: &BTreeMap<String, NodeIndex>,
    vocabulary: &Vocabulary<'_>,
) -> Result<BTreeMap<RelationKey, Relation>, StorageError> {
    let mut groups: BTreeMap<RelationKey, Vec<&Claim>> = BTreeMap::new();
    for claim in claims.values() {
        let (Some(subject), Some(predicate), Some(object)) = (&claim.subject, &claim.predicate, &claim.object) else {
            continue;
        };
        let object = node_name(object);
        if let (Some(from), Some(to)) = (index.get(subject), object.and_then(|object| index.get(&object))) {
            groups.entry((*from, *to, predicate.clone())).or_default().push(claim);
        }
    }
    let mut labels: BTreeMap<String, String> = BTreeMap::new();
    let mut relations = BTreeMap::new();
    for (key, group) in groups {
        if !labels.contains_key(&key.2) {
            labels.insert(key.2.clone(), vocabulary.label(&key.2)?);
        }
        let label = labels.get(&key.2).cloned().unwrap_or_default();
        let relation = relation(key.2.clone(), label, &group);
        relations.insert(key, relation);
    }
    Ok(relations)
}

fn relation(predicate: String, label: String, claims: &[&Claim]) -> Relation {
    let quotes: BTreeSet<&String> = claims.iter().flat_map(|claim| &claim.quotes).collect();
    let asserted = claims.iter().any(|claim| !claim.prospective);
    Relation {
        predicate,
        label,
        act: claims.iter().all(|claim| claim.act),
        modality: if asserted { Modality::Asserted } else { Modality::Prospective },
        claims: claims.len(),
        quotes: quotes.into_iter().cloned().collect(),
    }
}

fn entity(iri: String, found: Found, vocabulary: &Vocabulary<'_>) -> Result<Entity, StorageError> {
    let mut details = Vec::new();
    let mut acronym = None;
    for (predicate, value, prospective) in found.details {
        if local_name(&predicate) == t::ACRONYM {
            acronym = acronym.or(Some(value));
            continue;
        }
        let mark = if prospective { format!(" ({})", vocabulary.word(t::PROSPECTIVE)?) } else { String::new() };
        details.push(format!("{}: {value}{mark}", vocabulary.label(&predicate)?));
    }
    // Name and acronym are of one language, which is not the chosen one where that has no name.
    let (language, name) = match found.names.best(vocabulary.language()) {
        Some((code, name)) => (code, name.to_owned()),
        None => (vocabulary.language(), clean(&split_words(local_name(&iri)))),
    };
    let (name, short) = match found.names.spelled_out(language, &name).filter(|_| is_acronym(&name)) {
        Some(long) => (long, Some(name)),
        None => (name.clone(), found.names.acronym(language, &name).or(acronym)),
    };
    let short = short.filter(|short| short.chars().count() < name.chars().count() && !name.starts_with(short.as_str()));
    Ok(Entity {
        kind: found.kind,
        short,
        names: found.names.all(),
        name,
        details,
        claims: found.claims,
        documents: found.documents.len(),
        iri,
    })
}

fn words(vocabulary: &Vocabulary<'_>) -> Result<Words, StorageError> {
    let mut words = Words { language: vocabulary.language().to_owned(), ..Words::default() };
    for local in Kind::ALL.map(Kind::name).into_iter().chain(["asserted", "prospective", "Fact", "Act"]) {
        if !local.is_empty() {
            words.labels.insert(local.to_owned(), vocabulary.word(local)?);
        }
    }
    Ok(words)
}

/// The title of the only resolution that has one.
fn only_title(store: &Store, language: &str) -> Result<Option<String>, StorageError> {
    let mut titles: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for quad in store.quads_for_pattern(None, Some(rdf::TYPE), Some(t::RESOLUTION.into()), None) {
        let subject = quad?.subject;
        let found = titles.entry(subject_name(&subject)).or_default();
        for title in store.quads_for_pattern(Some(subject.as_ref()), Some(t::TITLE), None, None) {
            if let Term::Literal(literal) = title?.object {
                found.push((literal.language().unwrap_or_default().to_owned(), clean(literal.value())));
            }
        }
        found.sort();
    }
    titles.retain(|_, found| !found.is_empty());
    let mut all = titles.into_values();
    let (first, second) = (all.next(), all.next());
    Ok(first.filter(|_| second.is_none()).and_then(|found| {
        let own = found.iter().find(|(code, _)| code == language).or(found.first());
        own.map(|(_, title)| title.clone())
    }))
}

fn with_predicate(store: &Store, predicate: NamedNodeRef<'_>) -> impl Iterator<Item = Result<Quad, StorageError>> {
    store.quads_for_pattern(None, Some(predicate), None, None)
}

fn key(quad: &Quad) -> ClaimKey {
    let graph = match &quad.graph_name {
        GraphName::DefaultGraph => String::new(),
        GraphName::NamedNode(node) => node.as_str().to_owned(),
        GraphName::BlankNode(node) => node.to_string(),
    };
    (graph, subject_name(&quad.subject))
}

fn subject_name(subject: &NamedOrBlankNode) -> String {
    match subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

/// The name of a node; none for a literal.
fn node_name(term: &Term) -> Option<String> {
    match term {
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        Term::BlankNode(node) => Some(node.to_string()),
        Term::Literal(_) | Term::Triple(_) => None,
    }
}

fn lexical(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => node_name(other).unwrap_or_default(),
    }
}
