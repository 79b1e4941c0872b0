//! Pictures: nothing covers anything, the same graph gives the same bytes, and no label breaks a file.

use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::model::Quad;
use oxigraph::store::Store;
use std::io::Write as _;
use std::process::{Command, Stdio};
use whereas::draw::scene::Scene;
use whereas::draw::{DrawError, Drawn, EntityGraph, Format, Options, Page, Rect, Selection, Text, Theme, draw, read};

pub(crate) const INTERPOL: &str = include_str!("fixtures/interpol.trig");

const PREFIXES: &str = "@prefix ws: <https://w3id.org/whereas/ns#> . @prefix : <https://e.org/> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n";

pub(crate) fn quads(trig: &str) -> Vec<Quad> {
    RdfParser::from_format(RdfFormat::TriG).for_slice(trig.as_bytes()).map(Result::unwrap).collect()
}

pub(crate) fn store(quads: impl IntoIterator<Item = Quad>) -> Store {
    let store = Store::new().unwrap();
    store.extend(quads).unwrap();
    store
}

pub(crate) fn small(body: &str) -> Store {
    store(quads(&format!("{PREFIXES}{body}")))
}

pub(crate) fn svg(store: &Store, options: &Options) -> String {
    String::from_utf8(draw(store, options).unwrap().into_bytes()).unwrap()
}

pub(crate) fn claim(n: usize, subject: &str, predicate: &str, object: &str, modality: &str) -> String {
    format!(
        ":g{{ :c{n} a ws:Fact ; rdf:subject {subject} ; rdf:predicate ws:{predicate} ; rdf:object {object} ; \
         ws:modality ws:{modality} ; ws:quote \"words {n}\" }}\n"
    )
}

