//! Scalable Vector Graphics: one file that needs nothing else, whose text stays text.
//!
//! Plain SVG 1.1 with classes, so that browsers, Inkscape, `LibreOffice` and resvg all show it. Colours are classes and not
//! attributes because the reader's screen may prefer dark ones. Readers of screens get a title and a description, and every
//! node and line its own `<title>`, which browsers also show under the pointer.

mod style;

use super::curve::Line;
use super::geometry::{Point, Rect};
use super::graph::{Entity, EntityGraph, Relation};
use super::scene::{Entry, Frame, Link, Look, Node, Scene, Shape, Style, TextBlock, TextLine, Words};
use super::shape::{BEHIND, CORNER, ROUND};
use super::typeset::shorten;
use super::xml::{Xml, number, points};
use super::{DrawError, Drawn, LEGIBLE, Options, Picture, Renderer};
use crate::relate::Modality;
use std::collections::BTreeSet;
use unicode_bidi::{Direction, get_base_direction};

/// Longest name in a tooltip, in characters.
const NAME: usize = 300;
/// Longest quote in a tooltip, in characters.
const QUOTE: usize = 400;
/// Paper on each side of a label.
const SIDE: f64 = 2.0;
/// Most quotes in a tooltip.
const QUOTES: usize = 3;

/// The SVG format.
#[derive(Clone, Copy, Debug)]
pub struct Svg;

impl Renderer for Svg {
    /// Of a graph of more than [`LEGIBLE`] entities the most connected are shown, with a remark.
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        Ok(Drawn::File(drawn(&picture).1.into_bytes()))
    }
}

/// What stands around the picture, and the text of the file.
pub(super) fn drawn(picture: &Picture<'_>) -> (Frame, String) {
    let Picture { graph, options, .. } = picture;
    let shown = graph.most_connected(LEGIBLE, &BTreeSet::new());
    let scene = Scene::new(&shown, options);
    let text = write_scene(&scene, &shown, options);
    (scene.frame, text)
}

fn write_scene(scene: &Scene, graph: &EntityGraph, options: &Options) -> String {
    let mut xml = Xml::default();
    let (width, height) = (scene.size.width.ceil(), scene.size.height.ceil());
    xml.raw(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" \
         role=\"img\" aria-labelledby=\"whereas-title whereas-desc\">\n"
    ));
    xml.element("title", "id=\"whereas-title\"", &scene.frame.title);
    xml.element("desc", "id=\"whereas-desc\"", &scene.frame.description);
    xml.raw(&style::sheet(options.theme));
    xml.raw("<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
    for (link, from, to) in with_ends(scene, graph) {
        write_line(&mut xml, link, &tooltip(&graph.graph[link.index], from, to));
    }
    for (link, from, to) in with_ends(scene, graph) {
        write_label(&mut xml, link, &tooltip(&graph.graph[link.index], from, to));
    }
    for node in &scene.nodes {
        write_node(&mut xml, node, &graph.graph[node.index]);
    }
    write_frame(&mut xml, scene);
    xml.raw("</svg>\n");
    xml.into_text()
}

fn with_ends<'a>(scene: &'a Scene, graph: &'a EntityGraph) -> impl Iterator<Item = (&'a Link, &'a Entity, &'a Entity)> {
    scene.links.iter().filter_map(|link| {
        let (from, to) = graph.graph.edge_endpoints(link.index)?;
        Some((link, &graph.graph[from], &graph.graph[to]))
    })
}

/// What a line says, and the words that say it.
fn tooltip(relation: &Relation, from: &Entity, to: &Entity) -> String {
    let [from, label, to] = [from.call(), &relation.label, to.call()].map(|name| shorten(name, NAME));
    let mut text = format!("{from} → {label} → {to}");
    if relation.modality == Modality::Prospective {
        text.push_str(" (prospective)");
    }
    let quotes = relation.quotes();
    for quote in quotes.iter().take(QUOTES) {
        text.push_str("\n« ");
        text.push_str(&shorten(quote, QUOTE));
        text.push_str(" »");
    }
    if quotes.len() > QUOTES {
        text.push_str(&format!("\n+ {}", quotes.len() - QUOTES));
    }
    text
}

