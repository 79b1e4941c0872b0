//! Names of the gazetteer, short names that the text defines, and nouns that point back.

use super::{Finder, Mention, Referent, describes};
use crate::ontology::{CuratedId, Found};
use crate::parse::{Reading, acronym_at};
use crate::text::{Case, TokenKind};
use std::collections::BTreeMap;
use std::ops::Range;

/// Finds names of the gazetteer: the longest at each place, and the shorter ones inside it.
pub(super) fn find(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    let tokens = &reading.tokens.list;
    let mut at = 0;
    while at < tokens.len() {
        let mut found: Vec<Found> = reading.ontology.gazetteer.names_at(tokens, at).collect();
        found.retain(|found| !goes_on(finder, at, found.end) && !is_prefixed(finder, at));
        let longest = found.last().map(|found| found.end);
        let longest =
            longest.filter(|end| finder.is_free(at..*end) && !finder.barred[at] && !is_function_word(finder, at, *end));
        let Some(end) = longest else {
            at += 1;
            continue;
        };
        for inner in at..end {
            let names =
                if inner == at { found.clone() } else { reading.ontology.gazetteer.names_at(tokens, inner).collect() };
            for name in names.into_iter().filter(|name| name.end <= end) {
                add(finder, inner, name);
            }
        }
        head_of(finder, at, end);
        at = end;
    }
}

/// Whether a hyphen joins something to the noun with which a name would begin: `Vice-<Président du Conseil>` is another office.
fn is_prefixed(finder: &Finder<'_>, at: usize) -> bool {
    finder.reading.language.heads.contains_key(&finder.reading.tokens[at].word) && finder.is_joined(at)
}

/// Whether a single word is an article written large like the words around it: `CREATION D'<UN> FICHIER`.
fn is_function_word(finder: &Finder<'_>, at: usize, end: usize) -> bool {
    let tokens = &finder.reading.tokens.list;
    let large = |at: usize| tokens.get(at).is_some_and(|token| token.case == Case::Upper);
    end == at + 1 && finder.reading.language.determiners.contains(tokens[at].word) && large(at) && large(at + 1)
}

/// Whether a name is only the beginning of a longer one, where modifiers follow their noun: `Comisión de Puertos <Francos>`.
fn goes_on(finder: &Finder<'_>, start: usize, end: usize) -> bool {
    let (reading, language) = (finder.reading, finder.reading.language);
    let (last, Some(next)) = (&reading.tokens[end - 1], reading.tokens.list.get(end)) else { return false };
    let begins = |word| language.heads.contains_key(&word) || language.honorifics.contains(word);
    let noun = begins(reading.tokens[start].word) && end > start + 2;
    let joined = next.kind == TokenKind::Word && next.case == Case::Capital && !next.line_start;
    let symbol = reading.tokens.list.get(end + 1).is_some_and(|after| !after.spaced && after.kind == TokenKind::Number);
    let joined = joined && next.block == last.block && !symbol;
    let fits = |at: usize| finder.is_free(at..at + 1) && !finder.barred[at] && !language.breakers.contains(next.word);
    let known = reading.ontology.gazetteer.names_at(&reading.tokens.list, end).next().is_some();
    !language.modifiers_before
        && noun
        && joined
        && !known
        && !begins(next.word)
        && fits(end)
        && last.case != Case::Upper
}

/// Adds the noun that a name begins with where what it is of is known too (`<President> of the Security Council`): it means
/// the same thing, and the relation between both stands in the text.
fn head_of(finder: &mut Finder<'_>, start: usize, end: usize) {
    let (reading, language) = (finder.reading, finder.reading.language);
    let word = |at: usize| reading.tokens[at].word;
    let Some(outer) = finder.starting_at(start).find(|m| m.tokens.end == end).cloned() else { return };
    let Some(of) = (start + 1..end).find(|at| language.genitives.contains(word(*at))) else { return };
    let owner = (of + 1..end).find(|at| !language.determiners.contains(word(*at)));
    let known = owner.is_some_and(|at| finder.starting_at(at).any(|m| m.tokens.end == end));
    let known = known && language.heads.contains_key(&word(of - 1)) | language.heads.contains_key(&word(start));
    if known && finder.starting_at(start).all(|m| m.tokens.end != of) {
        let referent = Referent::Alias(start);
        finder.add_inside(Mention { tokens: start..of, outer_end: of, referent, nested: true, ..outer });
    }
}

