//! From quads to the graph: every claim of a store, grouped by subject, predicate and object.

mod claims;
mod sources;

use super::DrawError;
use super::graph::{Detail, Entity, EntityGraph, Evidence, Kind, LeftOut, Relation, Words};
use super::names::{Names, Vocabulary, choose_language, clean, is_acronym, local_name, split_words};
use crate::rdf::vocab::{dcterms, ws};
use crate::relate::Modality;
use claims::{Claim, ClaimKey};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{StorageError, Store};
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

/// A property that narrows a claim down.
const QUALIFIER_PROPERTY: NamedNodeRef<'static> =
    NamedNodeRef::new_unchecked("https://w3id.org/whereas/ns#QualifierProperty");
/// Local name of the property of short names.
const ACRONYM: &str = "acronym";

/// Reads the entities and relations of a store, named in `language` (or in the language that names most of them).
///
/// # Errors
/// When the store cannot be read.
pub fn read(store: &Store, language: Option<&str>) -> Result<EntityGraph, DrawError> {
    let claims = claims::read(store)?;
    let entities = read_entities(store, &claims)?;
    let documents: BTreeSet<&str> = claims.iter().map(|(key, claim)| claim.document(key)).collect();
    let places: BTreeMap<&str, usize> = documents.into_iter().enumerate().map(|(n, iri)| (iri, n)).collect();
    let language = language.map_or_else(|| choose_language(entities.values().map(|e| &e.names)), str::to_owned);
    let vocabulary = Vocabulary::new(store, &language);
    Ok(EntityGraph {
        title: only_title(store, &language)?,
        sources: places.keys().map(|iri| sources::read(store, iri, &language)).collect::<Result<_, _>>()?,
        graph: assemble(Claims { all: &claims, places: &places }, entities, &vocabulary)?,
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
    details: BTreeMap<(String, String), Vec<ClaimKey>>,
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
                let detail = (predicate.clone(), clean(&lexical(object)));
                let details = &mut entities.entry(subject.clone()).or_default().details;
                details.entry(detail).or_default().push(key.clone());
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

/// Claims with the index of each document.
#[derive(Clone, Copy)]
struct Claims<'a> {
    all: &'a BTreeMap<ClaimKey, Claim>,
    places: &'a BTreeMap<&'a str, usize>,
}

impl Claims<'_> {
    fn evidence(&self, key: &ClaimKey, claim: &Claim) -> Evidence {
        claim.evidence(key, self.places.get(claim.document(key)).copied().unwrap_or_default())
    }
}

fn assemble(
    claims: Claims<'_>,
    entities: BTreeMap<String, Found>,
    vocabulary: &Vocabulary<'_>,
) -> Result<DiGraph<Entity, Relation>, StorageError> {
    let mut labels = Labels { vocabulary, known: BTreeMap::new() };
    let mut nodes = entities
        .into_iter()
        .map(|(iri, found)| entity(iri, found, claims, &mut labels))
        .collect::<Result<Vec<_>, StorageError>>()?;
    nodes.sort_by(|a, b| (&a.name, &a.iri).cmp(&(&b.name, &b.iri)));
    let mut graph = DiGraph::new();
    let index: BTreeMap<String, NodeIndex> =
        nodes.into_iter().map(|node| (node.iri.clone(), graph.add_node(node))).collect();
    for ((from, to, _), relation) in relations(claims, &index, &mut labels)? {
        graph.add_edge(from, to, relation);
    }
    Ok(graph)
}

/// Labels of predicates, each looked up once.
struct Labels<'a> {
    vocabulary: &'a Vocabulary<'a>,
    known: BTreeMap<String, String>,
}

impl Labels<'_> {
    fn of(&mut self, predicate: &str) -> Result<String, StorageError> {
        if let Some(label) = self.known.get(predicate) {
            return Ok(label.clone());
        }
        let label = self.vocabulary.label(predicate)?;
        self.known.insert(predicate.to_owned(), label.clone());
        Ok(label)
    }
}

