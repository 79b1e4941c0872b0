//! The walk over the mentions that gives each its entity.

use super::namesakes::{self, Namesakes};
use super::{Context, Entity, EntityId};
use crate::ontology::{Curated, CuratedId, KindId, TypeId};
use crate::parse::Reading;
use crate::recognise::{Mention, Mentions, Referent};
use crate::text::fold::{fold, slug};
use crate::text::{Span, TokenKind, WordId};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Letters of a slug at most; what is longer ends in a piece of its hash.
const LONGEST_SLUG: usize = 80;

/// Entities of a document, and what each mention means.
#[derive(Debug, Default)]
pub struct Resolved {
    /// Things named.
    pub entities: Vec<Entity>,
    /// Of each entity: finer kind, and whether it is a draft.
    pub traits: Vec<(Option<KindId>, bool)>,
    /// By mention; none for one that could not be resolved.
    pub by_mention: Vec<Option<EntityId>>,
    /// Names that may mean more than one entry of the gazetteer, and so none.
    pub unclear: BTreeSet<String>,
    work_iri: String,
    base: String,
    /// By IRI.
    known: hashbrown::HashMap<String, EntityId>,
    /// Things of this document by type and name as printed.
    named: hashbrown::HashMap<String, Vec<(TypeId, EntityId)>>,
}

/// Gives each mention its entity. `work_iri` begins the IRIs of things known from this document only, `base` those of documents.
#[must_use]
pub fn resolve(reading: &Reading<'_>, mentions: &Mentions, context: &Context, base: &str, work_iri: &str) -> Resolved {
    let resolved = Resolved { work_iri: work_iri.to_owned(), base: base.to_owned(), ..Resolved::default() };
    let mut walk = Walk {
        reading,
        mentions,
        context,
        resolved,
        heads: Vec::new(),
        namesakes: BTreeMap::new(),
        by_start: BTreeMap::new(),
        organs: OnceCell::new(),
        at: 0,
    };
    walk.run();
    walk.resolved
}

struct Walk<'a> {
    reading: &'a Reading<'a>,
    mentions: &'a Mentions,
    context: &'a Context,
    resolved: Resolved,
    /// Nouns by which the text may point back, the latest last.
    heads: Vec<(WordId, EntityId)>,
    /// Documents by their folded name.
    namesakes: BTreeMap<String, Namesakes>,
    /// Longest mention that begins at a token.
    by_start: BTreeMap<usize, usize>,
    /// The organs of the document's organisation, once they are asked for.
    organs: OnceCell<Vec<CuratedId>>,
    /// Index of the mention that is being resolved.
    at: usize,
}

impl<'a> Walk<'a> {
    fn run(&mut self) {
        self.resolved.by_mention = vec![None; self.mentions.list.len()];
        for (index, mention) in self.mentions.list.iter().enumerate() {
            self.by_start.entry(mention.tokens.start).or_insert(index);
        }
        let order: Vec<usize> = (0..self.mentions.list.len()).collect();
        // What a part belongs to stands after it, and a short name may stand before the long one: they come second.
        let later = |index: &usize| match &self.mentions.list[*index].referent {
            Referent::Part { .. } | Referent::Alias(_) | Referent::Owned => true,
            Referent::Curated { short, .. } => short.iter().any(|id| self.is_free(*id)),
            _ => false,
        };
        let (second, first): (Vec<usize>, Vec<usize>) = order.into_iter().partition(later);
        for index in first.into_iter().chain(second) {
            self.mention(index);
        }
        self.shorter_names();
        let unclear: Vec<String> = self.mentions.unclear.iter().map(|tokens| self.words(tokens.clone())).collect();
        self.resolved.unclear.extend(unclear);
    }

