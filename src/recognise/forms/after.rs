//! Where a name by form ends: the linkers, words and names that go on after its noun.

use super::form::Form;
use super::search::named_by_head;
use super::{BEFORE_CREATED, LONGEST};
use crate::parse::{number_at, ordinal_at};
use crate::recognise::{Mention, Referent, tails};
use crate::text::{Case, Token};

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
impl Form<'_> {
    /// The token after the name. A noun in small letters needs more than modifiers: `accord <de coopération>`.
    pub(super) fn end(&self) -> usize {
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

    pub(super) fn mention_at(&self, at: usize) -> Option<&Mention> {
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

    pub(super) fn is_place(&self, mention: &Mention) -> bool {
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
            // Alone at the start of a line it marks the item there: "instructs the Council", "1 to include …".
            let counted = self.is_proper()
                && token.spaced
                && !token.line_start
                && token.span.len() <= 4
                && !self.before_month(next);
            return (counted && last == Last::Small).then_some((next, Last::Name));
        }
        let linker = language.linkers.contains(token.word) || language.place_linkers.contains(token.word);
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
        !self.finder.taken[at] && self.finder.reading.is_hyphenated(at)
    }

    /// The token after the last one of the block.
    pub(super) fn block_end(&self) -> usize {
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
