//! What a graph holds of an edge: every claim that states it, with its words, its clause, the act that governs it, and which
//! documents agree.

use super::things::{NameError, Things, as_iri, relation};
use crate::ontology::Ontology;
use crate::rdf::edges;
use crate::rdf::vocab::{WS, dcterms, undo, ws};
use crate::text::fold::fold;
use crate::text::near::nearest;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, TermRef, Triple};
use oxigraph::store::{StorageError, Store};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// What is asked about.
#[derive(Clone, Copy, Debug)]
pub enum Asked<'a> {
    /// A claim, by its IRI.
    Claim(&'a str),
    /// An edge, by the names or IRIs of its parts.
    Edge {
        /// The subject.
        subject: &'a str,
        /// The relation.
        predicate: &'a str,
        /// The object; of a literal its words.
        object: &'a str,
    },
}

/// Why there is nothing to tell.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum WhyError {
    /// No claim has this IRI.
    #[error("no claim of this graph is <{iri}>{}", nearest_claims(.nearest))]
    NoClaim {
        /// The IRI.
        iri: String,
        /// The nearest IRIs of claims.
        nearest: Vec<String>,
    },
    /// A claim that lacks a part of its edge.
    #[error("<{iri}>: expected a claim with one subject, predicate and object")]
    Broken {
        /// The IRI.
        iri: String,
    },
    /// There is no claim at all.
    #[error("expected a graph with claims, found none")]
    NoClaims,
    /// A name.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The store.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

fn nearest_claims(nearest: &[String]) -> String {
    match nearest.first() {
        Some(first) => format!(" (hint: there is <{first}>)"),
        None => String::new(),
    }
}

/// An edge, and all that is known of why it is there.
#[derive(Clone, Debug)]
pub struct Account {
    /// From what.
    pub subject: NamedNode,
    /// By which relation.
    pub predicate: NamedNode,
    /// To what.
    pub object: Term,
    /// The claims that state it, by document and place; one that was asked for comes first.
    pub claims: Vec<Stated>,
    /// Other texts of the same resolutions that do not state it.
    pub silent: Vec<Document>,
}

/// A document as the graph has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Document {
    /// Path below its input root; the IRI of the source when the graph gives none.
    pub path: String,
    /// IRI of the source.
    pub source: String,
    /// IRI of its resolution.
    pub work: Option<String>,
    /// Code of its language.
    pub language: Option<String>,
    /// Hash of its bytes.
    pub bytes_sha256: Option<String>,
    /// Which document of its file it is, from 1, when the file holds several.
    pub part: Option<u32>,
}

/// A claim as the graph has it.
#[derive(Clone, Debug)]
pub struct Stated {
    /// Its IRI.
    pub iri: String,
    /// The document that states it.
    pub document: Document,
    /// `asserted`, `prospective`, `rejected`, or what else the graph says.
    pub modality: Option<String>,
    /// The rule that read it.
    pub rule: Option<String>,
    /// The words.
    pub words: Option<Quoted>,
    /// The clause in which they stand.
    pub clause: Option<Clause>,
    /// The act by which the body states it.
    pub act: Option<Act>,
    /// Circumstances: IRI of the qualifier, and its value.
    pub qualifiers: Vec<(String, String)>,
    /// What curators have said of it, by IRI.
    pub corrections: Vec<Corrected>,
}

/// A correction as the graph has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Corrected {
    /// Its IRI.
    pub iri: String,
    /// `Rejection`, `Addition` or `Merger`.
    pub kind: Option<String>,
    /// The name of its file.
    pub file: Option<String>,
    /// Why, in the curator's words.
    pub comment: Option<String>,
    /// Of a merger the IRIs of the thing as it was read and of what it is.
    pub merged: Option<(String, String)>,
}

/// Words with their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// First code point, 0-based.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The exact words.
    pub quote: String,
}

/// A clause as the graph has it.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its place among all clauses, from 1.
    pub position: Option<usize>,
    /// Whether it is operative, and not a recital.
    pub operative: bool,
    /// Its words.
    pub words: Quoted,
}

/// An act as the graph has it.
#[derive(Clone, Debug)]
pub struct Act {
    /// IRI of what it means.
    pub concept: String,
    /// The words of its verb.
    pub verb: String,
    /// IRI of the body that acts.
    pub body: Option<String>,
}

