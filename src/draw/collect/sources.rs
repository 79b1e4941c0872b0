//! What a store says of the documents that claims were read from.

use super::{clean, lexical, local_name};
use crate::draw::graph::Source;
use crate::draw::names::Names;
use crate::rdf::vocab::{dcterms, ws};
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use oxigraph::store::{StorageError, Store};

/// The document with this IRI, its resolution named in `language` where it has a name there.
pub(super) fn read(store: &Store, iri: &str, language: &str) -> Result<Source, StorageError> {
    let mut source = Source { iri: iri.to_owned(), ..Source::default() };
    let Ok(node) = NamedNode::new(iri) else { return Ok(source) };
    let one = |property: NamedNodeRef<'_>| -> Result<Option<Term>, StorageError> {
        let quads = store.quads_for_pattern(Some(node.as_ref().into()), Some(property), None, None);
        let mut objects = quads.map(|quad| Ok(quad?.object)).collect::<Result<Vec<_>, StorageError>>()?;
        objects.sort_by_key(ToString::to_string);
        Ok(objects.into_iter().next())
    };
    let text = |property| Ok::<_, StorageError>(one(property)?.map(|term| clean(&lexical(&term))));
    source.path = text(ws::PATH)?;
    source.title = text(ws::HEADER_TITLE)?;
    source.language = text(dcterms::LANGUAGE)?.map(|language| local_name(&language).to_owned());
    source.text_sha256 = text(ws::TEXT_SHA256)?;
    source.body = text(ws::HEADER_BODY)?;
    if let Some(body) = &source.body {
        source.body_names = Names::read(store, body)?.all();
    }
    for date in [ws::HEADER_DATE, ws::HEADER_END, ws::DATE, ws::HEADER_START] {
        source.date = if source.date.is_some() { source.date } else { text(date)? };
    }
    source.work = text(ws::OF)?;
    if let Some(work) = &source.work {
        source.label = Names::read(store, work)?.best(language).map(|(_, name)| name.to_owned());
    }
    Ok(source)
}
