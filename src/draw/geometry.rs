//! Points and rectangles, in pixels, y downwards.

use std::ops::{Add, Mul, Sub};

/// A point, or the way from one to another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

impl Point {
    /// The point (x, y).
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// Its distance from the origin.
    #[must_use]
    pub fn length(self) -> f64 {
        (self.x * self.x + self.y * self.y).sqrt()
    }

    /// The same direction with length one; straight up for the zero vector, so that the result is always a direction.
    #[must_use]
    pub fn unit(self) -> Self {
        let length = self.length();
        if length < 1e-9 { Self::new(0.0, -1.0) } else { self * (1.0 / length) }
    }

    /// Turned a quarter to the left as seen on screen.
    #[must_use]
    pub fn turned(self) -> Self {
        Self::new(self.y, -self.x)
    }

    /// Scalar product.
    #[must_use]
    pub fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y
    }

    /// The point halfway.
    #[must_use]
    pub fn middle(self, other: Self) -> Self {
        (self + other) * 0.5
    }
}

impl Add for Point {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Point {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Point {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        Self::new(self.x * by, self.y * by)
    }
}

/// An upright rectangle given by its middle and half its sides.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Its middle.
    pub centre: Point,
    /// Half its width and half its height.
    pub half: Point,
}

impl Rect {
    /// A rectangle of this width and height around a point.
    #[must_use]
    pub fn around(centre: Point, width: f64, height: f64) -> Self {
        Self { centre, half: Point::new(width / 2.0, height / 2.0) }
    }

    /// Left edge.
    #[must_use]
    pub fn left(&self) -> f64 {
        self.centre.x - self.half.x
    }

    /// Right edge.
    #[must_use]
    pub fn right(&self) -> f64 {
        self.centre.x + self.half.x
    }

    /// Upper edge.
    #[must_use]
    pub fn top(&self) -> f64 {
        self.centre.y - self.half.y
    }

    /// Lower edge.
    #[must_use]
    pub fn bottom(&self) -> f64 {
        self.centre.y + self.half.y
    }

    /// Whether the two share more than a border.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        (self.centre.x - other.centre.x).abs() < self.half.x + other.half.x - 1e-6
            && (self.centre.y - other.centre.y).abs() < self.half.y + other.half.y - 1e-6
    }

    /// Whether `other` lies inside.
    #[must_use]
    pub fn holds(&self, other: &Self) -> bool {
        self.left() <= other.left()
            && other.right() <= self.right()
            && self.top() <= other.top()
            && other.bottom() <= self.bottom()
    }

    /// Larger by so much on every side.
    #[must_use]
    pub fn grown(&self, by: f64) -> Self {
        Self { half: Point::new(self.half.x + by, self.half.y + by), ..*self }
    }

    /// Whether the segment from `a` to `b` passes through.
    #[must_use]
    pub fn is_crossed(&self, a: Point, b: Point) -> bool {
        let (a, way) = (a - self.centre, b - a);
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        for (start, step, half) in [(a.x, way.x, self.half.x), (a.y, way.y, self.half.y)] {
            if step.abs() < 1e-12 {
                if start.abs() >= half {
                    return false;
                }
                continue;
            }
            let (t1, t2) = ((-half - start) / step, (half - start) / step);
            from = from.max(t1.min(t2));
            to = to.min(t1.max(t2));
        }
        from < to
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn touching_rectangles_do_not_overlap() {
        let a = Rect::around(Point::new(0.0, 0.0), 10.0, 10.0);
        assert!(!a.overlaps(&Rect::around(Point::new(10.0, 0.0), 10.0, 10.0)));
        assert!(a.overlaps(&Rect::around(Point::new(9.0, 9.0), 10.0, 10.0)));
    }

    #[test]
    fn a_segment_crosses_what_lies_on_its_way_only() {
        let rect = Rect::around(Point::new(0.0, 0.0), 10.0, 4.0);
        assert!(rect.is_crossed(Point::new(-20.0, 0.0), Point::new(20.0, 1.0)));
        assert!(!rect.is_crossed(Point::new(-20.0, 3.0), Point::new(20.0, 3.0)));
        assert!(!rect.is_crossed(Point::new(-20.0, 0.0), Point::new(-6.0, 0.0)));
    }
}
