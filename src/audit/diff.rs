//! How two graphs differ: claims added, removed and changed, by document and rule; and how many other statements differ.
//!
//! Each graph is taken in part by part ([`Side::add`]), so that of a large store only its claims are held. A claim is found again
//! in the other graph by its document (the path of its source) and its edge; when its evidence is another there, it has
//! changed. Of all other statements only their hash is held: an edited label is counted, not shown.

use crate::rdf::vocab::ws;
use crate::rdf::{Form, edges, is_of_run};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// One of two graphs.
#[derive(Debug, Default)]
pub struct Side {
    claims: BTreeMap<Key, Vec<Evidence>>,
    /// Path and hash of the text of each source.
    sources: BTreeMap<String, (String, Option<String>)>,
    others: Others,
    asserted: BTreeSet<u128>,
}

/// IRI of the source, and the edge.
type Key = (String, Edge);

/// A triple of the graph.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// IRI of the subject.
    pub subject: String,
    /// IRI of the relation.
    pub predicate: String,
    /// The object, as N-Triples write it.
    pub object: String,
}

/// What a claim has beside its edge.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// First code point of the words.
    pub start: Option<usize>,
    /// One past the last.
    pub end: Option<usize>,
    /// The words.
    pub quote: Option<String>,
    /// `asserted`, `prospective`, or what else the graph says.
    pub modality: Option<String>,
    /// The rule.
    pub rule: Option<String>,
    /// IRI of what the act means by which it is stated.
    pub act: Option<String>,
    /// All other properties but the type, as N-Triples write them.
    pub further: Vec<(String, String)>,
    /// IRI of the claim.
    pub iri: String,
}

impl Evidence {
    /// All but the claim's own name, which is made of it.
    fn content(&self) -> impl PartialEq + '_ {
        let Self { start, end, quote, modality, rule, act, further, iri: _ } = self;
        (start, end, quote, modality, rule, act, further)
    }
}

/// Hashes of statements, each with its predicate.
#[derive(Debug, Default)]
struct Others {
    hashes: Vec<(u128, u32)>,
    predicates: Vec<String>,
    by_name: BTreeMap<String, u32>,
}

impl Others {
    fn add(&mut self, hash: u128, predicate: &NamedNode) {
        let next = u32::try_from(self.predicates.len()).unwrap_or(u32::MAX);
        let index = self.by_name.entry(predicate.as_str().to_owned()).or_insert(next);
        if *index == next {
            self.predicates.push(predicate.as_str().to_owned());
        }
        self.hashes.push((hash, *index));
    }

    /// In order, each once, without some.
    fn settle(&mut self, without: &BTreeSet<u128>) {
        self.hashes.retain(|(hash, _)| !without.contains(hash));
        self.hashes.sort_unstable();
        self.hashes.dedup_by_key(|(hash, _)| *hash);
    }

    /// The predicates of the statements that another graph has not; both in order.
    fn without<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a str> {
        let mut rest = other.hashes.iter().map(|(hash, _)| *hash).peekable();
        let alone = self.hashes.iter().filter(move |(hash, _)| {
            while rest.next_if(|other| other < hash).is_some() {}
            rest.peek() != Some(hash)
        });
        alone.filter_map(|(_, index)| self.predicates.get(*index as usize).map(String::as_str))
    }
}

fn hash(triple: &Triple) -> u128 {
    let digest = Sha256::digest(triple.to_string());
    digest.iter().take(16).fold(0, |hash, byte| hash << 8 | u128::from(*byte))
}

