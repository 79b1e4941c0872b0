//! The patterns of a file made programs: by its variants, agreement and sets, with the place of each mistake.

use super::files::DataFile;
use super::toml_file::Placed;
use super::{ConceptId, Ontology, TypeId};
use crate::diag::Diagnostic;
use crate::pattern::{Grammar, Node, PatternError, Program, Slot, SlotKind, parse};
use crate::text::Lexicon;
use std::collections::BTreeMap;

/// The grammar of a language file, for compiling patterns.
pub(super) struct FileGrammar {
    pub(super) variants: BTreeMap<String, Vec<String>>,
    pub(super) agreement: Vec<Vec<String>>,
    pub(super) sets: BTreeMap<String, Vec<String>>,
}

impl Grammar for FileGrammar {
    fn variants(&self, word: &str) -> Option<&[String]> {
        self.variants.get(word).map(Vec::as_slice)
    }

    fn agreement(&self, word: &str) -> Vec<String> {
        let stem = |group: &'_ Vec<String>| {
            group.first().and_then(|first| word.strip_suffix(first.as_str()).map(str::to_owned))
        };
        let found = self.agreement.iter().find_map(|group| stem(group).map(|stem| (stem, group)));
        match found {
            Some((stem, group)) => group.iter().map(|ending| format!("{stem}{ending}")).collect(),
            None => vec![word.to_owned()],
        }
    }

    fn set(&self, name: &str) -> Option<&[String]> {
        self.sets.get(name).map(Vec::as_slice)
    }
}

/// Compiles patterns of one file and gathers its mistakes.
pub(super) struct Compile<'a> {
    pub(super) file: &'a DataFile,
    pub(super) grammar: &'a FileGrammar,
    pub(super) errors: &'a mut Vec<Diagnostic>,
}

impl Compile<'_> {
    /// One pattern.
    pub(super) fn pattern(&mut self, written: &Placed, lexicon: &mut Lexicon) -> Option<Program> {
        let compiled = Program::new(written.get_ref(), self.grammar, lexicon);
        self.checked(written, compiled)
    }

    /// One pattern in which qualifiers may stand between the words.
    pub(super) fn opening(&mut self, written: &Placed, lexicon: &mut Lexicon) -> Option<Program> {
        let compiled =
            parse(written.get_ref()).and_then(|node| Program::from_node(&qualified(node), self.grammar, lexicon));
        self.checked(written, compiled)
    }

    pub(super) fn checked(&mut self, written: &Placed, compiled: Result<Program, PatternError>) -> Option<Program> {
        compiled
            .map_err(|error| {
                let at = written.span().start + 1 + error.at;
                self.errors.push(self.file.error(at, format!("in pattern \"{}\": {error}", written.get_ref())));
            })
            .ok()
    }

    pub(super) fn patterns<T: FromIterator<Program>>(&mut self, written: &[Placed], lexicon: &mut Lexicon) -> T {
        written.iter().filter_map(|written| self.pattern(written, lexicon)).collect()
    }

    pub(super) fn error(&mut self, place: &Placed, message: String) {
        self.errors.push(self.file.error(place.span().start, message));
    }

    /// The concept with this name.
    pub(super) fn concept(&mut self, name: &Placed, ontology: &Ontology) -> ConceptId {
        ontology.concept_named(name.get_ref()).unwrap_or_else(|| {
            self.error(name, format!("unknown act \"{}\" (expected a concept of whereas.ttl)", name.get_ref()));
            ConceptId(0)
        })
    }

    /// The type with this name.
    pub(super) fn entity_type(&mut self, name: &Placed, ontology: &Ontology) -> TypeId {
        ontology.type_named(name.get_ref()).unwrap_or_else(|| {
            self.error(name, format!("unknown type \"{}\" (expected a kind of entity of whereas.ttl)", name.get_ref()));
            TypeId(0)
        })
    }
}

/// Lets qualifiers stand between the parts of an opening: `prend <également> note`. After a part that may be left out at the
/// beginning they stand only when it is there, so that an opening always begins with a word.
fn qualified(node: Node) -> Node {
    let Node::Seq(parts) = node else { return node };
    let mut out = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        match part {
            Node::Opt(inner) if index == 0 => {
                out.push(Node::Opt(Box::new(Node::Seq(vec![*inner, Node::Aside]))));
                continue;
            }
            _ if !matches!(out.last(), None | Some(Node::Opt(_))) || out.len() > 1 => out.push(Node::Aside),
            _ => {}
        }
        out.push(part);
    }
    Node::Seq(out)
}

/// The slots of a program that stand for mentions, with the types or kinds they ask for.
pub(super) fn mention_slots(program: &Program) -> impl Iterator<Item = (usize, &Slot, &[String])> {
    program.slots.iter().enumerate().filter_map(|(index, slot)| match &slot.kind {
        SlotKind::Mention { of, .. } => Some((index, slot, of.as_slice())),
        _ => None,
    })
}
