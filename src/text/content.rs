//! What a reader makes of a file: the canonical text with its blocks, origins and notes, and what the container says of itself.
//!
//! [`Builder`] is how the readers of formats with mark-up make it: white space is one space as in HTML, blocks are parted by a blank
//! line, and no character of the text is without its origin. A content crosses the border between processes (documents that may
//! crash their reader are parsed in a process of their own), so all of it can be serialised.

use super::{Block, BlockKind, Note, Origin, Piece, Place, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a reader makes of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The canonical text.
    pub text: String,
    /// Its blocks in order.
    pub blocks: Vec<Block>,
    /// Where its runs come from, by span; empty when the text is the file itself.
    pub origins: Vec<Origin>,
    /// Its footnotes, in the order of the text.
    pub notes: Vec<Note>,
    /// What the container says of the document.
    pub metadata: Metadata,
    /// What a reader of the result should know, one line each.
    pub warnings: Vec<String>,
}

/// What a container says of its document, which may be wrong: templates keep the title of another document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metadata {
    /// The values by field, each once.
    pub fields: BTreeMap<Field, String>,
}

/// What containers say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// Title.
    Title,
    /// Language: a code as of BCP 47.
    Language,
    /// Day of the document: `YYYY-MM-DD`.
    Date,
    /// Symbol or number of the document.
    Symbol,
    /// When the file was made: a day, or day and time as in XML Schema.
    Created,
    /// When the file was last changed: a day, or day and time as in XML Schema.
    Modified,
}

impl Metadata {
    /// Keeps a value that says something; the first of a field stays.
    pub fn add(&mut self, field: Field, value: &str) {
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = match field {
            Field::Date => is_day(&value),
            Field::Created | Field::Modified => is_day(value.split('T').next().unwrap_or_default()),
            Field::Title | Field::Language | Field::Symbol => !value.is_empty(),
        };
        if fits {
            self.fields.entry(field).or_insert(value);
        }
    }

    /// The value of a field.
    #[must_use]
    pub fn get(&self, field: Field) -> Option<&str> {
        self.fields.get(&field).map(String::as_str)
    }
}

/// Whether a value is a day: `YYYY-MM-DD`.
fn is_day(value: &str) -> bool {
    let parts: Vec<&str> = value.split('-').collect();
    let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
    let within = |part: &str, most: u32| part.parse().is_ok_and(|n: u32| (1..=most).contains(&n));
    match parts.as_slice() {
        [year, month, day] => {
            digits(year, 4) && digits(month, 2) && digits(day, 2) && within(month, 12) && within(day, 31)
        }
        _ => false,
    }
}

/// What parts two blocks of a text.
const BETWEEN: &str = "\n\n";

/// Makes a [`Content`] run by run.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    content: Content,
    /// The pieces of the open block.
    pieces: Vec<Piece>,
    /// Whether white space was seen since the last character.
    space: bool,
}

/// A run of text as a file has it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Run<'a> {
    pub(crate) text: &'a str,
    pub(crate) raised: bool,
    pub(crate) page: Option<u32>,
    pub(crate) place: Place,
}

impl Builder {
    /// Whether the open block has no character yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Bytes of the canonical text so far.
    pub(crate) fn len(&self) -> usize {
        self.content.text.len()
    }

    /// What the container says, to be added to.
    pub(crate) fn metadata(&mut self) -> &mut Metadata {
        &mut self.content.metadata
    }

    /// Adds a footnote whose block was closed just before.
    pub(crate) fn note(&mut self, mark: String, cited: Option<usize>) {
        if let Some(block) = self.content.blocks.last() {
            let cited = cited.and_then(|at| u32::try_from(at).ok());
            self.content.notes.push(Note { mark, cited, span: block.span });
        }
    }

