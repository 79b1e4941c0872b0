//! The order in which a person reads a graph: by subject, the type first, the label next, numbers in names by their value.
//!
//! In Turtle of RDF 1.2 an asserted claim stands below the triple that it states, as its annotation: that is its place, and the
//! triple is its [`Host`]. Any other claim has its own place and says there what it reifies, since an annotation would assert it.

use crate::rdf::order;
use crate::rdf::vocab::{WS, dcterms, oa, skos, undo, ws};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{GraphName, NamedNodeRef, NamedOrBlankNode, Quad, Term, Triple};
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Predicates in the order in which a reader wants them; all others follow by IRI.
const READING_ORDER: [NamedNodeRef<'static>; 22] = [
    rdf::TYPE,
    rdfs::LABEL,
    skos::PREF_LABEL,
    skos::ALT_LABEL,
    dcterms::IDENTIFIER,
    dcterms::TITLE,
    rdf::SUBJECT,
    undo::HAS_PROPONENT,
    undo::HAS_SEMANTICS,
    rdf::PREDICATE,
    rdf::OBJECT,
    undo::HAS_RECEIVER,
    ws::MODALITY,
    ws::CONCEPT,
    ws::QUOTE,
    ws::SOURCE,
    ws::START,
    ws::END,
    oa::START,
    oa::END,
    ws::RULE,
    ws::ACT,
];

/// A statement with its place.
#[derive(Clone)]
pub(super) struct Placed {
    pub(super) quad: Quad,
    rank: Rank,
    /// The triple below which it stands, when it belongs to an annotation.
    pub(super) host: Option<Arc<Host>>,
}

/// A triple with annotations.
pub(super) struct Host {
    pub(super) triple: Triple,
    rank: Rank,
}

/// Place of the predicate in the reading order, and whether the type is one of another vocabulary.
type Rank = (usize, bool);

impl Placed {
    /// A statement below its host, or at its own place.
    pub(super) fn new(quad: Quad, host: Option<Arc<Host>>) -> Self {
        Self { rank: rank(quad.predicate.as_ref(), &quad.object), quad, host }
    }

    /// Order of places within one graph.
    pub(super) fn compare(a: &Self, b: &Self) -> Ordering {
        let (host_a, host_b) = (a.host.as_deref(), b.host.as_deref());
        let own = || in_order((&a.quad, a.rank), (&b.quad, b.rank));
        match (host_a, host_b) {
            (None, None) => own(),
            (Some(host_a), Some(host_b)) => host_a.order(host_b).then_with(own),
            (Some(host), None) => host.order_before(b).then(Ordering::Greater),
            (None, Some(host)) => host.order_before(a).reverse().then(Ordering::Less),
        }
    }
}

impl Host {
    pub(super) fn new(triple: Triple) -> Self {
        Self { rank: rank(triple.predicate.as_ref(), &triple.object), triple }
    }

    fn order(&self, other: &Self) -> Ordering {
        subjects(&self.triple.subject, &other.triple.subject)
            .then_with(|| self.rank.cmp(&other.rank))
            .then_with(|| self.triple.predicate.as_str().cmp(other.triple.predicate.as_str()))
            .then_with(|| order::terms(&self.triple.object, &other.triple.object))
    }

    fn order_before(&self, other: &Placed) -> Ordering {
        subjects(&self.triple.subject, &other.quad.subject)
            .then_with(|| self.rank.cmp(&other.rank))
            .then_with(|| self.triple.predicate.as_str().cmp(other.quad.predicate.as_str()))
            .then_with(|| order::terms(&self.triple.object, &other.quad.object))
    }
}

/// All statements in order, each once: with their graphs, or as one graph, in which claims stand below the triples they state.
pub(super) fn sorted(quads: &[Quad], with_graphs: bool) -> Vec<Placed> {
    let in_graph = |quad: &Quad| match with_graphs {
        true => quad.clone(),
        false => Quad { graph_name: GraphName::DefaultGraph, ..quad.clone() },
    };
    let hosts = if with_graphs { BTreeMap::new() } else { hosts(quads) };
    let mut placed = placed(quads.iter().map(in_graph), &hosts);
    let in_order = |a: &Placed, b: &Placed| {
        order::graphs(&a.quad.graph_name, &b.quad.graph_name).then_with(|| Placed::compare(a, b))
    };
    placed.sort_by(in_order);
    placed.dedup_by(|a, b| in_order(a, b) == Ordering::Equal);
    placed
}

