//! Pictures: nothing covers anything, the same graph gives the same bytes, and no label breaks a file.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use oxigraph::store::Store;
use std::io::Write as _;
use std::process::{Command, Stdio};
use whereas::draw::scene::Scene;
use whereas::draw::{DrawError, EntityGraph, Format, Options, Rect, Selection, Theme, draw, read};

const INTERPOL: &str = include_str!("fixtures/interpol.trig");

const PREFIXES: &str = "@prefix ws: <https://w3id.org/whereas/ns#> . @prefix : <https://e.org/> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n";

fn quads(trig: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::TriG).for_slice(trig.as_bytes()).map(Result::unwrap).collect()
}

fn store(quads: impl IntoIterator<Item = Quad>) -> Store {
    let store = Store::new().unwrap();
    store.extend(quads).unwrap();
    store
}

fn small(body: &str) -> Store {
    store(quads(&format!("{PREFIXES}{body}")))
}

fn svg(store: &Store, options: &Options) -> String {
    String::from_utf8(draw(store, options).unwrap()).unwrap()
}

fn claim(n: usize, subject: &str, predicate: &str, object: &str, modality: &str) -> String {
    format!(
        ":g{{ :c{n} a ws:Fact ; rdf:subject {subject} ; rdf:predicate ws:{predicate} ; rdf:object {object} ; \
         ws:modality ws:{modality} ; ws:quote \"words {n}\" }}\n"
    )
}

/// A corpus: few bodies, many documents and offices, long names.
fn corpus(nodes: usize) -> Store {
    let kinds = ["Organization", "Document", "Office", "Place", "Event", "Group", "Programme", "Person"];
    let names = [
        "Conférence intergouvernementale sur la cybercriminalité",
        "S/RES/1267 (1999)",
        "Secrétaire général",
        "Genève",
    ];
    let mut trig = String::from(PREFIXES);
    for n in 0..nodes {
        let (kind, name) = (kinds[n * 7 % kinds.len()], names[n * 5 % names.len()]);
        trig.push_str(&format!(":e{n} a ws:{kind} ; rdfs:label \"{name} {n}\"@fr .\n"));
    }
    for n in 1..nodes {
        // A fixed scatter: hubs at the low numbers.
        let hub = n * 2_654_435_761 % n.div_ceil(4);
        trig.push_str(&claim(n, &format!(":e{hub}"), "cooperatesWith", &format!(":e{n}"), "asserted"));
        if n % 4 == 0 {
            trig.push_str(&claim(nodes + n, &format!(":e{n}"), "partOf", &format!(":e{}", n / 2), "prospective"));
        }
    }
    store(quads(&trig))
}

fn scene(graph: &EntityGraph) -> Scene {
    Scene::new(graph, &Options::default())
}

/// Every label is on the paper and none covers another.
fn check_labels(scene: &Scene) {
    let boxes = scene.label_boxes();
    let (width, height) = (scene.size.width, scene.size.height);
    let paper = Rect::around(whereas::draw::Point::new(width / 2.0, height / 2.0), width, height);
    for (n, label) in boxes.iter().enumerate() {
        assert!(paper.holds(label), "label {n} is cut by the edge of the paper");
        let covered = boxes[n + 1..].iter().position(|other| label.overlaps(other));
        assert_eq!(covered, None, "label {n} is covered");
    }
}

#[test]
fn no_label_covers_another_or_is_cut() {
    check_labels(&scene(&read(&store(quads(INTERPOL)), None).unwrap()));
    for nodes in [1, 2, 5, 30, 80, 150, 400] {
        let graph = read(&corpus(nodes), None).unwrap();
        let scene = scene(&graph);
        check_labels(&scene);
        if nodes <= 150 {
            let labelled = scene.links.iter().filter(|link| link.label.is_some()).count();
            assert_eq!(labelled, graph.graph.edge_count(), "every relation of {nodes} entities is named");
            let words: Vec<&str> = scene.nodes.iter().flat_map(|n| &n.text.lines).map(|l| l.text.as_str()).collect();
            assert!(words.iter().all(|line| !line.ends_with('…')), "no name is cut");
        }
    }
}

