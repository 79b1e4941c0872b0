//! Automatic numbers of `OpenDocument`: list styles say how each level is written, items count.

use crate::read::numbering::{self, Style};
use crate::read::xml::{attribute, name};
use roxmltree::Node;
use std::collections::BTreeMap;

/// Levels of a list at most.
const LEVELS: usize = 12;

/// How a level is numbered.
#[derive(Clone, Debug, Default)]
struct Level {
    start: i64,
    style: Option<Style>,
    before: String,
    after: String,
    /// How many levels are written.
    shown: usize,
}

/// The list styles of a document, and how far each list has been counted.
#[derive(Debug, Default)]
pub(super) struct Lists {
    styles: BTreeMap<String, BTreeMap<usize, Level>>,
    /// The last number of each level, by list style.
    counts: BTreeMap<String, [Option<i64>; LEVELS]>,
    /// Name of each list, and the style that it counts in.
    by_id: BTreeMap<String, String>,
}

/// The name under which the style of headings is kept.
pub(super) const OUTLINE: &str = "";

impl Lists {
    /// Learns the list styles below a node.
    pub(super) fn learn(&mut self, holder: Node<'_, '_>) {
        for node in holder.descendants().filter(|node| matches!(name(*node), "list-style" | "outline-style")) {
            let style =
                if name(node) == "outline-style" { OUTLINE } else { attribute(node, "name").unwrap_or(OUTLINE) };
            let levels = node.children().filter_map(|level| {
                let index: usize = attribute(level, "level")?.parse().ok()?;
                Some((index.checked_sub(1).filter(|index| *index < LEVELS)?, of_level(level)))
            });
            self.styles.insert(style.to_owned(), levels.collect());
        }
    }

    /// A list begins: whether it goes on counting is its own word.
    pub(super) fn begin(&mut self, style: &str, node: Node<'_, '_>) {
        let continues = attribute(node, "continue-numbering") == Some("true");
        let other = attribute(node, "continue-list").and_then(|id| self.by_id.get(id)).is_some_and(|of| of == style);
        if let Some(id) = attribute(node, "id") {
            self.by_id.insert(id.to_owned(), style.to_owned());
        }
        if !continues && !other {
            self.counts.remove(style);
        }
    }

    /// The number of the next item of a level, as it is printed. `start` is where the item begins anew.
    pub(super) fn next(&mut self, style: &str, level: usize, start: Option<i64>) -> Option<String> {
        let levels = self.styles.get(style)?;
        let own = levels.get(&level)?;
        let counts = self.counts.entry(style.to_owned()).or_insert([None; LEVELS]);
        let count = counts.get_mut(level)?;
        *count = Some(start.unwrap_or_else(|| count.map_or(own.start, |count| count.saturating_add(1))));
        counts[level + 1..].fill(None);
        if own.style? == Style::Bullet {
            return Some("•".to_owned());
        }
        let from = (level + 1).saturating_sub(own.shown.max(1));
        let written = (from..=level).filter_map(|at| {
            let of = levels.get(&at)?;
            Some(numbering::number(of.style?, counts[at].unwrap_or(of.start)))
        });
        let number = written.collect::<Vec<_>>().join(".");
        Some(format!("{}{number}{}", own.before, own.after).trim().to_owned()).filter(|text| !text.is_empty())
    }
}

fn of_level(node: Node<'_, '_>) -> Level {
    let style = match (name(node), attribute(node, "num-format")) {
        ("list-level-style-bullet" | "list-level-style-image", _) => Some(Style::Bullet),
        (_, Some("1")) => Some(Style::Decimal),
        (_, Some("a")) => Some(Style::Letter),
        (_, Some("A")) => Some(Style::Capital),
        (_, Some("i")) => Some(Style::Roman),
        (_, Some("I")) => Some(Style::CapitalRoman),
        _ => None,
    };
    let text = |key| attribute(node, key).unwrap_or_default().to_owned();
    Level {
        start: attribute(node, "start-value").and_then(|start| start.parse().ok()).unwrap_or(1),
        style,
        before: text("num-prefix"),
        after: text("num-suffix"),
        shown: attribute(node, "display-levels").and_then(|shown| shown.parse().ok()).unwrap_or(1),
    }
}
