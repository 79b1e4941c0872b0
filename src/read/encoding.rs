//! From bytes to characters: byte-order marks, UTF-8, UTF-16, and the older encodings as browsers read them.
//!
//! A quote is only as good as its letters, so what is doubtful is refused and not guessed: bytes that are UTF-8 but for a few, letters
//! that were encoded twice (`Ã©`), letters that were lost (`r?solution`, U+FFFD). An encoding that a file declares comes before one
//! that is guessed, and nothing comes before a byte-order mark or before being UTF-8.

use super::ReadError;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes of a text at most; a year's resolutions have five million.
const LARGEST: usize = 64 << 20;
/// Letters that were encoded twice, at least, before a text is refused.
const TWICE: usize = 3;
/// Lost letters, at least, before a text is refused.
const LOST: usize = 3;

/// The characters of a file.
#[derive(Clone, Debug)]
pub(super) struct Decoded {
    /// The text, without a byte-order mark.
    pub(super) text: String,
    /// How it was encoded.
    pub(super) encoding: &'static Encoding,
    /// Bytes of the mark.
    mark: usize,
}

impl Decoded {
    /// The way back from bytes of the text to bytes of the file, for places in ascending order.
    pub(super) fn places(&self) -> Places<'_> {
        Places { decoded: self, text: 0, file: self.mark }
    }
}

/// Bytes of the file for bytes of its text.
pub(super) struct Places<'a> {
    decoded: &'a Decoded,
    text: usize,
    file: usize,
}

impl Places<'_> {
    /// The byte of the file at which a byte of the text begins.
    pub(super) fn at(&mut self, byte: usize) -> u32 {
        if byte < self.text {
            (self.text, self.file) = (0, self.decoded.mark);
        }
        let between = self.decoded.text.get(self.text..byte).unwrap_or_default();
        let encoding = self.decoded.encoding;
        self.file += if encoding == UTF_8 {
            between.len()
        } else if encoding == UTF_16LE || encoding == UTF_16BE {
            between.encode_utf16().count() * 2
        } else if encoding.is_single_byte() {
            between.chars().count()
        } else {
            encoding.encode(between).0.len()
        };
        self.text = byte;
        u32::try_from(self.file).unwrap_or(u32::MAX)
    }
}

/// The characters of a file's bytes. `declared` is what the file itself says, if it says anything.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, ReadError> {
    if bytes.len() > LARGEST {
        return Err(ReadError::TooLarge(bytes.len()));
    }
    let decoded = characters(bytes, declared)?;
    if decoded.text.trim().is_empty() {
        return Err(ReadError::Empty);
    }
    sound(&decoded.text)?;
    Ok(decoded)
}

pub(super) fn characters(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(encoding, bytes, mark);
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        let wide = wide(bytes).ok_or(ReadError::Binary(at))?;
        return strictly(wide, bytes, 0).map_err(|_| ReadError::Binary(at));
    }
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Decoded { text: text.to_owned(), encoding: UTF_8, mark: 0 }),
        Err(error) => error.valid_up_to(),
    };
    if let Some(declared) = declared.filter(|declared| *declared != UTF_8 && declared.is_ascii_compatible()) {
        return strictly(declared, bytes, 0);
    }
    // The mark of UTF-16 within a text of another kind: two files in one.
    let two_in_one = bytes.windows(2).any(|pair| pair == b"\xff\xfe" || pair == b"\xfe\xff");
    if declared == Some(UTF_8) || two_in_one || is_nearly_utf8(bytes) {
        return Err(ReadError::NotUtf8(error));
    }
    let guessed = guess(bytes);
    let decoded = strictly(guessed, bytes, 0).map_err(|_| ReadError::NotUtf8(error))?;
    if decoded.text.chars().all(is_printed) { Ok(decoded) } else { Err(ReadError::NotUtf8(error)) }
}

