//! The context of JSON-LD: which word stands for which IRI, and how values are written under it.
//!
//! It is data, `ontology/context.jsonld`, and is written into every document, so that nothing has to be fetched to read one.
//! Of what JSON-LD allows in a context it holds prefixes, aliases of keywords, and terms with a type or the container `@language`.

use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// A context, read. Without any entry, all IRIs are written in full.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// As it is written, without what is particular to a document.
    map: Map<String, Value>,
    /// Prefix by namespace.
    prefixes: BTreeMap<String, String>,
    /// Terms by IRI.
    terms: BTreeMap<String, Term>,
    names: BTreeSet<String>,
}

/// A word for an IRI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The word.
    pub name: String,
    /// How its values are written.
    pub values: Values,
}

/// How the values under a term are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Values {
    /// Strings, numbers, truth values; anything else as an object.
    Plain,
    /// IRIs as strings.
    Iris,
    /// IRIs as strings, terms among them.
    Terms,
    /// Literals of this datatype as strings.
    Typed(String),
    /// Words by their language.
    ByLanguage,
}

impl Context {
    /// The context in the text of a file: a JSON object with the key `@context`.
    ///
    /// # Errors
    /// What is not as expected, in one line.
    pub fn read(text: &str) -> Result<Self, String> {
        let json: Value = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let Some(Value::Object(map)) = json.get("@context") else {
            return Err("expected an object with the key @context".to_owned());
        };
        let mut context = Self { map: map.clone(), ..Self::default() };
        for (name, value) in map {
            if let Some(namespace) = value.as_str().filter(|iri| iri.contains("://") && iri.ends_with(['/', '#'])) {
                context.prefixes.insert(namespace.to_owned(), name.clone());
            }
        }
        for (name, value) in map.iter().filter(|(name, _)| !name.starts_with('@')) {
            context.names.insert(name.clone());
            if let Some((iri, values)) = context.term(name, value)? {
                context.terms.insert(iri, Term { name: name.clone(), values });
            }
        }
        Ok(context)
    }

    /// IRI and manner of a term; none for prefixes and aliases of keywords.
    fn term(&self, name: &str, value: &Value) -> Result<Option<(String, Values)>, String> {
        let bad = |wish: &str| format!("{name}: expected {wish}");
        let iri = |text: &str| self.expand(text).ok_or_else(|| bad("an IRI with a prefix of this context"));
        match value {
            Value::String(text) if text.starts_with('@') || self.prefixes.contains_key(text) => Ok(None),
            Value::String(text) => Ok(Some((iri(text)?, Values::Plain))),
            Value::Object(definition) => {
                let text = |key: &str| definition.get(key).and_then(Value::as_str);
                let values = match (text("@type"), text("@container")) {
                    (Some("@id"), None) => Values::Iris,
                    (Some("@vocab"), None) => Values::Terms,
                    (Some(datatype), None) => Values::Typed(iri(datatype)?),
                    (None, Some("@language")) => Values::ByLanguage,
                    _ => return Err(bad("either @type, or @container with @language")),
                };
                Ok(Some((iri(text("@id").ok_or_else(|| bad("an @id"))?)?, values)))
            }
            _ => Err(bad("an IRI or an object")),
        }
    }

    fn expand(&self, text: &str) -> Option<String> {
        let (prefix, local) = text.split_once(':')?;
        let (namespace, _) = self.prefixes.iter().find(|(_, name)| *name == prefix)?;
        Some(format!("{namespace}{local}"))
    }

    /// Its entries, as they are written.
    #[must_use]
    pub fn entries(&self) -> &Map<String, Value> {
        &self.map
    }

    /// The term for an IRI.
    #[must_use]
    pub fn term_of(&self, iri: &str) -> Option<&Term> {
        self.terms.get(iri)
    }

    /// Whether a word means something here.
    #[must_use]
    pub fn has_name(&self, word: &str) -> bool {
        self.names.contains(word)
    }

    /// An IRI with a prefix: `ent:itu`.
    #[must_use]
    pub fn compact(&self, iri: &str) -> Option<String> {
        let cut = iri.rfind(['/', '#'])? + 1;
        let (namespace, local) = iri.split_at_checked(cut)?;
        Some(format!("{}:{local}", self.prefixes.get(namespace)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_context_cannot_hold_here_is_named() {
        let of = |entries: &str| Context::read(&format!("{{\"@context\": {{{entries}}}}}")).map(|_| ());
        assert_eq!(
            of(r#""ws": "https://e.org/ns#", "id": "@id", "a": "ws:a", "b": {"@id": "ws:b", "@type": "@id"}"#),
            Ok(())
        );
        assert_eq!(of(r#""a": "ws:a""#), Err("a: expected an IRI with a prefix of this context".to_owned()));
        assert_eq!(of(r#""a": 1"#), Err("a: expected an IRI or an object".to_owned()));
        let listed = of(r#""ws": "https://e.org/ns#", "a": {"@id": "ws:a", "@container": "@list"}"#);
        assert_eq!(listed, Err("a: expected either @type, or @container with @language".to_owned()));
        assert!(Context::read("[").is_err() && Context::read("{}").is_err());
    }
}
