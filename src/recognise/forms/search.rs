//! The search for names by form: where one begins, what it holds, and persons after their title.

use super::MODIFIERS;
use super::form::Form;
use crate::parse::{Parsed, Reading};
use crate::pattern::{Filled, Filler, Fillers, Slot};
use crate::recognise::{Finder, Mention, Referent, describes, occasions, tails};
use crate::text::{Case, Token};

/// Names that are looked for one within another at most: "the Report of the Director of the Institute of the Union".
const JOINED: usize = 3;

/// Finds names by form, from left to right, and persons after their title.
pub(in crate::recognise) fn find(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    let mut at = 0;
    while at < reading.tokens.list.len() {
        let free = !finder.taken[at] && !finder.barred[at];
        let named = free.then(|| named_by_head(finder, at, None)).flatten();
        let Some(mention) = person(finder, at).or(named) else {
            at += 1;
            continue;
        };
        at = mention.tokens.end;
        inside(finder, &mention);
        finder.add(mention);
    }
}

/// Adds the body whose formula names it in small letters: `Le <conseil municipal>,`.
pub(in crate::recognise) fn enacting(finder: &mut Finder<'_>, parsed: &Parsed) {
    let reading = finder.reading;
    let Some(formula) = parsed.formula.as_ref().filter(|formula| formula.body.is_none()) else { return };
    let name = formula.name.clone();
    let head = reading.language.heads.get(&reading.tokens[name.start].word).and_then(|heads| heads.first().copied());
    let small = !reading.tokens[name.start].is_name_like();
    if let Some(head) = head.filter(|_| small && finder.is_free(name.clone())) {
        finder.add(Mention {
            outer_end: name.end,
            head: Some(reading.tokens[name.start].word),
            tokens: name,
            entity_type: head.entity_type,
            kind: head.kind,
            referent: Referent::Named,
            nested: false,
            prospective: false,
        });
    }
}

/// Adds what a name by form holds: its noun alone ("Director" of "Director of the Institute"), which means the same thing, and
/// the names by form inside it.
fn inside(finder: &mut Finder<'_>, outer: &Mention) {
    let reading = finder.reading;
    let Some(head) = outer.head else { return };
    let place = outer.tokens.clone().find(|at| reading.tokens[*at].word == head).unwrap_or(outer.tokens.start);
    // "Director" of "Director of the Institute", "Director Ejecutivo" of "Director Ejecutivo del Instituto".
    let language = reading.language;
    let in_date = |at: usize| finder.mentions.dates.iter().any(|date| date.tokens.contains(&at));
    let genitive = |at: &usize| {
        let word = reading.tokens[*at].word;
        language.genitives.contains(word) && !in_date(*at) || *at == place + 1 && language.dating.contains(word)
    };
    let noun = (place + 1..outer.tokens.end).find(genitive).filter(|at| *at == place + 1 || !language.modifiers_before);
    let founded = (place + 1..outer.tokens.end).find(|at| founded_end(finder, *at) == Some(outer.tokens.end));
    let dated = (place + 1..outer.tokens.end)
        .find(|at| occasions::end(finder, *at, outer.entity_type) == Some(outer.tokens.end));
    let titled = (place + 1..outer.tokens.end).find(|at| tails::title_end(finder, *at) == Some(outer.tokens.end));
    // "Misión de Apoyo" of "Misión de Apoyo en Malí": so that a rule may say where it is.
    let places = |at: &usize| {
        let next = reading.tokens.list.get(at + 1).filter(|_| at + 1 < outer.tokens.end);
        reading.language.place_linkers.contains(reading.tokens[*at].word) && next.is_some_and(Token::is_name_like)
    };
    let body = reading.ontology.type_named("Organization") == Some(outer.entity_type);
    let placed = (place + 1..outer.tokens.end).rev().find(places).filter(|at| body && noun != Some(*at));
    let mut shorter: Vec<usize> = founded
        .into_iter()
        .chain(titled)
        .chain(dated)
        .chain(noun)
        .chain(placed)
        .chain(before_date(finder, outer).filter(|_| dated.is_none()))
        .collect();
    shorter.sort_unstable();
    shorter.dedup();
    for end in shorter.into_iter().filter(|_| outer.referent == Referent::Named) {
        let referent = Referent::Alias(outer.tokens.start);
        let tokens = outer.tokens.start..end;
        finder.add_inside(Mention { outer_end: end, tokens, referent, nested: true, head: None, ..outer.clone() });
    }
    after_owner(finder, outer, place);
    let mut at = after_noun(reading, place);
    while at < outer.tokens.end {
        let inner = if finder.taken[at] { None } else { named_by_head(finder, at, Some(outer)) };
        let inner = inner.filter(|inner| inner.tokens.end <= outer.tokens.end && inner.tokens.start > place);
        at = inner.as_ref().map_or(at + 1, |inner| inner.tokens.end);
        if let Some(inner) = inner {
            finder.add_inside(Mention { nested: !describes(reading, outer), ..inner });
        }
    }
}

