//! From an extraction to quads and to every format: nothing lost, nothing twice, nothing moved.

use crate::sample::{entity_type, extraction, french, ontology, predicate};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};
use whereas::export::{self, Format, Prefixes};
use whereas::ontology::Ontology;
use whereas::rdf;
use whereas::relate::{Claim, Extraction, Modality, Value};
use whereas::resolve::{Entity, EntityId};

const WS: &str = "https://w3id.org/whereas/ns#";
const BASE: &str = "https://w3id.org/whereas/id/";

pub(crate) fn text(format: Format, quads: &[Quad]) -> String {
    let prefixes =
        Prefixes::new(BASE).with_sources(quads).with_context(crate::reading::ontology().terms.context.clone());
    export::to_string(format, quads, &prefixes).unwrap()
}

pub(crate) fn parse(format: RdfFormat, text: &str) -> BTreeSet<String> {
    let parser = RdfParser::from_format(format).for_slice(text.as_bytes());
    parser.map(|q| q.unwrap_or_else(|e| panic!("{e}\n{text}")).to_string()).collect()
}

fn in_one_graph(quads: &[Quad]) -> BTreeSet<String> {
    quads.iter().map(|q| Quad { graph_name: GraphName::DefaultGraph, ..q.clone() }.to_string()).collect()
}

pub(crate) fn as_set(quads: &[Quad]) -> BTreeSet<String> {
    quads.iter().map(ToString::to_string).collect()
}

/// Quads with everything that a syntax could stumble over.
fn nasty() -> Vec<Quad> {
    let node = |iri: &str| NamedNode::new(iri).unwrap();
    let strings = [
        "",
        "\"",
        "\\",
        "a\nb\r\n\tc",
        "\u{202e}gnp.exe",
        "é œ 中 🦀 \u{301}",
        "\u{0}\u{7f}\u{85}\u{2028}",
        "\"\"\"",
        "\\u0041",
        "true",
        "1",
    ];
    let iris = [
        "a.", "-a", "a,b;c", "a(b)", "é/ü", "a%20b", "a:b", "..", "a/./b", "?q", "#f", "", "'x'", "a..b", "%C3%A9",
        "中",
    ];
    let predicate = node("https://example.org/p#q.r");
    let mut quads = Vec::new();
    for (i, string) in strings.iter().enumerate() {
        let subject = node(&format!("{BASE}s{i}"));
        let literals = [
            Literal::new_simple_literal(*string),
            Literal::new_language_tagged_literal(*string, "fr-CH").unwrap(),
            Literal::new_typed_literal(*string, node("http://www.w3.org/2001/XMLSchema#integer")),
            Literal::new_typed_literal(*string, node("http://www.w3.org/2001/XMLSchema#boolean")),
            Literal::new_typed_literal(*string, node("https://example.org/a b".replace(' ', "_").as_str())),
        ];
        quads.extend(literals.map(|l| Quad::new(subject.clone(), predicate.clone(), l, GraphName::DefaultGraph)));
    }
    for iri in iris {
        let (near, far) = (node(&format!("{BASE}{iri}")), node(&format!("https://example.org/{iri}")));
        quads.push(Quad::new(near.clone(), far.clone(), near.clone(), far.clone()));
        quads.push(Quad::new(
            far.clone(),
            near,
            node(&format!("https://w3id.org/whereas/act/x/{iri}")),
            GraphName::DefaultGraph,
        ));
    }
    quads
}

#[test]
fn turtle_holds_the_same_triples() {
    let ontology = ontology();
    for quads in [nasty(), rdf::quads(&ontology, &french(&ontology)), rdf::vocabulary(&ontology)] {
        assert_eq!(parse(RdfFormat::Turtle, &text(Format::Turtle, &quads)), in_one_graph(&quads));
    }
}

#[test]
fn formats_with_graphs_hold_the_same_quads() {
    let ontology = ontology();
    for quads in [nasty(), rdf::quads(&ontology, &french(&ontology))] {
        assert_eq!(parse(RdfFormat::NQuads, &text(Format::NQuads, &quads)), as_set(&quads));
        assert_eq!(parse(RdfFormat::TriG, &text(Format::TriG, &quads)), as_set(&quads));
    }
}

