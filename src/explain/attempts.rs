//! Why a document does not state a relation: the nearest forms, each with the first condition that fails.

use super::reread::{Reread, reread};
use super::{RuleForm, Words};
use crate::extract::{ExtractError, unknown_language};
use crate::ontology::{Filter, Ontology, PredicateId};
use crate::parse::detect;
use crate::pattern::{Program, Shortfall, Slot, SlotKind};
use crate::relate::{ActOutcome, Claim, Ground, Modality, Outcome, Trial, Value, Void, act_trials, fact_trials};
use crate::text::{Source, Tokens};

/// How the forms of a relation fare in a document.
#[derive(Clone, Debug)]
pub struct Attempts {
    /// Code of the language that it was read in.
    pub language: String,
    /// Claims of the relation: when there are any, it is read.
    pub read: Vec<Read>,
    /// The forms that give nothing, the nearest first, each once.
    pub failed: Vec<Attempt>,
}

/// A claim that is read after all.
#[derive(Clone, Debug)]
pub struct Read {
    /// The form that reads it.
    pub form: RuleForm,
    /// What it is said of, and what is said of it: names, or what a literal says.
    pub subject: String,
    /// See `subject`.
    pub object: String,
    /// Asserted or prospective.
    pub modality: Modality,
    /// What decides it; none for the receiver of an act.
    pub ground: Option<Ground>,
    /// The words that say it.
    pub words: Words,
}

/// A form that gives nothing.
#[derive(Clone, Debug)]
pub struct Attempt {
    /// The form.
    pub form: RuleForm,
    /// Words and slots of it that stand there.
    pub passed: usize,
    /// The first condition that does not hold.
    pub failure: Failure,
}

/// A condition that does not hold.
#[derive(Clone, Debug)]
pub enum Failure {
    /// Other words are wanted, and slots, where these stand; at the end of the clause when there are none.
    Missing {
        /// The words and signs that would do, folded.
        words: Vec<String>,
        /// The slots that would do.
        slots: Vec<Wanted>,
        /// What stands there.
        found: Found,
    },
    /// Words stand there beside which the rule does not hold.
    Denied {
        /// The form that says so.
        by: RuleForm,
        /// The words.
        words: Words,
    },
    /// Another form of the relation reads these words as part of more.
    Covered {
        /// That form.
        by: RuleForm,
        /// The words.
        words: Words,
    },
    /// All of it stands there, and nothing follows from it.
    Void {
        /// Why.
        why: Void,
        /// The words.
        words: Words,
    },
    /// The verb is read as another act.
    OtherAct {
        /// The concept of that act; none when it is read as none.
        concept: Option<String>,
        /// The words of the verb.
        words: Option<Words>,
    },
    /// The act is read, and has no receiver.
    NoReceiver {
        /// The words of the verb.
        words: Words,
    },
    /// The act and its receiver are read, and the enacting body is not clear.
    NoBody {
        /// The words of the verb.
        words: Words,
    },
}

/// A slot that nothing fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Its name.
    pub slot: String,
    /// The types and kinds that would do; what kind of words, when it is no mention.
    pub of: Vec<String>,
    /// Whether it is for a mention.
    pub mention: bool,
}

/// What stands where something else is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The end of the clause.
    End,
    /// Words that name nothing.
    Words(Words),
    /// A mention of a type that will not do.
    Mention {
        /// Its words.
        words: Words,
        /// The name of its type.
        entity_type: String,
    },
    /// A reference that means nothing.
    Unresolved(Words),
}

