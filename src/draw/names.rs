//! Names of things and of relations in one language, made safe to print.

use oxigraph::model::vocab::rdfs;
use oxigraph::model::{NamedNode, NamedNodeRef, Term};
use oxigraph::store::{StorageError, Store};
use std::collections::{BTreeMap, BTreeSet};

const PREF_LABEL: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#prefLabel");
const ALT_LABEL: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://www.w3.org/2004/02/skos/core#altLabel");
const TITLE: NamedNodeRef<'static> = NamedNodeRef::new_unchecked("http://purl.org/dc/terms/title");

/// Longest acronym, in characters.
const ACRONYM: usize = 12;

/// The names of one thing: rank of the property that gives it, language, text; in order, so that the best comes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Names(Vec<(u8, String, String)>);

impl Names {
    /// All names that a store has for an IRI.
    pub(super) fn read(store: &Store, iri: &str) -> Result<Self, StorageError> {
        let mut names = Vec::new();
        let Ok(node) = NamedNode::new(iri) else { return Ok(Self::default()) };
        for (rank, property) in (0u8..).zip([PREF_LABEL, rdfs::LABEL, TITLE, ALT_LABEL]) {
            for quad in store.quads_for_pattern(Some(node.as_ref().into()), Some(property), None, None) {
                if let Term::Literal(literal) = quad?.object {
                    let text = clean(literal.value());
                    if !text.is_empty() {
                        names.push((rank, literal.language().unwrap_or_default().to_owned(), text));
                    }
                }
            }
        }
        names.sort();
        names.dedup();
        Ok(Self(names))
    }

    /// The name in this language, else one that belongs to none, else in English, else any; and its language.
    pub(super) fn best(&self, language: &str) -> Option<(&str, &str)> {
        let fits = |wish: &str| self.0.iter().find(|(_, code, _)| base(code) == wish);
        let found = fits(base(language)).or_else(|| fits("")).or_else(|| fits("en")).or(self.0.first());
        found.map(|(_, code, text)| (code.as_str(), text.as_str()))
    }

    /// An acronym of a thing with this name.
    pub(super) fn acronym(&self, language: &str, name: &str) -> Option<String> {
        let fits = |code: &str| code.is_empty() || base(code) == base(language);
        let short = self.0.iter().filter(|(_, code, text)| fits(code) && is_acronym(text) && text != name);
        short.map(|(_, _, text)| text.clone()).next()
    }

    /// What an acronym stands for: the best name of several words in the same language.
    pub(super) fn spelled_out(&self, language: &str, acronym: &str) -> Option<String> {
        let fits = |code: &str| code.is_empty() || base(code) == base(language);
        let long =
            self.0.iter().filter(|(_, code, text)| fits(code) && text.contains(' ') && text.len() > acronym.len());
        long.map(|(_, _, text)| text.clone()).next()
    }

    /// The texts, without repetition.
    pub(super) fn all(&self) -> Vec<String> {
        let mut all: Vec<String> = self.0.iter().map(|(_, _, text)| text.clone()).collect();
        all.sort();
        all.dedup();
        all
    }

    /// The names with their languages, the preferred ones first, without repetition.
    pub(super) fn tagged(&self) -> Vec<(String, String)> {
        let mut seen = BTreeSet::new();
        let tagged = self.0.iter().map(|(_, code, text)| (code.clone(), text.clone()));
        tagged.filter(|name| seen.insert(name.clone())).collect()
    }

    fn languages(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(_, code, _)| base(code)).filter(|code| !code.is_empty())
    }
}

/// The language in which most things have a name; of several, the first in alphabetical order.
pub(super) fn choose_language<'a>(things: impl Iterator<Item = &'a Names>) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for names in things {
        let mut codes: Vec<&str> = names.languages().collect();
        codes.sort_unstable();
        codes.dedup();
        for code in codes {
            *counts.entry(code).or_default() += 1;
        }
    }
    let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    most.map_or_else(String::new, |(code, _)| code.to_owned())
}

