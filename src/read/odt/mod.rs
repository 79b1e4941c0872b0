//! `OpenDocument` text: paragraphs with their automatic numbers, tables row by row, footnotes at the end.
//!
//! What was deleted with changes tracked, comments and hidden sections are left out.

mod lists;

use super::container::Parts;
use super::{ReadError, xml};
use crate::text::{BlockKind, Builder, Content, Field, Place, Run};
use lists::{Lists, OUTLINE};
use roxmltree::Node;
use std::collections::BTreeMap;
use xml::{attribute, child, name};

const WHAT: &str = "an OpenDocument text";
/// Spaces that one element stands for at most.
const SPACES: usize = 200;

/// The content of an `OpenDocument` text.
pub(super) fn read(bytes: &[u8]) -> Result<Content, ReadError> {
    let mut parts = Parts::open(bytes, WHAT)?;
    let content = parts.needed("content.xml")?;
    let styles = parts.xml("styles.xml")?;
    let meta = parts.xml("meta.xml")?;

    let content = xml::parse(&content, WHAT)?;
    let mut reader = Reader::default();
    if let Some(meta) = meta {
        properties(&mut reader.builder, xml::parse(&meta, WHAT)?.root_element());
    }
    if let Some(styles) = styles {
        reader.learn(xml::parse(&styles, WHAT)?.root_element());
    }
    let root = content.root_element();
    if let Some(own) = child(root, "automatic-styles") {
        reader.learn(own);
    }
    if let Some(text) = child(root, "body").and_then(|body| child(body, "text")) {
        reader.blocks(text, &mut Vec::new());
    }
    reader.notes();
    let content = reader.builder.finish();
    if content.text.is_empty() { Err(ReadError::Empty) } else { Ok(content) }
}

fn properties(builder: &mut Builder, meta: Node<'_, '_>) {
    let fields = [
        ("title", Field::Title),
        ("language", Field::Language),
        ("creation-date", Field::Created),
        ("date", Field::Modified),
    ];
    for (key, field) in fields {
        if let Some(node) = meta.descendants().find(|node| name(*node) == key) {
            builder.metadata().add(field, &xml::text(node));
        }
    }
}

/// What a style of letters says.
#[derive(Clone, Copy, Debug, Default)]
struct Letters {
    raised: bool,
    hidden: bool,
}

#[derive(Default)]
struct Reader<'a, 'i> {
    builder: Builder,
    lists: Lists,
    styles: BTreeMap<String, Letters>,
    /// Mark, place and body of each note.
    notes: Vec<(String, usize, Node<'a, 'i>)>,
    /// Text boxes of the paragraph that is open: they are read after it.
    boxes: Vec<Node<'a, 'i>>,
    paragraph: u32,
    run: u32,
}

/// The open lists: name of the style.
type Open = Vec<String>;

impl<'a, 'i> Reader<'a, 'i> {
    fn learn(&mut self, holder: Node<'_, '_>) {
        self.lists.learn(holder);
        for style in holder.descendants().filter(|node| name(*node) == "style") {
            let (Some(id), Some(letters)) = (attribute(style, "name"), child(style, "text-properties")) else {
                continue;
            };
            let position = attribute(letters, "text-position").unwrap_or_default();
            let up = position.split_whitespace().next().unwrap_or_default();
            let raised =
                up == "super" || up.strip_suffix('%').and_then(|p| p.parse().ok()).is_some_and(|p: f64| p > 0.0);
            let hidden = attribute(letters, "display") == Some("none");
            self.styles.insert(id.to_owned(), Letters { raised, hidden });
        }
    }

    fn blocks(&mut self, holder: Node<'a, 'i>, open: &mut Open) {
        for node in holder.children() {
            match name(node) {
                "p" => self.paragraph(node, None, BlockKind::Paragraph),
                "h" => self.heading(node),
                "list" => self.list(node, open),
                "table" => self.table(node),
                "section" if attribute(node, "display") == Some("none") => {}
                "tracked-changes" | "forms" | "sequence-decls" | "annotation" => {}
                "frame" | "text-box" | "section" | "index-body" | "table-of-content" | "numbered-paragraph" => {
                    self.blocks(node, open);
                }
                _ => {}
            }
        }
    }

    fn heading(&mut self, node: Node<'a, 'i>) {
        let level = attribute(node, "outline-level").and_then(|level| level.parse::<usize>().ok()).unwrap_or(1);
        let number = self.lists.next(OUTLINE, level.saturating_sub(1), None);
        self.paragraph(node, number, BlockKind::Heading);
    }

    fn paragraph(&mut self, node: Node<'a, 'i>, number: Option<String>, kind: BlockKind) {
        self.open(node, number);
        self.builder.close(kind);
        for text_box in std::mem::take(&mut self.boxes) {
            self.blocks(text_box, &mut Vec::new());
        }
    }

