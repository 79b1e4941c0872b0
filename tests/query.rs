//! Questions and answers, on a small graph made by hand.

use crate::sample;
use oxigraph::model::Quad;
use oxigraph::store::Store;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use whereas::export::{self, Prefixes};
use whereas::ontology::NamedQuery;
use whereas::query::{self, Format, MAX_DEPTH, MAX_LENGTH, MAX_PATTERNS, QueryError, Question, named};
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
    for prefix in
        "ws act ent id date run rdf rdfs owl xsd skos dcterms org eli prov oa time schema undo allot".split(' ')
    {
        answer(&store, &question(&format!("ASK {{ {prefix}:a {prefix}:b {prefix}:c }}")), Format::Csv).unwrap();
    }
    let text = csv(&store, "SELECT (STR(id:a) AS ?default) (STR(<file/a>) AS ?relative) {}");
    assert_eq!(text, format!("default,relative\n{DEFAULT_BASE}a,{DEFAULT_BASE}file/a\n"));
    let text = csv(&store, "PREFIX ws: <http://example.org/> SELECT (STR(ws:a) AS ?own) {}");
    assert_eq!(text, "own\nhttp://example.org/a\n");
}

#[test]
fn an_error_stands_where_the_user_made_it() {
    let errors = [
        ("SELECT ?a {\n  ?a ws:b ?c .\n  FILTR(?c)\n}", "line 3, column 3: did not expect `FILTR` here"),
        ("SELEKT * { }", "line 1, column 1: expected SELECT, ASK, CONSTRUCT or DESCRIBE, found `SELEKT`"),
        ("", "line 1, column 1: expected SELECT, ASK, CONSTRUCT or DESCRIBE, found the end of the query"),
        ("ASK { ?é nope:x ?y }", "line 1, column 10: expected a prefix that is declared, found `nope:`"),
        ("ASK { ?s ?p ", "line 1, column 12: did not expect the end of the query here"),
        ("SELECT ?a WHERE ?a ?b ?c }", "line 1, column 17: expected `{`, found `?a`"),
        ("ASK {\n ?s a ?o # all\n FILTER(?o > 1 && ) }", "line 3, column 19: did not expect `)` here"),
        ("SELECT ?x { ?a ?b 'é'@fr } GROUP BY ?a", "line 1, column 39: The SELECT contains a variable that is unbound"),
    ];
    for (text, expected) in errors {
        assert_eq!(error(text).to_string(), expected, "{text}");
    }
    let with_value = question("# param: x = \"a long default value\"\nASK { FILTER($x = ) }");
    let error = answer(&Store::new().unwrap(), &with_value, Format::Csv).unwrap_err();
    assert!(matches!(error, QueryError::Syntax { line: 2, column: 19, .. }), "values do not shift places: {error}");
}

/// Runs a query made of many links, just inside of the limits and far beyond; what matters is that it returns.
fn run_chain(store: &Store, start: &str, link: &str, middle: &str, close: &str, end: &str) {
    let longest = MAX_LENGTH / (link.len() + close.len()) - 10;
    for count in [30, MAX_PATTERNS / 2, MAX_DEPTH - 10, MAX_DEPTH + 1, 1_900, longest] {
        let text = format!("{start}{}{middle}{}{end}", link.repeat(count), close.repeat(count));
        let _ = answer(store, &question(&text), Format::Csv);
    }
}

#[test]
fn no_nesting_ends_the_process() {
    let store = Store::new().unwrap();
    run_chain(&store, "ASK ", "{", "", "}", "");
    run_chain(&store, "ASK { FILTER ", "(", "1", ")", " }");
    run_chain(&store, "ASK { ?s ", "(", "ws:a", ")*", " ?o }");
    run_chain(&store, "ASK { ", "(", "1", ")", " ?p ?o }");
    run_chain(&store, "ASK { ?a ?b ", "[ ?p ", "1", "]", " }");
    run_chain(&store, "ASK { ?a ?b ", "<<(?a ?b ", "1", ")>>", " }");
    run_chain(&store, "ASK { FILTER(?a<", "(", "?b>?c", "", ") }");
    run_chain(&store, "ASK { FILTER(", "!", "true", "", ") }");
    run_chain(&store, "ASK { ", "{ SELECT * ", "{}", "}", " }");
    run_chain(&store, "ASK { ", "FILTER EXISTS {", "", "}", " }");
    run_chain(&store, "", "{", "", "", "");
    run_chain(&store, "", "(", "", "", "");
}

