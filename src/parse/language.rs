//! The language of a document: its function words vote.
//!
//! Statistical identifiers are slower than the whole extraction and take titles for Italian; a resolution has enough function
//! words to decide, and those are data.

use crate::ontology::{Language, Neighbour, Ontology};
use crate::text::{Tokens, WordId};

/// Votes that a language must have at least.
const FEWEST: usize = 2;

/// The language with most votes.
///
/// # Errors
/// When no language has enough, two have equally many, or one that is not read has more, which is given.
pub fn detect<'a>(ontology: &'a Ontology, tokens: &Tokens) -> Result<&'a Language, Option<&'a Neighbour>> {
    let mut counted: Vec<(usize, &Language)> = ontology.languages.iter().map(|language| (0, language)).collect();
    let mut others: Vec<(usize, &Neighbour)> = ontology.neighbours.iter().map(|neighbour| (0, neighbour)).collect();
    for token in tokens.list.iter().filter(|token| token.word != WordId::UNKNOWN) {
        for (votes, language) in &mut counted {
            let opens = token.is_name_like() && language.openings_by_word.contains_key(&token.word);
            *votes += usize::from(opens || language.common.contains(token.word));
        }
        for (votes, neighbour) in &mut others {
            *votes += usize::from(neighbour.common.contains(token.word));
        }
    }
    counted.sort_by_key(|(votes, _)| std::cmp::Reverse(*votes));
    let most = counted.first().map_or(0, |(votes, _)| *votes);
    let nearest = others.into_iter().max_by_key(|(votes, _)| *votes);
    if let Some((_, neighbour)) = nearest.filter(|(votes, _)| *votes > most && *votes >= FEWEST) {
        return Err(Some(neighbour));
    }
    match counted.as_slice() {
        [(most, language), rest @ ..] if *most >= FEWEST && rest.first().is_none_or(|(next, _)| next < most) => {
            Ok(language)
        }
        _ => Err(None),
    }
}
