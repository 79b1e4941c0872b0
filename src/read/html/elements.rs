//! The elements of HTML as far as text needs them, and the stack of those that are open.

use html5gum::StartTag;
use std::collections::BTreeMap;

/// Open elements looked at for an end that a start tag implies.
const NEAR: usize = 64;

/// What an element does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Begins and ends a block.
    Block,
    /// Has no end.
    Void,
    /// Part of a line.
    Inline,
    /// Another vocabulary's, where `/>` ends an element.
    Foreign,
}

/// The kind of an element, by its name in small letters.
pub(super) fn kind(name: &str) -> Kind {
    match name {
        "address" | "article" | "aside" | "blockquote" | "body" | "center" | "dd" | "details" | "dialog" | "dir"
        | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1" | "h2" | "h3"
        | "h4" | "h5" | "h6" | "header" | "hgroup" | "li" | "main" | "menu" | "nav" | "ol" | "p" | "pre" | "search"
        | "section" | "summary" | "table" | "tbody" | "tfoot" | "thead" | "title" | "ul" => Kind::Block,
        "area" | "base" | "br" | "col" | "embed" | "hr" | "img" | "input" | "link" | "meta" | "param" | "source"
        | "track" | "wbr" => Kind::Void,
        _ if name.contains(':') || matches!(name, "svg" | "math" | "path") => Kind::Foreign,
        _ => Kind::Inline,
    }
}

/// Whether what an element holds is not of the text.
pub(super) fn is_left_out(name: &str, tag: &StartTag<usize>) -> bool {
    let surrounds = matches!(
        name,
        "head"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "nav"
            | "aside"
            | "form"
            | "button"
            | "select"
            | "textarea"
            | "iframe"
            | "object"
            | "svg"
            | "canvas"
            | "audio"
            | "video"
            | "datalist"
            | "dialog"
            | "menu"
    );
    let role = attribute(tag, "role").unwrap_or_default();
    let class = attribute(tag, "class").unwrap_or_default();
    let notes = role.contains("note") || class.contains("note");
    let aside = matches!(name, "footer" | "aside") && !notes;
    let by_role = matches!(
        role.as_str(),
        "navigation" | "banner" | "contentinfo" | "search" | "complementary" | "doc-backlink" | "menu" | "menubar"
    );
    let style: String = attribute(tag, "style").unwrap_or_default().split_whitespace().collect();
    let unseen =
        style.contains("display:none") || style.contains("visibility:hidden") || style.contains("mso-hide:all");
    let by_class = class.split_whitespace().any(|class| {
        matches!(class, "sr-only" | "visually-hidden" | "screen-reader-text" | "element-invisible" | "footnote-back")
    });
    let hidden = attribute(tag, "hidden").is_some() || attribute(tag, "aria-hidden").is_some_and(|v| v == "true");
    surrounds && !(name == "aside" && notes) || aside || by_role || unseen || by_class || hidden
}

/// Whether an element is a reference to a footnote by its own word.
pub(super) fn is_reference(tag: &StartTag<usize>) -> bool {
    let is = |name, wanted: &str| attribute(tag, name).is_some_and(|value| value.contains(wanted));
    is("role", "doc-noteref")
        || is("epub:type", "noteref")
        || is("class", "msofootnotereference")
        || is("class", "footnote-ref")
}

/// The value of an attribute in small letters.
pub(super) fn attribute(tag: &StartTag<usize>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes())?;
    Some(String::from_utf8_lossy(&value.value).trim().to_lowercase())
}

/// What holds at a place of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct State {
    pub(super) hidden: bool,
    pub(super) raised: bool,
    pub(super) pre: bool,
    pub(super) heading: bool,
    /// Inside a link to a place of the page: the number of that link's note.
    pub(super) cites: Option<usize>,
    /// Inside an element that says it is the mark of a footnote.
    pub(super) mark: bool,
    /// Inside the note of this number.
    pub(super) note: Option<usize>,
}

/// An open element.
#[derive(Clone, Debug)]
pub(super) struct Open {
    pub(super) name: String,
    pub(super) state: State,
}

/// The open elements.
#[derive(Debug, Default)]
pub(super) struct Stack {
    open: Vec<Open>,
    /// How many of each name are open.
    counts: BTreeMap<String, usize>,
}

impl Stack {
    /// What holds inside the innermost element.
    pub(super) fn state(&self) -> State {
        self.open.last().map_or_else(State::default, |open| open.state)
    }

    pub(super) fn push(&mut self, open: Open) {
        *self.counts.entry(open.name.clone()).or_insert(0) += 1;
        self.open.push(open);
    }

    /// Closes the innermost element of a name with all inside it; nothing when none is open.
    pub(super) fn close(&mut self, name: &str) -> Vec<Open> {
        if self.counts.get(name).is_none_or(|count| *count == 0) {
            return Vec::new();
        }
        match self.open.iter().rposition(|open| open.name == name) {
            Some(at) => self.cut(at),
            None => Vec::new(),
        }
    }

    /// Closes what a start tag closes: a paragraph before a block, an item before the next one.
    pub(super) fn close_implied(&mut self, name: &str) -> Vec<Open> {
        let (closed, within): (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ol", "ul"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["table", "tr"]),
            "tr" => (&["tr"], &["table"]),
            "thead" | "tbody" | "tfoot" => (&["thead", "tbody", "tfoot"], &["table"]),
            "option" => (&["option"], &["select"]),
            "body" => (&["head"], &[]),
            _ if kind(name) == Kind::Block => (&["p"], &["td", "th", "li", "div", "section", "table"]),
            _ => return Vec::new(),
        };
        let near = self.open.iter().enumerate().rev().take(NEAR);
        let ends = near.take_while(|(_, open)| !within.contains(&open.name.as_str()));
        match ends.filter(|(_, open)| closed.contains(&open.name.as_str())).map(|(at, _)| at).next() {
            Some(at) => self.cut(at),
            None => Vec::new(),
        }
    }

    fn cut(&mut self, at: usize) -> Vec<Open> {
        let closed = self.open.split_off(at);
        for open in &closed {
            if let Some(count) = self.counts.get_mut(&open.name) {
                *count -= 1;
            }
        }
        closed
    }
}
