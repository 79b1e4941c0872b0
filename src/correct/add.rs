//! A claim that a curator adds: its things, its words, and the act by which the body states it.

use super::quote::{self, Unfound};
use super::{Addition, Corrections, Entry, Object, RULE};
use crate::ontology::{CuratedId, Ontology, PredicateId, TypeId};
use crate::rdf::vocab;
use crate::relate::{Claim, Extraction, Value};
use crate::resolve::{Entity, EntityId};
use crate::text::Span;
use oxigraph::model::vocab::{rdfs, xsd};
use oxigraph::model::{NamedOrBlankNode, Term};

/// The claim that an addition makes of a document.
///
/// # Errors
/// What of it does not fit the document, without the place of the addition.
pub(super) fn claim(
    corrections: &Corrections,
    ontology: &Ontology,
    extraction: &mut Extraction,
    addition: &Addition,
) -> Result<Claim, String> {
    let span = place(extraction, addition)?;
    let edge = &addition.edge;
    let (predicate, object) = value(corrections, ontology, extraction, &edge.predicate, &edge.object)?;
    let qualifiers = addition.qualifiers.iter().map(|(name, it)| value(corrections, ontology, extraction, name, it));
    let qualifiers = qualifiers.collect::<Result<Vec<_>, _>>()?;
    let subject = thing(corrections, ontology, extraction, &edge.subject)?;
    let acts = acts_around(extraction, span);
    let is_of = |act: &usize| ontology.predicate_of(extraction.acts[*act].concept) == Some(predicate);
    let (act, receiver) = match acts.iter().copied().find(is_of) {
        Some(act) => (Some(act), true),
        None if is_of_acts(ontology, predicate) => {
            return Err(format!("no act of the class \"{}\" in the clause of the quote", name(ontology, predicate)));
        }
        None => (
            acts.iter().copied().rfind(|act| extraction.acts[*act].span.start <= span.start).or(acts.first().copied()),
            false,
        ),
    };
    Ok(Claim {
        subject,
        predicate,
        object,
        modality: addition.modality,
        span,
        rule: RULE.to_owned(),
        act,
        receiver,
        qualifiers,
        corrected: None,
    })
}

/// A property with its value.
fn value(
    corrections: &Corrections,
    ontology: &Ontology,
    extraction: &mut Extraction,
    property: &str,
    value: &Object,
) -> Result<(PredicateId, Value), String> {
    let at = ontology.predicates.iter().position(|predicate| predicate.iri == property);
    let predicate = at.and_then(|at| u16::try_from(at).ok()).map(PredicateId);
    let predicate = predicate.ok_or_else(|| format!("unknown relation <{property}>"))?;
    let range = range(ontology, property);
    let is_thing = range.as_ref().is_some_and(|range| range.starts_with(vocab::WS));
    let value = match value {
        Object::Thing(iri) => Value::Entity(thing(corrections, ontology, extraction, iri)?),
        // The circumstances of a line are all words, those that are things by their IRI.
        Object::Literal(iri) if is_thing && iri.contains("://") => {
            Value::Entity(thing(corrections, ontology, extraction, iri)?)
        }
        Object::Literal(words) => literal(words, range.as_deref())?,
    };
    Ok((predicate, value))
}

/// Puts a claim among those of its document; one that is there already is only said to be confirmed.
pub(super) fn put(extraction: &mut Extraction, mut claim: Claim, entry: &Entry) {
    let by = &entry.correction.iri;
    let same = |other: &&mut Claim| {
        let [one, two] =
            [&claim, &**other].map(|c| (c.subject, c.predicate, &c.object, c.modality, c.span, c.receiver));
        one == two && !other.is_rejected()
    };
    if let Some(known) = extraction.claims.iter_mut().find(same) {
        known.corrected.get_or_insert_default().by.push(by.clone());
        return;
    }
    claim.corrected.get_or_insert_default().by.push(by.clone());
    if let (true, Some(act), Value::Entity(receiver)) = (claim.receiver, claim.act, &claim.object) {
        let receivers = &mut extraction.acts[act].receivers;
        if !receivers.contains(receiver) {
            receivers.push(*receiver);
        }
    }
    extraction.claims.push(claim);
}

/// Whether a claim that stands says what an addition does in the same words, or as the receiver of an act in the same clause.
pub(super) fn is_read(ontology: &Ontology, extraction: &Extraction, addition: &Addition) -> bool {
    let Ok(span) = place(extraction, addition) else { return false };
    let same = |claim: &&Claim| {
        let there = claim.span == span || claim.receiver && span.holds(claim.span);
        there && !claim.is_rejected() && claim.modality == addition.modality
    };
    let mut standing = extraction.claims.iter().filter(same);
    standing.any(|claim| addition.edge.is_of(ontology, extraction, claim))
}

