//! The walk over the paragraphs that makes them into clauses.

use super::marks::{Mark, Style};
use super::page::Line;
use super::paragraphs::{Paragraph, paragraphs};
use super::{Clause, ClauseKind, Parsed, ParsedClause, Reading, Verb, formula};
use crate::text::Token;
use std::ops::Range;

/// Finds formula, clauses and closing.
#[must_use]
pub fn parse(reading: &Reading<'_>) -> Parsed {
    let parsed = walk(reading, formula::find);
    if parsed.formula.is_some() || parsed.clauses.is_empty() {
        return parsed;
    }
    // A body that the gazetteer does not know is told by its form, but only where no known one enacts.
    let by_form = walk(reading, formula::by_form);
    if by_form.formula.is_some() { by_form } else { parsed }
}

pub(super) type FindFormula = fn(&Reading<'_>, &Range<usize>) -> Option<super::Formula>;

fn walk(reading: &Reading<'_>, formula: FindFormula) -> Parsed {
    let mut walk = Walk {
        reading,
        find_formula: formula,
        parsed: Parsed::default(),
        heading: None,
        items: None,
        pending: None,
        numbered: None,
        bulleted: false,
        closed: false,
    };
    match super::marked::parts(reading) {
        Some(parts) => parts.for_each(|(part, tokens)| walk.part(part, tokens)),
        None => paragraphs(reading).for_each(|paragraph| walk.paragraph(paragraph)),
    }
    walk.parsed
}

pub(super) struct Walk<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) find_formula: FindFormula,
    pub(super) parsed: Parsed,
    /// A verb that stands alone above the clauses that it opens.
    pub(super) heading: Option<Verb>,
    /// How the items under the heading are marked; a paragraph marked otherwise is part of one.
    pub(super) items: Option<Option<Style>>,
    /// A mark that stands alone: the paragraph below it is meant.
    pending: Option<Mark>,
    /// Style and number of the last numbered operative clause.
    numbered: Option<(Style, u64)>,
    /// Whether the last operative clause begins with a bullet.
    bulleted: bool,
    closed: bool,
}

