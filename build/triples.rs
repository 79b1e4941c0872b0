//! The triples of the Turtle files of `ontology/`, in a form that is read by cutting at two signs: Turtle was a third of the
//! work at every start of the program. `src/ontology/statement.rs` reads it, and says how it is written.
//!
//! A file with a mistake, or with what the form cannot say, is left out: the program then reads the Turtle itself and tells the
//! mistake with its place.

use oxrdf::{Literal, NamedOrBlankNode, Term, Triple};
use oxttl::TurtleParser;
use std::fs;
use std::io::{Error, Result};
use std::path::Path;

/// Ends a field.
const FIELD: char = '\u{1f}';
/// Ends a triple.
const RECORD: char = '\u{1e}';

/// Writes the triples of each Turtle file below `from` to a file with the same path below `to`.
pub(crate) fn write(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    let mut files = Vec::new();
    crate::collect(from, &mut files);
    for file in files.iter().filter(|file| file.extension().is_some_and(|ending| ending == "ttl")) {
        let Some(triples) = triples(&fs::read(file)?) else { continue };
        let path = to.join(file.strip_prefix(from).map_err(Error::other)?);
        fs::create_dir_all(path.parent().unwrap_or(to))?;
        fs::write(path, triples)?;
    }
    Ok(())
}

fn triples(turtle: &[u8]) -> Option<String> {
    let mut out = String::new();
    for triple in TurtleParser::new().for_slice(turtle) {
        let Triple { subject, predicate, object } = triple.ok()?;
        let NamedOrBlankNode::NamedNode(subject) = subject else { return None };
        let (object, kind) = match object {
            Term::NamedNode(node) => (node.into_string(), "<".to_owned()),
            Term::Literal(literal) => {
                let kind = kind(&literal);
                (literal.destruct().0, kind)
            }
            _ => return None,
        };
        for field in [subject.as_str(), predicate.as_str(), &object, &kind] {
            if field.contains([FIELD, RECORD]) {
                return None;
            }
            out.push_str(field);
            out.push(FIELD);
        }
        out.pop();
        out.push(RECORD);
    }
    Some(out)
}

/// What a literal is: its language, else its datatype.
fn kind(literal: &Literal) -> String {
    match literal.language() {
        Some(language) => format!("@{language}"),
        None => format!("^{}", literal.datatype().as_str()),
    }
}
