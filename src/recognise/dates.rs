//! Dates and intervals, by the forms that the language lists.
//!
//! No library keeps intervals and places: several turn "du 5 au 8 novembre" into the 5th without a word.

use super::DateMention;
use crate::parse::Reading;
use crate::parse::{number_at, ordinal_at};
use crate::pattern::{Captures, Filled, Filler, Fillers, Program, Slot, SlotKind, match_at};
use crate::relate::Value;

/// Tokens of a date before its last month at most: `from 28 October 2011 to 3 <November>`.
const BEFORE_MONTH: usize = 9;
/// Tokens after its first month at most.
const AFTER_MONTH: usize = 10;

/// All dates, by first token.
pub(super) fn find(reading: &Reading<'_>) -> Vec<DateMention> {
    let tokens = &reading.tokens.list;
    let mut dates: Vec<DateMention> = Vec::new();
    let mut from = 0;
    for month in 0..tokens.len() {
        if month < from || !reading.language.months.contains_key(&tokens[month].word) {
            continue;
        }
        let end = (month + AFTER_MONTH).min(tokens.len());
        let starts = month.saturating_sub(BEFORE_MONTH).max(from)..=month;
        let found =
            starts.flat_map(|at| reading.language.dates.iter().filter_map(move |form| date_at(reading, form, at, end)));
        let best =
            found.filter(|date| date.tokens.contains(&month)).max_by_key(|date| (date.tokens.len(), date.tokens.start));
        if let Some(date) = best {
            from = date.tokens.end;
            dates.push(date);
        }
    }
    dates
}

fn date_at(reading: &Reading<'_>, form: &Program, at: usize, end: usize) -> Option<DateMention> {
    let captures = match_at(form, reading.tokens, at, end, &DateSlots(reading))?;
    let value = value(reading, form, &captures)?;
    Some(DateMention { tokens: captures.range, value })
}

/// The value of a match: what the first day lacks (month, year), it has from the second.
fn value(reading: &Reading<'_>, form: &Program, captures: &Captures) -> Option<Value> {
    let year = |name: &str| captures.get(form, name).and_then(|(range, _)| year_at(reading, range.start));
    let month = |name: &str| {
        let (range, _) = captures.get(form, name)?;
        reading.language.months.get(&reading.tokens[range.start].word).copied()
    };
    let day = |name: &str| captures.get(form, name).and_then(|(range, _)| day_at(reading, range.start)).map(|(_, n)| n);
    let (y1, y2) = (year("y1").or_else(|| year("y2"))?, year("y2").or_else(|| year("y1"))?);
    let (m1, m2) = (month("m1").or_else(|| month("m2"))?, month("m2").or_else(|| month("m1"))?);
    let iso = |y: u64, m: u8, d: u64| format!("{y:04}-{m:02}-{d:02}");
    let first = day("d1")?;
    Some(match day("d2") {
        Some(last) => Value::Interval(format!("{}/{}", iso(y1, m1, first), iso(y2, m2, last))),
        None => Value::Date(iso(y1, m1, first)),
    })
}

/// A day of the month at a token: "8", "1er", "8th".
fn day_at(reading: &Reading<'_>, at: usize) -> Option<(usize, u64)> {
    let ordinal = ordinal_at(reading, at).filter(|_| number_at(reading, at).is_some());
    let (next, day) = ordinal.map(|(next, day)| (next, u64::from(day))).or_else(|| number_at(reading, at))?;
    (1..=31).contains(&day).then_some((next, day))
}

struct DateSlots<'a>(&'a Reading<'a>);

impl Fillers for DateSlots<'_> {
    fn fill(&self, _: usize, slot: &Slot, at: usize, end: usize, out: &mut Vec<Filled>) {
        let next = match slot.kind {
            SlotKind::Day => day_at(self.0, at).map(|(next, _)| next),
            SlotKind::Month => {
                let word = self.0.tokens.list.get(at).map(|token| token.word);
                word.filter(|word| self.0.language.months.contains_key(word)).map(|_| at + 1)
            }
            SlotKind::Year => year_at(self.0, at).map(|_| at + 1),
            _ => None,
        };
        out.extend(next.filter(|next| *next <= end).map(|next| (at..next, Filler::Words)));
    }
}

/// The year at a token. A footnote's mark may be glued to it (`12 août 1949<22>`): no year here has more than four digits.
fn year_at(reading: &Reading<'_>, at: usize) -> Option<u64> {
    const DIGITS: usize = 4;
    let (_, number) = number_at(reading, at)?;
    let digits = reading.source.quote(reading.tokens[at].span);
    let glued = digits.len() > DIGITS && digits.len() <= DIGITS + 3;
    let year = if glued { digits.get(..DIGITS)?.parse().ok()? } else { number };
    (1800..2200).contains(&year).then_some(year)
}
