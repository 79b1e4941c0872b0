//! Things of a graph by what people call them: names in any language, IRIs, prefixed names.

use crate::ontology::Ontology;
use crate::rdf::vocab::{ACT, WS, dcterms, skos, ws};
use crate::text::fold::fold;
use crate::text::near::nearest;
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use oxigraph::store::{StorageError, Store};
use std::collections::{BTreeMap, BTreeSet};
use thiserror::Error;

/// How many names or things to list.
const LISTED: usize = 5;

/// Why a name is of no one thing.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameError {
    /// Nothing is called so.
    #[error("no {what} is called \"{name}\"{}", hint(.nearest))]
    Unknown {
        /// What it was to be: a relation, a thing of this graph.
        what: &'static str,
        /// The name.
        name: String,
        /// The nearest names.
        nearest: Vec<String>,
    },
    /// Several things are.
    #[error("\"{name}\" fits {count} things: {}{} (hint: give the IRI)", .things.join(", "), more(*.count, .things.len()))]
    Several {
        /// The name.
        name: String,
        /// How many things.
        count: usize,
        /// Their IRIs, as many as fit a line.
        things: Vec<String>,
    },
}

fn hint(nearest: &[String]) -> String {
    if nearest.is_empty() { String::new() } else { format!(" (hint: there is {})", nearest.join(", ")) }
}

fn more(count: usize, shown: usize) -> String {
    if count > shown { format!(" and {} more", count - shown) } else { String::new() }
}

/// The names of a graph's things.
pub struct Things {
    /// Names by IRI, in the order of their properties: preferred names first.
    names: BTreeMap<String, Vec<Name>>,
    /// IRIs by folded name.
    by_name: BTreeMap<String, BTreeSet<String>>,
    /// What things are that a curator has merged into others, by their IRI.
    merged: BTreeMap<String, String>,
}

/// A name of a thing.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Name {
    language: String,
    text: String,
    /// One of its other names.
    other: bool,
}

/// The properties that name things, the best first.
const NAMING: [NamedNodeRef<'static>; 4] = [skos::PREF_LABEL, rdfs::LABEL, dcterms::IDENTIFIER, skos::ALT_LABEL];

impl Things {
    /// Reads all names of a store but those of the vocabulary.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn read(store: &Store) -> Result<Self, StorageError> {
        let mut quads = Vec::new();
        for property in NAMING.into_iter().chain([ws::MERGED_INTO]) {
            for quad in store.quads_for_pattern(None, Some(property), None, None) {
                quads.push(quad?);
            }
        }
        Ok(Self::of(&quads))
    }

    /// The names of the things of a graph.
    #[must_use]
    pub fn of(quads: &[Quad]) -> Self {
        let mut names: BTreeMap<String, Vec<Name>> = BTreeMap::new();
        for property in NAMING {
            let mut of_property = Vec::new();
            for quad in quads.iter().filter(|quad| quad.predicate == property) {
                let (NamedOrBlankNode::NamedNode(node), Term::Literal(name)) = (&quad.subject, &quad.object) else {
                    continue;
                };
                if !node.as_str().starts_with(WS) && !node.as_str().starts_with(ACT) {
                    let language = name.language().unwrap_or_default();
                    of_property.push((node.as_str(), language, name.value()));
                }
            }
            of_property.sort_unstable();
            for (iri, language, text) in of_property {
                let name =
                    Name { language: language.to_owned(), text: text.to_owned(), other: property == skos::ALT_LABEL };
                names.entry(iri.to_owned()).or_default().push(name);
            }
        }
        let mut by_name: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (iri, names) in &names {
            for name in names {
                by_name.entry(key(&name.text)).or_default().insert(iri.clone());
            }
        }
        let mut merged = BTreeMap::new();
        for quad in quads.iter().filter(|quad| quad.predicate == ws::MERGED_INTO) {
            if let (NamedOrBlankNode::NamedNode(thing), Term::NamedNode(into)) = (&quad.subject, &quad.object) {
                merged.insert(thing.as_str().to_owned(), into.as_str().to_owned());
            }
        }
        Self { names, by_name, merged }
    }

    /// What to call a thing: its first name in English, else in no language, else any; its IRI when it has none.
    #[must_use]
    pub fn name<'a>(&'a self, iri: &'a str) -> &'a str {
        let names = self.names.get(iri).map_or(&[][..], Vec::as_slice);
        let in_language = |code: &str| names.iter().find(|name| name.language == code && !name.other);
        in_language("en").or_else(|| in_language("")).or(names.first()).map_or(iri, |name| &name.text)
    }

    /// The IRI of the one thing that is called so, by a name in any language or by its IRI.
    ///
    /// # Errors
    /// [`NameError`] when nothing is, or several things are.
    pub fn find(&self, wish: &str, prefixes: &BTreeMap<&str, &str>) -> Result<String, NameError> {
        if let Some(iri) = as_iri(wish, prefixes) {
            let iri = self.survivor(iri);
            return if self.names.contains_key(&iri) { Ok(iri) } else { Err(self.unknown(wish, self.names.keys())) };
        }
        let found = self.by_name.get(&key(wish));
        let mut things = found.into_iter().flatten();
        match (things.next(), found.map_or(0, BTreeSet::len)) {
            (Some(only), 1) => Ok(only.clone()),
            (Some(_), count) => Err(NameError::Several {
                name: wish.to_owned(),
                count,
                things: found.into_iter().flatten().take(LISTED).map(|iri| format!("<{iri}>")).collect(),
            }),
            (None, _) => Err(self.unknown(wish, self.names.values().flatten().map(|name| &name.text))),
        }
    }

    /// What a thing is after all mergers.
    fn survivor(&self, mut iri: String) -> String {
        for _ in 0..self.merged.len() {
            match self.merged.get(&iri) {
                Some(into) => iri.clone_from(into),
                None => break,
            }
        }
        iri
    }

    fn unknown<'a>(&self, wish: &str, all: impl Iterator<Item = &'a String>) -> NameError {
        let nearest = nearest(wish, all.map(String::as_str), LISTED);
        NameError::Unknown { what: "thing of this graph", name: wish.to_owned(), nearest }
    }
}

