//! `GraphML` with typed keys, and with the labels, shapes and places that yEd shows.

use super::{Edge, Node, Rows, joined, lines, number};
use crate::draw::graph::Kind;
use crate::draw::xml::{Xml, attributes};
use crate::draw::{DrawError, Drawn, Picture, Renderer};

/// The `GraphML` format.
#[derive(Clone, Copy, Debug)]
pub struct GraphMl;

/// Keys of nodes and edges: id, for what, name, type.
const KEYS: [(&str, &str, &str, &str); 17] = [
    ("iri", "node", "iri", "string"),
    ("name", "node", "name", "string"),
    ("short", "node", "short", "string"),
    ("type", "node", "type", "string"),
    ("names", "node", "names", "string"),
    ("known", "node", "known", "string"),
    ("nclaims", "node", "claims", "int"),
    ("ndocuments", "node", "documents", "int"),
    ("predicate", "edge", "predicate", "string"),
    ("relation", "edge", "relation", "string"),
    ("act", "edge", "act", "boolean"),
    ("prospective", "edge", "prospective", "boolean"),
    ("eclaims", "edge", "claims", "int"),
    ("quotes", "edge", "quotes", "string"),
    ("documents", "edge", "documents", "string"),
    ("first", "edge", "first", "string"),
    ("last", "edge", "last", "string"),
];

impl Renderer for GraphMl {
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        let rows = Rows::new(picture.graph, picture.options);
        let mut xml = Xml::default();
        xml.raw(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" \
             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:y=\"http://www.yworks.com/xml/graphml\" \
             xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://www.yworks.com/xml/schema/graphml/1.1/ygraphml.xsd\">\n",
        );
        for (id, owner, name, kind) in KEYS {
            xml.empty("key", &[("id", id), ("for", owner), ("attr.name", name), ("attr.type", kind)]);
            xml.raw("\n");
        }
        for (id, owner, kind) in [("ynode", "node", "nodegraphics"), ("yedge", "edge", "edgegraphics")] {
            xml.empty("key", &[("id", id), ("for", owner), ("yfiles.type", kind)]);
            xml.raw("\n");
        }
        xml.raw("<graph id=\"G\" edgedefault=\"directed\">\n");
        rows.nodes.iter().for_each(|node| write_node(&mut xml, node));
        rows.edges.iter().for_each(|edge| write_edge(&mut xml, edge));
        xml.raw("</graph>\n</graphml>\n");
        Ok(Drawn::File(xml.into_text().into_bytes()))
    }
}

fn data(xml: &mut Xml, key: &str, text: &str) {
    if !text.is_empty() {
        xml.leaf("data", &[("key", key)], text);
    }
}

fn write_node(xml: &mut Xml, node: &Node<'_>) {
    let entity = node.entity;
    xml.raw(&format!("<node {}>", attributes(&[("id", &node.id)])));
    data(xml, "iri", &entity.iri);
    data(xml, "name", &entity.name);
    data(xml, "short", entity.short.as_deref().unwrap_or_default());
    data(xml, "type", node.kind);
    data(xml, "names", &joined(entity.names.iter().map(String::as_str)));
    data(xml, "known", &joined(entity.lines()));
    data(xml, "nclaims", &entity.claims.to_string());
    data(xml, "ndocuments", &entity.documents.to_string());
    xml.raw("<data key=\"ynode\"><y:ShapeNode>");
    if let Some((place, size)) = node.place {
        let (x, y) = (number(place.x - size.width / 2.0), number(place.y - size.height / 2.0));
        let (width, height) = (number(size.width), number(size.height));
        xml.empty("y:Geometry", &[("x", &x), ("y", &y), ("width", &width), ("height", &height)]);
    }
    xml.empty("y:Fill", &[("color", &node.colours.0), ("transparent", "false")]);
    xml.empty("y:BorderStyle", &[("color", &node.colours.1), ("type", "line"), ("width", "1.5")]);
    xml.leaf("y:NodeLabel", &[], &lines(entity).join("\n"));
    xml.empty("y:Shape", &[("type", shape(entity.kind))]);
    xml.raw("</y:ShapeNode></data></node>\n");
}

fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Organization | Kind::Office => "roundrectangle",
        Kind::Person => "ellipse",
        Kind::Place => "hexagon",
        Kind::Event => "octagon",
        Kind::Programme => "parallelogram",
        Kind::Group => "rectangle3d",
        Kind::Document | Kind::Other => "rectangle",
    }
}

fn write_edge(xml: &mut Xml, edge: &Edge<'_>) {
    let relation = edge.relation;
    let (from, to) = (format!("n{}", edge.from), format!("n{}", edge.to));
    xml.raw(&format!("<edge {}>", attributes(&[("id", &edge.id), ("source", &from), ("target", &to)])));
    data(xml, "predicate", &relation.predicate);
    data(xml, "relation", &relation.label);
    data(xml, "act", if relation.act { "true" } else { "false" });
    data(xml, "prospective", if edge.prospective { "true" } else { "false" });
    data(xml, "eclaims", &relation.evidence.len().to_string());
    data(xml, "quotes", &joined(relation.quotes()));
    data(xml, "documents", &joined(edge.documents.iter().copied()));
    data(xml, "first", edge.dates.first().map_or("", String::as_str));
    data(xml, "last", edge.dates.last().map_or("", String::as_str));
    xml.raw("<data key=\"yedge\"><y:PolyLineEdge>");
    let style = if edge.prospective { "dashed" } else { "line" };
    xml.empty("y:LineStyle", &[("color", &edge.colour), ("type", style), ("width", "1.0")]);
    xml.empty("y:Arrows", &[("source", "none"), ("target", "standard")]);
    xml.leaf("y:EdgeLabel", &[], &relation.label);
    xml.raw("</y:PolyLineEdge></data></edge>\n");
}
