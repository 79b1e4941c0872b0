//! Runs a program over tokens, with backtracking.
//!
//! Programs are short and are tried only where one of their words occurs, so plain recursion is fast enough; the number of
//! steps of one attempt is bounded, so that no pattern can hang on any text. An attempt allocates nothing before something
//! fills a slot: most end at their first word.

use super::program::{Op, Program, holds};
use super::syntax::Slot;
use crate::text::Tokens;
use std::ops::Range;

/// What fills a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Filler {
    /// The tokens alone say it.
    #[default]
    Words,
    /// This mention, by its index.
    Mention(usize),
    /// Several mentions, joined.
    Mentions(Vec<usize>),
    /// A name that is no mention yet.
    New,
}

impl Filler {
    /// The indices of the mentions.
    #[must_use]
    pub fn mentions(&self) -> &[usize] {
        match self {
            Self::Mention(index) => std::slice::from_ref(index),
            Self::Mentions(indices) => indices,
            Self::Words | Self::New => &[],
        }
    }
}

/// One way to fill a slot: the token after it, and with what.
pub type Filled = (Range<usize>, Filler);

/// Knows what may stand in a slot.
pub trait Fillers {
    /// Puts all ways to fill `slot` (the one at `index` of its program) from token `at` on into `out`, the best first. Ranges may begin after `at` (a determiner is skipped).
    fn fill(&self, index: usize, slot: &Slot, at: usize, end: usize, out: &mut Vec<Filled>);
}

/// For patterns without slots.
#[derive(Clone, Copy, Debug)]
pub struct NoSlots;

impl Fillers for NoSlots {
    fn fill(&self, _: usize, _: &Slot, _: usize, _: usize, _: &mut Vec<Filled>) {}
}

/// A match: the tokens it covers and what filled each slot of the program.
#[derive(Clone, Debug)]
pub struct Captures {
    /// Tokens covered.
    pub range: Range<usize>,
    /// By index of slot; none for one in an optional part that was left out.
    pub slots: Vec<Option<Filled>>,
}

impl Captures {
    /// What filled the slot with a name.
    #[must_use]
    pub fn get<'a>(&'a self, program: &Program, name: &str) -> Option<&'a Filled> {
        program.slots.iter().zip(&self.slots).filter(|(slot, _)| slot.name == name).find_map(|(_, f)| f.as_ref())
    }
}

/// Steps that one attempt may take.
pub(super) const BUDGET: u32 = 20_000;
/// Choices that may be open at once. Patterns have a few dozen and texts a few asides in a row; one that goes on with a thousand must
/// not overflow the stack.
pub(super) const DEEPEST: u32 = 256;

/// Matches a program from token `at` on, before token `end`.
#[must_use]
pub fn match_at(program: &Program, tokens: &Tokens, at: usize, end: usize, fillers: &dyn Fillers) -> Option<Captures> {
    if !tokens.list.get(at).is_some_and(|token| program.may_begin(token)) {
        return None;
    }
    run_at(program, tokens, at, end, fillers)
}

/// The same where it is known that the program may begin, or where what fills its first slot is not what it seems to begin with.
pub(crate) fn run_at(
    program: &Program,
    tokens: &Tokens,
    at: usize,
    end: usize,
    fillers: &dyn Fillers,
) -> Option<Captures> {
    let mut run = Run { program, tokens, end, fillers, budget: BUDGET, depth: 0, slots: Vec::new() };
    let stop = run.step(0, at)?;
    run.slots.resize(program.slots.len(), None);
    Some(Captures { range: at..stop, slots: run.slots })
}

struct Run<'a> {
    program: &'a Program,
    tokens: &'a Tokens,
    end: usize,
    fillers: &'a dyn Fillers,
    budget: u32,
    /// Choices open.
    depth: u32,
    /// Empty until the first slot is filled.
    slots: Vec<Option<Filled>>,
}

impl Run<'_> {
    /// [`step`](Self::step) at a choice: it may fail, and then another is tried.
    fn attempt(&mut self, pc: usize, at: usize) -> Option<usize> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let stop = self.step(pc, at);
        self.depth -= 1;
        stop
    }

    /// The token after the match, when the program from `pc` on matches from `at` on.
    fn step(&mut self, mut pc: usize, mut at: usize) -> Option<usize> {
        loop {
            self.budget = self.budget.checked_sub(1)?;
            match &self.program.ops[pc] {
                Op::Match => return Some(at),
                Op::Jump(to) => pc = *to,
                Op::Split(first, second) => {
                    let (first, second) = (*first, *second);
                    pc = match (self.may_take(first, at), self.may_take(second, at)) {
                        (true, false) => first,
                        (false, _) => second,
                        (true, true) => match self.attempt(first, at) {
                            None => second,
                            stop => return stop,
                        },
                    };
                }
                Op::Word(word) => {
                    let token = self.tokens.list.get(at).filter(|_| at < self.end)?;
                    if token.word != *word {
                        return None;
                    }
                    (pc, at) = (pc + 1, at + 1);
                }
                Op::Words(words) => {
                    let token = self.tokens.list.get(at).filter(|_| at < self.end)?;
                    if !holds(words, token.word) {
                        return None;
                    }
                    (pc, at) = (pc + 1, at + 1);
                }
                Op::Gap(length) => return self.gap(pc, at, usize::from(*length)),
                Op::Aside => {
                    // Several may stand there: "se déclare <à nouveau> <gravement> préoccupé".
                    let next = self.aside(at).filter(|next| *next > at);
                    if let Some(stop) = next.and_then(|next| self.attempt(pc, next)) {
                        return Some(stop);
                    }
                    pc += 1;
                }
                Op::Slot(index) => return self.slot(pc, at, *index),
            }
        }
    }

    /// Whether a step may take a token: false when it needs a word that does not stand there, which saves the attempt.
    fn may_take(&self, pc: usize, at: usize) -> bool {
        let Some(words) = self.program.ops[pc].words() else { return true };
        at < self.end && self.tokens.list.get(at).is_some_and(|token| holds(words, token.word))
    }

    /// The token after an aside, which may stand between commas: "shares<, in this context,> the concern".
    fn aside(&self, at: usize) -> Option<usize> {
        let longest = |at: usize| self.program.asides.longest(self.tokens, at, self.end, &NoSlots);
        let is_comma = |at: usize| at < self.end && self.tokens[at].is(',');
        if is_comma(at) { longest(at + 1).filter(|stop| is_comma(*stop)).map(|stop| stop + 1) } else { longest(at) }
    }

    fn gap(&mut self, pc: usize, at: usize, length: usize) -> Option<usize> {
        for next in at..=(at + length).min(self.end) {
            if self.may_take(pc + 1, next)
                && let Some(stop) = self.attempt(pc + 1, next)
            {
                return Some(stop);
            }
            if self.tokens.list.get(next).is_none_or(|token| token.is(';')) {
                return None;
            }
        }
        None
    }

    fn slot(&mut self, pc: usize, at: usize, index: usize) -> Option<usize> {
        let mut ways = Vec::new();
        self.fillers.fill(index, &self.program.slots[index], at, self.end, &mut ways);
        if ways.is_empty() {
            return None;
        }
        if self.slots.is_empty() {
            self.slots.resize(self.program.slots.len(), None);
        }
        for (range, filler) in ways {
            let next = range.end;
            let before = self.slots[index].replace((range, filler));
            if let Some(stop) = self.attempt(pc + 1, next) {
                return Some(stop);
            }
            self.slots[index] = before;
        }
        None
    }
}
