//! Corrections: what a curator has said lasts, says so in the graph, and is never guessed at where it does not fit.

use crate::reading::ontology;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use whereas::correct::Corrections;
use whereas::diag::{Diagnostic, Severity};
use whereas::extract::extract;
use whereas::rdf::{Iris, quads};
use whereas::relate::Extraction;

const TEXT: &str = "Resolution 12 (1999)\n\nThe Security Council,\n\nRecalling that the Bureau of Lights is the executing \
    agency of the Harbour Union,\n\n1. Requests the Secretary-General to inform the Bureau of Lights;\n\n2. Requests the \
    Bureau of Lights to inform the Harbour Union.\n";
const PREFIXES: &str = "@prefix : <https://e.org/s-res-12-1999/> . @prefix ws: <https://w3id.org/whereas/ns#> .\n\
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
    @prefix ent: <https://w3id.org/whereas/entity/> .\n";

fn read() -> Extraction {
    let source = whereas::read::read("a.txt", TEXT.as_bytes()).unwrap();
    extract(ontology(), source, "https://e.org/").unwrap()
}

fn corrections(name: &str, text: &str) -> Result<Corrections, Vec<Diagnostic>> {
    let mut corrections = Corrections::default();
    corrections.add(name, text)?;
    corrections.check(ontology()).map(|()| corrections)
}

/// The document corrected by Turtle, with what did not fit.
fn corrected(turtle: &str) -> (Extraction, Vec<Diagnostic>) {
    let corrections = corrections("c.ttl", &format!("{PREFIXES}{turtle}")).unwrap();
    let mut extraction = read();
    let mut remarks = corrections.apply(ontology(), &mut extraction);
    remarks.extend(corrections.unfit(true));
    (extraction, remarks)
}

fn turtle_of(extraction: &Extraction) -> String {
    quads(ontology(), extraction).iter().map(|quad| format!("{quad} .\n")).collect()
}

/// The claims as "subject relation object", those that are rejected in parentheses.
fn claims(extraction: &Extraction) -> Vec<String> {
    let iris = Iris::new(ontology(), extraction);
    let local = |iri: &str| iri.rsplit(['/', '#']).next().unwrap().to_owned();
    let shown = |at: &usize| {
        let claim = &extraction.claims[*at];
        let object = match &claim.object {
            whereas::relate::Value::Entity(id) => local(&extraction.entity(*id).iri),
            other => format!("{other:?}"),
        };
        let predicate = &ontology().predicates[claim.predicate.0 as usize].name;
        let said = format!("{} {predicate} {object}", local(&extraction.entity(claim.subject).iri));
        if claim.is_rejected() { format!("({said})") } else { said }
    };
    iris.distinct_claims().iter().map(shown).collect()
}

#[test]
fn the_text_says_what_the_corrections_are_about() {
    let expected = [
        "organization-bureau-of-lights executingAgencyOf organization-harbour-union",
        "un-security-council requests un-secretary-general",
        "un-security-council requests organization-bureau-of-lights",
    ];
    assert_eq!(claims(&read()), expected);
}

#[test]
fn a_rejected_claim_stays_with_its_words_and_is_no_edge() {
    let edge = "rdf:subject :organization-bureau-of-lights ; rdf:predicate ws:executingAgencyOf ; rdf:object :organization-harbour-union";
    let (extraction, remarks) = corrected(&format!("<r> a ws:Rejection ; {edge} ; rdfs:comment \"of another\" ."));
    assert!(remarks.is_empty(), "{remarks:?}");
    assert_eq!(claims(&extraction)[0], "(organization-bureau-of-lights executingAgencyOf organization-harbour-union)");
    let graph = turtle_of(&extraction);
    assert!(
        !graph.contains("organization-bureau-of-lights> <https://w3id.org/whereas/ns#executingAgencyOf>"),
        "{graph}"
    );
    for said in [
        "ns#modality> <https://w3id.org/whereas/ns#rejected>",
        "ns#readAs> <https://w3id.org/whereas/ns#asserted>",
        "ns#correctedBy> <https://w3id.org/whereas/correction/r>",
        "\"of another\"",
    ] {
        assert!(graph.contains(said), "{said}");
    }
}

