//! One document's annotation beside its output, layer by layer.
//!
//! Pairings are greedy and one to one, in document order: the first that fits is taken. A best matching would score a little
//! higher now and then, and could not be followed with a finger on the page.

use super::figures::{Figures, Layer, Subject};
use super::found::{Found, FoundFact, FoundHeader, Lookup, Reference};
use super::gold::{Gold, GoldAct, GoldFact, GoldForbidden, Text};
use super::names::Names;
use std::collections::{BTreeMap, BTreeSet};

/// Letters of a found clause that are searched for the first words of an annotated one.
const SEARCHED: usize = 400;
/// Letters that may stand before them: a number, a mark, a verb inherited from a heading.
const BEFORE: usize = 12;

/// Adds what a document says to the figures.
pub(super) fn compare(names: &Names<'_>, gold: &Gold, found: &Found, figures: &mut Figures) {
    let mut document = Document { names, gold, found, lookup: Lookup::new(names, &found.entities), figures };
    document.header();
    let pairs = document.clauses();
    document.acts(&pairs);
    document.receivers(&pairs);
    document.entities();
    document.facts();
}

struct Document<'a, 'f> {
    names: &'a Names<'a>,
    gold: &'a Gold,
    found: &'a Found,
    lookup: Lookup<'a>,
    figures: &'f mut Figures,
}

/// Names of a thing, as they are compared.
type Same = BTreeSet<String>;

impl Document<'_, '_> {
    fn miss(&mut self, layer: Layer, at: &str, expected: Option<String>, found: Option<String>) {
        self.figures.miss(Subject::Layer(layer), &self.gold.id, at, expected, found);
    }

    // Heading

    fn header(&mut self) {
        let gold = &self.gold.header;
        let nothing = FoundHeader::default();
        let found = self.found.header.as_ref().unwrap_or(&nothing);
        let wanted = self.names.of(gold.body.iter().flatten());
        let got = found.body.as_ref().map(|body| self.lookup.of(body)).unwrap_or_default();
        let hit = !wanted.is_disjoint(&got);
        let shown = (joined(gold.body.iter().flatten()), found.body.as_ref().map(|body| self.shown(body)));
        self.field("body", [!wanted.is_empty(), !got.is_empty(), hit], shown.0, shown.1);
        let fields = [
            ("symbol", &gold.symbol, &found.symbol),
            ("date", &gold.date, &found.date),
            ("session", &gold.session, &found.session),
            ("place", &gold.place, &found.place),
            ("start", &gold.start, &found.start),
            ("end", &gold.end, &found.end),
            ("subject", &gold.subject, &found.subject),
        ];
        for (name, wanted, got) in fields {
            let folded = |text: &Option<Text>| {
                text.as_ref().map(|text| self.names.folded(&text.to_string())).unwrap_or_default()
            };
            let (want, have) = (folded(wanted), folded(got));
            let hit = !want.is_empty() && want == have;
            let shown = [wanted, got].map(|text| text.as_ref().map(ToString::to_string));
            let [wanted, got] = shown;
            self.field(name, [!want.is_empty(), !have.is_empty(), hit], wanted, got);
        }
    }

    /// Counts a field of the heading: whether it is wanted, found, and right.
    fn field(&mut self, name: &str, [wanted, found, hit]: [bool; 3], expected: Option<String>, got: Option<String>) {
        self.figures.add(Layer::Header, hit.into(), wanted.into(), found.into());
        if wanted != hit || found != hit {
            self.miss(Layer::Header, name, expected, got.filter(|got| !got.is_empty()));
        }
    }

    /// The first names of what is referred to, for people.
    fn shown(&self, reference: &Reference) -> String {
        let (iri, value, names) = reference.key();
        let of_iri =
            || self.found.entities.iter().find(|entity| Some(entity.iri.as_str()) == iri)?.names.first().cloned();
        names.first().map(|name| (*name).to_owned()).or(value).or_else(of_iri).unwrap_or_default()
    }

    // Clauses

