//! Enacting bodies made ready: which organisation is theirs, and how their documents are cited.

use super::body_file::{BodyFile, CitationEntry};
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
    /// Whether words in capitals are written with one capital in the canonical symbol.
    pub capitalised: bool,
    /// Spellings of words of the symbol, and the canonical ones.
    pub spellings: Vec<(String, String)>,
}

impl Citation {
    /// The canonical symbol of a match.
    #[must_use]
    pub fn canonical(&self, captures: &regex::Captures<'_>) -> String {
        let mut symbol = String::new();
        captures.expand(&self.symbol, &mut symbol);
        if self.capitalised {
            symbol = with_one_capital(&symbol);
        }
        let spelt = self
            .spellings
            .iter()
            .fold(symbol, |symbol, (as_written, canonical)| symbol.replace(as_written.as_str(), canonical));
        spelt.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A file of `bodies/` with its forms of citation.
pub(super) struct Described<'a> {
    file: &'a DataFile,
    body: BodyFile,
    citations: Vec<Citation>,
}

/// All of `bodies/`, and the mistakes of form there.
pub(super) type Files<'a> = (Vec<Described<'a>>, Vec<Diagnostic>);

/// Reads all of `bodies/`. It needs nothing else of the ontology, so that it can be done beside.
pub(super) fn read(files: &DataFiles) -> Files<'_> {
    let (mut described, mut errors) = (Vec::new(), Vec::new());
    for file in files.of("bodies", ".toml") {
        match toml_file::read::<BodyFile>(file) {
            Ok(body) => {
                let citations = body
                    .citation
                    .iter()
                    .filter_map(|entry| citation(file, &body, entry).map_err(|error| errors.push(error)).ok());
                let citations = citations.collect();
                described.push(Described { file, body, citations });
            }
            Err(error) => errors.push(error),
        }
    }
    (described, errors)
}

fn citation(file: &DataFile, body: &BodyFile, entry: &CitationEntry) -> Result<Citation, Diagnostic> {
    let form = Regex::new(&with_plain_classes(entry.form.get_ref())).map_err(|error| {
        let last = error.to_string().lines().last().unwrap_or_default().to_owned();
        file.error(entry.form.span().start, format!("regular expression: {last}"))
    })?;
    let rule = format!("citations/{}/{}", file.stem(), entry.id);
    let spellings = body.spellings.clone().into_iter().collect();
    let (own, capitalised) = (entry.own, entry.capitalised);
    Ok(Citation { rule, form, own, capitalised, symbol: entry.symbol.clone(), spellings })
}

/// Each word with only its first letter large: "NEW DELHI" is "New Delhi".
fn with_one_capital(text: &str) -> String {
    let mut inside = false;
    let letter = |c: char| {
        let small = inside && c.is_alphabetic();
        inside = c.is_alphabetic();
        if small { c.to_lowercase().collect::<String>() } else { c.to_string() }
    };
    text.chars().map(letter).collect()
}

/// Finds the entities that the bodies are.
pub(super) fn load(read: Files<'_>, ontology: &mut Ontology, errors: &mut Vec<Diagnostic>) {
    let (described, mistakes) = read;
    errors.extend(mistakes);
    for Described { file, body, citations } in described {
        let mut find = |name: &Placed| {
            let is = |iri: &str| iri.ends_with(name.get_ref().as_str()) && local_name(iri) == name.get_ref();
            let found = ontology.entities.iter().position(|entity| is(&entity.iri));
            if found.is_none() {
                let message = format!("unknown entity \"{}\" (expected one of entities/)", name.get_ref());
                errors.push(file.error(name.span().start, message));
            }
            found.map(|at| CuratedId(u32::try_from(at).unwrap_or(u32::MAX)))
        };
        let organization = find(&body.organization);
        let enacting = body.enacting.iter().filter_map(&mut find).collect();
        if let Some(organization) = organization {
            ontology.bodies.push(Body { name: body.name, organization, enacting, citations });
        }
    }
}

/// Spaces that stand between the words of a citation: those of ASCII, and the ones that do not break.
const SPACES: &str = r"\t\n\r \u{A0}\u{2009}\u{202F}";
/// Letters of the Latin script.
const LETTERS: &str = "A-Za-z\u{C0}-\u{D6}\u{D8}-\u{F6}\u{F8}-\u{24F}\u{1E00}-\u{1EFF}";

/// The form with `\b`, `\d`, `\s` and `\p{L}` as the languages of resolutions have them. Those of all of Unicode make automata a hundred times
/// as large, which took half of the time that the program needed to start, and the engine walks texts with accents slowly with
/// them. No match is lost or won, since symbols are matched against whole words of documents in Latin script and have plain digits.
fn with_plain_classes(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    let mut rest = form;
    let mut in_class = false;
    while let Some(c) = rest.chars().next() {
        let plain = PLAIN.iter().find(|(written, _)| rest.starts_with(written));
        let taken = match plain {
            Some((written, _)) => written.len(),
            None if c == '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            None => c.len_utf8(),
        };
        match plain {
            Some((_, class)) if in_class => out.push_str(class),
            Some((_, class)) => out.extend(["[", class, "]"]),
            None if rest.starts_with(r"\b") => out.push_str(r"(?-u:\b)"),
            None => out.push_str(&rest[..taken]),
        }
        in_class = (in_class || c == '[') && c != ']';
        rest = &rest[taken..];
    }
    out
}

/// Classes as written and what they are taken for, without the brackets.
const PLAIN: [(&str, &str); 4] =
    [(r"\d", "0-9"), (r"\s", SPACES), (r"\p{L}", LETTERS), (r"\p{Lu}", "A-Z\u{C0}-\u{D6}\u{D8}-\u{DE}")];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_plain_and_other_escapes_are_kept() {
        assert_eq!(with_plain_classes(r"\bA\\b\d+[\d.]\]\d\b"), r"(?-u:\b)A\\b[0-9]+[0-9.]\][0-9](?-u:\b)");
        assert_eq!(with_plain_classes(r"[\]\d]\p{L}"), format!(r"[\]0-9][{LETTERS}]"));
    }
}
