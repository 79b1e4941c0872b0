//! What was not understood: surveys of made-up texts, and their sums.

use crate::reading::ontology;
use whereas::coverage::{Coverage, List};
use whereas::extract::extract;
use whereas::read::read;

fn survey(texts: &[&str]) -> Coverage {
    let mut coverage = Coverage::new(10);
    for (number, text) in texts.iter().enumerate() {
        let source = read(&format!("{number}.txt"), text.as_bytes()).unwrap();
        coverage.add(ontology(), &extract(ontology(), source, "https://example.org/").unwrap());
    }
    coverage
}

fn items(coverage: &Coverage, list: List) -> Vec<(String, usize, usize)> {
    coverage.list(list).0.into_iter().map(|item| (item.text.clone(), item.count, item.documents)).collect()
}

const LAMPS: &str = "The Security Council,\n\nNoting the storms,\n\n1. Requests the Secretary-General to visit Port Amber;\n\n2. Illuminates the harbour;\n\n3. Decides to remain seized of this agreement.\n";

#[test]
fn a_numbered_paragraph_that_no_act_opens_is_told_with_its_words_and_place() {
    let coverage = survey(&[LAMPS]);
    assert_eq!(items(&coverage, List::Openings), [("Illuminates the harbour".to_owned(), 1, 1)]);
    let share = coverage.all().clauses_with_act;
    assert_eq!((share.part, share.whole), (3, 4));
    let (found, different) = coverage.list(List::Openings);
    assert_eq!(different, 1);
    let quoted: String = LAMPS.chars().skip(found[0].example.start as usize).take(11).collect();
    assert_eq!(quoted, "Illuminates");
}

#[test]
fn items_of_a_clause_are_no_openings() {
    let text = "The Security Council,\n\n1. Requests the Secretary-General:\n\n(a) To wait;\n\n(b) To report;\n";
    let coverage = survey(&[text]);
    assert!(items(&coverage, List::Openings).is_empty());
    assert!((coverage.all().clauses_with_act.percent() - 100.0).abs() < f64::EPSILON);
}

#[test]
fn what_nothing_is_stated_of_what_is_no_name_and_what_points_to_nothing() {
    let coverage = survey(&[LAMPS]);
    let one = |text: &str| (text.to_owned(), 1, 1);
    assert_eq!(items(&coverage, List::Silent), [one("Decides"), one("Noting")]);
    assert_eq!(items(&coverage, List::Phrases), [one("Port Amber")]);
    assert_eq!(items(&coverage, List::References), [one("this agreement")]);
}

#[test]
fn counts_are_of_mentions_and_of_documents() {
    let coverage = survey(&[LAMPS, LAMPS]);
    assert_eq!(items(&coverage, List::Phrases), [("Port Amber".to_owned(), 2, 2)]);
    assert_eq!(coverage.all().documents, 2);
}

#[test]
fn a_limit_cuts_lists_and_tells_how_many_there_were() {
    let mut coverage = Coverage::new(1);
    let source = read("a.txt", LAMPS.as_bytes()).unwrap();
    coverage.add(ontology(), &extract(ontology(), source, "https://example.org/").unwrap());
    let (items, different) = coverage.list(List::Silent);
    assert_eq!((items.len(), different), (1, 2));
}

#[test]
fn languages_and_bodies_are_told_apart() {
    let french = "Le Conseil de sécurité,\n\n1. Prie le Secrétaire général d'attendre;\n";
    let coverage = survey(&[LAMPS, french]);
    let groups: Vec<(&str, usize)> =
        coverage.groups().map(|(language, _, group)| (language, group.documents)).collect();
    assert_eq!(groups, [("en", 1), ("fr", 1)]);
}
