//! Things named after an entry of the gazetteer: "the Government of France" and "the French Government" are one, in any language.
//!
//! The forms are data of each language, so that a state needs no rows for its government. A form must cover all of a name:
//! "the Transitional Government of X" is not the Government of X.

use super::{Finder, Mention, Referent};
use crate::ontology::{CuratedId, Derived, Gazetteer};
use crate::pattern::{Filled, Filler, Fillers, Program, Slot, SlotKind, match_at};
use std::cell::Cell;
use std::ops::Range;

/// Finds them among the names by form.
pub(super) fn find(finder: &mut Finder<'_>) {
    let language = finder.reading.language;
    for index in 0..finder.mentions.list.len() {
        let mention = &finder.mentions.list[index];
        if mention.referent != Referent::Named || mention.prospective {
            continue;
        }
        let found = language.derived.iter().find_map(|derived| Some((derived, named_after(finder, derived, mention)?)));
        if let Some((derived, (of, end))) = found {
            let mention = &mut finder.mentions.list[index];
            if end < mention.tokens.end {
                (mention.tokens.end, mention.outer_end) = (end, end);
            }
            mention.referent = Referent::Derived { of, id: derived.id.clone() };
            (mention.entity_type, mention.kind) = (derived.entity_type, Some(derived.kind));
        }
    }
    in_small_letters(finder);
}

/// The one entry that a name is made of, and where that name ends, when a form covers it; what a linker that joins no nouns
/// adds is not the name's: `the Government of Cyprus <to the Secretary-General>`.
fn named_after(finder: &Finder<'_>, derived: &Derived, mention: &Mention) -> Option<(CuratedId, usize)> {
    let (range, language) = (&mention.tokens, finder.reading.language);
    let adds = |at: usize| {
        let word = finder.reading.tokens[at].word;
        language.linkers.contains(word) && !language.genitives.contains(word)
    };
    derived.forms.iter().find_map(|form| {
        let (found, of) = formed(finder, derived, form, range.start, range.end)?;
        (found == *range || adds(found.end)).then_some((of, found.end))
    })
}

/// Where a form stands at a token, and what the name is made of.
fn formed(
    finder: &Finder<'_>,
    derived: &Derived,
    form: &Program,
    at: usize,
    end: usize,
) -> Option<(Range<usize>, CuratedId)> {
    let slots = Origin { finder, derived, of: Cell::new(None) };
    let found = match_at(form, finder.reading.tokens, at, end, &slots)?;
    Some((found.range, slots.of.get()?))
}

/// Words before the noun of a form at most: `<the> <South> <African> government`.
const BEFORE: usize = 4;

/// Finds them in small letters, where no name by form is: "le gouvernement libanais".
fn in_small_letters(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    let end = reading.tokens.list.len();
    for at in 0..end {
        let word = reading.tokens[at].word;
        if finder.taken[at] || !reading.language.heads.contains_key(&word) {
            continue;
        }
        let forms = reading.language.derived.iter().flat_map(|derived| derived.forms.iter().map(move |f| (derived, f)));
        let anchored = forms.filter(|(_, form)| form.anchor.binary_search(&word).is_ok());
        let starts = |form: &Program| if form.first_slot().is_some() { at.saturating_sub(BEFORE) } else { at };
        let mut found =
            anchored.flat_map(|(derived, form)| (starts(form)..=at).map(move |start| (derived, form, start)));
        let found = found.find_map(|(derived, form, start)| {
            let (tokens, of) = formed(finder, derived, form, start, end)?;
            let free = tokens.clone().all(|token| !finder.barred[token]) && tokens.contains(&at);
            free.then_some((derived, tokens, of))
        });
        let Some((derived, tokens, of)) = found else { continue };
        finder.add(Mention {
            outer_end: tokens.end,
            tokens,
            entity_type: derived.entity_type,
            kind: Some(derived.kind),
            referent: Referent::Derived { of, id: derived.id.clone() },
            head: Some(word),
            nested: false,
            prospective: false,
        });
    }
}

/// The slots of a form: a name, or an adjective, of one entry of the kind.
struct Origin<'a> {
    finder: &'a Finder<'a>,
    derived: &'a Derived,
    of: Cell<Option<CuratedId>>,
}

impl Origin<'_> {
    /// The longest name or adjective at a token that means one entry alone.
    fn at(&self, gazetteer: &Gazetteer, at: usize, end: usize) -> Option<(usize, CuratedId)> {
        let reading = self.finder.reading;
        let of_kind = |id: &CuratedId| reading.ontology.curated(*id).kind == Some(self.derived.of);
        let found = gazetteer.names_at(&reading.tokens.list, at).filter(|found| found.end <= end);
        let only = found.filter_map(|found| match found.full.as_slice() {
            [only] if of_kind(only) => Some((found.end, *only)),
            _ => None,
        });
        only.last()
    }
}

impl Fillers for Origin<'_> {
    fn fill(&self, _: usize, slot: &Slot, at: usize, end: usize, out: &mut Vec<Filled>) {
        let (ontology, language) = (self.finder.reading.ontology, self.finder.reading.language);
        let word = |at: usize| self.finder.reading.tokens[at].word;
        let found = if slot.kind == SlotKind::Text {
            self.at(&ontology.adjectives, at, end)
        } else {
            let bare = (at..end).find(|at| !language.determiners.contains(word(*at))).unwrap_or(at);
            self.at(&ontology.gazetteer, bare, end)
        };
        if let Some((next, id)) = found {
            self.of.set(Some(id));
            out.push((at..next, Filler::Words));
        }
    }
}
