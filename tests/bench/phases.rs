//! Each phase of the pipeline and all of it, in bytes a second, over the seeds repeated. Every one asserts what it counts, so
//! that a broken fast path cannot win. `make bench`.
#![expect(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use std::sync::OnceLock;
use whereas::export::{Format, Prefixes};
use whereas::extract::extract;
use whereas::ontology::Ontology;
use whereas::relate::Extraction;
use whereas::text::{Source, Tokens};

const BASE: &str = "https://example.org/id/";
const SEEDS: [(&str, &str); 3] = [
    ("seed.fr.md", include_str!("../../seeds/interpol-impact-2012.fr.md")),
    ("seed.en.md", include_str!("../../seeds/interpol-impact-2012.en.md")),
    ("seed.es.md", include_str!("../../seeds/interpol-impact-2012.es.md")),
];
/// Clauses and acts of each seed.
const CLAUSES: usize = 10;
const ACTS: usize = 12;

fn main() {
    divan::main();
}

fn ontology() -> &'static Ontology {
    static ONTOLOGY: OnceLock<Ontology> = OnceLock::new();
    ONTOLOGY.get_or_init(|| Ontology::built_in().unwrap())
}

fn bytes() -> BytesCount {
    BytesCount::new(SEEDS.iter().map(|(_, text)| text.len()).sum::<usize>())
}

fn sources() -> Vec<Source> {
    SEEDS.iter().map(|(path, text)| whereas::read::read(path, text.as_bytes()).unwrap()).collect()
}

fn extractions() -> Vec<Extraction> {
    sources().into_iter().map(|source| extract(ontology(), source, BASE).unwrap()).collect()
}

#[divan::bench]
fn load_the_ontology() -> usize {
    Ontology::built_in().unwrap().rules.len()
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| assert_eq!(black_box(sources()).len(), SEEDS.len()));
}

#[divan::bench]
fn tokens(bencher: Bencher<'_, '_>) {
    let sources = sources();
    bencher.counter(bytes()).bench(|| {
        let count: usize = sources.iter().map(|source| Tokens::of(source, &ontology().lexicon).list.len()).sum();
        assert!(count > 1000);
    });
}

#[divan::bench]
fn text_to_claims(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).with_inputs(sources).bench_values(|sources| {
        for source in sources {
            let found = extract(ontology(), source, BASE).unwrap();
            assert_eq!((found.clauses.len(), found.acts.len()), (CLAUSES, ACTS));
        }
    });
}

#[divan::bench]
fn claims_to_quads(bencher: Bencher<'_, '_>) {
    let extractions = extractions();
    bencher.counter(bytes()).bench(|| {
        let quads: usize = extractions.iter().map(|found| whereas::rdf::quads(ontology(), found).len()).sum();
        assert!(quads > 1000);
    });
}

#[divan::bench(args = [Format::NQuads, Format::Turtle])]
fn quads_to_text(bencher: Bencher<'_, '_>, format: Format) {
    let quads: Vec<_> = extractions().iter().flat_map(|found| whereas::rdf::quads(ontology(), found)).collect();
    let prefixes = Prefixes::new(BASE).with_sources(&quads);
    let written = whereas::export::to_string(format, &quads, &prefixes).unwrap().len();
    bencher.counter(BytesCount::new(written)).bench(|| {
        assert_eq!(whereas::export::to_string(format, &quads, &prefixes).unwrap().len(), written);
    });
}

#[divan::bench]
fn file_to_n_quads(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| {
        let quads: Vec<_> = extractions().iter().flat_map(|found| whereas::rdf::quads(ontology(), found)).collect();
        let text = whereas::export::to_string(Format::NQuads, &quads, &Prefixes::new(BASE)).unwrap();
        assert!(text.lines().count() > 1000);
    });
}
