//! How good a layout looks: what it costs the eye to follow lines, and how much paper it takes.

use super::{Component, bounds};
use crate::draw::curve::{Cubic, through};
use crate::draw::geometry::{Point, Rect};

/// Pieces into which a curve is cut to see what it touches.
const PIECES: u32 = 8;
/// What a line behind a box costs, in crossings.
const BEHIND: f64 = 4.0;

/// Lower is better: crossings, lines behind boxes, long lines, bends at labels, and a shape far from the wished one.
pub(super) fn cost(component: &Component, places: &[Point], aspect: f64, work: &mut u64) -> f64 {
    let lines = &component.pairs;
    let mut cost = 0.0;
    for (n, first) in lines.iter().enumerate() {
        cost += (places[first.1] - places[first.0]).length() / 400.0;
        cost += lines[n + 1..].iter().filter(|second| cross(*first, **second, places)).count() as f64;
        *work += (lines.len() - n) as u64 / 8;
    }
    let rects: Vec<Rect> =
        component.sizes.iter().zip(places).map(|(s, p)| Rect::around(*p, s.width + 4.0, s.height + 4.0)).collect();
    for (label, from, to) in &component.labels {
        let (before, after) = (places[*label] - places[*from], places[*to] - places[*label]);
        cost += 0.8 * (1.0 - before.unit().dot(after.unit()));
        let curve = through(places[*from], places[*label], places[*to]);
        let points: Vec<Point> = curve.iter().flat_map(pieces).collect();
        cost += BEHIND * boxes_on(&points, &[*label, *from, *to], &rects) as f64;
        *work += rects.len() as u64;
    }
    let first_label = component.sizes.len() - component.labels.len();
    for (from, to) in lines.iter().filter(|(from, to)| *from < first_label && *to < first_label) {
        cost += BEHIND * boxes_on(&[places[*from], places[*to]], &[*from, *to], &rects) as f64;
        *work += rects.len() as u64 / 8;
    }
    let (from, to) = bounds(component, places);
    let (width, height) = (to.x - from.x, to.y - from.y);
    let filled: f64 = component.sizes.iter().map(|s| s.width * s.height).sum();
    let shape = (width / height.max(1.0)) / aspect;
    cost + width * height / filled.max(1.0) + 3.0 * (shape.max(1.0 / shape) - 1.0)
}

fn pieces(curve: &Cubic) -> impl Iterator<Item = Point> {
    (0..=PIECES).map(|n| curve.at(f64::from(n) / f64::from(PIECES)))
}

/// How many boxes, but for the line's own, lie on a line.
fn boxes_on(line: &[Point], own: &[usize], rects: &[Rect]) -> usize {
    let hit = |rect: &Rect| line.windows(2).any(|ends| rect.is_crossed(ends[0], ends[1]));
    rects.iter().enumerate().filter(|(n, rect)| !own.contains(n) && hit(rect)).count()
}

fn cross(first: (usize, usize), second: (usize, usize), places: &[Point]) -> bool {
    let shared = [first.0, first.1].iter().any(|n| *n == second.0 || *n == second.1);
    !shared && segments_cross(places[first.0], places[first.1], places[second.0], places[second.1])
}

fn segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x) > 0.0;
    side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagonals_of_a_square_cross_and_its_sides_do_not() {
        let p = Point::new;
        assert!(segments_cross(p(0.0, 0.0), p(1.0, 1.0), p(0.0, 1.0), p(1.0, 0.0)));
        assert!(!segments_cross(p(0.0, 0.0), p(1.0, 0.0), p(0.0, 1.0), p(1.0, 1.0)));
    }
}
