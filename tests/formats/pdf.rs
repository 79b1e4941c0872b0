//! A text as a PDF: one column, two columns, and two columns whose rows are written by turns, with running heads and page numbers.

use super::Paragraph;
use std::fmt::Write as _;

/// How the text stands on its pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    One,
    Two,
    TwoByRows,
}

/// Width of a character of Courier, in sizes.
const WIDE: f64 = 0.6;
const SIZE: f64 = 9.0;
const LEADING: f64 = 11.0;
/// Lines of a column.
const LINES: usize = 40;
const TOP: f64 = 720.0;
const LEFT: f64 = 60.0;

impl Layout {
    fn columns(self) -> usize {
        if self == Self::One { 1 } else { 2 }
    }

    /// Characters of a line.
    fn width(self) -> usize {
        if self == Self::One { 88 } else { 42 }
    }

    fn left(self, column: usize) -> f64 {
        if column == 0 { LEFT } else { LEFT + 42.0 * WIDE * SIZE + 24.0 }
    }
}

/// A line: characters, each with whether it is raised; none between paragraphs.
type Line = Vec<(char, bool)>;

fn lines(paragraphs: &[Paragraph], width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        let all: Line = paragraph.runs.iter().flat_map(|(text, raised)| text.chars().map(|c| (c, *raised))).collect();
        let mut line = Line::new();
        for word in all.split(|(c, _)| *c == ' ').filter(|word| !word.is_empty()) {
            if !line.is_empty() && line.len() + 1 + word.len() > width {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push((' ', false));
            }
            line.extend(word);
        }
        lines.extend([line, Line::new()]);
    }
    lines
}

/// The operations that show a line.
fn shown(line: &Line, x: f64, y: f64) -> String {
    let mut out = String::new();
    let mut x = x;
    for run in line.chunk_by(|(_, a), (_, b)| a == b) {
        let raised = run[0].1;
        let (size, y) = if raised { (SIZE * 0.6, y + SIZE * 0.35) } else { (SIZE, y) };
        let text: String = run.iter().map(|(c, _)| c).collect();
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        writeln!(out, "BT /F1 {size:.2} Tf 1 0 0 1 {x:.2} {y:.2} Tm <{hex}> Tj ET").unwrap();
        #[expect(clippy::cast_precision_loss, reason = "some characters")]
        let width = run.len() as f64 * WIDE * size;
        x += width;
    }
    out
}

#[expect(clippy::cast_precision_loss, reason = "some lines")]
fn page(lines: &[Line], layout: Layout, number: usize) -> String {
    let plain = |text: &str| text.chars().map(|c| (c, false)).collect::<Line>();
    let mut content = shown(&plain("Annual volume of resolutions"), LEFT, 770.0);
    content.push_str(&shown(&plain(&format!("page {number}")), 280.0, 30.0));
    let columns: Vec<&[Line]> = lines.chunks(LINES).collect();
    let place = |column: usize, row: usize| (layout.left(column), TOP - row as f64 * LEADING);
    let show = |content: &mut String, column: usize, row: usize| {
        if let Some(line) = columns.get(column).and_then(|lines| lines.get(row)) {
            let (x, y) = place(column, row);
            content.push_str(&shown(line, x, y));
        }
    };
    match layout {
        Layout::TwoByRows => (0..LINES).for_each(|row| (0..2).for_each(|column| show(&mut content, column, row))),
        _ => (0..layout.columns()).for_each(|column| (0..LINES).for_each(|row| show(&mut content, column, row))),
    }
    content
}

/// The bytes of the file.
pub(crate) fn write(paragraphs: &[Paragraph], layout: Layout) -> Vec<u8> {
    let lines = lines(paragraphs, layout.width());
    let pages: Vec<String> =
        lines.chunks(LINES * layout.columns()).zip(1..).map(|(lines, number)| page(lines, layout, number)).collect();
    file(&pages)
}

/// A file with these pages.
pub(crate) fn file(pages: &[String]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|at| format!("{} 0 R", 4 + 2 * at)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (at, content) in pages.iter().enumerate() {
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {} 0 R >>",
            5 + 2 * at
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len() + 1));
    }
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(bytes.len());
        bytes.extend_from_slice(format!("{number} 0 obj\n{object}\nendobj\n").as_bytes());
    }
    let start = bytes.len();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        writeln!(table, "{place:010} 00000 n ").unwrap();
    }
    write!(table, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", objects.len() + 1).unwrap();
    bytes.extend_from_slice(table.as_bytes());
    bytes
}

/// A file of pictures has no text, and says so.
#[test]
fn a_file_without_text_is_told() {
    let empty = file(&[String::new(), String::new()]);
    let error = whereas::read::read("a.pdf", &empty).unwrap_err().to_string();
    assert_eq!(error, "no text layer, 2 pages; run OCR first (hint: ocrmypdf FILE OUT)");
}

/// Footnotes go out of the text, and the place that cites them is kept; numbers of pages are none of it.
#[test]
fn notes_are_told_from_the_text() {
    let at = |text: &str, x: f64, y: f64| shown(&text.chars().map(|c| (c, false)).collect(), x, y);
    let raised = |text: &str, x: f64, y: f64| shown(&text.chars().map(|c| (c, true)).collect(), x, y);
    let content = [
        at("The Council,", LEFT, 700.0),
        at("1. Recalls the report", LEFT, 670.0),
        raised("1", LEFT + 21.0 * WIDE * SIZE, 670.0),
        at("on ports.", LEFT + 23.0 * WIDE * SIZE, 670.0),
        raised("1", LEFT, 100.0),
        at("See document x.", LEFT + 6.0, 100.0),
        at("- 3 -", 280.0, 30.0),
    ];
    let source = whereas::read::read("a.pdf", &file(&[content.concat()])).unwrap();
    assert_eq!(source.text, "The Council,\n\n1. Recalls the report on ports.\n\nSee document x.\n");
    assert_eq!((source.notes[0].mark.as_str(), source.notes[0].cited), ("1", Some(35)));
}

/// A mark may stand on a line of its own, higher than raised letters do, and a page may repeat a footnote that only another one cites.
#[test]
fn marks_of_notes_are_found_where_programs_put_them() {
    let at = |text: &str, x: f64, y: f64| shown(&text.chars().map(|c| (c, false)).collect(), x, y);
    let raised = |text: &str, x: f64, y: f64| shown(&text.chars().map(|c| (c, true)).collect(), x, y);
    let note = [raised("1", LEFT, 100.0), at("See document x.", LEFT + 6.0, 100.0)].concat();
    let first = [
        at("The Council,", LEFT, 700.0),
        at("1. Recalls the report for the period 1 January", LEFT, 670.0),
        at("1", LEFT + 5.0 * WIDE * SIZE, 650.0 + 1.1 * SIZE),
        at("2012;", LEFT, 650.0),
        note.clone(),
    ];
    let second = [at("2. Requests the plan of 2013–", LEFT, 700.0), at("2020.", LEFT, 700.0 - LEADING), note];
    let source = whereas::read::read("a.pdf", &file(&[first.concat(), second.concat()])).unwrap();
    let text =
        "The Council,\n\n1. Recalls the report for the period 1 January 2012;\n\n2. Requests the plan of 2013–2020.";
    assert_eq!(source.text, format!("{text}\n\nSee document x.\n\nSee document x.\n"));
    assert_eq!(source.notes.len(), 2);
}
