//! Why a claim is read and why another is not: explanations of everything that the examples and the cases give.

use crate::reading::{ontology, seed};
use std::path::Path;
use whereas::explain::{Derivation, Failure, Found, Reason, attempts, derivations};
use whereas::extract::{base_of, extract};
use whereas::rdf::Iris;
use whereas::rdf::vocab::DEFAULT_BASE;
use whereas::read::read;
use whereas::relate::{Ground, Modality};
use whereas::text::Source;

/// Texts of examples, cases and seeds.
fn texts() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts: Vec<String> = ontology().examples.iter().map(|example| example.text.clone()).collect();
    for folder in ["tests/cases/en", "tests/cases/es", "tests/cases/fr"] {
        for file in std::fs::read_dir(root.join(folder)).unwrap() {
            let case = std::fs::read_to_string(file.unwrap().path()).unwrap();
            texts.extend(
                case.split("```").nth(1).and_then(|block| block.split_once('\n')).map(|(_, text)| text.to_owned()),
            );
        }
    }
    for file in std::fs::read_dir(root.join("seeds")).unwrap() {
        let path = file.unwrap().path();
        texts.extend(std::fs::read_to_string(path).ok());
    }
    texts
}

fn source(text: &str) -> Option<Source> {
    read("text.md", text.as_bytes()).ok()
}

fn explained(source: &Source) -> Vec<(String, Option<Derivation>)> {
    let Ok(extraction) = extract(ontology(), source.clone(), DEFAULT_BASE) else { return Vec::new() };
    let iris = Iris::new(ontology(), &extraction);
    let claims: Vec<&str> = iris.distinct_claims().iter().map(|index| iris.claim(*index)).collect();
    let found = derivations(ontology(), source, DEFAULT_BASE, &claims).unwrap();
    claims.iter().map(|claim| (*claim).to_owned()).zip(found).collect()
}

#[test]
fn every_claim_has_a_derivation() {
    let mut told = 0;
    for text in texts() {
        let Some(source) = source(&text) else { continue };
        for (claim, derivation) in explained(&source) {
            let derivation = derivation.unwrap_or_else(|| panic!("{claim} of {text}"));
            let origin = derivation.form.origin.unwrap_or_else(|| panic!("{} has no place", derivation.form.rule));
            let line = line_of(&origin.file, origin.line.unwrap());
            assert!(
                line.contains(derivation.form.form.replace('\\', "\\\\").as_str()),
                "{line}: {}",
                derivation.form.form
            );
            assert!(!derivation.fillings.is_empty(), "{claim}");
            told += 1;
        }
    }
    assert!(told > 700, "expected many claims, found {told}");
}

/// A line of a data file.
fn line_of(file: &str, line: usize) -> String {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    text.lines().nth(line - 1).unwrap().to_owned()
}

#[test]
fn what_filled_a_slot_is_said_with_the_entry_that_it_means() {
    let source = seed("fr").source;
    let agency = explained(&source).into_iter().find(|(claim, _)| claim.contains("/executingAgencyOf-")).unwrap();
    let derivation = agency.1.unwrap();
    let slots: Vec<(&str, &str)> =
        derivation.fillings.iter().map(|f| (f.slot.as_str(), f.words.text.as_str())).collect();
    assert_eq!(slots[0].0, "s");
    assert!(slots[0].1.starts_with("Partenariat") || slots[0].1.ends_with("(IMPACT)"), "{slots:?}");
    assert_eq!(slots[1], ("field", "cybersécurité"));
    assert_eq!(derivation.ground, Some(Ground::Stated));
    let Reason::FullName { origin: Some(origin) } = &derivation.fillings[0].things[0].reason else {
        panic!("{derivation:?}")
    };
    assert!(line_of(&origin.file, origin.line.unwrap()).starts_with("ent:impact "));
}

/// The reason for which the first thing with these words was chosen.
fn reason(text: &str, words: &str) -> Reason {
    let source = source(text).unwrap();
    let all = explained(&source).into_iter().filter_map(|(_, derivation)| derivation);
    let fillings = all.flat_map(|derivation| derivation.fillings);
    let mut things = fillings.flat_map(|filling| filling.things);
    things.find(|thing| thing.words.text == words).unwrap_or_else(|| panic!("{words}")).reason
}

