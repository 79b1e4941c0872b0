//! The command line: one file a command, each with its arguments and a `run` function.

mod answer;
mod build;
mod check;
mod common;
mod construct;
mod coverage;
mod diff;
mod documents;
mod draw;
mod endpoint;
mod eval;
mod export;
mod extract;
mod find;
mod form;
mod inputs;
mod limits;
mod lines;
mod load;
mod load_endpoint;
mod manual;
mod ontology;
mod ordered;
mod output;
mod packing;
mod passage;
mod query;
mod reading;
mod remove;
mod stage;
mod stop;
mod store;
mod table;
mod texts;
mod update;
mod verify;
mod why;
mod why_not;

use crate::export::ExportError;
use clap::{Parser, Subcommand};
use std::io::{self, Write as _};
use std::process::ExitCode;

pub use common::{Common, Exit, InvalidOntology};

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
    Build(build::BuildArgs),
    Extract(extract::ExtractArgs),
    Load(load::LoadArgs),
    Remove(remove::RemoveArgs),
    Store(store::StoreArgs),
    Query(query::QueryArgs),
    Update(update::UpdateArgs),
    Find(find::FindArgs),
    Export(export::ExportArgs),
    Draw(draw::DrawArgs),
    Verify(verify::VerifyArgs),
    Why(why::WhyArgs),
    WhyNot(why_not::WhyNotArgs),
    Diff(diff::DiffArgs),
    Eval(eval::EvalArgs),
    Coverage(coverage::CoverageArgs),
    Check(check::CheckArgs),
    Ontology(ontology::OntologyArgs),
    Completions(manual::CompletionsArgs),
    Man(manual::ManArgs),
    #[command(hide = true)]
    ParseDocument(documents::ParseArgs),
}

/// Runs the program on the arguments of the process.
#[must_use]
pub fn main() -> ExitCode {
    let cli = Cli::parse_from(query::with_values(endpoint::as_input(std::env::args_os().collect())));
    let common = &cli.common;
    let result = match &cli.command {
        Command::Build(args) => build::run(args, common),
        Command::Extract(args) => extract::run(args, common),
        Command::Load(args) => load::run(args, common),
        Command::Remove(args) => remove::run(args, common),
        Command::Store(args) => store::run(args, common),
        Command::Query(args) => query::run(args, common),
        Command::Update(args) => update::run(args, common),
        Command::Find(args) => find::run(args, common),
        Command::Export(args) => export::run(args, common),
        Command::Draw(args) => draw::run(args, common),
        Command::Verify(args) => verify::run(args, common),
        Command::Why(args) => why::run(args, common),
        Command::WhyNot(args) => why_not::run(args, common),
        Command::Diff(args) => diff::run(args, common),
        Command::Eval(args) => eval::run(args, common),
        Command::Coverage(args) => coverage::run(args, common),
        Command::Check(args) => check::run(args, common),
        Command::Ontology(args) => ontology::run(args, common),
        Command::Completions(args) => manual::completions(args),
        Command::Man(args) => manual::man(args),
        Command::ParseDocument(args) => documents::parse(args),
    };
    result.unwrap_or_else(|error| report(&error)).into()
}

/// Says what went wrong, in one line. Who closes the pipe that we write to has seen enough, and nothing is wrong.
fn report(error: &anyhow::Error) -> Exit {
    if error.chain().any(is_broken_pipe) {
        return Exit::Done;
    }
    if let Some(InvalidOntology(mistakes)) = error.downcast_ref() {
        for mistake in mistakes {
            let _ = writeln!(io::stderr(), "{mistake}");
        }
        let _ = writeln!(io::stderr(), "whereas: {error}");
        return Exit::Ontology;
    }
    let _ = complain(&format!("{error:#}"));
    Exit::Failed
}

/// The message of an error without the system's number for it.
fn without_number(message: &str) -> String {
    let Some(at) = message.find(" (os error ") else { return message.to_owned() };
    let rest = message[at..].find(')').map_or("", |close| &message[at + close + 1..]);
    format!("{}{rest}", &message[..at])
}

/// One line to standard error about one document.
fn complain(line: &str) -> io::Result<()> {
    writeln!(io::stderr(), "whereas: {}", without_number(line).replace('\n', " "))
}

/// One line to standard output.
fn say(line: &str) -> io::Result<()> {
    writeln!(io::stdout(), "{line}")
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
