//! The corrections of curators that a document has taken in, in the default graph: each is one thing, however many claims it concerns.

use super::vocab::ws;
use super::{Graph, terms};
use crate::relate::CorrectionKind;
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedOrBlankNode, Quad, Term};
use std::collections::BTreeSet;

/// Writes the corrections, and which things are others.
pub(super) fn describe(graph: &mut Graph<'_>) {
    for correction in &graph.extraction.corrections {
        let iri = terms::node(&correction.iri);
        let class = match &correction.kind {
            CorrectionKind::Rejection => ws::REJECTION,
            CorrectionKind::Addition => ws::ADDITION,
            CorrectionKind::Merger { merges, into } => {
                let (merges, into) = (terms::node(merges), terms::node(into));
                graph.derive(&iri, ws::MERGES, merges.clone());
                graph.derive(&iri, ws::INTO, into.clone());
                graph.derive(&merges, ws::MERGED_INTO, into);
                ws::MERGER
            }
        };
        graph.derive(&iri, rdf::TYPE, class);
        graph.derive(&iri, ws::FILE, Literal::new_simple_literal(&correction.file));
        if let Some(comment) = &correction.comment {
            graph.derive(&iri, rdfs::COMMENT, Literal::new_simple_literal(comment));
        }
    }
    describe_rejected(graph);
}

/// What each rejection has rejected here.
fn describe_rejected(graph: &mut Graph<'_>) {
    let extraction = graph.extraction;
    let rejections: BTreeSet<&str> = extraction
        .corrections
        .iter()
        .filter(|one| one.kind == CorrectionKind::Rejection)
        .map(|one| one.iri.as_str())
        .collect();
    for index in graph.iris.distinct_claims().to_vec() {
        let by = extraction.claims[index].corrected.iter().flat_map(|corrected| &corrected.by);
        let claim = terms::node(graph.iris.claim(index));
        for rejection in by.filter(|by| rejections.contains(by.as_str())) {
            graph.derive(&terms::node(rejection), ws::REJECTS, claim.clone());
        }
    }
}

/// The corrections of a graph, by their IRIs.
#[must_use]
pub(super) fn corrections(quads: &[Quad]) -> BTreeSet<&str> {
    let classes = [ws::REJECTION, ws::ADDITION, ws::MERGER];
    let is_class =
        |object: &Term| matches!(object, Term::NamedNode(class) if classes.iter().any(|known| *class == *known));
    let typed = quads.iter().filter(|quad| quad.predicate == rdf::TYPE && is_class(&quad.object));
    typed
        .filter_map(|quad| match &quad.subject {
            NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
            NamedOrBlankNode::BlankNode(_) => None,
        })
        .collect()
}