    /// Gives documents, and what a date or a document tells apart the shorter names that stand inside their
    /// names, where they mean nothing else in the document: "report of the Secretary-General" of "report of the Secretary-General of 5 May 1993".
    fn shorter_names(&mut self) {
        let mut found: BTreeMap<String, (String, BTreeSet<EntityId>)> = BTreeMap::new();
        for (index, mention) in self.mentions.list.iter().enumerate() {
            let Some(entity) = self.resolved.by_mention[index] else { continue };
            let long = self.by_start.get(&mention.tokens.start).map(|long| &self.mentions.list[*long]);
            let document = self.reading.ontology.type_named("Document") == Some(mention.entity_type);
            let shorter = mention.referent == Referent::Alias(mention.tokens.start) && mention.tokens.len() > 1;
            if shorter && (document || long.is_some_and(|long| self.is_told_apart(long))) {
                let name = self.words(mention.tokens.clone());
                found.entry(fold(&name)).or_insert((name, BTreeSet::new())).1.insert(entity);
            }
        }
        for entity in (0..).map(EntityId).take(self.resolved.entities.len()) {
            for name in &self.resolved.entities[entity.0 as usize].names {
                if let Some((_, entities)) = found.get_mut(&fold(name)) {
                    entities.insert(entity);
                }
            }
        }
        for (name, entities) in found.into_values() {
            if let (Some(only), 1) = (entities.first(), entities.len()) {
                self.resolved.add_name(*only, &name);
            }
        }
    }

    /// Whether a name holds the date or ends in the document that tells its bearer from others of its kind: "Committee established by
    /// <resolution 5>".
    fn is_told_apart(&self, long: &Mention) -> bool {
        let end = long.tokens.end;
        let cited = |m: &Mention| m.tokens.end == end && matches!(m.referent, Referent::Cited { .. });
        let from = self.mentions.starting_at(long.tokens.start).start;
        let inside = self.mentions.list[from..].iter().take_while(|m| m.tokens.start < end);
        self.mentions.dates.iter().any(|date| date.tokens.start > long.tokens.start && date.tokens.end <= end)
            || inside.into_iter().any(cited)
    }

    /// The thing named before that a shorter name means: "the Panel of Experts" after "the Panel of Experts on Liberia". Only after an
    /// article, and where one longer name alone begins so (in English: ends so, too) in the whole document.
    fn shortened(&self, mention: &Mention) -> Option<EntityId> {
        let reading = self.reading;
        let before = mention.tokens.start.checked_sub(1).map(|at| reading.tokens[at].word)?;
        let language = reading.language;
        let definite = language.definites.contains(before)
            || [&language.genitives, &language.receiver_leads].iter().any(|words| words.contains(before));
        let capital = reading.tokens[mention.tokens.start].is_name_like();
        let described = reading.longest(&language.described, mention.tokens.end, reading.tokens.list.len()).is_some();
        if described || !definite || !capital || mention.tokens.len() < 2 {
            return None;
        }
        let word = |at: usize| fold(reading.source.quote(reading.tokens[at].span));
        let short: Vec<String> = mention.tokens.clone().map(word).collect();
        let mut longer: Option<(Vec<String>, Option<EntityId>)> = None;
        for (index, other) in self.mentions.list.iter().enumerate() {
            let named = matches!(other.referent, Referent::Named | Referent::Curated { .. });
            if !named || other.entity_type != mention.entity_type || other.tokens.len() <= short.len() || other.nested {
                continue;
            }
            let words: Vec<String> = other.tokens.clone().map(word).collect();
            // Before the noun there are only modifiers: "the Organization" is not "the Council of the Organization".
            let added = other.tokens.start..other.tokens.end - short.len();
            let joined = || added.clone().any(|at| language.linkers.contains(reading.tokens[at].word));
            let owns = words.starts_with(&short) || language.modifiers_before && words.ends_with(&short) && !joined();
            if !owns {
                continue;
            }
            let entity = self.resolved.by_mention[index].filter(|_| index < self.at);
            match &mut longer {
                Some((known, first)) if *known == words => *first = first.or(entity),
                Some(_) => return None,
                None => longer = Some((words, entity)),
            }
        }
        longer?.1
    }

