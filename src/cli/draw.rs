//! `whereas draw`: a picture of a graph.

use super::construct::constructed;
use super::documents::{self, Tally};
use super::inputs::Inputs;
use super::{Common, Exit, output};
use crate::draw::{self, DrawError, Drawn, Format, Options, Page, Selection, Text, Theme};
use crate::relate::Extraction;
use crate::text::Span;
use anyhow::Context as _;
use clap::{Args, ValueEnum, ValueHint};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Draw entities and the relations between them
///
/// Shapes and colours tell kinds of entities apart; dashed lines are prospective; every line carries the words that say it
/// under the pointer.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    whereas draw out/store -o graph.svg\n  \
    whereas draw graph.ttl --about INTERPOL --depth 2 --lang fr -o interpol.pdf\n  \
    whereas draw resolutions/ -o graph.html          # a page to explore, one file\n  \
    whereas draw out/store --path INTERPOL ITU -o path.svg\n  \
    whereas draw out/store --since 2012 --body 'Security Council' -o graph.gexf\n  \
    whereas draw out/store --query 'CONSTRUCT { ?a ws:partyTo ?b } WHERE { ?a ws:partyTo ?b }' -o parties.svg\n  \
    whereas draw graph.ttl --facts-only --asserted-only -o facts.dot")]
pub(super) struct DrawArgs {
    /// A store, RDF files (.ttl .nt .nq .trig .rdf .jsonld) or documents
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,
    /// The picture; its ending gives the format; - is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-", value_hint = ValueHint::FilePath)]
    output: PathBuf,
    /// Format, whatever the ending says
    #[arg(long, value_enum)]
    format: Option<FormatName>,
    /// Documents, or folders of them, that the page shows in full; those among INPUT it has anyway
    #[arg(long = "sources", value_name = "DIR", value_hint = ValueHint::AnyPath)]
    sources: Vec<PathBuf>,
    #[command(flatten)]
    part: Part,
    #[command(flatten)]
    look: Appearance,
}

/// Which part of the graph.
#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
struct Part {
    /// Only what a question makes: CONSTRUCT or DESCRIBE; relations that no document states too; @FILE reads it from a file
    #[arg(long, value_name = "SPARQL")]
    query: Option<String>,
    /// Only the entity of this name and what is around it; can be given several times
    #[arg(long, value_name = "NAME")]
    about: Vec<String>,
    /// How far around, in relations
    #[arg(long, value_name = "N", requires = "about", default_value_t = 1)]
    depth: usize,
    /// Only the shortest way between the entities of these names
    #[arg(long, num_args = 2, value_names = ["FROM", "TO"])]
    path: Vec<String>,
    /// Only entities of this type: Organization, Document …; can be given several times
    #[arg(long = "type", value_name = "TYPE")]
    kinds: Vec<String>,
    /// Only this relation: organOf, approves …; can be given several times
    #[arg(long = "relation", value_name = "NAME")]
    relations: Vec<String>,
    /// Only what documents of this enacting body say; can be given several times
    #[arg(long = "body", value_name = "NAME")]
    bodies: Vec<String>,
    /// Only what documents of this date or later say: 2012, 2012-11 or 2012-11-08
    #[arg(long, value_name = "DATE", value_parser = date)]
    since: Option<String>,
    /// Only what documents of this date or earlier say
    #[arg(long, value_name = "DATE", value_parser = date)]
    until: Option<String>,
    /// Only what is asserted, nothing that is proposed or requested
    #[arg(long)]
    asserted_only: bool,
    /// Only facts, not what bodies do (approve, request, recall)
    #[arg(long, overrides_with = "with_acts")]
    facts_only: bool,
    /// Facts and acts (the default)
    #[arg(long, overrides_with = "facts_only")]
    with_acts: bool,
    /// Only the N entities with most relations
    #[arg(long, value_name = "N")]
    top: Option<usize>,
}

