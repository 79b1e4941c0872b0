//! The fonts of printed pictures.
//!
//! Liberation Sans, whose letters are as wide as the estimates of [`typeset`](crate::draw::typeset), stands for every family
//! that the SVG asks for, also where the system has that family: the same picture is the same bytes everywhere. The fonts
//! of the system are looked through only for a letter that Liberation Sans does not have.

use resvg::usvg::fontdb::{Database, ID, Query, Source, Style, Weight};
use resvg::usvg::{self, Font, FontResolver, FontStyle};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

/// The name of the family in its files.
const FAMILY: &str = "Liberation Sans";
/// Regular, bold, italic.
const FACES: [&[u8]; 3] = [
    include_bytes!("fonts/LiberationSans-Regular.ttf"),
    include_bytes!("fonts/LiberationSans-Bold.ttf"),
    include_bytes!("fonts/LiberationSans-Italic.ttf"),
];
/// The weight from which letters are bold.
const BOLD: u16 = 600;

/// The fonts of one picture, and the letters that none of them had.
#[derive(Clone, Default)]
pub(super) struct Fonts {
    missing: Arc<Mutex<BTreeSet<char>>>,
}

impl Fonts {
    /// How the SVG is read.
    pub(super) fn options(&self) -> usvg::Options<'static> {
        let mut faces = Database::new();
        for face in FACES {
            faces.load_font_source(Source::Binary(Arc::new(face)));
        }
        let missing = Arc::clone(&self.missing);
        let any_face = FontResolver::default_fallback_selector();
        usvg::Options {
            font_family: FAMILY.to_owned(),
            fontdb: Arc::new(faces),
            font_resolver: FontResolver {
                select_font: Box::new(|font, faces| own_face(font, faces)),
                select_fallback: Box::new(move |letter, tried, faces| {
                    if faces.len() == FACES.len() {
                        Arc::make_mut(faces).load_system_fonts();
                    }
                    let found = any_face(letter, tried, faces);
                    if found.is_none() {
                        missing.lock().unwrap_or_else(PoisonError::into_inner).insert(letter);
                    }
                    found
                }),
            },
            ..usvg::Options::default()
        }
    }

    /// The letters that no font has, in order.
    pub(super) fn missing(&self) -> Vec<char> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }
}

/// Our face of a weight and style, whatever family is asked for.
fn own_face(font: &Font, faces: &Database) -> Option<ID> {
    let weight = if font.weight() >= BOLD { Weight::BOLD } else { Weight::NORMAL };
    let style = if font.style() == FontStyle::Normal { Style::Normal } else { Style::Italic };
    let families = [usvg::fontdb::Family::Name(FAMILY)];
    faces.query(&Query { families: &families, weight, style, ..Query::default() })
}
