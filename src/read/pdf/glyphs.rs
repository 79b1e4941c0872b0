//! The characters of a page with their places.

use pdf_extract::{MediaBox, OutputDev, OutputError, Transform};
use std::f64::consts::FRAC_1_SQRT_2;
use unicode_normalization::UnicodeNormalization as _;

/// Characters of a document at most.
const MOST: usize = 20_000_000;

/// A character, or the few that one sign stands for (ligatures).
#[derive(Clone, Debug)]
pub(super) struct Glyph {
    /// Left edge, in points.
    pub(super) x: f64,
    /// Baseline, in points from the page's lower edge.
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) size: f64,
    pub(super) text: String,
}

impl Glyph {
    pub(super) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(super) fn is_space(&self) -> bool {
        self.text.chars().all(char::is_whitespace)
    }
}

/// A page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) number: u32,
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) glyphs: Vec<Glyph>,
}

/// Takes the characters as the library finds them.
#[derive(Debug, Default)]
pub(super) struct Collector {
    pub(super) pages: Vec<Page>,
    /// Characters that are no letters of any script: fonts that keep to themselves what they draw.
    pub(super) unknown: usize,
    pub(super) known: usize,
    /// Whether there were too many.
    pub(super) overfull: bool,
    /// The characters of the open page by the way they run: right, up, left, down.
    ways: [Vec<Glyph>; 4],
    origin: (f64, f64),
}

impl OutputDev for Collector {
    fn begin_page(
        &mut self,
        number: u32,
        media_box: &MediaBox,
        _: Option<(f64, f64, f64, f64)>,
    ) -> Result<(), OutputError> {
        let (width, height) = (media_box.urx - media_box.llx, media_box.ury - media_box.lly);
        self.origin = (media_box.llx, media_box.lly);
        self.pages.push(Page { number, width, height, glyphs: Vec::new() });
        Ok(())
    }

    fn end_page(&mut self) -> Result<(), OutputError> {
        let ways = std::mem::take(&mut self.ways);
        let Some(page) = self.pages.last_mut() else { return Ok(()) };
        // A page is read the way most of it runs; what runs otherwise is written over it or beside it.
        let most = (0..4).max_by_key(|way| (ways[*way].len(), 4 - way)).unwrap_or(0);
        if most % 2 == 1 {
            std::mem::swap(&mut page.width, &mut page.height);
        }
        let (width, height) = (page.width, page.height);
        page.glyphs = ways.into_iter().nth(most).unwrap_or_default();
        for glyph in &mut page.glyphs {
            let (x, y) = (glyph.x, glyph.y);
            (glyph.x, glyph.y) = match most {
                0 => (x, y),
                1 => (y, height - x),
                2 => (width - x, height - y),
                _ => (width - y, x),
            };
        }
        Ok(())
    }

    fn output_character(
        &mut self,
        transform: &Transform,
        width: f64,
        _spacing: f64,
        font_size: f64,
        text: &str,
    ) -> Result<(), OutputError> {
        if self.known + self.unknown > MOST {
            self.overfull = true;
            return Ok(());
        }
        let text = written(text);
        let (along, across) = (transform.m11.hypot(transform.m12), transform.m21.hypot(transform.m22));
        let size = (font_size * across).abs();
        let place =
            [transform.m31 - self.origin.0, transform.m32 - self.origin.1, size, width * font_size.abs() * along];
        if text.is_empty() || place.iter().any(|number| !number.is_finite()) || size < 0.5 {
            return Ok(());
        }
        match text.chars().all(is_known) {
            true => self.known += 1,
            false => self.unknown += 1,
        }
        let cosine = transform.m11 * font_size.signum() / along.max(f64::MIN_POSITIVE);
        let way = match () {
            () if cosine > FRAC_1_SQRT_2 => 0,
            () if cosine < -FRAC_1_SQRT_2 => 2,
            () if transform.m12 * font_size.signum() > 0.0 => 1,
            () => 3,
        };
        let [x, y, size, width] = place;
        self.ways[way].push(Glyph { x, y, width: width.max(0.0), size, text });
        Ok(())
    }

    fn begin_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_word(&mut self) -> Result<(), OutputError> {
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), OutputError> {
        Ok(())
    }
}

/// The letters of a sign: ligatures spelt out, marks composed, controls left out.
fn written(text: &str) -> String {
    let spelt = text.chars().filter(|c| !c.is_control() || *c == '\t').flat_map(|c| match c {
        '\u{fb00}'..='\u{fb06}' => std::iter::once(c).nfkd().collect::<Vec<char>>(),
        '\t' | '\u{2000}'..='\u{200a}' => vec![' '],
        _ => vec![c],
    });
    spelt.nfc().collect()
}

fn is_known(c: char) -> bool {
    c != '\u{fffd}' && !matches!(u32::from(c), 0xE000..=0xF8FF | 0xF_0000..)
}
