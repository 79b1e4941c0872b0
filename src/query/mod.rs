//! Questions in SPARQL and their answers.
//!
//! [`Question`] is asked of an [`oxigraph::store::Store`], whatever it was filled from, and gives an [`Answer`], which
//! [`write()`] puts into a format for programs; tables for people are made by the command line.
//!
//! What Oxigraph does not do by itself is done here: all graphs are seen as one, the prefixes of the graph are known,
//! columns come as asked, parameters are filled in, errors have their place, nothing is fetched from other servers,
//! and no question, however deeply nested, can end the process (see [`MAX_DEPTH`]).

mod columns;
mod error;
mod explain;
mod guard;
mod lexer;
mod matches;
pub mod named;
mod params;
mod results;
mod run;
mod syntax;
mod update;

pub use error::QueryError;
pub use explain::Step;
pub use guard::{MAX_DEPTH, MAX_LENGTH, MAX_PATTERNS, MAX_STEPS};
pub use matches::score;
pub use params::{Parameter, parameters};
pub use results::{Format, write, write_graph};
pub use run::{Answer, Question, Table, Triples};
pub use update::only_inserts_data;
