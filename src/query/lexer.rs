//! SPARQL as a flat row of tokens: enough to count brackets and operators, to find variables, and to put values in
//! their place, without knowing the grammar. It never fails: what is not SPARQL is somebody else's error.

/// What a token is, as far as anyone here needs to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Keyword, prefixed name, number.
    Word,
    /// `?name` or `$name`.
    Variable,
    /// `<…>`.
    Iri,
    /// A literal's quoted part.
    Quoted,
    /// An opening bracket; `<<` and `{|` too.
    Open,
    /// A closing bracket; `>>` and `|}` too.
    Close,
    /// `.`, `;` or `,`.
    Separator,
    /// Anything else, one character at a time.
    Operator,
}

/// A token with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    pub(super) text: &'a str,
    /// Byte offset.
    pub(super) at: usize,
}

impl Token<'_> {
    /// Whether this is the keyword, which is given in upper case.
    pub(super) fn is_keyword(&self, keyword: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(keyword)
    }

    /// The name of a variable, without its mark.
    pub(super) fn variable(&self) -> Option<&str> {
        self.text.get(1..).filter(|_| self.kind == Kind::Variable)
    }
}

/// All tokens; comments and white space are left out.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += blank(text.get(at..)?.as_bytes());
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let (kind, length) = token(rest);
        let token = Token { kind, text: rest.get(..length)?, at };
        at += length;
        Some(token)
    })
}

/// Line and column, from 1, of a byte offset.
pub(super) fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// Length of the white space and comments that `bytes` begins with.
fn blank(bytes: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\r' | b'\n' => at += 1,
            b'#' => at += run(&bytes[at..], |byte| !matches!(byte, b'\r' | b'\n')),
            _ => break,
        }
    }
    at
}

/// Kind and length of the token that `text`, which is not empty, begins with.
fn token(text: &str) -> (Kind, usize) {
    let bytes = text.as_bytes();
    match bytes[0] {
        b'<' => match iri(bytes) {
            Some(length) => (Kind::Iri, length),
            None if bytes.starts_with(b"<<") => (Kind::Open, 2),
            None => (Kind::Operator, 1),
        },
        b'>' if bytes.starts_with(b">>") => (Kind::Close, 2),
        b'"' | b'\'' => (Kind::Quoted, quoted(bytes)),
        b'?' | b'$' if bytes.get(1).is_some_and(|byte| is_name(*byte)) => {
            (Kind::Variable, 1 + run(&bytes[1..], is_name))
        }
        b'{' if bytes.starts_with(b"{|") => (Kind::Open, 2),
        b'|' if bytes.starts_with(b"|}") => (Kind::Close, 2),
        b'{' | b'(' | b'[' => (Kind::Open, 1),
        b'}' | b')' | b']' => (Kind::Close, 1),
        b'.' | b';' | b',' => (Kind::Separator, 1),
        byte if is_name(byte) || matches!(byte, b':' | b'%' | b'\\') => (Kind::Word, word(bytes)),
        _ => (Kind::Operator, text.chars().next().map_or(1, char::len_utf8)),
    }
}

fn run(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|byte| !belongs(*byte)).unwrap_or(bytes.len())
}

/// Letters of all scripts are above ASCII, and so are a few signs that the parser will refuse.
fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn iri(bytes: &[u8]) -> Option<usize> {
    let inside =
        run(&bytes[1..], |byte| byte > b' ' && !matches!(byte, b'<' | b'>' | b'"' | b'{' | b'}' | b'|' | b'^' | b'`'));
    (bytes.get(1 + inside) == Some(&b'>')).then_some(inside + 2)
}

/// Length of a quoted string, long or short; one that is not closed ends with its line, or with the text.
fn quoted(bytes: &[u8]) -> usize {
    let mark = bytes[0];
    let long = bytes.starts_with(&[mark; 3]);
    let mut at = if long { 3 } else { 1 };
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            byte if *byte == mark && !long => return at + 1,
            byte if *byte == mark && bytes[at..].starts_with(&[mark; 3]) => return at + 3,
            b'\n' | b'\r' if !long => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Length of a word. A hyphen or dot belongs to it inside the local part of a prefixed name only; elsewhere it is minus.
fn word(bytes: &[u8]) -> usize {
    let (mut at, mut local) = (0, false);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b':' => local = true,
            b'%' => {}
            b'\\' => at += 1,
            b'-' if local => {}
            b'.' if (local || bytes[0].is_ascii_digit()) && bytes.get(at + 1).is_some_and(|next| is_name(*next)) => {}
            byte if is_name(*byte) => {}
            _ => break,
        }
        at += 1;
    }
    // An escape may be cut off by the end, or stand before a letter of several bytes.
    (at.max(1)..=bytes.len()).find(|end| bytes.get(*end).is_none_or(|byte| byte & 0xC0 != 0x80)).unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::{Kind, place, tokens};

    fn texts(text: &str) -> Vec<&str> {
        tokens(text).map(|token| token.text).collect()
    }

    #[test]
    fn a_query_falls_into_its_parts() {
        assert_eq!(
            texts("SELECT ?a{?a ws:part-of.x <http://e/#a>,\"x\\\"{\"@fr. FILTER(?a<3-1.5&&$b>=-2)} # {{{"),
            [
                "SELECT",
                "?a",
                "{",
                "?a",
                "ws:part-of.x",
                "<http://e/#a>",
                ",",
                "\"x\\\"{\"",
                "@",
                "fr",
                ".",
                "FILTER",
                "(",
                "?a",
                "<",
                "3",
                "-",
                "1.5",
                "&",
                "&",
                "$b",
                ">",
                "=",
                "-",
                "2",
                ")",
                "}"
            ]
        );
        assert_eq!(
            texts("'''a'b''' '' <<?s ?p ?o>> p?/q"),
            ["'''a'b'''", "''", "<<", "?s", "?p", "?o", ">>", "p", "?", "/", "q"]
        );
    }

    #[test]
    fn any_text_is_cut_without_loss_or_panic() {
        for text in ["", "é\\", "\\é-é", "'\\", "?", "<", "\"\"\"", "a:\\", "1.", "$$$", "\u{202e}%", "x\\\u{10FFFF}y"]
        {
            let length: usize = tokens(text).map(|token| token.text.len()).sum();
            assert_eq!(length, text.len(), "{text:?}");
        }
        assert_eq!(tokens("'open\n?x").last().map(|token| token.kind), Some(Kind::Variable));
    }

    #[test]
    fn places_count_characters_from_one() {
        assert_eq!(place("é?\nabc", 0), (1, 1));
        assert_eq!(place("é?\nabc", 2), (1, 2));
        assert_eq!(place("é?\nabc", 5), (2, 2));
    }
}