/// The properties of a claim that are compared one by one, or that say what its edge and its source are.
const TOLD: [NamedNodeRef<'static>; 8] =
    [ws::START, ws::END, ws::QUOTE, ws::MODALITY, ws::RULE, ws::ACT, ws::SOURCE, rdf::TYPE];

impl Side {
    /// Takes in a part of the graph. All statements about one claim and its act stand in one part. The form in which it is written
    /// does not matter, nor which run of which version made it.
    pub fn add(&mut self, mut quads: Vec<Quad>) {
        Form::default().apply(&mut quads);
        quads.retain(|quad| !is_of_run(quad));
        let quads = quads.as_slice();
        let edges = edges(quads);
        let mut nodes: BTreeMap<&str, Vec<(&NamedNode, &Term)>> = BTreeMap::new();
        for quad in quads {
            let NamedOrBlankNode::NamedNode(node) = &quad.subject else { continue };
            let told = quad.predicate == ws::CONCEPT || quad.predicate == ws::PATH || quad.predicate == ws::TEXT_SHA256;
            if told || edges.contains_key(node.as_str()) {
                nodes.entry(node.as_str()).or_default().push((&quad.predicate, &quad.object));
            }
        }
        for quad in quads {
            let of_claim =
                matches!(&quad.subject, NamedOrBlankNode::NamedNode(node) if edges.contains_key(node.as_str()));
            if !of_claim {
                let triple = Triple::new(quad.subject.clone(), quad.predicate.clone(), quad.object.clone());
                self.others.add(hash(&triple), &quad.predicate);
            }
        }
        for (claim, triple) in &edges {
            self.claim(claim, triple, &nodes);
        }
        for (node, properties) in &nodes {
            let text = |name| value(properties, name).map(words);
            if let Some(path) = text(ws::PATH) {
                self.sources.insert((*node).to_owned(), (path, text(ws::TEXT_SHA256)));
            }
        }
    }

    fn claim(&mut self, claim: &str, triple: &Triple, nodes: &BTreeMap<&str, Vec<(&NamedNode, &Term)>>) {
        let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { return };
        let properties = nodes.get(claim).map_or(&[][..], Vec::as_slice);
        let text = |name| value(properties, name).map(words);
        let act = text(ws::ACT).and_then(|act| value(nodes.get(act.as_str())?, ws::CONCEPT).map(words));
        let edge = Edge {
            subject: subject.as_str().to_owned(),
            predicate: triple.predicate.as_str().to_owned(),
            object: triple.object.to_string(),
        };
        let modality = text(ws::MODALITY);
        if modality.as_deref() == Some(ws::ASSERTED.as_str()) {
            self.asserted.insert(hash(triple));
        }
        let is_further = |(name, object): &&(&NamedNode, &Term)| {
            let of_edge = **object == triple.object
                || **object == subject.clone().into()
                || **object == triple.predicate.clone().into();
            !TOLD.contains(&name.as_ref()) && !of_edge && !matches!(object, Term::Triple(_))
        };
        let mut further: Vec<(String, String)> = properties
            .iter()
            .filter(is_further)
            .map(|(name, object)| (name.as_str().to_owned(), object.to_string()))
            .collect();
        further.sort();
        further.dedup();
        let evidence = Evidence {
            start: text(ws::START).and_then(|start| start.parse().ok()),
            end: text(ws::END).and_then(|end| end.parse().ok()),
            quote: text(ws::QUOTE),
            modality: modality.map(|iri| iri.rsplit('#').next().unwrap_or_default().to_owned()),
            rule: text(ws::RULE),
            act,
            further,
            iri: claim.to_owned(),
        };
        let source = text(ws::SOURCE).unwrap_or_default();
        self.claims.entry((source, edge)).or_default().push(evidence);
    }

    /// Whether there is nothing of ours in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.claims.is_empty() && self.sources.is_empty()
    }

    /// The claims by the path of their document, and what is known of each document.
    fn by_path(&self) -> BTreeMap<(&str, &Edge), Vec<&Evidence>> {
        let mut claims: BTreeMap<(&str, &Edge), Vec<&Evidence>> = BTreeMap::new();
        for ((source, edge), evidence) in &self.claims {
            let path = self.sources.get(source).map_or(source.as_str(), |(path, _)| path);
            claims.entry((path, edge)).or_default().extend(evidence);
        }
        for evidence in claims.values_mut() {
            evidence.sort();
            evidence.dedup();
        }
        claims
    }

    fn texts(&self) -> BTreeMap<&str, Option<&str>> {
        self.sources.values().map(|(path, text)| (path.as_str(), text.as_deref())).collect()
    }
}

fn value<'a>(properties: &[(&NamedNode, &'a Term)], name: NamedNodeRef<'_>) -> Option<&'a Term> {
    properties.iter().find(|(property, _)| property.as_ref() == name).map(|(_, value)| *value)
}

fn words(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        Term::NamedNode(node) => node.as_str().to_owned(),
        other => other.to_string(),
    }
}

