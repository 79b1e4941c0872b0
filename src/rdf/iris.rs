//! The IRIs of what a source says: clauses by place, acts by clause and class, claims by content.
//!
//! All begin with the IRI of the source, so that the texts of one work never overwrite each other. A claim's name is made of
//! what it says and where, never of a running number: a new rule, name, document or correction renames none.

use super::terms;
use crate::ontology::Ontology;
use crate::relate::{Act, Claim, Extraction};
use crate::text::Span;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The IRIs of the clauses, acts and claims of one extraction.
#[derive(Clone, Debug)]
pub struct Iris {
    clauses: Vec<String>,
    acts: Vec<String>,
    claims: Vec<String>,
    distinct: Vec<usize>,
}

impl Iris {
    /// Names all that an extraction says.
    #[must_use]
    pub fn new(ontology: &Ontology, extraction: &Extraction) -> Self {
        let clauses = (0..extraction.clauses.len()).map(|i| clause_iri(&extraction.source_iri, i)).collect::<Vec<_>>();
        let acts = name_acts(ontology, extraction, &clauses);
        let (claims, distinct) = name_claims(ontology, extraction);
        Self { clauses, acts, claims, distinct }
    }

    /// IRI of the clause at this index: `{source}/clause-9` for the ninth.
    #[must_use]
    pub fn clause(&self, index: usize) -> &str {
        &self.clauses[index]
    }

    /// IRI of the act at this index: `{source}/clause-9-approves`, then `{source}/clause-9-approves-2`.
    #[must_use]
    pub fn act(&self, index: usize) -> &str {
        &self.acts[index]
    }

    /// IRI of the claim at this index: `{source}/executingAgencyOf-1a2b3c4d`.
    #[must_use]
    pub fn claim(&self, index: usize) -> &str {
        &self.claims[index]
    }

    /// Indices of the claims in order, without those that say the same in the same words as an earlier one.
    #[must_use]
    pub fn distinct_claims(&self) -> &[usize] {
        &self.distinct
    }
}

/// IRI of the clause at this index (from 0) of a source.
#[must_use]
pub fn clause_iri(source_iri: &str, index: usize) -> String {
    format!("{source_iri}/clause-{}", index + 1)
}

/// Name of the class that an act belongs to: `approves`, also for a finer act.
#[must_use]
pub fn act_class<'a>(ontology: &'a Ontology, act: &Act) -> &'a str {
    let class = ontology.concepts[act.concept.0 as usize].class;
    &ontology.concepts[class.0 as usize].name
}

fn name_acts(ontology: &Ontology, extraction: &Extraction, clauses: &[String]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let name = |act: &Act| {
        let iri = format!("{}-{}", clauses[act.clause], act_class(ontology, act));
        let count = seen.entry(iri.clone()).and_modify(|n| *n += 1).or_insert(1);
        if *count == 1 { iri } else { format!("{iri}-{count}") }
    };
    extraction.acts.iter().map(name).collect()
}

fn name_claims(ontology: &Ontology, extraction: &Extraction) -> (Vec<String>, Vec<usize>) {
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    let mut distinct = Vec::new();
    let mut iris = Vec::with_capacity(extraction.claims.len());
    for (index, claim) in extraction.claims.iter().enumerate() {
        let hash = claim_hash(ontology, extraction, claim);
        let predicate = &ontology.predicates[claim.predicate.0 as usize].name;
        let kept = claim.corrected.as_ref().and_then(|corrected| corrected.iri.clone());
        let free = || free_iri(&taken, &format!("{}/{predicate}-", extraction.source_iri), &hash);
        let iri = kept.unwrap_or_else(free);
        if taken.insert(iri.clone(), hash).is_none() {
            distinct.push(index);
        }
        iris.push(iri);
    }
    (iris, distinct)
}

/// The shortest name that no other claim has.
fn free_iri(taken: &BTreeMap<String, String>, stem: &str, hash: &str) -> String {
    let of_length = |n: usize| format!("{stem}{}", hash.get(..n).unwrap_or(hash));
    let is_free = |iri: &String| taken.get(iri).is_none_or(|other| other == hash);
    [8, 16, 32].into_iter().map(of_length).find(is_free).unwrap_or_else(|| of_length(64))
}

/// SHA-256 over what a claim says and where, the parts kept apart by U+001F.
///
/// Subject IRI, predicate name, object as N-Triples, modality, start and end in code points; for the receiver of an act also
/// the place of its verb, so that two verbs of one class in one clause give two claims.
fn claim_hash(ontology: &Ontology, extraction: &Extraction, claim: &Claim) -> String {
    let (start, end) = extraction.source.code_points(claim.span);
    let mut parts = vec![
        extraction.entity(claim.subject).iri.clone(),
        ontology.predicates[claim.predicate.0 as usize].name.clone(),
        terms::value(extraction, &claim.object).to_string(),
        claim.modality.name().to_owned(),
        start.to_string(),
        end.to_string(),
    ];
    if let Some(verb) = receiver_verb(extraction, claim) {
        let (start, end) = extraction.source.code_points(verb);
        parts.extend([start.to_string(), end.to_string()]);
    }
    hex(&Sha256::digest(parts.join("\u{1f}")))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn receiver_verb(extraction: &Extraction, claim: &Claim) -> Option<Span> {
    claim.act.filter(|_| claim.receiver).map(|act| extraction.acts[act].span)
}
