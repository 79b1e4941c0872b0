//! `whereas coverage`: what was not understood of documents, so that a curator knows what to add next.

use super::common::{Common, Exit, count};
use super::documents::{self, Found, Tally};
use super::output::{self, Out};
use super::table;
use crate::coverage::{Coverage, Group, Item, List, Share};
use clap::{Args, ValueEnum, ValueHint};
use serde_json::{Map, Value as Json, json};
use std::io::Write as _;
use std::path::PathBuf;

/// List what was not understood of documents
///
/// Shares by language and enacting body, then what a curator could add: openings of clauses with no known act, text outside every
/// clause, clauses of which nothing is stated, names that the gazetteer does not have, references to nothing. Documents that
/// were refused are counted by reason. docs/measuring.md tells what is counted how.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whereas coverage resolutions/
  whereas coverage resolutions/ --list names --limit 100
  whereas coverage resolutions/ --format csv -o coverage.csv
  whereas coverage resolutions/ --min-clauses-with-act 98 --min-text-in-clauses 95 --quiet")]
pub(super) struct CoverageArgs {
    /// Documents, or folders or archives (.zip, .tar.gz) of documents
    #[arg(required_unless_present = "files_from", value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    inputs: Vec<PathBuf>,
    /// Only this list, and not the shares; may be given several times
    #[arg(long = "list", value_enum, value_name = "LIST")]
    lists: Vec<Listed>,
    /// Items of each list at most
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// End with exit code 1 when fewer clauses have a known act, in per cent
    #[arg(long, value_name = "PCT")]
    min_clauses_with_act: Option<f64>,
    /// End with exit code 1 when less of the text from the first clause to the last lies in clauses, in per cent
    #[arg(long, value_name = "PCT")]
    min_text_in_clauses: Option<f64>,
    /// End with exit code 1 when a receiver or a fact is known of fewer clauses, in per cent
    #[arg(long, value_name = "PCT")]
    min_clauses_with_claim: Option<f64>,
    /// How to write it
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
    /// One line an item
    Csv,
}

/// A list that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Listed {
    /// Documents that were refused, by reason
    Refused,
    /// Clauses, and numbered paragraphs within them, that no known act opens
    Openings,
    /// Other paragraphs within clauses that begin with a capital after the end of a sentence
    Inside,
    /// Text outside every clause, the longest first
    Outside,
    /// Text after the last clause, the longest first
    After,
    /// Acts of the clauses of which nothing is stated
    Silent,
    /// Things named that the gazetteer does not have
    Names,
    /// Capitalised words that nothing takes for a name
    Phrases,
    /// What points back to nothing
    References,
    /// Names of the gazetteer that may mean several things, or nothing in this document
    Ambiguous,
}

impl Listed {
    fn list(self) -> List {
        match self {
            Self::Refused => List::Refused,
            Self::Openings => List::Openings,
            Self::Inside => List::Inside,
            Self::Outside => List::Outside,
            Self::After => List::After,
            Self::Silent => List::Silent,
            Self::Names => List::Names,
            Self::Phrases => List::Phrases,
            Self::References => List::References,
            Self::Ambiguous => List::Ambiguous,
        }
    }
}

/// Runs the command.
pub(super) fn run(args: &CoverageArgs, common: &Common) -> anyhow::Result<Exit> {
    let ontology = common.load_ontology()?;
    let mut tally = Tally::default();
    let found = Found::uncorrected(documents::gather(&args.inputs, common, &mut tally)?);
    let mut coverage = Coverage::new(args.limit);
    documents::for_each(&found, ontology, common, &mut tally, |extraction| {
        coverage.add(ontology, &extraction);
        Ok(())
    })?;
    for (reason, refused) in &tally.reasons {
        coverage.refuse(reason, refused.documents, &refused.first);
    }
    anyhow::ensure!(tally.done > 0, "nothing to survey: {}", tally.summary());
    let lists: Vec<List> =
        if args.lists.is_empty() { List::ALL.to_vec() } else { args.lists.iter().map(|list| list.list()).collect() };
    let shares = args.lists.is_empty();
    output::to(args.output.as_deref(), |out| match args.format {
        Format::Table => people(&coverage, &lists, shares, args.output.is_none(), out),
        Format::Json => Ok(writeln!(out, "{}", object(&coverage, &lists, shares))?),
        Format::Csv => csv(&coverage, &lists, shares, out),
    })?;
    let all = coverage.all();
    let gates = [
        (args.min_clauses_with_act, all.clauses_with_act),
        (args.min_text_in_clauses, all.text_in_clauses),
        (args.min_clauses_with_claim, all.clauses_with_claim),
    ];
    let below = gates.iter().any(|(least, share)| least.is_some_and(|least| share.percent() < least));
    Ok(if below { Exit::No } else { Exit::Done })
}

