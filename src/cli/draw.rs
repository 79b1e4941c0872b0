//! `whereas draw`: a picture of a graph.

use super::inputs::Inputs;
use super::{Common, Exit, output};
use crate::draw::{self, DrawError, Format, Options, Selection, Theme};
use anyhow::Context as _;
use clap::{Args, ValueEnum, ValueHint};
use std::path::{Path, PathBuf};

/// Draw entities and the relations between them
///
/// Shapes and colours tell kinds of entities apart; dashed lines are prospective; every line carries the words that say it
/// under the pointer.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    whereas draw out/store -o graph.svg\n  \
    whereas draw graph.ttl --about INTERPOL --depth 2 --lang fr -o interpol.svg\n  \
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
    #[command(flatten)]
    part: Part,
    #[command(flatten)]
    look: Appearance,
}

/// Which part of the graph.
#[derive(Debug, Args)]
#[command(next_help_heading = "What to show")]
struct Part {
    /// Only the entity of this name and what is around it; can be given several times
    #[arg(long, value_name = "NAME")]
    about: Vec<String>,
    /// How far around, in relations
    #[arg(long, value_name = "N", requires = "about", default_value_t = 1)]
    depth: usize,
    /// Only entities of this type: Organization, Document …; can be given several times
    #[arg(long = "type", value_name = "TYPE")]
    kinds: Vec<String>,
    /// Only this relation: organOf, approves …; can be given several times
    #[arg(long = "relation", value_name = "NAME")]
    relations: Vec<String>,
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
    /// Graphviz
    Dot,
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

/// Draws.
///
/// # Errors
/// When an input cannot be read, the output not be written, or a name is unknown.
pub(super) fn run(args: &DrawArgs, common: &Common) -> anyhow::Result<Exit> {
    let format = format(args)?;
    let terms = common.load_terms()?;
    let (graph, refused) = Inputs::new(args.inputs.iter().map(PathBuf::as_path))?.graph(&terms, common, true)?;
    let options = options(args, format);
    let picture = draw::draw(graph.oxigraph(), &options).map_err(|error| named(&error, args))?;
    output::to(Some(&args.output), |out| Ok(out.write_all(&picture)?))?;
    Ok(if refused == 0 { Exit::Done } else { Exit::No })
}

fn options(args: &DrawArgs, format: Format) -> Options {
    let (part, look) = (&args.part, &args.look);
    Options {
        format,
        selection: Selection {
            about: part.about.clone(),
            depth: Some(part.depth),
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
        title: look.title.clone(),
        source: look.source.clone(),
    }
}

/// The format asked for, else that of the ending, else SVG on standard output.
fn format(args: &DrawArgs) -> anyhow::Result<Format> {
    match (args.format, args.output.extension().and_then(|e| e.to_str())) {
        (Some(FormatName::Svg), _) => Ok(Format::Svg),
        (Some(FormatName::Dot), _) => Ok(Format::Dot),
        (None, None) if is_standard(&args.output) => Ok(Format::Svg),
        (None, ending) => ending.and_then(Format::from_extension).with_context(|| {
            let known = Format::ALL.map(|format| format!(".{}", format.name())).join(" or ");
            format!("{}: expected a name that ends in {known} (hint: or give --format)", args.output.display())
        }),
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
