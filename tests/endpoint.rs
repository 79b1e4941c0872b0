//! Endpoints that do not do what they should, played by a few lines of HTTP: each is one clear line. Two servers that others wrote are
//! spoken to in `tests/python/test_endpoints.py`.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A request as it came.
#[derive(Clone, Debug, Default)]
struct Request {
    /// "POST /query".
    line: String,
    authorization: Option<String>,
    body: String,
}

/// A server that gives one answer after another, the last one again and again.
struct Server {
    address: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Server {
    fn new(answers: Vec<Vec<u8>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/query", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (next, of) = (AtomicUsize::new(0), Arc::clone(&seen));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                of.lock().unwrap().push(request(&stream));
                let at = next.fetch_add(1, Ordering::Relaxed).min(answers.len() - 1);
                // Who does not listen any more has seen enough.
                let _ = stream.write_all(&answers[at]);
            }
        });
        Self { address, seen }
    }

    fn seen(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }
}

fn request(stream: &TcpStream) -> Request {
    let mut reader = BufReader::new(stream);
    let mut request = Request::default();
    let mut length = 0;
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        match line.split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("authorization") => {
                request.authorization = Some(value.to_owned());
            }
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => length = value.parse().unwrap(),
            None => request.line = line.rsplit_once(' ').unwrap().0.to_owned(),
            Some(_) => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    request.body = String::from_utf8(body).unwrap();
    request
}

fn answer(status: &str, headers: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n{body}").into_bytes()
}

const JSON: &str = "Content-Type: application/sparql-results+json\r\n";

fn yes() -> Vec<u8> {
    answer("200 OK", JSON, "{\"head\":{},\"boolean\":true}")
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whereas")).args(arguments).env_remove("WHEREAS_ENDPOINT_AUTH").output().unwrap()
}

/// The one line that a question at an address ends with, and that its exit code is 2.
fn refused(address: &str, more: &[&str]) -> String {
    let output = run(&[&["query", address, "ASK { ?s ?p ?o }"], more].concat());
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    said.trim_end().strip_prefix("whereas: ").unwrap().to_owned()
}

fn refused_by(answers: Vec<Vec<u8>>) -> String {
    let server = Server::new(answers);
    refused(&server.address, &[]).replace(&server.address, "URL")
}

#[test]
fn an_endpoint_that_is_down_is_told() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let said = refused(&format!("http://{free}/query"), &[]);
    assert!(said.contains("/query: cannot be reached: "), "{said}");
}

#[test]
fn an_endpoint_that_does_not_answer_is_not_waited_for_without_end() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/query", listener.local_addr().unwrap());
    let said = refused(&address, &["--endpoint-timeout", "1"]);
    assert!(said.ends_with("/query: no answer within 1 s (hint: --endpoint-timeout)"), "{said}");
}

#[test]
fn who_is_not_let_in_is_told_how_to_say_who_asks() {
    let said = refused_by(vec![answer("401 Unauthorized", "", "")]);
    assert_eq!(said, "URL: not authorised (HTTP 401; hint: --endpoint-auth FILE, or WHEREAS_ENDPOINT_AUTH)");
}

#[test]
fn a_page_for_people_is_no_answer() {
    let said = refused_by(vec![answer("200 OK", "Content-Type: text/html\r\n", "<h1>Welcome</h1>")]);
    assert_eq!(said, "URL: expected SPARQL results or RDF, found text/html");
    let said = refused_by(vec![answer("404 Not Found", "Content-Type: text/html\r\n", "<html><h1>Nothing here</h1>")]);
    assert_eq!(said, "URL: HTTP 404: Nothing here");
}

#[test]
fn a_redirection_is_not_followed() {
    let said = refused_by(vec![answer("302 Found", "Location: https://example.org/sparql\r\n", "")]);
    assert_eq!(said, "URL: is at https://example.org/sparql now (hint: give that address)");
}