#[test]
fn formats_by_other_writers_hold_the_same_statements() {
    let ontology = ontology();
    let quads = rdf::quads(&ontology, &french(&ontology));
    assert_eq!(parse(RdfFormat::NTriples, &text(Format::NTriples, &quads)), in_one_graph(&quads));
    assert_eq!(parse(RdfFormat::RdfXml, &text(Format::RdfXml, &quads)), in_one_graph(&quads));
}

#[test]
fn json_ld_holds_the_same_quads() {
    let ontology = ontology();
    let extraction = french(&ontology);
    let full = rdf::Form { evidence: rdf::Evidence::Annotations, ..rdf::Form::default() };
    let syntax = RdfFormat::JsonLd { profile: oxigraph::io::JsonLdProfileSet::empty() };
    for quads in [nasty(), rdf::quads_in(full, &ontology, &extraction), rdf::vocabulary(&ontology), Vec::new()] {
        assert_eq!(parse(syntax, &text(Format::JsonLd, &quads)), as_set(&quads));
        // Other bases, and no words.
        for base in ["https://e.org/x#", "https://w3id.org/whereas/id/file/", "https://w3id.org/"] {
            let json = export::to_string(Format::JsonLd, &quads, &Prefixes::new(base)).unwrap();
            assert_eq!(parse(syntax, &json), as_set(&quads), "{base}");
        }
    }
}

#[test]
fn json_ld_is_for_reading() {
    let ontology = ontology();
    let json = text(Format::JsonLd, &rdf::quads(&ontology, &french(&ontology)));
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(value["@context"]["@base"], BASE);
    let nodes = value["@graph"].as_array().unwrap();
    let node = |nodes: &[serde_json::Value], id: &str| nodes.iter().find(|node| node["id"] == id).unwrap().clone();
    let itu = node(nodes, "ent:itu");
    assert_eq!(itu["type"], serde_json::json!(["Organization", "org:Organization"]));
    assert_eq!(itu["prefLabel"], serde_json::json!({"en": "ITU", "fr": "Union internationale des télécommunications"}));
    assert_eq!(itu["memberCount"], 193);
    let source = "file/interpol-impact-2012/source/interpol-impact-2012.fr.md";
    let graph = node(nodes, source);
    let claims = graph["@graph"].as_array().unwrap();
    let claim = claims.iter().find(|node| node["predicate"] == "executingAgencyOf").unwrap();
    assert_eq!(claim["type"], "Fact");
    assert_eq!(claim["object"], "ent:itu");
    assert_eq!(claim["modality"], "asserted");
    assert_eq!(claim["source"], source);
    assert_eq!(claim["field"], serde_json::json!({"fr": "cybersécurité"}));
    assert!(claim["start"].is_u64() && claim["act"].as_str().unwrap().ends_with("/clause-1-recognises"));
    let (_, graphs) = json.split_once("\"@graph\": [").unwrap();
    assert!(!graphs.contains("\"ws:"), "every term of ours that is written has a word: {graphs}");
}

#[test]
fn the_order_of_the_input_changes_no_byte() {
    let ontology = ontology();
    let quads = rdf::quads(&ontology, &french(&ontology));
    let mut shuffled = quads.clone();
    shuffled.reverse();
    shuffled.rotate_left(quads.len() / 3);
    shuffled.extend_from_slice(&quads[..7]);
    for format in Format::ALL.into_iter().filter(|f| *f != Format::JsonLines) {
        assert_eq!(text(format, &quads), text(format, &shuffled), "{}", format.name());
    }
}

