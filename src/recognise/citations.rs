//! Documents cited by their symbol, by the forms of `bodies/`: the only regular expressions, since symbols are no words.

use super::{Finder, Mention, Referent};
use crate::ontology::{Body, CuratedId};
use crate::text::Span;

/// Finds symbols; where two forms overlap, the longer match wins, then the form of the file that comes first.
pub(super) fn find(finder: &mut Finder<'_>, body: Option<CuratedId>) {
    let reading = finder.reading;
    let Some(entity_type) = reading.ontology.type_named("Document") else { return };
    let mut found: Vec<(Span, String, &str)> = Vec::new();
    let own = |of: &Body| body.is_some_and(|body| of.enacting.contains(&body));
    let bodies = reading.ontology.bodies.iter();
    for citation in bodies.flat_map(|body| body.citations.iter().filter(move |citation| !citation.own || own(body))) {
        for captures in citation.form.captures_iter(&reading.source.text) {
            let Some(whole) = captures.name("symbol").or(captures.get(0)) else { continue };
            let mut symbol = String::new();
            captures.expand(&citation.symbol, &mut symbol);
            found.push((Span::new(whole.start(), whole.end()), symbol, &citation.rule));
        }
    }
    found.sort_by_key(|(span, _, _)| (std::cmp::Reverse(span.len()), span.start));
    for (span, symbol, rule) in found {
        let start = reading.tokens.at(span.start);
        let end = reading.tokens.at(span.end);
        let whole = start < end
            && reading.tokens[start].span.start == span.start
            && reading.tokens[end - 1].span.end == span.end;
        if whole && finder.is_free(start..end) {
            finder.add(Mention {
                tokens: start..end,
                outer_end: end,
                entity_type,
                kind: None,
                referent: Referent::Cited { symbol, rule: rule.to_owned() },
                head: None,
                nested: false,
                prospective: false,
            });
        }
    }
}
