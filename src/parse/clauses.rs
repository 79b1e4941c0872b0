//! The walk over the paragraphs that makes them into clauses.

use super::paragraphs::{item_mark, paragraphs};
use super::{Clause, ClauseKind, Parsed, ParsedClause, Reading, Verb, formula};
use std::ops::Range;

/// Finds formula, clauses and closing.
#[must_use]
pub fn parse(reading: &Reading<'_>) -> Parsed {
    let mut walk = Walk { reading, parsed: Parsed::default(), heading: None, closed: false };
    for paragraph in paragraphs(reading) {
        walk.paragraph(paragraph);
    }
    walk.parsed
}

struct Walk<'a> {
    reading: &'a Reading<'a>,
    parsed: Parsed,
    /// A verb that stands alone above the clauses that it opens.
    heading: Option<Verb>,
    closed: bool,
}

impl Walk<'_> {
    fn paragraph(&mut self, paragraph: Range<usize>) {
        if self.closed || self.closes(&paragraph) {
            self.closed = true;
            return self.parsed.closing.push(paragraph);
        }
        if self.parsed.formula.is_none()
            && let Some(formula) = formula::find(self.reading, &paragraph)
        {
            return self.formula(formula);
        }
        let mark = item_mark(self.reading.tokens, paragraph.start, paragraph.end);
        let body = mark.as_ref().map_or(paragraph.start, |mark| mark.end);
        let number = mark.as_ref().filter(|mark| !mark.number.is_empty()).map(|mark| mark.number.clone());
        match self.reading.verb_at(body, paragraph.end) {
            Some(verb) if self.is_alone(&verb, paragraph.end) => self.heading = Some(verb),
            Some(verb) => {
                self.heading = None;
                self.clause(verb, body..paragraph.end, number);
            }
            None => self.no_verb(paragraph, body, number),
        }
    }

    fn closes(&self, paragraph: &Range<usize>) -> bool {
        let begins = self.reading.longest(&self.reading.language.closing, paragraph.start, paragraph.end).is_some();
        begins && !self.parsed.clauses.is_empty()
    }

    fn formula(&mut self, formula: super::Formula) {
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
                self.clause(verb, at..all.end, None);
            }
            None => self.parsed.formula = Some(formula),
        }
    }

    /// Whether a verb has nothing after it: a heading over the clauses below.
    fn is_alone(&self, verb: &Verb, end: usize) -> bool {
        (verb.after..end).all(|at| self.reading.tokens[at].is(':') || self.reading.tokens[at].is(','))
    }

    fn no_verb(&mut self, paragraph: Range<usize>, body: usize, number: Option<Range<usize>>) {
        if let Some(heading) = self.heading.clone() {
            return self.clause_under(heading, body..paragraph.end, number);
        }
        if self.parsed.clauses.is_empty() {
            return self.above(paragraph);
        }
        if self.goes_on(&paragraph, body) {
            self.extend(paragraph.end);
        } else {
            self.parsed.other.push(paragraph);
        }
    }

    fn above(&mut self, paragraph: Range<usize>) {
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
    fn goes_on(&self, paragraph: &Range<usize>, body: usize) -> bool {
        let last = &self.reading.tokens[paragraph.start - 1];
        let sentence_ended = last.is('.') || last.is(';');
        body > paragraph.start || !sentence_ended
    }

    fn extend(&mut self, end: usize) {
        let tokens = self.reading.tokens;
        if let Some(last) = self.parsed.clauses.last_mut() {
            last.tokens.end = end;
            last.clause.span = tokens.span(last.tokens.start, end);
            last.verbs.truncate(1);
            if let Some(first) = last.verbs.first().cloned() {
                last.verbs.extend(self.reading.further_verbs(&first, end));
            }
        }
    }

    fn clause_under(&mut self, heading: Verb, tokens: Range<usize>, number: Option<Range<usize>>) {
        if tokens.is_empty() {
            return;
        }
        let inherited = Verb { after: tokens.start, ..heading };
        let verb = self.reading.item_verb_at(tokens.start, tokens.end).unwrap_or(inherited);
        self.clause(verb, tokens, number);
    }

    fn clause(&mut self, verb: Verb, tokens: Range<usize>, number: Option<Range<usize>>) {
        let kind = if self.reading.is_recital(&verb) { ClauseKind::Recital } else { ClauseKind::Operative };
        let further = self.reading.further_verbs(&verb, tokens.end);
        let number = number.map(|n| self.reading.source.quote(self.reading.tokens.span(n.start, n.end)).to_owned());
        let span = self.reading.tokens.span(tokens.start, tokens.end);
        let clause = Clause { kind, number, span };
        let verbs = std::iter::once(verb).chain(further).collect();
        self.parsed.clauses.push(ParsedClause { clause, tokens, verbs });
    }
}
