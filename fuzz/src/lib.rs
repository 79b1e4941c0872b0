//! What must hold for any bytes: a file is refused, or what is read of it can be checked against it.

use std::panic::{self, AssertUnwindSafe};
use std::sync::LazyLock;
use whereas::audit::verify::verify;
use whereas::extract::extract;
use whereas::ontology::Ontology;
use whereas::rdf;
use whereas::rdf::vocab::DEFAULT_BASE;
use whereas::read::read;

static ONTOLOGY: LazyLock<Ontology> = LazyLock::new(|| Ontology::built_in().expect("the built-in ontology is sound"));

/// Reads bytes as a file of this name. What is read goes through all of the pipeline, and every quote is found again in the file.
pub fn check(name: &str, bytes: &[u8]) {
    let Ok(source) = read(name, bytes) else { return };
    let Ok(found) = extract(&ONTOLOGY, source, DEFAULT_BASE) else { return };
    let quads = rdf::quads(&ONTOLOGY, &found);
    let verdict = verify(&quads, &mut |_| read(name, bytes).map_err(|error| error.to_string()));
    assert!(verdict.failures.is_empty(), "{:?}", verdict.failures);
}

/// The same for a format whose parser is known to panic, and which the program therefore reads in a process of its own: a panic of the parser is a
/// refusal. What overflows the stack, does not end or takes all memory is found all the same.
pub fn check_risky(name: &str, bytes: &[u8]) {
    static QUIET: LazyLock<()> = LazyLock::new(|| panic::set_hook(Box::new(|_| {})));
    LazyLock::force(&QUIET);
    let readable = panic::catch_unwind(AssertUnwindSafe(|| read(name, bytes).is_ok()));
    if readable.is_ok_and(|readable| readable) {
        // The parser has done; from here on a panic is ours.
        if panic::catch_unwind(AssertUnwindSafe(|| check(name, bytes))).is_err() {
            std::process::abort();
        }
    }
}