#[test]
fn no_chain_ends_the_process() {
    let store = Store::new().unwrap();
    for (link, last) in [("1+", "1 = 1"), ("?a||", "true"), ("?a&&", "true"), ("1 = -", "1"), ("CONCAT(", "")] {
        run_chain(&store, "ASK { FILTER(", link, last, "", ") }");
    }
    run_chain(&store, "ASK { FILTER(1 IN (", "1,", "1", "", ")) }");
    for link in ["ws:a/", "ws:a|", "^ws:a/", "ws:a+/"] {
        run_chain(&store, "ASK { ?s ", link, "ws:b", "", " ?o }");
    }
    for link in
        ["{}UNION", "OPTIONAL{}", "MINUS{}", "BIND(1 AS ?x)", "?s ?p ?o.", "GRAPH ?g{}", "{SELECT * {}}", "[?p ?o]."]
    {
        run_chain(&store, "ASK { ", link, "{}", "", " }");
    }
    run_chain(&store, "ASK { (", "1 ", "", "", ") ?p ?o }");
    run_chain(&store, "ASK { ?s ?p ?o ", "{|?p ?o|}", "", "", "}");
    run_chain(&store, "ASK { VALUES ?x { ", "1 ", "", "", "} }");
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
    assert!(turtle.contains("ent:itu\n    ws:memberCount 193 ;"), "{turtle}");
    assert_eq!(turtle.matches("193").count(), 1);
    let error = answer(&store(), &question(text), Format::Csv).unwrap_err().to_string();
    assert!(error.contains("a graph") && error.contains("ttl, nt") && error.ends_with("csv"), "{error}");
}

