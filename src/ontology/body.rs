//! Enacting bodies made ready: which organisation is theirs, and how their documents are cited.

use super::body_file::BodyFile;
use super::files::{DataFile, DataFiles};
use super::toml_file::{self, Placed};
use super::vocabulary::local_name;
use super::{CuratedId, Ontology};
use crate::diag::Diagnostic;
use regex::Regex;

/// A family of enacting bodies and its habits.
#[derive(Debug)]
pub struct Body {
    /// Its name, for people.
    pub name: String,
    /// Whose organs they are.
    pub organization: CuratedId,
    /// The bodies that enact.
    pub enacting: Vec<CuratedId>,
    /// How documents are cited.
    pub citations: Vec<Citation>,
}

/// One form of citation.
#[derive(Debug)]
pub struct Citation {
    /// Its name in claims: `citations/interpol/file-symbol`.
    pub rule: String,
    /// What it looks like, on the text as printed; the group `symbol`, if there is one, is the citation.
    pub form: Regex,
    /// Whether it holds only in documents of this body, and in lists after another of its citations.
    pub own: bool,
    /// Canonical symbol, with `$1` for the first group.
    pub symbol: String,
    /// Spellings of words of the symbol, and the canonical ones.
    pub spellings: Vec<(String, String)>,
}

impl Citation {
    /// The canonical symbol of a match.
    #[must_use]
    pub fn canonical(&self, captures: &regex::Captures<'_>) -> String {
        let mut symbol = String::new();
        captures.expand(&self.symbol, &mut symbol);
        let spelt = self
            .spellings
            .iter()
            .fold(symbol, |symbol, (as_written, canonical)| symbol.replace(as_written.as_str(), canonical));
        spelt.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// Loads all of `bodies/`.
pub(super) fn load(files: &DataFiles, ontology: &mut Ontology, errors: &mut Vec<Diagnostic>) {
    for file in files.of("bodies", ".toml") {
        match toml_file::read::<BodyFile>(file) {
            Ok(read) => body(file, read, ontology, errors),
            Err(error) => errors.push(error),
        }
    }
}

fn body(file: &DataFile, read: BodyFile, ontology: &mut Ontology, errors: &mut Vec<Diagnostic>) {
    let mut find = |name: &Placed| {
        let found = ontology.entities.iter().position(|entity| local_name(&entity.iri) == name.get_ref());
        if found.is_none() {
            let message = format!("unknown entity \"{}\" (expected one of entities/)", name.get_ref());
            errors.push(file.error(name.span().start, message));
        }
        found.map(|at| CuratedId(u32::try_from(at).unwrap_or(u32::MAX)))
    };
    let organization = find(&read.organization);
    let enacting = read.enacting.iter().filter_map(&mut find).collect();
    let mut citations = Vec::new();
    for entry in &read.citation {
        match Regex::new(&with_plain_classes(entry.form.get_ref())) {
            Ok(form) => {
                let rule = format!("citations/{}/{}", file.stem(), entry.id);
                let spellings = read.spellings.clone().into_iter().collect();
                citations.push(Citation { rule, form, own: entry.own, symbol: entry.symbol.clone(), spellings });
            }
            Err(error) => {
                let last = error.to_string().lines().last().unwrap_or_default().to_owned();
                errors.push(file.error(entry.form.span().start, format!("regular expression: {last}")));
            }
        }
    }
    if let Some(organization) = organization {
        ontology.bodies.push(Body { name: read.name, organization, enacting, citations });
    }
}

/// The form with `\b` and `\d` as ASCII has them, of which the engine quickly makes an automaton; for those of Unicode it walks every
/// text with an accent slowly. No match is lost or won, since symbols are matched against whole words of the document and
/// have plain digits.
fn with_plain_classes(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    let mut rest = form.chars();
    let mut in_class = false;
    while let Some(c) = rest.next() {
        in_class = (in_class || c == '[') && c != ']';
        let escaped = if c == '\\' { rest.next() } else { None };
        match escaped {
            Some('b') => out.push_str(r"(?-u:\b)"),
            Some('d') => out.push_str(if in_class { "0-9" } else { "[0-9]" }),
            _ => {
                out.push(c);
                out.extend(escaped);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_plain_and_other_escapes_are_kept() {
        assert_eq!(with_plain_classes(r"\bA\\b\d+[\d.]\]\d\b"), r"(?-u:\b)A\\b[0-9]+[0-9.]\][0-9](?-u:\b)");
    }
}
