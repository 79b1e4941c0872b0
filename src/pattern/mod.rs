//! The small language in which `ontology/` says what words look like.
//!
//! ```text
//! {s} est l'(agent|agence) d'exécution [dans le domaine de {field:text}] de {o:Organization}
//! ```
//!
//! | written | matches |
//! |---|---|
//! | `word` | that word, folded, or one of its variants (`de`: `d'`, `du`, `des`) |
//! | `word~` | the word in every gender and number |
//! | `,` `-` `:` `.` `"` `\(` | that sign |
//! | `[x]` | `x` or nothing |
//! | `(x\|y)` | `x` or `y` |
//! | `<name>` | one of the words that the language lists under that name |
//! | `..` `..N` | up to 6 or N tokens of one sentence, as few as possible |
//! | `{s}` `{s:Type\|kind}` | a mention, of these types or kinds |
//! | `{s+}` | one mention or several joined by commas and *and* |
//! | `{s!:Type}` | a mention, or else a new name of that type |
//! | `{x:text}` `{x:number}` `{x:date}` | some words, digits, a date |
//!
//! Why not regular expressions: they know neither words nor mentions, a list of 200 of them passes at 1 to 4 MB/s, and each has
//! to spell out accents, apostrophes and hyphens again. A pattern here is tried only where one of its own words occurs.

mod matcher;
mod patterns;
mod program;
mod syntax;
mod trace;

pub(crate) use matcher::run_at;
pub use matcher::{Captures, Filled, Filler, Fillers, NoSlots, match_at};
pub use patterns::{Patterns, Sought};
pub use program::{Grammar, Program};
pub use syntax::{Node, PatternError, Slot, SlotKind, parse};
pub use trace::{Shortfall, trace};
