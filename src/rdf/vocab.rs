//! IRIs of the vocabularies that the program itself speaks. Relations, acts and types come from `ontology/whereas.ttl`.

/// Namespace of the vocabulary, prefix `ws:`.
pub const WS: &str = "https://w3id.org/whereas/ns#";
/// Namespace of the concepts of acts, prefix `act:`.
pub const ACT: &str = "https://w3id.org/whereas/act/";
/// Namespace of curated entities, prefix `ent:`.
pub const ENTITY: &str = "https://w3id.org/whereas/entity/";
/// Default base of data, prefix `id:`.
pub const DEFAULT_BASE: &str = "https://w3id.org/whereas/id/";
