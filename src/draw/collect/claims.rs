//! The claims of a store with their evidence.
//!
//! A claim is whatever has `rdf:subject`, `rdf:predicate` and `rdf:object` in one graph, or as a receiver of an act
//! `undo:hasProponent` and `undo:hasReceiver` in place of the first and the last, or `rdf:reifies` a triple (RDF 1.2).
//! Plain triples are not read: they lack the words that say them, and the claims hold them all.

use super::{QUALIFIER_PROPERTY, lexical, name_of_graph, node_name, subject_name, with_predicate};
use crate::draw::graph::Evidence;
use crate::draw::names::{clean, local_name};
use crate::rdf::vocab::{undo, ws};
use crate::relate::Modality;
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, Quad, Term};
use oxigraph::store::{StorageError, Store};
use std::collections::{BTreeMap, BTreeSet};

/// A claim by graph and name: the same name in two graphs is two claims.
pub(super) type ClaimKey = (String, String);

/// What the quads say of one claim.
#[derive(Default)]
pub(super) struct Claim {
    pub(super) subject: Option<String>,
    pub(super) predicate: Option<String>,
    pub(super) object: Option<Term>,
    pub(super) prospective: bool,
    rejected: bool,
    pub(super) act: bool,
    quotes: BTreeSet<String>,
    source: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
    rule: Option<String>,
    by: Option<String>,
    qualifiers: BTreeSet<(String, String)>,
}

impl Claim {
    /// The document that makes it: the source it names, else the graph it stands in.
    pub(super) fn document<'a>(&'a self, key: &'a ClaimKey) -> &'a str {
        self.source.as_deref().unwrap_or(&key.0)
    }

    /// Where and by which words it is said; `source` is the index of its document.
    pub(super) fn evidence(&self, key: &ClaimKey, source: usize) -> Evidence {
        Evidence {
            claim: key.1.clone(),
            source,
            quote: self.quotes.first().cloned().unwrap_or_default(),
            span: self.start.zip(self.end).filter(|(start, end)| start <= end),
            rule: self.rule.clone(),
            modality: if self.prospective { Modality::Prospective } else { Modality::Asserted },
            act: self.by.clone(),
            qualifiers: self.qualifiers.iter().cloned().collect(),
        }
    }
}

pub(super) fn read(store: &Store) -> Result<BTreeMap<ClaimKey, Claim>, StorageError> {
    let mut claims: BTreeMap<ClaimKey, Claim> = BTreeMap::new();
    for predicate in [rdf::SUBJECT, undo::HAS_PROPONENT] {
        for quad in with_predicate(store, predicate) {
            let quad = quad?;
            claims.entry(key(&quad)).or_default().subject = node_name(&quad.object);
        }
    }
    for quad in with_predicate(store, rdf::REIFIES) {
        let quad = quad?;
        if let Term::Triple(triple) = &quad.object {
            let claim = claims.entry(key(&quad)).or_default();
            claim.subject = Some(subject_name(&triple.subject));
            claim.predicate = Some(triple.predicate.as_str().to_owned());
            claim.object = Some(triple.object.clone());
        }
    }
    read_properties(store, &mut claims)?;
    // What a curator has rejected is no edge.
    claims.retain(|_, claim| {
        !claim.rejected && claim.subject.is_some() && claim.predicate.is_some() && claim.object.is_some()
    });
    Ok(claims)
}

fn read_properties(store: &Store, claims: &mut BTreeMap<ClaimKey, Claim>) -> Result<(), StorageError> {
    let mut visit = |predicate: NamedNodeRef<'_>, put: fn(&mut Claim, Term)| -> Result<(), StorageError> {
        for quad in with_predicate(store, predicate) {
            let quad = quad?;
            if let Some(claim) = claims.get_mut(&key(&quad)) {
                put(claim, quad.object);
            }
        }
        Ok(())
    };
    visit(rdf::PREDICATE, |claim, object| claim.predicate = node_name(&object))?;
    visit(rdf::OBJECT, |claim, object| claim.object = Some(object))?;
    visit(undo::HAS_RECEIVER, |claim, object| claim.object = Some(object))?;
    visit(ws::MODALITY, |claim, object| {
        claim.prospective |= local_name(&lexical(&object)) == local_name(ws::PROSPECTIVE.as_str());
        claim.rejected |= local_name(&lexical(&object)) == local_name(ws::REJECTED.as_str());
    })?;
    visit(ws::SOURCE, |claim, object| claim.source = node_name(&object))?;
    visit(ws::QUOTE, |claim, object| {
        claim.quotes.insert(clean(&lexical(&object)));
    })?;
    visit(ws::START, |claim, object| claim.start = lexical(&object).parse().ok())?;
    visit(ws::END, |claim, object| claim.end = lexical(&object).parse().ok())?;
    visit(ws::RULE, |claim, object| claim.rule = Some(clean(&lexical(&object))))?;
    visit(ws::ACT, |claim, object| claim.by = node_name(&object))?;
    for quad in store.quads_for_pattern(None, Some(rdf::TYPE), Some(undo::RELATION.into()), None) {
        if let Some(claim) = claims.get_mut(&key(&quad?)) {
            claim.act = true;
        }
    }
    for property in qualifiers(store)? {
        for quad in with_predicate(store, property.as_ref()) {
            let quad = quad?;
            if let Some(claim) = claims.get_mut(&key(&quad)) {
                claim.qualifiers.insert((property.as_str().to_owned(), clean(&lexical(&quad.object))));
            }
        }
    }
    Ok(())
}

/// The properties that narrow claims down, by the vocabulary in the store.
fn qualifiers(store: &Store) -> Result<BTreeSet<NamedNode>, StorageError> {
    let quads = store.quads_for_pattern(None, Some(rdf::TYPE), Some(QUALIFIER_PROPERTY.into()), None);
    let named = quads.map(|quad| Ok(node_name(&quad?.subject.into()).and_then(|iri| NamedNode::new(iri).ok())));
    named.filter_map(Result::transpose).collect()
}

fn key(quad: &Quad) -> ClaimKey {
    (name_of_graph(&quad.graph_name), subject_name(&quad.subject))
}
