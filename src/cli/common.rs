//! What the commands share: global flags, exit codes, documents as graphs.

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
    pub threads: Option<usize>,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
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
