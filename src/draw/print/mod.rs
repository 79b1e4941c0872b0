//! Pictures for paper and for programs that take no SVG: PNG and PDF, made from the SVG itself.
//!
//! What is printed has its letters in it, so that fonts count: [`fonts`] brings its own for Latin, Greek, Cyrillic and Hebrew
//! letters, and these are the same bytes on every machine. Letters of other scripts come from the fonts of the system.
//! Without the feature `print` there is no such picture, and [`DrawError::NoPrint`] says so.

#[cfg(feature = "print")]
mod fonts;
#[cfg(feature = "print")]
mod pdf;
#[cfg(feature = "print")]
mod png;

use super::{DrawError, Drawn, Picture, Renderer};

/// Pixels of the largest PNG: 256 MB of memory while it is made.
pub const MOST_PIXELS: u64 = 64_000_000;

/// The PNG format.
#[derive(Clone, Copy, Debug)]
pub struct Png;

/// The PDF format: one page as large as the picture, whose text can be searched and copied.
#[derive(Clone, Copy, Debug)]
pub struct Pdf;

impl Renderer for Png {
    /// As many pixels wide as asked for; else two for each of the SVG, or fewer where they were more than [`MOST_PIXELS`].
    #[cfg(feature = "print")]
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        let width = picture.options.width;
        printed(picture, |printed| png::write(&printed.tree, width))
    }

    #[cfg(not(feature = "print"))]
    fn render(&self, _: Picture<'_>) -> Result<Drawn, DrawError> {
        Err(DrawError::NoPrint)
    }
}

impl Renderer for Pdf {
    #[cfg(feature = "print")]
    fn render(&self, picture: Picture<'_>) -> Result<Drawn, DrawError> {
        printed(picture, pdf::write)
    }

    #[cfg(not(feature = "print"))]
    fn render(&self, _: Picture<'_>) -> Result<Drawn, DrawError> {
        Err(DrawError::NoPrint)
    }
}

/// A picture with its letters.
#[cfg(feature = "print")]
struct Printed {
    tree: resvg::usvg::Tree,
    title: String,
    description: String,
    language: String,
}

/// Prints the SVG of a picture, and says which letters no font has.
#[cfg(feature = "print")]
fn printed(
    picture: Picture<'_>,
    write: impl FnOnce(&Printed) -> Result<Vec<u8>, DrawError>,
) -> Result<Drawn, DrawError> {
    use super::{Options, Theme, svg};

    // Paper has no preference.
    let theme = if picture.options.theme == Theme::Dark { Theme::Dark } else { Theme::Light };
    let options = Options { theme, ..picture.options.clone() };
    let (frame, svg) = svg::drawn(&Picture { options: &options, ..picture });
    // usvg takes every line to begin on the left, so that one that begins on the right says so in its letters.
    let svg = svg.replace("direction=\"rtl\">", "direction=\"rtl\">\u{2067}");
    let fonts = fonts::Fonts::default();
    let tree = resvg::usvg::Tree::from_str(&svg, &fonts.options()).map_err(unwritten)?;
    let language = picture.graph.words.language.clone();
    let bytes = write(&Printed { tree, title: frame.title, description: frame.description, language })?;
    let missing = fonts.missing();
    Ok(if missing.is_empty() { Drawn::File(bytes) } else { Drawn::Lacking { bytes, missing } })
}

#[cfg(feature = "print")]
fn unwritten(error: impl std::fmt::Display) -> DrawError {
    DrawError::Unwritten(error.to_string())
}
