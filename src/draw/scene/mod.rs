//! A picture as geometry: every shape, line and word with its place, and nothing of any file format.
//!
//! [`Scene::new`] measures the words, has the boxes laid out, draws the lines through their labels and sets title, legend and
//! source around them. What a format has to do is to write it down.

mod frame;
mod place;

pub use super::curve::{Cubic, Line};
pub use super::nodetext::{Level, Style, TextBlock, TextLine};
pub use super::shape::Shape;
pub(super) use frame::remark;
pub use frame::{Entry, Frame, Item, Words};

use super::geometry::{Point, Rect};
use super::graph::EntityGraph;
use super::layout::{Size, layout};
use super::{Options, graph::Kind};
use crate::relate::Modality;
use petgraph::graph::{EdgeIndex, NodeIndex};

/// Proportion of width to height that pictures aim at.
const ASPECT: f64 = 1.45;
/// Space around the picture.
const MARGIN: f64 = 24.0;

/// A picture.
#[derive(Clone, Debug)]
pub struct Scene {
    /// Width and height of the paper.
    pub size: Size,
    /// Nodes in the order of the graph.
    pub nodes: Vec<Node>,
    /// Links in the order of the graph.
    pub links: Vec<Link>,
    /// Title, legend and source.
    pub frame: Frame,
}

/// A node in its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// Which entity it is.
    pub index: NodeIndex,
    /// What kind of entity.
    pub kind: Kind,
    /// Its box.
    pub rect: Rect,
    /// Its shape.
    pub shape: Shape,
    /// Its words.
    pub text: TextBlock,
    /// Top middle of its words.
    pub text_at: Point,
}

/// A link in its place.
#[derive(Clone, Debug)]
pub struct Link {
    /// Which relation it is.
    pub index: EdgeIndex,
    /// How it is drawn.
    pub look: Look,
    /// Its line; none when its ends leave no room between them.
    pub line: Option<Line>,
    /// Its label and the box of it, when it has room.
    pub label: Option<(TextBlock, Rect)>,
}

/// The ways in which links are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    /// An act of a body, not a fact.
    pub act: bool,
    /// Asserted or prospective.
    pub modality: Modality,
    /// Made by a question and stated by no claim.
    pub made: bool,
}

impl Scene {
    /// The picture of a graph.
    #[must_use]
    pub fn new(graph: &EntityGraph, options: &Options) -> Self {
        let level = Level::of(graph.graph.node_count(), graph.graph.edge_count());
        let (mut nodes, mut links) = place::measure(graph, level);
        let sizes: Vec<Size> = nodes.iter().map(|n| size_of(&n.rect)).collect();
        let wishes = place::wishes(graph, &links, level);
        let placed = layout(&sizes, &wishes, ASPECT);
        let inner = Size { width: placed.width, height: placed.height };
        let (frame, size, corner) = frame::around(graph, &links, options, inner, MARGIN);
        place::put(graph, &mut nodes, &mut links, &placed, corner, level);
        Self { size, nodes, links, frame }
    }

    /// The boxes of all labels that are shown: of nodes, then of links.
    #[must_use]
    pub fn label_boxes(&self) -> Vec<Rect> {
        let nodes = self.nodes.iter().map(|n| n.rect);
        nodes.chain(self.links.iter().filter_map(|l| l.label.as_ref().map(|(_, rect)| *rect))).collect()
    }
}

fn size_of(rect: &Rect) -> Size {
    Size { width: rect.half.x * 2.0, height: rect.half.y * 2.0 }
}
