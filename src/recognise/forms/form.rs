//! One attempt at a name by form: a noun at a token, and whether it is a name with the words around it.

use super::search::founded_end;
use super::{BEFORE_CREATED, LONGEST, MODIFIERS};
use crate::ontology::{Head, Language};
use crate::parse::ordinal_at;
use crate::recognise::{Finder, Mention, Referent, occasions};
use crate::text::{Case, Token, TokenKind};
use std::ops::Range;

/// Adjectives between a noun and its occasion at most.
const ADJECTIVES: usize = 3;

/// One attempt: a head noun at a token.
pub(super) struct Form<'a> {
    pub(super) finder: &'a Finder<'a>,
    pub(super) head: Head,
    pub(super) at: usize,
    /// The token after the noun and its further words.
    pub(super) base: usize,
    /// The token that the name cannot reach.
    pub(super) stop: usize,
    /// Whether the text creates what the noun names: then it needs no capital.
    pub(super) created: bool,
}

impl<'a> Form<'a> {
    /// The noun at a token, when its further words follow.
    pub(super) fn new(finder: &'a Finder<'a>, head: Head, at: usize, stop: usize) -> Option<Self> {
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

    pub(super) fn token(&self, at: usize) -> Option<&Token> {
        self.finder.reading.tokens.list.get(at)
    }

    pub(super) fn language(&self) -> &Language {
        self.finder.reading.language
    }

    pub(super) fn is_proper(&self) -> bool {
        self.token(self.at).is_some_and(Token::is_name_like)
    }

    /// Whether all linkers may join to the noun: it has a capital, or the text creates what it names.
    pub(super) fn is_large(&self) -> bool {
        self.is_proper() || self.created
    }

    pub(super) fn name(&self) -> Option<Mention> {
        if self.head.ordinal && (!self.is_proper() || self.ordinal_before().is_some()) {
            return self.ordered();
        }
        if let Some(cited) = self.cited() {
            return Some(cited);
        }
        if let Some(end) = self.numbered_end() {
            return self.numbered(end);
        }
        if self.is_modifying() || self.is_verb() {
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
        if self.is_in_symbol(end) || self.is_cited_after(end) {
            return None;
        }
        let only_before = end == self.base && !self.is_proper();
        if only_before && !drafted && !self.modified_by_noun(start) {
            return None;
        }
        Some(self.mention(start..end, Referent::Named, drafted))
    }

    /// Whether a name would end inside a symbol that no form of citation knows: "resolución S-17</1>".
    fn is_in_symbol(&self, end: usize) -> bool {
        let glued = |at: usize| self.token(at).is_some_and(|token| !token.spaced);
        let slash = |at: usize| self.token(at).is_some_and(|token| token.is('/'));
        // "Document C<19/137-F>"; a number alone is the mark of a footnote.
        let numbered = self.token(end).is_some_and(|token| token.kind == TokenKind::Number) && slash(end + 1);
        (slash(end) || numbered) && glued(end) && glued(end + 1)
    }

    /// Whether the documents are cited right after the noun and whose they are: "las resoluciones del Consejo <1325 (2000)>".
    fn is_cited_after(&self, end: usize) -> bool {
        let cited =
            |m: &Mention| matches!(m.referent, Referent::Cited { .. }) && m.entity_type == self.head.entity_type;
        self.finder.starting_at(end).any(cited)
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
        // "Résolution N° AGN/66/RES/10"
        let number = self.finder.reading.longest(&self.language().numbering, self.at + 1, self.block_end());
        let next = self.finder.starting_at(number.unwrap_or(self.at + 1)).next()?;
        let Referent::Cited { .. } = next.referent else { return None };
        (next.entity_type == self.head.entity_type)
            .then(|| self.mention(self.issuer_start()..next.tokens.end, next.referent.clone(), false))
    }

    /// The token after the number of a document, which follows its noun: "rapport <n° 9>", "Decree <No. 2019-1580>".
    fn numbered_end(&self) -> Option<usize> {
        let reading = self.finder.reading;
        let document = reading.ontology.type_named("Document") == Some(self.head.entity_type);
        let number = reading.longest(&self.language().numbering, self.base, self.block_end()).filter(|_| document)?;
        let is_number = |at: usize| self.token(at).is_some_and(|token| token.kind == TokenKind::Number);
        let glued = |at: usize| self.token(at).is_some_and(|token| !token.spaced);
        let mut end = number + usize::from(is_number(number));
        while end > number && glued(end) {
            // The hyphen of "2019-1580" is no token.
            let slash = usize::from(self.token(end).is_some_and(|token| token.is('/')));
            if !is_number(end + slash) || !glued(end + slash) {
                break;
            }
            end += slash + 1;
        }
        (end > number && end <= self.stop.min(self.block_end())).then_some(end)
    }

    /// "rapport n° 9", "Decree No. 2019-1580 of 31 December 2019"; none in a heading, where it is the document itself.
    fn numbered(&self, end: usize) -> Option<Mention> {
        let reading = self.finder.reading;
        let dated = self.finder.mentions.after_date(reading, end, self.block_end()).min(self.stop);
        let here = self.at >= self.finder.text_start && self.finder.is_free(self.at..end);
        here.then(|| self.mention(self.start()..dated.max(end), Referent::Named, false))
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

    pub(super) fn block(&self) -> u32 {
        self.finder.reading.tokens[self.at].block
    }

    /// A word that may stand in a name: no breaker, no participle, nothing taken.
    pub(super) fn fits(&self, at: usize) -> bool {
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
    pub(super) fn ends_in(&self, token: &Token, endings: &[String]) -> bool {
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

    /// Whether the noun is a verb there: where modifiers follow their noun, one thing alone has an article after "that", with or without
    /// a pronoun: "que informe sobre las medidas", "que le informe".
    fn is_verb(&self) -> bool {
        let language = self.language();
        let word = |at: usize| self.token(at).map(|token| token.word);
        let pronoun = |word| language.dative_pronouns.contains(word) && !language.determiners.contains(word);
        let that = |at: Option<usize>| at.and_then(word).is_some_and(|word| language.complementizers.contains(word));
        let before = self.at.checked_sub(1);
        let pronoun = before.and_then(word).is_some_and(pronoun);
        let led = that(before) || pronoun && that(self.at.checked_sub(2));
        !language.modifiers_before && !self.is_proper() && led
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
}
