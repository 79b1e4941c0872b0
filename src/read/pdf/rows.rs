//! From characters to rows: what stands on one line of the page, cut into segments where the gap is wider than between words.

use super::glyphs::{Glyph, Page};
use unicode_normalization::UnicodeNormalization as _;

/// Difference of baselines within a row, in sizes of its characters.
const SAME: f64 = 0.2;
/// Size of raised characters, in sizes of the row, at most.
const SMALL: f64 = 0.85;
/// How far above the baseline raised characters stand, in sizes of the row, at most.
const RAISED: f64 = 0.8;
/// The same below.
const LOWERED: f64 = 0.35;
/// Raised characters may be as large as the row where they are few: a program has set them on a line of their own.
const FEW: usize = 3;
const LARGE: f64 = 1.1;
/// How far above a few characters may stand that begin where the row ends, and the gap between: a program has set them on a line of their own.
const ABOVE_END: f64 = 1.2;
const TOUCHING: f64 = 0.2;
/// Letters of a raised group at most.
const LONGEST: usize = 8;
/// Distance of a raised group from its neighbour, in sizes of the row, at most.
const NEAR: f64 = 1.2;
/// Gap between segments, in sizes of the row.
const APART: f64 = 1.5;
/// Gap between words where the file has spaces, and where it has none.
const WORD: f64 = 0.45;
const WORD_UNSPACED: f64 = 0.16;
/// Share of spaces among the characters of a page that has them.
const SPACED: f64 = 0.07;

/// Characters of one kind, side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) text: String,
    /// Above the line.
    pub(super) raised: bool,
}

/// Words side by side.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) left: f64,
    pub(super) right: f64,
    /// Baseline.
    pub(super) y: f64,
    pub(super) size: f64,
    pub(super) parts: Vec<Part>,
    /// Width of its first word.
    pub(super) first: f64,
}

impl Segment {
    pub(super) fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }

    pub(super) fn words(&self) -> usize {
        self.parts.iter().map(|part| part.text.split_whitespace().count()).sum()
    }
}

/// The rows of a page from top to bottom, each with its segments from left to right.
pub(super) fn rows(page: &Page) -> Vec<Vec<Segment>> {
    let visible = page.glyphs.iter().filter(|glyph| !glyph.is_space()).count();
    #[expect(clippy::cast_precision_loss, reason = "a share of at most some millions")]
    let spaced = (page.glyphs.len() - visible) as f64 > SPACED * visible as f64;
    let mut lines = baselines(&page.glyphs);
    attach(&mut lines);
    lines.into_iter().map(|line| line.segments(spaced)).filter(|row| !row.is_empty()).collect()
}

/// Characters on a baseline.
#[derive(Debug)]
struct Line {
    y: f64,
    size: f64,
    /// With whether each stands above the line.
    glyphs: Vec<(Glyph, bool)>,
}

/// Groups visible characters, and the spaces between them, by their baseline.
fn baselines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut order: Vec<&Glyph> = glyphs.iter().collect();
    order.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<Line> = Vec::new();
    for glyph in order {
        match lines.last_mut() {
            Some(line) if line.y - glyph.y <= SAME * line.size.max(glyph.size) => {
                line.glyphs.push((glyph.clone(), false));
                if !glyph.is_space() {
                    line.size = line.size.max(glyph.size);
                }
            }
            _ => lines.push(Line { y: glyph.y, size: glyph.size, glyphs: vec![(glyph.clone(), false)] }),
        }
    }
    for line in &mut lines {
        line.settle();
    }
    lines.retain(|line| line.glyphs.iter().any(|(glyph, _)| !glyph.is_space()));
    lines
}

impl Line {
    /// Baseline and size are those of most of its characters.
    fn settle(&mut self) {
        let mut sizes: Vec<f64> =
            self.glyphs.iter().filter(|(glyph, _)| !glyph.is_space()).map(|(glyph, _)| glyph.size).collect();
        sizes.sort_by(f64::total_cmp);
        if let Some(middle) = sizes.get(sizes.len() / 2) {
            self.size = *middle;
            let of_size = self.glyphs.iter().find(|(glyph, _)| glyph.size == self.size && !glyph.is_space());
            self.y = of_size.map_or(self.y, |(glyph, _)| glyph.y);
        }
        self.glyphs.sort_by(|(a, _), (b, _)| a.x.total_cmp(&b.x));
    }

    /// Whether its last character ends where something begins.
    fn ends_at(&self, left: f64) -> bool {
        let visible = self.glyphs.iter().filter(|(glyph, _)| !glyph.is_space());
        let right = visible.map(|(glyph, _)| glyph.right()).fold(f64::MIN, f64::max);
        (left - right).abs() <= TOUCHING * self.size
    }

    /// Whether one of its characters stands beside a place.
    fn is_near(&self, left: f64, right: f64) -> bool {
        let reach = NEAR * self.size;
        let visible = self.glyphs.iter().filter(|(glyph, _)| !glyph.is_space());
        visible.into_iter().any(|(glyph, _)| glyph.x <= right + reach && glyph.right() >= left - reach)
    }
}

/// Puts raised and lowered characters, which have baselines of their own, into the line that they belong to.
fn attach(lines: &mut Vec<Line>) {
    let mut at = 0;
    while at < lines.len() {
        let groups = groups(&lines[at]);
        let homes: Vec<Option<usize>> = groups.iter().map(|group| home(lines, at, group)).collect();
        let moved = homes.iter().all(Option::is_some);
        if !moved || groups.is_empty() {
            at += 1;
            continue;
        }
        let raised_y = lines[at].y;
        for (group, home) in groups.into_iter().zip(homes.into_iter().flatten()) {
            let line = &mut lines[home];
            let raised = raised_y > line.y;
            line.glyphs.extend(group.into_iter().map(|glyph| (glyph, raised)));
            line.glyphs.sort_by(|(a, _), (b, _)| a.x.total_cmp(&b.x));
        }
        lines.remove(at);
    }
}

