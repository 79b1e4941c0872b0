//! One shape a kind of entity, so that kinds are told apart without colour.

use super::geometry::{Point, Rect};
use super::graph::Kind;
use super::layout::Size;

/// The outline of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A rectangle with slightly rounded corners.
    Rounded,
    /// A rectangle with round ends.
    Stadium,
    /// An ellipse.
    Ellipse,
    /// Pointed to the left and to the right.
    Hexagon,
    /// A sheet with a folded corner.
    Page,
    /// A rectangle with its corners cut.
    Octagon,
    /// Pointed to the right.
    Signpost,
    /// Two rectangles, one behind the other.
    Stack,
    /// A rectangle.
    Plain,
}

/// Space between text and outline.
const PAD: Point = Point::new(10.0, 7.0);
/// Depth of points and of round ends.
const POINT: f64 = 11.0;
/// Side of cut and folded corners.
pub(super) const CORNER: f64 = 8.0;
/// How far the rectangle behind looks out.
pub(super) const BEHIND: f64 = 4.0;
/// Largest radius of round ends.
pub(super) const ROUND: f64 = 18.0;

impl Shape {
    /// The shape of a kind.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Organization => Self::Rounded,
            Kind::Office => Self::Stadium,
            Kind::Person => Self::Ellipse,
            Kind::Place => Self::Hexagon,
            Kind::Document => Self::Page,
            Kind::Event => Self::Octagon,
            Kind::Programme => Self::Signpost,
            Kind::Group => Self::Stack,
            Kind::Other => Self::Plain,
        }
    }

    /// The box of a shape around a text of this size.
    #[must_use]
    pub fn around(self, text: Size) -> Size {
        let (width, height) = (text.width + 2.0 * PAD.x, text.height + 2.0 * PAD.y);
        match self {
            Self::Rounded | Self::Octagon | Self::Plain => Size { width, height },
            Self::Page => Size { width: width + CORNER, height },
            Self::Stadium => Size { width: width + POINT, height },
            Self::Hexagon => Size { width: width + 1.4 * POINT, height },
            Self::Signpost => Size { width: width + POINT, height },
            Self::Stack => Size { width: width + BEHIND, height: height + BEHIND },
            // The corners of the text lie inside: 1/1.2² + 1/1.82² < 1.
            Self::Ellipse => Size { width: text.width * 1.2 + 8.0, height: text.height * 1.82 + 4.0 },
        }
    }

    /// Where the middle of the text is, from the middle of the box.
    #[must_use]
    pub fn text_offset(self) -> Point {
        match self {
            Self::Signpost => Point::new(-POINT / 2.0, 0.0),
            Self::Page => Point::new(-CORNER / 2.0, 0.0),
            Self::Stack => Point::new(-BEHIND / 2.0, BEHIND / 2.0),
            _ => Point::default(),
        }
    }

    /// The corners of the outline, clockwise; round parts are polygons.
    #[must_use]
    pub fn outline(self, rect: &Rect) -> Vec<Point> {
        let (l, r, t, b) = (rect.left(), rect.right(), rect.top(), rect.bottom());
        let p = Point::new;
        let y = rect.centre.y;
        let cut = CORNER.min(rect.half.y * 0.55);
        match self {
            Self::Rounded => rounded(rect, 5.0),
            Self::Stadium => rounded(rect, rect.half.y.min(ROUND)),
            Self::Ellipse => ellipse(rect),
            Self::Hexagon => vec![p(l + POINT, t), p(r - POINT, t), p(r, y), p(r - POINT, b), p(l + POINT, b), p(l, y)],
            Self::Page => vec![p(l, t), p(r - CORNER, t), p(r, t + CORNER), p(r, b), p(l, b)],
            Self::Octagon => vec![
                p(l + cut, t),
                p(r - cut, t),
                p(r, t + cut),
                p(r, b - cut),
                p(r - cut, b),
                p(l + cut, b),
                p(l, b - cut),
                p(l, t + cut),
            ],
            Self::Signpost => vec![p(l, t), p(r - POINT, t), p(r, y), p(r - POINT, b), p(l, b)],
            Self::Stack => vec![
                p(l, t + BEHIND),
                p(l + BEHIND, t + BEHIND),
                p(l + BEHIND, t),
                p(r, t),
                p(r, b - BEHIND),
                p(r - BEHIND, b - BEHIND),
                p(r - BEHIND, b),
                p(l, b),
            ],
            Self::Plain => vec![p(l, t), p(r, t), p(r, b), p(l, b)],
        }
    }
}

/// Points of a quarter of the unit circle, clockwise from the top to the right, as corners of a regular polygon of 16; no
/// sine is taken, see [`super::layout`].
const QUARTER: [(f64, f64); 5] = [(0.0, -1.0), (FAR.1, -FAR.0), (HALF, -HALF), (FAR.0, -FAR.1), (1.0, 0.0)];
/// Cosine and sine of an eighth of a half circle.
const FAR: (f64, f64) = (0.923_879_532_511_286_7, 0.382_683_432_365_089_8);
/// Cosine and sine of a quarter of it.
const HALF: f64 = std::f64::consts::FRAC_1_SQRT_2;

fn rounded(rect: &Rect, radius: f64) -> Vec<Point> {
    let inner = Point::new(rect.half.x - radius, rect.half.y - radius);
    arcs()
        .map(|(corner, arc)| rect.centre + Point::new(corner.x * inner.x, corner.y * inner.y) + arc * radius)
        .collect()
}

fn ellipse(rect: &Rect) -> Vec<Point> {
    arcs().map(|(_, arc)| rect.centre + Point::new(arc.x * rect.half.x, arc.y * rect.half.y)).collect()
}

/// Points of the unit circle clockwise from the top, with the corner that each belongs to.
fn arcs() -> impl Iterator<Item = (Point, Point)> {
    let corners = [(1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)];
    (0..4).flat_map(move |turn| {
        let corner = Point::new(corners[turn].0, corners[turn].1);
        QUARTER.into_iter().map(move |(x, y)| {
            let arc = [Point::new(x, y), Point::new(-y, x), Point::new(-x, -y), Point::new(y, -x)][turn];
            (corner, arc)
        })
    })
}

/// Whether a point lies in a polygon.
pub(super) fn contains(polygon: &[Point], point: Point) -> bool {
    let mut inside = false;
    for (n, a) in polygon.iter().enumerate() {
        let b = polygon[(n + 1) % polygon.len()];
        if (a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x {
            inside = !inside;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shape_holds_its_text_and_stays_in_its_box() {
        let text = Size { width: 120.0, height: 40.0 };
        for kind in Kind::ALL {
            let shape = Shape::of(kind);
            let size = shape.around(text);
            let rect = Rect::around(Point::new(50.0, 60.0), size.width, size.height);
            let outline = shape.outline(&rect);
            assert!(outline.iter().all(|p| rect.grown(1e-6).holds(&Rect::around(*p, 0.0, 0.0))), "{shape:?}");
            let middle = rect.centre + shape.text_offset();
            for (x, y) in [(-59.0, -19.0), (59.0, -19.0), (59.0, 19.0), (-59.0, 19.0)] {
                assert!(contains(&outline, middle + Point::new(x, y)), "{shape:?} cuts its text at {x}, {y}");
            }
        }
    }
}
