//! What follows the noun of a document and tells which one it is: `the report <on the Fund>`, "the letter <dated 3 March 1992 from
//! the Minister of Norway to the President>".
//!
//! A noun in small letters that has no other name is one only with such a tail, and after a definite article: "a report on the
//! Fund" is still to be written. A document that has a name keeps it; with its tail it is a longer one of the same thing.

use super::{Finder, Mention, Referent};
use crate::ontology::{Head, TypeId};
use crate::pattern::{Filled, Filler, Fillers, Slot, SlotKind};
use crate::text::TokenKind;
use std::ops::Range;

/// Words of what a document is on at most.
const TOPIC: usize = 12;
/// Words between the article and the noun at most: `the <final> report`.
const MODIFIERS: usize = 2;

/// Finds the documents that only their tails name, and the tails of others.
pub(super) fn find(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    let Some(document) = reading.ontology.type_named("Document") else { return };
    if reading.language.tails.is_empty() {
        return;
    }
    for at in finder.text_start..reading.tokens.list.len() {
        let token = &reading.tokens[at];
        let heads = reading.language.heads.get(&token.word).filter(|_| !token.is_name_like() && !finder.barred[at]);
        let head = heads.and_then(|heads| heads.iter().find(|head| head.entity_type == document));
        if let Some(head) = head.copied() {
            noun(finder, at, head);
        }
    }
}

fn noun(finder: &mut Finder<'_>, at: usize, head: Head) {
    let word = finder.reading.tokens[at].word;
    let here = |m: &&Mention| m.tokens.contains(&at) && m.head == Some(word) && m.referent == Referent::Named;
    let named = finder.mentions.list.iter().filter(here).max_by_key(|m| m.tokens.len()).map(|m| m.tokens.clone());
    match named {
        Some(name) => {
            if let Some(end) = tail(finder, name.end, head.dated) {
                finder.mentions.long.push(name.start..end);
            }
        }
        None if !finder.taken[at] => {
            let Some((start, end)) = definite_start(finder, at).zip(tail(finder, at + 1, head.dated)) else { return };
            add(finder, at, start..end, head);
        }
        None => {}
    }
}

/// Adds a document that its tail names, and its noun alone when its date follows.
fn add(finder: &mut Finder<'_>, at: usize, tokens: Range<usize>, head: Head) {
    let word = finder.reading.tokens[at].word;
    let short = tokens.start..at + 1;
    let alias = Referent::Alias(tokens.start);
    let mention = Mention {
        outer_end: tokens.end,
        tokens,
        entity_type: head.entity_type,
        kind: head.kind,
        referent: Referent::Named,
        head: Some(word),
        nested: false,
        prospective: false,
    };
    finder.add_inside(Mention {
        outer_end: short.end,
        tokens: short,
        referent: alias,
        nested: true,
        head: None,
        ..mention.clone()
    });
    finder.add(mention);
}

/// The token after the longest tail that begins at a token. Of a noun that only a date or a symbol tells apart it must have one.
fn tail(finder: &Finder<'_>, at: usize, dated: bool) -> Option<usize> {
    let reading = finder.reading;
    let end = reading.tokens.list.get(at).map(|_| reading.tokens.block_end(at))?;
    let stop = reading.language.tails.longest(reading.tokens, at, end, &Tail(finder))?;
    let has_date = || finder.mentions.dates.iter().any(|date| at <= date.tokens.start && date.tokens.end <= stop);
    let opens = reading.tokens.list.get(stop).is_some_and(|token| token.is('('));
    let labelled = || opens && finder.starting_at(stop + 1).any(|m| matches!(m.referent, Referent::Cited { .. }));
    (stop > at && (!dated || has_date() || labelled())).then_some(stop)
}

/// The token after what follows a document's name in its title.
pub(super) fn title_end(finder: &Finder<'_>, at: usize) -> Option<usize> {
    let reading = finder.reading;
    let end = reading.tokens.list.get(at).map(|_| reading.tokens.block_end(at))?;
    reading.language.titles.longest(reading.tokens, at, end, &Tail(finder)).filter(|stop| *stop > at)
}

/// The first word after a definite article that stands right before a noun or its modifiers.
fn definite_start(finder: &Finder<'_>, at: usize) -> Option<usize> {
    let (tokens, language) = (finder.reading.tokens, finder.reading.language);
    let before = if language.modifiers_before { MODIFIERS } else { 0 };
    let start = (at.saturating_sub(before)..=at)
        .rev()
        .find(|start| start.checked_sub(1).is_some_and(|article| language.definites.contains(tokens[article].word)))?;
    let plain = |at: usize| {
        let token = &tokens[at];
        token.kind == TokenKind::Word
            && !finder.taken[at]
            && !finder.barred[at]
            && !language.breakers.contains(token.word)
    };
    (start..at).all(plain).then_some(start)
}

/// Slots of tails hold names, dates and topics.
struct Tail<'a>(&'a Finder<'a>);

impl Fillers for Tail<'_> {
    fn fill(&self, _: usize, slot: &Slot, at: usize, end: usize, out: &mut Vec<Filled>) {
        let finder = self.0;
        let bare = skip_determiners(finder, at, end);
        match slot.kind {
            SlotKind::Date => out.extend(finder.mentions.date_at(at).map(|date| (date.tokens.clone(), Filler::Words))),
            SlotKind::Text => out.extend(topic_end(finder, bare, end).map(|stop| (at..stop, Filler::Words))),
            _ => {
                let document = finder.reading.ontology.type_named("Document");
                let fitting = finder.starting_at(bare).filter(|m| Some(m.entity_type) != document);
                let longest = fitting.map(|m| m.tokens.end).filter(|stop| *stop <= end).max();
                out.extend(longest.map(|stop| (at..stop, Filler::Words)));
            }
        }
        out.retain(|(range, _)| range.end <= end);
    }
}

fn skip_determiners(finder: &Finder<'_>, at: usize, end: usize) -> usize {
    let determiner =
        |at: &usize| *at < end && finder.reading.language.determiners.contains(finder.reading.tokens[*at].word);
    at + (at..end).take_while(determiner).count()
}

/// The token after what a document is on: words up to one that ends a name, with the names among them.
fn topic_end(finder: &Finder<'_>, from: usize, end: usize) -> Option<usize> {
    let (tokens, language) = (finder.reading.tokens, finder.reading.language);
    let place: Option<TypeId> = finder.reading.ontology.type_named("Place");
    let mut at = from;
    while at < end.min(from + TOPIC) {
        let named = finder.starting_at(at).map(|m| m.tokens.end).filter(|stop| *stop <= end).max();
        if let Some(stop) = named {
            at = stop;
            continue;
        }
        let inner = skip_determiners(finder, at + 1, end);
        let located = language.place_linkers.contains(tokens[at].word)
            && finder.starting_at(inner).any(|m| Some(m.entity_type) == place);
        if located {
            at = inner;
            continue;
        }
        let token = &tokens[at];
        let article = language.determiners.contains(token.word) && at > from;
        let goes_on = token.kind == TokenKind::Word
            && !finder.barred[at]
            && !finder.ends_in(at, &language.breaker_endings)
            && !language.coordinators.contains(token.word)
            && !language.demonstratives.contains(token.word)
            && (article || language.linkers.contains(token.word) || !language.breakers.contains(token.word));
        if !goes_on {
            break;
        }
        at += 1;
    }
    let trails = |at: &usize| {
        let word = tokens[*at].word;
        language.linkers.contains(word) || language.determiners.contains(word)
    };
    let stop = at - (from..at).rev().take_while(trails).count();
    (stop > from).then_some(stop)
}
