//! The documents of a graph, read again to explain it: those that are named, else those that lie around it unchanged.

use super::common::Common;
use super::documents::{self, Document, Tally};
use super::inputs::Inputs;
use crate::audit::why::{Document as Known, Stated};
use crate::explain::{Derivation, derivations};
use crate::extract::{self, base_of};
use crate::ontology::Ontology;
use crate::text::Source;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Documents by their path.
pub(super) struct Shelf {
    named: BTreeMap<String, Document>,
    /// Folders in which a document may lie that nobody named.
    around: Vec<PathBuf>,
}

/// A document read again.
pub(super) struct Again {
    /// Its text, when it is the one that the graph was made from.
    pub(super) source: Option<Source>,
    /// How its claims came about, by their IRIs.
    pub(super) derivations: BTreeMap<String, Derivation>,
    /// What keeps any of them from being told.
    pub(super) obstacle: Option<String>,
}

impl Shelf {
    /// The documents below `sources`, or those of the inputs, or what lies around their graphs.
    pub(super) fn new(sources: &[PathBuf], inputs: &Inputs, common: &Common) -> anyhow::Result<Self> {
        let named: Vec<PathBuf> =
            sources.iter().chain(inputs.documents()).filter(|path| *path != Path::new("-")).cloned().collect();
        let documents =
            if named.is_empty() { Vec::new() } else { documents::gather(&named, common, &mut Tally::default())? };
        let by_path = documents.into_iter().map(|document| (document.path().to_owned(), document));
        let around = if sources.is_empty() { inputs.around() } else { Vec::new() };
        Ok(Self { named: by_path.collect(), around })
    }

    /// The text of a document, or why it cannot be had.
    fn text(&self, known: &Known) -> Result<Source, String> {
        let is_same = |source: &Source| known.bytes_sha256.as_ref().is_none_or(|hash| *hash == source.bytes_sha256);
        if let Some(document) = self.named.get(&known.path) {
            let source = document.source().map_err(|error| format!("{error:#}"))?;
            return if is_same(&source) { Ok(source) } else { Err("the document has changed since".to_owned()) };
        }
        let near = self.around.iter().filter_map(|folder| Document::below(folder, &known.path));
        let mut found = near.filter_map(|document| document.source().ok());
        found.find(is_same).ok_or_else(|| "the document is not here (hint: --sources DIR)".to_owned())
    }

    /// Reads the document of some claims again.
    pub(super) fn read(&self, ontology: &Ontology, claims: &[&Stated]) -> Again {
        let mut again = Again { source: None, derivations: BTreeMap::new(), obstacle: None };
        let Some(known) = claims.first().map(|claim| &claim.document) else { return again };
        let whole = self.text(known);
        let cut = whole.and_then(|whole| match known.part {
            Some(part) => extract::part(ontology, &whole, part).ok_or_else(|| format!("its file has no part {part}")),
            None => Ok(whole),
        });
        let source = match cut {
            Ok(source) => source,
            Err(obstacle) => return Again { obstacle: Some(obstacle), ..again },
        };
        let iris: Vec<&str> = claims.iter().map(|claim| claim.iri.as_str()).collect();
        let base = base_of(ontology, &known.source, &known.path).unwrap_or_default();
        match derivations(ontology, &source, base, &iris) {
            Ok(found) => {
                let told = iris.iter().zip(found).filter_map(|(iri, how)| Some(((*iri).to_owned(), how?)));
                again.derivations = told.collect();
                let all = again.derivations.len() == iris.len();
                again.obstacle =
                    (!all).then(|| "with these data files the document does not give this claim".to_owned());
            }
            Err(error) => again.obstacle = Some(error.to_string()),
        }
        again.source = Some(source);
        again
    }
}
