//! The heading: what the formula and the lines above it say of body, session, place, dates and symbol.

use super::adoption;
use super::slots::Scene;
use super::{Claim, Header, Value};
use crate::parse::{Parsed, ordinal_at};
use crate::recognise::{Mention, Referent};
use crate::resolve::EntityId;
use std::ops::Range;

/// The enacting body as an entity.
pub(crate) fn formula_body(scene: &Scene<'_>, parsed: &Parsed) -> Option<EntityId> {
    let formula = parsed.formula.as_ref()?;
    let mentions = scene.mentions.list.iter().enumerate();
    // English puts the noun of a body last: the name of one that no file knows may begin before it.
    let holds =
        |mention: &Mention| mention.tokens.start <= formula.name.start && formula.name.end <= mention.tokens.end;
    let within = mentions.filter(|(_, mention)| formula.tokens.start <= mention.tokens.start && holds(mention));
    let mut named: Vec<(usize, usize)> = within.map(|(index, mention)| (mention.tokens.start, index)).collect();
    named.sort_by_key(|(start, index)| (std::cmp::Reverse(*start), *index));
    named.into_iter().find_map(|(_, index)| scene.entity(index))
}

/// The heading, from mentions and from the facts stated in the formula.
pub(crate) fn header(scene: &Scene<'_>, parsed: &Parsed, body: Option<EntityId>, facts: &[Claim]) -> Header {
    // In the formula any sitting is the session; above it a bare "meeting" is only where the text was adopted.
    let in_formula = |formula: &crate::parse::Formula| session_in(scene, &formula.tokens, &["session", "sitting"]);
    let session = parsed.formula.as_ref().and_then(in_formula);
    let session = session.or_else(|| parsed.header.iter().find_map(|tokens| session_in(scene, tokens, &["session"])));
    let entity = session.as_ref().map(|(entity, _)| *entity);
    let of_session = |role: &str| {
        let predicate = scene.reading.ontology.predicate_of_heading(role);
        let about = move |claim: &&Claim| {
            Some(claim.predicate) == predicate && Some(claim.subject) == entity && entity.is_some()
        };
        facts.iter().find(about).map(|claim| claim.object.clone())
    };
    let place = of_session("place").and_then(|place| match place {
        Value::Entity(place) => Some(place),
        _ => None,
    });
    let (start, end) = match of_session("dates") {
        Some(Value::Interval(both)) => {
            both.split_once('/').map(|(a, b)| (Some(a.to_owned()), Some(b.to_owned()))).unwrap_or_default()
        }
        _ => (None, None),
    };
    let title = parsed.subject.clone().map(|tokens| scene.reading.tokens.span(tokens.start, tokens.end));
    let subject = title.or_else(|| super::title::unlabelled(scene, parsed));
    Header {
        body,
        symbol: symbol(scene, parsed),
        date: adoption::date(scene, parsed).or_else(|| date(scene, parsed)),
        session: session.map(|(_, number)| number).or_else(|| ordinal_of_body(scene, parsed)),
        session_entity: entity,
        place: place.or_else(|| place_of_formula(scene, parsed)),
        start,
        end,
        subject,
        meeting: adoption::meeting(scene, parsed),
        votes: adoption::votes(scene, parsed),
    }
}

/// The place in parentheses after the body's name: `La Conférence de plénipotentiaires (<Rabat>, 2018)`.
fn place_of_formula(scene: &Scene<'_>, parsed: &Parsed) -> Option<EntityId> {
    let formula = parsed.formula.as_ref()?;
    let place = scene.reading.ontology.type_named("Place");
    let tokens = scene.reading.tokens;
    let mut mentions = scene.mentions.list.iter().enumerate();
    let found = mentions.find(|(_, mention)| {
        let at = mention.tokens.start;
        let inside = formula.name.end <= at && mention.tokens.end <= formula.tokens.end;
        Some(mention.entity_type) == place && inside && tokens[at - 1].is('(')
    });
    found.and_then(|(index, _)| scene.entity(index))
}

/// The ordinal in the body's own name: `The <Sixty-sixth> World Health Assembly`.
fn ordinal_of_body(scene: &Scene<'_>, parsed: &Parsed) -> Option<u32> {
    let formula = parsed.formula.as_ref()?;
    let name = formula.name.start;
    let ordinal = |at| ordinal_at(scene.reading, at).filter(|(end, _)| *end == name).map(|(_, number)| number);
    (formula.tokens.start..name).find_map(ordinal)
}

/// The session named within some tokens, and its ordinal.
fn session_in(scene: &Scene<'_>, tokens: &Range<usize>, kinds: &[&str]) -> Option<(EntityId, u32)> {
    let kinds: Vec<_> = kinds.iter().filter_map(|kind| scene.reading.ontology.kind_named(kind)).collect();
    let inside = |mention: &Mention| tokens.start <= mention.tokens.start && mention.tokens.end <= tokens.end;
    let list = scene.mentions.list.iter().enumerate();
    let mut sessions =
        list.filter(|(_, mention)| mention.kind.is_some_and(|kind| kinds.contains(&kind)) && inside(mention));
    sessions.find_map(|(index, mention)| {
        let (_, number) = ordinal_at(scene.reading, mention.tokens.start)?;
        Some((scene.entity(index)?, number))
    })
}

/// The symbol above the formula: the first one cited there, the title apart.
fn symbol(scene: &Scene<'_>, parsed: &Parsed) -> Option<String> {
    // "[on the report of the Third Committee (A/73/589)]"
    let remark = |tokens: &&Range<usize>| scene.reading.tokens[tokens.start].is('[');
    own_lines(parsed).filter(|tokens| !remark(tokens)).find_map(|tokens| {
        scene.mentions.list.iter().filter(|mention| tokens.contains(&mention.tokens.start)).find_map(|mention| {
            match &mention.referent {
                Referent::Cited { symbol, .. } => Some(symbol.clone()),
                _ => None,
            }
        })
    })
}

/// The date above the formula, that of distribution apart.
fn date(scene: &Scene<'_>, parsed: &Parsed) -> Option<String> {
    own_lines(parsed).find_map(|line| date_in(scene, line))
}

/// The first date in a line, unless it tells when the document was handed out.
pub(super) fn date_in(scene: &Scene<'_>, line: &Range<usize>) -> Option<String> {
    let reading = scene.reading;
    let handed = |at: usize| reading.longest(&reading.language.adoption.distribution, at, line.end).is_some();
    scene.mentions.dates.iter().filter(|date| line.contains(&date.tokens.start)).find_map(|date| match &date.value {
        Value::Date(iso) if !(line.start..date.tokens.start).any(handed) => Some(iso.clone()),
        _ => None,
    })
}

/// The lines above the formula that speak of this document, not of its subject.
fn own_lines(parsed: &Parsed) -> impl Iterator<Item = &Range<usize>> {
    let is_title = |tokens: &&Range<usize>| parsed.subject.as_ref().is_none_or(|subject| subject.end != tokens.end);
    parsed.header.iter().filter(is_title)
}
