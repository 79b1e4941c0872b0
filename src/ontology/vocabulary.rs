//! `whereas.ttl`: kinds of entities, relations, meanings of acts. The conventions are told at the top of that file.

use super::files::DataFile;
use super::{Concept, ConceptId, EntityType, Ontology, Predicate};
use crate::diag::Diagnostic;
pub(super) use crate::rdf::vocab::WS;
use oxigraph::model::{NamedOrBlankNode, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};

const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const SUB_CLASS_OF: &str = "http://www.w3.org/2000/01/rdf-schema#subClassOf";
const SYMMETRIC: &str = "http://www.w3.org/2002/07/owl#SymmetricProperty";
pub(super) const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";

/// The IRI of a subject.
pub(super) fn subject_iri(triple: &Triple) -> Option<&str> {
    match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

/// The IRI of an object.
pub(super) fn object_iri(triple: &Triple) -> Option<&str> {
    match &triple.object {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

/// What follows the last `#` or `/` of an IRI.
pub(super) fn local_name(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// Fills types, predicates and concepts of the ontology from its vocabulary.
pub(super) fn load(file: &DataFile, ontology: &mut Ontology, errors: &mut Vec<Diagnostic>) {
    let triples = std::mem::take(&mut ontology.terms.vocabulary);
    let subjects_of = |predicate: &str, object: &str| -> Vec<String> {
        let matching = triples.iter().filter(|t| t.predicate.as_str() == predicate && object_iri(t) == Some(object));
        let mut found: Vec<String> = matching.filter_map(subject_iri).map(str::to_owned).collect();
        found.sort();
        found
    };
    let receivable = format!("{WS}receivable");
    for iri in subjects_of(SUB_CLASS_OF, &format!("{WS}Entity")) {
        let receivable = triples.iter().any(|t| t.predicate.as_str() == receivable && subject_iri(t) == Some(&iri));
        ontology.types.push(EntityType { receivable, name: local_name(&iri).to_owned(), iri });
    }
    let role = format!("{WS}headingRole");
    let symmetric = subjects_of(RDF_TYPE, SYMMETRIC);
    for class in ["FactProperty", "ActProperty", "QualifierProperty"] {
        for iri in subjects_of(RDF_TYPE, &format!("{WS}{class}")) {
            let heading_role = triples.iter().find_map(|triple| {
                let states = triple.predicate.as_str() == role && subject_iri(triple) == Some(&iri);
                match &triple.object {
                    Term::Literal(role) if states => Some(role.value().to_owned()),
                    _ => None,
                }
            });
            let symmetric = symmetric.contains(&iri);
            ontology.predicates.push(Predicate { symmetric, heading_role, name: local_name(&iri).to_owned(), iri });
        }
    }
    load_concepts(file, &triples, &subjects_of(RDF_TYPE, &format!("{SKOS}Concept")), ontology, errors);
    ontology.terms.vocabulary = triples;
}

fn load_concepts(
    file: &DataFile,
    triples: &[Triple],
    iris: &[String],
    ontology: &mut Ontology,
    errors: &mut Vec<Diagnostic>,
) {
    let with = |predicate: String| triples.iter().filter(move |triple| triple.predicate.as_str() == predicate);
    let broader: BTreeMap<&str, &str> =
        with(format!("{SKOS}broader")).filter_map(|triple| subject_iri(triple).zip(object_iri(triple))).collect();
    let classes: BTreeSet<&str> = with(format!("{WS}predicate")).filter_map(subject_iri).collect();
    let is_class = |iri: &str| classes.contains(iri);
    for iri in iris {
        let mut class = iri.as_str();
        let mut steps = 0;
        while !is_class(class) && steps < iris.len() {
            class = broader.get(class).copied().unwrap_or(class);
            steps += 1;
        }
        match iris.iter().position(|other| other == class).filter(|_| is_class(class)) {
            Some(index) => {
                let class = ConceptId(u16::try_from(index).unwrap_or(u16::MAX));
                ontology.concepts.push(Concept { name: local_name(iri).to_owned(), iri: iri.clone(), class });
            }
            None => {
                let at = file.text.find(&format!("act:{}", local_name(iri))).unwrap_or(0);
                errors.push(
                    file.error(
                        at,
                        format!("concept {} has no class above it (expected skos:broader)", local_name(iri)),
                    ),
                );
                ontology.concepts.push(Concept {
                    name: local_name(iri).to_owned(),
                    iri: iri.clone(),
                    class: ConceptId(0),
                });
            }
        }
    }
}