/// All that a store holds of what is asked about.
///
/// # Errors
/// [`WhyError`] when there is no such claim, a name is of nothing or of several things, or the store cannot be read.
pub fn account(
    store: &Store,
    ontology: &Ontology,
    things: &Things,
    prefixes: &BTreeMap<&str, &str>,
    asked: Asked<'_>,
) -> Result<Account, WhyError> {
    let graph = Graph { store, ontology };
    graph.any_claim()?;
    let (subject, predicate, object, first) = match asked {
        Asked::Claim(iri) => {
            let full = as_iri(iri, prefixes).unwrap_or_else(|| iri.to_owned());
            let (subject, predicate, object) = graph.edge_of(&full)?;
            (subject, predicate, object, Some(full))
        }
        Asked::Edge { subject, predicate, object } => {
            let predicate = NamedNode::new_unchecked(relation(ontology, predicate, prefixes)?);
            let subject = NamedNode::new_unchecked(things.find(subject, prefixes)?);
            let object = match graph.literal(&subject, &predicate, object)? {
                Some(literal) => literal,
                None => NamedNode::new_unchecked(things.find(object, prefixes)?).into(),
            };
            (subject, predicate, object, None)
        }
    };
    let mut claims = graph.claims(&subject, &predicate, &object)?;
    let symmetric = ontology.predicates.iter().any(|known| known.symmetric && known.iri == predicate.as_str());
    if let (true, Term::NamedNode(other)) = (symmetric, &object) {
        claims.append(&mut graph.claims(other, &predicate, &subject.clone().into())?);
    }
    claims.sort_by_key(|claim| {
        let place = claim.words.as_ref().map(|words| words.start);
        (first.as_deref() != Some(claim.iri.as_str()), claim.document.clone(), place, claim.iri.clone())
    });
    let silent = graph.silent(&claims)?;
    Ok(Account { subject, predicate, object, claims, silent })
}

