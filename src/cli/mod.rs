//! The command line: one file a command, each with its arguments and a `run` function.

mod common;
mod draw;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

pub use common::{Common, Exit};
pub use draw::DrawArgs;

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
    Draw(DrawArgs),
}

/// Runs the program on the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let done = match &cli.command {
        Command::Draw(args) => draw::run(args, &cli.common),
    };
    done.unwrap_or_else(|error| report(&error)).into()
}

/// One line on standard error; a reader who has gone away is no failure.
#[expect(clippy::print_stderr, reason = "the one place where errors are told")]
fn report(error: &anyhow::Error) -> Exit {
    let gone = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(gone) {
        return Exit::Done;
    }
    eprintln!("whereas: {}", format!("{error:#}").replace('\n', " "));
    Exit::Failed
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
