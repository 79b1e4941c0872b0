//! What a page prints beside the text: page numbers, running heads, footnotes.
//!
//! Text taken from pages has them between its lines and inside its sentences. They are told by how a line begins, so that they
//! never become clauses, and what stands in them is never taken for a part of a name.

use super::Reading;
use crate::text::{Case, TokenKind};
use std::ops::Range;

/// Digits of a page number or a footnote mark at most; longer ones are years and parts of dates.
const LONGEST: usize = 3;
/// Digits of the number of a printing job at least: "13-23456".
const JOB: usize = 5;
/// Tokens of a running head at most.
const LONGEST_HEAD: usize = 12;
/// Bytes of the top of a file in which its own symbol stands.
const HEADING: usize = 1500;

/// What a line of a page is, when it is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A page number or a running head: it ends with its line.
    Furniture,
    /// A footnote: it may go on in the next lines.
    Footnote,
}

impl Reading<'_> {
    /// What a line is, when it is no text.
    pub(super) fn page_line(&self, line: &Range<usize>) -> Option<Line> {
        if self.is_page_number(line) || self.begins_as(&self.language.layout.furniture, line.start, line.end) {
            return Some(Line::Furniture);
        }
        self.is_footnote(line).then_some(Line::Footnote)
    }

    /// Whether a line may be a running head: short, with a number in it, and neither beginning nor ending as a line of the text.
    pub(super) fn may_run(&self, line: &Range<usize>) -> bool {
        let tokens = &self.tokens.list[line.clone()];
        let small = tokens[0].kind == TokenKind::Word && !tokens[0].is_name_like();
        let last = &tokens[tokens.len() - 1];
        let stopped = [',', ';', ':', '.'].iter().any(|sign| last.is(*sign));
        tokens.len() <= LONGEST_HEAD && !small && !stopped && tokens.iter().any(|token| token.kind == TokenKind::Number)
    }

    /// The symbols of documents that stand at the top of the file: the first is the document's own.
    pub(super) fn symbols_above(&self) -> Vec<&str> {
        let text = self.source.text.as_str();
        let first = self.tokens.list.first().map_or(0, |token| token.span.start as usize);
        let mut end = (first + HEADING).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let forms = self.ontology.bodies.iter().flat_map(|body| &body.citations);
        forms.flat_map(|citation| citation.form.find_iter(&text[first..end])).map(|found| found.as_str()).collect()
    }

    /// Whether a line says nothing but a symbol of the heading, with a word or two and page numbers around it.
    pub(super) fn is_running_head(&self, line: &Range<usize>, symbols: &[&str]) -> bool {
        let text = self.source.quote(self.tokens.span(line.start, line.end));
        symbols.iter().any(|symbol| {
            let around = text.split_once(symbol);
            around.is_some_and(|(before, after)| {
                let words = |text: &str| text.split(|c: char| !c.is_alphabetic()).filter(|word| word.len() > 1).count();
                words(before) + words(after) <= 2
            })
        })
    }

    fn begins_as(&self, patterns: &crate::pattern::Patterns, at: usize, end: usize) -> bool {
        at < end && self.longest(patterns, at, end).is_some()
    }

    /// Numbers and signs alone: "- 2 -", "5/5", ".../...", but not "1960," and not the mark "4.".
    fn is_page_number(&self, line: &Range<usize>) -> bool {
        let tokens = &self.tokens.list[line.clone()];
        let number = |at: usize| tokens.get(at).is_some_and(|token| token.kind == TokenKind::Number);
        let job = tokens.iter().any(|token| token.kind == TokenKind::Number && token.span.len() >= JOB);
        let plain = tokens.iter().all(|token| match token.kind {
            TokenKind::Number => token.span.len() <= LONGEST || token.span.len() >= JOB,
            TokenKind::Sign(sign) => job || !matches!(sign, ',' | ';' | '(' | ')'),
            TokenKind::Word => job && token.span.len() == 1,
        });
        let mark = tokens.len() == 2 && number(0) && !number(1) && tokens[1].is('.');
        plain && !mark
    }

    fn is_footnote(&self, line: &Range<usize>) -> bool {
        let (at, end) = (line.start, line.end);
        let first = &self.tokens[at];
        let raised = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
        if first.raised || self.source.quote(first.span).starts_with(raised) {
            return true;
        }
        let counts = first.kind == TokenKind::Number && first.span.len() <= LONGEST;
        let marked = usize::from(counts || first.is('*'));
        let signed = marked
            + usize::from(marked > 0 && at + 1 < end && ['/', ')', '.'].iter().any(|s| self.tokens[at + 1].is(*s)));
        let capital = |at: usize| at < end && self.tokens[at].is_name_like();
        let says = |at: usize| capital(at) && self.begins_as(&self.language.layout.footnotes, at, end);
        if says(at) || marked > 0 && (says(at + marked) || says(at + signed)) {
            return true;
        }
        counts && (self.is_slashed(at, end) || self.is_symbol(at + 1, end))
    }

    /// "1/ …"
    fn is_slashed(&self, at: usize, end: usize) -> bool {
        let slash = at + 1 < end && self.tokens[at + 1].is('/') && !self.tokens[at + 1].spaced;
        slash && at + 2 < end && self.tokens[at + 2].spaced
    }

    /// A document's symbol: "S/2003/529".
    fn is_symbol(&self, at: usize, end: usize) -> bool {
        let glued = |at: usize, sign: char| at < end && self.tokens[at].is(sign) && !self.tokens[at].spaced;
        let letters = at < end && self.tokens[at].kind == TokenKind::Word && self.tokens[at].spaced;
        let large = letters && (self.tokens[at].case == Case::Upper || self.tokens[at].span.len() == 1);
        large && glued(at + 1, '/') && at + 2 < end && !self.tokens[at + 2].spaced
    }
}