    /// Pairs clauses: by annotated clause, the index of the found one that begins as it does.
    fn clauses(&mut self) -> BTreeMap<usize, usize> {
        let (gold, found) = (self.gold, self.found);
        let texts: Vec<String> = found
            .clauses
            .iter()
            .map(|clause| self.names.folded(&clause.text).chars().take(SEARCHED).collect())
            .collect();
        let begins_as = |text: &str, head: &str| text.find(head).is_some_and(|at| text[..at].chars().count() <= BEFORE);
        let mut free: BTreeSet<usize> = (0..texts.len()).collect();
        let mut pairs = BTreeMap::new();
        let mut after = 0;
        for (index, clause) in gold.clauses.iter().enumerate() {
            let head = self.names.folded(&clause.begins);
            // What stands after the last pair comes first.
            let order = free.range(after..).chain(free.range(..after));
            if let Some(fits) = order.copied().find(|at| begins_as(&texts[*at], &head)) {
                free.remove(&fits);
                pairs.insert(index, fits);
                after = fits + 1;
            }
        }
        let right =
            |index: &usize| pairs.get(index).is_some_and(|at| found.clauses[*at].kind == gold.clauses[*index].kind);
        let hit = (0..gold.clauses.len()).filter(right).count();
        let wrong: Vec<usize> = (0..gold.clauses.len()).filter(|index| !right(index)).collect();
        self.figures.add(Layer::Clauses, hit, gold.clauses.len(), found.clauses.len());
        for index in wrong {
            let clause = &gold.clauses[index];
            let other = pairs.get(&index).map(|at| found.clauses[*at].kind.clone());
            self.miss(Layer::Clauses, &clause.begins, Some(clause.kind.clone()), other);
        }
        for at in free {
            let clause = &found.clauses[at];
            self.miss(Layer::Clauses, &first_words(&clause.text), None, Some(clause.kind.clone()));
        }
        pairs
    }

    // Acts and receivers

    /// The acts found in the clause that an annotated one is paired with.
    fn found_acts(&self, pairs: &BTreeMap<usize, usize>, index: usize) -> &[super::found::FoundAct] {
        pairs.get(&index).map_or(&[], |at| &self.found.clauses[*at].acts)
    }

    /// Found clauses that no annotated one is paired with.
    fn unpaired(&self, pairs: &BTreeMap<usize, usize>) -> impl Iterator<Item = &super::found::FoundClause> {
        let paired: BTreeSet<usize> = pairs.values().copied().collect();
        self.found.clauses.iter().enumerate().filter(move |(at, _)| !paired.contains(at)).map(|(_, clause)| clause)
    }

    fn acts(&mut self, pairs: &BTreeMap<usize, usize>) {
        for (index, clause) in self.gold.clauses.iter().enumerate() {
            let found = self.found_acts(pairs, index);
            let hit = pair(&clause.acts, found, |gold, found| gold.act == found.act).len();
            let (expected, count) = (clause.acts.len(), found.len());
            let shown = [
                clause.acts.iter().map(|act| act.act.as_str()).collect::<Vec<_>>(),
                found.iter().map(|act| act.act.as_str()).collect(),
            ];
            let [wanted, got] = shown.map(|acts| Some(acts.join(", ")).filter(|acts| !acts.is_empty()));
            self.figures.add(Layer::Acts, hit, expected, count);
            if hit < expected.max(count) {
                self.miss(Layer::Acts, &clause.begins, wanted, got);
            }
        }
        let spurious: usize = self.unpaired(pairs).map(|clause| clause.acts.len()).sum();
        self.figures.add(Layer::Acts, 0, 0, spurious);
    }

    fn receivers(&mut self, pairs: &BTreeMap<usize, usize>) {
        for (index, clause) in self.gold.clauses.iter().enumerate() {
            let found = self.found_acts(pairs, index);
            let hit: usize = pair(&clause.acts, found, |gold, found| gold.act == found.act)
                .into_iter()
                .map(|(gold, at)| self.shared_receivers(&clause.acts[gold], &found[at].receivers))
                .sum();
            let expected = clause.acts.iter().map(|act| act.receivers.len()).sum();
            let count = found.iter().map(|act| act.receivers.len()).sum();
            let wanted =
                joined(clause.acts.iter().flat_map(|act| act.receivers.iter().filter_map(|names| names.first())));
            let got: Vec<String> =
                found.iter().flat_map(|act| &act.receivers).map(|receiver| self.shown(receiver)).collect();
            self.figures.add(Layer::Receivers, hit, expected, count);
            if hit < expected.max(count) {
                self.miss(Layer::Receivers, &clause.begins, wanted, joined(&got));
            }
        }
        let spurious: usize = self.unpaired(pairs).flat_map(|clause| &clause.acts).map(|act| act.receivers.len()).sum();
        self.figures.add(Layer::Receivers, 0, 0, spurious);
    }

