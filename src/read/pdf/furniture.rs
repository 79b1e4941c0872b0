//! What pages print beside the text: running heads and feet, page numbers.
//!
//! A line at the top or bottom of a page is furniture when another page has it too, but for its digits; a bare page number is so wherever
//! it stands there. The head of the first page stays: what repeats below is often the symbol, and the first page is its heading.

use super::Sheet;
use super::columns::Line;
use std::collections::BTreeMap;

/// Share of the page's height in which heads and feet stand.
const ZONE: f64 = 0.13;
/// Difference in height between the same line of two pages, in points.
const SAME: f64 = 14.0;
/// Space below the head of a page, in sizes, at least, and how many lines a head has at most.
const APART: f64 = 1.7;
const HEAD_LINES: usize = 4;
/// Numbers of a running head at most.
const NUMBERS: usize = 5;
/// Letters of a bare page number at most, with that of the printing job.
const LONGEST: usize = 24;
/// Digits of a number in it at most.
const DIGITS: usize = 7;

/// Takes the furniture out of all pages.
pub(super) fn remove(sheets: &mut [Sheet]) {
    let mut seen: BTreeMap<String, Vec<(u32, f64)>> = BTreeMap::new();
    for sheet in sheets.iter() {
        for line in sheet.regions.iter().flatten().filter(|line| zone_at(sheet.height, line).is_some()) {
            for key in keys(line) {
                seen.entry(key).or_default().push((sheet.number, line.y));
            }
        }
    }
    let first = sheets.first().map_or(0, |sheet| sheet.number);
    for sheet in sheets.iter_mut() {
        let (number, shape) = (sheet.number, (sheet.height, extremes(sheet)));
        let is_furniture = |line: &Line| {
            let Some(top) = zone_at(shape.0, line) else { return false };
            let on_another = |key: &String| {
                let mut places = seen.get(key).into_iter().flatten();
                places.any(|(page, y)| *page != number && (y - line.y).abs() < SAME)
            };
            let elsewhere = keys(line).iter().any(on_another);
            // A note on a table is printed again below each of its pages; the rule above notes is looked for later.
            let note = line.parts.first().is_some_and(|part| part.raised) || super::notes::is_rule(line);
            let kept = top && number == first || note;
            let outermost = line.y >= shape.1.1 || line.y <= shape.1.0;
            let text = line.text();
            !kept && elsewhere || outermost && is_page_number(&text) || !top && is_job_number(&text)
        };
        let head = if number == first { f64::MAX } else { lowest_of_head(sheet, &is_furniture) };
        for region in &mut sheet.regions {
            region.retain(|line| !is_furniture(line) && line.y < head);
        }
        sheet.regions.retain(|region| !region.is_empty());
    }
}

/// The baseline of the lowest line of a head of several lines: they stand close together at the top, apart from the text, and one of
/// them is furniture.
fn lowest_of_head(sheet: &Sheet, is_furniture: &dyn Fn(&Line) -> bool) -> f64 {
    let mut lines: Vec<&Line> = sheet.regions.iter().flatten().collect();
    lines.sort_by(|a, b| b.y.total_cmp(&a.y));
    let parted = |pair: &[&Line]| pair[0].y - pair[1].y > APART * pair[0].size.max(pair[1].size);
    let Some(end) = lines.windows(2).position(parted).map(|at| at + 1) else { return f64::MAX };
    let in_zone = lines[..end].iter().all(|line| zone_at(sheet.height, line) == Some(true));
    let any = lines[..end].iter().any(|line| is_furniture(line));
    if in_zone && any && end <= HEAD_LINES { lines[end - 1].y } else { f64::MAX }
}

/// Whether a line stands at the top (true) or the bottom of its page.
fn zone_at(height: f64, line: &Line) -> Option<bool> {
    match line.y / height.max(1.0) {
        share if share > 1.0 - ZONE => Some(true),
        share if share < ZONE => Some(false),
        _ => None,
    }
}

/// Baselines of the lowest and the highest line.
fn extremes(sheet: &Sheet) -> (f64, f64) {
    let lines = sheet.regions.iter().flatten();
    lines.fold((f64::MAX, f64::MIN), |(low, high), line| (low.min(line.y), high.max(line.y)))
}

/// A line and its cells without what differs from page to page. A cell says enough alone when it has letters and signs: a symbol.
fn keys(line: &Line) -> Vec<String> {
    let text = line.text();
    let whole = key(&text);
    let cells = text.split('\t').map(key).filter(|cell| {
        *cell != whole && cell.contains('/') && cell.contains('#') && cell.chars().any(char::is_alphabetic)
    });
    let mut keys: Vec<String> = cells.collect();
    keys.push(whole);
    keys
}

fn key(text: &str) -> String {
    let mut key = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        let c = if c.is_ascii_digit() { '#' } else { c };
        if !(c == '#' && key.ends_with('#')) {
            key.extend(c.to_lowercase());
        }
    }
    // Where nearly all is numbers, they are what the line says.
    if key.matches('#').count() > NUMBERS { text.to_owned() } else { key }
}

/// The number of a printing job: "18-17962 (E) 021118", "*1817962*".
fn is_job_number(text: &str) -> bool {
    let parts: Vec<&str> = text.split_whitespace().collect();
    let numbered = |part: &&str| {
        part.len() >= 5
            && part.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '*'))
            && part.contains(['-', '*'])
    };
    let other = |part: &&str| part.chars().all(|c| c.is_ascii_digit()) || part.len() == 3 && part.starts_with('(');
    parts.first().is_some_and(numbered) && parts[1..].iter().all(|part| numbered(part) || other(part))
}

/// Digits and signs alone: "- 2 -", "2/5", "12".
fn is_page_number(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= LONGEST
        && text.chars().any(|c| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–' | '—' | '/' | '|' | '\t'))
        && text.split(|c: char| !c.is_ascii_digit()).all(|digits| digits.len() <= DIGITS)
}