#[test]
fn a_thing_is_chosen_for_a_reason() {
    let text = "The INTERPOL General Assembly,\n\nRECOGNIZING that the Institute for Marine Charts (IMC) is the executing agency of the \
        Organization of Free Ports (OFP),\n\nREQUESTS the Secretary General to inform IMC;\n\nURGES OFP to help the Organization;\n\n\
        INVITES the Organization of Free Ports and IMC to report to the General Assembly.\n\nRECALLS resolution AG-2010-RES-05.\n";
    assert!(
        matches!(reason(text, "Secretary General"), Reason::ShortName { within: Some(of), .. } if of.ends_with("/interpol"))
    );
    assert!(matches!(reason(text, "INTERPOL General Assembly"), Reason::FullName { .. }));
    assert!(
        matches!(reason(text, "OFP"), Reason::Defined { by, .. } if by.text.starts_with("Organization of Free Ports"))
    );
}

#[test]
fn the_first_condition_that_fails_is_said() {
    let failure = |text: &str, relation: &str| {
        let predicate = ontology().predicate_named(relation).unwrap();
        let found = attempts(ontology(), &source(text).unwrap(), DEFAULT_BASE, Some("en"), predicate).unwrap();
        assert!(found.read.is_empty(), "{:?}", found.read);
        found.failed.into_iter().next().unwrap().failure
    };
    let word = failure("RECOGNIZING that IMPACT is the main agency of the ITU,", "executingAgencyOf");
    let Failure::Missing { words, found: Found::Words(found), .. } = word else { panic!("{word:?}") };
    assert_eq!((words.as_slice(), found.text.as_str()), (&["executing".to_owned()][..], "main"));
    let kind = failure("RECOGNIZING that IMPACT is the executing agency of Rome,", "executingAgencyOf");
    let Failure::Missing { slots, found: Found::Mention { words, entity_type }, .. } = kind else { panic!("{kind:?}") };
    assert_eq!((slots[0].slot.as_str(), slots[0].of.as_slice()), ("o", &["Organization".to_owned()][..]));
    assert_eq!((words.text.as_str(), entity_type.as_str()), ("Rome", "Place"));
    let unknown = failure("RECOGNIZING that IMPACT is the executing agency of Zorblax,", "executingAgencyOf");
    assert!(
        matches!(&unknown, Failure::Missing { found: Found::Words(words), .. } if words.text == "Zorblax"),
        "{unknown:?}"
    );
    let receiver = failure("APPROVES that there is peace;", "approves");
    assert!(matches!(receiver, Failure::NoReceiver { .. }), "{receiver:?}");
}

#[test]
fn a_sentence_alone_is_read_and_its_modality_is_said() {
    let read = |text: &str, relation: &str| {
        let predicate = ontology().predicate_named(relation).unwrap();
        attempts(ontology(), &source(text).unwrap(), DEFAULT_BASE, None, predicate).unwrap().read
    };
    let asserted = read("The fact is that IMPACT is the executing agency of the ITU.", "executingAgencyOf");
    assert_eq!((asserted[0].modality, asserted[0].ground), (Modality::Asserted, Some(Ground::Stated)));
    let planned = read("DECIDES that the 80th session will be held in Hanoi;", "heldIn");
    assert_eq!((planned[0].modality, planned[0].ground), (Modality::Prospective, Some(Ground::Words)));
}

#[test]
fn denials_name_the_words_that_deny() {
    let mut denied = 0;
    for example in ontology().examples.iter().filter(|example| example.expect.is_empty()) {
        let Some(source) = source(&example.text) else { continue };
        let found = attempts(ontology(), &source, DEFAULT_BASE, Some(&example.language), example.predicate).unwrap();
        assert!(found.read.is_empty(), "{}: {:?}", example.text, found.read);
        assert!(!found.failed.is_empty(), "{}", example.text);
        denied += found.failed.iter().filter(|attempt| matches!(attempt.failure, Failure::Denied { .. })).count();
    }
    assert!(denied >= 3, "{denied}");
}

#[test]
fn the_base_of_iris_is_found_in_those_of_sources() {
    let found = |iri: &str, path: &str| base_of(ontology(), iri, path).map(str::to_owned);
    assert_eq!(found("https://e.org/id/file/a/source/a.fr.md", "a.fr.md").as_deref(), Some("https://e.org/id/"));
    assert_eq!(found("https://e.org/d#s-res-5/source/b/c%20d.txt", "b/c d.txt").as_deref(), Some("https://e.org/d#"));
    assert_eq!(
        found("https://e.org/id/file/a/part-2/source/a.md/part-2", "a.md").as_deref(),
        Some("https://e.org/id/")
    );
    assert_eq!(found("https://e.org/id/s-res-5/source/a.md/part-12", "a.md").as_deref(), Some("https://e.org/id/"));
    assert_eq!(found("https://e.org/elsewhere", "a.md"), None);
}
