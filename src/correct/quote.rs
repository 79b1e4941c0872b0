//! The words of an added claim, found in the text of its document.

use crate::text::{Source, Span};

/// Why words have no one place.
pub(super) enum Unfound {
    /// They do not stand there.
    Nowhere,
    /// They stand at several places: their number.
    Several(usize),
}

/// The place of words in a text. Blanks and line ends are all the same, since what is copied from a page has other ones. `start`,
/// in code points, chooses among several places.
pub(super) fn find(source: &Source, words: &str, start: Option<usize>) -> Result<Span, Unfound> {
    let places = places(&source.text, words);
    let begins = |span: &&Span| start.is_none_or(|start| source.code_points(**span).0 as usize == start);
    let fitting: Vec<&Span> = places.iter().filter(begins).collect();
    match fitting.as_slice() {
        [] => Err(Unfound::Nowhere),
        [one] => Ok(**one),
        several => Err(Unfound::Several(several.len())),
    }
}

/// All places of words in a text.
fn places(text: &str, words: &str) -> Vec<Span> {
    let mut words = words.split_whitespace();
    let Some(first) = words.next() else { return Vec::new() };
    let rest: Vec<&str> = words.collect();
    let end = |at: usize| {
        let mut end = at + first.len();
        for word in &rest {
            let after = text.get(end..)?;
            let next = after.trim_start();
            let blank = after.len() - next.len();
            if blank == 0 || !next.starts_with(word) {
                return None;
            }
            end += blank + word.len();
        }
        Some(Span::new(at, end))
    };
    text.match_indices(first).filter_map(|(at, _)| end(at)).collect()
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn words_are_found_whatever_parts_them() {
        let found = |words: &str| places("the Bureau\n  of Lights, the Bureau of Lights", words).len();
        assert_eq!(found("the Bureau of Lights"), 2);
        assert_eq!(found("Bureau of\u{a0}Lights,"), 1);
        assert_eq!(found("theBureau"), 0);
        assert_eq!(found(" "), 0);
    }
}
