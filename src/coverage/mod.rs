//! What was not understood: so that a curator knows what to add next.
//!
//! [`Survey::of`] looks at one extraction beside its text: what opens as a clause with no act that is known, text outside every
//! clause, clauses of which nothing is stated, names that the gazetteer does not have, references to nothing. [`Coverage`] adds
//! surveys up, by language and enacting body, and keeps the most frequent and the longest of each; its size does not grow with the
//! number of documents.
//!
//! Invariant: it sees the text and what came out of it, never how it was read: what the pipeline overlooks shows here.

mod survey;
mod totals;

pub use survey::{NewName, Stretch, Survey};
pub use totals::{Coverage, Example, Group, Item, List, Share};
