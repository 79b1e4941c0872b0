//! Paragraphs: blocks, cut where a line within a block begins something new.
//!
//! Readers of plain text keep lines together until a blank one, and many texts have a clause a line. A line begins a paragraph
//! when it begins as clauses do; a line that only goes on does not.

use super::Reading;
use crate::text::{TokenKind, Tokens};
use std::ops::Range;

/// All paragraphs in order.
pub(super) fn paragraphs(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let tokens = &reading.tokens.list;
    let mut found = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let block = tokens[start].block;
        let end = (start..tokens.len()).find(|at| tokens[*at].block != block).unwrap_or(tokens.len());
        for at in (start + 1..end).filter(|at| tokens[*at].line_start && begins(reading, *at, end)) {
            found.push(start..at);
            start = at;
        }
        found.push(start..end);
        start = end;
    }
    found
}

/// Whether a line within a block begins a paragraph of its own. The block ends before token `end`.
fn begins(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    let tokens = reading.tokens;
    let after_stop = [',', ';', ':', '.'].iter().any(|sign| tokens[at - 1].is(*sign));
    let body = item_mark(tokens, at, end).map_or(at, |mark| mark.end);
    let marked = body > at && after_stop;
    let opens = |at: usize| at < end && tokens[at].is_name_like() && reading.verb_at(at, end).is_some();
    let line_end = || (at + 1..end).find(|at| tokens[*at].line_start).unwrap_or(end);
    marked || opens(body) || super::formula::find(reading, &(at..line_end())).is_some()
}

/// The tokens of an item's mark at the start of a paragraph (`1.`, `2)`, `(3)`, `a)`, `-`), and of its number alone.
pub(super) struct Mark {
    /// Token after the mark.
    pub(super) end: usize,
    /// The number or letter; empty for a dash.
    pub(super) number: Range<usize>,
}

/// The mark with which a paragraph begins, if any.
pub(super) fn item_mark(tokens: &Tokens, at: usize, end: usize) -> Option<Mark> {
    let is = |at: usize, sign: char| at < end && tokens[at].is(sign);
    if is(at, '-') {
        return Some(Mark { end: at + 1, number: at..at });
    }
    let open = usize::from(is(at, '('));
    let number = at + open;
    let token = tokens.list.get(number).filter(|_| number < end)?;
    let counts = token.kind == TokenKind::Number && token.span.len() <= 3;
    let letter = token.kind == TokenKind::Word && token.span.len() <= 4;
    let closed = is(number + 1, ')') || (open == 0 && counts && is(number + 1, '.'));
    if (counts || letter) && closed {
        return Some(Mark { end: number + 2, number: number..number + 1 });
    }
    // "1 de transmettre": a bare number before small letters.
    let bare = open == 0
        && counts
        && number + 1 < end
        && tokens[number + 1].kind == TokenKind::Word
        && tokens[number + 1].spaced;
    (bare && !tokens[number + 1].is_name_like()).then_some(Mark { end: number + 1, number: number..number + 1 })
}