/// Labels of classes and predicates.
pub(super) struct Vocabulary<'a> {
    store: &'a Store,
    language: String,
}

impl<'a> Vocabulary<'a> {
    pub(super) fn new(store: &'a Store, language: &str) -> Self {
        Self { store, language: language.to_owned() }
    }

    pub(super) fn language(&self) -> &str {
        &self.language
    }

    /// The label of a predicate or class; without one, its local name as words.
    pub(super) fn label(&self, iri: &str) -> Result<String, StorageError> {
        let names = Names::read(self.store, iri)?;
        Ok(names
            .best(&self.language)
            .map(|(_, text)| text.to_owned())
            .unwrap_or_else(|| clean(&split_words(local_name(iri)))))
    }

    /// The label of a term of our own vocabulary.
    pub(super) fn word(&self, local: &str) -> Result<String, StorageError> {
        self.label(&format!("{}{local}", crate::rdf::vocab::WS))
    }
}

fn base(code: &str) -> &str {
    code.split('-').next().unwrap_or_default()
}

pub(super) fn is_acronym(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let lower = text.chars().filter(|c| c.is_lowercase()).count();
    text.chars().count() <= ACRONYM && !text.contains(char::is_whitespace) && capitals >= 2 && capitals > lower
}

/// What follows the last `#` or `/` of an IRI, ignoring one at its end.
pub(super) fn local_name(iri: &str) -> &str {
    let trimmed = iri.trim_end_matches(['#', '/']);
    trimmed.rsplit(['#', '/']).next().unwrap_or(trimmed)
}

/// `executingAgencyOf` as `executing agency of`; hyphens and underscores as spaces where there are no capitals to go by.
pub(super) fn split_words(local: &str) -> String {
    let local = percent_encoding::percent_decode_str(local).decode_utf8_lossy();
    let mut out = String::with_capacity(local.len() + 8);
    let mut after_lower = false;
    for c in local.chars() {
        if c.is_uppercase() && after_lower {
            out.push(' ');
            out.extend(c.to_lowercase());
        } else {
            out.push(if c == '_' || (c == '-' && after_lower) { ' ' } else { c });
        }
        after_lower = c.is_lowercase();
    }
    out
}

/// One line of text that is safe to print: white space collapsed; control, bidi and other invisible characters dropped.
pub(super) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if is_printable(c) {
            out.push(c);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a character may stand in a picture: XML 1.0 allows it and it neither hides nor reorders others.
///
/// Zero-width joiners stay, since Persian and Indic words need them.
pub(super) fn is_printable(c: char) -> bool {
    !matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        && (c as u32) & 0xfffe != 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_local_name_are_split() {
        assert_eq!(split_words("executingAgencyOf"), "executing agency of");
        assert_eq!(split_words("secretary-general"), "secretary general");
        assert_eq!(split_words("AG-2012-RAP-18"), "AG-2012-RAP-18");
        assert_eq!(local_name("https://e.org/a/b/"), "b");
    }

    #[test]
    fn nothing_invisible_is_printed() {
        assert_eq!(clean(" a\u{0}b\n\tc\u{202e}d\u{fffe}\u{7} "), "ab cd");
        assert_eq!(clean("می\u{200c}خواهم"), "می\u{200c}خواهم");
    }

    #[test]
    fn acronyms_are_short_and_in_capitals() {
        assert!(is_acronym("IMPACT") && is_acronym("AfDB") && is_acronym("O.I.P.C."));
        assert!(!is_acronym("Rome") && !is_acronym("UN Office"));
    }

    #[test]
    fn a_name_falls_back_from_its_language() {
        let names = Names(vec![(0, "en".into(), "Rome".into()), (0, "it".into(), "Roma".into())]);
        assert_eq!(names.best("it"), Some(("it", "Roma")));
        assert_eq!(names.best("fr"), Some(("en", "Rome")));
        assert_eq!(choose_language([names.clone()].iter()), "en");
    }
}