/// A corpus: few bodies, many documents and offices, long names.
pub(crate) fn corpus(nodes: usize) -> Store {
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
    for nodes in [1, 2, 5, 30, 50, 80, 150, 400] {
        let graph = read(&corpus(nodes), None).unwrap();
        let scene = scene(&graph);
        check_labels(&scene);
        if nodes <= 150 {
            let labelled = scene.links.iter().filter(|link| link.label.is_some()).count();
            assert_eq!(labelled, graph.graph.edge_count(), "every relation of {nodes} entities is named");
            assert!(scene.nodes.iter().all(|node| !node.text.lines.is_empty()), "every entity is named");
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
    assert_eq!(entity.lines().collect::<Vec<_>>(), ["mandate until: 1993-05-31 (prospective)", "member count: 193"]);
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
fn the_shortest_way_is_shown() {
    let body = claim(1, ":a", "partOf", ":b", "asserted")
        + &claim(2, ":c", "partOf", ":b", "asserted")
        + &claim(3, ":c", "memberOf", ":d", "prospective")
        + &claim(4, ":a", "memberOf", ":e", "asserted")
        + &claim(5, ":x", "memberOf", ":y", "asserted");
    let graph = read(&small(&body), None).unwrap();
    let way = |from: &str, to: &str| Selection { path: Some((from.into(), to.into())), ..Selection::default() };
    let part = way("a", "d").apply(&graph).unwrap();
    assert_eq!(part.graph.node_weights().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["a", "b", "c", "d"]);
    assert_eq!(part.graph.edge_count(), 3);
    assert_eq!(way("a", "a").apply(&graph).unwrap().graph.node_count(), 1);
    let error = |selection: Selection| selection.apply(&graph).unwrap_err().to_string();
    assert_eq!(error(way("a", "y")), "no relations lead from \"a\" to \"y\" in this graph");
    assert!(error(Selection { asserted_only: true, ..way("a", "d") }).starts_with("no relations lead"));
    assert!(error(way("a", "nobody")).starts_with("no entity is called \"nobody\""));
}

#[test]
fn only_what_documents_of_a_body_and_a_time_say() {
    let source = |n: usize, date: &str, body: &str| {
        format!(
            ":s{n} {{ :s{n} ws:headerDate \"{date}\" ; ws:headerBody {body} . :c{n} a ws:Fact ; rdf:subject :a ; rdf:predicate \
             ws:partOf ; rdf:object :b ; ws:modality ws:asserted ; ws:source :s{n} }}\n"
        )
    };
    let all = source(1, "1999-10-15", ":council") + &source(2, "2012-11", ":council") + &source(3, "2013", ":assembly");
    let names = ":council rdfs:label \"Council\"@en , \"Conseil\"@fr . :assembly rdfs:label \"Assembly\"@en .\n";
    let graph = read(&small(&format!("{names}{all}{}", claim(9, ":a", "partOf", ":b", "prospective"))), None).unwrap();
    let claims = |selection: Selection| {
        let part = selection.apply(&graph).unwrap();
        let counted = part.graph.edge_weights().map(|relation| relation.evidence.len()).sum::<usize>();
        assert_eq!(part.sources.len(), counted, "each claim here has a document of its own");
        assert!(part.graph.node_weights().all(|entity| entity.claims == counted && entity.documents == counted));
        counted
    };
    assert_eq!(claims(Selection::default()), 4);
    let since = |date: &str| Selection { since: Some(date.into()), ..Selection::default() };
    let until = |date: &str| Selection { until: Some(date.into()), ..Selection::default() };
    assert_eq!(["1999", "1999-11", "2012-11-20", "2014"].map(|date| claims(since(date))), [3, 2, 2, 0]);
    assert_eq!(["1998", "1999-10", "2012", "2013-05"].map(|date| claims(until(date))), [0, 1, 2, 3]);
    let body = |name: &str| Selection { bodies: vec![name.into()], ..Selection::default() };
    assert_eq!(["conseil", "Assembly"].map(|name| claims(body(name))), [2, 1]);
    assert_eq!(claims(Selection { asserted_only: true, ..Selection::default() }), 3);
    let error = body("Counsel").apply(&graph).unwrap_err().to_string();
    assert_eq!(
        error,
        "no enacting body is called \"Counsel\" in this graph (hint: there is Conseil, Council, Assembly)"
    );
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

#[test]
fn a_name_begins_on_the_side_of_its_own_script() {
    let hebrew = "\u{5d0}\u{5e8}\u{5d2}\u{5d5}\u{5df} (UN)";
    let drawn = |name: &str| svg(&small(&format!(":a a ws:Place ; rdfs:label \"{name}\"@he .")), &Options::default());
    assert!(drawn(hebrew).contains(&format!("direction=\"rtl\">{hebrew}</text>")), "{}", drawn(hebrew));
    assert!(!drawn("UN \u{5d0}\u{5e8}\u{5d2}").contains("rtl"));
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

#[test]
fn formats_of_other_tools_have_everything_and_are_the_same_again() {
    let store = store(quads(INTERPOL));
    let graph = read(&store, None).unwrap();
    let (nodes, edges) = (graph.graph.node_count(), graph.graph.edge_count());
    let claims: usize = graph.graph.edge_weights().map(|relation| relation.evidence.len()).sum();
    let drawn = |format| svg(&store, &Options { format, ..Options::default() });
    let counts = [
        (Format::GraphMl, "<node id=", "<edge id=", edges),
        (Format::Gexf, "<node id=", "<edge id=", edges),
        (Format::Cytoscape, "\"shared_name\": ", "\"shared_interaction\": ", edges),
        (Format::Jgf, "\"documents\": ", "\"relation\": ", edges),
        (Format::Mermaid, ":::is-", ">|\"", edges),
        (Format::Cypher, "MERGE (e:Entity", "MATCH (a:Entity", claims),
    ];
    for (format, node, edge, expected) in counts {
        let text = drawn(format);
        let extra = usize::from(format == Format::Cytoscape);
        assert_eq!(text.matches(node).count(), nodes + extra, "{format:?}");
        assert_eq!(text.matches(edge).count(), expected, "{format:?}");
        assert_eq!(text, drawn(format));
    }
    let folder = draw(&store, &Options { format: Format::Neo4j, ..Options::default() }).unwrap();
    let Drawn::Folder(files) = folder else { panic!("expected a folder") };
    let lines: Vec<usize> = files.iter().map(|(_, bytes)| String::from_utf8_lossy(bytes).lines().count() - 1).collect();
    assert_eq!((files[0].0, files[1].0, lines), ("entities.csv", "claims.csv", vec![nodes, claims]));
}

#[test]
fn hostile_names_break_no_format_of_other_tools() {
    for format in
        [Format::GraphMl, Format::Gexf, Format::Cytoscape, Format::Jgf, Format::Mermaid, Format::Cypher, Format::Neo4j]
    {
        let text =
            svg(&hostile(), &Options { format, title: Some("</title><script>\u{0}".into()), ..Options::default() });
        match format {
            Format::GraphMl | Format::Gexf => assert_well_formed(&text),
            Format::Cytoscape | Format::Jgf => drop(serde_json::from_str::<serde_json::Value>(&text).expect("JSON")),
            _ => assert!(!text.contains(['\u{0}', '\u{202e}']), "{format:?}"),
        }
    }
}

#[test]
fn of_too_many_mermaid_gets_as_many_as_it_takes() {
    let chart = svg(&corpus(1500), &Options { format: Format::Mermaid, ..Options::default() });
    assert!(chart.matches(">|\"").count() <= 500 && chart.chars().count() <= 50_000);
    assert!(chart.contains("%% Les "), "what was left out is said");
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
    assert!(picture.contains(" entités les plus liées ; "));
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

/// The data of a page, or nothing where the program was built without the page.
fn page(store: &Store, options: Options) -> Option<serde_json::Value> {
    let drawn = draw(store, &Options { format: Format::Html, ..options });
    if !Page::is_built_in() {
        assert!(
            drawn.unwrap_err().to_string().contains("without the explorer page (hint: `make` builds it, with npm)")
        );
        return None;
    }
    let page = String::from_utf8(drawn.unwrap().into_bytes()).unwrap();
    let start = page.find("id=\"data\">").unwrap() + 10;
    let data = &page[start..start + page[start..].find("</script>").unwrap()];
    assert!(!data.contains(['<', '>', '&']), "nothing in the data is mark-up");
    assert!(page.contains("default-src 'none'"), "nothing can be fetched");
    Some(serde_json::from_str(data).expect("JSON"))
}

#[test]
fn the_page_has_names_in_every_language_and_the_evidence() {
    let Some(data) = page(&store(quads(INTERPOL)), Options::default()) else { return };
    let find = |list: &str, key: &str, value: &str| {
        let found = data[list].as_array().unwrap().iter().position(|item| item[key] == value);
        found.unwrap_or_else(|| panic!("{value} is missing"))
    };
    let (impact, itu) = (
        find("entities", "iri", "https://w3id.org/whereas/id/file/interpol-impact-2012/impact"),
        find("entities", "iri", "https://w3id.org/whereas/entity/itu"),
    );
    assert_eq!(data["entities"][itu]["short"][""], "UIT");
    let language = |code: &str| {
        data["terms"][find("terms", "iri", "https://w3id.org/whereas/ns#executingAgencyOf")]["labels"][code].clone()
    };
    assert_eq!((language("en"), language("fr")), ("executing agency of".into(), "agent d'exécution de".into()));
    let agency = find("terms", "iri", "https://w3id.org/whereas/ns#executingAgencyOf");
    let is = |claim: &&serde_json::Value| claim["s"] == impact && claim["p"] == agency && claim["o"] == itu;
    let claim = data["claims"].as_array().unwrap().iter().find(is).expect("IMPACT is the executing agency");
    assert!(claim["q"].as_str().unwrap().contains("est l'agent d'exécution"), "{claim}");
    let places = data["start"]["nodes"].as_array().unwrap().len();
    assert_eq!(places, data["entities"].as_array().unwrap().len());
}

#[test]
fn a_page_begins_with_the_most_connected_and_is_the_same_again() {
    let Some(data) = page(&corpus(400), Options::default()) else { return };
    assert_eq!(data["start"]["nodes"].as_array().unwrap().len(), 150);
    assert_eq!(data["all"]["nodes"].as_array().unwrap().len(), 400);
    assert_eq!(Some(data), page(&corpus(400), Options::default()));
    let hostile = page(&hostile(), Options { title: Some("</script>{{data}}".into()), ..Options::default() });
    assert_eq!(hostile.unwrap()["title"], "</script>{{data}}");
}

#[test]
fn a_text_that_is_not_the_graphs_is_not_shown() {
    let body = claim(1, ":a", "partOf", ":b", "asserted") + ":g{ :g ws:path \"a.txt\" ; ws:textSha256 \"abc\" }";
    let text = |hash: &str| Text {
        path: "a.txt".into(),
        text_sha256: hash.into(),
        text: "words 1".into(),
        start: 0,
        mentions: vec![(0, 5, "https://e.org/a".into()), (6, 7, "https://e.org/unknown".into())],
    };
    let drawn = |hash: &str| page(&small(&body), Options { texts: vec![text(hash)], ..Options::default() });
    let (Some(own), Some(other)) = (drawn("abc"), drawn("abd")) else { return };
    assert_eq!(own["sources"][0]["text"], "words 1");
    assert_eq!(own["sources"][0]["mentions"].as_array().unwrap().len(), 1);
    assert!(other["sources"][0]["text"].is_null());
}

#[test]
fn the_command_writes_the_format_of_the_ending() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(at("g.trig"), INTERPOL).unwrap();
    let endings = [
        ("g.svg", "<svg "),
        ("g.dot", "digraph "),
        ("g.gv", "digraph "),
        ("g.graphml", "<?xml "),
        ("g.gexf", "<?xml "),
        ("g.cyjs", "{"),
        ("g.jgf", "{"),
        ("g.mmd", "flowchart "),
        ("g.cypher", "CREATE "),
    ];
    for (name, start) in endings {
        assert_eq!(whereas(&[&at("g.trig"), "-o", &at(name)]), (Some(0), String::new()));
        assert!(std::fs::read_to_string(at(name)).unwrap().starts_with(start));
    }
    assert_eq!(whereas(&[&at("g.trig"), "-o", &at("g.txt"), "--format", "dot"]).0, Some(0));
    let files = std::fs::read_dir(dir.path()).unwrap().count();
    assert_eq!(files, 11, "nothing is left beside the pictures");
    assert_eq!(whereas(&[&at("g.trig"), "-o", &at("neo/")]), (Some(0), String::new()));
    assert_eq!(std::fs::read_dir(at("neo")).unwrap().count(), 2);
    let selected = [&at("g.trig"), "-o", &at("g.svg"), "--path", "IMPACT", "onu"];
    assert_eq!(whereas(&selected), (Some(0), String::new()));
}

#[test]
fn the_command_says_what_it_expected_in_one_line() {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    std::fs::write(at("g.trig"), INTERPOL).unwrap();
    std::fs::write(at("bad.ttl"), "x y").unwrap();
    let cases: [(&[&str], &str); 9] = [
        (&[&at("g.trig"), "-o", &at(""), "--format", "svg"], "expected a file; only --format neo4j writes a folder"),
        (&[&at("g.trig"), "--format", "neo4j"], "-: expected a folder"),
        (&[&at("g.trig"), "--path", "IMPACT", "Nobody"], "no entity is called \"Nobody\""),
        (&[&at("bad.ttl")], "bad.ttl: expected Turtle: "),
        (&[&at("none.ttl")], "none.ttl: cannot read: "),
        (
            &[&at("g.trig"), "-o", "g.docx"],
            "g.docx: expected a name that ends in one of .svg, .png, .pdf, .html, .dot, ",
        ),
        (
            &[&at("g.trig"), "--about", "Interpool"],
            "no entity is called \"Interpool\" in this graph (hint: there is INTERPOL",
        ),
        (&[&at("g.trig"), "-o", "g.svg", "--width", "800"], "--width: only a PNG has pixels, not svg"),
        (&[&at("g.trig"), "--relation", "organ"], "no relation is called \"organ\""),
    ];
    for (args, expected) in cases {
        let (code, message) = whereas(args);
        assert_eq!(code, Some(2));
        assert!(message.starts_with("whereas: ") && message.contains(expected), "{message}");
        assert_eq!(message.lines().count(), 1, "{message}");
    }
}
