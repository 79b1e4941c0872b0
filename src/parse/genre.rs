//! What is no resolution in one sound language, told as what it is: letters, statements and lists that lie among resolutions,
//! texts that lost their accented letters, texts of two languages.
//!
//! A document with an enacting formula is a resolution whatever else it prints; kinds are asked only where there is none.

use super::{Parsed, Reading};

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
        let is_accented = |c: char| c.is_lowercase() && self.language.layout.accents.contains(c);
        if self.source.text.chars().any(is_accented) {
            return None;
        }
        let many = self.source.text.chars().filter(|c| c.is_lowercase()).count();
        (many >= CHANCE).then_some(many)
    }

    /// The code of a second language, when a text has half as many of its function words as of its own. A word that several
    /// languages have ("la", "de") tells nothing.
    #[must_use]
    pub fn second_language(&self) -> Option<&str> {
        let counted = self.ontology.votes.count(self.tokens);
        let languages = self.ontology.languages.iter().enumerate();
        let votes: Vec<(&str, usize)> =
            languages.map(|(index, language)| (language.code.as_str(), counted.own(index))).collect();
        let (own, others): (Vec<_>, Vec<_>) = votes.into_iter().partition(|(code, _)| *code == self.language.code);
        let most = own.first().map_or(0, |(_, votes)| *votes);
        others.into_iter().find(|(_, votes)| *votes >= SECOND.max(most / 2)).map(|(code, _)| code)
    }
}
