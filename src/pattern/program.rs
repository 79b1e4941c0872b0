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
        let node = expand(node, grammar, DEPTH)?;
        let mut compiler = Compiler { grammar, lexicon, ops: Vec::new(), slots: Vec::new() };
        let anchors = compiler.node(&node);
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

/// Puts the language's sets in the place of their names.
fn expand(node: &Node, grammar: &dyn Grammar, depth: usize) -> Result<Node, PatternError> {
    let all = |nodes: &[Node]| nodes.iter().map(|n| expand(n, grammar, depth)).collect::<Result<Vec<_>, _>>();
    Ok(match node {
        Node::Seq(nodes) => Node::Seq(all(nodes)?),
        Node::Alt(nodes) => Node::Alt(all(nodes)?),
        Node::Opt(inner) => Node::Opt(Box::new(expand(inner, grammar, depth)?)),
        Node::Set(name) => {
            let unknown = || PatternError { message: format!("unknown set <{name}>"), at: 0 };
            let patterns = grammar.set(name).filter(|_| depth > 0).ok_or_else(unknown)?;
            let branches = patterns.iter().map(|p| expand(&parse(p)?, grammar, depth - 1));
            Node::Alt(branches.collect::<Result<Vec<_>, _>>()?)
        }
        Node::Word { .. } | Node::Sign(_) | Node::Gap(_) | Node::Aside | Node::Slot(_) => node.clone(),
    })
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
}

impl Compiler<'_> {
    /// Appends what matches a tree; returns the words that every match of it has.
    fn node(&mut self, node: &Node) -> Vec<Anchor> {
        match node {
            Node::Word { text, agrees } => vec![self.word(text, *agrees)],
            Node::Sign(c) => {
                let words = vec![self.lexicon.intern(c.encode_utf8(&mut [0; 4]))];
                self.ops.push(Op::Words(words.clone().into()));
                vec![Anchor { words, weight: 0 }]
            }
            Node::Seq(nodes) => nodes.iter().flat_map(|node| self.node(node)).collect(),
            Node::Alt(nodes) => self.alternatives(nodes).into_iter().collect(),
            Node::Opt(inner) => {
                let split = self.hole();
                self.node(inner);
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
            Node::Set(_) => Vec::new(),
        }
    }

    fn hole(&mut self) -> usize {
        self.ops.push(Op::Match);
        self.ops.len() - 1
    }

    fn alternatives(&mut self, nodes: &[Node]) -> Option<Anchor> {
        let mut ends = Vec::new();
        let mut union = Some(Anchor { words: Vec::new(), weight: usize::MAX });
        for (index, node) in nodes.iter().enumerate() {
            let split = (index + 1 < nodes.len()).then(|| self.hole());
            let anchors = self.node(node);
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
        union.map(|mut anchor| {
            anchor.words.sort_unstable();
            anchor.words.dedup();
            anchor
        })
    }

    fn word(&mut self, text: &str, agrees: bool) -> Anchor {
        let forms = if agrees { self.grammar.agreement(text) } else { vec![text.to_owned()] };
        let mut words = Vec::with_capacity(forms.len());
        for form in &forms {
            let all = self.grammar.variants(form).unwrap_or(std::slice::from_ref(form));
            words.extend(all.iter().map(|variant| self.lexicon.intern(variant)));
        }
        words.sort_unstable();
        words.dedup();
        self.ops.push(Op::Words(words.clone().into()));
        Anchor { words, weight: text.chars().count() }
    }
}
