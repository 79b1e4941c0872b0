//! The enacting formula: "The Security Council,", "L'Assemblée générale de l'O.I.P.C.-INTERPOL, réunie en sa 81ème session …".

use super::{Formula, Reading};
use crate::ontology::{Body, CuratedId};
use std::ops::Range;

/// Words that may stand between the start of a paragraph and the body's name: "The Sixty-sixth World Health Assembly".
const BEFORE_NAME: usize = 4;
/// Tokens of a formula in small letters at most: "Le conseil d'administration,".
const ALONE: usize = 7;
/// Words of the name of a body that no file knows, at most.
const LONGEST_NAME: usize = 10;

/// The formula, when a paragraph is one: it begins with a body that enacts and goes on with a comma or a colon.
pub(super) fn find(reading: &Reading<'_>, paragraph: &Range<usize>) -> Option<Formula> {
    let tokens = &reading.tokens.list[..paragraph.end];
    let language = reading.language;
    let first = tokens.get(paragraph.start)?;
    let article = language.determiners.contains(first.word);
    if !first.is_name_like() {
        return None;
    }
    let latest = if article { paragraph.start + BEFORE_NAME } else { paragraph.start };
    for at in paragraph.start..=latest.min(paragraph.end - 1) {
        let Some(found) = reading.ontology.gazetteer.names_at(tokens, at).last() else { continue };
        let named: Vec<CuratedId> = found.full.iter().chain(&found.short).copied().collect();
        let enacting: Vec<CuratedId> = named.into_iter().filter(|id| enacts(reading, *id)).collect();
        if enacting.is_empty() {
            continue;
        }
        let name_end = with_parenthesis(reading, with_owner(reading, found.end, paragraph.end), paragraph.end);
        // "The Security Council" may stand alone; without an article that is the head of a page.
        let goes_on = match tokens.get(name_end) {
            Some(stop) => stop.is(',') || stop.is(':') || stop.is('.'),
            None => article,
        };
        let verb = reading.verb_at(name_end, paragraph.end).is_some();
        if goes_on || verb {
            let body = choose(reading, &enacting, !found.full.is_empty());
            return Some(Formula { tokens: paragraph.clone(), name: at..found.end, body });
        }
    }
    None
}

/// Whether a formula with an article may begin at a token: what [`find`] asks for first, whatever the paragraph is.
pub(super) fn may_begin(reading: &Reading<'_>, at: usize) -> bool {
    let tokens = &reading.tokens.list;
    let named = |at: usize| reading.ontology.gazetteer.names_at(tokens, at);
    let enacting =
        |at: usize| named(at).any(|found| found.full.iter().chain(&found.short).any(|id| enacts(reading, *id)));
    let article = tokens[at].is_name_like() && reading.language.determiners.contains(tokens[at].word);
    article && (at..=at + BEFORE_NAME).take_while(|at| *at < tokens.len()).any(enacting)
}

/// The formula of a body that no file knows: an article and a noun that begins the names of bodies, with a capital, alone in its
/// paragraph or before a comma or a colon: "Le Conseil municipal,".
pub(super) fn by_form(reading: &Reading<'_>, paragraph: &Range<usize>) -> Option<Formula> {
    let (tokens, language) = (reading.tokens, reading.language);
    if !language.determiners.contains(tokens[paragraph.start].word) || !tokens[paragraph.start].is_name_like() {
        return None;
    }
    let bodies = ["organ", "meeting"].map(|kind| reading.ontology.kind_named(kind));
    // "Le conseil municipal," alone in its block, as French prefers: elsewhere small letters are no name.
    let last = paragraph.end - 1;
    let alone = paragraph.len() <= ALONE
        && tokens[paragraph.start].line_start
        && (tokens[last].is(',') || tokens[last].is(':'))
        && tokens.block_end(paragraph.start) == paragraph.end;
    let enacts = |at: &usize| {
        let heads = language.heads.get(&tokens[*at].word);
        (alone || tokens[*at].is_name_like())
            && heads.is_some_and(|heads| heads.iter().any(|head| head.kind.is_some() && bodies.contains(&head.kind)))
    };
    let noun = (paragraph.start + 1..paragraph.end.min(paragraph.start + 1 + BEFORE_NAME)).find(enacts)?;
    let stop = (noun..paragraph.end).find(|at| tokens[*at].is(',') || tokens[*at].is(':')).unwrap_or(paragraph.end);
    let named = stop - noun <= LONGEST_NAME && !(noun..stop).any(|at| reading.verb_at(at, stop).is_some());
    let name = if tokens[noun].is_name_like() { noun..noun + 1 } else { noun..stop };
    named.then(|| Formula { tokens: paragraph.clone(), name, body: None })
}

/// Steps over the organisation whose body it is: "of the International Telecommunication Union".
fn with_owner(reading: &Reading<'_>, at: usize, end: usize) -> usize {
    let (tokens, language) = (&reading.tokens.list[..end], reading.language);
    if tokens.get(at).is_none_or(|token| !language.genitives.contains(token.word)) {
        return at;
    }
    let start = (at + 1..end).find(|at| !language.determiners.contains(tokens[*at].word)).unwrap_or(at);
    reading.ontology.gazetteer.names_at(tokens, start).last().map_or(at, |found| found.end)
}

/// Steps over a parenthesis after the name: "(Rabat, 2018)".
fn with_parenthesis(reading: &Reading<'_>, at: usize, end: usize) -> usize {
    let tokens = reading.tokens;
    if at < end && tokens[at].is('(') {
        (at..end).find(|at| tokens[*at].is(')')).map_or(at, |close| close + 1)
    } else {
        at
    }
}

fn enacts(reading: &Reading<'_>, id: CuratedId) -> bool {
    reading.ontology.bodies.iter().any(|body| body.enacting.contains(&id))
}

/// The one that the document is about: by full name, or by what else it names and cites.
fn choose(reading: &Reading<'_>, enacting: &[CuratedId], full: bool) -> Option<CuratedId> {
    if let ([only], true) = (enacting, full) {
        return Some(*only);
    }
    let signs = |id: CuratedId| {
        let bodies = reading.ontology.bodies.iter().filter(|body| body.enacting.contains(&id));
        bodies.map(|body| signs_of(reading, body)).max().unwrap_or(0)
    };
    let mut counted: Vec<(usize, CuratedId)> = enacting.iter().map(|id| (signs(*id), *id)).collect();
    counted.sort_by_key(|(signs, id)| (std::cmp::Reverse(*signs), *id));
    match counted.as_slice() {
        [(most, id), rest @ ..]
            if rest.first().is_none_or(|(next, _)| next < most) && (*most > 0 || rest.is_empty()) =>
        {
            Some(*id)
        }
        _ => None,
    }
}

/// How often a document names a body's organisation or cites a document as that body does.
fn signs_of(reading: &Reading<'_>, body: &Body) -> usize {
    let tokens = &reading.tokens.list;
    let names = (0..tokens.len()).filter(|at| {
        reading.ontology.gazetteer.names_at(tokens, *at).any(|found| found.full.contains(&body.organization))
    });
    let text = &reading.source.text;
    names.count() + body.citations.iter().map(|citation| citation.form.find_iter(text).count()).sum::<usize>()
}
