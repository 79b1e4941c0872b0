//! `whereas why-not`: what a sentence lacks that a relation would be read in it.

use super::common::{Common, Exit, count};
use super::output::{self, Out};
use super::passage;
use super::table::visible;
use super::why::Format;
use crate::audit::things::relation;
use crate::explain::{Attempt, Attempts, Failure, Found, Read, RuleForm, Wanted, Words, attempts};
use crate::export::Prefixes;
use crate::relate::{Ground, Modality, Void};
use crate::text::Source;
use anyhow::Context as _;
use clap::{Args, ValueHint};
use serde_json::{Value as Json, json};
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

/// Say why a relation is not read in a sentence: the nearest rules, each with the first condition that fails
///
/// The sentence is read as if it stood in a document; with --file the whole document is read, and names that it defines are
/// known. Ends with exit code 1 when the relation is read after all, and says how.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whereas why-not 'RECOGNIZING that IMPACT is the main agency of the ITU,' executingAgencyOf
  whereas why-not --file resolution.md memberOf --limit 3
  whereas why-not --lang fr 'APPROUVE le projet' approves")]
pub(super) struct WhyNotArgs {
    /// The sentence, unless --file gives the text; then the relation, by its name, a label in any language, or its IRI
    #[arg(required = true, num_args = 1..=2, value_name = "SENTENCE RELATION")]
    arguments: Vec<String>,
    /// Read the text from FILE; - is standard input
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    file: Option<PathBuf>,
    /// Of a FILE that holds several documents read the one with this number, from 1
    #[arg(long, value_name = "N", requires = "file")]
    part: Option<u32>,
    /// The language of the text, where its words do not tell it
    #[arg(long, value_name = "CODE")]
    lang: Option<String>,
    /// Forms to show at most; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 5)]
    limit: usize,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(args: &WhyNotArgs, common: &Common) -> anyhow::Result<Exit> {
    let ontology = common.load_ontology()?;
    let (source, wish) = plan(args)?;
    let source = match args.part {
        Some(part) => crate::extract::part(ontology, &source, part).with_context(|| {
            format!("--part {part}: expected a number of one of several documents of {}", source.path)
        })?,
        None => source,
    };
    if let Some(code) = &args.lang {
        let codes: Vec<&str> = ontology.languages.iter().map(|language| language.code.as_str()).collect();
        anyhow::ensure!(codes.contains(&code.as_str()), "--lang {code}: expected one of {}", codes.join(", "));
    }
    let base = common.base()?;
    let iri = relation(ontology, wish, &Prefixes::new(base).all())?;
    let known = ontology.predicates.iter().find(|predicate| predicate.iri == iri);
    let name = known.map_or(wish, |predicate| &predicate.name);
    let predicate = ontology.predicate_named(name).with_context(|| format!("{wish}: expected a relation"))?;
    let hint = || format!("{} (hint: --lang)", source.path);
    let mut found = attempts(ontology, &source, base, args.lang.as_deref(), predicate).with_context(hint)?;
    let forms = found.failed.len();
    if args.limit > 0 {
        found.failed.truncate(args.limit);
    }
    output::to(args.output.as_deref(), |out| match args.format {
        Format::Text => text(name, &source, &found, forms, out),
        Format::Json => Ok(writeln!(out, "{:#}", object(name, &found, forms))?),
    })?;
    Ok(if found.read.is_empty() { Exit::Done } else { Exit::No })
}

/// The text, and the relation as it was called.
fn plan(args: &WhyNotArgs) -> anyhow::Result<(Source, &str)> {
    match (args.arguments.as_slice(), &args.file) {
        ([relation], Some(file)) => Ok((document(file)?, relation)),
        ([sentence, relation], None) => {
            Ok((crate::read::read("sentence.txt", sentence.as_bytes()).context("the sentence")?, relation))
        }
        (_, Some(_)) => anyhow::bail!("expected a relation alone: --file gives the text"),
        (_, None) => anyhow::bail!("expected a sentence and a relation, or --file FILE and a relation"),
    }
}

fn document(file: &Path) -> anyhow::Result<Source> {
    let name = file.display();
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes)?;
        return crate::read::read("-", &bytes).context("-");
    }
    let bytes = std::fs::read(file).with_context(|| format!("{name}: expected a readable file"))?;
    let path = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    crate::read::read(&path, &bytes).with_context(|| name.to_string())
}

