//! What a page says of itself: its language, and the metadata of its head.

use super::elements::attribute;
use crate::text::{Field, Metadata};
use html5gum::StartTag;

/// Names of `<meta>`, and what they tell.
const NAMES: [(&str, Field); 17] = [
    ("dc.title", Field::Title),
    ("dcterms.title", Field::Title),
    ("og:title", Field::Title),
    ("dc.language", Field::Language),
    ("dcterms.language", Field::Language),
    ("content-language", Field::Language),
    ("dc.date", Field::Date),
    ("dcterms.date", Field::Date),
    ("dcterms.issued", Field::Date),
    ("date", Field::Date),
    ("dc.identifier", Field::Symbol),
    ("dcterms.identifier", Field::Symbol),
    ("dcterms.created", Field::Created),
    ("article:published_time", Field::Created),
    ("dcterms.modified", Field::Modified),
    ("article:modified_time", Field::Modified),
    ("last-modified", Field::Modified),
];

/// Keeps what a `<meta>` tells.
pub(super) fn meta(tag: &StartTag<usize>, metadata: &mut Metadata) {
    let named = ["name", "property", "http-equiv"].iter().find_map(|key| attribute(tag, key));
    let field = named.and_then(|name| NAMES.iter().find(|(known, _)| *known == name));
    let value = tag.attributes.get(b"content".as_slice());
    if let (Some((_, field)), Some(value)) = (field, value) {
        metadata.add(*field, &String::from_utf8_lossy(&value.value));
    }
}

/// Keeps the language of the page.
pub(super) fn language(tag: &StartTag<usize>, metadata: &mut Metadata) {
    if let Some(language) = attribute(tag, "lang").or_else(|| attribute(tag, "xml:lang")) {
        metadata.add(Field::Language, &language);
    }
}
