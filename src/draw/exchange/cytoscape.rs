//! Cytoscape JSON: what Cytoscape and Cytoscape.js read.

use super::{Edge, Node, Rows};
use crate::draw::{DrawError, Drawn, Picture, Renderer};
use serde_json::{Value, json};

/// The Cytoscape JSON format.
#[derive(Clone, Copy, Debug)]
pub struct Cytoscape;

impl Renderer for Cytoscape {
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        let rows = Rows::new(picture.graph, picture.options);
        let whole = json!({
            "format_version": "1.0",
            "generated_by": "whereas",
            "target_cytoscapejs_version": "~3",
            "data": { "name": rows.title, "shared_name": rows.title },
            "elements": {
                "nodes": rows.nodes.iter().map(node).collect::<Vec<_>>(),
                "edges": rows.edges.iter().map(edge).collect::<Vec<_>>(),
            },
        });
        super::jgf::file(&whole)
    }
}

fn node(node: &Node<'_>) -> Value {
    let entity = node.entity;
    let mut value = json!({
        "data": {
            "id": node.id, "name": entity.call(), "shared_name": entity.call(), "label": entity.call(), "iri": entity.iri,
            "type": node.kind, "fullName": entity.name, "names": entity.names, "known": entity.lines().collect::<Vec<_>>(),
            "claims": entity.claims, "documents": entity.documents, "fill": node.colours.0, "line": node.colours.1,
        },
    });
    if let Some((place, _)) = node.place {
        value["position"] = json!({ "x": place.x.round(), "y": place.y.round() });
    }
    value
}

fn edge(edge: &Edge<'_>) -> Value {
    let relation = edge.relation;
    json!({
        "data": {
            "id": edge.id, "source": format!("n{}", edge.from), "target": format!("n{}", edge.to), "interaction": edge.name,
            "shared_interaction": edge.name, "name": relation.label, "label": relation.label, "predicate": relation.predicate,
            "act": relation.act, "prospective": edge.prospective, "claims": relation.evidence.len(), "quotes": relation.quotes(),
            "documents": edge.documents, "dates": edge.dates, "line": edge.colour,
        },
    })
}
