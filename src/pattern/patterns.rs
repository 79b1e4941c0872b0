//! Patterns of one purpose, tried together.
//!
//! Most words of a document begin none of them, and that is told by one bit of the word; the others tell which to try.

use super::matcher::{Captures, Fillers, run_at};
use super::program::Program;
use crate::text::{Token, Tokens, WordId, WordSet};
use std::sync::Arc;

/// A list of patterns, by what they may begin with.
#[derive(Clone, Debug, Default)]
pub struct Patterns(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    list: Vec<Program>,
    /// Words with which one of them may begin, and which it is.
    words: WordSet,
    /// By word, each with the index of one that may begin with it. A table of all words would be kilobytes for each list.
    by_word: Box<[(WordId, u16)]>,
    /// Those that may begin with a number.
    by_number: Vec<u16>,
    /// Those that may begin with anything else.
    others: Vec<u16>,
}

impl Inner {
    /// Those that may begin with a word.
    fn beginning_with(&self, word: WordId) -> &[(WordId, u16)] {
        let from = self.by_word.partition_point(|(other, _)| *other < word);
        let count = self.by_word[from..].iter().take_while(|(other, _)| *other == word).count();
        &self.by_word[from..from + count]
    }
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
        // Asked at most words of a document, and mostly in vain.
        if !self.may_begin(tokens.list.get(at).filter(|_| at < end)?) {
            return None;
        }
        let tried = self.beginning_at(tokens, at, end);
        tried.filter_map(|program| run_at(program, tokens, at, end, fillers)).map(|found| found.range.end).max()
    }

    /// Those that may begin at a token, before token `end`.
    fn beginning_at<'a>(
        &'a self,
        tokens: &Tokens,
        at: usize,
        end: usize,
    ) -> impl Iterator<Item = &'a Program> + use<'a> {
        let inner = &*self.0;
        let (mut by_word, mut by_number, mut others): (&[(WordId, u16)], &[u16], &[u16]) = Default::default();
        if let Some(token) = tokens.list.get(at).filter(|_| at < end) {
            others = &inner.others;
            if inner.words.contains(token.word) {
                by_word = inner.beginning_with(token.word);
            }
            if token.is_number_like() {
                by_number = &inner.by_number;
            }
        }
        let indices = by_word.iter().map(|(_, index)| index).chain(by_number).chain(others);
        indices.map(|index| &inner.list[usize::from(*index)])
    }

    /// The matches at a token, before token `end`, each with its pattern.
    pub fn matches<'a>(
        &'a self,
        tokens: &'a Tokens,
        at: usize,
        end: usize,
        fillers: &'a dyn Fillers,
    ) -> impl Iterator<Item = (&'a Program, Captures)> + 'a {
        let tried = self.beginning_at(tokens, at, end);
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
        let mut by_word = Vec::new();
        for (index, program) in (0..).zip(&inner.list) {
            let Some(starts) = &program.starts else {
                inner.others.push(index);
                continue;
            };
            by_word.extend(starts.words.iter().map(|word| (*word, index)));
            if starts.number {
                inner.by_number.push(index);
            }
        }
        // The highest first, so that the set grows once.
        by_word.sort_unstable();
        inner.words = by_word.iter().rev().map(|(word, _)| *word).collect();
        inner.by_word = by_word.into();
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
