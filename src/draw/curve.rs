//! Lines from one node to another: smooth, through their label, from outline to outline.

use super::geometry::Point;
use super::shape::contains;

/// A cubic Bézier curve.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cubic(pub [Point; 4]);

/// Length of arrow heads.
pub(super) const ARROW: f64 = 8.0;
/// Space between an outline and the tip of an arrow.
const TOUCH: f64 = 1.0;

impl Cubic {
    fn straight(from: Point, to: Point) -> Self {
        Self([from, from + (to - from) * (1.0 / 3.0), to - (to - from) * (1.0 / 3.0), to])
    }

    /// The point at `t` from 0 to 1.
    #[must_use]
    pub fn at(&self, t: f64) -> Point {
        self.split(t).0.0[3]
    }

    /// The parts before and after `t`.
    fn split(&self, t: f64) -> (Self, Self) {
        let [a, b, c, d] = self.0;
        let between = |p: Point, q: Point| p + (q - p) * t;
        let (ab, bc, cd) = (between(a, b), between(b, c), between(c, d));
        let (abc, bcd) = (between(ab, bc), between(bc, cd));
        let middle = between(abc, bcd);
        (Self([a, ab, abc, middle]), Self([middle, bcd, cd, d]))
    }

    fn reversed(&self) -> Self {
        let [a, b, c, d] = self.0;
        Self([d, c, b, a])
    }
}

/// A line with its arrow head.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its parts, in order.
    pub parts: Vec<Cubic>,
    /// The head: its tip and its two other corners.
    pub head: [Point; 3],
}

/// The middle line through a label, from the middle of one node to that of another.
pub(super) fn through(from: Point, label: Point, to: Point) -> Vec<Cubic> {
    let (before, after) = (label - from, to - label);
    let tangent = (before.unit() + after.unit()).unit();
    let first = Cubic([from, from + before * 0.4, label - tangent * (before.length() * 0.3), label]);
    let second = Cubic([label, label + tangent * (after.length() * 0.3), to - after * 0.4, to]);
    vec![first, second]
}

/// A line bent to its left by so many pixels.
pub(super) fn bent(from: Point, to: Point, bend: f64) -> Vec<Cubic> {
    if bend == 0.0 {
        return vec![Cubic::straight(from, to)];
    }
    let aside = (to - from).unit().turned() * (bend * 4.0 / 3.0);
    let Cubic([a, b, c, d]) = Cubic::straight(from, to);
    vec![Cubic([a, b + aside, c + aside, d])]
}

/// A line from a node to itself, by way of a point outside.
pub(super) fn around(node: Point, outside: Point) -> Vec<Cubic> {
    let way = outside - node;
    let aside = way.unit().turned() * (way.length() * 0.3).clamp(16.0, 40.0);
    vec![
        Cubic([node, node + way * 0.3 + aside, outside - way * 0.1 + aside, outside]),
        Cubic([outside, outside - way * 0.1 - aside, node + way * 0.3 - aside, node]),
    ]
}

/// What of a middle line shows between two outlines, with an arrow head at its end.
pub(super) fn clip(parts: &[Cubic], from: &[Point], to: &[Point]) -> Option<Line> {
    let (first, last) = (leave(parts, from)?, leave(&reverse(parts), to)?);
    let (start_part, start) = first;
    let (end_part, end) = (parts.len() - 1 - last.0, 1.0 - last.1);
    let mut shown: Vec<Cubic> = parts.get(start_part..=end_part)?.to_vec();
    if shown.len() == 1 {
        if start >= end {
            return None;
        }
        let tail = shown[0].split(start).1;
        shown[0] = tail.split((end - start) / (1.0 - start)).0;
    } else {
        shown[0] = shown[0].split(start).1;
        let at = shown.len() - 1;
        shown[at] = shown[at].split(end).0;
    }
    Some(with_head(shown))
}

fn with_head(mut parts: Vec<Cubic>) -> Line {
    let Some(last) = parts.last_mut() else { return Line { parts, head: [Point::default(); 3] } };
    // Back along the curve by the length of the head: the line ends inside the head, the tip on the outline.
    let tip = last.0[3];
    let back = (0..=40).rev().map(|n| f64::from(n) / 40.0).find(|t| (last.at(*t) - tip).length() >= ARROW);
    let neck_at = back.unwrap_or(0.0);
    let neck = last.at(neck_at);
    let direction = (tip - neck).unit();
    let tip = tip - direction * TOUCH;
    let foot = tip - direction * ARROW;
    let aside = direction.turned() * (ARROW * 0.42);
    if neck_at > 0.0 {
        *last = last.split(neck_at).0;
    }
    last.0[3] = foot + direction * 1.0;
    Line { parts, head: [tip, foot + aside, foot - aside] }
}

fn reverse(parts: &[Cubic]) -> Vec<Cubic> {
    parts.iter().rev().map(Cubic::reversed).collect()
}

/// Where a line that starts in an outline leaves it: index of the part, and `t`; none when it never does.
fn leave(parts: &[Cubic], outline: &[Point]) -> Option<(usize, f64)> {
    const STEPS: u32 = 32;
    for (n, part) in parts.iter().enumerate() {
        let inside = |t: f64| contains(outline, part.at(t));
        let Some(step) = (0..=STEPS).find(|step| !inside(f64::from(*step) / f64::from(STEPS))) else { continue };
        let mut high = f64::from(step) / f64::from(STEPS);
        let mut low = (high - 1.0 / f64::from(STEPS)).max(0.0);
        for _ in 0..20 {
            let middle = (low + high) / 2.0;
            if inside(middle) { low = middle } else { high = middle }
        }
        return Some((n, high));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::geometry::Rect;
    use crate::draw::shape::Shape;

    fn square(x: f64) -> Vec<Point> {
        Shape::Plain.outline(&Rect::around(Point::new(x, 0.0), 20.0, 20.0))
    }

    #[test]
    fn a_line_shows_between_outlines() {
        let (from, to) = (Point::new(0.0, 0.0), Point::new(100.0, 0.0));
        let line = clip(&bent(from, to, 0.0), &square(0.0), &square(100.0)).unwrap();
        assert!((line.parts[0].0[0].x - 10.0).abs() < 0.1);
        assert!((line.head[0].x - (90.0 - TOUCH)).abs() < 0.1, "{:?}", line.head);
        assert!(line.head[1].x < 85.0);
    }

    #[test]
    fn a_line_passes_through_its_label() {
        let label = Point::new(50.0, 30.0);
        let parts = through(Point::new(0.0, 0.0), label, Point::new(100.0, 0.0));
        assert_eq!(parts[0].0[3], label);
        assert!(clip(&parts, &square(0.0), &square(100.0)).is_some());
    }
}
