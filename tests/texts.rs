//! What programs read without RDF: lines of JSON, and the canonical texts that their spans point into.

use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

const INPUTS: [&str; 3] = ["seeds", "tests/fixtures/volume", "tests/fixtures/formats/page.html"];

/// The lines of the inputs, with their texts in a folder.
fn lines(texts: &Path) -> Vec<Value> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_whereas"));
    command.arg("extract").args(INPUTS).args(["--quiet", "--format", "jsonl", "--text"]).arg(texts);
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every object within a value.
fn objects<'a>(value: &'a Value, all: &mut Vec<&'a serde_json::Map<String, Value>>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| objects(value, all)),
        Value::Object(fields) => {
            all.push(fields);
            fields.iter().filter(|(name, _)| *name != "qualifiers").for_each(|(_, value)| objects(value, all));
        }
        _ => {}
    }
}

#[test]
fn quotes_stand_in_the_text_that_is_written_beside() {
    let folder = tempfile::tempdir().unwrap();
    let texts = folder.path().join("made/texts");
    let (mut quotes, mut parts) = (0, 0);
    for line in lines(&texts) {
        let file = texts.join(format!("{}.txt", line["document"]["file"].as_str().unwrap()));
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let text: Vec<char> = text.chars().collect();
        parts += usize::from(line["document"]["part"].as_u64().is_some_and(|part| part > 1));
        let mut all = Vec::new();
        objects(&line, &mut all);
        for fields in all {
            let Some(quote) = fields.get("quote").or_else(|| fields.get("text")) else { continue };
            let at = |name: &str| usize::try_from(fields[name].as_u64().unwrap()).unwrap();
            assert_eq!(text[at("start")..at("end")].iter().collect::<String>(), quote.as_str().unwrap());
            quotes += 1;
        }
    }
    assert!(quotes > 100 && parts > 0, "{quotes} quotes, {parts} later parts");
}

#[test]
fn every_field_of_a_line_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let lines = Value::Array(lines(folder.path()));
    let mut all = Vec::new();
    objects(&lines, &mut all);
    let names: BTreeSet<&String> = all.iter().flat_map(|fields| fields.keys()).collect();
    let page = include_str!("../docs/json-lines.md");
    let untold: Vec<_> = names.iter().filter(|name| !page.contains(&format!("`{name}`"))).collect();
    assert!(names.len() > 30 && untold.is_empty(), "{untold:?}");
}

/// A folder that is none ends the run before a document is read.
#[test]
fn texts_go_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_whereas"));
    let output = command.args(["extract", "seeds", "--text"]).arg(&file).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let errors = String::from_utf8(output.stderr).unwrap();
    assert_eq!(errors.lines().count(), 1, "{errors}");
    assert!(errors.contains("file: expected a folder that can be written"), "{errors}");
}
