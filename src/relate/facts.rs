//! Facts: where the words of a rule stand, with mentions that fit its slots.

use super::places::Places;
use super::slots::{RuleSlots, Scene};
use super::{Act, Claim, Modality, Value};
use crate::ontology::{Denial, Filter, ObjectKind, PredicateId, Receiver, Rule, TypeId};
use crate::parse::{Parsed, ParsedClause};
use crate::pattern::{Captures, Filled, SlotKind, match_at};
use crate::recognise::DateMention;
use crate::resolve::EntityId;
use std::ops::Range;

/// A part of the document within which a fact is stated.
pub(super) struct Region<'a> {
    pub(super) tokens: Range<usize>,
    pub(super) clause: Option<(usize, &'a ParsedClause)>,
}

/// The heading's paragraphs, the formula and the clauses.
pub(super) fn regions(parsed: &Parsed) -> Vec<Region<'_>> {
    let above = parsed.header.iter().chain(parsed.formula.iter().map(|formula| &formula.tokens));
    let above = above.map(|tokens| Region { tokens: tokens.clone(), clause: None });
    let clauses = parsed.clauses.iter().enumerate();
    let clauses =
        clauses.map(|(index, clause)| Region { tokens: clause.tokens.clone(), clause: Some((index, clause)) });
    above.chain(clauses).collect()
}

/// All facts, by their place.
pub(crate) fn facts(scene: &mut Scene<'_>, parsed: &Parsed, acts: &[Act], body: Option<EntityId>) -> Vec<Claim> {
    let mut claims = Vec::new();
    let mut places = Places::default();
    for region in &regions(parsed) {
        places.fill(scene, region);
        in_region(scene, region, &places, acts, body, &mut claims);
    }
    claims.sort_by_key(|claim: &Claim| (claim.span, claim.predicate));
    claims
}

fn in_region(
    scene: &mut Scene<'_>,
    region: &Region<'_>,
    places: &Places,
    acts: &[Act],
    body: Option<EntityId>,
    claims: &mut Vec<Claim>,
) {
    let Some(set) = scene.reading.ontology.rules.get(&scene.reading.language.code) else { return };
    let mut candidates: Vec<usize> =
        places.words().iter().filter_map(|word| set.by_anchor.get(word)).flatten().copied().collect();
    candidates.extend(&set.always);
    candidates.sort_unstable();
    candidates.dedup();
    let awaited = awaited(scene, region, places);
    let before = claims.len();
    let mut explained: Vec<(&Rule, Range<usize>)> = Vec::new();
    let rules = candidates.into_iter().map(|index| &set.rules[index]);
    for rule in rules.filter(|rule| rule.program.may_match(places.word_set())) {
        let found = matches(scene, rule, region, places);
        for captures in found {
            // Words that an earlier pattern of the same relation has read as part of more mean what they mean there.
            let holds = |range: &Range<usize>| range.start <= captures.range.start && captures.range.end <= range.end;
            if explained.iter().any(|(other, range)| other.predicate == rule.predicate && holds(range)) {
                continue;
            }
            let found = Match { rule, captures: &captures, awaited: &awaited, body };
            if from_match(scene, region, &found, acts, claims) {
                explained.push((rule, captures.range));
            }
        }
    }
    // One sentence states a fact once, however many rules read it there: the first rule of the file wins.
    let mut new = claims.split_off(before);
    let mut seen = Vec::new();
    new.retain(|claim| {
        let key = (claim.subject, claim.predicate, claim.object.clone(), claim.modality);
        let fresh = !seen.contains(&key);
        seen.push(key);
        fresh
    });
    claims.append(&mut new);
}

/// How far before a match words may begin that deny it: long names may stand between.
pub(super) const BEFORE: usize = 16;

