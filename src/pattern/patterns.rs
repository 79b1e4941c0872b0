//! Patterns of one purpose, tried together.
//!
//! Most words of a document begin none of them, and that is told by one bit of the word.

use super::matcher::{Fillers, match_at};
use super::program::Program;
use crate::text::{Token, Tokens, WordSet};
use std::sync::Arc;

/// A list of patterns and the words with which any of them may begin.
#[derive(Clone, Debug, Default)]
pub struct Patterns {
    list: Arc<[Program]>,
    /// None when one of them may begin with something else than a word of its own.
    starts: Option<WordSet>,
}

impl Patterns {
    /// Whether one of them may begin at a token; true more often than one does.
    #[must_use]
    pub fn may_begin(&self, token: &Token) -> bool {
        self.starts.as_ref().is_none_or(|starts| starts.contains(token.word))
    }

    /// The token after the longest match at a token, before token `end`.
    #[must_use]
    pub fn longest(&self, tokens: &Tokens, at: usize, end: usize, fillers: &dyn Fillers) -> Option<usize> {
        let token = tokens.list.get(at).filter(|_| at < end)?;
        if !self.may_begin(token) {
            return None;
        }
        self.list.iter().filter_map(|program| match_at(program, tokens, at, end, fillers)).map(|m| m.range.end).max()
    }

    /// The patterns, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = &Program> {
        self.list.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl FromIterator<Program> for Patterns {
    fn from_iter<I: IntoIterator<Item = Program>>(programs: I) -> Self {
        let list: Arc<[Program]> = programs.into_iter().collect();
        let starts = list.iter().map(|program| program.starts.as_deref()).collect::<Option<Vec<_>>>();
        Self { starts: starts.map(|words| words.into_iter().flatten().copied().collect()), list }
    }
}
