//! The language of a document: its function words vote.
//!
//! Statistical identifiers are slower than the whole extraction and take titles for Italian; a resolution has enough function
//! words to decide, and those are data.

use crate::ontology::{Language, Ontology};
use crate::text::{Tokens, WordId};

/// Votes that a language must have at least.
const FEWEST: usize = 2;

/// The language with most votes; none when no language has enough, or two have equally many.
#[must_use]
pub fn detect<'a>(ontology: &'a Ontology, tokens: &Tokens) -> Option<&'a Language> {
    let mut counted: Vec<(usize, &Language)> = ontology.languages.iter().map(|language| (0, language)).collect();
    for token in tokens.list.iter().filter(|token| token.word != WordId::UNKNOWN) {
        for (votes, language) in &mut counted {
            let opens = token.is_name_like() && language.openings_by_word.contains_key(&token.word);
            *votes += usize::from(opens || language.common.contains(token.word));
        }
    }
    counted.sort_by_key(|(votes, _)| std::cmp::Reverse(*votes));
    match counted.as_slice() {
        [(most, language), rest @ ..] if *most >= FEWEST && rest.first().is_none_or(|(next, _)| next < most) => {
            Some(language)
        }
        _ => None,
    }
}
