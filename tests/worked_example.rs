//! The worked example of ontology/README.md: each piece of it stands in what the program writes of its document.

use crate::reading::{extraction, ontology};
use whereas::export::{self, Format, Prefixes};
use whereas::rdf::vocab::DEFAULT_BASE;
use whereas::rdf::{Evidence, Form, Version, quads_in};

const README: &str = include_str!("../ontology/README.md");

/// The code blocks of the section about the graph, each with its language.
fn blocks() -> Vec<(&'static str, &'static str)> {
    let (_, section) = README.split_once("\n## The graph that comes out\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    section.split("```").skip(1).step_by(2).map(|block| block.split_once('\n').unwrap()).collect()
}

/// What the program writes of the example's document.
fn written(form: Form, format: Format) -> String {
    let found = extraction("harbour.txt", blocks()[0].1).unwrap();
    let quads = quads_in(form, ontology(), &found);
    let prefixes = Prefixes::new(DEFAULT_BASE).with_sources(&quads).with_context(ontology().terms.context.clone());
    export::to_string(format, &quads, &prefixes).unwrap()
}

#[test]
fn the_worked_example_is_what_the_program_writes() {
    let oa = Form { evidence: Evidence::Annotations, ..Form::default() };
    let new = Form { version: Version::Rdf12, ..Form::default() };
    let forms = [
        ("turtle", Form::default(), Format::Turtle),
        ("turtle", oa, Format::Turtle),
        ("turtle", new, Format::Turtle),
        ("json", Form::default(), Format::JsonLd),
    ];
    let blocks = blocks();
    assert_eq!(blocks[0].0, "text");
    assert_eq!(blocks.len(), 1 + forms.len());
    for ((language, block), (expected, form, format)) in blocks[1..].iter().zip(forms) {
        assert_eq!(*language, expected);
        let all = written(form, format);
        for piece in block.trim_end().split("\n\n") {
            assert!(all.contains(&format!("\n{piece}")), "not written: {piece}\n\nbut: {all}");
        }
    }
}
