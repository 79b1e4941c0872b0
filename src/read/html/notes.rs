//! Footnotes of a page: links from a mark to the element that has its words.

use super::elements::attribute;
use html5gum::StartTag;
use std::collections::BTreeMap;

/// Letters of a mark at most: `[12]`, `***`, `viii`.
const LONGEST: usize = 5;

/// The footnotes that links lead to.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Number of the note by the name of its element.
    by_target: BTreeMap<String, usize>,
    /// Mark and place of the first citation.
    cited: Vec<Option<(String, usize)>>,
}

/// Whether words may be the mark of a footnote.
pub(super) fn is_mark(words: &str) -> bool {
    let words = words.trim();
    !words.is_empty()
        && words.chars().count() <= LONGEST
        && words
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '[' | ']' | '(' | ')' | '*' | '†' | '‡' | '§'))
}

impl Notes {
    /// The note that a link within the page leads to.
    pub(super) fn link(&mut self, tag: &StartTag<usize>) -> Option<usize> {
        let target = name(attribute(tag, "href")?.strip_prefix('#')?);
        let next = self.cited.len();
        let number = *self.by_target.entry(target).or_insert(next);
        if number == next {
            self.cited.push(None);
        }
        Some(number)
    }

    /// A mark stands at this byte of the text.
    pub(super) fn cite(&mut self, note: usize, mark: &str, at: usize) {
        if let Some(place) = self.cited.get_mut(note) {
            let mark = mark.trim_matches(['[', ']', '(', ')']).to_owned();
            place.get_or_insert((mark, at));
        }
    }

    /// The note whose words an element holds: one that a mark has cited.
    pub(super) fn begins(&self, tag: &StartTag<usize>) -> Option<usize> {
        let named = ["id", "name"].iter().filter_map(|key| attribute(tag, key));
        named
            .map(|id| name(&id))
            .find_map(|id| self.by_target.get(&id))
            .copied()
            .filter(|note| self.cited(*note).is_some())
    }

    /// Mark and place of a note that is cited.
    pub(super) fn cited(&self, note: usize) -> Option<(String, usize)> {
        self.cited.get(note).cloned().flatten()
    }
}

/// The name of a target: Word writes `#_ftn1` for `ftn1`.
fn name(target: &str) -> String {
    target.trim_start_matches('_').to_owned()
}