fn classes(look: Look) -> &'static str {
    match (look.act, look.modality) {
        _ if look.made => "fact made",
        (false, Modality::Asserted) => "fact",
        (false, Modality::Prospective) => "fact prospective",
        (true, Modality::Asserted) => "act",
        (true, Modality::Prospective) => "act prospective",
    }
}

fn write_line(xml: &mut Xml, link: &Link, tooltip: &str) {
    let Some(line) = &link.line else { return };
    xml.raw(&format!("<g class=\"{}\">", classes(link.look)));
    xml.element("title", "", tooltip);
    write_strokes(xml, line, link.look);
    xml.raw("</g>\n");
}

fn write_strokes(xml: &mut Xml, line: &Line, look: Look) {
    let mut path = String::new();
    for (n, part) in line.parts.iter().enumerate() {
        let [a, b, c, d] = part.0;
        if n == 0 {
            path.push_str(&format!("M{}", points(&[a])));
        }
        path.push_str(&format!("C{}", points(&[b, c, d])));
    }
    xml.raw(&format!("<path class=\"line\" d=\"{path}\"/>"));
    let [tip, left, right] = line.head;
    // Heads of facts are filled, those of acts are open.
    let head = if look.act { points(&[left, tip, right]) } else { points(&[tip, left, right]) };
    let tag = if look.act { "polyline" } else { "polygon" };
    xml.raw(&format!("<{tag} class=\"head\" points=\"{head}\"/>"));
}

fn write_label(xml: &mut Xml, link: &Link, tooltip: &str) {
    let Some((text, rect)) = &link.label else { return };
    xml.raw(&format!("<g class=\"{}\" aria-hidden=\"true\">", classes(link.look)));
    xml.element("title", "", tooltip);
    // A label lies on a piece of paper and has no outline, which not every reader of SVG paints below the letters.
    let paper = Rect::around(rect.centre, text.size.width + 2.0 * SIDE, text.size.height);
    xml.raw("<g class=\"paper\">");
    write_rect(xml, &paper, SIDE);
    xml.raw("</g>");
    let top = rect.centre - Point::new(0.0, text.size.height / 2.0);
    write_text(xml, text, top, "label");
    xml.raw("</g>\n");
}

fn write_node(xml: &mut Xml, node: &Node, entity: &Entity) {
    xml.raw(&format!("<g class=\"node {}\">", style::kind_class(node.kind)));
    xml.element("title", "", &about(entity));
    write_shape(xml, node.shape, &node.rect);
    write_text(xml, &node.text, node.text_at, "");
    xml.raw("</g>\n");
}

/// The names of an entity, and its IRI.
fn about(entity: &Entity) -> String {
    let others = entity.names.iter().filter(|name| **name != entity.name).take(6);
    let lines = std::iter::once(&entity.name).chain(others).map(String::as_str).chain(entity.lines());
    let mut lines: Vec<String> = lines.map(|line| shorten(line, NAME)).collect();
    lines.push(entity.iri.clone());
    lines.join("\n")
}

fn write_text(xml: &mut Xml, block: &TextBlock, top: Point, class: &str) {
    // A line that begins with a Latin word goes the way of the whole name.
    let words = |style: Style| -> String {
        block.lines.iter().filter(|line| line.style == style).map(|line| line.text.as_str()).collect()
    };
    let direction_of = |line: &TextLine| match get_base_direction(words(line.style).as_str()) {
        Direction::Rtl => " direction=\"rtl\"",
        _ => "",
    };
    for line in &block.lines {
        let style = match line.style {
            Style::Head => "head-text",
            Style::Name => "",
            Style::Detail => "muted",
        };
        let class = [class, style].iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ");
        let class = if class.is_empty() { String::new() } else { format!("class=\"{class}\" ") };
        let (x, y, size) = (number(top.x), number(top.y + line.baseline), number(line.size));
        xml.element(
            "text",
            &format!("{class}x=\"{x}\" y=\"{y}\" font-size=\"{size}\" text-anchor=\"middle\"{}", direction_of(line)),
            &line.text,
        );
    }
}

