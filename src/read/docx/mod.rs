//! Word files (Office Open XML): the paragraphs of the body with their automatic numbers, tables row by row, footnotes at the end.
//!
//! What was deleted with changes tracked, hidden text and the second form of what older programs cannot show are left out. Headers and
//! footers lie in parts of their own and are not read.

mod numbering;
mod styles;

use super::container::Parts;
use super::{ReadError, xml};
use crate::text::{BlockKind, Builder, Content, Field, Place, Run};
use numbering::Numbering;
use roxmltree::Node;
use std::collections::BTreeMap;
use styles::Styles;
use xml::{attribute, child, child_value, name};

const WHAT: &str = "a Word file";

/// The content of a Word file.
pub(super) fn read(bytes: &[u8]) -> Result<Content, ReadError> {
    let mut parts = Parts::open(bytes, WHAT)?;
    let body = parts.needed("word/document.xml")?;
    let numbering = parts.xml("word/numbering.xml")?;
    let styles = parts.xml("word/styles.xml")?;
    let notes = [parts.xml("word/footnotes.xml")?, parts.xml("word/endnotes.xml")?];
    let core = parts.xml("docProps/core.xml")?;

    let body = xml::parse(&body, WHAT)?;
    let mut reader = Reader {
        builder: Builder::default(),
        styles: styles
            .as_deref()
            .map(|text| xml::parse(text, WHAT))
            .transpose()?
            .map(|d| Styles::of(&d))
            .unwrap_or_default(),
        numbering: numbering
            .as_deref()
            .map(|text| xml::parse(text, WHAT))
            .transpose()?
            .map(|d| Numbering::of(&d))
            .unwrap_or_default(),
        cited: Vec::new(),
        paragraph: 0,
        run: 0,
        boxes: Vec::new(),
    };
    if let Some(core) = core {
        properties(&mut reader.builder, xml::parse(&core, WHAT)?.root_element());
    }
    if let Some(body) = child(body.root_element(), "body") {
        reader.blocks(body);
    }
    let notes: Vec<_> =
        notes.iter().map(|text| text.as_deref().map(|text| xml::parse(text, WHAT)).transpose()).collect();
    let mut trees = Vec::new();
    for tree in notes {
        trees.push(tree?);
    }
    reader.notes(&trees);
    let content = reader.builder.finish();
    if content.text.is_empty() { Err(ReadError::Empty) } else { Ok(content) }
}

fn properties(builder: &mut Builder, core: Node<'_, '_>) {
    let fields = [
        ("title", Field::Title),
        ("language", Field::Language),
        ("created", Field::Created),
        ("modified", Field::Modified),
    ];
    for (key, field) in fields {
        if let Some(node) = child(core, key) {
            builder.metadata().add(field, &xml::text(node));
        }
    }
}

struct Reader<'a, 'i> {
    builder: Builder,
    styles: Styles,
    numbering: Numbering,
    /// Notes cited: in which part, its id there, and the place.
    cited: Vec<(usize, String, usize)>,
    paragraph: u32,
    run: u32,
    /// Text boxes of the paragraph that is open: they are read after it.
    boxes: Vec<Node<'a, 'i>>,
}

