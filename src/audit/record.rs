//! What a graph says of its sources and of the words it quotes, gathered by node.
//!
//! A graph that has been edited by hand may lack anything or have it twice; a [`Record`] keeps what there is, and who asks
//! decides what is amiss.

use crate::rdf::vocab::{oa, ws};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeMap;

/// The values of each property of one node, in the order of the graph.
#[derive(Clone, Debug, Default)]
pub struct Record<'a> {
    values: Vec<(&'a str, &'a Term)>,
}

impl<'a> Record<'a> {
    /// The only value of a property; none when there is none or more than one.
    #[must_use]
    pub fn only(&self, property: NamedNodeRef<'_>) -> Option<&'a Term> {
        let mut values = self.values.iter().filter(|(name, _)| *name == property.as_str()).map(|(_, value)| *value);
        let first = values.next()?;
        values.all(|other| other == first).then_some(first)
    }

    /// The words of the only value of a property, when it is a literal.
    #[must_use]
    pub fn text(&self, property: NamedNodeRef<'_>) -> Option<&'a str> {
        match self.only(property)? {
            Term::Literal(literal) => Some(literal.value()),
            _ => None,
        }
    }

    /// The IRI that is the only value of a property.
    #[must_use]
    pub fn iri(&self, property: NamedNodeRef<'_>) -> Option<&'a str> {
        match self.only(property)? {
            Term::NamedNode(node) => Some(node.as_str()),
            _ => None,
        }
    }

    /// The IRIs that are values of a property.
    pub fn iris(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &'a str> {
        self.values.iter().filter(move |(name, _)| *name == property.as_str()).filter_map(|(_, value)| match value {
            Term::NamedNode(node) => Some(node.as_str()),
            _ => None,
        })
    }

    /// The whole number that is the only value of a property.
    #[must_use]
    pub fn number(&self, property: NamedNodeRef<'_>) -> Option<usize> {
        self.text(property)?.parse().ok()
    }

    /// Whether the node has a property.
    #[must_use]
    pub fn has(&self, property: NamedNodeRef<'_>) -> bool {
        self.values.iter().any(|(name, _)| *name == property.as_str())
    }
}

/// The nodes of a graph that are sources, quote one or select from one, by IRI.
#[derive(Clone, Debug, Default)]
pub struct Records<'a> {
    /// Nodes with a path: the sources.
    pub sources: BTreeMap<&'a str, Record<'a>>,
    /// Nodes with a quote: clauses, acts and claims.
    pub quoting: BTreeMap<&'a str, Record<'a>>,
    /// Nodes with a selector, by source: its pieces, in the words of Web Annotation. A clause is one and quotes too.
    pub pieces: BTreeMap<&'a str, Vec<(&'a str, Record<'a>)>>,
    /// The selectors.
    pub selectors: BTreeMap<&'a str, Record<'a>>,
}

impl<'a> Records<'a> {
    /// Gathers them from quads in any order.
    #[must_use]
    pub fn of(quads: &'a [Quad]) -> Self {
        let mut nodes: BTreeMap<&str, Record<'_>> = BTreeMap::new();
        for quad in quads {
            if let NamedOrBlankNode::NamedNode(subject) = &quad.subject {
                nodes.entry(subject.as_str()).or_default().values.push((quad.predicate.as_str(), &quad.object));
            }
        }
        let (sources, others): (BTreeMap<_, _>, BTreeMap<_, _>) =
            nodes.into_iter().partition(|(_, record)| record.has(ws::PATH));
        let mut records = Self { sources, ..Self::default() };
        for (node, record) in others {
            if let Some(source) = record.iri(oa::HAS_SOURCE) {
                records.pieces.entry(source).or_default().push((node, record.clone()));
            }
            if record.has(oa::START) || record.has(oa::EXACT) {
                records.selectors.insert(node, record);
            } else if record.has(ws::QUOTE) || record.has(ws::START) {
                records.quoting.insert(node, record);
            }
        }
        records
    }
}
