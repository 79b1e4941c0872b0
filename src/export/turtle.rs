//! Turtle and `TriG` for people: sorted, grouped by subject, one object a line; in `TriG` the default graph as Turtle, then each
//! named graph as a block.
//!
//! Every statement ends with its own ` ;` and the closing ` .` has a line of its own, so that a new statement adds lines and
//! changes none. The first type stands on the line of the subject: `interpol-impact-2012.fr:clause-9 a ws:OperativeClause ;`.

use super::names::push_quoted;
use super::prefixes::{Prefixes, Used};
use super::runs::{NewScratch, Scratch};
use crate::rdf::order;
use crate::rdf::vocab::{WS, dcterms, skos, undo, ws};
use oxigraph::model::vocab::{rdf, rdfs, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::cmp::Ordering;
use std::io::{self, Write};

/// Predicates in the order in which a reader wants them; all others follow by IRI.
const READING_ORDER: [NamedNodeRef<'static>; 20] = [
    rdf::TYPE,
    rdfs::LABEL,
    skos::PREF_LABEL,
    skos::ALT_LABEL,
    dcterms::IDENTIFIER,
    dcterms::TITLE,
    rdf::SUBJECT,
    undo::HAS_PROPONENT,
    undo::HAS_SEMANTICS,
    rdf::PREDICATE,
    rdf::OBJECT,
    undo::HAS_RECEIVER,
    ws::MODALITY,
    ws::CONCEPT,
    ws::QUOTE,
    ws::SOURCE,
    ws::START,
    ws::END,
    ws::RULE,
    ws::ACT,
];

/// Writes the triples of quads as Turtle, whatever their graph, or as `TriG` with their graphs.
pub(super) fn write(quads: &[Quad], with_graphs: bool, prefixes: &Prefixes, out: &mut impl Write) -> io::Result<()> {
    let mut ranked = quads.iter().map(|quad| (rank(quad), quad)).collect::<Vec<_>>();
    let graphs = |a: &Quad, b: &Quad| {
        if with_graphs { order::graphs(&a.graph_name, &b.graph_name) } else { Ordering::Equal }
    };
    let in_order = |a: &Ranked<'_>, b: &Ranked<'_>| graphs(a.1, b.1).then_with(|| in_reading_order(a, b));
    ranked.sort_by(in_order);
    ranked.dedup_by(|a, b| in_order(a, b) == Ordering::Equal);
    let mut body = Body::new(prefixes, None);
    for (_, quad) in ranked {
        body.push_in(if with_graphs { &quad.graph_name } else { &GraphName::DefaultGraph }, quad)?;
    }
    body.finish(out)
}

/// Place of a predicate in the reading order, and whether the type is one of another vocabulary.
pub(super) type Rank = (usize, bool);

/// Place of the predicate in the reading order; own types, and the one that claims have, come before those of other vocabularies.
pub(super) fn rank(quad: &Quad) -> Rank {
    let place = READING_ORDER.iter().position(|p| *p == quad.predicate).unwrap_or(READING_ORDER.len());
    let is_own =
        matches!(&quad.object, Term::NamedNode(node) if node.as_str().starts_with(WS) || *node == undo::RELATION);
    (place, place == 0 && !is_own)
}

pub(super) type Ranked<'a> = (Rank, &'a Quad);

pub(super) fn in_reading_order((rank_a, a): &Ranked<'_>, (rank_b, b): &Ranked<'_>) -> Ordering {
    subjects(&a.subject, &b.subject)
        .then_with(|| rank_a.cmp(rank_b))
        .then_with(|| a.predicate.as_str().cmp(b.predicate.as_str()))
        .then_with(|| order::terms(&a.object, &b.object))
}

fn subjects(a: &NamedOrBlankNode, b: &NamedOrBlankNode) -> Ordering {
    match (a, b) {
        (NamedOrBlankNode::NamedNode(a), NamedOrBlankNode::NamedNode(b)) => by_number(a.as_str(), b.as_str()),
        _ => order::subjects(a, b),
    }
}

