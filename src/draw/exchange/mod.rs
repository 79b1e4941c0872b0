//! Formats of other tools: the graph with its evidence, for who goes on working with it elsewhere.
//!
//! All say the same: entities with type, names, address and numbers; relations with the words that say them, modality and dates.
//! `Rows` hold that once, and each format only writes it down. Entities have their places and colours where a format knows
//! such things, so that the graph opens as it is drawn here. Everything is in it, however large: whoever opens it decides what
//! is legible; only Mermaid, which draws at once, gets the most connected part.

mod cypher;
mod cytoscape;
mod gexf;
mod graphml;
mod jgf;
mod mermaid;
mod neo4j;

pub use cypher::Cypher;
pub use cytoscape::Cytoscape;
pub use gexf::Gexf;
pub use graphml::GraphMl;
pub use jgf::Jgf;
pub use mermaid::Mermaid;
pub use neo4j::Neo4j;

use super::Options;
use super::geometry::Point;
use super::graph::{Entity, EntityGraph, Relation};
use super::layout::{Link, Size, layout};
use super::names::{clean, local_name};
use super::palette::{Palette, Theme};
use super::typeset::{shorten, width, wrap};
use crate::relate::Modality;
use petgraph::visit::EdgeRef as _;
use std::collections::BTreeSet;

/// Entities up to which places are given.
const PLACED: usize = 6000;
/// Proportion of width to height.
const ASPECT: f64 = 1.4;
/// Font size of the names on nodes.
const FONT: f64 = 12.0;

/// An entity as formats write it.
struct Node<'a> {
    /// `n0`, `n1` …
    id: String,
    entity: &'a Entity,
    /// Local name of its class; `Entity` when there is none.
    kind: &'static str,
    /// Fill and outline as `#rrggbb`.
    colours: (String, String),
    /// Middle and size of its box, in pixels, y downwards.
    place: Option<(Point, Size)>,
    /// Days of the documents that name it.
    dates: BTreeSet<String>,
}

/// A relation as formats write it.
struct Edge<'a> {
    /// `e0`, `e1` …
    id: String,
    from: usize,
    to: usize,
    relation: &'a Relation,
    /// Local name of the predicate.
    name: &'a str,
    /// Whether it is only prospective.
    prospective: bool,
    colour: String,
    /// Days of the documents that say it.
    dates: BTreeSet<String>,
    /// Paths of the documents that say it.
    documents: BTreeSet<&'a str>,
}

/// The graph as formats write it.
struct Rows<'a> {
    title: String,
    nodes: Vec<Node<'a>>,
    edges: Vec<Edge<'a>>,
}

impl<'a> Rows<'a> {
    fn new(graph: &'a EntityGraph, options: &Options) -> Self {
        let palette = if options.theme == Theme::Dark { Palette::dark() } else { Palette::light() };
        let mut nodes = nodes(graph, &palette);
        let edges: Vec<Edge<'_>> = graph
            .graph
            .edge_references()
            .enumerate()
            .map(|(n, edge)| {
                let relation = edge.weight();
                let evidence = || relation.evidence.iter().filter_map(|claim| graph.sources.get(claim.source));
                Edge {
                    id: format!("e{n}"),
                    from: edge.source().index(),
                    to: edge.target().index(),
                    relation,
                    name: local_name(&relation.predicate),
                    prospective: relation.modality == Modality::Prospective,
                    colour: if relation.act { palette.act.clone() } else { palette.fact.clone() },
                    dates: evidence().filter_map(|source| day(source.date.as_deref()?)).collect(),
                    documents: evidence().map(|source| source.path.as_deref().unwrap_or(&source.iri)).collect(),
                }
            })
            .collect();
        for edge in &edges {
            for end in [edge.from, edge.to] {
                nodes[end].dates.extend(edge.dates.iter().cloned());
            }
        }
        let title = options.title.as_deref().map(clean).or_else(|| graph.title.clone()).unwrap_or_default();
        Self { title, nodes, edges }
    }
}

