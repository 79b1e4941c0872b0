//! `whereas eval`: how good an extraction is, beside annotations.

use super::common::{Common, Exit, count};
use super::documents::{self, Document, Tally};
use super::output::{self, Out};
use super::table;
use crate::eval::{Evaluation, Figures, Found, Gold, Layer, Miss, Subject};
use crate::export::jsonl;
use crate::ontology::Ontology;
use anyhow::Context as _;
use clap::{Args, ValueEnum, ValueHint};
use serde_json::{Map, Value as Json, json};
use std::fs::File;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};

/// Measure what comes out of documents against annotations
///
/// Annotations are JSON files, one a document; docs/measuring.md tells their format. A document is paired with the annotation
/// whose "file" has the same name but for its ending. Each of six layers gets precision, recall and F1; the score is the mean F1.
/// An annotated document without output counts as missed.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whereas eval gold/ documents/
  whereas eval gold/ documents/ --misses facts --lang fr
  whereas extract documents/ -o found.jsonl && whereas eval gold/ found.jsonl --format json
  whereas eval gold/ documents/ --min 0.9 --quiet        # ends with exit code 1 when the score is lower")]
pub(super) struct EvalArgs {
    /// Folder of annotations
    #[arg(value_name = "GOLD_DIR", value_hint = ValueHint::DirPath)]
    gold: PathBuf,
    /// Documents, folders of documents, or .jsonl files that `extract` wrote
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,
    /// Only the annotations of documents in this language
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// List what was missed, and what was found and is not annotated
    #[arg(long, value_name = "LAYER")]
    misses: Option<Misses>,
    /// End with exit code 1 when the score is below this
    #[arg(long, value_name = "SCORE")]
    min: Option<f64>,
    /// How to write the figures
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One object
    Json,
}

/// Which misses to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Misses {
    All,
    Header,
    Clauses,
    Acts,
    Receivers,
    Entities,
    Facts,
    Merges,
    Forbidden,
}

impl Misses {
    fn wants(self, subject: Subject) -> bool {
        let wanted = match self {
            Self::All => return true,
            Self::Header => Subject::Layer(Layer::Header),
            Self::Clauses => Subject::Layer(Layer::Clauses),
            Self::Acts => Subject::Layer(Layer::Acts),
            Self::Receivers => Subject::Layer(Layer::Receivers),
            Self::Entities => Subject::Layer(Layer::Entities),
            Self::Facts => Subject::Layer(Layer::Facts),
            Self::Merges => Subject::Merges,
            Self::Forbidden => Subject::Forbidden,
        };
        wanted == subject
    }
}

/// Runs the command.
pub(super) fn run(args: &EvalArgs, common: &Common) -> anyhow::Result<Exit> {
    let ontology = common.load_ontology()?;
    let gold = annotations(&args.gold, ontology, args.lang.as_deref())?;
    let mut evaluation = Evaluation::new(ontology, gold);
    let refused = feed(&mut evaluation, args, common, ontology)?;
    let figures = evaluation.figures();
    anyhow::ensure!(
        figures.absent < figures.documents,
        "expected a document that {} annotates, found none (an annotation and its document have the same file name but for its ending)",
        args.gold.display()
    );
    let misses: Vec<&Miss> =
        figures.misses.iter().filter(|miss| args.misses.is_some_and(|wanted| wanted.wants(miss.layer))).collect();
    let fit = args.output.is_none();
    output::to(args.output.as_deref(), |out| match args.format {
        Format::Table => people(&figures, &misses, fit, out),
        Format::Json => Ok(writeln!(out, "{}", object(&figures, args.misses.map(|_| misses.as_slice())))?),
    })?;
    let below = args.min.is_some_and(|min| figures.score() < min);
    Ok(if below || refused > 0 { Exit::No } else { Exit::Done })
}

/// The annotations in a folder, of one language when one is asked for.
fn annotations(folder: &Path, ontology: &Ontology, language: Option<&str>) -> anyhow::Result<Vec<Gold>> {
    let expected = || format!("{}: expected a folder of annotations (.json)", folder.display());
    let entries = std::fs::read_dir(folder).with_context(expected)?;
    let mut files =
        entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>().with_context(expected)?;
    files.retain(|file| file.extension().is_some_and(|ending| ending == "json"));
    files.sort();
    anyhow::ensure!(!files.is_empty(), "{}, found none", expected());
    let mut gold = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).with_context(|| format!("{}: cannot read", file.display()))?;
        gold.push(Gold::read(ontology, &text).map_err(|error| anyhow::anyhow!("{}:{error}", file.display()))?);
    }
    if let Some(language) = language {
        gold.retain(|gold| gold.lang == language);
        anyhow::ensure!(
            !gold.is_empty(),
            "--lang {language}: expected the language of an annotation in {}",
            folder.display()
        );
    }
    Ok(gold)
}

