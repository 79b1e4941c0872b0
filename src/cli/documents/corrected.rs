//! The documents of a run with the corrections of curators: those that are named, and those that lie at the top of an input.

use super::{Document, Tally, gather};
use crate::cli::common::Common;
use crate::correct::{Corrections, NAMES};
use crate::diag::Diagnostic;
use anyhow::Context as _;
use std::path::{Path, PathBuf};

/// What a run reads, and how it is corrected.
#[derive(Debug, Default)]
pub(in crate::cli) struct Found {
    pub(in crate::cli) documents: Vec<Document>,
    pub(in crate::cli) corrections: Corrections,
    /// Whether other documents of the inputs are not read, since they have not changed.
    pub(in crate::cli) partial: bool,
}

impl Found {
    /// The documents of the inputs, as they are, for measuring what the program reads by itself.
    pub(in crate::cli) fn uncorrected(documents: Vec<Document>) -> Self {
        Self { documents, ..Self::default() }
    }
}

/// The documents of the inputs, and their corrections.
pub(in crate::cli) fn found(inputs: &[PathBuf], common: &Common, tally: &mut Tally) -> anyhow::Result<Found> {
    let corrections = corrections(inputs, common)?;
    Ok(Found { documents: gather(inputs, common, tally)?, corrections, partial: false })
}

/// The corrections that the command line names, then those at the top of the folders among the inputs.
pub(in crate::cli) fn corrections(inputs: &[PathBuf], common: &Common) -> anyhow::Result<Corrections> {
    let below = |root: &PathBuf| NAMES.map(|name| root.join(name)).into_iter().filter(|file| file.is_file());
    let lying = inputs.iter().filter(|input| input.is_dir()).flat_map(below);
    let mut corrections = Corrections::default();
    let mut seen: Vec<PathBuf> = Vec::new();
    for file in common.corrections.iter().cloned().chain(lying) {
        let real = file.canonicalize().unwrap_or_else(|_| file.clone());
        if !seen.contains(&real) {
            read(&file, &mut corrections)?;
            seen.push(real);
        }
    }
    Ok(corrections)
}

fn read(file: &Path, corrections: &mut Corrections) -> anyhow::Result<()> {
    let name = file.display().to_string();
    let text = std::fs::read_to_string(file).with_context(|| format!("{name}: expected a readable text file"))?;
    corrections.add(&name, &text).map_err(refused)
}

/// All mistakes of corrections, a line each: the last one is the error.
pub(super) fn refused(mut mistakes: Vec<Diagnostic>) -> anyhow::Error {
    let last = mistakes.pop();
    let told = mistakes.iter().try_for_each(|mistake| crate::cli::complain(&mistake.to_string()));
    let last = last.map_or_else(|| "expected corrections".to_owned(), |mistake| mistake.to_string());
    told.err().map_or_else(|| anyhow::anyhow!(last), Into::into)
}
