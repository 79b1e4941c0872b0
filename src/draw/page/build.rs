//! From the graph and its store to the data of the page.

use super::data::{ActOf, ByLanguage, ClaimOf, ClauseOf, Data, EntityOf, KindOf, Palettes, SourceOf, TermOf};
use super::deeds::{self, Act, Clause, Deeds};
use super::places;
use crate::draw::collect::called;
use crate::draw::graph::{EntityGraph, Evidence, Kind};
use crate::draw::names::{Names, Vocabulary, clean, local_name};
use crate::draw::palette::{Palette, Theme};
use crate::draw::{DrawError, Options, Picture, Text};
use crate::rdf::vocab;
use crate::relate::Modality;
use oxigraph::store::{StorageError, Store};
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef as _;
use std::collections::{BTreeMap, BTreeSet};

/// Entities that a page begins with.
const START: usize = 150;
/// Entities that have a place among all; beyond it laying out takes too long, and nobody sees anything.
const PLACED: usize = 6000;

/// The data of a page; `note` says what it does not show.
pub(super) fn data<'a>(picture: Picture<'a>, note: Option<String>) -> Result<Data<'a>, DrawError> {
    let Picture { store, graph, options } = picture;
    let own = graph.words.language.as_str();
    let mut languages: Vec<String> = options.interface.languages().map(str::to_owned).collect();
    if !own.is_empty() && !languages.iter().any(|code| code == own) {
        languages.push(own.to_owned());
    }
    let sources: BTreeSet<&str> = graph.sources.iter().map(|source| source.iri.as_str()).collect();
    let deeds = deeds::read(store, &sources)?;
    let mut builder = Builder::new(picture, languages, &deeds);
    let clauses = builder.clauses();
    let acts = builder.acts()?;
    let claims = builder.claims()?;
    let entities = builder.entities()?;
    let terms = builder.terms()?;
    let order = by_degree(graph);
    Ok(Data {
        version: 1,
        title: title(graph, options),
        note,
        origin: options.source.as_deref().map(clean),
        language: own,
        theme: theme(options.theme),
        words: options.interface.languages().map(|code| (code, options.interface.of(code))).collect(),
        prefixes: vec![
            ("ent", vocab::ENTITY.to_owned()),
            ("ws", vocab::WS.to_owned()),
            ("id", vocab::DEFAULT_BASE.to_owned()),
        ],
        kinds: kinds(store, &builder.languages)?,
        palette: Palettes { light: inks(&Palette::light()), dark: inks(&Palette::dark()) },
        sources: builder.sources(),
        terms,
        entities,
        claims,
        clauses,
        acts,
        start: places::of(graph, &order[..order.len().min(START)]),
        all: places::of(graph, &order[..order.len().min(PLACED)]),
    })
}

fn title(graph: &EntityGraph, options: &Options) -> Option<String> {
    options.title.as_deref().map(clean).filter(|title| !title.is_empty()).or_else(|| graph.title.clone())
}

fn theme(theme: Theme) -> &'static str {
    match theme {
        Theme::Auto => "auto",
        Theme::Light => "light",
        Theme::Dark => "dark",
    }
}

fn inks(palette: &Palette) -> BTreeMap<&'static str, String> {
    let Palette { paper, text, muted, fact, act, rule, .. } = palette;
    let named = [("paper", paper), ("text", text), ("muted", muted), ("fact", fact), ("act", act), ("rule", rule)];
    named.into_iter().map(|(name, colour)| (name, colour.clone())).collect()
}

/// Entities by number of relations, the most connected first.
fn by_degree(graph: &EntityGraph) -> Vec<NodeIndex> {
    let mut order: Vec<NodeIndex> = graph.graph.node_indices().collect();
    let degrees: Vec<usize> = order.iter().map(|n| graph.graph.neighbors_undirected(*n).count()).collect();
    order.sort_by_key(|n| (usize::MAX - degrees[n.index()], *n));
    order
}

fn kinds(store: &Store, languages: &[String]) -> Result<Vec<KindOf>, StorageError> {
    let (light, dark) = (Palette::light(), Palette::dark());
    let of = |palette: &Palette, kind| {
        let (fill, line) = palette.kind(kind);
        (fill.to_owned(), line.to_owned())
    };
    let kind = |kind: Kind| {
        let labels = match kind {
            Kind::Other => ByLanguage::new(),
            _ => labels(store, &format!("{}{}", vocab::WS, kind.name()), languages)?,
        };
        Ok(KindOf { name: kind.name(), labels, light: of(&light, kind), dark: of(&dark, kind) })
    };
    Kind::ALL.into_iter().map(kind).collect()
}

