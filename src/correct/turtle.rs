//! Corrections as Turtle: `ws:Rejection`, `ws:Addition`, `ws:Merger`, and things that no document names.

use super::{Addition, Corrections, Edge, Entry, Object, Thing, What, Within};
use crate::diag::Diagnostic;
use crate::rdf::vocab::{self, ws};
use crate::relate::{CorrectionKind, Modality};
use oxigraph::io::{RdfFormat, RdfParseError, RdfParser};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Term};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// Adds what a file says.
pub(super) fn read(name: &str, text: &str, corrections: &mut Corrections) -> Result<(), Vec<Diagnostic>> {
    let nodes = nodes(name, text)?;
    let mut mistakes = Vec::new();
    for node in &nodes {
        match node.read(name) {
            Ok(Said::Correction(entry)) => corrections.list.push(*entry),
            Ok(Said::Thing(iri, thing)) => {
                corrections.things.insert(iri, thing);
            }
            Err(message) => mistakes.push(Diagnostic::error(name, Some((node.line, 1)), message)),
        }
    }
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
}

/// What a node says.
enum Said {
    Correction(Box<Entry>),
    Thing(String, Thing),
}

/// All that a file says of one subject.
struct Node {
    subject: NamedOrBlankNode,
    /// The line in which the first statement ends, 1-based.
    line: usize,
    properties: Vec<(String, Term)>,
}

/// The nodes of a file in the order of their first statement.
fn nodes(name: &str, text: &str) -> Result<Vec<Node>, Vec<Diagnostic>> {
    let lines = Lines { text: text.as_bytes(), given: Rc::new(Cell::new(0)) };
    let given = Rc::clone(&lines.given);
    let parser = RdfParser::from_format(RdfFormat::Turtle);
    // A curator may write <r1> for a correction: it is one of the corrections.
    let parser = parser.clone().with_base_iri(vocab::CORRECTION).unwrap_or(parser);
    let mut nodes: Vec<Node> = Vec::new();
    for quad in parser.for_reader(lines) {
        let quad = quad.map_err(|error| vec![broken(name, given.get(), &error)])?;
        let property = (quad.predicate.into_string(), quad.object);
        match nodes.iter_mut().find(|node| node.subject == quad.subject) {
            Some(node) => node.properties.push(property),
            None => nodes.push(Node { subject: quad.subject, line: given.get(), properties: vec![property] }),
        }
    }
    Ok(nodes)
}

/// What is no Turtle, at its place.
fn broken(name: &str, line: usize, error: &RdfParseError) -> Diagnostic {
    let place = match error {
        RdfParseError::Syntax(error) => error.location().map(|range| range.start),
        RdfParseError::Io(_) => None,
    };
    let place = place.and_then(|at| Some((usize::try_from(at.line).ok()? + 1, usize::try_from(at.column).ok()? + 1)));
    let said = error.to_string();
    // The parser says the place too, before its first colon.
    let message = said.split_once(": ").map_or(said.as_str(), |(_, message)| message);
    Diagnostic::error(name, place.or(Some((line, 1))), format!("expected Turtle: {message}"))
}

/// A text that is read by lines, and counts them: so far as a parser has asked, so far it has read.
struct Lines<'a> {
    text: &'a [u8],
    given: Rc<Cell<usize>>,
}

impl Read for Lines<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let line = self.text.iter().position(|byte| *byte == b'\n').map_or(self.text.len(), |end| end + 1);
        let length = line.min(buffer.len());
        let (now, rest) = self.text.split_at(length);
        if length == line && !now.is_empty() {
            self.given.set(self.given.get() + 1);
        }
        buffer.get_mut(..length).unwrap_or_default().copy_from_slice(now);
        self.text = rest;
        Ok(length)
    }
}

