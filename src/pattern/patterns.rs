//! Patterns of one purpose, tried together.
//!
//! Most words of a document begin none of them, and that is told by one bit of the word; the others tell which to try.

use super::matcher::{Fillers, match_at};
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
        let Inner { by_word, by_number, others, list, .. } = &*self.0;
        let by_word = by_word.get(&token.word).into_iter().flatten();
        let by_number = by_number.iter().filter(|_| token.is_number_like());
        let tried = by_word.chain(by_number).chain(others).map(|index| &list[usize::from(*index)]);
        tried.filter_map(|program| match_at(program, tokens, at, end, fillers)).map(|found| found.range.end).max()
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
