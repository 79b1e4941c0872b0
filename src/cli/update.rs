//! `whereas update`: what people add to a store by hand, in graphs of their own.
//!
//! Graphs that were made of documents are made again whenever their documents change: what is changed in them by hand would be lost,
//! so that is refused. A graph with any other name is curated: it is one file of the store like the others, and no load takes it away.

use super::common::{Common, Exit, count};
use super::limits::Limits;
use crate::query::{Question, only_inserts_data};
use crate::store::{self, GraphFile, Store, Writer};
use anyhow::Context as _;
use clap::{Args, ValueHint};
use oxigraph::model::{GraphName, Quad};
use oxigraph::store::Store as Oxigraph;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Change a store by SPARQL Update, in graphs of your own, which no load takes away
///
/// What is inserted stands in a graph with a name of yours: INSERT DATA { GRAPH <https://example.org/notes> { … } }. The graphs of
/// documents, and the default graph, which is made of them, stay as they are: changes to them are refused, or with --force made until
/// their documents are read again. WHERE sees all graphs as one. Nothing is fetched from elsewhere. A graph is changed whole or not at all.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  whereas update out/store 'INSERT DATA { GRAPH <https://example.org/notes> { ent:itu rdfs:seeAlso <https://itu.int> } }'
  whereas update out/store -f notes.ru
  whereas remove '<https://example.org/notes>' --store out/store        # a graph of yours, whole")]
pub(super) struct UpdateArgs {
    /// The store
    #[arg(value_name = "STORE", value_hint = ValueHint::DirPath)]
    store: PathBuf,
    /// The update, unless -f gives it
    #[arg(value_name = "UPDATE", required_unless_present = "file", conflicts_with = "file")]
    update: Option<String>,
    /// Read the update from FILE; - is standard input
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,
    /// Change graphs of documents too; what is changed lasts until the document is read again
    #[arg(long)]
    force: bool,
    /// Tell what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    limits: Limits,
}

/// Runs the command.
pub(super) fn run(args: &UpdateArgs, common: &Common) -> anyhow::Result<Exit> {
    let watch = args.limits.watch()?;
    let (text, name) = text(args)?;
    let mut writer = Writer::open(&args.store)?;
    let graphs = Graphs::read(writer.store(), !args.force && only_inserts_data(&text))?;
    let terms = common.load_terms()?;
    let memory = Oxigraph::new()?;
    let vocabulary = terms.vocabulary.iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph));
    let mut loader = memory.bulk_loader();
    loader.load_quads(graphs.quads.iter().cloned().chain(vocabulary.clone()))?;
    loader.commit()?;
    let question = Question::new(text, &writer.store().meta().base).with_cancellation(watch.token());
    question.update(&memory).map_err(|error| match watch.reason() {
        Some(reason) => anyhow::anyhow!("{reason}"),
        None => anyhow::Error::new(error).context(name),
    })?;
    let vocabulary: Vec<Quad> = vocabulary.collect();
    let change = Change::between(&graphs, &vocabulary, &memory)?;
    change.allow(&graphs, args.force)?;
    if !args.dry_run {
        put(&change, &graphs, &mut writer)?;
        writer.finish()?;
    }
    if !common.quiet {
        let triples = |quads: &[Quad]| count(quads.len(), "triple");
        let would = if args.dry_run { "would be " } else { "" };
        let changed = change.names().len();
        super::say(&format!(
            "{} {would}added, {} {would}removed, in {}",
            triples(&change.added),
            triples(&change.removed),
            count(changed, "graph")
        ))?;
    }
    Ok(Exit::Done)
}

/// The update, and how to call it in an error.
fn text(args: &UpdateArgs) -> anyhow::Result<(String, String)> {
    match (&args.file, &args.update) {
        (Some(file), _) if file == Path::new("-") => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).context("-: cannot read")?;
            Ok((text, "-".to_owned()))
        }
        (Some(file), _) => {
            let name = file.display().to_string();
            Ok((std::fs::read_to_string(file).with_context(|| format!("{name}: cannot read"))?, name))
        }
        (None, Some(update)) => Ok((update.clone(), "update".to_owned())),
        (None, None) => anyhow::bail!("expected an update, or -f FILE"),
    }
}

/// What a store holds before an update, as far as it matters.
struct Graphs {
    /// Paths of the documents by the names of their graphs.
    documents: BTreeMap<String, String>,
    /// The quads of each file, by the path of its source.
    files: BTreeMap<String, Vec<Quad>>,
    /// All quads, each once.
    quads: hashbrown::HashSet<Quad>,
}

impl Graphs {
    /// Reads a store; of it only the curated graphs when nothing else is looked at, nor changed.
    fn read(store: &Store, curated_only: bool) -> anyhow::Result<Self> {
        let mut graphs = Self { documents: BTreeMap::new(), files: BTreeMap::new(), quads: hashbrown::HashSet::new() };
        for graph in store.graphs()? {
            let (path, iri) = graph.source()?;
            let is_curated = store::is_curated(&path);
            if !is_curated {
                graphs.documents.insert(iri, path.clone());
            }
            if is_curated || !curated_only {
                let quads = graph.quads()?;
                graphs.quads.extend(quads.iter().cloned());
                graphs.files.insert(path, quads);
            }
        }
        Ok(graphs)
    }
}

