//! From lines to paragraphs: where one line goes on in the next, and where something new begins.
//!
//! A line was broken because the next word did not fit; where it would have fitted, something ended. Beside that, what begins a paragraph
//! is told by the space above it, by the place of its first letter, by its size, and by the mark of a list. Where the signs are weak the
//! line end stays in the text, and the parser, which knows how clauses begin, decides.

use super::columns::{Line, Region};
use super::hyphens::{Hyphen, Words, is_hyphen};

/// Space above a paragraph, in distances of lines, at least.
const SPACE: f64 = 1.3;
/// An indent, in sizes, at least.
const INDENT: f64 = 0.8;
/// Differences of sizes between parts of one paragraph, as a share, at most.
const SIZES: f64 = 0.12;
/// Slack at the right margin, in sizes.
const SLACK: f64 = 0.6;
/// Width of a space, in sizes.
const SPACE_WIDTH: f64 = 0.25;
/// Difference of right ends that are flush, in points.
const FLUSH: f64 = 3.0;
/// One in so many lines ends at the margin of justified text, at least.
const FLUSH_SHARE: usize = 4;
/// Space above a line that goes on all the same: a raised letter or a formula has made room for itself.
const ROOM: f64 = 2.0;
/// Share of the width right of which a line is set to the right.
const SET_RIGHT: f64 = 0.4;
/// Letters of the mark of a list at most.
const MARK: usize = 6;

/// What stands between a line and the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Break {
    /// The line goes on; what becomes of a hyphen at its end.
    Join(Option<Hyphen>),
    /// The line ends.
    Line,
    /// The paragraph ends.
    Block,
}

/// How the lines of a region stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Distance of baselines.
    leading: f64,
    /// Right margin.
    right: f64,
    /// Left margin of most lines.
    left: f64,
}

impl Shape {
    /// The shape of a region.
    pub(super) fn of(region: &Region) -> Self {
        let steps = region.windows(2).map(|pair| (pair[0].y - pair[1].y, pair[0].size.max(pair[1].size)));
        let mut steps: Vec<f64> =
            steps.filter(|(step, size)| *step > 0.7 * size && *step < 2.2 * size).map(|(step, _)| step).collect();
        steps.sort_by(f64::total_cmp);
        // The distance within paragraphs is the smallest that is common.
        let leading = steps.get(steps.len() / 4).copied();
        let right = margin(region);
        let mut lefts: Vec<f64> = region.iter().map(|line| line.left).collect();
        lefts.sort_by(f64::total_cmp);
        let left = lefts.get(lefts.len() / 4).copied().unwrap_or(0.0);
        let size = region.first().map_or(12.0, |line| line.size);
        Self { leading: leading.unwrap_or(1.2 * size), right, left }
    }
}

/// The right margin: where most lines of justified text end; else where the longer ones do.
fn margin(region: &Region) -> f64 {
    let mut rights: Vec<f64> = region.iter().map(|line| line.right).collect();
    rights.sort_by(f64::total_cmp);
    let together = |at: usize| rights[at..].iter().take_while(|right| **right - rights[at] <= FLUSH).count();
    let most = (0..rights.len()).max_by_key(|at| together(*at));
    match most.map(|at| (at, together(at))) {
        Some((at, count)) if count * FLUSH_SHARE >= rights.len() && count > 2 => rights[at + count - 1],
        _ => rights.get(rights.len() * 9 / 10).or(rights.last()).copied().unwrap_or(0.0),
    }
}

