//! From ideal places to places with room: links short, boxes apart, lines clear of boxes.
//!
//! Rounds of small moves that grow weaker: a spring on every link between the borders of its boxes, a pull of every label
//! to the middle of its link, a push of boxes off lines that are not theirs, and last the separation of boxes that overlap.
//! A final loop separates only, widening the whole when a crowd does not dissolve, so that it always ends without overlap.

use super::{Component, Size};
use crate::draw::geometry::{Point, Rect};

/// Space around each box.
const MARGIN: f64 = 7.0;
/// Wished space between the borders of linked boxes, less for labels, which sit on their line.
const LINK_GAP: f64 = 30.0;
/// Length beyond which a link pulls no harder: among many boxes the sum of pulls would crush the centre.
const FAR: [f64; 2] = [400.0, 80.0];
/// Boxes from which the second holds.
const MANY: usize = 250;
/// Rounds of all moves together.
const ROUNDS: usize = 110;
/// Beyond so many pairs of a line and a box, lines are not kept clear of boxes.
const CLEARABLE: usize = 250_000;
/// How many times the area of its boxes a component begins with.
const ROOMY: f64 = 2.2;
/// Rounds of separation before the whole is widened.
const PATIENCE: usize = 40;

/// Turns the longest way of a component into the horizontal and brings it nearer to the wished proportion.
pub(super) fn turn_and_stretch(places: &mut [Point], aspect: f64) {
    let count = places.len().max(1) as f64;
    let middle = places.iter().fold(Point::default(), |sum, p| sum + *p) * (1.0 / count);
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for place in places.iter_mut() {
        *place = *place - middle;
        xx += place.x * place.x;
        xy += place.x * place.y;
        yy += place.y * place.y;
    }
    let axis = main_axis(xx, xy, yy);
    let (mut width, mut height) = (0.0, 0.0);
    for place in places.iter_mut() {
        *place = Point::new(place.dot(axis), place.x * -axis.y + place.y * axis.x);
        width += place.x.abs();
        height += place.y.abs();
    }
    // Boxes are wider than high and widen the whole by themselves.
    let stretch = (aspect * 0.8 * height / f64::max(width, 1e-9)).sqrt().clamp(0.75, 1.3);
    for place in places.iter_mut() {
        *place = Point::new(place.x * stretch, place.y / stretch);
    }
}

/// Direction of the eigenvector of the larger eigenvalue of a symmetric matrix.
fn main_axis(xx: f64, xy: f64, yy: f64) -> Point {
    let half = (xx - yy) / 2.0;
    let root = (half * half + xy * xy).sqrt();
    if root < 1e-9 {
        return Point::new(1.0, 0.0);
    }
    let axis = if half >= 0.0 { Point::new(half + root, xy) } else { Point::new(xy, root - half) };
    let axis = axis.unit();
    if axis.x < 0.0 { axis * -1.0 } else { axis }
}

/// Makes room for all boxes.
pub(super) fn relax(component: &Component, places: &mut [Point], work: &mut u64) {
    let halves: Vec<Point> = component.sizes.iter().map(|s| half_with_margin(*s)).collect();
    let clear = component.pairs.len() * halves.len() <= CLEARABLE;
    widen(&halves, places);
    let rounds = if places.len() > 1500 { ROUNDS / 4 } else { ROUNDS };
    for round in 0..rounds {
        let heat = 1.0 - round as f64 / rounds as f64;
        spring(component, &halves, places, 0.25 * heat);
        centre_labels(component, &halves, places, 0.3 * heat);
        *work += (component.pairs.len() + component.labels.len()) as u64;
        if clear {
            clear_lines(component, &halves, places, 0.4, work);
        }
        separate(&halves, places, 0.5, work);
    }
    finish(&halves, places, work);
}

/// Scales a crowded start up, in either direction as boxes need it, so that separation has little to do: pushing alone
/// would pile wide boxes into columns.
fn widen(halves: &[Point], places: &mut [Point]) {
    let count = places.len() as f64;
    let spread = |of: fn(&Point) -> f64| (places.iter().map(|p| of(p) * of(p)).sum::<f64>() / count).sqrt() * 3.46;
    let room = (spread(|p| p.x) * spread(|p| p.y)).max(1.0);
    let filled: f64 = halves.iter().map(|h| 4.0 * h.x * h.y).sum();
    let factor = (filled * ROOMY / room).sqrt();
    if factor > 1.0 {
        for place in places.iter_mut() {
            *place = Point::new(place.x * factor * factor.sqrt().min(1.15), place.y * factor);
        }
    }
}

fn half_with_margin(size: Size) -> Point {
    Point::new(size.width / 2.0 + MARGIN, size.height / 2.0 + MARGIN)
}

/// How far the border of a box is from its middle in a direction.
fn reach(half: Point, direction: Point) -> f64 {
    let across = |half: f64, part: f64| if part.abs() < 1e-9 { f64::INFINITY } else { half / part.abs() };
    across(half.x, direction.x).min(across(half.y, direction.y))
}

