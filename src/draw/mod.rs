//! Pictures of a knowledge graph: entities as labelled shapes, claims as labelled arrows.
//!
//! [`draw`] goes from a store to the bytes of a picture in four steps, each a pure function:
//!
//! 1. [`read`]: quads to an [`EntityGraph`] (petgraph): entities as nodes, claims grouped into relations as edges;
//! 2. [`Selection::apply`]: the part that was asked for;
//! 3. [`layout`]: where everything stands, and [`Scene`](scene::Scene): every line, shape and word with its coordinates;
//! 4. a [`Renderer`]: one file a format.
//!
//! Layout and scene know nothing of a file format and the formats know nothing of RDF, so that a new format is one file.
//! Everything is a function of the graph alone: no clock, no random number, floats written with fixed decimals. The same
//! graph gives the same bytes, in whatever order its quads came.

mod asked;
mod collect;
mod curve;
mod dot;
mod exchange;
mod geometry;
mod graph;
pub mod layout;
mod names;
mod nodetext;
mod page;
mod palette;
mod print;
pub mod scene;
mod select;
mod shape;
mod svg;
mod typeset;
mod xml;

pub use collect::read;
pub use dot::Dot;
pub use exchange::{Cypher, Cytoscape, Gexf, GraphMl, Jgf, Mermaid, Neo4j};
pub use geometry::{Point, Rect};
pub use graph::{Detail, Entity, EntityGraph, Evidence, Kind, LeftOut, Relation, Source, Words};
pub use page::Page;
pub use palette::Theme;
pub use print::{MOST_PIXELS, Pdf, Png};
pub use select::Selection;
pub use svg::Svg;

use crate::ontology::Interface;
use oxigraph::store::{StorageError, Store};

/// Entities that a static picture still shows legibly.
pub const LEGIBLE: usize = 500;

/// What to draw and how.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The format of the picture.
    pub format: Format,
    /// The part of the graph to show.
    pub selection: Selection,
    /// BCP 47 code of the language of names and relations; by default the one in which most entities have a name.
    pub language: Option<String>,
    /// Light, dark, or whatever the reader's screen prefers.
    pub theme: Theme,
    /// Pixels that a PNG is wide; by default two for each of the picture.
    pub width: Option<u32>,
    /// The heading; by default the title of the only resolution of the store, if there is only one.
    pub title: Option<String>,
    /// Where the data comes from, printed below the picture; by default a count of documents.
    pub source: Option<String>,
    /// What pictures and pages say to people.
    pub interface: Interface,
    /// Documents that a page shows in full; of any other it shows what the graph quotes.
    pub texts: Vec<Text>,
}

/// A document in full, for [`Format::Html`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Its path, as [`Source::path`].
    pub path: String,
    /// SHA-256 of the text: a text that is not the graph's is not shown.
    pub text_sha256: String,
    /// The text.
    pub text: String,
    /// Number of the text's first code point: more than 0 in a later part of a file.
    pub start: u32,
    /// First code point of each name, 0-based, one past the last, and the IRI of the thing named; in order.
    pub mentions: Vec<(u32, u32, String)>,
}

/// The formats of pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Scalable Vector Graphics, for reports and web pages.
    #[default]
    Svg,
    /// Portable Network Graphics, for programs that take no other picture.
    Png,
    /// Portable Document Format, for print.
    Pdf,
    /// The language of Graphviz, for further layout by its programs.
    Dot,
    /// A page to explore the graph in, one file that needs nothing else.
    Html,
    /// `GraphML`, for yEd, Gephi, networkx and many others.
    GraphMl,
    /// GEXF, for Gephi.
    Gexf,
    /// Cytoscape JSON, for Cytoscape and Cytoscape.js.
    Cytoscape,
    /// JSON Graph Format.
    Jgf,
    /// A flow chart of Mermaid, for Markdown pages.
    Mermaid,
    /// Statements for graph databases.
    Cypher,
    /// A folder of CSV files for `neo4j-admin database import`.
    Neo4j,
}

impl Format {
    /// All of them, for messages and completions.
    pub const ALL: [Self; 12] = [
        Self::Svg,
        Self::Png,
        Self::Pdf,
        Self::Html,
        Self::Dot,
        Self::GraphMl,
        Self::Gexf,
        Self::Cytoscape,
        Self::Jgf,
        Self::Mermaid,
        Self::Cypher,
        Self::Neo4j,
    ];

