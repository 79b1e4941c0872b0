//! Names of curated entities, found by walking their words: a trie over word numbers.
//!
//! Why words and not letters: a match is whole words by construction, hyphens, accents and line breaks are already seen
//! through, and building it takes hundredths of a second where automata over letters take half a second for 100,000 names.

use super::files::{DataFile, DataFiles};
use super::statement::{self, Object, Statement};
use super::vocabulary::local_name;
use super::{Curated, CuratedId, Label, Language, Ontology};
use crate::diag::Diagnostic;
use crate::rdf::vocab::WS;
use crate::text::{Case, Lexicon, Token, Tokens, WordId};
use std::collections::BTreeMap;

/// One name of one entity, at the end of its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose name it is.
    pub curated: CuratedId,
    /// How its first word must be written at least.
    pub case: Case,
    /// Whether it means the entity only within its organisation.
    pub short: bool,
}

/// A name found: the token after it, and what it may mean.
#[derive(Clone, Debug)]
pub struct Found {
    /// Token after the name.
    pub end: usize,
    /// Entities of which it is a full name.
    pub full: Vec<CuratedId>,
    /// Entities of which it is a short name.
    pub short: Vec<CuratedId>,
}

/// All names.
///
/// Most words begin no name, so the first step is a table; the others are one map. Nodes are numbers, the root is 0.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// By word: the node after it from the root, or 0.
    first: Vec<u32>,
    /// By node and word: the node after it.
    steps: hashbrown::HashMap<u64, u32>,
    /// By node: one more than the index of its latest entry, or 0.
    ends: Vec<u32>,
    /// Each with the one before it at the same node, as in `ends`.
    entries: Vec<(Entry, u32)>,
}

impl Gazetteer {
    /// Adds a name: whether it is the full name of another entry too.
    fn insert(&mut self, words: &[WordId], entry: Entry) -> bool {
        let mut node = 0;
        for word in words {
            node = self.step_or_add(node, *word);
        }
        if self.entries_at(node).all(|other| *other != entry) {
            self.entries.push((entry, self.ends[node as usize]));
            self.ends[node as usize] = narrow(self.entries.len());
        }
        !entry.short && self.entries_at(node).any(|other| !other.short && other.curated != entry.curated)
    }

    fn step_or_add(&mut self, node: u32, word: WordId) -> u32 {
        if self.first.len() <= word.index() {
            self.first.resize(word.index() + 1, 0);
        }
        let next = match node {
            0 => &mut self.first[word.index()],
            _ => self.steps.entry(key(node, word)).or_insert(0),
        };
        if *next == 0 {
            self.ends.resize(self.ends.len().max(1) + 1, 0);
            *next = narrow(self.ends.len() - 1);
        }
        *next
    }

    /// The node after a word; none when no name goes on with it.
    fn step(&self, node: u32, word: WordId) -> Option<u32> {
        match node {
            0 => self.first.get(word.index()).copied().filter(|next| *next > 0),
            _ => self.steps.get(&key(node, word)).copied(),
        }
    }

    fn entries_at(&self, node: u32) -> impl Iterator<Item = &Entry> {
        let at = |index: u32| index.checked_sub(1).and_then(|index| self.entries.get(index as usize));
        let latest = at(self.ends.get(node as usize).copied().unwrap_or(0));
        std::iter::successors(latest, move |(_, before)| at(*before)).map(|(entry, _)| entry)
    }

    /// The names that begin at a token: each with the token after it, shortest first.
    pub fn names_at<'a>(&'a self, tokens: &'a [Token], at: usize) -> impl Iterator<Item = Found> + 'a {
        let mut node = 0;
        let (first, block) = (tokens[at].case, tokens[at].block);
        let ends = tokens[at..].iter().map_while(move |token| {
            node = self.step(node, token.word).filter(|_| token.block == block)?;
            Some(node)
        });
        ends.zip(at + 1..).filter_map(move |(node, end)| self.fitting(node, first, end))
    }

