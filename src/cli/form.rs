//! In which form a graph is written: the flags that `extract`, `build` and `export` share.

use crate::export::Format;
use crate::rdf::{Evidence, Form, Version};
use clap::{Args, ValueEnum};

/// How much evidence, by name.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum EvidenceName {
    /// Source, start, end, quote and rule of each claim
    Lean,
    /// The same, and the spans as Web Annotation selectors
    Oa,
}

impl From<EvidenceName> for Evidence {
    fn from(name: EvidenceName) -> Self {
        match name {
            EvidenceName::Lean => Self::Lean,
            EvidenceName::Oa => Self::Annotations,
        }
    }
}

/// The version of RDF, by name.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum VersionName {
    /// Claims have rdf:subject, rdf:predicate, rdf:object; every tool reads it
    #[value(name = "1.1")]
    Rdf11,
    /// Claims reify their triple (rdf:reifies); ttl, trig, nt and nq only
    #[value(name = "1.2")]
    Rdf12,
}

/// Flags of commands that write a graph.
#[derive(Debug, Args)]
pub(super) struct FormArgs {
    /// How much evidence to write
    #[arg(long, value_enum, value_name = "EVIDENCE")]
    evidence: Option<EvidenceName>,
    /// Leave the evidence out: plain triples, entities and labels alone
    #[arg(long, conflicts_with = "evidence")]
    facts_only: bool,
    /// Version of RDF to write [default: 1.1]
    #[arg(long, value_enum, value_name = "VERSION")]
    rdf: Option<VersionName>,
}

impl FormArgs {
    /// Whether selectors are asked for, which only documents and graphs that have them can give.
    pub(super) fn wants_annotations(&self) -> bool {
        matches!(self.evidence, Some(EvidenceName::Oa))
    }

    /// The form in which to write, with this much evidence unless a flag says otherwise.
    ///
    /// # Errors
    /// When the format is none of graphs and a flag asks for a form, or it cannot hold RDF 1.2.
    pub(super) fn form(&self, format: Format, evidence: Evidence) -> anyhow::Result<Form> {
        let version = match self.rdf {
            Some(VersionName::Rdf12) => Version::Rdf12,
            Some(VersionName::Rdf11) | None => Version::Rdf11,
        };
        let flags =
            [("--evidence", self.evidence.is_some()), ("--facts-only", self.facts_only), ("--rdf", self.rdf.is_some())];
        if let Some((flag, _)) = flags.iter().find(|(_, given)| *given && format == Format::JsonLines) {
            anyhow::bail!("{flag}: expected a format of graphs, and jsonl is none");
        }
        if version == Version::Rdf12 && !format.has_triple_terms() {
            anyhow::bail!("--rdf 1.2: {} has no form for it, expected ttl, trig, nt or nq", format.name());
        }
        let evidence = if self.facts_only { Evidence::None } else { self.evidence.map_or(evidence, Evidence::from) };
        Ok(Form { evidence, version })
    }
}
