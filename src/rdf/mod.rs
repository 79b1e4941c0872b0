//! From claims to quads: the only place that makes them.

pub mod vocab;
