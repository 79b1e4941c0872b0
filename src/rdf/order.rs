//! One order of quads for every output: the default graph first, then by subject, predicate and object.
//!
//! The RDF types have no order of their own, and comparing them as text would build four strings a comparison.

use oxigraph::model::{GraphName, Literal, NamedOrBlankNode, Quad, Term, Triple};
use std::cmp::Ordering;

/// Order of two quads: by graph, subject, predicate, object.
#[must_use]
pub fn quads(a: &Quad, b: &Quad) -> Ordering {
    graphs(&a.graph_name, &b.graph_name)
        .then_with(|| subjects(&a.subject, &b.subject))
        .then_with(|| a.predicate.as_str().cmp(b.predicate.as_str()))
        .then_with(|| terms(&a.object, &b.object))
}

/// Order of two triples: by subject, predicate, object.
#[must_use]
pub fn triples(a: &Triple, b: &Triple) -> Ordering {
    subjects(&a.subject, &b.subject)
        .then_with(|| a.predicate.as_str().cmp(b.predicate.as_str()))
        .then_with(|| terms(&a.object, &b.object))
}

/// Order of two terms: IRIs, blank nodes, literals by their words, triples.
#[must_use]
pub fn terms(a: &Term, b: &Term) -> Ordering {
    match (a, b) {
        (Term::NamedNode(a), Term::NamedNode(b)) => a.as_str().cmp(b.as_str()),
        (Term::BlankNode(a), Term::BlankNode(b)) => a.as_str().cmp(b.as_str()),
        (Term::Literal(a), Term::Literal(b)) => literals(a, b),
        (Term::Triple(a), Term::Triple(b)) => triples(a, b),
        _ => kind(a).cmp(&kind(b)),
    }
}

fn kind(term: &Term) -> u8 {
    match term {
        Term::NamedNode(_) => 0,
        Term::BlankNode(_) => 1,
        Term::Literal(_) => 2,
        Term::Triple(_) => 3,
    }
}

/// By language first, so that the names of a thing stand together in each language; then by words and datatype.
fn literals(a: &Literal, b: &Literal) -> Ordering {
    a.language()
        .cmp(&b.language())
        .then_with(|| a.value().cmp(b.value()))
        .then_with(|| a.datatype().as_str().cmp(b.datatype().as_str()))
        .then_with(|| a.direction().map(|d| d.to_string()).cmp(&b.direction().map(|d| d.to_string())))
}

/// Order of two subjects: IRIs before blank nodes.
#[must_use]
pub fn subjects(a: &NamedOrBlankNode, b: &NamedOrBlankNode) -> Ordering {
    match (a, b) {
        (NamedOrBlankNode::NamedNode(a), NamedOrBlankNode::NamedNode(b)) => a.as_str().cmp(b.as_str()),
        (NamedOrBlankNode::BlankNode(a), NamedOrBlankNode::BlankNode(b)) => a.as_str().cmp(b.as_str()),
        (NamedOrBlankNode::NamedNode(_), NamedOrBlankNode::BlankNode(_)) => Ordering::Less,
        (NamedOrBlankNode::BlankNode(_), NamedOrBlankNode::NamedNode(_)) => Ordering::Greater,
    }
}

/// Order of two graphs: the default graph first, then by name.
#[must_use]
pub fn graphs(a: &GraphName, b: &GraphName) -> Ordering {
    let rank = |graph: &GraphName| match graph {
        GraphName::DefaultGraph => 0,
        GraphName::NamedNode(_) => 1,
        GraphName::BlankNode(_) => 2,
    };
    match (a, b) {
        (GraphName::NamedNode(a), GraphName::NamedNode(b)) => a.as_str().cmp(b.as_str()),
        (GraphName::BlankNode(a), GraphName::BlankNode(b)) => a.as_str().cmp(b.as_str()),
        _ => rank(a).cmp(&rank(b)),
    }
}
