//! What the commands share: global flags, exit codes, the ontology.

use crate::ontology::Ontology;
use anyhow::bail;
use clap::{Args, ValueHint};
use std::path::PathBuf;
use std::process::ExitCode;

/// Flags of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global options")]
pub struct Common {
    /// Use the data files in DIR instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub ontology: Option<PathBuf>,
    /// IRI that every IRI made from a document begins with
    #[arg(long, global = true, value_name = "IRI", default_value = crate::rdf::vocab::DEFAULT_BASE)]
    pub base: String,
    /// Documents read side by side [default: one a core]
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

impl Common {
    /// The ontology that the flags name.
    ///
    /// # Errors
    /// [`InvalidOntology`] with all mistakes of its files.
    pub fn load_ontology(&self) -> anyhow::Result<Ontology> {
        let loaded = match &self.ontology {
            Some(folder) => Ontology::read(folder),
            None => Ontology::built_in(),
        };
        loaded.map_err(|mistakes| InvalidOntology(mistakes).into())
    }

    /// The base IRI, checked.
    ///
    /// # Errors
    /// When it is no absolute IRI that ends in `/` or `#`.
    pub fn base(&self) -> anyhow::Result<&str> {
        let valid = oxigraph::model::NamedNode::new(&self.base).is_ok() && self.base.contains("://");
        if !valid || !self.base.ends_with(['/', '#']) {
            bail!("--base {}: expected an absolute IRI that ends in '/' or '#'", self.base);
        }
        Ok(&self.base)
    }
}

/// The mistakes of an ontology.
#[derive(Debug, thiserror::Error)]
#[error("{} in the ontology", count(.0.len(), "mistake"))]
pub struct InvalidOntology(pub Vec<crate::diag::Diagnostic>);

/// "1 mistake", "2 mistakes".
pub(super) fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// All done.
    Done,
    /// Done, and the answer is no.
    No,
    /// Usage, input or output error; nothing done.
    Failed,
    /// The ontology is invalid.
    Ontology,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::Failed => 2,
            Exit::Ontology => 3,
        })
    }
}
