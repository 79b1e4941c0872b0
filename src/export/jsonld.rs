//! JSON-LD for reading: one object a subject, words of the context for IRIs, the context itself at the top.
//!
//! `Statements -> text`, in the reading order of [`super::reading`]. The default graph is the list `@graph`; each named graph is an
//! object in it with a `@graph` of its own. One property a line, names by language under their language, numbers as numbers: where
//! JSON has no form that gives the same literal back, the value is an object with its datatype.

use super::names::{is_unseen, push_quoted_by};
use super::prefixes::Prefixes;
use super::reading::Placed;
use crate::ontology::Context;
use crate::ontology::context::{Term, Values};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedOrBlankNode, Quad, Term as RdfTerm};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Digits of a whole number that every JSON reader keeps.
const DIGITS: usize = 15;

/// Writes statements that are sorted by graph and place.
pub(super) fn write(
    statements: impl Iterator<Item = io::Result<Placed>>,
    prefixes: &Prefixes,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut writer =
        Writer { prefixes, context: prefixes.context(), out, graph: GraphName::DefaultGraph, is_first: true };
    writer.begin()?;
    let mut subject: Vec<Quad> = Vec::new();
    for statement in statements {
        let quad = statement?.quad;
        let is_next =
            subject.first().is_some_and(|other| other.subject != quad.subject || other.graph_name != quad.graph_name);
        if is_next {
            writer.push(&subject)?;
            subject.clear();
        }
        subject.push(quad);
    }
    if !subject.is_empty() {
        writer.push(&subject)?;
    }
    writer.finish()
}

struct Writer<'a, W> {
    prefixes: &'a Prefixes,
    context: &'a Context,
    out: &'a mut W,
    graph: GraphName,
    /// Whether nothing stands before in the list that is open.
    is_first: bool,
}