/// All places of a region where a rule fits.
fn matches(scene: &Scene<'_>, rule: &Rule, region: &Region<'_>, places: &Places) -> Vec<Captures> {
    let slots = RuleSlots { scene, filters: &rule.filters };
    let end = region.tokens.end;
    let tokens = scene.reading.tokens;
    let mut found: Vec<Captures> = Vec::new();
    for at in places.of_rule(scene, region, rule) {
        let Some(captures) = match_at(&rule.program, tokens, at, end, &slots) else { continue };
        let from = captures.range.start.saturating_sub(BEFORE).max(region.tokens.start);
        let overlaps = |not: &Denial, at: usize| {
            let slots = RuleSlots { scene, filters: &not.filters };
            let found = match_at(&not.program, tokens, at, captures.range.end, &slots);
            found.is_some_and(|found| found.range.end > captures.range.start)
        };
        let mut denials = rule.not.iter().filter(|not| not.program.may_match(places.word_set()));
        let is_denied = denials.any(|not| (from..captures.range.end).any(|at| overlaps(not, at)));
        if !is_denied {
            found.push(captures);
        }
    }
    found
}

/// Entities that a region says are still to be created: `la création d'un <Centre>`.
pub(super) fn awaited(scene: &Scene<'_>, region: &Region<'_>, places: &Places) -> Vec<EntityId> {
    let mut found = Vec::new();
    for program in scene.reading.language.prospective.iter().filter(|program| program.may_match(places.word_set())) {
        let filters = vec![Vec::new(); program.slots.len()];
        let slots = RuleSlots { scene, filters: &filters };
        let words = |at: &usize| program.anchor.binary_search(&scene.reading.tokens[*at].word).is_ok();
        for at in region.tokens.clone().filter(words) {
            let from = at.saturating_sub(3).max(region.tokens.start);
            let captures =
                (from..=at).find_map(|at| match_at(program, scene.reading.tokens, at, region.tokens.end, &slots));
            for (_, filler) in captures.iter().flat_map(|captures| captures.slots.iter().flatten()) {
                found.extend(filler.mentions().iter().filter_map(|index| scene.entity(*index)));
            }
        }
    }
    found
}

/// A rule, where it fits, and what decides how its words are meant.
pub(super) struct Match<'a> {
    pub(super) rule: &'a Rule,
    pub(super) captures: &'a Captures,
    pub(super) awaited: &'a [EntityId],
    pub(super) body: Option<EntityId>,
}

/// The claims of a match. False when its words are none of the rule's after all: as many dates as things were expected.
pub(super) fn from_match(
    scene: &mut Scene<'_>,
    region: &Region<'_>,
    found: &Match<'_>,
    acts: &[Act],
    claims: &mut Vec<Claim>,
) -> bool {
    let Match { rule, captures, .. } = *found;
    let act = governing(region, captures.range.start, acts);
    let subjects = match &rule.receiver {
        Some(filters) => asked(scene, region, captures.range.start, act.map(|act| &acts[act]), filters),
        None => {
            let Some(subjects) = captures.get(&rule.program, "s").cloned() else { return false };
            let bearer = || scene.mentions.bearers.iter().find(|bearer| bearer.end == subjects.0.end);
            match bearer().filter(|_| rule.object == ObjectKind::Acronym).cloned() {
                Some(bearer) => scene.named_by(&bearer).into_iter().collect(),
                None => scene.filled(&subjects, type_of_slot(rule, "s")),
            }
        }
    };
    // What an act tells an addressee to do, the addressee does and not the body.
    let told = is_asked(scene, region, captures.range.start);
    let objects = match rule.object {
        ObjectKind::Body if told => {
            let addressees = act.map_or(&[][..], |act| &acts[act].receivers);
            addressees.iter().copied().map(Value::Entity).collect()
        }
        ObjectKind::Body => found.body.map(Value::Entity).into_iter().collect(),
        _ => objects(scene, rule, captures),
    };
    let qualifiers = qualifiers(scene, rule, captures);
    let distributed = rule.program.slots.iter().any(|slot| slot.kind == SlotKind::Dates);
    if distributed && subjects.len() != objects.len() {
        return false;
    }
    // A document with a symbol has one day: two days are those of other documents before it.
    let two_days = !distributed && has_two_days(scene, rule, captures);
    for (number, subject) in subjects.into_iter().enumerate() {
        if two_days && scene.resolved.entities[subject.0 as usize].symbol.is_some() {
            continue;
        }
        let own = if distributed { number..number + 1 } else { 0..objects.len() };
        for object in objects[own].iter().filter(|object| **object != Value::Entity(subject)) {
            claims.push(Claim {
                subject,
                predicate: rule.predicate,
                object: object.clone(),
                modality: ground(scene, rule, region, captures, found.awaited.contains(&subject)).modality(rule),
                span: scene.reading.tokens.span(captures.range.start, captures.range.end),
                rule: rule.id.clone(),
                act,
                receiver: false,
                corrected: None,
                qualifiers: qualifiers.clone(),
            });
        }
    }
    true
}