    /// Appends a run; white space in it is one space.
    pub(crate) fn push(&mut self, run: Run<'_>) {
        let start = self.content.text.len();
        let mut first = None;
        for c in run.text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space = true;
                continue;
            }
            // A soft hyphen is a wish about line ends.
            if c == '\u{ad}' {
                continue;
            }
            let broken = self.content.text.ends_with(['\n', '\t']);
            if std::mem::take(&mut self.space) && !self.pieces.is_empty() && !broken {
                self.character(' ', false);
            }
            self.character(c, run.raised);
            first.get_or_insert(self.content.text.len() - c.len_utf8());
        }
        let end = self.content.text.len();
        if let Some(first) = first.filter(|first| start <= *first) {
            let span = Span::new(first, end);
            self.content.origins.push(Origin { span, page: run.page, place: run.place });
        }
    }

    /// Ends the line within the block.
    pub(crate) fn line_break(&mut self) {
        self.space = false;
        if !self.pieces.is_empty() {
            self.character('\n', false);
        }
    }

    /// Parts two cells of a row.
    pub(crate) fn cell_break(&mut self) {
        self.space = false;
        if !self.pieces.is_empty() {
            self.character('\t', false);
        }
    }

    fn character(&mut self, c: char, raised: bool) {
        let start = self.content.text.len();
        if self.pieces.is_empty() && start > 0 {
            self.content.text.push_str(BETWEEN);
        }
        let start = if self.pieces.is_empty() { self.content.text.len() } else { start };
        self.content.text.push(c);
        let end = self.content.text.len();
        // White space is nobody's: it goes with what stands before it.
        let same = |piece: &&mut Piece| piece.raised == raised || c.is_whitespace();
        match self.pieces.last_mut().filter(same) {
            Some(last) => last.span = last.span.to(Span::new(start, end)),
            None => self.pieces.push(Piece { span: Span::new(start, end), raised }),
        }
    }

    /// Ends the block, if it has words.
    pub(crate) fn close(&mut self, kind: BlockKind) {
        self.space = false;
        let mut pieces = std::mem::take(&mut self.pieces);
        let Some(start) = pieces.first().map(|piece| piece.span.start as usize) else { return };
        // A break at the end parts nothing, and a block of no-break spaces is none.
        let kept = start + self.content.text[start..].trim_end().len();
        self.cut(if kept == start { start.saturating_sub(BETWEEN.len()) } else { kept });
        let end = u32::try_from(kept).unwrap_or(u32::MAX);
        pieces.retain(|piece| piece.span.start < end);
        if let Some(last) = pieces.last_mut() {
            last.span.end = end;
        }
        if let Some(span) = pieces.iter().map(|piece| piece.span).reduce(Span::to) {
            self.content.blocks.push(Block { kind, span, pieces });
        }
    }

    /// Cuts the text, and what is known of it, off at a byte.
    fn cut(&mut self, at: usize) {
        self.content.text.truncate(at);
        let end = u32::try_from(at).unwrap_or(u32::MAX);
        while self.content.origins.last().is_some_and(|origin| origin.span.start >= end) {
            self.content.origins.pop();
        }
        if let Some(last) = self.content.origins.last_mut() {
            last.span.end = last.span.end.min(end);
        }
    }

    /// The content, its last block closed as a paragraph.
    pub(crate) fn finish(mut self) -> Content {
        self.close(BlockKind::Paragraph);
        if !self.content.text.is_empty() {
            self.content.text.push('\n');
        }
        self.content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(text: &str, raised: bool) -> Run<'_> {
        Run { text, raised, page: Some(1), place: Place::Bytes { start: 0, end: 1 } }
    }

    #[test]
    fn white_space_is_one_space_and_blocks_are_parted_by_a_blank_line() {
        let mut builder = Builder::default();
        builder.push(run("  The \n", false));
        builder.push(run("Council,", false));
        builder.close(BlockKind::Heading);
        builder.push(run("81", false));
        builder.push(run("st", true));
        builder.push(run(" session ", false));
        builder.line_break();
        builder.close(BlockKind::Paragraph);
        let content = builder.finish();
        assert_eq!(content.text, "The Council,\n\n81st session\n");
        let raised: Vec<(&str, bool)> =
            content.blocks[1].pieces.iter().map(|piece| (&content.text[piece.span.range()], piece.raised)).collect();
        assert_eq!(raised, [("81", false), ("st ", true), ("session", false)]);
        let origins: Vec<&str> = content.origins.iter().map(|origin| &content.text[origin.span.range()]).collect();
        assert_eq!(origins, ["The", "Council,", "81", "st", "session"]);
    }

    #[test]
    fn a_block_of_no_break_spaces_is_none() {
        let mut builder = Builder::default();
        for text in ["a", "\u{a0}", "b\u{a0}", "\u{a0}\u{2003}"] {
            builder.push(run(text, false));
            builder.close(BlockKind::Paragraph);
        }
        let content = builder.finish();
        assert_eq!(content.text, "a\n\nb\n");
        let blocks: Vec<&str> = content.blocks.iter().map(|block| &content.text[block.span.range()]).collect();
        assert_eq!(blocks, ["a", "b"]);
        assert!(content.origins.iter().all(|origin| origin.span.end as usize <= content.text.len()));
    }

    #[test]
    fn days_are_days() {
        let mut metadata = Metadata::default();
        metadata.add(Field::Date, "2012-13-01");
        metadata.add(Field::Created, "2012-11-05T10:00:00Z");
        metadata.add(Field::Title, "  ");
        assert_eq!(metadata.fields.len(), 1);
    }
}
