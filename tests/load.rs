//! Loading: what has changed and nothing else; whatever happens, a document is there whole or not at all.
#![expect(clippy::print_stderr, reason = "a test that is skipped says why")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};
use whereas::store::{Store, Writer};

/// A folder with documents in `in/`.
struct Corpus(tempfile::TempDir);

impl Corpus {
    fn new(documents: usize) -> Self {
        let corpus = Self(tempfile::tempdir().unwrap());
        fs::create_dir(corpus.at("in")).unwrap();
        (0..documents).for_each(|number| corpus.write(number, "report on the harbour"));
        corpus
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn write(&self, number: usize, what: &str) {
        let text = format!("The Security Council,\n\n{number}. Requests the Secretary-General to {what} {number}.\n");
        fs::write(self.at(&format!("in/{number:04}.txt")), text).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whereas"));
        command.args(arguments).current_dir(self.0.path());
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Standard output of a run that must do well.
    fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", said(&output));
        String::from_utf8(output.stdout).unwrap()
    }

    fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    }

    /// Every file of a store but its lock, with its bytes.
    fn files(&self, store: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        collect(&self.at(store), &self.at(store), &mut files);
        files.retain(|path, _| !path.ends_with("whereas.lock") && !path.starts_with("index"));
        files
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for path in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()) {
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
        }
    }
}

/// Which files differ, and none where the stores are the same.
fn differences(one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>) -> Vec<PathBuf> {
    one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path)).cloned().collect()
}