/// By characters, but digits by their number: `clause-9` before `clause-10`.
fn by_number(a: &str, b: &str) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    let same = shared(a, b);
    let (mut left, mut right) = (&a[same..], &b[same..]);
    loop {
        let (number_a, rest_a) = split_number(left);
        let (number_b, rest_b) = split_number(right);
        if !number_a.is_empty() && !number_b.is_empty() {
            match number_a.len().cmp(&number_b.len()).then_with(|| number_a.cmp(number_b)) {
                Ordering::Equal => (left, right) = (rest_a, rest_b),
                unequal => return unequal,
            }
            continue;
        }
        let (mut chars_a, mut chars_b) = (left.chars(), right.chars());
        match (chars_a.next(), chars_b.next()) {
            (Some(x), Some(y)) if x == y => (left, right) = (chars_a.as_str(), chars_b.as_str()),
            (None, None) => return a.cmp(b),
            (x, y) => return x.cmp(&y),
        }
    }
}

/// Length in bytes of what two texts begin with alike, without a number that may go on differently. IRIs of one graph share most
/// of their letters: comparing these byte by byte makes sorting four times as fast.
fn shared(a: &str, b: &str) -> usize {
    let same = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let digits = a.as_bytes()[..same].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    (0..=same - digits).rev().find(|at| a.is_char_boundary(*at)).unwrap_or(0)
}

/// The digits at the start without leading zeros (one digit at least, if there is any), and the rest.
fn split_number(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    let skip = zeros.min(digits.len().saturating_sub(1));
    (digits.split_at(skip).1, rest)
}

/// Text that is held in memory before it is put aside.
const HELD: usize = 4 << 20;

/// Statements as text, and what their prefixes made use of.
pub(super) struct Body<'a> {
    prefixes: &'a Prefixes,
    used: Used,
    text: String,
    /// Text before that; declarations stand above it, and are known only at the end.
    aside: Option<Box<dyn Scratch>>,
    new_scratch: Option<&'a NewScratch<'a>>,
    graph: GraphName,
    subject: Option<NamedOrBlankNode>,
}

impl<'a> Body<'a> {
    pub(super) fn new(prefixes: &'a Prefixes, new_scratch: Option<&'a NewScratch<'a>>) -> Self {
        let graph = GraphName::DefaultGraph;
        Self { prefixes, used: Used::default(), text: String::new(), aside: None, new_scratch, graph, subject: None }
    }

    /// Appends a statement; graph by graph, in reading order.
    pub(super) fn push(&mut self, quad: &Quad) -> io::Result<()> {
        self.push_in(&quad.graph_name, quad)
    }

    fn push_in(&mut self, graph: &GraphName, quad: &Quad) -> io::Result<()> {
        if self.graph != *graph {
            self.open_graph(graph)?;
        }
        let same_subject = self.subject.as_ref() == Some(&quad.subject);
        if !same_subject {
            self.open_subject(&quad.subject)?;
        }
        if same_subject || quad.predicate != rdf::TYPE {
            self.text.extend(["\n", self.indent(), "    "]);
        } else {
            self.text.push(' ');
        }
        self.push_statement(quad);
        Ok(())
    }

