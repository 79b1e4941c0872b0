//! How each form of a relation fares in a document: the claims it gives, or the first of its conditions that does not hold.
//!
//! The same steps as [`facts`](super::facts()) and [`acts`](super::acts()), at every place and without the short cuts by
//! which a document is read fast; what they find is the same. Only explanations come here.

use super::facts::{BEFORE, Ground, Match, Region, awaited, from_match, governing, ground, regions};
use super::places::Places;
use super::slots::{RuleSlots, Scene};
use super::{Act, Claim};
use crate::ontology::{ConceptId, Denial, ObjectKind, Opening, PredicateId, Rule};
use crate::parse::{Literals, Parsed};
use crate::pattern::{Captures, Shortfall, match_at, trace};
use crate::resolve::EntityId;
use std::ops::Range;

/// One form of a relation in one part of a document.
pub(crate) struct Trial<'a> {
    pub(crate) rule: &'a Rule,
    pub(crate) outcome: Outcome<'a>,
}

/// What came of it.
pub(crate) enum Outcome<'a> {
    /// A word is missing, or nothing fills a slot.
    Short(Shortfall),
    /// Words stand there beside which the rule does not hold.
    Denied { by: &'a Denial, words: Range<usize> },
    /// An earlier form of the relation has read these words as part of more.
    Covered { by: &'a Rule, captures: Captures },
    /// It matches, and gives nothing.
    Void { why: Void, captures: Captures },
    /// It gives claims, each with what decides its modality.
    Claims { claims: Vec<(Claim, Ground)>, captures: Captures },
}

/// Why a form that matches gives nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Void {
    /// No act asks one of the right kind, of whom it would be said.
    Addressee,
    /// The enacting body is not clear.
    Body,
    /// Names and dates are not equally many.
    Uneven,
    /// What fills a slot means nothing.
    Nothing,
    /// Subject and object are the same thing.
    Same,
}

/// All forms of a relation in all parts of a document, in the order of the document and then of the rule file.
pub(crate) fn fact_trials<'a>(
    scene: &mut Scene<'a>,
    parsed: &Parsed,
    acts: &[Act],
    body: Option<EntityId>,
    predicate: PredicateId,
) -> Vec<Trial<'a>> {
    let Some(set) = scene.reading.ontology.rules.get(&scene.reading.language.code) else { return Vec::new() };
    let mut trials = Vec::new();
    let mut places = Places::default();
    for region in &regions(parsed) {
        places.fill(scene, region);
        let awaited = awaited(scene, region, &places);
        let mut explained: Vec<(&'a Rule, Range<usize>)> = Vec::new();
        for rule in set.rules.iter().filter(|rule| rule.predicate == predicate) {
            for found in walks(scene, rule, region, &places) {
                let outcome = match found {
                    Walked::Short(shortfall) => Outcome::Short(shortfall),
                    Walked::Denied { by, words } => Outcome::Denied { by, words },
                    Walked::Match(captures) => {
                        let given = Match { rule, captures: &captures, awaited: &awaited, body };
                        let outcome = outcome(scene, region, &given, acts, &explained);
                        if !matches!(outcome, Outcome::Covered { .. }) {
                            explained.push((rule, captures.range.clone()));
                        }
                        outcome
                    }
                };
                trials.push(Trial { rule, outcome });
            }
        }
    }
    trials
}

enum Walked<'a> {
    Short(Shortfall),
    Denied { by: &'a Denial, words: Range<usize> },
    Match(Captures),
}

/// Where a form matches; where it matches nowhere, what came nearest.
fn walks<'a>(scene: &Scene<'a>, rule: &'a Rule, region: &Region<'_>, places: &Places) -> Vec<Walked<'a>> {
    let slots = RuleSlots { scene, filters: &rule.filters };
    let tokens = scene.reading.tokens;
    let end = region.tokens.end;
    let starts: Vec<usize> =
        if rule.program.first_slot().is_some() { places.of_names().collect() } else { region.tokens.clone().collect() };
    let mut found = Vec::new();
    let mut nearest: Option<Shortfall> = None;
    for at in starts {
        match trace(&rule.program, tokens, at, end, &slots) {
            Ok(captures) => found.push(match denial(scene, rule, region, &captures) {
                Some((by, words)) => Walked::Denied { by, words },
                None => Walked::Match(captures),
            }),
            Err(short) if nearest.as_ref().is_none_or(|best| short.passed > best.passed) => nearest = Some(short),
            Err(_) => {}
        }
    }
    if found.is_empty() {
        let none = || Shortfall {
            at: end,
            slots: rule.program.first_slot().map(|_| 0).into_iter().collect(),
            ..Shortfall::default()
        };
        found.push(Walked::Short(nearest.unwrap_or_else(none)));
    }
    found
}

