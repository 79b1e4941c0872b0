//! Turtle and `TriG` for people: sorted, grouped by subject, one object a line; in `TriG` the default graph as Turtle, then each
//! named graph as a block.
//!
//! Every statement ends with its own ` ;` and the closing ` .` has a line of its own, so that a new statement adds lines and
//! changes none. The first type stands on the line of the subject: `interpol-impact-2012.fr:clause-9 a ws:OperativeClause ;`.
//! In RDF 1.2 a triple is followed by the claims that state it, `~ claim {| … |}`, in Turtle alone: in `TriG` triple and claim
//! stand in two graphs, and an annotation would put both into one.

use super::names::push_quoted;
use super::prefixes::{Prefixes, Used};
use super::reading::{self, Placed};
use super::runs::{NewScratch, Scratch};
use oxigraph::model::vocab::{rdf, xsd};
use oxigraph::model::{GraphName, Literal, NamedNode, NamedOrBlankNode, Quad, Term};
use std::io::{self, Write};

/// Writes the triples of quads as Turtle, whatever their graph, or as `TriG` with their graphs.
pub(super) fn write(quads: &[Quad], with_graphs: bool, prefixes: &Prefixes, out: &mut impl Write) -> io::Result<()> {
    let mut body = Body::new(prefixes, None);
    for statement in reading::sorted(quads, with_graphs) {
        body.push(&statement)?;
    }
    body.finish(out)
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
    open: Open,
}

/// What has not yet its end.
#[derive(Default)]
enum Open {
    #[default]
    Nothing,
    /// A statement.
    Statement,
    /// A statement, and the annotation of it by this claim.
    Annotation(NamedOrBlankNode),
}

impl<'a> Body<'a> {
    pub(super) fn new(prefixes: &'a Prefixes, new_scratch: Option<&'a NewScratch<'a>>) -> Self {
        Self {
            prefixes,
            used: Used::default(),
            text: String::new(),
            aside: None,
            new_scratch,
            graph: GraphName::DefaultGraph,
            subject: None,
            open: Open::Nothing,
        }
    }

    /// Appends a statement; graph by graph, in reading order.
    pub(super) fn push(&mut self, statement: &Placed) -> io::Result<()> {
        if statement.host.is_some() {
            self.push_annotation(&statement.quad);
            return Ok(());
        }
        let quad = &statement.quad;
        if self.graph != quad.graph_name {
            self.open_graph(&quad.graph_name)?;
        }
        let same_subject = self.subject.as_ref() == Some(&quad.subject);
        if same_subject {
            self.close_statement()?;
        } else {
            self.open_subject(&quad.subject)?;
        }
        if same_subject || quad.predicate != rdf::TYPE {
            self.text.extend(["\n", self.indent(), "    "]);
        } else {
            self.text.push(' ');
        }
        self.push_statement(quad);
        self.open = Open::Statement;
        Ok(())
    }

    /// Appends a part of an annotation of the last statement.
    fn push_annotation(&mut self, quad: &Quad) {
        if !matches!(&self.open, Open::Annotation(claim) if *claim == quad.subject) {
            self.close_annotation();
            self.text.push_str("\n        ~ ");
            self.push_term(&quad.subject.clone().into());
            self.text.push_str(" {|");
            self.open = Open::Annotation(quad.subject.clone());
        }
        // That it reifies the triple above is what an annotation says.
        if quad.predicate != rdf::REIFIES {
            self.text.push_str("\n            ");
            self.push_statement(quad);
            self.text.push_str(" ;");
        }
    }

    fn close_annotation(&mut self) {
        if let Open::Annotation(_) = self.open {
            self.text.push_str("\n        |}");
        }
    }

    /// Ends the last statement; one with annotations on a line of its own, so that a further one changes no line.
    fn close_statement(&mut self) -> io::Result<()> {
        self.close_annotation();
        match std::mem::take(&mut self.open) {
            Open::Nothing => {}
            Open::Statement => self.text.push_str(" ;"),
            Open::Annotation(_) => self.text.push_str("\n    ;"),
        }
        self.put_aside()
    }

    fn put_aside(&mut self) -> io::Result<()> {
        let Some(new_scratch) = self.new_scratch.filter(|_| self.text.len() > HELD) else { return Ok(()) };
        let aside = match &mut self.aside {
            Some(aside) => aside,
            none => none.insert(new_scratch()?),
        };
        aside.write_all(self.text.as_bytes())?;
        self.text.clear();
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
        self.close_statement()?;
        if self.subject.take().is_some() {
            self.text.extend(["\n", self.indent(), "    .\n"]);
        }
        Ok(())
    }

    fn push_statement(&mut self, quad: &Quad) {
        self.push_predicate(&quad.predicate);
        self.text.push(' ');
        self.push_term(&quad.object);
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
    fn bare_words_are_kept_for_what_turtle_reads_back() {
        let integer = |text: &str| is_plain(&Literal::new_typed_literal(text, xsd::INTEGER));
        assert!(integer("193") && integer("-1") && integer("+007"));
        assert!(!integer("") && !integer("-") && !integer("1.0") && !integer("١"));
    }
}