/// Labels of a term in each language.
fn labels(store: &Store, iri: &str, languages: &[String]) -> Result<ByLanguage, StorageError> {
    let label = |code: &String| Ok((code.clone(), Vocabulary::new(store, code).label(iri)?));
    Ok(folded(languages.iter().map(label).collect::<Result<_, StorageError>>()?))
}

/// The same text in all languages is given once, under no language.
fn folded(by_language: ByLanguage) -> ByLanguage {
    let texts: BTreeSet<&String> = by_language.values().collect();
    match texts.into_iter().collect::<Vec<_>>()[..] {
        [text] => BTreeMap::from([(String::new(), text.clone())]),
        _ => by_language,
    }
}

/// Things that are referred to by index, in the order in which they were first needed.
#[derive(Default)]
struct Numbered {
    index: BTreeMap<String, usize>,
    list: Vec<(String, bool)>,
}

impl Numbered {
    fn of(&mut self, name: &str, act: bool) -> usize {
        if let Some(at) = self.index.get(name) {
            self.list[*at].1 |= act;
            return *at;
        }
        self.index.insert(name.to_owned(), self.list.len());
        self.list.push((name.to_owned(), act));
        self.list.len() - 1
    }
}

struct Builder<'a> {
    picture: Picture<'a>,
    languages: Vec<String>,
    entities: BTreeMap<&'a str, usize>,
    sources: BTreeMap<&'a str, usize>,
    /// The text of each source, when it is at hand and the graph's.
    texts: Vec<Option<&'a Text>>,
    clauses: BTreeMap<&'a str, (usize, &'a Clause)>,
    acts: BTreeMap<&'a str, (usize, &'a Act)>,
    terms: Numbered,
}

impl<'a> Builder<'a> {
    fn new(picture: Picture<'a>, languages: Vec<String>, deeds: &'a Deeds) -> Self {
        let graph = picture.graph;
        let key = |text: &'a Text| ((text.path.as_str(), text.text_sha256.as_str()), text);
        let known: BTreeMap<(&str, &str), &Text> = picture.options.texts.iter().map(key).collect();
        let texts = graph
            .sources
            .iter()
            .map(|source| known.get(&(source.path.as_deref()?, source.text_sha256.as_deref()?)).copied());
        let entity = |n: NodeIndex| (graph.graph[n].iri.as_str(), n.index());
        Self {
            picture,
            languages,
            entities: graph.graph.node_indices().map(entity).collect(),
            sources: graph.sources.iter().enumerate().map(|(n, source)| (source.iri.as_str(), n)).collect(),
            texts: texts.collect(),
            clauses: numbered(&deeds.clauses, |clause| (clause.source.as_str(), clause.span)),
            acts: numbered(&deeds.acts, |_| ()),
            terms: Numbered::default(),
        }
    }

    fn sources(&self) -> Vec<SourceOf> {
        let sources = self.picture.graph.sources.iter().zip(&self.texts);
        let source = sources.map(|(source, text)| SourceOf {
            iri: source.iri.clone(),
            path: source.path.clone(),
            work: source.work.clone(),
            label: source.label.clone(),
            title: source.title.clone(),
            language: source.language.clone(),
            date: source.date.clone(),
            body: source.body.as_deref().and_then(|body| self.entities.get(body)).copied(),
            text: text.map(|text| text.text.clone()),
            start: text.map_or(0, |text| text.start),
            mentions: text.map_or_else(Vec::new, |text| self.mentions(text)),
        });
        source.collect()
    }

    fn mentions(&self, text: &Text) -> Vec<(u32, u32, usize)> {
        let known = |(start, end, iri): &(u32, u32, String)| Some((*start, *end, *self.entities.get(iri.as_str())?));
        text.mentions.iter().filter_map(known).collect()
    }

    fn entities(&self) -> Result<Vec<EntityOf>, StorageError> {
        let entities = self.picture.graph.graph.node_weights();
        let entity = entities.map(|entity| {
            let names = Names::read(self.picture.store, &entity.iri)?;
            let acronym =
                entity.details.iter().find(|detail| detail.text.is_empty()).map(|detail| detail.value.clone());
            let (mut name, mut short) = (ByLanguage::new(), ByLanguage::new());
            for code in &self.languages {
                let (own, shorter) = called(&entity.iri, &names, code, acronym.clone());
                name.insert(code.clone(), own);
                short.insert(code.clone(), shorter.unwrap_or_default());
            }
            let short = if short.values().all(String::is_empty) { ByLanguage::new() } else { folded(short) };
            Ok(EntityOf {
                iri: entity.iri.clone(),
                kind: Kind::ALL.iter().position(|kind| *kind == entity.kind).unwrap_or_default(),
                name: folded(name),
                short,
                names: names.tagged(),
            })
        });
        entity.collect()
    }

