//! The store: what goes in comes out, sources never disturb each other, a kill leaves nothing half done.

use oxigraph::model::{GraphName, Literal, NamedNode, Quad, Term, Triple};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;
use whereas::store::{FORMAT, Meta, Store, StoreError, Writer};

const ONE: (&str, &str) = ("2012/one.fr.md", "http://example.org/one.fr");
const TWO: (&str, &str) = ("2012/two.en.md", "http://example.org/two.en");

fn meta() -> Meta {
    Meta { base: "http://example.org/".to_owned(), ontology: "abc".to_owned() }
}

fn node(name: &str) -> NamedNode {
    NamedNode::new(format!("http://example.org/{name}")).unwrap()
}

/// A line of the default graph.
fn plain(subject: &str, predicate: &str, object: &str) -> Quad {
    Quad::new(node(subject), node(predicate), node(object), GraphName::DefaultGraph)
}

/// A line of a source's own graph.
fn own(source: (&str, &str), subject: &str, quote: &str) -> Quad {
    Quad::new(node(subject), node("quote"), Literal::new_simple_literal(quote), NamedNode::new(source.1).unwrap())
}

fn one() -> Vec<Quad> {
    vec![
        own(ONE, "claim1", "organe d'exécution\nde l'UIT"),
        plain("impact", "agencyOf", "itu"),
        plain("itu", "label", "one"),
    ]
}

fn two() -> Vec<Quad> {
    vec![own(TWO, "claim2", "executing agency"), plain("impact", "agencyOf", "itu"), plain("itu", "label", "two")]
}

fn store_of_two() -> (TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("store");
    let mut writer = Writer::create(&path, &meta()).unwrap();
    assert!(writer.replace(ONE.0, ONE.1, &one()).unwrap());
    assert!(writer.replace(TWO.0, TWO.1, &two()).unwrap());
    writer.finish().unwrap();
    (dir, path)
}

fn content(path: &Path) -> Vec<String> {
    let index = Store::open(path).unwrap().oxigraph(&[]).unwrap();
    let mut lines: Vec<String> = index.iter().map(|quad| quad.unwrap().to_string()).collect();
    lines.sort();
    lines
}

fn lines(quads: impl IntoIterator<Item = Quad>) -> Vec<String> {
    let mut lines: Vec<String> = quads.into_iter().map(|quad| quad.to_string()).collect();
    lines.sort();
    lines.dedup();
    lines
}

/// Every file of a store but lock and index, with its bytes.
fn files(path: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(path).unwrap() {
        let entry = entry.unwrap().path();
        if entry.is_dir() && !entry.ends_with("index") {
            found.extend(files(&entry));
        } else if entry.is_file() && !entry.ends_with("whereas.lock") {
            found.insert(entry.clone(), fs::read(&entry).unwrap());
        }
    }
    found
}

#[test]
fn what_goes_in_comes_out() {
    let (_dir, path) = store_of_two();
    let store = Store::open(&path).unwrap();
    assert_eq!(store.meta(), &meta());
    assert_eq!(content(&path), lines(one().into_iter().chain(two())));
    let sources: Vec<(String, String)> = store.graphs().unwrap().iter().map(|graph| graph.source().unwrap()).collect();
    assert_eq!(sources, [ONE, TWO].map(|(path, iri)| (path.to_owned(), iri.to_owned())));
}

#[test]
fn a_fact_of_two_sources_is_one_triple_until_both_are_gone() {
    let (_dir, path) = store_of_two();
    let fact = plain("impact", "agencyOf", "itu").to_string();
    assert_eq!(content(&path).iter().filter(|line| **line == fact).count(), 1);
    let mut writer = Writer::open(&path).unwrap();
    assert!(writer.remove(ONE.0).unwrap());
    assert_eq!(content(&path), lines(two()));
    assert!(writer.remove(TWO.0).unwrap());
    assert_eq!(content(&path), Vec::<String>::new());
    assert!(!writer.remove(TWO.0).unwrap());
    assert!(!path.join("graphs/2012").exists(), "empty folders go too");
}

#[test]
fn replacing_a_source_leaves_the_others_as_they_were() {
    let (_dir, path) = store_of_two();
    let other = vec![own(ONE, "claim1", "changed"), plain("itu", "label", "three")];
    Writer::open(&path).unwrap().replace(ONE.0, ONE.1, &other).unwrap();
    assert_eq!(content(&path), lines(other.into_iter().chain(two())));
}

#[test]
fn a_rebuild_gives_the_same_files_whatever_the_order() {
    let (_dir, path) = store_of_two();
    let before = files(&path);
    let mut writer = Writer::create(&path, &meta()).unwrap();
    writer.replace("gone.md", "http://example.org/gone", &[plain("a", "b", "c")]).unwrap();
    let shuffled: Vec<Quad> = two().into_iter().rev().chain(two()).collect();
    assert!(!writer.replace(TWO.0, TWO.1, &shuffled).unwrap(), "the same content is not written again");
    writer.replace(ONE.0, ONE.1, &one()).unwrap();
    assert_eq!(writer.retain([ONE.0, TWO.0]).unwrap(), 1);
    writer.finish().unwrap();
    assert_eq!(files(&path), before);
}

