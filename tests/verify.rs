//! A graph and its documents: every quote is cut again, and whatever has changed on either side is named.

use crate::sample::{french, ontology};
use oxigraph::model::{Literal, Quad, Term};
use whereas::audit::verify::{Problem, Verdict, verify};
use whereas::rdf::vocab::{oa, ws};
use whereas::rdf::{Evidence, Form, Version, quads, quads_in};
use whereas::text::{Format, Source};

fn graph() -> (Vec<Quad>, Source) {
    let ontology = ontology();
    let found = french(&ontology);
    (quads(&ontology, &found), found.source)
}

fn check(quads: &[Quad], source: Option<&Source>) -> Verdict {
    verify(quads, &mut |path| source.filter(|s| s.path == path).cloned().ok_or_else(|| "gone".to_owned()))
}

fn problems(verdict: &Verdict) -> Vec<&Problem> {
    verdict.failures.iter().map(|failure| &failure.problem).collect()
}

#[test]
fn what_was_extracted_is_verified() {
    let (quads, source) = graph();
    let verdict = check(&quads, Some(&source));
    assert_eq!(verdict.failures, []);
    assert_eq!(verdict.documents, 1);
    assert!(verdict.quotes > verdict.claims && verdict.claims > 0);
}

#[test]
fn a_document_that_has_gone_is_named_once() {
    let (quads, _) = graph();
    assert_eq!(problems(&check(&quads, None)), [&Problem::Unread("gone".to_owned())]);
}

#[test]
fn a_text_that_has_changed_is_named_with_each_quote_that_has_moved() {
    let (quads, source) = graph();
    let text = format!("é{}", source.text);
    let moved = Source::new(source.path.clone(), text.as_bytes(), text.clone(), Format::Text, Vec::new());
    let verdict = check(&quads, Some(&moved));
    let problems = problems(&verdict);
    assert_eq!(problems[..2], [&Problem::Bytes, &Problem::Text]);
    assert_eq!(problems.len(), 2 + verdict.quotes);
    let is_moved = |p: &&Problem| matches!(p, Problem::Quote { moved: Some(_), .. } | Problem::Outside { .. });
    assert!(problems[2..].iter().all(is_moved), "{problems:?}");
}

#[test]
fn a_quote_edited_by_hand_is_named() {
    let (mut quads, source) = graph();
    let quote = quads.iter_mut().find(|quad| quad.predicate == ws::QUOTE).unwrap();
    quote.object = Term::from(Literal::new_simple_literal("never said"));
    let verdict = check(&quads, Some(&source));
    let [Problem::Quote { expected, moved: None, .. }] = problems(&verdict)[..] else { panic!("{verdict:?}") };
    assert_eq!(expected, "never said");
}

#[test]
fn evidence_that_lacks_a_part_or_its_source_is_named() {
    let (mut quads, source) = graph();
    let at = quads.iter().position(|quad| quad.predicate == ws::START).unwrap();
    quads.remove(at);
    assert_eq!(problems(&check(&quads, Some(&source))), [&Problem::Incomplete("ws:start")]);
    quads.retain(|quad| quad.predicate != ws::PATH);
    assert!(problems(&check(&quads, Some(&source))).iter().all(|problem| **problem == Problem::NoSource));
}

/// The same graph with its spans as selectors of the Web Annotation vocabulary.
fn in_full() -> (Vec<Quad>, Source) {
    let ontology = ontology();
    let found = french(&ontology);
    (quads_in(Form { evidence: Evidence::Annotations, ..Form::default() }, &ontology, &found), found.source)
}

#[test]
fn selectors_are_compared_too() {
    let (quads, source) = in_full();
    let verdict = check(&quads, Some(&source));
    assert_eq!(verdict.failures, []);
    assert!(verdict.quotes > check(&graph().0, Some(&source)).quotes);
    for property in [oa::START, oa::EXACT, oa::PREFIX, oa::SUFFIX] {
        let mut edited = quads.clone();
        let at =
            edited.iter().position(|quad| quad.predicate == property && !quad.object.to_string().starts_with("\"\""));
        let quad = &mut edited[at.unwrap()];
        quad.object = match property {
            oa::START => Term::from(Literal::from(3)),
            _ => Term::from(Literal::new_simple_literal("never said")),
        };
        assert_eq!(check(&edited, Some(&source)).failures.len(), 1, "{property}");
        edited.remove(at.unwrap());
        assert!(matches!(problems(&check(&edited, Some(&source)))[..], [Problem::Incomplete(_)]), "{property}");
    }
}

#[test]
fn a_graph_of_rdf_1_2_is_verified() {
    let ontology = ontology();
    let found = french(&ontology);
    let quads = quads_in(Form { version: Version::Rdf12, ..Form::default() }, &ontology, &found);
    let verdict = check(&quads, Some(&found.source));
    assert_eq!((verdict.failures.len(), verdict.claims), (0, check(&graph().0, Some(&found.source)).claims));
}
