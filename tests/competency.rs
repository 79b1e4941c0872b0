//! The four questions that UNDO was made to answer, and what they answer about three small resolutions in three languages.

use crate::reading::{extraction, ontology, seed};
use oxigraph::store::Store;
use whereas::query::{self, Format, Question, named};
use whereas::rdf;
use whereas::rdf::vocab::DEFAULT_BASE;

const DOCUMENTS: [(&str, &str); 3] = [
    (
        "harbour.en.txt",
        "Resolution 9001 (2031)\n\nAdopted by the Security Council at its 9876th meeting, on 3 March 2031\n\nThe Security Council,\n\n\
        Recalling its resolution 1540 (2004),\n\nHaving considered the report of the Secretary-General (S/2031/77),\n\n\
        1. Decides to establish a Harbour Commission;\n\n2. Requests the Secretary-General to report to the Council by 31 May 2031;\n\n\
        3. Decides to remain seized of the matter.\n",
    ),
    (
        "ports.fr.txt",
        "Résolution 9002 (2031)\n\nAdoptée par le Conseil de sécurité à sa 9890e séance, le 4 avril 2031\n\nLe Conseil de sécurité,\n\n\
        Rappelant ses résolutions 1540 (2004) et 9001 (2031),\n\n1. Décide de proroger le mandat de la Commission ;\n\n\
        2. Prie instamment l'Union internationale des télécommunications de coopérer avec elle.\n",
    ),
    (
        "puertos.es.txt",
        "Resolución 9003 (2031)\n\nAprobada por el Consejo de Seguridad en su 9901ª sesión, celebrada el 5 de mayo de 2031\n\n\
        El Consejo de Seguridad,\n\nRecordando su resolución 9001 (2031),\n\n1. Decide seguir ocupándose de la cuestión;\n\n\
        2. Aprueba el informe del Secretario General (S/2031/90).\n",
    ),
];

fn store() -> Store {
    let store = Store::new().unwrap();
    store.extend(rdf::vocabulary(ontology())).unwrap();
    for (path, text) in DOCUMENTS {
        store.extend(rdf::quads(ontology(), &extraction(path, text).unwrap())).unwrap();
    }
    store
}

/// The rows of an answer, without its heading.
fn rows(store: &Store, question: &Question) -> Vec<String> {
    let mut out = Vec::new();
    question.ask(store, |answer| query::write(answer, Format::Csv, question.prefixes(), &mut out)).unwrap();
    String::from_utf8(out).unwrap().lines().skip(1).map(str::to_owned).collect()
}

fn named_rows(name: &str, values: &[(&str, &str)]) -> Vec<String> {
    let asked = Question::new(&*named::find(&ontology().terms.queries, name).unwrap().text, DEFAULT_BASE);
    rows(&store(), &values.iter().fold(asked, |asked, (name, value)| asked.with_value(*name, *value)))
}

#[test]
fn who_refers_to_a_document() {
    let expected = [
        "S/RES/9001 (2031),S/RES/9002 (2031),recall,Rappelant ses résolutions 1540 (2004) et 9001 (2031)",
        "S/RES/9001 (2031),S/RES/9003 (2031),recall,Recordando su resolución 9001 (2031)",
    ];
    for document in ["9001", "S/RES/9001 (2031)", "id:s-res-9001-2031"] {
        assert_eq!(named_rows("references", &[("document", document)]), expected, "{document}");
    }
    assert_eq!(named_rows("references", &[("document", "9001"), ("since", "2031-05")]), expected[1..]);
    assert_eq!(named_rows("references", &[]).len(), 6);
}

