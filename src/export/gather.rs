//! The graph of any number of documents, written in bounded memory.
//!
//! The quads of a document come as a [`Piece`]; what does not fit into memory is put aside in sorted runs, and the file is
//! written when all pieces are there. The bytes are those that [`write()`](super::write()) gives for all quads at once.

use super::lines::{self, Line};
use super::reading::{self, Host, Placed};
use super::runs::{NewScratch, Record, Run, Scratch, Sorter};
use super::{ExportError, Format, Prefixes, jsonld, prefixes, standard, turtle};
use crate::ontology::Context;
use crate::rdf::order;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedNodeRef, Quad};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Write};
use std::sync::Arc;

/// A graph in the making.
pub struct Gather<'a> {
    format: Format,
    base: String,
    context: Context,
    new_scratch: &'a NewScratch<'a>,
    /// IRIs of the sources with their paths, from which prefixes are made.
    sources: BTreeMap<String, String>,
    records: Records<'a>,
}

enum Records<'a> {
    Lines(Sorter<'a, Line>),
    Readable(Sorter<'a, Placed>),
    Plain(Sorter<'a, Plain>),
}

/// The quads of one document, as one format needs them. Making it is the larger part of the work, and needs nothing but them.
pub struct Piece {
    sources: Vec<(String, String)>,
    records: PieceRecords,
}

enum PieceRecords {
    Lines(Vec<Line>),
    Readable(Vec<Placed>),
    Plain(Vec<Plain>),
}

impl Piece {
    /// Makes quads ready for a format.
    ///
    /// # Errors
    /// When the format is none of graphs, or cannot hold a character of theirs.
    pub fn new(format: Format, mut quads: Vec<Quad>) -> Result<Self, ExportError> {
        standard::check(format, &quads)?;
        let sources = quads.iter().filter_map(prefixes::source_path);
        let sources = sources.map(|(iri, path)| (iri.to_owned(), path.to_owned())).collect();
        if !format.has_graphs() {
            quads.iter_mut().for_each(|quad| quad.graph_name = GraphName::DefaultGraph);
        }
        let mut records = match format {
            Format::NTriples | Format::NQuads => PieceRecords::Lines(lines::of(&quads, format == Format::NQuads)),
            Format::Turtle => {
                let hosts = reading::hosts(&quads);
                PieceRecords::Readable(reading::placed(quads, &hosts))
            }
            Format::TriG | Format::JsonLd => PieceRecords::Readable(reading::placed(quads, &BTreeMap::new())),
            Format::RdfXml => PieceRecords::Plain(quads.into_iter().map(Plain).collect()),
            Format::JsonLines => return Err(ExportError::NotAGraph(format)),
        };
        // Sorted pieces are cheap to sort together, and who makes pieces may do it beside who adds them.
        match &mut records {
            PieceRecords::Lines(lines) => lines.sort_by(Line::order),
            PieceRecords::Readable(quads) => quads.sort_by(Placed::order),
            PieceRecords::Plain(quads) => quads.sort_by(Plain::order),
        }
        Ok(Self { sources, records })
    }
}

impl<'a> Gather<'a> {
    /// An empty graph. `new_scratch` makes the files in which what does not fit into memory is put aside.
    #[must_use]
    pub fn new(format: Format, base: &str, new_scratch: &'a NewScratch<'a>) -> Self {
        let records = match format {
            Format::NTriples | Format::NQuads | Format::JsonLines => Records::Lines(Sorter::new(new_scratch)),
            Format::Turtle | Format::TriG | Format::JsonLd => Records::Readable(Sorter::new(new_scratch)),
            Format::RdfXml => Records::Plain(Sorter::new(new_scratch)),
        };
        let context = Context::default();
        Self { format, base: base.to_owned(), context, new_scratch, sources: BTreeMap::new(), records }
    }

    /// The same with the words of JSON-LD.
    #[must_use]
    pub fn with_context(self, context: Context) -> Self {
        Self { context, ..self }
    }

    /// Adds the quads of a document.
    ///
    /// # Errors
    /// When a run cannot be put aside.
    ///
    /// # Panics
    /// Never: a piece for another kind of format is left out, and debug builds say so.
    pub fn add(&mut self, piece: Piece) -> io::Result<()> {
        self.sources.extend(piece.sources);
        match (&mut self.records, piece.records) {
            (Records::Lines(sorter), PieceRecords::Lines(lines)) => sorter.extend(lines),
            (Records::Readable(sorter), PieceRecords::Readable(quads)) => sorter.extend(quads),
            (Records::Plain(sorter), PieceRecords::Plain(quads)) => sorter.extend(quads),
            _ => {
                debug_assert!(false, "a piece is made for the format it is added to");
                Ok(())
            }
        }
    }

    /// Writes all of it.
    ///
    /// # Errors
    /// When a run cannot be read or the output fails.
    pub fn write(self, out: &mut impl Write) -> Result<(), ExportError> {
        let sources = self.sources.iter().map(|(iri, path)| (iri.as_str(), path.as_str()));
        let prefixes = Prefixes::new(&self.base).with_source_paths(sources).with_context(self.context);
        match self.records {
            Records::Lines(sorter) => lines::write(sorter.sorted()?, out)?,
            Records::Readable(sorter) if self.format == Format::JsonLd => {
                jsonld::write(sorter.sorted()?, &prefixes, out)?;
            }
            Records::Readable(sorter) => {
                let mut body = turtle::Body::new(&prefixes, Some(self.new_scratch));
                ahead(sorter.sorted()?, |statement| body.push(&statement))?;
                body.finish(out)?;
            }
            Records::Plain(sorter) => {
                let quads = sorter.sorted()?.map(|quad| quad.map(|Plain(quad)| quad));
                standard::write_sorted(quads, &prefixes, out)?;
            }
        }
        Ok(())
    }
}

/// Records that one thread hands to the other at once.
const HANDFUL: usize = 4096;
/// Handfuls that wait to be taken, at most.
const WAITING: usize = 4;

/// Takes the records of a run while another thread reads those that follow.
fn ahead<T: Send, E: From<io::Error>>(run: Run<T>, mut take: impl FnMut(T) -> Result<(), E>) -> Result<(), E> {
    let (send, read) = std::sync::mpsc::sync_channel(WAITING);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            let mut handful = Vec::with_capacity(HANDFUL);
            for record in run {
                handful.push(record);
                if handful.len() == HANDFUL && send.send(std::mem::take(&mut handful)).is_err() {
                    return;
                }
            }
            // Nobody is there only when taking has failed, and that is the error to tell.
            let _ = send.send(handful);
        });
        for record in read.into_iter().flatten() {
            take(record?)?;
        }
        Ok(())
    })
}

