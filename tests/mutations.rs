//! Broken files: half of them broken anywhere, which mostly ends at the door, and half within, where they are whole enough to be parsed.

use crate::formats::packed;
use std::io::{Cursor, Read as _};

/// A generator of numbers that are the same each time.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below.max(1)
    }
}

/// A file of a format with something broken in it.
pub(crate) fn mutated(ending: &str, bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    match (numbers.next(2), ending) {
        (0, _) => anywhere(bytes, numbers),
        (_, "docx" | "odt") => inside(bytes, numbers),
        _ => in_place(bytes, numbers),
    }
}

/// Some bytes changed, cut out, doubled or put in.
fn anywhere(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=numbers.next(8) {
        if bytes.is_empty() {
            break;
        }
        let at = numbers.next(bytes.len());
        let length = 1 + numbers.next(40);
        let end = (at + length).min(bytes.len());
        match numbers.next(6) {
            0 => bytes[at] ^= 1 << numbers.next(8),
            1 => drop(bytes.drain(at..end)),
            2 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
            3 => bytes.truncate(at),
            4 => bytes[at..end].fill(u8::try_from(numbers.next(256)).unwrap()),
            _ => drop(bytes.splice(at..at, *b"<<[(%\0&x<![CDATA[")),
        }
    }
    bytes
}

/// Numbers, names and words changed into others as long, so that all else stands where the file says.
fn in_place(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=numbers.next(4) {
        let at = numbers.next(bytes.len());
        let run = |kind: fn(&u8) -> bool| {
            let start = at + bytes[at..].iter().position(kind)?;
            let length = bytes[start..].iter().position(|byte| !kind(byte)).unwrap_or(bytes.len() - start);
            Some(start..start + length)
        };
        let (word, number) = (run(u8::is_ascii_alphabetic), run(u8::is_ascii_digit));
        match (numbers.next(4), word, number) {
            (0, _, Some(number)) => bytes[number].fill(b'9'),
            (1, _, Some(number)) => bytes[number].fill(b'0'),
            (2, Some(word), _) => bytes[word].rotate_left(1),
            // A piece of the file over another one.
            _ => {
                let from = numbers.next(bytes.len());
                let length = numbers.next(30).min(bytes.len() - at.max(from));
                bytes.copy_within(from..from + length, at);
            }
        }
    }
    bytes
}

/// An archive whose parts are broken and well packed.
fn inside(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts: Vec<(String, String)> = Vec::new();
    for at in 0..zip.len() {
        let mut text = String::new();
        let mut part = zip.by_index(at).unwrap();
        part.read_to_string(&mut text).unwrap();
        parts.push((part.name().unwrap().into_owned(), text));
    }
    let broken = numbers.next(parts.len());
    // A part is text for who packs it; what is none any more is replaced.
    let text = in_place(parts[broken].1.as_bytes(), numbers);
    parts[broken].1 = String::from_utf8_lossy(&text).into_owned();
    packed(&parts.iter().map(|(name, text)| (name.as_str(), text.clone())).collect::<Vec<_>>())
}

#[test]
fn what_is_broken_within_is_as_long_as_it_was() {
    let (bytes, mut numbers) = (b"<< /Length 120 /Type /Page >> some words", Numbers(1));
    let broken: Vec<Vec<u8>> = (0..50).map(|_| in_place(bytes, &mut numbers)).collect();
    assert!(broken.iter().all(|other| other.len() == bytes.len()));
    assert!(broken.iter().filter(|other| other[..] != bytes[..]).count() > 40);
}
