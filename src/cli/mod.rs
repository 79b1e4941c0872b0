//! The command line: one file a command, each with its arguments and a `run` function.

mod common;
mod export;
mod inputs;
mod output;
mod query;
mod table;

use crate::export::ExportError;
use clap::{Parser, Subcommand};
use std::io;
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
enum Command {
    Query(query::QueryArgs),
    Export(export::ExportArgs),
}

/// Runs the program on the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli.command {
        Command::Query(args) => query::run(args, &cli.common),
        Command::Export(args) => export::run(args, &cli.common),
    };
    result.unwrap_or_else(|error| report(&error)).into()
}

/// Says what went wrong, in one line. Who closes the pipe that we write to has seen enough, and nothing is wrong.
#[expect(clippy::print_stderr, reason = "the one place where the program reports an error")]
fn report(error: &anyhow::Error) -> Exit {
    if error.chain().any(is_broken_pipe) {
        return Exit::Done;
    }
    eprintln!("whereas: {}", format!("{error:#}").replace('\n', " "));
    Exit::Failed
}

fn is_broken_pipe(cause: &(dyn std::error::Error + 'static)) -> bool {
    // Transparent errors show their cause's message and its causes, but not the cause itself.
    let inside = cause.downcast_ref::<ExportError>().and_then(|error| match error {
        ExportError::Io(error) => Some(error),
        _ => None,
    });
    cause.downcast_ref().or(inside).map(io::Error::kind) == Some(io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::Cli;
    use clap::CommandFactory;

    #[test]
    fn the_definition_of_the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }
}
