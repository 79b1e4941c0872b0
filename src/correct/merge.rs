//! Two things that are one: what is said of the first is said of the second.

use super::{Corrections, Entry};
use crate::diag::Diagnostic;
use crate::ontology::{CuratedId, Ontology};
use crate::rdf::Iris;
use crate::relate::{Claim, CorrectionKind, Extraction, Value};
use crate::resolve::EntityId;
use std::collections::{BTreeMap, BTreeSet};

/// Whether no thing is merged into two others, or into itself by a detour.
pub(super) fn check(list: &[Entry]) -> Result<(), Vec<Diagnostic>> {
    let mut into: BTreeMap<&str, &str> = BTreeMap::new();
    let mut mistakes = Vec::new();
    for (entry, merges, target) in mergers(list) {
        if into.insert(merges, target).is_some_and(|other| other != target) {
            mistakes.push(entry.error(format!("<{merges}> is merged into two things")));
        }
    }
    for (entry, merges, _) in mergers(list) {
        if end(&into, merges).is_none() {
            mistakes.push(entry.error(format!("<{merges}> is merged into itself")));
        }
    }
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
}

fn mergers(list: &[Entry]) -> impl Iterator<Item = (&Entry, &str, &str)> {
    list.iter().filter_map(|entry| match &entry.correction.kind {
        CorrectionKind::Merger { merges, into } => Some((entry, merges.as_str(), into.as_str())),
        _ => None,
    })
}

/// What a thing is in the end, by all mergers; none when they go round in a circle.
fn end<'a>(into: &BTreeMap<&str, &'a str>, thing: &str) -> Option<&'a str> {
    let mut last = *into.get(thing)?;
    for _ in 0..into.len() {
        match into.get(last) {
            Some(next) => last = *next,
            None => return Some(last),
        }
    }
    None
}

/// Applies all mergers to an extraction.
pub(super) fn apply(corrections: &Corrections, ontology: &Ontology, extraction: &mut Extraction) {
    let into: BTreeMap<&str, &str> = mergers(&corrections.list).map(|(_, merges, into)| (merges, into)).collect();
    if !extraction.entities.iter().any(|entity| into.contains_key(entity.iri.as_str())) {
        return;
    }
    keep_iris(ontology, extraction, &into);
    for (entry, merges, _) in mergers(&corrections.list) {
        let Some(target) = end(&into, merges) else { continue };
        let Some(own) = position(extraction, merges) else { continue };
        entry.fit();
        mark(extraction, own, entry);
        match position(extraction, target) {
            Some(other) => fold_into(extraction, own, other),
            None => rename(corrections, ontology, extraction, own, target),
        }
        extraction.corrections.push(entry.correction.clone());
    }
    drop_loops(extraction);
}

fn position(extraction: &Extraction, iri: &str) -> Option<EntityId> {
    let at = extraction.entities.iter().position(|entity| entity.iri == iri)?;
    u32::try_from(at).ok().map(EntityId)
}

/// Has the claims about what is merged keep the IRIs that they had: a claim is named by how it was read.
fn keep_iris(ontology: &Ontology, extraction: &mut Extraction, into: &BTreeMap<&str, &str>) {
    let iris = Iris::new(ontology, extraction);
    let is_merged = |id: EntityId| into.contains_key(extraction.entity(id).iri.as_str());
    let about = |claim: &Claim| is_merged(claim.subject) || matches!(claim.object, Value::Entity(id) if is_merged(id));
    let concerned: Vec<usize> = (0..extraction.claims.len()).filter(|at| about(&extraction.claims[*at])).collect();
    for at in concerned {
        let corrected = extraction.claims[at].corrected.get_or_insert_default();
        corrected.iri.get_or_insert_with(|| iris.claim(at).to_owned());
    }
}

/// Notes a merger on the claims about a thing.
fn mark(extraction: &mut Extraction, thing: EntityId, entry: &Entry) {
    let about = |claim: &Claim| claim.subject == thing || claim.object == Value::Entity(thing);
    for claim in extraction.claims.iter_mut().filter(|claim| about(claim)) {
        claim.corrected.get_or_insert_default().by.push(entry.correction.iri.clone());
    }
}

/// Says of another thing of the document all that is said of one; what is left has no mention, and goes.
fn fold_into(extraction: &mut Extraction, own: EntityId, other: EntityId) {
    let mut mentions = std::mem::take(&mut extraction.entities[own.0 as usize].mentions);
    let names = std::mem::take(&mut extraction.entities[own.0 as usize].names);
    let survivor = &mut extraction.entities[other.0 as usize];
    survivor.mentions.append(&mut mentions);
    survivor.names.extend(names);
    let mut seen = BTreeSet::new();
    survivor.names.retain(|name| seen.insert(name.clone()));
    let change = |id: &mut EntityId| {
        if *id == own {
            *id = other;
        }
    };
    for claim in &mut extraction.claims {
        change(&mut claim.subject);
        if let Value::Entity(object) = &mut claim.object {
            change(object);
        }
    }
    for act in &mut extraction.acts {
        act.receivers.iter_mut().chain(&mut act.concerns).for_each(change);
        for list in [&mut act.receivers, &mut act.concerns] {
            let mut seen = BTreeSet::new();
            list.retain(|id| seen.insert(*id));
        }
    }
    let header = &mut extraction.header;
    [&mut header.body, &mut header.session_entity, &mut header.place].into_iter().flatten().for_each(change);
    header.votes.names.iter_mut().flatten().for_each(change);
}

/// Has a thing be one that the document does not name itself: of the gazetteer, of the corrections, or of another document.
fn rename(corrections: &Corrections, ontology: &Ontology, extraction: &mut Extraction, own: EntityId, target: &str) {
    let entity = &mut extraction.entities[own.0 as usize];
    target.clone_into(&mut entity.iri);
    let curated = ontology.entities.iter().position(|curated| curated.iri == target);
    if let Some(at) = curated.and_then(|at| u32::try_from(at).ok()) {
        entity.curated = Some(CuratedId(at));
        entity.entity_type = ontology.curated(CuratedId(at)).entity_type;
        entity.symbol = None;
    } else {
        entity.curated = None;
        corrections.describe(ontology, entity);
    }
}

/// An edge from a thing to itself says nothing: what a merger makes one is rejected by it.
fn drop_loops(extraction: &mut Extraction) {
    for claim in &mut extraction.claims {
        let loops = claim.object == Value::Entity(claim.subject);
        if let Some(corrected) = claim.corrected.as_mut().filter(|_| loops) {
            corrected.rejected = true;
        }
    }
}
