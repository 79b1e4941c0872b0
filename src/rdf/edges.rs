//! The triple that a claim states, however its graph writes it.
//!
//! Three ways: `rdf:subject`, `rdf:predicate` and `rdf:object`; for the receiver of an act `undo:hasProponent`, `rdf:predicate` and
//! `undo:hasReceiver`; in RDF 1.2 `rdf:reifies` with the triple itself. [`edges()`] reads all of them.

use super::vocab::undo;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::BTreeMap;

/// The triple of each claim of a graph, by the claim's IRI, whatever named graph it stands in.
///
/// A claim that lacks a part, or has one twice with different values, has none.
#[must_use]
pub fn edges(quads: &[Quad]) -> BTreeMap<&str, Triple> {
    let mut parts: BTreeMap<&str, Parts<'_>> = BTreeMap::new();
    for quad in quads {
        let NamedOrBlankNode::NamedNode(claim) = &quad.subject else { continue };
        if let Some(part) = Part::of(&quad.predicate) {
            parts.entry(claim.as_str()).or_default().add(part, &quad.object);
        }
    }
    parts.into_iter().filter_map(|(claim, parts)| Some((claim, parts.triple()?))).collect()
}

/// Which part of a triple a property of a claim gives.
#[derive(Clone, Copy)]
enum Part {
    Subject,
    Predicate,
    Object,
    Whole,
}

impl Part {
    fn of(property: &NamedNode) -> Option<Self> {
        if *property == rdf::SUBJECT || *property == undo::HAS_PROPONENT {
            Some(Self::Subject)
        } else if *property == rdf::PREDICATE {
            Some(Self::Predicate)
        } else if *property == rdf::OBJECT || *property == undo::HAS_RECEIVER {
            Some(Self::Object)
        } else if *property == rdf::REIFIES {
            Some(Self::Whole)
        } else {
            None
        }
    }
}

/// What is known of a claim's triple: each part with its value, or with nothing when it has several.
#[derive(Default)]
struct Parts<'a>([Option<Option<&'a Term>>; 4]);

impl<'a> Parts<'a> {
    fn add(&mut self, part: Part, value: &'a Term) {
        let known = &mut self.0[part as usize];
        *known = Some(match known {
            None => Some(value),
            Some(other) => other.filter(|other| *other == value),
        });
    }

    fn only(&self, part: Part) -> Option<&'a Term> {
        self.0[part as usize].flatten()
    }

    fn triple(&self) -> Option<Triple> {
        match self.only(Part::Whole) {
            Some(Term::Triple(triple)) => Some((**triple).clone()),
            _ => {
                let Term::NamedNode(predicate) = self.only(Part::Predicate)? else { return None };
                let Term::NamedNode(subject) = self.only(Part::Subject)? else { return None };
                Some(Triple::new(subject.clone(), predicate.clone(), self.only(Part::Object)?.clone()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};

    fn read(turtle: &str) -> Vec<Quad> {
        let prefixes = "@prefix : <https://e.org/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . \
            @prefix undo: <https://w3id.org/un/ontology/undo/> . ";
        let text = format!("{prefixes}{turtle}");
        RdfParser::from_format(RdfFormat::TriG).for_slice(text.as_bytes()).map(|quad| quad.expect("TriG")).collect()
    }

    #[test]
    fn all_ways_to_write_a_claim_give_its_triple() {
        let quads = read(
            "GRAPH :g { :a rdf:subject :s ; rdf:predicate :p ; rdf:object \"o\" . \
            :b undo:hasProponent :s ; rdf:predicate :p ; undo:hasReceiver \"o\" ; undo:hasSemantics :c . } \
            :c rdf:reifies <<( :s :p \"o\" )>> .",
        );
        let found = edges(&quads);
        assert_eq!(
            found.keys().copied().collect::<Vec<_>>(),
            ["https://e.org/a", "https://e.org/b", "https://e.org/c"]
        );
        assert!(found.values().all(|triple| triple.to_string() == "<https://e.org/s> <https://e.org/p> \"o\""));
    }

    #[test]
    fn what_is_incomplete_or_says_two_things_gives_none() {
        let quads = read(
            ":a rdf:subject :s ; rdf:predicate :p . :b rdf:subject :s , :t ; rdf:predicate :p ; rdf:object :o . \
            :c rdf:subject :s ; undo:hasProponent :s ; rdf:predicate :p ; rdf:object :o .",
        );
        assert_eq!(edges(&quads).into_keys().collect::<Vec<_>>(), ["https://e.org/c"]);
    }
}