/// The shares of a group, with their names.
fn shares_of(group: &Group) -> [(&'static str, Share); 4] {
    [
        ("clauses with act", group.clauses_with_act),
        ("text in clauses", group.text_in_clauses),
        ("clauses with claim", group.clauses_with_claim),
        ("mentions known", group.mentions_known),
    ]
}

fn title(list: List) -> &'static str {
    match list {
        List::Refused => "Refused documents, by reason",
        List::Openings => "Clauses that no known act opens",
        List::Inside => "Paragraphs within clauses that begin as a new one might",
        List::Outside => "Text outside every clause: letters",
        List::After => "Text after the last clause: letters",
        List::Silent => "Acts of clauses without receiver and fact",
        List::Names => "Names that the gazetteer does not have",
        List::Phrases => "Capitalised words that are no name yet",
        List::References => "References to nothing",
        List::Ambiguous => "Names with several meanings",
    }
}

fn percent(share: Share) -> String {
    format!("{:.1} %", share.percent())
}

fn people(coverage: &Coverage, lists: &[List], shares: bool, fit: bool, out: &mut Out) -> anyhow::Result<()> {
    if shares {
        let all = coverage.all();
        let names = shares_of(&all).map(|(name, _)| name.to_owned());
        let headings: Vec<String> =
            ["language", "body", "documents"].map(str::to_owned).into_iter().chain(names).collect();
        let row = |language: &str, body: &str, group: &Group| {
            let known = [language.to_owned(), table::visible(body), group.documents.to_string()];
            known.into_iter().chain(shares_of(group).map(|(_, share)| percent(share))).collect::<Vec<_>>()
        };
        let mut rows: Vec<_> = coverage
            .groups()
            .map(|(language, body, group)| row(language, if body.is_empty() { "–" } else { body }, group))
            .collect();
        rows.push(row("all", "", &all));
        let to_the_right = [false, false, true, true, true, true, true];
        writeln!(out, "{}", table::layout(&headings, &rows, &to_the_right, fit))?;
    }
    let mut apart = if shares { "\n" } else { "" };
    for list in lists {
        let (items, different) = coverage.list(*list);
        if items.is_empty() {
            continue;
        }
        let cut = if different > items.len() { format!(" ({} of {different})", items.len()) } else { String::new() };
        writeln!(out, "{apart}{}{cut}", title(*list))?;
        apart = "\n";
        let rows: Vec<Vec<String>> = items.iter().map(|item| row(item)).collect();
        let headings = ["count", "documents", "text", "first at"].map(str::to_owned);
        writeln!(out, "{}", table::layout(&headings, &rows, &[true, true, false, false], fit))?;
    }
    if shares {
        writeln!(out, "\n{}", count(coverage.all().documents, "document"))?;
    }
    Ok(())
}

fn row(item: &Item) -> Vec<String> {
    let place = match &item.example {
        example if example.end > 0 => format!("{}:{}–{}", example.file, example.start, example.end),
        example => example.file.clone(),
    };
    vec![item.count.to_string(), item.documents.to_string(), table::visible(&item.text), table::visible(&place)]
}

fn object(coverage: &Coverage, lists: &[List], shares: bool) -> Json {
    let mut object = Map::new();
    if shares {
        let group = |language: &str, body: &str, group: &Group| {
            let mut of_group = Map::new();
            of_group.insert("language".to_owned(), json!(language));
            of_group.insert("body".to_owned(), json!(body));
            of_group.insert("documents".to_owned(), json!(group.documents));
            of_group.insert("unresolvedReferences".to_owned(), json!(group.unresolved_references));
            for (name, share) in shares_of(group) {
                let percent = (share.percent() * 100.0).round() / 100.0;
                let counted = json!({ "part": share.part, "whole": share.whole, "percent": percent });
                of_group.insert(camel(name), counted);
            }
            Json::Object(of_group)
        };
        let groups: Vec<Json> = coverage.groups().map(|(language, body, of)| group(language, body, of)).collect();
        object.insert("groups".to_owned(), json!(groups));
        object.insert("all".to_owned(), group("", "", &coverage.all()));
    }
    for list in lists {
        let (items, different) = coverage.list(*list);
        object.insert(list.name().to_owned(), json!({ "different": different, "items": items }));
    }
    Json::Object(object)
}

/// `clauses with act` as a key.
fn camel(name: &str) -> String {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |key, word| {
        let (initial, rest) = word.split_at(1);
        key + &initial.to_uppercase() + rest
    })
}

fn csv(coverage: &Coverage, lists: &[List], shares: bool, out: &mut Out) -> anyhow::Result<()> {
    writeln!(out, "list,language,body,text,count,of,documents,file,start,end")?;
    if shares {
        for (language, body, group) in coverage.groups() {
            for (name, share) in shares_of(group) {
                let fields = ["share", language, body, name].map(quoted).join(",");
                writeln!(out, "{fields},{},{},{},,,", share.part, share.whole, group.documents)?;
            }
        }
    }
    for list in lists {
        for item in coverage.list(*list).0 {
            let Item { text, count, documents, example, .. } = item;
            let (text, file) = (quoted(text), quoted(&example.file));
            writeln!(out, "{},,,{text},{count},,{documents},{file},{},{}", list.name(), example.start, example.end)?;
        }
    }
    Ok(())
}

/// A field of CSV (RFC 4180).
fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}
