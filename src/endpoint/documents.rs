//! What an endpoint has: which documents, and each of them as quads.

use super::{Endpoint, EndpointError};
use crate::rdf::vocab::ws;
use oxigraph::model::{GraphName, NamedNode, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::QuerySolution;
use std::collections::BTreeMap;

/// A document that an endpoint has.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Held {
    /// Path below its input root; of a part of a file that of the file.
    pub path: String,
    /// IRI of its source, which is the name of its graph.
    pub source: String,
    /// Hash of the bytes of its file.
    pub bytes_sha256: String,
    /// What it was made with; none when it was not brought by `load`, or not to its end.
    pub recipe: Option<String>,
}

impl Endpoint {
    /// The documents that it has, by path.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn documents(&self) -> Result<Vec<Held>, EndpointError> {
        let question = format!(
            "SELECT ?source ?path ?bytes ?recipe {{ GRAPH ?source {{ ?source {} ?path ; {} ?bytes \
            OPTIONAL {{ ?source {} ?recipe }} }} }}",
            ws::PATH,
            ws::BYTES_SHA256,
            ws::RECIPE
        );
        let mut held = BTreeMap::new();
        for row in self.rows(&question)? {
            let row = row.map_err(|error| self.broken(&error))?;
            let document = document(&row).ok_or_else(|| self.broken(&"a row without a source"))?;
            held.insert(document.source.clone(), document);
        }
        let mut held: Vec<Held> = held.into_values().collect();
        held.sort();
        Ok(held)
    }

    /// The quads of a document, as they are in a store of ours: the source and what is in it in its own graph, all else in the
    /// default graph.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn quads(&self, source: &str) -> Result<Vec<Quad>, EndpointError> {
        let graph = NamedNode::new(source).map_err(|error| self.broken(&error))?;
        let inside = format!("{source}/");
        let mut quads = Vec::new();
        for triple in self.triples(source)? {
            let triple = triple?;
            if triple.predicate == ws::RECIPE {
                continue;
            }
            let own = matches!(&triple.subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == source || node.as_str().starts_with(&inside));
            let name = if own { GraphName::from(graph.clone()) } else { GraphName::DefaultGraph };
            quads.push(triple.in_graph(name));
        }
        Ok(quads)
    }

    pub(super) fn broken(&self, reason: &dyn ToString) -> EndpointError {
        EndpointError::Broken { address: self.query.clone(), expected: "SPARQL results", reason: reason.to_string() }
    }
}

fn document(row: &QuerySolution) -> Option<Held> {
    let text = |name: &str| match row.get(name)? {
        Term::NamedNode(node) => Some(node.as_str().to_owned()),
        Term::Literal(literal) => Some(literal.value().to_owned()),
        _ => None,
    };
    Some(Held { path: text("path")?, source: text("source")?, bytes_sha256: text("bytes")?, recipe: text("recipe") })
}
