//! JSON Lines: one object a document, in the shape of the annotations that the program is measured by.
//!
//! Spans are in code points; IRIs are those of the graph. A corrected line is an annotation.

use crate::ontology::{Ontology, PredicateId};
use crate::rdf::{Iris, act_class};
use crate::relate::{Act, Claim, Extraction, Value};
use crate::resolve::{Entity, EntityId};
use crate::text::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// All that one document says.
#[derive(Debug, Serialize)]
pub struct Line {
    document: Document,
    header: Header,
    clauses: Vec<Clause>,
    entities: Vec<Named>,
    facts: Vec<Fact>,
    /// What curators say is wrong: no facts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rejected: Vec<Fact>,
}

#[derive(Debug, Serialize)]
struct Document {
    iri: String,
    file: String,
    /// Which document of a file that holds several, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<u32>,
    sha256: String,
    lang: String,
}

#[derive(Debug, Serialize)]
struct Header {
    body: Option<Receiver>,
    symbol: Option<String>,
    date: Option<String>,
    session: Option<u32>,
    place: Option<String>,
    start: Option<String>,
    end: Option<String>,
    subject: Option<String>,
    meeting: Option<u32>,
    votes: Option<Votes>,
}

/// How a resolution was adopted: a word, counts, and who, as far as the text states them.
#[derive(Debug, Serialize)]
struct Votes {
    #[serde(skip_serializing_if = "Option::is_none")]
    manner: Option<&'static str>,
    #[serde(rename = "for", skip_serializing_if = "Option::is_none")]
    in_favour: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    against: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    abstaining: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    voted_for: Vec<Receiver>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    voted_against: Vec<Receiver>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    abstained: Vec<Receiver>,
}

#[derive(Debug, Serialize)]
struct Clause {
    iri: String,
    kind: &'static str,
    number: Option<String>,
    start: u32,
    end: u32,
    text: String,
    acts: Vec<ActLine>,
}

#[derive(Debug, Serialize)]
struct ActLine {
    iri: String,
    act: String,
    concept: String,
    start: u32,
    end: u32,
    quote: String,
    rule: String,
    content: Option<String>,
    deadline: Option<String>,
    receivers: Vec<Receiver>,
    concerns: Vec<Reference>,
}

#[derive(Debug, Serialize)]
struct Receiver {
    iri: String,
    names: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Named {
    iri: String,
    #[serde(rename = "type")]
    entity_type: String,
    names: Vec<String>,
    mentions: Vec<Place>,
}

#[derive(Debug, Serialize)]
struct Place {
    start: u32,
    end: u32,
}

#[derive(Debug, Serialize)]
struct Fact {
    iri: String,
    s: Reference,
    p: String,
    o: Object,
    modality: &'static str,
    qualifiers: BTreeMap<String, Qualifier>,
    start: u32,
    end: u32,
    quote: String,
    rule: String,
    #[serde(rename = "correctedBy", skip_serializing_if = "Vec::is_empty")]
    corrected_by: Vec<String>,
    clause: Option<String>,
}

#[derive(Debug, Serialize)]
struct Reference {
    iri: String,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Object {
    Entity(Reference),
    Literal { value: String },
}

/// One circumstance, or several of the same kind.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Qualifier {
    One(String),
    Many(Vec<String>),
}

/// What a document says, ready for `serde_json`.
#[must_use]
pub fn line(ontology: &Ontology, extraction: &Extraction) -> Line {
    let view = View { ontology, extraction, iris: Iris::new(ontology, extraction) };
    let facts = |rejected: bool| {
        let claims = view.iris.distinct_claims().iter().filter(|i| extraction.claims[**i].is_rejected() == rejected);
        claims.filter_map(|i| view.fact(*i)).collect()
    };
    Line {
        document: document(extraction),
        header: view.header(),
        clauses: (0..extraction.clauses.len()).map(|i| view.clause(i)).collect(),
        entities: extraction.entities.iter().map(|e| view.named(e)).collect(),
        facts: facts(false),
        rejected: facts(true),
    }
}

/// The same as one line of text, without its end.
///
/// # Errors
/// None that is known; the JSON writer's are handed on.
pub fn to_string(ontology: &Ontology, extraction: &Extraction) -> serde_json::Result<String> {
    serde_json::to_string(&line(ontology, extraction))
}

fn document(extraction: &Extraction) -> Document {
    Document {
        iri: extraction.work_iri.clone(),
        file: extraction.source.path.clone(),
        part: extraction.source.part,
        sha256: extraction.source.bytes_sha256.clone(),
        lang: extraction.language.clone(),
    }
}

/// An extraction with the names of its parts.
struct View<'a> {
    ontology: &'a Ontology,
    extraction: &'a Extraction,
    iris: Iris,
}