#[test]
fn a_claim_keeps_its_name_whatever_is_corrected() {
    let before = read();
    let names = Iris::new(ontology(), &before);
    let all: Vec<&str> = names.distinct_claims().iter().map(|at| names.claim(*at)).collect();
    let rejections: String = all.iter().map(|iri| format!("[] a ws:Rejection ; ws:rejectsClaim <{iri}> .\n")).collect();
    let (after, remarks) = corrected(&format!(
        "{rejections}[] a ws:Merger ; ws:merges :organization-bureau-of-lights ; ws:into <https://e.org/b> ."
    ));
    assert!(remarks.is_empty(), "{remarks:?}");
    assert!(after.claims.iter().all(whereas::relate::Claim::is_rejected));
    let names = Iris::new(ontology(), &after);
    assert_eq!(names.distinct_claims().iter().map(|at| names.claim(*at)).collect::<Vec<_>>(), all);
}

#[test]
fn a_receiver_that_is_rejected_is_none_of_its_act() {
    let (extraction, _) = corrected(
        "[] a ws:Rejection ; rdf:subject ent:un-security-council ; rdf:predicate ws:requests ; rdf:object :organization-bureau-of-lights .",
    );
    assert_eq!(extraction.acts.iter().map(|act| act.receivers.len()).collect::<Vec<_>>(), [0, 1, 0]);
    assert!(
        !turtle_of(&extraction).contains("hasReceiver> <https://e.org/s-res-12-1999/organization-bureau-of-lights>")
    );
}

#[test]
fn an_addition_has_its_words_its_act_and_its_curator() {
    let (extraction, remarks) = corrected(
        "[] a ws:Addition ; ws:path \"a.txt\" ; rdf:subject :organization-bureau-of-lights ; \
        rdf:predicate ws:cooperatesWith ; rdf:object ent:itu ; ws:quote \"inform the\\nBureau of Lights\" .",
    );
    assert!(remarks.is_empty(), "{remarks:?}");
    let added = extraction.claims.iter().find(|claim| claim.rule == "correction").unwrap();
    assert_eq!(extraction.source.quote(added.span), "inform the Bureau of Lights");
    assert_eq!(added.act, Some(1));
    assert!(turtle_of(&extraction).contains("organization-bureau-of-lights> <https://w3id.org/whereas/ns#cooperatesWith> <https://w3id.org/whereas/entity/itu>"));
}

#[test]
fn a_receiver_is_added_to_the_act_of_its_clause() {
    let add = |predicate: &str| {
        corrected(&format!(
            "[] a ws:Addition ; ws:path \"a.txt\" ; rdf:subject ent:un-security-council ; \
        rdf:predicate ws:{predicate} ; rdf:object ent:itu ; ws:quote \"Requests the Bureau of Lights\" ."
        ))
    };
    let (extraction, remarks) = add("requests");
    assert!(remarks.is_empty(), "{remarks:?}");
    assert_eq!(extraction.acts[2].receivers.len(), 2);
    let (_, remarks) = add("condemns");
    assert_eq!(remarks.len(), 1);
    assert!(
        remarks[0].to_string().ends_with("a.txt: no act of the class \"condemns\" in the clause of the quote"),
        "{}",
        remarks[0]
    );
}

#[test]
fn what_is_merged_is_one_thing_with_both_names() {
    let (extraction, remarks) =
        corrected("[] a ws:Merger ; ws:merges :organization-bureau-of-lights ; ws:into :organization-harbour-union .");
    assert!(remarks.is_empty(), "{remarks:?}");
    let union = extraction.entities.iter().find(|entity| entity.iri.ends_with("harbour-union")).unwrap();
    assert_eq!(union.names, ["Harbour Union", "Bureau of Lights"]);
    assert!(!extraction.entities.iter().any(|entity| entity.iri.ends_with("bureau-of-lights")));
    // An agency of itself says nothing.
    assert_eq!(claims(&extraction)[0], "(organization-harbour-union executingAgencyOf organization-harbour-union)");
    assert!(turtle_of(&extraction).contains("organization-bureau-of-lights> <https://w3id.org/whereas/ns#mergedInto> <https://e.org/s-res-12-1999/organization-harbour-union>"));
}

