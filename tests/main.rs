//! All tests that use the program as a library or run it: one binary, because each links Oxigraph.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

mod architecture;
mod asked;
mod check;
mod cli;
mod competency;
mod correct;
mod coverage;
mod diff;
mod draw;
mod endpoint;
mod eval;
mod explain;
mod export;
mod formats;
mod golden;
mod hostile;
mod lines;
mod load;
mod mutations;
mod ontology;
mod parts;
#[cfg(feature = "print")]
mod printed;
mod properties;
mod query;
mod reading;
mod same;
mod sample;
mod store;
mod texts;
mod thesaurus;
mod told;
mod update;
mod verify;
mod vocabulary;
mod worked_example;
