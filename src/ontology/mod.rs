//! The data of `ontology/`, loaded and checked: vocabulary, gazetteer, languages, bodies, rules, queries.
//!
//! Everything that names a language, a body, a thing or a relation lives in those files; this module only makes them fast to
//! use. Loading never stops at the first mistake: all of them come back, each with its file, line and column.

mod body;
mod body_file;
mod compile;
pub mod context;
pub mod examples;
mod files;
mod gazetteer;
mod grammar;
mod interface;
mod language;
mod language_file;
mod layout;
mod model;
mod neighbours;
mod origin;
mod rule_file;
mod rules;
mod statement;
mod thesaurus;
mod toml_file;
mod vocabulary;
mod votes;

use crate::diag::Diagnostic;
use crate::text::{Lexicon, hex};
use files::DataFiles;
use oxigraph::model::Triple;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::Path;
use std::thread::ScopedJoinHandle;

pub use body::{Body, Citation};
pub use context::Context;
pub use gazetteer::{Entry, Found, Gazetteer};
pub use interface::Interface;
pub use language::{Derived, Head, Introduced, Language, Modifier, Mood, Opening, Part, Phrase, Receiver};
pub use layout::{Adoption, Layout, Other};
pub use model::{
    Concept, ConceptId, Curated, CuratedId, EntityType, KindId, Label, NamedQuery, Predicate, PredicateId, TypeId,
};
pub use neighbours::Neighbour;
pub use origin::{Form, Origin};
pub use rules::{Denial, Example, Filter, ObjectKind, Rule, RuleSet};
pub use votes::{Counted, Votes};

/// Everything the program knows about languages, bodies, names and relations.
#[derive(Debug, Default)]
pub struct Ontology {
    /// SHA-256 of all its files.
    pub hash: String,
    /// Meanings of acts.
    pub concepts: Vec<Concept>,
    /// Relations: of facts, of acts, of qualifiers.
    pub predicates: Vec<Predicate>,
    /// Kinds of entities.
    pub types: Vec<EntityType>,
    /// Finer kinds, by name.
    pub kinds: Vec<String>,
    /// The gazetteer's entries.
    pub entities: Vec<Curated>,
    /// Their names.
    pub gazetteer: Gazetteer,
    /// Their adjectives.
    pub adjectives: Gazetteer,
    /// Every word that any file has.
    pub lexicon: Lexicon,
    /// Languages.
    pub languages: Vec<Language>,
    /// Languages that are told from those and not read.
    pub neighbours: Vec<Neighbour>,
    /// What each word says of the language of its text.
    pub votes: Votes,
    /// Enacting bodies.
    pub bodies: Vec<Body>,
    /// Rules by language code.
    pub rules: BTreeMap<String, RuleSet>,
    /// Examples of the rules.
    pub examples: Vec<Example>,
    /// The files themselves.
    files: DataFiles,
    /// Entries of thesauri given beside them, with their file.
    thesauri: BTreeMap<String, String>,
    /// The vocabulary and the questions.
    pub terms: Terms,
}

/// What a finished graph is asked with. It is read in a few milliseconds, where all that documents need takes ten times as long.
#[derive(Debug)]
pub struct Terms {
    /// The triples of `whereas.ttl`: the vocabulary with its labels.
    pub vocabulary: Vec<Triple>,
    /// Questions by name.
    pub queries: Vec<NamedQuery>,
    /// What holds of every good graph: questions whose rows are what is wrong; the help says what should be.
    pub checks: Vec<NamedQuery>,
    /// The words of JSON-LD for the vocabulary; none when there is no `context.jsonld`.
    pub context: Context,
    /// What pictures and pages say to people.
    pub interface: Interface,
}

impl Default for Terms {
    /// None at all; the words for people that are built in would take a while to read.
    fn default() -> Self {
        let (vocabulary, queries, checks, context) = Default::default();
        Self { vocabulary, queries, checks, context, interface: Interface::none() }
    }
}

