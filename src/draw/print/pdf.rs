//! Portable Document Format.

use super::{DrawError, Printed, unwritten};
use krilla::Document;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla_svg::{SurfaceExt as _, SvgSettings};

/// Points of paper for each pixel of the picture: 72 points are an inch, and style sheets count 96 pixels in one.
const POINTS: f32 = 72.0 / 96.0;

/// The bytes of a PDF.
pub(super) fn write(printed: &Printed) -> Result<Vec<u8>, DrawError> {
    let (width, height) = (printed.tree.size().width() * POINTS, printed.tree.size().height() * POINTS);
    let sizes = Size::from_wh(width, height).zip(PageSettings::from_wh(width, height));
    let (size, settings) = sizes.ok_or_else(|| unwritten("it has no size"))?;
    let mut document = Document::new();
    let mut page = document.start_page_with(settings);
    let mut surface = page.surface();
    surface.draw_svg(&printed.tree, size, SvgSettings::default()).ok_or_else(|| unwritten("it has no size"))?;
    surface.finish();
    page.finish();
    let mut about = Metadata::new()
        .title(printed.title.clone())
        .description(printed.description.clone())
        .producer(concat!("whereas ", env!("CARGO_PKG_VERSION")).to_owned());
    if !printed.language.is_empty() {
        about = about.language(printed.language.clone());
    }
    document.set_metadata(about);
    document.finish().map_err(|error| unwritten(format!("{error:?}")))
}