    fn shared_receivers(&self, gold: &GoldAct, found: &[Reference]) -> usize {
        let gold: Vec<Same> = gold.receivers.iter().map(|names| self.names.of(names)).collect();
        let found: Vec<Same> = found.iter().map(|receiver| self.lookup.of(receiver)).collect();
        pair(&gold, &found, |gold, found| !gold.is_disjoint(found)).len()
    }

    // Entities

    fn entities(&mut self) {
        let (gold, found) = (&self.gold.entities, &self.found.entities);
        let named: Vec<(&str, Same)> =
            gold.iter().map(|entity| (entity.entity_type.as_str(), self.names.of(&entity.names))).collect();
        let got: Vec<(&str, Same)> =
            found.iter().map(|entity| (entity.entity_type.as_str(), self.names.of(&entity.names))).collect();
        let merged = merged(&named, &got);
        let mut pairs = pair(&named, &got, |gold, found| gold.0 == found.0 && !gold.1.is_disjoint(&found.1));
        pairs.retain(|(_, at)| !merged.contains(at));
        self.figures.add(Layer::Entities, pairs.len(), gold.len(), found.len());
        self.figures.merges += merged.len();
        let (hit, right): (BTreeSet<usize>, BTreeSet<usize>) = pairs.into_iter().unzip();
        for (_, entity) in gold.iter().enumerate().filter(|(at, _)| !hit.contains(at)) {
            self.miss(Layer::Entities, &entity.entity_type, entity.names.first().cloned(), None);
        }
        for (at, entity) in found.iter().enumerate().filter(|(at, _)| !right.contains(at)) {
            self.miss(Layer::Entities, &entity.entity_type, None, entity.names.first().cloned());
            if merged.contains(&at) {
                let names = joined(&entity.names);
                self.figures.miss(Subject::Merges, &self.gold.id, &entity.entity_type, None, names);
            }
        }
    }

    // Facts

    fn facts(&mut self) {
        let (gold, found) = (&self.gold.facts, once(&self.found.facts));
        let wanted: Vec<Statement<'_>> = gold.iter().map(|fact| self.annotated(fact)).collect();
        let got: Vec<Statement<'_>> = found.iter().map(|fact| self.stated(fact)).collect();
        let pairs = pair(&wanted, &got, |gold, found| gold.is(found, self.names.is_symmetric(gold.relation)));
        self.figures.add(Layer::Facts, pairs.len(), gold.len(), got.len());
        let forbidden: Vec<&GoldForbidden> =
            self.gold.forbidden.iter().filter(|fact| got.iter().any(|found| self.denies(fact, found))).collect();
        let (hit, right): (BTreeSet<usize>, BTreeSet<usize>) = pairs.into_iter().unzip();
        for (_, fact) in gold.iter().enumerate().filter(|(at, _)| !hit.contains(at)) {
            let said = format!("{} {} ({})", first(&fact.s), first(&fact.o), fact.modality);
            self.miss(Layer::Facts, &fact.p, Some(said), None);
        }
        for (_, fact) in found.iter().enumerate().filter(|(at, _)| !right.contains(at)) {
            let said = format!("{} {} ({})", self.shown(&fact.s), self.shown(&fact.o), fact.modality);
            self.miss(Layer::Facts, &fact.p, None, Some(said));
        }
        self.figures.forbidden_annotated += self.gold.forbidden.len();
        self.figures.forbidden += forbidden.len();
        for fact in forbidden {
            let said = format!("{} {}: {}", first(&fact.s), first(&fact.o), fact.why);
            self.figures.miss(Subject::Forbidden, &self.gold.id, &fact.p, None, Some(said));
        }
    }

