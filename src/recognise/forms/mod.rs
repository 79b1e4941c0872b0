//! Names by their form: a noun that begins names, with the words that make it one.
//!
//! French and Spanish put the noun first and let modifiers in small letters follow it ("Centre INTERPOL de lutte contre la
//! criminalité numérique"); English puts capitals before and after it ("Inter-Regional Bureau for Vessel Registration") and
//! modifiers in small letters before it ("draft co-operation agreement"). Where a name ends is decided by closed classes of
//! words, which are data: what joins (linkers), what never stands in a name (breakers). A noun alone is no name.

mod after;
mod before;
mod form;
mod search;

pub(super) use search::{enacting, find, name_end};

/// Words of a name at most.
const LONGEST: usize = 30;
/// Modifiers before a noun at most.
const MODIFIERS: usize = 6;
/// Words that say that something is to be created, at most: "mettre en place une".
const BEFORE_CREATED: usize = 6;
