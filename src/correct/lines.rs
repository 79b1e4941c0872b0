//! Corrections as JSON Lines: the lines that `extract` writes, mended by hand.
//!
//! A fact or receiver that is no longer in a line is rejected, one that is new is added, a fact that reads `"rejected"` is rejected, and an
//! entity with `"mergedInto"` is another one. A line speaks of the very bytes it was made of, by their hash, and of no others.

use super::{Addition, Corrections, Edge, Entry, Kept, Object, What, Within};
use crate::diag::Diagnostic;
use crate::rdf::vocab::WS;
use crate::relate::{CorrectionKind, Modality};
use serde::Deserialize;
use std::collections::BTreeMap;

/// What of a line can be corrected.
#[derive(Deserialize)]
struct Line {
    document: Document,
    header: Option<Header>,
    #[serde(default)]
    clauses: Vec<Clause>,
    #[serde(default)]
    entities: Vec<Named>,
    facts: Vec<Fact>,
    comment: Option<String>,
}

#[derive(Deserialize)]
struct Document {
    file: String,
    part: Option<u32>,
    sha256: String,
}

#[derive(Deserialize)]
struct Header {
    body: Option<Reference>,
}

#[derive(Deserialize)]
struct Clause {
    text: String,
    start: usize,
    #[serde(default)]
    acts: Vec<Act>,
}

#[derive(Deserialize)]
struct Act {
    iri: Option<String>,
    act: String,
    #[serde(default)]
    receivers: Vec<Reference>,
}

#[derive(Deserialize)]
struct Named {
    iri: String,
    #[serde(rename = "mergedInto")]
    merged_into: Option<String>,
}

#[derive(Deserialize)]
struct Reference {
    iri: String,
}

#[derive(Deserialize)]
struct Fact {
    iri: Option<String>,
    s: Reference,
    p: String,
    o: Value,
    modality: Option<String>,
    start: Option<usize>,
    quote: String,
    #[serde(default)]
    qualifiers: BTreeMap<String, Qualifier>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Qualifier {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Thing { iri: String },
    Literal { value: String },
}

/// Adds what a file says.
pub(super) fn read(name: &str, text: &str, corrections: &mut Corrections) -> Result<(), Vec<Diagnostic>> {
    let mut mistakes = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let read = serde_json::from_str::<Line>(line).map_err(|error| {
            let column = error.column().max(1);
            let said = error.to_string();
            // The place is said already.
            let message = said.rsplit_once(" at line ").map_or(said.as_str(), |(message, _)| message);
            (column, format!("expected a line of extract --format jsonl: {message}"))
        });
        let made = read.and_then(|line| entries(name, number, line).map_err(|message| (1, message)));
        match made {
            Ok(mut entries) => corrections.list.append(&mut entries),
            Err((column, message)) => mistakes.push(Diagnostic::error(name, Some((number, column)), message)),
        }
    }
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
}

/// The corrections of one line.
fn entries(name: &str, number: usize, line: Line) -> Result<Vec<Entry>, String> {
    let within = Within::Path(line.document.file.clone(), line.document.part);
    let mut entries = Vec::new();
    let (mut kept, mut added) = (Vec::new(), Vec::new());
    for fact in line.facts {
        let modality = match fact.modality.as_deref() {
            None | Some("asserted") => Modality::Asserted,
            Some("prospective") => Modality::Prospective,
            Some("rejected") => continue,
            Some(other) => {
                return Err(format!("expected modality asserted, prospective or rejected, found \"{other}\""));
            }
        };
        let edge = Edge { subject: fact.s.iri, predicate: format!("{WS}{}", fact.p), object: fact.o.into() };
        kept.push(Kept { iri: fact.iri.unwrap_or_default(), edge: edge.clone(), modality });
        let qualifiers = fact.qualifiers.into_iter().flat_map(|(name, values)| qualifiers(&name, values)).collect();
        added.push((edge, modality, fact.quote, fact.start, qualifiers));
    }
    let body = line.header.and_then(|header| header.body).map(|body| body.iri);
    for (clause, act) in line.clauses.iter().flat_map(|clause| clause.acts.iter().map(move |act| (clause, act))) {
        let Some(body) = &body else { continue };
        for receiver in &act.receivers {
            let predicate = format!("{WS}{}", act.act);
            let edge = Edge { subject: body.clone(), predicate, object: Object::Thing(receiver.iri.clone()) };
            let (iri, modality) = (act.iri.clone().unwrap_or_default(), Modality::Asserted);
            kept.push(Kept { iri, edge: edge.clone(), modality });
            added.push((edge, modality, clause.text.clone(), Some(clause.start), Vec::new()));
        }
    }
    let sha256 = &line.document.sha256;
    for (edge, modality, quote, start, qualifiers) in added {
        let (within, sha256) = (within.clone(), Some(sha256.clone()));
        let addition = Addition { edge, modality, within, sha256, quote, start, qualifiers };
        entries.push(Entry::new(name, number, CorrectionKind::Addition, None, What::Add(addition)));
    }
    for entity in line.entities {
        if let Some(into) = entity.merged_into {
            let kind = CorrectionKind::Merger { merges: entity.iri, into };
            entries.push(Entry::new(name, number, kind, None, What::Merge));
        }
    }
    let keep = What::Keep { within, sha256: line.document.sha256, claims: kept };
    entries.push(Entry::new(name, number, CorrectionKind::Rejection, None, keep));
    for entry in &mut entries {
        entry.correction.comment.clone_from(&line.comment);
    }
    Ok(entries)
}

/// The circumstances of one kind.
fn qualifiers(name: &str, values: Qualifier) -> Vec<(String, Object)> {
    let values = match values {
        Qualifier::One(value) => vec![value],
        Qualifier::Many(values) => values,
    };
    values.into_iter().map(|value| (format!("{WS}{name}"), Object::Literal(value))).collect()
}

impl From<Value> for Object {
    fn from(value: Value) -> Self {
        match value {
            Value::Thing { iri } => Self::Thing(iri),
            Value::Literal { value } => Self::Literal(value),
        }
    }
}
