//! Thesauri given beside the built-in names (`--gazetteer`): any RDF file with SKOS labels joins the match with its own IRIs.
//!
//! More is forgiven than in `entities/`: properties that mean nothing here and names in other languages are passed over. What
//! its rdf:type says counts when it is a type of `whereas.ttl`, a class that one of them is aligned with, or below either in
//! the file itself.

use super::files::DataFile;
use super::gazetteer::{self, Draft};
use super::statement::Statement;
use super::vocabulary::{SKOS, WS, local_name, object_iri, subject_iri};
use super::{Curated, CuratedId, Ontology, TypeId};
use crate::diag::Diagnostic;
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Triple;
use oxigraph::model::vocab::{rdf, rdfs};
use std::collections::BTreeSet;

type Map<T> = hashbrown::HashMap<String, T>;

/// What a file says, by IRI.
#[derive(Default)]
struct Read {
    drafts: Map<Draft>,
    /// Classes, and those above them.
    above: Map<Vec<String>>,
}

impl Ontology {
    /// Adds the entries of a thesaurus; `name` is the file as the user knows it, and its ending tells the RDF format (Turtle
    /// by default). An entry that states `skos:exactMatch` with one that is known already, or has its IRI, gives it further
    /// names. `untyped` is the type of entries without one known here; by default the nouns of their names decide, else they are
    /// organisations. Returns warnings.
    ///
    /// # Errors
    /// The first mistake of form, or a `ws:within` that names nothing.
    pub fn add_thesaurus(
        &mut self,
        name: &str,
        text: String,
        untyped: Option<TypeId>,
    ) -> Result<Vec<Diagnostic>, Diagnostic> {
        let file = DataFile { path: name.to_owned(), name: name.to_owned(), text: text.into(), triples: None };
        let Read { drafts, above } = read(&file)?;
        let classes = self.aligned_classes();
        let mut drafts: Vec<(String, Draft)> = drafts.into_iter().collect();
        drafts.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let mut known = self.known_iris();
        let mut added = Vec::new();
        let (mut within, mut guessed) = (Vec::new(), Vec::new());
        for (iri, mut draft) in drafts {
            self.keep_languages(&mut draft);
            if draft.labels.is_empty() {
                continue;
            }
            let same = [&iri].into_iter().chain(&draft.matches).find_map(|iri| known.get(iri)).copied();
            let at = same.unwrap_or(self.entities.len());
            known.insert(iri.clone(), at);
            within.extend(draft.within.drain(..).map(|other| (at, other)));
            added.push((at, self.entities.get(at).map_or(0, |entity| entity.labels.len())));
            let stated = draft.types.iter().find_map(|class| type_above(class, &classes, &above));
            self.thesauri.insert(iri.clone(), name.to_owned());
            match same {
                Some(at) => self.extend(at, iri, draft),
                None => self.push(iri, draft, stated.or(untyped)),
            }
            if same.is_none() && stated.or(untyped).is_none() {
                guessed.push(at);
            }
        }
        for (at, other) in within {
            let id = known.get(&other).and_then(|at| u32::try_from(*at).ok()).map(CuratedId);
            let message =
                || format!("ws:within {}: expected an entry of this file or of the ontology", local_name(&other));
            self.entities[at].within.push(id.ok_or_else(|| file.error(place(&file, &other), message()))?);
        }
        let shared = gazetteer::index(self, &added);
        guessed.into_iter().for_each(|at| self.guess_type(at));
        self.hash = Self::hash_with(&self.hash, &file.text);
        Ok(warnings(&file, added.len(), &shared))
    }

    /// The types that other vocabularies' classes stand for: those that a type is below.
    fn aligned_classes(&self) -> Map<TypeId> {
        let mut classes = Map::new();
        for (id, entity_type) in (0..).map(TypeId).zip(&self.types) {
            let above = self.terms.vocabulary.iter().filter(|triple| {
                triple.predicate.as_ref() == rdfs::SUB_CLASS_OF && subject_iri(triple) == Some(&entity_type.iri)
            });
            // What is above all types tells nothing.
            let others = above.filter_map(object_iri).filter(|class| !class.starts_with(WS));
            classes.extend(others.chain([entity_type.iri.as_str()]).map(|class| (one_scheme(class), id)));
        }
        classes
    }

    /// Entries by their IRI and by those of the same thing elsewhere.
    fn known_iris(&self) -> Map<usize> {
        let mut known = Map::new();
        for (at, entity) in self.entities.iter().enumerate() {
            known.extend(entity.matches.iter().chain([&entity.iri]).map(|iri| (iri.clone(), at)));
        }
        known
    }

    /// Drops names in languages that no document is read in, and regions of languages: `en-GB` is `en`.
    fn keep_languages(&self, draft: &mut Draft) {
        for label in &mut draft.labels {
            let primary = label.language.split('-').next().unwrap_or_default().to_ascii_lowercase();
            label.language = primary;
        }
        let read = |code: &str| code.is_empty() || self.languages.iter().any(|language| language.code == code);
        draft.labels.retain(|label| read(&label.language));
    }

