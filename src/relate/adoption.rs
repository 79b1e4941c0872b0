//! How a resolution was adopted: when, at which meeting, and by which votes.
//!
//! The line that says so stands below the last clause ("Adopted at the 3123rd meeting by 13 votes to none, …"), above the first one
//! ("Adopted by the Security Council at its 4683rd meeting, on …", "Resolution adopted by the General Assembly on …"), or inside
//! the formula of a council. The date of distribution at the head of a page is none of it.

use super::Scene;
use crate::parse::{Counts, Parsed, number_at, ordinal_at};
use crate::pattern::{Captures, Program, run_at};
use crate::resolve::EntityId;
use std::ops::Range;

/// Paragraphs below the last clause in which its adoption may be told.
const BELOW: usize = 3;

/// How a resolution was adopted without a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// All voted for it.
    Unanimity,
    /// Nobody voted.
    Consensus,
}

impl Manner {
    /// The word used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unanimity => "unanimity",
            Self::Consensus => "consensus",
        }
    }
}

/// The votes, as far as the text states them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Votes {
    /// Without a count.
    pub manner: Option<Manner>,
    /// How many voted for it, against it, and abstained.
    pub counts: [Option<u32>; 3],
    /// Who did, where the text names them.
    pub names: [Vec<EntityId>; 3],
}

impl Votes {
    /// Whether the text says nothing of them.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The slots of tallies, in the order of [`Votes::counts`].
const SIDES: [&str; 3] = ["for", "against", "abstaining"];

/// The paragraphs that tell of the adoption: above the text, then below it.
fn told<'a>(scene: &'a Scene<'_>, parsed: &'a Parsed) -> impl Iterator<Item = &'a Range<usize>> {
    let above = parsed.header.iter().filter(|line| says_adopted(scene, line));
    above.chain(parsed.closing.iter().take(BELOW))
}

/// Whether a line of the heading tells of the adoption: a word of closing stands in it, with a capital or after the document's noun.
fn says_adopted(scene: &Scene<'_>, line: &Range<usize>) -> bool {
    line.clone().any(|at| scene.reading.longest(&scene.reading.language.closing, at, line.end).is_some())
}

/// The date of adoption where a line tells it.
pub(super) fn date(scene: &Scene<'_>, parsed: &Parsed) -> Option<String> {
    told(scene, parsed).find_map(|line| super::header::date_in(scene, line))
}

/// The number of the meeting that adopted it.
pub(super) fn meeting(scene: &Scene<'_>, parsed: &Parsed) -> Option<u32> {
    let reading = scene.reading;
    told(scene, parsed).find_map(|line| {
        line.clone().find_map(|at| {
            let meetings = reading.language.adoption.meetings.iter();
            meetings.filter_map(|form| found(scene, form, at, line.end)).find_map(|(form, captures)| {
                let at = captures.get(form, "n")?.0.start;
                let ordinal = ordinal_at(reading, at).map(|(_, n)| n);
                ordinal.or_else(|| number_at(reading, at).and_then(|(_, n)| u32::try_from(n).ok()))
            })
        })
    })
}

/// A match of a form at a token. A count may be a word (`ninguno`), with which no form seems to begin: all are tried.
fn found<'p>(scene: &Scene<'_>, form: &'p Program, at: usize, end: usize) -> Option<(&'p Program, Captures)> {
    run_at(form, scene.reading.tokens, at, end, &Counts(scene.reading)).map(|captures| (form, captures))
}

/// The votes.
pub(super) fn votes(scene: &Scene<'_>, parsed: &Parsed) -> Votes {
    let adoption = &scene.reading.language.adoption;
    let mut votes = Votes::default();
    let formula = parsed.formula.iter().map(|formula| &formula.tokens);
    for line in told(scene, parsed).chain(formula) {
        let mut counted = line.start;
        for at in line.clone() {
            let says = |forms| scene.reading.longest(forms, at, line.end).is_some();
            if says(&adoption.unanimous) {
                votes.manner.get_or_insert(Manner::Unanimity);
            } else if says(&adoption.consensus) {
                votes.manner.get_or_insert(Manner::Consensus);
            }
            // A count belongs to the words on one side of it: "En contra: 3 Abstenciones: 5".
            if at >= counted {
                let end = tally(scene, adoption.tallies.iter(), at, line.end, &mut votes);
                counted = end.unwrap_or(counted);
            }
        }
    }
    votes
}

/// Reads the counts that stand at a token, and the names in parentheses after the last of them. The token after the counts.
fn tally<'p>(
    scene: &Scene<'_>,
    forms: impl Iterator<Item = &'p Program>,
    at: usize,
    end: usize,
    votes: &mut Votes,
) -> Option<usize> {
    let matches = forms.filter_map(|form| found(scene, form, at, end));
    let (form, captures) = matches.max_by_key(|(_, captures)| captures.range.end)?;
    let mut last = None;
    for (side, name) in SIDES.iter().enumerate() {
        let Some((range, _)) = captures.get(form, name) else { continue };
        let count = crate::parse::count_at(scene.reading, range.start).map(|(_, count)| count);
        if votes.counts[side].is_none() {
            votes.counts[side] = count;
            last = last.max(Some((range.start, side)));
        }
    }
    let (tokens, stop) = (scene.reading.tokens, captures.range.end);
    let side = last.map(|(_, side)| side).filter(|side| votes.counts[*side] != Some(0));
    if let Some(side) = side.filter(|_| stop < end && tokens[stop].is('(')) {
        let close = (stop..end).find(|at| tokens[*at].is(')')).unwrap_or(end);
        votes.names[side] = named(scene, stop..close);
    }
    Some(stop)
}

/// The places and organisations named within some tokens, each once.
fn named(scene: &Scene<'_>, tokens: Range<usize>) -> Vec<EntityId> {
    let mut names = Vec::new();
    for (index, mention) in scene.mentions.list.iter().enumerate() {
        let inside = tokens.start <= mention.tokens.start && mention.tokens.end <= tokens.end && !mention.nested;
        if let Some(entity) = scene.entity(index).filter(|entity| inside && !names.contains(entity)) {
            names.push(entity);
        }
    }
    names
}
