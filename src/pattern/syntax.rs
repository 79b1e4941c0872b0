//! From the written pattern to a tree.

use thiserror::Error;

/// What is wrong with a pattern, and at which byte of it.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("{message}")]
pub struct PatternError {
    /// Expected and found.
    pub message: String,
    /// Byte of the pattern, 0-based.
    pub at: usize,
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// A word as written; `agrees` when every gender and number will do.
    Word {
        /// The word, not yet folded.
        text: String,
        /// Whether `~` follows it.
        agrees: bool,
    },
    /// One sign of punctuation.
    Sign(char),
    /// One after the other.
    Seq(Vec<Node>),
    /// One of them.
    Alt(Vec<Node>),
    /// It or nothing.
    Opt(Box<Node>),
    /// Words that the language lists under a name.
    Set(String),
    /// Up to so many tokens.
    Gap(u8),
    /// One of the program's asides, or nothing: no syntax writes it.
    Aside,
    /// Something to be captured.
    Slot(Slot),
}

/// A place that a match fills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Its name: `s`, `o`, `field`.
    pub name: String,
    /// What may stand there.
    pub kind: SlotKind,
}

/// What may stand in a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SlotKind {
    /// A mention.
    Mention {
        /// Types or kinds that will do; empty for those of the rule.
        of: Vec<String>,
        /// Whether several joined ones will do.
        many: bool,
        /// Whether a name that is no mention yet will do.
        new: bool,
    },
    /// Some words.
    Text,
    /// Digits or a Roman numeral.
    Number,
    /// A date or an interval.
    Date,
    /// Several dates joined by commas and "and".
    Dates,
    /// 1 to 31, with or without an ordinal ending.
    Day,
    /// The name of a month.
    Month,
    /// Four digits.
    Year,
    /// An ordinal number.
    Ordinal,
    /// A short word in large letters.
    Acronym,
}

impl SlotKind {
    /// Whether it begins with digits or a Roman numeral.
    pub(super) fn is_number(&self) -> bool {
        matches!(self, Self::Number | Self::Day | Self::Year)
    }
}

const DEFAULT_GAP: u8 = 6;

