//! How good an extraction is: what comes out beside what a careful reader wrote down.
//!
//! An *annotation* (one JSON file a document, [`Gold`]) says what should come out of a document; what did come out is read from the
//! same JSON Lines that `extract` writes ([`Found`]), so that what is measured is what users get. [`Evaluation`] compares the two
//! in six layers, each with precision, recall and F1, and keeps the misses. docs/measuring.md tells the format and how things
//! are compared.
//!
//! Invariant: the figures do not depend on the order of the documents.

mod figures;
mod found;
mod gold;
mod layers;
mod names;

pub use figures::{Count, Figures, Layer, Miss, Subject};
pub use found::Found;
pub use gold::{Gold, GoldError};
pub use names::Names;

use crate::ontology::Ontology;
use std::collections::BTreeMap;
use std::path::Path;

/// Annotations, and what was found so far in their documents.
#[derive(Debug)]
pub struct Evaluation<'a> {
    names: Names<'a>,
    /// With the stem of the document's file name.
    gold: Vec<(String, Gold)>,
    /// By that stem; none before it is found.
    found: BTreeMap<String, Option<Found>>,
}

impl<'a> Evaluation<'a> {
    /// An evaluation against `gold`.
    #[must_use]
    pub fn new(ontology: &'a Ontology, gold: Vec<Gold>) -> Self {
        let gold: Vec<(String, Gold)> = gold.into_iter().map(|gold| (stem(&gold.file), gold)).collect();
        let found = gold.iter().map(|(stem, _)| (stem.clone(), None)).collect();
        Self { names: Names::new(ontology), gold, found }
    }

    /// Whether there is an annotation of the document in the file at `path`.
    #[must_use]
    pub fn wants(&self, path: &str) -> bool {
        self.found.contains_key(&stem(path))
    }

    /// Takes what was found in a document; a later one of the same file stem replaces it. What no annotation wants is dropped.
    pub fn add(&mut self, found: Found) {
        if let Some(place) = self.found.get_mut(&stem(&found.document.file)) {
            *place = Some(found);
        }
    }

    /// The figures, and the misses of all layers by document. A document without output counts as missed in every layer.
    #[must_use]
    pub fn figures(&self) -> Figures {
        let mut figures = Figures::default();
        let nothing = Found::default();
        for (stem, gold) in &self.gold {
            let found = self.found[stem].as_ref();
            figures.documents += 1;
            figures.absent += usize::from(found.is_none());
            layers::compare(&self.names, gold, found.unwrap_or(&nothing), &mut figures);
        }
        figures
    }
}

/// The name of a file without folders and ending: what pairs an annotation with an output.
fn stem(path: &str) -> String {
    Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
