//! `--query`: the triples that a question makes of a graph, for the commands that show a part of one.

use crate::query::{Answer, QueryError, Question};
use anyhow::Context as _;
use oxigraph::model::Triple;
use oxigraph::store::Store;

/// The triples that a question makes, which is CONSTRUCT or DESCRIBE; `@FILE` reads it from a file.
pub(super) fn constructed(question: &str, graph: &Store, base: &str) -> anyhow::Result<Vec<Triple>> {
    let text = match question.strip_prefix('@') {
        Some(file) => std::fs::read_to_string(file).with_context(|| format!("--query @{file}: cannot read"))?,
        None => question.to_owned(),
    };
    let made = Question::new(text, base).ask(graph, |answer| match answer {
        Answer::Graph(triples) => triples.collect::<Result<Vec<Triple>, QueryError>>().map(Some),
        _ => Ok(None),
    });
    made.context("--query")?.context("--query: expected CONSTRUCT or DESCRIBE, which make triples")
}
