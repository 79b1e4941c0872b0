//! Where the boxes of a graph stand: no two overlap, those that are linked stand near each other.
//!
//! A label of a link is a box of its own, halfway along the link, so that room is made for it as for any other and the
//! line can be drawn through it. Each component is laid out by itself and the components are packed like bricks:
//!
//! 1. `stress`: distances in the picture near to distances in the graph, ignoring sizes;
//! 2. `relax`: links as short as the boxes allow, boxes apart and off the lines of others;
//! 3. for small components the best of several starts by `quality`: few crossings, short lines;
//! 4. `pack`.
//!
//! Deterministic to the last bit: pseudo-random numbers from a fixed seed, and no function but `sqrt`, which IEEE 754 defines
//! exactly (sines and powers differ between machines).

mod pack;
mod quality;
mod random;
mod relax;
mod stress;

use super::geometry::Point;
use petgraph::unionfind::UnionFind;
use std::collections::BTreeMap;

/// A box to be placed: width and height.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// From left to right.
    pub width: f64,
    /// From top to bottom.
    pub height: f64,
}

/// A link between two boxes, by their indices.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// Index of the box it comes from.
    pub from: usize,
    /// Index of the box it goes to.
    pub to: usize,
    /// Size of its label, when room is to be made for it.
    pub label: Option<Size>,
}

/// Where everything stands: middles of boxes, within (0, 0) and (width, height).
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Middles of the boxes.
    pub boxes: Vec<Point>,
    /// Middles of the labels of links.
    pub labels: Vec<Option<Point>>,
    /// Width of the whole.
    pub width: f64,
    /// Height of the whole.
    pub height: f64,
    /// Elementary steps taken, a measure of cost that does not depend on the machine.
    pub work: u64,
}

/// Boxes and half-links of one component; labels come after the boxes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Component {
    /// Sizes of boxes and of labels.
    sizes: Vec<Size>,
    /// Pairs of neighbours; a labelled link gives two.
    pairs: Vec<(usize, usize)>,
    /// For each label of this component: its box and the two ends of its link.
    labels: Vec<(usize, usize, usize)>,
    /// For each box: which box or label of the whole it is.
    origin: Vec<Origin>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    Node(usize),
    Label(usize),
}

/// Starts that are tried, by the number of boxes: many where it is cheap and an eye sees each crossing.
fn starts(boxes: usize) -> u64 {
    match boxes {
        0..=3 => 1,
        4..=120 => 20,
        121..=250 => 5,
        251..=400 => 2,
        _ => 1,
    }
}

/// Lays out boxes and links in about this proportion of width to height.
#[must_use]
pub fn layout(boxes: &[Size], links: &[Link], aspect: f64) -> Layout {
    let mut work = 0;
    let mut placed = Vec::new();
    for component in components(boxes, links) {
        let places = place(&component, aspect, &mut work);
        placed.push((component, places));
    }
    let blocks: Vec<Size> = placed.iter_mut().map(|(component, places)| move_to_origin(component, places)).collect();
    let (corners, whole) = pack::pack(&blocks, aspect);
    let mut layout = Layout {
        boxes: vec![Point::default(); boxes.len()],
        labels: vec![None; links.len()],
        width: whole.width,
        height: whole.height,
        work,
    };
    for ((component, places), corner) in placed.into_iter().zip(corners) {
        for (origin, place) in component.origin.into_iter().zip(places) {
            match origin {
                Origin::Node(n) => layout.boxes[n] = place + corner,
                Origin::Label(n) => layout.labels[n] = Some(place + corner),
            }
        }
    }
    layout
}

fn components(boxes: &[Size], links: &[Link]) -> Vec<Component> {
    let mut union = UnionFind::new(boxes.len());
    for link in links {
        union.union(link.from, link.to);
    }
    let roots = union.into_labeling();
    let mut components: BTreeMap<usize, Component> = BTreeMap::new();
    let mut local = Vec::with_capacity(boxes.len());
    for (n, size) in boxes.iter().enumerate() {
        let component = components.entry(roots[n]).or_default();
        local.push(component.add(*size, Origin::Node(n)));
    }
    for (n, link) in links.iter().enumerate() {
        let component = components.entry(roots[link.from]).or_default();
        let (from, to) = (local[link.from], local[link.to]);
        match link.label {
            Some(size) => {
                let label = component.add(size, Origin::Label(n));
                component.pairs.push((from, label));
                if from != to {
                    component.pairs.push((label, to));
                }
                component.labels.push((label, from, to));
            }
            None if from != to => component.pairs.push((from, to)),
            None => {}
        }
    }
    components.into_values().collect()
}

