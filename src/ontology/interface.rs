//! `interface/*.toml`: what pictures and pages say to people, one file a language.
//!
//! All files have the same keys, and each sentence the same places to fill in as in every other language.

use super::files::{DataFile, DataFiles};
use super::toml_file::{self, Placed};
use crate::diag::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};

/// Words by language code, then by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interface(BTreeMap<String, BTreeMap<String, String>>);

/// The language of who has none of ours.
const FALLBACK: &str = "en";

impl Default for Interface {
    /// The words built into the program.
    fn default() -> Self {
        Self::load(&DataFiles::built_in(), &mut Vec::new())
    }
}

impl Interface {
    /// No words at all.
    pub(super) fn none() -> Self {
        Self(BTreeMap::new())
    }

    pub(super) fn load(files: &DataFiles, errors: &mut Vec<Diagnostic>) -> Self {
        let mut languages = BTreeMap::new();
        let mut first: Option<(&DataFile, BTreeMap<String, Placed>)> = None;
        for file in files.of("interface", ".toml") {
            match toml_file::read::<BTreeMap<String, Placed>>(file) {
                Ok(words) => {
                    let plain = words.iter().map(|(key, text)| (key.clone(), text.as_ref().clone()));
                    languages.insert(file.stem().to_owned(), plain.collect());
                    match &first {
                        Some((other, expected)) => compare(file, &words, other, expected, errors),
                        None => first = Some((file, words)),
                    }
                }
                Err(error) => errors.push(error),
            }
        }
        Self(languages)
    }

    /// Codes of the languages, in order.
    pub fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// All words of a language by key; those of a sensible other when it has none.
    #[must_use]
    pub fn of(&self, language: &str) -> &BTreeMap<String, String> {
        static NONE: BTreeMap<String, String> = BTreeMap::new();
        let base = language.split('-').next().unwrap_or_default();
        self.0.get(base).or_else(|| self.0.get(FALLBACK)).or_else(|| self.0.values().next()).unwrap_or(&NONE)
    }

    /// A sentence with its places filled in; the key itself where there is none.
    #[must_use]
    pub fn say(&self, language: &str, key: &str, fill: &[(&str, &str)]) -> String {
        let words = self.of(language).get(key).map_or(key, String::as_str);
        fill.iter().fold(words.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// A number of things: "1 document", "12 documents"; `digits` is the number as it is printed.
    #[must_use]
    pub fn count(&self, language: &str, what: &str, n: usize, digits: &str) -> String {
        let form = if n == 1 { "one" } else { "other" };
        self.say(language, &format!("{what}_{form}"), &[("n", digits)])
    }
}

fn compare(
    file: &DataFile,
    words: &BTreeMap<String, Placed>,
    other: &DataFile,
    expected: &BTreeMap<String, Placed>,
    errors: &mut Vec<Diagnostic>,
) {
    for (key, text) in words {
        let at = text.span().start;
        match expected.get(key) {
            None => errors.push(file.error(at, format!("{key}: {} has no such key", other.name))),
            Some(own) if places(own.as_ref()) != places(text.as_ref()) => {
                let wanted = places(own.as_ref()).into_iter().collect::<Vec<_>>().join(" ");
                errors.push(file.error(at, format!("{key}: expected the places {{{wanted}}}, as in {}", other.name)));
            }
            Some(_) => {}
        }
    }
    for key in expected.keys().filter(|key| !words.contains_key(*key)) {
        errors.push(file.error(0, format!("expected the key {key}, which {} has", other.name)));
    }
}

/// The words in braces.
fn places(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_places_are_filled_in() {
        let interface = Interface::default();
        assert_eq!(interface.count("en", "documents", 1, "1"), "1 document");
        assert_eq!(interface.count("fr-CA", "documents", 2, "2"), "2 documents");
        assert_eq!(interface.say("xx", "save_hint", &[("format", "PNG")]), "Save the picture as PNG");
        assert_eq!(interface.say("en", "no such key", &[]), "no such key");
    }

    #[test]
    fn what_a_language_lacks_is_a_mistake_with_its_place() {
        let file = |name: &str, text: &'static str| DataFile {
            path: format!("interface/{name}.toml"),
            name: format!("ontology/interface/{name}.toml"),
            text: text.into(),
            triples: None,
        };
        let (en, fr) = (file("en", "a = \"{n} a\"\nb = \"b\"\n"), file("fr", "a = \"a\"\nc = \"c\"\n"));
        let (own, other) = (toml_file::read(&en).unwrap(), toml_file::read(&fr).unwrap());
        let mut errors = Vec::new();
        compare(&fr, &other, &en, &own, &mut errors);
        assert_eq!(errors.len(), 3);
        assert!(errors[0].to_string().contains("fr.toml:1:5"), "{}", errors[0]);
    }
}