/// How the forms of a relation fare in a document, in its language or in the one with this code.
///
/// A sentence alone will do: what is no clause is read all the same.
///
/// # Errors
/// [`ExtractError::UnknownLanguage`] when no language is given and the words do not tell which it is.
pub fn attempts(
    ontology: &Ontology,
    source: &Source,
    base: &str,
    language: Option<&str>,
    relation: PredicateId,
) -> Result<Attempts, ExtractError> {
    let tokens = Tokens::of(source, &ontology.lexicon);
    let given = language.and_then(|code| ontology.languages.iter().find(|language| language.code == code));
    let language = match given {
        Some(language) => language,
        None => detect(ontology, &tokens).map_err(|neighbour| unknown_language(ontology, neighbour))?,
    };
    Ok(reread(ontology, source, &tokens, language, base, |mut reread| {
        let mut found = Attempts { language: language.code.clone(), read: Vec::new(), failed: Vec::new() };
        reread.facts(relation, &mut found);
        reread.of_acts(relation, &mut found);
        found.settle();
        found
    }))
}

impl Attempts {
    /// The nearest first; of a form only its best attempt.
    fn settle(&mut self) {
        self.failed.sort_by_key(|attempt| std::cmp::Reverse((attempt.failure.nearness(), attempt.passed)));
        let mut read = Vec::new();
        self.read.retain(|one| {
            let key = (one.subject.clone(), one.object.clone(), one.words.clone());
            let fresh = !read.contains(&key);
            read.push(key);
            fresh
        });
        let mut seen = Vec::new();
        self.failed.retain(|attempt| {
            let fresh = !seen.contains(&attempt.form);
            seen.push(attempt.form.clone());
            fresh
        });
    }
}

impl Failure {
    /// How near it came: a form all of whose words stand there is nearer than any other.
    fn nearness(&self) -> u8 {
        match self {
            Self::Missing { .. } => 0,
            Self::OtherAct { .. } => 1,
            _ => 2,
        }
    }
}

