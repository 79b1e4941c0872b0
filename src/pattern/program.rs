//! From the tree to a program that the matcher runs, with the words at which it is worth trying.

use super::patterns::Patterns;
use super::syntax::{Node, PatternError, Slot, parse};
use crate::text::{Lexicon, Sketch, Token, WordId, WordSet};

/// What a pattern needs to know of its language.
pub trait Grammar {
    /// The word and those that stand for it (`de`: `d'`, `du`, `des`), not folded; none when it is the only one.
    fn variants(&self, word: &str) -> Option<&[String]>;
    /// The word in every gender and number.
    fn agreement(&self, word: &str) -> Vec<String>;
    /// The patterns listed under a name.
    fn set(&self, name: &str) -> Option<&[String]>;
}

/// One step of a program.
#[derive(Clone, Debug)]
pub(super) enum Op {
    /// A token that is this word or sign.
    Word(WordId),
    /// A token that is one of these words or signs, sorted.
    Words(Box<[WordId]>),
    /// Go on at either, the first first.
    Split(usize, usize),
    /// Go on there.
    Jump(usize),
    /// Skip up to so many tokens.
    Gap(u8),
    /// Skip the longest aside, if one stands here.
    Aside,
    /// Fill the slot with this index.
    Slot(usize),
    /// Done.
    Match,
}

impl Op {
    /// What takes a token that is one of these words, sorted.
    fn of(words: &[WordId]) -> Self {
        match words {
            [only] => Self::Word(*only),
            _ => Self::Words(words.into()),
        }
    }

    /// The words that the step takes; none when it takes something else.
    pub(super) fn words(&self) -> Option<&[WordId]> {
        match self {
            Self::Word(word) => Some(std::slice::from_ref(word)),
            Self::Words(words) => Some(words),
            _ => None,
        }
    }
}

/// A pattern made ready to match.
#[derive(Clone, Debug)]
pub struct Program {
    pub(super) ops: Vec<Op>,
    /// Its slots, in the order in which they are written; one name may occur more than once.
    pub slots: Vec<Slot>,
    /// Words of which one must occur, sorted; empty when the pattern has no word of its own.
    pub anchor: Vec<WordId>,
    /// With what a match must begin; none when it may begin otherwise.
    pub(super) starts: Option<Starts>,
    /// Words and signs that may follow the slot with which a match begins; all, when it does not or anything may follow.
    pub(super) after_slot: Sketch,
    /// Groups of words, each sorted, of which every match has one each; the anchor is one of them.
    pub(super) required: Box<[Box<[WordId]>]>,
    /// What may stand where the tree has an aside; shared by all programs of a language.
    pub(super) asides: Patterns,
}

/// With what matches begin.
#[derive(Clone, Debug, Default)]
pub(super) struct Starts {
    /// Words and signs, sorted.
    pub(super) words: Vec<WordId>,
    /// Whether digits or a Roman numeral will do.
    pub(super) number: bool,
}

impl Starts {
    /// Whether a match may begin with a token; true more often than one does.
    pub(super) fn hold(&self, token: &Token) -> bool {
        (self.number && token.is_number_like()) || holds(&self.words, token.word)
    }
}

/// Whether a word is among sorted ones, mostly few.
pub(super) fn holds(words: &[WordId], word: WordId) -> bool {
    match words {
        [only] => *only == word,
        [first, second] => *first == word || *second == word,
        _ => words.binary_search(&word).is_ok(),
    }
}

/// How deep sets may refer to sets.
const DEPTH: usize = 8;

impl Program {
    /// Reads and compiles a pattern.
    ///
    /// # Errors
    /// [`PatternError`] with the place of the first mistake: syntax, or a set that the language does not list.
    pub fn new(text: &str, grammar: &dyn Grammar, lexicon: &mut Lexicon) -> Result<Self, PatternError> {
        Self::from_node(&parse(text)?, grammar, lexicon)
    }

    /// Compiles a tree.
    ///
    /// # Errors
    /// [`PatternError`] for a set that the language does not list.
    pub fn from_node(node: &Node, grammar: &dyn Grammar, lexicon: &mut Lexicon) -> Result<Self, PatternError> {
        let mut compiler = Compiler { grammar, lexicon, ops: Vec::new(), slots: Vec::new(), sets: 0 };
        let anchors = compiler.node(node)?;
        compiler.ops.push(Op::Match);
        let (ops, slots) = (compiler.ops, compiler.slots);
        let anchor = best(&anchors).map(|anchor| anchor.words.clone()).unwrap_or_default();
        let required = anchors.into_iter().map(|anchor| anchor.words.into()).collect();
        let starts = gather_starts_from(&ops, &slots, 0);
        let after_slot = match (ops.first(), gather_starts_from(&ops, &slots, 1)) {
            (Some(Op::Slot(_)), Some(starts)) if !starts.number => starts.words.iter().copied().collect(),
            _ => Sketch::ALL,
        };
        Ok(Self { ops, slots, anchor, starts, after_slot, required, asides: Patterns::default() })
    }

