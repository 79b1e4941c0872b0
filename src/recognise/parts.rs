//! Phrases that the language lists (those spoken of in numbers), and parts of documents (articles, annexes).

use super::{Finder, Mention, Referent};
use crate::ontology::Part;
use crate::parse::Reading;
use crate::parse::number_at;
use crate::pattern::{Filled, Filler, Fillers, Patterns, Slot, SlotKind};

/// Slots of phrases and parts hold numbers only.
struct Numbers<'a>(&'a Reading<'a>);

impl Fillers for Numbers<'_> {
    fn fill(&self, _: usize, slot: &Slot, at: usize, _: usize, out: &mut Vec<Filled>) {
        if slot.kind == SlotKind::Number {
            let next = number_at(self.0, at).map(|(next, _)| next).or_else(|| roman_at(self.0, at));
            out.extend(next.map(|next| (at..next, Filler::Words)));
        }
    }
}

/// A Roman numeral at a token: `Chapter <VII>`.
fn roman_at(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let token = reading.tokens.list.get(at)?;
    reading.source.quote(token.span).chars().all(|c| "IVXLC".contains(c)).then_some(at + 1)
}

/// The token after further numbers: `Articles 24, 33 <, 34 and 103> of the Charter`.
fn after_numbers(reading: &Reading<'_>, mut at: usize) -> usize {
    let tokens = &reading.tokens.list;
    let joint = |at: usize| tokens.get(at).is_some_and(|t| t.is(',') || reading.language.coordinators.contains(t.word));
    while joint(at) {
        let next = if joint(at + 1) { at + 2 } else { at + 1 };
        let Some((after, _)) = number_at(reading, next) else { break };
        at = after;
    }
    at
}

fn longest(reading: &Reading<'_>, patterns: &Patterns, at: usize) -> Option<usize> {
    patterns.longest(reading.tokens, at, reading.tokens.list.len(), &Numbers(reading)).filter(|end| *end > at)
}

/// Finds phrases.
pub(super) fn phrases(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    for at in 0..reading.tokens.list.len() {
        for phrase in reading.language.phrases.at(&reading.tokens[at]) {
            let Some(end) = longest(reading, &phrase.patterns, at).filter(|end| finder.is_free(at..*end)) else {
                continue;
            };
            finder.add(Mention {
                tokens: at..end,
                outer_end: end,
                entity_type: phrase.entity_type,
                kind: phrase.kind,
                referent: Referent::Named,
                head: None,
                nested: false,
                prospective: false,
            });
        }
    }
}

/// Finds parts: `article 41 du <Statut>`, `Appendix 1 to <Report AG-2012-RAP-18>`.
pub(super) fn find(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    for at in 0..reading.tokens.list.len() {
        for part in reading.language.parts.at(&reading.tokens[at]) {
            let Some(end) = longest(reading, &part.patterns, at).filter(|_| !finder.taken[at]) else {
                continue;
            };
            add(finder, part, at, after_numbers(reading, end));
        }
    }
}

fn add(finder: &mut Finder<'_>, part: &Part, at: usize, end: usize) {
    let reading = finder.reading;
    let Some(entity_type) = reading.ontology.type_named("Document") else { return };
    let Some(whole) = whole_after(finder, end) else { return };
    let mention = Mention {
        tokens: at..whole.tokens.end,
        outer_end: whole.tokens.end,
        entity_type,
        kind: part.kind.or(whole.kind),
        referent: Referent::Part { whole: whole.tokens.start, own: part.kind.is_some() },
        head: None,
        nested: false,
        prospective: false,
    };
    let inner = Mention { tokens: at..end, outer_end: end, nested: true, ..mention.clone() };
    finder.add(mention);
    if part.kind.is_some() {
        finder.add(inner);
    }
}

/// The longest document named after a preposition from a token on.
fn whole_after<'a>(finder: &'a Finder<'_>, end: usize) -> Option<&'a Mention> {
    let reading = finder.reading;
    let language = reading.language;
    let document = reading.ontology.type_named("Document");
    let lead = reading
        .tokens
        .list
        .get(end)
        .is_some_and(|t| language.receiver_leads.contains(t.word) || language.genitives.contains(t.word));
    if !lead {
        return None;
    }
    let from = (end + 1..end + 4)
        .find(|at| reading.tokens.list.get(*at).is_none_or(|t| !language.determiners.contains(t.word)))?;
    finder.starting_at(from).filter(|m| Some(m.entity_type) == document).max_by_key(|m| m.tokens.end)
}
