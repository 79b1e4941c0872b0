//! The things that a document names, in the default graph, and that its resolution mentions them.

use super::vocab::{allot, dcterms, eli, skos, ws};
use super::{Graph, terms};
use crate::ontology::Label;
use crate::resolve::Entity;
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{Literal, NamedNode};

/// Writes the entities and the mentions.
pub(super) fn describe(graph: &mut Graph<'_>) {
    for entity in &graph.extraction.entities {
        let node = terms::node(&entity.iri);
        let class = &graph.ontology.types[entity.entity_type.0 as usize].iri;
        graph.derive_type(&node, class);
        match entity.curated {
            Some(id) => describe_curated(graph, &node, id.0 as usize),
            None => describe_named(graph, &node, entity),
        }
        if let Some(symbol) = &entity.symbol {
            graph.derive(&node, dcterms::IDENTIFIER, Literal::new_simple_literal(symbol));
        }
        mention(graph, &node, entity);
    }
}

/// A thing of the gazetteer has the names and links that the gazetteer gives it, whatever the document calls it.
fn describe_curated(graph: &mut Graph<'_>, node: &NamedNode, index: usize) {
    let entry = &graph.ontology.entities[index];
    for label in &entry.labels {
        if label.preferred {
            graph.derive(node, rdfs::LABEL, literal(label));
            graph.derive(node, skos::PREF_LABEL, literal(label));
        } else {
            graph.derive(node, skos::ALT_LABEL, literal(label));
        }
    }
    for iri in &entry.matches {
        graph.derive(node, skos::EXACT_MATCH, terms::node(iri));
    }
}

fn literal(label: &Label) -> Literal {
    if label.language.is_empty() {
        Literal::new_simple_literal(&label.text)
    } else {
        terms::words(&label.text, &label.language)
    }
}

/// Any other thing is labelled by its symbol, else by the first name the document has for it.
///
/// None of its names is `skos:prefLabel`: documents need not agree, and SKOS allows one a language.
fn describe_named(graph: &mut Graph<'_>, node: &NamedNode, entity: &Entity) {
    let language = &graph.extraction.language;
    let mut names = entity.names.iter().filter(|name| Some(*name) != entity.symbol.as_ref());
    let label = match &entity.symbol {
        Some(symbol) => Some(Literal::new_simple_literal(symbol)),
        None => names.next().map(|name| terms::words(name, language)),
    };
    if let Some(label) = label {
        graph.derive(node, rdfs::LABEL, label);
    }
    for name in names {
        graph.derive(node, skos::ALT_LABEL, terms::words(name, language));
    }
}

/// A mention of a document that is known outside of this one is a citation.
fn mention(graph: &mut Graph<'_>, node: &NamedNode, entity: &Entity) {
    let extraction = graph.extraction;
    let work = graph.work.clone();
    if *node == work {
        return;
    }
    graph.derive(&work, allot::MENTIONS, node.clone());
    let class = &graph.ontology.types[entity.entity_type.0 as usize].iri;
    let is_own = entity.iri.strip_prefix(&extraction.work_iri).is_some_and(|rest| rest.starts_with('/'));
    if class == ws::DOCUMENT.as_str() && !is_own {
        graph.derive(&work, eli::CITES, node.clone());
        graph.derive(&work, dcterms::REFERENCES, node.clone());
    }
}
