//! A graph as tables for people without RDF: documents, clauses, acts, entities, facts, one row an item with its quote.
//!
//! In a cell that a spreadsheet would take for a formula stands an apostrophe before it, as spreadsheets write it themselves, and one more
//! before a cell that has apostrophes there already: who drops one apostrophe from every cell of apostrophes and `=`, `+`, `-`, `@`, a tab
//! or a carriage return has the very cell. Several values of a cell are parted by ` | `.

#[cfg(feature = "parquet")]
mod parquet;

use crate::audit::things::Things;
use crate::rdf::edges;
use crate::rdf::vocab::{WS, allot, dcterms, eli, skos, undo, ws};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNodeRef, NamedOrBlankNode, Quad, Term};
use std::collections::{BTreeMap, BTreeSet};

/// A table: the name of its file without an ending, headings, rows.
#[derive(Clone, Debug)]
pub struct Table {
    /// `facts`.
    pub name: &'static str,
    /// Names of the columns.
    pub headings: &'static [&'static str],
    /// As many cells each as there are headings.
    pub rows: Vec<Vec<String>>,
}

/// What parts the values of a cell.
const BETWEEN: &str = " | ";

impl Table {
    /// The table as CSV (RFC 4180), with a row of headings.
    ///
    /// # Errors
    /// When the output fails.
    pub fn write(&self, out: impl std::io::Write) -> std::io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(self.headings)?;
        for row in &self.rows {
            csv.write_record(row.iter().map(|cell| harmless(cell)))?;
        }
        csv.flush()
    }
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: &str) -> String {
    let begins = cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
    let formula = begins && cell.parse::<f64>().is_err();
    if formula { format!("'{cell}") } else { cell.to_owned() }
}

/// What is said where Parquet is asked for and was not compiled in.
pub(crate) const NO_PARQUET: &str = "this program was built without Parquet (hint: the feature `parquet` has it)";

#[cfg(not(feature = "parquet"))]
impl Table {
    /// The table as Parquet; not in this build, which lacks the feature `parquet`.
    ///
    /// # Errors
    /// Always.
    pub fn write_parquet(&self, _: impl std::io::Write + Send) -> std::io::Result<()> {
        Err(std::io::Error::new(std::io::ErrorKind::Unsupported, NO_PARQUET))
    }
}

/// The tables of a graph.
#[must_use]
pub fn tables(quads: &[Quad]) -> Vec<Table> {
    let view = View::new(quads);
    vec![view.documents(), view.clauses(), view.acts(), view.entities(), view.facts(quads)]
}

/// A graph by its nodes.
struct View<'a> {
    nodes: BTreeMap<&'a str, Vec<(&'a str, &'a Term)>>,
    things: Things,
    /// How many claims there are about each thing, and how many resolutions name it.
    claims: BTreeMap<String, usize>,
    naming: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

fn text(term: &Term) -> &str {
    match term {
        Term::NamedNode(node) => node.as_str(),
        Term::Literal(literal) => literal.value(),
        _ => "",
    }
}

