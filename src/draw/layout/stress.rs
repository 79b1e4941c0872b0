//! Distances in the picture near to distances in the graph, by stochastic gradient descent.
//!
//! Zheng, Pawar and Goodman, "Graph Drawing by Stochastic Gradient Descent" (2018): each pair of boxes is moved towards its
//! wished distance, in random order, with steps that shrink. Chosen over spring embedders because it needs no start near the
//! goal and no tuning. Beyond [`FULL`] boxes the pairs are thinned as in their section 4.3: links, and every box with a few
//! pivots, each pivot standing for the boxes near it.

use super::Component;
use super::random::Random;
use crate::draw::geometry::Point;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Up to so many boxes every pair counts.
const FULL: usize = 640;
/// Pivots beyond that.
const PIVOTS: usize = 40;
/// Rounds are 2 to this power plus one, so that the factor between them takes nothing but square roots.
const LOG_ROUNDS: u32 = 5;
/// Space between linked boxes beyond what they fill themselves.
const GAP: f64 = 34.0;

/// A pair with its wished distance and how far a full step moves either.
struct Term {
    a: usize,
    b: usize,
    distance: f64,
    weight_a: f64,
    weight_b: f64,
}

/// Places for the boxes of a component.
pub(super) fn place(component: &Component, seed: u64, work: &mut u64) -> Vec<Point> {
    let count = component.sizes.len();
    let mut random = Random::new(seed);
    let side = 100.0 * (count as f64).sqrt();
    let mut places: Vec<Point> = (0..count).map(|_| Point::new(side * random.unit(), side * random.unit())).collect();
    let neighbours = neighbours(component);
    let mut terms = if count <= FULL { all_pairs(&neighbours, work) } else { pivot_pairs(&neighbours, work) };
    let (least, most) = terms.iter().fold((f64::INFINITY, 0.0_f64), |(least, most), term| {
        (least.min(positive(term.weight_a)).min(positive(term.weight_b)), most.max(term.weight_a).max(term.weight_b))
    });
    if terms.is_empty() {
        return places;
    }
    let rounds = (1 << LOG_ROUNDS) + 1;
    let (mut step, last) = (1.0 / least, 0.1 / most);
    let factor = (0..LOG_ROUNDS).fold(last / step, |factor, _| factor.sqrt());
    for _ in 0..rounds {
        random.shuffle(&mut terms);
        for term in &terms {
            pull(&mut places, term, step);
        }
        *work += terms.len() as u64;
        step *= factor;
    }
    places
}

fn positive(weight: f64) -> f64 {
    if weight > 0.0 { weight } else { f64::INFINITY }
}

fn pull(places: &mut [Point], term: &Term, step: f64) {
    let way = places[term.b] - places[term.a];
    let length = way.length().max(1e-6);
    let shift = way * ((length - term.distance) / (2.0 * length));
    places[term.a] = places[term.a] + shift * (term.weight_a * step).min(1.0);
    places[term.b] = places[term.b] - shift * (term.weight_b * step).min(1.0);
}

type Neighbours = Vec<Vec<(usize, f64)>>;

/// The neighbours of each box with the length that a link to them should have.
fn neighbours(component: &Component) -> Neighbours {
    let mut neighbours = vec![Vec::new(); component.sizes.len()];
    // A box counts as a disc between the circle in it and the circle of the same area; crowded boxes need longer links.
    let radius: Vec<f64> = component.sizes.iter().map(|s| (s.width * s.height).sqrt() * 0.5).collect();
    let mut degree = vec![0.0_f64; component.sizes.len()];
    for (a, b) in &component.pairs {
        degree[*a] += 1.0;
        degree[*b] += 1.0;
    }
    for (a, b) in &component.pairs {
        let crowd = 5.0 * (degree[*a].sqrt() + degree[*b].sqrt() - 2.0);
        let length = radius[*a] + radius[*b] + GAP + crowd;
        neighbours[*a].push((*b, length));
        neighbours[*b].push((*a, length));
    }
    neighbours
}

