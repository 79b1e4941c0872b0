//! Paragraphs: blocks, cut where a line within a block begins something new.
//!
//! Readers of plain text keep lines together until a blank one, and many texts have a clause a line. A line begins a paragraph
//! when it begins as clauses do; a line that only goes on does not. What the page prints between them is cut out too.

use super::Reading;
use super::page::Line;
use crate::text::{BlockKind, TokenKind, Tokens};
use std::ops::Range;

/// Words of a title between clauses at most.
const LONGEST_TITLE: usize = 14;

/// A paragraph.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    /// Its tokens.
    pub(super) tokens: Range<usize>,
    /// What it is when the page prints it, and not the text.
    pub(super) page: Option<Line>,
}

/// All paragraphs in order, cut as they are asked for.
pub(super) fn paragraphs<'a>(reading: &'a Reading<'a>) -> impl Iterator<Item = Paragraph> + 'a {
    let mut cutter = Cutter { reading, at: 0, ruled: false, begun: false, head: None };
    std::iter::from_fn(move || cutter.next())
}

struct Cutter<'a> {
    reading: &'a Reading<'a>,
    at: usize,
    /// Whether a rule stands above: footnotes follow.
    ruled: bool,
    /// Whether the text has begun: what repeats the heading from here on is a running head.
    begun: bool,
    /// The symbols in the heading, once they are asked for.
    head: Option<Vec<&'a str>>,
}

impl Cutter<'_> {
    fn next(&mut self) -> Option<Paragraph> {
        let tokens = self.reading.tokens;
        let start = self.at;
        let first = tokens.list.get(start)?;
        let block = tokens.block_end(start);
        if self.reading.source.blocks.get(first.block as usize).is_some_and(|block| block.kind == BlockKind::Note) {
            self.at = block;
            return Some(Paragraph { tokens: start..block, page: Some(Line::Footnote) });
        }
        self.begun |= begins(self.reading, start);
        let mut line = start..line_end(tokens, start);
        let kind = self.kind(&line);
        self.ruled = first.is('_') || self.ruled && kind.is_some();
        while line.end < block {
            let next = line.end..line_end(tokens, line.end);
            if self.cuts(kind, &next) {
                break;
            }
            line = next;
        }
        self.at = line.end;
        Some(Paragraph { tokens: start..line.end, page: kind })
    }

    fn page_line(&mut self, line: &Range<usize>) -> Option<Line> {
        let running = self.begun && self.reading.may_run(line) && {
            let reading = self.reading;
            let symbols = self.head.get_or_insert_with(|| reading.symbols_above());
            reading.is_running_head(line, symbols)
        };
        if running { Some(Line::Furniture) } else { self.reading.page_line(line) }
    }

    fn kind(&mut self, line: &Range<usize>) -> Option<Line> {
        let kind = self.page_line(line);
        let below = self.ruled && kind.is_none() && !begins(self.reading, line.start);
        if below { Some(Line::Footnote) } else { kind }
    }

    /// Whether a line begins a paragraph, after a paragraph of this kind.
    fn cuts(&mut self, kind: Option<Line>, line: &Range<usize>) -> bool {
        match kind {
            Some(Line::Furniture) => true,
            Some(Line::Footnote) => {
                let ended = self.reading.tokens[line.start - 1].is('.');
                ended || self.page_line(line).is_some() || begins(self.reading, line.start)
            }
            None => self.page_line(line).is_some() || begins(self.reading, line.start) || is_title(self.reading, line),
        }
    }
}

/// Whether a line within a block begins a paragraph of its own.
fn begins(reading: &Reading<'_>, at: usize) -> bool {
    let tokens = reading.tokens;
    let end = tokens.block_end(at);
    let ended = ended_before(tokens, at);
    let mark = reading.mark_at(at, end);
    let body = mark.as_ref().map_or(at, |mark| mark.end);
    mark.is_some() && (ended || is_under_verb(reading, at))
        || reading.opens(body, end)
        || ended && (reading.closes(at, end) || reading.is_participle(at, end))
        || super::formula::find(reading, &(at..line_end(tokens, at))).is_some()
}

/// Whether the line above is a verb that opens, and nothing else: a heading over items, though no colon says so.
fn is_under_verb(reading: &Reading<'_>, at: usize) -> bool {
    let tokens = reading.tokens;
    let Some(last) = at.checked_sub(1).filter(|last| tokens[*last].block == tokens[at].block) else { return false };
    let begins = |at: &usize| tokens[*at].line_start || *at == 0 || tokens[at - 1].block != tokens[*at].block;
    let start = (0..=last).rev().find(begins).unwrap_or(last);
    reading.verb_at(start, at).is_some_and(|verb| verb.after == at)
}

/// Whether a sentence or a clause has ended before a token; a footnote mark after the stop does not matter.
fn ended_before(tokens: &Tokens, at: usize) -> bool {
    let stop = |at: usize| [',', ';', ':', '.'].iter().any(|sign| tokens[at].is(*sign));
    let mark = |at: usize| tokens[at].kind == TokenKind::Number && tokens[at].span.len() <= 3 || tokens[at].is('"');
    at > 0 && (stop(at - 1) || at > 1 && mark(at - 1) && stop(at - 2))
}

/// Whether a line is a title between clauses: short, after a sentence, without a stop, before a line that begins a clause.
fn is_title(reading: &Reading<'_>, line: &Range<usize>) -> bool {
    let tokens = reading.tokens;
    let last = &tokens[line.end - 1];
    let open = last.kind == TokenKind::Word && line.len() <= LONGEST_TITLE;
    let after = tokens[line.start - 1].is('.') || tokens[line.start - 1].is(';');
    let next = tokens.list.get(line.end).is_some_and(|next| next.block == last.block);
    open && after && next && tokens[line.start].is_name_like() && begins(reading, line.end)
}

fn line_end(tokens: &Tokens, at: usize) -> usize {
    let end = tokens.block_end(at);
    (at + 1..end).find(|at| tokens[*at].line_start).unwrap_or(end)
}