/// Whom the act asks that governs the words at a token.
fn asked(scene: &Scene<'_>, region: &Region<'_>, at: usize, act: Option<&Act>, filters: &[Filter]) -> Vec<EntityId> {
    let receivers = act.filter(|_| is_asked(scene, region, at)).into_iter().flat_map(|act| &act.receivers);
    receivers.copied().filter(|entity| scene.is_of(*entity, None, filters)).collect()
}

/// The type of things that a slot makes of new names.
fn type_of_slot(rule: &Rule, name: &str) -> Option<TypeId> {
    let index = rule.program.slots.iter().position(|slot| slot.name == name)?;
    rule.filters[index].iter().find_map(|filter| match filter {
        Filter::Type(entity_type) => Some(*entity_type),
        Filter::Kind(_) => None,
    })
}

fn objects(scene: &mut Scene<'_>, rule: &Rule, captures: &Captures) -> Vec<Value> {
    let Some(filled) = captures.get(&rule.program, "o").cloned() else { return Vec::new() };
    let (range, _): &Filled = &filled;
    match rule.object {
        ObjectKind::Entity => scene.filled(&filled, type_of_slot(rule, "o")).into_iter().map(Value::Entity).collect(),
        ObjectKind::Number => {
            let number = crate::parse::number_at(scene.reading, range.start);
            number.map(|(_, value)| Value::Integer(value)).into_iter().collect()
        }
        ObjectKind::Date => dates(scene, rule, range),
        ObjectKind::Body => Vec::new(),
        ObjectKind::Acronym => vec![Value::Text(scene.reading.words(range.clone()))],
    }
}

/// The dates that fill a slot. Two days of one thing ("letters of 6 and 7 June 1967") are given by the first.
fn dates(scene: &Scene<'_>, rule: &Rule, range: &Range<usize>) -> Vec<Value> {
    let single = !rule.program.slots.iter().any(|slot| slot.kind == SlotKind::Dates);
    let inside =
        scene.mentions.dates.iter().filter(|date| range.start <= date.tokens.start && date.tokens.end <= range.end);
    let mut found = Vec::new();
    for date in inside {
        match &date.value {
            Value::Interval(days) if scene.is_pair(date) => {
                let days = days.split('/').map(|day| Value::Date(day.to_owned()));
                found.extend(days.take(if single { 1 } else { 2 }));
            }
            value => found.push(value.clone()),
        }
    }
    found
}

/// Words between the dates of a list at most, a comma or "and" not counted: `en date du 12 décembre 1995 et <du> 9 décembre 1997`.
const BETWEEN_DATES: usize = 2;

/// Whether the object of a match is given by two days: "les rapports …, en date des <5 et 9 novembre 1992>", or another date follows it in a
/// list.
fn has_two_days(scene: &Scene<'_>, rule: &Rule, captures: &Captures) -> bool {
    let range = captures.get(&rule.program, "o").filter(|_| rule.object == ObjectKind::Date).map(|(range, _)| range);
    let inside =
        |range: &Range<usize>, date: &DateMention| range.start <= date.tokens.start && date.tokens.end <= range.end;
    let pair =
        |range: &Range<usize>| scene.mentions.dates.iter().any(|date| inside(range, date) && scene.is_pair(date));
    range.is_some_and(|range| pair(range) || is_listed(scene, range.end))
}

