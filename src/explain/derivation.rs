//! How a claim came about: the form that read it, what filled its slots, why those words mean what they were taken for.

use super::choice::{Choice, Reason};
use super::reread::{Reread, reread};
use super::{RuleForm, Words};
use crate::extract::{ExtractError, extract};
use crate::ontology::{ObjectKind, Ontology, Rule};
use crate::pattern::{Captures, Filled, Filler};
use crate::rdf::Iris;
use crate::relate::{Claim, Extraction, Ground, Outcome, Value, fact_trials};
use crate::resolve::EntityId;
use crate::text::{Source, Tokens};

/// How a claim came about.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// The form that read it.
    pub form: RuleForm,
    /// What filled its slots, in the order of the text.
    pub fillings: Vec<Filling>,
    /// What decided that it is asserted or prospective; none for the receiver of an act.
    pub ground: Option<Ground>,
    /// The draft, when it is that.
    pub draft: Option<Words>,
}

/// What filled a slot.
#[derive(Clone, Debug)]
pub struct Filling {
    /// The slot as the form names it; `verb`, `receiver` and `body` of an act.
    pub slot: String,
    /// The words.
    pub words: Words,
    /// The things that they were taken for.
    pub things: Vec<Choice>,
}

/// How each of some claims of a document came about, by their IRIs; none for one that the document does not give.
///
/// # Errors
/// [`ExtractError`] when the text is no resolution in a known language.
pub fn derivations(
    ontology: &Ontology,
    source: &Source,
    base: &str,
    claims: &[&str],
) -> Result<Vec<Option<Derivation>>, ExtractError> {
    let extraction = extract(ontology, source.clone(), base)?;
    let iris = Iris::new(ontology, &extraction);
    let by_iri = |iri: &str| iris.distinct_claims().iter().copied().find(|index| iris.claim(*index) == iri);
    let wanted: Vec<Option<&Claim>> =
        claims.iter().map(|iri| by_iri(iri).map(|index| &extraction.claims[index])).collect();
    let tokens = Tokens::of(source, &ontology.lexicon);
    let language = ontology.languages.iter().find(|language| language.code == extraction.language);
    let Some(language) = language else { return Ok(vec![None; claims.len()]) };
    Ok(reread(ontology, source, &tokens, language, base, |mut reread| {
        wanted.into_iter().map(|claim| reread.derivation(&extraction, claim?)).collect()
    }))
}