impl<W: Write> Writer<'_, W> {
    fn begin(&mut self) -> io::Result<()> {
        let mut text = String::from("{\n  \"@context\": {");
        if self.prefixes.base_is_a_folder() {
            text.push_str("\n    \"@base\": ");
            push_string(&mut text, self.prefixes.base());
        }
        for (index, (name, value)) in self.context.entries().iter().enumerate() {
            text.push_str(if index > 0 || self.prefixes.base_is_a_folder() { ",\n    " } else { "\n    " });
            push_string(&mut text, name);
            let _ = write!(text, ": {value}");
        }
        text.push_str("\n  },\n  \"@graph\": [");
        self.out.write_all(text.as_bytes())
    }

    /// Writes the statements of one subject in one graph.
    fn push(&mut self, quads: &[Quad]) -> io::Result<()> {
        let Some(first) = quads.first() else { return Ok(()) };
        let mut text = String::new();
        if first.graph_name != self.graph {
            self.close_graph(&mut text);
            self.open_graph(&first.graph_name, &mut text);
        }
        self.separate(&mut text);
        text.push('{');
        let indent = self.indent();
        let _ = write!(text, "\n{indent}  \"{}\": ", self.key_of("@id"));
        push_string(&mut text, &self.subject(&first.subject));
        for (key, values) in self.properties(quads) {
            let _ = write!(text, ",\n{indent}  ");
            push_string(&mut text, &key);
            text.push_str(": ");
            values.push_to(&mut text);
        }
        let _ = write!(text, "\n{indent}}}");
        self.out.write_all(text.as_bytes())
    }

    fn finish(mut self) -> io::Result<()> {
        let mut text = String::new();
        self.close_graph(&mut text);
        text.push_str(if self.is_first { "]\n}\n" } else { "\n  ]\n}\n" });
        self.out.write_all(text.as_bytes())
    }

    fn indent(&self) -> &'static str {
        if self.graph.is_default_graph() { "    " } else { "        " }
    }

    fn separate(&mut self, text: &mut String) {
        text.push_str(if self.is_first { "\n" } else { ",\n" });
        text.push_str(self.indent());
        self.is_first = false;
    }

    fn open_graph(&mut self, graph: &GraphName, text: &mut String) {
        self.graph = GraphName::DefaultGraph;
        let name = match graph {
            GraphName::DefaultGraph => return,
            GraphName::NamedNode(node) => self.iri(node.as_str()),
            GraphName::BlankNode(node) => node.to_string(),
        };
        self.separate(text);
        let _ = write!(text, "{{\n      \"{}\": ", self.key_of("@id"));
        push_string(text, &name);
        text.push_str(",\n      \"@graph\": [");
        self.graph = graph.clone();
        self.is_first = true;
    }

    fn close_graph(&mut self, text: &mut String) {
        if !self.graph.is_default_graph() {
            text.push_str("\n      ]\n    }");
            self.graph = GraphName::DefaultGraph;
            self.is_first = false;
        }
    }

    /// The alias of a keyword, or the keyword.
    fn key_of(&self, keyword: &'static str) -> &str {
        let alias = self.context.entries().iter().find(|(_, value)| value.as_str() == Some(keyword));
        alias.map_or(keyword, |(name, _)| name)
    }

    /// The keys with their values, in the order of the statements.
    fn properties(&self, quads: &[Quad]) -> Vec<(String, Listed)> {
        let mut properties: Vec<(String, Listed)> = Vec::new();
        for quad in quads {
            let (key, value) = self.property(quad);
            let at = properties.iter().rposition(|(other, _)| *other == key).unwrap_or_else(|| {
                properties.push((key, Listed::default()));
                properties.len() - 1
            });
            properties[at].1.add(value);
        }
        properties
    }

    fn property(&self, quad: &Quad) -> (String, Valued) {
        if let (true, RdfTerm::NamedNode(class)) = (quad.predicate == rdf::TYPE, &quad.object) {
            return (self.key_of("@type").to_owned(), Valued::Alone(quoted(&self.word(class.as_str()))));
        }
        let predicate = quad.predicate.as_str();
        let short = || self.context.compact(predicate).unwrap_or_else(|| predicate.to_owned());
        match self.context.term_of(predicate) {
            Some(term) => match self.value_under(term, &quad.object) {
                Some(value) => (term.name.clone(), value),
                None => (short(), Valued::Alone(self.object(&quad.object))),
            },
            None => (short(), Valued::Alone(self.object(&quad.object))),
        }
    }

    /// A value in the manner of a term; none where the term would give another one back.
    fn value_under(&self, term: &Term, value: &RdfTerm) -> Option<Valued> {
        let alone = |text: String| Some(Valued::Alone(text));
        match (&term.values, value) {
            (Values::Iris, RdfTerm::NamedNode(node)) => alone(quoted(&self.iri(node.as_str()))),
            (Values::Terms, RdfTerm::NamedNode(node)) => alone(quoted(&self.word(node.as_str()))),
            (Values::Typed(datatype), RdfTerm::Literal(literal)) if literal.datatype().as_str() == datatype => {
                alone(quoted(literal.value()))
            }
            (Values::ByLanguage, RdfTerm::Literal(literal)) => match literal.language() {
                Some(language) if literal.direction().is_none() => {
                    Some(Valued::InLanguage(language.to_owned(), quoted(literal.value())))
                }
                None if literal.datatype() == xsd::STRING => {
                    Some(Valued::InLanguage("@none".to_owned(), quoted(literal.value())))
                }
                _ => None,
            },
            (Values::ByLanguage, _) => None,
            (Values::Plain, _) => alone(self.object(value)),
            // An object is what it says it is, whatever the type of the term.
            (Values::Iris | Values::Terms | Values::Typed(_), _) => alone(self.in_full(value)),
        }
    }

    /// A value under a key without a manner of its own.
    fn object(&self, value: &RdfTerm) -> String {
        match value {
            RdfTerm::Literal(literal) => bare(literal).unwrap_or_else(|| self.in_full(value)),
            _ => self.in_full(value),
        }
    }

    /// A value as an object.
    fn in_full(&self, value: &RdfTerm) -> String {
        match value {
            RdfTerm::NamedNode(node) => format!("{{\"@id\": {}}}", quoted(&self.iri(node.as_str()))),
            RdfTerm::BlankNode(node) => format!("{{\"@id\": {}}}", quoted(&node.to_string())),
            RdfTerm::Literal(literal) => self.literal(literal),
            // Refused before anything is written.
            RdfTerm::Triple(_) => "null".to_owned(),
        }
    }

    fn literal(&self, literal: &Literal) -> String {
        let value = quoted(literal.value());
        match literal.language() {
            Some(language) => match literal.direction() {
                Some(direction) => {
                    format!("{{\"@value\": {value}, \"@language\": \"{language}\", \"@direction\": \"{direction}\"}}")
                }
                None => format!("{{\"@value\": {value}, \"@language\": \"{language}\"}}"),
            },
            None if literal.datatype() == xsd::STRING => format!("{{\"@value\": {value}}}"),
            None => format!("{{\"@value\": {value}, \"@type\": {}}}", quoted(&self.word(literal.datatype().as_str()))),
        }
    }

    fn subject(&self, subject: &NamedOrBlankNode) -> String {
        match subject {
            NamedOrBlankNode::NamedNode(node) => self.iri(node.as_str()),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        }
    }

    /// An IRI where terms are not read: with a prefix, relative to the base, or in full.
    fn iri(&self, iri: &str) -> String {
        let relative = || self.prefixes.relative(iri).filter(|rest| !rest.starts_with('@')).map(str::to_owned);
        self.context.compact(iri).or_else(relative).unwrap_or_else(|| iri.to_owned())
    }

    /// An IRI where terms are read.
    fn word(&self, iri: &str) -> String {
        match self.context.term_of(iri) {
            Some(term) => term.name.clone(),
            None => Some(self.iri(iri)).filter(|short| !self.context.has_name(short)).unwrap_or_else(|| iri.to_owned()),
        }
    }
}

