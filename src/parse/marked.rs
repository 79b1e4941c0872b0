//! Resolutions whose mark-up says what each block is: the parts are taken as they are, and not guessed again.
//!
//! Verbs, numbers and the formula's body are found in them as elsewhere; only what a block is, is settled.

use super::clauses::Walk;
use super::{ClauseKind, Reading};
use crate::text::{BlockKind, Part};
use std::ops::Range;

/// What a block is, in a source that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// A part of the resolution.
    Part(Part),
    /// A footnote.
    Note,
    /// Nothing is said of it.
    Nothing,
}

/// The blocks of a source with their tokens; none when its mark-up tells no clause.
pub(super) fn parts<'a>(reading: &'a Reading<'a>) -> Option<impl Iterator<Item = (Told, Range<usize>)> + 'a> {
    let blocks = &reading.source.blocks;
    let tells = |kind: BlockKind| matches!(kind, BlockKind::Part(Part::Recital | Part::Operative));
    blocks.iter().any(|block| tells(block.kind)).then_some(())?;
    let tokens = &reading.tokens.list;
    let mut at = 0;
    Some(std::iter::from_fn(move || {
        let block = tokens.get(at)?.block;
        let start = at;
        at += tokens[at..].partition_point(|token| token.block <= block);
        let told = match blocks.get(block as usize).map(|block| block.kind) {
            Some(BlockKind::Part(part)) => Told::Part(part),
            Some(BlockKind::Note) => Told::Note,
            Some(BlockKind::Heading | BlockKind::Paragraph) | None => Told::Nothing,
        };
        Some((told, start..at))
    }))
}

impl Walk<'_> {
    /// Takes a block for what it is.
    pub(super) fn part(&mut self, told: Told, block: Range<usize>) {
        match told {
            Told::Note => self.parsed.notes.push(block),
            Told::Part(Part::Formula) => match (self.find_formula)(self.reading, &block) {
                Some(formula) if self.parsed.formula.is_none() => self.formula(formula),
                _ => self.parsed.header.push(block),
            },
            Told::Part(Part::Recital) => self.told_clause(block, ClauseKind::Recital),
            Told::Part(Part::Operative) => self.told_clause(block, ClauseKind::Operative),
            Told::Part(Part::Item) => self.told_item(block),
            Told::Part(Part::Closing) => self.parsed.closing.push(block),
            Told::Part(Part::Heading) | Told::Nothing if self.parsed.clauses.is_empty() => self.above(block),
            Told::Part(Part::Heading) | Told::Nothing => self.parsed.other.push(block),
        }
    }

    fn told_clause(&mut self, block: Range<usize>, kind: ClauseKind) {
        let mark = self.reading.mark_at(block.start, block.end).filter(|mark| mark.end < block.end);
        let body = mark.as_ref().map_or(block.start, |mark| mark.end);
        let verb = self.reading.verb_at(body, block.end);
        (self.heading, self.items) = (None, None);
        if verb.as_ref().is_some_and(|verb| self.is_alone(verb, block.end)) {
            self.heading = verb;
            return;
        }
        self.clause(verb, body..block.end, mark);
        if let Some(last) = self.parsed.clauses.last_mut() {
            last.clause.kind = kind;
        }
    }

    /// An item belongs to the clause above it; under a bare verb it is a clause.
    fn told_item(&mut self, block: Range<usize>) {
        if self.heading.is_some() {
            let mark = self.reading.mark_at(block.start, block.end).filter(|mark| mark.end < block.end);
            let body = mark.as_ref().map_or(block.start, |mark| mark.end);
            return self.marked(block, body, mark);
        }
        match self.parsed.clauses.is_empty() {
            true => self.parsed.header.push(block),
            false => self.extend(block.end),
        }
    }
}
