//! A graph file: what one source says, in N-Quads, with what it was made from and a hash of itself.
//!
//! ```text
//! # source <IRI> PATH                 the source; its path as in the graph, control characters percent-encoded
//! # made from SHA256 by RECIPE        the hash of the document's bytes, and what read it; absent when nobody said
//! …                                   lines of the source's named graph, sorted
//! # default graph
//! …                                   lines that it contributes to the default graph, sorted
//! # sha256 HASH                       of all bytes above
//! ```
//!
//! All of it is N-Quads with comments. The hash stands in the file, so that a document is one file and one rename, and a
//! byte that has flipped is found in any copy of it.

use super::{StoreError, name};
use oxigraph::io::{RdfFormat, RdfParser, RdfSyntaxError};
use oxigraph::model::{GraphNameRef, NamedOrBlankNode, Quad, Term};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use sha2::{Digest, Sha256};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// What would break the first line.
const ESCAPED: &AsciiSet = &CONTROLS.add(b'%');
const SOURCE: &str = "# source <";
const MADE: &str = "# made from ";
const DEFAULT: &str = "# default graph\n";
const SHA256: &str = "# sha256 ";
/// Bytes of the last line.
const LAST_LINE: usize = SHA256.len() + 64 + 1;

/// What a document says, ready to be put into a store.
#[derive(Clone, Debug)]
pub struct GraphFile {
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

/// From what and by what a graph was made; equal ones make the same graph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// SHA-256 of the document's bytes, in hexadecimal.
    pub bytes_sha256: String,
    /// All else that the graph depends on, on one line: program, ontology, base IRI.
    pub recipe: String,
}

impl Origin {
    fn line(&self) -> String {
        format!("{MADE}{} by {}\n", self.bytes_sha256, self.recipe.replace(['\n', '\r'], " "))
    }

    fn parse(line: &str) -> Option<Self> {
        let (bytes_sha256, recipe) = line.trim_end().strip_prefix(MADE)?.split_once(" by ")?;
        Some(Self { bytes_sha256: bytes_sha256.to_owned(), recipe: recipe.to_owned() })
    }
}

impl GraphFile {
    /// The file of the source at `path`, relative to the input root and with `/`. The same quads give the same bytes,
    /// whatever their order.
    ///
    /// # Errors
    /// When a quad has a blank node or belongs neither to the default graph nor to the graph `iri`.
    pub fn new(path: &str, iri: &str, origin: Option<&Origin>, quads: &[Quad]) -> Result<Self, StoreError> {
        if let Some(quad) = quads.iter().find(|quad| !belongs(quad, iri)) {
            return Err(StoreError::Quad {
                source_path: path.to_owned(),
                source_iri: iri.to_owned(),
                quad: quad.to_string(),
            });
        }
        let lines = |default: bool| {
            let of = quads.iter().filter(|quad| quad.graph_name.is_default_graph() == default);
            let mut lines: Vec<String> = of.map(|quad| format!("{quad} .\n")).collect();
            lines.sort_unstable();
            lines.dedup();
            lines.concat()
        };
        let made = origin.map(Origin::line).unwrap_or_default();
        let path_shown = utf8_percent_encode(path, ESCAPED);
        let text = format!("{SOURCE}{iri}> {path_shown}\n{made}{}{DEFAULT}{}", lines(false), lines(true));
        Ok(Self { path: path.to_owned(), bytes: sealed(text) })
    }

    /// The path of the source.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }
}

/// The text with the line that holds its hash.
pub(super) fn sealed(mut text: String) -> Vec<u8> {
    let hash = name::hex(&Sha256::digest(&text));
    text.extend([SHA256, &hash, "\n"]);
    text.into_bytes()
}

