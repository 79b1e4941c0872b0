//! A thesaurus given beside the built-in names: what its entries are, and which of them a name means.

use whereas::extract::extract;
use whereas::ontology::{Ontology, TypeId};
use whereas::rdf::vocab::DEFAULT_BASE;
use whereas::read::read;

const PORTS: &str = include_str!("fixtures/gazetteer/ports.ttl");
const TEXT: &str = include_str!("fixtures/gazetteer/ports.txt");

fn with(name: &str, text: &str, untyped: Option<&str>) -> Ontology {
    let mut ontology = Ontology::built_in().unwrap();
    let untyped: Option<TypeId> = untyped.map(|name| ontology.type_named(name).unwrap());
    ontology.add_thesaurus(name, text.to_owned(), untyped).unwrap();
    ontology
}

/// "Name Type local-name-of-iri" of all entities that a text names.
fn entities(ontology: &Ontology, text: &str) -> Vec<String> {
    let found = extract(ontology, read("ports.txt", text.as_bytes()).unwrap(), DEFAULT_BASE).unwrap();
    let told = found.entities.iter().map(|entity| {
        let kind = &ontology.types[usize::from(entity.entity_type.0)].name;
        let iri = entity.iri.strip_prefix(DEFAULT_BASE).unwrap_or(&entity.iri);
        format!("{} | {kind} | {iri}", entity.names[0])
    });
    told.collect()
}

#[test]
fn entries_join_the_match_with_their_own_iris_and_types() {
    assert_eq!(
        entities(&with("ports.ttl", PORTS, None), TEXT),
        [
            "Security Council | Organization | https://w3id.org/whereas/entity/un-security-council",
            "Port Tern | Place | https://ports.example/tern",
            "Westport | Place | https://ports.example/west",
            "Northport | Place | file/ports/place-northport",
            "Convention on Buoys | Document | https://ports.example/buoys",
            "Union of Lighthouses | Organization | https://ports.example/lighthouses",
            "Telecom Union | Organization | https://w3id.org/whereas/entity/itu",
            "Ternmark | Organization | https://ports.example/bank",
            "Wreck Panel | Organization | https://ports.example/wrecks",
        ]
    );
}

#[test]
fn the_type_of_entries_without_one_can_be_given() {
    let told = entities(&with("ports.ttl", PORTS, Some("Programme")), TEXT);
    assert!(told.contains(&"Ternmark | Programme | https://ports.example/bank".to_owned()), "{told:?}");
    assert!(told.contains(&"Port Tern | Place | https://ports.example/tern".to_owned()), "{told:?}");
}

#[test]
fn without_the_file_its_names_mean_nothing() {
    let told = entities(&Ontology::built_in().unwrap(), TEXT);
    assert!(told.iter().all(|entity| !entity.contains("ports.example")), "{told:?}");
}

#[test]
fn the_hash_of_the_ontology_covers_the_file_and_not_its_name() {
    let hash = |name: &str, text: &str| with(name, text, None).hash;
    assert_eq!(hash("a.ttl", PORTS), hash("folder/b.ttl", PORTS));
    assert_ne!(hash("a.ttl", PORTS), hash("a.ttl", &PORTS.replace("UL", "ULH")));
    assert_ne!(hash("a.ttl", PORTS), Ontology::built_in().unwrap().hash);
}

#[test]
fn names_of_two_things_and_empty_files_are_warned_of() {
    let warned = |text: &str| {
        let warnings = Ontology::built_in().unwrap().add_thesaurus("x.ttl", text.to_owned(), None).unwrap();
        warnings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    };
    assert!(warned(PORTS).contains("and 2 more names: also the name of another entry"), "{}", warned(PORTS));
    assert!(warned("").contains("found none"));
    let alone = r#"<https://x.example/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "Sole Bank" ."#;
    assert_eq!(warned(alone), "");
}

#[test]
fn mistakes_have_their_place() {
    let mut ontology = Ontology::built_in().unwrap();
    let mut mistake = |name: &str, text: &str| ontology.add_thesaurus(name, text.to_owned(), None).unwrap_err().place;
    assert_eq!(mistake("a.ttl", include_str!("fixtures/gazetteer/broken.ttl")), Some((3, 1)));
    assert_eq!(mistake("a.rdf", "no XML"), Some((1, 1)));
    let lost = PORTS.replace("ws:within ent:united-nations", "ws:within ent:nowhere");
    assert!(mistake("a.ttl", &lost).is_some());
}