    fn fitting(&self, node: u32, case: Case, end: usize) -> Option<Found> {
        let fits = |entry: &&Entry| match entry.case {
            Case::Lower => true,
            Case::Capital => case != Case::Lower,
            Case::Upper => case == Case::Upper,
        };
        let ids = |short: bool| {
            let of = self.entries_at(node).filter(fits).filter(|entry| entry.short == short);
            let mut ids: Vec<CuratedId> = of.map(|entry| entry.curated).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let found = Found { end, full: ids(false), short: ids(true) };
        (!found.full.is_empty() || !found.short.is_empty()).then_some(found)
    }
}

fn key(node: u32, word: WordId) -> u64 {
    u64::from(node) << 32 | word.index() as u64
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What `entities/` says, by IRI, and its mistakes of form.
#[derive(Default)]
pub(super) struct Described<'a> {
    /// In the order of the files; each with its IRI.
    drafts: Vec<(String, &'a DataFile, Draft)>,
    /// By IRI, the place in that list.
    places: hashbrown::HashMap<String, usize>,
    errors: Vec<Diagnostic>,
}

/// Reads all of `entities/`. It needs nothing else of the ontology, so that it can be done beside.
pub(super) fn read(files: &DataFiles) -> Described<'_> {
    let mut described = Described::default();
    for file in files.of("entities", ".ttl") {
        if let Err(error) = statement::each(file, |statement| described.note(&statement, file)) {
            described.errors.push(error);
        }
    }
    described.drafts.sort_unstable_by(|(a, ..), (b, ..)| a.cmp(b));
    described
}

/// Makes entries of what was read: descriptions first, then the trie over their names.
pub(super) fn load(read: Described<'_>, ontology: &mut Ontology, errors: &mut Vec<Diagnostic>) {
    errors.extend(read.errors);
    let ids: BTreeMap<String, CuratedId> =
        (0..).map(CuratedId).zip(&read.drafts).map(|(id, (iri, ..))| (iri.clone(), id)).collect();
    for (iri, file, draft) in read.drafts {
        finish(iri, file, draft, &ids, ontology, errors);
    }
    let all: Vec<(usize, usize)> = (0..ontology.entities.len()).map(|at| (at, 0)).collect();
    index(ontology, &all);
}

impl<'a> Described<'a> {
    fn note(&mut self, statement: &Statement<'_>, file: &'a DataFile) {
        let iri = statement.subject;
        // What is said of one thing mostly stands together.
        let last = self.drafts.len().wrapping_sub(1);
        let same = self.drafts.get(last).is_some_and(|(last, ..)| last == iri);
        let at = if same { last } else { self.place_of(iri, file) };
        let (_, file, draft) = &mut self.drafts[at];
        if !draft.take(statement) {
            let message = format!(
                "unexpected {} on {} (expected a SKOS label, skos:exactMatch, ws:shortName, ws:adjective, ws:kind or ws:within)",
                statement.predicate,
                local_name(iri)
            );
            self.errors.push(file.error(place(file, iri), message));
        }
    }

