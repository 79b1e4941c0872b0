//! Words, numbers and punctuation, cut out of the visible pieces of a source.
//!
//! A token is what patterns match: a word with its number in the [`Lexicon`], digits, or one sign of punctuation. What
//! typography adds is seen through here, once for all later stages: mark-up between letters (`81<sup>ème</sup>`), hyphens
//! inside names (Secretary-General), hyphens at line ends, dots of acronyms (O.I.P.C.), curly apostrophes. An elided article
//! (`l'`) is a token of its own; which words elide is data.

use super::fold::fold_char;
use super::{Lexicon, Source, Span, WordId};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits.
    Number,
    /// One sign, folded: `'-'` stands for every free-standing dash, `'"'` for every quotation mark.
    Sign(char),
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// all small
    Lower,
    /// First letter large
    Capital,
    /// ALL LARGE, two letters or more
    Upper,
}

/// One word, number or sign.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Its place, from its first to its last letter.
    pub span: Span,
    /// Its number; [`WordId::UNKNOWN`] for digits and for what is in no data file.
    pub word: WordId,
    /// What it is.
    pub kind: TokenKind,
    /// How it is written.
    pub case: Case,
    /// Whether white space or a break stands before it.
    pub spaced: bool,
    /// Whether it begins a line.
    pub line_start: bool,
    /// Whether it stands above the line.
    pub raised: bool,
    /// Index of its block.
    pub block: u32,
}

impl Token {
    /// Whether it is this sign.
    #[must_use]
    pub fn is(&self, sign: char) -> bool {
        self.kind == TokenKind::Sign(sign)
    }

    /// Whether it is a word that begins with a large letter.
    #[must_use]
    pub fn is_name_like(&self) -> bool {
        self.kind == TokenKind::Word && self.case != Case::Lower
    }
}

/// The tokens of a source, in order.
#[derive(Debug, Default)]
pub struct Tokens {
    /// All of them.
    pub list: Vec<Token>,
}

impl Tokens {
    /// Cuts a source into tokens.
    #[must_use]
    pub fn of(source: &Source, lexicon: &Lexicon) -> Self {
        let mut cutter =
            Cutter { source, lexicon, list: Vec::with_capacity(source.text.len() / 5), folded: String::new() };
        for (index, block) in source.blocks.iter().enumerate() {
            cutter.block(u32::try_from(index).unwrap_or(u32::MAX), block);
        }
        Self { list: cutter.list }
    }

    /// The span of the tokens from `start` to before `end`.
    ///
    /// # Panics
    /// When the range is empty or out of bounds.
    #[must_use]
    pub fn span(&self, start: usize, end: usize) -> Span {
        self.list[start].span.to(self.list[end - 1].span)
    }

    /// The first token that begins at or after a byte.
    #[must_use]
    pub fn at(&self, byte: u32) -> usize {
        self.list.partition_point(|token| token.span.start < byte)
    }
}

impl std::ops::Index<usize> for Tokens {
    type Output = Token;

    fn index(&self, index: usize) -> &Token {
        &self.list[index]
    }
}

/// The visible characters of a block, with what lies between them.
struct Visible {
    chars: Vec<(usize, char, bool)>,
}

impl Visible {
    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c, _)| *c)
    }

    /// Byte after the character at `at`.
    fn end(&self, at: usize) -> usize {
        let (start, c, _) = self.chars[at];
        start + c.len_utf8()
    }
}

struct Cutter<'a> {
    source: &'a Source,
    lexicon: &'a Lexicon,
    list: Vec<Token>,
    folded: String,
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) || c == '\u{00ad}'
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '´')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–')
}