/// A name as names are compared: folded, with single spaces.
fn key(name: &str) -> String {
    fold(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is written as an IRI: in angle brackets, in full, or with a known prefix.
pub fn as_iri(written: &str, prefixes: &BTreeMap<&str, &str>) -> Option<String> {
    let written = written.trim();
    let bare = written.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let full = bare.or_else(|| Some(written).filter(|written| written.contains("://")));
    if let Some(iri) = full {
        return NamedNode::new(iri).ok().map(NamedNode::into_string);
    }
    let (prefix, local) = written.split_once(':')?;
    let namespace = prefixes.get(prefix)?;
    NamedNode::new(format!("{namespace}{local}")).ok().map(NamedNode::into_string)
}

/// The IRI of the relation that is called so: by its name (`executingAgencyOf`), a label in any language, or its IRI.
///
/// # Errors
/// [`NameError`] when none is, or several are.
pub fn relation(ontology: &Ontology, wish: &str, prefixes: &BTreeMap<&str, &str>) -> Result<String, NameError> {
    let known = || ontology.predicates.iter().filter(|predicate| is_relation(ontology, &predicate.iri));
    if let Some(iri) = as_iri(wish, prefixes)
        && known().any(|predicate| predicate.iri == iri)
    {
        return Ok(iri);
    }
    if let Some(named) = known().find(|predicate| key(&predicate.name) == key(wish)) {
        return Ok(named.iri.clone());
    }
    let labels: Vec<(&str, &str)> = labels(ontology).filter(|(iri, _)| is_relation(ontology, iri)).collect();
    let found: BTreeSet<&str> =
        labels.iter().filter(|(_, label)| key(label) == key(wish)).map(|(iri, _)| *iri).collect();
    match (found.first(), found.len()) {
        (Some(only), 1) => Ok((*only).to_owned()),
        (Some(_), count) => {
            let things = found.iter().take(LISTED).map(|iri| format!("<{iri}>")).collect();
            Err(NameError::Several { name: wish.to_owned(), count, things })
        }
        (None, _) => {
            let names = known().map(|predicate| predicate.name.as_str());
            let nearest = nearest(wish, names.chain(labels.iter().map(|(_, label)| *label)), LISTED);
            Err(NameError::Unknown { what: "relation", name: wish.to_owned(), nearest })
        }
    }
}

/// Whether a property is a relation of facts or of acts.
fn is_relation(ontology: &Ontology, iri: &str) -> bool {
    let kinds = ["FactProperty", "ActProperty"].map(|kind| format!("{WS}{kind}"));
    ontology.terms.vocabulary.iter().any(|triple| {
        matches!(&triple.subject, NamedOrBlankNode::NamedNode(node) if node.as_str() == iri)
            && matches!(&triple.object, Term::NamedNode(kind) if kinds.iter().any(|wanted| wanted == kind.as_str()))
    })
}

/// The labels of the vocabulary, with whose they are.
fn labels(ontology: &Ontology) -> impl Iterator<Item = (&str, &str)> {
    let of_label = ontology.terms.vocabulary.iter().filter(|triple| triple.predicate == rdfs::LABEL);
    of_label.filter_map(|triple| match (&triple.subject, &triple.object) {
        (NamedOrBlankNode::NamedNode(node), Term::Literal(label)) => Some((node.as_str(), label.value())),
        _ => None,
    })
}

/// The label of a term of the vocabulary in English; its local name when it has none.
#[must_use]
pub fn label<'a>(ontology: &'a Ontology, iri: &'a str) -> &'a str {
    let english = ontology.terms.vocabulary.iter().find_map(|triple| match (&triple.subject, &triple.object) {
        (NamedOrBlankNode::NamedNode(node), Term::Literal(label))
            if node.as_str() == iri
                && [rdfs::LABEL, skos::PREF_LABEL].contains(&triple.predicate.as_ref())
                && label.language() == Some("en") =>
        {
            Some(label.value())
        }
        _ => None,
    });
    english.unwrap_or_else(|| iri.rsplit(['/', '#']).next().unwrap_or(iri))
}
