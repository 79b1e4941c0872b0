//! Same input, same bytes: the program run on one corpus in many ways; and a document that is added changes only its own lines.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A corpus of our own: the seeds, and texts of tests, in one folder.
fn corpus() -> BTreeMap<String, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = BTreeMap::new();
    for folder in ["seeds", "tests/fixtures/coverage", "tests/fixtures/measure/documents", "tests/fixtures/others"] {
        for file in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if let (true, Ok(text)) = (name.ends_with(".md") || name.ends_with(".txt"), std::fs::read_to_string(&path))
            {
                texts.insert(name, text);
            }
        }
    }
    assert!(texts.len() >= 6, "{:?}", texts.keys());
    texts
}

fn write<'a>(folder: &Path, texts: impl Iterator<Item = (&'a String, &'a String)>) {
    for (name, text) in texts {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
}

/// The program in a folder, with what every way has in common.
fn program(folder: &Path) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_whereas"));
    program.current_dir(folder).arg("--quiet");
    program
}

/// What `extract` writes to standard output; some documents of the corpus are refused, so that the exit code is 1.
fn extracted(mut program: Command, inputs: &[PathBuf], format: &str) -> Vec<u8> {
    let done = program.arg("extract").args(inputs).args(["--format", format]).output().unwrap();
    assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.stdout.len() > 10_000);
    done.stdout
}

#[test]
fn ten_ways_to_read_one_corpus_give_the_same_bytes() {
    let here = TempDir::new().unwrap();
    let folder = here.path().join("corpus");
    let texts = corpus();
    write(&folder, texts.iter());
    // The same files, written in another order somewhere else.
    let elsewhere = TempDir::new().unwrap();
    let copy = elsewhere.path().join("another name");
    write(&copy, texts.iter().rev());
    let files: Vec<PathBuf> = texts.keys().rev().map(|name| folder.join(name)).collect();
    let with = |name: &str, value: &str| {
        let mut program = program(here.path());
        program.env(name, value);
        program
    };
    let threads = |count: &str| {
        let mut program = program(here.path());
        program.args(["--threads", count]);
        program
    };
    let absolute = vec![folder.clone()];
    let relative = vec![PathBuf::from("corpus")];
    for format in ["ttl", "trig", "nq", "nt", "rdf", "jsonld", "jsonl"] {
        let wanted = extracted(program(here.path()), &relative, format);
        let ways: Vec<(&str, Command, Vec<PathBuf>)> = vec![
            ("again", program(here.path()), relative.clone()),
            ("one thread", threads("1"), relative.clone()),
            ("two threads", threads("2"), relative.clone()),
            ("four threads", threads("4"), relative.clone()),
            ("a French locale", with("LC_ALL", "fr_FR.UTF-8"), relative.clone()),
            ("a Turkish language", with("LANG", "tr_TR.ISO-8859-9"), relative.clone()),
            ("another time zone", with("TZ", "Pacific/Kiritimati"), relative.clone()),
            ("an absolute path", program(here.path()), absolute.clone()),
            ("another working directory", program(elsewhere.path()), absolute.clone()),
            ("from within", program(&folder), vec![PathBuf::from(".")]),
            ("a way around", program(here.path()), vec![PathBuf::from("corpus/../corpus/")]),
            ("a copy elsewhere", program(elsewhere.path()), vec![copy.clone()]),
            ("no environment", without_environment(here.path()), relative.clone()),
        ];
        assert!(ways.len() >= 10);
        for (way, program, inputs) in ways {
            assert!(extracted(program, &inputs, format) == wanted, "{format}: {way}");
        }
        // JSON Lines are in the order of the inputs.
        if format != "jsonl" {
            assert!(
                extracted(program(here.path()), &files, format) == wanted,
                "{format}: files by name, the last first"
            );
        }
    }
}

fn without_environment(folder: &Path) -> Command {
    let mut program = program(folder);
    program.env_clear();
    program
}

/// All files below a folder with their bytes.
fn files(folder: &Path, root: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, root, found);
        } else {
            let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
            found.insert(name, std::fs::read(&path).unwrap());
        }
    }
}