/// Gives the evaluation what the inputs say of the annotated documents; how many documents were refused.
fn feed(
    evaluation: &mut Evaluation<'_>,
    args: &EvalArgs,
    common: &Common,
    ontology: &Ontology,
) -> anyhow::Result<usize> {
    let is_output = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == "jsonl");
    let (outputs, inputs): (Vec<&PathBuf>, Vec<&PathBuf>) = args.inputs.iter().partition(is_output);
    for file in outputs {
        read_output(file, evaluation)?;
    }
    let mut tally = Tally::default();
    if !inputs.is_empty() {
        let inputs: Vec<PathBuf> = inputs.into_iter().cloned().collect();
        let mut found: Vec<Document> = documents::gather(&inputs, common, &mut tally)?;
        found.retain(|document| evaluation.wants(document.path()));
        let found = documents::Found::uncorrected(found);
        documents::for_each(&found, ontology, common, &mut tally, |extraction| {
            evaluation.add(Found::read(&jsonl::to_string(ontology, &extraction)?)?);
            Ok(())
        })?;
    }
    Ok(tally.refused)
}

fn read_output(file: &Path, evaluation: &mut Evaluation<'_>) -> anyhow::Result<()> {
    let opened = File::open(file).with_context(|| format!("{}: expected a readable file", file.display()))?;
    for (number, line) in (1..).zip(BufReader::new(opened).lines()) {
        let place = || format!("{}:{number}: expected a line that `extract --format jsonl` wrote", file.display());
        let line = line.with_context(place)?;
        if !line.trim().is_empty() {
            evaluation.add(Found::read(&line).with_context(place)?);
        }
    }
    Ok(())
}

fn people(figures: &Figures, misses: &[&Miss], fit: bool, out: &mut Out) -> anyhow::Result<()> {
    if !misses.is_empty() {
        let headings = ["layer", "document", "at", "expected", "found"].map(str::to_owned);
        let cell = |text: &Option<String>| text.as_ref().map_or_else(|| "–".to_owned(), |text| table::visible(text));
        let row = |miss: &&Miss| {
            let known = [miss.layer.name().to_owned(), miss.document.clone(), table::visible(&miss.at)];
            known.into_iter().chain([cell(&miss.expected), cell(&miss.found)]).collect()
        };
        let rows: Vec<Vec<String>> = misses.iter().map(row).collect();
        writeln!(out, "{}\n", table::layout(&headings, &rows, &[], fit))?;
    }
    let headings = ["layer", "precision", "recall", "F1", "right", "expected", "found"].map(str::to_owned);
    let row = |layer: &Layer| {
        let count = figures.count(*layer);
        let shares = [count.precision(), count.recall(), count.f1()].map(|share| format!("{share:.3}"));
        let counts = [count.hit, count.expected, count.found].map(|count| count.to_string());
        std::iter::once(layer.name().to_owned()).chain(shares).chain(counts).collect()
    };
    let rows: Vec<Vec<String>> = Layer::ALL.iter().map(row).collect();
    let to_the_right = [false, true, true, true, true, true, true];
    writeln!(out, "{}", table::layout(&headings, &rows, &to_the_right, fit))?;
    let entities = if figures.merges == 1 { "entity" } else { "entities" };
    writeln!(out, "merged: {} found {entities} fit two annotated ones", figures.merges)?;
    writeln!(out, "forbidden: {} of {} found", figures.forbidden, figures.forbidden_annotated)?;
    let documents = count(figures.documents, "document");
    writeln!(out, "score {:.3} over {documents}, {} without output", figures.score(), figures.absent)?;
    Ok(())
}

fn object(figures: &Figures, misses: Option<&[&Miss]>) -> Json {
    let mut object = Map::new();
    object.insert("documents".to_owned(), json!(figures.documents));
    object.insert("absent".to_owned(), json!(figures.absent));
    object.insert("score".to_owned(), json!(rounded(figures.score())));
    object.insert("forbidden".to_owned(), json!(figures.forbidden));
    object.insert("merges".to_owned(), json!(figures.merges));
    for layer in Layer::ALL {
        let count = figures.count(layer);
        let counted = json!({
            "p": rounded(count.precision()),
            "r": rounded(count.recall()),
            "f1": rounded(count.f1()),
            "right": count.hit,
            "expected": count.expected,
            "found": count.found,
        });
        object.insert(layer.name().to_owned(), counted);
    }
    if let Some(misses) = misses {
        object.insert("misses".to_owned(), json!(misses));
    }
    Json::Object(object)
}

/// Four decimals.
fn rounded(share: f64) -> f64 {
    format!("{share:.4}").parse().unwrap_or(share)
}