/// Decodes all of it or nothing.
fn strictly(encoding: &'static Encoding, bytes: &[u8], mark: usize) -> Result<Decoded, ReadError> {
    match encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]) {
        Some(text) => match text.find('\0') {
            Some(at) => Err(ReadError::Binary(at)),
            None => Ok(Decoded { text: text.into_owned(), encoding, mark }),
        },
        None if encoding == UTF_8 => {
            let valid = std::str::from_utf8(&bytes[mark..]).map_or_else(|error| error.valid_up_to(), str::len);
            Err(ReadError::NotUtf8(mark + valid))
        }
        None => Err(ReadError::NotDecoded(encoding.name())),
    }
}

/// UTF-16 without a mark: plain letters have a zero in every second byte, always the same one.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |odd: usize| bytes.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), bytes.len() / 2);
    let most = |zeros: usize, others: usize| zeros * 2 > pairs && others * 20 < pairs;
    match bytes.len().is_multiple_of(2) {
        true if most(odd, even) => Some(UTF_16LE),
        true if most(even, odd) => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether bytes are UTF-8 but for a few: characters of several bytes, many more than bytes that belong to none.
fn is_nearly_utf8(bytes: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guessed = detector.guess(None, chardetng::Utf8Detection::Deny);
    // Windows-1252 is Latin-1 with the quotation marks that people used; what has none of its own signs is either.
    if guessed.is_ascii_compatible() { guessed } else { WINDOWS_1252 }
}

/// Whether a character is one that documents have: no control but white space.
fn is_printed(c: char) -> bool {
    !c.is_control() || matches!(c, '\t' | '\n' | '\r' | '\u{c}')
}

/// Whether the beginning of a file may be text: no zero bytes and hardly any controls.
pub(super) fn looks_like_text(head: &[u8]) -> bool {
    let controls = head.iter().filter(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace()).count();
    !head.is_empty() && !head.contains(&0) && controls * 100 < head.len()
}

/// The beginning of a file as letters, whatever its encoding: for tags, which are ASCII.
pub(super) fn first_letters(head: &[u8]) -> String {
    let (encoding, mark) = Encoding::for_bom(head).unwrap_or((WINDOWS_1252, 0));
    let encoding = if mark == 0 { wide(&head[..head.len() & !1]).unwrap_or(encoding) } else { encoding };
    encoding.decode_without_bom_handling(&head[mark..]).0.into_owned()
}

/// Refuses a text whose letters were encoded twice or lost.
fn sound(text: &str) -> Result<(), ReadError> {
    if let Some((found, meant, at)) = encoded_twice(text) {
        return Err(ReadError::Mojibake { found, meant, at });
    }
    match lost(text) {
        Some((count, at)) => Err(ReadError::LostLetters { count, at }),
        None => Ok(()),
    }
}

/// The first letter that was encoded twice, when there are several: as it stands, as it was meant, and its byte.
fn encoded_twice(text: &str) -> Option<(String, String, usize)> {
    let mut first = None;
    let mut count = 0;
    for (at, _) in text.char_indices().filter(|(_, c)| matches!(c, 'Ã' | 'Â' | 'â' | 'Å')) {
        let Some((found, meant)) = once(&text[at..]) else { continue };
        first.get_or_insert((found, meant, at));
        count += 1;
    }
    // A text of a few words is judged by what it has.
    first.filter(|_| count >= TWICE || count * 200 > text.len())
}

/// The letter at the beginning of a text when it is UTF-8 read as Windows-1252 and written again.
fn once(text: &str) -> Option<(String, String)> {
    let length = match text.chars().next()? {
        'â' => 3,
        _ => 2,
    };
    let found: String = text.chars().take(length).collect();
    let (bytes, failed) = (WINDOWS_1252.encode(&found).0.into_owned(), WINDOWS_1252.encode(&found).2);
    let meant = std::str::from_utf8(&bytes).ok().filter(|_| !failed)?.to_owned();
    (meant.chars().count() == 1).then_some((found, meant))
}

/// How many letters were lost, and the byte of the first: replacement characters, question marks between small letters.
fn lost(text: &str) -> Option<(usize, usize)> {
    let replaced = text.match_indices('\u{fffd}').map(|(at, _)| at);
    let replaced: Vec<usize> = replaced.collect();
    let small = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_lowercase);
    let bytes = text.as_bytes();
    let address = |at: usize| {
        let start = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
        text[start..at].contains(['/', '.', '@'])
    };
    let asked = || {
        let marks = text.match_indices('?').map(|(at, _)| at);
        marks.filter(|at| {
            small(at.checked_sub(1).and_then(|at| bytes.get(at))) && small(bytes.get(at + 1)) && !address(*at)
        })
    };
    let none_left = || !text.chars().any(|c| !c.is_ascii() && c.is_alphabetic());
    let all: Vec<usize> = if replaced.is_empty() && none_left() { asked().collect() } else { replaced };
    let first = *all.first()?;
    (all.len() >= LOST).then_some((all.len(), first))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<String, ReadError> {
        decode(bytes, None).map(|decoded| decoded.text)
    }

    const FRENCH: &str =
        "L’Assemblée générale décide d’élire à sa présidence – à l’unanimité – un délégué de la région\n";

    #[test]
    fn encodings_are_told_apart() {
        let wide: Vec<u8> = FRENCH.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(text(&wide).as_deref(), Ok(FRENCH));
        let big: Vec<u8> = FRENCH.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text(&[b"\xfe\xff", big.as_slice()].concat()).as_deref(), Ok(FRENCH));
        assert_eq!(text(&WINDOWS_1252.encode(FRENCH).0).as_deref(), Ok(FRENCH));
        assert_eq!(text(b"\xef\xbb\xbfabc").as_deref(), Ok("abc"));
        let polish =
            "Zgromadzenie Ogólne postanawia, że żadna część uchwały nie może być zmieniona bez większości głosów";
        let (bytes, encoding, _) = encoding_rs::ISO_8859_2.encode(polish);
        assert_eq!(encoding.name(), "ISO-8859-2");
        assert_eq!(text(&bytes).as_deref(), Ok(polish));
    }

    #[test]
    fn what_is_declared_comes_before_what_is_guessed() {
        let (bytes, _, _) = encoding_rs::ISO_8859_5.encode("Совет");
        assert_eq!(decode(&bytes, Some(encoding_rs::ISO_8859_5)).unwrap().text, "Совет");
        assert_eq!(decode("é".as_bytes(), Some(WINDOWS_1252)).unwrap().text, "é");
    }

    #[test]
    fn damaged_letters_are_refused_with_their_place() {
        assert_eq!(
            text("décidé ".repeat(3).as_bytes().iter().copied().chain([0xff]).collect::<Vec<_>>().as_slice()),
            Err(ReadError::NotUtf8(27))
        );
        assert_eq!(text(b"ab\0c"), Err(ReadError::Binary(2)));
        assert_eq!(text(b" \n"), Err(ReadError::Empty));
        let twice = WINDOWS_1252.decode("L'Assemblée générale a décidé".as_bytes()).0.into_owned();
        let meant = ReadError::Mojibake { found: "Ã©".into(), meant: "é".into(), at: 9 };
        assert_eq!(text(twice.as_bytes()), Err(meant));
        assert_eq!(text(b"L'Assembl?e g?n?rale a d?cid?"), Err(ReadError::LostLetters { count: 4, at: 9 }));
        assert_eq!(
            text("L\u{fffd}Assembl\u{fffd}e d\u{fffd}cide".as_bytes()),
            Err(ReadError::LostLetters { count: 3, at: 1 })
        );
        assert!(text(b"see http://un.org/a?b=c and x.org/q?u and y.org/p?v, what? no.").is_ok());
    }

    #[test]
    fn places_lead_back_to_the_file() {
        let (bytes, _, _) = WINDOWS_1252.encode("été, là");
        let decoded = decode(&bytes, Some(WINDOWS_1252)).unwrap();
        let mut places = decoded.places();
        assert_eq!((places.at(0), places.at(2), places.at(5), places.at(2)), (0, 1, 3, 1));
    }
}
