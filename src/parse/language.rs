//! The language of a document: its function words vote.
//!
//! Statistical identifiers are slower than the whole extraction and take titles for Italian; a resolution has enough function
//! words to decide, and those are data.

use crate::ontology::{Language, Neighbour, Ontology};
use crate::text::{Token, Tokens, WordId};

/// Votes that a language must have at least.
const FEWEST: usize = 2;

/// The language with most votes.
///
/// # Errors
/// When no language has enough, two have equally many, or the text is in one that is not read, which is given.
pub fn detect<'a>(ontology: &'a Ontology, tokens: &Tokens) -> Result<&'a Language, Option<&'a Neighbour>> {
    let mut counted: Vec<(usize, &Language)> = ontology.languages.iter().map(|language| (0, language)).collect();
    for token in known(tokens) {
        for (votes, language) in &mut counted {
            let opens = token.is_name_like() && language.openings_by_word.contains_key(&token.word);
            *votes += usize::from(opens || language.common.contains(token.word));
        }
    }
    counted.sort_by_key(|(votes, _)| std::cmp::Reverse(*votes));
    let nearest = counted.first().and_then(|(_, language)| neighbour(ontology, language, tokens));
    match counted.as_slice() {
        _ if nearest.is_some() => Err(nearest),
        [(most, language), rest @ ..] if *most >= FEWEST && rest.first().is_none_or(|(next, _)| next < most) => {
            Ok(language)
        }
        _ => Err(None),
    }
}

/// The language that a text is in rather than in the one it seems to be: it has more of the words in which the two differ.
fn neighbour<'a>(ontology: &'a Ontology, language: &Language, tokens: &Tokens) -> Option<&'a Neighbour> {
    let mut counted: Vec<(usize, usize, &Neighbour)> = ontology.neighbours.iter().map(|other| (0, 0, other)).collect();
    for token in known(tokens) {
        let own = language.common.contains(token.word);
        for (theirs, ours, other) in &mut counted {
            *theirs += usize::from(other.common.contains(token.word));
            *ours += usize::from(own && !other.shared.contains(token.word));
        }
    }
    let nearer = counted.into_iter().filter(|(theirs, ours, _)| theirs > ours && *theirs >= FEWEST);
    nearer.max_by_key(|(theirs, ours, _)| theirs - ours).map(|(_, _, other)| other)
}

fn known(tokens: &Tokens) -> impl Iterator<Item = &Token> {
    tokens.list.iter().filter(|token| token.word != WordId::UNKNOWN)
}
