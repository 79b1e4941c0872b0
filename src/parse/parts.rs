//! Files that hold several documents: where each begins.
//!
//! A second enacting formula begins another resolution when a heading of its own stands above it: a line with a symbol, or, where the
//! resolution before has ended with its line of adoption, whatever follows that. A formula without either is a section of the same
//! resolution, or a text that is quoted in an annex; it is not cut off, and extraction warns of it. Between resolutions, paragraphs that
//! begin as letters or statements do begin documents of their own, which are none of ours.

use super::Reading;
use super::formula;
use super::page::Line;
use super::paragraphs::{Paragraph, paragraphs};
use crate::text::Span;
use std::ops::Range;

/// Words of a line that is a heading with a symbol in it, at most.
const SHORT: usize = 14;
/// Words of a paragraph of a heading at most.
const LONG: usize = 45;
/// Paragraphs of a heading at most.
const HEADING: usize = 12;

/// The documents of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Their places, in order; one when the file holds one document.
    pub spans: Vec<Span>,
    /// Formulas that begin no document of their own, though they are not the first.
    pub unparted: Vec<Span>,
}

/// Cuts a file into its documents.
#[must_use]
pub fn parts(reading: &Reading<'_>) -> Parts {
    let whole = Span { start: 0, end: u32::try_from(reading.source.text.len()).unwrap_or(u32::MAX) };
    if super::marked::parts(reading).is_some() || !may_hold_two(reading) {
        return Parts { spans: vec![whole], unparted: Vec::new() };
    }
    let all: Vec<Paragraph> = paragraphs(reading).collect();
    let enacts = |paragraph: &Paragraph| paragraph.page.is_none() && is_formula(reading, &paragraph.tokens);
    let formulas: Vec<usize> = (0..all.len()).filter(|at| enacts(&all[*at])).collect();
    if formulas.len() < 2 {
        return Parts { spans: vec![whole], unparted: Vec::new() };
    }
    let cutter = Cutter { reading, all: &all };
    let (mut cuts, mut unparted) = (Vec::new(), Vec::new());
    for pair in formulas.windows(2) {
        let (from, to) = (pair[0], pair[1]);
        match cutter.cut(from, to) {
            Some(cut) => {
                cuts.extend(cutter.others(from, cut));
                cuts.push(cut);
            }
            None if cutter.is_annexed(from, to) => {}
            None => unparted.push(cutter.span(&all[to].tokens)),
        }
    }
    if let Some(last) = formulas.last().filter(|_| !cuts.is_empty()) {
        cuts.extend(cutter.others(*last, all.len()));
    }
    let starts: Vec<u32> = cuts.iter().map(|at| cutter.span(&all[*at].tokens).start).collect();
    let bounds: Vec<u32> = std::iter::once(0).chain(starts).chain([whole.end]).collect();
    let spans = bounds.windows(2).filter(|pair| pair[0] < pair[1]).map(|pair| Span { start: pair[0], end: pair[1] });
    Parts { spans: spans.collect(), unparted }
}

/// Whether two lines may be formulas: most files are told by this alone, before they are cut into paragraphs.
fn may_hold_two(reading: &Reading<'_>) -> bool {
    let tokens = &reading.tokens.list;
    let begins = |at: &usize| *at == 0 || tokens[*at].line_start || tokens[*at - 1].block != tokens[*at].block;
    (0..tokens.len()).filter(begins).filter(|at| formula::may_begin(reading, *at)).nth(1).is_some()
}

/// Whether a paragraph enacts, and is no line of a sentence that happens to begin with the body's name: it begins a block, or is all of a
/// short line.
fn is_formula(reading: &Reading<'_>, tokens: &Range<usize>) -> bool {
    let list = &reading.tokens.list;
    let begins = tokens.start == 0 || list[tokens.start - 1].block != list[tokens.start].block;
    let last = &list[tokens.end - 1];
    let short = tokens.len() <= SHORT && (last.is(',') || last.is(':'));
    let article = reading.language.determiners.contains(list[tokens.start].word);
    article && (begins || short) && formula::find(reading, tokens).is_some()
}

struct Cutter<'a> {
    reading: &'a Reading<'a>,
    all: &'a [Paragraph],
}

impl Cutter<'_> {
    fn span(&self, tokens: &Range<usize>) -> Span {
        self.reading.tokens.span(tokens.start, tokens.end)
    }

    /// The paragraph at which the document of the formula at `to` begins.
    fn cut(&self, from: usize, to: usize) -> Option<usize> {
        let mut first = None;
        let mut closing = None;
        for at in (from + 1..to).rev().filter(|at| self.all[*at].page != Some(Line::Footnote)).take(HEADING) {
            let tokens = &self.all[at].tokens;
            // The symbol of a short resolution looks like the running head of the one before.
            if self.all[at].page == Some(Line::Furniture) {
                first = first.or(self.is_headed(tokens).then_some(at));
                continue;
            }
            if self.closes(tokens) {
                closing.get_or_insert(at);
                continue;
            }
            if self.is_clause(tokens) || tokens.len() > LONG {
                break;
            }
            if self.is_headed(tokens) {
                first = Some(at);
            }
        }
        // Without a symbol, a heading is what stands between the line of adoption and the formula.
        let after_closing = || closing.map(|at| at + 1).filter(|at| *at <= to && !self.is_annexed(*at - 1, to));
        first.or_else(after_closing)
    }

    /// Paragraphs after the end of a resolution that begin as something else does.
    fn others(&self, from: usize, to: usize) -> Vec<usize> {
        let others = &self.reading.language.layout.others;
        let begins = |at: usize| {
            let tokens = &self.all[at].tokens;
            let first = tokens.start == 0
                || self.reading.tokens[tokens.start - 1].block != self.reading.tokens[tokens.start].block;
            first && others.iter().any(|kind| self.reading.longest(&kind.openings, tokens.start, tokens.end).is_some())
        };
        let ended = (from + 1..to).find(|at| self.closes(&self.all[*at].tokens));
        ended.map(|ended| (ended + 1..to).filter(|at| begins(*at)).collect()).unwrap_or_default()
    }

    fn closes(&self, tokens: &Range<usize>) -> bool {
        self.reading.closes(tokens.start, tokens.end)
    }

    /// Whether the heading of an annex stands between two paragraphs.
    fn is_annexed(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.reading.is_annex(self.all[at].tokens.start, self.all[at].tokens.end))
    }

    fn is_clause(&self, tokens: &Range<usize>) -> bool {
        let mark = self.reading.mark_at(tokens.start, tokens.end);
        let body = mark.map_or(tokens.start, |mark| mark.end);
        self.reading.opens(body, tokens.end)
    }

    /// Whether a paragraph is the line of a heading with the symbol of its document: short, or beginning with it.
    fn is_headed(&self, tokens: &Range<usize>) -> bool {
        let reading = self.reading;
        let text = reading.source.quote(self.span(tokens));
        let last = &reading.tokens[tokens.end - 1];
        let goes_on = [';', ',', ':'].iter().any(|sign| last.is(*sign));
        let ended = last.is('.');
        let mut forms = reading.ontology.bodies.iter().flat_map(|body| &body.citations);
        forms.any(|citation| {
            let found = citation.form.find(text);
            found.is_some_and(|found| {
                let begins = found.start() == 0 && tokens.len() <= LONG && !goes_on;
                let short = tokens.len() <= SHORT && reading.tokens[tokens.start].is_name_like() && !ended && !goes_on;
                begins || short
            })
        })
    }
}
