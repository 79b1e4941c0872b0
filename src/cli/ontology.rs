//! `whereas ontology check`: the data files, and their examples run as tests.

use super::common::{Common, Exit, InvalidOntology, count};
use crate::diag::Diagnostic;
use crate::ontology::{NamedQuery, examples};
use crate::query::Question;
use clap::{Args, Subcommand};

/// Work on the data files: vocabulary, names, languages, bodies, rules
#[derive(Debug, Args)]
pub(super) struct OntologyArgs {
    #[command(subcommand)]
    command: OntologyCommand,
}

#[derive(Debug, Subcommand)]
enum OntologyCommand {
    /// Check the data files: every mistake with file, line and column, and every rule's examples
    #[command(after_help = "Example:\n  whereas ontology check --ontology my-ontology/")]
    Check,
}

pub(super) fn run(args: &OntologyArgs, common: &Common) -> anyhow::Result<Exit> {
    let OntologyCommand::Check = args.command;
    let ontology = common.load_ontology()?;
    let mut failed = examples::check(ontology);
    failed.extend(questions("queries", &ontology.terms.queries, common));
    failed.extend(questions("checks", &ontology.terms.checks, common));
    if !failed.is_empty() {
        return Err(InvalidOntology(failed).into());
    }
    if !common.quiet {
        let rules: usize = ontology.rules.values().map(|set| set.rules.len()).sum();
        let parts = [
            count(ontology.languages.len(), "language"),
            count(ontology.bodies.len(), "body").replace("bodys", "bodies"),
            count(ontology.entities.len(), "entity").replace("entitys", "entities"),
            count(rules, "rule form"),
            count(ontology.examples.len(), "example"),
        ];
        super::say(&format!("ontology is valid: {}", parts.join(", ")))?;
    }
    Ok(Exit::Done)
}

/// The questions of a folder that are no SPARQL.
fn questions(folder: &str, queries: &[NamedQuery], common: &Common) -> Vec<Diagnostic> {
    let mistake = |query: &NamedQuery| {
        let error = Question::new(&query.text, common.base().unwrap_or_default()).check().err()?;
        Some(Diagnostic::error(format!("{folder}/{}.rq", query.name), None, error.to_string()))
    };
    queries.iter().filter_map(mistake).collect()
}