/// Whether bytes end with the hash of what stands before it.
pub(super) fn seal(bytes: &[u8]) -> Seal {
    let Some((text, line)) = bytes.len().checked_sub(LAST_LINE).and_then(|at| bytes.split_at_checked(at)) else {
        return Seal::Missing;
    };
    match line.strip_prefix(SHA256.as_bytes()).and_then(|hash| hash.strip_suffix(b"\n")) {
        None => Seal::Missing,
        Some(hash) if hash == name::hex(&Sha256::digest(text)).as_bytes() => Seal::Whole,
        Some(_) => Seal::Broken,
    }
}

/// What the last line of a file says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seal {
    /// The bytes are those that were written.
    Whole,
    /// They are not.
    Broken,
    /// There is no such line.
    Missing,
}

/// Path and IRI of the source and the origin of a file, from its first lines.
pub(super) fn head(path: &Path) -> io::Result<Option<(String, String, Option<Origin>)>> {
    let mut lines = BufReader::new(std::fs::File::open(path)?);
    let (mut first, mut second) = (String::new(), String::new());
    lines.read_line(&mut first)?;
    lines.read_line(&mut second)?;
    Ok(source(first.trim_end()).map(|(path, iri)| (path, iri, Origin::parse(&second))))
}

/// The origin of a file that is whole, as far as its two ends tell; none when there is no such file.
pub(super) fn origin(path: &Path) -> Option<Origin> {
    let mut file = std::fs::File::open(path).ok()?;
    file.seek(SeekFrom::End(-i64::try_from(LAST_LINE).ok()?)).ok()?;
    let mut last = [0; LAST_LINE];
    file.read_exact(&mut last).ok()?;
    (last.starts_with(SHA256.as_bytes()) && last.ends_with(b"\n")).then_some(())?;
    head(path).ok()??.2
}

/// `# source <IRI> PATH` as (path, IRI).
pub(super) fn source(line: &str) -> Option<(String, String)> {
    let (iri, path) = line.strip_prefix(SOURCE)?.split_once("> ")?;
    Some((percent_decode_str(path).decode_utf8().ok()?.into_owned(), iri.to_owned()))
}

/// The quads of a file's bytes; the file is for errors.
pub(super) fn parse(bytes: &[u8], file: &Path) -> Result<Vec<Quad>, StoreError> {
    let parser = RdfParser::from_format(RdfFormat::NQuads);
    // What has the hash that it was written with was looked at when it was written: to look at each IRI again is a tenth of the time.
    let parser = if seal(bytes) == Seal::Whole { parser.lenient() } else { parser };
    let quads = parser.for_slice(bytes);
    quads.collect::<Result<_, _>>().map_err(|error: RdfSyntaxError| {
        let line = error.location().map_or(1, |place| place.start.line + 1);
        let message = error.to_string().replace('\n', " ");
        // The parser's own place is in columns of a file that nobody opens by hand; the line is enough.
        let message = message.split_once(": ").map_or(message.as_str(), |(_, rest)| rest).to_owned();
        StoreError::Graph { path: file.to_owned(), line, message }
    })
}

/// Whether a quad may stand in the file of the source with this IRI.
pub(super) fn belongs(quad: &Quad, source_iri: &str) -> bool {
    let graph = match quad.graph_name.as_ref() {
        GraphNameRef::DefaultGraph => true,
        GraphNameRef::NamedNode(graph) => graph.as_str() == source_iri,
        GraphNameRef::BlankNode(_) => false,
    };
    graph && is_ground(quad)
}

/// Whether a quad has no blank node.
pub(super) fn is_ground(quad: &Quad) -> bool {
    fn ground(term: &Term) -> bool {
        match term {
            Term::NamedNode(_) | Term::Literal(_) => true,
            Term::BlankNode(_) => false,
            Term::Triple(triple) => matches!(triple.subject, NamedOrBlankNode::NamedNode(_)) && ground(&triple.object),
        }
    }
    matches!(quad.subject, NamedOrBlankNode::NamedNode(_))
        && ground(&quad.object)
        && !matches!(quad.graph_name, oxigraph::model::GraphName::BlankNode(_))
}