/// The host of each asserted claim that reifies one triple which stands among the quads, by the claim's IRI.
pub(super) fn hosts(quads: &[Quad]) -> BTreeMap<String, Arc<Host>> {
    let mut reified: BTreeMap<&str, Vec<&Triple>> = BTreeMap::new();
    for quad in quads.iter().filter(|quad| quad.predicate == rdf::REIFIES) {
        if let (NamedOrBlankNode::NamedNode(claim), Term::Triple(triple)) = (&quad.subject, &quad.object) {
            reified.entry(claim.as_str()).or_default().push(triple);
        }
    }
    if reified.is_empty() {
        return BTreeMap::new();
    }
    reified.retain(|_, triples| triples.windows(2).all(|pair| pair[0] == pair[1]));
    let mut wanted: Vec<&Triple> = reified.values().map(|triples| triples[0]).collect();
    wanted.sort_by(|a, b| order::triples(a, b));
    wanted.dedup();
    let mut stands = vec![false; wanted.len()];
    let mut asserted: BTreeMap<&str, bool> = BTreeMap::new();
    for quad in quads {
        let place = |triple: &&Triple| {
            order::subjects(&triple.subject, &quad.subject)
                .then_with(|| triple.predicate.as_str().cmp(quad.predicate.as_str()))
                .then_with(|| order::terms(&triple.object, &quad.object))
        };
        if let Ok(at) = wanted.binary_search_by(place) {
            stands[at] = true;
        }
        if let (true, NamedOrBlankNode::NamedNode(claim)) = (quad.predicate == ws::MODALITY, &quad.subject) {
            let is_asserted = matches!(&quad.object, Term::NamedNode(modality) if *modality == ws::ASSERTED);
            *asserted.entry(claim.as_str()).or_insert(true) &= is_asserted;
        }
    }
    let shared: Vec<Arc<Host>> = wanted.iter().map(|triple| Arc::new(Host::new((*triple).clone()))).collect();
    let host = |(claim, triples): (&str, Vec<&Triple>)| {
        let at = wanted.binary_search_by(|triple| order::triples(triple, triples[0])).ok()?;
        let is_below = stands[at] && asserted.get(claim).copied().unwrap_or(false);
        is_below.then(|| (claim.to_owned(), Arc::clone(&shared[at])))
    };
    reified.into_iter().filter_map(host).collect()
}

/// The statements of one graph with their places.
pub(super) fn placed(quads: impl IntoIterator<Item = Quad>, hosts: &BTreeMap<String, Arc<Host>>) -> Vec<Placed> {
    let host = |quad: &Quad| match &quad.subject {
        NamedOrBlankNode::NamedNode(subject) if !hosts.is_empty() => hosts.get(subject.as_str()).cloned(),
        _ => None,
    };
    quads.into_iter().map(|quad| Placed { host: host(&quad), ..Placed::new(quad, None) }).collect()
}

/// Place of the predicate in the reading order; own types, and the one that claims have, come before those of other vocabularies.
fn rank(predicate: NamedNodeRef<'_>, object: &Term) -> Rank {
    let place = READING_ORDER.iter().position(|p| *p == predicate).unwrap_or(READING_ORDER.len());
    let is_own = matches!(object, Term::NamedNode(node) if node.as_str().starts_with(WS) || *node == undo::RELATION);
    (place, place == 0 && !is_own)
}

fn in_order((a, rank_a): (&Quad, Rank), (b, rank_b): (&Quad, Rank)) -> Ordering {
    subjects(&a.subject, &b.subject)
        .then_with(|| rank_a.cmp(&rank_b))
        .then_with(|| a.predicate.as_str().cmp(b.predicate.as_str()))
        .then_with(|| order::terms(&a.object, &b.object))
}

fn subjects(a: &NamedOrBlankNode, b: &NamedOrBlankNode) -> Ordering {
    match (a, b) {
        (NamedOrBlankNode::NamedNode(a), NamedOrBlankNode::NamedNode(b)) => by_number(a.as_str(), b.as_str()),
        _ => order::subjects(a, b),
    }
}