/// Adds what stands after the owner of a name, which precedes it in English: "<Committee established by resolution 5>" of the
/// "Security Council Committee established by resolution 5", so that rules may read the two apart.
fn after_owner(finder: &mut Finder<'_>, outer: &Mention, place: usize) {
    let reading = finder.reading;
    if !reading.language.modifiers_before || outer.referent != Referent::Named {
        return;
    }
    let owners = finder.starting_at(outer.tokens.start).filter(|m| m.tokens.end <= place);
    let Some(end) = owners.map(|m| m.tokens.end).max() else { return };
    let start = reading.possessive_at(end).unwrap_or(end);
    if start <= place && outer.tokens.contains(&start) {
        let (tokens, referent) = (start..outer.tokens.end, Referent::Alias(outer.tokens.start));
        finder.add_inside(Mention { tokens, referent, nested: true, head: None, ..outer.clone() });
    }
}

/// The token after a noun and its further words, the most there are: "échange de lettres".
fn after_noun(reading: &Reading<'_>, at: usize) -> usize {
    let heads = reading.language.heads.get(&reading.tokens[at].word);
    let rests = heads.into_iter().flatten().filter_map(|head| head.rest);
    let ends =
        rests.filter_map(|rest| reading.matches(&reading.language.head_rests[rest], at + 1, reading.tokens.list.len()));
    ends.max().unwrap_or(at + 1)
}

/// Where the date begins, with what leads to it, by which a document is called: "échange de lettres <du 3 février 2005>".
fn before_date(finder: &Finder<'_>, outer: &Mention) -> Option<usize> {
    let (tokens, language) = (&finder.reading.tokens, finder.reading.language);
    let date = finder.mentions.dates.iter().find(|date| date.tokens.end == outer.tokens.end)?;
    let lead = |at: &usize| {
        let token = &tokens[*at];
        let joins = [&language.genitives, &language.dating, &language.determiners, &language.receiver_leads];
        joins.into_iter().any(|words| words.contains(token.word)) || token.is(',')
    };
    let leads = (outer.tokens.start + 1..date.tokens.start).rev().take_while(lead).count();
    Some(date.tokens.start - leads)
}

/// The token after the words that tell by which document a body was founded.
pub(super) fn founded_end(finder: &Finder<'_>, at: usize) -> Option<usize> {
    let reading = finder.reading;
    reading.language.founding.longest(reading.tokens, at, reading.tokens.list.len(), &Cited(finder))
}

/// Slots of founding documents hold symbols.
struct Cited<'a>(&'a Finder<'a>);

impl Fillers for Cited<'_> {
    fn fill(&self, _: usize, _: &Slot, at: usize, _: usize, out: &mut Vec<Filled>) {
        let cited = self.0.starting_at(at).find(|m| matches!(m.referent, Referent::Cited { .. }));
        out.extend(cited.map(|mention| (mention.tokens.clone(), Filler::Words)));
    }
}