#[test]
fn nothing_is_fetched_and_nothing_is_changed() {
    assert!(matches!(error("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), QueryError::Fetches { .. }));
    for text in
        ["LOAD <http://127.0.0.1:1/>", "DELETE WHERE { ?s ?p ?o }", "INSERT DATA { ws:a ws:b ws:c }", "CLEAR ALL"]
    {
        assert!(matches!(error(text), QueryError::Syntax { .. }), "{text}");
    }
}

fn named_queries() -> Vec<NamedQuery> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("ontology/queries");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut queries: Vec<NamedQuery> = files
        .map(|path| named::from_file(path.file_stem().unwrap().to_str().unwrap(), &fs::read_to_string(&path).unwrap()))
        .collect();
    queries.sort_by(|a, b| a.name.cmp(&b.name));
    queries
}

#[test]
fn every_named_query_has_a_help_and_an_answer() {
    let store = store();
    // What the small graph says nothing about.
    let empty =
        ["find", "deadlines", "disagreements", "organs", "people", "places", "origins", "recalled", "terms", "votes"];
    for query in named_queries() {
        assert!(query.help.len() > 20 && query.help.len() < 110, "{}: {}", query.name, query.help);
        let text = answer(&store, &question(&query.text), Format::Csv);
        let rows = text.unwrap_or_else(|error| panic!("{}: {error}", query.name)).lines().count() - 1;
        assert_eq!(rows == 0, empty.contains(&&*query.name), "{}: {rows} rows", query.name);
    }
    assert!(named_queries().len() >= 12);
}

fn named_csv(name: &str, values: &[(&str, &str)]) -> String {
    let queries = named_queries();
    let asked = question(&named::find(&queries, name).unwrap().text);
    let asked = values.iter().fold(asked, |asked, (name, value)| asked.with_value(*name, *value));
    answer(&store(), &asked, Format::Csv).unwrap()
}

#[test]
fn named_queries_answer_what_they_promise() {
    let mandates = named_csv("mandates", &[("to", "secrétaire"), ("lang", "fr")]);
    assert_eq!(mandates.lines().count(), 3, "one a source: {mandates}");
    assert!(
        mandates.contains("donner mandat,Secrétaire Général,pour le signer,projet d'accord de coopération,,"),
        "{mandates}"
    );
    assert_eq!(named_csv("mandates", &[("to", "nobody")]).lines().count(), 1);
    assert!(named_csv("acts", &[]).contains("act/approves,approve,2,2,2"));
    assert!(
        named_csv("executing-agencies", &[("lang", "fr")])
            .contains("IMPACT,Union internationale des télécommunications,cybersécurité")
    );
    assert!(named_csv("parties", &[]).contains("prospective"));
    assert!(named_csv("glossary", &[("class", "approves")]).contains(",fr,\""));
    assert!(named_csv("entities", &[("type", "Office")]).contains("Secrétaire Général,Office,1,1"));
    let edge = [("subject", "ent:itu"), ("predicate", "ws:memberCount")];
    assert_eq!(named_csv("evidence", &edge).lines().count(), 3, "two sources, two claims");
    let edge = [("subject", "ent:interpol-general-assembly"), ("predicate", "ws:mandates")];
    assert_eq!(named_csv("evidence", &edge).lines().count(), 3, "receivers of acts too");
}

/// Of the date of a document its month is known: whatever may be meant is found.
#[test]
fn named_queries_are_asked_since_and_until_a_date() {
    let rows = |name: &str, values: &[(&str, &str)]| named_csv(name, values).lines().count() - 1;
    for name in ["mandates", "executing-agencies", "resolutions", "acts"] {
        let all = rows(name, &[]);
        for (since, until) in [("2012", "2012"), ("2012-11-06", ""), ("", "2012-11-01"), ("2011-12-31", "2013")] {
            assert_eq!(rows(name, &[("since", since), ("until", until)]), all, "{name} {since} {until}");
        }
        for (since, until) in [("2013", ""), ("2012-12", ""), ("", "2012-10-31"), ("", "2011")] {
            assert_eq!(rows(name, &[("since", since), ("until", until)]), 0, "{name} {since} {until}");
        }
    }
}

/// Runs the program in a folder.
fn whereas(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whereas")).args(arguments).current_dir(folder).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

/// A folder with a store, and with its graph in Turtle.
fn folder() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let ontology = sample::ontology();
    let extraction = sample::french(&ontology);
    let quads = whereas::rdf::quads(&ontology, &extraction);
    let meta = whereas::store::Meta { base: DEFAULT_BASE.to_owned(), ontology: String::new() };
    let mut writer = whereas::store::Writer::create(dir.path().join("out/store"), &meta).unwrap();
    writer.replace(&extraction.source.path, &extraction.source_iri, &quads).unwrap();
    writer.finish().unwrap();
    let prefixes = Prefixes::new(DEFAULT_BASE).with_sources(&quads);
    fs::write(dir.path().join("graph.ttl"), export::to_string(export::Format::Turtle, &quads, &prefixes).unwrap())
        .unwrap();
    dir
}

const AGENCY: &str = "SELECT ?agency ?of { ?agency ws:executingAgencyOf ?of }";

#[test]
fn stores_and_rdf_files_are_asked_in_the_same_way() {
    let dir = folder();
    for input in ["out/store", "out", "graph.ttl"] {
        let output = whereas(dir.path(), &["query", input, AGENCY, "--format", "csv"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let iri = "https://w3id.org/whereas/id/file/interpol-impact-2012/organization-impact";
        assert_eq!(stdout(&output), format!("agency,of\r\n{iri},https://w3id.org/whereas/entity/itu\r\n"), "{input}");
    }
    let count = "SELECT (COUNT(*) AS ?n) { ?s ws:executingAgencyOf ?o }";
    let output = whereas(dir.path(), &["query", "graph.ttl", "out/store", count, "--format", "csv"]);
    assert_eq!(stdout(&output), "n\r\n1\r\n", "several inputs are one graph");
}

#[test]
fn a_table_for_people_is_short_aligned_and_counted() {
    let dir = folder();
    let text = "SELECT ?what ?n ?none { VALUES ?what { ent:itu 'a\\u001Bb' } VALUES ?n { 5 193 } }";
    let output = stdout(&whereas(dir.path(), &["query", "graph.ttl", text]));
    let lines: Vec<&str> = output.lines().map(str::trim).collect();
    assert_eq!(lines[0].split_whitespace().collect::<Vec<_>>(), ["what", "n", "none"]);
    assert!(output.contains("ent:itu    193") && output.contains("ent:itu      5"), "{output}");
    assert!(output.contains(r"a\u001Bb") && !output.contains('\u{1b}'), "{output}");
    assert_eq!(lines.last(), Some(&"4 rows"));
}

#[test]
fn exit_codes_say_what_happened() {
    let dir = folder();
    let code = |arguments: &[&str]| {
        let output = whereas(dir.path(), arguments);
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.lines().count() <= 1 || error.contains("Usage"), "{error}");
        (output.status.code().unwrap(), error)
    };
    assert_eq!(code(&["query", "graph.ttl", "ASK { ent:itu ?p ?o }"]).0, 0);
    assert_eq!(code(&["query", "graph.ttl", "ASK { ent:nobody ?p ?o }"]).0, 1);
    assert_eq!(
        code(&["query", "graph.ttl", "ASK { ?s }"]),
        (2, "whereas: query: line 1, column 10: did not expect `}` here\n".into())
    );
    assert_eq!(
        code(&["query", "none.ttl", "ASK {}"]),
        (2, "whereas: none.ttl: cannot read: No such file or directory\n".into())
    );
    for (arguments, expected) in [
        (&["query", "graph.ttl"][..], "graph.ttl: expected a question"),
        (&["query", AGENCY], "expected a store"),
        (&["query", "none", AGENCY], "none: expected a file or folder"),
        (&["query", "out", "--named", "nonsense"], "--named nonsense: expected one of acts, "),
        (&["query", "out", AGENCY, "--format", "pdf"], "--format pdf: expected table, json"),
        (&["query", "out", AGENCY, "--format", "ttl"], "this query answers with a table"),
        (&["query", "out", "--named", "acts", "--set", "bdoy=1"], "parameter bdoy: expected one of since, until, lang"),
        (
            &["query", "out", AGENCY, "-o", "no/where.csv"],
            "no/where.csv: expected a folder that is there, found none called no",
        ),
        (&["export", "out", "-o", "graph.pdf"], "graph.pdf: expected a format of graphs: ttl"),
    ] {
        let (code, error) = code(arguments);
        assert!(
            code == 2 && error.starts_with(&format!("whereas: {expected}")) || error.contains(expected),
            "{arguments:?}: {error}"
        );
    }
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let dir = folder();
    let file = dir.path().join("answer.csv");
    assert!(whereas(dir.path(), &["query", "out", AGENCY, "-o", "answer.csv"]).status.success());
    let before = fs::read(&file).unwrap();
    assert!(before.starts_with(b"agency,of"));
    assert!(
        !whereas(dir.path(), &["query", "out", "CONSTRUCT WHERE { ?s ?p ?o }", "-o", "answer.csv"]).status.success()
    );
    assert_eq!(fs::read(&file).unwrap(), before);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 3, "and no other file is left");
}

#[test]
fn a_question_comes_from_a_file_a_name_or_standard_input() {
    let dir = folder();
    fs::write(dir.path().join("q.rq"), "ASK {\n nope:a ?b ?c }").unwrap();
    let output = whereas(dir.path(), &["query", "out", "-f", "q.rq"]);
    assert_eq!(
        String::from_utf8_lossy(&output.stderr),
        "whereas: q.rq: line 2, column 2: expected a prefix that is declared, found `nope:`\n"
    );
    let output = whereas(dir.path(), &["query", "--store", "out", "--named", "executing-agencies", "--format", "tsv"]);
    assert!(stdout(&output).contains("IMPACT"));
    let list = stdout(&whereas(dir.path(), &["query", "--list"]));
    assert!(named_queries().iter().all(|query| list.contains(&query.name)), "{list}");
}

#[test]
fn who_stops_reading_has_seen_enough() {
    let dir = folder();
    let mut child = Command::new(env!("CARGO_BIN_EXE_whereas"))
        .args(["query", "out", "SELECT * { ?a ?b ?c . ?d ?e ?f }", "--format", "tsv"])
        .current_dir(dir.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &output.stderr[..]), (Some(0), &b""[..]));
}

#[test]
fn export_gives_the_same_bytes_from_a_store_and_from_its_export() {
    let dir = folder();
    let turtle = whereas(dir.path(), &["export", "out/store"]).stdout;
    assert_eq!(turtle, fs::read(dir.path().join("graph.ttl")).unwrap());
    assert!(whereas(dir.path(), &["export", "out/store", "-o", "graph.trig"]).status.success());
    let lines = |input: &str| whereas(dir.path(), &["export", input, "--format", "nq"]).stdout;
    assert_eq!(lines("graph.trig"), lines("out"));
}

/// What the engine itself never stops: a product that is sorted, a text that doubles, a path over everything.
#[test]
fn limits_stop_what_does_not_stop_by_itself() {
    let dir = folder();
    let product = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?d";
    let doubling = (1..40).fold("BIND(\"abcdefgh\" AS ?x0)".to_owned(), |text, n| {
        format!("{text} BIND(CONCAT(?x{0}, ?x{0}) AS ?x{n})", n - 1)
    });
    let began = std::time::Instant::now();
    let output = whereas(dir.path(), &["query", "out", product, "--timeout", "0.5", "-o", "answer.csv"]);
    assert!(began.elapsed().as_secs() < 10, "{:?}", began.elapsed());
    assert_eq!(
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned()),
        (Some(2), "whereas: stopped after 0.5 s (--timeout)\n".to_owned())
    );
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 2, "no file is left, whole or not");
    for text in [product, &format!("SELECT (STRLEN(?x39) AS ?n) {{ {doubling} }}")] {
        let output = whereas(dir.path(), &["query", "out", text, "--limit-memory", "150M", "--timeout", "60"]);
        assert_eq!(
            (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned()),
            (Some(2), "whereas: stopped: more than 150M of memory (--limit-memory)\n".to_owned())
        );
    }
    let output = whereas(dir.path(), &["query", "out", "ASK {}", "--timeout", "60", "--limit-memory", "2G"]);
    assert_eq!((output.status.code(), &*stdout(&output)), (Some(0), "true\n"));
}

