//! The words on a node: as many as the size of the picture allows.

use super::graph::Entity;
use super::layout::Size;
use super::typeset::{LEADING, shorten, width, wrap};

/// How much a picture says of each node and link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Acronym, name, and what else is known; every link labelled.
    Full,
    /// One name; every link labelled.
    Names,
    /// One name; links labelled where there is room.
    Crowd,
}

impl Level {
    /// The level for a graph of this size.
    #[must_use]
    pub fn of(nodes: usize, relations: usize) -> Self {
        match (nodes, relations) {
            (..=48, ..=110) => Self::Full,
            (..=160, ..=320) => Self::Names,
            _ => Self::Crowd,
        }
    }
}

/// How a line of text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Bold: what a node is called.
    Head,
    /// Plain: its full name.
    Name,
    /// Muted: what else is known.
    Detail,
}

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct TextLine {
    /// The words.
    pub text: String,
    /// Font size in pixels.
    pub size: f64,
    /// How it is set.
    pub style: Style,
    /// Its baseline, from the top of the block.
    pub baseline: f64,
}

/// Lines of text, each centred.
#[derive(Clone, Debug, PartialEq)]
pub struct TextBlock {
    /// From top to bottom.
    pub lines: Vec<TextLine>,
    /// Width of the widest and height of all.
    pub size: Size,
}

/// Longest name shown, in characters; the rest is in the tooltip.
const LONGEST: usize = 200;
/// Most details shown.
const DETAILS: usize = 2;

/// The text of a node with so many relations.
#[must_use]
pub(super) fn of_entity(entity: &Entity, level: Level, degree: usize) -> TextBlock {
    let size = head_size(level, degree) * modesty(entity.call());
    let mut block = TextBlock { lines: Vec::new(), size: Size { width: 0.0, height: 0.0 } };
    let head = if level == Level::Crowd { shorten(entity.call(), 60) } else { shorten(entity.call(), LONGEST) };
    let (lines, widest) = if level == Level::Crowd { (3, 130.0) } else { (6, 240.0) };
    block.add(&head, size, Style::Head, lines, widest * size / 12.0);
    if level == Level::Full {
        if entity.short.is_some() {
            block.add(&shorten(&entity.name, LONGEST), 10.5, Style::Name, 5, 230.0);
        }
        for detail in entity.lines().take(DETAILS) {
            block.add(&shorten(detail, 80), 10.0, Style::Detail, 2, 200.0);
        }
    }
    if block.lines.is_empty() {
        block.add("?", size, Style::Head, 1, 20.0);
    }
    block
}

/// Hubs are set larger, so that a crowd shrunk to a page still shows what it turns around.
fn head_size(level: Level, degree: usize) -> f64 {
    let (base, growth, most) = match level {
        Level::Full => (13.0, 0.09, 1.35),
        Level::Names => (12.0, 0.12, 1.6),
        Level::Crowd => (11.0, 0.2, 2.6),
    };
    let factor = 1.0 + growth * ((degree.max(1) as f64).sqrt() - 1.0);
    base * factor.min(most)
}

/// Long names are set smaller, or they would outshout what is important.
fn modesty(name: &str) -> f64 {
    match name.chars().count() {
        ..=60 => 1.0,
        61..=100 => 0.92,
        _ => 0.85,
    }
}

/// The label of a link.
#[must_use]
pub(super) fn of_relation(label: &str) -> TextBlock {
    let mut block = TextBlock { lines: Vec::new(), size: Size { width: 0.0, height: 0.0 } };
    block.add(&shorten(label, 80), 10.5, Style::Name, 3, 130.0);
    block
}

impl TextBlock {
    fn add(&mut self, text: &str, size: f64, style: Style, lines: usize, widest: f64) {
        let bold = style == Style::Head;
        for text in wrap(text, size, bold, lines, widest) {
            // Ascenders take about three quarters of the font size, descenders a fifth.
            let baseline = self.size.height + size * 0.93;
            self.size.width = self.size.width.max(width(&text, size, bold));
            self.size.height += size * LEADING;
            self.lines.push(TextLine { text, size, style, baseline });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::graph::Detail;

    #[test]
    fn a_small_picture_says_more_than_a_large_one() {
        let entity = Entity {
            name: "Union internationale des télécommunications".into(),
            short: Some("UIT".into()),
            details: vec![Detail {
                predicate: String::new(),
                text: "nombre de membres : 193".into(),
                value: "193".into(),
                evidence: Vec::new(),
            }],
            ..Entity::default()
        };
        let words = |level| of_entity(&entity, level, 3).lines.into_iter().map(|l| l.text).collect::<Vec<_>>();
        assert_eq!(words(Level::Crowd), ["UIT"]);
        let full = words(Level::Full).join(" ");
        assert_eq!(full, "UIT Union internationale des télécommunications nombre de membres : 193");
    }

    #[test]
    fn a_name_without_end_is_cut_and_none_is_marked() {
        let long = Entity { name: "mot ".repeat(500), ..Entity::default() };
        let block = of_entity(&long, Level::Full, 1);
        assert!(block.size.width < 280.0 && block.lines.len() <= 6);
        assert_eq!(of_entity(&Entity::default(), Level::Full, 1).lines[0].text, "?");
    }
}