impl Reread<'_> {
    fn facts(&mut self, relation: PredicateId, found: &mut Attempts) {
        let trials = fact_trials(&mut self.scene, self.parsed, &self.acts, self.body, relation);
        for trial in trials {
            let form = self.form_of(trial.rule);
            let total = trial.rule.program.slots.len();
            match self.failure(&trial) {
                Some((passed, failure)) => {
                    found.failed.push(Attempt { form, passed: passed.unwrap_or(total), failure });
                }
                None => {
                    let Outcome::Claims { claims, .. } = trial.outcome else { continue };
                    let read = claims.iter().map(|(claim, ground)| self.read(form.clone(), claim, Some(*ground)));
                    found.read.extend(read);
                }
            }
        }
    }

    /// What is wrong with a trial, and how much of the form stands there; none when it gives claims.
    fn failure(&self, trial: &Trial<'_>) -> Option<(Option<usize>, Failure)> {
        let words = |range: &std::ops::Range<usize>| self.words_at(range.start, range.end);
        Some(match &trial.outcome {
            Outcome::Claims { .. } => return None,
            Outcome::Short(short) => {
                (Some(short.passed), self.missing(short, &trial.rule.program, &trial.rule.filters))
            }
            Outcome::Denied { by, words: range } => {
                let origin = self.scene.reading.ontology.origin_of_form(trial.rule, &by.form);
                let by = RuleForm { rule: trial.rule.id.clone(), form: by.form.text.to_string(), origin };
                (None, Failure::Denied { by, words: words(range) })
            }
            Outcome::Covered { by, captures } => {
                (None, Failure::Covered { by: self.form_of(by), words: words(&captures.range) })
            }
            Outcome::Void { why, captures } => (None, Failure::Void { why: *why, words: words(&captures.range) }),
        })
    }

    fn missing(&self, short: &Shortfall, program: &Program, filters: &[Vec<Filter>]) -> Failure {
        let lexicon = &self.scene.reading.ontology.lexicon;
        let words = short.words.iter().map(|word| lexicon.word(*word).to_owned()).collect();
        let of = |index: usize| filters.get(index).map_or(&[][..], Vec::as_slice);
        let slots: Vec<Wanted> =
            short.slots.iter().map(|index| self.wanted(&program.slots[*index], of(*index))).collect();
        let found = self.found(short, slots.iter().any(|slot| slot.mention));
        Failure::Missing { words, slots, found }
    }

    fn wanted(&self, slot: &Slot, filters: &[Filter]) -> Wanted {
        let kind = match &slot.kind {
            SlotKind::Mention { .. } => {
                return Wanted { slot: slot.name.clone(), of: self.names_of(filters), mention: true };
            }
            SlotKind::Text => "text",
            SlotKind::Number => "number",
            SlotKind::Date | SlotKind::Dates => "date",
            SlotKind::Day => "day",
            SlotKind::Month => "month",
            SlotKind::Year => "year",
            SlotKind::Ordinal => "ordinal",
            SlotKind::Acronym => "acronym",
        };
        Wanted { slot: slot.name.clone(), of: vec![kind.to_owned()], mention: false }
    }

    /// What stands where a form could not go on.
    fn found(&self, short: &Shortfall, mention: bool) -> Found {
        let tokens = &self.scene.reading.tokens.list;
        let Some(token) = tokens.get(short.at) else { return Found::End };
        if short.at > 0 && tokens[short.at - 1].block != token.block && short.passed > 0 {
            return Found::End;
        }
        let end = tokens.len();
        let bare = self.scene.after_determiners(short.at, end);
        let starts = if mention { vec![bare, short.at] } else { Vec::new() };
        let named = starts.into_iter().find_map(|at| self.scene.mentions.starting_at(at).next());
        let Some(index) = named else {
            let last = if mention && bare < end { bare } else { short.at };
            return Found::Words(self.words_at(short.at, last + 1));
        };
        match self.scene.entity(index) {
            Some(entity) => {
                Found::Mention { words: self.words_of(index), entity_type: self.type_of(entity).to_owned() }
            }
            None => Found::Unresolved(self.words_of(index)),
        }
    }

    fn read(&self, form: RuleForm, claim: &Claim, ground: Option<Ground>) -> Read {
        let name = |id: crate::resolve::EntityId| {
            let entity = &self.scene.resolved.entities[id.0 as usize];
            entity.names.first().cloned().unwrap_or_else(|| self.iri(id))
        };
        let object = match &claim.object {
            Value::Entity(object) => name(*object),
            Value::Integer(number) => number.to_string(),
            Value::Date(text) | Value::Interval(text) | Value::Text(text) => text.clone(),
        };
        let words = Words::of(self.scene.reading.source, claim.span);
        Read { form, subject: name(claim.subject), object, modality: claim.modality, ground, words }
    }

    /// The same for a class of acts: its verb, then its receiver.
    fn of_acts(&self, relation: PredicateId, found: &mut Attempts) {
        let reading = self.scene.reading;
        let ontology = reading.ontology;
        let is_of = |concept| ontology.predicate_of(concept) == Some(relation);
        for trial in act_trials(&self.scene, self.parsed, &self.acts, &is_of) {
            let origin = ontology.origin_of_opening(trial.opening);
            let form = RuleForm { rule: trial.opening.rule.clone(), form: trial.opening.form.text.to_string(), origin };
            let verb = |act: usize| Words::of(reading.source, self.acts[act].span);
            let mut passed = 0;
            let failure = match &trial.outcome {
                ActOutcome::Read(act) => {
                    let claims: Vec<&Claim> = self.receivers.iter().filter(|claim| claim.act == Some(*act)).collect();
                    found.read.extend(claims.iter().map(|claim| self.read(form.clone(), claim, None)));
                    match (claims.is_empty(), self.acts[*act].receivers.is_empty()) {
                        (false, _) => continue,
                        (true, true) => Failure::NoReceiver { words: verb(*act) },
                        (true, false) => Failure::NoBody { words: verb(*act) },
                    }
                }
                ActOutcome::Short(short) => {
                    passed = short.passed;
                    self.missing(short, &trial.opening.program, &[])
                }
                ActOutcome::Other(act) => {
                    let concept = act.map(|act| ontology.concepts[usize::from(self.acts[act].concept.0)].name.clone());
                    Failure::OtherAct { concept, words: act.map(verb) }
                }
            };
            found.failed.push(Attempt { form, passed, failure });
        }
    }
}
