//! The language of a document: its function words vote.
//!
//! Statistical identifiers are slower than the whole extraction and take titles for Italian; a resolution has enough function
//! words to decide, and those are data.

use crate::ontology::{Counted, Language, Neighbour, Ontology};
use crate::text::Tokens;

/// Votes that a language must have at least.
const FEWEST: usize = 2;

/// The language with most votes.
///
/// # Errors
/// When no language has enough, two have equally many, or the text is in one that is not read, which is given.
pub fn detect<'a>(ontology: &'a Ontology, tokens: &Tokens) -> Result<&'a Language, Option<&'a Neighbour>> {
    let counted = ontology.votes.count(tokens);
    let mut votes: Vec<(usize, usize)> =
        (0..ontology.languages.len()).map(|language| (counted.votes(language), language)).collect();
    votes.sort_by_key(|(votes, _)| std::cmp::Reverse(*votes));
    let nearest = votes.first().and_then(|(_, language)| neighbour(ontology, *language, &counted));
    match votes.as_slice() {
        _ if nearest.is_some() => Err(nearest),
        [(most, language), rest @ ..] if *most >= FEWEST && rest.first().is_none_or(|(next, _)| next < most) => {
            Ok(&ontology.languages[*language])
        }
        _ => Err(None),
    }
}

/// The language that a text is in rather than in the one it seems to be: it has more of the words in which the two differ.
fn neighbour<'a>(ontology: &'a Ontology, language: usize, counted: &Counted<'_>) -> Option<&'a Neighbour> {
    let others = ontology.neighbours.iter().enumerate();
    let against = others.map(|(index, other)| (counted.against(index, language), other));
    let nearer = against.filter(|((theirs, ours), _)| theirs > ours && *theirs >= FEWEST);
    nearer.max_by_key(|((theirs, ours), _)| theirs - ours).map(|(_, other)| other)
}
