//! Long names known by the short name after them: the initials of "Libériens unis pour la réconciliation et la démocratie (LURD)"
//! spell it, so the name begins and ends there whatever its nouns and its "and" look like.

use super::{Finder, Mention, Referent};
use crate::parse::Reading;
use crate::text::fold::fold_char;
use crate::text::{Token, TokenKind};

/// Letters of a short name that are trusted to spell a long one, at least.
const FEWEST: usize = 3;
/// Words of a long name at most.
const LONGEST: usize = 20;

/// Makes the long name before each short one in parentheses a mention that reaches as far as the initials say.
pub(super) fn find(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    let tokens = &reading.tokens.list;
    for open in 1..tokens.len() {
        if !tokens[open].is('(') {
            continue;
        }
        let Some(after) = crate::parse::acronym_at(reading, open + 1) else { continue };
        if tokens.get(after).is_none_or(|token| !token.is(')')) {
            continue;
        }
        if let Some(start) = spelled(finder, open, &letters(reading.source.quote(reading.tokens.span(open + 1, after))))
        {
            name(finder, start, open);
        }
    }
}

/// The folded letters of a short name.
fn letters(short: &str) -> Vec<char> {
    short.chars().filter(|c| c.is_alphabetic()).map(folded).collect()
}

fn folded(c: char) -> char {
    let mut out = String::new();
    fold_char(c, &mut out);
    out.chars().next().unwrap_or(c)
}

/// The first token of the words before a parenthesis whose initials spell a short name.
fn spelled(finder: &Finder<'_>, open: usize, letters: &[char]) -> Option<usize> {
    let reading = finder.reading;
    let tokens = &reading.tokens.list;
    let mut left = letters;
    let mut at = open;
    while let [rest @ .., last] = left {
        at = at.checked_sub(1).filter(|at| open - at <= LONGEST)?;
        let token = &tokens[at];
        if token.kind != TokenKind::Word || token.block != tokens[open].block || finder.barred[at] {
            return None;
        }
        if reading.source.quote(token.span).chars().next().map(folded) == Some(*last) && !is_small(reading, token) {
            left = rest;
        } else if !is_small(reading, token) {
            return None;
        }
    }
    (letters.len() >= FEWEST && tokens[at].is_name_like()).then_some(at)
}

/// Whether a word joins others, and gives no initial.
fn is_small(reading: &Reading<'_>, token: &Token) -> bool {
    let language = reading.language;
    let joins = [&language.determiners, &language.linkers, &language.genitives, &language.coordinators]
        .into_iter()
        .chain([&language.breakers, &language.receiver_leads, &language.place_linkers]);
    joins.into_iter().any(|words| words.contains(token.word))
}

/// Lets the name that begins at a token reach up to another, or makes one.
fn name(finder: &mut Finder<'_>, start: usize, end: usize) {
    let reading = finder.reading;
    let whole = finder.mentions.list.iter().any(|m| m.tokens.start <= start && m.tokens.end >= end);
    if whole {
        return;
    }
    let overlaps = |m: &Mention| m.tokens.start < start && m.tokens.end > start;
    if finder.mentions.list.iter().any(overlaps) {
        return;
    }
    let head = reading.language.heads.get(&reading.tokens[start].word).and_then(|heads| heads.first());
    let Some(entity_type) = head.map(|head| head.entity_type).or_else(|| reading.ontology.type_named("Organization"))
    else {
        return;
    };
    // What the shorter reading of the name was, is now inside it.
    finder.retain(|m| !(m.tokens.start == start && m.referent == Referent::Named));
    finder.add(Mention {
        tokens: start..end,
        outer_end: end,
        entity_type,
        kind: head.and_then(|head| head.kind),
        referent: Referent::Named,
        head: head.map(|_| reading.tokens[start].word),
        nested: false,
        prospective: false,
    });
}
