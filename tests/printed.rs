//! Printed pictures: the letters are in them, and the same graph gives the same bytes.

use crate::draw::{INTERPOL, corpus, quads, small, store, svg};
use resvg::tiny_skia::Pixmap;
use whereas::draw::{DrawError, Drawn, Format, Options, Theme, draw};

fn options(format: Format) -> Options {
    Options { format, ..Options::default() }
}

fn png(graph: &oxigraph::store::Store, options: &Options) -> Pixmap {
    let bytes = draw(graph, &Options { format: Format::Png, ..options.clone() }).unwrap().into_bytes();
    Pixmap::decode_png(&bytes).expect("a PNG")
}

fn named(name: &str) -> oxigraph::store::Store {
    small(&format!(":a a ws:Place ; rdfs:label \"{name}\"@fr ."))
}

#[test]
fn a_png_is_twice_the_svg_or_as_wide_as_asked_for() {
    let graph = store(quads(INTERPOL));
    let text = svg(&graph, &Options::default());
    let size = |name: &str| text.split(&format!("{name}=\"")).nth(1).unwrap().split('"').next().unwrap().parse::<u32>();
    let (width, height) = (size("width").unwrap(), size("height").unwrap());
    let picture = png(&graph, &Options::default());
    assert_eq!((picture.width(), picture.height()), (2 * width, 2 * height));
    let picture = png(&graph, &Options { width: Some(640), ..Options::default() });
    assert_eq!(picture.width(), 640);
    assert!(picture.height().abs_diff(640 * height / width) <= 1, "the proportions stay");
    let wide = draw(&graph, &Options { width: Some(u32::MAX), ..options(Format::Png) });
    assert!(matches!(wide, Err(DrawError::TooWide { .. })));
}

#[test]
fn paper_is_light_unless_it_is_asked_to_be_dark() {
    let corner = |theme| {
        let pixel = png(&named("Rome"), &Options { theme, ..Options::default() }).pixel(0, 0).unwrap();
        [pixel.red(), pixel.green(), pixel.blue()]
    };
    assert_eq!(corner(Theme::Auto), [255, 255, 255]);
    assert_eq!(corner(Theme::Dark), [0x15, 0x18, 0x1e]);
}

#[test]
fn names_are_written_in_latin_greek_cyrillic_and_hebrew_letters_without_other_fonts() {
    for (one, other) in [("Rome", "Roma"), ("Αθήνα", "Αθηνα"), ("Москва", "Москве"), ("רומא", "רומי")]
    {
        let drawn = draw(&named(one), &options(Format::Png)).unwrap();
        assert!(matches!(drawn, Drawn::File(_)), "{one}: every letter has a font");
        assert_ne!(png(&named(one), &Options::default()).data(), png(&named(other), &Options::default()).data());
    }
}

#[test]
fn letters_that_no_font_has_are_told() {
    // The last private letter of all, which no font gives a shape.
    let drawn = draw(&named("Rome \u{10fffd}"), &options(Format::Png)).unwrap();
    let Drawn::Lacking { missing, .. } = drawn else { panic!("expected a letter without a font") };
    assert_eq!(missing, ['\u{10fffd}']);
}

#[test]
#[cfg(feature = "pdf")]
fn a_pdf_has_its_text_and_is_the_same_again() {
    let graph = store(quads(INTERPOL));
    let pdf = || draw(&graph, &options(Format::Pdf)).unwrap().into_bytes();
    let bytes = pdf();
    // Letters have places of their own, which this reader takes for words.
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    let text = dense(&pdf_extract::extract_text_from_mem(&bytes).expect("a PDF"));
    for words in ["IMPACT", "Secrétaire Général", "agent d'exécution de"] {
        assert!(text.contains(&dense(words)), "{words} is missing in {text}");
    }
    assert_eq!(bytes, pdf(), "the same bytes");
    let raw = String::from_utf8_lossy(&bytes).into_owned();
    assert!(raw.contains("/Title") && raw.contains("/Lang"), "title and language stand in it");
}

#[test]
fn a_large_graph_and_hostile_names_can_be_printed() {
    for graph in [corpus(600), small(":a a ws:Place ; rdfs:label \"</text><script>&#x0; ]]>\"@en ."), small("")] {
        for format in [Format::Png, Format::Pdf] {
            assert!(draw(&graph, &options(format)).unwrap().into_bytes().len() > 500);
        }
    }
}
