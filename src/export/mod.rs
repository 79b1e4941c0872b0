//! From a graph to the syntaxes that people and programs read.
//!
//! [`write()`] takes quads in any order and gives the same bytes for the same set. Turtle and TriG are for reading and for `git
//! diff`: sorted, with the prefixes in use alone, one object a line, so that a new claim only adds lines. N-Triples and N-Quads
//! are lines in byte order. JSON-LD has the words of a context. RDF/XML comes from Oxigraph's own writer. JSON Lines is not a graph but an extraction:
//! see [`jsonl`]. The graph of more documents than memory holds is written by [`Gather`].

mod gather;
pub mod jsonl;
mod jsonld;
mod lines;
mod names;
pub mod part;
mod prefixes;
mod reading;
mod runs;
mod standard;
mod turtle;

pub use gather::{Gather, Piece};
pub use prefixes::Prefixes;
pub use runs::{NewScratch, Scratch};

use oxigraph::model::Quad;
use std::io::{self, Write};

/// The formats that the program writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Turtle: all graphs as one, for reading.
    Turtle,
    /// N-Triples: all graphs as one, a triple a line.
    NTriples,
    /// N-Quads: a quad a line.
    NQuads,
    /// `TriG`: Turtle with the named graphs as blocks.
    TriG,
    /// RDF/XML: all graphs as one.
    RdfXml,
    /// JSON-LD with the named graphs.
    JsonLd,
    /// JSON Lines: one object a document; an extraction, not a graph.
    JsonLines,
}

/// What a format is called.
struct Names {
    format: Format,
    name: &'static str,
    media_type: &'static str,
}

/// The name of a format is also the usual ending of its files.
const NAMES: [Names; 7] = [
    Names { format: Format::Turtle, name: "ttl", media_type: "text/turtle" },
    Names { format: Format::NTriples, name: "nt", media_type: "application/n-triples" },
    Names { format: Format::NQuads, name: "nq", media_type: "application/n-quads" },
    Names { format: Format::TriG, name: "trig", media_type: "application/trig" },
    Names { format: Format::RdfXml, name: "rdf", media_type: "application/rdf+xml" },
    Names { format: Format::JsonLd, name: "jsonld", media_type: "application/ld+json" },
    Names { format: Format::JsonLines, name: "jsonl", media_type: "application/jsonl" },
];

impl Format {
    /// Every format, in the order in which they are listed to a user.
    pub const ALL: [Self; 7] =
        [Self::Turtle, Self::NTriples, Self::NQuads, Self::TriG, Self::RdfXml, Self::JsonLd, Self::JsonLines];

    fn names(self) -> &'static Names {
        NAMES.iter().find(|names| names.format == self).unwrap_or(&NAMES[0])
    }

    /// The name on the command line: `ttl`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.names().name
    }

    /// The media type: `text/turtle`.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        self.names().media_type
    }

    /// The format of this name, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        NAMES.iter().find(|names| names.name.eq_ignore_ascii_case(name)).map(|names| names.format)
    }

    /// The format of files with this ending, without its dot.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "turtle" => Some(Self::Turtle),
            "ntriples" => Some(Self::NTriples),
            "nquads" => Some(Self::NQuads),
            "xml" | "owl" => Some(Self::RdfXml),
            "ndjson" => Some(Self::JsonLines),
            name => Self::from_name(name),
        }
    }

    /// Whether the format can hold the triple terms of RDF 1.2.
    #[must_use]
    pub fn has_triple_terms(self) -> bool {
        matches!(self, Self::Turtle | Self::TriG | Self::NTriples | Self::NQuads)
    }

    /// Whether the format keeps the named graphs apart.
    #[must_use]
    pub fn has_graphs(self) -> bool {
        matches!(self, Self::NQuads | Self::TriG | Self::JsonLd)
    }
}

/// Why a graph could not be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The output failed.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// The format is not one of graphs.
    #[error("{} is a format of extractions, not of graphs", .0.name())]
    NotAGraph(Format),
    /// The graph is one of RDF 1.2, and the format is not.
    #[error("{} cannot hold the triple terms of RDF 1.2 (hint: Turtle can)", .0.name())]
    TripleTerm(Format),
    /// The graph has a character that the format has no way to write.
    #[error("{} cannot hold the character U+{character:04X} of a literal (hint: Turtle can)", format.name())]
    Character {
        /// The format.
        format: Format,
        /// The character.
        character: u32,
    },
}

/// Writes quads, in any order and with repetitions, as sorted text of a format.
///
/// # Errors
/// When the output fails, or the format is [`Format::JsonLines`].
pub fn write(format: Format, quads: &[Quad], prefixes: &Prefixes, out: &mut impl Write) -> Result<(), ExportError> {
    match format {
        Format::Turtle | Format::TriG => turtle::write(quads, format == Format::TriG, prefixes, out)?,
        Format::NTriples | Format::NQuads => {
            lines::write(lines::of(quads, format == Format::NQuads).into_iter().map(Ok), out)?;
        }
        Format::RdfXml => {
            standard::check(format, quads)?;
            standard::write(quads, prefixes, out)?;
        }
        Format::JsonLd => {
            standard::check(format, quads)?;
            jsonld::write(reading::sorted(quads, true).into_iter().map(Ok), prefixes, out)?;
        }
        Format::JsonLines => return Err(ExportError::NotAGraph(format)),
    }
    Ok(())
}

/// The same as text.
///
/// # Errors
/// When the format is [`Format::JsonLines`].
pub fn to_string(format: Format, quads: &[Quad], prefixes: &Prefixes) -> Result<String, ExportError> {
    let mut out = Vec::new();
    write(format, quads, prefixes, &mut out)?;
    String::from_utf8(out).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name_and_its_ending() {
        for format in Format::ALL {
            assert_eq!(Format::from_name(format.name()), Some(format));
            assert_eq!(Format::from_extension(&format.name().to_uppercase()), Some(format));
        }
        assert_eq!(Format::from_extension("pdf"), None);
    }
}