/// What stands between two lines of one region; `after` is the line below the next, `first` whether the line begins its paragraph.
pub(super) fn within(
    shape: Shape,
    line: &Line,
    next: &Line,
    after: Option<&Line>,
    first: bool,
    words: &Words,
) -> Break {
    let size = line.size.max(next.size);
    let indent = INDENT * size;
    let ended = is_ended(&line.text());
    let short = fits(shape.right, line, next);
    let goes_on = !ended && !short && (line.left - next.left).abs() < indent;
    let space = (line.y - next.y) / shape.leading;
    if space > SPACE && !(goes_on && space < ROOM) || (line.size - next.size).abs() > SIZES * size {
        return Break::Block;
    }
    let set_right = |line: &Line| line.left > shape.left + SET_RIGHT * (shape.right - shape.left);
    if set_right(line) && set_right(next) {
        return Break::Line;
    }
    if begins_with_mark(&next.text()) && (ended || short) {
        return Break::Block;
    }
    let deeper = next.left > line.left + indent;
    let hanging_below = after.is_some_and(|after| after.left < next.left - indent);
    if deeper && (hanging_below && (ended || short) || short && ended) {
        return Break::Block;
    }
    if next.left < line.left - indent && !first {
        return if ended || short { Break::Block } else { Break::Line };
    }
    match (short, ended) {
        (true, true) => Break::Block,
        (true, false) => Break::Line,
        (false, _) => Break::Join(words.hyphen(&line.text(), &next.text())),
    }
}

/// What stands between the last line of a region and the first of the next one.
pub(super) fn across(
    (shape, line): (Shape, &Line),
    (other, next, after): (Shape, &Line, Option<&Line>),
    words: &Words,
) -> Break {
    let size = line.size.max(next.size);
    let ended = is_ended(&line.text());
    let short = fits(shape.right, line, next);
    let different = (line.size - next.size).abs() > SIZES * size;
    let indented = next.left > other.left + INDENT * size
        && after.is_some_and(|after| after.left < next.left - INDENT * size)
        && (ended || short);
    if different || indented || begins_with_mark(&next.text()) && (ended || short) || short && ended {
        return Break::Block;
    }
    // No space tells at the foot of a column: after a comma or a full stop a capital letter may begin anything.
    let doubtful = ended && next.text().trim_start().starts_with(char::is_uppercase);
    if short || doubtful { Break::Line } else { Break::Join(words.hyphen(&line.text(), &next.text())) }
}

/// Whether the first word of the next line would have fitted at the end of a line.
fn fits(right: f64, line: &Line, next: &Line) -> bool {
    line.right + SPACE_WIDTH * line.size + next.first < right - SLACK * line.size
}

/// Whether a line ends as clauses and sentences do.
fn is_ended(line: &str) -> bool {
    line.trim_end().trim_end_matches(['"', '”', '»', '\'', '’', ')', ']']).ends_with(['.', ';', ':', ',', '?', '!'])
}

/// Whether a line begins with the mark of a list: "1.", "(a)", "iv)", "•".
fn begins_with_mark(line: &str) -> bool {
    let Some(word) = line.split_whitespace().next() else { return false };
    if matches!(word, "-" | "–" | "—" | "•" | "·" | "*" | "▪" | "●" | "■" | "o" | "") {
        return true;
    }
    let inner = word.trim_start_matches('(');
    let letters = inner.trim_end_matches(['.', ')', '-', '–']);
    let closed = inner.len() > letters.len();
    let counted = letters.chars().all(|c| c.is_ascii_digit())
        || letters.chars().all(char::is_alphabetic) && letters.chars().count() <= 4;
    closed
        && !letters.is_empty()
        && word.chars().count() <= MARK
        && counted
        && (inner.len() < word.len() || !inner.ends_with(','))
        && !(letters.chars().count() > 1 && letters.chars().all(char::is_alphabetic) && inner.ends_with('.'))
}

/// The text of a line without what its hyphen leaves out.
pub(super) fn without_hyphen(text: &str) -> &str {
    text.trim_end().trim_end_matches(is_hyphen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_lists_are_told_from_words() {
        for mark in ["1. x", "(a) x", "iv) x", "• x", "(12) x", "a. x", "- x"] {
            assert!(begins_with_mark(mark), "{mark}");
        }
        for word in ["The x", "(see x", "No. x", "1999 x", "etc. x", "of x"] {
            assert!(!begins_with_mark(word), "{word}");
        }
    }
}
