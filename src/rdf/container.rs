//! What the file's own metadata say of the document: statements of the source alone, never of the resolution.
//!
//! Containers keep the title of the template, the language of the word processor and the day of the last print. So nothing here takes
//! the place of what the text says; where both speak and differ, extraction warns.

use super::vocab::ws;
use super::{Graph, terms};
use crate::text::Field;
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNodeRef};

/// Writes what the container says, and which part of it the document is.
pub(super) fn describe(graph: &mut Graph<'_>) {
    let (subject, source) = (graph.source.clone(), &graph.extraction.source);
    if let Some(part) = source.part {
        graph.say(&subject, ws::PART, terms::number(part));
    }
    for (field, value) in &source.metadata.fields {
        graph.say(&subject, property(*field), literal(*field, value));
    }
}

fn property(field: Field) -> NamedNodeRef<'static> {
    match field {
        Field::Title => ws::CONTAINER_TITLE,
        Field::Language => ws::CONTAINER_LANGUAGE,
        Field::Date => ws::CONTAINER_DATE,
        Field::Symbol => ws::CONTAINER_SYMBOL,
        Field::Created => ws::CONTAINER_CREATED,
        Field::Modified => ws::CONTAINER_MODIFIED,
    }
}

fn literal(field: Field, value: &str) -> Literal {
    match field {
        Field::Title | Field::Language | Field::Symbol => Literal::new_simple_literal(value),
        Field::Date | Field::Created | Field::Modified if value.contains('T') => {
            Literal::new_typed_literal(value, xsd::DATE_TIME)
        }
        Field::Date | Field::Created | Field::Modified => terms::date(value),
    }
}
