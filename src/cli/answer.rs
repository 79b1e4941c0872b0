//! How an answer is written: for people or in a format for programs, to the screen or to a file.

use super::output::{self, Out};
use super::table;
use crate::endpoint::Endpoint;
use crate::query::{self, Answer, Format, QueryError, Question, Step};
use anyhow::Context;
use clap::{Args, ValueHint};
use oxigraph::store::Store;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where an answer goes, and as what.
#[derive(Debug, Args)]
pub(super) struct Output {
    /// How to write the answer: table, json, csv, tsv, xml; for a graph ttl, nt, nq, trig, rdf, jsonld
    /// [default: by the ending of -o, else for people]
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

impl Output {
    /// The file; none is standard output.
    pub(super) fn path(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Refuses a format that there is not, before anything is asked.
    pub(super) fn check(&self) -> anyhow::Result<()> {
        self.format().map(|_| ())
    }

    /// Asks a question and writes its answer: whether that is something other than no.
    pub(super) fn answer(&self, question: &Question, store: &Store, name: &str) -> anyhow::Result<bool> {
        self.answer_if(question, store, name, |answer| !matches!(answer, Answer::YesOrNo(false)))
    }

    /// Asks a question at an endpoint and writes its answer: whether that is something other than no.
    pub(super) fn answer_at(&self, question: &Question, endpoint: &Endpoint, name: &str) -> anyhow::Result<bool> {
        let (format, fit) = (self.format()?, self.output.is_none());
        output::to(self.path(), |out| {
            let answer = endpoint.answer(question, |answer| {
                let yes = !matches!(answer, Answer::YesOrNo(false));
                write(answer, format, question, fit, out).map(|()| yes)
            });
            answer.map_err(|error| explain(error, name))
        })
    }

    /// Asks a question and writes its answer: whether there are rows in it.
    pub(super) fn rows(&self, question: &Question, store: &Store, name: &str) -> anyhow::Result<bool> {
        self.answer_if(question, store, name, |answer| match answer {
            Answer::Table(rows) => !rows.is_empty(),
            _ => false,
        })
    }

    /// Asks a question and writes its answer: whether that is a yes.
    fn answer_if(
        &self,
        question: &Question,
        store: &Store,
        name: &str,
        is_yes: fn(&mut Answer<'_>) -> bool,
    ) -> anyhow::Result<bool> {
        let format = self.format()?;
        let fit = self.output.is_none();
        output::to(self.path(), |out| {
            let answer = question.ask(store, |mut answer| {
                let yes = is_yes(&mut answer);
                write(answer, format, question, fit, out).map(|()| yes)
            });
            answer.map_err(|error| explain(error, name))
        })
    }

    /// Answers a question and writes how that was done.
    pub(super) fn explain(&self, question: &Question, store: &Store, name: &str) -> anyhow::Result<()> {
        let plan = question.explain(store).map_err(|error| explain(error, name))?;
        let mut rows = Vec::new();
        steps(&plan, 0, &mut rows);
        let headings = ["step", "rows", "seconds"].map(str::to_owned);
        let text = table::layout(&headings, &rows, &[false, true, true], self.output.is_none());
        output::to(self.path(), |out| Ok(writeln!(out, "{text}")?))
    }

    /// The format asked for; none is for people.
    fn format(&self) -> anyhow::Result<Option<Format>> {
        let unpacked = self.output.as_deref().map(output::unpacked);
        let ending = || unpacked.as_ref()?.extension()?.to_str();
        match self.format.as_deref() {
            Some("table") => Ok(None),
            Some(name) => Format::from_name(name).map(Some).with_context(|| {
                let names: Vec<&str> = Format::all().map(Format::name).collect();
                format!("--format {name}: expected table, {}", names.join(", "))
            }),
            None => Ok(ending().and_then(Format::from_name)),
        }
    }
}

/// The steps of a plan, each below the one that takes its rows.
fn steps(step: &Step, depth: usize, rows: &mut Vec<Vec<String>>) {
    let seconds = step.seconds.map(|seconds| format!("{seconds:.4}"));
    let name = format!("{}{}", "· ".repeat(depth), table::visible(&step.name));
    rows.push(vec![name, step.rows.map(|rows| rows.to_string()).unwrap_or_default(), seconds.unwrap_or_default()]);
    step.children.iter().for_each(|child| steps(child, depth + 1, rows));
}

/// Writes the answer.
fn write(
    answer: Answer<'_>,
    format: Option<Format>,
    question: &Question,
    fit: bool,
    out: &mut Out,
) -> Result<(), QueryError> {
    let prefixes = question.prefixes();
    match (format, answer) {
        (Some(format), answer) => query::write(answer, format, prefixes, out)?,
        (None, Answer::Table(rows)) => table::write(rows, prefixes, fit, out)?,
        (None, Answer::Graph(triples)) => query::write_graph(triples, crate::export::Format::Turtle, prefixes, out)?,
        (None, Answer::YesOrNo(answer)) => writeln!(out, "{answer}")?,
    }
    Ok(())
}

/// The error with what it is about: the question, unless the output failed.
fn explain(error: QueryError, name: &str) -> anyhow::Error {
    match error {
        QueryError::Io(error) => anyhow::Error::new(error).context("cannot write"),
        QueryError::Export(error) => anyhow::Error::new(error).context("cannot write"),
        error => anyhow::Error::new(error).context(name.to_owned()),
    }
}
