//! From what a document says to quads: the only place that makes them.
//!
//! `(&Ontology, &Extraction) -> Vec<Quad>`, entry point [`quads`]; [`vocabulary`] gives the ontology itself.
//!
//! **Each triple stands in exactly one graph**, for any set of sources, because subjects are kept apart:
//! - in the named graph of a source every subject is the source or begins with the source's IRI and `/`: the source and its
//!   heading, its clauses, acts and claims;
//! - in the default graph no subject is: resolutions, entities, the plain triples of asserted claims, the vocabulary. What
//!   two sources both give is the same quad and stands there once.
//!
//! So the heading is written twice with different subjects and different predicates: on the source as *this* source states it
//! (`ws:headerDate`), on the resolution as what is known of it (`eli:date_document`). A question asked of one never counts
//! the other.

mod acts;
mod claims;
mod edges;
mod entities;
mod header;
mod iris;
pub mod order;
mod terms;
pub mod vocab;

pub use edges::edges;
pub use iris::{Iris, act_class, clause_iri};

use crate::ontology::Ontology;
use crate::relate::Extraction;
use crate::text::Span;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{GraphName, NamedNode, Quad, Term};
use std::collections::BTreeMap;
use vocab::ws;

/// All quads of one document, sorted, each once.
///
/// A pure function of its input: no blank node, no clock, no path of the machine.
#[must_use]
pub fn quads(ontology: &Ontology, extraction: &Extraction) -> Vec<Quad> {
    let mut graph = Graph::new(ontology, extraction);
    header::describe(&mut graph);
    acts::describe(&mut graph);
    claims::describe(&mut graph);
    entities::describe(&mut graph);
    graph.quads.sort_by(order::quads);
    graph.quads.dedup();
    graph.quads
}

/// The vocabulary with its labels, in the default graph, sorted.
#[must_use]
pub fn vocabulary(ontology: &Ontology) -> Vec<Quad> {
    let in_default = |triple: &oxigraph::model::Triple| triple.clone().in_graph(GraphName::DefaultGraph);
    let mut quads = ontology.vocabulary.iter().map(in_default).collect::<Vec<_>>();
    quads.sort_by(order::quads);
    quads.dedup();
    quads
}

/// The quads of a document in the making.
struct Graph<'a> {
    ontology: &'a Ontology,
    extraction: &'a Extraction,
    iris: Iris,
    /// The source, which is also the name of its graph.
    source: NamedNode,
    work: NamedNode,
    /// Classes of other vocabularies by the class whose instances have them too.
    also_typed: BTreeMap<&'a str, Vec<&'a NamedNode>>,
    quads: Vec<Quad>,
}

impl<'a> Graph<'a> {
    fn new(ontology: &'a Ontology, extraction: &'a Extraction) -> Self {
        Self {
            ontology,
            extraction,
            iris: Iris::new(ontology, extraction),
            source: terms::node(&extraction.source_iri),
            work: terms::node(&extraction.work_iri),
            also_typed: also_typed(ontology),
            quads: Vec::new(),
        }
    }

    /// A statement of the source: the subject is the source or something in it.
    fn say(&mut self, subject: &NamedNode, predicate: impl Into<NamedNode>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, self.source.clone()));
    }

    /// A statement derived from the source: the subject is known outside of it.
    fn derive(&mut self, subject: &NamedNode, predicate: impl Into<NamedNode>, object: impl Into<Term>) {
        self.quads.push(Quad::new(subject.clone(), predicate, object, GraphName::DefaultGraph));
    }

    /// Says what kind of thing something of the source is.
    fn say_type(&mut self, subject: &NamedNode, class: &str) {
        for class in self.classes(class) {
            self.say(subject, rdf::TYPE, class);
        }
    }

    /// Says what kind of thing something outside of the source is.
    fn derive_type(&mut self, subject: &NamedNode, class: &str) {
        for class in self.classes(class) {
            self.derive(subject, rdf::TYPE, class);
        }
    }

    /// The class and the classes of other vocabularies that go with it.
    fn classes(&self, class: &str) -> Vec<NamedNode> {
        let also = self.also_typed.get(class).into_iter().flatten().map(|class| (*class).clone());
        std::iter::once(terms::node(class)).chain(also).collect()
    }

    /// Says where something stands and in which words. Full Web Annotation selectors would be added here.
    fn say_place(&mut self, subject: &NamedNode, span: Span) {
        let (start, end) = self.extraction.source.code_points(span);
        self.say(subject, ws::SOURCE, self.source.clone());
        self.say(subject, ws::START, terms::number(start));
        self.say(subject, ws::END, terms::number(end));
        let quote = self.extraction.source.quote(span);
        self.say(subject, ws::QUOTE, oxigraph::model::Literal::new_simple_literal(quote));
    }
}

fn also_typed(ontology: &Ontology) -> BTreeMap<&str, Vec<&NamedNode>> {
    let mut classes: BTreeMap<&str, Vec<&NamedNode>> = BTreeMap::new();
    for triple in ontology.vocabulary.iter().filter(|t| t.predicate == ws::ALSO_TYPED) {
        let oxigraph::model::NamedOrBlankNode::NamedNode(class) = &triple.subject else { continue };
        let Term::NamedNode(also) = &triple.object else { continue };
        classes.entry(class.as_str()).or_default().push(also);
    }
    classes
}
