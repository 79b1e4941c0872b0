//! Clauses and acts, in the graph of their source.

use super::vocab::ws;
use super::{Graph, terms};
use crate::parse::ClauseKind;
use oxigraph::model::Literal;

/// Writes the clauses and acts.
pub(super) fn describe(graph: &mut Graph<'_>) {
    for index in 0..graph.extraction.clauses.len() {
        describe_clause(graph, index);
    }
    for index in 0..graph.extraction.acts.len() {
        describe_act(graph, index);
    }
}

fn describe_clause(graph: &mut Graph<'_>, index: usize) {
    let clause = &graph.extraction.clauses[index];
    let subject = terms::node(graph.iris.clause(index));
    let class = match clause.kind {
        ClauseKind::Recital => ws::RECITAL,
        ClauseKind::Operative => ws::OPERATIVE_CLAUSE,
    };
    graph.say_type(&subject, class.as_str());
    graph.say(&subject, ws::POSITION, terms::number(index as u64 + 1));
    if let Some(number) = &clause.number {
        graph.say(&subject, ws::NUMBER, Literal::new_simple_literal(number));
    }
    graph.say_piece(&subject, clause.span);
}

fn describe_act(graph: &mut Graph<'_>, index: usize) {
    let extraction = graph.extraction;
    let act = &extraction.acts[index];
    let subject = terms::node(graph.iris.act(index));
    graph.say_type(&subject, ws::ACT_CLASS.as_str());
    graph.say(&subject, ws::CLAUSE, terms::node(graph.iris.clause(act.clause)));
    graph.say(&subject, ws::CONCEPT, terms::node(&graph.ontology.concepts[act.concept.0 as usize].iri));
    graph.say_place(&subject, act.span);
    graph.say(&subject, ws::RULE, Literal::new_simple_literal(&act.rule));
    if let Some(span) = act.content {
        let content = extraction.source.visible(span);
        graph.say(&subject, ws::CONTENT, terms::words(&content, &extraction.language));
    }
    for id in &act.concerns {
        graph.say(&subject, ws::CONCERNS, terms::node(&extraction.entity(*id).iri));
    }
    if let Some(deadline) = &act.deadline {
        graph.say(&subject, ws::DEADLINE, terms::date(deadline));
    }
}
