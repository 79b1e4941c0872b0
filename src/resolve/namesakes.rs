//! Documents of one name: "the Cooperation Agreement of 4 May 1984" is not that of 1990, and an agreement between A and B is none
//! between A and C. Date and parties tell them apart; a mention without either means the one that was named last.

use super::EntityId;
use crate::parse::Reading;
use crate::recognise::{Mention, Mentions, Referent};
use crate::text::fold::fold;

/// Tokens between a document and its date at most: "conclu à Libreville (Gabon) le".
const BEFORE_DATE: usize = 9;
/// Tokens of the names of the parties at most.
const PARTIES: usize = 20;

/// What the words after a name tell of the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    date: Option<String>,
    parties: Vec<String>,
    /// The token after these words; the end of the name when there are none.
    pub(super) end: usize,
}

impl Told {
    /// Whether both may be told of one document.
    fn fits(&self, other: &Self) -> bool {
        let same_date = self.date.is_none() || other.date.is_none() || self.date == other.date;
        let both = self.parties.len() > 1 && other.parties.len() > 1;
        same_date && (!both || self.parties.iter().all(|party| other.parties.contains(party)))
    }
}

/// The documents of one name, in the order in which they are named.
#[derive(Clone, Debug, Default)]
pub(super) struct Namesakes(Vec<(Told, EntityId)>);

impl Namesakes {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The one named last of which all this may be told; what is new of it is kept.
    pub(super) fn like(&mut self, told: &Told) -> Option<EntityId> {
        let (known, entity) = self.0.iter_mut().rev().find(|(known, _)| known.fits(told))?;
        known.date = known.date.take().or_else(|| told.date.clone());
        if known.parties.is_empty() {
            known.parties.clone_from(&told.parties);
        }
        Some(*entity)
    }

    pub(super) fn add(&mut self, told: Told, entity: EntityId) {
        self.0.push((told, entity));
    }
}

/// Date and parties after the name of a document.
pub(super) fn told(reading: &Reading<'_>, mentions: &Mentions, mention: &Mention) -> Told {
    let tokens = &reading.tokens.list;
    let language = reading.language;
    let end = mention.tokens.end;
    let same_block = |at: usize| tokens.get(at).is_some_and(|token| token.block == tokens[mention.tokens.start].block);
    let joins = |at: usize| {
        let token = &tokens[at];
        let words = [&language.breakers, &language.receiver_leads, &language.determiners, &language.dating];
        let small = words.into_iter().chain([&language.genitives, &language.place_linkers]);
        let parts = language.relatives.contains(token.word) || language.between.contains(token.word);
        let word = token.is_name_like() || small.into_iter().any(|words| words.contains(token.word));
        !parts && (word || token.is(',') || token.is('(') || token.is(')'))
    };
    let reached = (end..end + BEFORE_DATE).take_while(|at| same_block(*at)).find_map(|at| {
        let date = mentions.date_at(at)?;
        (end..at).all(joins).then_some(date)
    });
    let date = reached.and_then(|date| Some((date.day()?.to_owned(), date.tokens.end)));
    let after = date.as_ref().map_or(end, |(_, after)| *after);
    let between = (end..after.max(end) + 2).find(|at| same_block(*at) && language.between.contains(tokens[*at].word));
    let list = between.into_iter().flat_map(|start| {
        let inside = move |m: &&Mention| !m.nested && m.tokens.start > start && m.tokens.start < start + PARTIES;
        mentions.list.iter().filter(inside).take(2)
    });
    let parties: Vec<&Mention> = list.collect();
    let end = parties.last().map_or(after, |last| last.outer_end.max(after));
    Told {
        date: date.map(|(day, _)| day),
        parties: parties.into_iter().map(|party| known_as(reading, mentions, party)).collect(),
        end,
    }
}

/// One word for whom a mention means, whatever its name here.
fn known_as(reading: &Reading<'_>, mentions: &Mentions, mention: &Mention) -> String {
    match &mention.referent {
        Referent::Curated { full, short } => format!("{full:?}{short:?}"),
        Referent::Alias(start) => {
            let long = mentions.starting_at(*start).next().map(|index| &mentions.list[index]);
            long.map_or_else(String::new, |long| fold(&reading.words(long.tokens.clone())))
        }
        _ => fold(&reading.words(mention.tokens.clone())),
    }
}
