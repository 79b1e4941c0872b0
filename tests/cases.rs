//! The cases: one named trial for each file of `tests/cases/`, one phenomenon a file.
//!
//! A case is a title, prose that says what the phenomenon is and why it matters, a block of input (```` ```text ```` or
//! ```` ```markdown ````) and a block of expected lines (```` ```expect ````) in the form of [`told`]. What kind of line it is,
//! is its first word; all found lines of each kind that a case lists must be listed, kinds that it does not list are not
//! compared, and `no fact` says that there is none. `refused …` expects a text that gives no extraction at all. In the
//! input, `\u{a0}` stands for that character, so that what cannot be seen is still read.
//!
//! A case in `tests/known-failures.toml` must fail, so that the list never lies.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod told;

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use whereas::extract::extract;
use whereas::ontology::Ontology;
use whereas::read::read;

/// Cases that each language must have.
const FEWEST: usize = 15;
/// Kinds of lines whose order is that of the document; of the others it does not matter.
const ORDERED: [&str; 4] = ["clause", "words", "verb", "act"];
const KINDS: [&str; 8] = ["header", "clause", "words", "verb", "act", "fact", "entity", "refused"];

fn main() -> ExitCode {
    let ontology = Arc::new(Ontology::built_in().expect("an ontology without mistakes"));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let known = known_failures(&folder.join("known-failures.toml"));
    let mut trials = Vec::new();
    for language in &ontology.languages {
        let cases = cases(&folder.join("cases").join(&language.code));
        assert!(cases.len() >= FEWEST, "{}: expected {FEWEST} cases or more, found {}", language.code, cases.len());
        for (name, text) in cases {
            let id = format!("{}/{name}", language.code);
            trials.push(trial(id, text, &known, &ontology));
        }
    }
    let ids: BTreeSet<&str> = trials.iter().map(Trial::name).collect();
    for id in known.keys() {
        assert!(ids.contains(id.as_str()), "known-failures.toml: there is no case {id}");
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// Name and text of the cases in a folder.
fn cases(folder: &Path) -> BTreeMap<String, String> {
    let files = std::fs::read_dir(folder).expect("a folder of cases").map(|entry| entry.expect("a file").path());
    let cases = files.filter(|path| path.extension().is_some_and(|ending| ending == "md"));
    let name = |path: &Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
    cases.map(|path| (name(&path), std::fs::read_to_string(&path).expect("a text"))).collect()
}

/// Reasons by the id of a case.
fn known_failures(file: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(file).expect("a list of known failures");
    toml::from_str(&text).expect("lines of the form \"language/case\" = \"reason\"")
}

fn trial(id: String, text: String, known: &BTreeMap<String, String>, ontology: &Arc<Ontology>) -> Trial {
    let ontology = Arc::clone(ontology);
    let is_known = known.contains_key(&id);
    let trial = Trial::test(id, move || match (Case::parse(&text)?.run(&ontology), is_known) {
        (Err(_), true) | (Ok(()), false) => Ok(()),
        (Err(difference), false) => Err(difference.into()),
        (Ok(()), true) => Err("passes: take it out of known-failures.toml".into()),
    });
    if is_known { trial.with_kind("known failure") } else { trial }
}

/// One case file.
struct Case {
    path: &'static str,
    input: String,
    expected: Vec<String>,
}

impl Case {
    fn parse(text: &str) -> Result<Self, Failed> {
        let (title, prose) = text.split_once('\n').ok_or("expected a title")?;
        let prose = prose.split("```").next().unwrap_or_default().trim();
        if !title.starts_with("# ") || prose.is_empty() {
            return Err("expected a title line and prose that says what the case is about".into());
        }
        let plain = block(text, "text").map(|input| ("case.txt", input));
        let marked = block(text, "markdown").map(|input| ("case.md", input));
        let (path, input) = plain.or(marked).ok_or("expected a block of text or markdown")?;
        let expected = block(text, "expect").ok_or("expected a block of what is expected")?;
        let expected: Vec<String> = expected.lines().map(str::to_owned).collect();
        if let Some(line) = expected.iter().find(|line| !KINDS.contains(&kind(line))) {
            return Err(format!("expected a line that begins with one of {}, found: {line}", KINDS.join(", ")).into());
        }
        if expected.is_empty() {
            return Err("expected at least one line in the block of what is expected".into());
        }
        Ok(Self { path, input: unescaped(input), expected })
    }

    /// Runs the case; the difference side by side, when there is one.
    fn run(&self, ontology: &Ontology) -> Result<(), String> {
        let source = read(self.path, self.input.as_bytes()).map_err(|error| error.to_string())?;
        let found = match extract(ontology, source, "https://example.org/") {
            Ok(extraction) => told::lines(ontology, &extraction),
            Err(error) => vec![format!("refused {error}")],
        };
        let kinds: BTreeSet<&str> = self.expected.iter().map(|line| kind(line)).collect();
        let of_kind = |lines: &[String], wanted: &str| {
            let mut lines: Vec<String> =
                lines.iter().filter(|line| kind(line) == wanted && !line.starts_with("no ")).cloned().collect();
            if !ORDERED.contains(&wanted) {
                lines.sort();
            }
            lines
        };
        let both = |lines: &[String]| kinds.iter().flat_map(|kind| of_kind(lines, kind)).collect::<Vec<_>>();
        let (expected, found) = (both(&self.expected), both(&found));
        let unescaped: Vec<String> = expected.iter().map(|line| unescaped(line)).collect();
        if unescaped == found { Ok(()) } else { Err(side_by_side(&expected, &found)) }
    }
}

/// The kind of a line: its first word, after "no".
fn kind(line: &str) -> &str {
    let line = line.strip_prefix("no ").unwrap_or(line);
    line.split([' ', ':']).next().unwrap_or_default()
}

/// The lines between "```name" and "```".
fn block<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = text.split_once(&format!("\n```{name}\n"))?;
    if after.starts_with("```") { Some("") } else { after.split_once("\n```").map(|(block, _)| block) }
}

/// The text with `\u{a0}` turned into that character.
fn unescaped(text: &str) -> String {
    let mut parts = text.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (digits, rest) = part.split_once('}').expect("a closing brace");
        out.extend(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32));
        out.push_str(rest);
    }
    out
}

/// What was expected on the left, what was found on the right; `|` between the lines that differ.
fn side_by_side(expected: &[String], found: &[String]) -> String {
    let width = expected.iter().map(|line| line.chars().count()).max().unwrap_or(0).max("expected".len());
    let mut lines = vec![format!("\n{:width$}   found", "expected")];
    let (mut left, mut right) = (expected.iter().peekable(), found.iter().peekable());
    while left.peek().is_some() || right.peek().is_some() {
        // A line that stands on one side only has no other beside it.
        let only_left = left.peek().is_some_and(|line| !found.contains(line));
        let only_right = right.peek().is_some_and(|line| !expected.contains(line));
        let a = if only_right && !only_left { None } else { left.next() };
        let b = if only_left && !only_right { None } else { right.next() };
        let sign = if a == b { ' ' } else { '|' };
        let shown = |line: Option<&String>| line.cloned().unwrap_or_default();
        lines.push(format!("{:width$} {sign} {}", shown(a), shown(b)));
    }
    lines.join("\n")
}