    /// The name of the format, which is its usual file ending.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Dot => "dot",
            Self::Html => "html",
            Self::GraphMl => "graphml",
            Self::Gexf => "gexf",
            Self::Cytoscape => "cyjs",
            Self::Jgf => "jgf",
            Self::Mermaid => "mmd",
            Self::Cypher => "cypher",
            Self::Neo4j => "neo4j",
        }
    }

    /// The format that files with this ending have.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "dot" | "gv" => Some(Self::Dot),
            "html" | "htm" => Some(Self::Html),
            "mmd" | "mermaid" => Some(Self::Mermaid),
            "cypher" | "cql" => Some(Self::Cypher),
            other => Self::ALL.into_iter().find(|format| !format.is_folder() && format.name() == other),
        }
    }

    /// Whether a picture of this format is a folder of files.
    #[must_use]
    pub fn is_folder(self) -> bool {
        self == Self::Neo4j
    }

    fn renderer(self) -> &'static dyn Renderer {
        match self {
            Self::Svg => &Svg,
            Self::Png => &Png,
            Self::Pdf => &Pdf,
            Self::Dot => &Dot,
            Self::Html => &Page,
            Self::GraphMl => &GraphMl,
            Self::Gexf => &Gexf,
            Self::Cytoscape => &Cytoscape,
            Self::Jgf => &Jgf,
            Self::Mermaid => &Mermaid,
            Self::Cypher => &Cypher,
            Self::Neo4j => &Neo4j,
        }
    }
}

/// What a format is made from.
#[derive(Clone, Copy)]
pub struct Picture<'a> {
    /// Where the graph was read from, for what only some formats show.
    pub store: &'a Store,
    /// The part of the graph that was asked for.
    pub graph: &'a EntityGraph,
    /// How to draw it.
    pub options: &'a Options,
}

/// A picture, written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Drawn {
    /// The bytes of a file.
    File(Vec<u8>),
    /// The bytes of a file in which some letters are empty boxes.
    Lacking {
        /// The bytes.
        bytes: Vec<u8>,
        /// Letters that no font has here, in order.
        missing: Vec<char>,
    },
    /// The files of a folder: name, bytes.
    Folder(Vec<(&'static str, Vec<u8>)>),
}

impl Drawn {
    /// All bytes, those of the files of a folder one after another.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        match self {
            Self::File(bytes) | Self::Lacking { bytes, .. } => bytes,
            Self::Folder(files) => files.into_iter().flat_map(|(_, bytes)| bytes).collect(),
        }
    }
}

/// One picture format.
pub trait Renderer {
    /// The picture.
    ///
    /// # Errors
    /// When the store cannot be read, or this program was built without what the format needs.
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError>;
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DrawError {
    /// The store cannot be read.
    #[error(transparent)]
    Store(#[from] StorageError),
    /// A selection names something that the graph does not have.
    #[error("no {what} is called \"{name}\" in this graph{}", suggestion(.nearest))]
    Unknown {
        /// Entity, type or relation.
        what: &'static str,
        /// What was asked for.
        name: String,
        /// What comes near it, the nearest first.
        nearest: Vec<String>,
    },
    /// Two entities that are not connected, however far one goes.
    #[error("no relations lead from \"{from}\" to \"{to}\" in this graph")]
    NoPath {
        /// Where the path was to begin.
        from: String,
        /// Where it was to end.
        to: String,
    },
    /// The program was built where `web/dist` had no page.
    #[error("this program was built without the explorer page (hint: `make` builds it, with npm)")]
    NoPage,
    /// This program was built without PNG and PDF.
    #[error("this program was built without PNG and PDF (hint: the feature `print` has them)")]
    NoPrint,
    /// More pixels than there is room for.
    #[error("a PNG {wished} pixels wide: expected at most {widest} for this picture")]
    TooWide {
        /// Pixels asked for.
        wished: u32,
        /// Pixels that a PNG of this picture can be wide.
        widest: u32,
    },
    /// The picture cannot be written down.
    #[error("cannot write the picture: {0}")]
    Unwritten(String),
}

fn suggestion(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!(" (hint: there is {})", nearest.join(", ")) }
}

/// Draws the graph of a store.
///
/// # Errors
/// When the store cannot be read or the selection names what it does not have.
///
/// ```
/// use oxigraph::store::Store;
/// use whereas::draw::{Options, draw};
///
/// let picture = draw(&Store::new()?, &Options::default())?.into_bytes();
/// assert!(picture.starts_with(b"<svg "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn draw(store: &Store, options: &Options) -> Result<Drawn, DrawError> {
    let graph = read(store, options.language.as_deref())?;
    let selected = options.selection.apply(&graph)?;
    options.format.renderer().render(Picture { store, graph: &selected, options })
}
