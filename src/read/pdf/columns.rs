//! The order in which the rows of a page are read: as they stand, or column by column.
//!
//! Columns are told page by page, from where the words stand and never from their order in the file: many programs write the rows of two
//! columns by turns. Two columns of prose have a gutter that hardly a row crosses, words enough on either side, and stand side by side;
//! a table of names has few words on a side and stays in rows.

use super::rows::Segment;

/// Segments on either side of a gutter, at least.
const FEWEST: usize = 5;
/// Words of a segment in a column of prose, on average, at least.
const WORDS: f64 = 3.0;
/// Share of its column that a line of prose fills, in the middle of all, at least.
const FILL: f64 = 0.6;
/// Width of a gutter, in points, at least.
const GUTTER: f64 = 6.0;
/// Share of the height that two columns have in common, at least.
const BESIDE: f64 = 0.4;
/// Letters of a mark that stands apart from its paragraph, at most.
const MARK: usize = 8;

/// A line to be read: the segments of a row as one.
pub(super) type Line = Segment;

/// Lines that are read one after another, from top to bottom.
pub(super) type Region = Vec<Line>;

/// The regions of a page in reading order, and whether they are columns.
pub(super) fn regions(rows: Vec<Vec<Segment>>) -> (Vec<Region>, bool) {
    let Some(gutter) = gutter(&rows) else {
        return (vec![rows.into_iter().filter_map(line).collect()], false);
    };
    let mut regions = Vec::new();
    let mut open = (Region::new(), Region::new());
    let mut wide = Region::new();
    for row in rows {
        let crosses = row.iter().any(|segment| segment.left < gutter && segment.right > gutter);
        if crosses {
            regions.extend([std::mem::take(&mut open.0), std::mem::take(&mut open.1)]);
            wide.extend(line(row));
            continue;
        }
        regions.push(std::mem::take(&mut wide));
        let (left, right): (Vec<Segment>, Vec<Segment>) = row.into_iter().partition(|segment| segment.right <= gutter);
        open.0.extend(line(left));
        open.1.extend(line(right));
    }
    regions.extend([open.0, open.1, wide]);
    regions.retain(|region| !region.is_empty());
    (regions, true)
}

/// One line of the segments of a row.
fn line(row: Vec<Segment>) -> Option<Line> {
    let mut segments = row.into_iter();
    let mut line = segments.next()?;
    if line.first == 0.0 {
        line.first = line.right - line.left;
    }
    for segment in segments {
        // A number before its paragraph is part of it; cells of a table are kept apart.
        let mark = line.text().chars().count() <= MARK && line.text().ends_with(['.', ')', '•', '–', '-']);
        if let Some(part) = line.parts.last_mut() {
            part.text.push(if mark { ' ' } else { '\t' });
        }
        line.right = line.right.max(segment.right);
        line.size = line.size.max(segment.size);
        line.parts.extend(segment.parts);
    }
    Some(line)
}

/// Where the gutter between two columns of prose runs, if there are two.
fn gutter(rows: &[Vec<Segment>]) -> Option<f64> {
    let all = || rows.iter().flatten();
    let left = all().map(|segment| segment.left).fold(f64::MAX, f64::min);
    let right = all().map(|segment| segment.right).fold(f64::MIN, f64::max);
    let width = right - left;
    if !width.is_finite() || width <= 0.0 {
        return None;
    }
    let steps = (30..=70).map(|percent| left + width * f64::from(percent) / 100.0);
    let crossing = |x: f64| all().filter(|segment| segment.left < x && segment.right > x).count();
    let least = steps.clone().map(crossing).min()?;
    let free: Vec<f64> = steps.filter(|x| crossing(*x) == least).collect();
    let x = *free.get(free.len() / 2)?;
    let side = |on_left: bool| -> Vec<&Segment> {
        all().filter(|segment| if on_left { segment.right <= x } else { segment.left >= x }).collect()
    };
    let (lefts, rights) = (side(true), side(false));
    let beyond = lefts.iter().map(|segment| segment.right).fold(left, f64::max);
    let from = rights.iter().map(|segment| segment.left).fold(right, f64::min);
    let prose = is_prose(&lefts, beyond - left) && is_prose(&rights, right - from);
    let few = least * 2 <= lefts.len().min(rights.len());
    (prose && few && from - beyond >= GUTTER && beside(&lefts, &rights)).then_some(f64::midpoint(beyond, from))
}

/// Whether segments are the lines of a column of prose.
#[expect(clippy::cast_precision_loss, reason = "some hundred segments")]
fn is_prose(segments: &[&Segment], width: f64) -> bool {
    let words: usize = segments.iter().map(|segment| segment.words()).sum();
    let mut widths: Vec<f64> = segments.iter().map(|segment| segment.right - segment.left).collect();
    widths.sort_by(f64::total_cmp);
    let middle = widths.get(widths.len() / 2).copied().unwrap_or(0.0);
    segments.len() >= FEWEST && words as f64 >= WORDS * segments.len() as f64 && middle >= FILL * width
}

/// Whether two columns stand beside each other, and not one below the other.
fn beside(left: &[&Segment], right: &[&Segment]) -> bool {
    let reach = |side: &[&Segment]| {
        side.iter().fold((f64::MAX, f64::MIN), |(low, high), segment| (low.min(segment.y), high.max(segment.y)))
    };
    let ((low, high), (other_low, other_high)) = (reach(left), reach(right));
    let common = high.min(other_high) - low.max(other_low);
    common >= BESIDE * (high - low).min(other_high - other_low) && common > 0.0
}