impl Reread<'_> {
    fn derivation(&mut self, extraction: &Extraction, claim: &Claim) -> Option<Derivation> {
        if claim.receiver { self.of_receiver(extraction, claim) } else { self.of_fact(extraction, claim) }
    }

    /// Whether a claim read again is one of the extraction.
    fn is_same(&self, extraction: &Extraction, claim: &Claim, again: &Claim) -> bool {
        let iri = |id: EntityId| &extraction.entity(id).iri;
        let same_object = match (&claim.object, &again.object) {
            (Value::Entity(a), Value::Entity(b)) => *iri(*a) == self.iri(*b),
            (a, b) => a == b,
        };
        claim.span == again.span
            && claim.predicate == again.predicate
            && claim.rule == again.rule
            && claim.modality == again.modality
            && *iri(claim.subject) == self.iri(again.subject)
            && same_object
    }

    fn of_fact(&mut self, extraction: &Extraction, claim: &Claim) -> Option<Derivation> {
        let trials = fact_trials(&mut self.scene, self.parsed, &self.acts, self.body, claim.predicate);
        trials.into_iter().find_map(|trial| {
            let Outcome::Claims { claims, captures } = &trial.outcome else { return None };
            let (again, ground) = claims.iter().find(|(again, _)| self.is_same(extraction, claim, again))?;
            let draft = match ground {
                Ground::Draft(mention) => Some(self.words_of(*mention)),
                _ => None,
            };
            Some(Derivation {
                form: self.form_of(trial.rule),
                fillings: self.fillings(trial.rule, captures, again),
                ground: Some(*ground),
                draft,
            })
        })
    }

    pub(super) fn form_of(&self, rule: &Rule) -> RuleForm {
        let origin = self.scene.reading.ontology.origin_of_form(rule, &rule.form);
        RuleForm { rule: rule.id.clone(), form: rule.form.text.to_string(), origin }
    }

    fn fillings(&self, rule: &Rule, captures: &Captures, claim: &Claim) -> Vec<Filling> {
        let slots = rule.program.slots.iter().zip(&captures.slots);
        let filled = slots.filter_map(|(slot, filled)| Some((slot.name.as_str(), filled.as_ref()?)));
        let mut all: Vec<Filling> = filled.map(|(name, filled)| self.filling(name, filled, claim)).collect();
        all.sort_by_key(|filling| filling.words.start);
        let act = claim.act.filter(|_| rule.receiver.is_some());
        all.extend(act.and_then(|act| self.addressee(act, claim.subject)));
        if let (ObjectKind::Body, Value::Entity(object)) = (rule.object, &claim.object) {
            let own = Some(*object) == self.body;
            all.extend(if own { self.enacting() } else { claim.act.and_then(|act| self.addressee(act, *object)) });
        }
        all
    }

    fn filling(&self, slot: &str, (range, filler): &Filled, claim: &Claim) -> Filling {
        let things = match filler {
            Filler::New => {
                let object = match claim.object {
                    Value::Entity(object) => Some(object),
                    _ => None,
                };
                let thing = if slot == "s" { Some(claim.subject) } else { object };
                let words = || self.words_at(range.start, range.end);
                thing.map(|thing| self.chosen(thing, words(), Reason::NewName)).into_iter().collect()
            }
            filler => filler.mentions().iter().filter_map(|mention| self.choice(*mention)).collect(),
        };
        Filling { slot: slot.to_owned(), words: self.words_at(range.start, range.end), things }
    }

    /// Whom an act addresses.
    fn addressee(&self, act: usize, entity: EntityId) -> Option<Filling> {
        let clause = &self.parsed.clauses[self.acts[act].clause];
        let mention = self.named_within(entity, clause.tokens.start, clause.tokens.end)?;
        Some(self.of_mention("receiver", mention))
    }

    /// The enacting body where the formula names it.
    fn enacting(&self) -> Option<Filling> {
        let formula = self.parsed.formula.as_ref()?;
        let mention = self.named_within(self.body?, formula.tokens.start, formula.tokens.end)?;
        Some(self.of_mention("body", mention))
    }

    fn of_mention(&self, slot: &str, mention: usize) -> Filling {
        let things = self.choice(mention).into_iter().collect();
        Filling { slot: slot.to_owned(), words: self.words_of(mention), things }
    }

    /// The first mention of a thing between two tokens.
    fn named_within(&self, entity: EntityId, from: usize, to: usize) -> Option<usize> {
        let inside = |index: &usize| {
            let tokens = &self.scene.mentions.list[*index].tokens;
            from <= tokens.start && tokens.end <= to && self.scene.entity(*index) == Some(entity)
        };
        (0..self.scene.mentions.list.len()).find(inside)
    }

    fn of_receiver(&self, extraction: &Extraction, claim: &Claim) -> Option<Derivation> {
        let again = self.receivers.iter().find(|again| self.is_same(extraction, claim, again))?;
        let (Value::Entity(receiver), Some(index)) = (&again.object, again.act) else { return None };
        let (act, reading) = (&self.acts[index], self.scene.reading);
        let clause = &self.parsed.clauses[act.clause];
        let first = self.acts.iter().position(|other| other.clause == act.clause)?;
        let verb = &clause.verbs[index - first];
        let opening = &reading.language.openings[verb.opening];
        let ends = |mention: &usize| {
            let mention = &self.scene.mentions.list[*mention];
            reading.tokens[mention.outer_end - 1].span.end == claim.span.end
                || reading.tokens[mention.tokens.end - 1].span.end == claim.span.end
        };
        let mentions = 0..self.scene.mentions.list.len();
        let mut named = mentions.filter(|mention| self.scene.entity(*mention) == Some(*receiver));
        let named = named.clone().find(ends).or_else(|| named.next());
        let words = Words::of(reading.source, act.span);
        let mut fillings = vec![Filling { slot: "verb".to_owned(), words, things: Vec::new() }];
        fillings.extend(named.map(|mention| self.of_mention("receiver", mention)));
        fillings.extend(self.enacting());
        let origin = reading.ontology.origin_of_opening(opening);
        let form = RuleForm { rule: opening.rule.clone(), form: opening.form.text.to_string(), origin };
        Some(Derivation { form, fillings, ground: None, draft: None })
    }
}
