//! Automatic numbers of Word: `numbering.xml` says how each level of a list is written, paragraphs count.

use crate::read::numbering::{self, Style};
use crate::read::xml::{attribute, child, child_value, name};
use roxmltree::{Document, Node};
use std::collections::BTreeMap;

/// Levels of a list.
const LEVELS: usize = 9;

/// How a level of a list is numbered.
#[derive(Clone, Debug)]
struct Level {
    start: i64,
    /// None when its items have no number.
    style: Option<Style>,
    /// What is written, with `%1` for the number of the first level.
    text: String,
    /// Whether the numbers of upper levels are written in digits.
    legal: bool,
}

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// Levels by abstract list.
    lists: BTreeMap<String, BTreeMap<usize, Level>>,
    /// Abstract list and levels that begin anew, by list.
    instances: BTreeMap<String, (String, BTreeMap<usize, i64>)>,
    /// The last number of each level, by abstract list.
    counts: BTreeMap<String, [Option<i64>; LEVELS]>,
    /// Lists that have begun.
    begun: Vec<String>,
    /// List and level of a paragraph style, as `numbering.xml` names it.
    pub(super) by_style: BTreeMap<String, (String, usize)>,
}

impl Numbering {
    /// What `numbering.xml` says.
    pub(super) fn of(document: &Document<'_>) -> Self {
        let mut numbering = Self::default();
        for node in document.root_element().children() {
            match name(node) {
                "abstractNum" => numbering.list(node),
                "num" => numbering.instance(node),
                _ => {}
            }
        }
        // A style is numbered by the first list that names it.
        let styles = numbering.by_style.clone();
        for (style, (list, level)) in styles {
            let instance = numbering.instances.iter().find(|(_, (of, _))| *of == list).map(|(id, _)| id.clone());
            match instance {
                Some(id) => numbering.by_style.insert(style, (id, level)),
                None => numbering.by_style.remove(&style),
            };
        }
        numbering
    }

    fn list(&mut self, node: Node<'_, '_>) {
        let Some(id) = attribute(node, "abstractNumId") else { return };
        let mut levels = BTreeMap::new();
        for level in node.children().filter(|child| name(*child) == "lvl") {
            let Some(index) = index(level) else { continue };
            if let Some(style) = child_value(level, "pStyle", "val") {
                self.by_style.insert(style.to_owned(), (id.to_owned(), index));
            }
            levels.insert(index, of_level(level));
        }
        self.lists.insert(id.to_owned(), levels);
    }

    fn instance(&mut self, node: Node<'_, '_>) {
        let (Some(id), Some(list)) = (attribute(node, "numId"), child_value(node, "abstractNumId", "val")) else {
            return;
        };
        let mut anew = BTreeMap::new();
        for change in node.children().filter(|child| name(*child) == "lvlOverride") {
            let Some(index) = index(change) else { continue };
            if let Some(start) = child_value(change, "startOverride", "val").and_then(|start| start.parse().ok()) {
                anew.insert(index, start);
            }
            if let Some(level) = child(change, "lvl") {
                self.lists.entry(list.to_owned()).or_default().insert(index, of_level(level));
            }
        }
        self.instances.insert(id.to_owned(), (list.to_owned(), anew));
    }

    /// The number of the next paragraph of a list, as it is printed.
    pub(super) fn next(&mut self, id: &str, level: usize) -> Option<String> {
        let (list, anew) = self.instances.get(id)?;
        let levels = self.lists.get(list)?;
        let own = levels.get(&level)?;
        let counts = self.counts.entry(list.clone()).or_insert([None; LEVELS]);
        if !self.begun.iter().any(|begun| begun == id) {
            self.begun.push(id.to_owned());
            for (level, start) in anew.iter().filter(|(level, _)| **level < LEVELS) {
                counts[*level] = Some(start - 1);
            }
        }
        let count = counts.get_mut(level)?;
        *count = Some(count.map_or(own.start, |count| count.saturating_add(1)));
        counts[level + 1..].fill(None);
        let written = |at: usize| {
            let of = levels.get(&at)?;
            let value = counts.get(at).copied().flatten().unwrap_or(of.start);
            let style = if own.legal && at < level { Style::Decimal } else { of.style? };
            Some(numbering::number(style, value))
        };
        match own.style {
            Some(Style::Bullet) => Some("•".to_owned()),
            _ => Some(filled(&own.text, &written)).filter(|text| !text.is_empty()),
        }
    }
}

/// The level that a node is of.
fn index(node: Node<'_, '_>) -> Option<usize> {
    attribute(node, "ilvl")?.parse().ok().filter(|level| *level < LEVELS)
}

fn of_level(node: Node<'_, '_>) -> Level {
    let format = child_value(node, "numFmt", "val").unwrap_or("decimal");
    Level {
        start: child_value(node, "start", "val").and_then(|start| start.parse().ok()).unwrap_or(1),
        style: match format {
            "bullet" => Some(Style::Bullet),
            "none" => None,
            "lowerLetter" => Some(Style::Letter),
            "upperLetter" => Some(Style::Capital),
            "lowerRoman" => Some(Style::Roman),
            "upperRoman" => Some(Style::CapitalRoman),
            _ => Some(Style::Decimal),
        },
        text: child_value(node, "lvlText", "val").unwrap_or("").to_owned(),
        legal: child(node, "isLgl").is_some(),
    }
}

/// The text of a level with its numbers in their places.
fn filled(text: &str, written: &dyn Fn(usize) -> Option<String>) -> String {
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match rest.peek().and_then(|digit| digit.to_digit(10)).filter(|digit| c == '%' && *digit > 0) {
            Some(digit) => {
                rest.next();
                out.push_str(&written(digit as usize - 1).unwrap_or_default());
            }
            None => out.push(c),
        }
    }
    out.trim().to_owned()
}
