//! Whether each quote of a graph still stands in its document: every one is cut again at its span.
//!
//! The document is found by the path that the graph gives its source, read as extraction reads it, and compared by the hash
//! of its bytes and of its text, then quote by quote. A quote that has only moved is told apart from one that has gone.

use super::{Record, Records, selectors};
use crate::rdf::vocab::ws;
use crate::text::{Source, Span};
use oxigraph::model::Quad;
use std::fmt;

/// What was checked, and what does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verdict {
    /// Documents compared.
    pub documents: usize,
    /// Quotes cut again: of clauses, acts and claims.
    pub quotes: usize,
    /// Quotes of claims among them.
    pub claims: usize,
    /// What does not hold, by source and place.
    pub failures: Vec<Failure>,
}

impl Verdict {
    /// Adds what was found in another part of a graph.
    pub fn append(&mut self, mut other: Self) {
        self.documents += other.documents;
        self.quotes += other.quotes;
        self.claims += other.claims;
        self.failures.append(&mut other.failures);
    }
}

/// One thing that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Path of the document, relative to its input root; the IRI of the source when the graph gives none.
    pub document: String,
    /// The node of the graph: a clause, act or claim, or the source itself.
    pub node: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The document is not there, or cannot be read.
    Unread(String),
    /// The graph quotes a source that it does not describe.
    NoSource,
    /// The hash of the document's bytes is another than the graph's.
    Bytes,
    /// The hash of the document's text is another than the graph's.
    Text,
    /// The node lacks its span or quote, or has several.
    Incomplete(&'static str),
    /// The span lies outside of the text.
    Outside {
        /// First code point.
        start: usize,
        /// One past the last code point.
        end: usize,
    },
    /// Other words stand around the span.
    Around {
        /// First code point of the span, 0-based.
        start: usize,
        /// One past the last code point.
        end: usize,
        /// What the graph says stands before or after it.
        expected: String,
    },
    /// Other words stand at the span.
    Quote {
        /// First code point of the span, 0-based.
        start: usize,
        /// One past the last code point.
        end: usize,
        /// What the graph quotes.
        expected: String,
        /// What the document says there.
        found: String,
        /// First code point at which the document has the quoted words, when it has them elsewhere.
        moved: Option<usize>,
    },
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { document, node, problem } = self;
        match problem {
            Problem::Unread(why) => write!(f, "{document}: {why}"),
            Problem::NoSource => write!(f, "{document}: quoted by <{node}>, but the graph does not describe it"),
            Problem::Bytes => write!(f, "{document}: the file has changed (its SHA-256 is not the graph's)"),
            Problem::Text => write!(f, "{document}: its text has changed (its SHA-256 is not the graph's)"),
            Problem::Incomplete(what) => write!(f, "{document}: <{node}>: expected exactly one {what}"),
            Problem::Outside { start, end } => write!(f, "{document}:{start}-{end}: <{node}>: outside of the text"),
            Problem::Around { start, end, expected } => {
                write!(f, "{document}:{start}-{end}: <{node}>: expected {} around it", shown(expected))
            }
            Problem::Quote { start, end, expected, found, moved } => {
                write!(f, "{document}:{start}-{end}: <{node}>: expected {}, found {}", shown(expected), shown(found))?;
                match moved {
                    Some(at) => write!(f, " (the quoted words stand at {at})"),
                    None => Ok(()),
                }
            }
        }
    }
}

/// Letters of a quote in a message at most.
const SHOWN: usize = 60;

/// Words in one line and in quotation marks, cut when they are many.
fn shown(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(SHOWN).collect();
    format!("\"{cut}{}\"", if cut.len() < line.len() { "…" } else { "" })
}