fn add(finder: &mut Finder<'_>, start: usize, mut found: Found) {
    let ontology = finder.reading.ontology;
    if found.full.len() > 1 {
        found.full = in_language(finder, start..found.end, found.full);
    }
    let Some(first) = found.full.first().or(found.short.first()).copied() else { return };
    let curated = ontology.curated(first);
    let same_type = |id: &CuratedId| ontology.curated(*id).entity_type == curated.entity_type;
    if found.full.iter().chain(&found.short).all(same_type) {
        finder.add(Mention {
            tokens: start..found.end,
            outer_end: found.end,
            entity_type: curated.entity_type,
            kind: curated.kind,
            referent: Referent::Curated { full: found.full, short: found.short },
            head: None,
            nested: false,
            prospective: false,
        });
    } else {
        finder.mentions.unclear.push(start..found.end);
    }
}

/// Of the entries that a name may mean, those that have it in the language of the document; all, when none has.
fn in_language(finder: &Finder<'_>, tokens: Range<usize>, ids: Vec<CuratedId>) -> Vec<CuratedId> {
    let reading = finder.reading;
    let name = crate::text::fold::fold(&reading.words(tokens));
    let here = |language: &str| language.is_empty() || language == reading.language.code;
    let has = |id: &&CuratedId| {
        let mut labels = reading.ontology.curated(**id).labels.iter().filter(|label| here(&label.language));
        labels.any(|label| crate::text::fold::fold(&label.text) == name)
    };
    let fitting: Vec<CuratedId> = ids.iter().filter(has).copied().collect();
    if fitting.is_empty() { ids } else { fitting }
}

/// Finds short names with the owner that makes them full: `the Secretary General <of the Union>`.
pub(super) fn owned(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    let language = reading.language;
    let word = |at: usize| reading.tokens.list.get(at).map(|token| token.word);
    for index in 0..finder.mentions.list.len() {
        let short = &finder.mentions.list[index];
        let of = short.tokens.end;
        let is_short = matches!(&short.referent, Referent::Curated { full, .. } if full.is_empty());
        if !is_short || word(of).is_none_or(|word| !language.genitives.contains(word)) {
            continue;
        }
        let Some(start) = (of + 1..).find(|at| word(*at).is_none_or(|word| !language.determiners.contains(word)))
        else {
            continue;
        };
        let owners = finder.starting_at(start).filter(|m| m.referent != Referent::Back);
        let Some(owner) = owners.max_by_key(|m| m.tokens.end) else { continue };
        let (tokens, outer_end) = (short.tokens.start..owner.tokens.end, owner.outer_end);
        let owned = Mention { tokens, outer_end, referent: Referent::Owned, ..short.clone() };
        finder.add(owned);
    }
}

/// Finds what stands before the place in the name of a mission: `<Mission des Nations Unies> au Libéria`. It means the same, and
/// rules read what follows it.
pub(super) fn before_places(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    let language = reading.language;
    let place = reading.ontology.type_named("Place");
    for index in 0..finder.mentions.list.len() {
        let outer = &finder.mentions.list[index];
        let word = |at: usize| reading.tokens[at].word;
        let placed =
            |at: usize| language.heads.get(&word(at)).is_some_and(|heads| heads.iter().any(|head| head.placed));
        let (from, to) = (outer.tokens.start, outer.tokens.end);
        let ends_in_place = |at: usize| {
            let start = (at + 1..to).find(|at| !language.determiners.contains(word(*at)));
            start.is_some_and(|start| {
                finder.starting_at(start).any(|m| Some(m.entity_type) == place && m.tokens.end == to)
            })
        };
        let linker = (from + 1..to).rev().find(|at| language.place_linkers.contains(word(*at)));
        let Some(end) = linker.filter(|at| ends_in_place(*at) && (from..*at).any(placed)) else { continue };
        let shorter = Mention {
            tokens: from..end,
            outer_end: end,
            referent: Referent::Alias(from),
            nested: true,
            ..outer.clone()
        };
        finder.add_inside(shorter);
    }
}

