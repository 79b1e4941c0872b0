//! Putting documents into an endpoint, and taking them out: by the Graph Store Protocol where it is spoken, else by updates.
//!
//! Every request may be sent twice without harm. What a graph was made with is written last, so that a graph that was not brought
//! to its end is known for one.

use super::http::Sent;
use super::query::form;
use super::{Endpoint, EndpointError, address};
use crate::rdf::vocab::ws;
use oxigraph::model::{Literal, NamedNode, Quad, Triple};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::io::Read as _;

/// The graph of the vocabulary.
pub(super) const VOCABULARY: &str = "https://w3id.org/whereas/ns";
/// Bytes of the triples of one update, at most.
const LARGEST: usize = 1 << 20;
const FORM: &str = "application/x-www-form-urlencoded";

/// An endpoint that takes what it is given.
#[derive(Debug)]
pub struct Writer<'a> {
    endpoint: &'a Endpoint,
    way: Way,
}

/// How graphs are written.
#[derive(Debug)]
enum Way {
    /// A request a graph, at this address.
    GraphStore(String),
    /// SPARQL, at this address.
    Update(String),
}

impl Endpoint {
    /// Finds out how graphs are written here.
    ///
    /// # Errors
    /// When no way is found.
    pub fn writer(&self) -> Result<Writer<'_>, EndpointError> {
        let given = self.settings.graph_store.iter().cloned();
        let guessed =
            || if self.settings.update.is_some() { Vec::new() } else { address::of_graph_stores(&self.query) };
        let stores: Vec<String> = given.chain(guessed()).collect();
        for store in stores {
            if self.is_graph_store(&store)? {
                return Ok(Writer { endpoint: self, way: Way::GraphStore(store) });
            }
        }
        let given = self.settings.update.clone().map(|update| vec![update]);
        let mut first = None;
        for update in given.unwrap_or_else(|| address::of_updates(&self.query)) {
            match self.update(&update, "INSERT DATA {}") {
                Ok(()) => return Ok(Writer { endpoint: self, way: Way::Update(update) }),
                Err(error) if error.is_final() => return Err(error),
                Err(error) => {
                    first.get_or_insert(error);
                }
            }
        }
        Err(first.unwrap_or_else(|| EndpointError::NoAddress { address: self.query.clone() }))
    }

    /// Whether the Graph Store Protocol is spoken at an address: its default graph is there, though it may be empty.
    fn is_graph_store(&self, store: &str) -> Result<bool, EndpointError> {
        let address = with_parameter(store, "default");
        match self.http.send(Sent { method: "GET", address: &address, accept: "application/n-triples", body: None }) {
            Ok(got) => Ok(oxigraph::io::RdfFormat::from_media_type(&got.media_type).is_some()),
            Err(error) if error.is_final() => Err(error),
            Err(_) => Ok(false),
        }
    }

    fn update(&self, address: &str, update: &str) -> Result<(), EndpointError> {
        let body = form(&[("update", update)]);
        self.done(Sent { method: "POST", address, accept: "*/*", body: Some((FORM, body.as_bytes())) })
    }

    /// Sends what is answered by nothing but that it is done.
    fn done(&self, sent: Sent<'_>) -> Result<(), EndpointError> {
        let mut got = self.http.send(sent)?;
        // Read to its end, the connection can be used again.
        let _ = std::io::copy(&mut got.body.by_ref().take(LARGEST as u64), &mut std::io::sink());
        Ok(())
    }
}

impl Writer<'_> {
    /// Has a graph be the triples of some quads, and what it was made with.
    ///
    /// # Errors
    /// When the endpoint does not take it; by updates it may have a part of it then, without its recipe.
    pub fn put(&self, source: &str, quads: &[Quad], recipe: &str) -> Result<(), EndpointError> {
        let node = NamedNode::new(source).map_err(|error| self.endpoint.broken(&error))?;
        let made = Triple::new(node, ws::RECIPE, Literal::new_simple_literal(recipe));
        let line = |triple: &Triple| format!("{triple} .\n");
        let lines = quads.iter().map(|quad| line(&Triple::from(quad.clone()))).chain([line(&made)]);
        match &self.way {
            Way::GraphStore(store) => {
                let (address, body) = (graph_address(store, source), lines.collect::<String>());
                let body = Some(("application/n-triples", body.as_bytes()));
                self.endpoint.done(Sent { method: "PUT", address: &address, accept: "*/*", body })
            }
            Way::Update(update) => {
                self.remove(source)?;
                for batch in batches(lines) {
                    self.endpoint.update(update, &format!("INSERT DATA {{ GRAPH <{source}> {{\n{batch}}} }}"))?;
                }
                Ok(())
            }
        }
    }

    /// Takes a graph out; one that is not there is none the less out.
    ///
    /// # Errors
    /// When the endpoint does not do it.
    pub fn remove(&self, source: &str) -> Result<(), EndpointError> {
        match &self.way {
            Way::Update(update) => self.endpoint.update(update, &format!("DROP SILENT GRAPH <{source}>")),
            Way::GraphStore(store) => {
                let address = graph_address(store, source);
                match self.endpoint.done(Sent { method: "DELETE", address: &address, accept: "*/*", body: None }) {
                    Err(EndpointError::Status { status: 404, .. }) => Ok(()),
                    done => done,
                }
            }
        }
    }

    /// Has the vocabulary be there, so that questions find the names of relations and classes.
    ///
    /// # Errors
    /// When the endpoint does not take it.
    pub fn put_vocabulary(&self, vocabulary: &[Quad], ontology: &str) -> Result<(), EndpointError> {
        let known = format!("SELECT ?recipe {{ GRAPH <{VOCABULARY}> {{ <{VOCABULARY}> {} ?recipe }} }}", ws::RECIPE);
        let is_it = |row: Result<oxigraph::sparql::QuerySolution, _>| {
            row.is_ok_and(|row| matches!(row.get("recipe"), Some(oxigraph::model::Term::Literal(made)) if made.value() == ontology))
        };
        if self.endpoint.rows(&known)?.any(is_it) {
            return Ok(());
        }
        self.put(VOCABULARY, vocabulary, ontology)
    }
}

fn graph_address(store: &str, graph: &str) -> String {
    with_parameter(store, &format!("graph={}", utf8_percent_encode(graph, NON_ALPHANUMERIC)))
}

fn with_parameter(address: &str, parameter: &str) -> String {
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}{parameter}")
}

/// Lines in as few texts as may be.
fn batches(lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut batches = vec![String::new()];
    for line in lines {
        match batches.last_mut().filter(|last| last.is_empty() || last.len() + line.len() <= LARGEST) {
            Some(last) => last.push_str(&line),
            None => batches.push(line),
        }
    }
    batches
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::vocab;

    #[test]
    fn batches_are_in_order_and_not_too_large() {
        let lines = (0..5).map(|n| format!("{n}{}", "x".repeat(LARGEST / 2 - 1)));
        let made = batches(lines);
        assert_eq!(made.iter().map(|batch| batch.len()).collect::<Vec<_>>(), [LARGEST, LARGEST, LARGEST / 2]);
        assert!(made[1].starts_with('2'));
    }

    #[test]
    fn the_graph_of_the_vocabulary_is_the_one_of_its_namespace() {
        assert_eq!(format!("{VOCABULARY}#"), vocab::WS);
    }
}
