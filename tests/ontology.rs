//! The data of `ontology/` as a whole: what loading it cannot check one file at a time.

use crate::reading::ontology;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use whereas::ontology::examples;

/// Every table of the rule files, by the file's name.
fn rule_files() -> BTreeMap<String, toml::Table> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/rules");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let read = |path: &Path| toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    paths.map(|path| (path.file_stem().unwrap().to_string_lossy().into_owned(), read(&path))).collect()
}

/// The entries under a key of a file.
fn entries<'a>(file: &'a toml::Table, key: &str) -> impl Iterator<Item = &'a toml::Value> {
    file.get(key).and_then(toml::Value::as_array).into_iter().flatten()
}

fn languages() -> BTreeSet<&'static str> {
    ontology().languages.iter().map(|language| language.code.as_str()).collect()
}

#[test]
fn every_example_of_every_rule_gives_what_it_says() {
    assert!(!ontology().examples.is_empty());
    let failed: Vec<String> = examples::check(ontology()).iter().map(ToString::to_string).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn every_pattern_has_an_id_of_its_own() {
    let files = rule_files();
    assert!(!files.is_empty());
    for (name, file) in files {
        let mut seen = BTreeSet::new();
        for pattern in entries(&file, "pattern") {
            let id = pattern["id"].as_str().unwrap();
            assert!(seen.insert(id), "{name}.toml: two patterns are called {id}");
        }
        assert!(!seen.is_empty(), "{name}.toml: expected a pattern");
    }
}

#[test]
fn every_relation_has_examples_in_every_language_and_one_that_must_not_match() {
    for (name, file) in rule_files() {
        let expects = |example: &toml::Value| example["expect"].as_array().is_some_and(|all| !all.is_empty());
        let matching = entries(&file, "example").filter(|example| expects(example));
        let told: BTreeSet<&str> = matching.map(|example| example["lang"].as_str().unwrap()).collect();
        assert_eq!(told, languages(), "{name}.toml: examples that match");
        assert!(entries(&file, "example").any(|example| !expects(example)), "{name}.toml: an example without a match");
    }
}

#[test]
fn every_entity_has_a_name_in_every_language() {
    for entity in &ontology().entities {
        let named: BTreeSet<&str> = entity.labels.iter().map(|label| label.language.as_str()).collect();
        assert!(named.contains("") || named.is_superset(&languages()), "{}: names in {named:?}", entity.iri);
    }
}

#[test]
fn every_rule_is_used_by_an_example_or_a_case() {
    let mut unused: BTreeSet<String> = BTreeSet::new();
    for (name, file) in rule_files() {
        unused.extend(entries(&file, "pattern").map(|pattern| format!("{name}/{}", pattern["id"].as_str().unwrap())));
    }
    for text in ontology().examples.iter().map(|example| example.text.clone()).chain(case_inputs()) {
        if let Ok(extraction) = crate::reading::extraction("case.txt", &text) {
            for claim in &extraction.claims {
                unused.remove(&claim.rule);
            }
        }
    }
    assert!(unused.is_empty(), "expected an example or a case of {unused:?}");
}

/// The inputs of all cases.
fn case_inputs() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let files = languages().into_iter().flat_map(|code| std::fs::read_dir(folder.join(code)).unwrap());
    files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).map(|case| input(&case)).collect()
}

fn input(case: &str) -> String {
    case.split("```").nth(1).and_then(|block| block.split_once('\n')).map(|(_, input)| input.to_owned()).unwrap()
}

/// The relation that `ontology/README.md` adds is the one that is there: its property and its file, word for word.
#[test]
fn the_worked_example_of_the_readme_is_what_the_files_say() {
    let read = |path: &str| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let (told, vocabulary) = (read("ontology/README.md"), read("ontology/whereas.ttl"));
    let property = vocabulary.split("\n\n").find(|block| block.starts_with("ws:observerOf a ")).unwrap();
    assert!(told.contains(property), "{property}");
    assert!(told.contains(&read("ontology/rules/observerOf.toml")));
}

/// A full name that two entries share means neither; in the built-in names that is a slip.
#[test]
fn no_two_entities_share_a_full_name_in_a_language() {
    let mut owners: BTreeMap<(&str, String), &str> = BTreeMap::new();
    for entity in &ontology().entities {
        for label in entity.labels.iter().filter(|label| !label.short) {
            let name = (label.language.as_str(), whereas::text::fold::fold(&label.text));
            let other = owners.insert(name, &entity.iri).unwrap_or(&entity.iri);
            assert_eq!(other, entity.iri, "{} ({})", label.text, label.language);
        }
    }
}

#[test]
fn the_gazetteer_knows_the_genre() {
    assert!(ontology().entities.len() >= 1_200, "{} entities", ontology().entities.len());
}
