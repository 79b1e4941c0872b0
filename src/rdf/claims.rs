//! Claims with their evidence, in the graph of their source; the plain triple of each asserted one, in the default graph.
//!
//! A fact is eleven quads and its qualifiers: class, `rdf:subject`, `rdf:predicate`, `rdf:object`, modality, source, start, end,
//! quote, rule, act. The receiver of an act is an `undo:Relation` and is twelve: its proponent and its receiver are the subject
//! and the object, in UNDO's words and not a second time in RDF's; its semantics is the concept of the act. [`super::edges()`]
//! reads both; in RDF 1.2 the same IRI reifies the triple.

use super::vocab::{undo, ws};
use super::{Graph, terms};
use crate::relate::{Claim, Modality, Value};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode, Term};

/// Writes the claims.
pub(super) fn describe(graph: &mut Graph<'_>) {
    for index in graph.iris.distinct_claims().to_vec() {
        describe_claim(graph, index);
    }
}

fn describe_claim(graph: &mut Graph<'_>, index: usize) {
    let extraction = graph.extraction;
    let claim = &extraction.claims[index];
    let iri = terms::node(graph.iris.claim(index));
    let edge = Edge::new(graph, claim);
    graph.say(&iri, rdf::PREDICATE, edge.predicate.clone());
    match claim.act.filter(|_| claim.receiver && !claim.is_rejected()) {
        Some(act) => describe_relation(graph, &iri, act, &edge),
        None => describe_fact(graph, &iri, &edge, claim.is_rejected()),
    }
    describe_evidence(graph, &iri, claim);
    for (predicate, value) in &claim.qualifiers {
        let predicate = predicate_node(graph, predicate.0);
        graph.say(&iri, predicate, terms::value(extraction, value));
    }
    if claim.modality == Modality::Asserted && !claim.is_rejected() {
        for property in also_stated(graph, claim, &edge) {
            graph.derive(&edge.subject, property, edge.object.clone());
        }
        graph.derive(&edge.subject, edge.predicate, edge.object);
    }
}

/// The properties of other vocabularies that hold too: those whose objects are what this one is.
fn also_stated(graph: &Graph<'_>, claim: &Claim, edge: &Edge) -> Vec<NamedNode> {
    let Value::Entity(object) = claim.object else { return Vec::new() };
    let kind = graph.extraction.entity(object).entity_type;
    let classes = graph.classes(&graph.ontology.types[kind.0 as usize].iri);
    let fits = |property: &&&NamedNode| {
        graph.ranges.get(property.as_str()).into_iter().flatten().all(|range| classes.contains(*range))
    };
    let properties = graph.also_stated.get(edge.predicate.as_str()).into_iter().flatten();
    properties.filter(fits).map(|property| (*property).clone()).collect()
}

/// The triple that a claim is about.
struct Edge {
    subject: NamedNode,
    predicate: NamedNode,
    object: Term,
}

impl Edge {
    fn new(graph: &Graph<'_>, claim: &Claim) -> Self {
        Self {
            subject: terms::node(&graph.extraction.entity(claim.subject).iri),
            predicate: predicate_node(graph, claim.predicate.0),
            object: terms::value(graph.extraction, &claim.object),
        }
    }
}

fn predicate_node(graph: &Graph<'_>, index: u16) -> NamedNode {
    terms::node(&graph.ontology.predicates[index as usize].iri)
}

fn describe_evidence(graph: &mut Graph<'_>, iri: &NamedNode, claim: &Claim) {
    let modality = match claim.modality {
        Modality::Asserted => ws::ASSERTED,
        Modality::Prospective => ws::PROSPECTIVE,
    };
    if claim.is_rejected() {
        graph.say(iri, ws::MODALITY, ws::REJECTED);
        graph.say(iri, ws::READ_AS, modality);
    } else {
        graph.say(iri, ws::MODALITY, modality);
    }
    for correction in claim.corrected.iter().flat_map(|corrected| &corrected.by) {
        graph.say(iri, ws::CORRECTED_BY, terms::node(correction));
    }
    graph.say_place(iri, claim.span);
    graph.say(iri, ws::RULE, Literal::new_simple_literal(&claim.rule));
    if let Some(act) = claim.act {
        graph.say(iri, ws::ACT, terms::node(graph.iris.act(act)));
    }
}

/// A fact; a claim that is rejected is written like one, whatever it was, in a class of its own that no question about facts or
/// relations asks for.
fn describe_fact(graph: &mut Graph<'_>, iri: &NamedNode, edge: &Edge, rejected: bool) {
    graph.say_type(iri, if rejected { ws::REJECTED_CLAIM } else { ws::FACT }.as_str());
    graph.say(iri, rdf::SUBJECT, edge.subject.clone());
    graph.say(iri, rdf::OBJECT, edge.object.clone());
}

/// The edge from a body to a receiver of its act, in the words of UNDO.
fn describe_relation(graph: &mut Graph<'_>, iri: &NamedNode, act: usize, edge: &Edge) {
    let concept = graph.extraction.acts[act].concept;
    graph.say_type(iri, undo::RELATION.as_str());
    graph.say(iri, undo::HAS_PROPONENT, edge.subject.clone());
    graph.say(iri, undo::HAS_SEMANTICS, terms::node(&graph.ontology.concepts[concept.0 as usize].iri));
    graph.say(iri, undo::HAS_RECEIVER, edge.object.clone());
}
