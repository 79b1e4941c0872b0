//! Nodes and links: measured, sent to the layout, put in their places.

use super::{Link, Look, Node, size_of};
use crate::draw::curve::{self, Line};
use crate::draw::geometry::{Point, Rect};
use crate::draw::graph::EntityGraph;
use crate::draw::layout::{self, Layout, Size};
use crate::draw::nodetext::{Level, of_entity, of_relation};
use crate::draw::shape::Shape;
use petgraph::graph::EdgeIndex;
use std::collections::BTreeMap;

/// Space around the words of a label.
const LABEL_PAD: f64 = 3.0;
/// How far lines between the same nodes are bent apart.
const APART: f64 = 16.0;
/// Where along a line a label may go when there is no room in the middle.
const PLACES: [f64; 5] = [0.5, 0.38, 0.62, 0.28, 0.72];

/// Nodes and links with their words and sizes, all at the origin.
pub(super) fn measure(graph: &EntityGraph, level: Level) -> (Vec<Node>, Vec<Link>) {
    let degree = |n| graph.graph.neighbors_undirected(n).count();
    let nodes = graph.graph.node_indices().map(|index| {
        let entity = &graph.graph[index];
        let text = of_entity(entity, level, degree(index));
        let shape = Shape::of(entity.kind);
        let size = shape.around(text.size);
        let rect = Rect::around(Point::default(), size.width, size.height);
        Node { index, kind: entity.kind, rect, shape, text, text_at: Point::default() }
    });
    let links = graph.graph.edge_indices().map(|index| {
        let relation = &graph.graph[index];
        let text = of_relation(&relation.label);
        let rect =
            Rect::around(Point::default(), text.size.width + 2.0 * LABEL_PAD, text.size.height + 2.0 * LABEL_PAD);
        let look = Look { act: relation.act, modality: relation.modality, made: relation.is_made() };
        Link { index, look, line: None, label: Some((text, rect)) }
    });
    (nodes.collect(), links.collect())
}

/// What the layout is asked for.
pub(super) fn wishes(graph: &EntityGraph, links: &[Link], level: Level) -> Vec<layout::Link> {
    let wish = |link: &Link| {
        let (from, to) = ends(graph, link.index);
        let size: Option<Size> = link.label.as_ref().map(|(_, rect)| size_of(rect));
        // A loop has its line drawn around its label, and needs the place in any case.
        layout::Link { from, to, label: size.filter(|_| level != Level::Crowd || from == to) }
    };
    links.iter().map(wish).collect()
}

fn ends(graph: &EntityGraph, index: EdgeIndex) -> (usize, usize) {
    graph.graph.edge_endpoints(index).map_or((0, 0), |(from, to)| (from.index(), to.index()))
}

/// Puts everything where the layout says, moved by `corner`.
pub(super) fn put(
    graph: &EntityGraph,
    nodes: &mut [Node],
    links: &mut [Link],
    placed: &Layout,
    corner: Point,
    level: Level,
) {
    for (node, place) in nodes.iter_mut().zip(&placed.boxes) {
        node.rect.centre = *place + corner;
        let up = Point::new(0.0, -node.text.size.height / 2.0);
        node.text_at = node.rect.centre + node.shape.text_offset() + up;
    }
    let outlines: Vec<Vec<Point>> = nodes.iter().map(|n| n.shape.outline(&n.rect)).collect();
    let bends = bends(graph);
    for (n, link) in links.iter_mut().enumerate() {
        let (from, to) = ends(graph, link.index);
        let (start, end) = (nodes[from].rect.centre, nodes[to].rect.centre);
        let label = placed.labels[n].map(|place| place + corner);
        let parts = match label {
            Some(label) if from == to => curve::around(start, label),
            Some(label) => curve::through(start, label, end),
            None => curve::bent(start, end, bends[n]),
        };
        link.line = curve::clip(&parts, &outlines[from], &outlines[to]);
        match (label, &mut link.label) {
            (Some(place), Some((_, rect))) => rect.centre = place,
            _ if level == Level::Crowd => {}
            _ => link.label = None,
        }
    }
    if level == Level::Crowd {
        label_where_there_is_room(graph, nodes, links, placed);
    }
}

/// How far each line is bent so that those between the same two nodes come apart.
fn bends(graph: &EntityGraph) -> Vec<f64> {
    let mut bundles: BTreeMap<(usize, usize), Vec<(usize, bool)>> = BTreeMap::new();
    for index in graph.graph.edge_indices() {
        let (from, to) = ends(graph, index);
        bundles.entry((from.min(to), from.max(to))).or_default().push((index.index(), from < to));
    }
    let mut bends = vec![0.0; graph.graph.edge_count()];
    for bundle in bundles.values() {
        for (n, (link, forward)) in bundle.iter().enumerate() {
            let aside = (n as f64 - (bundle.len() - 1) as f64 / 2.0) * APART;
            bends[*link] = if *forward { aside } else { -aside };
        }
    }
    bends
}

/// Labels of links that find a free place on their line, those with most claims first.
fn label_where_there_is_room(graph: &EntityGraph, nodes: &[Node], links: &mut [Link], placed: &Layout) {
    let mut taken: Vec<Rect> = nodes.iter().map(|n| n.rect.grown(2.0)).collect();
    let fixed = |n: usize| placed.labels[n].is_some();
    taken.extend((0..links.len()).filter(|n| fixed(*n)).filter_map(|n| links[n].label.as_ref().map(|(_, r)| *r)));
    let mut order: Vec<usize> = (0..links.len()).filter(|n| !fixed(*n)).collect();
    order.sort_by_key(|n| (usize::MAX - graph.graph[links[*n].index].evidence.len(), *n));
    for n in order {
        let link = &mut links[n];
        let Some((text, rect)) = link.label.take() else { continue };
        let spot = link.line.as_ref().and_then(|line| free_place(line, rect, &taken));
        if let Some(spot) = spot {
            taken.push(spot);
            link.label = Some((text, spot));
        }
    }
}

fn free_place(line: &Line, rect: Rect, taken: &[Rect]) -> Option<Rect> {
    let part = line.parts.first()?;
    PLACES
        .into_iter()
        .map(|t| Rect { centre: part.at(t), ..rect })
        .find(|spot| taken.iter().all(|other| !other.overlaps(spot)))
}
