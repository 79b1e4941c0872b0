//! Portable Network Graphics.

use super::{DrawError, MOST_PIXELS, unwritten};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::Tree;

/// Pixels for each of the picture, where no width is asked for: sharp on screens of high density and in print.
const DENSITY: f64 = 2.0;

/// The bytes of a PNG, `width` pixels wide.
pub(super) fn write(tree: &Tree, width: Option<u32>) -> Result<Vec<u8>, DrawError> {
    let size = [tree.size().width(), tree.size().height()].map(f64::from);
    let scale = scale(size, width)?;
    let [columns, rows] = size.map(|side| ((side * scale).round() as u32).max(1));
    let mut pixels = Pixmap::new(columns, rows).ok_or_else(|| unwritten("no room for its pixels"))?;
    resvg::render(tree, Transform::from_scale(scale as f32, scale as f32), &mut pixels.as_mut());
    pixels.encode_png().map_err(unwritten)
}

/// Pixels for each of the picture.
fn scale([width, height]: [f64; 2], wished: Option<u32>) -> Result<f64, DrawError> {
    let most = (MOST_PIXELS as f64 / (width * height)).sqrt();
    let Some(wished) = wished else { return Ok(DENSITY.min(most)) };
    let scale = f64::from(wished) / width;
    if scale <= most { Ok(scale) } else { Err(DrawError::TooWide { wished, widest: (most * width) as u32 }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_picture_has_fewer_pixels_and_too_many_are_refused() {
        assert_eq!(scale([800.0, 600.0], None).unwrap(), DENSITY);
        assert_eq!(scale([16_000.0, 16_000.0], None).unwrap(), 0.5);
        assert_eq!(scale([800.0, 600.0], Some(1200)).unwrap(), 1.5);
        let error = scale([1000.0, 1000.0], Some(8001)).unwrap_err().to_string();
        assert_eq!(error, "a PNG 8001 pixels wide: expected at most 8000 for this picture");
    }
}
