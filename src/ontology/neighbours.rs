//! `neighbours.toml`: languages that no document is read in, so that a text in one of them is refused by its name.

use super::Ontology;
use super::files::DataFile;
use super::toml_file;
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
    /// Its function words.
    pub common: WordSet,
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
    common: Vec<String>,
}

pub(super) fn load(file: &DataFile, ontology: &mut Ontology, errors: &mut Vec<Diagnostic>) {
    match toml_file::read::<NeighboursFile>(file) {
        Ok(read) => {
            let lexicon = &mut ontology.lexicon;
            let made = read.neighbour.into_iter().map(|entry| {
                let common = WordSet::new(&entry.common, lexicon);
                Neighbour { code: entry.code, name: entry.name, common }
            });
            ontology.neighbours = made.collect();
        }
        Err(error) => errors.push(error),
    }
}
