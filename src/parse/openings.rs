//! The verbs with which clauses open, and the second ones within a clause.

use super::literals::Literals;
use super::{Reading, Verb};
use crate::ontology::{ConceptId, Mood, Receiver};
use crate::pattern::{Patterns, Program, match_at};
use crate::text::WordMap;
use std::ops::Range;

/// Determiners before a name at most.
const DETERMINERS: usize = 3;

impl Reading<'_> {
    /// The token after what makes the name before it a possessor: `INTERPOL<'s> initiative`.
    pub(crate) fn possessive_at(&self, at: usize) -> Option<usize> {
        self.longest(&self.language.possessives, at, self.tokens.list.len())
    }

    /// The token after a match of a pattern that has no slots but for numbers.
    pub(crate) fn matches(&self, program: &Program, at: usize, end: usize) -> Option<usize> {
        match_at(program, self.tokens, at, end, &Literals(self)).map(|found| found.range.end).filter(|stop| *stop > at)
    }

    /// The longest match of several patterns.
    pub(crate) fn longest(&self, patterns: &Patterns, at: usize, end: usize) -> Option<usize> {
        patterns.longest(self.tokens, at, end, &Literals(self)).filter(|stop| *stop > at)
    }

    /// The first token after qualifiers.
    pub(crate) fn skip_qualifiers(&self, mut at: usize, end: usize) -> usize {
        while let Some(stop) = self.longest(&self.language.qualifiers, at, end) {
            at = stop;
        }
        at
    }

    /// The first token after determiners.
    pub(crate) fn skip_determiners(&self, at: usize, end: usize) -> usize {
        let determiner = |at: &usize| *at < end && self.language.determiners.contains(self.tokens[*at].word);
        at + (at..at + DETERMINERS).take_while(determiner).count()
    }

    /// The token after a comma, "and" or both, after an aside ("particularly") and a repeated preposition: `au Conseil et <à la> Commission`.
    /// `leads` are the prepositions that a comma alone may repeat: `a la Unión, <al> Programa y a la Liga`.
    pub(crate) fn after_joint(&self, at: usize, end: usize, leads: Option<&Patterns>) -> Option<usize> {
        let (tokens, language) = (self.tokens, self.language);
        let comma = usize::from(at < end && tokens[at].is(','));
        let next = at + comma;
        let and = next < end && language.coordinators.contains(tokens[next].word);
        let joint = self.longest(&language.joints, next, end);
        let joined = if and { next + 1 } else { joint.unwrap_or(next) };
        let aside = self.skip_qualifiers(joined, end);
        let lead = aside < end
            && joined > at
            && language.receiver_leads.contains(tokens[aside].word)
            && (joined > next || aside > joined);
        let repeated = leads.and_then(|leads| self.longest(leads, aside, end)).filter(|_| joined > at);
        // "and in particular, 1447 (2002)"
        let closed = usize::from(aside > joined && aside < end && tokens[aside].is(','));
        (joined > at).then_some(repeated.unwrap_or(aside + usize::from(lead) + closed))
    }

    /// Whether a word ends as an infinitive does.
    pub(crate) fn is_infinitive(&self, at: usize) -> bool {
        let word = crate::text::fold::fold(self.source.quote(self.tokens[at].span));
        let small = !self.tokens[at].is_name_like();
        let ends = |ending: &String| word.len() > ending.len() && word.ends_with(ending.as_str());
        small && self.language.infinitive_endings.iter().any(ends)
    }

    /// The verb that opens at a token, qualifiers before it counted; the longest form wins.
    pub(super) fn verb_at(&self, at: usize, end: usize) -> Option<Verb> {
        let start = self.skip_qualifiers(at, end);
        self.verb_among(&self.language.openings_by_word, at, start, end)
    }

    /// The verb in the infinitive that opens an item under a heading: "1. Encargar …", "(a) To request …".
    pub(super) fn item_verb_at(&self, at: usize, end: usize) -> Option<Verb> {
        let lead = at < end && self.language.content_leads.contains(self.tokens[at].word);
        let to = at < end && self.language.receiver_leads.contains(self.tokens[at].word);
        let start = at + usize::from(lead || to);
        self.verb_among(&self.language.infinitives_by_word, start, start, end)
    }

    fn verb_among(&self, by_word: &WordMap<Vec<usize>>, at: usize, start: usize, end: usize) -> Option<Verb> {
        let word = self.tokens.list.get(start).filter(|_| start < end)?.word;
        let candidates = by_word.get(&word)?;
        let found = candidates.iter().filter_map(|index| {
            let stop = self.matches(&self.language.openings[*index].program, start, end)?;
            Some((stop, std::cmp::Reverse(*index)))
        });
        let (stop, std::cmp::Reverse(opening)) = found.max()?;
        let after = self.skip_qualifiers(stop, end);
        let concept = self.turned(self.language.openings[opening].concept, at..after, after);
        Some(Verb { tokens: at..self.without_leads(start, stop), after, concept, opening, back: false })
    }

    /// The verb's last token, prepositions after it left out: `takes note <of>`.
    fn without_leads(&self, start: usize, stop: usize) -> usize {
        let lead = |at: usize| self.language.receiver_leads.contains(self.tokens[at].word);
        let mut last = stop;
        while last > start + 1 && lead(last - 1) {
            last -= 1;
        }
        last
    }

    /// What an act becomes by the modifiers among its words: `notes <with concern>`.
    /// Or by the noun of its object: `vu <le rapport>`.
    fn turned(&self, concept: ConceptId, words: Range<usize>, object: usize) -> ConceptId {
        let class = self.ontology.concepts[usize::from(concept.0)].class;
        let turn = self.language.modifiers.iter().find_map(|modifier| {
            let (_, to) = modifier.turns.iter().find(|(from, _)| *from == concept || *from == class)?;
            if modifier.object {
                let determiner = |at: &usize| self.language.determiners.contains(self.tokens[*at].word);
                let noun = object + (object..self.tokens.list.len()).take_while(determiner).count();
                return self.longest(&modifier.patterns, noun, self.tokens.list.len()).map(|_| *to);
            }
            let said = words.clone().any(|at| self.longest(&modifier.patterns, at, words.end).is_some());
            said.then_some(*to)
        });
        turn.unwrap_or(concept)
    }

    /// A verb that takes up the addressee of the one before by a pronoun: "et <le charge> de …". A noun that looks like it has no
    /// infinitive after it.
    fn verb_after_pronoun(&self, at: usize, end: usize) -> Option<Verb> {
        let language = self.language;
        language.clitics.contains(self.tokens.list.get(at)?.word).then_some(())?;
        let verb = self.verb_at(at + 1, end)?;
        let opening = &language.openings[verb.opening];
        let addressed = opening.receiver == Receiver::Addressee && opening.before.is_empty();
        let infinitive = (verb.after..end.min(verb.after + 3)).any(|at| {
            let word = crate::text::fold::fold(self.source.quote(self.tokens[at].span));
            language.infinitive_endings.iter().any(|ending| word.ends_with(ending.as_str()))
        });
        (addressed && infinitive).then_some(Verb { tokens: at..verb.tokens.end, back: true, ..verb })
    }

    /// Whether the form of a verb is one of recitals.
    pub(super) fn is_recital(&self, verb: &Verb) -> bool {
        self.language.openings[verb.opening].mood == Mood::Recital
    }

    /// Whether a line after the last clause begins at a token: "Adopted unanimously …".
    pub(super) fn closes(&self, at: usize, end: usize) -> bool {
        self.tokens[at].is_name_like() && self.longest(&self.language.closing, at, end).is_some()
    }

    /// Whether a paragraph is the heading of an annex.
    pub(super) fn is_annex(&self, at: usize, end: usize) -> bool {
        let stop = self.longest(&self.language.layout.annexes, at, end);
        stop.is_some_and(|stop| {
            let name =
                (stop..end).take_while(|at| !self.tokens[*at].spaced || self.tokens[*at].span.len() <= 3).count();
            self.tokens[at].is_name_like() && (stop + name == end || self.tokens[stop + name].line_start)
        })
    }

    /// Whether a word with a capital and the ending of a participle stands at a token, or second after a short one: "S'indignant".
    pub(super) fn is_participle(&self, at: usize, end: usize) -> bool {
        let ends = |at: usize| {
            let word = crate::text::fold::fold(self.source.quote(self.tokens[at].span));
            let fits = |ending: &String| word.len() > ending.len() + 2 && word.ends_with(ending.as_str());
            self.language.layout.participles.iter().any(fits)
        };
        let elided = at + 1 < end && self.tokens[at].span.len() <= 4 && !self.tokens[at + 1].is_name_like();
        at < end && self.tokens[at].is_name_like() && (ends(at) || elided && ends(at + 1))
    }

    /// Verbs of the same form that stand, co-ordinated, later in a clause: "…, and NOTING …".
    pub(super) fn further_verbs(&self, first: &Verb, end: usize) -> Vec<Verb> {
        let mut verbs = Vec::new();
        let mut at = first.after.max(1);
        while at < end {
            if self.language.coordinators.contains(self.tokens[at - 1].word) && at > first.after {
                let same_form = |verb: &Verb| self.is_recital(verb) == self.is_recital(first);
                let verb = self.verb_at(at, end).or_else(|| self.verb_after_pronoun(at, end));
                if let Some(verb) = verb.filter(same_form) {
                    at = verb.after.max(at + 1);
                    verbs.push(verb);
                    continue;
                }
            }
            at += 1;
        }
        verbs
    }
}
