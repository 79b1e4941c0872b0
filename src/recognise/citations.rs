//! Documents cited by their symbol, by the forms of `bodies/`: the only regular expressions, since symbols are no words.
//!
//! A form that means something else in other bodies' documents (`own`) is read in those of its body, and everywhere as a further
//! element of a list that another citation of the body began: "General Assembly resolutions 46/242 of 25 August 1992 <and 47/121>".

use super::{Finder, Mention, Referent};
use crate::ontology::{Body, CuratedId};
use crate::text::Span;
use std::ops::Range;

/// Tokens between two citations of a list at most: a date, commas and "and".
const BETWEEN: usize = 12;

/// Where a form fits.
struct Hit<'a> {
    symbol: String,
    span: Span,
    /// Bytes of the match with what stands around the symbol: "Human Rights Council resolution <34/20>" says more than "<34/20>".
    whole: usize,
    rule: &'a str,
    body: &'a Body,
    /// Whether it needs another citation of its body before it.
    listed: bool,
}

/// Finds symbols; where two forms overlap, the longer symbol wins, then the longer match, then the form of the file that comes first.
pub(super) fn find(finder: &mut Finder<'_>, body: Option<CuratedId>) {
    let reading = finder.reading;
    let own = |of: &Body| body.is_some_and(|body| of.enacting.contains(&body));
    let mut hits: Vec<Hit<'_>> = Vec::new();
    for body in &reading.ontology.bodies {
        for citation in &body.citations {
            let listed = citation.own && !own(body);
            for captures in citation.form.captures_iter(&reading.source.text) {
                let (Some(whole), Some(symbol)) = (captures.get(0), captures.name("symbol").or(captures.get(0))) else {
                    continue;
                };
                let span = Span::new(symbol.start(), symbol.end());
                let symbol = citation.canonical(&captures);
                hits.push(Hit { symbol, span, whole: whole.len(), rule: &citation.rule, body, listed });
            }
        }
    }
    hits.sort_by_key(|hit| {
        let place = if hit.listed { hit.span.start } else { 0 };
        (hit.listed, place, std::cmp::Reverse((hit.span.len(), hit.whole)), hit.span.start)
    });
    let mut cited: Vec<(usize, &Body)> = Vec::new();
    for hit in hits {
        if let Some(tokens) =
            tokens_of(finder, &hit).filter(|tokens| !hit.listed || goes_on(finder, tokens, &hit, &cited))
        {
            cited.push((tokens.end, hit.body));
            add(finder, tokens, hit);
        }
    }
}

/// The tokens of a symbol, when it is whole words and no other citation has them.
fn tokens_of(finder: &Finder<'_>, hit: &Hit<'_>) -> Option<Range<usize>> {
    let tokens = finder.reading.tokens;
    let (start, end) = (tokens.at(hit.span.start), tokens.at(hit.span.end));
    let whole = start < end && tokens[start].span.start == hit.span.start && tokens[end - 1].span.end == hit.span.end;
    // "[S/4741]" above a resolution is its own draft.
    let bracketed = start > 0 && tokens[start - 1].is('[') && tokens.list.get(end).is_some_and(|token| token.is(']'));
    let draft = bracketed && end <= finder.text_start;
    (whole && !draft && finder.is_free(start..end)).then_some(start..end)
}

/// Whether a symbol follows another citation of its body, and the date of that one, after a comma or "and".
fn goes_on(finder: &Finder<'_>, tokens: &Range<usize>, hit: &Hit<'_>, cited: &[(usize, &Body)]) -> bool {
    let reading = finder.reading;
    let joint = |at: usize| {
        let token = &reading.tokens[at];
        token.is(',') || reading.language.coordinators.contains(token.word)
    };
    let joints = (tokens.start.saturating_sub(2)..tokens.start).rev().take_while(|at| joint(*at)).count();
    let before = tokens.start - joints;
    let same_body = |of: &Body| std::ptr::eq(of, hit.body);
    let near = |end: usize| end <= before && before - end <= BETWEEN;
    joints > 0
        && cited
            .iter()
            .any(|(end, of)| same_body(of) && near(*end) && finder.mentions.after_date(reading, *end, before) == before)
}

fn add(finder: &mut Finder<'_>, tokens: Range<usize>, hit: Hit<'_>) {
    let Some(entity_type) = finder.reading.ontology.type_named("Document") else { return };
    finder.add(Mention {
        outer_end: tokens.end,
        tokens,
        entity_type,
        kind: None,
        referent: Referent::Cited { symbol: hit.symbol, rule: hit.rule.to_owned() },
        head: None,
        nested: false,
        prospective: false,
    });
}