/// Reads a pattern.
///
/// # Errors
/// [`PatternError`] with the place of the first mistake.
pub fn parse(text: &str) -> Result<Node, PatternError> {
    let mut reader = Reader { text, at: 0 };
    let node = reader.alternatives()?;
    match reader.peek() {
        None => Ok(node),
        Some(c) => Err(reader.error(format!("unexpected '{c}'"))),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn error(&self, message: impl Into<String>) -> PatternError {
        PatternError { message: message.into(), at: self.at }
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn expect(&mut self, c: char) -> Result<(), PatternError> {
        if self.eat(c) { Ok(()) } else { Err(self.error(format!("expected '{c}'"))) }
    }

    fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &str {
        let from = self.at;
        while let Some(c) = self.peek().filter(|c| keep(*c)) {
            self.at += c.len_utf8();
        }
        &self.text[from..self.at]
    }

    fn alternatives(&mut self) -> Result<Node, PatternError> {
        let mut branches = vec![self.sequence()?];
        while self.eat('|') {
            branches.push(self.sequence()?);
        }
        Ok(match branches.pop() {
            Some(only) if branches.is_empty() => only,
            Some(last) => {
                branches.push(last);
                Node::Alt(branches)
            }
            None => Node::Seq(Vec::new()),
        })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut parts = Vec::new();
        loop {
            self.take_while(char::is_whitespace);
            match self.peek() {
                None | Some('|' | ')' | ']') => break,
                Some(_) => self.part(&mut parts)?,
            }
        }
        Ok(match parts.pop() {
            Some(only) if parts.is_empty() => only,
            Some(last) => {
                parts.push(last);
                Node::Seq(parts)
            }
            None => return Err(self.error("expected a word, a slot or a group")),
        })
    }

    fn part(&mut self, parts: &mut Vec<Node>) -> Result<(), PatternError> {
        if self.eat('[') {
            let inner = self.alternatives()?;
            self.expect(']')?;
            parts.push(Node::Opt(Box::new(inner)));
        } else if self.eat('(') {
            let inner = self.alternatives()?;
            self.expect(')')?;
            parts.push(inner);
        } else if self.eat('{') {
            parts.push(Node::Slot(self.slot()?));
        } else if self.eat('<') {
            let name = self.take_while(|c| c.is_alphanumeric() || c == '-').to_owned();
            self.expect('>')?;
            parts.push(Node::Set(name));
        } else if self.text[self.at..].starts_with("..") {
            self.at += 2;
            let digits = self.take_while(|c| c.is_ascii_digit()).to_owned();
            let length = if digits.is_empty() { Ok(DEFAULT_GAP) } else { digits.parse() };
            parts.push(Node::Gap(length.map_err(|_| self.error("expected a gap of at most 255 tokens"))?));
        } else if self.eat('\\') {
            let Some(c) = self.peek() else { return Err(self.error("expected a sign after '\\'")) };
            self.at += c.len_utf8();
            parts.push(Node::Sign(c));
        } else {
            self.words(parts)?;
        }
        Ok(())
    }

    /// A word or a sign. An apostrophe ends a word as it does in a document (`d'exécution` is two), and so does a hyphen.
    fn words(&mut self, parts: &mut Vec<Node>) -> Result<(), PatternError> {
        let text = self.take_while(char::is_alphanumeric).to_owned();
        if text.is_empty() {
            let Some(c) = self.peek() else { return Err(self.error("expected a word")) };
            self.at += c.len_utf8();
            if c == '}' || c == '>' || c == '~' {
                return Err(self.error(format!("unexpected '{c}'")));
            }
            parts.push(Node::Sign(crate::text::fold::fold(&c.to_string()).chars().next().unwrap_or(c)));
            return Ok(());
        }
        let elided = matches!(self.peek(), Some('\'' | '’'));
        if elided {
            self.at += self.peek().map_or(0, char::len_utf8);
            parts.push(Node::Word { text: text + "'", agrees: false });
            return Ok(());
        }
        let agrees = self.eat('~');
        parts.push(Node::Word { text, agrees });
        let hyphen = self.text[self.at..].starts_with('-')
            && self.text[self.at + 1..].chars().next().is_some_and(char::is_alphanumeric);
        if hyphen {
            self.at += 1;
        }
        Ok(())
    }

    fn slot(&mut self) -> Result<Slot, PatternError> {
        let name = self.take_while(|c| c.is_alphanumeric() || c == '_').to_owned();
        if name.is_empty() {
            return Err(self.error("expected the name of a slot"));
        }
        let (many, new) = (self.eat('+'), self.eat('!'));
        let mut of = Vec::new();
        if self.eat(':') {
            loop {
                of.push(self.take_while(|c| c.is_alphanumeric() || c == '-').to_owned());
                if !self.eat('|') {
                    break;
                }
            }
        }
        self.expect('}')?;
        let kind = match of.first().map(String::as_str) {
            Some("text") => SlotKind::Text,
            Some("number") => SlotKind::Number,
            Some("date") if many => SlotKind::Dates,
            Some("date") => SlotKind::Date,
            Some("day") => SlotKind::Day,
            Some("month") => SlotKind::Month,
            Some("year") => SlotKind::Year,
            Some("ordinal") => SlotKind::Ordinal,
            Some("acronym") => SlotKind::Acronym,
            _ => SlotKind::Mention { of, many, new },
        };
        Ok(Slot { name, kind })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_groups_and_slots_are_read() {
        let node = parse("{s} est l'(agent|agence) [rare] de {o+:Place|city}").expect("valid");
        let Node::Seq(parts) = node else { panic!("a sequence") };
        assert_eq!(parts.len(), 7);
        assert_eq!(parts[2], Node::Word { text: "l'".into(), agrees: false });
        assert!(matches!(&parts[3], Node::Alt(branches) if branches.len() == 2));
        assert!(matches!(&parts[6], Node::Slot(slot) if slot.name == "o"));
    }

    #[test]
    fn mistakes_have_a_place() {
        assert_eq!(parse("a (b|c").expect_err("open").at, 6);
        assert_eq!(parse("a )").expect_err("close").message, "unexpected ')'");
        assert!(parse("").is_err());
        assert!(parse("{}").is_err());
    }

    #[test]
    fn a_hyphen_inside_a_word_is_no_sign() {
        assert_eq!(parse("sous-comité").map(|n| matches!(n, Node::Seq(p) if p.len() == 2)), Ok(true));
        assert_eq!(parse("- x").map(|n| matches!(n, Node::Seq(p) if p[0] == Node::Sign('-'))), Ok(true));
    }
}
