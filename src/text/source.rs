//! One file: its bytes' hash, its canonical text, and the blocks a reader saw in it.
//!
//! The canonical text of plain text and Markdown is the file itself, decoded, without a byte-order mark. Mark-up stays in it, so that
//! a span points into the file as it is; the [`Piece`]s of a [`Block`] say which parts of it are words. That of other formats is made by
//! their readers, with the way back kept as [`Origin`]s. A file that holds several resolutions gives one source each: a
//! [part](Source::part) of the file's own, whose spans leave the program as spans of the whole.

use super::{Content, Metadata, Note, Origin, Span};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::{Arc, OnceLock};

/// The formats that readers know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text: paragraphs between blank lines.
    Text,
    /// Markdown with inline HTML.
    Markdown,
    /// HTML and XHTML.
    Html,
    /// PDF with a text layer.
    Pdf,
    /// Word (Office Open XML).
    Docx,
    /// `OpenDocument` text.
    Odt,
    /// Akoma Ntoso, AKN4UN among it.
    Akn,
}

/// A stretch of the text that a reader kept together: a paragraph, a heading, a list item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What the mark-up says it is.
    pub kind: BlockKind,
    /// From its first to its last visible byte.
    pub span: Span,
    /// The visible parts, in order; what lies between them is mark-up.
    pub pieces: Vec<Piece>,
}

/// What the mark-up says of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A heading of the format's own.
    Heading,
    /// Anything else.
    Paragraph,
    /// A footnote.
    Note,
    /// A part of a resolution, in formats that mark them.
    Part(Part),
}

/// A part of a resolution that the mark-up itself tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Part {
    /// Above the text.
    Heading,
    /// Who enacts.
    Formula,
    /// A preambular paragraph.
    Recital,
    /// An operative paragraph, its number at its beginning.
    Operative,
    /// Belongs to the clause before.
    Item,
    /// After the text.
    Closing,
}

/// A visible part of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Its place in the canonical text.
    pub span: Span,
    /// Raised above the line (`<sup>`): an ordinal's ending or a footnote mark.
    pub raised: bool,
}

/// The canonical text of one file, with what is needed to cite it.
#[derive(Clone, Debug)]
pub struct Source {
    /// Path relative to the input root, with `/`.
    pub path: String,
    /// The canonical text.
    pub text: String,
    /// SHA-256 of the file's bytes, in hexadecimal.
    pub bytes_sha256: String,
    /// SHA-256 of the canonical text as UTF-8, in hexadecimal.
    pub text_sha256: String,
    /// The format it was read as.
    pub format: Format,
    /// Its blocks in order.
    pub blocks: Vec<Block>,
    /// Where its runs come from, by span; empty when the text is the file itself.
    pub origins: Vec<Origin>,
    /// Its footnotes.
    pub notes: Vec<Note>,
    /// What the container says of the document.
    pub metadata: Metadata,
    /// What the reader had to say.
    pub warnings: Vec<String>,
    /// Number of this part of the file, from 1; none when the file holds one document.
    pub part: Option<u32>,
    /// Code points of the file's text before this part.
    before: u32,
    /// The text of the whole file, once a part has been cut out of it.
    whole: OnceLock<Arc<str>>,
    /// Number of code points before each 256-byte step of the text.
    steps: Vec<u32>,
}

const STEP: usize = 256;

impl Source {
    /// A source made of a file's bytes and what a reader made of them.
    #[must_use]
    pub fn new(path: String, bytes: &[u8], text: String, format: Format, blocks: Vec<Block>) -> Self {
        Self::of(path, bytes, format, Content { text, blocks, ..Content::default() })
    }

    /// A source made of a file's bytes and the content that its reader made of them.
    #[must_use]
    pub fn of(path: String, bytes: &[u8], format: Format, content: Content) -> Self {
        let Content { text, blocks, origins, notes, metadata, warnings } = content;
        let bytes_sha256 = hex(&Sha256::digest(bytes));
        let text_sha256 =
            if bytes == text.as_bytes() { bytes_sha256.clone() } else { hex(&Sha256::digest(text.as_bytes())) };
        let steps = count_steps(&text);
        Self {
            path,
            text,
            bytes_sha256,
            text_sha256,
            format,
            blocks,
            origins,
            notes,
            metadata,
            warnings,
            part: None,
            before: 0,
            whole: OnceLock::new(),
            steps,
        }
    }

