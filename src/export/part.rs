//! A part of a graph that is a graph of its own: some documents, or what is around some things.
//!
//! Of a source that is kept stands what is kept of it; of the default graph what that needs: the resolutions, the things it speaks of with
//! their names, the plain triples that its claims state, its runs and corrections. What other documents state is left out, so
//! that the part is as well formed as the whole.

use crate::rdf::vocab::{allot, dcterms, eli, prov, skos, undo, ws};
use crate::rdf::{edges, is_of_run};
use hashbrown::HashSet;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use std::collections::{BTreeMap, BTreeSet};

/// The part of a graph that some documents give, by the IRIs of their sources.
#[must_use]
pub fn of_documents(quads: &[Quad], sources: &BTreeSet<String>) -> Vec<Quad> {
    let is_kept = |iri: &str| {
        let above = iri.match_indices('/').filter_map(|(at, _)| iri.get(..at));
        above.chain([iri]).any(|above| sources.contains(above))
    };
    let kept = quads.iter().filter(|quad| is_kept(subject(quad))).cloned().collect();
    completed(quads, kept, None)
}

/// The part of a graph within some steps of some things, each step a claim: the claims between the things that are reached, with their
/// acts, clauses and sources.
#[must_use]
pub fn around(quads: &[Quad], centre: &BTreeSet<String>, depth: usize) -> Vec<Quad> {
    let edges = edges(quads);
    let reached = reached(&edges, centre, depth);
    let is_near = |triple: &Triple| {
        let object = match &triple.object {
            Term::NamedNode(node) => reached.contains(node.as_str()),
            _ => true,
        };
        object && named(&triple.subject).is_some_and(|node| reached.contains(node))
    };
    let claims = edges.iter().filter(|(_, triple)| is_near(triple)).map(|(claim, _)| *claim);
    let mut nodes: BTreeSet<String> = claims.map(str::to_owned).collect();
    let links = [ws::ACT, ws::CLAUSE, ws::SOURCE];
    let by_subject = by_subject(quads);
    let mut new: Vec<String> = nodes.iter().cloned().collect();
    while let Some(node) = new.pop() {
        let properties = by_subject.get(node.as_str()).into_iter().flatten();
        for quad in properties.filter(|quad| links.iter().any(|link| quad.predicate == *link)) {
            if let Term::NamedNode(other) = &quad.object
                && nodes.insert(other.as_str().to_owned())
            {
                new.push(other.as_str().to_owned());
            }
        }
    }
    // Selectors of spans stand below what they are of.
    let is_kept = |iri: &str| nodes.contains(iri) || iri.rsplit_once('#').is_some_and(|(of, _)| nodes.contains(of));
    let kept = quads.iter().filter(|quad| is_kept(subject(quad))).cloned().collect();
    completed(quads, kept, Some(&reached))
}

/// The things within some steps.
fn reached(edges: &BTreeMap<&str, Triple>, centre: &BTreeSet<String>, depth: usize) -> BTreeSet<String> {
    let pairs: Vec<(&str, &str)> = edges.values().filter_map(pair).collect();
    let mut reached = centre.clone();
    for _ in 0..depth {
        let step = pairs.iter().filter_map(|(one, other)| match (reached.contains(*one), reached.contains(*other)) {
            (true, false) => Some((*other).to_owned()),
            (false, true) => Some((*one).to_owned()),
            _ => None,
        });
        let step: Vec<String> = step.collect();
        reached.extend(step);
    }
    reached
}

fn pair(triple: &Triple) -> Option<(&str, &str)> {
    match &triple.object {
        Term::NamedNode(object) => Some((named(&triple.subject)?, object.as_str())),
        _ => None,
    }
}

