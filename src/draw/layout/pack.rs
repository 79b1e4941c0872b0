//! Components side by side in rows, the largest first.

use super::Size;
use crate::draw::geometry::Point;

/// Space between components.
const GAP: f64 = 36.0;

/// Upper left corners for blocks, and the size of the whole.
pub(super) fn pack(blocks: &[Size], aspect: f64) -> (Vec<Point>, Size) {
    let mut order: Vec<usize> = (0..blocks.len()).collect();
    order.sort_by(|a, b| blocks[*b].height.total_cmp(&blocks[*a].height).then(a.cmp(b)));
    let area: f64 = blocks.iter().map(|s| (s.width + GAP) * (s.height + GAP)).sum();
    let widest = blocks.iter().fold(0.0_f64, |widest, s| widest.max(s.width));
    let limit = widest.max((area * aspect).sqrt());
    let mut corners = vec![Point::default(); blocks.len()];
    let mut whole = Size { width: 0.0, height: 0.0 };
    let (mut x, mut y, mut row) = (0.0_f64, 0.0_f64, 0.0_f64);
    for n in order {
        let block = blocks[n];
        if x > 0.0 && x + block.width > limit + 1e-6 {
            y += row + GAP;
            (x, row) = (0.0, 0.0);
        }
        corners[n] = Point::new(x, y);
        x += block.width + GAP;
        row = row.max(block.height);
        whole = Size { width: whole.width.max(x - GAP), height: whole.height.max(y + row) };
    }
    (corners, whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_blocks_share_a_row() {
        let (large, small) = (Size { width: 400.0, height: 300.0 }, Size { width: 100.0, height: 40.0 });
        let (corners, whole) = pack(&[small, large, small], 1.0);
        assert_eq!(corners[1], Point::new(0.0, 0.0));
        assert_eq!(corners[0].y, corners[2].y);
        assert_eq!(whole.height, 300.0 + GAP + 40.0);
    }
}
