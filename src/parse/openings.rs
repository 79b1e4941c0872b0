//! The verbs with which clauses open, and the second ones within a clause.

use super::literals::Literals;
use super::{Reading, Verb};
use crate::ontology::{ConceptId, Mood, Receiver};
use crate::pattern::{Patterns, Program, match_at};
use crate::text::{Case, Token, TokenKind, WordId, WordMap};
use std::ops::Range;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

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

    /// The first token after qualifiers, which may stand between commas: "décide<, à cet égard,> de".
    pub(crate) fn skip_qualifiers(&self, mut at: usize, end: usize) -> usize {
        let is_comma = |at: usize| at < end && self.tokens[at].is(',');
        let between = |at: usize| self.longest(&self.language.qualifiers, at + 1, end).filter(|stop| is_comma(*stop));
        let next = |at: usize| match is_comma(at) {
            true => between(at).map(|stop| stop + 1),
            false => self.longest(&self.language.qualifiers, at, end),
        };
        while let Some(stop) = next(at) {
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
        let joint = || self.longest(&language.joints, next, end);
        let joined = if and { next + 1 } else { joint().unwrap_or(next) };
        if joined == at {
            return None;
        }
        let aside = self.skip_qualifiers(joined, end);
        let lead =
            aside < end && language.receiver_leads.contains(tokens[aside].word) && (joined > next || aside > joined);
        let repeated = leads.and_then(|leads| self.longest(leads, aside, end));
        // "and in particular, 1447 (2002)"
        let closed = usize::from(aside > joined && aside < end && tokens[aside].is(','));
        Some(repeated.unwrap_or(aside + usize::from(lead) + closed))
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
            let opening = &self.language.openings[*index];
            let stop = self.matches(&opening.program, start, end)?;
            let written = self.source.quote(self.tokens[start].span);
            opening.first.as_deref().is_none_or(|first| has_no_more_accents(written, first)).then_some(())?;
            (!self.ends_with_mark(start, stop, end)).then_some(())?;
            Some((stop, std::cmp::Reverse(*index)))
        });
        let (stop, std::cmp::Reverse(opening)) = found.max()?;
        let after = self.skip_qualifiers(stop, end);
        let concept = self.turned(self.language.openings[opening].concept, at..after, after);
        Some(Verb { tokens: at..self.without_leads(start, stop), after, concept, opening, back: false })
    }

    /// Whether the last of some words is the mark of an item, which may look like a preposition: "Décide <a)> De prier".
    fn ends_with_mark(&self, start: usize, stop: usize, end: usize) -> bool {
        let closes = stop < end && self.tokens[stop].is(')') && !self.tokens[stop].spaced;
        closes && stop > start + 1 && self.tokens[stop - 1].span.len() == 1
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

    /// Whether the form of a verb is one of recitals.
    pub(super) fn is_recital(&self, verb: &Verb) -> bool {
        self.language.openings[verb.opening].mood == Mood::Recital
    }

    /// Whether a line after the last clause begins at a token: "Adopted unanimously …".
    pub(super) fn closes(&self, at: usize, end: usize) -> bool {
        let small = self.tokens[at].kind == TokenKind::Word && !self.tokens[at].is_name_like();
        // "ADOPTE le Règlement" is a verb, which large letters make look like the participle of "ADOPTÉE à l'unanimité".
        let object = |verb: &Verb| verb.after < end && self.language.determiners.contains(self.tokens[verb.after].word);
        !small
            && self.longest(&self.language.closing, at, end).is_some()
            && !self.verb_at(at, end).is_some_and(|verb| object(&verb))
    }

    /// Whether a paragraph is the heading of an annex.
    pub(super) fn is_annex(&self, at: usize, end: usize) -> bool {
        let stop = self.longest(&self.language.layout.annexes, at, end);
        stop.is_some_and(|stop| {
            let goes_on = |token: &Token| !token.line_start && (!token.spaced || token.span.len() <= 3);
            let name = (stop..end).take_while(|at| goes_on(&self.tokens[*at])).count();
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

    /// Whether a second verb is written as a verb: in small letters, or all in large ones as the first. `And <States>` is none.
    fn is_written_like(&self, second: &Verb, first: &Verb) -> bool {
        let (first, second) = (&self.tokens[first.tokens.start], &self.tokens[second.tokens.start]);
        !second.is_name_like() || (second.case == Case::Upper && first.case == Case::Upper)
    }

    /// The verb after "and". With a pronoun before it, it takes up the addressee of the verb before: `et <les prie> instamment`.
    fn second_verb_at(&self, at: usize, end: usize) -> Option<Verb> {
        let start = self.skip_qualifiers(at, end);
        let pronoun = self.tokens.list.get(start).filter(|_| start < end)?.word;
        let verb = self.verb_at(start + 1, end).filter(|verb| self.addresses(pronoun, verb, end));
        verb.map(|verb| Verb { tokens: start..verb.tokens.end, back: true, ..verb }).or_else(|| self.verb_at(at, end))
    }

    /// Whether a word before a verb is the pronoun of its addressee. Where it is an article elsewhere and the verb may be a noun ("et
    /// la charge de la preuve"), an infinitive has to follow.
    fn addresses(&self, pronoun: WordId, verb: &Verb, end: usize) -> bool {
        let language = self.language;
        let opening = &language.openings[verb.opening];
        let is_infinitive = |at: usize| {
            let word = crate::text::fold::fold(self.source.quote(self.tokens[at].span));
            language.infinitive_endings.iter().any(|ending| word.ends_with(ending.as_str()))
        };
        let known = if opening.before.is_empty() {
            language.direct_pronouns.contains(pronoun) && (verb.after..end.min(verb.after + 3)).any(is_infinitive)
        } else {
            language.dative_pronouns.contains(pronoun)
        };
        opening.receiver == Receiver::Addressee && known
    }

    /// The verbs in the infinitive that an item goes on with: `To thank the Government <and to request> the Secretariat …`. None once
    /// the one before has said what its addressee is to do, for then they may be part of that: "to instruct the Council to meet and to
    /// invite observers".
    fn further_infinitives(&self, first: &Verb, end: usize) -> Vec<Verb> {
        let language = self.language;
        let word = |at: usize| self.tokens[at].word;
        let led =
            |start: usize| start.checked_sub(1).map(word).is_some_and(|word| language.receiver_leads.contains(word));
        let mut verbs: Vec<Verb> = Vec::new();
        for at in first.after..end.saturating_sub(1) {
            let last = verbs.last().unwrap_or(first);
            if at < last.after || !language.coordinators.contains(word(at)) {
                continue;
            }
            let addressee = language.openings[last.opening].receiver == Receiver::Addressee;
            if addressee && (last.after..at).any(|at| self.begins_content(at, end)) {
                break;
            }
            let next = self.item_verb_at(self.skip_qualifiers(at + 1, end), end);
            let alike = |verb: &Verb| {
                led(verb.tokens.start) == led(first.tokens.start) && !self.tokens[verb.tokens.start].is_name_like()
            };
            verbs.extend(next.filter(alike));
        }
        verbs
    }

    /// Whether a token begins what an addressee is to do: "that", or a preposition before an infinitive.
    fn begins_content(&self, at: usize, end: usize) -> bool {
        let language = self.language;
        let word = self.tokens[at].word;
        let lead = language.content_leads.contains(word) || language.receiver_leads.contains(word);
        let determined = || at + 1 < end && language.determiners.contains(self.tokens[at + 1].word);
        let small = || at + 1 < end && !self.tokens[at + 1].is_name_like() && !determined();
        let infinitive = || language.infinitive_endings.is_empty() && small() || self.is_infinitive(at + 1);
        language.complementizers.contains(word) || lead && at + 1 < end && infinitive()
    }

    /// Verbs of the same form that stand, co-ordinated, later in a clause: "…, and NOTING …".
    pub(super) fn further_verbs(&self, first: &Verb, end: usize) -> Vec<Verb> {
        let mut verbs = Vec::new();
        if self.language.openings[first.opening].mood == Mood::Infinitive {
            return self.further_infinitives(first, end);
        }
        let mut at = first.after.max(1);
        while at < end {
            if self.language.coordinators.contains(self.tokens[at - 1].word) && at > first.after {
                let same_form =
                    |verb: &Verb| self.is_recital(verb) == self.is_recital(first) && self.is_written_like(verb, first);
                if let Some(verb) = self.second_verb_at(at, end).filter(same_form) {
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

/// Whether a word of the text has no accent that the form lacks: "accepté" is not "accepte", but "decide" is "décide".
fn has_no_more_accents(written: &str, form: &str) -> bool {
    if written.is_ascii() {
        return true;
    }
    let marks = |word: &str| word.nfd().filter(|c| is_combining_mark(*c)).count();
    marks(written) <= marks(form)
}

#[cfg(test)]
mod tests {
    use super::has_no_more_accents;

    #[test]
    fn a_participle_is_not_the_present_tense() {
        assert!(!has_no_more_accents("accepté", "accepte"));
        assert!(has_no_more_accents("DÉCIDE", "décide"));
        assert!(has_no_more_accents("decide", "décide"));
    }
}
