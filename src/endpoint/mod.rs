//! A store that somebody else runs: a SPARQL endpoint, spoken to by the SPARQL 1.1 Protocol and the Graph Store Protocol.
//!
//! A document is one named graph there, named by its source, with all that the document says: also what a store of ours keeps in
//! the default graph, since triples that several documents give could not be taken away with one of them. Read back, each
//! triple goes where it belongs by its subject, as [`rdf`](crate::rdf) tells it. What a graph was made from stands in it as
//! `ws:recipe`, so that a load can go on where another ended; it is no part of the graph that comes back.

mod address;
mod authorization;
mod documents;
mod error;
mod http;
mod query;
mod write;

pub use authorization::Authorization;
pub use documents::Held;
pub use error::EndpointError;
pub use write::Writer;

use http::Http;
use query::Union;
use std::sync::OnceLock;
use std::time::Duration;

/// Where an endpoint is, and how it is spoken to.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address of the service, or of the questions of it.
    pub address: String,
    /// Address of updates, where it cannot be told from the other.
    pub update: Option<String>,
    /// Address of the Graph Store Protocol, where it cannot be told from the other.
    pub graph_store: Option<String>,
    /// Who asks.
    pub authorization: Option<Authorization>,
    /// How long to wait for an answer to begin.
    pub patience: Duration,
}

/// An endpoint that has answered.
#[derive(Debug)]
pub struct Endpoint {
    settings: Settings,
    http: Http,
    /// Address of questions.
    query: String,
    union: OnceLock<Union>,
}

impl Endpoint {
    /// Finds where an endpoint takes questions: at its address, or below it at `query` or `sparql`.
    ///
    /// # Errors
    /// When nothing answers there, or what answers is no endpoint or does not let us in.
    pub fn connect(settings: Settings) -> Result<Self, EndpointError> {
        address::check(&settings.address)?;
        let http = Http::new(&settings);
        let mut first = None;
        for query in address::of_queries(&settings.address) {
            match query::ask(&http, &query, "ASK {}") {
                Ok(_) => return Ok(Self { settings, http, query, union: OnceLock::new() }),
                Err(error) if error.is_final() => return Err(error),
                Err(error) => {
                    first.get_or_insert(error);
                }
            }
        }
        Err(first.unwrap_or(EndpointError::NoAddress { address: settings.address.clone() }))
    }

    /// Its address, as it was given.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.settings.address
    }
}