#[test]
fn a_new_claim_only_adds_lines() {
    let ontology = ontology();
    let before = french(&ontology);
    let mut after = before.clone();
    let located = Claim {
        predicate: predicate(&ontology, "locatedIn"),
        object: Value::Entity(EntityId(1)),
        ..before.claims[0].clone()
    };
    after.claims.insert(0, located);
    for format in [Format::Turtle, Format::TriG, Format::NQuads] {
        let old = text(format, &rdf::quads(&ontology, &before));
        let new = text(format, &rdf::quads(&ontology, &after));
        assert!(new.len() > old.len());
        assert!(is_subsequence(&old, &new), "{}", format.name());
    }
    let old = text(Format::Turtle, &reified(&ontology, &before));
    let again = Claim { modality: Modality::Asserted, span: before.clauses[1].span, ..before.claims[0].clone() };
    after.claims.insert(0, again);
    let new = text(Format::Turtle, &reified(&ontology, &after));
    assert!(is_subsequence(&old, &new), "annotations are added too");
}

/// The quads of an extraction in RDF 1.2.
fn reified(ontology: &Ontology, extraction: &Extraction) -> Vec<Quad> {
    rdf::quads_in(rdf::Form { version: rdf::Version::Rdf12, ..rdf::Form::default() }, ontology, extraction)
}

#[test]
fn rdf_1_2_holds_the_same_statements_in_every_syntax_that_has_it() {
    let ontology = ontology();
    let quads = reified(&ontology, &french(&ontology));
    assert_eq!(parse(RdfFormat::Turtle, &text(Format::Turtle, &quads)), in_one_graph(&quads));
    assert_eq!(parse(RdfFormat::NTriples, &text(Format::NTriples, &quads)), in_one_graph(&quads));
    assert_eq!(parse(RdfFormat::TriG, &text(Format::TriG, &quads)), as_set(&quads));
    assert_eq!(parse(RdfFormat::NQuads, &text(Format::NQuads, &quads)), as_set(&quads));
    for format in [Format::RdfXml, Format::JsonLd] {
        let error = export::to_string(format, &quads, &Prefixes::new(BASE)).unwrap_err().to_string();
        assert_eq!(error, format!("{} cannot hold the triple terms of RDF 1.2 (hint: Turtle can)", format.name()));
    }
}

#[test]
fn both_versions_of_rdf_have_the_same_iris_and_become_each_other() {
    let ontology = ontology();
    let extraction = french(&ontology);
    let (old, new) = (rdf::quads(&ontology, &extraction), reified(&ontology, &extraction));
    assert_eq!(rdf::edges(&old), rdf::edges(&new));
    let mut back = new.clone();
    rdf::Form::default().apply(&mut back);
    assert_eq!(as_set(&back), as_set(&old));
    rdf::Form { version: rdf::Version::Rdf12, ..rdf::Form::default() }.apply(&mut back);
    assert_eq!(as_set(&back), as_set(&new));
}

#[test]
fn an_annotation_stands_below_an_asserted_triple_alone() {
    let ontology = ontology();
    let turtle = text(Format::Turtle, &reified(&ontology, &french(&ontology)));
    let iris = rdf::Iris::new(&ontology, &french(&ontology));
    let local = |claim: usize| iris.claim(claim).rsplit('/').next().unwrap().to_owned();
    let asserted = format!(
        "    ws:executingAgencyOf ent:itu\n        ~ interpol-impact-2012.fr:{} {{|\n            a ws:Fact ;\n",
        local(0)
    );
    assert!(turtle.contains(&asserted), "{turtle}");
    assert!(turtle.contains("\n        |}\n    ;\n"), "{turtle}");
    assert!(turtle.contains(&format!("\ninterpol-impact-2012.fr:{} a ws:Fact ;", local(1))), "prospective: {turtle}");
    assert!(!text(Format::TriG, &reified(&ontology, &french(&ontology))).contains("{|"), "two graphs are not one");
}

#[test]
fn facts_alone_are_what_the_default_graph_holds() {
    let ontology = ontology();
    let extraction = french(&ontology);
    let facts = rdf::Form { evidence: rdf::Evidence::None, ..rdf::Form::default() };
    let quads = rdf::quads_in(facts, &ontology, &extraction);
    let expected = rdf::quads(&ontology, &extraction).into_iter();
    let expected: Vec<Quad> = expected.filter(|q| q.graph_name.is_default_graph() && !rdf::is_of_run(q)).collect();
    assert_eq!(as_set(&quads), as_set(&expected));
    // Whatever they were before: graphs as one, in full, in RDF 1.2.
    let full = rdf::Form { evidence: rdf::Evidence::Annotations, version: rdf::Version::Rdf12 };
    let mut flat = rdf::quads_in(full, &ontology, &extraction);
    flat.iter_mut().for_each(|quad| quad.graph_name = GraphName::DefaultGraph);
    facts.apply(&mut flat);
    assert_eq!(as_set(&flat), as_set(&expected));
}

