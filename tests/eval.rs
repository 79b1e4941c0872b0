//! The measure: a made-up output whose hits and misses are known beside made-up annotations, layer by layer.

use crate::reading::ontology;
use whereas::eval::{Count, Evaluation, Figures, Found, Gold, Layer, Subject};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/measure");

fn gold(name: &str) -> Gold {
    Gold::read(ontology(), &std::fs::read_to_string(format!("{FOLDER}/gold/{name}.json")).unwrap()).unwrap()
}

fn measured(gold: Vec<Gold>) -> Figures {
    let mut evaluation = Evaluation::new(ontology(), gold);
    evaluation.add(Found::read(&std::fs::read_to_string(format!("{FOLDER}/found.jsonl")).unwrap()).unwrap());
    evaluation.figures()
}

/// Misses of a layer: where, what was expected, what was found.
fn misses(figures: &Figures, layer: Subject) -> Vec<[&str; 3]> {
    let of_layer = figures.misses.iter().filter(|miss| miss.layer == layer);
    of_layer
        .map(|miss| [&miss.at, miss.expected.as_deref().unwrap_or(""), miss.found.as_deref().unwrap_or("")])
        .collect()
}

#[test]
fn each_layer_counts_what_is_right_expected_and_found() {
    let figures = measured(vec![gold("harbour-en")]);
    let expected = [(1, 1, 2), (2, 3, 4), (2, 3, 4), (2, 3, 4), (3, 7, 5), (2, 3, 3)];
    for (layer, (hit, expected, found)) in Layer::ALL.into_iter().zip(expected) {
        assert_eq!(figures.count(layer), Count { hit, expected, found }, "{}", layer.name());
    }
}

#[test]
fn a_clause_of_the_wrong_kind_is_a_miss_and_its_acts_still_count() {
    let figures = measured(vec![gold("harbour-en")]);
    let at = "Requests the Secretary-General to report on";
    assert!(misses(&figures, Subject::Layer(Layer::Clauses)).contains(&[at, "operative", "recital"]));
    assert_eq!(misses(&figures, Subject::Layer(Layer::Acts)), [[at, "requests", "urges"]]);
}

#[test]
fn two_things_in_one_entity_are_a_merge_and_no_hit() {
    let figures = measured(vec![gold("harbour-en")]);
    assert_eq!(figures.merges, 1);
    assert_eq!(misses(&figures, Subject::Merges), [["Organization", "", "UFP | United Nations"]]);
}

#[test]
fn repeated_evidence_counts_once_and_a_symmetric_relation_in_either_order() {
    let figures = measured(vec![gold("harbour-en")]);
    assert_eq!(figures.count(Layer::Facts).found, 3);
    let missed = misses(&figures, Subject::Layer(Layer::Facts));
    assert!(missed.iter().all(|[relation, expected, _]| *relation != "cooperatesWith" || expected.is_empty()));
}

#[test]
fn a_fact_that_the_text_denies_is_told_with_its_reason() {
    let figures = measured(vec![gold("harbour-en")]);
    assert_eq!((figures.forbidden, figures.forbidden_annotated), (1, 1));
    let [[_, _, said]] = misses(&figures, Subject::Forbidden)[..] else { panic!("expected one") };
    assert!(said.ends_with("only called for"));
}

#[test]
fn a_document_without_output_is_missed_in_every_layer() {
    let figures = measured(vec![gold("harbour-en"), gold("phare-fr")]);
    assert_eq!((figures.documents, figures.absent), (2, 1));
    assert_eq!(figures.count(Layer::Entities), Count { hit: 3, expected: 10, found: 5 });
    assert!((figures.score() - 0.467_460).abs() < 1e-5);
}

#[test]
fn the_order_of_annotations_does_not_matter_to_the_figures() {
    let one = measured(vec![gold("harbour-en"), gold("phare-fr")]);
    let two = measured(vec![gold("phare-fr"), gold("harbour-en")]);
    assert!(Layer::ALL.iter().all(|layer| one.count(*layer) == two.count(*layer)));
}

#[test]
fn the_two_names_of_one_acronym_are_no_merge() {
    let shared = r#"{"id": "a", "file": "harbour-en.txt", "lang": "en", "header": {}, "clauses": [], "facts": [], "entities": [
        {"type": "Organization", "names": ["Amber Press Agency", "APA"]}, {"type": "Organization", "names": ["Amber Port Authority", "APA"]}]}"#;
    let mut evaluation = Evaluation::new(ontology(), vec![Gold::read(ontology(), shared).unwrap()]);
    let output = r#"{"document": {"file": "harbour-en.txt"}, "entities": [{"iri": "x:a", "type": "Organization", "names": ["APA"]}]}"#;
    evaluation.add(Found::read(output).unwrap());
    assert_eq!(evaluation.figures().merges, 0);
    assert_eq!(evaluation.figures().count(Layer::Entities).hit, 1);
}

#[test]
fn a_mistake_in_an_annotation_names_its_field_and_what_was_expected() {
    let wrong = r#"{"id": "a", "file": "a.txt", "lang": "en", "header": {}, "clauses": [], "entities": [], "facts": [
        {"s": ["A"], "p": "partOf", "o": ["B"], "modality": "perhaps"}]}"#;
    let error = Gold::read(ontology(), wrong).unwrap_err().to_string();
    assert_eq!(error, "facts[0].modality: expected one of asserted, prospective, found \"perhaps\"");
    let error = Gold::read(ontology(), "{\n\"id\": 3}").unwrap_err().to_string();
    assert_eq!(error, "2:7: expected an annotation: invalid type: integer `3`, expected a string");
}