    fn indent(&self) -> &'static str {
        if self.graph.is_default_graph() { "" } else { "    " }
    }

    fn open_graph(&mut self, graph: &GraphName) -> io::Result<()> {
        self.close_graph()?;
        self.graph = graph.clone();
        self.text.push('\n');
        match graph {
            GraphName::DefaultGraph => return Ok(()),
            GraphName::NamedNode(node) => self.push_node(node),
            GraphName::BlankNode(node) => self.text.push_str(&node.to_string()),
        }
        self.text.push_str(" {\n");
        Ok(())
    }

    fn close_graph(&mut self) -> io::Result<()> {
        self.close_subject()?;
        if !self.graph.is_default_graph() {
            self.text.push_str("}\n");
        }
        Ok(())
    }

    fn open_subject(&mut self, subject: &NamedOrBlankNode) -> io::Result<()> {
        self.close_subject()?;
        self.subject = Some(subject.clone());
        self.text.extend(["\n", self.indent()]);
        match subject {
            NamedOrBlankNode::NamedNode(node) => self.push_node(node),
            NamedOrBlankNode::BlankNode(node) => self.text.push_str(&node.to_string()),
        }
        Ok(())
    }

    fn close_subject(&mut self) -> io::Result<()> {
        if self.subject.take().is_some() {
            self.text.extend(["\n", self.indent(), "    .\n"]);
        }
        match (self.new_scratch, &mut self.aside) {
            (Some(new_scratch), aside) if self.text.len() > HELD => {
                let aside = match aside {
                    Some(aside) => aside,
                    None => aside.insert(new_scratch()?),
                };
                aside.write_all(self.text.as_bytes())?;
                self.text.clear();
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn push_statement(&mut self, quad: &Quad) {
        self.push_predicate(&quad.predicate);
        self.text.push(' ');
        self.push_term(&quad.object);
        self.text.push_str(" ;");
    }

    fn push_predicate(&mut self, predicate: &NamedNode) {
        if *predicate == rdf::TYPE { self.text.push('a') } else { self.push_node(predicate) }
    }

    fn push_node(&mut self, node: &NamedNode) {
        self.prefixes.push(node.as_str(), &mut self.text, &mut self.used);
    }

    fn push_term(&mut self, term: &Term) {
        match term {
            Term::NamedNode(node) => self.push_node(node),
            Term::BlankNode(node) => self.text.push_str(&node.to_string()),
            Term::Literal(literal) => self.push_literal(literal),
            Term::Triple(triple) => {
                self.text.push_str("<<( ");
                self.push_term(&triple.subject.clone().into());
                self.text.push(' ');
                self.push_node(&triple.predicate);
                self.text.push(' ');
                self.push_term(&triple.object);
                self.text.push_str(" )>>");
            }
        }
    }

    fn push_literal(&mut self, literal: &Literal) {
        if is_plain(literal) {
            self.text.push_str(literal.value());
            return;
        }
        push_quoted(&mut self.text, literal.value());
        if let Some(language) = literal.language() {
            self.text.extend(["@", language]);
            if let Some(direction) = literal.direction() {
                self.text.extend(["--", &direction.to_string()]);
            }
        } else if literal.datatype() != xsd::STRING {
            self.text.push_str("^^");
            self.push_node(&literal.datatype().into_owned());
        }
    }

    /// Writes the declarations and then the statements.
    pub(super) fn finish(mut self, out: &mut impl Write) -> io::Result<()> {
        self.close_graph()?;
        out.write_all(self.prefixes.declarations(&self.used).as_bytes())?;
        if let Some(mut aside) = self.aside {
            aside.rewind()?;
            io::copy(&mut aside, out)?;
        }
        out.write_all(self.text.as_bytes())
    }
}

/// Whether Turtle reads the bare words as the same literal.
fn is_plain(literal: &Literal) -> bool {
    let value = literal.value();
    let digits = value.strip_prefix(['+', '-']).unwrap_or(value);
    match literal.datatype() {
        xsd::INTEGER => !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()),
        xsd::BOOLEAN => matches!(value, "true" | "false"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_names_are_in_their_order() {
        let mut names =
            ["clause-10-approves", "clause-9", "clause-10", "clause-09", "a", "clause", "clause-x", "é1", "é"];
        names.sort_by(|a, b| by_number(a, b));
        assert_eq!(
            names,
            ["a", "clause", "clause-09", "clause-9", "clause-10", "clause-10-approves", "clause-x", "é", "é1"]
        );
        assert_eq!(by_number("a-1/b", "a-01/c"), Ordering::Less);
        assert_eq!(by_number("a12", "a1b"), Ordering::Greater);
    }

    #[test]
    fn bare_words_are_kept_for_what_turtle_reads_back() {
        let integer = |text: &str| is_plain(&Literal::new_typed_literal(text, xsd::INTEGER));
        assert!(integer("193") && integer("-1") && integer("+007"));
        assert!(!integer("") && !integer("-") && !integer("1.0") && !integer("١"));
    }
}