/// Lengths of the shortest ways from one box to all others.
fn distances(neighbours: &Neighbours, from: usize, work: &mut u64) -> Vec<f64> {
    let mut best = vec![f64::INFINITY; neighbours.len()];
    best[from] = 0.0;
    // Positive floats compare like their bits, which are totally ordered.
    let mut queue = BinaryHeap::from([Reverse((0u64, from))]);
    while let Some(Reverse((bits, node))) = queue.pop() {
        let far = f64::from_bits(bits);
        if far > best[node] {
            continue;
        }
        for (next, length) in &neighbours[node] {
            *work += 1;
            let through = far + length;
            if through < best[*next] {
                best[*next] = through;
                queue.push(Reverse((through.to_bits(), *next)));
            }
        }
    }
    best
}

fn all_pairs(neighbours: &Neighbours, work: &mut u64) -> Vec<Term> {
    let count = neighbours.len();
    let mut terms = Vec::with_capacity(count * count / 2);
    for a in 0..count {
        let far = distances(neighbours, a, work);
        for (b, distance) in far.into_iter().enumerate().skip(a + 1) {
            let weight = 1.0 / (distance * distance);
            terms.push(Term { a, b, distance, weight_a: weight, weight_b: weight });
        }
    }
    terms
}

fn pivot_pairs(neighbours: &Neighbours, work: &mut u64) -> Vec<Term> {
    let (pivots, far) = choose_pivots(neighbours, work);
    let regions = regions(&far, neighbours.len());
    let mut terms = Vec::new();
    for (a, list) in neighbours.iter().enumerate() {
        for (b, length) in list.iter().filter(|(b, _)| a < *b) {
            let weight = 1.0 / (length * length);
            terms.push(Term { a, b: *b, distance: *length, weight_a: weight, weight_b: weight });
        }
    }
    for (p, pivot) in pivots.iter().enumerate() {
        for (node, distance) in far[p].iter().enumerate() {
            if node == *pivot || neighbours[node].iter().any(|(n, _)| n == pivot) {
                continue;
            }
            // The pivot stands for those of its region that are nearer to it than half the way to this box.
            let stands_for = regions[p].partition_point(|d| *d <= distance / 2.0).max(1) as f64;
            let weight = stands_for / (distance * distance);
            terms.push(Term { a: node, b: *pivot, distance: *distance, weight_a: weight, weight_b: 0.0 });
        }
    }
    terms
}

/// Pivots far from each other, and the distances of all boxes from each.
fn choose_pivots(neighbours: &Neighbours, work: &mut u64) -> (Vec<usize>, Vec<Vec<f64>>) {
    let mut nearest = vec![f64::INFINITY; neighbours.len()];
    let (mut pivots, mut far) = (Vec::new(), Vec::new());
    let mut next = 0;
    for _ in 0..PIVOTS.min(neighbours.len()) {
        let from_pivot = distances(neighbours, next, work);
        for (near, d) in nearest.iter_mut().zip(&from_pivot) {
            *near = near.min(*d);
        }
        pivots.push(next);
        far.push(from_pivot);
        next = (0..nearest.len()).fold(0, |best, n| if nearest[n] > nearest[best] { n } else { best });
    }
    (pivots, far)
}

/// For each pivot the sorted distances of the boxes that are nearest to it.
fn regions(far: &[Vec<f64>], count: usize) -> Vec<Vec<f64>> {
    let mut regions = vec![Vec::new(); far.len()];
    for node in 0..count {
        let nearest = (0..far.len()).fold(0, |best, p| if far[p][node] < far[best][node] { p } else { best });
        regions[nearest].push(far[nearest][node]);
    }
    for region in &mut regions {
        region.sort_by(f64::total_cmp);
    }
    regions
}