    fn claims(&mut self) -> Result<Vec<ClaimOf>, StorageError> {
        let graph = self.picture.graph;
        let mut claims = Vec::new();
        for edge in graph.graph.edge_references() {
            let relation = edge.weight();
            let p = self.terms.of(&relation.predicate, relation.act);
            for evidence in &relation.evidence {
                let (s, o) = (edge.source().index(), Some(edge.target().index()));
                claims.push(self.claim(evidence, ClaimOf { s, p, o, ..ClaimOf::default() }));
            }
        }
        for node in graph.graph.node_indices() {
            for detail in &graph.graph[node].details {
                let p = self.terms.of(&detail.predicate, false);
                for evidence in &detail.evidence {
                    let (s, v) = (node.index(), Some(detail.value.clone()));
                    claims.push(self.claim(evidence, ClaimOf { s, p, v, ..ClaimOf::default() }));
                }
            }
        }
        Ok(claims)
    }

    fn claim(&mut self, evidence: &Evidence, claim: ClaimOf) -> ClaimOf {
        let has_text = self.texts.get(evidence.source).is_some_and(Option::is_some) && evidence.span.is_some();
        ClaimOf {
            iri: evidence.claim.clone(),
            d: evidence.source,
            at: evidence.span,
            q: (!has_text && !evidence.quote.is_empty()).then(|| evidence.quote.clone()),
            rule: evidence.rule.clone(),
            prospective: evidence.modality == Modality::Prospective,
            act: evidence.act.as_deref().and_then(|act| self.acts.get(act)).map(|(n, _)| *n),
            by: evidence
                .qualifiers
                .iter()
                .map(|(property, value)| (self.terms.of(property, false), value.clone()))
                .collect(),
            ..claim
        }
    }

    fn clauses(&self) -> Vec<ClauseOf> {
        let mut list: Vec<&(usize, &Clause)> = self.clauses.values().collect();
        list.sort_unstable_by_key(|(n, _)| *n);
        let clause = list.into_iter().filter_map(|(_, clause)| {
            let d = *self.sources.get(clause.source.as_str())?;
            Some(ClauseOf {
                d,
                at: clause.span,
                operative: clause.operative,
                n: clause.position,
                number: clause.number.clone(),
                q: self.texts[d].is_none().then(|| clause.quote.clone()),
            })
        });
        clause.collect()
    }

    fn acts(&mut self) -> Result<Vec<ActOf>, StorageError> {
        let mut list: Vec<(usize, &Act)> = self.acts.values().copied().collect();
        list.sort_unstable_by_key(|(n, _)| *n);
        let act = list.into_iter().map(|(_, act)| ActOf {
            c: self.terms.of(&act.concept, true),
            directive: act.directive,
            clause: act.clause.as_deref().and_then(|clause| self.clauses.get(clause)).map(|(n, _)| *n),
            content: act.content.clone(),
            deadline: act.deadline.clone(),
            concerns: act.concerns.as_deref().and_then(|thing| self.entities.get(thing)).copied(),
        });
        Ok(act.collect())
    }

    fn terms(&self) -> Result<Vec<TermOf>, StorageError> {
        let term = |(iri, act): &(String, bool)| {
            let store = self.picture.store;
            let labels = if iri.starts_with(vocab::ACT) {
                folded(deeds::verbs(store, iri, &self.languages)?)
            } else {
                labels(store, iri, &self.languages)?
            };
            let labels =
                if labels.is_empty() { BTreeMap::from([(String::new(), local_name(iri).to_owned())]) } else { labels };
            Ok(TermOf { iri: iri.clone(), labels, act: *act })
        };
        self.terms.list.iter().map(term).collect()
    }
}

/// Things by name with the number that each has in the order of `key`, then of names.
fn numbered<'a, T, K: Ord>(
    things: &'a BTreeMap<String, T>,
    key: impl Fn(&'a T) -> K,
) -> BTreeMap<&'a str, (usize, &'a T)> {
    let mut order: Vec<(&String, &T)> = things.iter().collect();
    order.sort_by_key(|(name, thing)| (key(thing), *name));
    order.into_iter().enumerate().map(|(n, (name, thing))| (name.as_str(), (n, thing))).collect()
}
