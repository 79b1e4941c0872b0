//! Lines of JSON in, lines of JSON out, one by one.

use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

fn start(arguments: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whereas"));
    command.args(["extract", "-"]).args(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

const TEXT: &str = "The Security Council,\n\n1. Requests the Secretary-General to report on the harbour.\n";

#[test]
fn each_line_is_answered_before_the_next_is_written() {
    let mut child = start(&[]);
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut ask = |line: &str| {
        writeln!(input, "{line}").unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        serde_json::from_str::<Value>(&answer).unwrap()
    };
    let answer = ask(&json!({"id": "a", "text": TEXT}).to_string());
    assert_eq!(answer["id"], "a");
    assert_eq!(answer["document"]["iri"], "https://w3id.org/whereas/id/file/a");
    assert_eq!(answer["clauses"][0]["acts"][0]["act"], "requests");
    assert_eq!(ask(&json!({"id": 7, "text": TEXT, "lang": "en"}).to_string())["document"]["lang"], "en");
    let answer = ask(&json!({"id": 8, "text": TEXT, "lang": "xx"}).to_string());
    assert!(answer["id"] == 8 && answer["error"].as_str().unwrap().contains("xx"), "{answer}");
    assert!(ask(&json!({"id": "b", "text": ""}).to_string())["error"].is_string());
    assert!(ask("{\"id\": ").to_string().contains("line 5: expected"));
    assert_eq!(ask(&json!({"text": TEXT}).to_string())["document"]["file"], "line-6.txt");
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(1), "some were refused");
}

#[test]
fn a_text_on_standard_input_is_still_a_document() {
    let mut child = start(&["--format", "jsonl"]);
    child.stdin.take().unwrap().write_all(TEXT.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert!(output.status.success() && answer.get("id").is_none() && answer["clauses"].as_array().unwrap().len() == 1);
}

/// What claims count is the text that is written beside the graph, whatever the format of the file.
#[test]
fn the_text_beside_the_graph_is_what_claims_count() {
    let folder = tempfile::tempdir().unwrap();
    let paragraphs = crate::formats::paragraphs(&crate::reading::seed("fr"));
    for (ending, bytes) in crate::formats::in_every_format(&paragraphs) {
        std::fs::write(folder.path().join(format!("seed.{ending}")), bytes).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_whereas"))
        .args(["extract", ".", "--format", "jsonl", "--text", "texts"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let lines = String::from_utf8(output.stdout).unwrap();
    assert_eq!(lines.lines().count(), 6);
    for line in lines.lines() {
        let document: Value = serde_json::from_str(line).unwrap();
        let file = document["document"]["file"].as_str().unwrap();
        let text = std::fs::read_to_string(folder.path().join("texts").join(format!("{file}.txt"))).unwrap();
        let letters: Vec<char> = text.chars().collect();
        let facts = document["facts"].as_array().unwrap();
        assert!(facts.len() > 10, "{file}");
        for fact in facts {
            let at = |key: &str| usize::try_from(fact[key].as_u64().unwrap()).unwrap();
            let cut: String = letters[at("start")..at("end")].iter().collect();
            assert_eq!(fact["quote"], cut, "{file}");
        }
    }
}

/// Every field that comes out is explained.
#[test]
fn the_page_on_lines_of_json_names_every_field() {
    fn keys(value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::Object(fields) => fields.iter().for_each(|(key, value)| {
                found.insert(key.clone());
                // Qualifiers have the names of relations.
                if key != "qualifiers" {
                    keys(value, found);
                }
            }),
            Value::Array(items) => items.iter().for_each(|item| keys(item, found)),
            _ => {}
        }
    }
    let mut found = BTreeSet::new();
    for language in ["en", "fr", "es"] {
        let line = whereas::export::jsonl::line(crate::reading::ontology(), &crate::reading::seed(language));
        keys(&serde_json::to_value(line).unwrap(), &mut found);
    }
    assert!(found.len() > 30, "{found:?}");
    let page = include_str!("../docs/json-lines.md");
    let unexplained: Vec<_> = found.iter().filter(|key| !page.contains(&format!("`{key}`"))).collect();
    assert!(unexplained.is_empty(), "{unexplained:?}");
}