#[test]
fn spans_in_full_are_nodes_without_blanks() {
    let ontology = ontology();
    let extraction = french(&ontology);
    let full = rdf::Form { evidence: rdf::Evidence::Annotations, ..rdf::Form::default() };
    let quads = rdf::quads_in(full, &ontology, &extraction);
    let oa =
        |name: &str| quads.iter().filter(|q| q.predicate.as_str() == format!("http://www.w3.org/ns/oa#{name}")).count();
    assert_eq!(oa("hasTarget"), extraction.acts.len() + extraction.claims.len());
    assert_eq!(oa("hasSelector"), 2 * oa("hasSource"));
    let parts = ["start", "end", "exact", "prefix", "suffix"].map(oa);
    assert!(
        parts.iter().all(|n| *n == parts[0] && *n <= oa("hasSource")),
        "one place has its selectors once: {parts:?}"
    );
    assert!(!quads.iter().any(|q| q.subject.is_blank_node() || q.object.is_blank_node()));
    let mut lean = quads.clone();
    rdf::Form::default().apply(&mut lean);
    assert_eq!(as_set(&lean), as_set(&rdf::quads(&ontology, &extraction)));
}

fn is_subsequence(old: &str, new: &str) -> bool {
    let mut rest = new.lines();
    old.lines().all(|line| rest.any(|other| other == line))
}

/// The same work in three texts, and another work: what a corpus has.
fn corpus(ontology: &Ontology) -> Vec<Extraction> {
    let french = french(ontology);
    let second = extraction(ontology, &french.source.text.replace("IMPACT", "I.M.P."), "es", "interpol-impact-2012");
    let copy = extraction(ontology, &french.source.text, "en", "interpol-impact-2012");
    let other = extraction(ontology, &french.source.text, "fr", "sub/other");
    vec![french, second, copy, other]
}

#[test]
fn no_triple_stands_in_two_graphs() {
    let ontology = ontology();
    let mut graphs: BTreeMap<String, GraphName> = BTreeMap::new();
    let documents = corpus(&ontology);
    let all = documents.iter().flat_map(|e| rdf::quads(&ontology, e)).chain(rdf::vocabulary(&ontology));
    for quad in all {
        let triple = format!("{} {} {}", quad.subject, quad.predicate, quad.object);
        if let Some(other) = graphs.insert(triple, quad.graph_name.clone()) {
            assert_eq!(other, quad.graph_name, "{} {} {}", quad.subject, quad.predicate, quad.object);
        }
    }
}

#[test]
fn subjects_tell_the_graph() {
    let ontology = ontology();
    for extraction in corpus(&ontology) {
        for quad in rdf::quads(&ontology, &extraction) {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { panic!("blank node: {quad}") };
            let rest = subject.as_str().strip_prefix(&extraction.source_iri);
            let is_inside = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            assert_eq!(is_inside, !quad.graph_name.is_default_graph(), "{quad}");
        }
    }
}

/// The one value of a property of a subject.
fn value<'a>(quads: &'a [Quad], subject: &NamedOrBlankNode, name: &str) -> &'a Literal {
    let predicate = format!("{WS}{name}");
    let mut found = quads.iter().filter(|q| q.subject == *subject && q.predicate.as_str() == predicate);
    let Some(Term::Literal(literal)) = found.next().map(|q| &q.object) else { panic!("no {name} of {subject}") };
    assert!(found.next().is_none(), "two {name} of {subject}");
    literal
}

