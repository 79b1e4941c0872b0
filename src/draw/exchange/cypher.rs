//! Statements of Cypher that make the graph, for any database that speaks it; running them again changes nothing.

use super::{Rows, upper_snake};
use crate::draw::names::is_printable;
use crate::draw::{DrawError, Drawn, Picture, Renderer};
use crate::relate::Modality;

/// The Cypher language.
#[derive(Clone, Copy, Debug)]
pub struct Cypher;

impl Renderer for Cypher {
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        let graph = picture.graph;
        let rows = Rows::new(graph, picture.options);
        let mut out =
            String::from("CREATE CONSTRAINT entity_iri IF NOT EXISTS FOR (e:Entity) REQUIRE e.iri IS UNIQUE;\n");
        for node in &rows.nodes {
            let entity = node.entity;
            let label = if node.kind == "Entity" { String::new() } else { format!("e:{}, ", node.kind) };
            let short =
                entity.short.as_deref().map_or_else(String::new, |short| format!(", e.short = {}", text(short)));
            let names = list(entity.names.iter().map(String::as_str));
            out.push_str(&format!(
                "MERGE (e:Entity {{iri: {}}}) SET {label}e.name = {}{short}, e.names = {names}, e.known = {};\n",
                text(&entity.iri),
                text(&entity.name),
                list(entity.lines()),
            ));
        }
        for edge in &rows.edges {
            let relation = edge.relation;
            let (from, to) = (&rows.nodes[edge.from].entity.iri, &rows.nodes[edge.to].entity.iri);
            for claim in &relation.evidence {
                let source = graph.sources.get(claim.source);
                let mut set = vec![
                    ("relation", text(&relation.label)),
                    ("quote", text(&claim.quote)),
                    ("prospective", (claim.modality == Modality::Prospective).to_string()),
                ];
                set.extend(source.map(|source| ("document", text(source.path.as_deref().unwrap_or(&source.iri)))));
                set.extend(source.and_then(|source| source.date.as_deref()).map(|date| ("date", text(date))));
                set.extend(claim.span.map(|(start, _)| ("start", start.to_string())));
                set.extend(claim.span.map(|(_, end)| ("end", end.to_string())));
                set.extend(claim.rule.as_deref().map(|rule| ("rule", text(rule))));
                let set: Vec<String> = set.into_iter().map(|(name, value)| format!("r.{name} = {value}")).collect();
                out.push_str(&format!(
                    "MATCH (a:Entity {{iri: {}}}), (b:Entity {{iri: {}}}) MERGE (a)-[r:{} {{claim: {}}}]->(b) SET {};\n",
                    text(from),
                    text(to),
                    upper_snake(edge.name),
                    text(&claim.claim),
                    set.join(", "),
                ));
            }
        }
        Ok(Drawn::File(out.into_bytes()))
    }
}

fn list<'a>(values: impl Iterator<Item = &'a str>) -> String {
    format!("[{}]", values.map(text).collect::<Vec<_>>().join(", "))
}

/// A string literal. Some readers decode `\u0027` before they look for the end of a string, even after another backslash: so no `u`
/// follows a backslash within one literal.
fn text(value: &str) -> String {
    let mut out = String::from("'");
    let mut after_backslash = false;
    for c in value.chars() {
        if after_backslash && matches!(c, 'u' | 'U') {
            out.push_str("' + '");
        }
        match c {
            '\\' => out.push_str("\\\\"),
            '\'' => out.push_str("\\'"),
            c if c.is_whitespace() => out.push(' '),
            c if is_printable(c) => out.push(c),
            _ => {}
        }
        after_backslash = c == '\\';
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_ends_its_literal() {
        assert_eq!(text("l'accord"), "'l\\'accord'");
        assert_eq!(text("a\\u0027 b\n\u{0}"), "'a\\\\' + 'u0027 b '");
        assert_eq!(text("\\'}) DETACH DELETE e //"), "'\\\\\\'}) DETACH DELETE e //'");
    }
}
