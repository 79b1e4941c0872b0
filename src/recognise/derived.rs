//! Things named after an entry of the gazetteer: "the Government of France" and "the French Government" are one, in any language.
//!
//! The forms are data of each language, so that a state needs no rows for its government. A form must cover all of a name:
//! "the Transitional Government of X" is not the Government of X.

use super::{Finder, Mention, Referent};
use crate::ontology::{CuratedId, Derived, Gazetteer};
use crate::pattern::{Filled, Filler, Fillers, Slot, SlotKind, match_at};
use std::cell::RefCell;

/// Finds them among the names by form.
pub(super) fn find(finder: &mut Finder<'_>) {
    let language = finder.reading.language;
    for index in 0..finder.mentions.list.len() {
        let mention = &finder.mentions.list[index];
        if mention.referent != Referent::Named || mention.prospective {
            continue;
        }
        let found = language.derived.iter().find_map(|derived| Some((derived, named_after(finder, derived, mention)?)));
        if let Some((derived, of)) = found {
            let mention = &mut finder.mentions.list[index];
            mention.referent = Referent::Derived { of, id: derived.id.clone() };
            (mention.entity_type, mention.kind) = (derived.entity_type, Some(derived.kind));
        }
    }
}

/// The one entry that a name is made of, when a form covers the name.
fn named_after(finder: &Finder<'_>, derived: &Derived, mention: &Mention) -> Option<CuratedId> {
    let slots = Origin { finder, derived, of: RefCell::new(None) };
    let range = &mention.tokens;
    let covers = |form| match_at(form, finder.reading.tokens, range.start, range.end, &slots).map(|found| found.range);
    let covered = derived.forms.iter().any(|form| covers(form).as_ref() == Some(range));
    slots.of.into_inner().filter(|_| covered)
}

/// The slots of a form: a name, or an adjective, of one entry of the kind.
struct Origin<'a> {
    finder: &'a Finder<'a>,
    derived: &'a Derived,
    of: RefCell<Option<CuratedId>>,
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
            *self.of.borrow_mut() = Some(id);
            out.push((at..next, Filler::Words));
        }
    }
}
