//! The part of a graph that was asked for.

use super::DrawError;
use super::graph::{EntityGraph, Kind};
use super::names::local_name;
use crate::relate::Modality;
use crate::text::fold::fold;
use crate::text::near::nearest;
use petgraph::graph::NodeIndex;
use std::collections::{BTreeSet, VecDeque};

/// Which entities and relations to show; the default shows all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Entities by name: they and what is around them.
    pub about: Vec<String>,
    /// How far around, in relations; none means one.
    pub depth: Option<usize>,
    /// Kinds of entities by name: only these (and those named in `about`).
    pub kinds: Vec<String>,
    /// Relations by name: only these.
    pub relations: Vec<String>,
    /// No relation that is only prospective.
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
        let kinds = self.known_kinds(graph)?;
        let relations = self.known_relations(graph)?;
        let about = self.known_entities(graph)?;
        let mut part = graph.clone();
        part.graph.retain_edges(|g, e| {
            let relation = &g[e];
            (relations.is_empty() || relations.contains(&relation.predicate))
                && !(self.asserted_only && relation.modality == Modality::Prospective)
                && !(self.facts_only && relation.act)
        });
        let centre: BTreeSet<NodeIndex> = about.iter().copied().collect();
        let near = self.near(&part, &about);
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

    fn known_entities(&self, graph: &EntityGraph) -> Result<Vec<NodeIndex>, DrawError> {
        let mut known = Vec::new();
        for wish in &self.about {
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
}

impl EntityGraph {
    /// Keeps the entities that fit, with the relations between them.
    fn retain(&mut self, keep: impl Fn(NodeIndex) -> bool) {
        self.graph = self.graph.filter_map(|n, entity| keep(n).then(|| entity.clone()), |_, r| Some(r.clone()));
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
