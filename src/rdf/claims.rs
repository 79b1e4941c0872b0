//! Claims with their evidence, in the graph of their source; the plain triple of each asserted one, in the default graph.
//!
//! A fact is eleven quads and its qualifiers. The receiver of an act is also an `undo:Relation` with its exactly one
//! proponent, semantics and receiver: fifteen. A claim is written in RDF 1.1, as `rdf:subject`, `rdf:predicate` and
//! `rdf:object`; in RDF 1.2 the same IRI would reify the triple.

use super::vocab::{undo, ws};
use super::{Graph, terms};
use crate::relate::{Claim, Modality};
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
    let class = if claim.receiver { ws::ACT_RELATION } else { ws::FACT };
    graph.say_type(&iri, class.as_str());
    graph.say(&iri, rdf::SUBJECT, edge.subject.clone());
    graph.say(&iri, rdf::PREDICATE, edge.predicate.clone());
    graph.say(&iri, rdf::OBJECT, edge.object.clone());
    describe_evidence(graph, &iri, claim);
    if claim.receiver {
        describe_relation(graph, &iri, claim, &edge);
    }
    for (predicate, value) in &claim.qualifiers {
        let predicate = predicate_node(graph, predicate.0);
        graph.say(&iri, predicate, terms::value(extraction, value));
    }
    if claim.modality == Modality::Asserted {
        graph.derive(&edge.subject, edge.predicate, edge.object);
    }
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
    graph.say(iri, ws::MODALITY, modality);
    graph.say_place(iri, claim.span);
    graph.say(iri, ws::RULE, Literal::new_simple_literal(&claim.rule));
    if let Some(act) = claim.act {
        graph.say(iri, ws::ACT, terms::node(graph.iris.act(act)));
    }
}

/// The same edge in the words of UNDO.
fn describe_relation(graph: &mut Graph<'_>, iri: &NamedNode, claim: &Claim, edge: &Edge) {
    let Some(act) = claim.act else { return };
    let concept = graph.extraction.acts[act].concept;
    graph.say(iri, undo::HAS_PROPONENT, edge.subject.clone());
    graph.say(iri, undo::HAS_SEMANTICS, terms::node(&graph.ontology.concepts[concept.0 as usize].iri));
    graph.say(iri, undo::HAS_RECEIVER, edge.object.clone());
}
