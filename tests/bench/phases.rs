//! Each phase of the pipeline and all of it, in bytes a second, over made-up documents. Every one asserts what it counts, so
//! that a broken fast path cannot win. `make bench`.
//!
//! Bytes are those of the text, but where the name says N-Quads: there they are those of the output.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

mod corpus;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use rayon::prelude::*;
use std::io::{Cursor, sink};
use std::sync::OnceLock;
use whereas::export::{Format, Gather, Piece, Prefixes, Scratch};
use whereas::extract::extract;
use whereas::ontology::Ontology;
use whereas::relate::Extraction;
use whereas::store::{GraphFile, Meta, Store, Writer};
use whereas::text::{Source, Tokens};

const BASE: &str = "https://example.org/id/";
/// Made-up documents: about 1 MB.
const DOCUMENTS: usize = 600;
/// Times that the documents stand in a store.
const COPIES: usize = 10;
/// Names of the large gazetteer.
const NAMES: usize = 100_000;
/// Facts and receivers of a document at least, however few rules there are.
const CLAIMS: usize = 3;

fn main() {
    divan::main();
}

/// What the program knows of its own.
fn built_in() -> &'static Ontology {
    static ONTOLOGY: OnceLock<Ontology> = OnceLock::new();
    ONTOLOGY.get_or_init(|| Ontology::built_in().unwrap())
}

/// The same with 100,000 names more.
fn with_names() -> &'static Ontology {
    static ONTOLOGY: OnceLock<Ontology> = OnceLock::new();
    ONTOLOGY.get_or_init(|| {
        let mut ontology = Ontology::built_in().unwrap();
        ontology.add_thesaurus("names.ttl", corpus::thesaurus(NAMES), None).unwrap();
        ontology
    })
}

fn documents() -> &'static [(String, String)] {
    static DOCUMENTS_MADE: OnceLock<Vec<(String, String)>> = OnceLock::new();
    DOCUMENTS_MADE.get_or_init(|| corpus::documents(DOCUMENTS))
}

fn bytes() -> BytesCount {
    BytesCount::new(documents().iter().map(|(_, text)| text.len()).sum::<usize>())
}

fn source((path, text): &(String, String)) -> Source {
    whereas::read::read(path, text.as_bytes()).unwrap()
}

fn sources() -> Vec<Source> {
    documents().iter().map(source).collect()
}

fn extractions() -> Vec<Extraction> {
    sources().into_iter().map(|source| extract(built_in(), source, BASE).unwrap()).collect()
}

/// Extracts one after the other; returns the number of claims.
fn extract_all(ontology: &Ontology, sources: Vec<Source>) -> usize {
    let mut claims = 0;
    for source in sources {
        let found = extract(ontology, source, BASE).unwrap();
        assert_eq!(found.clauses.len(), corpus::CLAUSES, "{}", found.source.path);
        claims += found.claims.len();
    }
    assert!(claims > CLAIMS * DOCUMENTS, "{claims} claims");
    claims
}

#[divan::bench]
fn load_the_built_in_ontology() {
    assert!(black_box(Ontology::built_in().unwrap()).rules.len() >= 3);
}

#[divan::bench(sample_count = 5)]
fn load_a_gazetteer_of_100_000_names(bencher: Bencher<'_, '_>) {
    let text = corpus::thesaurus(NAMES);
    let before = built_in().entities.len();
    let inputs = || (Ontology::built_in().unwrap(), text.clone());
    bencher.counter(BytesCount::of_str(&text)).with_inputs(inputs).bench_values(|(mut ontology, text)| {
        ontology.add_thesaurus("names.ttl", text, None).unwrap();
        assert_eq!(ontology.entities.len(), before + NAMES / 2);
        ontology
    });
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| assert_eq!(black_box(sources()).len(), DOCUMENTS));
}

#[divan::bench]
fn tokens(bencher: Bencher<'_, '_>) {
    let sources = sources();
    let count = || sources.iter().map(|source| Tokens::of(source, &built_in().lexicon).list.len()).sum::<usize>();
    let expected = count();
    bencher.counter(bytes()).bench(|| assert_eq!(count(), expected));
}

#[divan::bench]
fn text_to_claims(bencher: Bencher<'_, '_>) {
    let expected = extract_all(built_in(), sources());
    let run = |sources| assert_eq!(extract_all(built_in(), sources), expected);
    bencher.counter(bytes()).with_inputs(sources).bench_values(run);
}

#[divan::bench]
fn text_to_claims_with_100_000_names(bencher: Bencher<'_, '_>) {
    let expected = extract_all(with_names(), sources());
    let run = |sources| assert_eq!(extract_all(with_names(), sources), expected);
    bencher.counter(bytes()).with_inputs(sources).bench_values(run);
}

