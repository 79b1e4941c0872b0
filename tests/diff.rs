//! How two graphs differ: what was added, removed and changed, in which document and by which rule.

use crate::sample::{extraction, french, ontology, predicate};
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{GraphName, Literal, Quad};
use whereas::audit::diff::{Difference, Side, Status, compare};
use whereas::ontology::Ontology;
use whereas::rdf::{Evidence, Form, Version, quads, quads_in};
use whereas::relate::{Claim, Extraction, Modality, Value};
use whereas::resolve::EntityId;

fn side(quads: &[Quad]) -> Side {
    let mut side = Side::default();
    side.add(quads.to_vec());
    side
}

fn between(ontology: &Ontology, first: &Extraction, second: &Extraction) -> Difference {
    compare(side(&quads(ontology, first)), side(&quads(ontology, second)))
}

#[test]
fn a_graph_does_not_differ_from_itself_however_it_is_written() {
    let ontology = ontology();
    let all = quads(&ontology, &french(&ontology));
    let in_one_graph = |quad: &Quad| Quad { graph_name: GraphName::DefaultGraph, ..quad.clone() };
    let mut reversed: Vec<Quad> = all.iter().rev().map(in_one_graph).collect();
    reversed.extend(all.iter().cloned());
    assert!(compare(side(&all), side(&reversed)).is_empty());
    let form = Form { evidence: Evidence::Annotations, version: Version::Rdf12 };
    let in_another_form = quads_in(form, &ontology, &french(&ontology));
    assert!(compare(side(&all), side(&in_another_form)).is_empty());
}

#[test]
fn another_ontology_that_reads_the_same_makes_no_difference() {
    let mut ontology = ontology();
    let before = quads(&ontology, &french(&ontology));
    ontology.hash = "another".to_owned();
    let after = quads(&ontology, &french(&ontology));
    assert_ne!(before, after);
    assert!(compare(side(&before), side(&after)).is_empty());
}

#[test]
fn a_new_claim_is_added_in_its_document_by_its_rule() {
    let ontology = ontology();
    let before = french(&ontology);
    let mut after = before.clone();
    after.claims.push(Claim {
        predicate: predicate(&ontology, "locatedIn"),
        object: Value::Entity(EntityId(1)),
        rule: "locatedIn/new".into(),
        ..before.claims[0].clone()
    });
    let difference = between(&ontology, &before, &after);
    assert_eq!(difference.counts(), [1, 0, 0]);
    assert!(difference.others.is_empty(), "the plain triple is the claim's: {:?}", difference.others);
    let document = &difference.documents[0];
    assert_eq!((document.path.as_str(), document.status), ("interpol-impact-2012.fr.md", Status::Same));
    let (edge, evidence) = &document.rules["locatedIn/new"].added[0];
    assert!(edge.predicate.ends_with("#locatedIn"));
    assert_eq!(evidence.modality.as_deref(), Some("asserted"));
    assert_eq!(between(&ontology, &after, &before).counts(), [0, 1, 0]);
}

#[test]
fn the_same_edge_with_other_evidence_has_changed() {
    let ontology = ontology();
    let before = french(&ontology);
    let mut after = before.clone();
    after.claims[0].modality = Modality::Prospective;
    after.claims[0].qualifiers.clear();
    let difference = between(&ontology, &before, &after);
    assert_eq!(difference.counts(), [0, 0, 1]);
    let (_, was, is) = &difference.documents[0].rules["executingAgencyOf/1"].changed[0];
    assert_eq!((was.modality.as_deref(), is.modality.as_deref()), (Some("asserted"), Some("prospective")));
    assert_eq!((was.further.len(), is.further.len()), (1, 0), "its qualifier");
}

#[test]
fn documents_come_go_and_change() {
    let ontology = ontology();
    let text = french(&ontology).source.text;
    let document = |stem: &str, text: &str| quads(&ontology, &extraction(&ontology, text, "fr", stem));
    let first = [document("gone", &text), document("kept", &text), document("moved", &text)].concat();
    let longer = format!("\n{text}");
    let second = [document("kept", &text), document("moved", &longer), document("new", &text)].concat();
    let difference = compare(side(&first), side(&second));
    let status: Vec<(&str, Status)> =
        difference.documents.iter().map(|document| (document.path.as_str(), document.status)).collect();
    assert_eq!(status, [("gone.fr.md", Status::Gone), ("moved.fr.md", Status::Changed), ("new.fr.md", Status::New)]);
    let moved = difference.documents[1].rules.values();
    assert!(moved.clone().all(|rule| rule.added.is_empty() && rule.removed.is_empty()), "only places have changed");
    let places = moved.flat_map(|rule| &rule.changed).all(|(_, was, is)| is.start == was.start.map(|start| start + 1));
    assert!(places);
}

#[test]
fn other_statements_are_counted_and_an_edge_without_claim_is_one() {
    let ontology = ontology();
    let before = quads(&ontology, &french(&ontology));
    let mut after = before.clone();
    let label = after.iter_mut().find(|quad| quad.predicate == rdfs::LABEL).unwrap();
    label.object = Literal::new_simple_literal("edited by hand").into();
    let edge = before.iter().find(|quad| quad.predicate.as_str().ends_with("#executingAgencyOf")).unwrap().clone();
    let added = oxigraph::model::NamedNode::new_unchecked("https://w3id.org/whereas/ns#memberOf");
    after.push(Quad { predicate: added.clone(), ..edge });
    let difference = compare(side(&before), side(&after));
    assert_eq!(difference.counts(), [0, 0, 0]);
    assert_eq!(difference.others[rdfs::LABEL.as_str()], (1, 1));
    assert_eq!(difference.others[added.as_str()], (1, 0));
    assert!(difference.documents.is_empty());
}
