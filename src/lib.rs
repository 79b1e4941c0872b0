//! whereas
#[cfg(feature = "cli")]
pub mod cli;
pub mod diag;
pub mod draw;
pub mod export;
pub mod extract;
pub mod ontology;
pub mod parse;
pub mod pattern;
pub mod query;
pub mod rdf;
pub mod read;
pub mod recognise;
pub mod relate;
pub mod resolve;
pub mod store;
pub mod text;
