//! Questions by name: files of SPARQL whose first comment line is their help.

use crate::ontology::NamedQuery;

/// The question in a file `NAME.rq`.
#[must_use]
pub fn from_file(name: &str, text: &str) -> NamedQuery {
    let help = text.lines().find_map(|line| line.strip_prefix('#')).unwrap_or_default().trim();
    NamedQuery { name: name.to_owned(), help: help.to_owned(), text: text.to_owned() }
}

/// The question with this name.
#[must_use]
pub fn find<'a>(queries: &'a [NamedQuery], name: &str) -> Option<&'a NamedQuery> {
    queries.iter().find(|query| query.name == name)
}
