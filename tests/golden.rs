//! The seed in three languages: the whole graph of each, and what must be in it whatever the language.
//!
//! The graphs in `tests/golden/` are reviewed as code is; `SNAPSHOTS=overwrite cargo test` writes them anew.

use crate::reading::{ontology, seed};
use crate::told;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use whereas::export::{self, Format, Prefixes};
use whereas::rdf;
use whereas::rdf::vocab::DEFAULT_BASE;
use whereas::relate::{Act, Claim, Extraction, Value};
use whereas::resolve::EntityId;

const LANGUAGES: [&str; 3] = ["fr", "en", "es"];

#[test]
fn the_graph_of_each_seed_is_the_golden_one() {
    for language in LANGUAGES {
        let extraction = seed(language);
        let mut quads = rdf::quads(ontology(), &extraction);
        // Their names hold the hash of the ontology, which any change of a data file changes.
        quads.retain(|quad| !rdf::is_of_run(quad));
        let prefixes = Prefixes::new(DEFAULT_BASE).with_sources(&quads);
        let turtle = export::to_string(Format::Turtle, &quads, &prefixes).unwrap();
        let file = format!("{}/tests/golden/interpol-impact-2012.{language}.ttl", env!("CARGO_MANIFEST_DIR"));
        snapbox::assert_data_eq!(turtle, snapbox::Data::read_from(&PathBuf::from(file), None).raw());
    }
}

#[test]
fn the_seed_says_the_same_acts_in_every_language() {
    let of = |language| Neutral::new(&seed(language)).acts();
    let french = of("fr");
    assert_eq!(french.len(), 12);
    assert_eq!(french, of("en"));
    assert_eq!(french, of("es"));
}

#[test]
fn the_seed_says_the_same_facts_in_every_language() {
    let of = |language| Neutral::new(&seed(language)).facts();
    let french = of("fr");
    assert!(!french.is_empty());
    assert_eq!(french, of("en"));
    assert_eq!(french, of("es"));
}

#[test]
fn the_seed_has_ten_clauses_and_twelve_acts_in_every_language() {
    for language in LANGUAGES {
        let extraction = seed(language);
        assert_eq!((extraction.clauses.len(), extraction.acts.len()), (10, 12), "{language}");
    }
}

#[test]
fn the_seed_states_these_facts_in_every_language() {
    let wanted = [
        "impact executingAgencyOf itu asserted with field",
        "itu specializedAgencyOf united-nations asserted",
        "itu memberCount 193 asserted",
        "interpol-general-assembly organOf interpol asserted",
        "event-1 heldIn rome asserted",
        "event-1 dated 2012-11-05/2012-11-08 asserted",
        "rome locatedIn italy asserted",
        "interpol-global-complex-for-innovation locatedIn singapore asserted",
        "interpol-digital-crime-centre partOf interpol-global-complex-for-innovation prospective",
        "interpol partyTo document-1 prospective",
        "impact partyTo document-1 prospective",
        "document-1 textIn document-2 asserted",
        "document-2 partOf AG-2012-RAP-18 asserted",
    ];
    for language in LANGUAGES {
        let facts = Neutral::new(&seed(language)).facts();
        for fact in wanted {
            assert!(facts.contains(fact), "{language}: expected {fact}, found {facts:#?}");
        }
        assert!(!facts.iter().any(|fact| fact.contains("partyTo") && fact.contains("asserted")), "{facts:#?}");
    }
}

#[test]
fn the_seed_does_these_acts_in_every_language() {
    let wanted = [
        "aware -> interpol-constitution",
        "examined -> AG-2012-RAP-18",
        "approves -> document-1",
        "mandates -> interpol-secretary-general to do something concerning document-1",
    ];
    for language in LANGUAGES {
        let acts = Neutral::new(&seed(language)).acts();
        for act in wanted {
            assert!(acts.iter().any(|found| found == act), "{language}: expected {act}, found {acts:#?}");
        }
    }
}

