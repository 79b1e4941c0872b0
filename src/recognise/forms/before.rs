//! Where a name by form begins: a draft, an ordinal, English modifiers and the possessor before its noun.

use super::MODIFIERS;
use super::form::Form;
use crate::parse::ordinal_at;
use crate::recognise::{Mention, Referent};
use crate::text::{Token, TokenKind};

impl Form<'_> {
    /// The first token of the name: its modifiers, and an ordinal before them ("Third Committee").
    pub(super) fn start(&self) -> usize {
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
            // "<Vice->Président": another office than the noun alone.
            let joined = (1..=self.at).rev().take_while(|at| self.finder.is_joined(*at));
            let whole = joined.last().map_or(self.at, |at| at - 1);
            return draft.filter(|at| self.finder.is_free(*at..self.at)).unwrap_or(whole);
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
    pub(super) fn is_modifier(&self, at: usize) -> bool {
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
    pub(super) fn modified_by_noun(&self, start: usize) -> bool {
        (start..self.at).any(|at| self.token(at).is_some_and(Token::is_name_like))
    }
}