/// The name of the graph that a host is written in, before each statement that stands below it.
const HOST: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("urn:x-whereas:host");

/// A quad in the order in which people read.
impl Record for Placed {
    fn order(a: &Self, b: &Self) -> Ordering {
        order::graphs(&a.quad.graph_name, &b.quad.graph_name).then_with(|| Self::compare(a, b))
    }

    fn size(&self) -> usize {
        // A host is shared by the statements of its claims: it adds little to each.
        size_of_quad(&self.quad)
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        if let Some(host) = &self.host {
            writeln!(out, "{} .", host.triple.clone().in_graph(HOST))?;
        }
        writeln!(out, "{} .", self.quad)
    }

    fn read_all(from: Box<dyn Scratch>) -> Run<Self> {
        let mut quads = read_quads(from);
        Box::new(std::iter::from_fn(move || {
            let quad = match quads.next()? {
                Ok(quad) => quad,
                Err(error) => return Some(Err(error)),
            };
            if quad.graph_name != HOST.into() {
                return Some(Ok(Self::new(quad, None)));
            }
            let host = Arc::new(Host::new(quad.into()));
            quads.next().map(|quad| quad.map(|quad| Self::new(quad, Some(host))))
        }))
    }
}

/// A quad in the order of its terms.
struct Plain(Quad);

impl Record for Plain {
    fn order(a: &Self, b: &Self) -> Ordering {
        order::quads(&a.0, &b.0)
    }

    fn size(&self) -> usize {
        size_of_quad(&self.0)
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        writeln!(out, "{} .", self.0)
    }

    fn read_all(from: Box<dyn Scratch>) -> Run<Self> {
        Box::new(read_quads(from).map(|quad| quad.map(Self)))
    }
}

