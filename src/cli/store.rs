//! `whereas store`: a store itself, whatever its graphs say.

use super::common::{Common, Exit, count};
use super::{load, output};
use crate::store::{IndexState, Store};
use clap::{Args, Subcommand, ValueHint};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Look after a store: what is in it, whether it is whole, a copy of it, its index
#[derive(Debug, Args)]
pub(super) struct StoreArgs {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell what is in a store, and what made it
    Info {
        /// The store
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        store: PathBuf,
        /// List the paths of its documents instead
        #[arg(long)]
        documents: bool,
    },
    /// Compare every file with the hash in it, and the index with the files; exit code 1 when something differs
    Check {
        /// The store
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        store: PathBuf,
    },
    /// Copy a store, whole or not at all; others may write to it meanwhile
    Backup {
        /// The store
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        store: PathBuf,
        /// The copy: a directory that is new or empty
        #[arg(value_name = "COPY", value_hint = ValueHint::DirPath)]
        copy: PathBuf,
    },
    /// Make the index of a store again from its files
    Reindex {
        /// The store
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        store: PathBuf,
    },
}

/// Runs the command.
pub(super) fn run(args: &StoreArgs, common: &Common) -> anyhow::Result<Exit> {
    match &args.command {
        Command::Info { store, documents } => info(&Store::open(store)?, *documents, common),
        Command::Check { store } => check(&Store::open(store)?, common),
        Command::Backup { store, copy } => backup(&Store::open(store)?, copy, common),
        Command::Reindex { store } => reindex(&Store::open(store)?, common),
    }
}

fn info(store: &Store, documents: bool, common: &Common) -> anyhow::Result<Exit> {
    let graphs = store.graphs()?;
    if documents {
        output::to(None, |out| {
            for graph in graphs.iter().filter(|graph| !graph.is_curated()) {
                writeln!(out, "{}", graph.source()?.0)?;
            }
            Ok(())
        })?;
        return Ok(Exit::Done);
    }
    let curated: Vec<_> = graphs.iter().filter(|graph| graph.is_curated()).collect();
    let (mut bytes, mut statements) = (0, 0);
    let mut recipes: BTreeMap<String, usize> = BTreeMap::new();
    for graph in &graphs {
        let (size, lines) = graph.size();
        (bytes, statements) = (bytes + size, statements + lines);
        if graph.is_curated() {
            continue;
        }
        let recipe = graph.origin().map_or_else(|| "unknown".to_owned(), |origin| origin.recipe);
        *recipes.entry(recipe).or_default() += 1;
    }
    let index = match store.index_state(&common.load_terms()?.vocabulary)? {
        IndexState::Unsupported => "none: this program answers from memory",
        IndexState::Missing => "none yet: the next question makes it",
        IndexState::Current => "up to date",
        IndexState::Behind => "behind: the next question brings it up to date",
    };
    let mut rows = vec![
        ("base", store.meta().base.clone()),
        ("documents", (graphs.len() - curated.len()).to_string()),
        ("statements", statements.to_string()),
        ("bytes", bytes.to_string()),
        ("index", index.to_owned()),
    ];
    for graph in curated {
        rows.push(("curated", format!("{}: {}", graph.source()?.1, count(graph.size().1, "statement"))));
    }
    let missing = store.unfinished()?.len();
    if missing > 0 {
        rows.push(("missing", format!("{} of a load that is at work, or was stopped", count(missing, "document"))));
    }
    rows.extend(recipes.into_iter().map(|(recipe, documents)| ("made by", made_by(&recipe, documents))));
    let lines: Vec<String> = rows.iter().map(|(what, value)| format!("{what:<12}{value}")).collect();
    super::say(&lines.join("\n"))?;
    Ok(Exit::Done)
}

/// A recipe in words, with how many graphs it made.
fn made_by(recipe: &str, documents: usize) -> String {
    let recipe = recipe.split(", base ").next().unwrap_or(recipe);
    format!("{recipe}: {}", count(documents, "document"))
}

fn check(store: &Store, common: &Common) -> anyhow::Result<Exit> {
    let report = store.check(&common.load_terms()?.vocabulary)?;
    output::to(None, |out| {
        for finding in &report.findings {
            writeln!(out, "{}: {}", finding.path.display(), finding.problem)?;
        }
        if !common.quiet {
            let index = if report.index { " and the index" } else { "" };
            let verdict = match report.findings.len() {
                0 => "all as it was written".to_owned(),
                wrong => format!("{} wrong", count(wrong, "thing")),
            };
            writeln!(out, "{}{index} checked: {verdict}", count(report.files, "graph file"))?;
        }
        Ok(())
    })?;
    Ok(if report.findings.is_empty() { Exit::Done } else { Exit::No })
}

fn backup(store: &Store, copy: &Path, common: &Common) -> anyhow::Result<Exit> {
    let copied = store.backup(copy)?;
    if !common.quiet {
        super::say(&format!("{} copied to {}", count(copied, "graph"), copy.display()))?;
    }
    Ok(Exit::Done)
}

fn reindex(store: &Store, common: &Common) -> anyhow::Result<Exit> {
    let began = std::time::Instant::now();
    let has_index = store.reindex(&common.load_terms()?.vocabulary)?;
    if !common.quiet {
        super::say(&if has_index {
            format!("index made in {}", load::seconds(began))
        } else {
            "this program keeps no index: it answers from memory (cargo feature rocksdb)".to_owned()
        })?;
    }
    Ok(Exit::Done)
}
