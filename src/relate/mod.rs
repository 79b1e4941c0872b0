//! From clauses and entities to what the document says: acts and facts, each with its words.
//!
//! An act is read off the verb that opens its clause; a fact, off a rule of `ontology/rules/` that fits words and mentions of one
//! clause. Whether a fact is asserted or prospective is decided by the rule, by what is said to be a draft or still to be
//! created, and by the act that governs the words; a sentence that asks for something never asserts it.

mod acts;
mod adoption;
mod corrected;
mod facts;
mod header;
mod places;
mod slots;
mod title;
mod trace;

pub(crate) use acts::acts;
pub use adoption::{Manner, Votes};
pub use corrected::{Corrected, Correction, CorrectionKind};
pub use facts::Ground;
pub(crate) use facts::facts;
pub(crate) use header::{formula_body, header};
pub(crate) use slots::Scene;
pub use trace::Void;
pub(crate) use trace::{ActOutcome, Outcome, Trial, act_trials, fact_trials};

use crate::ontology::{ConceptId, PredicateId};
use crate::parse::Clause;
use crate::resolve::{Entity, EntityId};
use crate::text::{Source, Span};

/// Whether the text says that something is so, or that it shall be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Modality {
    /// Stated or presupposed as true.
    Asserted,
    /// Proposed, requested, recommended, planned, decided for the future.
    Prospective,
}

impl Modality {
    /// The word used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Prospective => "prospective",
        }
    }
}

/// The object of a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// A thing of the document.
    Entity(EntityId),
    /// A number.
    Integer(u64),
    /// An ISO 8601 date.
    Date(String),
    /// Two ISO 8601 dates with `/` between them.
    Interval(String),
    /// Words, as printed.
    Text(String),
}

/// What one verb of a clause does.
#[derive(Clone, Debug)]
pub struct Act {
    /// Index of its clause.
    pub clause: usize,
    /// What is done; its class follows from the ontology.
    pub concept: ConceptId,
    /// The words of the verb.
    pub span: Span,
    /// To whom or what.
    pub receivers: Vec<EntityId>,
    /// What is to be done: "to sign it".
    pub content: Option<Span>,
    /// The things that pronouns of the content mean: "it" is the draft agreement.
    pub concerns: Vec<EntityId>,
    /// An ISO 8601 date by which.
    pub deadline: Option<String>,
    /// The rule that read it.
    pub rule: String,
}

/// One edge with its evidence.
#[derive(Clone, Debug)]
pub struct Claim {
    /// From what.
    pub subject: EntityId,
    /// By which relation. For the receiver of an act it is the act's class.
    pub predicate: PredicateId,
    /// To what.
    pub object: Value,
    /// Said to be so, or to become so.
    pub modality: Modality,
    /// The words that say it.
    pub span: Span,
    /// The rule that read it.
    pub rule: String,
    /// Index of the act by which the body states it; none in the header.
    pub act: Option<usize>,
    /// Whether this is a receiver of that act (and not a fact that the act states).
    pub receiver: bool,
    /// Further circumstances: (`field`, "cybersécurité").
    pub qualifiers: Vec<(PredicateId, Value)>,
    /// What a curator has said of it.
    pub corrected: Option<Box<Corrected>>,
}

impl Claim {
    /// Whether a curator says that it is wrong.
    #[must_use]
    pub fn is_rejected(&self) -> bool {
        self.corrected.as_ref().is_some_and(|corrected| corrected.rejected)
    }
}

/// The heading of a resolution, as far as the text states it.
#[derive(Clone, Debug, Default)]
pub struct Header {
    /// The enacting body.
    pub body: Option<EntityId>,
    /// As a citation would write it.
    pub symbol: Option<String>,
    /// ISO date of adoption.
    pub date: Option<String>,
    /// The ordinal of the session.
    pub session: Option<u32>,
    /// The session as a thing.
    pub session_entity: Option<EntityId>,
    /// Where the session was held.
    pub place: Option<EntityId>,
    /// First day of the session, ISO.
    pub start: Option<String>,
    /// Last day of the session, ISO.
    pub end: Option<String>,
    /// The title.
    pub subject: Option<Span>,
    /// The number of the meeting.
    pub meeting: Option<u32>,
    /// The votes.
    pub votes: Votes,
}

/// Why a mention has no entity, or none that other documents share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// It points back, and nothing was named that it could mean.
    Reference,
    /// A name of the gazetteer that means several things, or nothing within the enacting body's organisation.
    Ambiguous,
}

/// All that one document says.
#[derive(Clone, Debug)]
pub struct Extraction {
    /// The file.
    pub source: Source,
    /// IRI of the file; its named graph has the same.
    pub source_iri: String,
    /// IRI of the resolution, whatever its language.
    pub work_iri: String,
    /// Code of the document's language.
    pub language: String,
    /// The heading.
    pub header: Header,
    /// Recitals and operative paragraphs in order.
    pub clauses: Vec<Clause>,
    /// Acts in order.
    pub acts: Vec<Act>,
    /// Things named, by their first mention.
    pub entities: Vec<Entity>,
    /// Facts and receivers, by their place.
    pub claims: Vec<Claim>,
    /// Names and references that could not be resolved, in order.
    pub unresolved: Vec<(Span, Unresolved)>,
    /// What curators have corrected of it, sorted by IRI.
    pub corrections: Vec<Correction>,
    /// What a curator should look at.
    pub warnings: Vec<crate::diag::Diagnostic>,
}

impl Extraction {
    /// The entity with this id.
    #[must_use]
    pub fn entity(&self, id: EntityId) -> &Entity {
        &self.entities[id.0 as usize]
    }
}