fn named(node: &NamedOrBlankNode) -> Option<&str> {
    match node {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

fn subject(quad: &Quad) -> &str {
    named(&quad.subject).unwrap_or_default()
}

fn by_subject(quads: &[Quad]) -> BTreeMap<&str, Vec<&Quad>> {
    let mut by_subject: BTreeMap<&str, Vec<&Quad>> = BTreeMap::new();
    for quad in quads {
        by_subject.entry(subject(quad)).or_default().push(quad);
    }
    by_subject
}

/// The things that a resolution names or cites.
const NAMING: [NamedNodeRef<'static>; 3] = [allot::MENTIONS, eli::CITES, dcterms::REFERENCES];

/// What a thing is and is called.
const NAMES: [NamedNodeRef<'static>; 5] =
    [rdf::TYPE, rdfs::LABEL, skos::PREF_LABEL, skos::ALT_LABEL, dcterms::IDENTIFIER];

/// What is kept of sources with what of the default graph it needs; of what resolutions name only `wanted`, when that is given.
fn completed(quads: &[Quad], mut kept: Vec<Quad>, wanted: Option<&BTreeSet<String>>) -> Vec<Quad> {
    let mut added = Need::new(quads, &kept, wanted).found();
    kept.append(&mut added);
    kept.sort_by(crate::rdf::order::quads);
    kept.dedup();
    kept
}

/// A subject with an object.
type Pair<'a> = (&'a str, &'a Term);

/// What a part needs of the default graph.
struct Need<'a> {
    quads: &'a [Quad],
    by_subject: BTreeMap<&'a str, Vec<&'a Quad>>,
    /// The subjects that are kept of sources.
    kept: BTreeSet<&'a str>,
    /// What some claim of the whole states, and what an asserted claim of the part does.
    stated: HashSet<Pair<'a>>,
    holding: HashSet<Pair<'a>>,
    /// Resolutions of which no source is kept.
    cited: BTreeSet<String>,
    wanted: Option<&'a BTreeSet<String>>,
    /// Nodes that were come by, and those to look at.
    seen: BTreeSet<String>,
    new: Vec<String>,
}

impl<'a> Need<'a> {
    fn new(quads: &'a [Quad], kept: &'a [Quad], wanted: Option<&'a BTreeSet<String>>) -> Self {
        let by_subject = by_subject(quads);
        let pairs = |claims: &BTreeSet<&str>| -> HashSet<Pair<'a>> {
            let of = claims.iter().flat_map(|claim| by_subject.get(claim).into_iter().flatten());
            let subjects =
                of.clone().filter(|quad| [rdf::SUBJECT, undo::HAS_PROPONENT].contains(&quad.predicate.as_ref()));
            let subjects: BTreeMap<&str, &str> =
                subjects.filter_map(|quad| Some((subject(quad), node(&quad.object)?))).collect();
            let objects = of.filter(|quad| [rdf::OBJECT, undo::HAS_RECEIVER].contains(&quad.predicate.as_ref()));
            objects.filter_map(|quad| Some((*subjects.get(subject(quad))?, &quad.object))).collect()
        };
        let with_modality = |quads: &'a [Quad]| quads.iter().filter(|quad| quad.predicate == ws::MODALITY);
        let all = with_modality(quads).map(subject).collect();
        let asserted =
            with_modality(kept).filter(|quad| quad.object == Term::from(ws::ASSERTED)).map(subject).collect();
        let (stated, holding) = (pairs(&all), pairs(&asserted));
        let works = |quads: &[Quad]| -> BTreeSet<String> {
            quads.iter().filter(|quad| quad.predicate == ws::OF).flat_map(mentioned).collect()
        };
        let cited = &works(quads) - &works(kept);
        let kept_subjects: BTreeSet<&str> = kept.iter().map(subject).collect();
        let mut new: Vec<String> = kept.iter().flat_map(mentioned).collect();
        let runs = quads.iter().filter(|quad| quad.predicate == prov::USED && is_of_run(quad));
        let own_runs = runs.filter(|quad| node(&quad.object).is_some_and(|source| kept_subjects.contains(source)));
        new.extend(own_runs.map(|quad| subject(quad).to_owned()));
        let seen = new.iter().cloned().collect();
        Self { quads, by_subject, kept: kept_subjects, stated, holding, cited, wanted, seen, new }
    }

    fn found(mut self) -> Vec<Quad> {
        let mut added = Vec::new();
        while let Some(next) = self.new.pop() {
            if self.kept.contains(next.as_str()) {
                continue;
            }
            let properties = self.by_subject.get(next.as_str()).cloned().unwrap_or_default();
            let of_part = |quad: &&&Quad| quad.graph_name.is_default_graph() && self.belongs(quad);
            let belonging: Vec<&Quad> = properties.iter().filter(of_part).copied().collect();
            for quad in belonging {
                added.push(quad.clone());
                let others: Vec<String> = mentioned(quad).filter(|other| self.seen.insert(other.clone())).collect();
                self.new.extend(others);
            }
        }
        // What was merged leads to what it is.
        let merged = self.quads.iter().filter(|quad| quad.predicate == ws::MERGED_INTO);
        added.extend(merged.filter(|quad| node(&quad.object).is_some_and(|thing| self.seen.contains(thing))).cloned());
        added
    }

    /// Whether a quad about a node that is needed belongs to the part.
    fn belongs(&self, quad: &Quad) -> bool {
        let edge = (subject(quad), &quad.object);
        let is_any = |properties: &[NamedNodeRef<'_>]| properties.iter().any(|property| quad.predicate == *property);
        let object = node(&quad.object);
        let is_kept = object.is_some_and(|object| self.kept.contains(object));
        if is_any(&NAMES) || self.holding.contains(&edge) {
            return true;
        }
        if is_any(&NAMING) {
            let wanted = self.wanted.is_none_or(|wanted| object.is_some_and(|object| wanted.contains(object)));
            return wanted && !self.cited.contains(edge.0);
        }
        if quad.predicate == prov::USED {
            let source = object.and_then(|object| self.by_subject.get(object)).into_iter().flatten();
            return is_kept || !source.clone().any(|quad| quad.predicate == ws::PATH);
        }
        if quad.predicate == ws::REJECTS {
            return is_kept;
        }
        // A resolution that is only cited has its names; what its own document says of it is left out.
        !self.stated.contains(&edge) && !self.cited.contains(edge.0)
    }
}

/// The IRI of a node.
fn node(term: &Term) -> Option<&str> {
    match term {
        Term::NamedNode(node) => Some(node.as_str()),
        _ => None,
    }
}

/// The nodes that a quad leads to.
fn mentioned(quad: &Quad) -> impl Iterator<Item = String> + use<> {
    let of_triple = |triple: &Triple| {
        let object = match &triple.object {
            Term::NamedNode(node) => Some(node.as_str().to_owned()),
            _ => None,
        };
        [named(&triple.subject).map(str::to_owned), object]
    };
    let found = match &quad.object {
        Term::NamedNode(node) => [Some(node.as_str().to_owned()), None],
        Term::Triple(triple) => of_triple(triple),
        _ => [None, None],
    };
    found.into_iter().flatten()
}