/// How two graphs differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The documents in which something differs, by path.
    pub documents: Vec<DocumentChange>,
    /// Statements that are no claim: how many of each predicate were added and removed.
    pub others: BTreeMap<String, (usize, usize)>,
}

/// What differs in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentChange {
    /// Its path below its input root; the IRI of its source when the graph gives none.
    pub path: String,
    /// What became of itself.
    pub status: Status,
    /// What differs, by rule.
    pub rules: BTreeMap<String, RuleChange>,
}

/// What became of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is in the second graph alone.
    New,
    /// It is in the first graph alone.
    Gone,
    /// Its text has changed.
    Changed,
    /// Its text is the same.
    Same,
}

/// What differs of one rule in one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleChange {
    /// Claims of the second graph alone.
    pub added: Vec<(Edge, Evidence)>,
    /// Claims of the first graph alone.
    pub removed: Vec<(Edge, Evidence)>,
    /// Edges that both state, with other evidence.
    pub changed: Vec<(Edge, Evidence, Evidence)>,
}

impl Difference {
    /// Whether the graphs are the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty() && self.others.is_empty()
    }

    /// Claims added, removed and changed.
    #[must_use]
    pub fn counts(&self) -> [usize; 3] {
        let rules = || self.documents.iter().flat_map(|document| document.rules.values());
        [
            rules().map(|rule| rule.added.len()).sum(),
            rules().map(|rule| rule.removed.len()).sum(),
            rules().map(|rule| rule.changed.len()).sum(),
        ]
    }
}

/// How the second graph differs from the first.
#[must_use]
pub fn compare(first: Side, second: Side) -> Difference {
    let mut documents = changes(&first, &second);
    let (before, after) = (first.texts(), second.texts());
    let paths: BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    let mut found = Vec::new();
    for path in paths {
        let status = match (before.get(path), after.get(path)) {
            (None, _) => Status::New,
            (_, None) => Status::Gone,
            (Some(a), Some(b)) if a != b => Status::Changed,
            _ => Status::Same,
        };
        let rules = documents.remove(path).unwrap_or_default();
        if status != Status::Same || !rules.is_empty() {
            found.push(DocumentChange { path: path.to_owned(), status, rules });
        }
    }
    // Claims of sources that neither graph describes.
    found.extend(documents.into_iter().map(|(path, rules)| DocumentChange { path, status: Status::Same, rules }));
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Difference { documents: found, others: others(first, second) }
}

type ByRule = BTreeMap<String, RuleChange>;

fn changes(first: &Side, second: &Side) -> BTreeMap<String, ByRule> {
    let (before, after) = (first.by_path(), second.by_path());
    let keys: BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
    let mut documents: BTreeMap<String, ByRule> = BTreeMap::new();
    let none = Vec::new();
    for key in keys {
        let (path, edge) = key;
        let (mut old, mut new) = (before.get(&key).unwrap_or(&none).clone(), after.get(&key).unwrap_or(&none).clone());
        old.retain(|claim| {
            let same = new.iter().position(|other| other.content() == claim.content());
            same.map(|at| new.remove(at)).is_none()
        });
        if old.is_empty() && new.is_empty() {
            continue;
        }
        let rules = documents.entry(path.to_owned()).or_default();
        let rule = |claim: &Evidence| claim.rule.clone().unwrap_or_default();
        let both = old.len().min(new.len());
        for (was, is) in old.drain(..both).zip(new.drain(..both)) {
            rules.entry(rule(is)).or_default().changed.push((edge.clone(), was.clone(), is.clone()));
        }
        for claim in old {
            rules.entry(rule(claim)).or_default().removed.push((edge.clone(), claim.clone()));
        }
        for claim in new {
            rules.entry(rule(claim)).or_default().added.push((edge.clone(), claim.clone()));
        }
    }
    documents
}

/// Statements that one graph has and the other has not: of claims nothing, and no triple that an asserted claim states.
fn others(mut first: Side, mut second: Side) -> BTreeMap<String, (usize, usize)> {
    first.others.settle(&first.asserted);
    second.others.settle(&second.asserted);
    let mut counts: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for predicate in second.others.without(&first.others) {
        counts.entry(predicate.to_owned()).or_default().0 += 1;
    }
    for predicate in first.others.without(&second.others) {
        counts.entry(predicate.to_owned()).or_default().1 += 1;
    }
    counts
}