    /// A stretch of the text as a source of its own, with the number of the part (from 1). Its hashes stay those of the whole file.
    ///
    /// # Panics
    /// When the span is not one of this text's.
    #[must_use]
    pub fn part(&self, whole: Span, number: u32) -> Self {
        let cut = |span: Span| {
            let (start, end) = (span.start.max(whole.start), span.end.min(whole.end));
            (start < end).then(|| Span { start: start - whole.start, end: end - whole.start })
        };
        let own = |block: &Block| {
            let piece = |piece: &Piece| Some(Piece { span: cut(piece.span)?, raised: piece.raised });
            let pieces = block.pieces.iter().filter_map(piece).collect();
            Some(Block { kind: block.kind, span: cut(block.span)?, pieces })
        };
        let origin = |origin: &Origin| Some(Origin { span: cut(origin.span)?, page: origin.page, place: origin.place });
        let cited = |note: &&Note| note.cited.is_some_and(|at| whole.start <= at && at <= whole.end);
        let notes = self.notes.iter().filter(|note| cited(note) && whole.holds(note.span));
        let text = self.quote(whole).to_owned();
        let steps = count_steps(&text);
        Self {
            path: self.path.clone(),
            text,
            bytes_sha256: self.bytes_sha256.clone(),
            text_sha256: self.text_sha256.clone(),
            format: self.format,
            blocks: self.blocks.iter().filter_map(own).collect(),
            origins: self.origins.iter().filter_map(origin).collect(),
            notes: notes.map(|note| note.moved(whole.start)).collect(),
            metadata: self.metadata.clone(),
            warnings: self.warnings.clone(),
            part: Some(number),
            before: self.before + self.code_point(whole.start),
            whole: OnceLock::from(Arc::clone(self.whole.get_or_init(|| Arc::from(self.text.as_str())))),
            steps,
        }
    }

    /// The canonical text of the whole file, of which this may be a part: what spans in the graph point into.
    #[must_use]
    pub fn whole_text(&self) -> &str {
        self.whole.get().map_or(self.text.as_str(), |whole| whole)
    }

    /// The path, and the number of the part when the file holds several documents: what tells a document from every other.
    #[must_use]
    pub fn key(&self) -> String {
        self.part.map_or_else(|| self.path.clone(), |part| format!("{}/part-{part}", self.path))
    }

    /// The page on which a span begins, from 1, when the format has pages.
    #[must_use]
    pub fn page(&self, span: Span) -> Option<u32> {
        self.origins_of(span).find_map(|origin| origin.page)
    }

    /// Where the words of a span come from, in order; none when the text is the file itself.
    pub fn origins_of(&self, span: Span) -> impl Iterator<Item = &Origin> {
        let first = self.origins.partition_point(|origin| origin.span.end <= span.start);
        self.origins[first..].iter().take_while(move |origin| origin.span.start < span.end)
    }

    /// The words at a span.
    ///
    /// # Panics
    /// When the span is not one of this text's.
    #[must_use]
    pub fn quote(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The words at a span without mark-up and line breaks: for names and contents, where the exact quote would be noise.
    #[must_use]
    pub fn visible(&self, span: Span) -> String {
        let first = self.blocks.partition_point(|block| block.span.end <= span.start);
        let blocks = self.blocks[first..].iter().take_while(|block| block.span.start < span.end);
        let pieces =
            blocks.flat_map(|block| &block.pieces).filter(|p| p.span.start < span.end && span.start < p.span.end);
        let mut out = String::new();
        let mut last = None;
        for piece in pieces {
            let cut = Span { start: piece.span.start.max(span.start), end: piece.span.end.min(span.end) };
            let gap = last.map_or("", |end: u32| self.quote(Span { start: end, end: cut.start }));
            if gap.contains(char::is_whitespace) {
                out.push(' ');
            }
            out.push_str(self.quote(cut));
            last = Some(cut.end);
        }
        if last.is_none() {
            out.push_str(self.quote(span));
        }
        unbroken(out)
    }

    /// A span in **code points** (0-based, half-open) of the file's canonical text, as Web Annotation counts.
    #[must_use]
    pub fn code_points(&self, span: Span) -> (u32, u32) {
        (self.before + self.code_point(span.start), self.before + self.code_point(span.end))
    }

    fn code_point(&self, byte: u32) -> u32 {
        let byte = byte as usize;
        let step = byte / STEP;
        let from = step * STEP;
        let rest = &self.text.as_bytes()[from..byte];
        self.steps[step] + starts(rest)
    }

    /// The span between two **code points** (0-based, half-open) of the file's canonical text; none when they lie outside of this one.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let before = self.before as usize;
        let (start, end) = (start.checked_sub(before)?, end.checked_sub(before)?);
        let (start, end) = (self.byte(start)?, self.byte(end)?);
        (start <= end).then(|| Span::new(start, end))
    }

