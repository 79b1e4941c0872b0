//! The triples of a Turtle file: as they were read when the program was built, or by reading the Turtle now.
//!
//! What the build writes has a record a triple, ended by U+001E, with four fields parted by U+001F: subject, predicate, object,
//! and what the object is (`<` an IRI, `@en` a text in a language, `^IRI` a literal of that datatype). Files that have a mistake
//! or blank nodes are not among what the build has written.

use super::files::DataFile;
use crate::diag::Diagnostic;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};

/// A triple about something with an IRI, borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Statement<'a> {
    pub(super) subject: &'a str,
    pub(super) predicate: &'a str,
    pub(super) object: Object<'a>,
}

/// What a statement says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Object<'a> {
    Iri(&'a str),
    /// The language is empty where there is none.
    Text {
        value: &'a str,
        language: &'a str,
    },
    /// A blank node, or a triple.
    Other,
}

impl<'a> Statement<'a> {
    /// What a triple says; none of a blank node.
    pub(super) fn of(triple: &'a Triple) -> Option<Self> {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { return None };
        let object = match &triple.object {
            Term::NamedNode(node) => Object::Iri(node.as_str()),
            Term::Literal(text) => Object::Text { value: text.value(), language: text.language().unwrap_or_default() },
            _ => Object::Other,
        };
        Some(Self { subject: subject.as_str(), predicate: triple.predicate.as_str(), object })
    }

    /// The IRI of the object.
    pub(super) fn object_iri(&self) -> Option<&'a str> {
        match self.object {
            Object::Iri(iri) => Some(iri),
            _ => None,
        }
    }
}

/// One record of what the build has written.
struct Record<'a> {
    subject: &'a str,
    predicate: &'a str,
    object: &'a str,
    kind: &'a str,
}

impl<'a> Record<'a> {
    fn read(record: &'a str) -> Option<Self> {
        let mut fields = record.split('\u{1f}');
        let [subject, predicate, object, kind] = [fields.next()?, fields.next()?, fields.next()?, fields.next()?];
        Some(Self { subject, predicate, object, kind })
    }

    fn statement(&self) -> Statement<'a> {
        let object = match self.kind.strip_prefix('@') {
            Some(language) => Object::Text { value: self.object, language },
            None if self.kind == "<" => Object::Iri(self.object),
            None => Object::Text { value: self.object, language: "" },
        };
        Statement { subject: self.subject, predicate: self.predicate, object }
    }

    fn triple(&self) -> Triple {
        let node = NamedNode::new_unchecked;
        let object: Term = match (self.kind.strip_prefix('@'), self.kind.strip_prefix('^')) {
            (Some(language), _) => Literal::new_language_tagged_literal_unchecked(self.object, language).into(),
            (None, Some(datatype)) => Literal::new_typed_literal(self.object, node(datatype)).into(),
            (None, None) => node(self.object).into(),
        };
        Triple::new(node(self.subject), node(self.predicate), object)
    }
}

fn records(triples: &str) -> impl Iterator<Item = Record<'_>> {
    triples.split_terminator('\u{1e}').filter_map(Record::read)
}

/// The triples of a Turtle file, or the place of its first mistake.
pub(super) fn triples(file: &DataFile) -> Result<Vec<Triple>, Diagnostic> {
    match file.triples {
        Some(triples) => Ok(records(triples).map(|record| record.triple()).collect()),
        None => parsed(file),
    }
}

/// Hands each statement of a Turtle file to `take`, or returns the place of its first mistake.
pub(super) fn each(file: &DataFile, mut take: impl FnMut(Statement<'_>)) -> Result<(), Diagnostic> {
    match file.triples {
        Some(triples) => records(triples).for_each(|record| take(record.statement())),
        None => parsed(file)?.iter().filter_map(Statement::of).for_each(take),
    }
    Ok(())
}

fn parsed(file: &DataFile) -> Result<Vec<Triple>, Diagnostic> {
    let parser = RdfParser::from_format(RdfFormat::Turtle).for_slice(file.text.as_bytes());
    let mut triples = Vec::new();
    for quad in parser {
        match quad {
            Ok(quad) => triples.push(Triple::new(quad.subject, quad.predicate, quad.object)),
            Err(error) => {
                let at = error.location().map_or(0, |range| range.start.offset);
                let at = usize::try_from(at).unwrap_or(0);
                return Err(file.error(at, error.to_string().replace('\n', " ")));
            }
        }
    }
    Ok(triples)
}

#[cfg(test)]
mod tests {
    use super::super::files::DataFiles;
    use super::*;

    #[test]
    fn what_the_build_has_read_is_what_the_turtle_says() {
        let files = DataFiles::built_in();
        let mut count = 0;
        for file in files.of("entities", ".ttl").chain(files.get("whereas.ttl")) {
            let expected = parsed(file).unwrap();
            assert!(file.triples.is_some(), "{}: not read when the program was built", file.name);
            assert_eq!(triples(file).unwrap(), expected, "{}", file.name);
            let mut statements = expected.iter().filter_map(Statement::of);
            each(file, |statement| assert_eq!(Some(statement), statements.next())).unwrap();
            count += expected.len();
        }
        assert!(count > 10_000, "{count} triples");
    }
}