fn nodes<'a>(graph: &'a EntityGraph, palette: &Palette) -> Vec<Node<'a>> {
    let places = places(graph);
    let node = |(n, entity): (usize, &'a Entity)| {
        let (fill, line) = palette.kind(entity.kind);
        Node {
            id: format!("n{n}"),
            entity,
            kind: if entity.kind.name().is_empty() { "Entity" } else { entity.kind.name() },
            colours: (fill.to_owned(), line.to_owned()),
            place: places.get(n).copied(),
            dates: BTreeSet::new(),
        }
    };
    graph.graph.node_weights().enumerate().map(node).collect()
}

/// Where boxes with names stand; nothing for a graph too large to be laid out.
fn places(graph: &EntityGraph) -> Vec<(Point, Size)> {
    if graph.graph.node_count() > PLACED {
        return Vec::new();
    }
    let sizes: Vec<Size> = graph.graph.node_weights().map(size).collect();
    let mut pairs: Vec<(usize, usize)> =
        graph.graph.edge_references().map(|edge| (edge.source().index(), edge.target().index())).collect();
    pairs.sort_unstable();
    pairs.dedup();
    let links: Vec<Link> = pairs.into_iter().map(|(from, to)| Link { from, to, label: None }).collect();
    let placed = layout(&sizes, &links, ASPECT);
    placed.boxes.into_iter().zip(sizes).collect()
}

fn size(entity: &Entity) -> Size {
    let lines = lines(entity);
    let widest = lines.iter().map(|line| width(line, FONT, false)).fold(20.0, f64::max);
    Size { width: (widest + 20.0).ceil(), height: (lines.len().max(1) as f64 * FONT * 1.3 + 12.0).ceil() }
}

/// The name on a node, in lines.
fn lines(entity: &Entity) -> Vec<String> {
    wrap(&shorten(entity.call(), 120), FONT, false, 4, 200.0)
}

/// A whole day for what may be a year, a month or an interval, by its beginning.
fn day(date: &str) -> Option<String> {
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let first = date.split('/').next().unwrap_or_default();
    let mut parts = first.split('-');
    let year = parts.next().filter(|year| year.len() == 4 && digits(year))?;
    let mut part = || parts.next().filter(|part| part.len() == 2 && digits(part)).unwrap_or("01");
    let (month, day) = (part(), part());
    Some(format!("{year}-{month}-{day}"))
}

/// A number with one decimal.
fn number(x: f64) -> String {
    super::xml::number(x)
}

/// Several texts as one.
fn joined<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().collect::<Vec<_>>().join(" | ")
}

/// A name such as `executingAgencyOf` as graph databases write types of relations: `EXECUTING_AGENCY_OF`.
fn upper_snake(name: &str) -> String {
    let mut out = String::new();
    let mut after_lower = false;
    for c in name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }) {
        if c.is_ascii_uppercase() && after_lower {
            out.push('_');
        }
        out.push(c.to_ascii_uppercase());
        after_lower = c.is_ascii_lowercase();
    }
    if out.chars().all(|c| c == '_') || out.starts_with(|c: char| c.is_ascii_digit()) {
        out.insert_str(0, "R_");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_days() {
        assert_eq!(day("2012-11-05/2012-11-08").as_deref(), Some("2012-11-05"));
        assert_eq!(day("2012").as_deref(), Some("2012-01-01"));
        assert_eq!(day("2012-xx").as_deref(), Some("2012-01-01"));
        assert_eq!(day("\" onload=\""), None);
    }

    #[test]
    fn types_of_relations_are_words_in_capitals() {
        assert_eq!(upper_snake("executingAgencyOf"), "EXECUTING_AGENCY_OF");
        assert_eq!(upper_snake("a`]-(b"), "A____B");
        assert_eq!(upper_snake("»"), "R__");
        assert_eq!(upper_snake(""), "R_");
    }
}