fn spring(component: &Component, halves: &[Point], places: &mut [Point], strength: f64) {
    let far = FAR[usize::from(places.len() >= MANY)];
    let first_label = component.sizes.len() - component.labels.len();
    for (a, b) in &component.pairs {
        let (a, b) = (*a, *b);
        let way = places[b] - places[a];
        let direction = way.unit();
        let gap = if a >= first_label || b >= first_label { LINK_GAP / 3.0 } else { LINK_GAP };
        let wished = reach(halves[a], direction) + reach(halves[b], direction) + gap;
        let shift = direction * ((way.length() - wished).min(far) * 0.5 * strength);
        places[a] = places[a] + shift;
        places[b] = places[b] - shift;
    }
}

/// Pulls labels to the middle of the visible part of their link.
fn centre_labels(component: &Component, halves: &[Point], places: &mut [Point], strength: f64) {
    for (label, from, to) in &component.labels {
        if from == to {
            continue;
        }
        let direction = (places[*to] - places[*from]).unit();
        let start = places[*from] + direction * reach(halves[*from], direction);
        let end = places[*to] - direction * reach(halves[*to], direction);
        places[*label] = places[*label] + (start.middle(end) - places[*label]) * strength;
    }
}

/// Pushes boxes off the lines that pass through them, and these lines a little the other way.
fn clear_lines(component: &Component, halves: &[Point], places: &mut [Point], strength: f64, work: &mut u64) {
    for (a, b) in &component.pairs {
        let (a, b) = (*a, *b);
        for n in 0..places.len() {
            let (start, end) = (places[a], places[b]);
            let rect = Rect { centre: places[n], half: halves[n] };
            if n == a || n == b || !near(&rect, start, end) || !rect.is_crossed(start, end) {
                continue;
            }
            let normal = (end - start).unit().turned();
            let aside = (places[n] - start).dot(normal);
            let side = if aside >= 0.0 { 1.0 } else { -1.0 };
            let extent = halves[n].x * normal.x.abs() + halves[n].y * normal.y.abs();
            let push = normal * (side * (extent - aside.abs()).min(24.0) * strength);
            places[n] = places[n] + push * 0.6;
            places[a] = places[a] - push * 0.25;
            places[b] = places[b] - push * 0.25;
        }
    }
    *work += (component.pairs.len() * places.len()) as u64 / 8;
}

/// A quick no for most pairs of a box and a segment.
fn near(rect: &Rect, a: Point, b: Point) -> bool {
    a.x.min(b.x) < rect.right()
        && a.x.max(b.x) > rect.left()
        && a.y.min(b.y) < rect.bottom()
        && a.y.max(b.y) > rect.top()
}

/// Moves overlapping boxes apart along the shorter way; tells whether any overlapped.
fn separate(halves: &[Point], places: &mut [Point], strength: f64, work: &mut u64) -> bool {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by(|a, b| (places[*a].x - halves[*a].x).total_cmp(&(places[*b].x - halves[*b].x)).then(a.cmp(b)));
    let mut moved = false;
    for (at, a) in order.iter().enumerate() {
        let right = places[*a].x + halves[*a].x;
        for b in &order[at + 1..] {
            *work += 1;
            if places[*b].x - halves[*b].x >= right {
                break;
            }
            moved |= push_apart(halves, places, *a, *b, strength);
        }
    }
    moved
}

fn push_apart(halves: &[Point], places: &mut [Point], a: usize, b: usize, strength: f64) -> bool {
    let way = places[b] - places[a];
    let deep = halves[a] + halves[b] - Point::new(way.x.abs(), way.y.abs());
    if deep.x <= 1e-3 || deep.y <= 1e-3 {
        return false;
    }
    // Boxes in the same place are told apart by their order.
    let sign = |d: f64| if d > 0.0 || (d == 0.0 && a < b) { 1.0 } else { -1.0 };
    let shift =
        if deep.x < deep.y { Point::new(deep.x * sign(way.x), 0.0) } else { Point::new(0.0, deep.y * sign(way.y)) };
    let half = shift * (strength.max(0.05) * 1.02);
    places[a] = places[a] - half;
    places[b] = places[b] + half;
    true
}

fn finish(halves: &[Point], places: &mut [Point], work: &mut u64) {
    let mut rounds = 0;
    while separate(halves, places, 0.5, work) {
        rounds += 1;
        if rounds % PATIENCE == 0 {
            for place in places.iter_mut() {
                *place = *place * 1.06;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_in_one_place_come_apart() {
        let halves = [Point::new(10.0, 5.0); 4];
        let mut places = [Point::default(); 4];
        finish(&halves, &mut places, &mut 0);
        for a in 0..4 {
            for b in a + 1..4 {
                let rect = |n: usize| Rect { centre: places[n], half: halves[n] };
                assert!(!rect(a).grown(-0.1).overlaps(&rect(b).grown(-0.1)));
            }
        }
    }

    #[test]
    fn the_longest_way_becomes_the_horizontal() {
        let mut places = [Point::new(0.0, 0.0), Point::new(10.0, 100.0), Point::new(20.0, 200.0)];
        turn_and_stretch(&mut places, 1.0);
        assert!(places.iter().all(|p| p.y.abs() < 1e-6));
    }
}