impl Terms {
    /// Those built into the program.
    ///
    /// # Errors
    /// All mistakes in their files.
    pub fn built_in() -> Result<Self, Vec<Diagnostic>> {
        Self::all(&DataFiles::built_in())
    }

    /// Those of an ontology in a folder.
    ///
    /// # Errors
    /// All mistakes in their files, or what could not be read.
    pub fn read(folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        Self::all(&DataFiles::read(folder)?)
    }

    fn all(files: &DataFiles) -> Result<Self, Vec<Diagnostic>> {
        let mut errors = Vec::new();
        let terms = Self::load(files, &mut errors);
        if errors.is_empty() { Ok(terms) } else { Err(errors) }
    }

    fn load(files: &DataFiles, errors: &mut Vec<Diagnostic>) -> Self {
        let mut terms = Self::default();
        let missing =
            || Diagnostic::error("whereas.ttl", None, "expected the vocabulary of the ontology, found no such file");
        match files.get("whereas.ttl").ok_or_else(missing).and_then(statement::triples) {
            Ok(vocabulary) => terms.vocabulary = vocabulary,
            Err(error) => errors.push(error),
        }
        if let Some(file) = files.get("context.jsonld") {
            match Context::read(&file.text) {
                Ok(context) => terms.context = context,
                Err(mistake) => errors.push(Diagnostic::error(&file.name, None, mistake)),
            }
        }
        terms.queries = files.of("queries", ".rq").map(named_query).collect();
        terms.checks = files.of("checks", ".rq").map(named_query).collect();
        terms.interface = Interface::load(files, errors);
        terms
    }

    /// The local names of what the vocabulary describes in a namespace.
    pub fn names<'a>(&'a self, namespace: &'a str) -> impl Iterator<Item = &'a str> {
        self.vocabulary.iter().filter_map(move |triple| vocabulary::subject_iri(triple)?.strip_prefix(namespace))
    }
}

impl Ontology {
    /// The ontology built into the program.
    ///
    /// # Errors
    /// All mistakes in its files.
    pub fn built_in() -> Result<Self, Vec<Diagnostic>> {
        Self::load(&DataFiles::built_in())
    }

    /// The ontology in a folder.
    ///
    /// # Errors
    /// All mistakes in its files, or what could not be read.
    pub fn read(folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        Self::load(&DataFiles::read(folder)?)
    }

    /// The [`hash`](Self::hash) of the built-in ontology, without loading it.
    #[must_use]
    pub fn hash_of_built_in() -> String {
        DataFiles::built_in().hash()
    }

    /// The [`hash`](Self::hash) of the ontology in a folder, without loading it.
    ///
    /// # Errors
    /// What could not be read.
    pub fn hash_of(folder: &Path) -> Result<String, Vec<Diagnostic>> {
        Ok(DataFiles::read(folder)?.hash())
    }

    /// What a hash becomes with the text of a thesaurus beside the ontology.
    #[must_use]
    pub fn hash_with(hash: &str, thesaurus: &str) -> String {
        hex(&Sha256::new().chain_update(hash).chain_update(thesaurus).finalize())
    }

    fn load(files: &DataFiles) -> Result<Self, Vec<Diagnostic>> {
        // Reading files needs nothing else of the ontology. A second core does that meanwhile, what is needed first before the rest.
        std::thread::scope(|scope| {
            let beside = Beside {
                languages: scope.spawn(|| compile::read(files)),
                entities: scope.spawn(|| gazetteer::read(files)),
                others: scope.spawn(|| (body::read(files), rules::read(files))),
            };
            Self::load_beside(files, beside)
        })
    }

