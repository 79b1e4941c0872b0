//! The command line: one file a command, each with its arguments and a `run` function.

mod common;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

pub use common::{Common, Exit};

/// Reads resolutions and decisions of international organisations into an RDF knowledge graph.
#[derive(Debug, Parser)]
#[command(name = "whereas", version, max_term_width = 100)]
pub struct Cli {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {}

/// Runs the program on the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let _ = cli.common;
    match cli.command {}
}
