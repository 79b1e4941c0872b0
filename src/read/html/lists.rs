//! The marks of lists, as browsers print them.

use super::elements::attribute;
use crate::read::numbering::{self, Style};
use html5gum::StartTag;

/// A list that is open.
#[derive(Clone, Copy, Debug)]
struct List {
    /// None when its items have no mark.
    style: Option<Style>,
    next: i64,
}

/// The open lists.
#[derive(Debug, Default)]
pub(super) struct Lists {
    open: Vec<List>,
}

impl Lists {
    /// Opens a list, when the element is one.
    pub(super) fn start(&mut self, name: &str, tag: &StartTag<usize>) {
        let style: String = attribute(tag, "style").unwrap_or_default().split_whitespace().collect();
        let written = |word: &str| style.contains("list-style") && style.contains(word);
        let style = match name {
            _ if written("none") => None,
            "ol" => Some(numbered(tag, &written)),
            "ul" => Some(Style::Bullet),
            _ => return,
        };
        if matches!(name, "ol" | "ul") {
            let next = attribute(tag, "start").and_then(|start| start.parse().ok()).unwrap_or(1);
            self.open.push(List { style, next });
        }
    }

    /// Closes a list, when the element is one.
    pub(super) fn end(&mut self, name: &str) {
        if matches!(name, "ol" | "ul") {
            self.open.pop();
        }
    }

    /// The mark of the next item of the innermost list.
    pub(super) fn mark(&mut self, tag: &StartTag<usize>) -> Option<String> {
        let list = self.open.last_mut()?;
        let value = attribute(tag, "value").and_then(|value| value.parse().ok()).unwrap_or(list.next);
        list.next = value.saturating_add(1);
        let mark = numbering::number(list.style?, value);
        Some(if list.style == Some(Style::Bullet) { mark } else { format!("{mark}.") })
    }
}

fn numbered(tag: &StartTag<usize>, written: &dyn Fn(&str) -> bool) -> Style {
    // The type of a list tells capitals from small letters.
    let kind = tag.attributes.get(b"type".as_slice()).map(|value| value.value.to_vec());
    match kind.as_deref() {
        Some(b"a") => Style::Letter,
        Some(b"A") => Style::Capital,
        Some(b"i") => Style::Roman,
        Some(b"I") => Style::CapitalRoman,
        _ if written("lower-alpha") || written("lower-latin") => Style::Letter,
        _ if written("upper-alpha") || written("upper-latin") => Style::Capital,
        _ if written("lower-roman") => Style::Roman,
        _ if written("upper-roman") => Style::CapitalRoman,
        _ => Style::Decimal,
    }
}
