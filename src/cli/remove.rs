//! `whereas remove`: documents out of a store.

use super::common::{Common, Exit, count};
use super::{endpoint, load_endpoint};
use crate::store::{Store, Writer};
use anyhow::Context as _;
use clap::{Args, ValueHint};
use std::path::PathBuf;

/// Remove documents from a store
///
/// A document is named by its path in the store, by a folder above it, or by the IRI of its source; `whereas store info
/// --documents` lists them. Only the store is changed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whereas remove 2012/resolution-1.md --store store
  whereas remove 2012 --store store")]
pub(super) struct RemoveArgs {
    /// Paths of documents in the store, folders of them, or IRIs of sources
    #[arg(required = true, value_name = "DOCUMENT")]
    documents: Vec<String>,
    /// The store
    #[arg(long, value_name = "DIR", required_unless_present = "endpoint", conflicts_with = "endpoint", value_hint = ValueHint::DirPath)]
    store: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &RemoveArgs, common: &Common) -> anyhow::Result<Exit> {
    let Some(store) = &args.store else {
        let address = common.endpoints.endpoint.as_deref().context("expected --store DIR or --endpoint URL")?;
        return load_endpoint::remove(&args.documents, &endpoint::connect(address, common)?, common);
    };
    let mut writer = Writer::open(store)?;
    let known = sources(writer.store())?;
    let (mut removed, mut unknown) = (0, Vec::new());
    for name in &args.documents {
        let below = format!("{}/", name.trim_end_matches('/'));
        let is_named =
            |path: &str, iri: &str| path == name || iri == name || path.starts_with(&below) && !below.is_empty();
        let named: Vec<&str> =
            known.iter().filter(|(path, iri)| is_named(path, iri)).map(|(path, _)| path.as_str()).collect();
        if named.is_empty() {
            unknown.push(name.as_str());
        }
        for path in named {
            removed += usize::from(writer.remove(path)?);
        }
    }
    writer.finish()?;
    for name in &unknown {
        super::complain(&format!(
            "{}: no document {name} (hint: whereas store info {0} --documents lists them)",
            store.display()
        ))?;
    }
    if !common.quiet {
        super::say(&format!("{} removed", count(removed, "graph")))?;
    }
    Ok(match (removed, unknown.len()) {
        (_, 0) => Exit::Done,
        (0, _) => Exit::Failed,
        _ => Exit::No,
    })
}

/// Paths and IRIs of the sources of a store.
fn sources(store: &Store) -> anyhow::Result<Vec<(String, String)>> {
    Ok(store.graphs()?.iter().map(crate::store::Graph::source).collect::<Result<_, _>>()?)
}
