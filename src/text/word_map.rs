//! What is known of words, by their numbers: a table instead of hashing.

use super::WordId;

/// A map from known words, small in the highest of their numbers.
#[derive(Clone, Debug)]
pub struct WordMap<T> {
    /// By word: one more than the index of its value, or 0.
    places: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for WordMap<T> {
    fn default() -> Self {
        Self { places: Vec::new(), values: Vec::new() }
    }
}

impl<T> WordMap<T> {
    /// What is known of a word.
    #[must_use]
    pub fn get(&self, word: &WordId) -> Option<&T> {
        let place = self.places.get(word.index()).copied().unwrap_or(0);
        self.values.get((place as usize).wrapping_sub(1))
    }

    /// Whether something is known of a word.
    #[must_use]
    pub fn contains_key(&self, word: &WordId) -> bool {
        self.places.get(word.index()).is_some_and(|place| *place > 0)
    }

    /// What is known of a word, to be changed.
    pub fn or_default(&mut self, word: WordId) -> &mut T
    where
        T: Default,
    {
        if self.places.len() <= word.index() {
            self.places.resize(word.index() + 1, 0);
        }
        let place = &mut self.places[word.index()];
        if *place == 0 {
            self.values.push(T::default());
            *place = u32::try_from(self.values.len()).unwrap_or(u32::MAX);
        }
        &mut self.values[*place as usize - 1]
    }
}

impl<T: Default> FromIterator<(WordId, T)> for WordMap<T> {
    fn from_iter<I: IntoIterator<Item = (WordId, T)>>(pairs: I) -> Self {
        let mut map = Self::default();
        for (word, value) in pairs {
            *map.or_default(word) = value;
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lexicon;

    #[test]
    fn the_last_value_of_a_word_counts() {
        let mut lexicon = Lexicon::default();
        let (one, two, three) = (lexicon.intern("one"), lexicon.intern("two"), lexicon.intern("three"));
        let map: WordMap<u8> = [(three, 3), (one, 0), (one, 1)].into_iter().collect();
        assert_eq!((map.get(&one), map.get(&two), map.get(&three)), (Some(&1), None, Some(&3)));
        assert!(map.get(&WordId::UNKNOWN).is_none());
    }
}
