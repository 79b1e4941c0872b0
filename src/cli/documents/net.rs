//! A net under the reading of one document: a mistake of the program ends that document, with one line, and not the run.
//!
//! Parsers of containers crash in a process of their own ([`isolate`](super::isolate)); this is for what is done with the text.

use anyhow::anyhow;
use std::cell::{Cell, RefCell};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether this thread is at a document.
    static SPREAD: Cell<bool> = const { Cell::new(false) };
    /// What the panic said that the net caught.
    static SAID: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Does the work of one document. A panic in it becomes an error that says where, in one line; its usual report is not printed.
pub(in crate::cli) fn caught<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if SPREAD.get() {
                SAID.set(info.to_string().split_whitespace().collect::<Vec<_>>().join(" "));
            } else {
                usual(info);
            }
        }));
    });
    SPREAD.set(true);
    // What a panic leaves half-made is dropped with the document: nothing that the work changes is shared.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    SPREAD.set(false);
    result.unwrap_or_else(|_| {
        Err(anyhow!("a mistake of the program: {} (please report it with the document)", SAID.take()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_ends_one_document_with_one_line_and_the_next_is_read() {
        let error = caught(|| -> anyhow::Result<()> { panic!("no\nsuch token") }).unwrap_err().to_string();
        assert!(error.starts_with("a mistake of the program: panicked at src/cli/documents/net.rs:"), "{error}");
        assert!(error.contains(": no such token (please report it"), "{error}");
        assert_eq!(caught(|| Ok(1)).unwrap(), 1);
    }
}