/// What an update has changed.
struct Change {
    added: Vec<Quad>,
    removed: Vec<Quad>,
}

impl Change {
    fn between(before: &Graphs, vocabulary: &[Quad], after: &Oxigraph) -> anyhow::Result<Self> {
        let (mut added, mut kept) = (Vec::new(), hashbrown::HashSet::new());
        let vocabulary: hashbrown::HashSet<&Quad> = vocabulary.iter().collect();
        for quad in after.iter() {
            let quad = quad?;
            if before.quads.contains(&quad) {
                kept.insert(quad);
            } else if !vocabulary.contains(&quad) {
                added.push(quad);
            }
        }
        let mut removed: Vec<Quad> = before.quads.iter().filter(|quad| !kept.contains(*quad)).cloned().collect();
        added.sort_by(crate::rdf::order::quads);
        removed.sort_by(crate::rdf::order::quads);
        Ok(Self { added, removed })
    }

    /// The names of the graphs that change.
    fn names(&self) -> BTreeSet<String> {
        self.added.iter().chain(&self.removed).map(|quad| quad.graph_name.to_string()).collect()
    }

    /// Refuses changes to what is made of documents.
    fn allow(&self, graphs: &Graphs, force: bool) -> anyhow::Result<()> {
        let example = "GRAPH <https://example.org/notes> { … }";
        for quad in &self.added {
            let GraphName::NamedNode(_) = &quad.graph_name else {
                anyhow::bail!("the default graph is made of documents: expected {example} around what is inserted");
            };
        }
        for quad in self.added.iter().chain(&self.removed).filter(|_| !force) {
            match &quad.graph_name {
                GraphName::NamedNode(name) => {
                    if let Some(path) = graphs.documents.get(name.as_str()) {
                        anyhow::bail!("{path}: its graph is made of the document (hint: {example}, or --force)");
                    }
                }
                _ => anyhow::bail!(
                    "{quad}: the default graph is made of documents (hint: a correction rejects a claim for good, or --force)"
                ),
            }
        }
        Ok(())
    }
}

/// Writes the files that change: those that only gain first, those that go last, each time on the disk before the next, so that a
/// triple that moves to another graph is in one of them at every moment.
fn put(change: &Change, graphs: &Graphs, writer: &mut Writer) -> anyhow::Result<()> {
    let removed: hashbrown::HashSet<&Quad> = change.removed.iter().collect();
    let loses =
        |path: &str| graphs.files.get(path).is_some_and(|quads| quads.iter().any(|quad| removed.contains(quad)));
    let (mut losing, gaining): (Vec<_>, Vec<_>) =
        changed(change, graphs, &loses)?.into_iter().partition(|(path, _)| loses(path));
    let mut gone = Vec::new();
    losing.retain(|(path, iri)| {
        let is_kept = !store::is_curated(path) || !content(path, iri, change, graphs, &removed).is_empty();
        if !is_kept {
            gone.push(path.clone());
        }
        is_kept
    });
    for files in [gaining, losing] {
        for (path, iri) in files {
            let quads = content(&path, &iri, change, graphs, &removed);
            let origin = writer.store().origin(&path);
            writer.stage(&GraphFile::new(&path, &iri, origin.as_ref(), &quads)?)?;
        }
        writer.flush()?;
    }
    for path in gone {
        writer.remove(&path)?;
    }
    Ok(())
}

/// The files that change, by the paths of their sources, with the graphs they are of.
fn changed(change: &Change, graphs: &Graphs, loses: &dyn Fn(&str) -> bool) -> anyhow::Result<BTreeMap<String, String>> {
    let mut changed = BTreeMap::new();
    for name in change.names() {
        let Some(iri) = name.strip_prefix('<').and_then(|name| name.strip_suffix('>')) else { continue };
        let path = graphs.documents.get(iri).cloned().unwrap_or_else(|| store::curated_path(iri));
        changed.insert(path, iri.to_owned());
    }
    // What goes out of the default graph goes out of every document that says it.
    for path in graphs.files.keys().filter(|path| !store::is_curated(path) && loses(path)) {
        let iri = graphs.documents.iter().find(|(_, known)| *known == path).map(|(iri, _)| iri.clone());
        changed.insert(path.clone(), iri.with_context(|| format!("{path}: expected a source"))?);
    }
    Ok(changed)
}

/// What a file holds after the change.
fn content(path: &str, iri: &str, change: &Change, graphs: &Graphs, removed: &hashbrown::HashSet<&Quad>) -> Vec<Quad> {
    let known = graphs.files.get(path).map(Vec::as_slice).unwrap_or_default();
    let left = known.iter().filter(|quad| !removed.contains(quad));
    left.chain(change.added.iter().filter(|quad| is_in(quad, iri))).cloned().collect()
}

fn is_in(quad: &Quad, iri: &str) -> bool {
    matches!(&quad.graph_name, GraphName::NamedNode(name) if name.as_str() == iri)
}