    /// Gives an entry the names of another one that is the same thing.
    fn extend(&mut self, at: usize, iri: String, draft: Draft) {
        let entity = &mut self.entities[at];
        let new = |label: &super::Label| {
            !entity.labels.iter().any(|other| other.text == label.text && other.language == label.language)
        };
        let labels: Vec<_> = draft.labels.into_iter().filter(new).collect();
        entity.labels.extend(labels.into_iter().map(|label| super::Label { preferred: false, ..label }));
        entity.adjectives.extend(draft.adjectives);
        for other in draft.matches.into_iter().chain([iri]) {
            if other != entity.iri && !entity.matches.contains(&other) {
                entity.matches.push(other);
            }
        }
    }

    fn push(&mut self, iri: String, draft: Draft, entity_type: Option<TypeId>) {
        let kind = draft.kind.as_deref().map(|kind| self.kind(kind));
        let entity_type = entity_type.or_else(|| self.type_named("Organization")).unwrap_or(TypeId(0));
        let Draft { labels, adjectives, matches, .. } = draft;
        let (heads, within) = (Vec::new(), Vec::new());
        self.entities.push(Curated { iri, entity_type, labels, adjectives, matches, kind, heads, within });
    }

    /// Types an entry by the nouns of its names, when all of them begin names of one type.
    fn guess_type(&mut self, at: usize) {
        let heads = |word| self.languages.iter().filter_map(move |language| language.heads.get(word)).flatten();
        let types: BTreeSet<TypeId> =
            self.entities[at].heads.iter().flat_map(heads).map(|head| head.entity_type).collect();
        if let (1, Some(only)) = (types.len(), types.first()) {
            self.entities[at].entity_type = *only;
        }
    }
}

/// Reads the triples that matter.
fn read(file: &DataFile) -> Result<Read, Diagnostic> {
    let format = file.name.rsplit('.').next().and_then(RdfFormat::from_extension).unwrap_or(RdfFormat::Turtle);
    let mut read = Read::default();
    for quad in RdfParser::from_format(format).for_slice(file.text.as_bytes()) {
        let quad = quad.map_err(|error| {
            let at = error.location().and_then(|range| usize::try_from(range.start.offset).ok()).unwrap_or(0);
            file.error(at, error.to_string().replace('\n', " "))
        })?;
        let triple = Triple::new(quad.subject, quad.predicate, quad.object);
        let Some(statement) = Statement::of(&triple) else { continue };
        let (iri, predicate) = (statement.subject, statement.predicate);
        if predicate == rdfs::SUB_CLASS_OF.as_str() {
            read.above.entry_ref(iri).or_default().extend(statement.object_iri().map(str::to_owned));
        } else if predicate == rdf::TYPE.as_str() || is_read(predicate) {
            read.drafts.entry_ref(iri).or_default().take(&statement);
        }
    }
    Ok(read)
}

/// Whether a property is one that an entry may have: of SKOS or of our own vocabulary.
fn is_read(predicate: &str) -> bool {
    predicate.starts_with(WS) || predicate.starts_with(SKOS)
}

/// The type of a class, of one above it in the file, or of one above that.
fn type_above(class: &str, classes: &Map<TypeId>, above: &Map<Vec<String>>) -> Option<TypeId> {
    let mut next = vec![class.to_owned()];
    let mut seen = BTreeSet::new();
    while let Some(class) = next.pop() {
        if let Some(found) = classes.get(&one_scheme(&class)) {
            return Some(*found);
        }
        if seen.insert(class.clone()) {
            next.extend(above.get(&class).into_iter().flatten().cloned());
        }
    }
    None
}

/// An IRI without its scheme: `http://schema.org/Place` is `https://schema.org/Place`.
fn one_scheme(iri: &str) -> String {
    iri.split_once("://").map_or(iri, |(_, rest)| rest).to_owned()
}

/// Where an IRI stands, in full or by its local name.
fn place(file: &DataFile, iri: &str) -> usize {
    file.text.find(iri).or_else(|| file.text.find(local_name(iri))).unwrap_or(0)
}

fn warnings(file: &DataFile, entries: usize, shared: &[String]) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    if entries == 0 {
        let message = "expected entries with skos:prefLabel or skos:altLabel, found none";
        warnings.push(Diagnostic::warning(&file.name, None, message));
    }
    if let Some(first) = shared.first() {
        let also = if shared.len() > 1 { format!(" and {} more names", shared.len() - 1) } else { String::new() };
        let message = format!(
            "\"{first}\"{also}: also the name of another entry; only a document's language and organisation can tell them apart"
        );
        let hint = "say skos:exactMatch where both are the same thing";
        warnings.push(Diagnostic::warning(&file.name, None, message).with_hint(hint));
    }
    warnings
}
