//! Words, numbers and punctuation, cut out of the visible pieces of a source.
//!
//! A token is what patterns match: a word with its number in the [`Lexicon`], digits, or one sign of punctuation. What
//! typography adds is seen through here, once for all later stages: mark-up between letters (`81<sup>ème</sup>`), hyphens
//! inside names (Secretary-General), hyphens at line ends, dots of acronyms (O.I.P.C.), curly apostrophes. An elided article
//! (`l'`) is a token of its own; which words elide is data.

use super::fold::{fold_char, plain};
use super::{Lexicon, Piece, Source, Span, WordId};

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

    /// Whether a number may begin with it: digits, or what may be a Roman numeral.
    #[must_use]
    pub fn is_number_like(&self) -> bool {
        let short = self.case == Case::Capital && self.span.len() == 1;
        self.kind == TokenKind::Number || self.case == Case::Upper || short
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
        let mut cutter = Cutter::new(lexicon, source.text.len());
        let (mut joined, mut starts) = (String::new(), Vec::new());
        for (index, block) in source.blocks.iter().enumerate() {
            cutter.block = u32::try_from(index).unwrap_or(u32::MAX);
            if let [piece] = block.pieces.as_slice() {
                cutter.cut(&Visible { text: source.quote(piece.span), pieces: &block.pieces, starts: &[0] });
                continue;
            }
            joined.clear();
            starts.clear();
            for piece in &block.pieces {
                starts.push(joined.len());
                joined.push_str(source.quote(piece.span));
            }
            cutter.cut(&Visible { text: &joined, pieces: &block.pieces, starts: &starts });
        }
        Self { list: cutter.list }
    }

    /// The token after the last one of the block that a token stands in.
    #[must_use]
    pub fn block_end(&self, at: usize) -> usize {
        let block = self.list[at].block;
        at + self.list[at..].partition_point(|token| token.block <= block)
    }

    /// Cuts a name as a document would have it; words that are new become known.
    pub fn of_name(name: &str, lexicon: &mut Lexicon) -> Self {
        let mut cutter = Cutter::new(Learning(lexicon), name.len());
        let piece = Piece { span: Span::new(0, name.len()), raised: false };
        cutter.cut(&Visible { text: name, pieces: &[piece], starts: &[0] });
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

/// The visible text of a block, and the way back to the source.
struct Visible<'a> {
    /// The source's own text where the block is one piece, else a copy of its pieces.
    text: &'a str,
    pieces: &'a [Piece],
    /// Where each piece begins in the text.
    starts: &'a [usize],
}

impl Visible<'_> {
    /// The character that begins at a byte.
    fn char(&self, at: usize) -> Option<char> {
        match self.text.as_bytes().get(at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            Some(_) => self.text[at..].chars().next(),
            None => None,
        }
    }

    /// The character before a byte.
    fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The piece that holds a byte, and where the byte stands in the source.
    fn place(&self, at: usize) -> (Piece, usize) {
        let index = match self.starts {
            [_] => 0,
            starts => starts.partition_point(|start| *start <= at) - 1,
        };
        let piece = self.pieces[index];
        (piece, piece.span.start as usize + at - self.starts[index])
    }

    /// The span in the source of some bytes of the text, at least one, and whether the first of them are raised.
    fn span(&self, from: usize, to: usize) -> (Span, bool) {
        let (piece, start) = self.place(from);
        (Span::new(start, self.place(to - 1).1 + 1), piece.raised)
    }
}

/// How the letters of a word are written, counted as they come.
#[derive(Clone, Copy, Default)]
struct Letters {
    count: u32,
    large: u32,
    first_large: bool,
}

impl Letters {
    fn add(&mut self, is_large: bool) {
        self.first_large |= is_large && self.count == 0;
        self.count += 1;
        self.large += u32::from(is_large);
    }

    /// Adds some letters, so many of them large.
    fn add_all(&mut self, count: usize, large: u32, first_large: bool) {
        self.first_large |= self.count == 0 && first_large;
        self.count += u32::try_from(count).unwrap_or(u32::MAX);
        self.large += large;
    }