    fn load_beside<'a>(files: &'a DataFiles, beside: Beside<'_, 'a>) -> Result<Self, Vec<Diagnostic>> {
        let mut ontology = Self { hash: files.hash(), ..Self::default() };
        let mut errors = Vec::new();
        ontology.terms = Terms::load(files, &mut errors);
        if let Some(file) = files.get("whereas.ttl").filter(|_| !ontology.terms.vocabulary.is_empty()) {
            vocabulary::load(file, &mut ontology, &mut errors);
        }
        let mut grammars = BTreeMap::new();
        for (file, read) in joined(beside.languages) {
            if let Some(grammar) = compile::load((file, read), &mut ontology, &mut errors) {
                grammars.insert(file.stem().to_owned(), grammar);
            }
        }
        if let Some(file) = files.get("neighbours.toml") {
            neighbours::load(file, &mut ontology, &mut errors);
        }
        ontology.votes = Votes::of(&ontology);
        gazetteer::load(joined(beside.entities), &mut ontology, &mut errors);
        let (bodies, rules) = joined(beside.others);
        body::load(bodies, &mut ontology, &mut errors);
        // Without a language its patterns would be as many mistakes that are none.
        if grammars.len() == files.of("languages", ".toml").count() {
            rules::load(rules, &grammars, &mut ontology, &mut errors);
        }
        errors.sort();
        ontology.files = files.clone();
        if errors.is_empty() { Ok(ontology) } else { Err(errors) }
    }

    /// The type with this local name.
    #[must_use]
    pub fn type_named(&self, name: &str) -> Option<TypeId> {
        position(&self.types, |t| t.name == name).map(TypeId)
    }

    /// The meaning of acts with this local name.
    #[must_use]
    pub fn concept_named(&self, name: &str) -> Option<ConceptId> {
        position(&self.concepts, |c| c.name == name).map(ConceptId)
    }

    /// The relation with this local name.
    #[must_use]
    pub fn predicate_named(&self, name: &str) -> Option<PredicateId> {
        position(&self.predicates, |p| p.name == name).map(PredicateId)
    }

    /// The relation whose object is this in the heading, when its subject is the session.
    #[must_use]
    pub fn predicate_of_heading(&self, role: &str) -> Option<PredicateId> {
        position(&self.predicates, |p| p.heading_role.as_deref() == Some(role)).map(PredicateId)
    }

    /// The kind with this name.
    #[must_use]
    pub fn kind_named(&self, name: &str) -> Option<KindId> {
        position(&self.kinds, |kind| kind == name).map(KindId)
    }

    fn kind(&mut self, name: &str) -> KindId {
        self.kind_named(name).unwrap_or_else(|| {
            self.kinds.push(name.to_owned());
            KindId(u16::try_from(self.kinds.len() - 1).unwrap_or(u16::MAX))
        })
    }

    /// The relation that a class of acts is written as.
    #[must_use]
    pub fn predicate_of(&self, concept: ConceptId) -> Option<PredicateId> {
        self.predicate_named(&self.class_of(concept).name)
    }

    /// The class that an act belongs to.
    #[must_use]
    pub fn class_of(&self, concept: ConceptId) -> &Concept {
        let class = self.concepts[usize::from(concept.0)].class;
        &self.concepts[usize::from(class.0)]
    }

    /// The entry of the gazetteer.
    #[must_use]
    pub fn curated(&self, id: CuratedId) -> &Curated {
        &self.entities[id.0 as usize]
    }
}

/// What is read on other threads while the languages are made ready.
struct Beside<'s, 'a> {
    languages: ScopedJoinHandle<'s, compile::Files<'a>>,
    entities: ScopedJoinHandle<'s, gazetteer::Described<'a>>,
    others: ScopedJoinHandle<'s, (body::Files<'a>, rules::Files<'a>)>,
}

/// What a thread found; its panic is ours.
fn joined<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// A question whose first line, a comment, is its help.
fn named_query(file: &files::DataFile) -> NamedQuery {
    let help = file.text.lines().next().unwrap_or_default().trim_start_matches('#').trim().to_owned();
    NamedQuery { name: file.stem().to_owned(), help, text: file.text.to_string() }
}

fn position<T, N: TryFrom<usize>>(items: &[T], is: impl Fn(&T) -> bool) -> Option<N> {
    items.iter().position(is).and_then(|at| N::try_from(at).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_ontology_has_no_mistake() {
        if let Err(errors) = Ontology::built_in() {
            panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"));
        }
    }
}
