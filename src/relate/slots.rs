//! What may stand in the slots of a rule: mentions by type or kind, lists of them, new names, dates, numbers, words.

use crate::ontology::{Filter, KindId, TypeId};
use crate::parse::Reading;
use crate::parse::{acronym_at, number_at, ordinal_at};
use crate::pattern::{Filled, Filler, Fillers, Patterns, Slot, SlotKind};
use crate::recognise::{DateMention, Mentions, Referent};
use crate::resolve::{EntityId, Resolved};
use crate::text::TokenKind;
use std::ops::Range;

/// Adjectives before a noun at most: "ses propres récentes résolutions".
const PRENOMINALS: usize = 3;
/// Words of a free slot at most.
const WORDS: usize = 8;
/// Words of a new name at most.
pub(super) const NEW_NAME: usize = 4;

/// A document with everything that has been found in it so far.
pub(crate) struct Scene<'a> {
    pub(crate) reading: &'a Reading<'a>,
    pub(crate) mentions: &'a Mentions,
    pub(crate) resolved: &'a mut Resolved,
}

impl Scene<'_> {
    /// The entity of a mention.
    pub(crate) fn entity(&self, mention: usize) -> Option<EntityId> {
        self.resolved.by_mention[mention]
    }

    /// The entity of a mention that covers some tokens.
    pub(crate) fn named_by(&self, tokens: &Range<usize>) -> Option<EntityId> {
        let mut at = self.mentions.starting_at(tokens.start);
        at.find(|index| self.mentions.list[*index].tokens == *tokens).and_then(|index| self.entity(index))
    }

    /// Whether a mention is of one of these types or kinds; all are, of none.
    fn fits(&self, mention: usize, filters: &[Filter]) -> bool {
        let Some(entity) = self.entity(mention) else { return false };
        self.is_of(entity, self.mentions.list[mention].kind, filters)
    }

    /// Whether an entity, mentioned as one of a kind, is of one of these types or kinds; all are, of none.
    pub(crate) fn is_of(&self, entity: EntityId, own: Option<KindId>, filters: &[Filter]) -> bool {
        let entity_type = self.resolved.entities[entity.0 as usize].entity_type;
        let kind = self.resolved.traits[entity.0 as usize].0;
        filters.is_empty()
            || filters.iter().any(|filter| match filter {
                Filter::Type(wanted) => entity_type == *wanted,
                Filter::Kind(wanted) => kind == Some(*wanted) || own == Some(*wanted),
            })
    }

    /// The first token after determiners, and after the title of a person: `<Mr.> Kurt Waldheim`.
    pub(crate) fn after_determiners(&self, at: usize, end: usize) -> usize {
        let (tokens, language) = (self.reading.tokens, self.reading.language);
        let bare = self.reading.skip_determiners(at, end);
        let adjective = |at: &usize| *at < end && language.prenominals.contains(tokens[*at].word);
        let bare = if bare > at { bare + (bare..bare + PRENOMINALS).take_while(adjective).count() } else { bare };
        // "à la <Soixante-Sixième> Assemblée", but "the Third Committee" has it in its name.
        let named = |at: usize| !self.mentions.starting_at(at).is_empty();
        let counted = if named(bare) { None } else { ordinal_at(self.reading, bare).map(|(next, _)| next) };
        let bare = counted.filter(|next| *next < end && named(*next)).unwrap_or(bare);
        let titled = usize::from(bare < end && language.honorifics.contains(tokens[bare].word));
        let dotted = usize::from(titled > 0 && bare + 1 < end && tokens[bare + 1].is('.'));
        bare + titled + dotted
    }

    /// Mentions of these types that begin at a token or after determiners there, the longest first: index, and the token after it.
    /// A mention with several ends comes once with each.
    pub(crate) fn mentions_at<'s>(
        &'s self,
        at: usize,
        end: usize,
        filters: &'s [Filter],
    ) -> impl Iterator<Item = (usize, usize)> + 's {
        let bare = self.after_determiners(at, end);
        let starts = [bare].into_iter().filter(move |bare| *bare > at).chain([at]);
        starts.flat_map(move |start| self.mentions_from(start, end, filters))
    }

    fn mentions_from<'s>(
        &'s self,
        start: usize,
        end: usize,
        filters: &'s [Filter],
    ) -> impl Iterator<Item = (usize, usize)> + 's {
        let fitting = self.mentions.starting_at(start).filter(|index| self.fits(*index, filters));
        fitting.flat_map(move |index| {
            let mention = &self.mentions.list[index];
            let long = self.mentions.long_end(start).filter(|_| mention.referent == Referent::Named);
            let ends = [long, Some(mention.outer_end), Some(mention.tokens.end)];
            let distinct = (0..ends.len()).filter(move |at| *at == 0 || ends[*at] != ends[*at - 1]);
            distinct.filter_map(move |at| ends[at]).filter(move |stop| *stop <= end).map(move |stop| (index, stop))
        })
    }

    /// One mention or several joined by commas and "and": indices, and the token after the last.
    pub(crate) fn list_at(&self, at: usize, end: usize, filters: &[Filter]) -> Option<(Vec<usize>, usize)> {
        self.list_led(at, end, filters, None)
    }

    /// The same, where a comma may be followed by the preposition of the first one.
    pub(crate) fn list_led(
        &self,
        at: usize,
        end: usize,
        filters: &[Filter],
        leads: Option<&Patterns>,
    ) -> Option<(Vec<usize>, usize)> {
        let (first, mut stop) = self.mentions_at(at, end, filters).max_by_key(|(_, stop)| *stop)?;
        let mut all = vec![first];
        while let Some(next) = self.reading.after_joint(self.mentions.after_date(self.reading, stop, end), end, leads) {
            let Some((index, after)) = self.mentions_at(next, end, filters).max_by_key(|(_, stop)| *stop) else {
                break;
            };
            all.push(index);
            stop = after;
        }
        Some((all, stop))
    }

    /// The token after several dates, or after one that gives two days ("31 July and 11 December 1963").
    fn dates_at(&self, at: usize, end: usize) -> Option<usize> {
        let first = self.mentions.date_at(at).filter(|date| date.tokens.end <= end)?;
        let mut stop = first.tokens.end;
        let mut count = usize::from(self.is_pair(first)) + 1;
        while let Some(next) = self.reading.after_joint(stop, end, None) {
            let Some(date) = self.mentions.date_at(next).filter(|date| date.tokens.end <= end) else { break };
            stop = date.tokens.end;
            count += 1;
        }
        (count > 1).then_some(stop)
    }

    /// Whether a date names two days and no interval: "6 and 7 June 1967".
    pub(super) fn is_pair(&self, date: &DateMention) -> bool {
        let (tokens, language) = (self.reading.tokens, self.reading.language);
        date.tokens.clone().any(|at| language.coordinators.contains(tokens[at].word))
    }

    /// A name that is no mention: capitals, up to a few.
    fn new_name(&self, at: usize, end: usize) -> Option<usize> {
        let tokens = self.reading.tokens;
        let language = self.reading.language;
        let name_like = |at: &usize| {
            *at < end
                && tokens[*at].is_name_like()
                && self.mentions.starting_at(*at).is_empty()
                && !language.heads.contains_key(&tokens[*at].word)
        };
        (at..at + NEW_NAME).take_while(name_like).last().map(|last| last + 1)
    }

    /// The entity that fills a slot: a mention's, or one made of a new name.
    pub(crate) fn filled(&mut self, filled: &Filled, entity_type: Option<TypeId>) -> Vec<EntityId> {
        let (range, filler) = filled;
        if *filler != Filler::New {
            return filler.mentions().iter().filter_map(|index| self.entity(*index)).collect();
        }
        let Some(entity_type) = entity_type else { return Vec::new() };
        let name = self.reading.words(range.clone());
        let entity = self.resolved.local(self.reading, entity_type, &name);
        self.resolved.add_name(entity, &name);
        self.resolved.add_mention(entity, self.reading.tokens.span(range.start, range.end));
        vec![entity]
    }
}

