//! The marks with which paragraphs begin: `1.`, `2)`, `(c)`, `-`, `Article 4 :`, `PRIMERO.`, `PP1`, and what scanning made of them.

use super::Reading;
use super::literals::{number_at, ordinal_at};
use crate::text::{Case, Token, TokenKind};
use std::ops::Range;

/// Digits of a mark at most.
const LONGEST_NUMBER: usize = 3;
/// Letters of a mark at most: `viii)`.
const LONGEST_LETTER: usize = 4;

/// How a mark is written: items of one list have one style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// `1.`
    Dotted,
    /// `1)` or `(1)`
    Bracketed,
    /// `1` before small letters
    Bare,
    /// `a)`, `(iv)`
    Letter,
    /// `a.`
    DottedLetter,
    /// A dash or another bullet.
    Bullet,
    /// `Article 1`, `PRIMERO.`
    Article,
    /// `PP1`, `(OP2 bis)`
    Label,
}

/// A mark at the start of a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    /// Token after the mark.
    pub(super) end: usize,
    /// The number or letter as printed; empty for a bullet.
    pub(super) number: Range<usize>,
    /// How it is written.
    pub(super) style: Style,
    /// Its number, if it has one.
    pub(super) value: Option<u64>,
}

impl Reading<'_> {
    /// The mark that stands at a token, if any.
    pub(super) fn mark_at(&self, at: usize, end: usize) -> Option<Mark> {
        let token = self.tokens.list.get(at).filter(|_| at < end)?;
        if self.language.layout.changes.contains(token.word) && at + 1 < end {
            return self.mark_at(at + 1, end);
        }
        if ['-', '•', '*', '·', '▪', '●', '■', '►', '➢'].iter().any(|sign| token.is(*sign)) {
            // "• Article 2 :": the items of a list on a page, each with its own mark.
            let article = (at + 1 < end).then(|| self.article(at + 1, end)).flatten();
            return article.or(Some(Mark { end: at + 1, number: at..at, style: Style::Bullet, value: None }));
        }
        let plain = || self.numbered(at, end).or_else(|| self.article(at, end)).or_else(|| self.misread(at, end));
        self.labelled(at, end).or_else(plain)
    }

    fn sign(&self, at: usize, end: usize, sign: char) -> bool {
        at < end && self.tokens[at].is(sign)
    }

    /// "PP1", "(OP2 bis)": what drafting prints before a paragraph, in large letters.
    fn labelled(&self, at: usize, end: usize) -> Option<Mark> {
        let open = usize::from(self.sign(at, end, '('));
        let label = at + open;
        let large = self.tokens.list.get(label).is_some_and(|token| token.case == Case::Upper);
        let stop = self.longest(&self.language.layout.labels, label, end).filter(|_| large)?;
        let closed = open == 1 && self.sign(stop, end, ')');
        let dotted = open == 0 && ['.', ':', '-'].iter().any(|sign| self.sign(stop, end, *sign));
        (closed || open == 0).then(|| Mark {
            end: stop + usize::from(closed || dotted),
            number: label..stop,
            style: Style::Label,
            value: number_at(self, label + 1).map(|(_, value)| value),
        })
    }

    fn numbered(&self, at: usize, end: usize) -> Option<Mark> {
        let open = usize::from(self.sign(at, end, '('));
        let number = at + open;
        let token = self.tokens.list.get(number).filter(|_| number < end)?;
        let counts = token.kind == TokenKind::Number && token.span.len() <= LONGEST_NUMBER;
        let letter = token.kind == TokenKind::Word && token.span.len() <= LONGEST_LETTER;
        let value = if counts { number_at(self, number).map(|(_, value)| value) } else { None };
        let mark = |end, style| Some(Mark { end, number: number..number + 1, style, value });
        if (counts || letter) && self.sign(number + 1, end, ')') {
            return mark(number + 2, if counts { Style::Bracketed } else { Style::Letter });
        }
        let next = self.tokens.list.get(number + 2).filter(|_| number + 2 < end);
        if open == 0 && counts && self.sign(number + 1, end, '.') {
            // "1.-": the dash belongs to the mark.
            let dash = usize::from(next.is_some_and(|next| next.is('-')));
            return mark(number + 2 + dash, Style::Dotted);
        }
        let small = letter && token.span.len() == 1 && !token.is_name_like();
        if open == 0 && small && self.sign(number + 1, end, '.') && next.is_some_and(|next| next.spaced) {
            return mark(number + 2, Style::DottedLetter);
        }
        let bare = open == 0 && counts && number + 1 < end;
        let word = |token: &Token| token.kind == TokenKind::Word && token.spaced;
        // "1 de transmettre": a bare number before small letters.
        if bare && word(&self.tokens[number + 1]) && !self.tokens[number + 1].is_name_like() {
            return mark(number + 1, Style::Bare);
        }
        // "11 Prie", "7, Requests": before a verb that opens, scanning has lost the full stop.
        let lost = number + 1 + usize::from(bare && [',', '-', ':'].iter().any(|s| self.sign(number + 1, end, *s)));
        (bare && self.opens(lost, end)).then(|| mark(lost, Style::Dotted)).flatten()
    }

    /// "Article 1er :", "ARTICLE 2 –", "PRIMERO.-".
    fn article(&self, at: usize, end: usize) -> Option<Mark> {
        let token = &self.tokens[at];
        let named = self.language.layout.articles.contains(token.word) && token.is_name_like();
        let number = at + usize::from(named);
        let digits = number_at(self, number).filter(|_| named);
        let ordered = ordinal_at(self, number).filter(|_| named || token.is_name_like());
        let (stop, value) = ordered.map(|(stop, value)| (stop, u64::from(value))).or(digits)?;
        let signs = (stop..end).take_while(|at| ['.', ':', '-', ')'].iter().any(|s| self.tokens[*at].is(*s))).count();
        let alone = stop + signs == end;
        (stop <= end && (signs > 0 || named && (alone || self.tokens[stop].is_name_like()))).then_some(Mark {
            end: stop + signs,
            number: number..stop,
            style: Style::Article,
            value: Some(value),
        })
    }

    /// A one that was read as a letter: "I. Decides", "ll. Calls".
    fn misread(&self, at: usize, end: usize) -> Option<Mark> {
        let token = &self.tokens[at];
        let text = self.source.quote(token.span);
        let digits = text.len() <= 2 && text.bytes().all(|b| matches!(b, b'I' | b'l' | b'O'));
        let stop = self.sign(at + 1, end, '.') || self.sign(at + 1, end, ',');
        if !digits || !stop || !self.opens(at + 2, end) {
            return None;
        }
        let read: String = text.chars().map(|c| if c == 'O' { '0' } else { '1' }).collect();
        Some(Mark { end: at + 2, number: at..at + 1, style: Style::Dotted, value: read.parse().ok() })
    }

    /// Whether a verb with a capital opens at a token.
    pub(super) fn opens(&self, at: usize, end: usize) -> bool {
        at < end && self.tokens[at].is_name_like() && self.verb_at(at, end).is_some()
    }
}
