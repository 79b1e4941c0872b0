//! Those whom an act addresses and who have no name: "the transitional authorities of Mali", "los Estados de la región".
//!
//! Only there are such words a thing of the document: elsewhere "authorities" or "donors" are nobody in particular. Which nouns
//! stand for groups is data; the group goes on to what the act asks of it.

use super::{Finder, Mention, Referent};
use crate::ontology::{Opening, Receiver};
use crate::parse::{Parsed, Reading};
use crate::pattern::Patterns;
use crate::text::TokenKind;

/// Words of a group at most.
const LONGEST: usize = 14;

/// Finds the groups and offices that are addressed.
pub(super) fn find(finder: &mut Finder<'_>, parsed: &Parsed) {
    let reading = finder.reading;
    for clause in &parsed.clauses {
        for (index, verb) in clause.verbs.iter().enumerate() {
            let end = clause.verbs.get(index + 1).map_or(clause.tokens.end, |next| next.tokens.start);
            let opening = &reading.language.openings[verb.opening];
            if let Some(at) = start(reading, opening, verb.after, end) {
                list(finder, at, end, &opening.before);
            }
        }
    }
}

/// Where the addressee begins, and whether it is the subject of a that-clause.
fn start(reading: &Reading<'_>, opening: &Opening, after: usize, end: usize) -> Option<(usize, bool)> {
    if opening.receiver != Receiver::Addressee {
        return None;
    }
    let that = after < end && reading.language.complementizers.contains(reading.tokens[after].word);
    if opening.before.is_empty() || that {
        return Some((after + usize::from(that), that));
    }
    reading.longest(&opening.before, after, end).map(|at| (at, false))
}

/// One addressee or several.
fn list(finder: &mut Finder<'_>, (mut at, that): (usize, bool), end: usize, leads: &Patterns) {
    let reading = finder.reading;
    loop {
        let bare = reading.skip_determiners(at, end);
        let known = finder.starting_at(bare).chain(finder.starting_at(at)).map(|mention| mention.outer_end).max();
        let Some(stop) = known.or_else(|| group(finder, bare, end, that)).filter(|stop| *stop <= end) else { return };
        let Some(next) = reading.after_joint(stop, end, Some(leads)) else { return };
        at = next;
    }
}

/// Adds the group that begins at a token; the token after it.
fn group(finder: &mut Finder<'_>, at: usize, end: usize, that: bool) -> Option<usize> {
    let reading = finder.reading;
    let language = reading.language;
    let word = |at: usize| reading.tokens[at].word;
    let latest = end.min(at + LONGEST);
    let parts = |at: &usize| reading.tokens[*at].kind != TokenKind::Word || language.linkers.contains(word(*at));
    let phrase = (at..latest).find(parts).unwrap_or(latest);
    let noun = (at..phrase).find(|at| language.groups.contains(word(*at)))?;
    if (at..noun).any(|at| finder.taken[at] || !goes_on(reading, at, end)) {
        return None;
    }
    if reading.possessive_at(noun + 1).is_some() {
        return None;
    }
    let stop = if that { with_owner(finder, noun + 1, end) } else { last(reading, noun + 1, latest) };
    finder.add(Mention {
        tokens: at..stop,
        outer_end: stop,
        entity_type: language.group_type?,
        kind: None,
        referent: Referent::Named,
        head: Some(word(noun)),
        nested: false,
        prospective: false,
    });
    Some(stop)
}

/// Where a group ends that is the subject of a that-clause: before its verb, which nothing but a name after "of" parts from it.
fn with_owner(finder: &Finder<'_>, at: usize, end: usize) -> usize {
    let reading = finder.reading;
    let of = at < end && reading.language.genitives.contains(reading.tokens[at].word);
    let inner = reading.skip_determiners(at + 1, end);
    let owner = finder.starting_at(inner).map(|mention| mention.tokens.end).max();
    owner.filter(|stop| of && *stop <= end).unwrap_or(at)
}

/// The token after a group: before a sign, a word that ends a name, or what is asked.
fn last(reading: &Reading<'_>, from: usize, end: usize) -> usize {
    let language = reading.language;
    let word = |at: usize| reading.tokens[at].word;
    let small = |at: usize| language.determiners.contains(word(at));
    let stop = (from..end).find(|at| !goes_on(reading, *at, end)).unwrap_or(end);
    stop - (from..stop).rev().take_while(|at| language.linkers.contains(word(*at)) || small(*at)).count()
}

/// Whether a token belongs to a group that began before it.
fn goes_on(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    let language = reading.language;
    let (token, before) = (&reading.tokens[at], &reading.tokens[at - 1]);
    if token.kind != TokenKind::Word || language.complementizers.contains(token.word) {
        return false;
    }
    let next = reading.tokens.list.get(at + 1).filter(|_| at + 1 < end);
    let (genitive, linker) = (language.genitives.contains(token.word), language.linkers.contains(token.word));
    if genitive || linker {
        // "para el desarrollo" and "for Peace" go on, "para que", "to assist" and "de faire rapport" do not.
        let named = next.is_some_and(|next| language.determiners.contains(next.word) || next.is_name_like());
        return next.is_some() && !reading.is_infinitive(at + 1) && (named || genitive);
    }
    let article = language.determiners.contains(token.word) && language.linkers.contains(before.word);
    let ends = language.breakers.contains(token.word)
        || language.content_leads.contains(token.word)
        || language.coordinators.contains(token.word);
    article || !ends
}
