//! The corrections of curators: claims that are wrong, claims that are missing, two things that are one.
//!
//! They stand in files of their own, as Turtle or as corrected JSON Lines, and are applied to each extraction whenever it is made: so
//! they outlast new rules and new runs. A claim that is rejected stays in the graph, marked, with who says so; a graph never
//! forgets silently. What does not fit any more is told, and never guessed at.

mod add;
mod apply;
mod lines;
mod merge;
mod quote;
mod turtle;

use crate::diag::Diagnostic;
use crate::ontology::Ontology;
use crate::rdf::vocab;
use crate::relate::{Correction, CorrectionKind, Modality};
use crate::text::hex;
use sha2::{Digest as _, Sha256};
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

/// Names of the files that are taken for corrections at the top of a folder of documents.
pub const NAMES: [&str; 2] = ["corrections.ttl", "corrections.jsonl"];
/// The rule of claims that a curator has added.
pub const RULE: &str = "correction";
/// Digits of the hash in the IRI of a correction that its curator has given none.
const DIGITS: usize = 16;

/// All corrections of some files.
#[derive(Debug, Default)]
pub struct Corrections {
    list: Vec<Entry>,
    /// Things that the files describe, by IRI.
    things: BTreeMap<String, Thing>,
    /// Hash of the files, in order.
    hash: Sha256,
}

/// One correction with its place.
#[derive(Debug)]
struct Entry {
    correction: Correction,
    /// The file as the user knows it, and the line, 1-based.
    file: String,
    line: usize,
    what: What,
    /// Whether the document that it names was read.
    met: AtomicBool,
    /// Whether it has changed anything, or what it asks for was so already.
    fits: AtomicBool,
}

/// What a correction asks for.
#[derive(Debug)]
enum What {
    /// A claim, by its IRI, is wrong.
    Claim(String),
    /// Every claim of an edge is wrong, in one document or in all.
    Edge(Edge, Option<Within>),
    /// A claim is missing.
    Add(Addition),
    /// A thing is another one.
    Merge,
    /// Of the facts and receivers of one document these alone are right.
    Keep { within: Within, sha256: String, claims: Vec<Kept> },
}

/// A claim that stays, as a corrected line has it.
#[derive(Debug)]
struct Kept {
    /// Its IRI; of a receiver that of the act.
    iri: String,
    edge: Edge,
    modality: Modality,
}

/// An edge, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Edge {
    /// IRI of the subject.
    subject: String,
    /// IRI of the predicate.
    predicate: String,
    object: Object,
}

/// The object of an edge.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Object {
    /// IRI of a thing.
    Thing(String),
    /// The words of a literal.
    Literal(String),
}

/// A claim that is missing.
#[derive(Debug)]
struct Addition {
    edge: Edge,
    modality: Modality,
    within: Within,
    /// The hash of the bytes that it was made for, where it says so.
    sha256: Option<String>,
    quote: String,
    /// Where the quote begins, in code points.
    start: Option<usize>,
    /// Circumstances: IRI of the qualifier, and its value.
    qualifiers: Vec<(String, Object)>,
}

/// Which document a correction speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Within {
    /// By the IRI of the source.
    Source(String),
    /// By its path below the input root, and its number when its file holds several.
    Path(String, Option<u32>),
}

/// A thing that a file of corrections describes.
#[derive(Clone, Debug, Default)]
struct Thing {
    class: Option<String>,
    label: Option<String>,
}

