//! What curators have said of an extraction: part of it, so that every output says so.

/// What a curator has said of a claim.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrected {
    /// IRIs of the corrections, in the order in which they were applied.
    pub by: Vec<String>,
    /// Whether it is wrong.
    pub rejected: bool,
    /// The IRI that it had as it was read, where a merger has changed what it is about.
    pub iri: Option<String>,
}

/// A correction that an extraction has taken in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// Its IRI: the curator's own, else one made of what it says.
    pub iri: String,
    /// What it does.
    pub kind: CorrectionKind,
    /// Why, in the curator's words.
    pub comment: Option<String>,
    /// The name of the file it stands in, without folders.
    pub file: String,
}

/// What a correction does.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CorrectionKind {
    /// Says that a claim is wrong.
    Rejection,
    /// Adds a claim with its words.
    Addition,
    /// Says that a thing is another one.
    Merger {
        /// IRI of the thing as it was read.
        merges: String,
        /// IRI of what it is.
        into: String,
    },
}
