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
mod container;
mod corrections;
mod edges;
mod entities;
pub mod form;
mod header;
mod iris;
pub mod order;
mod run;
pub mod spans;
mod terms;
mod time;
pub mod vocab;

pub use edges::edges;
pub use form::{Evidence, Form, Version};
pub use iris::{Iris, act_class, clause_iri};
pub use run::{is_of_run, newer_version};

use crate::ontology::Ontology;
use crate::relate::Extraction;
use crate::text::Span;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, Quad, Term};
use std::collections::BTreeMap;
use vocab::ws;

/// All quads of one document, sorted, each once: lean, in RDF 1.1.
///
/// A pure function of its input: no blank node, no clock, no path of the machine.
#[must_use]
pub fn quads(ontology: &Ontology, extraction: &Extraction) -> Vec<Quad> {
    quads_in(Form::default(), ontology, extraction)
}

/// The same in another form.
#[must_use]
pub fn quads_in(form: Form, ontology: &Ontology, extraction: &Extraction) -> Vec<Quad> {
    let mut graph = Graph::new(ontology, extraction);
    graph.in_full = form.evidence == Evidence::Annotations;
    header::describe(&mut graph);
    container::describe(&mut graph);
    acts::describe(&mut graph);
    claims::describe(&mut graph);
    entities::describe(&mut graph);
    corrections::describe(&mut graph);
    run::describe(&mut graph);
    form.apply(&mut graph.quads);
    graph.quads
}

/// The vocabulary with its labels, in the default graph, sorted.
#[must_use]
pub fn vocabulary(ontology: &Ontology) -> Vec<Quad> {
    let in_default = |triple: &oxigraph::model::Triple| triple.clone().in_graph(GraphName::DefaultGraph);
    let mut quads = ontology.terms.vocabulary.iter().map(in_default).collect::<Vec<_>>();
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
    /// Properties of other vocabularies by the property whose triples are stated with them too.
    also_stated: BTreeMap<&'a str, Vec<&'a NamedNode>>,
    /// What the objects of properties are, where the vocabulary says so.
    ranges: BTreeMap<&'a str, Vec<&'a NamedNode>>,
    /// Whether spans are written in full.
    in_full: bool,
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
            also_typed: also(ontology, ws::ALSO_TYPED),
            also_stated: also(ontology, ws::ALSO_STATED),
            ranges: also(ontology, rdfs::RANGE),
            in_full: false,
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

    /// Says where something that is said stands, and in which words.
    fn say_place(&mut self, subject: &NamedNode, span: Span) {
        self.say_words(subject, span);
        if self.in_full {
            spans::describe_annotation(self, subject, span);
        }
    }

    /// Says where a piece of the source stands, and of which words it is.
    fn say_piece(&mut self, subject: &NamedNode, span: Span) {
        self.say_words(subject, span);
        if self.in_full {
            spans::describe_piece(self, subject, span);
        }
    }

    fn say_words(&mut self, subject: &NamedNode, span: Span) {
        let (start, end) = self.extraction.source.code_points(span);
        self.say(subject, ws::SOURCE, self.source.clone());
        self.say(subject, ws::START, terms::number(start));
        self.say(subject, ws::END, terms::number(end));
        let quote = self.extraction.source.quote(span);
        self.say(subject, ws::QUOTE, oxigraph::model::Literal::new_simple_literal(quote));
        if let Some(page) = self.extraction.source.page(span) {
            self.say(subject, ws::PAGE, terms::number(page));
        }
    }
}

/// The terms that go with others by a property of the vocabulary.
fn also<'a>(ontology: &'a Ontology, by: NamedNodeRef<'_>) -> BTreeMap<&'a str, Vec<&'a NamedNode>> {
    let mut terms: BTreeMap<&str, Vec<&NamedNode>> = BTreeMap::new();
    for triple in ontology.terms.vocabulary.iter().filter(|t| t.predicate == by) {
        let oxigraph::model::NamedOrBlankNode::NamedNode(own) = &triple.subject else { continue };
        let Term::NamedNode(other) = &triple.object else { continue };
        terms.entry(own.as_str()).or_default().push(other);
    }
    terms
}
