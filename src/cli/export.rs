//! `whereas export`: the graph of a store, of RDF files or of documents, as one file.

use super::common::{Common, Exit};
use super::construct::constructed;
use super::form::FormArgs;
use super::inputs::Inputs;
use super::{extract, output};
use crate::audit::things::Things;
use crate::export::{self, Format, Gather, Piece, Prefixes, part};
use crate::ontology::Terms;
use crate::rdf::form::has_annotations;
use crate::rdf::vocab::ws;
use crate::rdf::{Evidence, Form};
use crate::tables::tables;
use crate::text::near::nearest;
use anyhow::Context;
use clap::{Args, ValueEnum, ValueHint};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Write the graph of a store, of RDF files or of documents as one file.
///
/// Turtle and TriG are sorted and made for reading and for git. The same graph gives the same bytes, however it is stored.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whereas export out/store -o graph.ttl
  whereas export out/store --format trig | less
  whereas export graph.ttl -o graph.jsonld
  whereas export out/store --facts-only -o facts.ttl
  whereas export out/store --rdf 1.2 -o graph.trig
  whereas export out/store -o graph.nq.gz                  # packed, by the ending: .gz or .zst
  whereas export out/store --about IMPACT --depth 2 -o impact.ttl
  whereas export out/store --document 2012/ -o 2012.ttl
  whereas export out/store --tables tables/                # for spreadsheets
  whereas export out/store --tables tables/ --table-format parquet")]
pub(super) struct ExportArgs {
    /// A store, RDF files (.ttl .nt .nq .trig .rdf .jsonld) or documents
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,
    /// ttl, nt, nq, trig, rdf or jsonld [default: by the ending of -o, else ttl]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
    /// Only what this document says: its path, its IRI, or a folder of documents; may be repeated
    #[arg(long = "document", value_name = "DOCUMENT", help_heading = "Which part", conflicts_with_all = ["about", "query"])]
    documents: Vec<String>,
    /// Only the thing of this name and what is around it; may be repeated
    #[arg(long, value_name = "NAME", help_heading = "Which part", conflicts_with = "query")]
    about: Vec<String>,
    /// How far around, in claims
    #[arg(long, value_name = "N", help_heading = "Which part", requires = "about", default_value_t = 1)]
    depth: usize,
    /// Only the triples that a question makes: CONSTRUCT or DESCRIBE; @FILE reads it from a file
    #[arg(long, value_name = "SPARQL", help_heading = "Which part")]
    query: Option<String>,
    /// Write tables instead, into a folder: documents.csv, clauses.csv, acts.csv, entities.csv, facts.csv
    #[arg(long, value_name = "DIR", conflicts_with_all = ["output", "format", "query", "evidence", "facts_only", "rdf"], value_hint = ValueHint::DirPath)]
    tables: Option<PathBuf>,
    /// The format of the tables
    #[arg(long, value_name = "FORMAT", requires = "tables", default_value = "csv")]
    table_format: TableFormat,
    #[command(flatten)]
    form: FormArgs,
}

/// The formats of tables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum TableFormat {
    /// For spreadsheets
    Csv,
    /// For data frames, with types; needs the cargo feature parquet
    Parquet,
}

/// Runs the command.
pub(super) fn run(args: &ExportArgs, common: &Common) -> anyhow::Result<Exit> {
    let format = format(args)?;
    let can_write = args.table_format == TableFormat::Csv || cfg!(feature = "parquet");
    anyhow::ensure!(can_write, "--table-format parquet: {}", crate::tables::NO_PARQUET);
    // What was written with full selectors keeps them unless told otherwise; documents are read without.
    let kept = args.form.form(format, Evidence::Annotations)?;
    let read = args.form.form(format, Evidence::Lean)?;
    let inputs = Inputs::new(args.inputs.iter().map(PathBuf::as_path), common)?;
    let terms = common.load_terms()?;
    if args.is_whole() && inputs.documents().is_empty() {
        return streamed(args, format, kept, &inputs, common, terms);
    }
    let (mut quads, refused) = inputs.quads_in(read, common)?;
    anyhow::ensure!(!args.form.wants_annotations() || !inputs.has_written() || has_annotations(&quads), UNANNOTATED);
    if let Some(question) = &args.query {
        let graph = super::inputs::in_memory(quads, &terms, true)?;
        let triples = constructed(question, graph.oxigraph(), inputs.base(common))?;
        quads = triples.into_iter().map(|triple| triple.in_graph(GraphName::DefaultGraph)).collect();
    } else if !args.documents.is_empty() {
        quads = part::of_documents(&quads, &sources(&quads, &args.documents)?);
    } else if !args.about.is_empty() {
        quads = around(&quads, args, inputs.base(common))?;
    }
    if let Some(folder) = &args.tables {
        write_tables(&quads, folder, args.table_format)?;
        return Ok(if refused == 0 { Exit::Done } else { Exit::No });
    }
    kept.apply(&mut quads);
    let prefixes = Prefixes::new(inputs.base(common)).with_sources(&quads).with_context(terms.context);
    output::to(args.output.as_deref(), |out| Ok(export::write(format, &quads, &prefixes, out)?))?;
    Ok(if refused == 0 { Exit::Done } else { Exit::No })
}

const UNANNOTATED: &str =
    "--evidence oa: expected documents, or a graph that was made with it (hint: whereas build --evidence oa)";

