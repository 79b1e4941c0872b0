//! What stands around the graph: title above; legend, remarks and source below.

use super::{Link, Look};
use crate::draw::geometry::{Point, Rect};
use crate::draw::graph::{EntityGraph, Kind};
use crate::draw::layout::Size;
use crate::draw::names::clean;
use crate::draw::typeset::{LEADING, flow, shorten, width};
use crate::draw::{Options, scene::Shape};
use crate::relate::Modality;
use std::collections::BTreeSet;

/// Narrowest paper.
const NARROWEST: f64 = 560.0;
/// Font size of the title.
const TITLE: f64 = 19.0;
/// Font size of everything else.
const SMALL: f64 = 11.0;
/// Width of the sign of an item of the legend.
const SIGN: f64 = 30.0;
/// Height of a row of the legend.
const ROW: f64 = 22.0;
/// Width of paper from which all of these grow with it, so that they can still be read when it is shrunk to a page.
const WIDE: f64 = 1500.0;
/// How much they grow at most.
const MOST: f64 = 2.4;

/// Title, legend and source.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The whole title, for those who do not see the picture.
    pub title: String,
    /// What the picture shows, in numbers.
    pub description: String,
    /// Title lines, set large and bold, from the left.
    pub heading: Vec<Words>,
    /// Remarks and source, set small, from the left.
    pub notes: Vec<Words>,
    /// The legend.
    pub legend: Vec<Item>,
    /// Height of the line between graph and legend.
    pub rule: f64,
}

/// A line of words that begins at a point of its baseline.
#[derive(Clone, Debug)]
pub struct Words {
    /// The words.
    pub text: String,
    /// Font size in pixels.
    pub size: f64,
    /// Where the baseline begins.
    pub at: Point,
}

/// An item of the legend.
#[derive(Clone, Debug)]
pub struct Item {
    /// What it explains.
    pub entry: Entry,
    /// The box of its sign.
    pub sign: Rect,
    /// Its words.
    pub words: Words,
}

/// What an item of the legend explains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A kind of entity, by shape and colours.
    Kind(Kind, Shape),
    /// A kind of link.
    Look(Look),
}

/// The frame of a picture of this size, the size of the paper, and where the picture's upper left corner goes.
pub(super) fn around(
    graph: &EntityGraph,
    links: &[Link],
    options: &Options,
    inner: Size,
    margin: f64,
) -> (Frame, Size, Point) {
    let column = inner.width.max(NARROWEST);
    let scale = (column / WIDE).clamp(1.0, MOST);
    let description = description(graph, options);
    let given = options.title.as_deref().map(clean).filter(|title| !title.is_empty());
    let printed = given.or_else(|| graph.title.clone());
    let mut y = margin;
    let heading =
        printed.as_deref().map(|title| set(&[shorten(title, 300)], TITLE * scale, true, column, margin, &mut y));
    if heading.is_some() {
        y += 14.0;
    }
    let corner = Point::new(margin + (column - inner.width) / 2.0, y);
    y += inner.height + 18.0;
    let rule = y;
    y += 8.0;
    let legend = legend(graph, links, options, column, margin, scale, &mut y);
    y += 6.0;
    let source = options.source.as_deref().map_or_else(|| description.clone(), clean);
    let notes: Vec<String> = remark(graph, options).into_iter().chain([source]).collect();
    let notes = set(&notes, SMALL * scale, false, column, margin, &mut y);
    let frame = Frame {
        title: printed.unwrap_or_else(|| description.clone()),
        description,
        heading: heading.unwrap_or_default(),
        notes,
        legend,
        rule,
    };
    (frame, Size { width: column + 2.0 * margin, height: y + margin * 0.6 }, corner)
}

/// Paragraphs set from `left` in a column, `y` moved below them.
fn set(paragraphs: &[String], size: f64, bold: bool, column: f64, left: f64, y: &mut f64) -> Vec<Words> {
    let mut lines = Vec::new();
    for paragraph in paragraphs {
        let rows = (width(paragraph, size, bold) / column).ceil() as usize;
        for text in flow(paragraph, size, bold, rows + 1, column) {
            lines.push(Words { text, size, at: Point::new(left, *y + size * 0.93) });
            *y += size * LEADING;
        }
    }
    lines
}

