//! The language of Graphviz: the graph with its looks and without places, for `dot`, `neato`, `sfdp` and Gephi.

use super::graph::{Entity, EntityGraph, Kind, Relation};
use super::palette::{Palette, Theme};
use super::{DrawError, Drawn, Options, Picture, Renderer};
use crate::relate::Modality;
use petgraph::visit::EdgeRef as _;

/// The DOT format.
#[derive(Clone, Copy, Debug)]
pub struct Dot;

impl Renderer for Dot {
    /// All nodes are written: whoever lays the graph out decides what is legible.
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        let Picture { graph, options, .. } = picture;
        let palette = if options.theme == Theme::Dark { Palette::dark() } else { Palette::light() };
        let mut out = head(graph, options, &palette);
        for index in graph.graph.node_indices() {
            let entity = &graph.graph[index];
            out.push_str(&format!("  n{} [{}];\n", index.index(), node(entity, &palette)));
        }
        for edge in graph.graph.edge_references() {
            let (from, to) = (edge.source().index(), edge.target().index());
            out.push_str(&format!("  n{from} -> n{to} [{}];\n", link(edge.weight(), &palette)));
        }
        out.push_str("}\n");
        Ok(Drawn::File(out.into_bytes()))
    }
}

fn head(graph: &EntityGraph, options: &Options, palette: &Palette) -> String {
    let title = options.title.as_ref().or(graph.title.as_ref());
    let title = title.map_or_else(String::new, |title| format!("  label={};\n", quoted(title)));
    let (paper, text) = (&palette.paper, &palette.text);
    format!(
        "digraph whereas {{\n  charset=\"UTF-8\";\n  overlap=prism;\n  splines=true;\n  labelloc=t;\n  fontname=\"Helvetica\";\n  \
         fontcolor=\"{text}\";\n  bgcolor=\"{paper}\";\n{title}  \
         node [fontname=\"Helvetica\", fontsize=12, style=filled, fontcolor=\"{text}\", margin=\"0.12,0.06\"];\n  \
         edge [fontname=\"Helvetica\", fontsize=10];\n"
    )
}

fn node(entity: &Entity, palette: &Palette) -> String {
    let (fill, line) = palette.kind(entity.kind);
    let mut lines: Vec<String> = entity.short.iter().cloned().collect();
    lines.extend(super::typeset::wrap(&entity.name, 12.0, false, 4, 220.0));
    lines.extend(entity.lines().map(str::to_owned));
    let label = lines.iter().map(|text| escaped(text)).collect::<Vec<_>>().join("\\n");
    format!(
        "label=\"{label}\", shape={}, fillcolor=\"{fill}\", color=\"{line}\", tooltip={}",
        shape(entity.kind),
        quoted(&entity.iri)
    )
}

fn shape(kind: Kind) -> &'static str {
    match kind {
        Kind::Organization => "box, style=\"filled,rounded\"",
        Kind::Office => "box, style=\"filled,rounded\", peripheries=1",
        Kind::Person => "ellipse",
        Kind::Place => "hexagon",
        Kind::Document => "note",
        Kind::Event => "octagon",
        Kind::Programme => "cds",
        Kind::Group => "box3d",
        Kind::Other => "box",
    }
}

fn link(relation: &Relation, palette: &Palette) -> String {
    let colour = if relation.act { &palette.act } else { &palette.fact };
    let head = if relation.act { "vee" } else { "normal" };
    let dashed = if relation.modality == Modality::Prospective { ", style=dashed" } else { "" };
    let quotes = relation.quotes();
    let quote = quotes.first().copied().unwrap_or_default();
    format!(
        "label={}, color=\"{colour}\", fontcolor=\"{colour}\", arrowhead={head}{dashed}, weight={}, tooltip={}",
        quoted(&relation.label),
        relation.evidence.len(),
        quoted(quote)
    )
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// Text inside quotation marks: Graphviz reads backslashes and character entities there.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push(' '),
            c if super::names::is_printable(c) => out.push(c),
            _ => {}
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_breaks_out_of_its_quotation_marks() {
        assert_eq!(quoted("a\" ]; evil \\\u{0}\n&lt;"), "\"a\\\" ]; evil \\\\ &amp;lt;\"");
    }
}
