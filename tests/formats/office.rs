//! A text as a Word file and as an `OpenDocument` text.

use super::Paragraph;
use super::web::escaped;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

pub(crate) fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A Word file.
pub(crate) fn docx(paragraphs: &[Paragraph]) -> Vec<u8> {
    let run = |(text, raised): &(String, bool)| {
        let properties = if *raised { "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>" } else { "" };
        format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escaped(text))
    };
    let paragraph = |p: &Paragraph| format!("<w:p>{}</w:p>", p.runs.iter().map(run).collect::<String>());
    docx_of(&paragraphs.iter().map(paragraph).collect::<String>(), &[])
}

/// A Word file with this body, and further parts.
pub(crate) fn docx_of(body: &str, parts: &[(&str, String)]) -> Vec<u8> {
    let word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    let document = format!("<w:document xmlns:w=\"{word}\"><w:body>{body}</w:body></w:document>");
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned();
    let own = [("[Content_Types].xml", types), ("word/document.xml", document)];
    packed(&own.into_iter().chain(parts.iter().cloned()).collect::<Vec<_>>())
}

/// An `OpenDocument` text.
pub(crate) fn odt(paragraphs: &[Paragraph]) -> Vec<u8> {
    let run = |(text, raised): &(String, bool)| match raised {
        true => format!("<text:span text:style-name=\"T1\">{}</text:span>", escaped(text)),
        false => escaped(text),
    };
    let paragraph = |p: &Paragraph| format!("<text:p>{}</text:p>", p.runs.iter().map(run).collect::<String>());
    let space = |name: &str| format!("xmlns:{name}=\"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0\"");
    let content = format!(
        "<office:document-content {} {} {}><office:automatic-styles><style:style style:name=\"T1\" style:family=\"text\">\
        <style:text-properties style:text-position=\"super 58%\"/></style:style></office:automatic-styles>\
        <office:body><office:text>{}</office:text></office:body></office:document-content>",
        space("office"),
        space("text"),
        space("style"),
        paragraphs.iter().map(paragraph).collect::<String>(),
    );
    packed(&[("mimetype", "application/vnd.oasis.opendocument.text".to_owned()), ("content.xml", content)])
}

/// Automatic numbers of Word appear in the text as a page shows them.
#[test]
fn automatic_numbers_are_text() {
    let numbering = "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
        <w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl>\
        <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"lowerLetter\"/><w:lvlText w:val=\"(%2)\"/></w:lvl></w:abstractNum>\
        <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";
    let item = |level: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = [item(0, "Requests"), item(1, "one"), item(1, "two"), item(0, "Decides"), item(1, "three")].concat();
    let bytes = docx_of(&body, &[("word/numbering.xml", numbering.to_owned())]);
    let text = whereas::read::read("a.docx", &bytes).unwrap().text;
    assert_eq!(text, "1. Requests\n\n(a) one\n\n(b) two\n\n2. Decides\n\n(a) three\n");
}

/// What was deleted with changes tracked, and hidden text, is not there; notes stand at the end with the place that cites them.
#[test]
fn deleted_and_hidden_text_is_left_out() {
    let body = "<w:p><w:r><w:t>Decides</w:t></w:r><w:del><w:r><w:delText> not</w:delText></w:r></w:del>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t> never</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r>\
        <w:ins><w:r><w:t xml:space=\"preserve\"> to act</w:t></w:r></w:ins></w:p>";
    let notes = "<w:footnotes xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:footnote w:id=\"2\">\
        <w:p><w:r><w:t>See x.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let bytes = docx_of(body, &[("word/footnotes.xml", notes.to_owned())]);
    let source = whereas::read::read("a.docx", &bytes).unwrap();
    assert_eq!(source.text, "Decides to act\n\nSee x.\n");
    assert_eq!((source.notes[0].mark.as_str(), source.notes[0].cited), ("1", Some(7)));
}
