//! The part of a graph that was asked for.

use super::collect::modality;
use super::graph::{EntityGraph, Evidence, Kind, Source};
use super::names::local_name;
use super::{DrawError, asked};
use crate::relate::Modality;
use crate::text::fold::fold;
use crate::text::near::nearest;
use oxigraph::model::Triple;
use petgraph::algo::astar;
use petgraph::graph::NodeIndex;
use petgraph::visit::{EdgeRef as _, UndirectedAdaptor};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Which entities and relations to show; the default shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only the relations of these triples, with the claims that state them; those that no claim states are shown without.
    pub triples: Option<Vec<Triple>>,
    /// Entities by name: they and what is around them.
    pub about: Vec<String>,
    /// How far around, in relations; none means one.
    pub depth: Option<usize>,
    /// Two entities by name: they and the shortest way between them, whatever the direction of its relations.
    pub path: Option<(String, String)>,
    /// Kinds of entities by name: only these (and those named in `about`).
    pub kinds: Vec<String>,
    /// Relations by name: only these.
    pub relations: Vec<String>,
    /// Enacting bodies by name: only what their documents say.
    pub bodies: Vec<String>,
    /// Only what documents of this date or later say: `2012`, `2012-11` or `2012-11-08`.
    pub since: Option<String>,
    /// Only what documents of this date or earlier say, likewise.
    pub until: Option<String>,
    /// Nothing that is only prospective.
    pub asserted_only: bool,
    /// No acts, only facts.
    pub facts_only: bool,
    /// Only so many entities, those with most relations.
    pub top: Option<usize>,
}

/// How many names to suggest.
const SUGGESTIONS: usize = 3;

impl Selection {
    /// The part of `graph` that this selects.
    ///
    /// Entities that lose their last relation are left out, unless they are asked for by name.
    ///
    /// # Errors
    /// When a name is unknown; with the nearest that are known.
    pub fn apply(&self, graph: &EntityGraph) -> Result<EntityGraph, DrawError> {
        match &self.triples {
            Some(triples) => self.narrowed(&asked::part(graph, triples)),
            None => self.narrowed(graph),
        }
    }

    /// The part by everything but a question.
    fn narrowed(&self, graph: &EntityGraph) -> Result<EntityGraph, DrawError> {
        let kinds = self.known_kinds(graph)?;
        let relations = self.known_relations(graph)?;
        let about = known_entities(graph, &self.about)?;
        let mut part = graph.clone();
        self.narrow(graph, &mut part)?;
        part.graph.retain_edges(|g, e| {
            let relation = &g[e];
            (relations.is_empty() || relations.contains(&relation.predicate)) && !(self.facts_only && relation.act)
        });
        let mut centre: BTreeSet<NodeIndex> = about.iter().copied().collect();
        let mut near = self.near(&part, &about);
        if let Some((from, to)) = &self.path {
            let way = path(&part, from, to)?;
            near = if self.about.is_empty() { BTreeSet::new() } else { near };
            centre.extend(way);
        }
        let bare = graph.graph.edge_count() == 0;
        let wanted = |g: &EntityGraph, n: NodeIndex| {
            centre.contains(&n) || (kinds.is_empty() || kinds.contains(&g.graph[n].kind)) && near.contains(&n)
        };
        let keep: BTreeSet<NodeIndex> = part.graph.node_indices().filter(|n| wanted(&part, *n)).collect();
        part.retain(|n| keep.contains(&n));
        let named: BTreeSet<String> = centre.iter().map(|n| graph.graph[*n].iri.clone()).collect();
        if !bare {
            part.drop_lonely(&named);
        }
        Ok(match self.top {
            Some(top) => part.most_connected(top, &named),
            None => part,
        })
    }

    /// Leaves out claims by their documents and modality.
    fn narrow(&self, graph: &EntityGraph, part: &mut EntityGraph) -> Result<(), DrawError> {
        let bodies = self.known_bodies(graph)?;
        let dated = self.since.is_some() || self.until.is_some();
        if !dated && self.bodies.is_empty() && !self.asserted_only {
            return Ok(());
        }
        let fits = |source: &Source| {
            let of_body = self.bodies.is_empty() || source.body.as_ref().is_some_and(|body| bodies.contains(body));
            of_body && (!dated || source.date.as_deref().is_some_and(|date| self.is_in_time(date)))
        };
        let sources: Vec<bool> = part.sources.iter().map(fits).collect();
        part.retain_claims(|claim| {
            let in_source = sources.get(claim.source).copied().unwrap_or_default();
            in_source && !(self.asserted_only && claim.modality == Modality::Prospective)
        });
        Ok(())
    }