fn read_quads(from: Box<dyn Scratch>) -> impl Iterator<Item = io::Result<Quad>> {
    // What was put aside was looked at when it came in.
    let parser = RdfParser::from_format(RdfFormat::NQuads).lenient();
    let parser = parser.for_reader(BufReader::with_capacity(1 << 16, from));
    parser.map(|quad| quad.map_err(io::Error::other))
}

/// What four strings take beside their letters, in bytes.
const OVERHEAD: usize = 4 * 16;

/// About how much memory a quad takes, in bytes: itself, and four strings.
fn size_of_quad(quad: &Quad) -> usize {
    use oxigraph::model::{NamedOrBlankNode, Term};
    let subject = match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str().len(),
        NamedOrBlankNode::BlankNode(_) => 0,
    };
    let object = match &quad.object {
        Term::NamedNode(node) => node.as_str().len(),
        Term::Literal(literal) => literal.value().len(),
        Term::BlankNode(_) | Term::Triple(_) => 0,
    };
    let graph = match &quad.graph_name {
        GraphName::NamedNode(node) => node.as_str().len(),
        _ => 0,
    };
    size_of::<Placed>() + OVERHEAD + subject + quad.predicate.as_str().len() + object + graph
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rdf::vocab::ws;
    use oxigraph::model::vocab::rdf;
    use oxigraph::model::{Literal, NamedNode, Triple};

    fn memory() -> io::Result<Box<dyn Scratch>> {
        Ok(Box::new(io::Cursor::new(Vec::new())))
    }

    /// The quads of three sources: their own, and what they say alike.
    fn documents() -> Vec<Vec<Quad>> {
        let node = |name: &str| NamedNode::new_unchecked(format!("https://e.org/{name}"));
        let words = ["a\n\"b\"\t\\", "é \u{202e}", "", "10", "9"];
        let of = |source: usize| {
            let graph = node(&format!("s-{source}"));
            let path = Quad::new(graph.clone(), ws::PATH, Literal::new_simple_literal("x.txt"), graph.clone());
            let own = words.iter().enumerate().map(|(index, word)| {
                let literal = Literal::new_language_tagged_literal_unchecked(*word, "fr");
                Quad::new(node(&format!("s-{source}/clause-{}", index + 8)), node("says"), literal, graph.clone())
            });
            let alike = words.iter().map(|word| {
                Quad::new(node("thing"), node("named"), Literal::new_simple_literal(*word), GraphName::DefaultGraph)
            });
            let claim = node(&format!("s-{source}/claim"));
            let edge = Triple::new(node("thing"), node("named"), Literal::new_simple_literal("é \u{202e}"));
            let reified = Quad::new(claim.clone(), rdf::REIFIES, edge, graph.clone());
            let asserted = Quad::new(claim, ws::MODALITY, ws::ASSERTED, graph.clone());
            [path, reified, asserted].into_iter().chain(own).chain(alike).collect()
        };
        (8..11).map(of).collect()
    }

    #[test]
    fn what_is_put_aside_changes_no_byte() {
        for format in Format::ALL.into_iter().filter(|format| *format != Format::JsonLines) {
            let documents = || {
                let mut documents = documents();
                if !format.has_triple_terms() {
                    documents.iter_mut().for_each(|quads| quads.retain(|quad| quad.predicate != rdf::REIFIES));
                }
                documents
            };
            let all: Vec<Quad> = documents().into_iter().flatten().collect();
            let prefixes = Prefixes::new("https://e.org/").with_sources(&all);
            let expected = super::super::to_string(format, &all, &prefixes).expect("a format of graphs");
            for limit in [usize::MAX, 0] {
                let mut graph = Gather::new(format, "https://e.org/", &memory);
                match &mut graph.records {
                    Records::Lines(sorter) => sorter.limit = limit,
                    Records::Readable(sorter) => sorter.limit = limit,
                    Records::Plain(sorter) => sorter.limit = limit,
                }
                for quads in documents() {
                    graph.add(Piece::new(format, quads).expect("a format of graphs")).expect("memory takes it");
                }
                let mut out = Vec::new();
                graph.write(&mut out).expect("memory gives it");
                assert_eq!(String::from_utf8(out).expect("UTF-8"), expected, "{}", format.name());
            }
        }
    }
}