impl ExportArgs {
    /// Whether all of the graph is written as a graph.
    fn is_whole(&self) -> bool {
        self.documents.is_empty() && self.about.is_empty() && self.query.is_none() && self.tables.is_none()
    }
}

/// Writes graphs one after another, so that a store may be larger than memory.
fn streamed(
    args: &ExportArgs,
    format: Format,
    form: Form,
    inputs: &Inputs,
    common: &Common,
    terms: Terms,
) -> anyhow::Result<Exit> {
    output::to(args.output.as_deref(), |out| {
        let mut graph = Gather::new(format, inputs.base(common), &extract::scratch).with_context(terms.context);
        let annotated = pieces(inputs, format, form, |piece| {
            graph.add(piece).context("cannot put a part of the graph aside (hint: TMPDIR names where)")
        })?;
        anyhow::ensure!(annotated || !args.form.wants_annotations(), UNANNOTATED);
        graph.write(out).context("cannot write the graph")
    })?;
    Ok(Exit::Done)
}

/// Graphs that are ready to be added and wait for it, at most: as many as are read while what was added is sorted.
const WAITING: usize = 128;

/// Takes each graph, made ready for a format, while another thread reads the next; whether any has full selectors.
fn pieces(
    inputs: &Inputs,
    format: Format,
    form: Form,
    mut take: impl FnMut(Piece) -> anyhow::Result<()>,
) -> anyhow::Result<bool> {
    let (send, ready) = std::sync::mpsc::sync_channel(WAITING);
    std::thread::scope(|scope| {
        let reader = scope.spawn(move || {
            let mut annotated = false;
            inputs.each_graph(|mut quads| {
                annotated |= has_annotations(&quads);
                form.apply(&mut quads);
                let piece = Piece::new(format, quads).context("cannot write the graph")?;
                send.send(piece).context("nobody takes what is read")
            })?;
            Ok(annotated)
        });
        // Reading fails too when nobody takes what is read, but the reason for that is the error to tell.
        ready.into_iter().try_for_each(&mut take)?;
        reader.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// The sources that some names mean: paths, folders of them, IRIs.
fn sources(quads: &[Quad], names: &[String]) -> anyhow::Result<BTreeSet<String>> {
    let with_path = quads.iter().filter(|quad| quad.predicate == ws::PATH);
    let known: Vec<(&str, &str)> = with_path
        .filter_map(|quad| match (&quad.subject, &quad.object) {
            (NamedOrBlankNode::NamedNode(source), Term::Literal(path)) => Some((source.as_str(), path.value())),
            _ => None,
        })
        .collect();
    let mut sources = BTreeSet::new();
    for name in names {
        let below = format!("{}/", name.trim_end_matches('/'));
        let before = sources.len();
        let is_named = |(iri, path): &&(&str, &str)| path == name || iri == name || path.starts_with(&below);
        sources.extend(known.iter().filter(is_named).map(|(iri, _)| (*iri).to_owned()));
        anyhow::ensure!(
            sources.len() > before,
            "--document {name}: {}",
            none(name, known.iter().map(|(_, path)| *path))
        );
    }
    Ok(sources)
}

/// That there is none, and the nearest that there is.
fn none<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    match nearest(name, known, 1).first() {
        Some(near) => format!("no such document (hint: there is {near})"),
        None => "no such document".to_owned(),
    }
}

/// What is around the things that are asked for.
fn around(quads: &[Quad], args: &ExportArgs, base: &str) -> anyhow::Result<Vec<Quad>> {
    let (things, prefixes) = (Things::of(quads), Prefixes::new(base));
    let find = |name: &String| things.find(name, &prefixes.all()).with_context(|| format!("--about {name}"));
    let centre = args.about.iter().map(find).collect::<anyhow::Result<BTreeSet<String>>>()?;
    Ok(part::around(quads, &centre, args.depth))
}

/// Writes the tables of a graph into a folder, which is made when it is not there.
fn write_tables(quads: &[Quad], folder: &Path, format: TableFormat) -> anyhow::Result<()> {
    let cannot = || format!("{}: expected a folder that can be written", folder.display());
    std::fs::create_dir_all(folder).with_context(cannot)?;
    for table in tables(quads) {
        let file = |ending: &str| folder.join(table.name).with_extension(ending);
        match format {
            TableFormat::Csv => output::to(Some(&file("csv")), |out| Ok(table.write(out)?))?,
            TableFormat::Parquet => output::to(Some(&file("parquet")), |out| Ok(table.write_parquet(out)?))?,
        }
    }
    Ok(())
}

fn format(args: &ExportArgs) -> anyhow::Result<Format> {
    let graphs = || Format::ALL.into_iter().filter(|format| *format != Format::JsonLines);
    let (found, shown) = match (&args.format, &args.output) {
        (Some(name), _) => (Format::from_name(name), format!("--format {name}")),
        (None, Some(path)) if path.extension().is_some() => {
            let unpacked = output::unpacked(path);
            let format = unpacked.extension().and_then(|ending| Format::from_extension(ending.to_str()?));
            (format, path.display().to_string())
        }
        (None, _) => (Some(Format::Turtle), String::new()),
    };
    found.filter(|format| graphs().any(|one| one == *format)).with_context(|| {
        let names: Vec<&str> = graphs().map(Format::name).collect();
        format!("{shown}: expected a format of graphs: {}", names.join(", "))
    })
}