    /// The same with what may stand where the tree has an aside.
    #[must_use]
    pub fn with_asides(self, asides: Patterns) -> Self {
        Self { asides, ..self }
    }

    /// Whether a match that begins with a slot can go on, when what fills the slot is followed by one of these words.
    #[must_use]
    pub fn may_follow_slot(&self, next: Sketch) -> bool {
        self.after_slot == Sketch::ALL || self.after_slot.meets(next)
    }

    /// Whether it can match anywhere among these words.
    #[must_use]
    pub fn may_match(&self, words: &WordSet) -> bool {
        self.required.iter().all(|group| group.iter().any(|word| words.contains(*word)))
    }

    /// The slot with which every match begins, if one does.
    #[must_use]
    pub fn first_slot(&self) -> Option<&Slot> {
        match self.ops.first() {
            Some(Op::Slot(index)) => self.slots.get(*index),
            _ => None,
        }
    }

    /// The words with which a match must begin, sorted; none when it may begin with something else.
    #[must_use]
    pub fn first_words(&self) -> Option<&[WordId]> {
        self.starts.as_ref().filter(|starts| !starts.number).map(|starts| starts.words.as_slice())
    }

    /// Whether a match may begin with a token; true more often than one does.
    #[must_use]
    pub fn may_begin(&self, token: &Token) -> bool {
        self.starts.as_ref().is_none_or(|starts| starts.hold(token))
    }
}

/// With what a program from `pc` on may begin; none when it may begin with something else.
fn gather_starts_from(ops: &[Op], slots: &[Slot], pc: usize) -> Option<Starts> {
    let mut starts = Starts::default();
    gather_starts(ops, slots, pc, &mut starts).then(|| {
        starts.words.sort_unstable();
        starts.words.dedup();
        starts
    })
}

/// Gathers with what a program from `pc` on may begin; false when it may begin with something else.
fn gather_starts(ops: &[Op], slots: &[Slot], pc: usize, starts: &mut Starts) -> bool {
    match &ops[pc] {
        Op::Word(word) => starts.words.push(*word),
        Op::Words(these) => starts.words.extend(these),
        Op::Jump(to) => return gather_starts(ops, slots, *to, starts),
        Op::Split(first, second) => {
            return gather_starts(ops, slots, *first, starts) && gather_starts(ops, slots, *second, starts);
        }
        Op::Slot(index) if slots[*index].kind.is_number() => starts.number = true,
        Op::Gap(_) | Op::Aside | Op::Slot(_) | Op::Match => return false,
    }
    true
}

/// Words of which one must occur, sorted, and how telling they are (letters of the shortest).
struct Anchor {
    words: Vec<WordId>,
    weight: usize,
}

/// The most telling; the first of several.
fn best(anchors: &[Anchor]) -> Option<&Anchor> {
    anchors.iter().rev().max_by_key(|anchor| anchor.weight)
}

struct Compiler<'a> {
    grammar: &'a dyn Grammar,
    lexicon: &'a mut Lexicon,
    ops: Vec<Op>,
    slots: Vec<Slot>,
    /// Sets that are open, one in another.
    sets: usize,
}