/// The slots of one rule.
pub(super) struct RuleSlots<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) filters: &'a [Vec<Filter>],
}

impl Fillers for RuleSlots<'_> {
    fn fill(&self, index: usize, slot: &Slot, at: usize, end: usize, out: &mut Vec<Filled>) {
        let reading = self.scene.reading;
        match &slot.kind {
            SlotKind::Mention { many, new, .. } => {
                let filters = self.filters.get(index).map_or(&[][..], Vec::as_slice);
                self.mention(filters, *many, *new, at, end, out);
            }
            SlotKind::Text => {
                let start = self.scene.after_determiners(at, end);
                let word = |at: &usize| *at < end && reading.tokens[*at].kind == TokenKind::Word;
                out.extend((start..start + WORDS).take_while(word).map(|last| (start..last + 1, Filler::Words)));
            }
            SlotKind::Date => {
                out.extend(self.scene.mentions.date_at(at).map(|date| (date.tokens.clone(), Filler::Words)));
            }
            SlotKind::Dates => out.extend(self.scene.dates_at(at, end).map(|stop| (at..stop, Filler::Words))),
            SlotKind::Number => out.extend(number_at(reading, at).map(|(next, _)| (at..next, Filler::Words))),
            SlotKind::Ordinal => out.extend(ordinal_at(reading, at).map(|(next, _)| (at..next, Filler::Words))),
            SlotKind::Acronym => out.extend(acronym_at(reading, at).map(|next| (at..next, Filler::Words))),
            SlotKind::Day | SlotKind::Month | SlotKind::Year => {}
        }
        out.retain(|(range, _)| range.end <= end);
    }
}

impl RuleSlots<'_> {
    fn mention(&self, filters: &[Filter], many: bool, new: bool, at: usize, end: usize, out: &mut Vec<Filled>) {
        if many && let Some((all, stop)) = self.scene.list_at(at, end, filters) {
            out.push((at..stop, Filler::Mentions(all)));
            return;
        }
        for (index, stop) in self.scene.mentions_at(at, end, filters) {
            let start = self.scene.mentions.list[index].tokens.start;
            out.push((start..stop, Filler::Mention(index)));
        }
        if new && out.is_empty() {
            out.extend(self.scene.new_name(at, end).map(|stop| (at..stop, Filler::New)));
        }
    }
}