/// The visible characters of a line, parted where the gap is wider than between words.
fn groups(line: &Line) -> Vec<Vec<Glyph>> {
    let mut groups: Vec<Vec<Glyph>> = Vec::new();
    for (glyph, _) in line.glyphs.iter().filter(|(glyph, _)| !glyph.is_space()) {
        match groups.last_mut() {
            Some(group) if group.last().is_some_and(|last| glyph.x - last.right() < line.size) => {
                group.push(glyph.clone());
            }
            _ => groups.push(vec![glyph.clone()]),
        }
    }
    groups
}

/// The line near by that a group of small characters belongs to.
fn home(lines: &[Line], own: usize, group: &[Glyph]) -> Option<usize> {
    let (left, right) = (group.first()?.x, group.last()?.right());
    let size = group.iter().map(|glyph| glyph.size).fold(0.0, f64::max);
    let y = lines[own].y;
    let fits = |at: &usize| {
        let line = &lines[*at];
        let above = y - line.y;
        let near = if above > 0.0 { above <= RAISED * line.size } else { -above <= LOWERED * line.size };
        let number = group.iter().all(|glyph| glyph.text.chars().all(|c| c.is_ascii_digit()));
        let at_end =
            number && group.len() <= FEW && above > 0.0 && above <= ABOVE_END * line.size && line.ends_at(left);
        let near = near || at_end;
        let small =
            size <= SMALL * line.size || group.len() <= FEW && size <= LARGE * line.size && above > SAME * line.size;
        *at != own && near && small && line.is_near(left, right)
    };
    if group.len() > LONGEST {
        return None;
    }
    let near = (own.saturating_sub(3)..(own + 4).min(lines.len())).filter(fits);
    near.min_by(|a, b| (lines[*a].y - y).abs().total_cmp(&(lines[*b].y - y).abs()))
}

impl Line {
    fn segments(self, spaced: bool) -> Vec<Segment> {
        let (y, size) = (self.y, self.size);
        let word = if spaced { WORD } else { WORD_UNSPACED };
        let mut segments: Vec<Segment> = Vec::new();
        let mut space = false;
        let mut last: Option<Glyph> = None;
        for (glyph, raised) in self.glyphs {
            if glyph.is_space() {
                space = true;
                continue;
            }
            let gap = last.as_ref().map_or(0.0, |last| glyph.x - last.right());
            if last.as_ref().is_some_and(|last| is_printed_twice(last, &glyph)) {
                continue;
            }
            if last.as_ref().is_none_or(|_| gap > APART * size) {
                segments.push(Segment { left: glyph.x, right: glyph.right(), y, size, parts: Vec::new(), first: 0.0 });
                space = false;
            }
            let parted = std::mem::take(&mut space) && gap > -0.1 * size || gap > word * size.min(glyph.size);
            if let Some(segment) = segments.last_mut() {
                segment.add(&glyph, raised, parted, last.as_ref());
            }
            last = Some(glyph);
        }
        segments
    }
}

impl Segment {
    fn add(&mut self, glyph: &Glyph, raised: bool, parted: bool, before: Option<&Glyph>) {
        let start = self.parts.is_empty();
        if !parted && before.is_some_and(|before| self.compose(glyph, before)) {
            return;
        }
        if parted && !start {
            if self.first == 0.0 {
                self.first = self.right - self.left;
            }
            if let Some(part) = self.parts.last_mut() {
                part.text.push(' ');
            }
        }
        match self.parts.last_mut().filter(|part| part.raised == raised) {
            Some(part) => part.text.push_str(&glyph.text),
            None => self.parts.push(Part { text: glyph.text.clone(), raised }),
        }
        self.right = self.right.max(glyph.right());
    }

    /// Puts an accent that is printed over a letter onto it; whether it was one.
    fn compose(&mut self, glyph: &Glyph, before: &Glyph) -> bool {
        let over = glyph.x < before.x + before.width * 0.6;
        let Some(part) = self.parts.last_mut().filter(|_| over) else { return false };
        let (mark, letter) = match (mark(&glyph.text), mark(&before.text)) {
            (Some(mark), None) => (mark, before.text.as_str()),
            (None, Some(mark)) => (mark, glyph.text.as_str()),
            _ => return false,
        };
        let composed: String = format!("{letter}{mark}").nfc().collect();
        let single = composed.chars().count() == 1 && part.text.ends_with(&before.text);
        if single {
            part.text.truncate(part.text.len() - before.text.len());
            part.text.push_str(&composed);
            self.right = self.right.max(glyph.right());
        }
        single
    }
}

/// The combining mark of an accent that has a character of its own.
fn mark(text: &str) -> Option<char> {
    Some(match text {
        "´" | "\u{301}" => '\u{301}',
        "`" | "\u{300}" => '\u{300}',
        "^" | "ˆ" | "\u{302}" => '\u{302}',
        "¨" | "\u{308}" => '\u{308}',
        "~" | "˜" | "\u{303}" => '\u{303}',
        "¸" | "\u{327}" => '\u{327}',
        _ => return None,
    })
}

/// Bold by printing twice.
fn is_printed_twice(last: &Glyph, glyph: &Glyph) -> bool {
    last.text == glyph.text && (glyph.x - last.x).abs() < 0.12 * glyph.size.min(glyph.width.max(0.1) * 4.0)
}
