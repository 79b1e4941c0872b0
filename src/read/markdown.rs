//! Markdown with inline HTML: pulldown-cmark says where each piece of text stands in the file.

use crate::text::{Block, BlockKind, Piece, Span};
use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use std::ops::Range;

/// Whether a text that does not say so is Markdown: strong emphasis, a raised ordinal or a heading with hashes.
pub(super) fn looks_so(text: &str) -> bool {
    let heading = |line: &str| line.trim_start_matches('#').starts_with(' ') && line.starts_with('#');
    let strong = |line: &str| {
        let mut parts = line.split("**").skip(1);
        parts.next().is_some_and(|inner| !inner.starts_with(' ') && !inner.is_empty()) && parts.next().is_some()
    };
    text.contains("<sup>") || text.lines().any(|line| heading(line) || strong(line))
}

/// The blocks of a Markdown text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut builder =
        Builder { text, blocks: Vec::new(), pieces: Vec::new(), kind: BlockKind::Paragraph, raised: false };
    for (event, range) in Parser::new(text).into_offset_iter() {
        builder.event(&event, range);
    }
    builder.close();
    builder.blocks
}

struct Builder<'a> {
    text: &'a str,
    blocks: Vec<Block>,
    pieces: Vec<Piece>,
    kind: BlockKind,
    raised: bool,
}

impl Builder<'_> {
    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::Heading { .. }) => self.open(BlockKind::Heading),
            Event::Start(Tag::Item) => {
                self.open(BlockKind::Paragraph);
                self.marker(range);
            }
            Event::Start(Tag::Paragraph) if !self.is_marker_only() => self.open(BlockKind::Paragraph),
            Event::Start(Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::HtmlBlock | Tag::List(_)) => {
                self.open(BlockKind::Paragraph);
            }
            Event::End(
                TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::CodeBlock | TagEnd::HtmlBlock,
            ) => {
                self.close();
            }
            Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak => self.piece(range),
            Event::InlineHtml(tag) => self.tag(tag),
            _ => {}
        }
    }

    fn open(&mut self, kind: BlockKind) {
        self.close();
        self.kind = kind;
    }

    fn piece(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece { span: Span::new(range.start, range.end), raised: self.raised });
        }
    }

    fn tag(&mut self, tag: &str) {
        let name = tag.trim_matches(['<', '>', ' ']).to_ascii_lowercase();
        match name.as_str() {
            "sup" => self.raised = true,
            "/sup" => self.raised = false,
            _ => {}
        }
    }

    /// The number or bullet of a list item is text of the resolution.
    fn marker(&mut self, item: Range<usize>) {
        let length = self.text[item.clone()].find(char::is_whitespace).unwrap_or(0);
        self.piece(item.start..item.start + length);
    }

    fn is_marker_only(&self) -> bool {
        self.pieces.len() == 1
    }

    fn close(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        self.raised = false;
        let span = pieces.iter().map(|piece| piece.span).reduce(Span::to);
        if let Some(span) = span.filter(|span| !self.text[span.range()].trim().is_empty()) {
            self.blocks.push(Block { kind: self.kind, span, pieces });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visible(text: &str) -> Vec<String> {
        let join = |block: &Block| block.pieces.iter().map(|piece| &text[piece.span.range()]).collect::<String>();
        blocks(text).iter().map(join).collect()
    }

    #[test]
    fn mark_up_is_seen_through() {
        assert_eq!(
            visible("## TITRE\n\n**Objet :** sa 81<sup>ème</sup> session\n"),
            ["TITRE", "Objet : sa 81ème session"]
        );
    }

    #[test]
    fn items_keep_their_numbers() {
        assert_eq!(visible("1. Approves x;\n2. Notes y.\n"), ["1.Approves x;", "2.Notes y."]);
    }

    #[test]
    fn raised_text_is_marked() {
        let found = blocks("a<sup>b</sup>c");
        let raised: Vec<bool> = found[0].pieces.iter().map(|piece| piece.raised).collect();
        assert_eq!(raised, [false, true, false]);
    }
}
