//! What the commands share: global flags, exit codes, the ontology.

use super::endpoint::EndpointArgs;
use crate::correct::Corrections;
use crate::ontology::{Ontology, Terms};
use crate::rdf::vocab::DEFAULT_BASE;
use crate::rdf::{Evidence, Form};
use crate::store::Meta;
use anyhow::{Context as _, anyhow, bail};
use clap::{Args, ValueHint};
use std::path::PathBuf;
use std::process::ExitCode;

const BASE_HELP: &str = "IRI that every IRI made from a document begins with [default: that of the store, else https://w3id.org/whereas/id/]";

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
    /// Correct what is read by FILE, Turtle or corrected JSON Lines; may be repeated [default: corrections.ttl and corrections.jsonl at the top of an input folder]
    #[arg(long = "corrections", global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub corrections: Vec<PathBuf>,
    /// IRI that every IRI made from a document begins with; by default that of the store, else [`DEFAULT_BASE`].
    #[arg(long, global = true, value_name = "IRI", help = BASE_HELP)]
    pub base: Option<String>,
    /// Of folders and archives, read only the files whose path or name fits PATTERN (`*`, `**`, `?`, `{a,b}`); may be repeated
    #[arg(long, global = true, value_name = "PATTERN")]
    pub include: Vec<String>,
    /// Of folders and archives, leave out the files whose path or name fits PATTERN; may be repeated
    #[arg(long, global = true, value_name = "PATTERN")]
    pub exclude: Vec<String>,
    /// Also read the documents and folders that FILE lists, one a line or parted by NUL; `-` is standard input
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files_from: Option<PathBuf>,
    /// Documents read side by side [default: one a core]
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<std::num::NonZeroUsize>,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Where an endpoint is, and who asks.
    #[command(flatten)]
    pub endpoints: EndpointArgs,
}

impl Common {
    /// The ontology that the flags name. It is never freed: the end of the program does that at once, where taking it apart took a tenth of
    /// the time in which it was loaded.
    ///
    /// # Errors
    /// [`InvalidOntology`] with all mistakes of its files; the first mistake of a gazetteer.
    pub fn load_ontology(&self) -> anyhow::Result<&'static Ontology> {
        let loaded = match &self.ontology {
            Some(folder) => Ontology::read(folder),
            None => Ontology::built_in(),
        };
        let mut ontology = loaded.map_err(InvalidOntology)?;
        self.add_gazetteers(&mut ontology)?;
        Ok(Box::leak(Box::new(ontology)))
    }

    /// What of the ontology a finished graph is asked with.
    ///
    /// # Errors
    /// [`InvalidOntology`] with the mistakes of the vocabulary.
    pub fn load_terms(&self) -> anyhow::Result<Terms> {
        let loaded = match &self.ontology {
            Some(folder) => Terms::read(folder),
            None => Terms::built_in(),
        };
        Ok(loaded.map_err(InvalidOntology)?)
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

    /// The hash that [`load_ontology`](Self::load_ontology) gives its ontology, without making use of the files.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn ontology_hash(&self) -> anyhow::Result<String> {
        let hash = match &self.ontology {
            Some(folder) => Ontology::hash_of(folder).map_err(InvalidOntology)?,
            None => Ontology::hash_of_built_in(),
        };
        self.gazetteers.iter().try_fold(hash, |hash, file| {
            let text = std::fs::read_to_string(file)
                .with_context(|| format!("{}: expected a readable text file", file.display()))?;
            Ok(Ontology::hash_with(&hash, &text))
        })
    }

    /// All that a graph depends on beside its document, on one line.
    pub(super) fn recipe(&self, meta: &Meta, form: Form, corrections: &Corrections) -> String {
        let untyped = self.gazetteer_type.as_ref().map(|name| format!(", others {name}")).unwrap_or_default();
        let evidence = if form.evidence == Evidence::Lean { "" } else { ", full evidence" };
        let corrected =
            if corrections.is_empty() { String::new() } else { format!(", corrections {}", corrections.hash()) };
        let (version, build) = (env!("CARGO_PKG_VERSION"), env!("WHEREAS_BUILD"));
        format!(
            "whereas {version} ({build}), ontology {}{untyped}{corrected}{evidence}, base <{}>",
            meta.ontology, meta.base
        )
    }

    /// Threads that read documents.
    pub(super) fn threads(&self) -> usize {
        let given = self.threads.or_else(|| std::thread::available_parallelism().ok());
        given.map_or(1, std::num::NonZeroUsize::get)
    }

    /// Whether the command line says the base IRI.
    pub(super) fn has_base(&self) -> bool {
        self.base.is_some()
    }

    /// The base IRI, checked.
    ///
    /// # Errors
    /// When it is no absolute IRI that ends in `/` or `#`.
    pub fn base(&self) -> anyhow::Result<&str> {
        let base = self.base.as_deref().unwrap_or(DEFAULT_BASE);
        let valid = oxigraph::model::NamedNode::new(base).is_ok() && base.contains("://");
        if !valid || !base.ends_with(['/', '#']) {
            bail!("--base {base}: expected an absolute IRI that ends in '/' or '#'");
        }
        Ok(base)
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
    /// Stopped by a signal, after the work in hand: 130 by Ctrl-C, 143 by a polite kill.
    Stopped(u8),
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::No => 1,
            Exit::Failed => 2,
            Exit::Ontology => 3,
            Exit::Stopped(code) => code,
        })
    }
}