#[test]
fn every_quote_is_the_text_at_its_place() {
    let ontology = ontology();
    let extraction = french(&ontology);
    let quads = rdf::quads(&ontology, &extraction);
    let characters = extraction.source.text.chars().collect::<Vec<_>>();
    let quotes = quads.iter().filter(|q| q.predicate.as_str() == format!("{WS}quote")).collect::<Vec<_>>();
    assert_eq!(quotes.len(), extraction.clauses.len() + extraction.acts.len() + extraction.claims.len());
    for quad in quotes {
        let start = value(&quads, &quad.subject, "start").value().parse::<usize>().unwrap();
        let end = value(&quads, &quad.subject, "end").value().parse::<usize>().unwrap();
        let words = characters[start..end].iter().collect::<String>();
        assert_eq!(value(&quads, &quad.subject, "quote").value(), words);
    }
}

fn count(quads: &[Quad], subject: &str) -> usize {
    quads.iter().filter(|q| q.subject.to_string() == format!("<{subject}>")).count()
}

#[test]
fn claims_are_lean() {
    let ontology = ontology();
    let extraction = french(&ontology);
    let quads = rdf::quads(&ontology, &extraction);
    let iris = rdf::Iris::new(&ontology, &extraction);
    assert_eq!(count(&quads, iris.claim(0)), 11 + 1, "a fact and its qualifier");
    assert_eq!(count(&quads, iris.claim(4)), 12, "a receiver, in the words of UNDO");
}

#[test]
fn iris_are_made_of_what_they_name() {
    let ontology = ontology();
    let extraction = french(&ontology);
    let iris = rdf::Iris::new(&ontology, &extraction);
    let source = &extraction.source_iri;
    assert_eq!(iris.clause(1), format!("{source}/clause-2"));
    assert_eq!(iris.act(1), format!("{source}/clause-2-approves"), "by its class: adopts is below approves");
    let hash = iris.claim(0).strip_prefix(&format!("{source}/executingAgencyOf-")).unwrap();
    assert!(hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit()), "{hash}");
}

#[test]
fn a_claim_read_twice_is_one_claim() {
    let ontology = ontology();
    let mut extraction = french(&ontology);
    let again = Claim { rule: "another".into(), ..extraction.claims[0].clone() };
    let before = rdf::quads(&ontology, &extraction);
    extraction.claims.push(again);
    assert_eq!(rdf::quads(&ontology, &extraction), before);
}

#[test]
fn only_asserted_claims_yield_plain_triples() {
    let ontology = ontology();
    let quads = rdf::quads(&ontology, &french(&ontology));
    let plain = |name: &str| {
        quads
            .iter()
            .filter(|q| q.graph_name.is_default_graph() && q.predicate.as_str() == format!("{WS}{name}"))
            .count()
    };
    assert_eq!((plain("executingAgencyOf"), plain("approves"), plain("memberCount")), (1, 1, 1));
    assert_eq!(plain("partyTo"), 0);
}

#[test]
fn a_store_gives_back_what_it_was_given() {
    let ontology = ontology();
    let quads = rdf::quads(&ontology, &french(&ontology));
    let store = Store::new().unwrap();
    store.extend(quads.iter().cloned()).unwrap();
    let back = store.iter().map(Result::unwrap).collect::<Vec<_>>();
    assert_eq!(text(Format::NQuads, &back), text(Format::NQuads, &quads));
}

#[test]
fn strange_iris_from_documents_stay_valid() {
    let ontology = ontology();
    let mut extraction = french(&ontology);
    extraction.entities.push(Entity {
        iri: format!("{}/person/a b\"<c>", extraction.work_iri),
        entity_type: entity_type(&ontology, "Person"),
        curated: None,
        symbol: None,
        names: vec!["a\u{202e}b".into()],
        mentions: Vec::new(),
    });
    let quads = rdf::quads(&ontology, &extraction);
    assert_eq!(parse(RdfFormat::Turtle, &text(Format::Turtle, &quads)), in_one_graph(&quads));
}

