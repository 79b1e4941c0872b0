//! JSON Graph Format, version 2: nodes by IRI, edges with their evidence.

use super::{Edge, Rows};
use crate::draw::graph::EntityGraph;
use crate::draw::{DrawError, Drawn, Picture, Renderer};
use crate::relate::Modality;
use serde_json::{Map, Value, json};

/// The JSON Graph Format.
#[derive(Clone, Copy, Debug)]
pub struct Jgf;

impl Renderer for Jgf {
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        let rows = Rows::new(picture.graph, picture.options);
        let mut nodes = Map::new();
        for node in &rows.nodes {
            let entity = node.entity;
            let known = entity.lines().collect::<Vec<_>>();
            let metadata = json!({
                "type": node.kind, "name": entity.name, "names": entity.names, "known": known, "claims": entity.claims,
                "documents": entity.documents,
            });
            nodes.insert(entity.iri.clone(), json!({ "label": entity.call(), "metadata": metadata }));
        }
        let edges: Vec<Value> = rows.edges.iter().map(|edge| self::edge(edge, &rows, picture.graph)).collect();
        let graph = json!({ "directed": true, "type": "whereas", "label": rows.title, "nodes": nodes, "edges": edges });
        file(&json!({ "graph": graph }))
    }
}

fn edge(edge: &Edge<'_>, rows: &Rows<'_>, graph: &EntityGraph) -> Value {
    let relation = edge.relation;
    let evidence = relation.evidence.iter().map(|claim| {
        let source = graph.sources.get(claim.source);
        json!({
            "claim": claim.claim, "quote": claim.quote, "start": claim.span.map(|span| span.0), "end": claim.span.map(|span| span.1),
            "rule": claim.rule, "prospective": claim.modality == Modality::Prospective,
            "document": source.map(|source| source.path.as_deref().unwrap_or(&source.iri)),
            "date": source.and_then(|source| source.date.as_deref()),
        })
    });
    json!({
        "id": edge.id, "source": rows.nodes[edge.from].entity.iri, "target": rows.nodes[edge.to].entity.iri,
        "relation": relation.predicate, "directed": true, "label": relation.label,
        "metadata": { "act": relation.act, "prospective": edge.prospective, "evidence": evidence.collect::<Vec<_>>() },
    })
}

/// JSON as a file.
pub(super) fn file(value: &Value) -> Result<Drawn, DrawError> {
    let mut bytes = serde_json::to_vec_pretty(value).map_err(|error| DrawError::Unwritten(error.to_string()))?;
    bytes.push(b'\n');
    Ok(Drawn::File(bytes))
}