/// What has the subject of a claim, and what its object: of a fact, and of the receiver of an act.
const SUBJECTS: [NamedNodeRef<'static>; 2] = [rdf::SUBJECT, undo::HAS_PROPONENT];
const OBJECTS: [NamedNodeRef<'static>; 2] = [rdf::OBJECT, undo::HAS_RECEIVER];

/// A store and the vocabulary it speaks.
struct Graph<'a> {
    store: &'a Store,
    ontology: &'a Ontology,
}

/// All properties of one node.
struct Node(Vec<(NamedNode, Term)>);

impl Node {
    fn term(&self, property: NamedNodeRef<'_>) -> Option<&Term> {
        self.0.iter().find(|(name, _)| *name == property).map(|(_, value)| value)
    }

    fn iri(&self, property: NamedNodeRef<'_>) -> Option<String> {
        match self.term(property)? {
            Term::NamedNode(node) => Some(node.as_str().to_owned()),
            _ => None,
        }
    }

    fn text(&self, property: NamedNodeRef<'_>) -> Option<String> {
        self.term(property).map(words)
    }

    fn quoted(&self) -> Option<Quoted> {
        let number = |property| self.text(property)?.parse().ok();
        Some(Quoted { start: number(ws::START)?, end: number(ws::END)?, quote: self.text(ws::QUOTE)? })
    }
}

/// The words of a literal; the IRI of a node.
fn words(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

fn local(iri: &str) -> String {
    iri.strip_prefix(WS).unwrap_or(iri).to_owned()
}

impl Graph<'_> {
    fn any_claim(&self) -> Result<(), WhyError> {
        let first = self.store.quads_for_pattern(None, Some(ws::MODALITY), None, None).next();
        first.transpose()?.map(drop).ok_or(WhyError::NoClaims)
    }

    fn node(&self, iri: &str) -> Result<Node, StorageError> {
        let Ok(node) = NamedNode::new(iri) else { return Ok(Node(Vec::new())) };
        let quads = self.store.quads_for_pattern(Some(node.as_ref().into()), None, None, None);
        let mut properties =
            quads.map(|quad| quad.map(|quad| (quad.predicate, quad.object))).collect::<Result<Vec<_>, _>>()?;
        properties.sort_by_key(|(name, value)| (name.as_str().to_owned(), value.to_string()));
        Ok(Node(properties))
    }

    /// The edge that a claim states, in RDF 1.1 or 1.2.
    fn edge_of(&self, iri: &str) -> Result<(NamedNode, NamedNode, Term), WhyError> {
        let claim = self.node(iri)?;
        if claim.term(ws::MODALITY).is_none() {
            return Err(WhyError::NoClaim { iri: iri.to_owned(), nearest: self.nearest_claim(iri)? });
        }
        let node = NamedNode::new_unchecked(iri);
        let quad = |(name, value)| Quad::new(node.clone(), name, value, GraphName::DefaultGraph);
        let quads: Vec<Quad> = claim.0.into_iter().map(quad).collect();
        match edges(&quads).remove(iri) {
            Some(Triple { subject: NamedOrBlankNode::NamedNode(subject), predicate, object }) => {
                Ok((subject, predicate, object))
            }
            _ => Err(WhyError::Broken { iri: iri.to_owned() }),
        }
    }

    fn nearest_claim(&self, iri: &str) -> Result<Vec<String>, StorageError> {
        // What they begin with is alike in nearly all; what tells them apart stands at the end.
        let end = |iri: &str| iri.rsplit("/source/").next().unwrap_or_default().to_owned();
        let mut by_end = BTreeMap::new();
        for quad in self.store.quads_for_pattern(None, Some(ws::MODALITY), None, None) {
            if let NamedOrBlankNode::NamedNode(claim) = quad?.subject {
                by_end.insert(end(claim.as_str()), claim.into_string());
            }
        }
        let nearest = nearest(&end(iri), by_end.keys().map(String::as_str), 1);
        Ok(nearest.into_iter().filter_map(|end| by_end.remove(&end)).collect())
    }

    /// A literal that a claim says of a subject, by its words.
    fn literal(&self, subject: &NamedNode, predicate: &NamedNode, wish: &str) -> Result<Option<Term>, StorageError> {
        let fits = |term: &Term| matches!(term, Term::Literal(words) if fold(words.value()) == fold(wish.trim()));
        for claim in self.with_any(SUBJECTS, subject.as_ref().into())? {
            let Ok(node) = NamedNode::new(&claim) else { continue };
            for quad in self.store.quads_for_pattern(Some(node.as_ref().into()), Some(rdf::OBJECT), None, None) {
                let object = quad?.object;
                if fits(&object) && self.node(&claim)?.iri(rdf::PREDICATE).as_deref() == Some(predicate.as_str()) {
                    return Ok(Some(object));
                }
            }
        }
        for quad in self.store.quads_for_pattern(None, Some(rdf::REIFIES), None, None) {
            if let Term::Triple(triple) = quad?.object
                && triple.subject == subject.clone().into()
                && triple.predicate == *predicate
                && fits(&triple.object)
            {
                return Ok(Some(triple.object));
            }
        }
        Ok(None)
    }

    /// The nodes that have a value of a property.
    fn with(&self, property: NamedNodeRef<'_>, value: TermRef<'_>) -> Result<BTreeSet<String>, StorageError> {
        let mut nodes = BTreeSet::new();
        for quad in self.store.quads_for_pattern(None, Some(property), Some(value), None) {
            nodes.extend(named(quad?.subject));
        }
        Ok(nodes)
    }

    /// The nodes that have a value of one of two properties.
    fn with_any(
        &self,
        properties: [NamedNodeRef<'_>; 2],
        value: TermRef<'_>,
    ) -> Result<BTreeSet<String>, StorageError> {
        let mut nodes = self.with(properties[0], value)?;
        nodes.append(&mut self.with(properties[1], value)?);
        Ok(nodes)
    }

    fn claims(&self, subject: &NamedNode, predicate: &NamedNode, object: &Term) -> Result<Vec<Stated>, WhyError> {
        let of_object = self.with_any(OBJECTS, object.as_ref())?;
        let mut found = self.with_any(SUBJECTS, subject.as_ref().into())?;
        found.retain(|claim| of_object.contains(claim));
        let triple = Triple::new(subject.clone(), predicate.clone(), object.clone());
        found.extend(self.with(rdf::REIFIES, Term::from(triple).as_ref())?);
        let mut claims = Vec::new();
        for iri in found {
            if self.edge_of(&iri).is_ok_and(|(_, by, _)| by == *predicate) {
                claims.push(self.stated(iri)?);
            }
        }
        Ok(claims)
    }

    fn stated(&self, iri: String) -> Result<Stated, StorageError> {
        let node = self.node(&iri)?;
        let source = node.iri(ws::SOURCE).unwrap_or_default();
        let act = match node.iri(ws::ACT) {
            Some(act) => Some(self.node(&act)?),
            None => None,
        };
        let words = node.quoted();
        let clause = match act.as_ref().and_then(|act| act.iri(ws::CLAUSE)) {
            Some(clause) => self.clause(&self.node(&clause)?),
            None => self.clause_around(&source, words.as_ref())?,
        };
        let body = self.node(&source)?.iri(ws::HEADER_BODY);
        let act = act.and_then(|act| Some(Act { concept: act.iri(ws::CONCEPT)?, verb: act.text(ws::QUOTE)?, body }));
        let is_qualifier = |name: &NamedNode| self.ontology.predicates.iter().any(|known| known.iri == name.as_str());
        let qualifiers = node.0.iter().filter(|(name, _)| is_qualifier(name));
        let qualifiers = qualifiers.map(|(name, value)| (name.as_str().to_owned(), self::words(value))).collect();
        let corrections = self.corrections(&node)?;
        Ok(Stated {
            corrections,
            document: self.document(&source)?,
            modality: node.iri(ws::MODALITY).as_deref().map(local),
            rule: node.text(ws::RULE),
            words,
            clause,
            act,
            qualifiers,
            iri,
        })
    }

    fn corrections(&self, claim: &Node) -> Result<Vec<Corrected>, StorageError> {
        let by = claim.0.iter().filter(|(name, _)| *name == ws::CORRECTED_BY).map(|(_, value)| words(value));
        let read = |iri: String| -> Result<Corrected, StorageError> {
            let node = self.node(&iri)?;
            Ok(Corrected {
                kind: node.iri(rdf::TYPE).as_deref().map(local),
                file: node.text(ws::FILE),
                comment: node.text(rdfs::COMMENT),
                merged: node.iri(ws::MERGES).zip(node.iri(ws::INTO)),
                iri,
            })
        };
        let mut corrections = by.map(read).collect::<Result<Vec<_>, _>>()?;
        corrections.sort();
        Ok(corrections)
    }

    fn clause(&self, node: &Node) -> Option<Clause> {
        let position = node.text(ws::POSITION).and_then(|position| position.parse().ok());
        let operative = node.0.iter().any(|(name, class)| *name == rdf::TYPE && *class == ws::OPERATIVE_CLAUSE.into());
        Some(Clause { position, operative, words: node.quoted()? })
    }

    /// The clause of a source that holds some words, for claims that no act governs.
    fn clause_around(&self, source: &str, words: Option<&Quoted>) -> Result<Option<Clause>, StorageError> {
        let (Ok(source), Some(words)) = (NamedNode::new(source), words) else { return Ok(None) };
        for quad in self.store.quads_for_pattern(None, Some(ws::SOURCE), Some(source.as_ref().into()), None) {
            let Some(iri) = named(quad?.subject) else { continue };
            let node = self.node(&iri)?;
            let clause = node.term(ws::POSITION).and_then(|_| self.clause(&node));
            if let Some(clause) = clause.filter(|c| c.words.start <= words.start && words.end <= c.words.end) {
                return Ok(Some(clause));
            }
        }
        Ok(None)
    }

    fn document(&self, source: &str) -> Result<Document, StorageError> {
        let node = self.node(source)?;
        let language = node.text(dcterms::LANGUAGE);
        Ok(Document {
            path: node.text(ws::PATH).unwrap_or_else(|| source.to_owned()),
            source: source.to_owned(),
            work: node.iri(ws::OF),
            language: language.map(|iri| iri.rsplit('/').next().unwrap_or_default().to_owned()),
            bytes_sha256: node.text(ws::BYTES_SHA256),
            part: node.text(ws::PART).and_then(|part| part.parse().ok()),
        })
    }

    /// The texts of the same resolutions that have no such claim.
    fn silent(&self, claims: &[Stated]) -> Result<Vec<Document>, StorageError> {
        let works: BTreeSet<&str> = claims.iter().filter_map(|claim| claim.document.work.as_deref()).collect();
        let stating: BTreeSet<&str> = claims.iter().map(|claim| claim.document.source.as_str()).collect();
        let mut silent = BTreeSet::new();
        for work in works {
            let Ok(work) = NamedNode::new(work) else { continue };
            for quad in self.store.quads_for_pattern(None, Some(ws::OF), Some(work.as_ref().into()), None) {
                let other = named(quad?.subject).filter(|source| !stating.contains(source.as_str()));
                if let Some(source) = other {
                    silent.insert(self.document(&source)?);
                }
            }
        }
        Ok(silent.into_iter().collect())
    }
}

fn named(node: NamedOrBlankNode) -> Option<String> {
    match node {
        NamedOrBlankNode::NamedNode(node) => Some(node.into_string()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}