fn text(relation: &str, source: &Source, found: &Attempts, forms: usize, out: &mut Out) -> anyhow::Result<()> {
    for read in &found.read {
        writeln!(out, "{relation} is read: {} — {} ({})", visible(&read.subject), visible(&read.object), meant(read))?;
        mark(source, &read.words, out)?;
        writeln!(out, "   {}", told(&read.form))?;
    }
    if !found.read.is_empty() {
        return Ok(());
    }
    if found.failed.is_empty() {
        writeln!(out, "{relation} has no form in this language ({})", found.language)?;
        return Ok(());
    }
    let some = found.failed.len() < forms;
    let nearest = if some { format!("the nearest {} of ", found.failed.len()) } else { String::new() };
    writeln!(out, "{relation} is not read; {nearest}{} ({}):", count(forms, "form"), found.language)?;
    for (number, attempt) in found.failed.iter().enumerate() {
        writeln!(out, "{}. {}", number + 1, told(&attempt.form))?;
        writeln!(out, "   {}", attempt.form.form)?;
        if let (_, Some(words)) = kind(&attempt.failure) {
            mark(source, words, out)?;
        }
        writeln!(out, "   {}", reason(attempt))?;
    }
    Ok(())
}

/// The paragraph in which some words stand, with them marked.
fn mark(source: &Source, words: &Words, out: &mut Out) -> anyhow::Result<()> {
    let (start, end) = (words.start as usize, words.end as usize);
    let Some(span) = source.span(start, end) else { return Ok(()) };
    let Some(block) = source.blocks.iter().find(|block| block.span.holds(span)) else { return Ok(()) };
    let from = source.code_points(block.span).0 as usize;
    for line in passage::marked(source.quote(block.span), start - from..end - from) {
        writeln!(out, "     {line}")?;
    }
    Ok(())
}

fn told(form: &RuleForm) -> String {
    match &form.origin {
        Some(origin) => format!("{}, {origin}", form.rule),
        None => form.rule.clone(),
    }
}

/// How a claim is meant, and why.
fn meant(read: &Read) -> String {
    let why = match read.ground {
        Some(Ground::Words) => ", as the words of the rule say",
        Some(Ground::Draft(_)) => ", since something in it is a draft",
        Some(Ground::Asked) => ", since an act asks for it",
        Some(Ground::Awaited) => ", since its subject is still to be created",
        Some(Ground::Stated) | None => "",
    };
    let yields = if read.modality == Modality::Prospective { ", so no plain triple" } else { "" };
    format!("{}{why}{yields}", read.modality.name())
}

/// The first condition that fails.
fn reason(attempt: &Attempt) -> String {
    match &attempt.failure {
        Failure::Missing { words, slots, found } => {
            let passed = match attempt.passed {
                0 => "at the first word".to_owned(),
                1 => "after 1 word or slot".to_owned(),
                passed => format!("after {passed} words and slots"),
            };
            format!("{passed}: expected {}, found {}", expected(words, slots), stands(found, slots))
        }
        Failure::Denied { by, words } => {
            let place = by.origin.as_ref().map(|origin| format!(" ({origin})")).unwrap_or_default();
            format!(
                "all of it stands there, and \"{}\", beside which it does not hold: {}{place}",
                visible(&words.text),
                by.form
            )
        }
        Failure::Covered { by, words } => {
            format!("\"{}\" is read as part of more by {}", visible(&words.text), told(by))
        }
        Failure::Void { why, words } => format!("\"{}\" stands there, but {}", visible(&words.text), void(*why)),
        Failure::OtherAct { concept: Some(concept), words } => {
            let words = words.as_ref().map(|words| visible(&words.text)).unwrap_or_default();
            format!("the verb \"{words}\" is read as {concept}")
        }
        Failure::OtherAct { concept: None, .. } => "the verb stands there, but no clause begins with it".to_owned(),
        Failure::NoReceiver { words } => format!("the act \"{}\" is read, and has no receiver", visible(&words.text)),
        Failure::NoBody { words } => {
            format!("the act \"{}\" and its receiver are read, but who acts is not clear", visible(&words.text))
        }
    }
}

