//! `ontology/whereas.ttl`: complete, in three languages, and without words that mean two things.

use crate::sample::{column, ontology, vocabulary};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{NamedOrBlankNode, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};

const WS: &str = "https://w3id.org/whereas/ns#";
const ACT: &str = "https://w3id.org/whereas/act/";
const RDFS: &str = "http://www.w3.org/2000/01/rdf-schema#";
const SKOS: &str = "http://www.w3.org/2004/02/skos/core#";
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

const FACTS: &str = "executingAgencyOf specializedAgencyOf organOf officeOf partOf memberOf memberCount locatedIn heldIn partyTo \
    textIn establishedBy holdsOffice appointedBy cooperatesWith mandateUntil dated amends supersedes acronym about observerOf";
const ACTS: &str = "recalls reaffirms recognises notes considers aware examined concerned welcomes stresses condemns intends \
    actsUnder approves decides authorises appoints mandates requests urges invites recommends declares expresses";
const TYPES: &str = "Organization Office Person Place Document Event Programme Group";

/// Languages of the literals of a predicate, by subject.
fn languages(triples: &[Triple], predicate: &str) -> BTreeMap<String, Vec<String>> {
    let mut by_subject: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for triple in triples.iter().filter(|t| t.predicate.as_str() == predicate) {
        if let (NamedOrBlankNode::NamedNode(s), Term::Literal(o)) = (&triple.subject, &triple.object) {
            by_subject.entry(s.as_str().to_owned()).or_default().push(o.language().unwrap_or("").to_owned());
        }
    }
    by_subject.values_mut().for_each(|all| all.sort());
    by_subject
}

fn assert_in_three_languages(triples: &[Triple], predicate: &str, subject: &str) {
    let found = languages(triples, predicate).remove(subject).unwrap_or_default();
    assert_eq!(found, ["en", "es", "fr"], "{predicate} of {subject}");
}

#[test]
fn every_term_is_named_and_explained_in_three_languages() {
    let triples = vocabulary();
    for (subject, types) in column(&triples, RDF_TYPE) {
        if subject.starts_with(WS) || types.contains(&format!("{SKOS}ConceptScheme")) {
            assert_in_three_languages(&triples, &format!("{RDFS}label"), &subject);
            assert_in_three_languages(&triples, &format!("{RDFS}comment"), &subject);
        } else if subject.starts_with(ACT) {
            assert_in_three_languages(&triples, &format!("{SKOS}prefLabel"), &subject);
            let verbs = languages(&triples, &format!("{SKOS}altLabel")).remove(&subject).unwrap();
            assert_eq!(verbs.into_iter().collect::<BTreeSet<_>>().len(), 3, "verbs of {subject}");
        }
    }
}

#[test]
fn relations_acts_and_types_are_all_there() {
    let triples = vocabulary();
    let types = column(&triples, RDF_TYPE);
    let is_a = |name: &str, class: &str| types[&format!("{WS}{name}")].contains(&format!("{WS}{class}"));
    assert!(FACTS.split_whitespace().all(|name| is_a(name, "FactProperty")));
    assert!(ACTS.split_whitespace().all(|name| is_a(name, "ActProperty")));
    let count = |class: &str| types.values().filter(|all| all.contains(&format!("{WS}{class}"))).count();
    assert_eq!((count("FactProperty"), count("ActProperty")), (22, 24));
    let entity_types = ontology().types.into_iter().map(|t| t.name).collect::<BTreeSet<_>>();
    assert_eq!(entity_types, TYPES.split_whitespace().map(str::to_owned).collect());
}

#[test]
fn every_concept_is_a_class_of_acts_or_below_one() {
    let triples = vocabulary();
    let predicates = column(&triples, &format!("{WS}predicate"));
    let broader = column(&triples, &format!("{SKOS}broader"));
    for name in ACTS.split_whitespace() {
        assert_eq!(predicates[&format!("{ACT}{name}")], [format!("{WS}{name}")]);
    }
    let concepts = ontology().concepts;
    assert!(concepts.len() > 24 + 40);
    for concept in &concepts {
        match broader.get(&concept.iri) {
            Some(classes) => assert!(classes.len() == 1 && predicates.contains_key(&classes[0]), "{}", concept.name),
            None => assert!(predicates.contains_key(&concept.iri), "{}", concept.name),
        }
    }
}

#[test]
fn no_verb_names_two_concepts() {
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for triple in vocabulary() {
        let is_name = ["prefLabel", "altLabel"].iter().any(|p| triple.predicate.as_str() == format!("{SKOS}{p}"));
        if is_name {
            let subject = triple.subject.to_string();
            if let Some(other) = owners.insert(triple.object.to_string(), subject.clone()) {
                assert_eq!(other, subject, "{}", triple.object);
            }
        }
    }
}

