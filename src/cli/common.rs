//! What the commands share: global flags, exit codes, the ontology.

use crate::ontology::Ontology;
use anyhow::{Context as _, anyhow, bail};
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
    /// Also match the names of FILE, a SKOS thesaurus in RDF; may be repeated
    #[arg(long = "gazetteer", global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub gazetteers: Vec<PathBuf>,
    /// What the entries of a gazetteer are that have no type known here [default: by the nouns of their names, else Organization]
    #[arg(long, global = true, value_name = "TYPE")]
    pub gazetteer_type: Option<String>,
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
    /// [`InvalidOntology`] with all mistakes of its files; the first mistake of a gazetteer.
    pub fn load_ontology(&self) -> anyhow::Result<Ontology> {
        let loaded = match &self.ontology {
            Some(folder) => Ontology::read(folder),
            None => Ontology::built_in(),
        };
        let mut ontology = loaded.map_err(InvalidOntology)?;
        self.add_gazetteers(&mut ontology)?;
        Ok(ontology)
    }

    /// Adds the files of `--gazetteer`, in order.
    fn add_gazetteers(&self, ontology: &mut Ontology) -> anyhow::Result<()> {
        let untyped = match &self.gazetteer_type {
            Some(name) => Some(ontology.type_named(name).with_context(|| {
                let types: Vec<&str> = ontology.types.iter().map(|t| t.name.as_str()).collect();
                format!("--gazetteer-type {name}: expected one of {}", types.join(", "))
            })?),
            None => None,
        };
        for file in &self.gazetteers {
            let name = file.display().to_string();
            let text =
                std::fs::read_to_string(file).with_context(|| format!("{name}: expected a readable text file"))?;
            let warnings = ontology.add_thesaurus(&name, text, untyped).map_err(|mistake| anyhow!("{mistake}"))?;
            for warning in warnings.iter().filter(|_| !self.quiet) {
                super::complain(&format!("warning: {warning}"))?;
            }
        }
        Ok(())
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