#[test]
fn the_vocabulary_joins_the_default_graph_and_changes_with_its_caller() {
    let (_dir, path) = store_of_two();
    let store = Store::open(&path).unwrap();
    let [a, b] = ["a", "b"].map(|name| Triple::new(node(name), node("label"), node("class")));
    for vocabulary in [&[a.clone()][..], &[b], &[], &[a]] {
        let index = store.oxigraph(vocabulary).unwrap();
        let expected = lines(
            one()
                .into_iter()
                .chain(two())
                .chain(vocabulary.iter().map(|triple| triple.clone().in_graph(GraphName::DefaultGraph))),
        );
        let mut found: Vec<String> = index.iter().map(|quad| quad.unwrap().to_string()).collect();
        found.sort();
        assert_eq!(found, expected);
    }
}

#[test]
fn a_second_writer_is_refused_at_once_and_readers_are_not() {
    let (_dir, path) = store_of_two();
    let writer = Writer::open(&path).unwrap();
    for error in [Writer::open(&path).unwrap_err(), Writer::create(&path, &meta()).unwrap_err()] {
        assert!(matches!(error, StoreError::Locked { .. }));
        let message = error.to_string();
        assert!(message.contains("whereas.lock") && message.contains(&std::process::id().to_string()), "{message}");
        assert_eq!(message.lines().count(), 1);
    }
    assert_eq!(content(&path).len(), 5);
    drop(writer);
    Writer::open(&path).unwrap();
}

/// Between its start and its becoming another program a process holds copies of all open files of this one.
#[test]
fn a_lock_ends_with_its_writer_while_other_programs_are_started() {
    let (_dir, path) = store_of_two();
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(Ordering::Relaxed) {
                Command::new(std::env::current_exe().unwrap()).arg("--help").output().unwrap();
            }
        });
        let refused = (0..500).filter(|_| Writer::open(&path).is_err()).count();
        done.store(true, Ordering::Relaxed);
        assert_eq!(refused, 0);
    });
}

#[test]
fn readers_see_each_change_of_a_writer_at_work() {
    let (_dir, path) = store_of_two();
    let mut writer = Writer::open(&path).unwrap();
    let before = Store::open(&path).unwrap().oxigraph(&[]).unwrap();
    writer.remove(ONE.0).unwrap();
    assert_eq!(before.len().unwrap(), 5, "what was opened before stays as it was");
    drop(before);
    assert_eq!(content(&path), lines(two()));
}

#[test]
fn what_a_killed_writer_left_is_never_read_and_goes_with_the_next_writer() {
    let (_dir, path) = store_of_two();
    let left = [path.join("graphs/2012/.whereas-abc123.tmp"), path.join(".whereas-def456.tmp")];
    for file in &left {
        fs::write(file, "<http://example.org/half> <http").unwrap();
    }
    let mine = path.join("graphs/2012/notes.tmp");
    fs::write(&mine, "mine").unwrap();
    assert_eq!(content(&path).len(), 5);
    drop(Writer::open(&path).unwrap());
    assert!(left.iter().all(|file| !file.exists()));
    assert!(mine.exists(), "files of others are left alone");
}

#[test]
fn a_newer_store_is_refused_and_left_alone() {
    let (_dir, path) = store_of_two();
    let newer = format!("format = {}\nnews = true\n", FORMAT + 1);
    fs::write(path.join("whereas.toml"), &newer).unwrap();
    for error in
        [Store::open(&path).unwrap_err(), Writer::open(&path).unwrap_err(), Writer::create(&path, &meta()).unwrap_err()]
    {
        assert!(
            matches!(error, StoreError::Newer { found, known, .. } if found == FORMAT + 1 && known == FORMAT),
            "{error}"
        );
    }
    assert_eq!(fs::read_to_string(path.join("whereas.toml")).unwrap(), newer);
}

#[test]
fn a_broken_graph_file_is_named_with_its_line() {
    let (_dir, path) = store_of_two();
    let file = path.join("graphs/2012/one.fr.md.nq");
    let mut text = fs::read_to_string(&file).unwrap();
    let count = text.lines().count() as u64;
    text.push_str("<http://example.org/s> <http://example.org/p> oops .\n");
    fs::write(&file, text).unwrap();
    let error = Store::open(&path).unwrap().oxigraph(&[]).unwrap_err();
    assert!(matches!(&error, StoreError::Graph { path, line, .. } if *path == file && *line == count + 1), "{error}");
    assert!(error.to_string().contains(&format!("one.fr.md.nq:{}: ", count + 1)), "{error}");
}

#[test]
fn what_is_no_store_is_called_so() {
    let dir = tempfile::tempdir().unwrap();
    assert!(!Store::is_at(dir.path()));
    assert!(matches!(Store::open(dir.path()), Err(StoreError::NotAStore { .. })));
    assert!(matches!(Writer::open(dir.path().join("none")), Err(StoreError::NotAStore { .. })));
    fs::write(dir.path().join("thesis.docx"), "").unwrap();
    assert!(matches!(Writer::create(dir.path(), &meta()), Err(StoreError::Occupied { .. })));
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left behind");
    fs::write(dir.path().join("whereas.toml"), "format = 1\nbase = 3\n").unwrap();
    let error = Store::open(dir.path()).unwrap_err();
    assert!(matches!(error, StoreError::Meta { .. }) && error.to_string().contains("line 2"), "{error}");
}