fn legend(
    graph: &EntityGraph,
    links: &[Link],
    options: &Options,
    column: f64,
    left: f64,
    scale: f64,
    y: &mut f64,
) -> Vec<Item> {
    let (small, sign_width, row) = (SMALL * scale, SIGN * scale, ROW * scale);
    let (space, gap) = (7.0 * scale, 20.0 * scale);
    let (mut items, mut x) = (Vec::new(), left);
    for (entry, text) in entries(graph, links, options) {
        let wide = sign_width + space + width(&text, small, false);
        if x > left && x + wide > left + column {
            (x, *y) = (left, *y + row);
        }
        let middle = *y + row / 2.0;
        let sign = Rect::around(Point::new(x + sign_width / 2.0, middle), sign_width, 14.0 * scale);
        let words = Words { text, size: small, at: Point::new(x + sign_width + space, middle + small * 0.35) };
        items.push(Item { entry, sign, words });
        x += wide + gap;
    }
    if !items.is_empty() {
        *y += row;
    }
    items
}

/// What the legend explains, and in which words: kinds of entities, then kinds of links, of those that are there.
fn entries(graph: &EntityGraph, links: &[Link], options: &Options) -> Vec<(Entry, String)> {
    let kinds: BTreeSet<Kind> = graph.graph.node_weights().map(|entity| entity.kind).collect();
    let looks: BTreeSet<Look> = links.iter().map(|link| link.look).collect();
    let kinds = kinds.into_iter().filter(|kind| *kind != Kind::Other);
    let kinds = kinds.map(|kind| (Entry::Kind(kind, Shape::of(kind)), graph.words.of(kind.name()).to_owned()));
    kinds.chain(looks.into_iter().map(|look| (Entry::Look(look), name_of(look, graph, options)))).collect()
}

/// "fact, prospective", in the language of the graph.
fn name_of(look: Look, graph: &EntityGraph, options: &Options) -> String {
    if look.made {
        return options.interface.say(&graph.words.language, "made", &[]);
    }
    let what = if look.act { "Act" } else { "Fact" };
    let how = match look.modality {
        Modality::Asserted => "asserted",
        Modality::Prospective => "prospective",
    };
    format!("{}, {}", graph.words.of(what), graph.words.of(how)).to_lowercase()
}

fn description(graph: &EntityGraph, options: &Options) -> String {
    let (entities, relations) = (graph.graph.node_count(), graph.graph.edge_count());
    let count = |what: &str, n: usize| count(graph, options, what, n);
    let (entities, relations) = (count("entities", entities), count("relations", relations));
    let documents = count("documents", graph.sources.len());
    let fill = [("entities", &*entities), ("relations", &*relations), ("documents", &*documents)];
    options.interface.say(&graph.words.language, "read_by", &fill)
}

/// What was left out, in the language of the graph.
pub(in crate::draw) fn remark(graph: &EntityGraph, options: &Options) -> Option<String> {
    let left_out = graph.left_out;
    (left_out.entities > 0).then(|| {
        let shown = thousands(graph.graph.node_count());
        let entities = count(graph, options, "entities", left_out.entities);
        let relations = count(graph, options, "relations", left_out.relations);
        let fill = [("shown", &*shown), ("entities", &*entities), ("relations", &*relations)];
        options.interface.say(&graph.words.language, "left_out", &fill)
    })
}

fn count(graph: &EntityGraph, options: &Options, what: &str, n: usize) -> String {
    options.interface.count(&graph.words.language, what, n, &thousands(n))
}

/// A number with spaces between groups of three digits.
fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_grouped() {
        assert_eq!(thousands(5), "5");
        assert_eq!(thousands(1234567), "1\u{a0}234\u{a0}567");
    }
}
