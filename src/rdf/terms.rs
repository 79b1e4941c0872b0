//! From Rust values to RDF terms: IRIs that are always valid, literals whose form a store keeps.
//!
//! Integers are `xsd:integer`, also where only natural numbers make sense: Oxigraph stores the derived integer types as
//! `xsd:integer`, and a graph must read the same before and after it has been stored.

use super::vocab;
use crate::relate::{Extraction, Value};
use oxigraph::model::vocab::xsd;
use oxigraph::model::{Literal, NamedNode, Term};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// What an IRI never holds.
const NOT_IN_IRIS: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'^').add(b'`').add(b'{').add(b'|').add(b'}');
/// What an IRI holds in some places only.
const IN_SOME_PLACES: &AsciiSet = &NOT_IN_IRIS.add(b'#').add(b'%').add(b'[').add(b']');

/// A node with this IRI; where it is none, what is in the way is percent-encoded.
pub(super) fn node(iri: &str) -> NamedNode {
    let encoded = |set| NamedNode::new(utf8_percent_encode(iri, set).to_string());
    let valid = NamedNode::new(iri).or_else(|_| encoded(NOT_IN_IRIS)).or_else(|_| encoded(IN_SOME_PLACES));
    valid.unwrap_or_else(|_| NamedNode::new_unchecked(iri))
}

/// Words in a language.
pub(super) fn words(text: &str, language: &str) -> Literal {
    Literal::new_language_tagged_literal(text, language).unwrap_or_else(|_| Literal::new_simple_literal(text))
}

/// An ISO 8601 date with the datatype that fits its precision.
pub(super) fn date(iso: &str) -> Literal {
    let datatype = match iso.len() {
        4 => xsd::G_YEAR,
        7 => xsd::G_YEAR_MONTH,
        _ => xsd::DATE,
    };
    Literal::new_typed_literal(iso, datatype)
}

/// A whole number.
pub(super) fn number(n: impl Into<u64>) -> Literal {
    Literal::new_typed_literal(n.into().to_string(), xsd::INTEGER)
}

/// The object of a claim.
pub(super) fn value(extraction: &Extraction, value: &Value) -> Term {
    match value {
        Value::Entity(id) => node(&extraction.entity(*id).iri).into(),
        Value::Integer(n) => number(*n).into(),
        Value::Date(iso) => date(iso).into(),
        Value::Interval(iso) => Literal::new_typed_literal(iso, vocab::EDTF).into(),
        Value::Text(text) => words(text, &extraction.language).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_valid_whatever_it_is_made_of() {
        assert_eq!(node("https://e.org/a b<c>").as_str(), "https://e.org/a%20b%3Cc%3E");
        assert_eq!(node("https://e.org/50%#a#b").as_str(), "https://e.org/50%25%23a%23b");
    }

    #[test]
    fn a_date_has_the_type_of_its_precision() {
        assert_eq!(date("2012").datatype(), xsd::G_YEAR);
        assert_eq!(date("2012-11").datatype(), xsd::G_YEAR_MONTH);
        assert_eq!(date("2012-11-05").datatype(), xsd::DATE);
    }
}
