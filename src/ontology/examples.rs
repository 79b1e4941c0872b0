//! Examples of rule files, run: the documentation of a rule is its test.

use super::{Example, Ontology};
use crate::diag::Diagnostic;
use crate::extract::extract;
use crate::relate::{Extraction, Value};
use crate::resolve::EntityId;
use crate::text::fold::fold;
use std::collections::BTreeSet;

/// Runs every example of every rule; one error for each that does not give what it says.
#[must_use]
pub fn check(ontology: &Ontology) -> Vec<Diagnostic> {
    ontology.examples.iter().filter_map(|example| one(ontology, example)).collect()
}

fn one(ontology: &Ontology, example: &Example) -> Option<Diagnostic> {
    let place = || ontology.files.named(&example.file).map(|file| file.place(example.at));
    let fail = |message: String| Some(Diagnostic::error(&example.file, place(), message));
    let source = match crate::read::read("example.txt", example.text.as_bytes()) {
        Ok(source) => source,
        Err(error) => return fail(error.to_string()),
    };
    let extraction = match extract(ontology, source, "https://example.org/") {
        Ok(extraction) => extraction,
        Err(error) => return fail(format!("example: {error}")),
    };
    if extraction.language != example.language {
        return fail(format!("example: expected language {}, found {}", example.language, extraction.language));
    }
    let relation = &ontology.predicates[usize::from(example.predicate.0)].name;
    let found: Vec<_> = extraction.claims.iter().filter(|claim| claim.predicate == example.predicate).collect();
    let mut missing: Vec<&String> = example.expect.iter().collect();
    let mut extra = Vec::new();
    for claim in found {
        let at = missing.iter().position(|expected| fits(ontology, &extraction, claim, expected));
        match at {
            Some(at) => drop(missing.remove(at)),
            None => extra.push(told(&extraction, claim)),
        }
    }
    let expected = || missing.iter().map(|expected| format!("\"{expected}\"")).collect::<Vec<_>>().join(", ");
    match (missing.is_empty(), extra.is_empty()) {
        (true, true) => None,
        (false, true) => fail(format!("example of {relation}: expected {}, found nothing", expected())),
        (true, false) => fail(format!("example of {relation}: expected nothing more, found {}", extra.join(", "))),
        (false, false) => fail(format!("example of {relation}: expected {}, found {}", expected(), extra.join(", "))),
    }
}

/// All names of a thing: the document's and the gazetteer's, folded.
fn names(ontology: &Ontology, extraction: &Extraction, id: EntityId) -> BTreeSet<String> {
    let entity = extraction.entity(id);
    let curated = entity.curated.map(|id| ontology.curated(id).labels.iter()).into_iter().flatten();
    let all = entity.names.iter().chain(curated.map(|label| &label.text)).chain(&entity.symbol);
    all.map(|name| fold(name)).collect()
}

fn fits(ontology: &Ontology, extraction: &Extraction, claim: &crate::relate::Claim, expected: &str) -> bool {
    let parts: Vec<&str> = expected.split(" | ").collect();
    let [subject, object, modality] = parts.as_slice() else { return false };
    let object_fits = match &claim.object {
        Value::Entity(id) => names(ontology, extraction, *id).contains(&fold(object)),
        value => literal(value) == *object,
    };
    names(ontology, extraction, claim.subject).contains(&fold(subject))
        && object_fits
        && claim.modality.name() == *modality
}

fn literal(value: &Value) -> String {
    match value {
        Value::Entity(_) => String::new(),
        Value::Integer(number) => number.to_string(),
        Value::Date(text) | Value::Interval(text) | Value::Text(text) => text.clone(),
    }
}

fn told(extraction: &Extraction, claim: &crate::relate::Claim) -> String {
    let name = |id: EntityId| extraction.entity(id).names.first().cloned().unwrap_or_default();
    let object = match &claim.object {
        Value::Entity(id) => name(*id),
        value => literal(value),
    };
    format!("\"{} | {object} | {}\"", name(claim.subject), claim.modality.name())
}
