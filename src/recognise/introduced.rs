//! Names that no list has and no noun begins, known by the words before them: `the Government of <Orania>` makes Orania a place.
//!
//! Once introduced, the same capitals mean the same thing anywhere in the document.

use super::{Finder, Mention, Referent};
use crate::ontology::Introduced;
use crate::parse::{Reading, ordinal_at};
use crate::pattern::{Filled, Filler, Fillers, Slot, match_at};
use crate::text::Case;
use std::ops::Range;

/// Words of a name at most.
const LONGEST: usize = 3;

/// Finds them, and their further uses.
pub(super) fn find(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    let mut known: Vec<Mention> = Vec::new();
    for at in 0..reading.tokens.list.len() {
        for introduced in reading.language.introduced.at(&reading.tokens[at]) {
            if introduced.whole && reading.tokens[at].is_name_like() {
                official(finder, introduced, at);
            }
            let Some(name) = name_at(finder, introduced, at) else { continue };
            // "República de Torvia" and "Torvia" are one.
            let whole = introduced.whole && reading.tokens[at].is_name_like() && finder.is_free(at..name.end);
            let name_end = name.end;
            let referent = if whole { Referent::Alias(at) } else { Referent::Named };
            let mention = Mention { referent, ..mention_of(introduced, name) };
            if whole {
                let tokens = at..name_end;
                finder.add(Mention { tokens, referent: Referent::Named, ..mention.clone() });
            }
            let listed: Vec<_> =
                listed(finder, introduced, at, name_end).map(|tokens| mention_of(introduced, tokens)).collect();
            for mention in std::iter::once(mention).chain(listed) {
                if !known.iter().any(|other| same(reading, &other.tokens, &mention.tokens)) {
                    known.push(mention);
                }
            }
        }
    }
    for mention in &known {
        uses(finder, mention);
    }
}

fn mention_of(introduced: &Introduced, tokens: Range<usize>) -> Mention {
    Mention {
        outer_end: tokens.end,
        tokens,
        entity_type: introduced.entity_type,
        kind: None,
        referent: Referent::Named,
        head: None,
        nested: false,
        prospective: false,
    }
}

/// Names of a list at most.
const LISTED: usize = 12;

/// The further names of a list that words in the plural introduce: "the towns of Uige and Namibe". Known ones may stand among them.
fn listed<'a>(
    finder: &'a Finder<'_>,
    introduced: &'a Introduced,
    at: usize,
    first: usize,
) -> impl Iterator<Item = Range<usize>> {
    let reading = finder.reading;
    let end = reading.tokens.block_end(at);
    let many = introduced.patterns.iter().any(|form| {
        let found = match_at(form, finder.reading.tokens, at, end, &Names { finder, introduced });
        found.is_some_and(|found| found.get(form, "xs").is_some())
    });
    let mut stop = first;
    let next = move || {
        loop {
            let start = reading.after_joint(stop, end, None)?;
            let known = finder.starting_at(start).map(|m| m.tokens.end).max();
            let mut ways = Vec::new();
            Names { finder, introduced }.name(start, end, &mut ways);
            let new = ways.pop().map(|(range, _)| range);
            stop = new.as_ref().map(|range| range.end).or(known)?;
            if new.is_some() {
                return new;
            }
        }
    };
    std::iter::from_fn(next).take(if many { LISTED } else { 0 })
}

/// An entry of the gazetteer with the words of its full style: `the Republic of <Chile>` is Chile.
fn official(finder: &mut Finder<'_>, introduced: &Introduced, at: usize) {
    let tokens = finder.reading.tokens;
    if !introduced.patterns.may_begin(&tokens[at]) {
        return;
    }
    let end = tokens.block_end(at);
    let known = Known { finder, introduced };
    let found = introduced.patterns.iter().find_map(|form| {
        let found = match_at(form, tokens, at, end, &known)?;
        found.get(form, "x").map(|(range, _)| range.clone())
    });
    let Some(name) = found else { return };
    let entry = finder.starting_at(name.start).find(|m| m.tokens == name).cloned();
    if let Some(entry) = entry.filter(|_| finder.is_free(at..name.start)) {
        finder.add(Mention { tokens: at..name.end, ..entry });
    }
}

