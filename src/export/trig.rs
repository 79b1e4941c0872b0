//! `TriG` for people: the default graph as Turtle, then each named graph as a block.

use super::prefixes::Prefixes;
use super::turtle::{Body, sorted};
use oxigraph::model::{GraphName, Quad};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes quads as `TriG`.
pub(super) fn write(quads: &[Quad], prefixes: &Prefixes, out: &mut impl Write) -> io::Result<()> {
    let mut graphs: BTreeMap<Option<String>, Vec<Quad>> = BTreeMap::new();
    for quad in quads {
        graphs.entry(name(&quad.graph_name)).or_default().push(quad.clone());
    }
    let mut body = Body::new(prefixes, "");
    for quads in graphs.values() {
        push_graph(&mut body, quads);
    }
    body.finish(out)
}

fn name(graph: &GraphName) -> Option<String> {
    (!graph.is_default_graph()).then(|| graph.to_string())
}

fn push_graph(body: &mut Body<'_>, quads: &[Quad]) {
    match &quads[0].graph_name {
        GraphName::DefaultGraph => return body.push_all(&sorted(quads)),
        GraphName::NamedNode(node) => {
            body.push_text("\n");
            body.push_node(node);
        }
        GraphName::BlankNode(node) => body.push_text(&format!("\n{node}")),
    }
    body.push_text(" {\n");
    body.set_indent("    ");
    body.push_all(&sorted(quads));
    body.set_indent("");
    body.push_text("}\n");
}
