//! Numbers, ordinals and acronyms at a token.

use super::Reading;
use crate::pattern::{Filled, Filler, Fillers, Slot, SlotKind};
use crate::text::{Case, TokenKind};

/// Longest acronym in letters.
const LONGEST_ACRONYM: usize = 14;

/// Digits at a token: the token after them and their value.
pub(crate) fn number_at(reading: &Reading<'_>, at: usize) -> Option<(usize, u64)> {
    let token = reading.tokens.list.get(at).filter(|token| token.kind == TokenKind::Number)?;
    Some((at + 1, reading.source.quote(token.span).parse().ok()?))
}

/// An ordinal at a token, in digits ("81st", "81.ª") or words ("Sixty-sixth"): the token after it and its value.
pub(crate) fn ordinal_at(reading: &Reading<'_>, at: usize) -> Option<(usize, u32)> {
    in_digits(reading, at).or_else(|| in_words(reading, at))
}

fn in_digits(reading: &Reading<'_>, at: usize) -> Option<(usize, u32)> {
    let (mut next, value) = number_at(reading, at)?;
    let tokens = &reading.tokens.list;
    if tokens.get(next).is_some_and(|token| token.is('.') && !token.spaced) {
        next += 1;
    }
    tokens.get(next).filter(|token| !token.spaced && reading.language.ordinal_endings.contains(token.word))?;
    // "8a. sesión": the full stop of the ending, not of a sentence.
    let goes_on =
        tokens.get(next + 2).is_some_and(|token| token.spaced && token.case == Case::Lower && !token.line_start);
    let dotted = tokens.get(next + 1).is_some_and(|token| token.is('.') && !token.spaced) && goes_on;
    Some((next + 1 + usize::from(dotted), u32::try_from(value).ok()?))
}

/// Words that count up (seventy, soixante, quatre-vingt) and then one that orders (second, unième).
fn in_words(reading: &Reading<'_>, at: usize) -> Option<(usize, u32)> {
    let mut total = 0;
    let mut next = at;
    let mut last = None;
    while let Some(token) = reading.tokens.list.get(next) {
        let value = reading.language.cardinals.get(&token.word).map(|n| (*n, false));
        let Some((value, _)) = value.or_else(|| reading.language.ordinals.get(&token.word).map(|n| (*n, true))) else {
            break;
        };
        let ordered = reading.language.ordinals.contains_key(&token.word);
        total = if total > 0 && total < 20 && value >= 20 { total * value } else { total + value };
        next += 1;
        if ordered {
            last = Some((next, total));
        }
        if next - at > 5 {
            break;
        }
    }
    last
}

/// A short name in large letters at a token ("ITU", "UIT-D"): the token after it.
pub(crate) fn acronym_at(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let tokens = &reading.tokens.list;
    let first = tokens.get(at).filter(|token| token.kind == TokenKind::Word)?;
    let large = reading.source.quote(first.span).chars().filter(|c| c.is_uppercase()).count();
    if first.case != Case::Upper && large < 3 {
        return None;
    }
    let joined =
        |at: usize| tokens.get(at).is_some_and(|t| !t.spaced && (t.kind == TokenKind::Number || t.is_name_like()));
    let end = (at + 1..).find(|at| !joined(*at))?;
    let roman = reading.source.quote(first.span).chars().all(|c| "IVXLC".contains(c));
    let length = reading.tokens.span(at, end).len();
    (!roman && length <= LONGEST_ACRONYM).then_some(end)
}

/// Fills slots for numbers and ordinals: what patterns of the page need.
pub(crate) struct Literals<'a>(pub(crate) &'a Reading<'a>);

impl Fillers for Literals<'_> {
    fn fill(&self, _: usize, slot: &Slot, at: usize, end: usize, out: &mut Vec<Filled>) {
        let next = match slot.kind {
            SlotKind::Number => number_at(self.0, at).map(|(next, _)| next),
            SlotKind::Ordinal => ordinal_at(self.0, at).map(|(next, _)| next),
            _ => None,
        };
        out.extend(next.filter(|next| *next <= end).map(|next| (at..next, Filler::Words)));
    }
}

/// A count at a token, in digits or in words ("none", "une"): the token after it and its value.
pub(crate) fn count_at(reading: &Reading<'_>, at: usize) -> Option<(usize, u32)> {
    let digits = number_at(reading, at).and_then(|(next, value)| Some((next, u32::try_from(value).ok()?)));
    let word = || reading.tokens.list.get(at).and_then(|token| reading.language.adoption.counts.get(&token.word));
    digits.or_else(|| word().map(|count| (at + 1, *count)))
}

/// Fills slots for counts and ordinals: what tells of an adoption.
pub(crate) struct Counts<'a>(pub(crate) &'a Reading<'a>);

impl Fillers for Counts<'_> {
    fn fill(&self, index: usize, slot: &Slot, at: usize, end: usize, out: &mut Vec<Filled>) {
        if slot.kind != SlotKind::Number {
            return Literals(self.0).fill(index, slot, at, end, out);
        }
        let next = count_at(self.0, at).map(|(next, _)| next);
        out.extend(next.filter(|next| *next <= end).map(|next| (at..next, Filler::Words)));
    }
}
