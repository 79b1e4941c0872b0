//! The same walk as the matcher's, for people: when a program does not match, how far it got and what it wanted there.
//!
//! A walk of its own, so that the matcher, which fails a million times a second, notes nothing. A test holds the two against
//! each other. Of all ways to match, the one that got past most words and slots counts, and of those that got equally far the
//! one that stopped first; what any of them wanted at that place is wanted.

use super::matcher::{BUDGET, Captures, DEEPEST, Filled, Fillers, NoSlots};
use super::program::{Op, Program, holds};
use crate::text::{TokenKind, Tokens, WordId};

/// How far a program got that does not match.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shortfall {
    /// Words and slots that it got past; signs do not count.
    pub passed: usize,
    /// The token at which it could not go on; it may be one past the last.
    pub at: usize,
    /// The words and signs that would have done there, each once.
    pub words: Vec<WordId>,
    /// The slots, by their index, that nothing filled there.
    pub slots: Vec<usize>,
}

/// Matches a program from token `at` on, before token `end`, or says how far it got.
///
/// # Errors
/// The [`Shortfall`] when it does not match.
pub fn trace(
    program: &Program,
    tokens: &Tokens,
    at: usize,
    end: usize,
    fillers: &dyn Fillers,
) -> Result<Captures, Shortfall> {
    let best = Shortfall { at, ..Shortfall::default() };
    let slots = vec![None; program.slots.len()];
    let mut walk = Walk { program, tokens, end, fillers, budget: BUDGET, depth: 0, slots, best };
    match walk.step(0, at, 0) {
        Some(stop) => Ok(Captures { range: at..stop, slots: walk.slots }),
        None => Err(walk.best),
    }
}

struct Walk<'a> {
    program: &'a Program,
    tokens: &'a Tokens,
    end: usize,
    fillers: &'a dyn Fillers,
    budget: u32,
    /// Choices open.
    depth: u32,
    slots: Vec<Option<Filled>>,
    best: Shortfall,
}

