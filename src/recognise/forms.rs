//! Names by their form: a noun that begins names, with the words that make it one.
//!
//! French and Spanish put the noun first and let modifiers in small letters follow it ("Centre INTERPOL de lutte contre la
//! criminalité numérique"); English puts capitals before and after it ("Inter-Regional Bureau for Vessel Registration") and
//! modifiers in small letters before it ("draft co-operation agreement"). Where a name ends is decided by closed classes of
//! words, which are data: what joins (linkers), what never stands in a name (breakers). A noun alone is no name.

use super::{Finder, Mention, Referent, describes, occasions, tails};
use crate::ontology::{Head, Language};
use crate::parse::Reading;
use crate::parse::{number_at, ordinal_at};
use crate::pattern::{Filled, Filler, Fillers, Slot};
use crate::text::{Case, Token, TokenKind};
use std::ops::Range;

/// Words of a name at most.
const LONGEST: usize = 30;
/// Names that are looked for one within another at most: "the Report of the Director of the Institute of the Union".
const JOINED: usize = 3;
/// Modifiers before a noun at most.
const MODIFIERS: usize = 6;
/// Adjectives between a noun and its occasion at most.
const ADJECTIVES: usize = 3;
/// Words that say that something is to be created, at most: "mettre en place une".
const BEFORE_CREATED: usize = 6;