fn void(why: Void) -> &'static str {
    match why {
        Void::Addressee => "no act asks anyone of the right kind for it",
        Void::Body => "the enacting body is not clear",
        Void::Uneven => "names and dates are not equally many",
        Void::Nothing => "what fills a slot means nothing",
        Void::Same => "subject and object are the same thing",
    }
}

/// Words that would do, listed at most.
const LISTED: usize = 6;

fn expected(words: &[String], slots: &[Wanted]) -> String {
    let mut all: Vec<String> = words.iter().take(LISTED).map(|word| format!("\"{word}\"")).collect();
    if words.len() > LISTED {
        all.push("…".to_owned());
    }
    all.extend(slots.iter().map(wanted));
    if all.is_empty() { "the end".to_owned() } else { all.join(" or ") }
}

fn wanted(slot: &Wanted) -> String {
    let of = if slot.of.is_empty() { String::new() } else { format!(": {}", slot.of.join(" or ")) };
    format!("{{{}{of}}}", slot.slot)
}

fn stands(found: &Found, slots: &[Wanted]) -> String {
    match found {
        Found::End => "the end of the clause".to_owned(),
        Found::Words(words) if slots.iter().any(|slot| slot.mention) => {
            format!("\"{}\", where nothing known is named", visible(&words.text))
        }
        Found::Words(words) => format!("\"{}\"", visible(&words.text)),
        Found::Mention { words, entity_type } => format!("\"{}\", which is {entity_type}", visible(&words.text)),
        Found::Unresolved(words) => format!("\"{}\", a reference that means nothing here", visible(&words.text)),
    }
}

fn object(relation: &str, found: &Attempts, forms: usize) -> Json {
    json!({
        "relation": relation,
        "lang": found.language,
        "read": found.read.iter().map(read_json).collect::<Vec<_>>(),
        "forms": forms,
        "failed": found.failed.iter().map(attempt_json).collect::<Vec<_>>(),
    })
}

fn form_json(form: &RuleForm) -> Json {
    json!({
        "id": form.rule,
        "form": form.form,
        "file": form.origin.as_ref().map(|origin| &origin.file),
        "line": form.origin.as_ref().and_then(|origin| origin.line),
    })
}

fn words_json(words: &Words) -> Json {
    json!({ "text": words.text, "start": words.start, "end": words.end })
}

fn read_json(read: &Read) -> Json {
    json!({
        "s": read.subject,
        "o": read.object,
        "modality": read.modality.name(),
        "words": words_json(&read.words),
        "rule": form_json(&read.form),
    })
}

fn attempt_json(attempt: &Attempt) -> Json {
    let (kind, at) = kind(&attempt.failure);
    json!({
        "rule": form_json(&attempt.form),
        "passed": attempt.passed,
        "failure": kind,
        "at": at.map(words_json),
        "reason": reason(attempt),
    })
}

/// What a failure is called, and the words that it concerns.
fn kind(failure: &Failure) -> (&'static str, Option<&Words>) {
    match failure {
        Failure::Missing { found, .. } => ("missing", place(found)),
        Failure::Denied { words, .. } => ("denied", Some(words)),
        Failure::Covered { words, .. } => ("covered", Some(words)),
        Failure::Void { words, .. } => ("void", Some(words)),
        Failure::OtherAct { words, .. } => ("other-act", words.as_ref()),
        Failure::NoReceiver { words } => ("no-receiver", Some(words)),
        Failure::NoBody { words } => ("no-body", Some(words)),
    }
}

fn place(found: &Found) -> Option<&Words> {
    match found {
        Found::End => None,
        Found::Words(words) | Found::Mention { words, .. } | Found::Unresolved(words) => Some(words),
    }
}
