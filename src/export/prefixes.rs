//! Prefixes and the base: how an IRI is written short.
//!
//! Each source of a graph gets a prefix named after its file, so that a claim reads `interpol-impact-2012.fr:clause-9`. Other
//! IRIs of data are written `id:name` or, where that would need escapes, relative to the base: `<file/interpol-impact-2012>`.

use super::names::{is_local, is_prefix, push_iri};
use crate::ontology::Context;
use crate::rdf::vocab::{self, ws};
use crate::read::format_of;
use oxigraph::model::{NamedOrBlankNode, Quad, Term};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Prefixes of vocabularies; only those in use are written.
const STANDARD: [(&str, &str); 24] = [
    ("act", vocab::ACT),
    ("allot", "https://w3id.org/akn/ontology/allot/"),
    ("correction", vocab::CORRECTION),
    ("date", vocab::DATE),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("edtf", "http://id.loc.gov/datatypes/edtf/"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("ent", vocab::ENTITY),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("lang", vocab::LANGUAGES),
    ("oa", vocab::OA),
    ("org", "http://www.w3.org/ns/org#"),
    ("owl", "http://www.w3.org/2002/07/owl#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("run", vocab::RUN),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("time", "http://www.w3.org/2006/time#"),
    ("undo", "https://w3id.org/un/ontology/undo/"),
    ("wd", "http://www.wikidata.org/entity/"),
    ("ws", vocab::WS),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// How IRIs are written short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefixes {
    /// Prefix by namespace; a namespace ends with `/` or `#`.
    by_namespace: BTreeMap<String, String>,
    base: String,
    context: Context,
}

/// What writing IRIs short has made use of.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// Namespace by prefix.
    prefixes: BTreeMap<String, String>,
    base: bool,
}

impl Prefixes {
    /// The prefixes of the vocabularies, and `id:` for data under this base.
    #[must_use]
    pub fn new(base: &str) -> Self {
        let by_namespace = STANDARD.iter().map(|(prefix, iri)| ((*iri).to_owned(), (*prefix).to_owned())).collect();
        Self { by_namespace, base: base.to_owned(), context: Context::default() }.with_prefix("id", base)
    }

    /// The same with the words of JSON-LD.
    #[must_use]
    pub fn with_context(self, context: Context) -> Self {
        Self { context, ..self }
    }

    /// The words of JSON-LD.
    pub(super) fn context(&self) -> &Context {
        &self.context
    }

    /// IRI that what is relative is relative to.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// One prefix more. A name that is no prefix, or is taken, changes nothing.
    #[must_use]
    pub fn with_prefix(mut self, prefix: &str, namespace: &str) -> Self {
        if is_prefix(prefix) && !self.is_taken(prefix) {
            self.by_namespace.entry(namespace.to_owned()).or_insert_with(|| prefix.to_owned());
        }
        self
    }

    /// A prefix for each source that the quads describe, named after its file.
    ///
    /// Files whose names give the same prefix, or one that is taken, have a piece of the hash of their IRI in it.
    #[must_use]
    pub fn with_sources(self, quads: &[Quad]) -> Self {
        self.with_source_paths(quads.iter().filter_map(source_path))
    }

    /// The same for sources by their IRI and path.
    #[must_use]
    pub fn with_source_paths<'a>(mut self, sources: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut by_prefix: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for (source, path) in sources {
            by_prefix.entry(prefix_of(path)).or_default().insert(source);
        }
        for (prefix, sources) in by_prefix {
            let is_alone = sources.len() == 1 && !self.is_taken(&prefix);
            for source in sources {
                let name = if is_alone { prefix.clone() } else { format!("{prefix}-{}", short_hash(source)) };
                self.by_namespace.insert(format!("{source}/"), name);
            }
        }
        self
    }

    fn is_taken(&self, prefix: &str) -> bool {
        self.by_namespace.values().any(|other| other == prefix)
    }

    /// All prefixes with their namespaces, by prefix.
    #[must_use]
    pub fn all(&self) -> BTreeMap<&str, &str> {
        self.by_namespace.iter().map(|(namespace, prefix)| (prefix.as_str(), namespace.as_str())).collect()
    }

    /// Appends an IRI in its shortest form and remembers what it made use of.
    pub(super) fn push(&self, iri: &str, out: &mut String, used: &mut Used) {
        if let Some((namespace, prefix, local)) = self.prefixed(iri) {
            if !used.prefixes.contains_key(prefix) {
                used.prefixes.insert(prefix.to_owned(), namespace.to_owned());
            }
            out.extend([prefix, ":", local]);
        } else if let Some(relative) = self.relative(iri) {
            used.base = true;
            push_iri(out, relative);
        } else {
            push_iri(out, iri);
        }
    }

    /// A local name without escapes holds no `/` or `#`, so there is one place to cut.
    fn prefixed<'a>(&'a self, iri: &'a str) -> Option<(&'a str, &'a str, &'a str)> {
        let cut = iri.rfind(['/', '#'])? + 1;
        let (namespace, local) = iri.split_at_checked(cut)?;
        let prefix = self.by_namespace.get(namespace)?;
        is_local(local).then_some((namespace, prefix, local))
    }

    /// Whether IRIs can be written relative to the base.
    pub(super) fn base_is_a_folder(&self) -> bool {
        self.base.contains("://") && self.base.ends_with('/') && !self.base.contains(['?', '#'])
    }

    /// What is left of an IRI after the base, if putting it after the base gives the IRI again.
    pub(super) fn relative<'a>(&self, iri: &'a str) -> Option<&'a str> {
        let rest = iri.strip_prefix(&self.base).filter(|_| self.base_is_a_folder())?;
        let is_path = !rest.is_empty() && !rest.starts_with(['/', '?', '#']);
        let has_scheme = rest.split(['/', '?', '#']).next().is_some_and(|segment| segment.contains(':'));
        let has_dots = rest.split('/').any(|segment| segment.starts_with('.'));
        (is_path && !has_scheme && !has_dots).then_some(rest)
    }

    /// The lines that declare what was made use of.
    pub(super) fn declarations(&self, used: &Used) -> String {
        let mut out = String::new();
        if used.base {
            out.push_str("@base ");
            push_iri(&mut out, &self.base);
            out.push_str(" .\n");
        }
        for (prefix, namespace) in &used.prefixes {
            out.extend(["@prefix ", prefix, ": "]);
            push_iri(&mut out, namespace);
            out.push_str(" .\n");
        }
        out
    }
}

