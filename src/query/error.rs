//! Why a question has no answer, with the place in the question where there is one.

use crate::export::ExportError;
use std::io;
use thiserror::Error;

/// Why a question has no answer. Lines and columns count from 1, in the question as it was asked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum QueryError {
    /// The text is too long to be parsed safely.
    #[error("expected a query of at most {limit} bytes, found {found}")]
    TooLong {
        /// Bytes of the text.
        found: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Brackets in brackets in brackets.
    #[error("line {line}, column {column}: expected brackets nested at most {limit} deep")]
    TooDeep {
        /// Where the limit is passed.
        line: usize,
        /// Where the limit is passed.
        column: usize,
        /// Depth allowed.
        limit: usize,
    },
    /// More operators than a plan can be made of.
    #[error("line {line}, column {column}: expected a query of at most {limit} operators")]
    TooManySteps {
        /// Where the limit is passed.
        line: usize,
        /// Where the limit is passed.
        column: usize,
        /// Number allowed.
        limit: usize,
    },
    /// More triple patterns than the planner orders in reasonable time.
    #[error(
        "line {line}, column {column}: expected a query of at most {limit} triple patterns, groups and steps of paths"
    )]
    TooManyPatterns {
        /// Where the limit is passed.
        line: usize,
        /// Where the limit is passed.
        column: usize,
        /// Number allowed.
        limit: usize,
    },
    /// `SERVICE` or `LOAD`: nothing is ever fetched from elsewhere.
    #[error("line {line}, column {column}: expected a text without {word}: nothing is fetched from elsewhere")]
    Fetches {
        /// Of the word.
        line: usize,
        /// Of the word.
        column: usize,
        /// The word.
        word: &'static str,
    },
    /// Not SPARQL.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// Where the parser could not go on.
        line: usize,
        /// Where the parser could not go on.
        column: usize,
        /// What it expected.
        message: String,
    },
    /// A question whose rows are to be read by a column is none with that column.
    #[error("expected a SELECT with a column ?{0}")]
    NoColumn(&'static str),
    /// A parameter was set that the query does not have.
    #[error("parameter {name}: expected {}", one_of(.known))]
    UnknownParameter {
        /// The name given.
        name: String,
        /// The names that there are.
        known: Vec<String>,
    },
    /// The value of a parameter looks like an IRI and is none.
    #[error("parameter {name}: expected an IRI between < and >, found {value}")]
    BadParameter {
        /// The name.
        name: String,
        /// The value given.
        value: String,
    },
    /// The answer is of a kind that the format cannot hold.
    #[error("this query answers with {answer}, which is written as {expected}; found format {format}")]
    Format {
        /// "a table", "a graph", "yes or no".
        answer: &'static str,
        /// The format asked for.
        format: &'static str,
        /// The formats that can hold it.
        expected: String,
    },
    /// Something went wrong in the middle.
    #[error(transparent)]
    Evaluation(#[from] oxigraph::sparql::QueryEvaluationError),
    /// An update failed.
    #[error(transparent)]
    Update(#[from] oxigraph::sparql::UpdateEvaluationError),
    /// The graph could not be written.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The output failed, or the thread could not be started.
    #[error(transparent)]
    Io(#[from] io::Error),
}

fn one_of(names: &[String]) -> String {
    if names.is_empty() {
        "none, for the query has no parameters".to_owned()
    } else {
        format!("one of {}", names.join(", "))
    }
}
