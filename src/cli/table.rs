//! Tables for people: as wide as the terminal, IRIs short, numbers to the right, then how many rows there are.
//!
//! For reading, not for programs: a short IRI such as `id:file/a/clause-9` need not be one that SPARQL would take, and
//! the language of a name is not shown.

use crate::export::Prefixes;
use crate::query::{QueryError, Table};
use comfy_table::{Cell, CellAlignment, ContentArrangement, LineStyle, TableStyle};
use oxigraph::model::{NamedNode, Term};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

/// A line under the headings, and no other.
const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Writes an answer as a table. `fit` to the terminal, when it goes there.
pub(super) fn write(table: Table<'_>, prefixes: &Prefixes, fit: bool, out: &mut impl Write) -> Result<(), QueryError> {
    let names: Vec<String> = table.columns().iter().map(|column| column.as_str().to_owned()).collect();
    let prefixes = prefixes.all();
    let mut is_number = vec![true; names.len()];
    let mut rows = Vec::new();
    let columns = table.columns().to_vec();
    for row in table {
        let row = row?;
        let terms = columns.iter().map(|column| row.get(column));
        let cells = terms.zip(&mut is_number).map(|(term, is_number)| {
            *is_number &= term.is_none_or(is_numeric);
            term.map(|term| show(term, &prefixes)).unwrap_or_default()
        });
        rows.push(cells.collect());
    }
    writeln!(out, "{}", layout(&names, &rows, &is_number, fit))?;
    writeln!(out, "{} {}", rows.len(), if rows.len() == 1 { "row" } else { "rows" })?;
    Ok(())
}

/// Lays out rows of cells under headings; columns that are marked go to the right.
pub(super) fn layout(names: &[String], rows: &[Vec<String>], to_the_right: &[bool], fit: bool) -> String {
    let mut table = comfy_table::Table::new();
    table.load_style(STYLE).set_header(names.iter().map(Cell::new));
    table.set_content_arrangement(ContentArrangement::Dynamic);
    if !fit {
        table.force_no_tty();
    }
    for row in rows {
        table.add_row(row.iter().map(Cell::new));
    }
    for (column, to_the_right) in table.column_iter_mut().zip(to_the_right) {
        if *to_the_right {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.trim_fmt()
}

fn is_numeric(term: &Term) -> bool {
    let Term::Literal(literal) = term else { return false };
    let datatype = literal.datatype();
    let name = datatype.as_str().strip_prefix("http://www.w3.org/2001/XMLSchema#");
    matches!(name, Some("integer" | "decimal" | "double" | "float"))
}

pub(super) fn show(term: &Term, prefixes: &BTreeMap<&str, &str>) -> String {
    match term {
        Term::NamedNode(node) => visible(&short(node, prefixes)),
        Term::Literal(literal) => visible(literal.value()),
        other => visible(&other.to_string()),
    }
}

/// An IRI with the prefix that leaves least of it.
fn short(node: &NamedNode, prefixes: &BTreeMap<&str, &str>) -> String {
    let known = prefixes.iter().filter(|(_, namespace)| node.as_str().starts_with(**namespace));
    match known.max_by_key(|(_, namespace)| namespace.len()) {
        Some((prefix, namespace)) => format!("{prefix}:{}", node.as_str().strip_prefix(*namespace).unwrap_or_default()),
        None => node.as_str().to_owned(),
    }
}

/// Whether a character moves the cursor, turns the direction of what follows, or is not seen.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// A character, or one that stands for it where it would not be seen.
pub(super) fn seen(c: char) -> char {
    if is_unseen(c) { char::REPLACEMENT_CHARACTER } else { c }
}

/// Text without what moves the cursor or turns the direction of what follows.
pub(super) fn visible(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut shown, c| {
        match c {
            '\n' => shown.push('↵'),
            '\t' | '\r' => shown.push(' '),
            c if is_unseen(c) => {
                let _ = write!(shown, "\\u{:04X}", u32::from(c));
            }
            c => shown.push(c),
        }
        shown
    })
}