/// Fails with the names of the files that differ.
#[track_caller]
fn assert_same(one: &BTreeMap<PathBuf, Vec<u8>>, other: &BTreeMap<PathBuf, Vec<u8>>) {
    assert_eq!(differences(one, other), Vec::<PathBuf>::new());
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A number of a summary.
fn number(summary: &str, what: &str) -> usize {
    let line = summary.lines().find(|line| line.split_whitespace().next() == Some(what));
    line.map_or(0, |line| line.split_whitespace().nth(1).unwrap().parse().unwrap())
}

#[test]
fn only_what_has_changed_is_read_again() {
    let corpus = Corpus::new(5);
    let load = ["load", "in", "--store", "store"];
    assert_eq!(number(&corpus.good(&load), "new"), 5);
    let before = corpus.files("store");
    let summary = corpus.good(&load);
    assert_eq!((number(&summary, "unchanged"), number(&summary, "new")), (5, 0), "{summary}");
    assert_same(&corpus.files("store"), &before);

    corpus.write(2, "review the dredging of the harbour");
    fs::remove_file(corpus.at("in/0004.txt")).unwrap();
    let summary = corpus.good(&load);
    assert_eq!((number(&summary, "unchanged"), number(&summary, "changed"), number(&summary, "documents")), (3, 1, 5));
    let summary = corpus.good(&["load", "in", "--store", "store", "--prune"]);
    assert_eq!((number(&summary, "removed"), number(&summary, "documents")), (1, 4));

    assert_eq!(number(&corpus.good(&["load", "in", "--store", "other"]), "new"), 4);
    assert_same(&corpus.files("store"), &corpus.files("other"));
    corpus.good(&["build", "in", "--out", "."]);
    assert_same(&corpus.files("store"), &corpus.files("other"));
}

#[test]
fn another_ontology_or_base_makes_other_graphs() {
    let corpus = Corpus::new(2);
    fs::write(
        corpus.at("names.ttl"),
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . <http://e.org/a> skos:prefLabel \"Harbour Board of Nowhere\"@en .",
    )
    .unwrap();
    corpus.good(&["load", "in", "--store", "store"]);
    let summary = corpus.good(&["load", "in", "--store", "store", "--gazetteer", "names.ttl"]);
    assert_eq!(number(&summary, "changed"), 2, "{summary}");
    let output = corpus.run(&["load", "in", "--store", "store", "--base", "https://example.org/"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("--base https://example.org/: expected the base IRI of the store"),
        "{}",
        said(&output)
    );
    corpus.good(&["load", "in", "--store", "mine", "--base", "https://example.org/"]);
    assert_eq!(number(&corpus.good(&["load", "in", "--store", "mine"]), "unchanged"), 2, "a store keeps its base");
}

#[test]
fn documents_are_removed_by_path_folder_or_iri() {
    let corpus = Corpus::new(4);
    fs::create_dir(corpus.at("in/old")).unwrap();
    fs::rename(corpus.at("in/0003.txt"), corpus.at("in/old/0003.txt")).unwrap();
    corpus.good(&["load", "in", "--store", "store"]);
    assert_eq!(corpus.good(&["store", "info", "store", "--documents"]).lines().count(), 4);
    assert_eq!(corpus.good(&["remove", "old", "0001.txt", "--store", "store"]), "2 graphs removed\n");
    let iri = Store::open(corpus.at("store")).unwrap().graphs().unwrap()[0].source().unwrap().1;
    let output = corpus.run(&["remove", "--store", "store", &iri, "0009.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("no document 0009.txt"), "{}", said(&output));
    assert_eq!(corpus.good(&["store", "info", "store", "--documents"]), "0002.txt\n");
    assert_eq!(corpus.run(&["remove", "--store", "store", "nothing"]).status.code(), Some(2));
}

#[test]
fn a_second_writer_is_told_at_once() {
    let corpus = Corpus::new(1);
    corpus.good(&["load", "in", "--store", "store"]);
    let writer = Writer::open(corpus.at("store")).unwrap();
    for arguments in [&["load", "in", "--store", "store"][..], &["remove", "0000.txt", "--store", "store"]] {
        let output = corpus.run(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(said(&output).contains("store/whereas.lock: another program (process "), "{}", said(&output));
        assert_eq!(said(&output).lines().count(), 1);
    }
    assert_eq!(corpus.good(&["store", "info", "store", "--documents"]), "0000.txt\n", "readers are not refused");
    drop(writer);
}

/// Pseudo-random numbers, the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// How many documents a load has reported as stored.
fn reported(child: &mut Child) -> usize {
    let lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    let counts = lines.filter_map(|line| line.strip_prefix("whereas: ")?.split_once(" of ")?.0.parse().ok());
    counts.last().unwrap_or(0)
}

/// Fifty times, at random moments: each document is whole or absent, none that was reported is lost, and loading again gives what
/// an undisturbed load gives, with no other file.
#[test]
fn a_killed_load_loses_nothing_and_leaves_nothing_half_done() {
    let corpus = Corpus::new(140);
    let began = Instant::now();
    corpus.good(&["load", "in", "--store", "whole"]);
    let longest = u64::try_from(began.elapsed().as_millis()).unwrap() + 20;
    let whole = corpus.files("whole");
    let mut random = Random(5);
    let mut in_the_middle = 0;
    for round in 0..50 {
        let _ = fs::remove_dir_all(corpus.at("store"));
        let mut child = corpus.start(&["load", "in", "--store", "store"]);
        std::thread::sleep(Duration::from_millis(random.below(longest)));
        child.kill().unwrap();
        child.wait().unwrap();
        let reported = reported(&mut child);
        let found = corpus.files("store");
        let graphs: Vec<_> =
            found.keys().filter(|path| path.extension().is_some_and(|ending| ending == "nq")).collect();
        in_the_middle += usize::from(!graphs.is_empty() && graphs.len() < 140);
        assert!(graphs.iter().all(|path| found[*path] == whole[*path]), "round {round}: a document in parts");
        for number in 0..reported {
            assert!(
                found.contains_key(Path::new(&format!("graphs/{number:04}.txt.nq"))),
                "round {round}: {number} is lost"
            );
        }
        if Store::is_at(&corpus.at("store")) {
            let store = Store::open(corpus.at("store")).unwrap();
            store.oxigraph(&[]).unwrap();
            let missing = store.unfinished().unwrap();
            assert!(graphs.is_empty() || graphs.len() == 140 || !missing.is_empty(), "round {round}: it says nothing");
        }
        corpus.good(&["load", "in", "--store", "store", "--quiet"]);
        assert_eq!(differences(&corpus.files("store"), &whole), Vec::<PathBuf>::new(), "round {round}");
    }
    assert!(in_the_middle > 0, "every load was killed before its first document or after its last");
    eprintln!("{in_the_middle} of 50 loads were killed between their first and last document");
}

/// Ctrl-C ends after the documents in hand; what is missing is said until it has been loaded.
#[test]
#[cfg(unix)]
fn ctrl_c_ends_after_the_documents_in_hand() {
    let corpus = Corpus::new(1_500);
    let mut child = corpus.start(&["load", "in", "--store", "store", "--threads", "1"]);
    let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
    lines.next().unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    lines.for_each(drop);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let store = Store::open(corpus.at("store")).unwrap();
    let (has, missing) = (store.graphs().unwrap().len(), store.unfinished().unwrap().len());
    assert!(has >= 64 && missing > 0 && has + missing == 1_500, "{has} and {missing}");
    let output = corpus.run(&["query", "store", "ASK {}"]);
    assert!(said(&output).contains(&format!("store: {missing} documents that a load was to bring are missing")));
    assert_eq!(corpus.run(&["store", "check", "store"]).status.code(), Some(1));
    corpus.good(&["load", "in", "--store", "store"]);
    corpus.good(&["load", "in", "--store", "whole"]);
    assert_same(&corpus.files("store"), &corpus.files("whole"));
    assert_eq!(said(&corpus.run(&["query", "store", "ASK {}"])), "");
}

/// A small disk, which goes with this.
struct Disk(PathBuf);

impl Disk {
    /// None, with the reason, where disks cannot be mounted.
    fn new(at: PathBuf, options: &str) -> Option<Self> {
        fs::create_dir(&at).unwrap();
        let output = Command::new("mount").args(["-t", "tmpfs", "-o", options, "none"]).arg(&at).output();
        match output {
            Ok(output) if output.status.success() => Some(Self(at)),
            Ok(output) => {
                eprintln!("skipped: a tmpfs cannot be mounted here: {}", said(&output));
                None
            }
            Err(error) => {
                eprintln!("skipped: mount cannot be run here: {error}");
                None
            }
        }
    }

    fn change(&self, options: &str) {
        let done = Command::new("mount").args(["-o", &format!("remount,{options}")]).arg(&self.0).status().unwrap();
        assert!(done.success());
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_one_line_and_loses_nothing() {
    let corpus = Corpus::new(200);
    let Some(disk) = Disk::new(corpus.at("disk"), "size=300k") else { return };
    fs::create_dir(corpus.at("few")).unwrap();
    fs::copy(corpus.at("in/0000.txt"), corpus.at("few/0000.txt")).unwrap();
    corpus.good(&["load", "few", "--store", "disk/store"]);
    let before = corpus.files("disk/store");
    for _ in 0..2 {
        let output = corpus.run(&["load", "in", "--store", "disk/store"]);
        assert_eq!(output.status.code(), Some(2));
        let last = said(&output).lines().last().unwrap().to_owned();
        assert!(last.starts_with("whereas: disk/store/graphs/") && last.ends_with("No space left on device"), "{last}");
        let after = corpus.files("disk/store");
        assert!(before.iter().all(|(path, bytes)| after.get(path) == Some(bytes)), "old data is as it was");
        assert!(after.keys().all(|path| !path.to_string_lossy().ends_with(".tmp")), "no temporary file is left");
    }
    disk.change("size=8m");
    corpus.good(&["load", "in", "--store", "disk/store"]);
    corpus.good(&["load", "in", "--store", "whole"]);
    assert_same(&corpus.files("disk/store"), &corpus.files("whole"));
    disk.change("ro");
    corpus.write(0, "close the harbour");
    let output = corpus.run(&["load", "in", "--store", "disk/store"]);
    assert_eq!((output.status.code(), said(&output).lines().count()), (Some(2), 1), "{}", said(&output));
    assert!(said(&output).contains("disk/store/whereas.lock: cannot lock: Read-only file system"), "{}", said(&output));
    corpus.good(&["query", "disk/store", "ASK {}"]);
}

#[test]
fn a_check_finds_a_flipped_byte_wherever_it_is() {
    let corpus = Corpus::new(1);
    corpus.good(&["load", "in", "--store", "store"]);
    let findings = || Store::open(corpus.at("store")).map_or(1, |store| store.check(&[]).unwrap().findings.len());
    assert_eq!(findings(), 0);
    for (file, step) in [("store/graphs/0000.txt.nq", 31), ("store/whereas.toml", 1)] {
        let good = fs::read(corpus.at(file)).unwrap();
        for at in (0..good.len()).step_by(step).chain(good.len() - 80..good.len()) {
            let mut bad = good.clone();
            bad[at] ^= 4;
            fs::write(corpus.at(file), &bad).unwrap();
            assert!(findings() > 0, "{file}: byte {at}");
            fs::write(corpus.at(file), &bad[..at]).unwrap();
            assert!(findings() > 0, "{file}: cut at byte {at}");
        }
        fs::write(corpus.at(file), &good).unwrap();
    }
    fs::rename(corpus.at("store/graphs/0000.txt.nq"), corpus.at("store/graphs/0001.txt.nq")).unwrap();
    assert_eq!(findings(), 1, "a file under the name of another source");
}

#[test]
fn a_backup_is_the_same_store() {
    let corpus = Corpus::new(70);
    corpus.good(&["load", "in", "--store", "store"]);
    corpus.good(&["store", "backup", "store", "copy/of it"]);
    assert_same(&corpus.files("copy/of it"), &corpus.files("store"));
    corpus.good(&["store", "check", "copy/of it"]);
    let output = corpus.run(&["store", "backup", "store", "copy/of it"]);
    assert_eq!((output.status.code(), said(&output).lines().count()), (Some(2), 1));
    let damaged = corpus.at("store/graphs/0007.txt.nq");
    let text = fs::read_to_string(&damaged).unwrap().replace("harbour", "airport");
    fs::write(&damaged, text).unwrap();
    let output = corpus.run(&["store", "backup", "store", "second"]);
    assert!(said(&output).contains("0007.txt.nq: damaged"), "{}", said(&output));
    assert!(!corpus.at("second").exists());
    assert_eq!(fs::read_dir(corpus.0.path()).unwrap().count(), 3, "and nothing is left of it");
}