#[test]
fn what_a_resolution_mentions_with_types() {
    let expected = [
        "S/RES/9003 (2031),https://w3id.org/whereas/id/s-2031-90,S/2031/90,Document",
        "S/RES/9003 (2031),https://w3id.org/whereas/id/s-res-9001-2031,S/RES/9001 (2031),Document",
        "S/RES/9003 (2031),https://w3id.org/whereas/id/s-res-9003-2031/event-9901a-sesion,9901ª sesión,Event",
        "S/RES/9003 (2031),https://w3id.org/whereas/entity/un-security-council,United Nations Security Council,Organization",
    ];
    assert_eq!(named_rows("mentions", &[("resolution", "9003")]), expected);
    let organizations = named_rows("mentions", &[("resolution", "9002"), ("type", "Organization"), ("lang", "fr")]);
    assert!(organizations.iter().any(|row| row.contains("Union internationale des télécommunications")));
}

#[test]
fn the_documents_that_a_body_recalls() {
    let expected = [
        "United Nations Security Council,S/RES/1540 (2004),S/RES/9001 (2031),Recalling its resolution 1540 (2004)",
        "United Nations Security Council,S/RES/1540 (2004),S/RES/9002 (2031),Rappelant ses résolutions 1540 (2004)",
        "United Nations Security Council,S/RES/9001 (2031),S/RES/9002 (2031),Rappelant ses résolutions 1540 (2004) et 9001 (2031)",
        "United Nations Security Council,S/RES/9001 (2031),S/RES/9003 (2031),Recordando su resolución 9001 (2031)",
    ];
    assert_eq!(named_rows("recalled", &[("body", "Security Council")]), expected);
    assert_eq!(named_rows("recalled", &[("document", "1540"), ("until", "2031-03")]), expected[..1]);
    assert!(named_rows("recalled", &[("body", "INTERPOL")]).is_empty());
}

#[test]
fn all_terms_for_taking_a_decision_and_where_they_are_used() {
    let expected = [
        "decides,en,decides,S/RES/9001 (2031),1",
        "decides to establish,en,decides,S/RES/9001 (2031),1",
        "decide,es,decides,S/RES/9003 (2031),1",
        "décide,fr,decides,S/RES/9002 (2031),1",
    ];
    assert_eq!(named_rows("terms", &[]), expected);
    let recalled = named_rows("terms", &[("class", "recalls")]);
    assert_eq!(
        recalled.iter().map(|row| row.split(',').next().unwrap()).collect::<Vec<_>>(),
        ["recalling", "recordando", "rappelant"]
    );
}

#[test]
fn each_receiver_is_a_relation_with_its_three_parts() {
    let store = store();
    let ask = |text: &str| rows(&store, &Question::new(text, DEFAULT_BASE));
    let relations = "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?c a undo:Relation }";
    let parts = "SELECT (COUNT(*) AS ?n) { ?c a undo:Relation ; undo:hasProponent ?a ; undo:hasSemantics ?b ; undo:hasReceiver ?d }";
    assert_eq!(ask(relations), ["9"]);
    assert_eq!(ask(parts), ["9"], "each of them once");
    let acts = "SELECT ?quote { ?act a ws:Act ; ws:quote ?quote FILTER NOT EXISTS { ?c ws:act ?act ; a undo:Relation } } ORDER BY ?quote";
    assert_eq!(ask(acts), ["Decide", "Decides", "Décide"], "an act without receiver is no relation");
}

#[test]
fn a_session_is_an_interval_and_a_run_has_a_version() {
    let store = Store::new().unwrap();
    store.extend(rdf::quads(ontology(), &seed("fr"))).unwrap();
    let ask = |text: &str| rows(&store, &Question::new(text, DEFAULT_BASE));
    let session = "SELECT ?first ?last { ?work ws:inSession/time:hasTime ?when . ?when time:hasBeginning/time:inXSDDate ?first ; \
        time:hasEnd/time:inXSDDate ?last }";
    assert_eq!(ask(session), ["2012-11-05,2012-11-08"]);
    let run = "SELECT ?version ?hash ?path { ?run a prov:Activity ; prov:wasAssociatedWith/schema:softwareVersion ?version ; \
        prov:used/ws:sha256 ?hash ; prov:used/ws:path ?path }";
    let hash = &ontology().hash;
    assert_eq!(ask(run), [format!("{},{hash},interpol-impact-2012.fr.md", env!("CARGO_PKG_VERSION"))]);
}