    /// Counts a paragraph and writes it, without an end.
    fn open(&mut self, node: Node<'a, 'i>, number: Option<String>) {
        self.paragraph += 1;
        self.run = 0;
        if let Some(number) = number {
            self.push(&format!("{number} "), false);
        }
        let letters = attribute(node, "style-name").and_then(|style| self.styles.get(style)).copied();
        self.inline(node, Letters { raised: false, hidden: letters.unwrap_or_default().hidden });
    }

    fn list(&mut self, node: Node<'a, 'i>, open: &mut Open) {
        let style =
            attribute(node, "style-name").map(str::to_owned).or_else(|| open.last().cloned()).unwrap_or_default();
        if open.is_empty() {
            self.lists.begin(&style, node);
        }
        open.push(style.clone());
        let level = open.len() - 1;
        for item in node.children().filter(|node| matches!(name(*node), "list-item" | "list-header")) {
            let start = attribute(item, "start-value").and_then(|start| start.parse().ok());
            let mut number = true;
            for part in item.children() {
                match name(part) {
                    "p" | "h" if std::mem::take(&mut number) && name(item) == "list-item" => {
                        let number = self.lists.next(&style, level, start);
                        self.paragraph(part, number, BlockKind::Paragraph);
                    }
                    "p" | "h" => self.paragraph(part, None, BlockKind::Paragraph),
                    "list" => self.list(part, open),
                    _ => {}
                }
            }
        }
        open.pop();
    }

    fn inline(&mut self, holder: Node<'a, 'i>, letters: Letters) {
        if letters.hidden {
            return;
        }
        for node in holder.children() {
            if let Some(text) = node.text().filter(|_| node.is_text()) {
                self.run += 1;
                self.push(text, letters.raised);
                continue;
            }
            match name(node) {
                "span" => {
                    let style = attribute(node, "style-name").and_then(|style| self.styles.get(style)).copied();
                    let style = style.unwrap_or_default();
                    self.inline(node, Letters { raised: letters.raised || style.raised, hidden: style.hidden });
                }
                "s" => {
                    let count = attribute(node, "c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    self.push(&" ".repeat(count.min(SPACES)), letters.raised);
                }
                "tab" => self.push(" ", letters.raised),
                "line-break" => self.builder.line_break(),
                "note" => self.note(node),
                "annotation" | "tracked-changes" | "hidden-text" | "" => {}
                "text-box" => self.boxes.push(node),
                _ => self.inline(node, letters),
            }
        }
    }

    fn push(&mut self, text: &str, raised: bool) {
        let place = Place::Run { paragraph: self.paragraph, run: self.run.max(1) };
        self.builder.push(Run { text, raised, page: None, place });
    }

    fn note(&mut self, node: Node<'a, 'i>) {
        let mark = child(node, "note-citation").map(xml::text).unwrap_or_default();
        if let Some(body) = child(node, "note-body") {
            self.notes.push((mark.trim().to_owned(), self.builder.len(), body));
        }
    }

    /// A table: a row is a line with its cells, where each cell is one paragraph; else the cells are read one after another.
    fn table(&mut self, table: Node<'a, 'i>) {
        for row in table.children() {
            match name(row) {
                "table-row" => self.row(row),
                "table-header-rows" | "table-rows" | "table-row-group" => self.table(row),
                _ => {}
            }
        }
    }

    fn row(&mut self, row: Node<'a, 'i>) {
        let cells: Vec<Node<'a, 'i>> = row.children().filter(|node| name(*node) == "table-cell").collect();
        let has_words = |node: &Node<'a, 'i>| !xml::text(*node).trim().is_empty();
        let parts = |cell: &Node<'a, 'i>| cell.children().filter(|node| node.is_element() && has_words(node)).count();
        let nested = |cell: &Node<'a, 'i>| cell.children().any(|node| matches!(name(node), "table" | "list"));
        if cells.iter().any(|cell| parts(cell) > 1 || nested(cell)) {
            cells.iter().for_each(|cell| self.blocks(*cell, &mut Vec::new()));
            return;
        }
        for cell in cells {
            self.builder.cell_break();
            for paragraph in cell.children().filter(|node| matches!(name(*node), "p" | "h")) {
                self.open(paragraph, None);
            }
        }
        self.builder.close(BlockKind::Paragraph);
    }

    fn notes(&mut self) {
        for (mark, at, body) in std::mem::take(&mut self.notes) {
            for paragraph in body.children().filter(|node| name(*node) == "p") {
                let before = self.builder.len();
                self.paragraph(paragraph, None, BlockKind::Note);
                if self.builder.len() > before {
                    self.builder.note(mark.clone(), Some(at));
                }
            }
        }
    }
}