/// A symbol in parentheses is another name of the document before it: "the report of the Secretary-General of 2 June 2017 (S/2017/471)".
pub(super) fn labelled(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    let tokens = &reading.tokens.list;
    let document = reading.ontology.type_named("Document");
    for index in 0..finder.mentions.list.len() {
        let mention = &finder.mentions.list[index];
        if Some(mention.entity_type) != document || mention.referent != Referent::Named {
            continue;
        }
        let open = after_address(finder, finder.mentions.after_date(reading, mention.tokens.end, tokens.len()));
        let opens = tokens.get(open).is_some_and(|token| token.is('(') || token.is('['));
        let inside = finder.starting_at(open + 1).next().filter(|_| opens);
        let Some(Referent::Cited { symbol, rule }) = inside.map(|m| m.referent.clone()) else { continue };
        if within_another(finder, index) {
            continue;
        }
        finder.mentions.list[index].referent = Referent::Cited { symbol, rule };
    }
}

/// Words of an address at most.
const ADDRESS: usize = 28;

/// The parenthesis after the words that say to whom a letter was written and by whom; the same token when there are none.
fn after_address(finder: &Finder<'_>, at: usize) -> usize {
    let tokens = &finder.reading.tokens.list;
    let Some(end) = finder.reading.longest(&finder.reading.language.addressing, at, tokens.len()) else { return at };
    let goes_on = |at: &usize| ['(', ',', ';', ':', '.'].iter().all(|sign| !tokens[*at].is(*sign));
    let last = (end..tokens.len().min(end + ADDRESS)).take_while(goes_on).last().unwrap_or(at);
    if tokens.get(last + 1).is_some_and(|token| token.is('(')) { last + 1 } else { at }
}

/// Whether a document is named within the phrase of another, to which a symbol after both may belong:
/// "the report on the implementation of the Declaration (A/67/199)".
fn within_another(finder: &Finder<'_>, index: usize) -> bool {
    let tokens = &finder.reading.tokens.list;
    let this = &finder.mentions.list[index];
    let parted = |from: usize| tokens[from..this.tokens.start].iter().any(|t| t.is(',') || t.is(';') || t.is(':'));
    let others =
        finder.mentions.list.iter().filter(|m| m.entity_type == this.entity_type && m.tokens.end <= this.tokens.start);
    others.filter(|m| tokens[m.tokens.start].block == tokens[this.tokens.start].block).any(|m| !parted(m.tokens.end))
}

/// Finds short names in parentheses after a name, and their other uses in the document.
pub(super) fn acronyms(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    let tokens = &reading.tokens.list;
    // By the token after the long name: the token after the parenthesis, and the mentions that end there.
    let mut before: BTreeMap<usize, (usize, Vec<usize>)> = BTreeMap::new();
    for index in 0..finder.mentions.list.len() {
        let end = finder.mentions.list[index].tokens.end;
        let opens = tokens.get(end).is_some_and(|token| token.is('('));
        let Some(after) = acronym_at(reading, end + 1).filter(|_| opens) else { continue };
        if tokens.get(after).is_some_and(|token| token.is(')')) && !is_place(finder, index) {
            before.entry(end).or_insert((after, Vec::new())).1.push(index);
        }
    }
    let mut defined: Vec<(String, usize)> = Vec::new();
    for (end, (after, mentions)) in before {
        let short = reading.source.quote(reading.tokens.span(end + 1, after)).to_owned();
        for index in &mentions {
            finder.mentions.list[*index].outer_end = after + 1;
        }
        if let Some(bearer) = owner_of(finder, &mentions, &short) {
            defined.push((short, finder.mentions.list[bearer].tokens.start));
            finder.mentions.bearers.push(finder.mentions.list[bearer].tokens.clone());
        }
    }
    uses(finder, &defined);
}

/// Of the names before a short one in parentheses, the one that it abbreviates: an entry that goes by it, else the longest that
/// is no description: "the ministerial meeting of the Conference on Security and Cooperation in Europe (CSCE)".
fn owner_of(finder: &Finder<'_>, mentions: &[usize], short: &str) -> Option<usize> {
    let list = &finder.mentions.list;
    let goes_by = |index: &&usize| match &list[**index].referent {
        Referent::Curated { full, .. } => {
            full.iter().any(|id| finder.reading.ontology.curated(*id).labels.iter().any(|label| label.text == short))
        }
        _ => false,
    };
    let longest = |index: &&usize| list[**index].tokens.len();
    let holders = ["Office", "Person"].map(|name| finder.reading.ontology.type_named(name));
    let mentions: Vec<usize> =
        mentions.iter().copied().filter(|index| !holders.contains(&Some(list[*index].entity_type))).collect();
    let known = mentions.iter().filter(goes_by).max_by_key(longest);
    let proper = || mentions.iter().filter(|index| !describes(finder.reading, &list[**index])).max_by_key(longest);
    known.or_else(proper).or_else(|| mentions.iter().max_by_key(longest)).copied()
}