#[test]
fn what_does_not_fit_is_told_with_its_line() {
    let at = |line: &str| corrected(line).1.iter().map(|one| (one.severity, one.to_string())).collect::<Vec<_>>();
    let quote = |quote: &str| {
        at(&format!(
            "[] a ws:Addition ; ws:path \"a.txt\" ; rdf:subject ent:itu ; rdf:predicate ws:cooperatesWith ; rdf:object ent:interpol ; ws:quote \"{quote}\" ."
        ))
    };
    assert_eq!(
        quote("the Bureau of Tides"),
        [(Severity::Error, "c.ttl:4:1: a.txt: the quote \"the Bureau of Tides\" does not stand there".to_owned())]
    );
    assert!(quote("Bureau of Lights")[0].1.contains("stands at 3 places"));
    let gone = at("[] a ws:Rejection ; ws:rejectsClaim <https://e.org/s-res-12-1999/source/a.txt/partOf-12345678> .");
    assert_eq!(gone.len(), 1);
    assert!(
        gone[0].0 == Severity::Warning && gone[0].1.ends_with("> is no claim of its document (any more)"),
        "{gone:?}"
    );
    // Of a document that is not read nothing is known.
    assert!(at("[] a ws:Rejection ; ws:rejectsClaim <https://e.org/other/source/b.txt/partOf-12345678> .").is_empty());
}

#[test]
fn mistakes_in_a_file_are_told_with_their_place() {
    let mistakes = |name: &str, text: &str| -> Vec<String> {
        corrections(name, text).unwrap_err().iter().map(ToString::to_string).collect()
    };
    assert_eq!(mistakes("c.ttl", "<a> a\n b"), ["c.ttl:2:2: expected Turtle: b is not a valid RDF object"]);
    let nodes = format!(
        "{PREFIXES}<a> a ws:Rejection .\n<b> ws:quote \"x\" .\n<c> a ws:Addition ; ws:path \"a.txt\" ; rdf:subject :x .\n<d> a ws:Merger ; ws:merges :x ; ws:into \"y\" ."
    );
    let expected = [
        "c.ttl:4:1: expected ws:rejectsClaim with the IRI of a claim, or rdf:subject, rdf:predicate and rdf:object",
        "c.ttl:5:1: expected a ws:Rejection, ws:Addition or ws:Merger, or a thing with a class and an rdfs:label",
        "c.ttl:6:1: expected rdf:object, found none",
        "c.ttl:7:1: expected ws:into to be an IRI, found \"y\"",
    ];
    assert_eq!(mistakes("c.ttl", &nodes), expected);
    let circle =
        format!("{PREFIXES}[] a ws:Merger ; ws:merges :a ; ws:into :b .\n[] a ws:Merger ; ws:merges :b ; ws:into :a .");
    assert!(mistakes("c.ttl", &circle)[0].ends_with("is merged into itself"));
    let unknown = format!("{PREFIXES}[] a ws:Rejection ; rdf:subject :a ; rdf:predicate ws:eats ; rdf:object :b .");
    assert_eq!(
        mistakes("c.ttl", &unknown),
        ["c.ttl:4:1: unknown relation <https://w3id.org/whereas/ns#eats> (expected one of whereas.ttl)"]
    );
    assert_eq!(
        mistakes("c.jsonl", "\n{\"document\": 3}"),
        [
            "c.jsonl:2:14: expected a line of extract --format jsonl: invalid type: integer `3`, expected struct Document"
        ]
    );
}

#[test]
fn the_example_of_the_readme_is_one_of_corrections() {
    let (_, section) = include_str!("../ontology/README.md").split_once("\n## Corrections\n").unwrap();
    let example = section.split("```").nth(1).unwrap().strip_prefix("turtle\n").unwrap();
    let corrections = corrections("c.ttl", &format!("{PREFIXES}{example}")).unwrap();
    for name in ["no-agency", "works-with", "same-tides"] {
        assert!(corrections.place(&format!("https://w3id.org/whereas/correction/{name}")).is_some(), "{name}");
    }
}