#[test]
fn lines_end_at_the_nodes_they_join() {
    let graph = read(&store(quads(INTERPOL)), None).unwrap();
    let scene = scene(&graph);
    for link in &scene.links {
        let (_, to) = graph.graph.edge_endpoints(link.index).unwrap();
        let tip = link.line.as_ref().expect("a line for every relation").head[0];
        let target = scene.nodes[to.index()].rect;
        assert!(target.grown(2.0).holds(&Rect::around(tip, 0.0, 0.0)), "an arrow ends beside its node");
    }
}

#[test]
fn the_order_of_quads_does_not_show() {
    let all = quads(INTERPOL);
    let picture = svg(&store(all.clone()), &Options::default());
    let mut turned = all.clone();
    turned.reverse();
    assert_eq!(picture, svg(&store(turned), &Options::default()));
    let (even, odd): (Vec<_>, Vec<_>) = all.into_iter().enumerate().partition(|(n, _)| n % 2 == 0);
    let dealt = odd.into_iter().chain(even).map(|(_, quad)| quad);
    assert_eq!(picture, svg(&store(dealt), &Options::default()));
}

#[test]
fn the_picture_says_what_the_graph_says() {
    let picture = svg(&store(quads(INTERPOL)), &Options::default());
    for words in ["agent d&#39;exécution de", "IMPACT", "Secrétaire Général", "fait, prospectif", "organisation"] {
        assert!(picture.contains(words), "{words} is missing");
    }
    assert!(picture.contains("« institution spécialisée des Nations Unies »"), "the quote stands under the pointer");
    assert!(picture.contains("(prefers-color-scheme:dark)"));
    let english = Options { language: Some("en".into()), ..Options::default() };
    assert!(svg(&store(quads(INTERPOL)), &english).contains("executing agency of"));
    let dark = svg(&store(quads(INTERPOL)), &Options { theme: Theme::Dark, ..Options::default() });
    assert!(!dark.contains("prefers-color-scheme") && dark.contains(".paper{fill:#15181e}"));
}

#[test]
fn what_is_only_prospective_is_dashed() {
    let both = claim(1, ":a", "partOf", ":b", "prospective") + &claim(2, ":a", "memberOf", ":b", "prospective");
    let store = small(&(both + &claim(3, ":a", "memberOf", ":b", "asserted")));
    let picture = svg(&store, &Options::default());
    assert_eq!(picture.matches("<g class=\"fact prospective\"><title>a → part of → b (prospective)").count(), 1);
    assert_eq!(picture.matches("<g class=\"fact\"><title>a → member of → b\n").count(), 1);
    let dot = Options { format: Format::Dot, ..Options::default() };
    assert_eq!(svg(&store, &dot).matches("style=dashed").count(), 1);
    let asserted = Selection { asserted_only: true, ..Selection::default() };
    assert!(!svg(&store, &Options { selection: asserted, ..Options::default() }).contains("part of"));
}

#[test]
fn literals_are_details_and_not_nodes() {
    let body = ":a a ws:Organization ; rdfs:label \"Union postale universelle\" .\n".to_owned()
        + &claim(1, ":a", "memberCount", "193", "asserted")
        + &claim(2, ":a", "mandateUntil", "\"1993-05-31\"^^xsd:date", "prospective")
        + &claim(3, ":a", "acronym", "\"UPU\"", "asserted");
    let graph = read(&small(&body), None).unwrap();
    assert_eq!((graph.graph.node_count(), graph.graph.edge_count()), (1, 0));
    let entity = graph.graph.node_weights().next().unwrap();
    assert_eq!(entity.details, ["mandate until: 1993-05-31 (prospective)", "member count: 193"]);
    assert_eq!(entity.short.as_deref(), Some("UPU"));
    assert_eq!((entity.claims, entity.documents), (3, 1));
}

#[test]
fn an_acronym_comes_from_the_language_of_the_name() {
    let graph = read(&store(quads(INTERPOL)), Some("en")).unwrap();
    assert!(graph.graph.node_weights().any(|e| e.short.as_deref() == Some("IMPACT")));
    assert!(graph.graph.edge_weights().any(|r| r.label == "executing agency of"));
}

#[test]
fn rdf_1_2_claims_are_read_too() {
    let store = small(
        ":g{ :c a ws:Fact ; rdf:reifies <<( :a ws:organOf :b )>> ; ws:modality ws:asserted . :a a ws:Office . } :b a ws:Place .",
    );
    let graph = read(&store, None).unwrap();
    assert_eq!((graph.graph.node_count(), graph.graph.edge_count()), (2, 1));
}

