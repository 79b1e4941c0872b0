//! GEXF 1.3: types, colours, places and dates, as Gephi opens them.

use super::{Edge, Node, Rows, joined, number};
use crate::draw::graph::Kind;
use crate::draw::xml::{Xml, attributes};
use crate::draw::{DrawError, Drawn, Picture, Renderer};
use std::collections::BTreeSet;

/// The GEXF format.
#[derive(Clone, Copy, Debug)]
pub struct Gexf;

/// Attributes of nodes, by index.
const OF_NODES: [(&str, &str); 7] = [
    ("iri", "anyURI"),
    ("type", "string"),
    ("name", "string"),
    ("names", "string"),
    ("known", "string"),
    ("claims", "integer"),
    ("documents", "integer"),
];
/// Attributes of edges, by index.
const OF_EDGES: [(&str, &str); 6] = [
    ("predicate", "anyURI"),
    ("act", "boolean"),
    ("prospective", "boolean"),
    ("claims", "integer"),
    ("quotes", "string"),
    ("documents", "string"),
];

impl Renderer for Gexf {
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        let rows = Rows::new(picture.graph, picture.options);
        // Where nothing is dated, a timeline would only hide things.
        let dated = rows.edges.iter().any(|edge| !edge.dates.is_empty());
        let mut xml = Xml::default();
        xml.raw(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gexf xmlns=\"http://gexf.net/1.3\" xmlns:viz=\"http://gexf.net/1.3/viz\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"http://gexf.net/1.3 \
             http://gexf.net/1.3/gexf.xsd\" version=\"1.3\">\n<meta>",
        );
        xml.leaf("creator", &[], "whereas");
        xml.leaf("description", &[], &rows.title);
        xml.raw("</meta>\n");
        let time = if dated { " mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"timestamp\"" } else { "" };
        xml.raw(&format!("<graph defaultedgetype=\"directed\"{time}>\n"));
        declare(&mut xml, "node", &OF_NODES);
        declare(&mut xml, "edge", &OF_EDGES);
        xml.raw("<nodes>\n");
        rows.nodes.iter().for_each(|node| write_node(&mut xml, node));
        xml.raw("</nodes>\n<edges>\n");
        rows.edges.iter().for_each(|edge| write_edge(&mut xml, edge));
        xml.raw("</edges>\n</graph>\n</gexf>\n");
        Ok(Drawn::File(xml.into_text().into_bytes()))
    }
}

fn declare(xml: &mut Xml, class: &str, all: &[(&str, &str)]) {
    xml.raw(&format!("<attributes class=\"{class}\">"));
    for (n, (title, kind)) in all.iter().enumerate() {
        xml.empty("attribute", &[("id", &n.to_string()), ("title", title), ("type", kind)]);
    }
    xml.raw("</attributes>\n");
}

fn values(xml: &mut Xml, values: &[&str]) {
    xml.raw("<attvalues>");
    for (n, value) in values.iter().enumerate().filter(|(_, value)| !value.is_empty()) {
        xml.empty("attvalue", &[("for", &n.to_string()), ("value", value)]);
    }
    xml.raw("</attvalues>");
}

/// `[2012-11-08, 2013-01-01]`, when there are any.
fn timestamps(dates: &BTreeSet<String>) -> String {
    let list = dates.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    if list.is_empty() { String::new() } else { format!(" timestamps=\"[{list}]\"") }
}

fn write_node(xml: &mut Xml, node: &Node<'_>) {
    let entity = node.entity;
    let tag = attributes(&[("id", &node.id), ("label", entity.call())]);
    xml.raw(&format!("<node {tag}{}>", timestamps(&node.dates)));
    let names = joined(entity.names.iter().map(String::as_str));
    let (claims, documents) = (entity.claims.to_string(), entity.documents.to_string());
    let known = joined(entity.lines());
    values(xml, &[&entity.iri, node.kind, &entity.name, &names, &known, &claims, &documents]);
    let [r, g, b] = channels(&node.colours.1).map(|channel| channel.to_string());
    xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)]);
    if let Some((place, _)) = node.place {
        xml.empty("viz:position", &[("x", &number(place.x)), ("y", &number(-place.y)), ("z", "0")]);
    }
    xml.empty("viz:size", &[("value", &number((8.0 + 2.0 * (entity.claims as f64).sqrt()).min(40.0)))]);
    xml.empty("viz:shape", &[("value", shape(entity.kind))]);
    xml.raw("</node>\n");
}

fn write_edge(xml: &mut Xml, edge: &Edge<'_>) {
    let relation = edge.relation;
    let (from, to) = (format!("n{}", edge.from), format!("n{}", edge.to));
    let weight = relation.evidence.len().to_string();
    // The kind keeps edges apart that join the same two.
    let tag = attributes(&[
        ("id", &edge.id),
        ("source", &from),
        ("target", &to),
        ("kind", edge.name),
        ("label", &relation.label),
        ("weight", &weight),
    ]);
    xml.raw(&format!("<edge {tag}{}>", timestamps(&edge.dates)));
    let bool = |yes: bool| if yes { "true" } else { "false" };
    let (quotes, documents) = (joined(relation.quotes()), joined(edge.documents.iter().copied()));
    values(xml, &[&relation.predicate, bool(relation.act), bool(edge.prospective), &weight, &quotes, &documents]);
    let [r, g, b] = channels(&edge.colour).map(|channel| channel.to_string());
    xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)]);
    xml.empty("viz:shape", &[("value", if edge.prospective { "dashed" } else { "solid" })]);
    xml.raw("</edge>\n");
}

fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Organization | Kind::Document => "square",
        Kind::Programme => "triangle",
        Kind::Group | Kind::Event => "diamond",
        _ => "disc",
    }
}

/// Red, green and blue of `#rrggbb`.
fn channels(colour: &str) -> [u8; 3] {
    [1, 3, 5].map(|at| colour.get(at..at + 2).and_then(|hex| u8::from_str_radix(hex, 16).ok()).unwrap_or_default())
}
