//! Reads resolutions and decisions of international organisations into an RDF knowledge graph in which every edge carries the
//! words that say it.
//!
//! ```
//! use whereas::{extract::extract, ontology::Ontology, read::read};
//!
//! let ontology = Ontology::built_in().expect("the built-in ontology has no mistake");
//! let text = "The Security Council,\n\n1. Requests the Secretary-General to report on Cyprus.\n";
//! let found = extract(&ontology, read("example.txt", text.as_bytes())?, "https://example.org/id/")?;
//!
//! let claim = &found.claims[0];
//! let (start, end) = found.source.code_points(claim.span);
//! assert_eq!(found.source.quote(claim.span), "Requests the Secretary-General");
//! assert_eq!((start, end), (26, 56));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A resolution is a program in a small language, and this is its compiler: text is source, `ontology/` is the grammar, RDF is
//! object code, Turtle and pictures are back ends. The phases, each a pure function of the ontology and what the one before made:
//!
//! 1. [`read`](read::read): a file's bytes become a [`Source`](text::Source): one canonical text, with the map to what is words in it.
//! 2. [`parse`](parse::parse): the text becomes a formula, recitals and operative clauses, each with the verbs that open it.
//! 3. [`recognise`](recognise::recognise): spans that name something become mentions.
//! 4. [`resolve`](resolve::resolve): mentions become entities.
//! 5. [`relate`]: clauses and entities become acts and facts, as claims. [`extract`](extract::extract) runs 2 to 5.
//! 6. [`rdf::quads`]: claims become quads with their evidence.
//! 7. [`store`], [`query`], [`export`], [`tables`], [`draw`], [`audit`]: quads become files, answers, tables, pictures, and are checked
//!    against the texts; `endpoint` puts them into stores that others run.
//!
//! Between 5 and 6, [`correct`] takes in what curators have said: claims that are wrong or missing, things that are one.
//! Beside them, [`eval`] measures what comes out against annotations, [`coverage`] lists what was not understood, and [`explain`]
//! says why a claim was read and why another was not.
//!
//! One word a concept: a *source* is a file with its text; a *span* a range of it; a *clause* a recital or operative paragraph; an
//! *act* what a verb of a clause does; a *mention* a span that names something; an *entity* the thing named; a *fact* a relation that the
//! text states; a *claim* one edge with its evidence; *modality* whether it is asserted or prospective.
//!
//! Invariant: no language word, name, body or relation stands in Rust code; all are data in `ontology/`.
//! Invariant: nothing below [`cli`] opens a file but [`store`], and nothing reads clock, environment or random numbers.
//! Invariant: only [`rdf`] makes quads, only [`export`] writes them.
//! Invariant: spans are bytes inside and code points wherever they leave the program; quotes are cut out of the source, never stored.
//! Invariant: every claim has a span and a rule.
//! Invariant: mentions are sorted by span; the output is the same for any number of threads and any order of files.
//! Invariant: no blank nodes.

pub mod audit;
#[cfg(feature = "cli")]
pub mod cli;
pub mod correct;
pub mod coverage;
pub mod diag;
pub mod draw;
#[cfg(feature = "endpoint")]
pub mod endpoint;
pub mod eval;
pub mod explain;
pub mod export;
pub mod extract;
pub mod ontology;
pub mod parse;
pub mod pattern;
pub mod query;
pub mod rdf;
pub mod read;
pub mod recognise;
pub mod relate;
pub mod resolve;
pub mod store;
pub mod tables;
pub mod text;

/// The README's examples are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
