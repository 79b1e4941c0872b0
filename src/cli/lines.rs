//! `whereas extract -` for programs: an object of JSON a line in, one a line out, as soon as it is read.
//!
//! In: `{"id": …, "text": …}`, and `"lang"` when the language is known. Out: the same `id` with what `--format jsonl` gives, or with
//! `"error"`. A line that is answered with an error is one that was refused; the next one is read all the same.

use super::common::{Common, Exit};
use super::documents::caught;
use crate::export::jsonl;
use crate::extract::extract_in;
use crate::ontology::Ontology;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{self, BufRead, Write};

/// A document to read.
#[derive(Deserialize)]
struct Task {
    /// Whatever the asker knows it by: words, or a number.
    #[serde(default)]
    id: Value,
    text: String,
    lang: Option<String>,
}

/// What is said of it.
#[derive(Serialize)]
struct Answer {
    id: Value,
    #[serde(flatten)]
    found: Option<jsonl::Line>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<String>,
}

/// Whether standard input begins like an object of JSON. Nothing is taken from it.
pub(super) fn are_coming() -> io::Result<bool> {
    let mut input = io::stdin().lock();
    loop {
        let waiting = input.fill_buf()?;
        let blank = waiting.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        match waiting.get(blank) {
            Some(byte) => return Ok(*byte == b'{'),
            None if waiting.is_empty() => return Ok(false),
            None => input.consume(blank),
        }
    }
}

/// Answers every line of `input`.
pub(super) fn answer(
    ontology: &Ontology,
    common: &Common,
    input: impl BufRead,
    out: &mut impl Write,
) -> anyhow::Result<Exit> {
    let base = common.base()?;
    let mut refused = 0;
    for (number, line) in (1..).zip(input.split(b'\n')) {
        let line = line?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = match serde_json::from_slice::<Task>(&line) {
            Ok(task) => one(ontology, base, task, number),
            Err(error) => Answer {
                id: Value::Null,
                found: None,
                error: Some(format!("line {number}: expected {{\"id\", \"text\", \"lang\"?}}: {error}")),
            },
        };
        refused += usize::from(answer.error.is_some());
        serde_json::to_writer(&mut *out, &answer)?;
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(if refused == 0 { Exit::Done } else { Exit::No })
}

fn one(ontology: &Ontology, base: &str, task: Task, number: usize) -> Answer {
    let path = path(&task.id, number);
    let found = caught(|| {
        let source = crate::read::read(&path, task.text.as_bytes())?;
        let found = extract_in(ontology, source, base, task.lang.as_deref())?;
        Ok(jsonl::line(ontology, &found))
    });
    match found {
        Ok(found) => Answer { id: task.id, found: Some(found), error: None },
        Err(error) => Answer { id: task.id, found: None, error: Some(error.to_string()) },
    }
}

/// The path of a document: what it is known by, with the ending of a text if it has none that a reader takes.
fn path(id: &Value, number: usize) -> String {
    let name = match id {
        Value::String(name) if !name.is_empty() => name.clone(),
        Value::Number(name) => name.to_string(),
        _ => format!("line-{number}"),
    };
    if crate::read::format_of(&name).is_some() { name } else { format!("{name}.txt") }
}
