//! A document read again, with what its stages made still at hand.

use crate::extract::iri_by_path;
use crate::ontology::{Filter, Language, Ontology};
use crate::parse::{self, Parsed, Reading};
use crate::recognise;
use crate::relate::{self, Act, Claim, Scene};
use crate::resolve::{self, Context, EntityId, document_iri};
use crate::text::{Source, Tokens};

/// Everything that the stages made.
pub(super) struct Reread<'a> {
    pub(super) scene: Scene<'a>,
    pub(super) parsed: &'a Parsed,
    pub(super) context: &'a Context,
    pub(super) body: Option<EntityId>,
    pub(super) acts: Vec<Act>,
    /// Claims that are receivers of acts.
    pub(super) receivers: Vec<Claim>,
    by_path: String,
    work_iri: String,
}

/// Reads a document and hands on all of it, whatever it is.
pub(super) fn reread<T>(
    ontology: &Ontology,
    source: &Source,
    tokens: &Tokens,
    language: &Language,
    base: &str,
    visit: impl FnOnce(Reread<'_>) -> T,
) -> T {
    let reading = Reading { ontology, language, source, tokens };
    let parsed = parse::parse(&reading);
    let mentions = recognise::recognise(&reading, &parsed);
    let context = Context::of(ontology, &parsed);
    let by_path = iri_by_path(ontology, source, base);
    let mut resolved = resolve::resolve(&reading, &mentions, &context, base, &by_path);
    let mut scene = Scene { reading: &reading, mentions: &mentions, resolved: &mut resolved };
    let body = relate::formula_body(&scene, &parsed);
    let (acts, receivers) = relate::acts(&mut scene, &parsed, body);
    let facts = relate::facts(&mut scene, &parsed, &acts, body);
    let symbol = relate::header(&scene, &parsed, body, &facts).symbol;
    let work_iri = symbol.map_or_else(|| by_path.clone(), |symbol| document_iri(base, &symbol));
    visit(Reread { scene, parsed: &parsed, context: &context, body, acts, receivers, by_path, work_iri })
}

impl Reread<'_> {
    /// The IRI of a thing, as extraction gives it.
    pub(super) fn iri(&self, id: EntityId) -> String {
        let iri = &self.scene.resolved.entities[id.0 as usize].iri;
        match iri.strip_prefix(&self.by_path).filter(|rest| rest.starts_with('/')) {
            Some(rest) => format!("{}{rest}", self.work_iri),
            None => iri.clone(),
        }
    }

    /// The name of the type of a thing.
    pub(super) fn type_of(&self, id: EntityId) -> &str {
        let entity_type = self.scene.resolved.entities[id.0 as usize].entity_type;
        &self.scene.reading.ontology.types[usize::from(entity_type.0)].name
    }

    /// The names of types and kinds.
    pub(super) fn names_of(&self, filters: &[Filter]) -> Vec<String> {
        let ontology = self.scene.reading.ontology;
        let name = |filter: &Filter| match filter {
            Filter::Type(of) => ontology.types[usize::from(of.0)].name.clone(),
            Filter::Kind(of) => ontology.kinds[usize::from(of.0)].clone(),
        };
        filters.iter().map(name).collect()
    }
}
