//! Footnotes of a page: told by their place, their mark and the mark that cites them.
//!
//! A footnote begins with a mark above the line (or with a number in smaller letters) in the lower part of its column, below all text, and
//! the same mark stands above the line somewhere in the text of the page, or a rule stands above it. Its mark goes out of the text, and
//! the place where it stood is kept.

use super::Sheet;
use super::columns::Line;

/// Letters of a mark at most.
const LONGEST: usize = 3;
/// Share of the page's height from below in which footnotes begin.
const LOWER: f64 = 0.65;
/// Difference of sizes that is no difference.
const SAME: f64 = 0.3;
/// Space above a footnote that nothing on its page cites, in sizes, at least.
const APART: f64 = 2.0;
/// Space between footnotes, in sizes, at most.
const SPACE: f64 = 3.0;
/// Share of the page's height in which its foot stands, and how many lines it has at most.
const FOOT: f64 = 0.14;
const FOOT_LINES: usize = 4;
/// Underscores of a rule at least.
const RULE: usize = 6;

/// A footnote with its lines, the mark taken off.
#[derive(Clone, Debug)]
pub(super) struct Note {
    pub(super) mark: String,
    pub(super) page: u32,
    pub(super) lines: Vec<Line>,
}

/// Takes the footnotes out of a page. `body` is the size of most text of the document.
/// A note that goes on from the page before has no mark here, but a rule above it.
pub(super) fn take(sheet: &mut Sheet, body: f64, notes: &mut Vec<Note>) {
    let (number, height) = (sheet.number, sheet.height);
    let cited: Vec<String> = sheet.regions.iter().flatten().flat_map(cited_in).collect();
    for region in &mut sheet.regions {
        let rule = region.iter().rposition(is_rule);
        let begins = |at: usize| {
            let line = &region[at];
            let mark = mark_of(line, body)?;
            // What stands below footnotes is the foot of the page.
            let end = at + end_of(&region[at..], body);
            let foot = region[end..].iter().all(|line| line.y < FOOT * height) && region.len() - end <= FOOT_LINES;
            let below = line.y < LOWER * height && end > at && foot;
            let ruled = rule.is_some_and(|rule| rule < at);
            // A page may repeat a footnote of another one.
            let apart = is_raised(line) && at > 0 && region[at - 1].y - line.y > APART * body;
            let known = ruled
                || apart
                || at > 0 && cited.iter().filter(|other| **other == mark).count() > usize::from(is_raised(line));
            (below && known).then_some(at)
        };
        let ruled = rule.map(|rule| rule + 1).filter(|at| {
            let end = region.get(*at..).map_or(*at, |below| at + end_of(below, body));
            !notes.is_empty() && end > *at && region[*at..].iter().all(|line| line.y < LOWER * height)
        });
        let Some(start) = (0..region.len()).find_map(begins).into_iter().chain(ruled).min() else { continue };
        let mut lines = region.split_off(start);
        region.extend(lines.split_off(end_of(&lines, body)));
        for line in &mut lines {
            match mark_of(line, body) {
                _ if is_rule(line) => {}
                Some(mark) => {
                    cut_mark(line, &mark);
                    notes.push(Note { mark, page: number, lines: vec![line.clone()] });
                }
                None => {
                    if let Some(note) = notes.last_mut() {
                        note.lines.push(line.clone());
                    }
                }
            }
        }
    }
    for region in &mut sheet.regions {
        region.retain(|line| !is_rule(line));
    }
    sheet.regions.retain(|region| !region.is_empty());
}

/// How many lines are footnotes: until there is a wide space, or a line in larger letters.
fn end_of(lines: &[Line], body: f64) -> usize {
    let parted = |pair: &[Line]| pair[0].y - pair[1].y > SPACE * pair[0].size.max(pair[1].size);
    let wide = lines.windows(2).position(parted).map_or(lines.len(), |at| at + 1);
    lines[..wide].iter().position(|line| line.size > body + SAME).unwrap_or(wide)
}

/// A line of underscores or dashes.
pub(super) fn is_rule(line: &Line) -> bool {
    let text = line.text();
    let signs = text.chars().filter(|c| !c.is_whitespace());
    signs.clone().count() >= RULE && signs.into_iter().all(|c| matches!(c, '_' | '—' | '―' | '─'))
}

fn is_raised(line: &Line) -> bool {
    line.parts.first().is_some_and(|part| part.raised)
}

/// The mark with which a line begins as a footnote.
fn mark_of(line: &Line, body: f64) -> Option<String> {
    let first = line.parts.first()?;
    if first.raised {
        return is_mark(first.text.trim()).then(|| first.text.trim().to_owned());
    }
    let word = first.text.split_whitespace().next()?;
    let more = first.text.trim_start().len() > word.len() || line.parts.len() > 1;
    (is_mark(word) && more && line.size <= 0.93 * body).then(|| word.to_owned())
}

pub(super) fn is_mark(text: &str) -> bool {
    let digits = text.chars().all(|c| c.is_ascii_digit());
    let signs = text.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§'));
    !text.is_empty() && text.chars().count() <= LONGEST && (digits || signs)
}

/// The marks above the line within a line.
fn cited_in(line: &Line) -> impl Iterator<Item = String> {
    let raised = line.parts.iter().filter(|part| part.raised).map(|part| part.text.trim());
    raised.flat_map(|text| text.split([',', ' '])).filter(|text| is_mark(text)).map(str::to_owned)
}

fn cut_mark(line: &mut Line, mark: &str) {
    if let Some(first) = line.parts.first_mut() {
        let rest = first.text.trim_start();
        first.text = rest.strip_prefix(mark).unwrap_or(rest).trim_start().to_owned();
    }
    line.parts.retain(|part| !part.text.is_empty());
}
