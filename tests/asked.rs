//! Pictures of what a question makes: CONSTRUCT and DESCRIBE.

use crate::draw::{claim, small, svg};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Triple;
use oxigraph::store::Store;
use std::process::Command;
use whereas::draw::{EntityGraph, Format, Options, Page, Selection, draw, read};

/// Four things and three claims, one of them prospective.
fn graph() -> Store {
    let names = ":a a ws:Organization ; rdfs:label \"Alpha\"@en . :b a ws:Organization ; rdfs:label \"Beta\"@en . \
        :c a ws:Office ; rdfs:label \"Gamma\"@en . :d a ws:Place ; rdfs:label \"Delta\"@en .\n";
    let claims = claim(1, ":a", "partOf", ":b", "asserted")
        + &claim(2, ":b", "locatedIn", ":d", "asserted")
        + &claim(3, ":c", "partOf", ":a", "prospective");
    small(&format!("{names}{claims}"))
}

fn triples(turtle: &str) -> Vec<Triple> {
    let prefixes = "@prefix ws: <https://w3id.org/whereas/ns#> . @prefix : <https://e.org/> . \
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n";
    let text = format!("{prefixes}{turtle}");
    RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes()).map(|quad| quad.unwrap().into()).collect()
}

fn asked(turtle: &str) -> Selection {
    Selection { triples: Some(triples(turtle)), ..Selection::default() }
}

/// Relations as "Alpha part of Beta", with the number of their claims.
fn relations(part: &EntityGraph) -> Vec<String> {
    let one = |edge| {
        let (from, to) = part.graph.edge_endpoints(edge).unwrap();
        let relation = &part.graph[edge];
        format!("{} {} {}: {}", part.graph[from].name, relation.label, part.graph[to].name, relation.evidence.len())
    };
    part.graph.edge_indices().map(one).collect()
}

#[test]
fn relations_that_claims_state_keep_them_and_others_have_none() {
    let graph = read(&graph(), None).unwrap();
    let part = |turtle: &str| relations(&asked(turtle).apply(&graph).unwrap());
    assert_eq!(part(":a ws:partOf :b ."), ["Alpha part of Beta: 1"]);
    assert_eq!(part(":c ws:partOf :a ."), ["Gamma part of Alpha: 1"], "prospective ones too");
    assert_eq!(part(":b ws:partOf :a ."), ["Beta part of Alpha: 0"], "the other way is another relation");
    assert_eq!(part(":a :sitsBeside :d ."), ["Alpha sits beside Delta: 0"]);
    let named = ":a :knows :n . :n a ws:Group ; rdfs:label \"Autres\"@fr , \"Others\"@en .";
    let made = asked(named).apply(&graph).unwrap();
    assert_eq!(relations(&made), ["Alpha knows Others: 0"]);
    assert_eq!(
        made.graph.node_weights().map(|entity| entity.kind.name()).collect::<Vec<_>>(),
        ["Organization", "Group"]
    );
    assert_eq!(part(""), Vec::<String>::new());
}

#[test]
fn a_whole_claim_is_what_it_states() {
    let graph = read(&graph(), None).unwrap();
    let part = |turtle: &str| relations(&asked(turtle).apply(&graph).unwrap());
    let claim = ":c9 a ws:Fact ; rdf:subject :a ; rdf:predicate ws:partOf ; rdf:object :b ; ws:source :s .";
    assert_eq!(part(claim), ["Alpha part of Beta: 1"], "neither its class nor its source is drawn");
    assert_eq!(part(":c9 rdf:reifies <<( :b ws:locatedIn :d )>> ."), ["Beta located in Delta: 1"]);
    assert_eq!(
        part(":c9 a ws:Fact ; rdf:subject :a ; ws:source :s ."),
        Vec::<String>::new(),
        "half a claim states nothing"
    );
}

#[test]
fn other_selections_narrow_it_further() {
    let graph = read(&graph(), None).unwrap();
    let all = ":a ws:partOf :b . :b ws:locatedIn :d . :c ws:partOf :a .";
    let relations = |selection: Selection| relations(&selection.apply(&graph).unwrap()).len();
    assert_eq!(relations(asked(all)), 3);
    assert_eq!(relations(Selection { asserted_only: true, ..asked(all) }), 2);
    assert_eq!(relations(Selection { relations: vec!["locatedIn".into()], ..asked(all) }), 1);
    assert_eq!(relations(Selection { about: vec!["Delta".into()], ..asked(all) }), 1);
}

#[test]
fn what_no_document_states_is_dotted_and_not_on_the_page() {
    let options = Options { selection: asked(":a ws:partOf :b . :a :sitsBeside :d ."), ..Options::default() };
    let picture = svg(&graph(), &options);
    assert_eq!(picture.matches("<g class=\"fact made\"><title>Alpha → sits beside → Delta").count(), 1, "{picture}");
    assert_eq!(picture.matches("made by the question").count(), 1, "the legend says so");
    assert_eq!(picture.matches("<g class=\"fact\"><title>Alpha → part of → Beta").count(), 1);
    if Page::is_built_in() {
        let page = draw(&graph(), &Options { format: Format::Html, ..options }).unwrap().into_bytes();
        let page = String::from_utf8(page).unwrap();
        assert!(page.contains("1 relation that no document states") && !page.contains("sitsBeside"));
    }
}

#[test]
fn the_command_takes_a_question() {
    let dir = tempfile::tempdir().unwrap();
    let draw = |question: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_whereas"))
            .args(["draw", "seeds", "--query", question, "-o"])
            .arg(dir.path().join("asked.svg"))
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    let agency = "CONSTRUCT { ?a ws:executingAgencyOf ?b } WHERE { ?a ws:executingAgencyOf ?b }";
    assert_eq!(draw(agency).0, Some(0));
    let picture = std::fs::read_to_string(dir.path().join("asked.svg")).unwrap();
    assert_eq!(picture.matches("class=\"fact\"><title>").count(), 1);
    for wrong in ["SELECT * { ?s ?p ?o }", "CONSTRUCT {", "@nowhere.rq"] {
        let (code, said) = draw(wrong);
        assert_eq!((code, said.lines().count()), (Some(2), 1), "{said}");
        assert!(said.contains("--query"), "{said}");
    }
}