impl Walk<'_> {
    /// [`step`](Self::step) at a choice, as the matcher has it.
    fn attempt(&mut self, pc: usize, at: usize, passed: usize) -> Option<usize> {
        if self.depth == DEEPEST {
            return None;
        }
        self.depth += 1;
        let stop = self.step(pc, at, passed);
        self.depth -= 1;
        stop
    }

    /// The token after the match; `passed` words and slots lie behind.
    fn step(&mut self, mut pc: usize, mut at: usize, mut passed: usize) -> Option<usize> {
        let program = self.program;
        loop {
            self.budget = self.budget.checked_sub(1)?;
            match &program.ops[pc] {
                Op::Match => return Some(at),
                Op::Jump(to) => pc = *to,
                Op::Split(first, second) => {
                    if let Some(stop) = self.attempt(*first, at, passed) {
                        return Some(stop);
                    }
                    pc = *second;
                }
                op @ (Op::Word(_) | Op::Words(_)) => {
                    let words = op.words().unwrap_or_default();
                    let token = self.tokens.list.get(at).filter(|_| at < self.end);
                    let Some(token) = token.filter(|token| holds(words, token.word)) else {
                        self.wanted(passed, at, words, None);
                        return None;
                    };
                    passed += usize::from(!matches!(token.kind, TokenKind::Sign(_)));
                    (pc, at) = (pc + 1, at + 1);
                }
                Op::Gap(length) => return self.gap(pc, at, passed, usize::from(*length)),
                Op::Aside => {
                    let next = self.aside(at).filter(|next| *next > at);
                    if let Some(stop) = next.and_then(|next| self.attempt(pc, next, passed)) {
                        return Some(stop);
                    }
                    pc += 1;
                }
                Op::Slot(index) => return self.slot(pc, at, passed, *index),
            }
        }
    }

    fn aside(&self, at: usize) -> Option<usize> {
        let longest = |at: usize| self.program.asides.longest(self.tokens, at, self.end, &NoSlots);
        let is_comma = |at: usize| at < self.end && self.tokens[at].is(',');
        if is_comma(at) { longest(at + 1).filter(|stop| is_comma(*stop)).map(|stop| stop + 1) } else { longest(at) }
    }

    fn gap(&mut self, pc: usize, at: usize, passed: usize, length: usize) -> Option<usize> {
        for next in at..=(at + length).min(self.end) {
            if let Some(stop) = self.attempt(pc + 1, next, passed) {
                return Some(stop);
            }
            if self.tokens.list.get(next).is_none_or(|token| token.is(';')) {
                return None;
            }
        }
        None
    }

    fn slot(&mut self, pc: usize, at: usize, passed: usize, index: usize) -> Option<usize> {
        let mut ways = Vec::new();
        self.fillers.fill(index, &self.program.slots[index], at, self.end, &mut ways);
        if ways.is_empty() {
            self.wanted(passed, at, &[], Some(index));
        }
        for (range, filler) in ways {
            let next = range.end;
            let before = self.slots[index].replace((range, filler));
            if let Some(stop) = self.attempt(pc + 1, next, passed + 1) {
                return Some(stop);
            }
            self.slots[index] = before;
        }
        None
    }

    /// Notes what was wanted at a token, unless another way got further.
    fn wanted(&mut self, passed: usize, at: usize, words: &[WordId], slot: Option<usize>) {
        let best = &mut self.best;
        let further = passed > best.passed || (passed == best.passed && best.words.is_empty() && best.slots.is_empty());
        if further {
            *best = Shortfall { passed, at, ..Shortfall::default() };
        }
        if passed == best.passed && at == best.at {
            best.words.extend(words.iter().filter(|word| !best.words.contains(word)).copied().collect::<Vec<_>>());
            best.slots.extend(slot.filter(|slot| !best.slots.contains(slot)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::{Grammar, match_at};
    use crate::text::Lexicon;

    struct Bare;

    impl Grammar for Bare {
        fn variants(&self, _: &str) -> Option<&[String]> {
            None
        }
        fn agreement(&self, word: &str) -> Vec<String> {
            vec![word.to_owned()]
        }
        fn set(&self, _: &str) -> Option<&[String]> {
            None
        }
    }

    #[test]
    fn it_matches_where_the_matcher_does() {
        let mut lexicon = Lexicon::default();
        let patterns = ["a b c", "a [b] c", "(a|b) ..2 c", "a [b [c]] d", "..3 d", "a , b"];
        let programs: Vec<Program> =
            patterns.iter().map(|pattern| Program::new(pattern, &Bare, &mut lexicon).unwrap()).collect();
        for text in ["a b c d", "b c a , b d", "a a a c", "d", "a; c d", "x a b"] {
            let tokens = Tokens::of_name(text, &mut lexicon);
            for program in &programs {
                for at in 0..tokens.list.len() {
                    let end = tokens.list.len();
                    let found = match_at(program, &tokens, at, end, &NoSlots).map(|found| found.range);
                    assert_eq!(trace(program, &tokens, at, end, &NoSlots).ok().map(|found| found.range), found);
                }
            }
        }
    }

    #[test]
    fn the_way_that_got_furthest_counts() {
        let mut lexicon = Lexicon::default();
        let program = Program::new("a (b c d|b e|f)", &Bare, &mut lexicon).unwrap();
        let tokens = Tokens::of_name("a b c x", &mut lexicon);
        let short = trace(&program, &tokens, 0, 4, &NoSlots).unwrap_err();
        assert_eq!((short.passed, short.at, short.words), (3, 3, vec![lexicon.get("d")]));
        let tokens = Tokens::of_name("a x", &mut lexicon);
        let short = trace(&program, &tokens, 0, 2, &NoSlots).unwrap_err();
        assert_eq!((short.passed, short.at, short.words), (1, 1, vec![lexicon.get("b"), lexicon.get("f")]));
    }
}
