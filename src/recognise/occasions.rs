//! What tells one occasion from another: the day on which a meeting was held or a document signed.
//!
//! A noun in small letters names nothing by itself ("a meeting", "an armistice"); with the words that say when it took place it
//! means that one ("the ministerial meeting held in New York on 27 September 2013"). Meetings are held and documents signed: each
//! kind has its own words.

use super::Finder;
use crate::ontology::TypeId;
use crate::parse::acronym_at;
use crate::pattern::{Filled, Filler, Fillers, Slot, SlotKind};
use crate::text::{Token, TokenKind};

/// The token after the words that tell the occasion of a thing of some type and that begin at a token.
pub(super) fn end(finder: &Finder<'_>, at: usize, entity_type: TypeId) -> Option<usize> {
    let (tokens, language) = (finder.reading.tokens, finder.reading.language);
    let of = |name: &str| finder.reading.ontology.type_named(name) == Some(entity_type);
    let start = after_acronym(finder, at);
    let first = tokens.list.get(start)?;
    let words = [(&language.signings, "Document"), (&language.occasions, "Event")].into_iter();
    let (words, _) = words.filter(|(words, _)| words.may_begin(first)).find(|(_, name)| of(name))?;
    words.longest(tokens, start, tokens.block_end(at), &Dates(finder))
}

/// The token after a short name in parentheses, which may stand before the words that tell the occasion.
fn after_acronym(finder: &Finder<'_>, at: usize) -> usize {
    let is = |at: usize, sign: char| finder.reading.tokens.list.get(at).is_some_and(|token| token.is(sign));
    let short = is(at, '(').then(|| acronym_at(finder.reading, at + 1)).flatten();
    short.filter(|after| is(*after, ')')).map_or(at, |after| after + 1)
}

/// Words of a place at most.
const PLACE: usize = 3;
/// Words of those who did it at most: "signé par les forces politiques ivoiriennes".
const AUTHORS: usize = 24;

/// Slots of occasions hold dates, places by their capitals (`{p:text}`), other words (`{by:text}`), and names (`{x+}`).
struct Dates<'a>(&'a Finder<'a>);

impl Fillers for Dates<'_> {
    fn fill(&self, _: usize, slot: &Slot, at: usize, end: usize, out: &mut Vec<Filled>) {
        let tokens = &self.0.reading.tokens.list[..end];
        let date = self.0.mentions.date_at(at).filter(|date| slot.kind == SlotKind::Date && date.tokens.end <= end);
        out.extend(date.map(|date| (date.tokens.clone(), Filler::Words)));
        if matches!(slot.kind, SlotKind::Mention { .. }) {
            out.extend(names_end(self.0, at, end).map(|stop| (at..stop, Filler::Words)));
        }
        let named = |at: &usize| tokens.get(*at).is_some_and(Token::is_name_like);
        if slot.kind == SlotKind::Text && slot.name == "by" {
            let language = self.0.reading.language;
            let word = |at: &usize| {
                let token = tokens.get(*at);
                let ends = |word| language.relatives.contains(word) || language.limits.contains(word);
                token.is_some_and(|t| t.kind == TokenKind::Word && !ends(t.word))
            };
            out.extend((at..at + AUTHORS).take_while(word).map(|last| (at..last + 1, Filler::Words)));
        } else if slot.kind == SlotKind::Text {
            let place = self.0.reading.ontology.type_named("Place");
            let known = self.0.starting_at(at).filter(|m| Some(m.entity_type) == place && m.tokens.end <= end);
            out.extend(known.map(|m| (m.tokens.clone(), Filler::Words)));
            let capitals = (at..at + PLACE).take_while(named).last();
            out.extend(capitals.map(|last| (at..last + 1, Filler::Words)));
        }
    }
}

/// Names in a list of parties at most.
const PARTIES: usize = 6;

/// The token after one name or several, joined: "between the Government of Angola and UNITA".
fn names_end(finder: &Finder<'_>, at: usize, end: usize) -> Option<usize> {
    let reading = finder.reading;
    let name_end = |at: usize| {
        let bare = reading.skip_determiners(at, end);
        let known = finder.starting_at(bare).map(|m| m.tokens.end).max();
        known.or_else(|| super::forms::name_end(finder, bare)).filter(|stop| *stop <= end)
    };
    let mut stop = name_end(at)?;
    for _ in 1..PARTIES {
        let next = reading.after_joint(stop, end, None).and_then(name_end);
        let Some(next) = next else { break };
        stop = next;
    }
    Some(stop)
}