    fn case(self) -> Case {
        match self.first_large {
            true if self.large == self.count && self.count > 1 => Case::Upper,
            true => Case::Capital,
            false => Case::Lower,
        }
    }
}

/// Bytes of text to a token, with what stands between two of them; a little fewer than there are, so that the list never moves.
const BYTES_A_TOKEN: usize = 4;

/// Numbers of words that are already folded.
trait Numbers {
    /// That of a known word.
    fn known(&self, folded: &[u8]) -> WordId;
    /// That of a word that has been cut.
    fn of(&mut self, folded: &[u8]) -> WordId;
}

impl Numbers for &Lexicon {
    fn known(&self, folded: &[u8]) -> WordId {
        self.of_bytes(folded)
    }

    fn of(&mut self, folded: &[u8]) -> WordId {
        self.of_bytes(folded)
    }
}

/// A lexicon that takes up words that are new to it.
struct Learning<'a>(&'a mut Lexicon);

impl Numbers for Learning<'_> {
    fn known(&self, folded: &[u8]) -> WordId {
        self.0.of_bytes(folded)
    }

    fn of(&mut self, folded: &[u8]) -> WordId {
        self.0.learn(folded)
    }
}

/// Bytes of a folded word that are room for most.
const LONG_WORD: usize = 32;

struct Cutter<N> {
    numbers: N,
    list: Vec<Token>,
    block: u32,
    /// The word in the making, folded.
    folded: Vec<u8>,
    /// A sign or a letter of another script, folded.
    sign: String,
    letters: Letters,
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    plain(c).is_some() || c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) || c == '\u{00ad}'
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '´')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑' | '–')
}

impl<N: Numbers> Cutter<N> {
    /// For a text of so many bytes.
    fn new(numbers: N, bytes: usize) -> Self {
        Self {
            numbers,
            list: Vec::with_capacity(bytes / BYTES_A_TOKEN + 1),
            block: 0,
            folded: Vec::with_capacity(LONG_WORD),
            sign: String::new(),
            letters: Letters::default(),
        }
    }

    fn cut(&mut self, visible: &Visible<'_>) {
        let mut at = 0;
        let (mut spaced, mut line_start) = (true, true);
        while let Some(c) = visible.char(at) {
            if c.is_whitespace() {
                spaced = true;
                line_start |= c == '\n';
                at += c.len_utf8();
                continue;
            }
            let before = self.list.len();
            at = self.token(visible, at, c);
            if let Some(token) = self.list.get_mut(before) {
                token.spaced = spaced;
                token.line_start = line_start;
                (spaced, line_start) = (false, false);
            }
        }
    }

