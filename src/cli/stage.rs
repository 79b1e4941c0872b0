//! `--stage`: what one stage of the pipeline makes, as JSON lines. The debugging tool and the teaching tool.

use crate::ontology::Ontology;
use crate::relate::{Extraction, Value};
use clap::ValueEnum;
use serde_json::{Value as Json, json};

/// A stage of the pipeline.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Stage {
    /// The canonical text
    Text,
    /// Recitals and operative clauses
    Clauses,
    /// Spans that name something, with the entity
    Mentions,
    /// Things named
    Entities,
    /// Edges with their evidence
    Claims,
    /// The RDF of them
    Quads,
}

/// One line for each thing that the stage makes of a document.
pub(super) fn lines(stage: Stage, ontology: &Ontology, extraction: &Extraction) -> String {
    let lines: Vec<Json> = match stage {
        Stage::Text => vec![json!({ "file": extraction.source.path, "text": extraction.source.text })],
        Stage::Clauses => clauses(ontology, extraction),
        Stage::Mentions => mentions(ontology, extraction),
        Stage::Entities => entities(ontology, extraction),
        Stage::Claims => claims(ontology, extraction),
        Stage::Quads => crate::rdf::quads(ontology, extraction).iter().map(|quad| json!(quad.to_string())).collect(),
    };
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn place(extraction: &Extraction, span: crate::text::Span) -> Json {
    let (start, end) = extraction.source.code_points(span);
    json!({ "start": start, "end": end, "quote": extraction.source.quote(span) })
}

fn clauses(ontology: &Ontology, extraction: &Extraction) -> Vec<Json> {
    let acts = |index: usize| {
        let acts = extraction.acts.iter().filter(|act| act.clause == index);
        acts.map(|act| ontology.concepts[usize::from(act.concept.0)].name.clone()).collect::<Vec<_>>()
    };
    let clauses = extraction.clauses.iter().enumerate();
    clauses
        .map(|(index, clause)| {
            json!({ "kind": clause.kind.name(), "number": clause.number, "acts": acts(index), "at": place(extraction, clause.span) })
        })
        .collect()
}

fn mentions(ontology: &Ontology, extraction: &Extraction) -> Vec<Json> {
    let all = extraction.entities.iter().flat_map(|entity| entity.mentions.iter().map(move |span| (*span, entity)));
    let mut all: Vec<_> = all.collect();
    all.sort_by_key(|(span, _)| *span);
    let kind = |entity: &crate::resolve::Entity| ontology.types[usize::from(entity.entity_type.0)].name.clone();
    all.into_iter()
        .map(|(span, entity)| json!({ "at": place(extraction, span), "type": kind(entity), "entity": entity.iri }))
        .collect()
}

fn entities(ontology: &Ontology, extraction: &Extraction) -> Vec<Json> {
    let kind = |entity: &crate::resolve::Entity| ontology.types[usize::from(entity.entity_type.0)].name.clone();
    let entities = extraction.entities.iter();
    entities.map(|entity| json!({ "iri": entity.iri, "type": kind(entity), "names": entity.names, "mentions": entity.mentions.len() })).collect()
}

fn claims(ontology: &Ontology, extraction: &Extraction) -> Vec<Json> {
    let object = |value: &Value| match value {
        Value::Entity(id) => json!(extraction.entity(*id).iri),
        Value::Integer(number) => json!(number),
        Value::Date(text) | Value::Interval(text) | Value::Text(text) => json!(text),
    };
    let claims = extraction.claims.iter();
    claims
        .map(|claim| {
            json!({
                "subject": extraction.entity(claim.subject).iri,
                "predicate": ontology.predicates[usize::from(claim.predicate.0)].name,
                "object": object(&claim.object),
                "modality": claim.modality.name(),
                "rule": claim.rule,
                "at": place(extraction, claim.span),
            })
        })
        .collect()
}