/// The words beside which a match does not hold, as [`facts`](super::facts()) looks for them.
fn denial<'a>(
    scene: &Scene<'_>,
    rule: &'a Rule,
    region: &Region<'_>,
    captures: &Captures,
) -> Option<(&'a Denial, Range<usize>)> {
    let from = captures.range.start.saturating_sub(BEFORE).max(region.tokens.start);
    rule.not.iter().find_map(|not| {
        let slots = RuleSlots { scene, filters: &not.filters };
        let overlap = |at| {
            let found = match_at(&not.program, scene.reading.tokens, at, captures.range.end, &slots)?;
            (found.range.end > captures.range.start).then_some(found.range)
        };
        Some((not, (from..captures.range.end).find_map(overlap)?))
    })
}

fn outcome<'a>(
    scene: &mut Scene<'_>,
    region: &Region<'_>,
    found: &Match<'_>,
    acts: &[Act],
    explained: &[(&'a Rule, Range<usize>)],
) -> Outcome<'a> {
    let captures = found.captures.clone();
    let holds = |range: &Range<usize>| range.start <= captures.range.start && captures.range.end <= range.end;
    if let Some((by, _)) = explained.iter().find(|(_, range)| holds(range)) {
        return Outcome::Covered { by, captures };
    }
    let mut claims = Vec::new();
    from_match(scene, region, found, acts, &mut claims);
    if claims.is_empty() {
        return Outcome::Void { why: void(scene, region, found, acts), captures };
    }
    let with_ground = |claim: Claim| {
        let ground = ground(scene, found.rule, region, &captures, found.awaited.contains(&claim.subject));
        (claim, ground)
    };
    let claims = claims.into_iter().map(with_ground).collect();
    Outcome::Claims { claims, captures }
}

/// Why a match gives nothing.
fn void(scene: &Scene<'_>, region: &Region<'_>, found: &Match<'_>, acts: &[Act]) -> Void {
    let Match { rule, captures, body, .. } = *found;
    let asked = governing(region, captures.range.start, acts).is_some_and(|act| {
        acts[act].receivers.iter().any(|id| scene.is_of(*id, None, rule.receiver.as_deref().unwrap_or_default()))
    });
    let things = |name: &str| {
        let filled = captures.get(&rule.program, name);
        let mentions = filled.map(|(_, filler)| filler.mentions().to_vec()).unwrap_or_default();
        mentions.into_iter().filter_map(|mention| scene.entity(mention)).collect::<Vec<_>>()
    };
    let (subjects, objects) = (things("s"), things("o"));
    if rule.receiver.is_some() && !asked {
        Void::Addressee
    } else if rule.object == ObjectKind::Body && body.is_none() {
        Void::Body
    } else if rule.object == ObjectKind::Date {
        Void::Uneven
    } else if !subjects.is_empty() && subjects == objects {
        Void::Same
    } else {
        Void::Nothing
    }
}

/// How one form of an act fares at the beginning of one paragraph.
pub(crate) struct ActTrial<'a> {
    pub(crate) opening: &'a Opening,
    pub(crate) outcome: ActOutcome,
}

/// What came of it.
pub(crate) enum ActOutcome {
    /// The act with this index is one of the class.
    Read(usize),
    /// A word is missing.
    Short(Shortfall),
    /// The form matches, but the verb is read as another act, that with this index, or as none.
    Other(Option<usize>),
}

/// The forms of a class of acts at the beginning of each clause, and of each paragraph of a text that has no clause.
pub(crate) fn act_trials<'a>(
    scene: &Scene<'a>,
    parsed: &Parsed,
    acts: &[Act],
    is_of: &dyn Fn(ConceptId) -> bool,
) -> Vec<ActTrial<'a>> {
    let reading = scene.reading;
    let openings = &reading.language.openings;
    let mut trials = Vec::new();
    let mut next = 0;
    for region in regions(parsed) {
        let verbs = region.clause.map_or(&[][..], |(_, clause)| clause.verbs.as_slice());
        let own = next..next + verbs.len();
        next = own.end;
        let read = |act: &usize| is_of(acts[*act].concept);
        let opening = |act: usize| &openings[verbs[act - own.start].opening];
        let found: Vec<usize> = own.clone().filter(read).collect();
        if !found.is_empty() {
            let found = found.into_iter();
            trials.extend(found.map(|act| ActTrial { opening: opening(act), outcome: ActOutcome::Read(act) }));
            continue;
        }
        let at = reading.skip_qualifiers(region.tokens.start, region.tokens.end);
        for opening in openings.iter().filter(|opening| is_of(opening.concept)) {
            let walked = trace(&opening.program, reading.tokens, at, region.tokens.end, &Literals(reading));
            let outcome = match walked {
                Ok(_) => ActOutcome::Other(own.clone().next()),
                Err(short) => ActOutcome::Short(short),
            };
            trials.push(ActTrial { opening, outcome });
        }
    }
    trials
}
