//! Lines of JSON in, lines of JSON out, one by one.

use serde_json::{Value, json};
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
