//! Akoma Ntoso, AKN4UN among it: the mark-up says what is a recital and what an operative paragraph, and is believed.
//!
//! A numbered container of the body with words of its own is a clause; what is nested in it belongs to it. A file that marks no clause (its
//! body is plain paragraphs) is read like any other text. Notes are taken out of the text where they stand, what is deleted is left out.

use super::encoding::{self, Places};
use super::{ReadError, html, xml};
use crate::text::{BlockKind, Builder, Content, Field, Part, Place, Run};
use roxmltree::Node;
use xml::{attribute, child, name};

const WHAT: &str = "an Akoma Ntoso file";

/// The content of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Content, ReadError> {
    let decoded = encoding::decode(bytes, html::declared(&bytes[..bytes.len().min(256)]))?;
    let tree = xml::parse(&decoded.text, WHAT)?;
    let root = tree.root_element();
    let marked = root.descendants().any(|node| name(node) == "recital" || is_clause(node));
    let mut reader = Reader { builder: Builder::default(), places: decoded.places(), notes: Vec::new(), marked };
    if let Some(meta) = root.descendants().find(|node| name(*node) == "meta") {
        metadata(&mut reader.builder, meta);
    }
    reader.blocks(root, Part::Heading);
    reader.notes();
    let content = reader.builder.finish();
    if content.text.is_empty() { Err(ReadError::Empty) } else { Ok(content) }
}

fn metadata(builder: &mut Builder, meta: Node<'_, '_>) {
    let of = |level: &str, wanted: &str, value: &str| {
        let level = meta.descendants().find(|node| name(*node) == level)?;
        let node = level.children().find(|node| name(*node) == wanted)?;
        attribute(node, value).map(str::to_owned)
    };
    let fields = [
        (Field::Date, of("FRBRWork", "FRBRdate", "date")),
        (Field::Symbol, of("FRBRWork", "FRBRnumber", "value")),
        (Field::Created, of("FRBRManifestation", "FRBRdate", "date")),
        (Field::Language, of("FRBRExpression", "FRBRlanguage", "language")),
    ];
    for (field, value) in fields {
        builder.metadata().add(field, &value.unwrap_or_default());
    }
}

/// Whether an element is a container of the body with words of its own: a clause, or a part of one.
fn is_clause(node: Node<'_, '_>) -> bool {
    let container = matches!(
        name(node),
        "paragraph"
            | "article"
            | "clause"
            | "section"
            | "rule"
            | "hcontainer"
            | "level"
            | "subparagraph"
            | "point"
            | "item"
            | "indent"
            | "alinea"
            | "proviso"
            | "subsection"
            | "subclause"
            | "subrule"
            | "division"
            | "part"
            | "chapter"
            | "title"
            | "tblock"
    );
    container && node.children().any(|child| matches!(name(child), "content" | "intro"))
}

struct Reader<'a, 'i, 't> {
    builder: Builder,
    places: Places<'t>,
    /// Mark, place and element of each note.
    notes: Vec<(String, usize, Node<'a, 'i>)>,
    /// Whether the file marks its clauses.
    marked: bool,
}