impl Component {
    fn add(&mut self, size: Size, origin: Origin) -> usize {
        self.sizes.push(size);
        self.origin.push(origin);
        self.sizes.len() - 1
    }
}

fn place(component: &Component, aspect: f64, work: &mut u64) -> Vec<Point> {
    let start = |seed: u64, work: &mut u64| {
        let mut places = stress::place(component, seed, work);
        relax::turn_and_stretch(&mut places, aspect);
        relax::relax(component, &mut places, work);
        places
    };
    let mut best: Option<(f64, Vec<Point>)> = None;
    let starts = starts(component.sizes.len());
    for seed in 1..=starts {
        let places = start(seed, work);
        if starts == 1 {
            return places;
        }
        let cost = quality::cost(component, &places, aspect, work);
        if best.as_ref().is_none_or(|(least, _)| cost < *least) {
            best = Some((cost, places));
        }
    }
    best.map(|(_, places)| places).unwrap_or_default()
}

/// Moves a component so that its upper left corner is the origin, and tells its size.
fn move_to_origin(component: &Component, places: &mut [Point]) -> Size {
    let (from, to) = bounds(component, places);
    for place in places.iter_mut() {
        *place = *place - from;
    }
    Size { width: to.x - from.x, height: to.y - from.y }
}

/// Upper left and lower right corner of all boxes.
fn bounds(component: &Component, places: &[Point]) -> (Point, Point) {
    let mut from = Point::new(f64::INFINITY, f64::INFINITY);
    let mut to = from * -1.0;
    for (place, size) in places.iter().zip(&component.sizes) {
        let half = Point::new(size.width / 2.0, size.height / 2.0);
        let (low, high) = (*place - half, *place + half);
        from = Point::new(from.x.min(low.x), from.y.min(low.y));
        to = Point::new(to.x.max(high.x), to.y.max(high.y));
    }
    (from, to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::geometry::Rect;

    /// A tree with extra links, like a corpus: few hubs, many leaves.
    fn graph(nodes: usize, labels: bool) -> (Vec<Size>, Vec<Link>) {
        let mut random = random::Random::new(7);
        let boxes = (0..nodes).map(|_| Size { width: 60.0 + 60.0 * random.unit(), height: 30.0 }).collect();
        let label = labels.then_some(Size { width: 60.0, height: 14.0 });
        let mut links: Vec<Link> =
            (1..nodes).map(|n| Link { from: random.below(n.min(1 + n / 3)), to: n, label }).collect();
        links.extend((0..nodes / 2).map(|_| Link { from: random.below(nodes), to: random.below(nodes), label }));
        (boxes, links)
    }

    fn rects(boxes: &[Size], links: &[Link], layout: &Layout) -> Vec<Rect> {
        let nodes = boxes.iter().zip(&layout.boxes).map(|(s, p)| Rect::around(*p, s.width, s.height));
        let labels = links.iter().zip(&layout.labels).filter_map(|(link, place)| {
            let (size, place) = (link.label?, (*place)?);
            Some(Rect::around(place, size.width, size.height))
        });
        nodes.chain(labels).collect()
    }

    #[test]
    fn no_two_boxes_overlap() {
        for (nodes, labels) in [(1, true), (2, true), (30, true), (150, true), (500, false)] {
            let (boxes, links) = graph(nodes, labels);
            let placed = layout(&boxes, &links, 1.4);
            let rects = rects(&boxes, &links, &placed);
            for (n, a) in rects.iter().enumerate() {
                assert!(rects[n + 1..].iter().all(|b| !a.overlaps(b)), "{nodes} nodes: box {n} is covered");
                assert!(a.left() > -1e-6 && a.top() > -1e-6 && a.right() < placed.width + 1e-6);
            }
        }
    }

    #[test]
    fn work_grows_little_more_than_the_graph() {
        let work = |nodes| {
            let (boxes, links) = graph(nodes, false);
            layout(&boxes, &links, 1.4).work
        };
        let (small, large) = (work(1000), work(5000));
        assert!(large < 150_000_000, "{large} steps for 5000 nodes");
        assert!(large < small * 12, "{small} steps for 1000 nodes, {large} for 5000");
    }

    #[test]
    fn the_same_graph_is_laid_out_in_the_same_way() {
        let (boxes, links) = graph(80, true);
        assert_eq!(layout(&boxes, &links, 1.4), layout(&boxes, &links, 1.4));
    }

    #[test]
    fn nothing_is_laid_out_as_nothing() {
        assert_eq!(layout(&[], &[], 1.4).boxes, []);
    }
}