    fn mention(&mut self, index: usize) {
        self.at = index;
        let mention = &self.mentions.list[index];
        let entity = match &mention.referent {
            Referent::Curated { full, short } => Some(self.curated(mention, full, short)),
            Referent::Cited { symbol, .. } => Some(self.resolved.document(mention.entity_type, symbol)),
            Referent::Named => Some(self.named(mention)),
            Referent::Derived { of, id } => Some(self.resolved.derived(self.reading, *of, id, mention)),
            Referent::Part { whole, own } => self.part(mention, *whole, *own),
            Referent::Alias(start) => self.by_start.get(start).and_then(|long| self.resolved.by_mention[*long]),
            Referent::Owned => {
                let same_start = self.mentions.starting_at(mention.tokens.start);
                same_start.filter(|other| *other != index).find_map(|other| self.resolved.by_mention[other])
            }
            Referent::Back => self.back(mention),
        };
        self.resolved.by_mention[index] = entity;
        if let Some(entity) = entity {
            self.note(mention, entity);
        }
    }

    /// Records the words of a mention, and the nouns by which the text may point back to it.
    fn note(&mut self, mention: &Mention, entity: EntityId) {
        let pronoun = mention.referent == Referent::Back;
        let span = self.reading.tokens.span(mention.tokens.start, mention.tokens.end);
        if !mention.nested {
            self.resolved.entities[entity.0 as usize].mentions.push(span);
        }
        if pronoun {
            return;
        }
        let traits = &mut self.resolved.traits[entity.0 as usize];
        traits.0 = traits.0.or(mention.kind);
        traits.1 |= mention.prospective;
        if !mention.nested || self.resolved.entities[entity.0 as usize].names.is_empty() {
            self.resolved.add_name(entity, &self.words(mention.tokens.clone()));
        }
        let long = self.mentions.long_end(mention.tokens.start).filter(|_| !mention.nested);
        if let Some(end) = long.filter(|end| *end > mention.tokens.end && mention.referent == Referent::Named) {
            self.resolved.add_name(entity, &self.words(mention.tokens.start..end));
        }
        if matches!(mention.referent, Referent::Cited { .. }) {
            self.symbol_names(mention, entity);
        }
        if mention.outer_end > mention.tokens.end + 2 && self.mentions.bearers.contains(&mention.tokens) {
            self.resolved.add_name(entity, &self.words(mention.tokens.end + 1..mention.outer_end - 1));
        }
        // The noun of "Vice-Président" alone is another office.
        let noun = |at: &usize| Some(self.reading.tokens[*at].word) == mention.head;
        let joined = mention.tokens.clone().skip(1).find(noun).is_some_and(|at| self.reading.is_hyphenated(at));
        self.heads.extend(mention.head.filter(|_| !joined).map(|head| (head, entity)));
        let curated = self.resolved.entities[entity.0 as usize].curated;
        if let Some(id) = curated {
            let heads = &self.reading.ontology.curated(id).heads;
            self.heads.extend(heads.iter().map(|head| (*head, entity)));
        }
    }

    /// The shorter names of a document cited with its noun and the body that issued it: "resolution 45/12" and "45/12" of
    /// "General Assembly resolution 45/12".
    fn symbol_names(&mut self, mention: &Mention, entity: EntityId) {
        let from = self.mentions.starting_at(mention.tokens.start + 1).start;
        let to = self.mentions.starting_at(mention.tokens.end).start;
        let within = |m: &&Mention| m.tokens.end == mention.tokens.end && m.referent == mention.referent;
        let mut shorter = self.mentions.list[from..to].iter().filter(within);
        let Some(symbol) = shorter.next().map(|m| m.tokens.clone()) else { return };
        let noun = symbol.start.checked_sub(1).map(|at| self.reading.tokens[at].kind);
        if symbol.start > mention.tokens.start + 1 && noun == Some(TokenKind::Word) {
            self.resolved.add_name(entity, &self.words(symbol.start - 1..symbol.end));
        }
        self.resolved.add_name(entity, &self.words(symbol));
    }

