//! What Turtle allows in a name, and how what it does not allow, or a reader could not see, is escaped.

use std::fmt::Write as _;

/// Whether this can stand after the colon of a prefixed name as it is, without escapes.
pub(super) fn is_local(name: &str) -> bool {
    let mut chars = name.chars().peekable();
    let mut first = true;
    while let Some(c) = chars.next() {
        let fits = match c {
            '%' => is_hex(chars.next()) && is_hex(chars.next()),
            '.' => !first && chars.peek().is_some(),
            '-' => !first,
            '_' => true,
            _ => is_base(c) || c.is_ascii_digit() || (!first && is_inner(c)),
        };
        if !fits {
            return false;
        }
        first = false;
    }
    true
}

/// Whether this can stand before the colon of a prefixed name.
pub(super) fn is_prefix(name: &str) -> bool {
    name.starts_with(is_base) && !name.ends_with('.') && is_local(name) && !name.contains('%')
}

fn is_hex(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_hexdigit())
}

/// `PN_CHARS_BASE` of the Turtle grammar, without the invisible joiners.
fn is_base(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{2070}'..='\u{218F}' | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FEFE}' | '\u{FF00}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// What `PN_CHARS` adds inside a name.
fn is_inner(c: char) -> bool {
    matches!(c, '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

/// Characters that are there but not seen, or that change how their neighbours are shown.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFF}')
}

/// Appends a string in quotation marks.
pub(super) fn push_quoted(out: &mut String, text: &str) {
    push_quoted_by(out, text, push_visible);
}

/// Appends a string in quotation marks, by `push` what no backslash and letter stands for.
pub(super) fn push_quoted_by(out: &mut String, text: &str, push: impl Fn(&mut String, char)) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            _ => push(out, c),
        }
    }
    out.push('"');
}

/// Appends an IRI in angle brackets.
pub(super) fn push_iri(out: &mut String, iri: &str) {
    out.push('<');
    for c in iri.chars() {
        match c {
            ' ' | '<' | '>' | '"' | '{' | '}' | '|' | '^' | '`' | '\\' => push_code(out, c),
            _ => push_visible(out, c),
        }
    }
    out.push('>');
}

fn push_visible(out: &mut String, c: char) {
    if is_unseen(c) { push_code(out, c) } else { out.push(c) }
}

fn push_code(out: &mut String, c: char) {
    let code = u32::from(c);
    let _ = if code > 0xFFFF { write!(out, "\\U{code:08X}") } else { write!(out, "\\u{code:04X}") };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn local_names_need_no_escape_or_are_none() {
        for name in ["", "clause-9", "executingAgencyOf-1a2b3c4d", "9", "a.b", "é", "a%20b", "_x"] {
            assert!(is_local(name), "{name}");
        }
        for name in ["-a", ".a", "a.", "a/b", "a(b)", "a%2", "a b", "a:b", "a\u{202e}b", "a'b"] {
            assert!(!is_local(name), "{name}");
        }
    }

    #[test]
    fn a_prefix_begins_with_a_letter() {
        assert!(is_prefix("interpol-impact-2012.fr"));
        assert!(!is_prefix("2012.fr") && !is_prefix("_") && !is_prefix("a.") && !is_prefix(""));
    }

    #[test]
    fn what_cannot_be_seen_is_escaped() {
        let mut out = String::new();
        push_quoted(&mut out, "a\u{202e}\"\\\n\u{0}é");
        assert_eq!(out, r#""a\u202E\"\\\n\u0000é""#);
    }
}
