//! `neighbours.toml`: languages that no document is read in, so that a text in one of them is refused by its name.

use super::files::DataFile;
use super::toml_file::{self, Placed};
use super::{Language, Ontology};
use crate::diag::Diagnostic;
use crate::text::WordSet;
use serde::Deserialize;

/// A language that is told from the ones that are read, and not read itself.
#[derive(Clone, Debug)]
pub struct Neighbour {
    /// Its code, ISO 639.
    pub code: String,
    /// Its name in English, for people.
    pub name: String,
    /// Function words of its own.
    pub common: WordSet,
    /// Function words that it shares with a language that is read.
    pub shared: WordSet,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct NeighboursFile {
    #[serde(default)]
    neighbour: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    code: String,
    name: String,
    common: Vec<Placed>,
    #[serde(default)]
    shared: Vec<String>,
}

/// Loads the file, after the languages: a word that one of them has would count for both sides.
pub(super) fn load(file: &DataFile, ontology: &mut Ontology, errors: &mut Vec<Diagnostic>) {
    let read = match toml_file::read::<NeighboursFile>(file) {
        Ok(read) => read,
        Err(error) => return errors.push(error),
    };
    let Ontology { languages, lexicon, neighbours, .. } = ontology;
    for Entry { code, name, common, shared } in read.neighbour {
        let mut own = WordSet::default();
        for placed in &common {
            let word = lexicon.intern(placed.get_ref());
            let has = |l: &&Language| [&l.common, &l.determiners, &l.coordinators].iter().any(|set| set.contains(word));
            match languages.iter().find(has) {
                Some(language) => {
                    let message = format!(
                        "\"{}\" is a word of {} too (expected words that no language has that is read)",
                        placed.get_ref(),
                        language.code
                    );
                    errors.push(file.error(placed.span().start, message));
                }
                None => {
                    own.insert(word);
                }
            }
        }
        let shared = WordSet::new(&shared, lexicon);
        neighbours.push(Neighbour { code, name, common: own, shared });
    }
}
