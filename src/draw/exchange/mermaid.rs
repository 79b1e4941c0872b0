//! Mermaid: a flow chart as text, for Markdown pages that draw it.

use crate::draw::graph::{EntityGraph, Kind};
use crate::draw::palette::{Palette, Theme};
use crate::draw::typeset::shorten;
use crate::draw::{DrawError, Drawn, Options, Picture, Renderer};
use crate::relate::Modality;
use petgraph::visit::EdgeRef as _;
use std::collections::BTreeSet;

/// The language of Mermaid.
#[derive(Clone, Copy, Debug)]
pub struct Mermaid;

/// Relations that Mermaid draws unless it is told otherwise; beyond them it refuses.
const RELATIONS: usize = 500;
/// Characters that it reads unless it is told otherwise.
const CHARACTERS: usize = 50_000;
/// Characters of the line of an entity, at least.
const SHORTEST: usize = 16;
/// Characters of a name.
const LONGEST: usize = 80;

impl Renderer for Mermaid {
    /// Of a graph that Mermaid would refuse the most connected part is written, with a remark.
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        let mut limit = picture.graph.graph.node_count().min(CHARACTERS / SHORTEST);
        loop {
            let part = picture.graph.most_connected(limit, &BTreeSet::new());
            let text = chart(&part, picture.options);
            if limit <= 1 || (part.graph.edge_count() <= RELATIONS && text.chars().count() <= CHARACTERS) {
                return Ok(Drawn::File(text.into_bytes()));
            }
            limit = (limit * 4 / 5).min(part.graph.node_count().saturating_sub(1)).max(1);
        }
    }
}

fn chart(graph: &EntityGraph, options: &Options) -> String {
    let palette = if options.theme == Theme::Dark { Palette::dark() } else { Palette::light() };
    let mut out = String::from("flowchart LR\n");
    if let Some(remark) = crate::draw::scene::remark(graph, options) {
        out.push_str(&format!("  %% {}\n", remark.replace(['\n', '\r', '{', '}'], " ")));
    }
    for (kind, fill, line) in &palette.kinds {
        out.push_str(&format!("  classDef {} fill:{fill},stroke:{line},color:{}\n", class(*kind), palette.text));
    }
    for index in graph.graph.node_indices() {
        let entity = &graph.graph[index];
        let (open, close) = brackets(entity.kind);
        let label = escaped(&shorten(entity.call(), LONGEST));
        out.push_str(&format!("  n{}{open}\"{label}\"{close}:::{}\n", index.index(), class(entity.kind)));
    }
    for edge in graph.graph.edge_references() {
        let relation = edge.weight();
        let arrow = if relation.modality == Modality::Prospective { "-.->" } else { "-->" };
        let label = escaped(&shorten(&relation.label, LONGEST));
        out.push_str(&format!("  n{} {arrow}|\"{label}\"| n{}\n", edge.source().index(), edge.target().index()));
    }
    out
}

fn class(kind: Kind) -> String {
    let name = if kind == Kind::Other { "other" } else { kind.name() };
    format!("is-{}", name.to_lowercase())
}

fn brackets(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Organization => ("(", ")"),
        Kind::Office | Kind::Person => ("([", "])"),
        Kind::Place => ("{{", "}}"),
        Kind::Event => ("[/", "\\]"),
        Kind::Programme => (">", "]"),
        Kind::Group => ("[[", "]]"),
        Kind::Document | Kind::Other => ("[", "]"),
    }
}

/// Text between quotation marks: signs that mean something to Mermaid, Markdown or HTML by their number.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | '\\' | '*' | '_' | ';' | '%' | '{' | '}' | '[' | ']' | '$' | '|' => {
                out.push_str(&format!("#{};", c as u32));
            }
            c if crate::draw::names::is_printable(c) => out.push(c),
            _ => {}
        }
    }
    if out.is_empty() { "?".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_breaks_out_of_its_quotation_marks() {
        assert_eq!(escaped("a\"]; b\u{0}"), "a#34;#93;#59; b");
    }
}