    /// Whether a date lies between the two given ones, each compared as far as both are known.
    fn is_in_time(&self, date: &str) -> bool {
        let beside = |bound: &str| {
            let known = date.len().min(bound.len());
            date.get(..known).cmp(&bound.get(..known))
        };
        self.since.as_deref().is_none_or(|since| beside(since).is_ge())
            && self.until.as_deref().is_none_or(|until| beside(until).is_le())
    }

    fn known_bodies(&self, graph: &EntityGraph) -> Result<BTreeSet<String>, DrawError> {
        let mut known = BTreeSet::new();
        for wish in &self.bodies {
            let before = known.len();
            for source in &graph.sources {
                if let Some(body) = &source.body
                    && source.body_names.iter().chain([body]).any(|name| fold(name) == fold(wish.trim()))
                {
                    known.insert(body.clone());
                }
            }
            if known.len() == before {
                let all = graph.sources.iter().flat_map(|source| &source.body_names).map(String::as_str);
                return Err(unknown("enacting body", wish, all));
            }
        }
        Ok(known)
    }

    /// All within reach of the entities asked for; everything, when none was.
    fn near(&self, part: &EntityGraph, about: &[NodeIndex]) -> BTreeSet<NodeIndex> {
        if self.about.is_empty() {
            return part.graph.node_indices().collect();
        }
        let depth = self.depth.unwrap_or(1);
        let mut seen: BTreeSet<NodeIndex> = about.iter().copied().collect();
        let mut queue: VecDeque<(NodeIndex, usize)> = about.iter().map(|n| (*n, 0)).collect();
        while let Some((node, far)) = queue.pop_front() {
            if far < depth {
                queue.extend(
                    part.graph.neighbors_undirected(node).filter(|next| seen.insert(*next)).map(|next| (next, far + 1)),
                );
            }
        }
        seen
    }

    fn known_kinds(&self, graph: &EntityGraph) -> Result<BTreeSet<Kind>, DrawError> {
        let named = Kind::ALL.into_iter().filter(|kind| *kind != Kind::Other);
        let known: Vec<(Kind, [String; 2])> =
            named.map(|kind| (kind, [kind.name().to_owned(), graph.words.of(kind.name()).to_owned()])).collect();
        let find = |wish: &String| {
            let found = known.iter().find(|(_, names)| names.iter().any(|name| fold(name) == fold(wish)));
            let all = || known.iter().map(|(kind, _)| kind.name().to_owned()).collect();
            found.map(|(kind, _)| *kind).ok_or_else(|| DrawError::Unknown {
                what: "type",
                name: wish.clone(),
                nearest: all(),
            })
        };
        self.kinds.iter().map(find).collect()
    }

    fn known_relations(&self, graph: &EntityGraph) -> Result<BTreeSet<String>, DrawError> {
        let mut known = BTreeSet::new();
        for wish in &self.relations {
            let before = known.len();
            for relation in graph.graph.edge_weights() {
                let names = [local_name(&relation.predicate), &relation.label, &relation.predicate];
                if names.iter().any(|name| fold(name) == fold(wish)) {
                    known.insert(relation.predicate.clone());
                }
            }
            if known.len() == before {
                let all = graph.graph.edge_weights().map(|r| local_name(&r.predicate));
                return Err(unknown("relation", wish, all));
            }
        }
        Ok(known)
    }
}

/// The entities with these names.
fn known_entities(graph: &EntityGraph, wishes: &[String]) -> Result<Vec<NodeIndex>, DrawError> {
    let mut known = Vec::new();
    for wish in wishes {
        let before = known.len();
        let folded = fold(wish.trim());
        for node in graph.graph.node_indices() {
            let entity = &graph.graph[node];
            let mut names = entity.names.iter().chain([&entity.name, &entity.iri]).chain(&entity.short);
            if names.any(|name| fold(name) == folded) {
                known.push(node);
            }
        }
        if known.len() == before {
            let all = graph.graph.node_weights().flat_map(|e| e.names.iter().chain([&e.name])).map(String::as_str);
            return Err(unknown("entity", wish, all));
        }
    }
    Ok(known)
}

/// The entities on the shortest way from one to another, whatever the direction of its relations; where several have a name, those that
/// are nearest to each other.
fn path(part: &EntityGraph, from: &str, to: &str) -> Result<Vec<NodeIndex>, DrawError> {
    let starts = known_entities(part, &[from.to_owned()])?;
    let ends: BTreeSet<NodeIndex> = known_entities(part, &[to.to_owned()])?.into_iter().collect();
    let undirected = UndirectedAdaptor(&part.graph);
    let ways = starts.iter().filter_map(|start| astar(undirected, *start, |n| ends.contains(&n), |_| 1_u32, |_| 0));
    let shortest = ways.min_by(|(a, _), (b, _)| a.cmp(b));
    shortest.map(|(_, way)| way).ok_or_else(|| DrawError::NoPath { from: from.to_owned(), to: to.to_owned() })
}

