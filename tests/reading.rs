//! Reading for tests: the built-in ontology, loaded once, and the way from a text to what it says.

use std::sync::LazyLock;
use whereas::extract::{ExtractError, extract};
use whereas::ontology::Ontology;
use whereas::rdf::vocab::DEFAULT_BASE;
use whereas::read::read;
use whereas::relate::Extraction;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| match Ontology::built_in() {
    Ok(ontology) => ontology,
    Err(mistakes) => panic!("{mistakes:?}"),
});

/// The ontology built into the program.
pub(crate) fn ontology() -> &'static Ontology {
    &ONTOLOGY
}

/// What a text says that is read from a file with this path.
pub(crate) fn extraction(path: &str, text: &str) -> Result<Extraction, ExtractError> {
    extract(ontology(), read(path, text.as_bytes()).unwrap(), DEFAULT_BASE)
}

/// What the seed says in a language.
pub(crate) fn seed(language: &str) -> Extraction {
    let name = format!("interpol-impact-2012.{language}.md");
    let file = format!("{}/seeds/{name}", env!("CARGO_MANIFEST_DIR"));
    extraction(&name, &std::fs::read_to_string(file).unwrap()).unwrap()
}