    /// The visible words of some tokens, as printed.
    fn words(&self, tokens: Range<usize>) -> String {
        self.reading.words(tokens)
    }

    fn curated(&mut self, mention: &Mention, full: &[CuratedId], short: &[CuratedId]) -> EntityId {
        let ontology = self.reading.ontology;
        if full.is_empty()
            && let Some(owner) = self.owner_after(mention)
        {
            return self.owned(mention, owner, short);
        }
        if let Some(whole) = self.whole_name(mention, short).filter(|_| full.is_empty()) {
            return whole;
        }
        let named = |id: &CuratedId| self.is_free(*id) && self.resolved.known.contains_key(&ontology.curated(*id).iri);
        let mut fitting = short
            .iter()
            .filter(|id| self.context.admits(ontology, **id) || Some(**id) == self.context.body || named(id));
        match (full, fitting.next(), fitting.next()) {
            ([only], None, _) => self.resolved.curated(self.reading, *only),
            (_, Some(one), None) => self.resolved.curated(self.reading, *one),
            (_, Some(_), Some(_)) => self.named(mention),
            _ => self.one_of(mention, full),
        }
    }

    /// The entry whose full name ends in a short one of it: `United Nations <General Assembly>`.
    fn whole_name(&self, mention: &Mention, short: &[CuratedId]) -> Option<EntityId> {
        let before = self.mentions.list[..self.at].iter().enumerate().rev();
        let mut around = before.filter(|(_, other)| other.tokens.end == mention.tokens.end);
        let (index, _) = around.find(|(_, other)| matches!(other.referent, Referent::Curated { .. }))?;
        let entity = self.resolved.by_mention[index]?;
        let curated = self.resolved.entities[entity.0 as usize].curated?;
        short.contains(&curated).then_some(entity)
    }

    /// Whether the short names of an entry mean it wherever it is named in full, since they are within no organisation.
    fn is_free(&self, id: CuratedId) -> bool {
        self.reading.ontology.curated(id).within.is_empty()
    }

    /// The entity of a full name of several entries: the one within the document's organisation, else none that is known outside.
    fn one_of(&mut self, mention: &Mention, full: &[CuratedId]) -> EntityId {
        let ontology = self.reading.ontology;
        let mut fitting = full.iter().filter(|id| self.context.admits(ontology, **id));
        if let (Some(one), None) = (fitting.next(), fitting.next()) {
            return self.resolved.curated(self.reading, *one);
        }
        if full.len() > 1 {
            self.resolved.unclear.insert(self.words(mention.tokens.clone()));
        }
        self.named(mention)
    }

