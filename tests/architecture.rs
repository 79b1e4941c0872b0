//! The shape of the source: which folder may use which, how long files are, and that no language stands in Rust.

use crate::reading::ontology;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use whereas::text::fold::fold;

/// Modules in the order in which data flows. A module may use those before it, and [`EVERYWHERE`].
const ORDER: &[&str] = &[
    "text",
    "diag",
    "pattern",
    "ontology",
    "read",
    "parse",
    "recognise",
    "resolve",
    "relate",
    "extract",
    "rdf",
    "correct",
    "explain",
    "export",
    "eval",
    "coverage",
    "store",
    "query",
    "endpoint",
    "draw",
    "audit",
    "tables",
    "cli",
];

/// Modules that every other may use.
const EVERYWHERE: [&str; 4] = ["text", "diag", "pattern", "ontology"];

/// What a file uses against the order, and why. An exception that nothing needs any more fails the test.
const EXCEPTIONS: [(&str, &str, &str); 8] = [
    ("ontology/examples.rs", "read", "examples of rules are run through the whole pipeline"),
    ("ontology/examples.rs", "extract", "examples of rules are run through the whole pipeline"),
    ("ontology/examples.rs", "relate", "examples of rules are compared with the claims that come out"),
    ("ontology/examples.rs", "resolve", "examples of rules are compared with the entities that come out"),
    ("ontology/rules.rs", "relate", "a rule file may settle the modality of its claims"),
    ("ontology/vocabulary.rs", "rdf", "the namespace of the vocabulary is written once, with the terms"),
    ("ontology/gazetteer.rs", "rdf", "the namespace of the vocabulary is written once, with the terms"),
    ("recognise", "relate", "the value of a date mention is the value of a claim"),
];

/// Lines of a file at most.
const LONGEST: usize = 500;
/// Names of the gazetteer that are words of a vocabulary or of SPARQL too: CITES is a convention (and eli:cites), MINUS the French acronym of a mission.
const KEYWORDS: [&str; 2] = ["cites", "minus"];

/// Letters of a word that is looked for in string literals, at least.
const SHORTEST_WORD: usize = 5;

/// A file of the library: its path below `src/`, and its text.
struct File {
    path: String,
    text: String,
}

impl File {
    /// The module at the top: the folder, or the file beside `lib.rs`.
    fn module(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// The lines that are compiled into the program, without comments.
    fn code(&self) -> impl Iterator<Item = &str> {
        let program = self.text.split("#[cfg(test)]").next().unwrap();
        program.lines().map(str::trim_start).filter(|line| !line.starts_with("//"))
    }
}

fn files() -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&root, &mut paths);
    paths.sort();
    let below = |path: &Path| path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
    let files: Vec<File> =
        paths.iter().map(|p| File { path: below(p), text: std::fs::read_to_string(p).unwrap() }).collect();
    assert!(files.len() > 40, "expected the source, found {} files", files.len());
    files
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for path in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            paths.push(path);
        }
    }
}

/// The modules of the crate that a line names.
fn used(line: &str) -> impl Iterator<Item = &str> {
    line.split("crate::").skip(1).map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
}

#[test]
fn modules_use_only_what_stands_before_them() {
    let place = |module: &str| ORDER.iter().position(|other| *other == module);
    let mut needed = BTreeSet::new();
    for file in files().iter().filter(|file| !["lib.rs", "main.rs"].contains(&file.path.as_str())) {
        let own = place(file.module()).unwrap_or_else(|| panic!("{}: its module is not in ORDER", file.path));
        for other in file.code().flat_map(used) {
            let at = place(other).unwrap_or_else(|| panic!("{}: crate::{other} is not in ORDER", file.path));
            if at <= own || EVERYWHERE.contains(&other) {
                continue;
            }
            let excepted = EXCEPTIONS.iter().position(|(path, used, _)| file.path.starts_with(path) && *used == other);
            needed.insert(excepted.unwrap_or_else(|| panic!("{} uses {other}, which stands after it", file.path)));
        }
    }
    let unneeded: Vec<_> = (0..EXCEPTIONS.len()).filter(|at| !needed.contains(at)).map(|at| EXCEPTIONS[at]).collect();
    assert!(unneeded.is_empty(), "exceptions that nothing needs: {unneeded:?}");
}

