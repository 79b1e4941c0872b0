//! How wide text is, and where lines break.
//!
//! A picture that stays text has no font to measure with, so widths are estimated from the advance widths of Helvetica, which
//! Arial, Liberation Sans, Nimbus Sans and Arimo share; the pictures ask for these. Other scripts count by rough classes,
//! rather too wide than too narrow.

use unicode_normalization::UnicodeNormalization as _;

/// Advance widths of ASCII from space to tilde, in thousandths of the font size.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
    556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
    722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
    556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
    260, 334, 584,
];
/// How much wider bold letters are.
const BOLD: f64 = 1.08;
/// From one line to the next, in font sizes.
pub(super) const LEADING: f64 = 1.22;

/// Estimated width of a line of text in pixels.
pub(super) fn width(text: &str, size: f64, bold: bool) -> f64 {
    let thousandths: u32 = text.chars().map(advance).sum();
    f64::from(thousandths) / 1000.0 * size * if bold { BOLD } else { 1.0 }
}

fn advance(c: char) -> u32 {
    if let Some(width) = ascii(c) {
        return width;
    }
    match c {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' | '\u{fe00}'..='\u{fe0f}' => 0,
        '’' | '‘' => 222,
        '“' | '”' | '„' => 333,
        '«' | '»' | '–' => 556,
        '—' | '…' | 'œ' | 'Œ' | 'æ' | 'Æ' => 1000,
        '\u{a0}' | '\u{202f}' => 278,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' => 1000,
        '\u{ff00}'..='\u{ff60}' | '\u{1f000}'.. => 1300,
        // A letter with accents is as wide as without; of the rest Cyrillic is the widest.
        _ => std::iter::once(c).nfd().next().and_then(ascii).unwrap_or(700),
    }
}

fn ascii(c: char) -> Option<u32> {
    let index = (c as usize).checked_sub(32)?;
    WIDTHS.get(index).map(|width| u32::from(*width))
}

/// Text cut to so many characters, with an ellipsis for the rest.
pub(super) fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let cut: String = text.chars().take(limit.saturating_sub(1)).collect();
    format!("{}…", cut.trim_end())
}

/// Text in at most `lines` lines of about equal width, none wider than needed; beyond `widest` pixels a line the rest is cut.
pub(super) fn wrap(text: &str, size: f64, bold: bool, lines: usize, widest: f64) -> Vec<String> {
    let words = breakable(text, size, bold, widest);
    let natural = width(text, size, bold);
    let wished = lines_for(natural, size).min(lines).max(1);
    // The narrowest column that holds the words in the wished number of lines; widths grow by an eighth of a letter.
    let step = size / 8.0;
    let mut column = (natural / wished as f64).min(widest);
    loop {
        let mut set = fill(&words, size, bold, column);
        if set.len() <= wished || column >= widest {
            if set.len() > lines {
                set.truncate(lines);
                if let Some(last) = set.last_mut() {
                    last.push('…');
                }
            }
            return set;
        }
        column = (column + step).min(widest);
    }
}

/// Text in lines as full as the column allows, for paragraphs; at most `lines` of them.
pub(super) fn flow(text: &str, size: f64, bold: bool, lines: usize, column: f64) -> Vec<String> {
    let mut set = fill(&breakable(text, size, bold, column), size, bold, column);
    set.truncate(lines);
    set
}

/// Short names stay on one line, long ones make blocks about four times as wide as high.
fn lines_for(natural: f64, size: f64) -> usize {
    match natural / size {
        ems if ems <= 11.0 => 1,
        ems if ems <= 22.0 => 2,
        ems if ems <= 42.0 => 3,
        ems if ems <= 64.0 => 4,
        ems if ems <= 88.0 => 5,
        _ => 6,
    }
}

/// Words with whether a space precedes them; words wider than a line are cut.
fn breakable(text: &str, size: f64, bold: bool, widest: f64) -> Vec<(bool, String)> {
    let mut words = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut piece = String::new();
        let (mut spaced, mut filled) = (true, 0.0);
        for c in word.chars() {
            let next = width(c.encode_utf8(&mut [0; 4]), size, bold);
            if filled + next > widest && !piece.is_empty() {
                words.push((spaced, std::mem::take(&mut piece)));
                (spaced, filled) = (false, 0.0);
            }
            piece.push(c);
            filled += next;
        }
        words.push((spaced, piece));
    }
    words
}

fn fill(words: &[(bool, String)], size: f64, bold: bool, column: f64) -> Vec<String> {
    let mut set: Vec<String> = Vec::new();
    let mut filled = 0.0;
    for (spaced, word) in words {
        let space = if *spaced { width(" ", size, bold) } else { 0.0 };
        let own = width(word, size, bold);
        match set.last_mut() {
            Some(line) if filled + space + own <= column + 1e-6 => {
                if *spaced {
                    line.push(' ');
                }
                line.push_str(word);
                filled += space + own;
            }
            _ => {
                set.push(word.clone());
                filled = own;
            }
        }
    }
    set
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accents_do_not_widen_and_bold_does() {
        assert_eq!(width("été", 10.0, false), width("ete", 10.0, false));
        assert!(width("a", 10.0, true) > width("a", 10.0, false));
        assert!((width("Assemblée", 10.0, false) - 49.46).abs() < 0.01);
    }

    #[test]
    fn long_names_become_even_lines() {
        let name = "Partenariat multilatéral international contre les cybermenaces";
        let set = wrap(name, 12.0, false, 3, 220.0);
        assert_eq!(set.len(), 3, "{set:?}");
        assert_eq!(set.join(" "), name);
        let widths: Vec<f64> = set.iter().map(|line| width(line, 12.0, false)).collect();
        assert!(widths.iter().all(|w| *w > 60.0 && *w < 160.0), "{widths:?}");
    }

    #[test]
    fn a_word_without_end_is_cut_and_a_text_without_end_ends() {
        let set = wrap(&"x".repeat(500), 10.0, false, 3, 100.0);
        assert_eq!(set.len(), 3);
        assert!(set[2].ends_with('…'));
        assert_eq!(shorten("abcdef", 4), "abc…");
        assert_eq!(wrap("", 10.0, false, 3, 100.0), Vec::<String>::new());
    }
}