type RelationKey = (NodeIndex, NodeIndex, String);

fn relations(
    claims: Claims<'_>,
    index: &BTreeMap<String, NodeIndex>,
    labels: &mut Labels<'_>,
) -> Result<BTreeMap<RelationKey, Relation>, StorageError> {
    let mut groups: BTreeMap<RelationKey, (bool, Vec<Evidence>)> = BTreeMap::new();
    for (key, claim) in claims.all {
        let (Some(subject), Some(predicate), Some(object)) = (&claim.subject, &claim.predicate, &claim.object) else {
            continue;
        };
        let object = node_name(object);
        if let (Some(from), Some(to)) = (index.get(subject), object.and_then(|object| index.get(&object))) {
            let group = groups.entry((*from, *to, predicate.clone())).or_insert((true, Vec::new()));
            group.0 &= claim.act;
            group.1.push(claims.evidence(key, claim));
        }
    }
    let relation = |(key, (act, evidence)): (RelationKey, (bool, Vec<Evidence>))| {
        let label = labels.of(&key.2)?;
        let relation = Relation { predicate: key.2.clone(), label, act, modality: modality(&evidence), evidence };
        Ok((key, relation))
    };
    groups.into_iter().map(relation).collect()
}

/// Asserted when any claim asserts it.
pub(super) fn modality(evidence: &[Evidence]) -> Modality {
    let asserted = evidence.iter().any(|claim| claim.modality == Modality::Asserted);
    if asserted { Modality::Asserted } else { Modality::Prospective }
}

fn entity(iri: String, found: Found, claims: Claims<'_>, labels: &mut Labels<'_>) -> Result<Entity, StorageError> {
    let vocabulary = labels.vocabulary;
    let mut details = Vec::new();
    let mut acronym = None;
    for ((predicate, value), keys) in found.details {
        let evidence: Vec<Evidence> =
            keys.iter().filter_map(|key| Some(claims.evidence(key, claims.all.get(key)?))).collect();
        let mut text = String::new();
        if local_name(&predicate) == ACRONYM {
            acronym = acronym.or_else(|| Some(value.clone()));
        } else {
            text = format!("{}: {value}", labels.of(&predicate)?);
            if modality(&evidence) == Modality::Prospective {
                text.push_str(&format!(" ({})", vocabulary.word(local_name(ws::PROSPECTIVE.as_str()))?));
            }
        }
        details.push(Detail { predicate, text, value, evidence });
    }
    let (name, short) = called(&iri, &found.names, vocabulary.language(), acronym);
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

/// Name and short name of an entity in a language; `acronym` is one that a document gives it.
pub(super) fn called(iri: &str, names: &Names, wished: &str, acronym: Option<String>) -> (String, Option<String>) {
    // Name and acronym are of one language, which is not the wished one where that has no name.
    let (language, name) = match names.best(wished) {
        Some((code, name)) => (code, name.to_owned()),
        None => (wished, clean(&split_words(local_name(iri)))),
    };
    let (name, short) = match names.spelled_out(language, &name).filter(|_| is_acronym(&name)) {
        Some(long) => (long, Some(name)),
        None => (name.clone(), names.acronym(language, &name).or(acronym)),
    };
    let short = short.filter(|short| short.chars().count() < name.chars().count() && !name.starts_with(short.as_str()));
    (name, short)
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
    for quad in store.quads_for_pattern(None, Some(rdf::TYPE), Some(ws::RESOLUTION.into()), None) {
        let subject = quad?.subject;
        let found = titles.entry(subject_name(&subject)).or_default();
        for title in store.quads_for_pattern(Some(subject.as_ref()), Some(dcterms::TITLE), None, None) {
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

fn name_of_graph(graph: &GraphName) -> String {
    match graph {
        GraphName::DefaultGraph => String::new(),
        GraphName::NamedNode(node) => node.as_str().to_owned(),
        GraphName::BlankNode(node) => node.to_string(),
    }
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
