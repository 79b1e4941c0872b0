//! What each word says of the language of its text, so that one pass over a text counts for all languages.
//!
//! Words that say the same share a group; a text is counted by group, and what is asked of it is answered from those few counts.

use super::{Language, Neighbour, Ontology};
use crate::text::{Tokens, WordId};
use std::collections::BTreeMap;

/// What words of one group are.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Group {
    /// By language that is read: whether they are function words of it.
    common: Vec<bool>,
    /// By language that is read: whether a clause may open with them.
    opens: Vec<bool>,
    /// By neighbour: whether they are function words of it alone.
    theirs: Vec<bool>,
    /// By neighbour: whether it shares them with a language that is read.
    shared: Vec<bool>,
}

impl Group {
    fn of(word: WordId, languages: &[Language], neighbours: &[Neighbour]) -> Self {
        Self {
            common: languages.iter().map(|language| language.common.contains(word)).collect(),
            opens: languages.iter().map(|language| language.openings_by_word.contains_key(&word)).collect(),
            theirs: neighbours.iter().map(|other| other.common.contains(word)).collect(),
            shared: neighbours.iter().map(|other| other.shared.contains(word)).collect(),
        }
    }

    /// Whether they are function words of this language and of no other that is read.
    fn is_of_alone(&self, language: usize) -> bool {
        self.common.iter().enumerate().all(|(index, common)| *common == (index == language))
    }
}

/// The groups of all words.
#[derive(Clone, Debug, Default)]
pub struct Votes {
    /// By word: its group.
    of_word: Vec<u16>,
    /// The first is that of words that say nothing.
    groups: Vec<Group>,
}

impl Votes {
    /// The groups of the words that the ontology knows by now.
    pub(super) fn of(ontology: &Ontology) -> Self {
        let Ontology { languages, neighbours, lexicon, .. } = ontology;
        let mut numbers: BTreeMap<Group, u16> = BTreeMap::new();
        let mut groups = Vec::new();
        let of_word = lexicon.ids().map(|word| Group::of(word, languages, neighbours));
        let of_word = of_word.map(|group| {
            *numbers.entry(group).or_insert_with_key(|group| {
                groups.push(group.clone());
                u16::try_from(groups.len() - 1).unwrap_or(u16::MAX)
            })
        });
        Self { of_word: of_word.collect(), groups }
    }

    /// Counts the words of a text.
    #[must_use]
    pub fn count(&self, tokens: &Tokens) -> Counted<'_> {
        let mut counts = vec![Count::default(); self.groups.len()];
        for token in &tokens.list {
            let group = self.of_word.get(token.word.index()).copied().unwrap_or(0);
            if let Some(count) = counts.get_mut(usize::from(group)) {
                count.all += 1;
                count.name_like += usize::from(token.is_name_like());
            }
        }
        Counted { groups: &self.groups, counts }
    }
}

/// How often words of one group stand in a text.
#[derive(Clone, Copy, Debug, Default)]
struct Count {
    all: usize,
    /// Of them, with a large first letter.
    name_like: usize,
}

/// The words of a text, by group.
#[derive(Debug)]
pub struct Counted<'a> {
    groups: &'a [Group],
    counts: Vec<Count>,
}

impl Counted<'_> {
    fn sum(&self, votes: impl Fn(&Group, Count) -> usize) -> usize {
        self.groups.iter().zip(&self.counts).map(|(group, count)| votes(group, *count)).sum()
    }

    /// Function words of a language that is read, by its index, and words with a large letter that open its clauses.
    #[must_use]
    pub fn votes(&self, language: usize) -> usize {
        self.sum(|group, count| match (group.common[language], group.opens[language]) {
            (true, _) => count.all,
            (false, true) => count.name_like,
            (false, false) => 0,
        })
    }

    /// Function words that a language has alone among those that are read, by its index.
    #[must_use]
    pub fn own(&self, language: usize) -> usize {
        self.sum(|group, count| if group.is_of_alone(language) { count.all } else { 0 })
    }

    /// Function words of a neighbour, and those of a language that is read which the neighbour does not share, by their indices.
    #[must_use]
    pub fn against(&self, neighbour: usize, language: usize) -> (usize, usize) {
        let theirs = self.sum(|group, count| if group.theirs[neighbour] { count.all } else { 0 });
        let ours = |group: &Group| group.common[language] && !group.shared[neighbour];
        (theirs, self.sum(|group, count| if ours(group) { count.all } else { 0 }))
    }
}