impl<'a, 'i> Reader<'a, 'i> {
    /// Paragraphs and tables.
    fn blocks(&mut self, holder: Node<'a, 'i>) {
        for node in holder.children() {
            match name(node) {
                "p" => self.paragraph(node, None),
                "tbl" => self.table(node),
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(node),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, node: Node<'a, 'i>, kind: Option<BlockKind>) {
        let heading = self.open(node);
        self.inline(node, Letters::default());
        self.builder.close(kind.unwrap_or(if heading { BlockKind::Heading } else { BlockKind::Paragraph }));
        for text_box in std::mem::take(&mut self.boxes) {
            self.blocks(text_box);
        }
    }

    /// Counts a paragraph and writes its number; whether it is a heading.
    fn open(&mut self, node: Node<'a, 'i>) -> bool {
        self.paragraph += 1;
        self.run = 0;
        let properties = child(node, "pPr");
        let style = properties
            .and_then(|p| child_value(p, "pStyle", "val"))
            .or(self.styles.usual.as_deref())
            .map(str::to_owned);
        let list = self.list(properties, style.as_deref());
        if let Some(number) = list.and_then(|(list, level)| self.numbering.next(&list, level)) {
            self.push(&format!("{number} "), false);
        }
        self.styles.is_heading(style.as_deref())
    }

    /// The list of a paragraph: its own, or that of its style.
    fn list(&self, properties: Option<Node<'a, 'i>>, style: Option<&str>) -> Option<(String, usize)> {
        let by_style = || self.styles.list(style);
        let named = style.and_then(|style| self.numbering.by_style.get(style));
        let (list, level) = properties.and_then(styles::list).or_else(by_style)?;
        let level = level.or_else(|| named.map(|(_, level)| *level)).unwrap_or(0);
        // List 0 is none: it takes the number of the style away.
        (list != "0").then_some((list, level))
    }

    /// The runs of a paragraph, and what holds runs.
    fn inline(&mut self, holder: Node<'a, 'i>, letters: Letters) {
        for node in holder.children() {
            match name(node) {
                "r" => self.letters(node, letters),
                "del" | "moveFrom" | "pPr" | "Fallback" | "annotationRef" => {}
                "txbxContent" => self.boxes.push(node),
                "" => {}
                _ => self.inline(node, letters),
            }
        }
    }

    fn letters(&mut self, run: Node<'a, 'i>, mut letters: Letters) {
        self.run += 1;
        if let Some(properties) = child(run, "rPr") {
            let style = child_value(properties, "rStyle", "val");
            letters.raised = styles::raised(properties).unwrap_or_else(|| self.styles.raised(style));
            letters.hidden |= styles::hidden(properties).unwrap_or_else(|| self.styles.hidden(style));
        }
        if letters.hidden {
            return;
        }
        for node in run.children() {
            match name(node) {
                "t" => self.push(node.text().unwrap_or_default(), letters.raised),
                "tab" | "ptab" => self.push(" ", false),
                "br" | "cr" => self.builder.line_break(),
                "noBreakHyphen" => self.push("\u{2011}", letters.raised),
                "footnoteReference" => self.cite(0, node),
                "endnoteReference" => self.cite(1, node),
                "drawing" | "pict" | "AlternateContent" | "object" => self.inline(node, letters),
                _ => {}
            }
        }
    }

    fn push(&mut self, text: &str, raised: bool) {
        let place = Place::Run { paragraph: self.paragraph, run: self.run.max(1) };
        self.builder.push(Run { text, raised, page: None, place });
    }

    fn cite(&mut self, part: usize, node: Node<'a, 'i>) {
        if let Some(id) = attribute(node, "id") {
            self.cited.push((part, id.to_owned(), self.builder.len()));
        }
    }

    /// A table: a row is a line with its cells, where each cell is one paragraph; else the cells are read one after another.
    fn table(&mut self, table: Node<'a, 'i>) {
        for row in table.children().filter(|node| matches!(name(*node), "tr" | "sdt" | "ins")) {
            if name(row) != "tr" {
                self.table(child(row, "sdtContent").unwrap_or(row));
                continue;
            }
            let cells: Vec<Node<'a, 'i>> = row.children().filter(|node| name(*node) == "tc").collect();
            let paragraphs =
                |cell: &Node<'a, 'i>| cell.children().filter(|node| name(*node) == "p" && has_text(*node)).count();
            let nested = cells.iter().any(|cell| child(*cell, "tbl").is_some());
            if nested || cells.iter().any(|cell| paragraphs(cell) > 1) {
                cells.iter().for_each(|cell| self.blocks(*cell));
                continue;
            }
            for cell in cells {
                self.builder.cell_break();
                for paragraph in cell.children().filter(|node| name(*node) == "p") {
                    self.open(paragraph);
                    self.inline(paragraph, Letters::default());
                }
            }
            self.builder.close(BlockKind::Paragraph);
        }
    }

    /// The notes that are cited, in the order of the text.
    fn notes(&mut self, trees: &'a [Option<roxmltree::Document<'i>>]) {
        let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
        for (part, id, at) in std::mem::take(&mut self.cited) {
            let Some(Some(tree)) = trees.get(part) else { continue };
            let mut notes = tree.root_element().children();
            let Some(note) = notes.find(|note| attribute(*note, "id") == Some(id.as_str())) else { continue };
            let number = numbers.entry(part).and_modify(|number| *number += 1).or_insert(1);
            let mark = number.to_string();
            for paragraph in note.children().filter(|node| name(*node) == "p") {
                let before = self.builder.len();
                self.paragraph(paragraph, Some(BlockKind::Note));
                if self.builder.len() > before {
                    self.builder.note(mark.clone(), Some(at));
                }
            }
        }
    }
}

/// Whether a paragraph has words.
fn has_text(node: Node<'_, '_>) -> bool {
    node.descendants().any(|node| name(node) == "t" && node.text().is_some_and(|text| !text.trim().is_empty()))
}

/// What holds for letters.
#[derive(Clone, Copy, Debug, Default)]
struct Letters {
    raised: bool,
    hidden: bool,
}
