//! Good graphs pass every check, and each check finds the damage it is there for.

use crate::sample;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{BlankNode, GraphName, Literal, NamedNode, NamedNodeRef, Quad, Term};
use oxigraph::store::Store;
use std::collections::BTreeSet;
use whereas::audit::check::violations;
use whereas::ontology::Ontology;
use whereas::rdf::vocab::{DEFAULT_BASE, allot, undo, ws};
use whereas::rdf::{quads, vocabulary};

/// The names of the checks that something violates.
fn violated(ontology: &Ontology, quads: &[Quad]) -> BTreeSet<String> {
    let store = Store::new().unwrap();
    store.extend(quads.iter().cloned().chain(vocabulary(ontology))).unwrap();
    let fails = |check: &&whereas::ontology::NamedQuery| !violations(check, &store, DEFAULT_BASE).unwrap().is_empty();
    ontology.terms.checks.iter().filter(fails).map(|check| check.name.clone()).collect()
}

fn good() -> (Ontology, Vec<Quad>) {
    let ontology = sample::ontology();
    let quads = quads(&ontology, &sample::french(&ontology));
    (ontology, quads)
}

#[test]
fn what_was_extracted_passes_every_check() {
    let (ontology, quads) = good();
    assert!(ontology.terms.checks.len() >= 17);
    assert_eq!(violated(&ontology, &quads), BTreeSet::new());
}

/// The first quad with a predicate whose subject has a class.
fn find(quads: &[Quad], class: NamedNodeRef<'_>, predicate: NamedNodeRef<'_>) -> usize {
    let is_of = |quad: &Quad| {
        let typed = |other: &Quad| {
            other.subject == quad.subject && other.predicate == rdf::TYPE && other.object == Term::from(class)
        };
        quad.predicate == predicate && quads.iter().any(typed)
    };
    quads.iter().position(is_of).unwrap()
}

/// Damages a good graph and says which checks notice.
fn after(damage: impl FnOnce(&mut Vec<Quad>)) -> Vec<String> {
    let (ontology, mut quads) = good();
    damage(&mut quads);
    violated(&ontology, &quads).into_iter().collect()
}

fn text(words: &str) -> Term {
    Literal::new_simple_literal(words).into()
}

#[test]
fn a_missing_part_of_the_evidence_is_found() {
    let without = |class, predicate| {
        after(|quads| {
            let at = find(quads, class, predicate);
            quads.remove(at);
        })
    };
    assert_eq!(without(ws::FACT, ws::QUOTE), ["claim-parts"]);
    assert_eq!(without(ws::FACT, rdf::OBJECT), ["fact-parts", "stated-triple"]);
    assert_eq!(without(ws::FACT, ws::MODALITY), ["claim-parts", "stated-triple"]);
    assert_eq!(without(ws::ACT_CLASS, ws::RULE), ["act-parts"]);
    assert_eq!(without(ws::OPERATIVE_CLAUSE, ws::POSITION), ["clause-parts"]);
    assert_eq!(without(ws::SOURCE_CLASS, ws::TEXT_SHA256), ["source-parts"]);
    assert_eq!(without(undo::RELATION, undo::HAS_RECEIVER), ["relation-parts", "stated-triple"]);
}

#[test]
fn a_wrong_value_is_found() {
    let with = |class, predicate, value: Term| {
        after(|quads| {
            let at = find(quads, class, predicate);
            quads[at].object = value;
        })
    };
    let other = || Term::from(NamedNode::new_unchecked("https://example.org/other"));
    assert_eq!(with(ws::FACT, ws::QUOTE, text("x")), ["span"]);
    assert_eq!(with(ws::FACT, ws::MODALITY, other()), ["modality", "stated-triple"]);
    assert_eq!(with(undo::RELATION, undo::HAS_SEMANTICS, other()), ["relation-agrees"]);
    assert!(with(undo::RELATION, undo::HAS_PROPONENT, other()).contains(&"asserted-triple".to_owned()));
    assert!(with(ws::FACT, rdf::PREDICATE, other()).contains(&"predicate".to_owned()));
    assert!(with(ws::FACT, rdf::SUBJECT, other()).contains(&"domain".to_owned()));
    assert!(with(ws::FACT, rdf::OBJECT, other()).contains(&"range".to_owned()));
}

#[test]
fn an_edge_without_its_claim_and_a_claim_without_its_edge_are_found() {
    let is_edge = |quad: &Quad| quad.predicate.as_str().ends_with("#executingAgencyOf");
    assert_eq!(after(|quads| quads.retain(|quad| !is_edge(quad))), ["asserted-triple"]);
    let added = after(|quads| {
        let edge = quads.iter().find(|quad| is_edge(quad)).unwrap().clone();
        quads.push(Quad { predicate: NamedNode::new_unchecked("https://w3id.org/whereas/ns#memberOf"), ..edge });
    });
    assert_eq!(added, ["stated-triple"]);
}

#[test]
fn a_triple_in_two_graphs_a_blank_node_and_a_name_without_label_are_found() {
    let twice = after(|quads| {
        let copy = Quad { graph_name: GraphName::DefaultGraph, ..quads[find(quads, ws::FACT, ws::QUOTE)].clone() };
        quads.push(copy);
    });
    assert_eq!(twice, ["one-graph"]);
    let blank =
        after(|quads| quads.push(Quad::new(BlankNode::default(), rdfs::COMMENT, text("x"), GraphName::DefaultGraph)));
    assert_eq!(blank, ["blank-node"]);
    let unnamed = after(|quads| {
        let named = quads.iter().find(|quad| quad.predicate == allot::MENTIONS).unwrap().object.clone();
        quads.retain(|quad| quad.predicate != rdfs::LABEL || Term::from(quad.subject.clone()) != named);
    });
    assert_eq!(unnamed, ["entity-label"]);
    let untitled = after(|quads| {
        let at = find(quads, ws::RESOLUTION, rdfs::LABEL);
        quads.remove(at);
    });
    assert_eq!(untitled, ["resolution-label"]);
}

#[test]
fn a_triple_of_another_vocabulary_goes_with_its_own() {
    let (ontology, mut quads) = organ();
    assert_eq!(violated(&ontology, &quads), BTreeSet::new());
    let before = quads.len();
    quads.retain(|quad| !quad.predicate.as_str().ends_with("org#subOrganizationOf"));
    assert_eq!(quads.len(), before - 1);
    assert_eq!(violated(&ontology, &quads), BTreeSet::from(["also-stated".to_owned()]));
}

/// A good graph in which an organisation is an organ of another, and of a document too.
fn organ() -> (Ontology, Vec<Quad>) {
    let ontology = sample::ontology();
    let mut extraction = sample::french(&ontology);
    for object in [1, 3] {
        let organ = whereas::relate::Claim {
            subject: whereas::resolve::EntityId(2),
            predicate: sample::predicate(&ontology, "organOf"),
            object: whereas::relate::Value::Entity(whereas::resolve::EntityId(object)),
            qualifiers: Vec::new(),
            ..extraction.claims[0].clone()
        };
        extraction.claims.push(organ);
    }
    let quads = quads(&ontology, &extraction);
    (ontology, quads)
}
