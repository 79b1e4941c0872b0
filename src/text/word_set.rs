//! Sets of words, as bits: exact ones, and sketches in one number.

use super::{Lexicon, WordId};

/// A set of known words.
#[derive(Clone, Debug, Default)]
pub struct WordSet(Vec<u64>);

impl WordSet {
    /// The set of these words.
    pub fn new<'a>(words: impl IntoIterator<Item = &'a String>, lexicon: &mut Lexicon) -> Self {
        words.into_iter().map(|word| lexicon.intern(word)).collect()
    }

    /// Adds a word; returns whether it is new.
    pub fn insert(&mut self, word: WordId) -> bool {
        let index = word.index();
        if self.0.len() <= index / 64 {
            self.0.resize(index / 64 + 1, 0);
        }
        let bits = &mut self.0[index / 64];
        let before = *bits;
        *bits |= 1 << (index % 64);
        *bits != before
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

/// A set of known words in 64 bits: it may seem to hold more than it does, never less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sketch(u64);

impl Sketch {
    /// What holds every word.
    pub const ALL: Self = Self(u64::MAX);

    /// Adds a word; the unknown one is never held.
    pub fn insert(&mut self, word: WordId) {
        if word != WordId::UNKNOWN {
            self.0 |= 1 << (word.index() % 64);
        }
    }

    /// Whether both may hold the same word.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// What either holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl FromIterator<WordId> for Sketch {
    fn from_iter<I: IntoIterator<Item = WordId>>(words: I) -> Self {
        let mut sketch = Self::default();
        words.into_iter().for_each(|word| sketch.insert(word));
        sketch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_a_sketch_is_seen_and_the_unknown_word_is_not() {
        let mut lexicon = Lexicon::default();
        let [one, two] = ["one", "two"].map(|word| lexicon.intern(word));
        let both: Sketch = [one, two].into_iter().collect();
        assert!(both.meets([two].into_iter().collect()));
        assert!(!both.meets([WordId::UNKNOWN].into_iter().collect()));
    }

    #[test]
    fn a_word_is_new_to_a_set_once() {
        let mut lexicon = Lexicon::default();
        let word = lexicon.intern("word");
        let mut set = WordSet::default();
        assert!(set.insert(word) && !set.insert(word) && set.contains(word));
        set.remove(word);
        assert!(!set.contains(word));
    }
}
