//! What a document is about, as far as it decides what its short names mean.

use crate::ontology::{CuratedId, Ontology};
use crate::parse::Parsed;

/// The enacting body and its organisation.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// The enacting body.
    pub body: Option<CuratedId>,
    /// The organisation whose organ it is.
    pub organization: Option<CuratedId>,
}

impl Context {
    /// The context that the enacting formula gives: of a body whose citations no file describes, the organisation that the gazetteer has it
    /// within, if that is one alone.
    #[must_use]
    pub fn of(ontology: &Ontology, parsed: &Parsed) -> Self {
        let body = parsed.formula.as_ref().and_then(|formula| formula.body);
        let described =
            |id| ontology.bodies.iter().find(|body| body.enacting.contains(&id)).map(|body| body.organization);
        let within = |id| match ontology.curated(id).within[..] {
            [only] => Some(only),
            _ => None,
        };
        Self { body, organization: body.and_then(|id| described(id).or_else(|| within(id))) }
    }

    /// Whether short names of an entity mean it here.
    #[must_use]
    pub fn admits(&self, ontology: &Ontology, id: CuratedId) -> bool {
        let within = &ontology.curated(id).within;
        within.iter().any(|other| Some(*other) == self.organization || Some(*other) == self.body)
    }
}
