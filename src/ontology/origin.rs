//! Where in the data files something is written: a pattern, an act's form, a citation, an entry of the gazetteer.
//!
//! Asked only when a person asks why, so it is looked for then; what a rule keeps of its place is a number.

use super::files::DataFile;
use super::toml_file::Placed;
use super::vocabulary::local_name;
use super::{Ontology, Opening, Rule};

/// A pattern as it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The pattern.
    pub text: Box<str>,
    /// First byte of it in its file.
    at: usize,
}

impl Form {
    pub(super) fn new(written: &Placed) -> Self {
        Self { text: written.get_ref().as_str().into(), at: written.span().start }
    }
}

/// A place in a data file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file, as the user knows it.
    pub file: String,
    /// The line, from 1; none when only the file is known.
    pub line: Option<usize>,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => write!(f, "{}", self.file),
        }
    }
}

impl Ontology {
    /// Where a form of a rule is written, or one of the forms beside which the rule does not hold.
    #[must_use]
    pub fn origin_of_form(&self, rule: &Rule, form: &Form) -> Option<Origin> {
        let stem = rule.id.split('/').next()?;
        self.place(&format!("rules/{stem}.toml"), form.at)
    }

    /// Where the form of an act is written.
    #[must_use]
    pub fn origin_of_opening(&self, opening: &Opening) -> Option<Origin> {
        let code = opening.rule.split('/').nth(1)?;
        self.place(&format!("languages/{code}.toml"), opening.form.at)
    }

    /// Where a rule that a claim names is written: the first of its forms.
    #[must_use]
    pub fn origin_of_rule(&self, id: &str) -> Option<Origin> {
        let of_language = self.rules.values().flat_map(|set| &set.rules).find(|rule| rule.id == id);
        let fact = of_language.map(|rule| self.origin_of_form(rule, &rule.form));
        let openings = || self.languages.iter().flat_map(|language| &language.openings);
        let act = || openings().find(|opening| opening.rule == id).map(|opening| self.origin_of_opening(opening));
        fact.or_else(act).flatten().or_else(|| self.origin_of_citation(id))
    }

    /// Where a form of citation is written: `citations/interpol/file-symbol`.
    fn origin_of_citation(&self, id: &str) -> Option<Origin> {
        let (body, name) = id.strip_prefix("citations/")?.split_once('/')?;
        let file = self.files.get(&format!("bodies/{body}.toml"))?;
        let at = file.text.find(&format!("id = \"{name}\""))?;
        Some(origin(file, at))
    }

    /// Where an entry of the gazetteer is described.
    #[must_use]
    pub fn origin_of_entry(&self, iri: &str) -> Option<Origin> {
        if let Some(file) = self.thesauri.get(iri) {
            return Some(Origin { file: file.clone(), line: None });
        }
        let line = format!("\nent:{} ", local_name(iri));
        self.files.of("entities", ".ttl").find_map(|file| Some(origin(file, file.text.find(&line)? + 1)))
    }

    fn place(&self, path: &str, at: usize) -> Option<Origin> {
        self.files.get(path).map(|file| origin(file, at))
    }
}

fn origin(file: &DataFile, at: usize) -> Origin {
    Origin { file: file.name.clone(), line: Some(file.place(at).0) }
}
