//! Spans in full, as selectors of the Web Annotation vocabulary.
//!
//! A clause is a piece of its source, an `oa:SpecificResource`; an act and a claim are annotations of such a piece, which has its
//! own IRI made of its place: what stands at one place has one target. Each piece is selected twice, by position and by words with
//! what stands around them. The lean evidence stays beside it, so that every question has the same answer.
//!
//! Not `undo:Annotation`, whose targets are works, expressions, manifestations or items: a reasoner would take a span for one.

use super::vocab::oa;
use super::{Graph, terms};
use crate::text::Span;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{Literal, NamedNode};

/// Characters of the text that a quote's selector gives before and after the words.
pub const CONTEXT: usize = 32;

/// Says that something is the piece of its source at a span.
pub(super) fn describe_piece(graph: &mut Graph<'_>, subject: &NamedNode, span: Span) {
    let (start, end) = graph.extraction.source.code_points(span);
    let selector = |kind: &str| terms::node(&format!("{}/{kind}-{start}-{end}", graph.source.as_str()));
    let (position, quote) = (selector("position"), selector("quote"));
    graph.say(subject, rdf::TYPE, oa::SPECIFIC_RESOURCE);
    graph.say(subject, oa::HAS_SOURCE, graph.source.clone());
    graph.say(subject, oa::HAS_SELECTOR, position.clone());
    graph.say(subject, oa::HAS_SELECTOR, quote.clone());
    graph.say(&position, rdf::TYPE, oa::TEXT_POSITION_SELECTOR);
    graph.say(&position, oa::START, terms::number(start));
    graph.say(&position, oa::END, terms::number(end));
    let source = &graph.extraction.source;
    let (before, after) = around(&source.text, span);
    graph.say(&quote, rdf::TYPE, oa::TEXT_QUOTE_SELECTOR);
    graph.say(&quote, oa::EXACT, Literal::new_simple_literal(source.quote(span)));
    graph.say(&quote, oa::PREFIX, Literal::new_simple_literal(before));
    graph.say(&quote, oa::SUFFIX, Literal::new_simple_literal(after));
}

/// Says that something is an annotation of the piece of its source at a span.
pub(super) fn describe_annotation(graph: &mut Graph<'_>, subject: &NamedNode, span: Span) {
    let (start, end) = graph.extraction.source.code_points(span);
    let piece = terms::node(&format!("{}/span-{start}-{end}", graph.source.as_str()));
    graph.say(subject, rdf::TYPE, oa::ANNOTATION);
    graph.say(subject, oa::HAS_TARGET, piece.clone());
    describe_piece(graph, &piece, span);
}

/// Up to [`CONTEXT`] characters before and after a span.
#[must_use]
pub fn around(text: &str, span: Span) -> (&str, &str) {
    let range = span.range();
    let (before, after) = (text.get(..range.start).unwrap_or_default(), text.get(range.end..).unwrap_or_default());
    let from = before.char_indices().rev().take(CONTEXT).last().map_or(before.len(), |(at, _)| at);
    let to = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    (before.get(from..).unwrap_or_default(), after.get(..to).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_around_is_counted_in_characters() {
        let text = format!("{}words{}", "é".repeat(40), "ñ".repeat(3));
        let (before, after) = around(&text, Span::new(80, 85));
        assert_eq!((before.chars().count(), after), (CONTEXT, "ñññ"));
        assert_eq!(around("words", Span::new(0, 5)), ("", ""));
    }
}