fn is_place(finder: &Finder<'_>, index: usize) -> bool {
    finder.reading.ontology.type_named("Place") == Some(finder.mentions.list[index].entity_type)
}

/// The long name for which a short one was defined; none when it was defined for two, since either may be meant.
fn bearer<'a>(finder: &'a Finder<'_>, defined: &[(String, usize)], short: &str) -> Option<&'a Mention> {
    let long = |start: usize| finder.starting_at(start).find(|m| m.outer_end > m.tokens.end);
    let words = |m: &Mention| crate::text::fold::fold(&finder.reading.words(m.tokens.clone()));
    let mut bearers = defined.iter().filter(|(name, _)| name == short).filter_map(|(_, start)| long(*start));
    let first = bearers.next()?;
    bearers.all(|other| words(other) == words(first)).then_some(first)
}

/// Whether a token is in no mention, or only inside names by form, where a short name is one of its own.
fn is_open(finder: &Finder<'_>, at: usize) -> bool {
    let around = || finder.mentions.list.iter().filter(|m| m.tokens.contains(&at));
    !finder.taken[at] || around().all(|m| m.referent == Referent::Named && m.tokens.len() > 1)
}

/// Where a defined short name stands, it means the thing it was defined for.
fn uses(finder: &mut Finder<'_>, defined: &[(String, usize)]) {
    let reading = finder.reading;
    for at in 0..reading.tokens.list.len() {
        if reading.tokens[at].case != Case::Upper || finder.barred[at] || !is_open(finder, at) {
            continue;
        }
        let Some(end) = acronym_at(reading, at) else { continue };
        let short = reading.source.quote(reading.tokens.span(at, end));
        let Some(long) = bearer(finder, defined, short) else { continue };
        let start = long.tokens.start;
        let mention = Mention {
            tokens: at..end,
            outer_end: end,
            referent: Referent::Alias(start),
            head: None,
            nested: false,
            ..long.clone()
        };
        finder.add(mention);
    }
}

/// Whether what follows a noun is what it is asked to do: "prie le Comité <de lui présenter> …".
fn asks(reading: &Reading<'_>, at: usize) -> bool {
    let (tokens, language) = (&reading.tokens.list, reading.language);
    let lead = tokens.get(at).is_some_and(|token| language.content_leads.contains(token.word));
    let infinitive = |at: usize| {
        let small = tokens.get(at).filter(|token| token.case == Case::Lower);
        small.is_some_and(|token| {
            let word = crate::text::fold::fold(reading.source.quote(token.span));
            language
                .infinitive_endings
                .iter()
                .any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending.as_str()))
        })
    };
    // A pronoun may stand before the verb.
    let short = |at: usize| tokens.get(at).is_some_and(|token| token.span.len() <= 4);
    lead && (infinitive(at + 1)
        || short(at + 1) && !language.determiners.contains(tokens[at + 1].word) && infinitive(at + 2))
}

/// Finds nouns that point back: "cet accord", "l'Organisation", "the said agreement".
pub(super) fn back(finder: &mut Finder<'_>) {
    let reading = finder.reading;
    let language = reading.language;
    for at in 1..reading.tokens.list.len() {
        let token = &reading.tokens[at];
        let Some(head) = language.heads.get(&token.word).and_then(|heads| heads.first()) else { continue };
        let before = reading.tokens[at - 1].word;
        let demonstrative = language.demonstratives.contains(before);
        let described =
            reading.longest(&language.described, at + 1, reading.tokens.list.len()).is_some() && !asks(reading, at + 1);
        let definite = language.determiners.contains(before)
            || language.genitives.contains(before)
            || language.receiver_leads.contains(before);
        if finder.taken[at] || finder.barred[at] || !(demonstrative || (definite && token.is_name_like() && !described))
        {
            continue;
        }
        let start = if demonstrative { at - 1 } else { at };
        finder.add(Mention {
            tokens: start..at + 1,
            outer_end: at + 1,
            entity_type: head.entity_type,
            kind: head.kind,
            referent: Referent::Back,
            head: Some(token.word),
            nested: false,
            prospective: false,
        });
    }
}
