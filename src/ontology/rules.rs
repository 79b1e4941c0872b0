//! Rules made ready: one program a language and form, with what each slot may hold.

use super::files::{DataFile, DataFiles};
use super::grammar::{Compile, FileGrammar, mention_slots};
use super::origin::Form;
use super::rule_file::{ModalityEntry, PatternEntry, RuleFile};
use super::toml_file::{self, Placed};
use super::{KindId, Ontology, PredicateId, TypeId};
use crate::diag::Diagnostic;
use crate::pattern::Program;
use crate::relate::Modality;
use crate::text::WordMap;
use std::collections::BTreeMap;

/// What a slot may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filter {
    /// Entities of a type.
    Type(TypeId),
    /// Entities of a kind.
    Kind(KindId),
}

/// What the object of a relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectKind {
    /// An entity.
    Entity,
    /// A whole number.
    Number,
    /// A date or an interval.
    Date,
    /// A short name.
    Acronym,
    /// The enacting body, which no slot holds.
    Body,
}

/// One form of one pattern of one relation, in one language.
#[derive(Debug)]
pub struct Rule {
    /// Its name in claims: `executingAgencyOf/copula`.
    pub id: String,
    /// What it states.
    pub predicate: PredicateId,
    /// When the subject is the receiver of the act with an addressee that governs the words: what it may be. Else a slot holds it.
    pub receiver: Option<Vec<Filter>>,
    /// What its object is.
    pub object: ObjectKind,
    /// Its words.
    pub program: Program,
    /// Where they are written.
    pub form: Form,
    /// What each slot of the program may hold; empty: anything.
    pub filters: Vec<Vec<Filter>>,
    /// A match that one of them overlaps is none.
    pub not: Vec<Denial>,
    /// When the words themselves settle it.
    pub modality: Option<Modality>,
    /// Whether it is prospective when an act asks an addressee for it.
    pub governed: bool,
    /// Whether what is said of a draft is prospective.
    pub prospective_of_drafts: bool,
}

/// Words beside which a rule does not hold.
#[derive(Clone, Debug)]
pub struct Denial {
    /// The words.
    pub program: Program,
    /// Where they are written.
    pub form: Form,
    /// What each slot of them may hold; empty: anything.
    pub filters: Vec<Vec<Filter>>,
}

/// The rules of one language.
#[derive(Debug, Default)]
pub struct RuleSet {
    /// In the order of the files.
    pub rules: Vec<Rule>,
    /// Rules without a word of their own: worth trying at every mention.
    pub always: Vec<usize>,
    /// Which rules are worth trying where a word occurs.
    pub by_anchor: WordMap<Vec<usize>>,
}

/// An example of a rule file: run as a test.
#[derive(Clone, Debug)]
pub struct Example {
    /// The relation it is about.
    pub predicate: PredicateId,
    /// Language code.
    pub language: String,
    /// The sentence.
    pub text: String,
    /// `SUBJECT | OBJECT | modality`, all that must be found.
    pub expect: Vec<String>,
    /// File, as the user knows it.
    pub file: String,
    /// First byte of its text in it.
    pub(super) at: usize,
}

/// The files of `rules/`, or the mistake of form in each.
pub(super) type Files<'a> = Vec<(&'a DataFile, Result<RuleFile, Diagnostic>)>;

/// Reads all of `rules/`. It needs nothing else of the ontology, so that it can be done beside.
pub(super) fn read(files: &DataFiles) -> Files<'_> {
    files.of("rules", ".toml").map(|file| (file, toml_file::read(file))).collect()
}

/// Loads the rules.
pub(super) fn load(
    files: Files<'_>,
    grammars: &BTreeMap<String, FileGrammar>,
    ontology: &mut Ontology,
    errors: &mut Vec<Diagnostic>,
) {
    for (file, read) in files {
        match read {
            Ok(read) => Loader { file, grammars, ontology, errors }.rule_file(&read),
            Err(error) => errors.push(error),
        }
    }
}

struct Loader<'a> {
    file: &'a DataFile,
    grammars: &'a BTreeMap<String, FileGrammar>,
    ontology: &'a mut Ontology,
    errors: &'a mut Vec<Diagnostic>,
}

