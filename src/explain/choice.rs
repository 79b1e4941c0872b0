//! Why some words mean the thing that they were taken for.

use super::Words;
use super::reread::Reread;
use crate::ontology::{CuratedId, Origin};
use crate::recognise::Referent;
use crate::resolve::EntityId;

/// A thing, and why it was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its IRI.
    pub iri: String,
    /// The name of its type.
    pub entity_type: String,
    /// The words that name it here.
    pub words: Words,
    /// Why they mean it.
    pub reason: Reason,
}

/// Why words mean a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// They are a full name of an entry of the gazetteer.
    FullName {
        /// Where the entry is described.
        origin: Option<Origin>,
    },
    /// They are a short name of an entry of the gazetteer, which means it here.
    ShortName {
        /// Where the entry is described.
        origin: Option<Origin>,
        /// The enacting body or its organisation, within which it does; none when the document names the entry in full.
        within: Option<String>,
    },
    /// They are a name of several entries, and nothing tells which: a thing of this document.
    Unclear {
        /// The IRIs of the entries.
        entries: Vec<String>,
    },
    /// They are the symbol of a document.
    Symbol {
        /// The canonical symbol.
        symbol: String,
        /// The form of citation.
        rule: String,
        /// Where it is written.
        origin: Option<Origin>,
    },
    /// They are named after an entry of the gazetteer.
    NamedAfter {
        /// The IRI of the entry.
        entry: String,
        /// Where it is described.
        origin: Option<Origin>,
    },
    /// The document defines them: a short name beside a longer one.
    Defined {
        /// The longer name where it stands.
        by: Words,
        /// Why that one means it.
        reason: Box<Self>,
    },
    /// They go on from a shorter name at the same place.
    Longer {
        /// The shorter name.
        than: Words,
        /// Why that one means it.
        reason: Box<Self>,
    },
    /// They are a part of a document.
    Part {
        /// The name of the whole where it stands.
        of: Option<Words>,
    },
    /// A reference that points back.
    Reference {
        /// What it points to where it is named; none for the enacting body or its organisation.
        to: Option<Words>,
    },
    /// A name that only this document tells of.
    Name,
    /// No mention, but a new name where the form allows one.
    NewName,
    /// The enacting body, named in the formula.
    Formula,
}

impl Reread<'_> {
    /// What a mention means, and why; none when it means nothing.
    pub(super) fn choice(&self, mention: usize) -> Option<Choice> {
        let entity = self.scene.entity(mention)?;
        let reason = self.reason(mention, entity);
        Some(self.chosen(entity, self.words_of(mention), reason))
    }

    pub(super) fn chosen(&self, entity: EntityId, words: Words, reason: Reason) -> Choice {
        Choice { iri: self.iri(entity), entity_type: self.type_of(entity).to_owned(), words, reason }
    }

    /// The words of a mention, its short name in parentheses among them.
    pub(super) fn words_of(&self, mention: usize) -> Words {
        let mention = &self.scene.mentions.list[mention];
        self.words_at(mention.tokens.start, mention.outer_end)
    }

    pub(super) fn words_at(&self, start: usize, end: usize) -> Words {
        Words::of(self.scene.reading.source, self.scene.reading.tokens.span(start, end))
    }

    fn reason(&self, index: usize, entity: EntityId) -> Reason {
        let mention = &self.scene.mentions.list[index];
        let ontology = self.scene.reading.ontology;
        match &mention.referent {
            Referent::Curated { full, short } => self.curated(entity, full, short),
            Referent::Cited { symbol, rule } => {
                Reason::Symbol { symbol: symbol.clone(), rule: rule.clone(), origin: ontology.origin_of_rule(rule) }
            }
            Referent::Derived { of, .. } => {
                let entry = &ontology.curated(*of).iri;
                Reason::NamedAfter { entry: entry.clone(), origin: ontology.origin_of_entry(entry) }
            }
            Referent::Part { whole, .. } => Reason::Part { of: self.first_at(*whole).map(|long| self.words_of(long)) },
            Referent::Alias(start) => match self.first_at(*start) {
                Some(long) => Reason::Defined { by: self.words_of(long), reason: Box::new(self.reason(long, entity)) },
                None => Reason::Name,
            },
            Referent::Owned => {
                let same = |other: &usize| *other != index && self.scene.entity(*other) == Some(entity);
                match self.scene.mentions.starting_at(mention.tokens.start).find(same) {
                    Some(than) => {
                        Reason::Longer { than: self.words_of(than), reason: Box::new(self.reason(than, entity)) }
                    }
                    None => Reason::Name,
                }
            }
            Referent::Back => self.back(index, entity),
            Referent::Named => Reason::Name,
        }
    }

    fn curated(&self, entity: EntityId, full: &[CuratedId], short: &[CuratedId]) -> Reason {
        let ontology = self.scene.reading.ontology;
        let iri = |id: &CuratedId| ontology.curated(*id).iri.clone();
        let Some(id) = self.scene.resolved.entities[entity.0 as usize].curated else {
            return Reason::Unclear { entries: full.iter().chain(short).map(iri).collect() };
        };
        let origin = ontology.origin_of_entry(&iri(&id));
        if full.contains(&id) {
            return Reason::FullName { origin };
        }
        let own = [self.context.organization, self.context.body];
        let within = own.into_iter().flatten().find(|of| *of == id || ontology.curated(id).within.contains(of));
        Reason::ShortName { origin, within: within.as_ref().map(iri) }
    }

    fn back(&self, index: usize, entity: EntityId) -> Reason {
        let mention = &self.scene.mentions.list[index];
        let ontology = self.scene.reading.ontology;
        let curated = self.scene.resolved.entities[entity.0 as usize].curated;
        let own = [self.context.organization, self.context.body];
        if curated.is_some_and(|id| {
            own.contains(&Some(id)) && mention.head.is_some_and(|head| ontology.curated(id).heads.contains(&head))
        }) {
            return Reason::Reference { to: None };
        }
        let names = |other: &usize| {
            self.scene.entity(*other) == Some(entity) && self.scene.mentions.list[*other].referent != Referent::Back
        };
        let before = (0..index).rev().find(names);
        let to = before.or_else(|| (index..self.scene.mentions.list.len()).find(names));
        Reason::Reference { to: to.map(|to| self.words_of(to)) }
    }

    /// The longest mention that begins at a token.
    fn first_at(&self, token: usize) -> Option<usize> {
        self.scene.mentions.starting_at(token).next()
    }
}