/// Compares a graph with its documents. `read` gives the document of a path, or says why it cannot.
pub fn verify(quads: &[Quad], read: &mut dyn FnMut(&str) -> Result<Source, String>) -> Verdict {
    let records = Records::of(quads);
    let mut verdict = Verdict::default();
    let mut quoting: Vec<(&str, &str, &Record<'_>)> = Vec::new();
    for (node, record) in &records.quoting {
        match record.iri(ws::SOURCE) {
            Some(source) => quoting.push((source, node, record)),
            None => verdict.failures.push(failure(node, node, Problem::Incomplete("ws:source"))),
        }
    }
    quoting.sort_by_key(|(source, node, record)| (*source, record.number(ws::START), *node));
    for (iri, source) in &records.sources {
        let first = quoting.partition_point(|(of, _, _)| of < iri);
        let own = quoting[first..].iter().take_while(|(of, _, _)| of == iri);
        verdict.append(of_source(iri, source, own.map(|(_, node, record)| (*node, *record)), &records, read));
    }
    for (source, node, _) in quoting.iter().filter(|(source, _, _)| !records.sources.contains_key(source)) {
        verdict.failures.push(failure(source, node, Problem::NoSource));
    }
    verdict
}

fn failure(document: &str, node: &str, problem: Problem) -> Failure {
    Failure { document: document.to_owned(), node: node.to_owned(), problem }
}

fn of_source<'a>(
    iri: &str,
    record: &Record<'_>,
    quoting: impl Iterator<Item = (&'a str, &'a Record<'a>)>,
    records: &Records<'_>,
    read: &mut dyn FnMut(&str) -> Result<Source, String>,
) -> Verdict {
    let mut verdict = Verdict { documents: 1, ..Verdict::default() };
    let Some(path) = record.text(ws::PATH) else {
        verdict.failures.push(failure(iri, iri, Problem::Incomplete("ws:path")));
        return verdict;
    };
    let source = match read(path) {
        Ok(source) => source,
        Err(why) => {
            verdict.failures.push(failure(path, iri, Problem::Unread(why)));
            return verdict;
        }
    };
    if record.text(ws::BYTES_SHA256) != Some(&source.bytes_sha256) {
        verdict.failures.push(failure(path, iri, Problem::Bytes));
    }
    if record.text(ws::TEXT_SHA256) != Some(&source.text_sha256) {
        verdict.failures.push(failure(path, iri, Problem::Text));
    }
    for (node, record) in quoting {
        verdict.quotes += 1;
        verdict.claims += usize::from(record.has(ws::MODALITY));
        verdict.failures.extend(of_quote(&source, record).err().map(|problem| failure(path, node, problem)));
    }
    for (node, piece) in records.pieces.get(iri).into_iter().flatten() {
        verdict.quotes += 1;
        let checked = selectors::check(&source, records, piece);
        verdict.failures.extend(checked.err().map(|problem| failure(path, node, problem)));
    }
    verdict
}

fn of_quote(source: &Source, record: &Record<'_>) -> Result<(), Problem> {
    let start = record.number(ws::START).ok_or(Problem::Incomplete("ws:start"))?;
    let end = record.number(ws::END).ok_or(Problem::Incomplete("ws:end"))?;
    let expected = record.text(ws::QUOTE).ok_or(Problem::Incomplete("ws:quote"))?;
    cut(source, start, end, expected).map(|_| ())
}

/// The span from one code point to another, when the expected words stand there.
///
/// # Errors
/// When it lies outside of the text, or holds other words.
pub(super) fn cut(source: &Source, start: usize, end: usize, expected: &str) -> Result<Span, Problem> {
    let span = source.span(start, end).ok_or(Problem::Outside { start, end })?;
    let found = source.quote(span);
    if found == expected {
        return Ok(span);
    }
    let elsewhere = source.text.find(expected).filter(|_| !expected.is_empty());
    let moved = elsewhere.map(|byte| source.text[..byte].chars().count());
    Err(Problem::Quote { start, end, expected: expected.to_owned(), found: found.to_owned(), moved })
}
