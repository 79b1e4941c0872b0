//! The run that read a source, in the words of PROV-O: which version of the program, with which ontology.
//!
//! A run is what it was made of, not when it was made: the same program with the same ontology is the same run, on any day and
//! any machine. What stands in the graph of a source was read in the run that used the source.

use super::vocab::{self, prov, schema, ws};
use super::{Graph, terms};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedOrBlankNode, Quad, Term};

/// Digits of the ontology's hash in the name of a run.
const DIGITS: usize = 16;
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Writes the run, its program and its ontology.
pub(super) fn describe(graph: &mut Graph<'_>) {
    let hash = &graph.ontology.hash;
    let run = terms::node(&format!("{}{VERSION}-{}", vocab::RUN, hash.get(..DIGITS).unwrap_or(hash)));
    let program = terms::node(&format!("{}{VERSION}", vocab::VERSION));
    let ontology = terms::node(&format!("{}{hash}", vocab::ONTOLOGY));
    graph.derive(&run, rdf::TYPE, prov::ACTIVITY);
    graph.derive(&run, prov::WAS_ASSOCIATED_WITH, program.clone());
    graph.derive(&run, prov::USED, ontology.clone());
    graph.derive(&run, prov::USED, graph.source.clone());
    graph.derive(&program, rdf::TYPE, prov::SOFTWARE_AGENT);
    graph.derive(&program, rdfs::LABEL, Literal::new_simple_literal(format!("whereas {VERSION}")));
    graph.derive(&program, schema::SOFTWARE_VERSION, Literal::new_simple_literal(VERSION));
    graph.derive(&ontology, rdf::TYPE, prov::ENTITY);
    graph.derive(&ontology, ws::SHA256, Literal::new_simple_literal(hash));
}

/// Whether a quad describes a run, its program or its ontology.
#[must_use]
pub fn is_of_run(quad: &Quad) -> bool {
    let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { return false };
    [vocab::RUN, vocab::VERSION, vocab::ONTOLOGY].iter().any(|namespace| subject.as_str().starts_with(namespace))
}

/// The version of the program that made a graph, when it is newer than this one.
#[must_use]
pub fn newer_version(quads: &[Quad]) -> Option<&str> {
    let numbers = |version: &str| version.split('.').map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>();
    let own = numbers(VERSION);
    let versions = quads.iter().filter(|quad| quad.predicate == schema::SOFTWARE_VERSION && is_of_run(quad));
    let versions = versions.filter_map(|quad| match &quad.object {
        Term::Literal(version) => Some(version.value()),
        _ => None,
    });
    versions.filter(|version| numbers(version).is_some_and(|version| Some(version) > own)).max()
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::model::{GraphName, NamedNode};

    #[test]
    fn a_newer_version_is_told_by_its_numbers() {
        let made_by = |version: &str| {
            let program = NamedNode::new_unchecked(format!("{}{version}", vocab::VERSION));
            Quad::new(program, schema::SOFTWARE_VERSION, Literal::new_simple_literal(version), GraphName::DefaultGraph)
        };
        assert_eq!(newer_version(&[made_by("0.0.9"), made_by(VERSION), made_by("unknown")]), None);
        assert_eq!(newer_version(&[made_by(VERSION), made_by("10.0.0")]), Some("10.0.0"));
    }
}
