//! `whereas diff`: how two graphs differ.

use super::common::{Common, Exit, count};
use super::inputs::Inputs;
use super::output::{self, Out};
use super::table::{show, visible};
use crate::audit::diff::{Difference, DocumentChange, Edge, Evidence, RuleChange, Side, Status, compare};
use crate::export::Prefixes;
use clap::{Args, ValueEnum, ValueHint};
use oxigraph::model::{NamedNode, Term};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

/// Compare two graphs: claims added, removed and changed, by document and rule
///
/// A claim has changed when the same document states the same edge with other evidence: other words, another rule, asserted and no
/// longer prospective. Other statements that differ are counted. In which form a graph is written, and which version of the program
/// with which ontology made it, is no difference. Differences make the exit code 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whereas diff old/store new/store
  whereas diff graph.ttl resolutions/
  whereas diff runs/2012 runs/2013 --format json -o diff.json")]
pub(super) struct DiffArgs {
    /// A store, an RDF file (.ttl .nt .nq .trig .rdf .jsonld), a folder of either, or documents
    #[arg(value_name = "A", value_hint = ValueHint::AnyPath)]
    first: PathBuf,
    /// Another, which is compared with it
    #[arg(value_name = "B", value_hint = ValueHint::AnyPath)]
    second: PathBuf,
    /// Claims of one rule in one document to show; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object
    Json,
}

/// Runs the command.
pub(super) fn run(args: &DiffArgs, common: &Common) -> anyhow::Result<Exit> {
    let (first, base, refused) = side(&args.first, common)?;
    let (second, _, also_refused) = side(&args.second, common)?;
    let difference = compare(first, second);
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    output::to(args.output.as_deref(), |out| match args.format {
        Format::Text => text(&difference, &Prefixes::new(&base), limit, common.quiet, out),
        Format::Json => Ok(writeln!(out, "{:#}", object(&difference))?),
    })?;
    Ok(if difference.is_empty() && refused + also_refused == 0 { Exit::Done } else { Exit::No })
}

/// A graph taken in, the base of its IRIs, and how many documents were refused.
fn side(path: &Path, common: &Common) -> anyhow::Result<(Side, String, usize)> {
    let within = Inputs::graphs_within(path);
    let inputs = if within.is_empty() {
        Inputs::new([path], common)?
    } else {
        Inputs::new(within.iter().map(PathBuf::as_path), common)?
    };
    let mut side = Side::default();
    let mut refused = 0;
    if inputs.documents().is_empty() {
        inputs.each_graph(|quads| {
            side.add(quads);
            Ok(())
        })?;
    } else {
        let (quads, count) = inputs.quads(common)?;
        side.add(quads);
        refused = count;
    }
    anyhow::ensure!(!side.is_empty(), "{}: expected a graph with claims or sources, found none", path.display());
    Ok((side, inputs.base(common).to_owned(), refused))
}

fn text(difference: &Difference, prefixes: &Prefixes, limit: usize, quiet: bool, out: &mut Out) -> anyhow::Result<()> {
    let prefixes = prefixes.all();
    for document in &difference.documents {
        writeln!(out, "{}{}", visible(&document.path), status(document.status))?;
        for (rule, change) in &document.rules {
            writeln!(out, "  {}", visible(rule))?;
            let lines = lines(change, &prefixes);
            for line in lines.iter().take(limit) {
                writeln!(out, "    {line}")?;
            }
            if lines.len() > limit {
                writeln!(out, "    … and {} more (hint: --limit 0)", lines.len() - limit)?;
            }
        }
    }
    if !quiet {
        writeln!(out, "{}", summary(difference, &prefixes))?;
    }
    Ok(())
}

fn status(status: Status) -> &'static str {
    match status {
        Status::New => " (new)",
        Status::Gone => " (gone)",
        Status::Changed => " (its text has changed)",
        Status::Same => "",
    }
}

fn lines(change: &RuleChange, prefixes: &BTreeMap<&str, &str>) -> Vec<String> {
    let one = |sign: char, edge: &Edge, claim: &Evidence| {
        let modality = claim.modality.as_deref().unwrap_or("of no modality");
        format!("{sign} {} ({modality}) {}", shown(edge, prefixes), quoted(claim))
    };
    let added = change.added.iter().map(|(edge, claim)| one('+', edge, claim));
    let removed = change.removed.iter().map(|(edge, claim)| one('-', edge, claim));
    let changed = change.changed.iter().map(|(edge, was, is)| {
        let what: Vec<String> =
            changes(was, is).into_iter().map(|(what, was, is)| format!("{what} {was} → {is}")).collect();
        format!("~ {}: {}", shown(edge, prefixes), what.join("; "))
    });
    added.chain(removed).chain(changed).collect()
}

fn shown(edge: &Edge, prefixes: &BTreeMap<&str, &str>) -> String {
    let node = |iri: &str| NamedNode::new(iri).map_or_else(|_| visible(iri), |node| show(&node.into(), prefixes));
    let object = Term::from_str(&edge.object).map_or_else(|_| visible(&edge.object), |object| show(&object, prefixes));
    format!("{} {} {object}", node(&edge.subject), node(&edge.predicate))
}

