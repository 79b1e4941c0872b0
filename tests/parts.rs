//! Parts of graphs, packed graphs and tables, as a user makes them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Three documents that share things, as a graph.
struct Graph(tempfile::TempDir);

const DOCUMENTS: [(&str, &str); 3] = [
    (
        "one.txt",
        "Resolution 1001 (1995)\n\nThe Security Council,\n\nRecalling that the Bureau of Lights is the executing agency of the \
        Harbour Union,\n\n1. Requests the Secretary-General to report by 31 May 1996.\n",
    ),
    (
        "more/two.txt",
        "Resolution 1002 (1995)\n\nThe Security Council,\n\nRecalling its resolution 1001 (1995),\n\n1. Requests the \
        Secretary-General and Norway to report.\n",
    ),
    (
        "more/three.txt",
        "Resolution 1003 (1996)\n\nThe Security Council,\n\nRecalling its resolution 1002 (1995),\n\n1. Calls upon Norway to \
        withdraw.\n",
    ),
];

impl Graph {
    fn new() -> Self {
        let graph = Self(tempfile::tempdir().unwrap());
        fs::create_dir_all(graph.at("in/more")).unwrap();
        for (path, text) in DOCUMENTS {
            fs::write(graph.at("in").join(path), text).unwrap();
        }
        graph.good(&["extract", "in", "-q", "-o", "all.nq"]);
        graph
    }