#[test]
fn parameters_are_written_like_options_and_have_to_be_known() {
    let dir = folder();
    let ask = |arguments: &[&str]| {
        let start = ["query", "out", "--named", "mandates", "--format", "csv"];
        let output = whereas(dir.path(), &[&start[..], arguments].concat());
        (output.status.code().unwrap(), stdout(&output), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, found, _) = ask(&["--to", "secrétaire", "--lang=fr", "--since", "2012"]);
    assert!(code == 0 && found.lines().count() == 2, "{found}");
    for (arguments, expected) in [
        (&["--lang", "xx"][..], "--lang xx: expected one of en, fr, es"),
        (&["--set", "lang=xx"], "--lang xx: expected one of en, fr, es"),
        (&["--since", "tomorrow"], "--since tomorrow: expected a date: 2012, 2012-01 or 2012-01-31"),
        (&["--bdoy", "UN"], "mandates.rq: parameter bdoy: expected one of body, to, since, until, lang"),
    ] {
        let (code, _, error) = ask(arguments);
        assert_eq!((code, error), (2, format!("whereas: {expected}\n")), "{arguments:?}");
    }
}

#[test]
fn things_are_found_by_their_names_whatever_case_and_accents() {
    let dir = folder();
    let find = |arguments: &[&str]| {
        let output = whereas(dir.path(), &[&["find", "out", "--format", "csv"], arguments].concat());
        (output.status.code().unwrap(), stdout(&output))
    };
    let (code, found) = find(&["ASSEMBLEE generale"]);
    assert!(code == 0 && found.lines().nth(1).unwrap().contains("/interpol-general-assembly,"), "{found}");
    let (_, found) = find(&["union internationale des telecom"]);
    assert!(found.lines().nth(1).unwrap().starts_with("https://w3id.org/whereas/entity/itu,"), "{found}");
    assert_eq!(find(&["impact", "--type", "Organization", "--limit", "1"]).1.lines().count(), 2);
    assert_eq!(find(&["nothing of that name"]).0, 1);
    assert_eq!(find(&["impact", "--type", "Thing"]).0, 2);
    assert_eq!(find(&["ws:mandates"]).0, 1, "words are words, whatever they look like");
    let asked = "SELECT (ws:matches('Secrétaire Général', 'secretaire') AS ?score) {}";
    assert_eq!(stdout(&whereas(dir.path(), &["query", "out", asked, "--format", "csv"])).lines().nth(1), Some("0.9"));
}

#[test]
fn a_plan_is_told_step_by_step() {
    let dir = folder();
    let output = stdout(&whereas(dir.path(), &["query", "out", AGENCY, "--explain"]));
    let first: Vec<&str> = output.lines().next().unwrap().split_whitespace().collect();
    assert_eq!(first, ["step", "rows", "seconds"]);
    assert!(output.lines().any(|line| line.contains("executingAgencyOf")), "{output}");
}
