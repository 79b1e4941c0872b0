//! A text as a web page, and as Akoma Ntoso.

use super::{Paragraph, Role};

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn marked_up(paragraph: &Paragraph) -> String {
    let run = |(text, raised): &(String, bool)| match raised {
        true => format!("<sup>{}</sup>", escaped(text)),
        false => escaped(text),
    };
    paragraph.runs.iter().map(run).collect()
}

/// A page with what surrounds texts on the web.
pub(crate) fn html(paragraphs: &[Paragraph]) -> Vec<u8> {
    let body: String = paragraphs.iter().map(|p| format!("<p>{}\n", marked_up(p))).collect();
    format!(
        "<!doctype html><html><head><title>A page</title><style>p {{ margin: 0 }}</style></head><body>\
        <nav><ul><li>Home<li>Search</ul></nav><main>{body}</main><footer>Terms of use</footer><script>'<p>x'</script>"
    )
    .into_bytes()
}

/// Akoma Ntoso with its parts marked.
pub(crate) fn akn(paragraphs: &[Paragraph]) -> Vec<u8> {
    let of = |role: Role, before: &str, after: &str| -> String {
        let some = paragraphs.iter().filter(|p| p.role == role);
        some.map(|p| format!("{before}<p>{}</p>{after}", marked_up(p))).collect()
    };
    format!(
        "<akomaNtoso xmlns=\"http://docs.oasis-open.org/legaldocml/ns/akn/3.0\"><statement name=\"resolution\">\
        <preface>{}</preface><preamble>{}<recitals>{}</recitals></preamble><mainBody>{}</mainBody>\
        <conclusions>{}</conclusions></statement></akomaNtoso>",
        of(Role::Heading, "", ""),
        of(Role::Formula, "<formula name=\"enacting\">", "</formula>"),
        of(Role::Recital, "<recital>", "</recital>"),
        of(Role::Operative, "<paragraph><content>", "</content></paragraph>"),
        of(Role::Closing, "", ""),
    )
    .into_bytes()
}