impl Loader<'_> {
    fn error(&mut self, at: usize, message: impl Into<String>) {
        self.errors.push(self.file.error(at, message));
    }

    fn rule_file(&mut self, read: &RuleFile) {
        let name = read.predicate.get_ref();
        let Some(predicate) = self.ontology.predicate_named(name) else {
            let message = format!("unknown relation \"{name}\" (expected a ws:FactProperty of whereas.ttl)");
            return self.error(read.predicate.span().start, message);
        };
        if self.file.stem() != name {
            self.error(read.predicate.span().start, format!("expected the file to be named {name}.toml"));
        }
        let object = match read.object.first().map(|o| o.get_ref().as_str()) {
            Some("number") => ObjectKind::Number,
            Some("date") => ObjectKind::Date,
            Some("acronym") => ObjectKind::Acronym,
            _ => ObjectKind::Entity,
        };
        let subjects = self.filters(&read.subject);
        let objects = if object == ObjectKind::Entity { self.filters(&read.object) } else { Vec::new() };
        for entry in &read.pattern {
            self.pattern(entry, predicate, object, &subjects, &objects, read.prospective_of_drafts);
        }
        self.examples(read, predicate);
    }

    fn filters(&mut self, names: &[Placed]) -> Vec<Filter> {
        let mut filters = Vec::new();
        for name in names {
            match self.filter(name.get_ref()) {
                Some(filter) => filters.push(filter),
                None => {
                    let message = format!("unknown type or kind \"{}\"", name.get_ref());
                    self.error(name.span().start, message);
                }
            }
        }
        filters
    }

    fn filter(&self, name: &str) -> Option<Filter> {
        let as_type = self.ontology.type_named(name).map(Filter::Type);
        as_type.or_else(|| self.ontology.kind_named(name).map(Filter::Kind))
    }

    fn pattern(
        &mut self,
        entry: &PatternEntry,
        predicate: PredicateId,
        object: ObjectKind,
        subjects: &[Filter],
        objects: &[Filter],
        drafts: bool,
    ) {
        let modality = entry.modality.map(|modality| match modality {
            ModalityEntry::Asserted => Modality::Asserted,
            ModalityEntry::Prospective => Modality::Prospective,
        });
        let id = format!("{}/{}", self.file.stem(), entry.id);
        let object = if entry.object.is_some() { ObjectKind::Body } else { object };
        let receiver = entry.subject.map(|_| subjects.to_vec());
        for (code, forms) in &entry.forms {
            let Some(grammar) = self.grammars.get(code) else {
                let at = forms.first().map_or(0, |form| form.span().start);
                self.error(at, format!("unknown language \"{code}\" (expected one of languages/)"));
                continue;
            };
            let mut compile = Compile { file: self.file, grammar, errors: self.errors };
            let lexicon = &mut self.ontology.lexicon;
            let denied = entry.not.get(code).map_or(&[][..], Vec::as_slice);
            let compiled: Vec<_> =
                forms.iter().filter_map(|form| Some((form, compile.pattern(form, lexicon)?))).collect();
            let denied: Vec<_> =
                denied.iter().filter_map(|form| Some((form, compile.pattern(form, lexicon)?))).collect();
            let not: Vec<Denial> = denied
                .into_iter()
                .map(|(form, program)| Denial {
                    filters: self.slot_filters(form, &program, &[], &[]),
                    program,
                    form: Form::new(form),
                })
                .collect();
            for (form, program) in compiled {
                let not = not.clone();
                let filters = self.slot_filters(form, &program, subjects, objects);
                let governed = entry.governed;
                let rule = Rule {
                    id: id.clone(),
                    predicate,
                    receiver: receiver.clone(),
                    object,
                    program,
                    form: Form::new(form),
                    filters,
                    not,
                    modality,
                    governed,
                    prospective_of_drafts: drafts,
                };
                self.add(code, form, rule);
            }
        }
    }

    fn slot_filters(
        &mut self,
        form: &Placed,
        program: &Program,
        subjects: &[Filter],
        objects: &[Filter],
    ) -> Vec<Vec<Filter>> {
        let mut all = vec![Vec::new(); program.slots.len()];
        for (index, slot, of) in mention_slots(program) {
            let names: Vec<&str> = of.iter().map(String::as_str).collect();
            all[index] = match (names.as_slice(), slot.name.as_str()) {
                ([], "s") => subjects.to_vec(),
                ([], "o") => objects.to_vec(),
                _ => names
                    .iter()
                    .filter_map(|name| {
                        let found = self.filter(name);
                        if found.is_none() {
                            self.error(
                                form.span().start,
                                format!("unknown type or kind \"{name}\" in slot {{{}}}", slot.name),
                            );
                        }
                        found
                    })
                    .collect(),
            };
        }
        all
    }

    fn add(&mut self, code: &str, form: &Placed, rule: Rule) {
        let anchored = !rule.program.anchor.is_empty();
        if !anchored && rule.program.first_slot().is_none() {
            self.error(form.span().start, "expected a pattern with a word of its own, or one that begins with a slot");
        }
        let (subject, object) = (rule.receiver.is_none(), rule.object != ObjectKind::Body);
        for (needed, _) in [("s", subject), ("o", object)].iter().filter(|(_, needed)| *needed) {
            if !rule.program.slots.iter().any(|slot| slot.name == *needed) {
                self.error(form.span().start, format!("a pattern needs a slot {{{needed}}}"));
            }
        }
        let set = self.ontology.rules.entry(code.to_owned()).or_default();
        let index = set.rules.len();
        if !anchored {
            set.always.push(index);
        }
        for word in &rule.program.anchor {
            set.by_anchor.or_default(*word).push(index);
        }
        set.rules.push(rule);
    }

    fn examples(&mut self, read: &RuleFile, predicate: PredicateId) {
        let positive = read.example.iter().filter(|example| !example.expect.is_empty()).count();
        if positive < 2 || positive == read.example.len() {
            self.error(0, "expected at least two examples that match and one that must not");
        }
        for example in &read.example {
            self.ontology.examples.push(Example {
                predicate,
                language: example.lang.clone(),
                text: example.text.get_ref().clone(),
                expect: example.expect.clone(),
                file: self.file.name.clone(),
                at: example.text.span().start,
            });
        }
    }
}
