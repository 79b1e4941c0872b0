//! Clauses, and what bodies do in them: what the page's mandates and texts need and no picture shows.

use crate::draw::names::{clean, local_name};
use crate::rdf::vocab::{skos, ws};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term};
use oxigraph::store::{StorageError, Store};
use std::collections::{BTreeMap, BTreeSet};

/// An act of this class tells its receiver to do something.
const DIRECTIVE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("https://w3id.org/whereas/ns#directive");
const BROADER: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#broader");

/// A recital or operative paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Clause {
    pub(super) source: String,
    pub(super) span: (usize, usize),
    pub(super) operative: bool,
    /// Its place among all clauses, from 1.
    pub(super) position: usize,
    /// Its number as printed.
    pub(super) number: Option<String>,
    /// Its words, with their line breaks.
    pub(super) quote: String,
}

/// What a verb of a clause does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Act {
    pub(super) concept: String,
    /// Whether it tells its receiver to do something.
    pub(super) directive: bool,
    pub(super) clause: Option<String>,
    pub(super) content: Option<String>,
    pub(super) deadline: Option<String>,
    pub(super) concerns: Option<String>,
}

/// Clauses and acts by IRI.
#[derive(Default)]
pub(super) struct Deeds {
    pub(super) clauses: BTreeMap<String, Clause>,
    pub(super) acts: BTreeMap<String, Act>,
}

/// Reads the clauses of some documents, and their acts.
pub(super) fn read(store: &Store, sources: &BTreeSet<&str>) -> Result<Deeds, StorageError> {
    let directives = directives(store)?;
    let mut deeds = Deeds::default();
    for (class, operative) in [(ws::RECITAL, false), (ws::OPERATIVE_CLAUSE, true)] {
        for node in instances(store, class)? {
            let text = |property| text(store, &node, property);
            let number = |property| Ok::<_, StorageError>(text(property)?.and_then(|n| n.parse().ok()));
            let Some(source) = text(ws::SOURCE)?.filter(|source| sources.contains(source.as_str())) else { continue };
            let (Some(start), Some(end)) = (number(ws::START)?, number(ws::END)?) else { continue };
            let clause = Clause {
                source,
                span: (start, end),
                operative,
                position: number(ws::POSITION)?.unwrap_or_default(),
                number: text(ws::NUMBER)?.map(|number| clean(&number)),
                quote: text(ws::QUOTE)?.unwrap_or_default(),
            };
            deeds.clauses.insert(node.as_str().to_owned(), clause);
        }
    }
    for node in instances(store, ws::ACT_CLASS)? {
        let text = |property| text(store, &node, property);
        let clause = text(ws::CLAUSE)?.filter(|clause| deeds.clauses.contains_key(clause));
        let Some(concept) = text(ws::CONCEPT)? else { continue };
        let act = Act {
            directive: directives.contains(&concept),
            concept,
            clause,
            content: text(ws::CONTENT)?.map(|content| clean(&content)),
            deadline: text(ws::DEADLINE)?.map(|day| clean(&day)),
            concerns: text(ws::CONCERNS)?,
        };
        deeds.acts.insert(node.as_str().to_owned(), act);
    }
    Ok(deeds)
}

/// Meanings of acts that tell somebody to do something, by the vocabulary: classes and what is below them.
fn directives(store: &Store) -> Result<BTreeSet<String>, StorageError> {
    let mut found = BTreeSet::new();
    for quad in store.quads_for_pattern(None, Some(DIRECTIVE), None, None) {
        let class = quad?.subject;
        let below = store.quads_for_pattern(None, Some(BROADER), Some(class.as_ref().into()), None);
        for quad in below {
            found.extend(named(quad?.subject).map(NamedNode::into_string));
        }
        found.extend(named(class).map(NamedNode::into_string));
    }
    Ok(found)
}

fn named(subject: NamedOrBlankNode) -> Option<NamedNode> {
    match subject {
        NamedOrBlankNode::NamedNode(node) => Some(node),
        NamedOrBlankNode::BlankNode(_) => None,
    }
}

fn instances(store: &Store, class: NamedNodeRef<'_>) -> Result<BTreeSet<NamedNode>, StorageError> {
    let quads = store.quads_for_pattern(None, Some(rdf::TYPE), Some(class.into()), None);
    quads.filter_map(|quad| quad.map(|quad| named(quad.subject)).transpose()).collect()
}

/// The first value of a property, in the order of terms.
fn text(store: &Store, node: &NamedNode, property: NamedNodeRef<'_>) -> Result<Option<String>, StorageError> {
    let quads = store.quads_for_pattern(Some(node.as_ref().into()), Some(property), None, None);
    let values = quads.map(|quad| {
        Ok(match quad?.object {
            Term::NamedNode(node) => Some(node.into_string()),
            Term::Literal(literal) => Some(literal.value().to_owned()),
            _ => None,
        })
    });
    let values: BTreeSet<Option<String>> = values.collect::<Result<_, StorageError>>()?;
    Ok(values.into_iter().flatten().next())
}

/// How an act is called in each of these languages: its verb, else the name of its concept.
pub(super) fn verbs(
    store: &Store,
    concept: &str,
    languages: &[String],
) -> Result<BTreeMap<String, String>, StorageError> {
    let mut verbs = BTreeMap::new();
    if let Ok(node) = NamedNode::new(concept) {
        for quad in store.quads_for_pattern(Some(node.as_ref().into()), Some(skos::PREF_LABEL), None, None) {
            if let Term::Literal(literal) = quad?.object {
                let language = literal.language().unwrap_or_default().to_owned();
                if languages.contains(&language) {
                    verbs.insert(language, clean(literal.value()));
                }
            }
        }
    }
    if verbs.is_empty() {
        verbs.insert(String::new(), local_name(concept).to_owned());
    }
    Ok(verbs)
}
