//! What a file is: its content first, its name second.
//!
//! `(path, bytes) -> Format`, entry point [`detect`]. A PDF called `.txt` is a PDF, and the web page that a server sent in place of a
//! PDF is a web page. Files that people take for documents and no reader reads are told by their kind, with what to do.

use super::{ReadError, encoding, markdown};
use crate::text::Format;

/// Endings of the files that readers take.
const ENDINGS: [(&str, Format); 11] = [
    ("txt", Format::Text),
    ("text", Format::Text),
    ("md", Format::Markdown),
    ("markdown", Format::Markdown),
    ("html", Format::Html),
    ("htm", Format::Html),
    ("xhtml", Format::Html),
    ("pdf", Format::Pdf),
    ("docx", Format::Docx),
    ("odt", Format::Odt),
    ("xml", Format::Akn),
];

/// The same for people.
pub(super) const ENDINGS_SHOWN: &str = ".txt, .md, .html, .pdf, .docx, .odt, .xml (Akoma Ntoso)";

/// Bytes at the beginning in which a file says what it is.
const HEAD: usize = 4096;
/// Bytes before `%PDF-` at most, as common readers allow.
const PDF_HEAD: usize = 1024;

/// Files that are often mistaken for documents: how they begin, what they are, what to do.
const OTHERS: [(&[u8], &str, &str); 12] = [
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of Word 97 or another old Office", "soffice --convert-to docx FILE"),
    (b"{\\rtf", "an RTF file", "soffice --convert-to docx FILE"),
    (b"\x89PNG", "a picture", "run OCR first: tesseract FILE out pdf"),
    (b"\xff\xd8\xff", "a picture", "run OCR first: tesseract FILE out pdf"),
    (b"II*\0", "a picture", "run OCR first: tesseract FILE out pdf"),
    (b"MM\0*", "a picture", "run OCR first: tesseract FILE out pdf"),
    (b"GIF8", "a picture", "run OCR first: tesseract FILE out pdf"),
    (b"%!PS", "a PostScript file", "ps2pdf FILE"),
    (b"\x1f\x8b", "a file packed with gzip", "gunzip FILE; archives end in .tar.gz"),
    (b"BZh", "a file packed with bzip2", "bunzip2 FILE"),
    (b"\xfd7zXZ\0", "a file packed with xz", "unxz FILE"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it, or make a .zip of it"),
];

/// The format that a file's name promises.
#[must_use]
pub fn format_of(path: &str) -> Option<Format> {
    let ending = path.rsplit('/').next()?.rsplit_once('.')?.1.to_lowercase();
    ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format)
}

/// The format of a file.
///
/// # Errors
/// [`ReadError`] when no reader takes it.
pub fn detect(path: &str, bytes: &[u8]) -> Result<Format, ReadError> {
    let head = &bytes[..bytes.len().min(HEAD)];
    if contains(&head[..head.len().min(PDF_HEAD)], b"%PDF-") {
        return Ok(Format::Pdf);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return packed(bytes);
    }
    if let Some((_, kind, hint)) = OTHERS.iter().find(|(begin, _, _)| head.starts_with(begin)) {
        return Err(ReadError::Other { kind: (*kind).to_owned(), hint: Some((*hint).to_owned()) });
    }
    let promised = format_of(path);
    if promised.is_some() && bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ReadError::Empty);
    }
    match (mark_up(head)?, promised) {
        (Some(format), _) => Ok(format),
        (None, Some(Format::Html)) => Ok(Format::Html),
        (None, Some(Format::Text | Format::Markdown)) => text(promised, bytes),
        // A promise that the content does not keep: what is text is read as text.
        (None, Some(format)) => match encoding::looks_like_text(head) {
            true => Err(ReadError::NotAsNamed { expected: called(format) }),
            false => Err(ReadError::Damaged { what: called(format), why: "it does not begin as one".to_owned() }),
        },
        (None, None) => Err(ReadError::UnknownFormat),
    }
}