#[test]
fn an_answer_that_breaks_off_is_told() {
    let said = refused_by(vec![answer("200 OK", JSON, "{\"head\":{\"vars\":[\"n\"]},\"resu")]);
    assert!(said.starts_with("URL: the answer broke off or is no SPARQL results: "), "{said}");
    let short =
        b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\nContent-Length: 900\r\n\r\n{\"head\":{},"
            .to_vec();
    let said = refused_by(vec![short]);
    assert!(said.starts_with("URL: the answer broke off or is no SPARQL results: "), "{said}");
}

#[test]
fn a_busy_server_is_asked_again() {
    let busy = answer("503 Service Unavailable", "Retry-After: 0\r\n", "");
    let none = answer("200 OK", JSON, "{\"head\":{\"vars\":[\"source\"]},\"results\":{\"bindings\":[]}}");
    let server = Server::new(vec![busy.clone(), yes(), busy, none, yes()]);
    let output = run(&["query", &server.address, "ASK { ?s ?p ?o }"]);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "true\n", "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(server.seen().len(), 5);
    let always = refused_by(vec![answer("503 Service Unavailable", "Retry-After: 0\r\n", "down for maintenance")]);
    assert_eq!(always, "URL: HTTP 503: down for maintenance");
}

#[test]
fn who_asks_is_said_in_the_header_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("auth");
    let server = Server::new(vec![answer("403 Forbidden", "", "")]);
    fs::write(&file, "Basic ada:secret\n").unwrap();
    let said = refused(&server.address, &["--endpoint-auth", file.to_str().unwrap()]);
    assert!(said.contains("(HTTP 403;") && !said.contains("secret"), "{said}");
    assert_eq!(server.seen()[0].authorization.as_deref(), Some("Basic YWRhOnNlY3JldA=="));
    let output = Command::new(env!("CARGO_BIN_EXE_whereas"))
        .args(["query", &server.address, "ASK {}"])
        .env("WHEREAS_ENDPOINT_AUTH", "Bearer abc")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(server.seen()[1].authorization.as_deref(), Some("Bearer abc"));
    fs::write(&file, "secret\n").unwrap();
    let said = refused(&server.address, &["--endpoint-auth", file.to_str().unwrap()]);
    assert!(said.ends_with("auth: expected one line, Bearer TOKEN or Basic USER:PASSWORD"), "{said}");
}

#[test]
fn a_password_in_an_address_is_refused() {
    let said = refused("http://ada:secret@127.0.0.1:1/query", &[]);
    assert_eq!(said, "expected an address without a password (hint: --endpoint-auth FILE, or WHEREAS_ENDPOINT_AUTH)");
}

#[test]
fn a_question_goes_out_with_its_prefixes_and_is_checked_before() {
    let none = answer("200 OK", JSON, "{\"head\":{\"vars\":[\"source\"]},\"results\":{\"bindings\":[]}}");
    let server = Server::new(vec![yes(), none, yes()]);
    let output = run(&["query", &server.address, "ASK { ?s ws:partOf ?o }"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let asked = server.seen().pop().unwrap();
    assert!(asked.line == "POST /query" && asked.body.contains("PREFIX%20ws%3A"), "{asked:?}");
    let output = run(&["query", &server.address, "ASK { ?s ws:partOf }"]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("query: line 1, column 20"));
}

/// What a server takes by updates alone: graphs are dropped and written, and what they were made with comes last.
#[test]
fn without_a_graph_store_updates_are_sent() {
    let none = answer("200 OK", JSON, "{\"head\":{\"vars\":[\"source\"]},\"results\":{\"bindings\":[]}}");
    let gone = answer("404 Not Found", "", "");
    let done = answer("204 No Content", "", "");
    // ASK; store, data and rdf-graphs/service are not there; INSERT DATA {}; the documents; the vocabulary; all else is done.
    let server = Server::new(vec![yes(), gone.clone(), gone.clone(), gone, done.clone(), none.clone(), none, done]);
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), "The Security Council,\n\n1. Requests the Secretary-General to report.\n")
        .unwrap();
    let output = run(&["load", folder.path().to_str().unwrap(), "--endpoint", &server.address]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let sent = server.seen();
    let last = sent.last().unwrap();
    assert!(last.line == "POST /update" && last.body.contains("INSERT%20DATA"), "{last:?}");
    assert!(last.body.rfind("recipe").unwrap() > last.body.rfind("bytesSha256").unwrap());
}

#[test]
fn an_upload_that_nobody_takes_is_not_waited_for_without_end() {
    // Says yes to what it is asked, and takes no body.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/query", listener.local_addr().unwrap());
    let none = answer("200 OK", JSON, "{\"head\":{\"vars\":[\"source\"]},\"results\":{\"bindings\":[]}}");
    let empty = answer("200 OK", "Content-Type: application/n-triples\r\n", "");
    std::thread::spawn(move || {
        let mut held = Vec::new();
        for (number, stream) in listener.incoming().enumerate() {
            let mut stream = stream.unwrap();
            match number {
                0 => drop((request(&stream), stream.write_all(&yes()))),
                1 => drop((request(&stream), stream.write_all(&empty))),
                2 | 3 => drop((request(&stream), stream.write_all(&none))),
                // The vocabulary; and what comes after it, nobody reads.
                4 => drop((request(&stream), stream.write_all(&answer("204 No Content", "", "")))),
                _ => held.push(stream),
            }
        }
    });
    let folder = tempfile::tempdir().unwrap();
    let clause =
        "1. Requests the Secretary-General to report on the harbours of Norway and of Cyprus.\n\n".repeat(20_000);
    fs::write(folder.path().join("a.txt"), format!("The Security Council,\n\n{clause}")).unwrap();
    let began = std::time::Instant::now();
    let output = run(&["load", folder.path().to_str().unwrap(), "--endpoint", &address, "--endpoint-timeout", "1"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("no answer within 1 s (hint: --endpoint-timeout)"), "{said}");
    assert!(began.elapsed() < std::time::Duration::from_secs(60), "{said}");
}