#[test]
fn what_was_asked_for_is_shown() {
    let graph = read(&store(quads(INTERPOL)), None).unwrap();
    let names = |selection: &Selection| {
        let part = selection.apply(&graph).unwrap();
        part.graph.node_weights().map(|e| e.call().to_owned()).collect::<Vec<_>>()
    };
    let about = |name: &str, depth| Selection { about: vec![name.into()], depth: Some(depth), ..Selection::default() };
    assert_eq!(names(&about("ronald k. noble", 0)), ["Ronald K. Noble"]);
    assert_eq!(names(&about("RONALD K. NOBLE", 1)), ["Ronald K. Noble", "Secrétaire Général"]);
    assert_eq!(names(&about("secretaire general", 1)).len(), 4, "accents and case do not matter");
    let places = Selection { kinds: vec!["lieu".into(), "organization".into()], ..Selection::default() };
    assert!(names(&places).contains(&"Singapour".to_owned()));
    assert!(!names(&places).contains(&"Secrétaire Général".to_owned()));
    let agency = Selection { relations: vec!["executingagencyof".into()], ..Selection::default() };
    assert_eq!(names(&agency), ["IMPACT", "UIT"]);
    let facts = Selection { facts_only: true, ..Selection::default() }.apply(&graph).unwrap();
    assert!(facts.graph.edge_weights().all(|relation| !relation.act));
    assert_eq!(names(&Selection { top: Some(3), ..Selection::default() }).len(), 3);
}

#[test]
fn an_unknown_name_is_answered_with_near_ones() {
    let store = store(quads(INTERPOL));
    let error = |selection| draw(&store, &Options { selection, ..Options::default() }).unwrap_err();
    let DrawError::Unknown { what, nearest, .. } =
        error(Selection { about: vec!["Secretaire Genral".into()], ..Selection::default() })
    else {
        panic!("expected a suggestion")
    };
    assert_eq!((what, nearest[0].as_str()), ("entity", "Secrétaire Général"));
    let relation = error(Selection { relations: vec!["executingAgency".into()], ..Selection::default() });
    assert!(relation.to_string().contains("executingAgencyOf"), "{relation}");
    let kind = error(Selection { kinds: vec!["Country".into()], ..Selection::default() });
    assert!(kind.to_string().contains("Place"), "{kind}");
}

#[test]
fn nothing_and_one_thing_can_be_drawn() {
    let empty = svg(&small(""), &Options::default());
    assert_well_formed(&empty);
    assert!(empty.contains("0 entities"));
    let one = svg(&small(":a a ws:Place ; rdfs:label \"Rome\"@it ."), &Options::default());
    assert_well_formed(&one);
    assert_eq!(one.matches(">Rome</text>").count(), 1);
    let itself = svg(&small(&claim(1, ":a", "partOf", ":a", "asserted")), &Options::default());
    assert_well_formed(&itself);
    assert!(itself.contains("a → part of → a"));
}

const HOSTILE: [&str; 6] = [
    r#"\"><script>alert(1)</script>"#,
    r"]]> <![CDATA[ &amp; &lt;",
    r"a\u0000b\u0001\u0008\u001F\uFFFE",
    r"\u202Eevil\u202C \u2066x\u2069 \u200F",
    r#"\\N \\G \" ]; n0 -> n1; //"#,
    r"   ",
];

fn hostile() -> Store {
    let mut body = String::new();
    for (n, text) in HOSTILE.iter().enumerate() {
        body.push_str(&format!(":e{n} a ws:Organization ; rdfs:label \"{text}\"@fr .\n"));
        body.push_str(&format!(
            ":g{{ :c{n} a ws:Fact ; rdf:subject :e{n} ; rdf:predicate :p{n} ; rdf:object :e{} ; \
             ws:modality ws:asserted ; ws:quote \"{text}\" }} :p{n} rdfs:label \"{text}\"@fr .\n",
            (n + 1) % HOSTILE.len()
        ));
    }
    body.push_str(&format!(":e0 rdfs:label \"{}\"@en .\n", "x".repeat(20_000)));
    small(&body)
}

