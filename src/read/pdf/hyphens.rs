//! Words parted at a line end: which hyphens are the typesetter's, and which are the word's.
//!
//! The document itself decides: a word that it has whole elsewhere was parted, a compound that it has with its hyphen elsewhere keeps it.
//! Where it has neither, two parts that are words of their own are a compound; else the word was parted.

use std::collections::BTreeSet;

/// The words of a document.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// In small letters, compounds with their hyphens.
    known: BTreeSet<String>,
}

/// What becomes of a hyphen at a line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hyphen {
    /// It parts a word, and goes.
    Parts,
    /// It belongs to the word.
    Stays,
}

/// Whether a character may part a word at a line end.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{ad}' | '\u{2010}' | '\u{2011}')
}

impl Words {
    /// Learns the words of a line; what its end parts is none.
    pub(super) fn learn(&mut self, line: &str) {
        let parted = line.trim_end().ends_with(is_hyphen);
        let words: Vec<&str> = line.split_whitespace().collect();
        let whole = words.len() - usize::from(parted && !words.is_empty());
        for word in &words[..whole] {
            let word = trimmed(word);
            for part in word.split(is_hyphen).filter(|part| part.len() < word.len()) {
                self.known.insert(part.to_owned());
            }
            self.known.insert(word.replace(is_hyphen, "-"));
        }
    }

    /// What becomes of the hyphen between the end of a line and the start of the next; none when no word goes on there.
    pub(super) fn hyphen(&self, line: &str, next: &str) -> Option<Hyphen> {
        let line = line.trim_end();
        // The dash of an interval of numbers has no spaces.
        let interval = line.strip_suffix('–').is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()));
        if interval && next.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
            return Some(Hyphen::Stays);
        }
        let sign = line.chars().next_back().filter(|c| is_hyphen(*c))?;
        let before = line.trim_end_matches(is_hyphen).rsplit(char::is_whitespace).next()?;
        let after = next.split_whitespace().next()?;
        let touches = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
        if !touches {
            return None;
        }
        if !after.starts_with(char::is_lowercase) || before.ends_with(|c: char| c.is_ascii_digit()) {
            return Some(Hyphen::Stays);
        }
        let (before, after) = (trimmed(before), trimmed(after));
        let joined = format!("{before}{after}");
        let compound = format!("{}-{}", before.replace(is_hyphen, "-"), after);
        let last = before.rsplit(is_hyphen).next().unwrap_or_default();
        Some(match () {
            () if sign == '\u{ad}' => Hyphen::Parts,
            () if self.known.contains(&compound) => Hyphen::Stays,
            () if self.known.contains(&joined) => Hyphen::Parts,
            () if self.known.contains(last) && self.known.contains(&after) => Hyphen::Stays,
            () => Hyphen::Parts,
        })
    }
}

/// A word in small letters without the signs around it.
fn trimmed(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_decides_about_its_hyphens() {
        let mut words = Words::default();
        words.learn("the international co-operation of long and short term plans, see the con-");
        let hyphen = |line, next| words.hyphen(line, next);
        assert_eq!(hyphen("the inter-", "national"), Some(Hyphen::Parts));
        assert_eq!(hyphen("the co-", "operation;"), Some(Hyphen::Stays));
        assert_eq!(hyphen("long-", "term"), Some(Hyphen::Stays));
        assert_eq!(hyphen("tele-", "communication"), Some(Hyphen::Parts));
        assert_eq!(hyphen("ICPO-", "INTERPOL"), Some(Hyphen::Stays));
        assert_eq!(hyphen("1999-", "2003"), Some(Hyphen::Stays));
        assert_eq!(hyphen("2013–", "2020"), Some(Hyphen::Stays));
        assert_eq!(hyphen("in 2013 –", "2 years"), None);
        assert_eq!(hyphen("as follows -", "one"), None);
    }
}