impl Cutter<'_> {
    fn block(&mut self, index: u32, block: &super::Block) {
        let text = self.source.text.as_str();
        let chars = block.pieces.iter().flat_map(|piece| {
            let from = piece.span.start as usize;
            text[piece.span.range()].char_indices().map(move |(at, c)| (from + at, c, piece.raised))
        });
        let visible = Visible { chars: chars.collect() };
        let mut at = 0;
        let (mut spaced, mut line_start) = (true, true);
        while let Some(c) = visible.char(at) {
            if c.is_whitespace() {
                spaced = true;
                line_start |= c == '\n';
                at += 1;
                continue;
            }
            let before = self.list.len();
            let next = self.token(&visible, at, index);
            if let Some(token) = self.list.get_mut(before) {
                token.spaced = spaced;
                token.line_start = line_start;
                (spaced, line_start) = (false, false);
            }
            at = next;
        }
    }

    /// Cuts the token at `at`; returns the position after it. May cut none (an invisible character, a hyphen inside a name).
    fn token(&mut self, visible: &Visible, at: usize, block: u32) -> usize {
        let Some(c) = visible.char(at) else { return at + 1 };
        if c.is_numeric() && c.is_ascii() {
            self.digits(visible, at, block)
        } else if c.is_alphanumeric() {
            self.word(visible, at, block)
        } else {
            self.sign(visible, at, block)
        }
    }

    fn push(&mut self, visible: &Visible, from: usize, to: usize, kind: TokenKind, block: u32) {
        let span = Span::new(visible.chars[from].0, visible.end(to - 1));
        let word = if kind == TokenKind::Number { WordId::UNKNOWN } else { self.lexicon.get(&self.folded) };
        let letters = visible.chars[from..to].iter().map(|(_, c, _)| *c).filter(|c| c.is_alphabetic());
        let case = case_of(letters);
        let raised = visible.chars[from].2;
        self.list.push(Token { span, word, kind, case, spaced: false, line_start: false, raised, block });
    }

    fn digits(&mut self, visible: &Visible, at: usize, block: u32) -> usize {
        let mut to = at;
        while visible.char(to).is_some_and(|c| c.is_ascii_digit()) {
            to += 1;
        }
        self.push(visible, at, to, TokenKind::Number, block);
        to
    }

    fn sign(&mut self, visible: &Visible, at: usize, block: u32) -> usize {
        let Some(c) = visible.char(at) else { return at + 1 };
        self.folded.clear();
        fold_char(c, &mut self.folded);
        let Some(sign) = self.folded.chars().next() else { return at + 1 };
        let touches = |other: Option<char>| other.is_some_and(char::is_alphanumeric);
        let before = at.checked_sub(1).and_then(|at| visible.char(at));
        let inside = is_hyphen(c) && (touches(before) || before == Some('.')) && touches(visible.char(at + 1));
        if !inside && sign != ' ' {
            self.push(visible, at, at + 1, TokenKind::Sign(sign), block);
        }
        at + 1
    }

    fn word(&mut self, visible: &Visible, at: usize, block: u32) -> usize {
        if let Some(to) = dotted(visible, at) {
            self.fold_range(visible, at, to);
            self.folded.retain(|c| c != '.');
            self.push(visible, at, to, TokenKind::Word, block);
            return to;
        }
        let mut to = letters_end(visible, at);
        self.fold_range(visible, at, to);
        if visible.char(to).is_some_and(is_apostrophe) && visible.char(to + 1).is_some_and(char::is_alphabetic) {
            self.folded.push('\'');
            if self.lexicon.get(&self.folded) != WordId::UNKNOWN {
                self.push(visible, at, to + 1, TokenKind::Word, block);
                return to + 1;
            }
            self.folded.pop();
        } else if let Some(joined) = self.joined(visible, to) {
            to = joined;
        }
        self.push(visible, at, to, TokenKind::Word, block);
        to
    }

    /// The end of a word that goes on after a hyphen: over a line end, or because the two parts are one known word (co-operation).
    fn joined(&mut self, visible: &Visible, to: usize) -> Option<usize> {
        if !visible.char(to).is_some_and(is_hyphen) {
            return None;
        }
        let mut next = to + 1;
        let mut broken = false;
        while visible.char(next).is_some_and(char::is_whitespace) {
            broken |= visible.char(next) == Some('\n');
            next += 1;
        }
        let small = visible.char(next).is_some_and(char::is_lowercase);
        if !small || (next > to + 1 && !broken) {
            return None;
        }
        let end = letters_end(visible, next);
        let length = self.folded.len();
        for at in next..end {
            fold_char(visible.chars[at].1, &mut self.folded);
        }
        if broken || self.lexicon.get(&self.folded) != WordId::UNKNOWN {
            return Some(end);
        }
        self.folded.truncate(length);
        None
    }

    fn fold_range(&mut self, visible: &Visible, from: usize, to: usize) {
        self.folded.clear();
        for (_, c, _) in &visible.chars[from..to] {
            fold_char(*c, &mut self.folded);
        }
    }
}

fn letters_end(visible: &Visible, from: usize) -> usize {
    let mut to = from + 1;
    while visible.char(to).is_some_and(is_letter) {
        to += 1;
    }
    to
}

/// The end of an acronym with dots (O.I.P.C.): two or more large letters, each with its dot.
fn dotted(visible: &Visible, at: usize) -> Option<usize> {
    let mut to = at;
    while visible.char(to).is_some_and(char::is_uppercase) && visible.char(to + 1) == Some('.') {
        to += 2;
    }
    (to >= at + 4).then_some(to)
}

fn case_of(letters: impl Iterator<Item = char>) -> Case {
    let (mut count, mut large, mut first) = (0, 0, false);
    for c in letters {
        if c.is_uppercase() {
            large += 1;
            first |= count == 0;
        }
        count += 1;
    }
    match (first, large) {
        (true, n) if n == count && count > 1 => Case::Upper,
        (true, _) => Case::Capital,
        _ => Case::Lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, BlockKind, Format, Piece};

    fn cut(text: &str, known: &[&str]) -> Vec<String> {
        let mut lexicon = Lexicon::default();
        for word in known {
            lexicon.intern(word);
        }
        let span = Span::new(0, text.len());
        let block = Block { kind: BlockKind::Paragraph, span, pieces: vec![Piece { span, raised: false }] };
        let source = Source::new("x".into(), text.as_bytes(), text.into(), Format::Text, vec![block]);
        Tokens::of(&source, &lexicon).list.iter().map(|t| source.quote(t.span).to_owned()).collect()
    }

    #[test]
    fn elided_articles_are_tokens_where_the_language_has_them() {
        assert_eq!(cut("l’Union d'IMPACT", &["l'", "d'"]), ["l’", "Union", "d'", "IMPACT"]);
        assert_eq!(cut("Organization's", &["l'"]), ["Organization", "'", "s"]);
    }

    #[test]
    fn dotted_acronyms_are_one_token() {
        assert_eq!(cut("O.I.P.C.-INTERPOL,", &[]), ["O.I.P.C.", "INTERPOL", ","]);
    }

    #[test]
    fn hyphens_inside_names_vanish_and_free_dashes_stay() {
        assert_eq!(
            cut("Secretary-General - co-operation ten-\nsions", &["cooperation"]),
            ["Secretary", "General", "-", "co-operation", "ten-\nsions"]
        );
    }

    #[test]
    fn numbers_and_their_endings_are_apart() {
        assert_eq!(cut("81st AG-2012", &[]), ["81", "st", "AG", "2012"]);
    }
}