impl Walk<'_> {
    fn paragraph(&mut self, Paragraph { tokens: paragraph, page }: Paragraph) {
        if let Some(line) = page {
            return self.beside(paragraph, line);
        }
        if self.closed || self.closes(&paragraph) {
            self.closed = true;
            return self.parsed.closing.push(paragraph);
        }
        if self.parsed.formula.is_none()
            && let Some(formula) = (self.find_formula)(self.reading, &paragraph)
        {
            return self.formula(formula);
        }
        let mark = self.reading.mark_at(paragraph.start, paragraph.end);
        if let Some(mark) = mark.clone().filter(|mark| mark.end == paragraph.end) {
            self.pending = Some(mark);
            return self.parsed.other.push(paragraph);
        }
        let pending = self.pending.take();
        let body = mark.as_ref().map_or(paragraph.start, |mark| mark.end);
        self.marked(paragraph, body, mark.or(pending));
    }

    /// What the page prints: above the text it may still be of the heading.
    fn beside(&mut self, paragraph: Range<usize>, line: Line) {
        let above = self.parsed.clauses.is_empty() && self.parsed.formula.is_none();
        match line {
            Line::Furniture if above => self.parsed.header.push(paragraph),
            Line::Furniture => self.parsed.other.push(paragraph),
            Line::Footnote => self.parsed.notes.push(paragraph),
        }
    }

    pub(super) fn marked(&mut self, paragraph: Range<usize>, body: usize, mark: Option<Mark>) {
        match self.reading.verb_at(body, paragraph.end) {
            Some(verb) if self.is_alone(&verb, paragraph.end) => {
                self.heading = Some(verb);
                self.items = None;
            }
            Some(_) if self.is_item(mark.as_ref()) => self.extend(paragraph.end),
            Some(verb) => {
                (self.heading, self.items) = (None, None);
                self.clause(Some(verb), body..paragraph.end, mark);
            }
            None => self.no_verb(paragraph, body, mark),
        }
    }

    /// Whether a marked paragraph is an item of the clause above, which ends in a colon: "URGES Member States:", "(1) to …".
    fn is_item(&self, mark: Option<&Mark>) -> bool {
        let (Some(mark), Some(last)) = (mark, self.parsed.clauses.last()) else { return false };
        let other = self.numbered.is_some_and(|(style, _)| style != mark.style);
        other && self.heading.is_none() && last.chapeau
    }

    fn closes(&self, paragraph: &Range<usize>) -> bool {
        let ended = self.reading.closes(paragraph.start, paragraph.end)
            || self.reading.is_annex(paragraph.start, paragraph.end);
        ended && !self.parsed.clauses.is_empty()
    }

    pub(super) fn formula(&mut self, formula: super::Formula) {
        // Above the formula there are recitals only: what opens there like a decision, unnumbered, is a line of the heading.
        let (recitals, lines): (Vec<_>, Vec<_>) = std::mem::take(&mut self.parsed.clauses)
            .into_iter()
            .partition(|clause| clause.clause.kind == ClauseKind::Recital || clause.clause.number.is_some());
        self.parsed.clauses = recitals;
        self.parsed.header.extend(lines.into_iter().map(|line| line.tokens));
        (self.heading, self.items, self.numbered) = (None, None, None);
        let all = formula.tokens.clone();
        let tokens = self.reading.tokens;
        // The first clause may be glued to it: "The Security Council, Recalling its …", "Le Conseil économique et social : a) Prend note …".
        let glued = (formula.name.end..all.end).find_map(|at| {
            let after_stop = tokens[at - 1].is(',') || tokens[at - 1].is(':') || at == formula.name.end;
            let verb = self.reading.verb_at(at, all.end).filter(|_| after_stop && !tokens[at].is(','))?;
            (tokens[at].is_name_like() || at == formula.name.end).then_some((at, verb))
        });
        match glued {
            Some((at, verb)) => {
                self.parsed.formula = Some(super::Formula { tokens: all.start..at, ..formula });
                if self.is_alone(&verb, all.end) {
                    self.heading = Some(verb);
                } else {
                    self.clause(Some(verb), at..all.end, None);
                }
            }
            None => self.parsed.formula = Some(formula),
        }
    }

    /// Whether a verb has nothing after it: a heading over the clauses below.
    pub(super) fn is_alone(&self, verb: &Verb, end: usize) -> bool {
        (verb.after..end).all(|at| self.reading.tokens[at].is(':') || self.reading.tokens[at].is(','))
    }

    fn no_verb(&mut self, paragraph: Range<usize>, body: usize, mark: Option<Mark>) {
        if let Some(heading) = self.heading.clone() {
            return self.under(heading, paragraph, body, mark);
        }
        let starts = self.starts_unknown(&paragraph, body, mark.as_ref());
        if starts {
            self.clause(None, body..paragraph.end, mark);
        } else if self.parsed.clauses.is_empty() {
            self.above(paragraph);
        } else if self.goes_on(&paragraph, mark.is_some()) {
            self.extend(paragraph.end);
        } else {
            self.parsed.other.push(paragraph);
        }
    }

    /// Whether a paragraph is a clause although no known verb opens it: the next number of the series, or a participle among recitals.
    fn starts_unknown(&self, paragraph: &Range<usize>, body: usize, mark: Option<&Mark>) -> bool {
        let capital = self.reading.tokens[body].is_name_like();
        match (mark, self.numbered) {
            (Some(mark), _) if mark.style == Style::Bullet => capital && self.bulleted,
            (Some(mark), Some((style, last))) => capital && mark.style == style && mark.value == Some(last + 1),
            (Some(mark), None) => {
                let begun = self.parsed.formula.is_some() || !self.parsed.clauses.is_empty();
                capital && begun && mark.style == Style::Dotted && mark.value == Some(1)
            }
            (None, None) => {
                let begun = self.parsed.formula.is_some() || !self.parsed.clauses.is_empty();
                begun && self.reading.is_participle(paragraph.start, paragraph.end)
            }
            (None, Some(_)) => false,
        }
    }

    pub(super) fn above(&mut self, paragraph: Range<usize>) {
        let tokens = self.reading.tokens;
        let labelled = self.reading.language.subject_labels.contains(tokens[paragraph.start].word)
            && paragraph.len() > 2
            && tokens[paragraph.start + 1].is(':');
        if labelled {
            self.parsed.subject = Some(paragraph.start + 2..paragraph.end);
        }
        self.parsed.header.push(paragraph);
    }

    /// Whether a paragraph without a verb belongs to the clause before: an item of it, or the rest of its sentence.
    fn goes_on(&self, paragraph: &Range<usize>, marked: bool) -> bool {
        let Some(last) = self.parsed.clauses.last() else { return false };
        let tokens = self.reading.tokens;
        let last = &tokens[last.tokens.end - 1];
        let ended = last.is('.') || last.is(';');
        marked || !ended || last.is(';') && !tokens[paragraph.start].is_name_like()
    }

    pub(super) fn extend(&mut self, end: usize) {
        let tokens = self.reading.tokens;
        let ends_open = tokens[end - 1].is(':');
        if let Some(last) = self.parsed.clauses.last_mut() {
            last.tokens.end = end;
            last.chapeau |= ends_open;
            last.clause.span = tokens.span(last.tokens.start, end);
            last.verbs.truncate(1);
            if let Some(first) = last.verbs.first().cloned() {
                last.verbs.extend(self.reading.further_verbs(&first, end));
            }
        }
    }

    /// Whether a paragraph under a bare verb is the heading of some of its items, and none of them: "i. Strengthening of the Mechanism",
    /// "II. Budget". It has a letter or a Roman numeral, a capital, no verb and no full stop.
    fn is_subheading(&self, paragraph: &Range<usize>, body: usize, mark: Option<&Mark>) -> bool {
        let tokens = self.reading.tokens;
        let large = |at: usize| tokens.list.get(at).is_some_and(Token::is_name_like);
        let roman = mark.is_none() && tokens[paragraph.start].is_number_like() && large(paragraph.start);
        let (lettered, title) = match mark {
            Some(mark) => (mark.style == Style::DottedLetter, body),
            None => (roman && paragraph.len() > 2 && tokens[paragraph.start + 1].is('.'), paragraph.start + 2),
        };
        let ended = ['.', ';', ',', ':'].iter().any(|sign| tokens[paragraph.end - 1].is(*sign));
        lettered && large(title) && !ended && self.reading.item_verb_at(title, paragraph.end).is_none()
    }

    /// A paragraph under a bare verb: a clause with that verb or one of its own, or a part of the item above.
    fn under(&mut self, heading: Verb, paragraph: Range<usize>, body: usize, mark: Option<Mark>) {
        if self.is_subheading(&paragraph, body, mark.as_ref()) {
            return self.parsed.other.push(paragraph);
        }
        let style = mark.as_ref().map(|mark| mark.style);
        let part = self.items.is_some_and(|items| items != style) && style.is_some();
        if part || mark.is_none() && self.items.is_some() && self.continues(&paragraph) {
            return self.extend(paragraph.end);
        }
        self.items.get_or_insert(style);
        let inherited = Verb { after: body, ..heading };
        let verb = self.reading.item_verb_at(body, paragraph.end).unwrap_or(inherited);
        self.clause(Some(verb), body..paragraph.end, mark);
    }

    /// Whether a paragraph without a mark only goes on, in small letters, where a sentence was broken off.
    fn continues(&self, paragraph: &Range<usize>) -> bool {
        let tokens = self.reading.tokens;
        let last = self.parsed.clauses.last().map(|last| &tokens[last.tokens.end - 1]);
        let open = last.is_some_and(|last| !['.', ';', ',', ':'].iter().any(|sign| last.is(*sign)));
        open && !tokens[paragraph.start].is_name_like()
    }

    pub(super) fn clause(&mut self, verb: Option<Verb>, tokens: Range<usize>, mark: Option<Mark>) {
        let recital = match &verb {
            Some(verb) => self.reading.is_recital(verb),
            None => mark.is_none(),
        };
        let kind = if recital { ClauseKind::Recital } else { ClauseKind::Operative };
        if let Some(mark) = mark.as_ref().filter(|_| !recital && self.heading.is_none())
            && let Some(value) = mark.value
        {
            self.numbered = Some((mark.style, value));
        }
        self.bulleted = !recital && mark.as_ref().is_some_and(|mark| mark.style == Style::Bullet);
        let further = verb.as_ref().map(|verb| self.reading.further_verbs(verb, tokens.end)).unwrap_or_default();
        let number = mark.filter(|mark| !mark.number.is_empty()).map(|mark| mark.number);
        let number = number.map(|n| self.reading.source.quote(self.reading.tokens.span(n.start, n.end)).to_owned());
        let span = self.reading.tokens.span(tokens.start, tokens.end);
        let chapeau = self.reading.tokens[tokens.end - 1].is(':');
        let verbs = verb.into_iter().chain(further).collect();
        let clause = Clause { kind, number, span };
        self.parsed.clauses.push(ParsedClause { clause, tokens, verbs, chapeau });
    }
}