#[divan::bench(args = [1, 2])]
fn text_to_claims_on_threads(bencher: Bencher<'_, '_>, threads: usize) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    bencher.counter(bytes()).bench(|| {
        let claims = |document| extract(built_in(), source(document), BASE).unwrap().claims.len();
        let claims: usize = pool.install(|| documents().par_iter().map(claims).sum());
        assert!(claims > CLAIMS * DOCUMENTS);
    });
}

#[divan::bench]
fn claims_to_n_quads(bencher: Bencher<'_, '_>) {
    let extractions = extractions();
    let write = || {
        let texts = extractions.iter().map(|found| {
            let quads = whereas::rdf::quads(built_in(), found);
            whereas::export::to_string(Format::NQuads, &quads, &Prefixes::new(BASE)).unwrap().len()
        });
        texts.sum::<usize>()
    };
    let written = write();
    bencher.counter(BytesCount::new(written)).bench(|| assert_eq!(write(), written));
}

#[divan::bench(args = [Format::NQuads, Format::Turtle])]
fn quads_to_text(bencher: Bencher<'_, '_>, format: Format) {
    let quads: Vec<_> = extractions().iter().flat_map(|found| whereas::rdf::quads(built_in(), found)).collect();
    let prefixes = Prefixes::new(BASE).with_sources(&quads);
    let write = || whereas::export::to_string(format, &quads, &prefixes).unwrap().len();
    let written = write();
    bencher.counter(BytesCount::new(written)).bench(|| assert_eq!(write(), written));
}

/// A store of the made-up documents, each of them several times under other names.
fn store() -> &'static Store {
    static STORE: OnceLock<(tempfile::TempDir, Store)> = OnceLock::new();
    let made = STORE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let meta = Meta { base: BASE.to_owned(), ontology: String::new() };
        let mut writer = Writer::create(folder.path(), &meta).unwrap();
        for copy in 0..COPIES {
            for (path, text) in documents() {
                let path = format!("{copy}/{path}");
                let found = extract(built_in(), whereas::read::read(&path, text.as_bytes()).unwrap(), BASE).unwrap();
                let quads = whereas::rdf::quads(built_in(), &found);
                writer.stage(&GraphFile::new(&path, &found.source_iri, None, &quads).unwrap()).unwrap();
            }
        }
        (folder, writer.finish().unwrap())
    });
    &made.1
}

/// All graph files into memory: parsed on one thread while another fills the index, as a question without an index on disk does it.
#[divan::bench(sample_count = 5)]
fn store_to_memory(bencher: Bencher<'_, '_>) {
    let expected = store().oxigraph(&[]).unwrap().len().unwrap();
    bencher.bench(|| assert_eq!(store().oxigraph(&[]).unwrap().len().unwrap(), expected));
}

/// The same by Oxigraph's own loader, file by file.
#[divan::bench(sample_count = 5)]
fn store_to_memory_by_oxigraph(bencher: Bencher<'_, '_>) {
    let expected = store().oxigraph(&[]).unwrap().len().unwrap();
    bencher.bench(|| {
        let oxigraph = oxigraph::store::Store::new().unwrap();
        let mut loader = oxigraph.bulk_loader();
        for graph in store().graphs().unwrap() {
            let bytes = std::fs::read(graph.file()).unwrap();
            loader.load_from_slice(oxigraph::io::RdfFormat::NQuads, &bytes).unwrap();
        }
        loader.commit().unwrap();
        assert_eq!(oxigraph.len().unwrap(), expected);
    });
}

/// Files to one sorted file of N-Quads, as `whereas extract` does it, in bytes of text.
#[divan::bench(args = [1, 2])]
fn text_to_one_file_of_n_quads(bencher: Bencher<'_, '_>, threads: usize) {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let scratch = || -> std::io::Result<Box<dyn Scratch>> { Ok(Box::new(Cursor::new(Vec::new()))) };
    let piece = |document| {
        let found = extract(built_in(), source(document), BASE).unwrap();
        Piece::new(Format::NQuads, whereas::rdf::quads(built_in(), &found)).unwrap()
    };
    bencher.counter(bytes()).bench_local(|| {
        let mut graph = Gather::new(Format::NQuads, BASE, &scratch);
        let pieces: Vec<Piece> = pool.install(|| documents().par_iter().map(piece).collect());
        assert_eq!(pieces.len(), DOCUMENTS);
        pieces.into_iter().for_each(|piece| graph.add(piece).unwrap());
        graph.write(&mut sink()).unwrap();
    });
}
