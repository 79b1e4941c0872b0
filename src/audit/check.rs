//! Whether a graph is well formed: questions whose rows are what is wrong.
//!
//! The questions are data, `ontology/checks/*.rq`. The first line of each says what should be; `?node` is what is at fault, and
//! the other columns say how. A line `# graphs: apart` asks it of the graphs as they are; otherwise all graphs are one.
//! `ontology/shapes.ttl` says in SHACL what SHACL can say of the same.

use crate::ontology::NamedQuery;
use crate::query::{Answer, QueryError, Question};
use crate::rdf::vocab::{ACT, WS};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store};

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// What is at fault.
    pub node: Term,
    /// How: the other columns that have a value, in their order.
    pub details: Vec<(String, Term)>,
}

/// The column that holds what is at fault.
const NODE: &str = "node";
/// The line of a check that keeps graphs apart.
const APART: &str = "# graphs: apart";

/// Everything that a check finds wrong, in the order of its question.
///
/// # Errors
/// When the check is no SELECT with a column `?node`, or its evaluation fails.
pub fn violations(check: &NamedQuery, store: &Store, base: &str) -> Result<Vec<Violation>, QueryError> {
    let question = Question::new(&check.text, base);
    let apart = check.text.lines().take_while(|line| line.starts_with('#')).any(|line| line.trim() == APART);
    let question = if apart { question.with_graphs_apart() } else { question };
    question.ask(store, |answer| {
        let Answer::Table(rows) = answer else { return Err(QueryError::NoColumn(NODE)) };
        rows.map(|row| violation(&row?)).collect()
    })
}

/// Whether a graph says anything in the words of our vocabulary; what the vocabulary says of itself does not count.
///
/// # Errors
/// When the store cannot be read.
pub fn is_ours(store: &Store) -> Result<bool, StorageError> {
    for quad in store.iter() {
        let quad = quad?;
        let of_vocabulary = matches!(&quad.subject, NamedOrBlankNode::NamedNode(node) if is_term(node.as_str()));
        let typed =
            quad.predicate == rdf::TYPE && matches!(&quad.object, Term::NamedNode(class) if is_term(class.as_str()));
        if !of_vocabulary && (typed || is_term(quad.predicate.as_str())) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_term(iri: &str) -> bool {
    iri.starts_with(WS) || iri.starts_with(ACT)
}

fn violation(row: &oxigraph::sparql::QuerySolution) -> Result<Violation, QueryError> {
    let node = row.get(NODE).ok_or(QueryError::NoColumn(NODE))?.clone();
    let others = row.iter().filter(|(column, _)| column.as_str() != NODE);
    Ok(Violation { node, details: others.map(|(column, value)| (column.as_str().to_owned(), value.clone())).collect() })
}