impl<'a, 'i> Reader<'a, 'i, '_> {
    fn kind(&self, part: Part) -> BlockKind {
        if self.marked { BlockKind::Part(part) } else { BlockKind::Paragraph }
    }

    /// The blocks below an element that stands in a part of the resolution.
    fn blocks(&mut self, holder: Node<'a, 'i>, part: Part) {
        for node in holder.children() {
            match name(node) {
                "" | "meta" | "authorialNote" => {}
                "preface" | "coverPage" | "longTitle" => self.blocks(node, Part::Heading),
                "formula" => self.block(node, Part::Formula),
                "recital" => self.words_of(node, Part::Recital),
                "conclusions" | "attachments" | "components" | "annex" | "doc"
                    if part != Part::Heading || is_below(node) =>
                {
                    self.blocks(node, Part::Closing);
                }
                "heading" | "subheading" | "crossHeading" | "num" => self.block(node, Part::Heading),
                "tr" => self.row(node, part),
                "p" | "docTitle" | "block" | "li" | "span" => self.block(node, part),
                _ if is_clause(node) && part != Part::Closing => self.clause(node),
                _ => self.blocks(node, part),
            }
        }
    }

    /// A clause: its number and first words are one block, what follows in it belongs to it.
    fn clause(&mut self, node: Node<'a, 'i>) {
        self.words_of(node, Part::Operative);
    }

    /// All words of an element: the first paragraph is of the part, with the number before it; the others belong to it.
    fn words_of(&mut self, node: Node<'a, 'i>, part: Part) {
        let mut first = true;
        self.nested(node, part, &mut first);
    }

    fn nested(&mut self, node: Node<'a, 'i>, part: Part, first: &mut bool) {
        for inner in node.children() {
            match name(inner) {
                "heading" | "subheading" | "crossHeading" => self.block(inner, Part::Heading),
                "num" => {
                    self.inline(inner, false);
                    self.space(inner);
                }
                "" | "authorialNote" => {}
                "p" | "block" | "tr" | "listIntroduction" | "listWrapUp" | "wrapUp" if name(inner) != "wrapUp" => {
                    let kind = if std::mem::take(first) { part } else { Part::Item };
                    match name(inner) {
                        "tr" => self.row(inner, kind),
                        _ => self.block(inner, kind),
                    }
                }
                _ => self.nested(inner, part, first),
            }
        }
    }

    fn block(&mut self, node: Node<'a, 'i>, part: Part) {
        self.inline(node, false);
        let kind = self.kind(part);
        self.builder.close(kind);
    }

    fn row(&mut self, row: Node<'a, 'i>, part: Part) {
        for cell in row.children().filter(Node::is_element) {
            self.builder.cell_break();
            self.inline(cell, false);
        }
        let kind = self.kind(part);
        self.builder.close(kind);
    }

    fn inline(&mut self, holder: Node<'a, 'i>, raised: bool) {
        for node in holder.children() {
            if node.is_text() {
                self.push(node, node.text().unwrap_or_default(), raised);
                continue;
            }
            match name(node) {
                "authorialNote" => {
                    let mark = attribute(node, "marker").unwrap_or_default().to_owned();
                    self.notes.push((mark, self.builder.len(), node));
                }
                "noteRef" | "del" | "" => {}
                "sup" => self.inline(node, true),
                "eol" | "br" => self.builder.line_break(),
                _ => self.inline(node, raised),
            }
        }
    }

    /// A space between a number and its words.
    fn space(&mut self, node: Node<'a, 'i>) {
        self.push(node, " ", false);
    }

    fn push(&mut self, node: Node<'a, 'i>, text: &str, raised: bool) {
        let range = node.range();
        let place = Place::Bytes { start: self.places.at(range.start), end: self.places.at(range.end) };
        self.builder.push(Run { text, raised, page: None, place });
    }

    fn notes(&mut self) {
        for (mark, at, node) in std::mem::take(&mut self.notes) {
            for paragraph in node.children().filter(|inner| child(node, "p").is_none() || name(*inner) == "p") {
                match paragraph.is_text() {
                    true => self.push(paragraph, paragraph.text().unwrap_or_default(), false),
                    false => self.inline(paragraph, false),
                }
                if !self.builder.is_empty() {
                    self.builder.close(BlockKind::Note);
                    self.builder.note(mark.clone(), Some(at));
                }
            }
        }
    }
}

/// Whether an element lies within an attachment.
fn is_below(node: Node<'_, '_>) -> bool {
    matches!(name(node), "conclusions" | "attachments" | "components" | "annex")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><statement name="resolution">
<meta><identification source="x"><FRBRWork><FRBRdate date="2020-01-02" name="x"/><FRBRnumber value="7/1"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="fra"/></FRBRExpression></identification></meta>
<preface><p><docTitle>Ports</docTitle></p></preface>
<preamble><formula name="f"><p>The Council,</p></formula>
<recitals><recital><p>Recalling its 2<sup>nd</sup> session<authorialNote marker="1"><p>See x.</p></authorialNote>,</p></recital></recitals></preamble>
<mainBody><paragraph><num>1.</num><intro><p>Requests States:</p></intro><list><point><num>(a)</num><content><p>to act;</p></content></point></list></paragraph></mainBody>
<conclusions><p>Adopted</p></conclusions></statement></akomaNtoso>"#;

    #[test]
    fn the_mark_up_is_believed() {
        let content = read(FILE.as_bytes()).unwrap();
        let told: Vec<(BlockKind, &str)> =
            content.blocks.iter().map(|block| (block.kind, &content.text[block.span.range()])).collect();
        let part = BlockKind::Part;
        assert_eq!(
            told,
            [
                (part(Part::Heading), "Ports"),
                (part(Part::Formula), "The Council,"),
                (part(Part::Recital), "Recalling its 2nd session,"),
                (part(Part::Operative), "1. Requests States:"),
                (part(Part::Item), "(a) to act;"),
                (part(Part::Closing), "Adopted"),
                (BlockKind::Note, "See x."),
            ]
        );
        assert_eq!(content.metadata.get(Field::Language), Some("fra"), "as the file says it");
        assert_eq!(content.notes[0].cited, Some(46));
    }

    #[test]
    fn what_a_definition_could_bring_in_is_refused() {
        let hostile = FILE.replace("<akoma", "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><akoma");
        assert!(read(hostile.as_bytes()).unwrap_err().to_string().contains("document type definition"));
        let deep = format!("<akomaNtoso>{}</akomaNtoso>", "<p>".repeat(100_000));
        assert!(matches!(read(deep.as_bytes()), Err(ReadError::Limit { .. })));
    }
}
