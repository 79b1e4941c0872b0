//! Why a text is not SPARQL, at the place where it stops being so.
//!
//! The parser of Oxigraph reports the furthest character that any of its attempts has looked at, and to try a keyword
//! it looks at as many characters as the keyword has: an unknown word is reported up to fourteen characters too late,
//! as a wish for `OPTIONAL`. So a text that fails is parsed once more with wide gaps between its tokens. Then whatever
//! an attempt looks at lies before the next token, and the report names the token that nothing could be made of.

use super::QueryError;
use super::lexer::{Kind, Token, place, tokens};
use std::fmt::Write;

/// Wider than the longest keyword of SPARQL.
const GAP: &str = "                        ";

/// What a text may be: the words of which one has to begin it.
pub(super) type Forms = &'static [&'static str];
/// The forms of a query.
pub(super) const QUERY: Forms = &["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
/// The forms of an update.
pub(super) const UPDATE: Forms = &["INSERT", "DELETE", "WITH", "CLEAR", "DROP", "CREATE", "ADD", "COPY", "MOVE"];

/// The error of `text`, which should be one of `forms`, given what the parser says of a text, and whether a prefix is known without declaration.
pub(super) fn explain(
    text: &str,
    forms: Forms,
    report: impl Fn(&str) -> Option<String>,
    is_known: impl Fn(&str) -> bool,
) -> QueryError {
    let (gapped, starts) = with_gaps(text);
    let report = report(&gapped).unwrap_or_default();
    let found = report.strip_prefix("error at ").and_then(|rest| {
        let (place, expected) = rest.split_once(": ")?;
        let (line, column) = place.split_once(':')?;
        Some((offset(&gapped, line.parse().ok()?, column.parse().ok()?), expected.strip_prefix("expected ")?))
    });
    let (at, expected) = found.unwrap_or((0, &report));
    // The last token that starts at or before the place; past the gap after the last one, the end.
    let token = starts.iter().rfind(|(start, _)| *start <= at).map(|(_, token)| *token);
    let is_end = at + 1 >= gapped.len()
        || starts.last().is_some_and(|(start, token)| at >= start + token.text.len() + GAP.len());
    let token = token.filter(|_| !is_end);
    let (line, column) = place(text, token.map_or(text.trim_end().len(), |token| token.at));
    let undeclared = token.and_then(prefix).filter(|prefix| !is_known(prefix) && !declares(text, prefix));
    let message = match undeclared {
        Some(prefix) => format!("expected a prefix that is declared, found `{prefix}:`"),
        None => message(expected, token, text, forms),
    };
    QueryError::Syntax { line, column, message }
}

/// The prefix of a prefixed name; blank nodes have none.
fn prefix<'a>(token: Token<'a>) -> Option<&'a str> {
    let (prefix, _) = token.text.split_once(':').filter(|_| token.kind == Kind::Word)?;
    (prefix != "_").then_some(prefix)
}

fn declares(text: &str, prefix: &str) -> bool {
    let mut after = tokens(text).skip_while(|token| !token.is_keyword("PREFIX"));
    std::iter::from_fn(|| {
        let keyword = after.next()?;
        Some(keyword.is_keyword("PREFIX").then(|| after.next()).flatten())
    })
    .flatten()
    .any(|name| name.text.strip_suffix(':') == Some(prefix))
}

/// The text with gaps between its tokens, and where each of them starts in it.
fn with_gaps(text: &str) -> (String, Vec<(usize, Token<'_>)>) {
    let mut gapped = String::with_capacity(text.len() * 8);
    let mut starts: Vec<(usize, Token<'_>)> = Vec::new();
    for token in tokens(text) {
        let before = starts.last().map(|(_, token)| *token);
        // What belongs together, such as `&&`, `^^` and `"…"@fr`, has an operator in it.
        let joined = before.is_some_and(|before| {
            let is_operator = before.kind == Kind::Operator || token.kind == Kind::Operator;
            is_operator && before.at + before.text.len() == token.at
        });
        if !joined {
            gapped.push_str(GAP);
        }
        starts.push((gapped.len(), token));
        gapped.push_str(token.text);
    }
    gapped.push_str(GAP);
    gapped.push_str(GAP);
    (gapped, starts)
}

/// Byte offset of a line and column, from 1.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let line_start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let in_line = text.get(line_start..).unwrap_or_default().char_indices().nth(column.saturating_sub(1));
    in_line.map_or(text.len(), |(at, _)| line_start + at)
}

/// What to say of a token, or of the end.
fn message(expected: &str, token: Option<Token<'_>>, text: &str, forms: Forms) -> String {
    let items: Vec<&str> = expected.strip_prefix("one of ").unwrap_or(expected).split(", ").collect();
    let found = token.map_or("the end of the query".to_owned(), |token| format!("`{}`", shortened(token.text)));
    if let Some(reason) = items.iter().find(|item| is_sentence(item)) {
        return if token.is_some() { format!("{reason}: {found}") } else { (*reason).to_owned() };
    }
    if is_before_the_form(text, token, forms) {
        let (last, others) = forms.split_last().unwrap_or((&"", &[]));
        return format!("expected {} or {last}, found {found}", others.join(", "));
    }
    match items[..] {
        [one] if one.starts_with('"') => format!("expected {}, found {found}", one.replace('"', "`")),
        _ => format!("did not expect {found} here"),
    }
}

/// Whether a token stands where the form should be said.
fn is_before_the_form(text: &str, token: Option<Token<'_>>, forms: Forms) -> bool {
    let form = tokens(text).find(|one| forms.iter().any(|form| one.is_keyword(form)));
    match (form, token) {
        (Some(form), Some(token)) => token.at < form.at && token.kind == Kind::Word && !token.text.contains(':'),
        (form, _) => form.is_none(),
    }
}

/// Whether the parser expects not a token but something of the query as a whole: "Prefix not found".
fn is_sentence(item: &str) -> bool {
    item.contains(' ') && item.starts_with(char::is_uppercase)
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        let _ = write!(short, "…");
    }
    short
}