fn local(iri: &str) -> &str {
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

impl<'a> View<'a> {
    fn new(quads: &'a [Quad]) -> Self {
        let mut nodes: BTreeMap<&str, Vec<(&str, &Term)>> = BTreeMap::new();
        let mut naming: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for quad in quads {
            let NamedOrBlankNode::NamedNode(node) = &quad.subject else { continue };
            nodes.entry(node.as_str()).or_default().push((quad.predicate.as_str(), &quad.object));
            if quad.predicate == allot::MENTIONS {
                naming.entry(text(&quad.object)).or_default().insert(node.as_str());
            }
        }
        let mut claims: BTreeMap<String, usize> = BTreeMap::new();
        for triple in edges(quads).values() {
            let subject = match &triple.subject {
                NamedOrBlankNode::NamedNode(node) => node.as_str(),
                NamedOrBlankNode::BlankNode(_) => continue,
            };
            *claims.entry(subject.to_owned()).or_default() += 1;
            if let Term::NamedNode(object) = &triple.object
                && object.as_str() != subject
            {
                *claims.entry(object.as_str().to_owned()).or_default() += 1;
            }
        }
        Self { nodes, things: Things::of(quads), claims, naming }
    }

    fn all(&self, node: &str, property: NamedNodeRef<'_>) -> Vec<&'a str> {
        let of = self.nodes.get(node).into_iter().flatten().filter(|(name, _)| *name == property.as_str());
        let mut values: Vec<&str> = of.map(|(_, value)| text(value)).collect();
        values.sort_unstable();
        values.dedup();
        values
    }

    fn one(&self, node: &str, property: NamedNodeRef<'_>) -> String {
        self.all(node, property).first().copied().unwrap_or_default().to_owned()
    }

    fn is(&self, node: &str, class: NamedNodeRef<'_>) -> bool {
        self.all(node, rdf::TYPE).contains(&class.as_str())
    }

    /// The name of a thing; empty when there is no thing.
    fn name(&self, iri: &str) -> String {
        if iri.is_empty() { String::new() } else { self.things.name(iri).to_owned() }
    }

    fn names(&self, iris: &[&str]) -> String {
        iris.iter().map(|iri| self.name(iri)).collect::<Vec<_>>().join(BETWEEN)
    }

    fn documents(&self) -> Table {
        let headings =
            &["source", "path", "part", "resolution", "symbol", "title", "body", "date", "language", "bytes_sha256"];
        let row = |source: &&str| {
            let source = *source;
            let work = self.one(source, ws::OF);
            let body = self.one(&work, eli::PASSED_BY);
            vec![
                source.to_owned(),
                self.one(source, ws::PATH),
                self.one(source, ws::PART),
                work.clone(),
                self.one(&work, dcterms::IDENTIFIER),
                self.one(source, ws::HEADER_TITLE),
                self.name(&body),
                self.one(source, ws::DATE),
                local(&self.one(source, dcterms::LANGUAGE)).to_owned(),
                self.one(source, ws::BYTES_SHA256),
            ]
        };
        let sources = self.nodes.keys().filter(|node| !self.all(node, ws::PATH).is_empty());
        let mut rows: Vec<Vec<String>> = sources.map(row).collect();
        rows.sort_by(|one, other| one[1..].cmp(&other[1..]));
        Table { name: "documents", headings, rows }
    }

    /// Path and date of the document in which something is said, and where: path, date, start, end, page, quote.
    fn place(&self, node: &str) -> [String; 6] {
        let source = self.one(node, ws::SOURCE);
        [
            self.one(&source, ws::PATH),
            self.one(&source, ws::DATE),
            self.one(node, ws::START),
            self.one(node, ws::END),
            self.one(node, ws::PAGE),
            self.one(node, ws::QUOTE),
        ]
    }

    /// Rows in the order of the documents and of the text, by the columns that begin at `at` with what [`Self::place`] gives.
    fn in_order(mut rows: Vec<Vec<String>>, at: usize) -> Vec<Vec<String>> {
        let number = |text: &str| text.parse::<u64>().unwrap_or(0);
        rows.sort_by_cached_key(|row| (row[at].clone(), number(&row[at + 2]), number(&row[at + 3]), row[0].clone()));
        rows
    }

    fn clauses(&self) -> Table {
        let headings = &["clause", "position", "number", "kind", "path", "date", "start", "end", "page", "quote"];
        let is_clause = |node: &&&str| !self.all(node, ws::POSITION).is_empty();
        let row = |node: &&str| {
            let kind = if self.is(node, ws::OPERATIVE_CLAUSE) { "operative" } else { "recital" };
            let mut row =
                vec![(*node).to_owned(), self.one(node, ws::POSITION), self.one(node, ws::NUMBER), kind.to_owned()];
            row.extend(self.place(node));
            row
        };
        let rows = self.nodes.keys().filter(is_clause).map(row).collect();
        Table { name: "clauses", headings, rows: Self::in_order(rows, 4) }
    }

    fn acts(&self) -> Table {
        let headings = &[
            "act",
            "clause",
            "concept",
            "receivers",
            "content",
            "deadline",
            "concerns",
            "rule",
            "path",
            "date",
            "start",
            "end",
            "page",
            "quote",
        ];
        let mut receivers: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for node in self.nodes.keys() {
            for act in self.all(node, ws::ACT) {
                receivers.entry(act).or_default().extend(self.all(node, undo::HAS_RECEIVER));
            }
        }
        let row = |node: &&str| {
            let to = receivers.get(*node).map(Vec::as_slice).unwrap_or_default();
            let mut row = vec![
                (*node).to_owned(),
                self.one(node, ws::CLAUSE),
                local(&self.one(node, ws::CONCEPT)).to_owned(),
                self.names(to),
                self.one(node, ws::CONTENT),
                self.one(node, ws::DEADLINE),
                self.names(&self.all(node, ws::CONCERNS)),
                self.one(node, ws::RULE),
            ];
            row.extend(self.place(node));
            row
        };
        let rows = self.nodes.keys().filter(|node| self.is(node, ws::ACT_CLASS)).map(row).collect();
        Table { name: "acts", headings, rows: Self::in_order(rows, 8) }
    }

    fn entities(&self) -> Table {
        let headings = &["entity", "type", "name", "other_names", "same_as", "claims", "resolutions"];
        let row = |node: &&str| {
            let classes = self.all(node, rdf::TYPE);
            let own = classes.iter().find_map(|class| class.strip_prefix(WS)).unwrap_or_default();
            let name = self.name(node);
            let labels = [oxigraph::model::vocab::rdfs::LABEL, skos::PREF_LABEL, skos::ALT_LABEL];
            let others: BTreeSet<&str> =
                labels.iter().flat_map(|label| self.all(node, *label)).filter(|other| *other != name).collect();
            vec![
                (*node).to_owned(),
                own.to_owned(),
                name.clone(),
                others.into_iter().collect::<Vec<_>>().join(BETWEEN),
                self.all(node, skos::EXACT_MATCH).join(BETWEEN),
                self.claims.get(*node).copied().unwrap_or(0).to_string(),
                self.naming.get(node).map_or(0, BTreeSet::len).to_string(),
            ]
        };
        let is_thing = |node: &&&str| self.naming.contains_key(**node) || self.claims.contains_key(**node);
        let rows = self.nodes.keys().filter(is_thing).map(row).collect();
        Table { name: "entities", headings, rows }
    }

    fn facts(&self, quads: &[Quad]) -> Table {
        let headings = &[
            "claim",
            "kind",
            "subject",
            "subject_name",
            "relation",
            "object",
            "object_name",
            "modality",
            "qualifiers",
            "rule",
            "path",
            "date",
            "start",
            "end",
            "page",
            "quote",
        ];
        let edges = edges(quads);
        let row = |(claim, triple): (&&str, &oxigraph::model::Triple)| {
            let claim = *claim;
            let kind = if self.is(claim, undo::RELATION) { "receiver" } else { "fact" };
            let subject = match &triple.subject {
                NamedOrBlankNode::NamedNode(node) => node.as_str(),
                NamedOrBlankNode::BlankNode(_) => "",
            };
            let (object, object_name) = match &triple.object {
                Term::NamedNode(node) => (node.as_str().to_owned(), self.name(node.as_str())),
                other => (String::new(), text(other).to_owned()),
            };
            let mut row = vec![
                claim.to_owned(),
                kind.to_owned(),
                subject.to_owned(),
                self.name(subject),
                local(triple.predicate.as_str()).to_owned(),
                object,
                object_name,
                local(&self.one(claim, ws::MODALITY)).to_owned(),
                self.qualifiers(claim),
                self.one(claim, ws::RULE),
            ];
            row.extend(self.place(claim));
            row
        };
        let said = edges.iter().filter(|(claim, _)| !self.all(claim, ws::MODALITY).is_empty());
        Table { name: "facts", headings, rows: Self::in_order(said.map(row).collect(), 10) }
    }

    /// The circumstances of a claim: `field: cybersecurity`.
    fn qualifiers(&self, claim: &str) -> String {
        let own = [
            ws::MODALITY,
            ws::SOURCE,
            ws::START,
            ws::END,
            ws::QUOTE,
            ws::RULE,
            ws::ACT,
            ws::PAGE,
            ws::READ_AS,
            ws::CORRECTED_BY,
        ];
        let properties = self.nodes.get(claim).into_iter().flatten();
        let others =
            properties.filter(|(name, _)| name.starts_with(WS) && !own.iter().any(|own| own.as_str() == *name));
        let mut shown: Vec<String> = others.map(|(name, value)| format!("{}: {}", local(name), text(value))).collect();
        shown.sort();
        shown.join(BETWEEN)
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    /// What who reads a table does, as the module says.
    fn read(cell: &str) -> &str {
        let begins = cell.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r']);
        if begins { cell.strip_prefix('\'').unwrap_or(cell) } else { cell }
    }

    #[test]
    fn no_cell_is_a_formula_and_each_can_be_read_back() {
        assert_eq!(
            ["=cmd()", "+x", "-5", "@a", "a=b", "1.5", "'=x", "'x"].map(harmless),
            ["'=cmd()", "'+x", "-5", "'@a", "a=b", "1.5", "''=x", "'x"]
        );
        for cell in ["=1+1", "'=1+1", "''@a", "-5", "'-a", "\tx", "\rx", "'quoted'", "", "'", "d'accord"] {
            assert_eq!(read(&harmless(cell)), cell);
        }
    }
}