    /// What a short name is said to belong to: `the General Assembly of <the Union of Free Ports>`. A noun that points back
    /// says no more than the name alone.
    fn owner_after(&self, mention: &Mention) -> Option<&'a Mention> {
        let language = self.reading.language;
        let word = |at: usize| self.reading.tokens.list.get(at).map(|token| token.word);
        let of = mention.tokens.end;
        word(of).filter(|word| language.genitives.contains(*word))?;
        let start = (of + 1..).find(|at| word(*at).is_none_or(|word| !language.determiners.contains(word)))?;
        let mentions: &'a Mentions = self.mentions;
        let owner = &mentions.list[*self.by_start.get(&start)?];
        (owner.referent != Referent::Back).then_some(owner)
    }

    /// The entity of a short name with its owner: the entry within that owner, else a thing named by all of these words.
    fn owned(&mut self, mention: &Mention, owner: &Mention, short: &[CuratedId]) -> EntityId {
        let ontology = self.reading.ontology;
        let owners = match &owner.referent {
            Referent::Curated { full, .. } => full.as_slice(),
            _ => &[],
        };
        let within = |id: &&CuratedId| ontology.curated(**id).within.iter().any(|other| owners.contains(other));
        match short.iter().find(within) {
            Some(id) => self.resolved.curated(self.reading, *id),
            None => {
                let name = self.words(mention.tokens.start..owner.tokens.end);
                let entity = self.resolved.local(self.reading, mention.entity_type, &name);
                self.resolved.add_name(entity, &name);
                entity
            }
        }
    }

    fn named(&mut self, mention: &Mention) -> EntityId {
        let name = self.words(mention.tokens.clone());
        if self.reading.ontology.type_named("Document") != Some(mention.entity_type) {
            let known = self.resolved.known_by(mention.entity_type, &name).or_else(|| self.shortened(mention));
            return known.unwrap_or_else(|| self.resolved.local(self.reading, mention.entity_type, &name));
        }
        let told = namesakes::told(self.reading, self.mentions, mention);
        let namesakes = self.namesakes.entry(fold(&name)).or_default();
        if let Some(known) = namesakes.like(&told) {
            return known;
        }
        // The first of a name has the name alone; a second one has what tells it from the first.
        let first = namesakes.is_empty();
        let name = if first { name } else { self.reading.words(mention.tokens.start..told.end) };
        let entity = self.resolved.local(self.reading, mention.entity_type, &name);
        if !first {
            self.resolved.add_name(entity, &name);
        }
        self.namesakes.entry(fold(&self.words(mention.tokens.clone()))).or_default().add(told, entity);
        entity
    }

    fn part(&mut self, mention: &Mention, whole: usize, own: bool) -> Option<EntityId> {
        let whole = self.by_start.get(&whole).and_then(|index| self.resolved.by_mention[*index])?;
        if !own {
            return Some(whole);
        }
        // The same annex is the same document, whether its report's noun is printed or not.
        let end = self.mentions.starting_at(mention.tokens.start).map(|at| self.mentions.list[at].tokens.end).max()?;
        let full = self.words(mention.tokens.start..end);
        Some(self.resolved.local(self.reading, mention.entity_type, &full))
    }

    /// What a noun alone points back to; the organisation's only organ of that noun, when the text has named none before: `instructs the
    /// <Council>` in a resolution of ITU.
    fn back(&mut self, mention: &Mention) -> Option<EntityId> {
        let head = mention.head?;
        let ontology = self.reading.ontology;
        let own = [self.context.organization, self.context.body].into_iter().flatten();
        let own = own
            .filter(|id| ontology.curated(*id).heads.contains(&head))
            .find_map(|id| self.resolved.known.get(&ontology.curated(id).iri));
        let named = || self.heads.iter().rev().find(|(word, _)| *word == head).map(|(_, entity)| *entity);
        if let Some(known) = own.copied().or_else(named) {
            return Some(known);
        }
        let alone = mention.tokens.len() == 1 && self.reading.tokens[mention.tokens.start].is_name_like();
        let organ = self.only_organ(head).filter(|_| alone)?;
        let entity = self.resolved.curated(self.reading, organ);
        self.resolved.add_name(entity, &self.words(mention.tokens.clone()));
        Some(entity)
    }

    /// The one organ of the document's organisation that a noun may mean.
    fn only_organ(&self, head: WordId) -> Option<CuratedId> {
        let ontology = self.reading.ontology;
        let (organization, kind) = (self.context.organization?, ontology.kind_named("organ"));
        let organs = self.organs.get_or_init(|| {
            let is_organ = |entry: &Curated| entry.kind == kind && entry.within.contains(&organization);
            let all = (0..).map(CuratedId).zip(&ontology.entities);
            all.filter(|(_, entry)| is_organ(entry)).map(|(id, _)| id).collect()
        });
        let mut fitting = organs.iter().filter(|id| ontology.curated(**id).heads.contains(&head));
        fitting.next().copied().filter(|_| fitting.next().is_none())
    }
}

