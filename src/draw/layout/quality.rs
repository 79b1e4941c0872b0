//! How good a layout looks: what it costs the eye to follow lines, and how much paper it takes.

use super::{Component, bounds};
use crate::draw::geometry::{Point, Rect};

/// Lower is better: crossings, lines behind boxes, long lines, bends at labels, and a shape far from the wished one.
pub(super) fn cost(component: &Component, places: &[Point], aspect: f64, work: &mut u64) -> f64 {
    let lines: Vec<(usize, usize)> = component.pairs.clone();
    let mut cost = 0.0;
    for (n, first) in lines.iter().enumerate() {
        cost += (places[first.1] - places[first.0]).length() / 400.0;
        cost += lines[n + 1..].iter().filter(|second| cross(*first, **second, places)).count() as f64;
        cost += 2.5 * boxes_on_line(component, places, *first);
        *work += (lines.len() - n + places.len()) as u64 / 8;
    }
    for (label, from, to) in &component.labels {
        let (before, after) = (places[*label] - places[*from], places[*to] - places[*label]);
        cost += 0.8 * (1.0 - before.unit().dot(after.unit()));
    }
    let (from, to) = bounds(component, places);
    let (width, height) = (to.x - from.x, to.y - from.y);
    let filled: f64 = component.sizes.iter().map(|s| s.width * s.height).sum();
    let shape = (width / height.max(1.0)) / aspect;
    cost + width * height / filled.max(1.0) + 3.0 * (shape.max(1.0 / shape) - 1.0)
}

fn cross(first: (usize, usize), second: (usize, usize), places: &[Point]) -> bool {
    let shared = [first.0, first.1].iter().any(|n| *n == second.0 || *n == second.1);
    !shared && segments_cross(places[first.0], places[first.1], places[second.0], places[second.1])
}

fn segments_cross(a: Point, b: Point, c: Point, d: Point) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x) > 0.0;
    side(a, b, c) != side(a, b, d) && side(c, d, a) != side(c, d, b)
}

fn boxes_on_line(component: &Component, places: &[Point], line: (usize, usize)) -> f64 {
    let hit = |n: &usize| {
        let size = component.sizes[*n];
        *n != line.0
            && *n != line.1
            && Rect::around(places[*n], size.width + 4.0, size.height + 4.0).is_crossed(places[line.0], places[line.1])
    };
    (0..places.len()).filter(hit).count() as f64
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
