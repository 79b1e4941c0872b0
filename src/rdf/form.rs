//! The forms in which one graph can be written: with how much evidence, and in which RDF.
//!
//! Whatever the form, every IRI is the same. [`Form::apply`] changes quads that were written already, so that a store or a file
//! is exported in another form; only full selectors need the document, and are made by [`super::quads_in`] alone.

use super::corrections::corrections;
use super::vocab::{self, undo, ws};
use super::{edges, order, run};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeSet;

/// How much evidence is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Evidence {
    /// Facts alone: plain triples, entities, labels, the headings of resolutions.
    None,
    /// Each claim with its source, start, end, quote and rule.
    #[default]
    Lean,
    /// The same, and the spans as selectors of the Web Annotation vocabulary.
    Annotations,
}

/// The version of RDF.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Version {
    /// What every tool reads: a claim has the parts of its triple.
    #[default]
    Rdf11,
    /// A claim reifies its triple.
    Rdf12,
}

/// A form.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// How much evidence.
    pub evidence: Evidence,
    /// Which RDF.
    pub version: Version,
}

impl Form {
    /// Brings quads in this form, sorted, each once. Evidence that they lack is not made.
    pub fn apply(self, quads: &mut Vec<Quad>) {
        match self.evidence {
            Evidence::None => retain_facts(quads),
            Evidence::Lean => quads.retain(|quad| !is_annotation(quad)),
            Evidence::Annotations => {}
        }
        match self.version {
            Version::Rdf11 => with_parts(quads, false),
            Version::Rdf12 => with_triple_terms(quads),
        }
        quads.sort_by(order::quads);
        quads.dedup();
    }
}

/// Whether quads have spans as selectors of the Web Annotation vocabulary.
#[must_use]
pub fn has_annotations(quads: &[Quad]) -> bool {
    quads.iter().any(is_annotation)
}

fn is_annotation(quad: &Quad) -> bool {
    let is_ours = |iri: &str| iri.starts_with(vocab::OA);
    let is_class = || matches!(&quad.object, Term::NamedNode(class) if is_ours(class.as_str()));
    is_ours(quad.predicate.as_str()) || (quad.predicate == rdf::TYPE && is_class())
}

/// Drops what tells who says something and where: sources with all that stands in them, corrections, and runs.
fn retain_facts(quads: &mut Vec<Quad>) {
    let with = |marks: &[NamedNodeRef<'_>]| -> BTreeSet<String> {
        let marked = quads.iter().filter(|quad| marks.iter().any(|mark| quad.predicate == *mark));
        marked.map(|quad| subject(quad).to_owned()).collect()
    };
    let sources = with(&[ws::PATH]);
    // Claims of a curator stand in no source.
    let claims = with(&[ws::MODALITY, rdf::REIFIES]);
    let corrections: BTreeSet<String> = corrections(quads).into_iter().map(str::to_owned).collect();
    let is_of_a_source = |iri: &str| {
        let above = iri.match_indices('/').filter_map(|(at, _)| iri.get(..at));
        above.chain([iri]).any(|above| sources.contains(above))
    };
    quads.retain(|quad| {
        let subject = subject(quad);
        !is_of_a_source(subject)
            && ![&claims, &corrections].iter().any(|said| said.contains(subject))
            && !run::is_of_run(quad)
    });
}

fn subject(quad: &Quad) -> &str {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}

/// Gives each claim that reifies a triple the parts of it that RDF 1.1 can say, and keeps the triple itself when `keep`.
pub fn with_parts(quads: &mut Vec<Quad>, keep: bool) {
    if !quads.iter().any(|quad| quad.predicate == rdf::REIFIES) {
        return;
    }
    let relations: BTreeSet<String> =
        quads.iter().filter(|quad| is_relation(quad)).map(|quad| subject(quad).to_owned()).collect();
    let mut parts = Vec::new();
    for quad in quads.iter().filter(|quad| quad.predicate == rdf::REIFIES) {
        let Term::Triple(triple) = &quad.object else { continue };
        let mut say = |property: NamedNodeRef<'_>, value: Term| {
            parts.push(Quad::new(quad.subject.clone(), property, value, quad.graph_name.clone()));
        };
        say(rdf::PREDICATE, triple.predicate.clone().into());
        if !relations.contains(subject(quad)) {
            say(rdf::SUBJECT, triple.subject.clone().into());
            say(rdf::OBJECT, triple.object.clone());
        }
    }
    if !keep {
        quads.retain(|quad| quad.predicate != rdf::REIFIES || !matches!(quad.object, Term::Triple(_)));
    }
    quads.append(&mut parts);
}

fn is_relation(quad: &Quad) -> bool {
    quad.predicate == rdf::TYPE && matches!(&quad.object, Term::NamedNode(class) if *class == undo::RELATION)
}

/// Has each claim reify its triple, in the place of the parts of it. UNDO's words are its own, and stay.
fn with_triple_terms(quads: &mut Vec<Quad>) {
    let mut reified = Vec::new();
    let mut claims: BTreeSet<String> = BTreeSet::new();
    let edges = edges(quads);
    for quad in quads.iter().filter(|quad| quad.predicate == rdf::PREDICATE) {
        if let Some(triple) = edges.get(subject(quad)) {
            claims.insert(subject(quad).to_owned());
            reified.push(Quad::new(quad.subject.clone(), rdf::REIFIES, triple.clone(), quad.graph_name.clone()));
        }
    }
    let is_part = |quad: &Quad| [rdf::SUBJECT, rdf::PREDICATE, rdf::OBJECT].iter().any(|part| quad.predicate == *part);
    quads.retain(|quad| !is_part(quad) || !claims.contains(subject(quad)));
    quads.append(&mut reified);
}
