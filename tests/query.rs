//! Questions and answers, on a small graph made by hand.

use crate::sample;
use oxigraph::io::RdfFormat;
use oxigraph::model::{GraphName, Quad};
use oxigraph::store::Store;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use whereas::ontology::NamedQuery;
use whereas::query::{self, Answer, Format, MAX_LENGTH, QueryError, Question, named};
use whereas::rdf::vocab::DEFAULT_BASE;

/// Two sources of one resolution that state the same facts, and the vocabulary.
fn quads() -> Vec<Quad> {
    let ontology = sample::ontology();
    let first = sample::french(&ontology);
    let text = format!("Copie.\n\n{}", first.source.text);
    let second = sample::extraction(&ontology, &text, "fr", "copy/interpol-impact-2012");
    let mut quads = whereas::rdf::vocabulary(&ontology);
    quads.extend(whereas::rdf::quads(&ontology, &first));
    quads.extend(whereas::rdf::quads(&ontology, &second));
    quads
}

fn store() -> Store {
    let store = Store::new().unwrap();
    store.extend(quads()).unwrap();
    store
}

fn question(text: &str) -> Question {
    Question::new(text, DEFAULT_BASE)
}

fn answer(store: &Store, question: &Question, format: Format) -> Result<String, QueryError> {
    let mut out = Vec::new();
    question.ask(store, |answer| query::write(answer, format, question.prefixes(), &mut out))?;
    Ok(String::from_utf8(out).unwrap())
}

fn csv(store: &Store, text: &str) -> String {
    answer(store, &question(text), Format::Csv).unwrap().replace("\r\n", "\n")
}

fn error(text: &str) -> QueryError {
    answer(&Store::new().unwrap(), &question(text), Format::Csv).unwrap_err()
}

#[test]
fn a_triple_is_counted_once_and_a_claim_once_a_source() {
    let store = store();
    let plain = "SELECT (COUNT(*) AS ?n) { ?a ws:memberCount ?b }";
    assert_eq!(csv(&store, plain), "n\n1\n", "two sources state the number of members of ITU");
    let claims = "SELECT (COUNT(*) AS ?n) { ?c a ws:Fact ; rdf:predicate ws:memberCount }";
    assert_eq!(csv(&store, claims), "n\n2\n");
    let everything = csv(&store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }");
    assert_eq!(
        everything,
        format!("n\n{}\n", store.len().unwrap()),
        "named graphs and the default graph, nothing twice"
    );
    assert_eq!(csv(&store, "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"), "n\n2\n");
}

#[test]
fn from_still_means_what_it_says() {
    let count = csv(&store(), "SELECT (COUNT(*) AS ?n) FROM <http://example.org/none> { ?s ?p ?o }");
    assert_eq!(count, "n\n0\n");
}

#[test]
fn known_prefixes_need_no_declaration_and_a_declaration_wins() {
    let store = Store::new().unwrap();
    for prefix in "ws act ent id rdf rdfs owl xsd skos dcterms org eli prov oa time schema undo allot".split(' ') {
        answer(&store, &question(&format!("ASK {{ {prefix}:a {prefix}:b {prefix}:c }}")), Format::Csv).unwrap();
    }
    let text = csv(&store, "SELECT (STR(id:a) AS ?default) (STR(<file/a>) AS ?relative) {}");
    assert_eq!(text, format!("default,relative\n{DEFAULT_BASE}a,{DEFAULT_BASE}file/a\n"));
    let text = csv(&store, "PREFIX ws: <http://example.org/> SELECT (STR(ws:a) AS ?own) {}");
    assert_eq!(text, "own\nhttp://example.org/a\n");
}

#[test]
fn an_error_stands_where_the_user_made_it() {
    let places = [
        ("SELECT ?a {\n  ?a ws:b ?c .\n  FILTR(?c)\n}", (3, 3)),
        ("SELEKT * { }", (1, 1)),
        ("ASK { ?é nope:x ?y }", (1, 10)),
        ("ASK { ?s ?p ", (1, 13)),
    ];
    for (text, expected) in places {
        match error(text) {
            QueryError::Syntax { line, column, message } => {
                assert_eq!((line, column), expected, "{text}: {message}");
                assert!(!message.contains('\n') && message.len() < 400, "{message}");
            }
            other => panic!("{text}: {other}"),
        }
    }
    let with_value = question("# param: x = \"a long default value\"\nASK { FILTER($x = ) }");
    let error = answer(&Store::new().unwrap(), &with_value, Format::Csv).unwrap_err();
    assert!(matches!(error, QueryError::Syntax { line: 2, column: 19, .. }), "values do not shift places: {error}");
}