fn write_shape(xml: &mut Xml, shape: Shape, rect: &Rect) {
    match shape {
        Shape::Rounded => write_rect(xml, rect, 5.0),
        Shape::Stadium => write_rect(xml, rect, rect.half.y.min(ROUND)),
        Shape::Plain => write_rect(xml, rect, 0.0),
        Shape::Ellipse => xml.raw(&format!(
            "<ellipse cx=\"{}\" cy=\"{}\" rx=\"{}\" ry=\"{}\"/>",
            number(rect.centre.x),
            number(rect.centre.y),
            number(rect.half.x),
            number(rect.half.y)
        )),
        Shape::Stack => {
            let small = Rect { half: rect.half - Point::new(BEHIND, BEHIND) * 0.5, ..*rect };
            let aside = Point::new(BEHIND, -BEHIND) * 0.5;
            write_rect(xml, &Rect { centre: small.centre + aside, ..small }, 0.0);
            write_rect(xml, &Rect { centre: small.centre - aside, ..small }, 0.0);
        }
        Shape::Hexagon | Shape::Octagon | Shape::Signpost | Shape::Page => {
            xml.raw(&format!("<polygon points=\"{}\"/>", points(&shape.outline(rect))));
        }
    }
    if shape == Shape::Page {
        let (right, top) = (rect.right(), rect.top());
        let fold = [(right - CORNER, top), (right - CORNER, top + CORNER), (right, top + CORNER)];
        xml.raw(&format!("<polyline points=\"{}\"/>", points(&fold.map(|(x, y)| Point::new(x, y)))));
    }
}

fn write_rect(xml: &mut Xml, rect: &Rect, radius: f64) {
    xml.raw(&format!(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\"/>",
        number(rect.left()),
        number(rect.top()),
        number(rect.half.x * 2.0),
        number(rect.half.y * 2.0),
        number(radius)
    ));
}

fn write_frame(xml: &mut Xml, scene: &Scene) {
    let words = |xml: &mut Xml, class: &str, words: &Words| {
        let (x, y, size) = (number(words.at.x), number(words.at.y), number(words.size));
        xml.element("text", &format!("class=\"{class}\" x=\"{x}\" y=\"{y}\" font-size=\"{size}\""), &words.text);
        xml.raw("\n");
    };
    for line in &scene.frame.heading {
        words(xml, "head-text", line);
    }
    if !scene.frame.legend.is_empty() {
        let y = number(scene.frame.rule);
        let (from, to) = (number(24.0), number(scene.size.width - 24.0));
        xml.raw(&format!("<path class=\"rule\" d=\"M{from} {y}H{to}\"/>\n"));
    }
    for item in &scene.frame.legend {
        match item.entry {
            Entry::Kind(kind, shape) => {
                xml.raw(&format!("<g class=\"node {}\">", style::kind_class(kind)));
                write_shape(xml, shape, &item.sign);
            }
            Entry::Look(look) => {
                xml.raw(&format!("<g class=\"{}\">", classes(look)));
                write_sample(xml, &item.sign, look);
            }
        }
        xml.raw("</g>");
        words(xml, "muted", &item.words);
    }
    for line in &scene.frame.notes {
        words(xml, "muted", line);
    }
}

/// A short line as sign of a kind of link.
fn write_sample(xml: &mut Xml, sign: &Rect, look: Look) {
    let y = sign.centre.y;
    let from = [Point::new(sign.left() - 2.0, y), Point::new(sign.left(), y - 1.0), Point::new(sign.left(), y + 1.0)];
    let to = [Point::new(sign.right(), y - 1.0), Point::new(sign.right() + 2.0, y), Point::new(sign.right(), y + 1.0)];
    let parts = super::curve::bent(from[0] + Point::new(1.0, 0.0), to[1] - Point::new(1.0, 0.0), 0.0);
    if let Some(line) = super::curve::clip(&parts, &from, &to) {
        write_strokes(xml, &line, look);
    }
}