fn place(extraction: &Extraction, addition: &Addition) -> Result<Span, String> {
    quote::find(&extraction.source, &addition.quote, addition.start).map_err(|unfound| {
        match (unfound, addition.start) {
            (Unfound::Nowhere, None) => format!("the quote \"{}\" does not stand there", addition.quote),
            (Unfound::Nowhere, Some(start)) => format!("the quote \"{}\" does not stand at {start}", addition.quote),
            (Unfound::Several(count), _) => {
                format!(
                    "the quote \"{}\" stands at {count} places (hint: ws:start tells which, in code points)",
                    addition.quote
                )
            }
        }
    })
}

/// The acts of the clause that holds a span, in order.
fn acts_around(extraction: &Extraction, span: Span) -> Vec<usize> {
    let Some(clause) = extraction.clauses.iter().position(|clause| clause.span.holds(span)) else { return Vec::new() };
    (0..extraction.acts.len()).filter(|act| extraction.acts[*act].clause == clause).collect()
}

fn is_of_acts(ontology: &Ontology, predicate: PredicateId) -> bool {
    ontology.concepts.iter().any(|concept| ontology.predicate_of(concept.class) == Some(predicate))
}

fn name(ontology: &Ontology, predicate: PredicateId) -> &str {
    &ontology.predicates[predicate.0 as usize].name
}

/// What the objects of a predicate are, where the vocabulary says so.
fn range(ontology: &Ontology, predicate: &str) -> Option<String> {
    let is_own =
        |subject: &NamedOrBlankNode| matches!(subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == predicate);
    let mut ranges = ontology.terms.vocabulary.iter().filter(|t| is_own(&t.subject) && t.predicate == rdfs::RANGE);
    ranges.find_map(|triple| match &triple.object {
        Term::NamedNode(range) => Some(range.as_str().to_owned()),
        _ => None,
    })
}

/// A literal as its predicate asks for it.
fn literal(words: &str, range: Option<&str>) -> Result<Value, String> {
    match range {
        Some(range) if range == xsd::INTEGER.as_str() => {
            words.parse().map(Value::Integer).map_err(|_| format!("expected a whole number, found \"{words}\""))
        }
        Some(range) if [xsd::DATE, xsd::G_YEAR, xsd::G_YEAR_MONTH].iter().any(|date| date.as_str() == range) => {
            Ok(Value::Date(words.to_owned()))
        }
        Some(range) if range == vocab::EDTF.as_str() => Ok(Value::Interval(words.to_owned())),
        Some(range) if range.starts_with(vocab::WS) => Err(format!("expected the IRI of a thing, found \"{words}\"")),
        _ => Ok(Value::Text(words.to_owned())),
    }
}

/// The thing with an IRI: of the document, else of the gazetteer, else of the corrections.
fn thing(
    corrections: &Corrections,
    ontology: &Ontology,
    extraction: &mut Extraction,
    iri: &str,
) -> Result<EntityId, String> {
    let id = |at: usize| u32::try_from(at).map(EntityId).map_err(|_| "too many things".to_owned());
    if let Some(at) = extraction.entities.iter().position(|entity| entity.iri == iri) {
        return id(at);
    }
    let curated = ontology.entities.iter().position(|curated| curated.iri == iri);
    let curated = curated.and_then(|at| u32::try_from(at).ok()).map(CuratedId);
    let mut entity = Entity {
        iri: iri.to_owned(),
        entity_type: curated.map_or(TypeId(0), |id| ontology.curated(id).entity_type),
        curated,
        symbol: None,
        names: Vec::new(),
        mentions: Vec::new(),
    };
    if curated.is_none() && !corrections.describe(ontology, &mut entity) {
        return Err(format!(
            "<{iri}>: expected a thing of the document, of the gazetteer, or one with a class and an rdfs:label in the corrections"
        ));
    }
    extraction.entities.push(entity);
    id(extraction.entities.len() - 1)
}

impl Corrections {
    /// Gives a thing the class and the name that the corrections give it; false when they do not.
    pub(super) fn describe(&self, ontology: &Ontology, entity: &mut Entity) -> bool {
        let Some(thing) = self.things.get(&entity.iri) else { return false };
        let class = ontology.types.iter().position(|kind| thing.class.as_ref() == Some(&kind.iri));
        let Some(class) = class.and_then(|at| u8::try_from(at).ok()) else { return false };
        entity.entity_type = TypeId(class);
        entity.names.splice(0..0, thing.label.clone());
        true
    }
}