/// Limits of the guard, and what is just inside of them, on a store with something in it.
#[test]
fn no_nesting_or_chain_ends_the_process() {
    let store = store();
    let wide = |link: &str, count: usize| link.repeat(count);
    let mut texts: Vec<String> = Vec::new();
    for count in [115, 1_990] {
        texts.push(format!("ASK {}{}", wide("{", count), wide("}", count)));
        texts.push(format!("ASK {{ FILTER {}1{} }}", wide("(", count), wide(")", count)));
        texts.push(format!("ASK {{ FILTER({}true) }}", wide("!", count)));
        texts.push(format!("ASK {{ FILTER({}1 = 1) }}", wide("1+", count)));
        texts.push(format!("ASK {{ FILTER({}true) }}", wide("?a||", count)));
        texts.push(format!("ASK {{ {}{{}} }}", wide("{}UNION", count)));

        texts.push(format!("ASK {{ ?s {}ws:a ?o }}", wide("ws:a|", count)));
        texts.push(format!("ASK {{ ?s {}ws:a{} ?o }}", wide("(", count), wide(")*", count)));
        texts.push(format!("ASK {{ {}ws:a{} ?p ?o }}", wide("(", count), wide(")", count)));

        texts.push(format!("ASK {{ {} }}", wide("OPTIONAL{}", count)));
        texts.push(format!("ASK {{ {} }}", wide("BIND(1 AS ?x)", count)));

        texts.push(format!("ASK {{ FILTER(1 IN ({}1)) }}", wide("1,", count)));
        texts.push(format!("ASK {{ FILTER(?a<{}?b>?c) }}", wide("(", count)));
        texts.push(format!("ASK {{ ?a ?b {}1 }}", wide("<<(?a ?b ", count)));
        texts.push(format!("SELECT * {{ VALUES ?x {{ {} }} }}", wide("1 ", count)));
    }
    for count in [20, 38, 58, 115, 119] {
        texts.push(format!("ASK {{ {} }}", wide("?s ?p ?o.", count)));
        texts.push(format!("ASK {{ {} }}", wide("?s ?p ?o ; ", count)));
        texts.push(format!("ASK {{ ?s {}ws:a ?o }}", wide("ws:a/", count)));
        texts.push(format!("ASK {{ ?s {}ws:a ?o }}", wide("^", count)));
        texts.push(format!("ASK {{ ({}) ?p ?o }}", wide("1 ", count)));
        texts.push(format!("ASK {{ {} }}", wide("{?s ?p ?o}", count)));
        texts.push(format!("ASK {{ {} {{?a ?b ?c}} }}", wide("{?s ?p ?o}UNION", count)));
        texts.push(format!("ASK {{ {} }}", wide("OPTIONAL{?s ?p ?o}", count)));
        texts.push(format!("ASK {{ {} }}", wide("MINUS{?s ?p ?o}", count)));
        texts.push(format!("ASK {{ {} }}", wide("GRAPH ?g{?s ?p ?o}", count)));
        texts.push(format!("ASK {{ {} }}", wide("{SELECT*{?s ?p ?o}}", count)));
        texts.push(format!("ASK {{ ?s ?p ?o FILTER({}true) }}", wide("?s=?o&&", count)));
        texts.push(format!("ASK {{ ?s ?p ?o {} }}", wide("FILTER EXISTS{?s ?p ?o}", count)));
        texts.push(format!("ASK {{ {} }}", wide("[] ", count)));
        texts.push(format!("ASK {{ {} }}", wide("[?p ?o]", count)));
        texts.push(format!("ASK {{ {} }}", wide("<<?s ?p ?o>>", count)));
        texts.push(format!("ASK {{ ?s ?p ?o {} }}", wide("{|?p ?o|}", count)));
    }
    texts.push(wide("{", 65_536));
    texts.push(wide("(", 65_536));
    let names = |text: &str| text.chars().take(30).collect::<String>();
    for text in &texts {
        let start = std::time::Instant::now();
        eprint!("{} {} ", text.len(), names(text));
        let _ = answer(&store, &question(text), Format::Csv);
        let took = start.elapsed().as_secs_f64();
        eprintln!("{took:6.2}");
    }
}

#[test]
fn columns_come_as_asked() {
    let store = store();
    let header = |text: &str| csv(&store, text).lines().next().unwrap().to_owned();
    assert_eq!(header("SELECT ?z ?a ?m { ?a ?z ?m } LIMIT 1"), "z,a,m");
    assert_eq!(header("SELECT * { ?s ?p ?o } LIMIT 1"), "s,p,o");
    assert_eq!(header("SELECT DISTINCT * { ?zebra ?yak ?x . ?x ?b ?a } LIMIT 1"), "zebra,yak,x,b,a");
}

#[test]
fn a_graph_is_written_short_sorted_and_once() {
    let text =
        "CONSTRUCT { ?a ws:memberCount ?n } { ?c rdf:subject ?a ; rdf:predicate ws:memberCount ; rdf:object ?n }";
    let turtle = answer(&store(), &question(text), Format::from_name("ttl").unwrap()).unwrap();
    assert!(turtle.contains("ent:itu ws:memberCount 193"), "{turtle}");
    assert_eq!(turtle.matches("193").count(), 1);
    let error = answer(&store(), &question(text), Format::Csv).unwrap_err().to_string();
    assert!(error.contains("a graph") && error.contains("ttl, nt") && error.ends_with("csv"), "{error}");
}

#[test]
fn nothing_is_fetched_and_nothing_is_changed() {
    assert!(matches!(error("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), QueryError::Service { .. }));
    for text in
        ["LOAD <http://127.0.0.1:1/>", "DELETE WHERE { ?s ?p ?o }", "INSERT DATA { ws:a ws:b ws:c }", "CLEAR ALL"]
    {
        assert!(matches!(error(text), QueryError::Syntax { .. }), "{text}");
    }
}

fn named_queries() -> Vec<NamedQuery> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/queries");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut queries: Vec<NamedQuery> = files
        .map(|path| {
            named::from_file(path.file_stem().unwrap().to_str().unwrap(), &std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    queries.sort_by(|a, b| a.name.cmp(&b.name));
    queries
}

#[test]
fn every_named_query_has_a_help_and_an_answer() {
    let store = store();
    let empty = ["deadlines", "disagreements", "memberships", "organs", "people", "places", "origins"];
    for query in named_queries() {
        assert!(query.help.len() > 20 && query.help.len() < 120, "{}: {}", query.name, query.help);
        let text = answer(&store, &question(&query.text), Format::Csv)
            .unwrap_or_else(|error| panic!("{}: {error}", query.name));
        println!("== {}\n{text}", query.name);
    }
}