    /// Cuts the token at `at`; returns the byte after it. May cut none (an invisible character, a hyphen inside a name).
    fn token(&mut self, visible: &Visible<'_>, at: usize, c: char) -> usize {
        self.folded.clear();
        self.letters = Letters::default();
        if c.is_ascii_digit() {
            let length = visible.text.as_bytes()[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            self.folded.extend_from_slice(&visible.text.as_bytes()[at..at + length]);
            self.push(visible, at, at + length, TokenKind::Number)
        } else if c.is_alphanumeric() {
            self.word(visible, at, c)
        } else {
            self.sign(visible, at, c)
        }
    }

    /// Adds a token, and returns the byte after it.
    fn push(&mut self, visible: &Visible<'_>, from: usize, to: usize, kind: TokenKind) -> usize {
        let (span, raised) = visible.span(from, to);
        self.list.push(Token {
            span,
            word: self.numbers.of(&self.folded),
            kind,
            case: self.letters.case(),
            spaced: false,
            line_start: false,
            raised,
            block: self.block,
        });
        to
    }

    fn sign(&mut self, visible: &Visible<'_>, at: usize, c: char) -> usize {
        let next = at + c.len_utf8();
        self.sign.clear();
        fold_char(c, &mut self.sign);
        let Some(sign) = self.sign.chars().next() else { return next };
        self.folded.extend_from_slice(&self.sign.as_bytes()[..sign.len_utf8()]);
        let touches = |other: Option<char>| other.is_some_and(char::is_alphanumeric);
        let inside = is_hyphen(c)
            && (touches(visible.before(at)) || visible.before(at) == Some('.'))
            && touches(visible.char(next));
        if !inside && sign != ' ' {
            self.push(visible, at, next, TokenKind::Sign(sign));
        }
        next
    }

    fn word(&mut self, visible: &Visible<'_>, at: usize, first: char) -> usize {
        if first.is_uppercase()
            && let Some(to) = self.dotted(visible, at)
        {
            return self.push(visible, at, to, TokenKind::Word);
        }
        self.letter(first);
        let mut to = self.take_letters(visible, at + first.len_utf8());
        let sign = visible.char(to);
        if let Some(apostrophe) = sign.filter(|c| is_apostrophe(*c)) {
            let after = to + apostrophe.len_utf8();
            if visible.char(after).is_some_and(char::is_alphabetic) {
                self.folded.push(b'\'');
                if self.numbers.known(&self.folded) != WordId::UNKNOWN {
                    return self.push(visible, at, after, TokenKind::Word);
                }
                self.folded.pop();
            }
        } else if let Some(hyphen) = sign.filter(|c| is_hyphen(*c)) {
            to = self.joined(visible, to + hyphen.len_utf8()).unwrap_or(to);
        }
        self.push(visible, at, to, TokenKind::Word)
    }

    /// Adds the letters from a byte on to the word; returns the byte after them.
    fn take_letters(&mut self, visible: &Visible<'_>, mut at: usize) -> usize {
        let bytes = visible.text.as_bytes();
        loop {
            let (start, mut large) = (at, 0);
            while let Some(byte) = bytes.get(at).filter(|byte| byte.is_ascii_alphabetic()) {
                large += u32::from(byte.is_ascii_uppercase());
                self.folded.push(byte.to_ascii_lowercase());
                at += 1;
            }
            self.letters.add_all(at - start, large, bytes.get(start).is_some_and(u8::is_ascii_uppercase));
            let Some(c) = visible.char(at).filter(|c| is_letter(*c)) else { return at };
            self.letter(c);
            at += c.len_utf8();
        }
    }

    fn letter(&mut self, c: char) {
        match plain(c) {
            Some(letter) => self.folded.push(letter),
            None => {
                self.sign.clear();
                fold_char(c, &mut self.sign);
                self.folded.extend_from_slice(self.sign.as_bytes());
            }
        }
        if c.is_alphabetic() {
            self.letters.add(c.is_uppercase());
        }
    }

    /// An acronym with dots (O.I.P.C.): two or more large letters, each with its dot. The byte after it.
    fn dotted(&mut self, visible: &Visible<'_>, at: usize) -> Option<usize> {
        let large = |at: usize| {
            let c = visible.char(at).filter(|c| c.is_uppercase())?;
            (visible.char(at + c.len_utf8()) == Some('.')).then(|| (c, at + c.len_utf8() + 1))
        };
        let (_, second) = large(at)?;
        large(second)?;
        let mut to = at;
        while let Some((c, next)) = large(to) {
            self.letter(c);
            to = next;
        }
        Some(to)
    }

    /// The end of a word that goes on after a hyphen: over a line end, or because the two parts are one known word (co-operation).
    fn joined(&mut self, visible: &Visible<'_>, after: usize) -> Option<usize> {
        let mut next = after;
        let mut broken = false;
        while let Some(space) = visible.char(next).filter(|c| c.is_whitespace()) {
            broken |= space == '\n';
            next += space.len_utf8();
        }
        let first = visible.char(next).filter(|c| c.is_lowercase())?;
        if next > after && !broken {
            return None;
        }
        let (length, letters) = (self.folded.len(), self.letters);
        self.letter(first);
        let end = self.take_letters(visible, next + first.len_utf8());
        if broken || self.numbers.known(&self.folded) != WordId::UNKNOWN {
            return Some(end);
        }
        self.folded.truncate(length);
        self.letters = letters;
        None
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
