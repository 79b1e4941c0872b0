//! The form in which words are compared: lower case, without accents, with one apostrophe and one dash.
//!
//! Folding is done a character at a time, so that a token can be folded from the visible pieces of the source without
//! a second copy of the text.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Appends the folded form of `text` to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        fold_char(c, out);
    }
}

/// The folded form of `text`.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the folded form of one character to `out`; nothing for marks and invisible characters.
pub fn fold_char(c: char, out: &mut String) {
    if let Some(folded) = plain(c) {
        out.push(char::from(folded));
        return;
    }
    match c {
        '’' | '‘' | 'ʼ' | '´' | '`' => out.push('\''),
        '–' | '—' | '‐' | '‑' | '−' | '―' => out.push('-'),
        '«' | '»' | '“' | '”' | '„' => out.push('"'),
        '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {}
        'œ' | 'Œ' => out.push_str("oe"),
        'æ' | 'Æ' => out.push_str("ae"),
        'ß' => out.push_str("ss"),
        'ı' => out.push('i'),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' => out.push('d'),
        _ if c.is_whitespace() => out.push(' '),
        _ => out.extend(std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase)),
    }
}

/// The letters of U+00C0 to U+00FF folded; `-` for those that are folded otherwise.
const LATIN: &[u8; 64] = b"aaaaaa-ceeeeiiii-nooooo--uuuuy--aaaaaa-ceeeeiiii-nooooo--uuuuy-y";

/// The folded form of a character of ASCII or a letter of Western Europe, a byte: the usual ones need no look at the tables of
/// Unicode.
pub(super) fn plain(c: char) -> Option<u8> {
    let byte = u8::try_from(c).ok()?;
    if byte.is_ascii() {
        return Some(byte.to_ascii_lowercase());
    }
    let letter = LATIN.get(usize::from(byte.checked_sub(0xC0)?))?;
    (*letter != b'-').then_some(*letter)
}

/// A word or name as part of an IRI: folded, words joined by `-`, nothing but ASCII letters, digits and `-` where possible.
#[must_use]
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in fold(text).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') && c != '.' {
            out.push('-');
        }
    }
    out.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_case_and_typography_fold_away() {
        assert_eq!(fold("L’ÉTAT — n°1 œuvre"), "l'etat - n°1 oeuvre");
        assert_eq!(fold("e\u{301}"), "e");
    }

    #[test]
    fn the_letters_of_western_europe_fold_as_unicode_says() {
        for c in ('\u{C0}'..='\u{FF}').filter(|c| plain(*c).is_some()) {
            let by_tables: String =
                std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
            assert_eq!(fold(&c.to_string()), by_tables);
        }
        assert_eq!(fold("ÆØÞß×÷ðþ"), "aeoþss×÷ðþ");
    }

    #[test]
    fn a_slug_is_safe_in_an_iri() {
        assert_eq!(slug("S/RES/1267 (1999)"), "s-res-1267-1999");
        assert_eq!(slug("Complexe mondial INTERPOL pour l'innovation"), "complexe-mondial-interpol-pour-l-innovation");
        assert_eq!(slug("O.I.P.C.-INTERPOL"), "oipc-interpol");
    }
}
