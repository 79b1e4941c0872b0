//! What people add to a store by hand: in graphs of their own, which outlast every load; never in graphs of documents.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

struct Corpus(tempfile::TempDir);

impl Corpus {
    /// A store with one document.
    fn new() -> Self {
        let corpus = Self(tempfile::tempdir().unwrap());
        fs::create_dir(corpus.at("in")).unwrap();
        let text = "Resolution 5 (1999)\n\nThe Security Council,\n\nRecalling that the Bureau of Lights is the executing agency of the \
            Harbour Union,\n\n1. Requests the Secretary-General to report.\n";
        fs::write(corpus.at("in/a.txt"), text).unwrap();
        corpus.good(&["load", "in", "--store", "store", "-q"]);
        corpus
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_whereas")).args(arguments).current_dir(self.0.path()).output().unwrap()
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn bad(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn update(&self, update: &str) -> String {
        self.good(&["update", "store", update])
    }

    fn ask(&self, question: &str) -> String {
        let output = self.run(&["query", "store", question]);
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

const NOTE: &str =
    "INSERT DATA { GRAPH <https://example.org/notes> { ent:un-secretary-general rdfs:comment \"to be checked\" } }";
const HAS_NOTE: &str = "ASK { ent:un-secretary-general rdfs:comment \"to be checked\" }";

#[test]
fn a_graph_of_ones_own_outlasts_loads_and_is_in_all_that_is_made_of_the_store() {
    let corpus = Corpus::new();
    assert_eq!(corpus.update(NOTE), "1 triple added, 0 triples removed, in 1 graph\n");
    assert_eq!(corpus.update(NOTE), "0 triples added, 0 triples removed, in 0 graphs\n");
    assert_eq!(corpus.ask(HAS_NOTE), "true");
    fs::write(corpus.at("in/b.txt"), "The Security Council,\n\n1. Requests Norway to report.\n").unwrap();
    let loaded = corpus.good(&["load", "in", "--store", "store", "--prune", "--again"]);
    assert_eq!(loaded.split_whitespace().take(2).collect::<Vec<_>>(), ["documents", "2"]);
    assert_eq!(corpus.ask(HAS_NOTE), "true");
    let info = corpus.good(&["store", "info", "store"]);
    assert!(
        info.contains("documents   2") && info.contains("curated     https://example.org/notes: 1 statement"),
        "{info}"
    );
    assert!(corpus.good(&["store", "check", "store"]).contains("all as it was written"));
    assert!(corpus.good(&["check", "store"]).contains("all hold"));
    assert!(
        corpus.good(&["export", "store", "--format", "nq"]).contains("\"to be checked\" <https://example.org/notes>")
    );
    corpus.good(&["store", "backup", "store", "copy"]);
    assert_eq!(corpus.good(&["diff", "store", "copy"]), "no difference\n");
    assert_eq!(corpus.good(&["remove", "<https://example.org/notes>", "--store", "store"]), "1 graph removed\n");
    assert_eq!(corpus.ask(HAS_NOTE), "false");
}

#[test]
fn where_sees_all_graphs_and_what_is_emptied_is_gone() {
    let corpus = Corpus::new();
    let copy = "INSERT { GRAPH <https://example.org/agencies> { ?agency rdfs:seeAlso ?of } } WHERE { ?agency ws:executingAgencyOf ?of }";
    assert!(corpus.update(copy).starts_with("1 triple added"));
    assert_eq!(
        corpus.update("DROP GRAPH <https://example.org/agencies>"),
        "0 triples added, 1 triple removed, in 1 graph\n"
    );
    assert!(!corpus.good(&["store", "info", "store"]).contains("curated"));
}

#[test]
fn graphs_of_documents_are_not_changed_by_hand() {
    let corpus = Corpus::new();
    let before = corpus.good(&["export", "store", "--format", "nq"]);
    let refused = |update: &str, expected: &str| {
        let said = corpus.bad(&["update", "store", update]);
        assert!(said.contains(expected), "{said}");
        assert_eq!(corpus.good(&["export", "store", "--format", "nq"]), before);
    };
    refused(
        "INSERT DATA { ent:itu rdfs:comment \"x\" }",
        "the default graph is made of documents: expected GRAPH <https://example.org/notes>",
    );
    refused("DELETE WHERE { GRAPH ?g { ?g ws:path ?path } }", "a.txt: its graph is made of the document");
    refused(
        "DELETE { ?s ws:executingAgencyOf ?o } WHERE { ?s ws:executingAgencyOf ?o }",
        "a correction rejects a claim for good",
    );
    refused("CLEAR ALL", "made of");
    refused(
        "INSERT DATA { GRAPH <https://w3id.org/whereas/id/s-res-5-1999/source/a.txt> { ent:itu rdfs:comment \"x\" } }",
        "a.txt: its graph is made of the document",
    );
    let forced = "DELETE { ?s ws:executingAgencyOf ?o } WHERE { ?s ws:executingAgencyOf ?o }";
    assert_eq!(
        corpus.good(&["update", "store", forced, "--force", "--dry-run"]),
        "0 triples would be added, 1 triple would be removed, in 1 graph\n"
    );
    corpus.good(&["update", "store", forced, "--force"]);
    assert_eq!(corpus.ask("ASK { ?s ws:executingAgencyOf ?o }"), "false");
    corpus.good(&["load", "in", "--store", "store", "--again", "-q"]);
    assert_eq!(corpus.good(&["export", "store", "--format", "nq"]), before);
}

#[test]
fn what_is_no_update_is_told_at_its_place_and_nothing_is_fetched() {
    let corpus = Corpus::new();
    let said = |update: &str| corpus.bad(&["update", "store", update]);
    assert!(
        said("INSERT { ?s ?p }").starts_with("whereas: update: line 1, column 16: did not expect `}` here"),
        "{}",
        said("INSERT { ?s ?p }")
    );
    assert_eq!(
        said("LOAD <http://127.0.0.1:1/x>"),
        "whereas: update: line 1, column 1: expected a text without LOAD: nothing is fetched from elsewhere\n"
    );
    assert!(said("INSERT DATA { GRAPH <https://example.org/g> { _:b rdfs:label \"x\" } }").contains("blank node"));
    assert!(said(&format!("DELETE WHERE {{ {} }}", "{".repeat(60_000))).contains("expected a query of at most"));
    assert!(corpus.bad(&["update", "in", NOTE]).contains("in"));
    fs::write(corpus.at("u.ru"), format!("{NOTE} ;\n{}", NOTE.replace("to be checked", "again"))).unwrap();
    assert!(corpus.good(&["update", "store", "-f", "u.ru"]).starts_with("2 triples added"));
}

#[test]
fn many_triples_go_in_at_once() {
    let corpus = Corpus::new();
    let triples: String = (0..20_000).map(|n| format!("<https://example.org/{n}> rdfs:label \"{n}\" .\n")).collect();
    fs::write(corpus.at("u.ru"), format!("INSERT DATA {{ GRAPH <https://example.org/many> {{ {triples} }} }}"))
        .unwrap();
    assert!(corpus.good(&["update", "store", "-f", "u.ru"]).starts_with("20000 triples added"));
}

#[test]
fn what_moves_to_another_graph_is_never_lost_on_the_way() {
    let corpus = Corpus::new();
    corpus.update(&NOTE.replace("example.org/notes", "a.example/notes"));
    // Where the folder of the other graph belongs stands a file: writing it fails.
    let blocked = corpus.at("store/graphs/%3Chttps%3A/~/b.example");
    fs::write(&blocked, "").unwrap();
    let moved = "MOVE <https://a.example/notes> TO <https://b.example/notes>";
    assert!(corpus.bad(&["update", "store", moved]).contains("b.example"));
    assert_eq!(corpus.ask(HAS_NOTE), "true");
    fs::remove_file(&blocked).unwrap();
    corpus.update(moved);
    assert_eq!(corpus.ask(HAS_NOTE), "true");
    assert_eq!(corpus.ask("ASK { GRAPH <https://a.example/notes> { ?s ?p ?o } }"), "false");
}

/// Twenty times, at moments spread over an update: each graph is as before or as after, nothing is lost, and the update made again
/// gives what an undisturbed one gives.
#[test]
fn a_killed_update_loses_nothing_and_leaves_nothing_half_done() {
    const NOTES: usize = 2_000;
    const ROUNDS: u32 = 20;
    let corpus = Corpus::new();
    let notes: String = (0..NOTES).map(|n| format!("<https://a.example/{n}> rdfs:comment \"{n}\" .\n")).collect();
    let put = format!("INSERT DATA {{ GRAPH <https://a.example/notes> {{ {notes} }} }}");
    fs::write(corpus.at("put.ru"), put).unwrap();
    let moved = "MOVE <https://a.example/notes> TO <https://b.example/notes>";
    let notes_in = |name: &str| {
        let question = format!("SELECT (COUNT(*) AS ?n) {{ GRAPH <https://{name}.example/notes> {{ ?s ?p ?o }} }}");
        let answer = String::from_utf8(corpus.run(&["query", "store", &question, "--format", "csv"]).stdout).unwrap();
        answer.lines().nth(1).unwrap().parse::<usize>().unwrap()
    };
    corpus.good(&["update", "store", "-f", "put.ru"]);
    let began = Instant::now();
    corpus.update(moved);
    let longest = began.elapsed() + Duration::from_millis(10);
    for round in 0..ROUNDS {
        corpus.update("DROP SILENT GRAPH <https://b.example/notes>");
        corpus.good(&["update", "store", "-f", "put.ru"]);
        let mut child = Command::new(env!("CARGO_BIN_EXE_whereas"))
            .args(["update", "store", moved])
            .current_dir(corpus.0.path())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(longest * round / ROUNDS);
        child.kill().unwrap();
        child.wait().unwrap();
        let (before, after) = (notes_in("a"), notes_in("b"));
        assert!([0, NOTES].contains(&before) && [0, NOTES].contains(&after), "round {round}: {before} and {after}");
        assert!(before + after >= NOTES, "round {round}: notes are lost");
        if before > 0 {
            corpus.update(moved);
        } else {
            // The next writer takes away what the killed one has left.
            corpus.update("INSERT DATA { }");
        }
        let check = corpus.run(&["store", "check", "store"]);
        assert!(check.status.success(), "round {round}: {}", String::from_utf8_lossy(&check.stdout));
        assert_eq!((notes_in("a"), notes_in("b")), (0, NOTES), "round {round}");
    }
}

#[test]
fn a_graph_with_a_long_name_outlasts_pruning() {
    let corpus = Corpus::new();
    corpus.update(&NOTE.replace("/notes", &format!("/{}", "long".repeat(60))));
    corpus.good(&["load", "in", "--store", "store", "--prune"]);
    assert_eq!(corpus.ask(HAS_NOTE), "true");
    assert!(corpus.good(&["store", "info", "store"]).contains("documents   1\n"));
}