/// The line of the document, changed by hand.
fn line(change: impl FnOnce(&mut serde_json::Value)) -> String {
    let mut line = serde_json::to_value(whereas::export::jsonl::line(ontology(), &read())).unwrap();
    change(&mut line);
    line.to_string()
}

fn corrected_by_line(line: &str) -> (Extraction, Vec<Diagnostic>) {
    let corrections = corrections("c.jsonl", line).unwrap();
    let mut extraction = read();
    let mut remarks = corrections.apply(ontology(), &mut extraction);
    remarks.extend(corrections.unfit(true));
    (extraction, remarks)
}

#[test]
fn a_line_that_nobody_has_changed_changes_nothing() {
    let (extraction, remarks) = corrected_by_line(&line(|_| {}));
    assert!(remarks.is_empty(), "{remarks:?}");
    assert_eq!(turtle_of(&extraction), turtle_of(&read()));
}

#[test]
fn a_corrected_line_rejects_what_it_lacks_and_adds_what_is_new() {
    let (extraction, remarks) = corrected_by_line(&line(|line| {
        line["facts"][0]["p"] = "cooperatesWith".into();
        line["facts"][0]["iri"] = serde_json::Value::Null;
        line["clauses"][2]["acts"][0]["receivers"] = serde_json::json!([]);
        line["entities"][0]["mergedInto"] = "https://e.org/council".into();
    }));
    assert!(remarks.is_empty(), "{remarks:?}");
    let mut found = claims(&extraction);
    found.sort();
    let expected = [
        "(council requests organization-bureau-of-lights)",
        "(organization-bureau-of-lights executingAgencyOf organization-harbour-union)",
        "council requests un-secretary-general",
        "organization-bureau-of-lights cooperatesWith organization-harbour-union",
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_line_made_of_other_bytes_is_passed_over_and_told() {
    let (extraction, remarks) = corrected_by_line(&line(|line| {
        line["document"]["sha256"] = "00".into();
        line["facts"] = serde_json::json!([]);
    }));
    assert_eq!(turtle_of(&extraction), turtle_of(&read()));
    assert!(remarks.iter().all(|one| one.severity == Severity::Warning), "{remarks:?}");
    assert!(remarks.iter().any(|one| one.message.contains("another version of the document")), "{remarks:?}");
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whereas")).args(arguments).current_dir(folder).output().unwrap()
}

#[test]
fn a_store_follows_its_corrections() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("in")).unwrap();
    fs::write(folder.join("in/a.txt"), TEXT).unwrap();
    let load = || {
        let output = run(folder, &["load", "in", "--store", "store"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let asserted = || {
        let question = "SELECT (COUNT(*) AS ?n) { ?s ws:executingAgencyOf ?o }";
        let output = run(folder, &["query", "store", question, "--format", "csv"]);
        String::from_utf8(output.stdout).unwrap().split_whitespace().last().unwrap().to_owned()
    };
    assert!(load().contains("new"));
    assert_eq!(asserted(), "1");
    let rejection = "[] a ws:Rejection ; rdf:subject <https://w3id.org/whereas/id/s-res-12-1999/organization-bureau-of-lights> ; \
        rdf:predicate ws:executingAgencyOf ; rdf:object <https://w3id.org/whereas/id/s-res-12-1999/organization-harbour-union> .";
    fs::write(folder.join("in/corrections.ttl"), format!("{PREFIXES}{rejection}")).unwrap();
    assert!(load().contains("changed"));
    assert_eq!(asserted(), "0");
    assert!(load().contains("unchanged"));
    assert!(run(folder, &["check", "store"]).status.success());
    assert!(run(folder, &["verify", "store", "in"]).status.success());
    fs::remove_file(folder.join("in/corrections.ttl")).unwrap();
    assert!(load().contains("changed"));
    assert_eq!(asserted(), "1");
}