    /// The place of what is said of a thing, made if it is new.
    fn place_of(&mut self, iri: &str, file: &'a DataFile) -> usize {
        *self.places.entry_ref(iri).or_insert_with(|| {
            self.drafts.push((iri.to_owned(), file, Draft::default()));
            self.drafts.len() - 1
        })
    }
}

/// An entity while its triples come in.
#[derive(Debug, Default)]
pub(super) struct Draft {
    /// IRIs of its classes.
    pub(super) types: Vec<String>,
    pub(super) kind: Option<String>,
    pub(super) labels: Vec<Label>,
    pub(super) adjectives: Vec<String>,
    pub(super) matches: Vec<String>,
    pub(super) within: Vec<String>,
}

impl Draft {
    /// Takes what is stated of the entity: whether its property is one that entries have.
    pub(super) fn take(&mut self, statement: &Statement<'_>) -> bool {
        let predicate = statement.predicate;
        let label = |preferred, short| match statement.object {
            Object::Text { value, language } => {
                Some(Label { language: language.to_owned(), text: value.to_owned(), preferred, short })
            }
            _ => None,
        };
        let iri = || statement.object_iri().map(str::to_owned);
        let own = |name: &str| predicate.strip_prefix(WS) == Some(name);
        match local_name(predicate) {
            "type" => self.types.extend(iri()),
            "prefLabel" => self.labels.extend(label(true, false)),
            "altLabel" | "hiddenLabel" => self.labels.extend(label(false, false)),
            "shortName" if own("shortName") => self.labels.extend(label(false, true)),
            "adjective" if own("adjective") => self.adjectives.extend(label(false, false).map(|label| label.text)),
            "exactMatch" => self.matches.extend(iri()),
            "within" if own("within") => self.within.extend(iri()),
            "kind" if own("kind") => self.kind = label(false, false).map(|label| label.text).or(self.kind.take()),
            _ => return false,
        }
        true
    }
}

/// Where an entity is described. Turtle parsers give no place of a triple, so it is looked for.
fn place(file: &DataFile, iri: &str) -> usize {
    file.text.find(&format!("\nent:{} ", local_name(iri))).map_or(0, |at| at + 1)
}

fn finish(
    iri: String,
    file: &DataFile,
    draft: Draft,
    ids: &BTreeMap<String, CuratedId>,
    ontology: &mut Ontology,
    errors: &mut Vec<Diagnostic>,
) {
    let name = local_name(&iri).to_owned();
    let mut error = |message: String| errors.push(file.error(place(file, &iri), message));
    let own = draft.types.iter().filter_map(|iri| iri.strip_prefix(WS));
    let known: Vec<_> = own.filter_map(|name| ontology.type_named(name)).collect();
    if known.len() != 1 {
        error(format!("{name} needs exactly one type of whereas.ttl, found {}", known.len()));
    }
    if !draft.labels.iter().any(|label| label.preferred) {
        error(format!("{name} has no skos:prefLabel"));
    }
    let mut within = Vec::new();
    for other in &draft.within {
        match ids.get(other) {
            Some(id) => within.push(*id),
            None => error(format!("{name} is within {}, which no file describes", local_name(other))),
        }
    }
    let kind = draft.kind.as_deref().map(|kind| ontology.kind(kind));
    ontology.entities.push(Curated {
        iri,
        entity_type: known.first().copied().unwrap_or(super::TypeId(0)),
        labels: draft.labels,
        adjectives: draft.adjectives,
        matches: draft.matches,
        kind,
        heads: Vec::new(),
        within,
    });
}

/// Puts names into the trie: of each entry (by index) the labels from one on. Returns the names that mean something else too.
pub(super) fn index(ontology: &mut Ontology, added: &[(usize, usize)]) -> Vec<String> {
    let Ontology { entities, lexicon, languages, gazetteer, adjectives, .. } = ontology;
    let mut shared = Vec::new();
    for (at, from) in added {
        let entity = &mut entities[*at];
        let curated = CuratedId(u32::try_from(*at).unwrap_or(u32::MAX));
        for label in &entity.labels[*from..] {
            let Some((words, case)) = words_of(&label.text, lexicon) else { continue };
            if gazetteer.insert(&words, Entry { curated, case, short: label.short }) {
                shared.push(label.text.clone());
            }
            let of = |language: &&Language| label.language.is_empty() || language.code == label.language;
            entity.heads.extend(languages.iter().filter(of).filter_map(|language| head_of(language, &words)));
        }
        for name in &entity.adjectives {
            let Some((words, case)) = words_of(name, lexicon) else { continue };
            adjectives.insert(&words, Entry { curated, case, short: false });
        }
        entity.heads.sort_unstable();
        entity.heads.dedup();
    }
    shared
}

/// The noun of a name by which a text points back to it: the first where modifiers follow their noun, else the last before what
/// is joined to it: the Office of "Office of the Director of the Agency".
fn head_of(language: &Language, words: &[WordId]) -> Option<WordId> {
    let is_head = |word: &&WordId| language.heads.contains_key(word);
    let first = words.iter().find(is_head).copied();
    if !language.modifiers_before {
        return first;
    }
    let joined = words.iter().position(|word| language.linkers.contains(*word)).unwrap_or(words.len());
    words[..joined].iter().rev().find(is_head).copied().or(first)
}

/// The words of a name as a document would have them, made known if they are new, and how the first must be written at least.
fn words_of(name: &str, lexicon: &mut Lexicon) -> Option<(Vec<WordId>, Case)> {
    let tokens = Tokens::of_name(name, lexicon);
    let first = tokens.list.first()?;
    let acronym = tokens.list.len() == 1 && first.case == Case::Upper;
    let case = if first.case == Case::Upper && !acronym { Case::Capital } else { first.case };
    Some((tokens.list.iter().map(|token| token.word).collect(), case))
}