impl Node {
    fn read(&self, file: &str) -> Result<Said, String> {
        let has = |class: NamedNodeRef<'_>| {
            self.all(rdf::TYPE).any(|term| matches!(term, Term::NamedNode(node) if *node == class))
        };
        let classes = [ws::REJECTION, ws::ADDITION, ws::MERGER];
        let mut kinds = classes.into_iter().filter(|class| has(*class));
        let (kind, what) = match (kinds.next(), kinds.next()) {
            (Some(class), None) if class == ws::REJECTION => (CorrectionKind::Rejection, self.rejection()?),
            (Some(class), None) if class == ws::ADDITION => (CorrectionKind::Addition, self.addition()?),
            (Some(_), None) => {
                (CorrectionKind::Merger { merges: self.iri(ws::MERGES)?, into: self.iri(ws::INTO)? }, What::Merge)
            }
            (Some(_), Some(_)) => {
                return Err("expected one of ws:Rejection, ws:Addition and ws:Merger, found two".to_owned());
            }
            (None, _) => return self.thing(),
        };
        let iri = match &self.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node.as_str().to_owned()),
            NamedOrBlankNode::BlankNode(_) => None,
        };
        let mut entry = Entry::new(file, self.line, kind, iri, what);
        entry.correction.comment = self.optional_text(rdfs::COMMENT)?;
        Ok(Said::Correction(Box::new(entry)))
    }

    fn rejection(&self) -> Result<What, String> {
        if self.all(ws::REJECTS).next().is_some() {
            return Ok(What::Claim(self.iri(ws::REJECTS)?));
        }
        if self.all(rdf::SUBJECT).next().is_none() {
            return Err(
                "expected ws:rejectsClaim with the IRI of a claim, or rdf:subject, rdf:predicate and rdf:object"
                    .to_owned(),
            );
        }
        Ok(What::Edge(self.edge()?, self.within()?))
    }

    fn addition(&self) -> Result<What, String> {
        let modality = match self.all(ws::MODALITY).next() {
            None => Modality::Asserted,
            Some(Term::NamedNode(node)) if *node == ws::ASSERTED => Modality::Asserted,
            Some(Term::NamedNode(node)) if *node == ws::PROSPECTIVE => Modality::Prospective,
            Some(_) => return Err("expected ws:modality ws:asserted or ws:prospective".to_owned()),
        };
        let start = match self.optional_text(ws::START)? {
            Some(start) => {
                Some(start.parse().map_err(|_| format!("expected ws:start in code points, found \"{start}\""))?)
            }
            None => None,
        };
        let within = self.within()?.ok_or("expected ws:path with the path of a document, or ws:source with its IRI")?;
        let (edge, quote, qualifiers) = (self.edge()?, self.text(ws::QUOTE)?, self.qualifiers()?);
        Ok(What::Add(Addition { edge, modality, within, sha256: None, quote, start, qualifiers }))
    }

    /// A thing that has a class and a label here.
    fn thing(&self) -> Result<Said, String> {
        let expected = "expected a ws:Rejection, ws:Addition or ws:Merger, or a thing with a class and an rdfs:label";
        let NamedOrBlankNode::NamedNode(node) = &self.subject else { return Err(expected.to_owned()) };
        let class = self.all(rdf::TYPE).find_map(|term| match term {
            Term::NamedNode(class) => Some(class.as_str().to_owned()),
            _ => None,
        });
        let label = self.optional_text(rdfs::LABEL)?;
        if class.is_none() || label.is_none() {
            return Err(expected.to_owned());
        }
        Ok(Said::Thing(node.as_str().to_owned(), Thing { class, label }))
    }

    fn edge(&self) -> Result<Edge, String> {
        let object = object(self.one(rdf::OBJECT)?)?;
        Ok(Edge { subject: self.iri(rdf::SUBJECT)?, predicate: self.iri(rdf::PREDICATE)?, object })
    }

    /// What else an addition says with words of the vocabulary: the circumstances.
    fn qualifiers(&self) -> Result<Vec<(String, Object)>, String> {
        let own = [ws::QUOTE, ws::START, ws::MODALITY, ws::SOURCE, ws::PATH, ws::PART];
        let is_other = |name: &str| name.starts_with(vocab::WS) && !own.iter().any(|own| own.as_str() == name);
        let others = self.properties.iter().filter(|(name, _)| is_other(name));
        others.map(|(name, value)| Ok((name.clone(), object(value)?))).collect()
    }

    fn within(&self) -> Result<Option<Within>, String> {
        if self.all(ws::SOURCE).next().is_some() {
            return Ok(Some(Within::Source(self.iri(ws::SOURCE)?)));
        }
        let Some(path) = self.optional_text(ws::PATH)? else { return Ok(None) };
        let part = match self.optional_text(ws::PART)? {
            Some(part) => Some(part.parse().map_err(|_| format!("expected ws:part to be a number, found \"{part}\""))?),
            None => None,
        };
        Ok(Some(Within::Path(path, part)))
    }

    fn all(&self, property: NamedNodeRef<'_>) -> impl Iterator<Item = &Term> {
        self.properties.iter().filter(move |(name, _)| name == property.as_str()).map(|(_, value)| value)
    }

    fn one(&self, property: NamedNodeRef<'_>) -> Result<&Term, String> {
        let mut all = self.all(property);
        let first = all.next().ok_or_else(|| format!("expected {}, found none", shown(property)))?;
        if all.any(|other| other != first) {
            return Err(format!("expected one {}, found several", shown(property)));
        }
        Ok(first)
    }

    fn iri(&self, property: NamedNodeRef<'_>) -> Result<String, String> {
        match self.one(property)? {
            Term::NamedNode(node) => Ok(node.as_str().to_owned()),
            other => Err(format!("expected {} to be an IRI, found {other}", shown(property))),
        }
    }

    fn text(&self, property: NamedNodeRef<'_>) -> Result<String, String> {
        match self.one(property)? {
            Term::Literal(literal) => Ok(literal.value().to_owned()),
            other => Err(format!("expected {} to be a literal, found {other}", shown(property))),
        }
    }

    fn optional_text(&self, property: NamedNodeRef<'_>) -> Result<Option<String>, String> {
        if self.all(property).next().is_none() { Ok(None) } else { self.text(property).map(Some) }
    }
}

fn object(term: &Term) -> Result<Object, String> {
    match term {
        Term::NamedNode(node) => Ok(Object::Thing(node.as_str().to_owned())),
        Term::Literal(literal) => Ok(Object::Literal(literal.value().to_owned())),
        other => Err(format!("expected an IRI or a literal, found {other}")),
    }
}

/// A property as curators write it: `ws:quote`.
fn shown(property: NamedNodeRef<'_>) -> String {
    let iri = property.as_str();
    let prefixes = [
        (vocab::WS, "ws:"),
        ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"),
        ("http://www.w3.org/2000/01/rdf-schema#", "rdfs:"),
    ];
    let short =
        prefixes.iter().find_map(|(space, prefix)| iri.strip_prefix(space).map(|rest| format!("{prefix}{rest}")));
    short.unwrap_or_else(|| format!("<{iri}>"))
}
