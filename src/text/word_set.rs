//! Sets of words, as bits.

use super::{Lexicon, WordId};

/// A set of known words.
#[derive(Clone, Debug, Default)]
pub struct WordSet(Vec<u64>);

impl WordSet {
    /// The set of these words.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a String>, lexicon: &mut Lexicon) -> Self {
        words.into_iter().map(|word| lexicon.intern(word)).collect()
    }

    /// Adds a word.
    pub fn insert(&mut self, word: WordId) {
        let index = word.index();
        if self.0.len() <= index / 64 {
            self.0.resize(index / 64 + 1, 0);
        }
        self.0[index / 64] |= 1 << (index % 64);
    }

    /// Removes a word.
    pub fn remove(&mut self, word: WordId) {
        let index = word.index();
        if let Some(bits) = self.0.get_mut(index / 64) {
            *bits &= !(1 << (index % 64));
        }
    }

    /// Whether the word is in it; the unknown word never is.
    #[must_use]
    pub fn contains(&self, word: WordId) -> bool {
        let index = word.index();
        index > 0 && self.0.get(index / 64).is_some_and(|bits| bits & (1 << (index % 64)) != 0)
    }
}

impl FromIterator<WordId> for WordSet {
    fn from_iter<I: IntoIterator<Item = WordId>>(words: I) -> Self {
        let mut set = Self::default();
        for word in words {
            set.insert(word);
        }
        set
    }
}