#[test]
fn quads_that_belong_to_no_file_or_to_two_are_refused() {
    let (_dir, path) = store_of_two();
    let mut writer = Writer::open(&path).unwrap();
    let blank = Quad::new(node("a"), node("b"), Term::BlankNode(Default::default()), GraphName::DefaultGraph);
    for quad in [own(TWO, "claim", "of another source"), blank] {
        let error = writer.replace(ONE.0, ONE.1, &[quad]).unwrap_err();
        assert!(matches!(error, StoreError::Quad { .. }), "{error}");
    }
    assert_eq!(content(&path).len(), 5);
}

#[test]
fn paths_that_need_escapes_come_back_as_they_were() {
    let (_dir, path) = store_of_two();
    let mut writer = Writer::open(&path).unwrap();
    let odd = "résolution 100%\nnew.md";
    writer.replace(odd, "http://example.org/odd", &[plain("x", "y", "z")]).unwrap();
    let store = writer.finish().unwrap();
    assert!(store.graphs().unwrap().iter().any(|graph| graph.source().unwrap().0 == odd));
    assert!(store.oxigraph(&[]).unwrap().contains(&plain("x", "y", "z")).unwrap());
}

#[test]
fn a_store_without_its_empty_folders_is_an_empty_store() {
    let (_dir, path) = store_of_two();
    fs::remove_dir_all(path.join("graphs")).unwrap();
    assert_eq!(content(&path).len(), 0);
}

#[cfg(feature = "rocksdb")]
mod on_disk {
    use super::*;
    use oxigraph::model::NamedNodeRef;

    #[test]
    fn a_lost_or_damaged_index_is_made_again() {
        let (_dir, path) = store_of_two();
        let before = content(&path);
        let index = path.join("index");
        assert!(index.join("manifest.json").is_file());
        fs::remove_dir_all(&index).unwrap();
        assert_eq!(content(&path), before);
        fs::remove_file(index.join("manifest.json")).unwrap();
        assert_eq!(content(&path), before);
        fs::remove_dir_all(index.join("oxigraph")).unwrap();
        assert_eq!(content(&path), before);
        fs::write(index.join("oxigraph/CURRENT"), "garbage").unwrap();
        assert_eq!(content(&path), before);
        fs::write(index.join("manifest.json"), "{}").unwrap();
        assert_eq!(content(&path), before);
    }

    #[test]
    fn a_current_index_is_not_touched() {
        let (_dir, path) = store_of_two();
        content(&path);
        let manifest = path.join("index/manifest.json");
        let before = manifest.metadata().unwrap().modified().unwrap();
        content(&path);
        assert_eq!(manifest.metadata().unwrap().modified().unwrap(), before);
    }

    #[test]
    fn one_change_among_many_files_gives_what_a_rebuild_gives() {
        let (_dir, path) = store_of_two();
        let mut writer = Writer::open(&path).unwrap();
        for number in 0..20 {
            let source = format!("http://example.org/{number}");
            let quads = [plain("shared", "p", "o"), plain("mine", "p", &number.to_string())];
            writer.replace(&format!("{number}.md"), &source, &quads).unwrap();
        }
        content(&path);
        writer.remove("3.md").unwrap();
        writer.replace("4.md", "http://example.org/4", &[plain("mine", "p", "forty")]).unwrap();
        writer.replace("new.md", "http://example.org/new", &[plain("mine", "p", "new")]).unwrap();
        let updated = content(&path);
        fs::remove_dir_all(path.join("index")).unwrap();
        assert_eq!(updated, content(&path));
        assert!(
            updated.iter().any(|line| line.contains("/forty>")) && updated.iter().all(|line| !line.contains("/3>"))
        );
    }

    #[test]
    fn a_reader_of_an_old_index_keeps_it_and_a_new_one_answers_from_the_files() {
        let (_dir, path) = store_of_two();
        content(&path);
        let store = Store::open(&path).unwrap();
        let reader = store.oxigraph(&[]).unwrap();
        Writer::open(&path).unwrap().remove(ONE.0).unwrap();
        assert_eq!(content(&path), lines(two()));
        assert_eq!(reader.len().unwrap(), 5);
        drop(reader);
        assert_eq!(content(&path), lines(two()));
    }

    #[test]
    fn named_graphs_go_with_their_source() {
        let (_dir, path) = store_of_two();
        content(&path);
        Writer::open(&path).unwrap().remove(ONE.0).unwrap();
        let index = Store::open(&path).unwrap().oxigraph(&[]).unwrap();
        assert!(!index.contains_named_graph(NamedNodeRef::new(ONE.1).unwrap()).unwrap());
        assert!(index.contains_named_graph(NamedNodeRef::new(TWO.1).unwrap()).unwrap());
    }
}
