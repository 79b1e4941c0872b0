//! Patterns of one purpose, tried together.
//!
//! Most words of a document begin none of them, and that is told by one bit of the word; the others tell which to try.

use super::matcher::{Captures, Fillers, run_at};
use super::program::Program;
use crate::text::{Token, Tokens, WordMap, WordSet};
use std::sync::Arc;

/// A list of patterns, by what they may begin with.
#[derive(Clone, Debug, Default)]
pub struct Patterns(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    list: Vec<Program>,
    /// Words with which one of them may begin, and which it is.
    words: WordSet,
    by_word: WordMap<Vec<u16>>,
    /// Those that may begin with a number.
    by_number: Vec<u16>,
    /// Those that may begin with anything else.
    others: Vec<u16>,
}

impl Patterns {
    /// Whether one of them may begin at a token; true more often than one does.
    #[must_use]
    pub fn may_begin(&self, token: &Token) -> bool {
        let Inner { words, by_number, others, .. } = &*self.0;
        words.contains(token.word) || !others.is_empty() || (!by_number.is_empty() && token.is_number_like())
    }

    /// The token after the longest match at a token, before token `end`.
    #[must_use]
    pub fn longest(&self, tokens: &Tokens, at: usize, end: usize, fillers: &dyn Fillers) -> Option<usize> {
        let token = tokens.list.get(at).filter(|_| at < end)?;
        if !self.may_begin(token) {
            return None;
        }
        let tried = self.beginning_with(token);
        tried.filter_map(|program| run_at(program, tokens, at, end, fillers)).map(|found| found.range.end).max()
    }

    /// Those that may begin with a token.
    fn beginning_with<'a>(&'a self, token: &'a Token) -> impl Iterator<Item = &'a Program> {
        let Inner { by_word, by_number, others, list, .. } = &*self.0;
        let by_word = by_word.get(&token.word).into_iter().flatten();
        let by_number = by_number.iter().filter(|_| token.is_number_like());
        by_word.chain(by_number).chain(others).map(|index| &list[usize::from(*index)])
    }

    /// The matches at a token, before token `end`, each with its pattern.
    pub fn matches<'a>(
        &'a self,
        tokens: &'a Tokens,
        at: usize,
        end: usize,
        fillers: &'a dyn Fillers,
    ) -> impl Iterator<Item = (&'a Program, Captures)> + 'a {
        let token = tokens.list.get(at).filter(|token| at < end && self.may_begin(token));
        let tried = token.into_iter().flat_map(|token| self.beginning_with(token));
        tried.filter_map(move |program| Some((program, run_at(program, tokens, at, end, fillers)?)))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.list.is_empty()
    }

    /// The patterns, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Program> {
        self.0.list.iter()
    }
}

impl FromIterator<Program> for Patterns {
    fn from_iter<I: IntoIterator<Item = Program>>(programs: I) -> Self {
        let mut inner = Inner { list: programs.into_iter().collect(), ..Inner::default() };
        for (index, program) in (0..).zip(&inner.list) {
            let Some(starts) = &program.starts else {
                inner.others.push(index);
                continue;
            };
            for word in &starts.words {
                inner.words.insert(*word);
                inner.by_word.or_default(*word).push(index);
            }
            if starts.number {
                inner.by_number.push(index);
            }
        }
        Self(Arc::new(inner))
    }
}

/// Things that are found by patterns, each by its own; at most tokens none of them can begin, which one look tells.
#[derive(Debug)]
pub struct Sought<T> {
    list: Vec<T>,
    /// Words with which one of them may begin.
    words: WordSet,
    /// Whether one may begin with a number.
    number: bool,
    /// Whether one may begin with anything else.
    other: bool,
}

impl<T> Sought<T> {
    /// The things, in the order of the file, and what each is found by.
    pub fn new(list: Vec<T>, patterns: impl Fn(&T) -> &Patterns) -> Self {
        let all = || list.iter().map(|one| &*patterns(one).0);
        let starts = all().flat_map(|inner| &inner.list).filter_map(|program| program.starts.as_ref());
        let words = starts.flat_map(|starts| starts.words.iter().copied()).collect();
        let number = all().any(|inner| !inner.by_number.is_empty());
        let other = all().any(|inner| !inner.others.is_empty());
        Self { list, words, number, other }
    }

    /// All of them when one may begin at a token, else none.
    #[must_use]
    pub fn at(&self, token: &Token) -> &[T] {
        let some = self.other || self.words.contains(token.word) || self.number && token.is_number_like();
        if some { &self.list } else { &[] }
    }
}