/// Finds names by form, from left to right, and persons after their title.
pub(super) fn find(finder: &mut Finder<'_>) {
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
fn founded_end(finder: &Finder<'_>, at: usize) -> Option<usize> {
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
fn named_by_head(finder: &Finder<'_>, at: usize, within: Option<&Mention>) -> Option<Mention> {
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
    let forms = heads.iter().filter_map(|head| Form::new(finder, *head, at, stop));
    let fitting = forms.filter(|form| token.is_name_like() || !form.head.capital || form.head.ordinal || form.created);
    fitting.filter_map(|form| form.name()).max_by_key(|mention| mention.tokens.len())
}

/// The token after the name by form that begins at a token and is not found yet.
pub(super) fn name_end(finder: &Finder<'_>, at: usize) -> Option<usize> {
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
    let free =
        |at: &usize| tokens.get(*at).is_some_and(|t| t.is_name_like() && !finder.taken[*at] && !finder.barred[*at]);
    let end = before_office(reading, start, (start..start + MODIFIERS).take_while(free).last()? + 1);
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

/// What a name has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    /// A word in small letters.
    Small,
    /// A word in large ones.
    Name,
    /// The name of something else, joined by a linker.
    Closed,
}

/// One attempt: a head noun at a token.
struct Form<'a> {
    finder: &'a Finder<'a>,
    head: Head,
    at: usize,
    /// The token after the noun and its further words.
    base: usize,
    /// The token that the name cannot reach.
    stop: usize,
    /// Whether the text creates what the noun names: then it needs no capital.
    created: bool,
}

impl<'a> Form<'a> {
    /// The noun at a token, when its further words follow.
    fn new(finder: &'a Finder<'a>, head: Head, at: usize, stop: usize) -> Option<Self> {
        let reading = finder.reading;
        let base = match head.rest {
            Some(rest) => reading.matches(&reading.language.head_rests[rest], at + 1, reading.tokens.list.len())?,
            None => at + 1,
        };
        let form = Self { finder, head, at, base, stop, created: false };
        let created = !form.is_proper() && form.is_created();
        Some(Self { created, ..form })
    }

    /// Whether words before the name say that it is to be created: "<créer un> groupe d'experts".
    fn is_created(&self) -> bool {
        let reading = self.finder.reading;
        let start = self.start();
        let from = start.saturating_sub(BEFORE_CREATED);
        let creating = &reading.language.creating;
        (from..start).any(|at| reading.longest(creating, at, start) == Some(start))
    }

    fn token(&self, at: usize) -> Option<&Token> {
        self.finder.reading.tokens.list.get(at)
    }

    fn language(&self) -> &Language {
        self.finder.reading.language
    }

    fn is_proper(&self) -> bool {
        self.token(self.at).is_some_and(Token::is_name_like)
    }

    /// Whether all linkers may join to the noun: it has a capital, or the text creates what it names.
    fn is_large(&self) -> bool {
        self.is_proper() || self.created
    }

    fn name(&self) -> Option<Mention> {
        if self.head.ordinal && (!self.is_proper() || self.ordinal_before().is_some()) {
            return self.ordered();
        }
        if let Some(cited) = self.cited() {
            return Some(cited);
        }
        if self.is_modifying() {
            return None;
        }
        let start = self.start();
        let end = self.end();
        let dated = (end == self.base && !self.is_proper_name(start)).then(|| self.dated_end()).flatten();
        let end = dated.unwrap_or(end);
        let told = || dated.is_some() || occasions::end(self.finder, end, self.head.entity_type).is_some();
        // What an ordinal counts is known by it: "3a <reunión> celebrada en Cádiz".
        let counted = || dated.is_some() && self.ordinal_before().is_some();
        let vague = || !told() || !self.is_noun(start) || counted();
        if self.head.occasion && !self.is_proper() && vague() {
            return None;
        }
        let founded = founded_end(self.finder, end).filter(|stop| self.is_body() && *stop <= self.stop);
        let end = founded.unwrap_or(end);
        let points_back = start.checked_sub(1).and_then(|at| self.token(at));
        if points_back.is_some_and(|token| self.language().demonstratives.contains(token.word)) {
            return None;
        }
        let bare = start == self.at && end == self.base;
        if bare && !(self.head.alone && self.is_proper()) || end - start > LONGEST {
            return None;
        }
        // "président du Comité", but "le président Kerlo" is a person.
        let large = (self.base..end).find(|at| self.token(*at).is_some_and(Token::is_name_like));
        let joined = |token: &Token| {
            self.language().determiners.contains(token.word) || self.language().linkers.contains(token.word)
        };
        let owned = large.is_some_and(|at| {
            self.token(at - 1).is_some_and(joined)
                || self.finder.reading.language.place_linkers.contains(self.finder.reading.tokens[at - 1].word)
        });
        if self.head.named && !owned && !self.created {
            return None;
        }
        // Modifiers in small letters alone make no name in English: "strong agreement" has no linker and no draft.
        let drafted = (start..self.at).any(|at| self.language().drafts.contains(self.finder.reading.tokens[at].word));
        if self.head.dated && !self.is_told_apart(end) {
            return None;
        }
        let only_before = end == self.base && !self.is_proper();
        if only_before && !drafted && !self.modified_by_noun(start) {
            return None;
        }
        Some(self.mention(start..end, Referent::Named, drafted))
    }

    /// Whether it names an organisation by a capital: a body that a document may have founded.
    fn is_body(&self) -> bool {
        self.finder.reading.ontology.type_named("Organization") == Some(self.head.entity_type) && self.is_proper()
    }

    fn mention(&self, tokens: Range<usize>, referent: Referent, prospective: bool) -> Mention {
        Mention {
            outer_end: tokens.end,
            tokens,
            entity_type: self.head.entity_type,
            kind: self.head.kind,
            referent,
            head: self.token(self.at).map(|token| token.word),
            nested: false,
            prospective,
        }
    }

    /// The start of an ordinal that ends right before the noun.
    fn ordinal_before(&self) -> Option<usize> {
        let from = self.at.saturating_sub(5);
        (from..self.at).find(|at| ordinal_at(self.finder.reading, *at).is_some_and(|(end, _)| end == self.at))
    }

    /// "81ème session".
    fn ordered(&self) -> Option<Mention> {
        let start = self.ordinal_before()?;
        let counted = self.finder.reading.longest(&self.language().counted, self.at + 1, self.block_end());
        // "Segunda Reunión de Autoridades Portuarias" is a name, "segunda reunión de la Comisión" no more than counted.
        let named = if self.is_proper() { self.end() } else { self.at + 1 };
        let end = counted.unwrap_or(named);
        self.finder.is_free(start..self.at + 1).then(|| self.mention(start..end, Referent::Named, false))
    }

    /// "rapport AG-2012-RAP-18": the noun before a symbol is part of how the document is called.
    fn cited(&self) -> Option<Mention> {
        let next = self.finder.starting_at(self.at + 1).next()?;
        let Referent::Cited { .. } = next.referent else { return None };
        (next.entity_type == self.head.entity_type)
            .then(|| self.mention(self.issuer_start()..next.tokens.end, next.referent.clone(), false))
    }

    /// The start of the name of the body before a noun that a symbol follows: `<General Assembly> resolution 45/12`.
    fn issuer_start(&self) -> usize {
        if !self.language().modifiers_before {
            return self.at;
        }
        let capital = |at: &usize| self.token(*at).is_some_and(Token::is_name_like) && self.is_modifier(*at);
        let start = self.at - (self.at.saturating_sub(MODIFIERS)..self.at).rev().take_while(capital).count();
        let list = self.finder.mentions.list.iter().filter(|m| m.tokens.end <= self.at);
        let named = list.filter(|m| m.tokens.contains(&start) || m.tokens.end == start);
        named.map(|m| m.tokens.start).min().unwrap_or(start).min(start)
    }

    /// Whether the noun only modifies another name's noun, which follows it: `<Council> Resolution`.
    fn is_modifying(&self) -> bool {
        let next = self.token(self.at + 1).filter(|next| next.is_name_like() && next.block == self.block());
        let head = next.and_then(|next| self.language().heads.get(&next.word));
        self.language().modifiers_before && self.is_proper() && head.is_some()
    }

    fn block(&self) -> u32 {
        self.finder.reading.tokens[self.at].block
    }

    /// A word that may stand in a name: no breaker, no participle, nothing taken.
    fn fits(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let language = self.language();
        token.kind == TokenKind::Word
            && token.block == self.finder.reading.tokens[self.at].block
            && !self.finder.barred[at]
            && !language.breakers.contains(token.word)
            && !language.demonstratives.contains(token.word)
            && !language.coordinators.contains(token.word)
            && (!language.dating.contains(token.word) || language.place_linkers.contains(token.word))
            && (token.is_name_like() || !self.ends_in(token, &language.breaker_endings))
    }

    /// Whether a word ends in one of these, with something before it.
    fn ends_in(&self, token: &Token, endings: &[String]) -> bool {
        let word = crate::text::fold::fold(self.finder.reading.source.quote(token.span));
        endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending.as_str()))
    }

    /// Whether the noun and capitals before it are a name by themselves: "Harbour Agreement".
    fn is_proper_name(&self, start: usize) -> bool {
        start < self.at && self.is_proper()
    }

    /// Whether a date or a symbol in parentheses at the end of a name tells its document from others of its kind.
    fn is_told_apart(&self, end: usize) -> bool {
        let (finder, tokens) = (self.finder, self.finder.reading.tokens);
        let dated = finder.mentions.dates.iter().any(|date| date.tokens.end == end);
        let after = finder.mentions.after_date(finder.reading, end, tokens.list.len());
        let opens = tokens.list.get(after).is_some_and(|token| token.is('(') || token.is('['));
        let labelled = opens && finder.starting_at(after + 1).any(|m| matches!(m.referent, Referent::Cited { .. }));
        dated || after > end || labelled
    }

    /// The token after the date of a document that has no other name: "the Rules of 15 September 1979". The date of a
    /// heading is its own document's.
    fn dated_end(&self) -> Option<usize> {
        let reading = self.finder.reading;
        let document = reading.ontology.type_named("Document") == Some(self.head.entity_type);
        let after = self.finder.mentions.after_date(reading, self.base, reading.tokens.list.len());
        let dated =
            (document && self.at >= self.finder.text_start && after > self.base && !self.token(self.base)?.is(','))
                .then_some(after);
        let here = self.at >= self.finder.text_start;
        let told = || self.after_adjectives().find_map(|at| occasions::end(self.finder, at, self.head.entity_type));
        dated.or_else(|| told().filter(|_| here)).filter(|end| *end <= self.stop)
    }

    /// The tokens after the noun and after each adjective that follows it: "réunion <ministérielle> du 18 juin".
    fn after_adjectives(&self) -> impl Iterator<Item = usize> {
        let language = self.language();
        let adjective = move |at: &usize| {
            let free = !self.finder.taken.get(*at).is_none_or(|taken| *taken);
            let small = free && self.token(*at).is_some_and(|token| token.case == Case::Lower);
            small && self.fits(*at) && !language.linkers.contains(self.finder.reading.tokens[*at].word)
        };
        let most = if language.modifiers_before { 0 } else { ADJECTIVES };
        let count = (self.base..self.base + most).take_while(adjective).count();
        self.base..=self.base + count
    }

    /// Whether an occasion that looks like a participle is a noun: "the meeting on 4 May", but "meeting on 4 May at its 12th session".
    fn is_noun(&self, start: usize) -> bool {
        let participle = self.token(self.at).is_some_and(|token| self.ends_in(token, &self.language().breaker_endings));
        let before = start.checked_sub(1).and_then(|at| self.token(at));
        let adjective = |token: &Token| {
            let language = self.language();
            let small = token.kind == TokenKind::Word && token.case == Case::Lower;
            let ends = language.breakers.contains(token.word) || language.linkers.contains(token.word);
            small && (language.determiners.contains(token.word) || !ends)
        };
        !participle || start < self.at || before.is_some_and(adjective)
    }

    /// The first token of the name: its modifiers, and an ordinal before them ("Third Committee").
    fn start(&self) -> usize {
        let start = self.modified_start();
        let ordinal = |at: &usize| ordinal_at(self.finder.reading, *at).is_some_and(|(end, _)| end == start);
        let counted = (start.saturating_sub(3)..start).find(ordinal).filter(|at| {
            let named = self.token(*at).is_some_and(|token| token.kind == TokenKind::Number || token.is_name_like());
            let proper = named && self.is_proper() || self.head.occasion && !self.is_proper();
            proper && self.finder.is_free(*at..start)
        });
        counted.or_else(|| self.roman_before(start)).unwrap_or(start)
    }

    /// A Roman numeral before an event: `<IV> Reunión sobre Puertos`.
    fn roman_before(&self, start: usize) -> Option<usize> {
        let at = start.checked_sub(1).filter(|at| self.is_proper() && self.finder.is_free(*at..start))?;
        let event = self.finder.reading.ontology.type_named("Event") == Some(self.head.entity_type);
        let numeral = self.finder.reading.source.quote(self.token(at)?.span);
        let same_block = self.token(at)?.block == self.token(start)?.block;
        (event && same_block && numeral.chars().all(|c| "IVXLC".contains(c))).then_some(at)
    }

    /// A draft before the noun, or in English its modifiers.
    fn modified_start(&self) -> usize {
        let language = self.language();
        let word = |at: usize| self.token(at).map(|token| token.word);
        if !language.modifiers_before {
            let draft = self.at.checked_sub(2).filter(|at| {
                word(*at).is_some_and(|w| language.drafts.contains(w))
                    && word(at + 1).is_some_and(|w| language.linkers.contains(w))
            });
            return draft.filter(|at| self.finder.is_free(*at..self.at)).unwrap_or(self.at);
        }
        let mut start = self.at;
        while start > 0 && self.at - start < MODIFIERS && self.is_modifier(start - 1) {
            start -= 1;
        }
        let start = self.series_start(start).unwrap_or(start);
        self.possessor(start).unwrap_or(start)
    }

    /// The start of capitals in a row before a proper noun, which an article makes one name:
    /// `the <Programme, Budget and> Administration Committee`.
    fn series_start(&self, start: usize) -> Option<usize> {
        let language = self.language();
        let and = start
            .checked_sub(1)
            .filter(|at| self.is_proper() && language.coordinators.contains(self.finder.reading.tokens[*at].word))?;
        let capital =
            |at: usize| self.token(at).is_some_and(Token::is_name_like) && self.fits(at) && !self.finder.taken[at];
        let mut first = and;
        while first > 1 && capital(first - 1) {
            first -= 1;
            let comma = first > 1 && self.token(first - 1).is_some_and(|token| token.is(','));
            first -= usize::from(comma && capital(first - 2));
        }
        let article = first.checked_sub(1).and_then(|at| self.token(at))?;
        let is_head = |at: usize| language.heads.contains_key(&self.finder.reading.tokens[at].word);
        let single = (first..and).all(|at| self.token(at).is_some_and(|token| !token.is(',')));
        let other = single && (first..and).any(is_head);
        (first < and && start < self.at + 1 && language.determiners.contains(article.word) && !other).then_some(first)
    }

    /// The start of a name that possesses what begins at a token: `<INTERPOL>'s initiative`.
    fn possessor(&self, at: usize) -> Option<usize> {
        let reading = self.finder.reading;
        let sign = (at.saturating_sub(2)..at).find(|before| reading.possessive_at(*before) == Some(at))?;
        let list = self.finder.mentions.list.iter().filter(|m| m.tokens.end == sign);
        list.map(|m| m.tokens.start).min()
    }

    /// Whether a token before an English noun belongs to its name: capitals before a proper one, any word before another.
    fn is_modifier(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let language = self.language();
        // "the Secretary-General's letter": what makes a possessor is no modifier.
        let sign = |from: usize| self.finder.reading.possessive_at(from).is_some_and(|stop| stop > at);
        if (at.saturating_sub(1)..=at).any(sign) {
            return false;
        }
        let kin = token.is_name_like() || !self.is_proper() || language.drafts.contains(token.word);
        let function = language.determiners.contains(token.word) || language.linkers.contains(token.word);
        kin && self.fits(at) && !function && self.is_loose(at)
    }

    /// Whether a token is in no mention, or in one that a name may hold (an organisation's short name).
    fn is_loose(&self, at: usize) -> bool {
        if !self.finder.taken[at] {
            return true;
        }
        let inside = self.finder.mentions.list.iter().find(|m| m.tokens.contains(&at));
        let organization = self.finder.reading.ontology.type_named("Organization");
        let kin = |m: &Mention| Some(m.entity_type) == organization || self.is_place(m);
        inside.is_none_or(|m| kin(m) && matches!(m.referent, Referent::Curated { .. }))
    }

    /// Whether what stands before a small-letter noun makes it a name of its own: a noun, known by the lexicon of heads or drafts.
    fn modified_by_noun(&self, start: usize) -> bool {
        (start..self.at).any(|at| self.token(at).is_some_and(Token::is_name_like))
    }

    /// The token after the name. A noun in small letters needs more than modifiers: `accord <de coopération>`.
    fn end(&self) -> usize {
        let mut end = self.base;
        let mut last = Last::Small;
        let mut joined = end;
        while end - self.at <= LONGEST && end < self.stop {
            let next = self.after_mention(end, last).or_else(|| self.after_linker(end, last));
            let next = next.or_else(|| self.after_word(end, last)).or_else(|| self.after_and(end));
            let next = next.or_else(|| self.after_repeated(end, last));
            let Some((next, kind)) = next else { break };
            if next > end + 1 || kind != Last::Small || self.is_glued(end) {
                joined = next;
            }
            (end, last) = (next, kind);
        }
        if self.is_large() { self.title_end(end).unwrap_or(end) } else { joined }
    }

    /// The token after what the title of a document goes on with: "Convention <relative à l'aviation civile internationale>".
    fn title_end(&self, at: usize) -> Option<usize> {
        let document = self.finder.reading.ontology.type_named("Document") == Some(self.head.entity_type);
        let end = tails::title_end(self.finder, at).filter(|end| *end <= self.stop);
        end.filter(|_| document && self.is_proper() && at < self.block_end())
    }

    /// A mention right after a proper noun: `Centre <INTERPOL>`.
    fn after_mention(&self, at: usize, last: Last) -> Option<(usize, Last)> {
        let mention = self.mention_at(at)?;
        (self.is_proper() && last == Last::Small && mention.tokens.len() == 1)
            .then_some((mention.tokens.end, Last::Name))
    }

    fn mention_at(&self, at: usize) -> Option<&Mention> {
        self.finder.starting_at(at).max_by_key(|m| m.tokens.end)
    }

    /// A linker with its article, and what it joins.
    fn after_linker(&self, at: usize, last: Last) -> Option<(usize, Last)> {
        let language = self.language();
        let linker = self.token(at).filter(|linker| linker.block == self.finder.reading.tokens[self.at].block)?;
        let inner = (at + 1..at + 4).find(|at| {
            let skipped =
                |token: &Token| language.determiners.contains(token.word) || language.genitives.contains(token.word);
            self.token(*at).is_none_or(|token| !skipped(token))
        })?;
        let mention = self.mention_at(inner);
        let is_place = mention.map_or_else(|| self.token(inner).is_some_and(Token::is_name_like), |m| self.is_place(m));
        // A noun that takes a complement takes it inside a name too: "Misión de Apoyo <a> Malí".
        let directed = self.token(at - 1).is_some_and(|t| t.is_name_like() && language.directed.contains(t.word));
        let place = (self.head.placed || directed) && language.place_linkers.contains(linker.word) && is_place;
        let joins = if self.is_large() { &language.linkers } else { &language.genitives };
        if !joins.contains(linker.word) && !place && !self.is_argument(at) {
            return None;
        }
        // "la Force pour <une> période", "le Comité de <son> mandat": the rest of the sentence, not of the name.
        let open = (at + 1..inner).any(|at| self.token(at).is_some_and(|t| language.indefinites.contains(t.word)));
        let document = self.finder.reading.ontology.type_named("Document") == Some(self.head.entity_type);
        if open && !document && !self.token(inner).is_some_and(Token::is_name_like) {
            return None;
        }
        if at == self.base && self.is_aside(linker, inner) {
            return None;
        }
        let fixed = self.finder.reading.longest(&language.fixed, inner, self.block_end());
        if let Some(end) = fixed.filter(|end| self.finder.is_free(inner..*end)) {
            return Some((end, Last::Small));
        }
        if let Some(mention) = mention {
            let symbol = matches!(mention.referent, Referent::Cited { .. });
            return (!symbol).then_some((mention.tokens.end, Last::Closed));
        }
        if let Some(name) = self.joined_name(inner) {
            return Some((name.tokens.end, Last::Closed));
        }
        self.after_joined(at, inner, last)
    }

    /// Whether what a linker joins to a bare noun is no part of a name: what a body is told ("informer le Comité des mesures"), or
    /// what is said of something ("la déclaration de son Président sur la situation", "la Force pour une période").
    fn is_aside(&self, linker: &Token, inner: usize) -> bool {
        let (reading, language) = (self.finder.reading, self.language());
        let of = |name: &str| reading.ontology.type_named(name) == Some(self.head.entity_type);
        if language.modifiers_before || !of("Organization") && !of("Office") {
            return false;
        }
        let small = !self.token(inner).is_some_and(Token::is_name_like) && self.mention_at(inner).is_none();
        if !language.genitives.contains(linker.word) {
            return small && self.is_proper() || of("Office") && language.subject_linkers.contains(linker.word);
        }
        let start = self.start();
        let from = start.saturating_sub(BEFORE_CREATED);
        small && (from..start).any(|at| reading.longest(&language.informing, at, start) == Some(start))
    }

    /// The name that a noun with a capital begins after a linker: "informe del <Comité de Expertos sobre Pesca>".
    fn joined_name(&self, at: usize) -> Option<Mention> {
        let proper = self.token(at).is_some_and(Token::is_name_like) && !self.finder.taken[at];
        let name = proper.then(|| named_by_head(self.finder, at, None)).flatten()?;
        (name.tokens.start == at && name.tokens.end <= self.stop).then_some(name)
    }

    /// Whether a token joins to the noun before it what that is for: `Force d'assistance <à> la sécurité`.
    fn is_argument(&self, at: usize) -> bool {
        let language = self.language();
        let noun = self.token(at - 1).is_some_and(|token| language.argued.contains(token.word));
        noun && self.is_proper() && self.token(at).is_some_and(|token| language.argument_linkers.contains(token.word))
    }

    fn is_place(&self, mention: &Mention) -> bool {
        self.finder.reading.ontology.type_named("Place") == Some(mention.entity_type)
    }

    /// A word after a linker. After another's name, "of" and a small letter belong to what follows: "le Conseil de l'UIT des résultats".
    fn after_joined(&self, linker: usize, inner: usize, last: Last) -> Option<(usize, Last)> {
        let language = self.language();
        let token = self.token(inner)?;
        // "PRIE le Bureau des phares de <faire> rapport": a verb, not what the Bureau is called.
        let verb = inner == linker + 1 && self.finder.reading.is_infinitive(inner);
        let small = !self.is_proper() || !language.modifiers_before;
        let of = language.genitives.contains(self.finder.reading.tokens[linker].word);
        // "la Mission des Nations Unies pour la stabilisation d'Haïti <pour ses efforts>": a second one begins something else.
        let word = |at: usize| self.finder.reading.tokens[at].word;
        let second = (self.base..linker).any(|at| word(at) == word(linker));
        if !token.is_name_like() && (verb || !small || (last == Last::Closed && (of || second))) {
            return None;
        }
        // "the report of the Committee to the <Fifty-ninth> Assembly": a session that is reported to.
        if language.modifiers_before && !of && ordinal_at(self.finder.reading, inner).is_some() {
            return None;
        }
        let fits = self.fits(inner) && !language.linkers.contains(token.word);
        let titled = language.honorifics.contains(token.word);
        (fits && !titled).then_some((inner + 1, if token.is_name_like() { Last::Name } else { Last::Small }))
    }

    /// A word of the name itself.
    fn after_word(&self, at: usize, last: Last) -> Option<(usize, Last)> {
        let language = self.language();
        let token = self.token(at)?;
        if self.is_glued(at) {
            return Some((at + 1, last));
        }
        if self.finder.taken[at] || language.determiners.contains(token.word) {
            return None;
        }
        if let Some((next, _)) = number_at(self.finder.reading, at) {
            let counted = self.is_proper() && token.spaced && token.span.len() <= 4 && !self.before_month(next);
            return (counted && last == Last::Small).then_some((next, Last::Name));
        }
        let linker = language.linkers.contains(token.word);
        let small = !language.modifiers_before && last == Last::Small && !linker && !self.is_before_object(at);
        let kind = if token.is_name_like() { Last::Name } else { Last::Small };
        (self.fits(at) && (token.is_name_like() || small)).then_some((at + 1, kind))
    }

    /// Whether an article follows a word in small letters: then it is a verb, since no modifier stands there: `balise <les> côtes`.
    fn is_before_object(&self, at: usize) -> bool {
        let next = self.token(at + 1).filter(|next| next.block == self.finder.reading.tokens[at].block);
        !self.finder.reading.tokens[at].is_name_like()
            && next.is_some_and(|next| next.case == Case::Lower && self.language().determiners.contains(next.word))
    }

    /// Whether a hyphen alone parts a token from the one before: `cessez<-le><-feu>` is one word.
    fn is_glued(&self, at: usize) -> bool {
        let tokens = &self.finder.reading.tokens.list;
        let gap = tokens[at - 1].span.end as usize..tokens[at].span.start as usize;
        !self.finder.taken[at] && matches!(self.finder.reading.source.text.get(gap), Some("-" | "‐" | "‑"))
    }

    /// The token after the last one of the block.
    fn block_end(&self) -> usize {
        self.finder.reading.tokens.block_end(self.at)
    }

    fn before_month(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| self.language().months.contains_key(&token.word))
    }

    /// "and" with the same preposition as before and a word in small letters, both without an article: "Accord de cessez-le-feu
    /// <et de séparation> des forces". With an article it would be another thing: "le Groupe d'experts et de la communauté".
    fn after_repeated(&self, at: usize, last: Last) -> Option<(usize, Last)> {
        let language = self.language();
        let (and, of, word) = (self.token(at)?, self.token(at + 1)?, self.token(at + 2)?);
        let genitive = |token: &Token| {
            language.genitives.contains(token.word) && !language.definite_genitives.contains(token.word)
        };
        let before = (self.base..at).rev().find(|at| language.linkers.contains(self.finder.reading.tokens[*at].word));
        let repeated = before.is_some_and(|at| self.token(at).is_some_and(genitive)) && genitive(of);
        let joins = language.coordinators.contains(and.word) && self.is_proper() && last == Last::Small && repeated;
        let small = word.case == Case::Lower && self.fits(at + 2) && !language.determiners.contains(word.word);
        let verb = self.ends_in(word, &language.infinitive_endings);
        (joins && small && !verb && !self.finder.taken[at + 2]).then_some((at + 3, Last::Small))
    }

    /// "and" with a capital after it, inside a proper name: `Conference on Trade <and Development>`.
    fn after_and(&self, at: usize) -> Option<(usize, Last)> {
        let language = self.language();
        let (and, before) = (self.token(at)?, self.token(at - 1)?);
        // "contra la Droga y <el> Delito": an article only after a linker.
        let linked = (self.at + 1..at).any(|at| language.linkers.contains(self.finder.reading.tokens[at].word));
        let article = linked && self.token(at + 1).is_some_and(|token| language.determiners.contains(token.word));
        let place = at + 1 + usize::from(article);
        let next = self.token(place)?;
        let inside = language.coordinators.contains(and.word) && self.is_proper() && at > self.at + 1;
        let goes_on = next.is_name_like() && before.is_name_like() && next.case == Case::Capital;
        let titled = language.honorifics.contains(next.word);
        let other = language.heads.contains_key(&next.word) || self.mention_at(place).is_some() || !self.fits(place);
        (inside && goes_on && !other && !titled).then_some((place + 1, Last::Name))
    }
}