    /// The byte at which a code point begins, or the text ends.
    fn byte(&self, code_point: usize) -> Option<usize> {
        let wanted = u32::try_from(code_point).ok()?;
        let step = self.steps.partition_point(|before| *before <= wanted).checked_sub(1)?;
        let (mut byte, mut left) = ((step * STEP).min(self.text.len()), wanted - self.steps[step]);
        // A step may begin inside a character, whose first byte stood in the step before.
        byte += self.text.as_bytes()[byte..].iter().take_while(|b| starts(&[**b]) == 0).count();
        for character in self.text[byte..].chars() {
            if left == 0 {
                break;
            }
            (byte, left) = (byte + character.len_utf8(), left - 1);
        }
        (left == 0).then_some(byte)
    }

    /// Line and column of a byte, both 1-based, the column in code points.
    #[must_use]
    pub fn line_column(&self, byte: u32) -> (usize, usize) {
        let before = &self.text.as_bytes()[..byte as usize];
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        (line, starts(&before[start..]) as usize + 1)
    }
}

/// The text in one line with single spaces; a word parted by a hyphen at the end of a line is whole again.
fn unbroken(text: String) -> String {
    let is_other_space = |c: char| c != ' ' && c.is_whitespace();
    if text.trim().len() == text.len() && !text.contains("  ") && !text.contains(is_other_space) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        let parted = out.strip_suffix('-').filter(|before| !before.is_empty() && !before.ends_with(' ')).map(str::len);
        match (parted, line.chars().next()) {
            (_, None) => continue,
            (Some(length), Some(first)) if first.is_lowercase() => out.truncate(length),
            (Some(_), Some(first)) if first.is_alphanumeric() => {}
            _ if out.is_empty() => {}
            _ => out.push(' '),
        }
        out.push_str(&line);
    }
    out
}

/// How many characters start among these bytes of UTF-8.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|b| u32::from((*b & 0xC0) != 0x80)).sum()
}

fn count_steps(text: &str) -> Vec<u32> {
    let mut total = 0;
    let mut steps = vec![0];
    for chunk in text.as_bytes().chunks(STEP) {
        total += starts(chunk);
        steps.push(total);
    }
    steps
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |n: u8| char::from(DIGITS[usize::from(n & 15)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_count_characters_not_bytes() {
        let text = "é".repeat(300) + "a";
        let source = Source::new("x.txt".into(), text.as_bytes(), text.clone(), Format::Text, Vec::new());
        assert_eq!(source.code_points(Span::new(0, 2)), (0, 1));
        assert_eq!(source.code_points(Span::new(598, 601)), (299, 301));
    }

    #[test]
    fn a_span_in_code_points_comes_back_as_bytes() {
        let text = "aé€".repeat(300);
        let source = Source::new("x.txt".into(), text.as_bytes(), text.clone(), Format::Text, Vec::new());
        for (start, end) in [(0, 0), (0, 1), (1, 2), (85, 86), (254, 259), (511, 700), (899, 900), (900, 900)] {
            let span = source.span(start, end).unwrap();
            assert_eq!(source.code_points(span), (u32::try_from(start).unwrap(), u32::try_from(end).unwrap()));
        }
        assert_eq!(source.span(0, 901), None);
        assert_eq!(source.span(3, 2), None);
    }

    #[test]
    fn lines_and_columns_start_at_one() {
        let text = "ab\nécd";
        let source = Source::new("x.txt".into(), text.as_bytes(), text.into(), Format::Text, Vec::new());
        assert_eq!(source.line_column(0), (1, 1));
        assert_eq!(source.line_column(5), (2, 2));
    }

    #[test]
    fn hyphens_of_line_ends_are_not_visible() {
        assert_eq!(
            unbroken("the Telecom-\n munication\n\nUnion -\nICPO-\nINTERPOL".into()),
            "the Telecommunication Union - ICPO-INTERPOL"
        );
    }

    #[test]
    fn mark_up_and_line_breaks_are_not_visible() {
        let text = "81<sup>st</sup>\n  session";
        let piece = |start, end| Piece { span: Span::new(start, end), raised: false };
        let block = Block {
            kind: BlockKind::Paragraph,
            span: Span::new(0, text.len()),
            pieces: vec![piece(0, 2), piece(7, 9), piece(18, text.len())],
        };
        let source = Source::new("x.md".into(), text.as_bytes(), text.into(), Format::Markdown, vec![block]);
        assert_eq!(source.visible(Span::new(0, text.len())), "81st session");
    }
}