#[test]
fn the_modules_before_the_data_use_no_data() {
    for file in files().iter().filter(|file| ["text", "diag", "pattern"].contains(&file.module())) {
        assert!(!file.code().flat_map(used).any(|other| other == "ontology"), "{} uses the ontology", file.path);
    }
}

/// bindgen prints by prettyplease, and compiles only when both have one syn. Cargo gives it a newer one whenever a dependency is
/// added; the feature rocksdb needs both.
#[test]
fn bindgen_shares_one_syn_with_what_it_prints_by() {
    let lock: toml::Table = toml::from_str(include_str!("../Cargo.lock")).unwrap();
    let syn = |name: &str| {
        let packages = lock["package"].as_array().unwrap();
        let package = packages.iter().find(|package| package["name"].as_str() == Some(name)).unwrap();
        let needed = package["dependencies"].as_array().unwrap().iter().filter_map(toml::Value::as_str);
        needed.filter(|needed| needed.starts_with("syn")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        syn("bindgen"),
        syn("prettyplease"),
        "Cargo.lock: expected one syn (hint: write that of prettyplease at bindgen)"
    );
}

#[test]
fn no_file_is_too_long() {
    for file in files() {
        let lines = file.text.lines().count();
        assert!(lines <= LONGEST, "{}: {lines} lines, expected {LONGEST} at most", file.path);
    }
}

#[test]
fn every_file_says_what_it_is() {
    for file in files() {
        assert!(file.text.starts_with("//! "), "{}: expected a first line that begins with //!", file.path);
    }
}

#[test]
fn no_word_of_a_language_and_no_name_stands_in_rust() {
    let words = words();
    assert!(words.len() > 500, "expected the words of the ontology, found {}", words.len());
    // The command line speaks English to people: its help and messages are no grammar.
    for file in files().iter().filter(|file| file.module() != "cli") {
        for literal in literals(file) {
            // The address of another vocabulary says nothing of ours: "http://data.europa.eu/…".
            if literal.contains("://") && !literal.contains("/entity/") {
                continue;
            }
            let found = said(&words, &literal);
            assert!(
                found.is_none(),
                "{}: \"{literal}\" has \"{}\" of {}",
                file.path,
                found.unwrap().0,
                found.unwrap().1
            );
        }
    }
}

/// Folded words and names with where they come from: openings of the language files, names of the gazetteer.
fn words() -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    for language in &ontology().languages {
        let file = format!("{}/ontology/languages/{}.toml", env!("CARGO_MANIFEST_DIR"), language.code);
        let table: toml::Table = toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let forms =
            table["act"].as_array().unwrap().iter().flat_map(|act| ["recital", "operative"].map(|key| act.get(key)));
        for form in forms.flatten().flat_map(|forms| forms.as_array().unwrap()) {
            let plain = form.as_str().unwrap().split(['[', '(', '.']).next().unwrap().replace('~', "");
            words.insert(fold(plain.trim()), format!("{}.toml", language.code));
        }
    }
    for entity in &ontology().entities {
        words.extend(entity.labels.iter().map(|label| (fold(&label.text), entity.iri.clone())));
    }
    words.retain(|word, _| word.chars().count() >= SHORTEST_WORD && !KEYWORDS.contains(&word.as_str()));
    words
}

/// What stands between the quotation marks of a program.
fn literals(file: &File) -> Vec<String> {
    let code: Vec<&str> = file.code().collect();
    let code = ["\\\\", "\\\"", "'\"'"].iter().fold(code.join("\n"), |code, quoted| code.replace(quoted, " "));
    code.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The first of the words that a literal has, as whole words.
fn said<'a>(words: &'a BTreeMap<String, String>, literal: &str) -> Option<(&'a String, &'a String)> {
    let folded = fold(literal);
    let parts: Vec<&str> =
        folded.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|part| !part.is_empty()).collect();
    let longest = 8;
    let runs = (0..parts.len()).flat_map(|at| (at + 1..=parts.len().min(at + longest)).map(move |end| (at, end)));
    runs.map(|(at, end)| parts[at..end].join(" ")).find_map(|run| words.get_key_value(&run))
}
