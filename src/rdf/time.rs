//! Sessions as intervals of OWL-Time.
//!
//! A day has one IRI wherever it is named, and an interval is named by its first and its last day: sources that give a session
//! different days give it two intervals, each of them whole.

use super::vocab::{self, time};
use super::{Graph, terms};
use oxigraph::model::vocab::rdf;
use oxigraph::model::{NamedNode, NamedNodeRef};

/// Writes when something outside of the source takes place: from its first to its last day, both ISO dates.
pub(super) fn describe(graph: &mut Graph<'_>, event: &NamedNode, first: &str, last: &str) {
    let interval = terms::node(&format!("{}{first}--{last}", vocab::DATE));
    graph.derive(event, time::HAS_TIME, interval.clone());
    graph.derive(&interval, rdf::TYPE, time::INTERVAL);
    for (end, date) in [(time::HAS_BEGINNING, first), (time::HAS_END, last)] {
        let instant = terms::node(&format!("{}{date}", vocab::DATE));
        graph.derive(&interval, end, instant.clone());
        graph.derive(&instant, rdf::TYPE, time::INSTANT);
        graph.derive(&instant, position(date), terms::date(date));
    }
}

/// The property that fits the precision of an ISO date.
fn position(date: &str) -> NamedNodeRef<'static> {
    match date.len() {
        4 => time::IN_XSD_G_YEAR,
        7 => time::IN_XSD_G_YEAR_MONTH,
        _ => time::IN_XSD_DATE,
    }
}