#[test]
fn hostile_labels_break_nothing() {
    let options = Options { title: Some("</title><script>\u{0}".into()), ..Options::default() };
    for language in ["fr", "en"] {
        let picture = svg(&hostile(), &Options { language: Some(language.into()), ..options.clone() });
        assert_well_formed(&picture);
        assert!(!picture.contains("<script"));
        assert!(picture.len() < 60_000, "a name without end is cut");
    }
}

/// XML that a strict reader takes: tags in balance, entities known, and no character that XML or a reader's eye forbids.
fn assert_well_formed(xml: &str) {
    let forbidden = |c: char| {
        (c < ' ' && c != '\n')
            || matches!(c, '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
    };
    assert_eq!(xml.chars().find(|c| forbidden(*c)), None);
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Eof => break,
            quick_xml::events::Event::Text(text) => drop(text.unescape().expect("known entities")),
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                assert!(tag.attributes().all(|attribute| attribute.is_ok()));
            }
            _ => {}
        }
    }
}

#[test]
fn pictures_are_well_formed() {
    for store in [store(quads(INTERPOL)), corpus(150), corpus(600)] {
        assert_well_formed(&svg(&store, &Options::default()));
    }
}

#[test]
fn of_too_many_the_most_connected_are_shown_with_a_remark() {
    let picture = svg(&corpus(5000), &Options::default());
    assert!(picture.contains("most connected entities;"));
    assert!(picture.matches("<g class=\"node").count() <= 500 + 9);
    let dot = svg(&corpus(600), &Options { format: Format::Dot, ..Options::default() });
    assert_eq!(dot.matches("fillcolor").count(), 600, "DOT has them all");
}

#[test]
#[expect(clippy::print_stderr, reason = "a skipped test says why")]
fn graphviz_takes_the_dot_file() {
    for store in [store(quads(INTERPOL)), hostile(), small("")] {
        let dot = svg(&store, &Options { format: Format::Dot, ..Options::default() });
        let spawned = Command::new("dot").arg("-Tcanon").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let Ok(mut child) = spawned else {
            eprintln!("skipped: Graphviz is not installed");
            return;
        };
        child.stdin.take().unwrap().write_all(dot.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        let laid_out = String::from_utf8(output.stdout).unwrap();
        assert_eq!(
            laid_out.lines().filter(|line| is_link(line)).count(),
            dot.lines().filter(|line| is_link(line)).count(),
            "no label became a link"
        );
    }
}

fn is_link(line: &str) -> bool {
    line.trim_start().split_once(" -> n").is_some_and(|(from, _)| from.starts_with('n') && !from.contains(' '))
}

fn whereas(args: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_whereas")).arg("draw").args(args).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn the_command_writes_the_format_of_the_ending() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(at("g.trig"), INTERPOL).unwrap();
    for (name, start) in [("g.svg", "<svg "), ("g.dot", "digraph "), ("g.gv", "digraph ")] {
        assert_eq!(whereas(&[&at("g.trig"), "-o", &at(name)]), (Some(0), String::new()));
        assert!(std::fs::read_to_string(at(name)).unwrap().starts_with(start));
    }
    assert_eq!(whereas(&[&at("g.trig"), "-o", &at("g.txt"), "--format", "dot"]).0, Some(0));
    let files = std::fs::read_dir(dir.path()).unwrap().count();
    assert_eq!(files, 5, "nothing is left beside the pictures");
}

#[test]
fn the_command_says_what_it_expected_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(at("g.trig"), INTERPOL).unwrap();
    std::fs::write(at("bad.ttl"), "x y").unwrap();
    let cases: [(&[&str], &str); 5] = [
        (&[&at("bad.ttl")], "bad.ttl: expected Turtle: "),
        (&[&at("none.ttl")], "none.ttl: cannot read: "),
        (&[&at("g.trig"), "-o", "g.docx"], "g.docx: expected a name that ends in .svg or .dot"),
        (
            &[&at("g.trig"), "--about", "Interpool"],
            "no entity is called \"Interpool\" in this graph (hint: there is INTERPOL",
        ),
        (&[&at("g.trig"), "--relation", "organ"], "no relation is called \"organ\""),
    ];
    for (args, expected) in cases {
        let (code, message) = whereas(args);
        assert_eq!(code, Some(2));
        assert!(message.starts_with("whereas: ") && message.contains(expected), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}
