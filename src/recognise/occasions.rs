//! What tells one occasion from another: the day on which a meeting was held or a document signed.
//!
//! A noun in small letters names nothing by itself ("a meeting", "an armistice"); with the words that say when it took place it
//! means that one ("the ministerial meeting held in New York on 27 September 2013").

use super::Finder;
use crate::pattern::{Filled, Filler, Fillers, Slot, SlotKind};
use crate::text::Token;

/// The token after the words that tell the occasion and that begin at a token.
pub(super) fn end(finder: &Finder<'_>, at: usize) -> Option<usize> {
    let tokens = finder.reading.tokens;
    let block = tokens.list.get(at)?.block;
    let end = at + tokens.list[at..].iter().take_while(|token| token.block == block).count();
    finder.reading.language.occasions.longest(tokens, at, end, &Dates(finder))
}

/// Words of a place at most.
const PLACE: usize = 3;

/// Slots of occasions hold dates, and places by their capitals.
struct Dates<'a>(&'a Finder<'a>);

impl Fillers for Dates<'_> {
    fn fill(&self, _: usize, slot: &Slot, at: usize, end: usize, out: &mut Vec<Filled>) {
        let tokens = &self.0.reading.tokens.list[..end];
        let date = self.0.mentions.date_at(at).filter(|date| slot.kind == SlotKind::Date && date.tokens.end <= end);
        out.extend(date.map(|date| (date.tokens.clone(), Filler::Words)));
        let named = |at: &usize| tokens.get(*at).is_some_and(Token::is_name_like);
        let place = (at..at + PLACE).take_while(named).last().filter(|_| slot.kind == SlotKind::Text);
        out.extend(place.map(|last| (at..last + 1, Filler::Words)));
    }
}