/// By characters, but digits by their number: `clause-9` before `clause-10`.
fn by_number(a: &str, b: &str) -> Ordering {
    if a == b {
        return Ordering::Equal;
    }
    let same = shared(a, b);
    let (mut left, mut right) = (&a[same..], &b[same..]);
    loop {
        let (number_a, rest_a) = split_number(left);
        let (number_b, rest_b) = split_number(right);
        if !number_a.is_empty() && !number_b.is_empty() {
            match number_a.len().cmp(&number_b.len()).then_with(|| number_a.cmp(number_b)) {
                Ordering::Equal => (left, right) = (rest_a, rest_b),
                unequal => return unequal,
            }
            continue;
        }
        let (mut chars_a, mut chars_b) = (left.chars(), right.chars());
        match (chars_a.next(), chars_b.next()) {
            (Some(x), Some(y)) if x == y => (left, right) = (chars_a.as_str(), chars_b.as_str()),
            (None, None) => return a.cmp(b),
            (x, y) => return x.cmp(&y),
        }
    }
}

/// Length in bytes of what two texts begin with alike, without a number that may go on differently. IRIs of one graph share most
/// of their letters: comparing these byte by byte makes sorting four times as fast.
fn shared(a: &str, b: &str) -> usize {
    let same = alike(a.as_bytes(), b.as_bytes());
    let digits = a.as_bytes()[..same].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    (0..=same - digits).rev().find(|at| a.is_char_boundary(*at)).unwrap_or(0)
}

/// How many bytes two texts begin with alike, compared eight at a time.
fn alike(a: &[u8], b: &[u8]) -> usize {
    let words = |text: &'_ [u8]| text.as_chunks::<8>().0.len();
    let most = words(a).min(words(b));
    let word = |text: &[u8], at: usize| u64::from_le_bytes(text.as_chunks::<8>().0[at]);
    for at in 0..most {
        let different = word(a, at) ^ word(b, at);
        if different != 0 {
            return at * 8 + different.trailing_zeros() as usize / 8;
        }
    }
    let rest = a[most * 8..].iter().zip(&b[most * 8..]);
    most * 8 + rest.take_while(|(x, y)| x == y).count()
}

/// The digits at the start without leading zeros (one digit at least, if there is any), and the rest.
fn split_number(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let zeros = digits.len() - digits.trim_start_matches('0').len();
    let skip = zeros.min(digits.len().saturating_sub(1));
    (digits.split_at(skip).1, rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use oxigraph::io::{RdfFormat, RdfParser};

    #[test]
    fn numbers_in_names_are_in_their_order() {
        let mut names =
            ["clause-10-approves", "clause-9", "clause-10", "clause-09", "a", "clause", "clause-x", "é1", "é"];
        names.sort_by(|a, b| by_number(a, b));
        assert_eq!(
            names,
            ["a", "clause", "clause-09", "clause-9", "clause-10", "clause-10-approves", "clause-x", "é", "é1"]
        );
        assert_eq!(by_number("a-1/b", "a-01/c"), Ordering::Less);
        assert_eq!(by_number("a12", "a1b"), Ordering::Greater);
    }

    #[test]
    fn what_is_alike_is_counted_in_bytes() {
        for (a, b, same) in
            [("", "", 0), ("abc", "abd", 2), ("12345678", "12345678", 8), ("1234567890x", "1234567890y", 10)]
        {
            assert_eq!(alike(a.as_bytes(), b.as_bytes()), same);
        }
        assert_eq!(alike(b"aaaaaaaaXaaaaaaaa", b"aaaaaaaaYaaaaaaaa"), 8);
        assert_eq!(alike(b"aaaaaaaaaaa", b"aaaaaaaa"), 8);
    }

    #[test]
    fn asserted_claims_whose_triple_stands_have_a_host() {
        let text = "@prefix : <https://e.org/> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . \
            @prefix ws: <https://w3id.org/whereas/ns#> . :s :p :o . \
            :a rdf:reifies <<( :s :p :o )>> ; ws:modality ws:asserted . \
            :b rdf:reifies <<( :s :p :o )>> ; ws:modality ws:prospective . \
            :c rdf:reifies <<( :s :p :gone )>> ; ws:modality ws:asserted . \
            :d rdf:reifies <<( :s :p :o )>> , <<( :s :p :x )>> ; ws:modality ws:asserted .";
        let quads = RdfParser::from_format(RdfFormat::Turtle).for_slice(text.as_bytes());
        let quads = quads.map(|quad| quad.expect("Turtle")).collect::<Vec<_>>();
        assert_eq!(hosts(&quads).into_keys().collect::<Vec<_>>(), ["https://e.org/a"]);
    }
}