/// How it looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "How it looks")]
struct Appearance {
    /// Language of names and relations [default: the one in which most entities have a name]
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Colours
    #[arg(long, value_enum, default_value_t = ThemeName::Auto)]
    theme: ThemeName,
    /// Pixels that a PNG is wide [default: two for each of the picture]
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(1..))]
    width: Option<u32>,
    /// Heading [default: the title, when there is one resolution]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Line below the picture [default: what was read]
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FormatName {
    /// Scalable Vector Graphics
    Svg,
    /// Pixels, for programs that take no SVG
    Png,
    /// For print; its text can be searched
    Pdf,
    /// A page to explore the graph in
    Html,
    /// Graphviz
    Dot,
    /// yEd, Gephi, networkx and many others
    #[value(name = "graphml")]
    GraphMl,
    /// Gephi
    Gexf,
    /// Cytoscape
    Cyjs,
    /// JSON Graph Format
    Jgf,
    /// Mermaid, for Markdown pages
    Mmd,
    /// Statements for graph databases
    Cypher,
    /// A folder of CSV files for neo4j-admin
    Neo4j,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Svg => Self::Svg,
            FormatName::Png => Self::Png,
            FormatName::Pdf => Self::Pdf,
            FormatName::Html => Self::Html,
            FormatName::Dot => Self::Dot,
            FormatName::GraphMl => Self::GraphMl,
            FormatName::Gexf => Self::Gexf,
            FormatName::Cyjs => Self::Cytoscape,
            FormatName::Jgf => Self::Jgf,
            FormatName::Mmd => Self::Mermaid,
            FormatName::Cypher => Self::Cypher,
            FormatName::Neo4j => Self::Neo4j,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ThemeName {
    /// Light, dark where the screen prefers it
    Auto,
    /// Dark on light
    Light,
    /// Light on dark
    Dark,
}

/// Letters without a font that a warning lists.
const LETTERS: usize = 20;

/// Draws.
///
/// # Errors
/// When an input cannot be read, the output not be written, or a name is unknown.
pub(super) fn run(args: &DrawArgs, common: &Common) -> anyhow::Result<Exit> {
    let format = format(args)?;
    let page = format == Format::Html;
    if page && !Page::is_built_in() {
        return Err(named(&DrawError::NoPage, args));
    }
    let terms = common.load_terms()?;
    let inputs = Inputs::new(args.inputs.iter().map(PathBuf::as_path), common)?;
    let mut options = options(args, format);
    options.interface.clone_from(&terms.interface);
    let texts = &mut options.texts;
    let (graph, refused) = inputs.graph_and(&terms, common, |extraction| {
        if page {
            texts.push(text(extraction));
        }
    })?;
    if page {
        add_texts(&args.sources, inputs.base(common), common, texts)?;
    }
    if let Some(question) = &args.part.query {
        options.selection.triples = Some(constructed(question, graph.oxigraph(), inputs.base(common))?);
    }
    let picture = draw::draw(graph.oxigraph(), &options).map_err(|error| named(&error, args))?;
    write(picture, &args.output)?;
    Ok(if refused == 0 { Exit::Done } else { Exit::No })
}

/// The documents of `--sources`, as the graph was made from them.
fn add_texts(sources: &[PathBuf], base: &str, common: &Common, texts: &mut Vec<Text>) -> anyhow::Result<()> {
    if sources.is_empty() {
        return Ok(());
    }
    let mut tally = Tally::default();
    let quiet = Common { base: Some(base.to_owned()), quiet: true, ..common.clone() };
    let found = documents::found(sources, &quiet, &mut tally)?;
    documents::for_each(&found, common.load_ontology()?, &quiet, &mut tally, |extraction| {
        texts.push(text(&extraction));
        Ok(())
    })
}

/// A document with the places where it names things.
fn text(extraction: &Extraction) -> Text {
    let source = &extraction.source;
    let mut mentions: Vec<(u32, u32, String)> = Vec::new();
    for entity in &extraction.entities {
        let places = entity.mentions.iter().map(|span| source.code_points(*span));
        mentions.extend(places.map(|(start, end)| (start, end, entity.iri.clone())));
    }
    mentions.sort();
    let (start, _) = source.code_points(Span { start: 0, end: 0 });
    Text {
        path: source.path.clone(),
        text_sha256: source.text_sha256.clone(),
        text: source.text.clone(),
        start,
        mentions,
    }
}

fn options(args: &DrawArgs, format: Format) -> Options {
    let (part, look) = (&args.part, &args.look);
    Options {
        format,
        selection: Selection {
            triples: None,
            about: part.about.clone(),
            depth: Some(part.depth),
            path: match &part.path[..] {
                [from, to] => Some((from.clone(), to.clone())),
                _ => None,
            },
            bodies: part.bodies.clone(),
            since: part.since.clone(),
            until: part.until.clone(),
            kinds: part.kinds.clone(),
            relations: part.relations.clone(),
            asserted_only: part.asserted_only,
            facts_only: part.facts_only,
            top: part.top,
        },
        language: look.lang.clone(),
        theme: match look.theme {
            ThemeName::Auto => Theme::Auto,
            ThemeName::Light => Theme::Light,
            ThemeName::Dark => Theme::Dark,
        },
        width: look.width,
        title: look.title.clone(),
        source: look.source.clone(),
        ..Options::default()
    }
}

/// A year, a month or a day.
fn date(text: &str) -> Result<String, String> {
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let known = ["0000", "0000-00", "0000-00-00"].contains(&shape.as_str());
    if known { Ok(text.to_owned()) } else { Err("expected 2012, 2012-11 or 2012-11-08".to_owned()) }
}

/// The format asked for, else that of the ending, else SVG on standard output; a folder is one for Neo4j.
fn format(args: &DrawArgs) -> anyhow::Result<Format> {
    let output = &args.output;
    let folder = output.is_dir() || output.as_os_str().to_string_lossy().ends_with('/');
    let format = match (args.format, output.extension().and_then(|ending| ending.to_str())) {
        (Some(name), _) => name.into(),
        (None, _) if is_standard(output) => Format::Svg,
        (None, _) if folder => Format::Neo4j,
        (None, ending) => ending.and_then(Format::from_extension).with_context(|| {
            let known = Format::ALL.into_iter().filter(|format| !format.is_folder());
            let known = known.map(|format| format!(".{}", format.name())).collect::<Vec<_>>().join(", ");
            format!("{}: expected a name that ends in one of {known}, or a folder with / at its end (hint: or give --format)", output.display())
        })?,
    };
    anyhow::ensure!(
        args.look.width.is_none() || format == Format::Png,
        "--width: only a PNG has pixels, not {}",
        format.name()
    );
    anyhow::ensure!(
        format.is_folder() || !folder,
        "{}: expected a file; only --format neo4j writes a folder",
        output.display()
    );
    anyhow::ensure!(
        !format.is_folder() || !(is_standard(output) || output.is_file()),
        "{}: expected a folder, into which --format neo4j writes its files (hint: -o graph/)",
        output.display()
    );
    Ok(format)
}

/// Writes the file, or the files of the folder, each of them whole or not at all.
fn write(drawn: Drawn, path: &Path) -> anyhow::Result<()> {
    match drawn {
        Drawn::File(bytes) => output::to(Some(path), |out| Ok(out.write_all(&bytes)?)),
        Drawn::Lacking { bytes, missing } => {
            let letters: String = missing.iter().take(LETTERS).collect();
            super::complain(&format!(
                "warning: {}: boxes stand for letters that no font has here, among them {letters} (hint: install a font of their script, or draw .svg)",
                path.display()
            ))?;
            write(Drawn::File(bytes), path)
        }
        Drawn::Folder(files) => {
            std::fs::create_dir_all(path)
                .with_context(|| format!("{}: expected a folder that can be written", path.display()))?;
            for (name, bytes) in files {
                output::to(Some(&path.join(name)), |out| Ok(out.write_all(&bytes)?))?;
            }
            Ok(())
        }
    }
}

/// An error of drawing with the inputs it concerns.
fn named(error: &DrawError, args: &DrawArgs) -> anyhow::Error {
    let inputs: Vec<String> = args.inputs.iter().map(|path| path.display().to_string()).collect();
    let first = inputs.first().map_or("", String::as_str);
    let others = if inputs.len() > 1 { format!(" and {} more", inputs.len() - 1) } else { String::new() };
    anyhow::anyhow!("{first}{others}: {error}")
}

fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}
