//! RDF/XML, by Oxigraph's own writer over sorted quads; and what a format cannot hold.

use super::{ExportError, Format, Prefixes};
use crate::rdf::order;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::{GraphName, Quad, Term};
use std::io::{self, Write};

/// Writes quads as RDF/XML, all graphs as one.
pub(super) fn write(quads: &[Quad], prefixes: &Prefixes, out: &mut impl Write) -> io::Result<()> {
    write_sorted(sorted(quads).into_iter().map(Ok), prefixes, out)
}

/// The same of quads that are sorted.
pub(super) fn write_sorted(
    quads: impl Iterator<Item = io::Result<Quad>>,
    prefixes: &Prefixes,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut serializer = RdfSerializer::from_format(RdfFormat::RdfXml);
    for (prefix, namespace) in prefixes.all() {
        serializer = serializer.with_prefix(prefix, namespace).map_err(io::Error::other)?;
    }
    let mut writer = serializer.for_writer(&mut *out);
    for quad in quads {
        writer.serialize_quad(&quad?)?;
    }
    writer.finish()?;
    Ok(())
}

/// Refuses what a format cannot hold: triple terms, and in XML 1.0 control characters, which it has not even escaped.
pub(super) fn check(format: Format, quads: &[Quad]) -> Result<(), ExportError> {
    if !format.has_triple_terms() && quads.iter().any(|quad| matches!(quad.object, Term::Triple(_))) {
        return Err(ExportError::TripleTerm(format));
    }
    if format != Format::RdfXml {
        return Ok(());
    }
    let outside =
        |c: &char| matches!(*c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}');
    let literal = |quad: &Quad| match &quad.object {
        Term::Literal(literal) => literal.value().chars().find(outside),
        _ => None,
    };
    match quads.iter().find_map(literal) {
        Some(character) => Err(ExportError::Character { format, character: u32::from(character) }),
        None => Ok(()),
    }
}

fn sorted(quads: &[Quad]) -> Vec<Quad> {
    let mut sorted = quads.to_vec();
    sorted.iter_mut().for_each(|quad| quad.graph_name = GraphName::DefaultGraph);
    sorted.sort_by(order::quads);
    sorted.dedup();
    sorted
}
