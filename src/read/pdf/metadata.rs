//! What a PDF says of itself: its information dictionary and the language in its catalogue.

use super::flatten;
use crate::text::{Field, Metadata};
use pdf_extract::{Document, Object};

/// Keeps what it says.
pub(super) fn read(document: &Document, metadata: &mut Metadata) {
    if let Ok(language) = document.catalog().and_then(|catalog| catalog.get(b"Lang")) {
        metadata.add(Field::Language, &text(document, language).unwrap_or_default());
    }
    let Some(info) = flatten::dictionary(document, &document.trailer, b"Info") else { return };
    let value = |key: &[u8]| info.get(key).ok().and_then(|value| text(document, value));
    if let Some(title) = value(b"Title") {
        metadata.add(Field::Title, &title);
    }
    for (key, field) in [(b"CreationDate".as_slice(), Field::Created), (b"ModDate".as_slice(), Field::Modified)] {
        if let Some(time) = value(key).and_then(|date| time(&date)) {
            metadata.add(field, &time);
        }
    }
}

/// A text string: UTF-16 with a mark, UTF-8 with a mark, else one byte a letter.
fn text(document: &Document, object: &Object) -> Option<String> {
    let bytes = document.dereference(object).ok()?.1.as_str().ok()?;
    Some(match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(),
        None => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    })
}

/// `D:20131107152021+01'00'` as XML Schema writes it.
fn time(date: &str) -> Option<String> {
    let date = date.trim().trim_start_matches("D:");
    let digits: String = date.chars().take_while(char::is_ascii_digit).collect();
    let part = |from: usize, to: usize| digits.get(from..to);
    let day = format!("{}-{}-{}", part(0, 4)?, part(4, 6)?, part(6, 8)?);
    let (Some(hour), Some(minute), second) = (part(8, 10), part(10, 12), part(12, 14).unwrap_or("00")) else {
        return Some(day);
    };
    let zone: Vec<&str> = date[digits.len()..].split('\'').collect();
    let zone = match zone.as_slice() {
        [hours, minutes, ..] if hours.len() == 3 && minutes.len() == 2 => format!("{hours}:{minutes}"),
        [sign, ..] if *sign == "Z" => "Z".to_owned(),
        _ => String::new(),
    };
    Some(format!("{day}T{hour}:{minute}:{second}{zone}"))
}

#[cfg(test)]
mod tests {
    use super::time;

    #[test]
    fn times_are_written_as_xml_schema_has_them() {
        assert_eq!(time("D:20131107152021+01'00'").as_deref(), Some("2013-11-07T15:20:21+01:00"));
        assert_eq!(time("D:20131107").as_deref(), Some("2013-11-07"));
        assert_eq!(time("D:20131107152021Z").as_deref(), Some("2013-11-07T15:20:21Z"));
        assert_eq!(time("yesterday"), None);
    }
}