#[test]
fn the_seed_has_its_heading_in_every_language() {
    for language in LANGUAGES {
        let extraction = seed(language);
        let neutral = Neutral::new(&extraction);
        let header = &extraction.header;
        let name = |id: Option<EntityId>| id.map(|id| neutral.name(id));
        assert_eq!(name(header.body).as_deref(), Some("interpol-general-assembly"), "{language}");
        assert_eq!(name(header.place).as_deref(), Some("rome"), "{language}");
        assert_eq!(header.session, Some(81), "{language}");
        assert_eq!(header.start.as_deref(), Some("2012-11-05"), "{language}");
        assert_eq!(header.end.as_deref(), Some("2012-11-08"), "{language}");
        assert!(header.subject.is_some(), "{language}");
    }
}

#[test]
fn the_words_of_the_french_seed_are_kept() {
    let lines = told::lines(ontology(), &seed("fr"));
    let wanted = [
        "| executingAgencyOf | Union internationale des télécommunications | asserted | field=cybersécurité",
        "act mandates -> Secrétaire Général : le signer (concerns ",
        "article 41 du Statut de l'Organisation",
    ];
    for words in wanted {
        assert!(lines.iter().any(|line| line.contains(words)), "expected {words}, found {lines:#?}");
    }
}

/// An extraction without its language: things are called by their IRI outside of the document, others by type and order.
struct Neutral<'a> {
    extraction: &'a Extraction,
    own: BTreeMap<EntityId, String>,
}

impl<'a> Neutral<'a> {
    fn new(extraction: &'a Extraction) -> Self {
        let mut own = BTreeMap::new();
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for (id, entity) in (0..).map(EntityId).zip(&extraction.entities) {
            if entity.curated.is_none() && entity.symbol.is_none() {
                let kind = ontology().types[usize::from(entity.entity_type.0)].name.to_lowercase();
                let count = counts.entry(kind.clone()).and_modify(|count| *count += 1).or_insert(1);
                own.insert(id, format!("{kind}-{count}"));
            }
        }
        Self { extraction, own }
    }

    fn name(&self, id: EntityId) -> String {
        let entity = self.extraction.entity(id);
        let known = entity.curated.map(|id| ontology().curated(id).iri.rsplit('/').next().unwrap().to_owned());
        known.or_else(|| entity.symbol.clone()).unwrap_or_else(|| self.own[&id].clone())
    }

    fn acts(&self) -> Vec<String> {
        self.extraction.acts.iter().map(|act| self.act(act)).collect()
    }

    fn act(&self, act: &Act) -> String {
        let names = |ids: &[EntityId]| ids.iter().map(|id| self.name(*id)).collect::<Vec<_>>().join(", ");
        let mut line = ontology().class_of(act.concept).name.clone();
        if !act.receivers.is_empty() {
            line += &format!(" -> {}", names(&act.receivers));
        }
        if act.content.is_some() {
            line += " to do something";
        }
        if !act.concerns.is_empty() {
            line += &format!(" concerning {}", names(&act.concerns));
        }
        line
    }

    fn facts(&self) -> BTreeSet<String> {
        self.extraction.claims.iter().filter(|claim| !claim.receiver).map(|claim| self.fact(claim)).collect()
    }

    fn fact(&self, claim: &Claim) -> String {
        let predicate = |id: whereas::ontology::PredicateId| &ontology().predicates[usize::from(id.0)].name;
        let object = match &claim.object {
            Value::Entity(id) => self.name(*id),
            Value::Integer(number) => number.to_string(),
            Value::Date(text) | Value::Interval(text) => text.clone(),
            Value::Text(_) => "in words".to_owned(),
        };
        let qualifiers = claim.qualifiers.iter().map(|(id, _)| format!(" with {}", predicate(*id))).collect::<String>();
        let modality = claim.modality.name();
        format!("{} {} {object} {modality}{qualifiers}", self.name(claim.subject), predicate(claim.predicate))
    }
}
