//! Where in a region patterns may begin, gathered once for all rules: most rules of a region fit nowhere in it, and that must
//! cost next to nothing.

use super::facts::Region;
use super::slots::{NEW_NAME, Scene};
use crate::ontology::Rule;
use crate::pattern::{Slot, SlotKind};
use crate::text::{Sketch, WordId, WordSet};

/// The words and names of a region, by their places.
#[derive(Default)]
pub(super) struct Places {
    /// The known words and signs of the region, each once.
    distinct: Vec<WordId>,
    words: WordSet,
    /// By word: one more than the last token at which it stands; 0 where it does not.
    last: Vec<u32>,
    /// By token of the region: one more than the token before at which the same word stands; 0 where there is none.
    earlier: Vec<u32>,
    /// The first token of the region.
    start: usize,
    /// Tokens at which a mention or a capital stands.
    names: Vec<Name>,
}

/// A token at which a name may stand.
struct Name {
    at: usize,
    /// What stands after a mention there.
    next: Sketch,
    /// What stands after a mention there or later: a list may end with any of them.
    next_of_list: Sketch,
    /// What stands after a capital there, or up to as many as make a new name.
    next_of_new: Sketch,
}

impl Places {
    pub(super) fn fill(&mut self, scene: &Scene<'_>, region: &Region<'_>) {
        for word in self.distinct.drain(..) {
            self.words.remove(word);
            self.last[word.index()] = 0;
        }
        self.names.clear();
        self.earlier.clear();
        self.start = region.tokens.start;
        for at in region.tokens.clone() {
            let token = &scene.reading.tokens[at];
            self.note(token.word, at);
            if token.is_name_like() || !scene.mentions.starting_at(at).is_empty() {
                self.names.push(Name::new(scene, at, region.tokens.end));
            }
        }
        let mut list = Sketch::default();
        for name in self.names.iter_mut().rev() {
            list = list.or(name.next);
            name.next_of_list = list;
        }
    }

    /// Notes that a word stands at a token, the next of the region.
    fn note(&mut self, word: WordId, at: usize) {
        if word == WordId::UNKNOWN {
            return self.earlier.push(0);
        }
        if self.words.insert(word) {
            self.distinct.push(word);
        }
        if self.last.len() <= word.index() {
            self.last.resize(word.index() + 1, 0);
        }
        self.earlier.push(self.last[word.index()]);
        self.last[word.index()] = place(at);
    }

    /// The known words and signs of the region, each once.
    pub(super) fn words(&self) -> &[WordId] {
        &self.distinct
    }

    /// The same as a set.
    pub(super) fn word_set(&self) -> &WordSet {
        &self.words
    }

    /// The tokens at which one of some words stands, in order.
    fn of_words(&self, words: &[WordId]) -> Vec<usize> {
        let last = |word: &WordId| self.last.get(word.index()).copied();
        let mut found: Vec<usize> = Vec::new();
        for word in words {
            found.extend(std::iter::successors(last(word).and_then(token), |at| token(self.earlier[*at - self.start])));
        }
        found.sort_unstable();
        found
    }

    /// The tokens at which a mention or a capital stands.
    pub(super) fn of_names(&self) -> impl Iterator<Item = usize> {
        self.names.iter().map(|name| name.at)
    }

    /// The tokens at which a rule may begin. One that begins with a slot does so at a mention or at a capital.
    pub(super) fn of_rule<'s>(
        &'s self,
        scene: &'s Scene<'_>,
        region: &Region<'_>,
        rule: &'s Rule,
    ) -> impl Iterator<Item = usize> + 's {
        let slot = rule.program.first_slot();
        let begins = |at: &usize| rule.program.may_begin(&scene.reading.tokens[*at]);
        let words = || match rule.program.first_words() {
            Some(words) => self.of_words(words),
            None => region.tokens.clone().filter(begins).collect(),
        };
        let by_word = slot.is_none().then(words);
        let goes_on = move |slot: &Slot, name: &Name| match slot.kind {
            SlotKind::Mention { many, new, .. } => {
                let next = if many { name.next_of_list } else { name.next };
                rule.program.may_follow_slot(if new { next.or(name.next_of_new) } else { next })
            }
            _ => true,
        };
        let by_slot = slot.map(|slot| self.names.iter().filter(move |name| goes_on(slot, name)).map(|name| name.at));
        by_word.into_iter().flatten().chain(by_slot.into_iter().flatten())
    }
}

impl Name {
    fn new(scene: &Scene<'_>, at: usize, end: usize) -> Self {
        let tokens = &scene.reading.tokens.list[..end];
        let word = |at: usize| tokens.get(at).map(|token| token.word);
        // A mention may stand after determiners, as the filling of slots has it.
        let starts = at..=scene.after_determiners(at, end);
        let long = starts.clone().filter_map(|start| scene.mentions.long_end(start)).filter_map(word);
        let mentions = starts.flat_map(|start| &scene.mentions.list[scene.mentions.starting_at(start)]);
        let next =
            mentions.flat_map(|mention| [mention.outer_end, mention.tokens.end]).filter_map(word).chain(long).collect();
        let next_of_new = (at + 1..=at + NEW_NAME).filter_map(word).collect();
        Self { at, next, next_of_list: next, next_of_new }
    }
}

/// A token as it is kept: 0 is for none.
fn place(token: usize) -> u32 {
    u32::try_from(token + 1).unwrap_or(0)
}

/// The token that is kept, if one is.
fn token(place: u32) -> Option<usize> {
    (place as usize).checked_sub(1)
}
