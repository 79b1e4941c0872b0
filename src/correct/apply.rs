//! The corrections of one document, applied to what was read of it.

use super::{Corrections, Edge, Entry, Kept, Object, What, Within, add, merge};
use crate::diag::Diagnostic;
use crate::extract::keep_named;
use crate::ontology::Ontology;
use crate::rdf::Iris;
use crate::relate::{Claim, Extraction, Value};
use crate::text::Source;
use std::collections::BTreeSet;

impl Corrections {
    /// Corrects what was read of a document; what cannot be applied is told as errors.
    ///
    /// Rejections speak of claims as they were read, additions of things by the names they have before mergers: so the order of
    /// the corrections in their files says nothing.
    pub fn apply(&self, ontology: &Ontology, extraction: &mut Extraction) -> Vec<Diagnostic> {
        if self.is_empty() {
            return Vec::new();
        }
        self.reject(ontology, extraction);
        let mistakes = self.complete(ontology, extraction);
        merge::apply(self, ontology, extraction);
        without_rejected_receivers(extraction);
        extraction.claims.sort_by_key(|claim| (claim.span, claim.predicate));
        extraction.corrections.sort();
        extraction.corrections.dedup();
        keep_named(extraction);
        mistakes
    }

    fn reject(&self, ontology: &Ontology, extraction: &mut Extraction) {
        let rejecting = |entry: &&Entry| matches!(entry.what, What::Claim(_) | What::Edge(..) | What::Keep { .. });
        if !self.list.iter().any(|entry| rejecting(&entry)) {
            return;
        }
        let iris = Iris::new(ontology, extraction);
        for entry in self.list.iter().filter(rejecting) {
            let wrong = wrong(entry, ontology, extraction, &iris);
            if !wrong.is_empty() {
                entry.fit();
                extraction.corrections.push(entry.correction.clone());
            }
            for at in wrong {
                let corrected = extraction.claims[at].corrected.get_or_insert_default();
                corrected.rejected = true;
                corrected.by.push(entry.correction.iri.clone());
            }
        }
    }

    fn complete(&self, ontology: &Ontology, extraction: &mut Extraction) -> Vec<Diagnostic> {
        let mut mistakes = Vec::new();
        for entry in &self.list {
            let What::Add(addition) = &entry.what else { continue };
            if !addition.within.is(extraction) {
                continue;
            }
            entry.met();
            if addition.sha256.as_ref().is_some_and(|hash| *hash != extraction.source.bytes_sha256) {
                continue;
            }
            entry.fit();
            // A corrected line holds what was read as well as what is new.
            if addition.sha256.is_some() && add::is_read(ontology, extraction, addition) {
                continue;
            }
            match add::claim(self, ontology, extraction, addition) {
                Ok(claim) => {
                    add::put(extraction, claim, entry);
                    extraction.corrections.push(entry.correction.clone());
                }
                Err(message) => mistakes.push(entry.error(format!("{}: {message}", extraction.source.key()))),
            }
        }
        mistakes
    }
}

/// Indices of the claims that an entry says are wrong.
fn wrong(entry: &Entry, ontology: &Ontology, extraction: &Extraction, iris: &Iris) -> Vec<usize> {
    let all = 0..extraction.claims.len();
    match &entry.what {
        What::Claim(iri) => {
            let own = iri.strip_prefix(&extraction.source_iri).is_some_and(|rest| rest.starts_with('/'));
            if own {
                entry.met();
            }
            all.filter(|at| own && iris.claim(*at) == iri).collect()
        }
        What::Edge(edge, within) => {
            if within.as_ref().is_some_and(|within| !within.is(extraction)) {
                return Vec::new();
            }
            if within.is_some() {
                entry.met();
            }
            all.filter(|at| edge.is_of(ontology, extraction, &extraction.claims[*at])).collect()
        }
        What::Keep { within, sha256, claims } => {
            if !within.is(extraction) {
                return Vec::new();
            }
            entry.met();
            if *sha256 != extraction.source.bytes_sha256 {
                return Vec::new();
            }
            entry.fit();
            let kept = Kept::all(claims);
            all.filter(|at| !kept.has(ontology, extraction, iris, *at)).collect()
        }
        What::Add(_) | What::Merge => Vec::new(),
    }
}

/// The claims that stay.
struct KeptClaims<'a> {
    iris: BTreeSet<&'a str>,
    claims: &'a [Kept],
}

impl Kept {
    fn all(claims: &[Self]) -> KeptClaims<'_> {
        KeptClaims { iris: claims.iter().map(|kept| kept.iri.as_str()).collect(), claims }
    }
}

impl KeptClaims<'_> {
    /// Whether a claim stays: a fact with its IRI and edge, a receiver with its act and edge.
    fn has(&self, ontology: &Ontology, extraction: &Extraction, iris: &Iris, at: usize) -> bool {
        let claim = &extraction.claims[at];
        let name = match claim.act.filter(|_| claim.receiver) {
            Some(act) => iris.act(act),
            None => iris.claim(at),
        };
        let is_it = |kept: &Kept| {
            kept.iri == name && kept.modality == claim.modality && kept.edge.is_of(ontology, extraction, claim)
        };
        self.iris.contains(name) && self.claims.iter().any(is_it)
    }
}

impl Edge {
    /// Whether a claim states it. A symmetric relation says the same in either order.
    pub(super) fn is_of(&self, ontology: &Ontology, extraction: &Extraction, claim: &Claim) -> bool {
        let predicate = &ontology.predicates[claim.predicate.0 as usize];
        if predicate.iri != self.predicate {
            return false;
        }
        let subject = &extraction.entity(claim.subject).iri;
        match (&claim.object, &self.object) {
            (Value::Entity(id), Object::Thing(object)) => {
                let other = &extraction.entity(*id).iri;
                let in_order = *subject == self.subject && other == object;
                in_order || predicate.symmetric && *subject == *object && *other == self.subject
            }
            (Value::Integer(number), Object::Literal(words)) => {
                *subject == self.subject && number.to_string() == *words
            }
            (Value::Date(text) | Value::Interval(text) | Value::Text(text), Object::Literal(words)) => {
                *subject == self.subject && text == words
            }
            _ => false,
        }
    }
}

impl Within {
    /// Whether it is a document.
    pub(super) fn is(&self, extraction: &Extraction) -> bool {
        let source: &Source = &extraction.source;
        match self {
            Self::Source(iri) => *iri == extraction.source_iri,
            Self::Path(path, part) => *path == source.path && *part == source.part,
        }
    }
}

/// An act has no receiver that is rejected.
fn without_rejected_receivers(extraction: &mut Extraction) {
    for claim in extraction.claims.iter().filter(|claim| claim.receiver && claim.is_rejected()) {
        if let (Some(act), Value::Entity(receiver)) = (claim.act, &claim.object) {
            extraction.acts[act].receivers.retain(|other| other != receiver);
        }
    }
}