#[test]
fn a_store_a_graph_and_a_picture_are_the_same_wherever_and_however_they_are_built() {
    let here = TempDir::new().unwrap();
    let folder = here.path().join("corpus");
    let texts = corpus();
    write(&folder, texts.iter());
    let build = |mut program: Command, out: &Path| {
        let done = program.arg("build").arg(&folder).arg("--out").arg(out).output().unwrap();
        assert_eq!(done.status.code(), Some(1), "{}", String::from_utf8_lossy(&done.stderr));
        let mut found = BTreeMap::new();
        files(out, out, &mut found);
        found.retain(|name, _| !name.contains("/index/"));
        found
    };
    let first = build(program(here.path()), &here.path().join("out"));
    assert!(
        first.contains_key("graph.ttl") && first.contains_key("graph.svg") && first.len() > 6,
        "{:?}",
        first.keys()
    );
    let mut single = program(&folder);
    single.args(["--threads", "1"]).env("TZ", "Asia/Kathmandu").env("LC_ALL", "C");
    let second = build(single, &here.path().join("elsewhere"));
    let again = build(program(here.path()), &here.path().join("out"));
    for (way, other) in [("elsewhere", second), ("again", again)] {
        assert_eq!(first.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{way}");
        let differing: Vec<&String> = first.keys().filter(|name| first[*name] != other[*name]).collect();
        assert!(differing.is_empty(), "{way}: {differing:?}");
    }
}

const ADDED: &str = "RESOLUTION\n\nThe INTERPOL General Assembly, meeting in Rome (Italy) from 5 to 8 November 2012 at its 81st session,\n\n\
    RECALLING resolution AG-2010-RES-05,\n\nNOTING Report AG-2012-RAP-18,\n\nRECOGNIZING that the International Multilateral Partnership \
    Against Cyber Threats (IMPACT) is the executing agency of the International Telecommunication Union (ITU),\n\n\
    REQUESTS the Secretary General to inform the ITU;\n\nAPPROVES the draft agreement on harbours.\n";

/// The Turtle of some texts.
fn turtle(texts: &BTreeMap<String, String>) -> String {
    let here = TempDir::new().unwrap();
    let folder = here.path().join("corpus");
    write(&folder, texts.iter());
    String::from_utf8(extracted(program(here.path()), &[folder], "ttl")).unwrap()
}

/// The lines of a text, each with the subject of its block; the blank line between two blocks is of none.
fn by_subject(turtle: &str) -> Vec<(String, String)> {
    let mut subject = String::new();
    let mut lines = Vec::new();
    for line in turtle.lines() {
        if line.is_empty() {
            subject.clear();
        } else if !line.starts_with(' ') {
            subject = line.split(' ').next().unwrap().to_owned();
        }
        lines.push((subject.clone(), line.to_owned()));
    }
    lines
}

/// The lines that stand in the second and not in the first, both in their order; the first must hold nothing else.
fn added(before: &str, after: &str) -> Vec<(String, String)> {
    let mut old = before.lines().peekable();
    let mut new = Vec::new();
    for (subject, line) in by_subject(after) {
        if old.peek() == Some(&line.as_str()) {
            old.next();
        } else {
            new.push((subject, line));
        }
    }
    assert_eq!(old.next(), None, "a line of the others has changed");
    new
}

/// The lines that Turtle needs for so many statements of a subject that is new: its blank line and its end beside them.
fn lines_of(statements: usize) -> usize {
    statements + 2
}

#[test]
fn a_document_that_is_added_changes_only_its_own_lines() {
    let before = corpus();
    // Names that sort before, between and after the others, and one that another document has in another format.
    for name in [
        "a.md",
        "interpol-impact-2012.it.md",
        "zz.txt",
        "interpol-impact-2012.en.txt",
        "sub/interpol-impact-2012.en.md",
    ] {
        let mut after = before.clone();
        after.insert(name.to_owned(), ADDED.to_owned());
        let (old, new) = (turtle(&before), turtle(&after));
        let lines = added(&old, &new);
        // Each added line is a prefix, a blank line or the end of a block, or a statement: as many as there are new triples.
        let is_statement = |line: &str| line.ends_with(" ;") || (line.starts_with(' ') && line.trim() != ".");
        let statements = lines.iter().filter(|(_, line)| is_statement(line) && !line.starts_with('@')).count();
        let subjects = lines.iter().filter(|(_, line)| line.trim() == ".").count();
        let prefixes = lines.iter().filter(|(_, line)| line.starts_with('@')).count();
        assert!((1..=2).contains(&prefixes), "{name}: {prefixes} prefixes");
        assert_eq!(statements, triples(&new) - triples(&old), "{name}");
        assert_eq!(lines.len(), prefixes + lines_of(0) * subjects + statements, "{name}");
        assert!(statements > 150, "{name}: {statements}");
    }
}

fn triples(turtle: &str) -> usize {
    let parser = oxigraph::io::RdfParser::from_format(oxigraph::io::RdfFormat::Turtle);
    let all: std::collections::BTreeSet<String> =
        parser.for_slice(turtle.as_bytes()).map(|quad| quad.unwrap().to_string()).collect();
    all.len()
}

#[test]
fn a_document_that_has_changed_changes_only_its_own_lines() {
    let before = corpus();
    let mut after = before.clone();
    let text = after.get_mut("interpol-impact-2012.fr.md").unwrap();
    *text = text.replacen("AYANT À L'ESPRIT", "AYANT BIEN À L'ESPRIT", 1);
    let (old, new) = (by_subject(&turtle(&before)), by_subject(&turtle(&after)));
    let alone = |these: &[(String, String)], others: &[(String, String)]| {
        let others: std::collections::BTreeSet<&(String, String)> = others.iter().collect();
        these.iter().filter(|line| !others.contains(line)).cloned().collect::<Vec<_>>()
    };
    let (gone, come) = (alone(&old, &new), alone(&new, &old));
    assert!(!come.is_empty() && come.len() < 400, "{}", come.len());
    let own = |(subject, _): &(String, String)| subject.contains("interpol-impact-2012.fr");
    let foreign: Vec<_> = gone.iter().chain(&come).filter(|line| !own(line)).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}