/// Letters of a quote that are shown at most.
const SHOWN: usize = 60;

fn quoted(claim: &Evidence) -> String {
    let place = match (claim.start, claim.end) {
        (Some(start), Some(end)) => format!(" at {start}–{end}"),
        _ => String::new(),
    };
    format!("\"{}\"{place}", cut(claim.quote.as_deref().unwrap_or_default()))
}

fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(SHOWN).collect();
    visible(&if cut.len() < line.len() { cut + "…" } else { cut })
}

/// What of the evidence is another: what it is, what it was, what it is now.
fn changes(was: &Evidence, is: &Evidence) -> Vec<(&'static str, String, String)> {
    let place = |claim: &Evidence| match (claim.start, claim.end) {
        (Some(start), Some(end)) => format!("{start}–{end}"),
        _ => "nowhere".to_owned(),
    };
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "none".to_owned());
    let local = |text: &Option<String>| or_none(text).rsplit(['/', '#']).next().unwrap_or_default().to_owned();
    let quote = |claim: &Evidence| format!("\"{}\"", cut(claim.quote.as_deref().unwrap_or_default()));
    let further = |claim: &Evidence| {
        let all: Vec<String> = claim
            .further
            .iter()
            .map(|(name, value)| format!("{} {value}", name.rsplit(['/', '#']).next().unwrap_or_default()))
            .collect();
        if all.is_empty() { "none".to_owned() } else { visible(&all.join(", ")) }
    };
    let all = [
        ("words", quote(was), quote(is)),
        ("place", place(was), place(is)),
        ("modality", or_none(&was.modality), or_none(&is.modality)),
        ("rule", or_none(&was.rule), or_none(&is.rule)),
        ("act", local(&was.act), local(&is.act)),
        ("further", further(was), further(is)),
    ];
    all.into_iter().filter(|(_, was, is)| was != is).collect()
}

/// Predicates of other statements that are listed at most.
const LISTED: usize = 5;

fn summary(difference: &Difference, prefixes: &BTreeMap<&str, &str>) -> String {
    if difference.is_empty() {
        return "no difference".to_owned();
    }
    let [added, removed, changed] = difference.counts();
    let documents = count(difference.documents.len(), "document");
    let mut text =
        format!("{}, {removed} removed, {changed} changed, in {documents}", count(added, "claim") + " added");
    if !difference.others.is_empty() {
        let node = |iri: &str| NamedNode::new(iri).map_or_else(|_| visible(iri), |node| show(&node.into(), prefixes));
        let (plus, minus) = difference.others.values().fold((0, 0), |(a, b), (x, y)| (a + x, b + y));
        let mut most: Vec<_> = difference.others.iter().collect();
        most.sort_by_key(|(_, (plus, minus))| std::cmp::Reverse(plus + minus));
        let each =
            most.iter().take(LISTED).map(|(predicate, (plus, minus))| format!("{} +{plus} -{minus}", node(predicate)));
        let each: Vec<String> = each.chain((most.len() > LISTED).then(|| "…".to_owned())).collect();
        text += &format!("\nother statements: {plus} added, {minus} removed ({})", each.join(", "));
    }
    text
}

fn object(difference: &Difference) -> Json {
    let [added, removed, changed] = difference.counts();
    let others: Vec<Json> = difference
        .others
        .iter()
        .map(|(predicate, (added, removed))| json!({ "predicate": predicate, "added": added, "removed": removed }))
        .collect();
    json!({
        "added": added,
        "removed": removed,
        "changed": changed,
        "documents": difference.documents.iter().map(document_json).collect::<Vec<_>>(),
        "others": others,
    })
}

fn document_json(document: &DocumentChange) -> Json {
    let status = match document.status {
        Status::New => "new",
        Status::Gone => "gone",
        Status::Changed => "changed",
        Status::Same => "same",
    };
    let one = |(edge, claim): &(Edge, Evidence)| merged(edge_json(edge), "claim", evidence_json(claim));
    let rules: Vec<Json> = document
        .rules
        .iter()
        .map(|(rule, change)| {
            let changed = change.changed.iter().map(|(edge, was, is)| {
                merged(merged(edge_json(edge), "was", evidence_json(was)), "is", evidence_json(is))
            });
            json!({
                "rule": rule,
                "added": change.added.iter().map(one).collect::<Vec<_>>(),
                "removed": change.removed.iter().map(one).collect::<Vec<_>>(),
                "changed": changed.collect::<Vec<_>>(),
            })
        })
        .collect();
    json!({ "path": document.path, "status": status, "rules": rules })
}

fn merged(mut object: Json, key: &str, value: Json) -> Json {
    object[key] = value;
    object
}

fn edge_json(edge: &Edge) -> Json {
    json!({ "s": edge.subject, "p": edge.predicate, "o": edge.object })
}

fn evidence_json(claim: &Evidence) -> Json {
    let further: Vec<Json> =
        claim.further.iter().map(|(property, value)| json!({ "property": property, "value": value })).collect();
    json!({
        "iri": claim.iri,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "modality": claim.modality,
        "rule": claim.rule,
        "act": claim.act,
        "further": further,
    })
}