/// Whether a list of dates goes on at a token.
fn is_listed(scene: &Scene<'_>, at: usize) -> bool {
    let (reading, language) = (scene.reading, scene.reading.language);
    let Some(next) = reading.after_joint(at, reading.tokens.list.len(), None) else { return false };
    let leads = |at: &usize| {
        let word = reading.tokens.list.get(*at).map(|token| token.word);
        word.is_some_and(|word| language.genitives.contains(word) || language.dating.contains(word))
    };
    let skipped = (next..next + BETWEEN_DATES).take_while(leads).count();
    scene.mentions.date_at(next + skipped).is_some()
}

/// What the free slots say, as qualifiers of the claim: `{field:text}` is `ws:field`.
fn qualifiers(scene: &Scene<'_>, rule: &Rule, captures: &Captures) -> Vec<(PredicateId, Value)> {
    let slots = rule.program.slots.iter().zip(&captures.slots).filter(|(slot, _)| slot.kind == SlotKind::Text);
    let filled = slots.filter_map(|(slot, filled)| Some((slot, filled.as_ref()?)));
    let named = filled.filter_map(|(slot, (range, _))| {
        let predicate = scene.reading.ontology.predicate_named(&slot.name)?;
        Some((predicate, Value::Text(scene.reading.words(range.clone()))))
    });
    named.collect()
}

/// Index of the act whose words these are: the last verb of the clause before them.
pub(super) fn governing(region: &Region<'_>, at: usize, acts: &[Act]) -> Option<usize> {
    let (index, clause) = region.clause?;
    let verb = clause.verbs.iter().rposition(|verb| verb.tokens.start <= at).unwrap_or(0);
    let first = acts.iter().position(|act| act.clause == index)?;
    Some(first + verb).filter(|act| *act < acts.len())
}

/// What decides whether a fact is asserted or prospective.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// The words themselves: the pattern says so.
    Words,
    /// Something in it is a draft: the mention with this index.
    Draft(usize),
    /// An act asks an addressee for it.
    Asked,
    /// Its subject is still to be created.
    Awaited,
    /// Nothing says otherwise.
    Stated,
}

impl Ground {
    fn modality(self, rule: &Rule) -> Modality {
        match (self, rule.modality) {
            (_, Some(settled)) => settled,
            (Self::Words | Self::Stated, None) => Modality::Asserted,
            (Self::Draft(_) | Self::Asked | Self::Awaited, None) => Modality::Prospective,
        }
    }
}

pub(super) fn ground(
    scene: &Scene<'_>,
    rule: &Rule,
    region: &Region<'_>,
    captures: &Captures,
    awaited: bool,
) -> Ground {
    if rule.modality.is_some() {
        return Ground::Words;
    }
    let draft = || {
        scene.mentions.list.iter().enumerate().position(|(index, mention)| {
            let overlaps = mention.tokens.start < captures.range.end && captures.range.start < mention.tokens.end;
            overlaps && scene.entity(index).is_some_and(|entity| scene.resolved.traits[entity.0 as usize].1)
        })
    };
    if let Some(index) = rule.prospective_of_drafts.then(draft).flatten() {
        return Ground::Draft(index);
    }
    if rule.governed && is_asked(scene, region, captures.range.start) {
        return Ground::Asked;
    }
    if awaited { Ground::Awaited } else { Ground::Stated }
}

/// Whether an act with an addressee governs the words at a token.
fn is_asked(scene: &Scene<'_>, region: &Region<'_>, at: usize) -> bool {
    let Some((_, clause)) = region.clause else { return false };
    let verb = clause.verbs.iter().rev().find(|verb| verb.tokens.start <= at).or(clause.verbs.first());
    verb.is_some_and(|verb| scene.reading.language.openings[verb.opening].receiver == Receiver::Addressee)
}
