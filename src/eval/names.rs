//! Names as they are compared: letters and digits only, folded, without mark-up and leading articles.
//!
//! Stricter folding than that of the pipeline would hide misses, and looser one would invent hits; so this is neither, but the
//! comparison that the annotations were made for.

use crate::ontology::Ontology;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// How two names are compared, in all languages at once.
#[derive(Debug)]
pub struct Names<'a> {
    articles: BTreeSet<&'a str>,
    symmetric: BTreeSet<&'a str>,
}

impl<'a> Names<'a> {
    /// With the articles of all languages: a name may be quoted in another one than its document's.
    #[must_use]
    pub fn new(ontology: &'a Ontology) -> Self {
        let articles = ontology.languages.iter().flat_map(|language| &language.articles);
        let symmetric = ontology.predicates.iter().filter(|relation| relation.symmetric);
        Self {
            articles: articles.map(String::as_str).collect(),
            symmetric: symmetric.map(|relation| relation.name.as_str()).collect(),
        }
    }

    /// Whether a relation says the same in either order.
    pub(super) fn is_symmetric(&self, relation: &str) -> bool {
        self.symmetric.contains(relation)
    }

    /// A name as it is compared; empty when it has no letter and no digit.
    #[must_use]
    pub fn folded(&self, name: &str) -> String {
        let plain = without_mark_up(name).replace('’', "'");
        let name = self.without_articles(plain.trim());
        let letters = name.nfkd().flat_map(char::to_lowercase);
        let mut folded = String::with_capacity(name.len());
        for letter in letters.filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)) {
            match letter {
                'ß' => folded.push_str("ss"),
                'ς' => folded.push('σ'),
                letter => folded.push(letter),
            }
        }
        folded
    }

    /// Several names of one thing, as they are compared.
    #[must_use]
    pub fn of<S: AsRef<str>>(&self, names: impl IntoIterator<Item = S>) -> BTreeSet<String> {
        names.into_iter().map(|name| self.folded(name.as_ref())).filter(|name| !name.is_empty()).collect()
    }

    /// Cuts articles until something else, or only one, is left.
    fn without_articles<'n>(&self, mut name: &'n str) -> &'n str {
        loop {
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(name.len());
            let rest = name[end..].trim_start_matches(|c: char| c.is_whitespace() || c == '\'');
            if rest.is_empty() || !self.articles.contains(name[..end].to_lowercase().as_str()) {
                return name;
            }
            name = rest;
        }
    }
}

/// A text without tags and without the asterisks of bold letters.
fn without_mark_up(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let tag = rest[open + 1..].find('>').filter(|close| *close > 0);
        let end = tag.map_or(open + 1, |close| open + close + 2);
        plain.push_str(if tag.is_some() { &rest[..open] } else { &rest[..end] });
        rest = &rest[end..];
    }
    plain.push_str(rest);
    plain.replace("**", "")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(name: &str) -> String {
        let articles = ["the", "its", "l", "de", "la", "el"].into_iter().collect();
        Names { articles, symmetric: BTreeSet::new() }.folded(name)
    }

    #[test]
    fn accents_case_spaces_and_dashes_do_not_matter() {
        assert_eq!(folded("Secrétaire général"), folded("SECRETAIRE-GENERAL"));
        assert_eq!(folded("1<sup>re</sup> **Fête**"), "1refete");
    }

    #[test]
    fn leading_articles_are_left_out_and_later_ones_are_not() {
        assert_eq!(folded("the Council"), "council");
        assert_eq!(folded("de l’Union"), "union");
        assert_eq!(folded("Office of the Union"), "officeoftheunion");
        assert_eq!(folded("Theatre"), "theatre");
        assert_eq!(folded("The"), "the");
    }

    #[test]
    fn what_opens_no_tag_stays() {
        assert_eq!(folded("a < b"), "ab");
        assert_eq!(folded("<>x"), "x");
    }
}