    fn at(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_whereas")).args(arguments).current_dir(self.0.path()).output().unwrap()
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    fn bad(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        String::from_utf8(output.stderr).unwrap()
    }

    fn rows(&self, table: &str) -> Vec<csv::StringRecord> {
        csv::Reader::from_path(self.at("tables").join(table)).unwrap().records().map(Result::unwrap).collect()
    }
}

#[test]
fn the_part_of_a_document_is_what_the_document_gives_alone_with_the_names_that_others_know() {
    let graph = Graph::new();
    for (path, _) in DOCUMENTS {
        let part = graph.good(&["export", "all.nq", "--document", path, "--format", "nq"]);
        // Alone, a file is called by its name; in a folder, by its path below it.
        let folder = graph.at("alone");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
        fs::copy(graph.at("in").join(path), folder.join(path)).unwrap();
        let alone = graph.good(&["extract", "alone", "-q", "--format", "nq"]);
        let missing: Vec<&str> = alone.lines().filter(|line| !part.contains(line)).collect();
        assert!(missing.is_empty(), "{path}: {missing:?}");
        // What other documents call the same things is known in the part too.
        let more = part.lines().filter(|line| !alone.contains(line));
        let other: Vec<&str> =
            more.filter(|line| !line.contains("altLabel>") && !line.contains("22-rdf-syntax-ns#type>")).collect();
        assert!(other.is_empty(), "{path}: {other:?}");
    }
    let folder = graph.good(&["export", "all.nq", "--document", "more/", "--format", "nq"]);
    assert!(folder.contains("more/two.txt") && folder.contains("more/three.txt") && !folder.contains("one.txt"));
}

#[test]
fn the_part_around_a_thing_is_a_graph_of_its_own() {
    let graph = Graph::new();
    let near = graph.good(&["export", "all.nq", "--about", "Norway", "--format", "nq"]);
    fs::write(graph.at("near.nq"), &near).unwrap();
    assert!(graph.good(&["check", "near.nq"]).contains("all hold"));
    assert!(graph.good(&["verify", "near.nq", "in"]).contains("all match"));
    let says = |text: &str, what: &str| text.contains(what);
    assert!(says(&near, "Requests the Secretary-General and Norway") && says(&near, "Calls upon Norway"));
    assert!(!says(&near, "executingAgencyOf") && !says(&near, "un-secretary-general>"), "{near}");
    let wider = graph.good(&["export", "all.nq", "--about", "Norway", "--depth", "2", "--format", "nq"]);
    assert!(says(&wider, "un-secretary-general>") && !says(&wider, "executingAgencyOf"));
}

#[test]
fn a_question_makes_a_part_too() {
    let graph = Graph::new();
    let question = "CONSTRUCT { ?o ws:has ?s } WHERE { ?s ws:executingAgencyOf ?o }";
    let made = graph.good(&["export", "all.nq", "--query", question, "--format", "nt"]);
    assert_eq!(made.lines().count(), 1);
    fs::write(graph.at("q.rq"), question).unwrap();
    assert_eq!(graph.good(&["export", "all.nq", "--query", "@q.rq", "--format", "nt"]), made);
    assert!(graph.bad(&["export", "all.nq", "--query", "ASK {}"]).contains("expected CONSTRUCT or DESCRIBE"));
}

#[test]
fn packed_graphs_are_written_and_read_by_their_ending() {
    let graph = Graph::new();
    for name in ["a.ttl.gz", "a.nq.zst", "a.trig.GZ"] {
        graph.good(&["export", "all.nq", "-o", name]);
        let first = fs::read(graph.at(name)).unwrap();
        let magic: &[u8] = if name.ends_with("zst") { &[0x28, 0xb5, 0x2f, 0xfd] } else { &[0x1f, 0x8b] };
        assert!(first.starts_with(magic), "{name}");
        assert_eq!(graph.good(&["diff", name, "all.nq"]), "no difference\n");
        graph.good(&["export", "all.nq", "-o", name]);
        assert_eq!(fs::read(graph.at(name)).unwrap(), first, "{name}: the same bytes");
    }
    graph.good(&["query", "a.ttl.gz", "SELECT ?s { ?s ws:executingAgencyOf ?o }", "-o", "rows.csv.gz"]);
    assert!(fs::read(graph.at("rows.csv.gz")).unwrap().starts_with(&[0x1f, 0x8b]));
    let whole = fs::read(graph.at("a.ttl.gz")).unwrap();
    fs::write(graph.at("cut.ttl.gz"), &whole[..whole.len() / 2]).unwrap();
    assert!(graph.bad(&["check", "cut.ttl.gz"]).starts_with("whereas: cut.ttl.gz: "));
    assert!(graph.bad(&["export", "all.nq", "-o", "a.gz"]).starts_with("whereas: a.gz: expected a format of graphs"));
}

#[test]
fn tables_have_a_row_an_item_with_its_quote() {
    let graph = Graph::new();
    graph.good(&["export", "all.nq", "--tables", "tables"]);
    let paths: Vec<String> = graph.rows("documents.csv").iter().map(|row| row[1].to_owned()).collect();
    assert_eq!(paths, ["more/three.txt", "more/two.txt", "one.txt"]);
    assert_eq!(graph.rows("clauses.csv").len(), 6);
    let report = graph.rows("acts.csv").into_iter().find(|row| &row[2] == "requests" && &row[8] == "one.txt").unwrap();
    assert_eq!((&report[3], &report[5]), ("Secretary-General of the United Nations", "1996-05-31"));
    let facts = graph.rows("facts.csv");
    let agency = facts.iter().find(|row| &row[4] == "executingAgencyOf").unwrap();
    assert_eq!((&agency[3], &agency[6], &agency[7]), ("Bureau of Lights", "Harbour Union", "asserted"));
    assert_eq!(&agency[15], "Bureau of Lights is the executing agency of the Harbour Union");
    assert!(facts.iter().any(|row| &row[1] == "receiver" && &row[6] == "Norway"));
    let norway = graph.rows("entities.csv").into_iter().find(|row| &row[2] == "Norway").unwrap();
    assert_eq!((&norway[1], &norway[6]), ("Place", "2"));
    let claims: usize = graph
        .good(&["query", "all.nq", "SELECT (COUNT(*) AS ?n) { ?c ws:modality ?m }", "--format", "csv"])
        .split_whitespace()
        .last()
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(facts.len(), claims);
}

/// Every cell, with what it is as the file says.
#[cfg(feature = "parquet")]
#[test]
fn tables_as_parquet_have_the_cells_of_the_others_with_their_types() {
    use parquet::file::reader::SerializedFileReader;
    use parquet::record::Field;

    const NUMBERS: [&str; 7] = ["part", "position", "start", "end", "page", "claims", "resolutions"];
    let graph = Graph::new();
    graph.good(&["export", "all.nq", "--tables", "tables"]);
    graph.good(&["export", "all.nq", "--tables", "tables", "--table-format", "parquet"]);
    let (mut numbers, mut nulls) = (0, 0);
    for table in ["documents", "clauses", "acts", "entities", "facts"] {
        let csv = graph.rows(&format!("{table}.csv"));
        let file = fs::File::open(graph.at("tables").join(table).with_extension("parquet")).unwrap();
        let rows: Vec<_> = SerializedFileReader::new(file).unwrap().into_iter().map(Result::unwrap).collect();
        assert_eq!(rows.len(), csv.len(), "{table}");
        for (row, cells) in rows.into_iter().zip(&csv) {
            let columns = row.into_columns();
            assert_eq!(columns.len(), cells.len(), "{table}");
            for ((name, field), cell) in columns.iter().zip(cells) {
                match field {
                    Field::Null => assert_eq!(cell, "", "{table}.{name}"),
                    Field::Long(number) => assert_eq!(number.to_string(), cell, "{table}.{name}"),
                    Field::Str(text) => assert_eq!(text, cell, "{table}.{name}"),
                    other => panic!("{table}.{name}: {other}"),
                }
                nulls += usize::from(*field == Field::Null);
                numbers += usize::from(matches!(field, Field::Long(_)));
                assert!(matches!(field, Field::Str(_)) != NUMBERS.contains(&name.as_str()) || *field == Field::Null);
            }
        }
    }
    assert!(numbers > 50 && nulls > 10, "{numbers} numbers, {nulls} nulls");
}

#[cfg(feature = "parquet")]
#[test]
fn a_number_that_is_none_is_a_mistake_with_its_column() {
    let table = whereas::tables::Table { name: "clauses", headings: &["start"], rows: vec![vec!["x".into()]] };
    let error = table.write_parquet(Vec::new()).unwrap_err().to_string();
    assert!(error.contains("column start: expected a number, found \"x\""), "{error}");
}

#[cfg(not(feature = "parquet"))]
#[test]
fn parquet_is_refused_by_a_program_without_it_before_anything_is_made() {
    let graph = Graph::new();
    let said = graph.bad(&["export", "all.nq", "--tables", "tables", "--table-format", "parquet"]);
    assert_eq!(
        said,
        "whereas: --table-format parquet: this program was built without Parquet (hint: the feature `parquet` has it)\n"
    );
    assert!(!graph.at("tables").exists());
}

#[test]
fn what_is_not_there_is_told_with_what_is_near() {
    let graph = Graph::new();
    let said = graph.bad(&["export", "all.nq", "--document", "ones.txt"]);
    assert_eq!(said, "whereas: --document ones.txt: no such document (hint: there is one.txt)\n");
    assert!(graph.bad(&["export", "all.nq", "--about", "Norwey"]).contains("hint: there is Norway"));
    fs::write(graph.at("file"), "").unwrap();
    let said = graph.bad(&["export", "all.nq", "--tables", "file"]);
    assert!(said.starts_with("whereas: file: expected a folder that can be written"), "{said}");
    assert!(Path::new(&graph.at("file")).is_file());
}
