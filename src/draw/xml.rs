//! Writing XML: everything that comes from data goes through [`Xml::element`] or [`attributes`], which escape it.

use crate::draw::geometry::Point;
use crate::draw::names::is_printable;

/// XML under construction.
#[derive(Default)]
pub(super) struct Xml(String);

impl Xml {
    /// Appends mark-up of our own making.
    pub(super) fn raw(&mut self, markup: &str) {
        self.0.push_str(markup);
    }

    /// Appends an element; `attributes` are ours, `text` may be anything.
    pub(super) fn element(&mut self, name: &str, attributes: &str, text: &str) {
        let space = if attributes.is_empty() { "" } else { " " };
        self.0.push_str(&format!("<{name}{space}{attributes}>"));
        escape(text, &mut self.0);
        self.0.push_str(&format!("</{name}>"));
    }

    /// Appends an element that holds text alone; all of `attributes` may be anything.
    pub(super) fn leaf(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.element(name, &self::attributes(attributes), text);
    }

    /// Appends an element that holds nothing.
    pub(super) fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push_str(&format!("<{name} {}/>", self::attributes(attributes)));
    }

    /// All that was appended.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// Attributes as they stand in a tag.
pub(super) fn attributes(list: &[(&str, &str)]) -> String {
    let one = |(name, value): &(&str, &str)| {
        let mut text = format!("{name}=\"");
        escape(value, &mut text);
        text.push('"');
        text
    };
    list.iter().map(one).collect::<Vec<_>>().join(" ")
}

/// Text as it may stand in an element or attribute; what XML forbids, or what reorders text, is dropped.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            c if is_printable(c) => out.push(c),
            _ => {}
        }
    }
}

/// A coordinate with one decimal, without a needless zero or sign.
pub(super) fn number(x: f64) -> String {
    let text = format!("{x:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// Points for `points` and `d`.
pub(super) fn points(points: &[Point]) -> String {
    points.iter().map(|p| format!("{} {}", number(p.x), number(p.y))).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_breaks_out() {
        let mut xml = Xml::default();
        xml.element("title", "", "\"><script>x</script> ]]> a\u{0}\u{8}b\u{202e}c & 'd'\u{fffe}");
        assert_eq!(
            xml.into_text(),
            "<title>&quot;&gt;&lt;script&gt;x&lt;/script&gt; ]]&gt; abc &amp; &#39;d&#39;</title>"
        );
    }

    #[test]
    fn numbers_are_short_and_never_minus_zero() {
        assert_eq!((number(-0.01), number(2.0), number(1.25)), ("0".to_owned(), "2".to_owned(), "1.2".to_owned()));
    }
}
