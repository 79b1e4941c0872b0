//! What is no resolution in one sound language, told as what it is: letters, statements and lists that lie among resolutions,
//! texts that lost their accented letters, texts of two languages.
//!
//! A document with an enacting formula is a resolution whatever else it prints; kinds are asked only where there is none.

use super::{Parsed, Reading};
use crate::text::WordId;

/// Paragraphs at the beginning in which a document says what it is.
const FIRST: usize = 8;
/// Letters without any accented one that cannot be chance: in running French and Spanish one letter in thirty has an accent.
const CHANCE: usize = 600;
/// Votes of a second language that are more than its names and quotations.
const SECOND: usize = 30;

impl Reading<'_> {
    /// The kind of a document that is no resolution, by the words with which one of its first paragraphs begins.
    #[must_use]
    pub fn other_kind(&self, parsed: &Parsed) -> Option<&str> {
        if parsed.formula.is_some() {
            return None;
        }
        let tokens = &self.tokens.list;
        let begins = |at: &usize| *at == 0 || tokens[*at].block != tokens[*at - 1].block;
        let starts: Vec<usize> = (0..tokens.len()).filter(begins).take(FIRST).collect();
        let is = |at: &usize, kind: &crate::ontology::Other| self.longest(&kind.openings, *at, tokens.len()).is_some();
        let others = &self.language.layout.others;
        others.iter().find(|kind| starts.iter().any(|at| is(at, kind))).map(|kind| kind.kind.as_str())
    }

    /// How many letters a text has, when it is long enough to have accented ones and has none. Capitals are often printed
    /// without, and are not counted.
    #[must_use]
    pub fn lost_accents(&self) -> Option<usize> {
        if self.language.layout.accents.is_empty() {
            return None;
        }
        let letters = || self.source.text.chars().filter(|c| c.is_lowercase());
        let some = letters().any(|c| self.language.layout.accents.contains(c));
        let many = letters().count();
        (!some && many >= CHANCE).then_some(many)
    }

    /// The code of a second language, when a text has half as many of its function words as of its own.
    #[must_use]
    pub fn second_language(&self) -> Option<&str> {
        let words = || self.tokens.list.iter().map(|token| token.word).filter(|word| *word != WordId::UNKNOWN);
        let languages = &self.ontology.languages;
        // A word that several languages have ("la", "de") tells nothing.
        let own = |word: WordId, code: &str| languages.iter().all(|l| (l.code == code) == l.common.contains(word));
        let votes = |code: &str| words().filter(|word| own(*word, code)).count();
        let most = votes(&self.language.code);
        let mut others = languages.iter().filter(|language| language.code != self.language.code);
        let second = others.find(|language| votes(&language.code) >= SECOND.max(most / 2));
        second.map(|language| language.code.as_str())
    }
}