    fn annotated<'s>(&self, fact: &'s GoldFact) -> Statement<'s> {
        let [subject, object] = [&fact.s, &fact.o].map(|names| self.names.of(names.iter().map(ToString::to_string)));
        Statement { subject, relation: &fact.p, object, modality: &fact.modality }
    }

    fn stated<'s>(&self, fact: &'s FoundFact) -> Statement<'s> {
        let [subject, object] = [&fact.s, &fact.o].map(|reference| self.lookup.of(reference));
        Statement { subject, relation: &fact.p, object, modality: &fact.modality }
    }

    /// Whether a found statement is one that must not be found.
    fn denies(&self, fact: &GoldForbidden, found: &Statement<'_>) -> bool {
        let names = |names: &[Text]| self.names.of(names.iter().map(ToString::to_string));
        fact.p == found.relation
            && !names(&fact.s).is_disjoint(&found.subject)
            && !names(&fact.o).is_disjoint(&found.object)
            && fact.modality.as_deref().is_none_or(|modality| modality == found.modality)
    }
}

/// A fact, its things as sets of names.
struct Statement<'s> {
    subject: Same,
    relation: &'s str,
    object: Same,
    modality: &'s str,
}

impl Statement<'_> {
    /// Whether both say the same; of a symmetric relation, either order does.
    fn is(&self, other: &Self, symmetric: bool) -> bool {
        let meets = |one: &Same, two: &Same| !one.is_disjoint(two);
        self.relation == other.relation
            && self.modality == other.modality
            && ((meets(&self.subject, &other.subject) && meets(&self.object, &other.object))
                || (symmetric && meets(&self.subject, &other.object) && meets(&self.object, &other.subject)))
    }
}

/// Greedy pairs in order, each side used once.
fn pair<G, F>(gold: &[G], found: &[F], same: impl Fn(&G, &F) -> bool) -> Vec<(usize, usize)> {
    let mut free: Vec<usize> = (0..found.len()).collect();
    let mut pairs = Vec::new();
    for (index, wanted) in gold.iter().enumerate() {
        if let Some(place) = free.iter().position(|at| same(wanted, &found[*at])) {
            pairs.push((index, free.remove(place)));
        }
    }
    pairs
}

/// Found entities whose names fit two annotated ones, but for a name that the annotation itself gives to two.
fn merged(gold: &[(&str, Same)], found: &[(&str, Same)]) -> BTreeSet<usize> {
    let mut bearers: BTreeMap<&str, usize> = BTreeMap::new();
    for name in gold.iter().flat_map(|(_, names)| names) {
        *bearers.entry(name).or_default() += 1;
    }
    let fits_two = |names: &Same| {
        let met: Vec<Vec<&String>> = gold
            .iter()
            .map(|(_, other)| names.intersection(other).collect::<Vec<_>>())
            .filter(|met| !met.is_empty())
            .collect();
        let of_two: BTreeSet<&str> = met
            .iter()
            .filter_map(|met| match met.as_slice() {
                [only] if bearers[only.as_str()] > 1 => Some(only.as_str()),
                _ => None,
            })
            .collect();
        met.len() - of_two.len() > 1
    };
    (0..found.len()).filter(|at| fits_two(&found[*at].1)).collect()
}

/// Facts without repeated evidence.
fn once(facts: &[FoundFact]) -> Vec<&FoundFact> {
    let mut seen = BTreeSet::new();
    facts
        .iter()
        .filter(|fact| seen.insert((fact.s.key(), fact.p.as_str(), fact.o.key(), fact.modality.as_str())))
        .collect()
}

fn joined<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Option<String> {
    let names: Vec<String> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
    (!names.is_empty()).then(|| names.join(" | "))
}

fn first(names: &[Text]) -> String {
    names.first().map(ToString::to_string).unwrap_or_default()
}

/// The first words of a clause, for people.
fn first_words(text: &str) -> String {
    text.split_whitespace().take(6).collect::<Vec<_>>().join(" ")
}
