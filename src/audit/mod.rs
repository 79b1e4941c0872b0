//! Questions about a graph: whether it still says what its documents say, whether it is well formed, how two differ.
//!
//! Each works on quads alone, wherever they come from: a store, a file, another program. Documents are handed in by a
//! function, so that nothing here opens a file.

pub mod check;
pub mod diff;
mod record;
mod selectors;
pub mod things;
pub mod verify;
pub mod why;

pub use record::{Record, Records};
