//! A folder of CSV files with the headers that `neo4j-admin database import` reads: entities, and one relationship a claim.
//!
//! `neo4j-admin database import full --nodes=entities.csv --relationships=claims.csv --array-delimiter='|'`

use super::{Rows, upper_snake};
use crate::draw::{DrawError, Drawn, Picture, Renderer};
use crate::relate::Modality;

/// The CSV files of Neo4j.
#[derive(Clone, Copy, Debug)]
pub struct Neo4j;

/// What separates the values of an array.
const BETWEEN: char = '|';

impl Renderer for Neo4j {
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        let graph = picture.graph;
        let rows = Rows::new(graph, picture.options);
        let mut entities =
            String::from("iri:ID,name,short,names:string[],known:string[],claims:int,documents:int,:LABEL\n");
        for node in &rows.nodes {
            let entity = node.entity;
            let labels =
                if node.kind == "Entity" { "Entity".to_owned() } else { format!("Entity{BETWEEN}{}", node.kind) };
            let (claims, documents) = (entity.claims.to_string(), entity.documents.to_string());
            let names = array(entity.names.iter().map(String::as_str));
            let short = entity.short.as_deref().unwrap_or_default();
            line(
                &mut entities,
                &[&entity.iri, &entity.name, short, &names, &array(entity.lines()), &claims, &documents, &labels],
            );
        }
        let mut claims = String::from(
            ":START_ID,:END_ID,:TYPE,claim,predicate,relation,prospective:boolean,quote,document,date,start:long,end:long,rule\n",
        );
        for edge in &rows.edges {
            let relation = edge.relation;
            let (from, to) = (&rows.nodes[edge.from].entity.iri, &rows.nodes[edge.to].entity.iri);
            let kind = upper_snake(edge.name);
            for claim in &relation.evidence {
                let source = graph.sources.get(claim.source);
                let document = source.map_or("", |source| source.path.as_deref().unwrap_or(&source.iri));
                let date = source.and_then(|source| source.date.as_deref()).unwrap_or_default();
                let (start, end) =
                    claim.span.map_or_else(Default::default, |(start, end)| (start.to_string(), end.to_string()));
                let prospective = (claim.modality == Modality::Prospective).to_string();
                let rule = claim.rule.as_deref().unwrap_or_default();
                let (name, predicate) = (&claim.claim, &relation.predicate);
                line(
                    &mut claims,
                    &[
                        from,
                        to,
                        &kind,
                        name,
                        predicate,
                        &relation.label,
                        &prospective,
                        &claim.quote,
                        document,
                        date,
                        &start,
                        &end,
                        rule,
                    ],
                );
            }
        }
        Ok(Drawn::Folder(vec![("entities.csv", entities.into_bytes()), ("claims.csv", claims.into_bytes())]))
    }
}

/// Values of an array; the sign between them does not stand in them.
fn array<'a>(values: impl Iterator<Item = &'a str>) -> String {
    values.map(|value| value.replace(BETWEEN, "/")).collect::<Vec<_>>().join(&BETWEEN.to_string())
}

fn line(out: &mut String, cells: &[&str]) {
    for (n, cell) in cells.iter().enumerate() {
        if n > 0 {
            out.push(',');
        }
        self::cell(cell, out);
    }
    out.push('\n');
}

/// A cell. What a spreadsheet would take for a formula has an apostrophe before it, and is then text there too.
fn cell(text: &str, out: &mut String) {
    let formula = text.starts_with(['=', '+', '-', '@', '\t']);
    let text = if formula { format!("'{text}") } else { text.to_owned() };
    if text.contains([',', '"', '\n', '\r', '\'']) {
        out.push_str(&format!("\"{}\"", text.replace('"', "\"\"")));
    } else {
        out.push_str(&text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_text_whatever_it_holds() {
        let written = |text: &str| {
            let mut out = String::new();
            cell(text, &mut out);
            out
        };
        assert_eq!(written("=cmd()|'/c calc'!A0"), "\"'=cmd()|'/c calc'!A0\"");
        assert_eq!(written("a \"b\", c"), "\"a \"\"b\"\", c\"");
        assert_eq!(written("plain"), "plain");
        assert_eq!(array(["a|b", "c"].into_iter()), "a/b|c");
    }
}
