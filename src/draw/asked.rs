//! The relations that a question makes: what CONSTRUCT or DESCRIBE answers, as a part of a graph.
//!
//! What the graph has keeps its claims and their words. What only the question says is a relation without any, so that a
//! picture may show what follows from the graph and stands in no document. A claim that the question hands over whole
//! is what it states.

use super::graph::{Entity, EntityGraph, Kind, Relation};
use super::names::{clean, local_name, split_words};
use crate::rdf::vocab::{dcterms, skos};
use crate::relate::Modality;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term, Triple};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef as _;
use std::collections::{BTreeMap, BTreeSet};

/// Properties by which triples name a thing, the best first.
const NAMING: [NamedNodeRef<'static>; 4] = [skos::PREF_LABEL, rdfs::LABEL, dcterms::TITLE, skos::ALT_LABEL];
/// Properties of a claim that say what it states.
const STATING: [NamedNodeRef<'static>; 3] = [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT];

/// Two nodes and the predicate between them.
type Edge<'a> = (&'a str, &'a str, &'a str);

/// The part of a graph that some triples speak of.
pub(super) fn part(graph: &EntityGraph, triples: &[Triple]) -> EntityGraph {
    let edges = edges(triples);
    let mut nodes: BTreeSet<&str> = edges.iter().flat_map(|(from, _, to)| [*from, *to]).collect();
    nodes.extend(triples.iter().filter(|triple| triple.predicate == rdf::TYPE).map(subject));
    let (known, relations) = known(graph);
    let entity =
        |iri: &&str| known.get(iri).map_or_else(|| unknown(iri, triples, graph), |node| graph.graph[*node].clone());
    // What has only a type may be a claim: it is an entity if the graph has it as one, or a relation leads to or from it.
    let is_entity = |iri: &&str| known.contains_key(iri) || edges.iter().any(|(from, _, to)| from == iri || to == iri);
    let mut entities: Vec<Entity> = nodes.iter().filter(|iri| is_entity(iri)).map(entity).collect();
    entities.sort_by(|a, b| (&a.name, &a.iri).cmp(&(&b.name, &b.iri)));
    let mut part = DiGraph::new();
    let places: BTreeMap<String, NodeIndex> =
        entities.into_iter().map(|entity| (entity.iri.clone(), part.add_node(entity))).collect();
    let mut placed: Vec<(NodeIndex, NodeIndex, &Edge<'_>)> =
        edges.iter().filter_map(|edge| Some((*places.get(edge.0)?, *places.get(edge.2)?, edge))).collect();
    placed.sort_unstable_by_key(|(from, to, edge)| (*from, *to, edge.1));
    for (from, to, edge) in placed {
        let relation = relations.get(edge).map_or_else(|| made(edge.1, graph), |relation| (*relation).clone());
        part.add_edge(from, to, relation);
    }
    EntityGraph { graph: part, ..graph.clone() }
}

/// The edges that triples make: those between two nodes, and those that whole claims among them state.
fn edges(triples: &[Triple]) -> BTreeSet<Edge<'_>> {
    let mut claims: BTreeMap<&str, [Option<&str>; 3]> = BTreeMap::new();
    let mut edges = BTreeSet::new();
    for triple in triples {
        if let Some(part) = STATING.iter().position(|property| triple.predicate == *property) {
            claims.entry(subject(triple)).or_default()[part] = node(&triple.object);
        }
        if let Term::Triple(stated) = &triple.object {
            claims.entry(subject(triple)).or_default();
            edges.extend(edge(stated));
        }
    }
    let stated = claims.values().filter_map(|[from, predicate, to]| Some(((*from)?, (*predicate)?, (*to)?)));
    edges.extend(stated);
    let is_relation = |triple: &&Triple| triple.predicate != rdf::TYPE && !claims.contains_key(subject(triple));
    edges.extend(triples.iter().filter(is_relation).filter_map(edge));
    edges
}

fn edge(triple: &Triple) -> Option<Edge<'_>> {
    Some((subject(triple), triple.predicate.as_str(), node(&triple.object)?))
}

/// The nodes of a graph by IRI, and its relations by the IRIs of their ends and predicates.
fn known(graph: &EntityGraph) -> (BTreeMap<&str, NodeIndex>, BTreeMap<Edge<'_>, &Relation>) {
    let graph = &graph.graph;
    let nodes = graph.node_indices().map(|node| (graph[node].iri.as_str(), node)).collect();
    let relation = |edge: petgraph::graph::EdgeReference<'_, Relation>| {
        let relation: &Relation = &graph[edge.id()];
        let ends = [edge.source(), edge.target()].map(|end| graph[end].iri.as_str());
        ((ends[0], relation.predicate.as_str(), ends[1]), relation)
    };
    (nodes, graph.edge_references().map(relation).collect())
}

/// A thing of which only the triples speak.
fn unknown(iri: &str, triples: &[Triple], graph: &EntityGraph) -> Entity {
    let about = || triples.iter().filter(|triple| subject(triple) == iri);
    let mut names: Vec<(usize, bool, String)> =
        about().filter_map(|triple| name(triple, &graph.words.language)).collect();
    names.sort();
    let kinds = about().filter(|triple| triple.predicate == rdf::TYPE).filter_map(|triple| node(&triple.object));
    Entity {
        iri: iri.to_owned(),
        kind: kinds.filter_map(Kind::from_class).min().unwrap_or_default(),
        name: names.first().map_or_else(|| clean(&split_words(local_name(iri))), |(_, _, name)| name.clone()),
        names: names.into_iter().map(|(_, _, name)| name).collect::<BTreeSet<_>>().into_iter().collect(),
        ..Entity::default()
    }
}

/// A name that a triple gives: the place of its property, whether it is of another language, the words.
fn name(triple: &Triple, language: &str) -> Option<(usize, bool, String)> {
    let place = NAMING.iter().position(|property| triple.predicate == *property)?;
    match &triple.object {
        Term::Literal(literal) => {
            let foreign = literal.language().is_some_and(|code| code != language);
            Some((place, foreign, clean(literal.value())))
        }
        _ => None,
    }
}

/// A relation that only the triples state.
fn made(predicate: &str, graph: &EntityGraph) -> Relation {
    let same = graph.graph.edge_weights().find(|relation| relation.predicate == predicate);
    Relation {
        predicate: predicate.to_owned(),
        label: same.map_or_else(|| clean(&split_words(local_name(predicate))), |relation| relation.label.clone()),
        act: false,
        modality: Modality::Asserted,
        evidence: Vec::new(),
    }
}

fn subject(triple: &Triple) -> &str {
    match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}

fn node(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        Term::BlankNode(node) => Some(node.as_str()),
        Term::Literal(_) | Term::Triple(_) => None,
    }
}