#[test]
fn every_own_term_that_is_used_is_defined() {
    let triples = vocabulary();
    let defined = column(&triples, RDF_TYPE);
    let nodes = triples.iter().flat_map(|t| [Some(t.predicate.clone()), as_node(&t.object)]).flatten();
    for node in nodes.filter(|node| node.as_str().starts_with(WS) || node.as_str().starts_with(ACT)) {
        assert!(defined.contains_key(node.as_str()), "{node}");
    }
}

fn as_node(term: &Term) -> Option<oxigraph::model::NamedNode> {
    if let Term::NamedNode(node) = term { Some(node.clone()) } else { None }
}

/// The pairs (shape's target, class or datatype) of one side of every relation.
fn sides(triples: &[Triple], target: &str, constraint: &str) -> BTreeMap<String, Vec<String>> {
    let shacl = "http://www.w3.org/ns/shacl#";
    let targets = column(triples, &format!("{shacl}{target}"));
    let mut found = BTreeMap::new();
    for (shape, relations) in targets.into_iter().filter(|(shape, _)| shape.contains("ct-of-")) {
        let classes = column(triples, &format!("{shacl}{constraint}"));
        if let Some(classes) = classes.get(&shape) {
            found.insert(relations[0].clone(), classes.clone());
        }
    }
    found
}

#[test]
fn the_shapes_say_what_the_vocabulary_says_of_each_relation() {
    let shapes = RdfParser::from_format(RdfFormat::Turtle).for_slice(include_bytes!("../ontology/shapes.ttl"));
    let shapes: Vec<Triple> = shapes.map(|quad| quad.unwrap().into()).collect();
    let vocabulary = vocabulary();
    let kinds = column(&vocabulary, RDF_TYPE);
    let is_relation = |node: &String| {
        let is_ours = |kind: &String| *kind == format!("{WS}FactProperty") || *kind == format!("{WS}ActProperty");
        kinds.get(node).is_some_and(|kinds| kinds.iter().any(is_ours))
    };
    let declared = |predicate: &str, own: bool| {
        let column = column(&vocabulary, &format!("http://www.w3.org/2000/01/rdf-schema#{predicate}"));
        let kept = column.into_iter().filter(|(node, kinds)| is_relation(node) && kinds[0].starts_with(WS) == own);
        kept.collect::<BTreeMap<_, _>>()
    };
    assert_eq!(sides(&shapes, "targetSubjectsOf", "class"), declared("domain", true));
    assert_eq!(sides(&shapes, "targetObjectsOf", "class"), declared("range", true));
    assert_eq!(sides(&shapes, "targetObjectsOf", "datatype"), declared("range", false));
}

/// Terms whose local name is the word of another vocabulary's term, and which no extraction writes.
const WORDLESS: [&str; 1] = ["predicate"];

/// The words of the context are the local names of the vocabulary, one each, and values are written as their ranges ask.
#[test]
fn the_context_has_a_word_for_every_term() {
    let json: serde_json::Value = serde_json::from_str(include_str!("../ontology/context.jsonld")).unwrap();
    let words = json["@context"].as_object().unwrap();
    let of = |value: &serde_json::Value| value.as_str().or_else(|| value["@id"].as_str()).map(str::to_owned);
    let ours: BTreeMap<&String, String> = words
        .iter()
        .filter_map(|(word, value)| Some((word, of(value)?)))
        .filter(|(_, iri)| iri.starts_with("ws:"))
        .collect();
    for (word, iri) in &ours {
        assert_eq!(format!("ws:{word}"), *iri, "ontology/context.jsonld");
    }
    let triples = vocabulary();
    let defined = column(&triples, RDF_TYPE).into_keys().filter_map(|iri| iri.strip_prefix(WS).map(str::to_owned));
    let defined: BTreeSet<String> = defined.filter(|name| !WORDLESS.contains(&name.as_str())).collect();
    let missing: Vec<&String> = defined.iter().filter(|name| !ours.contains_key(name)).collect();
    assert!(missing.is_empty(), "ontology/context.jsonld: expected words for {missing:?} too");
    let unknown: Vec<&&String> = ours.keys().filter(|word| !defined.contains(**word)).collect();
    assert!(unknown.is_empty(), "ontology/context.jsonld: {unknown:?} are not in whereas.ttl");
    for (subject, ranges) in column(&triples, &format!("{RDFS}range")) {
        let Some(name) = subject.strip_prefix(WS).filter(|name| !WORDLESS.contains(name)) else { continue };
        let of_classes = ranges[0].starts_with(WS) || ranges[0] == format!("{SKOS}Concept");
        let is_node = matches!(words[name]["@type"].as_str(), Some("@id" | "@vocab"));
        let in_words = words[name]["@container"] == "@language";
        assert_eq!(
            is_node,
            of_classes
                || ranges[0].starts_with("http://www.w3.org/2000/01/rdf-schema#")
                || ranges[0].ends_with("#Property"),
            "{name}"
        );
        assert_eq!(in_words, ranges[0].ends_with("#langString"), "{name}");
    }
}