/// A value as JSON.
enum Valued {
    Alone(String),
    InLanguage(String, String),
}

/// The values under one key.
#[derive(Default)]
struct Listed {
    alone: Vec<String>,
    by_language: BTreeMap<String, Vec<String>>,
}

impl Listed {
    fn add(&mut self, value: Valued) {
        match value {
            Valued::Alone(text) => self.alone.push(text),
            Valued::InLanguage(language, text) => self.by_language.entry(language).or_default().push(text),
        }
    }

    fn push_to(&self, text: &mut String) {
        if self.by_language.is_empty() {
            push_list(text, &self.alone);
            return;
        }
        text.push('{');
        for (index, (language, values)) in self.by_language.iter().enumerate() {
            text.push_str(if index > 0 { ", " } else { "" });
            push_string(text, language);
            text.push_str(": ");
            push_list(text, values);
        }
        text.push('}');
    }
}

fn push_list(text: &mut String, values: &[String]) {
    match values {
        [value] => text.push_str(value),
        values => {
            text.push('[');
            text.push_str(&values.join(", "));
            text.push(']');
        }
    }
}

/// A literal that JSON has a form for which gives the same one back.
fn bare(literal: &Literal) -> Option<String> {
    let value = literal.value();
    if literal.language().is_some() {
        return None;
    }
    let is_number = || {
        let digits = value.strip_prefix('-').unwrap_or(value);
        let is_short = (1..=DIGITS).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
        is_short && (!digits.starts_with('0') || value == "0")
    };
    match literal.datatype() {
        xsd::STRING => Some(quoted(value)),
        xsd::INTEGER if is_number() => Some(value.to_owned()),
        xsd::BOOLEAN if matches!(value, "true" | "false") => Some(value.to_owned()),
        _ => None,
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_string(&mut out, text);
    out
}

/// Appends a string of JSON; what a reader could not see is escaped.
fn push_string(out: &mut String, text: &str) {
    push_quoted_by(out, text, |out, c| {
        if !is_unseen(c) {
            return out.push(c);
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_bare_where_every_reader_gives_the_same_literal_back() {
        let integer = |text: &str| bare(&Literal::new_typed_literal(text, xsd::INTEGER));
        assert_eq!(integer("193").as_deref(), Some("193"));
        assert_eq!(integer("-1").as_deref(), Some("-1"));
        for text in ["007", "+7", "-0", "1.0", "", "12345678901234567890", "١"] {
            assert_eq!(integer(text), None, "{text}");
        }
        assert_eq!(bare(&Literal::new_typed_literal("1", xsd::BOOLEAN)), None);
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        assert_eq!(quoted("a\u{202e}\"\n\u{0}é"), r#""a\u202e\"\n\u0000é""#);
    }
}
