//! Answers in the formats that programs read.

use super::QueryError;
use super::run::{Answer, Table, Triples};
use crate::export::{self, Prefixes};
use oxigraph::model::{GraphName, Quad};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsSerializer};
use std::io::Write;

/// A format for answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// SPARQL results in JSON.
    Json,
    /// SPARQL results in CSV: for spreadsheets; kinds of terms are lost.
    Csv,
    /// SPARQL results in TSV: terms as in Turtle.
    Tsv,
    /// SPARQL results in XML.
    Xml,
    /// A graph.
    Graph(export::Format),
}

impl Format {
    /// The formats of tables.
    pub const TABLES: [Self; 4] = [Self::Json, Self::Csv, Self::Tsv, Self::Xml];

    /// Every format, in the order in which they are listed to a user.
    pub fn all() -> impl Iterator<Item = Self> {
        let graphs = export::Format::ALL.into_iter().filter(|format| *format != export::Format::JsonLines);
        Self::TABLES.into_iter().chain(graphs.map(Self::Graph))
    }

    /// The name on the command line, which is also the usual ending of files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Tsv => "tsv",
            Self::Xml => "xml",
            Self::Graph(format) => format.name(),
        }
    }

    /// The format of this name or of files with this ending, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let table = Self::TABLES.into_iter().find(|format| format.name().eq_ignore_ascii_case(name));
        match name.to_ascii_lowercase().as_str() {
            "srj" => Some(Self::Json),
            "srx" => Some(Self::Xml),
            name => table.or_else(|| {
                export::Format::from_extension(name)
                    .map(Self::Graph)
                    .filter(|format| Self::all().any(|one| one == *format))
            }),
        }
    }

    fn of_table(self) -> Option<QueryResultsFormat> {
        match self {
            Self::Json => Some(QueryResultsFormat::Json),
            Self::Csv => Some(QueryResultsFormat::Csv),
            Self::Tsv => Some(QueryResultsFormat::Tsv),
            Self::Xml => Some(QueryResultsFormat::Xml),
            Self::Graph(_) => None,
        }
    }
}

/// Writes an answer in a format that can hold it.
///
/// # Errors
/// When the format cannot hold this kind of answer, evaluation fails on the way, or the output does.
pub fn write(answer: Answer<'_>, format: Format, prefixes: &Prefixes, out: &mut impl Write) -> Result<(), QueryError> {
    match (answer, format.of_table(), format) {
        (Answer::Table(table), Some(format), _) => write_table(table, format, out),
        (Answer::YesOrNo(answer), Some(format), _) => {
            QueryResultsSerializer::from_format(format).serialize_boolean_to_writer(out, answer)?;
            Ok(())
        }
        (Answer::Graph(triples), _, Format::Graph(format)) => write_graph(triples, format, prefixes, out),
        (answer, _, format) => Err(refuse(&answer, format)),
    }
}

fn write_table(table: Table<'_>, format: QueryResultsFormat, out: &mut impl Write) -> Result<(), QueryError> {
    let columns = table.columns().to_vec();
    let mut writer = QueryResultsSerializer::from_format(format).serialize_solutions_to_writer(out, columns)?;
    for row in table {
        writer.serialize(&row?)?;
    }
    writer.finish()?;
    Ok(())
}

/// Writes a graph, sorted and each triple once.
///
/// # Errors
/// When evaluation fails on the way, or the output does.
pub fn write_graph(
    triples: Triples<'_>,
    format: export::Format,
    prefixes: &Prefixes,
    out: &mut impl Write,
) -> Result<(), QueryError> {
    let quads = triples.map(|triple| Ok(triple?.in_graph(GraphName::DefaultGraph)));
    let quads: Vec<Quad> = quads.collect::<Result<_, QueryError>>()?;
    Ok(export::write(format, &quads, &prefixes.clone().with_sources(&quads), out)?)
}

fn refuse(answer: &Answer<'_>, format: Format) -> QueryError {
    let (answer, fits): (_, fn(&Format) -> bool) = match answer {
        Answer::Table(_) => ("a table", |format| format.of_table().is_some()),
        Answer::YesOrNo(_) => ("yes or no", |format| format.of_table().is_some()),
        Answer::Graph(_) => ("a graph", |format| format.of_table().is_none()),
    };
    let names: Vec<&str> = Format::all().filter(fits).map(Format::name).collect();
    QueryError::Format { answer, format: format.name(), expected: names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in Format::all() {
            assert_eq!(Format::from_name(format.name()), Some(format));
        }
        assert_eq!(Format::from_name("jsonl"), None);
        assert_eq!(Format::from_name("table"), None);
    }
}