impl Corrections {
    /// Adds the corrections of a file: JSON Lines by its ending, else Turtle. `name` is the file as the user knows it.
    ///
    /// # Errors
    /// Every mistake with its line.
    pub fn add(&mut self, name: &str, text: &str) -> Result<(), Vec<Diagnostic>> {
        self.hash.update(Sha256::digest(text.as_bytes()));
        let is_lines = name.to_ascii_lowercase().ends_with(".jsonl");
        if is_lines {
            lines::read(name, text, self)?;
        } else {
            turtle::read(name, text, self)?;
        }
        merge::check(&self.list)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// SHA-256 over the files, in hexadecimal.
    #[must_use]
    pub fn hash(&self) -> String {
        hex(&self.hash.clone().finalize())
    }

    /// Where the correction with an IRI stands: file and line, 1-based.
    #[must_use]
    pub fn place(&self, iri: &str) -> Option<(&str, usize)> {
        let entry = self.list.iter().find(|entry| entry.correction.iri == iri)?;
        Some((&entry.file, entry.line))
    }

    /// Whether every predicate and class is one of the ontology.
    ///
    /// # Errors
    /// Every mistake with its line.
    pub fn check(&self, ontology: &Ontology) -> Result<(), Vec<Diagnostic>> {
        let predicates = |entry: &Entry| -> Vec<String> {
            match &entry.what {
                What::Edge(edge, _) => vec![edge.predicate.clone()],
                What::Add(addition) => {
                    let qualifiers = addition.qualifiers.iter().map(|(qualifier, _)| qualifier.clone());
                    std::iter::once(addition.edge.predicate.clone()).chain(qualifiers).collect()
                }
                What::Keep { claims, .. } => claims.iter().map(|kept| kept.edge.predicate.clone()).collect(),
                What::Claim(_) | What::Merge => Vec::new(),
            }
        };
        let known = |iri: &str| ontology.predicates.iter().any(|predicate| predicate.iri == iri);
        let unknown = self.list.iter().flat_map(|entry| {
            let unknown = predicates(entry).into_iter().filter(|iri| !known(iri));
            unknown.map(|iri| entry.error(format!("unknown relation <{iri}> (expected one of whereas.ttl)")))
        });
        let mistakes: Vec<Diagnostic> = unknown.collect();
        if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
    }

    /// The corrections that changed nothing: those that name a document which was read, and, when `all` documents were read, those
    /// that name none.
    #[must_use]
    pub fn unfit(&self, all: bool) -> Vec<Diagnostic> {
        let is_unfit = |entry: &&Entry| {
            let spoken_of = entry.met.load(Ordering::Relaxed) || all && entry.names_no_document();
            spoken_of && !entry.fits.load(Ordering::Relaxed)
        };
        self.list.iter().filter(is_unfit).map(Entry::unfit).collect()
    }
}

impl Entry {
    fn new(file: &str, line: usize, kind: CorrectionKind, iri: Option<String>, what: What) -> Self {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file).to_owned();
        let iri = iri.unwrap_or_else(|| made(&what, &kind));
        let correction = Correction { iri, kind, comment: None, file: name };
        let [met, fits] = [AtomicBool::new(false), AtomicBool::new(false)];
        Self { correction, file: file.to_owned(), line, what, met, fits }
    }

    fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(&self.file, Some((self.line, 1)), message)
    }

    fn names_no_document(&self) -> bool {
        matches!(self.what, What::Merge | What::Edge(_, None))
    }

    fn unfit(&self) -> Diagnostic {
        let message = match &self.what {
            What::Claim(iri) => format!("<{iri}> is no claim of its document (any more)"),
            What::Edge(..) => "no document gives this edge (any more)".to_owned(),
            What::Merge => "no document names what is merged (any more)".to_owned(),
            What::Keep { .. } | What::Add(_) => {
                "was made for another version of the document, and is passed over".to_owned()
            }
        };
        Diagnostic::warning(&self.file, Some((self.line, 1)), message)
    }

    fn met(&self) {
        self.met.store(true, Ordering::Relaxed);
    }

    fn fit(&self) {
        self.fits.store(true, Ordering::Relaxed);
    }
}

/// The IRI of a correction by what it says: SHA-256 over its parts, kept apart by U+001F.
fn made(what: &What, kind: &CorrectionKind) -> String {
    let parts = match (what, kind) {
        (What::Claim(iri), _) => vec!["claim", iri],
        (What::Edge(edge, within), _) => {
            [vec!["edge"], edge.parts(), within.iter().flat_map(Within::parts).collect()].concat()
        }
        (What::Add(add), _) => {
            [vec!["add", add.modality.name(), &add.quote], add.edge.parts(), add.within.parts()].concat()
        }
        (What::Keep { within, sha256, .. }, _) => [vec!["keep", sha256], within.parts()].concat(),
        (What::Merge, CorrectionKind::Merger { merges, into }) => vec!["merge", merges, into],
        (What::Merge, _) => Vec::new(),
    };
    let mut said = parts.join("\u{1f}");
    if let What::Add(Addition { start: Some(start), .. }) = what {
        said.push_str(&format!("\u{1f}{start}"));
    }
    let hash = hex(&Sha256::digest(said.as_bytes()));
    format!("{}{}", vocab::CORRECTION, hash.get(..DIGITS).unwrap_or(&hash))
}

impl Edge {
    fn parts(&self) -> Vec<&str> {
        let object = match &self.object {
            Object::Thing(text) | Object::Literal(text) => text,
        };
        vec![&self.subject, &self.predicate, object]
    }
}

impl Within {
    fn parts(&self) -> Vec<&str> {
        match self {
            Self::Source(text) | Self::Path(text, _) => vec![text],
        }
    }
}
