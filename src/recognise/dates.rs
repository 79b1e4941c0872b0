//! Dates and intervals, by the forms that the language lists.
//!
//! No library keeps intervals and places: several turn "du 5 au 8 novembre" into the 5th without a word.

use super::DateMention;
use crate::parse::Reading;
use crate::parse::{number_at, ordinal_at};
use crate::pattern::{Captures, Filled, Filler, Fillers, Program, Slot, SlotKind, match_at};
use crate::relate::Value;
use crate::text::{Case, TokenKind};

/// Tokens of a date before its last month at most: `from 28 October 2011 to 3 <November>`.
const BEFORE_MONTH: usize = 9;
/// Tokens after its first month at most.
const AFTER_MONTH: usize = 10;

/// Tokens between a day without a year and the day that has it, at most.
const BEFORE_YEAR: usize = 40;

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
        let slots = DateSlots(reading);
        let mut best: Option<DateMention> = None;
        for at in starts {
            for (form, captures) in reading.language.dates.matches(reading.tokens, at, end, &slots) {
                let longest = best.as_ref().map_or(0, |date| date.tokens.len());
                if captures.range.contains(&month) && captures.range.len() >= longest {
                    best = date_of(reading, form, captures).or(best);
                }
            }
        }
        if let Some(date) = best {
            from = date.tokens.end;
            dates.push(date);
        }
    }
    yearless(reading, &mut dates);
    dates
}

/// Adds the days of lists whose last day alone has the year: "338 (1973) of <22 October>, 340 (1973) of 25 October and 341 (1973)
/// of 27 October 1973". From right to left, so that each has the year of the one after it.
fn yearless(reading: &Reading<'_>, dates: &mut Vec<DateMention>) {
    let (tokens, language) = (&reading.tokens.list, reading.language);
    if language.yearless.is_empty() {
        return;
    }
    for month in (0..tokens.len()).rev() {
        let next = dates.partition_point(|date| date.tokens.end <= month);
        let is_known = dates.get(next).is_some_and(|date| date.tokens.start <= month);
        if is_known || !language.months.contains_key(&tokens[month].word) {
            continue;
        }
        let Some(year) =
            dates.get(next).filter(|date| is_list(reading, month + 1..date.tokens.start)).and_then(year_of)
        else {
            continue;
        };
        if let Some(date) = day_without_year(reading, month, year) {
            dates.insert(next, date);
        }
    }
}

/// The day that ends with a month and has its year from elsewhere. A preposition leads to it.
fn day_without_year(reading: &Reading<'_>, month: usize, year: u64) -> Option<DateMention> {
    let (tokens, language) = (&reading.tokens.list, reading.language);
    let end = month + 2;
    let found = language.yearless.iter().find_map(|form| {
        let starts = month.saturating_sub(BEFORE_MONTH)..=month;
        let mut found = starts.filter_map(|at| match_at(form, reading.tokens, at, end, &DateSlots(reading)));
        found.find(|found| found.range.contains(&month)).map(|found| (form, found))
    });
    let (form, captures) = found?;
    let before = tokens[captures.range.start.checked_sub(1)?].word;
    let led = language.receiver_leads.contains(before) || language.genitives.contains(before);
    let value = value_in(reading, form, &captures, Some(year)).filter(|_| led)?;
    Some(DateMention { tokens: captures.range, value })
}

/// Whether tokens only go on with a list of documents and their days: numbers, signs, symbols and what joins them.
fn is_list(reading: &Reading<'_>, range: std::ops::Range<usize>) -> bool {
    let language = reading.language;
    let joins = [
        &language.coordinators,
        &language.receiver_leads,
        &language.genitives,
        &language.determiners,
        &language.dating,
    ];
    range.len() <= BEFORE_YEAR
        && range.into_iter().all(|at| {
            let token = &reading.tokens[at];
            let sign = |sign| ['(', ')', ',', '/', '-', '[', ']'].contains(&sign);
            match token.kind {
                TokenKind::Number => true,
                TokenKind::Sign(found) => sign(found),
                TokenKind::Word => {
                    let symbol = token.case == Case::Upper || token.case == Case::Capital && token.span.len() == 1;
                    symbol || joins.iter().any(|words| words.contains(token.word))
                }
            }
        })
}

/// The year of a date, or of the first day of an interval.
fn year_of(date: &DateMention) -> Option<u64> {
    match &date.value {
        Value::Date(day) | Value::Interval(day) => day.get(..4)?.parse().ok(),
        _ => None,
    }
}

fn date_of(reading: &Reading<'_>, form: &Program, captures: Captures) -> Option<DateMention> {
    let value = value(reading, form, &captures)?;
    Some(DateMention { tokens: captures.range, value })
}

/// The value of a match: what the first day lacks (month, year), it has from the second.
fn value(reading: &Reading<'_>, form: &Program, captures: &Captures) -> Option<Value> {
    value_in(reading, form, captures, None)
}

/// The same, in a given year where the words have none.
fn value_in(reading: &Reading<'_>, form: &Program, captures: &Captures, given: Option<u64>) -> Option<Value> {
    let year = |name: &str| captures.get(form, name).and_then(|(range, _)| year_at(reading, range.start));
    let month = |name: &str| {
        let (range, _) = captures.get(form, name)?;
        reading.language.months.get(&reading.tokens[range.start].word).copied()
    };
    let day = |name: &str| captures.get(form, name).and_then(|(range, _)| day_at(reading, range.start)).map(|(_, n)| n);
    let (y1, y2) = (year("y1").or_else(|| year("y2")).or(given)?, year("y2").or_else(|| year("y1")).or(given)?);
    let (m1, m2) = (month("m1").or_else(|| month("m2"))?, month("m2").or_else(|| month("m1"))?);
    let iso = |y: u64, m: u8, d: u64| format!("{y:04}-{m:02}-{d:02}");
    let first = day("d1")?;
    // "28-29 April": the hyphen is no token. A number that stands apart is a footnote's mark.
    let days = ["d1", "d2"].map(|name| captures.get(form, name).map(|(range, _)| range.clone()));
    if let [Some(one), Some(two)] = days
        && one.end == two.start
        && reading.tokens[two.start].spaced
    {
        return None;
    }
    Some(match day("d2") {
        Some(last) => Value::Interval(format!("{}/{}", iso(y1, m1, first), iso(y2, m2, last))),
        None => Value::Date(iso(y1, m1, first)),
    })
}

/// A day of the month at a token: "8", "1er", "8th".
fn day_at(reading: &Reading<'_>, at: usize) -> Option<(usize, u64)> {
    let number = number_at(reading, at)?;
    let (next, day) = ordinal_at(reading, at).map_or(number, |(next, day)| (next, u64::from(day)));
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
