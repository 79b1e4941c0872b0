//! From mentions to entities: which thing each name means.
//!
//! A wrong merge is worse than none. A full name of the gazetteer means its entry; a short one ("the General Assembly") only
//! within the organisation of the enacting body; a symbol means that document everywhere; any other name means a thing of
//! this document alone, the same for the same words and type. What points back ("cet accord", "the Organization") means the
//! enacting body's organisation, or what was named last by that noun; else nothing, and stays a mention.

mod context;
mod namesakes;
mod resolver;

use crate::ontology::{CuratedId, TypeId};
use crate::text::Span;

pub use context::Context;
pub(crate) use resolver::document_iri;
pub use resolver::{Resolved, resolve};

/// An entity of one document: an index into [`Extraction::entities`](crate::relate::Extraction::entities).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// A thing that a document names.
#[derive(Clone, Debug)]
pub struct Entity {
    /// Its IRI: the gazetteer's, a citable document's, or one that begins with the work's.
    pub iri: String,
    /// What kind of thing it is.
    pub entity_type: TypeId,
    /// The entry of the gazetteer that it is, if any.
    pub curated: Option<CuratedId>,
    /// The canonical symbol, for a document that has one.
    pub symbol: Option<String>,
    /// The names by which this document calls it, the most telling first.
    pub names: Vec<String>,
    /// Where it is named, in order.
    pub mentions: Vec<Span>,
}