/// The IRI and path of the source that a quad describes.
pub(super) fn source_path(quad: &Quad) -> Option<(&str, &str)> {
    match (&quad.subject, &quad.object) {
        (NamedOrBlankNode::NamedNode(source), Term::Literal(path)) if quad.predicate == ws::PATH => {
            Some((source.as_str(), path.value()))
        }
        _ => None,
    }
}

/// The ending that most documents have, and that prefixes leave out.
const USUAL: &str = ".md";
/// What stands for the `/` of a path in a prefix.
const FOLDER: &str = "__";

/// A path as a prefix, made of the path alone, so that a further document renames no other: `un/2012/a.txt` is `un__2012__a.txt`, and
/// `a.md` is `a`. Where two paths would give one prefix, because something in them cannot stand there, a piece of the path's hash does.
fn prefix_of(path: &str) -> String {
    let usual = path.strip_suffix(USUAL);
    let stem = usual.unwrap_or(path);
    let keep = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { '-' };
    let parts: Vec<String> = stem.split('/').map(|part| part.chars().map(keep).collect()).collect();
    let name = parts.join(FOLDER);
    let is_kept = parts.join("/") == stem
        && !parts.iter().any(|part| part.is_empty() || part.starts_with('_') || part.ends_with('_'));
    // "a.txt.md" would be what "a.txt" is.
    let is_only = is_kept && !stem.contains(FOLDER) && (usual.is_none() || format_of(stem).is_none());
    if is_only && is_prefix(&name) {
        return name;
    }
    let name = name.trim_matches(['.', '-', '_']);
    let begun = if is_prefix(name) { name.to_owned() } else { format!("source-{name}") };
    format!("{}-{}", begun.trim_end_matches(['-', '.', '_']), short_hash(path))
}

fn short_hash(iri: &str) -> String {
    Sha256::digest(iri).iter().take(3).map(|b| format!("{b:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(iri: &str) -> String {
        let mut out = String::new();
        Prefixes::new(vocab::DEFAULT_BASE).push(iri, &mut out, &mut Used::default());
        out
    }

    #[test]
    fn iris_are_written_short_where_that_needs_no_escape() {
        assert_eq!(short("https://w3id.org/whereas/ns#Fact"), "ws:Fact");
        assert_eq!(short("https://w3id.org/whereas/id/a"), "id:a");
        assert_eq!(short("https://w3id.org/whereas/id/file/a(b)"), "<file/a(b)>");
        assert_eq!(short("https://w3id.org/whereas/id/a:b/c"), "<https://w3id.org/whereas/id/a:b/c>");
        assert_eq!(short("https://w3id.org/whereas/id/a/../b"), "<https://w3id.org/whereas/id/a/../b>");
        assert_eq!(short("https://example.org/a"), "<https://example.org/a>");
    }

    #[test]
    fn a_path_becomes_a_prefix() {
        assert_eq!(prefix_of("interpol-impact-2012.fr.md"), "interpol-impact-2012.fr");
        assert_eq!(prefix_of("un/2012/a_b.txt"), "un__2012__a_b.txt");
        let hashed =
            ["un/2012/été (1).txt", "2012.md", "éé.md", "a__b.md", "a_/b.md", "a.txt.md", "-a.md", "a..md", "a//b.md"];
        for path in hashed {
            let prefix = prefix_of(path);
            assert!(prefix.ends_with(&short_hash(path)) && is_prefix(&prefix), "{path}: {prefix}");
        }
    }

    #[test]
    fn no_two_paths_have_one_prefix() {
        let paths = [
            "a.md", "a.txt", "a.md.txt", "a.txt.md", "b/a.md", "b__a.md", "b-a.md", "b_/a.md", "b/_a.md", "A.md",
            "é.md", "è.md",
        ];
        let prefixes: BTreeSet<String> = paths.iter().map(|path| prefix_of(path)).collect();
        assert_eq!(prefixes.len(), paths.len(), "{prefixes:?}");
    }
}