impl View<'_> {
    fn header(&self) -> Header {
        let header = &self.extraction.header;
        let place = header.place.and_then(|id| self.extraction.entity(id).names.first());
        Header {
            body: header.body.map(|id| self.receiver(id)),
            symbol: header.symbol.clone(),
            date: header.date.clone(),
            session: header.session,
            place: place.cloned(),
            start: header.start.clone(),
            end: header.end.clone(),
            subject: header.subject.map(|span| self.extraction.source.visible(span)),
            meeting: header.meeting,
            votes: (!header.votes.is_empty()).then(|| self.votes(&header.votes)),
        }
    }

    fn votes(&self, votes: &crate::relate::Votes) -> Votes {
        let [in_favour, against, abstaining] = votes.counts;
        let [voted_for, voted_against, abstained] =
            votes.names.each_ref().map(|names| names.iter().map(|id| self.receiver(*id)).collect());
        let manner = votes.manner.map(crate::relate::Manner::name);
        Votes { manner, in_favour, against, abstaining, voted_for, voted_against, abstained }
    }

    fn clause(&self, index: usize) -> Clause {
        let clause = &self.extraction.clauses[index];
        let (start, end) = self.extraction.source.code_points(clause.span);
        let acts = self.extraction.acts.iter().enumerate().filter(|(_, act)| act.clause == index);
        Clause {
            iri: self.iris.clause(index).to_owned(),
            kind: clause.kind.name(),
            number: clause.number.clone(),
            start,
            end,
            text: self.quote(clause.span),
            acts: acts.map(|(i, act)| self.act(i, act)).collect(),
        }
    }

    fn act(&self, index: usize, act: &Act) -> ActLine {
        let (start, end) = self.extraction.source.code_points(act.span);
        ActLine {
            iri: self.iris.act(index).to_owned(),
            act: act_class(self.ontology, act).to_owned(),
            concept: self.ontology.concepts[act.concept.0 as usize].name.clone(),
            start,
            end,
            quote: self.quote(act.span),
            rule: act.rule.clone(),
            content: act.content.map(|span| self.extraction.source.visible(span)),
            deadline: act.deadline.clone(),
            receivers: act.receivers.iter().map(|id| self.receiver(*id)).collect(),
            concerns: act.concerns.iter().map(|id| self.reference(*id)).collect(),
        }
    }

    fn named(&self, entity: &Entity) -> Named {
        let place = |span: &Span| {
            let (start, end) = self.extraction.source.code_points(*span);
            Place { start, end }
        };
        Named {
            iri: entity.iri.clone(),
            entity_type: self.ontology.types[entity.entity_type.0 as usize].name.clone(),
            names: names(entity),
            mentions: entity.mentions.iter().map(place).collect(),
        }
    }

    /// The claim at this index, if it is a fact and not the receiver of an act, or was rejected.
    fn fact(&self, index: usize) -> Option<Fact> {
        let claim = &self.extraction.claims[index];
        if claim.receiver && !claim.is_rejected() {
            return None;
        }
        let (start, end) = self.extraction.source.code_points(claim.span);
        Some(Fact {
            iri: self.iris.claim(index).to_owned(),
            s: self.reference(claim.subject),
            p: self.predicate(claim.predicate),
            o: self.object(&claim.object),
            modality: claim.modality.name(),
            qualifiers: self.qualifiers(claim),
            start,
            end,
            quote: self.quote(claim.span),
            rule: claim.rule.clone(),
            corrected_by: claim.corrected.iter().flat_map(|corrected| corrected.by.clone()).collect(),
            clause: self.clause_of(claim).map(|i| self.iris.clause(i).to_owned()),
        })
    }

    fn clause_of(&self, claim: &Claim) -> Option<usize> {
        let by_act = claim.act.map(|act| self.extraction.acts[act].clause);
        by_act.or_else(|| self.extraction.clauses.iter().position(|clause| clause.span.holds(claim.span)))
    }

    fn qualifiers(&self, claim: &Claim) -> BTreeMap<String, Qualifier> {
        let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (predicate, value) in &claim.qualifiers {
            values.entry(self.predicate(*predicate)).or_default().push(self.text_of(value));
        }
        let fold =
            |mut all: Vec<String>| if all.len() == 1 { Qualifier::One(all.remove(0)) } else { Qualifier::Many(all) };
        values.into_iter().map(|(name, all)| (name, fold(all))).collect()
    }

    fn object(&self, value: &Value) -> Object {
        match value {
            Value::Entity(id) => Object::Entity(self.reference(*id)),
            _ => Object::Literal { value: self.text_of(value) },
        }
    }

    fn text_of(&self, value: &Value) -> String {
        match value {
            Value::Entity(id) => self.extraction.entity(*id).iri.clone(),
            Value::Integer(n) => n.to_string(),
            Value::Date(text) | Value::Interval(text) | Value::Text(text) => text.clone(),
        }
    }

    fn receiver(&self, id: EntityId) -> Receiver {
        let entity = self.extraction.entity(id);
        Receiver { iri: entity.iri.clone(), names: names(entity) }
    }

    fn reference(&self, id: EntityId) -> Reference {
        Reference { iri: self.extraction.entity(id).iri.clone() }
    }

    fn predicate(&self, id: PredicateId) -> String {
        self.ontology.predicates[id.0 as usize].name.clone()
    }

    fn quote(&self, span: Span) -> String {
        self.extraction.source.quote(span).to_owned()
    }
}

/// The names by which the document calls a thing, and the canonical symbol of a document.
fn names(entity: &Entity) -> Vec<String> {
    let symbol = entity.symbol.iter().filter(|symbol| !entity.names.contains(symbol));
    entity.names.iter().chain(symbol).cloned().collect()
}
