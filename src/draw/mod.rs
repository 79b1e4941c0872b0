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

mod collect;
mod curve;
mod dot;
mod geometry;
mod graph;
pub mod layout;
mod names;
mod nodetext;
mod palette;
pub mod scene;
mod select;
mod shape;
mod svg;
mod typeset;

pub use collect::read;
pub use dot::Dot;
pub use geometry::{Point, Rect};
pub use graph::{Entity, EntityGraph, Kind, LeftOut, Relation, Words};
pub use palette::Theme;
pub use select::Selection;
pub use svg::Svg;

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
    /// The heading; by default the title of the only resolution of the store, if there is only one.
    pub title: Option<String>,
    /// Where the data comes from, printed below the picture; by default a count of documents.
    pub source: Option<String>,
}

/// The formats of pictures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Scalable Vector Graphics, for reports and web pages.
    #[default]
    Svg,
    /// The language of Graphviz, for further layout by its programs.
    Dot,
}

impl Format {
    /// All of them, for messages and completions.
    pub const ALL: [Self; 2] = [Self::Svg, Self::Dot];

    /// The name of the format, which is its usual file ending.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Dot => "dot",
        }
    }

    /// The format that files with this ending have.
    #[must_use]
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension.to_ascii_lowercase().as_str() {
            "svg" => Some(Self::Svg),
            "dot" | "gv" => Some(Self::Dot),
            _ => None,
        }
    }

    fn renderer(self) -> &'static dyn Renderer {
        match self {
            Self::Svg => &Svg,
            Self::Dot => &Dot,
        }
    }
}

/// One picture format.
pub trait Renderer {
    /// The bytes of the picture of this graph.
    fn render(&self, graph: &EntityGraph, options: &Options) -> Vec<u8>;
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
/// let picture = draw(&Store::new()?, &Options::default())?;
/// assert!(picture.starts_with(b"<svg "));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn draw(store: &Store, options: &Options) -> Result<Vec<u8>, DrawError> {
    let graph = read(store, options.language.as_deref())?;
    let selected = options.selection.apply(&graph)?;
    Ok(options.format.renderer().render(&selected, options))
}
