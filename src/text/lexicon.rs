//! Every word that the ontology knows, as a number.
//!
//! Patterns, gazetteer and act verbs are matched on numbers, so a word of a document is hashed once. A word that no data
//! file has is [`WordId::UNKNOWN`]: its letters are still in the source.

use super::fold::fold;

/// A folded word known to the ontology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WordId(u32);

impl WordId {
    /// Any word that is in no data file.
    pub const UNKNOWN: Self = Self(0);

    /// Position in tables that hold one entry a word.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Bytes of a word that is looked up without following a pointer.
const SHORT: usize = 16;

/// The words of the ontology.
#[derive(Debug, Default)]
pub struct Lexicon {
    /// Words of up to 16 bytes, as those bytes: a number is hashed faster than text.
    short: hashbrown::HashMap<u128, WordId>,
    long: hashbrown::HashMap<Box<[u8]>, WordId>,
    words: Vec<Box<str>>,
}

/// The bytes of a short word. No word holds U+0000, so the length need not be kept.
fn packed(word: &[u8]) -> Option<u128> {
    let mut bytes = [0; SHORT];
    bytes.get_mut(..word.len())?.copy_from_slice(word);
    Some(u128::from_le_bytes(bytes))
}

/// Whether folding changes nothing, which is seen at once of unaccented small letters and digits.
fn is_folded(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
}

impl Lexicon {
    /// The number of a word in its folded form, made if it is new. Nothing is no word.
    pub fn intern(&mut self, word: &str) -> WordId {
        if is_folded(word) { self.learn(word.as_bytes()) } else { self.learn(fold(word).as_bytes()) }
    }

    /// The same of a word that is already folded, given as its bytes.
    pub(super) fn learn(&mut self, folded: &[u8]) -> WordId {
        let known = self.of_bytes(folded);
        if known != WordId::UNKNOWN || folded.is_empty() {
            return known;
        }
        if self.words.is_empty() {
            self.words.push("".into());
        }
        let id = WordId(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
        self.words.push(String::from_utf8_lossy(folded).into());
        match packed(folded) {
            Some(bytes) => self.short.insert(bytes, id),
            None => self.long.insert(folded.into(), id),
        };
        id
    }

    /// The number of a word that is already folded.
    #[must_use]
    pub fn get(&self, folded: &str) -> WordId {
        self.of_bytes(folded.as_bytes())
    }

    /// The same of a word given as its bytes.
    pub(super) fn of_bytes(&self, folded: &[u8]) -> WordId {
        let found = match packed(folded) {
            Some(bytes) => self.short.get(&bytes),
            None => self.long.get(folded),
        };
        found.copied().unwrap_or(WordId::UNKNOWN)
    }

    /// The folded word; empty for the unknown one.
    #[must_use]
    pub fn word(&self, id: WordId) -> &str {
        self.words.get(id.index()).map_or("", |word| word)
    }

    /// All numbers, that of the unknown word first.
    pub fn ids(&self) -> impl Iterator<Item = WordId> {
        (0..u32::try_from(self.size()).unwrap_or(u32::MAX)).map(WordId)
    }

    /// One more than the highest number.
    #[must_use]
    pub fn size(&self) -> usize {
        self.words.len().max(1)
    }
}