/// The name that a noun begins, or, inside a longer name, one that ends with it at the latest.
///
/// What joins to a noun may be such a name again, at each of its words: one that was looked for within the same name is not again.
pub(super) fn named_by_head(finder: &Finder<'_>, at: usize, within: Option<&Mention>) -> Option<Mention> {
    if !finder.reading.language.heads.contains_key(&finder.reading.tokens[at].word) {
        return None;
    }
    let open = finder.open.get();
    if open == 0 {
        finder.looked.borrow_mut().clear();
    }
    if open > JOINED {
        return None;
    }
    if let Some(found) = finder.looked.borrow().get(&(at, open)).filter(|_| open > 0) {
        return found.clone();
    }
    finder.open.set(open + 1);
    let found = longest_by_head(finder, at, within);
    finder.open.set(open);
    if open > 0 {
        finder.looked.borrow_mut().insert((at, open), found.clone());
    }
    found
}

/// The longest name that a noun begins.
fn longest_by_head(finder: &Finder<'_>, at: usize, within: Option<&Mention>) -> Option<Mention> {
    let token = &finder.reading.tokens[at];
    let heads = finder.reading.language.heads.get(&token.word)?;
    let stop = within.map_or(usize::MAX, |outer| outer.tokens.end);
    // What tells two nouns apart is kept in small letters; large ones may lack their accents.
    let accented = !finder.reading.source.quote(token.span).is_ascii();
    let tells = token.case != Case::Upper && heads.iter().any(|head| head.accented == accented);
    let written = heads.iter().filter(|head| !tells || head.accented == accented);
    let forms = written.filter_map(|head| Form::new(finder, *head, at, stop));
    let fitting = forms.filter(|form| token.is_name_like() || !form.head.capital || form.head.ordinal || form.created);
    fitting.filter_map(|form| form.name()).max_by_key(|mention| mention.tokens.len())
}

/// The token after the name by form that begins at a token and is not found yet.
pub(in crate::recognise) fn name_end(finder: &Finder<'_>, at: usize) -> Option<usize> {
    let capital = finder.reading.tokens.list.get(at).is_some_and(Token::is_name_like) && !finder.taken[at];
    let name = capital.then(|| named_by_head(finder, at, None)).flatten()?;
    (name.tokens.start == at).then_some(name.tokens.end)
}

/// A person: a title and the capitals after it ("Mr. Kurt Waldheim").
fn person(finder: &Finder<'_>, at: usize) -> Option<Mention> {
    let reading = finder.reading;
    let tokens = &reading.tokens.list;
    if !reading.language.honorifics.contains(tokens[at].word)
        || tokens[at].case == Case::Lower && tokens[at].span.len() < 4
    {
        return None;
    }
    let start = if tokens.get(at + 1)?.is('.') { at + 2 } else { at + 1 };
    let free = |at: &usize| {
        let here = |token: &Token| token.is_name_like() && token.block == tokens[start - 1].block;
        tokens.get(*at).is_some_and(here) && !finder.taken[*at] && !finder.barred[*at]
    };
    // "Ronald <K.> Noble"
    let initial =
        |at: usize| tokens[at].is('.') && tokens[at - 1].span.len() == 1 && free(&(at - 1)) && free(&(at + 1));
    let goes_on = |at: &usize| free(at) || *at > start && *at < tokens.len() && initial(*at);
    let last = (start..start + MODIFIERS).take_while(goes_on).last()?;
    let end = before_office(reading, start, last + 1);
    Some(Mention {
        tokens: start..end,
        outer_end: end,
        entity_type: reading.ontology.type_named("Person")?,
        kind: None,
        referent: Referent::Named,
        head: None,
        nested: false,
        prospective: false,
    })
}

/// Where the name of a person ends when an office follows it: `Inga Dahl <External Auditor>`, `Juan Soto <Director>`.
fn before_office(reading: &Reading<'_>, start: usize, end: usize) -> usize {
    let Some(head) = (start + 1..end).find(|at| reading.language.heads.contains_key(&reading.tokens[*at].word)) else {
        return end;
    };
    let words = (start..head).filter(|at| reading.tokens[*at].spaced || *at == start).count();
    let modified = reading.language.modifiers_before && words > 2;
    if modified { head - 1 } else { head }
}