impl EntityGraph {
    /// Keeps the entities that fit, with the relations between them.
    fn retain(&mut self, keep: impl Fn(NodeIndex) -> bool) {
        self.graph = self.graph.filter_map(|n, entity| keep(n).then(|| entity.clone()), |_, r| Some(r.clone()));
    }

    /// Keeps the claims that fit, and of relations, details and documents those that still have one.
    fn retain_claims(&mut self, fits: impl Fn(&Evidence) -> bool) {
        for relation in self.graph.edge_weights_mut() {
            relation.evidence.retain(&fits);
            relation.modality = modality(&relation.evidence);
        }
        self.graph.retain_edges(|g, e| !g[e].evidence.is_empty());
        for entity in self.graph.node_weights_mut() {
            entity.details.iter_mut().for_each(|detail| detail.evidence.retain(&fits));
            entity.details.retain(|detail| !detail.evidence.is_empty());
        }
        self.count_again();
    }

    /// Counts claims and documents of entities again, and drops documents that say nothing any more.
    fn count_again(&mut self) {
        let mut stands = vec![(0, BTreeSet::new()); self.graph.node_count()];
        let mut count = |node: NodeIndex, evidence: &[Evidence]| {
            let (claims, sources) = &mut stands[node.index()];
            *claims += evidence.len();
            sources.extend(evidence.iter().map(|claim| claim.source));
        };
        for edge in self.graph.edge_references() {
            count(edge.source(), &edge.weight().evidence);
            if edge.source() != edge.target() {
                count(edge.target(), &edge.weight().evidence);
            }
        }
        for node in self.graph.node_indices() {
            self.graph[node].details.iter().for_each(|detail| count(node, &detail.evidence));
        }
        let used: BTreeSet<usize> = stands.iter().flat_map(|(_, sources)| sources).copied().collect();
        let places: BTreeMap<usize, usize> = used.iter().enumerate().map(|(place, old)| (*old, place)).collect();
        let old = std::mem::take(&mut self.sources);
        self.sources =
            old.into_iter().enumerate().filter(|(n, _)| used.contains(n)).map(|(_, source)| source).collect();
        let put = |claim: &mut Evidence| claim.source = places.get(&claim.source).copied().unwrap_or_default();
        for (entity, (claims, sources)) in self.graph.node_weights_mut().zip(stands) {
            (entity.claims, entity.documents) = (claims, sources.len());
            entity.details.iter_mut().flat_map(|detail| &mut detail.evidence).for_each(put);
        }
        self.graph.edge_weights_mut().flat_map(|relation| &mut relation.evidence).for_each(put);
    }

    fn drop_lonely(&mut self, named: &BTreeSet<String>) {
        let lonely = |n: NodeIndex| self.graph.neighbors_undirected(n).next().is_none();
        let keep: BTreeSet<NodeIndex> =
            self.graph.node_indices().filter(|n| !lonely(*n) || named.contains(&self.graph[*n].iri)).collect();
        self.retain(|n| keep.contains(&n));
    }

    /// The `limit` entities with most relations (those in `named` before all others), and what was left out by that.
    #[must_use]
    pub fn most_connected(&self, limit: usize, named: &BTreeSet<String>) -> Self {
        if self.graph.node_count() <= limit {
            return self.clone();
        }
        let degree =
            |n: NodeIndex| self.graph.edges(n).count() + self.graph.edges_directed(n, petgraph::Incoming).count();
        let mut order: Vec<(bool, usize, NodeIndex)> = self
            .graph
            .node_indices()
            .map(|n| (!named.contains(&self.graph[n].iri), usize::MAX - degree(n), n))
            .collect();
        order.sort_unstable();
        let keep: BTreeSet<NodeIndex> = order.into_iter().take(limit).map(|(_, _, n)| n).collect();
        let mut part = self.clone();
        part.retain(|n| keep.contains(&n));
        if part.graph.edge_count() > 0 {
            part.drop_lonely(named);
        }
        part.left_out.entities += self.graph.node_count() - part.graph.node_count();
        part.left_out.relations += self.graph.edge_count() - part.graph.edge_count();
        part
    }
}

fn unknown<'a>(what: &'static str, wish: &str, all: impl Iterator<Item = &'a str>) -> DrawError {
    DrawError::Unknown { what, name: wish.to_owned(), nearest: nearest(wish, all, SUGGESTIONS) }
}