/// The format of a zip file.
fn packed(bytes: &[u8]) -> Result<Format, ReadError> {
    #[cfg(feature = "office")]
    return super::container::format(bytes);
    #[cfg(not(feature = "office"))]
    Err(ReadError::NotBuilt("Word and OpenDocument files", if bytes.is_empty() { "" } else { "office" }))
}

/// What a format is called in messages.
#[must_use]
pub fn called(format: Format) -> &'static str {
    match format {
        Format::Text => "a text",
        Format::Markdown => "a Markdown text",
        Format::Html => "a web page",
        Format::Pdf => "a PDF",
        Format::Docx => "a Word file",
        Format::Odt => "an OpenDocument text",
        Format::Akn => "an Akoma Ntoso file",
    }
}

fn text(promised: Option<Format>, bytes: &[u8]) -> Result<Format, ReadError> {
    if promised == Some(Format::Markdown) {
        return Ok(Format::Markdown);
    }
    let text = encoding::decode(bytes, None)?.text;
    Ok(if markdown::looks_so(&text) { Format::Markdown } else { Format::Text })
}

/// The format of a file that begins with a tag: by its first element.
fn mark_up(head: &[u8]) -> Result<Option<Format>, ReadError> {
    let Some(element) = first_element(&encoding::first_letters(head)) else { return Ok(None) };
    match element.as_str() {
        "html" | "head" | "body" | "!doctype html" => Ok(Some(Format::Html)),
        "akomantoso" => Ok(Some(Format::Akn)),
        _ if encoding::first_letters(head).trim_start().starts_with("<?xml") => {
            Err(ReadError::Other { kind: format!("XML whose root is <{element}>"), hint: None })
        }
        _ => Ok(None),
    }
}

/// The name of the first element, in small letters and without prefix; the document type when it is HTML's.
fn first_element(head: &str) -> Option<String> {
    let mut rest = head.trim_start();
    loop {
        let inside = rest.strip_prefix('<')?;
        let (skipped, end) = match inside {
            _ if inside.starts_with("!--") => (true, "-->"),
            _ if inside.starts_with('?') => (true, "?>"),
            _ if inside.starts_with('!') => (!inside[1..].trim_start().to_lowercase().starts_with("doctype html"), ">"),
            _ => (false, ""),
        };
        if !skipped && !end.is_empty() {
            return Some("!doctype html".to_owned());
        }
        if !skipped {
            let name: String =
                inside.chars().take_while(|c| c.is_alphanumeric() || matches!(c, ':' | '-' | '_')).collect();
            let local = name.rsplit(':').next().unwrap_or_default().to_lowercase();
            return (!local.is_empty()).then_some(local);
        }
        rest = rest.split_once(end)?.1.trim_start();
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_before_the_name() {
        let format = |path, text: &str| detect(path, text.as_bytes());
        assert_eq!(format("a.txt", "**Subject:** x"), Ok(Format::Markdown));
        assert_eq!(format("a.txt", "2 * 3 and 4 ** 5"), Ok(Format::Text));
        assert_eq!(format("a.md", "plain"), Ok(Format::Markdown));
        assert_eq!(format("a.txt", "%PDF-1.4"), Ok(Format::Pdf));
        assert_eq!(format("a.pdf", "\u{feff} <!-- x --><!DOCTYPE HTML><p>x"), Ok(Format::Html));
        assert_eq!(format("a.htm", "x <b>y</b>"), Ok(Format::Html));
        assert_eq!(format("a.xml", "<?xml version='1.0'?>\n<akn:akomaNtoso>"), Ok(Format::Akn));
    }

    #[test]
    fn what_no_reader_takes_is_called_by_its_kind() {
        let error = |path, bytes: &[u8]| detect(path, bytes).unwrap_err().to_string();
        assert!(error("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").contains("Word 97"));
        assert_eq!(
            error("a.xml", b"<?xml version='1.0'?><feed>"),
            "expected a document, found XML whose root is <feed>"
        );
        assert!(error("a.bin", b"abc").starts_with("unknown format"));
        assert!(error("a.pdf", b"abc").contains("expected a PDF"));
    }
}