impl Compiler<'_> {
    /// Appends what matches a tree; returns the words that every match of it has.
    fn node(&mut self, node: &Node) -> Result<Vec<Anchor>, PatternError> {
        Ok(match node {
            Node::Word { text, agrees } => vec![self.word(text, *agrees)],
            Node::Sign(c) => vec![self.sign(*c)],
            Node::Seq(nodes) => {
                let mut anchors = Vec::new();
                for node in nodes {
                    anchors.extend(self.node(node)?);
                }
                anchors
            }
            Node::Alt(nodes) => self.alternatives(nodes)?.into_iter().collect(),
            Node::Opt(inner) => {
                let split = self.hole();
                self.node(inner)?;
                self.ops[split] = Op::Split(split + 1, self.ops.len());
                Vec::new()
            }
            Node::Gap(length) => {
                self.ops.push(Op::Gap(*length));
                Vec::new()
            }
            Node::Aside => {
                self.ops.push(Op::Aside);
                Vec::new()
            }
            Node::Slot(slot) => {
                self.ops.push(Op::Slot(self.slots.len()));
                self.slots.push(slot.clone());
                Vec::new()
            }
            Node::Set(name) => self.set(name)?.into_iter().collect(),
        })
    }

    /// The patterns that the language lists under a name, as alternatives.
    fn set(&mut self, name: &str) -> Result<Option<Anchor>, PatternError> {
        let grammar = self.grammar;
        let unknown = || PatternError { message: format!("unknown set <{name}>"), at: 0 };
        let patterns = grammar.set(name).filter(|_| self.sets < DEPTH).ok_or_else(unknown)?;
        let nodes = patterns.iter().map(|pattern| parse(pattern)).collect::<Result<Vec<_>, _>>()?;
        self.sets += 1;
        let anchor = self.alternatives(&nodes);
        self.sets -= 1;
        anchor
    }

    fn hole(&mut self) -> usize {
        self.ops.push(Op::Match);
        self.ops.len() - 1
    }

    /// Single words, of which every match takes one, as one step: "(may|might|could)".
    fn one_of(&mut self, nodes: &[Node]) -> Option<Anchor> {
        let single = |node: &Node| matches!(node, Node::Word { .. } | Node::Sign(_));
        if nodes.len() < 2 || !nodes.iter().all(single) {
            return None;
        }
        let from = self.ops.len();
        let one = |node: &Node| match node {
            Node::Word { text, agrees } => self.word(text, *agrees),
            Node::Sign(c) => self.sign(*c),
            _ => Anchor { words: Vec::new(), weight: 0 },
        };
        let anchors: Vec<Anchor> = nodes.iter().map(one).collect();
        self.ops.truncate(from);
        let weight = anchors.iter().map(|anchor| anchor.weight).min().unwrap_or(0);
        let mut words: Vec<WordId> = anchors.into_iter().flat_map(|anchor| anchor.words).collect();
        words.sort_unstable();
        words.dedup();
        self.ops.push(Op::of(&words));
        Some(Anchor { words, weight })
    }

    fn alternatives(&mut self, nodes: &[Node]) -> Result<Option<Anchor>, PatternError> {
        if let Some(anchor) = self.one_of(nodes) {
            return Ok(Some(anchor));
        }
        let mut ends = Vec::new();
        let mut union = Some(Anchor { words: Vec::new(), weight: usize::MAX });
        for (index, node) in nodes.iter().enumerate() {
            let split = (index + 1 < nodes.len()).then(|| self.hole());
            let anchors = self.node(node)?;
            union = union.zip(best(&anchors)).map(|(mut all, one)| {
                all.words.extend(&one.words);
                Anchor { words: all.words, weight: all.weight.min(one.weight) }
            });
            if let Some(split) = split {
                ends.push(self.hole());
                self.ops[split] = Op::Split(split + 1, self.ops.len());
            }
        }
        let after = self.ops.len();
        for end in ends {
            self.ops[end] = Op::Jump(after);
        }
        Ok(union.map(|mut anchor| {
            anchor.words.sort_unstable();
            anchor.words.dedup();
            anchor
        }))
    }

    fn word(&mut self, text: &str, agrees: bool) -> Anchor {
        let words = self.words_of(text, agrees);
        self.ops.push(Op::of(&words));
        Anchor { words, weight: text.chars().count() }
    }

    fn sign(&mut self, c: char) -> Anchor {
        let word = self.lexicon.intern(c.encode_utf8(&mut [0; 4]));
        self.ops.push(Op::Word(word));
        Anchor { words: vec![word], weight: 0 }
    }

    /// The words that a word as written stands for, sorted.
    fn words_of(&mut self, text: &str, agrees: bool) -> Vec<WordId> {
        let grammar = self.grammar;
        let mut words = Vec::with_capacity(1);
        if agrees {
            let forms = grammar.agreement(text);
            forms.iter().for_each(|form| self.add_variants(form, &mut words));
        } else {
            self.add_variants(text, &mut words);
        }
        words.sort_unstable();
        words.dedup();
        words
    }

    fn add_variants(&mut self, form: &str, words: &mut Vec<WordId>) {
        match self.grammar.variants(form) {
            Some(variants) => words.extend(variants.iter().map(|variant| self.lexicon.intern(variant))),
            None => words.push(self.lexicon.intern(form)),
        }
    }
}
