//! Plain text: blocks between blank lines. What a line is within a block is left to the parser, which knows how clauses begin.

use crate::text::{Block, BlockKind, Piece, Span};

/// The blocks of a plain text.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let visible = line.trim();
        if visible.is_empty() {
            blocks.extend(open.take().map(block));
        } else {
            let start = at + (line.len() - line.trim_start().len());
            let end = start + visible.len();
            open = Some((open.map_or(start, |(from, _)| from), end));
        }
        at += line.len();
    }
    blocks.extend(open.map(block));
    blocks
}

fn block((start, end): (usize, usize)) -> Block {
    let span = Span::new(start, end);
    Block { kind: BlockKind::Paragraph, span, pieces: vec![Piece { span, raised: false }] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_part_blocks() {
        let text = "a\n b\n \n\r\nc";
        let spans: Vec<_> = blocks(text).iter().map(|b| &text[b.span.range()]).collect();
        assert_eq!(spans, ["a\n b", "c"]);
    }
}