/// Slots hold entries of the gazetteer.
struct Known<'a> {
    finder: &'a Finder<'a>,
    introduced: &'a Introduced,
}

impl Fillers for Known<'_> {
    fn fill(&self, _: usize, _: &Slot, at: usize, end: usize, out: &mut Vec<Filled>) {
        let Some(first) = self.finder.reading.tokens.list.get(at).filter(|_| at < end) else { return };
        let place = self.introduced.entity_type;
        let entry = |m: &&Mention| m.entity_type == place && matches!(m.referent, Referent::Curated { .. });
        let found = self.finder.starting_at(at).filter(entry).max_by_key(|m| m.tokens.end);
        let found = found.filter(|_| !self.introduced.except.contains(first.word));
        out.extend(found.map(|mention| (mention.tokens.clone(), Filler::Words)));
    }
}

/// The name that the words at a token introduce.
fn name_at(finder: &Finder<'_>, introduced: &Introduced, at: usize) -> Option<Range<usize>> {
    let tokens = finder.reading.tokens;
    if !introduced.patterns.may_begin(&tokens[at]) {
        return None;
    }
    let end = tokens.block_end(at);
    introduced.patterns.iter().find_map(|form| {
        let found = match_at(form, tokens, at, end, &Names { finder, introduced })?;
        found.get(form, "x").or_else(|| found.get(form, "xs")).map(|(range, _)| range.clone())
    })
}

/// Slots hold capitals that name nothing else.
struct Names<'a> {
    finder: &'a Finder<'a>,
    introduced: &'a Introduced,
}

impl Names<'_> {
    fn name(&self, at: usize, end: usize, out: &mut Vec<Filled>) {
        let language = self.finder.reading.language;
        let known =
            |at: usize| self.finder.starting_at(at).any(|m| !matches!(m.referent, Referent::Named | Referent::Back));
        let name = |at: &usize| {
            let token = &self.finder.reading.tokens[*at];
            token.case == Case::Capital
                && !known(*at)
                && !language.heads.contains_key(&token.word)
                && !language.groups.contains(token.word)
                && !language.honorifics.contains(token.word)
                && !self.finder.barred[*at]
                && !self.introduced.except.contains(token.word)
                && ordinal_at(self.finder.reading, *at).is_none()
        };
        let first = self.finder.reading.tokens.list.get(at).filter(|_| at < end && name(&at));
        let last = first.and_then(|_| (at..end.min(at + LONGEST)).take_while(name).last());
        out.extend(last.map(|last| (at..last + 1, Filler::Words)));
    }
}

impl Fillers for Names<'_> {
    fn fill(&self, _: usize, _: &Slot, at: usize, end: usize, out: &mut Vec<Filled>) {
        self.name(at, end, out);
    }
}

/// Whether two runs of tokens have the same words, as written.
fn same(reading: &Reading<'_>, one: &Range<usize>, other: &Range<usize>) -> bool {
    let word = |at: usize| reading.source.quote(reading.tokens[at].span);
    one.len() == other.len() && one.clone().zip(other.clone()).all(|(a, b)| word(a) == word(b))
}

/// Where the same capitals stand, free or inside a name by form, they mean the same thing.
fn uses(finder: &mut Finder<'_>, known: &Mention) {
    let reading = finder.reading;
    let count = known.tokens.len();
    for at in 0..=reading.tokens.list.len().saturating_sub(count) {
        let tokens = at..at + count;
        if reading.tokens[at].case != Case::Capital || !same(reading, &tokens, &known.tokens) {
            continue;
        }
        let around = finder.mentions.list.iter().filter(|m| m.tokens.contains(&at));
        let open = around.into_iter().all(|m| m.referent == Referent::Named && m.tokens.len() > count);
        if open && !tokens.clone().any(|at| finder.barred[at]) {
            finder.add(Mention { tokens: tokens.clone(), outer_end: tokens.end, ..known.clone() });
        }
    }
}