#[test]
fn turtle_is_for_reading() {
    let ontology = ontology();
    let quads = rdf::quads(&ontology, &french(&ontology));
    let turtle = text(Format::Turtle, &quads);
    let lines = turtle.lines().collect::<BTreeSet<_>>();
    assert!(lines.contains("interpol-impact-2012.fr:clause-2 a ws:OperativeClause ;"), "{turtle}");
    assert!(lines.contains("    ws:executingAgencyOf ent:itu ;"), "{turtle}");
    assert!(lines.contains("    skos:exactMatch wd:Q376150 ;"), "{turtle}");
    assert!(!turtle.contains("@prefix foaf:"), "only prefixes in use");
    assert!(lines.contains("ent:itu a ws:Organization ;"), "own types first: {turtle}");
}

#[test]
fn json_lines_have_the_shape_of_annotations() {
    let ontology = ontology();
    let extraction = french(&ontology);
    let line = export::jsonl::to_string(&ontology, &extraction).unwrap();
    assert!(
        line.starts_with(r#"{"document":{"iri":"https://w3id.org/whereas/id/file/interpol-impact-2012","file":"#),
        "{line}"
    );
    let json: serde_json::Value = serde_json::from_str(&line).unwrap();
    assert_eq!(json["header"]["session"], 81);
    assert_eq!(json["header"]["votes"], serde_json::Value::Null);
    assert_eq!(json["clauses"][1]["acts"][0]["act"], "approves");
    assert_eq!(json["clauses"][1]["acts"][0]["concept"], "adopts");
    assert_eq!(json["clauses"][2]["acts"][0]["content"], "pour le signer");
    assert_eq!(json["entities"][5]["names"], serde_json::json!(["rapport AG-2012-RAP-18", "AG-2012-RAP-18"]));
    let facts = json["facts"].as_array().unwrap();
    assert_eq!(facts.len(), 4, "receivers are no facts");
    assert_eq!(facts[0]["qualifiers"], serde_json::json!({"field": "cybersécurité"}));
    assert_eq!(facts[2]["o"], serde_json::json!({"value": "193"}));
    let (start, end) = (facts[0]["start"].as_u64().unwrap() as usize, facts[0]["end"].as_u64().unwrap() as usize);
    let words = extraction.source.text.chars().skip(start).take(end - start).collect::<String>();
    assert_eq!(facts[0]["quote"], words);
}

/// The questions that UNDO was made to answer, in its own words.
#[test]
fn questions_in_the_words_of_undo_have_answers() {
    let ontology = ontology();
    let store = Store::new().unwrap();
    store.extend(rdf::quads(&ontology, &french(&ontology))).unwrap();
    store.extend(rdf::vocabulary(&ontology)).unwrap();
    let prefixes = "PREFIX undo: <https://w3id.org/un/ontology/undo/> PREFIX allot: <https://w3id.org/akn/ontology/allot/> \
        PREFIX eli: <http://data.europa.eu/eli/ontology#> PREFIX ws: <https://w3id.org/whereas/ns#> \
        PREFIX act: <https://w3id.org/whereas/act/> PREFIX ent: <https://w3id.org/whereas/entity/> \
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#> ";
    let questions = [
        ("?document eli:cites <https://w3id.org/whereas/id/ag-2012-rap-18>", 1),
        (
            "?document a undo:Resolution ; allot:mentions ?entity . ?entity a ?type . FILTER(STRSTARTS(STR(?type), STR(ws:)))",
            6,
        ),
        (
            "GRAPH ?g { ?rel a undo:Relation ; undo:hasProponent ent:interpol-general-assembly ; undo:hasSemantics ?meaning ; \
          undo:hasReceiver ?thing ; ws:source/ws:of ?document } ?meaning skos:broader* act:approves",
            1,
        ),
        ("GRAPH ?g { ?act ws:concept ?meaning ; ws:quote ?term } ?meaning skos:broader* act:approves", 1),
    ];
    for (pattern, expected) in questions {
        let query = format!("{prefixes} SELECT * WHERE {{ {pattern} }}");
        let results =
            oxigraph::sparql::SparqlEvaluator::new().parse_query(&query).unwrap().on_store(&store).execute().unwrap();
        let oxigraph::sparql::QueryResults::Solutions(solutions) = results else { panic!("no table") };
        assert_eq!(solutions.count(), expected, "{pattern}");
    }
}