impl Resolved {
    fn add(
        &mut self,
        iri: String,
        entity_type: TypeId,
        curated: Option<CuratedId>,
        symbol: Option<String>,
    ) -> EntityId {
        let id = EntityId(u32::try_from(self.entities.len()).unwrap_or(u32::MAX));
        self.known.insert(iri.clone(), id);
        self.entities.push(Entity { iri, entity_type, curated, symbol, names: Vec::new(), mentions: Vec::new() });
        self.traits.push((None, false));
        id
    }

    /// The entity of an entry of the gazetteer.
    pub(crate) fn curated(&mut self, reading: &Reading<'_>, id: CuratedId) -> EntityId {
        let curated = reading.ontology.curated(id);
        if let Some(known) = self.known.get(&curated.iri) {
            return *known;
        }
        let entity = self.add(curated.iri.clone(), curated.entity_type, Some(id), None);
        self.traits[entity.0 as usize].0 = curated.kind;
        entity
    }

    /// The entity named after an entry of the gazetteer.
    fn derived(&mut self, reading: &Reading<'_>, of: CuratedId, id: &str, mention: &Mention) -> EntityId {
        let iri = format!("{}-{id}", reading.ontology.curated(of).iri);
        match self.known.get(&iri) {
            Some(known) => *known,
            None => self.add(iri, mention.entity_type, None, None),
        }
    }

    fn document(&mut self, entity_type: TypeId, symbol: &str) -> EntityId {
        let iri = document_iri(&self.base, symbol);
        if let Some(known) = self.known.get(&iri) {
            return *known;
        }
        self.add(iri, entity_type, None, Some(symbol.to_owned()))
    }

    /// The thing of this document that is known by a name and a type.
    fn known_by(&self, entity_type: TypeId, name: &str) -> Option<EntityId> {
        let mut same_name = self.named.get(name).into_iter().flatten();
        same_name.find(|(of, _)| *of == entity_type).map(|(_, known)| *known)
    }

    /// The thing of this document that has a name and a type.
    pub(crate) fn local(&mut self, reading: &Reading<'_>, entity_type: TypeId, name: &str) -> EntityId {
        if let Some(known) = self.known_by(entity_type, name) {
            return known;
        }
        let of_type = &reading.ontology.types[usize::from(entity_type.0)].name;
        let iri = format!("{}/{}-{}", self.work_iri, slug(of_type), short_slug(name));
        let known = self.known.get(&iri).copied();
        let entity = known.unwrap_or_else(|| self.add(iri, entity_type, None, None));
        self.named.entry_ref(name).or_default().push((entity_type, entity));
        entity
    }

    /// Adds a name by which the document calls an entity, unless it is there but for its typography.
    pub(crate) fn add_name(&mut self, entity: EntityId, name: &str) {
        let names = &mut self.entities[entity.0 as usize].names;
        if names.iter().any(|other| other == name) {
            return;
        }
        let folded = fold(name);
        if !names.iter().any(|other| fold(other) == folded) {
            names.push(name.to_owned());
        }
    }

    /// Notes that an entity is named at a span.
    pub(crate) fn add_mention(&mut self, entity: EntityId, span: Span) {
        let mentions = &mut self.entities[entity.0 as usize].mentions;
        if !mentions.contains(&span) {
            mentions.push(span);
        }
    }
}

/// IRI of a citable document, the same wherever it is cited.
pub(crate) fn document_iri(base: &str, symbol: &str) -> String {
    format!("{base}{}", slug(symbol))
}

fn short_slug(name: &str) -> String {
    let slug = slug(name);
    if slug.chars().count() <= LONGEST_SLUG {
        return slug;
    }
    use sha2::Digest as _;
    let hash = crate::text::hex(&sha2::Sha256::digest(slug.as_bytes())[..4]);
    let cut: String = slug.chars().take(LONGEST_SLUG).collect();
    format!("{}-{hash}", cut.trim_end_matches('-'))
}
