//! whereas
#[cfg(feature = "cli")]
pub mod cli;
pub mod diag;
pub mod export;
pub mod ontology;
pub mod parse;
pub mod query;
pub mod rdf;
pub mod relate;
pub mod resolve;
pub mod store;
pub mod text;
