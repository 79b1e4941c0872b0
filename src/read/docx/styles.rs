//! What styles of Word say about text: headings, numbers, raised and hidden letters.

use crate::read::xml::{attribute, child, child_value, name};
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// Styles based on styles at most.
const DEEPEST: usize = 20;

/// What a style says; none where it says nothing.
#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    heading: Option<bool>,
    /// List and level.
    list: Option<(String, Option<usize>)>,
    raised: Option<bool>,
    hidden: Option<bool>,
}

/// The styles of a document.
#[derive(Debug, Default)]
pub(super) struct Styles {
    by_id: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    pub(super) usual: Option<String>,
}

impl Styles {
    /// What `styles.xml` says.
    pub(super) fn of(document: &Document<'_>) -> Self {
        let mut styles = Self::default();
        for node in document.root_element().children().filter(|node| name(*node) == "style") {
            let Some(id) = attribute(node, "styleId") else { continue };
            if attribute(node, "type") == Some("paragraph") && attribute(node, "default").is_some_and(|v| v != "0") {
                styles.usual = Some(id.to_owned());
            }
            let paragraph = child(node, "pPr");
            let level =
                paragraph.and_then(|p| child_value(p, "outlineLvl", "val")).and_then(|level| level.parse().ok());
            let run = child(node, "rPr");
            let style = Style {
                based_on: child_value(node, "basedOn", "val").map(str::to_owned),
                heading: level.map(|level: u32| level < 9),
                list: paragraph.and_then(list),
                raised: run.and_then(raised),
                hidden: run.and_then(hidden),
            };
            styles.by_id.insert(id.to_owned(), style);
        }
        styles
    }

    /// The first word of a style and those it is based on.
    fn says<T: Clone>(&self, id: Option<&str>, what: impl Fn(&Style) -> Option<T>) -> Option<T> {
        let mut at = id.and_then(|id| self.by_id.get(id));
        for _ in 0..DEEPEST {
            let style = at?;
            if let Some(said) = what(style) {
                return Some(said);
            }
            at = style.based_on.as_deref().and_then(|id| self.by_id.get(id));
        }
        None
    }

    pub(super) fn is_heading(&self, id: Option<&str>) -> bool {
        self.says(id, |style| style.heading).unwrap_or(false)
    }

    /// The list of a paragraph style, and its level.
    pub(super) fn list(&self, id: Option<&str>) -> Option<(String, Option<usize>)> {
        self.says(id, |style| style.list.clone())
    }

    pub(super) fn raised(&self, id: Option<&str>) -> bool {
        self.says(id, |style| style.raised).unwrap_or(false)
    }

    pub(super) fn hidden(&self, id: Option<&str>) -> bool {
        self.says(id, |style| style.hidden).unwrap_or(false)
    }
}

/// The list that paragraph properties name, and the level if they name one.
pub(super) fn list(paragraph: Node<'_, '_>) -> Option<(String, Option<usize>)> {
    let numbers = child(paragraph, "numPr")?;
    let level = child_value(numbers, "ilvl", "val").and_then(|level| level.parse().ok());
    Some((child_value(numbers, "numId", "val")?.to_owned(), level))
}

/// Whether run properties raise their letters.
pub(super) fn raised(run: Node<'_, '_>) -> Option<bool> {
    child_value(run, "vertAlign", "val").map(|align| align == "superscript")
}

/// Whether run properties hide their letters.
pub(super) fn hidden(run: Node<'_, '_>) -> Option<bool> {
    let vanish = child(run, "vanish")?;
    Some(!matches!(attribute(vanish, "val"), Some("0" | "false" | "off")))
}
