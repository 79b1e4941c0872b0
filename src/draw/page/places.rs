//! Where entities stand in the page: markers with a short name below, laid out as boxes so that names do not meet.

use super::data::Places;
use crate::draw::geometry::Point;
use crate::draw::graph::EntityGraph;
use crate::draw::layout::{Link, Size, layout};
use crate::draw::typeset::{shorten, width};
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;

/// Characters of a name below its marker; `web/src/look.ts` has the same.
const LONGEST: usize = 28;
/// Relations up to which all are named; `web/src/canvas.ts` has the same.
const NAMED: usize = 70;
/// Room for the name of a relation.
const LABEL: Size = Size { width: 62.0, height: 20.0 };
/// Font size of names.
const FONT: f64 = 12.0;
/// Proportion of width to height.
const ASPECT: f64 = 1.35;

/// Places for these entities, in this order, as if there were no others.
pub(super) fn of(graph: &EntityGraph, nodes: &[NodeIndex]) -> Places {
    let index: BTreeMap<NodeIndex, usize> = nodes.iter().enumerate().map(|(at, node)| (*node, at)).collect();
    let sizes: Vec<Size> = nodes.iter().map(|node| size(graph, *node)).collect();
    let ends = graph.graph.edge_indices().filter_map(|edge| graph.graph.edge_endpoints(edge));
    let mut pairs: Vec<(usize, usize)> =
        ends.filter_map(|(from, to)| Some((*index.get(&from)?, *index.get(&to)?))).collect();
    pairs.iter_mut().for_each(|(from, to)| (*from, *to) = (*from.min(to), *from.max(to)));
    pairs.sort_unstable();
    pairs.dedup();
    // Where the page names all relations, room is made for their names.
    let label = (graph.graph.edge_count() <= NAMED).then_some(LABEL);
    let links: Vec<Link> = pairs.into_iter().map(|(from, to)| Link { from, to, label }).collect();
    let placed = layout(&sizes, &links, ASPECT);
    let round = |of: fn(&Point) -> f64| placed.boxes.iter().map(|place| of(place).round() as i32).collect();
    Places { nodes: nodes.iter().map(|node| node.index()).collect(), x: round(|p| p.x), y: round(|p| p.y) }
}

fn size(graph: &EntityGraph, node: NodeIndex) -> Size {
    let name = shorten(graph.graph[node].call(), LONGEST);
    let marker = 2.0 * radius(graph.graph.neighbors_undirected(node).count());
    Size { width: width(&name, FONT, false).max(marker), height: marker + 1.4 * FONT }
}

/// Radius of the marker of an entity with so many relations; `web/src/look.ts` has the same.
fn radius(degree: usize) -> f64 {
    (5.0 + 1.4 * (degree as f64).sqrt()).min(16.0)
}
