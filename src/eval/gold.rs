//! Annotations: what a careful reader would put into the graph of a document. docs/measuring.md tells their format.

use crate::ontology::Ontology;
use crate::relate::Modality;
use serde::Deserialize;
use std::fmt;
use thiserror::Error;

/// What a document says, written by hand.
#[derive(Clone, Debug, Deserialize)]
pub struct Gold {
    /// Its name in the misses.
    pub id: String,
    /// The document's file.
    pub file: String,
    /// Code of its language.
    pub lang: String,
    /// The heading, as far as the text states it.
    pub header: GoldHeader,
    /// Recitals and operative clauses in order.
    pub clauses: Vec<GoldClause>,
    /// Things named.
    pub entities: Vec<GoldEntity>,
    /// What the text states of them.
    pub facts: Vec<GoldFact>,
    /// What a careless reader would take for a fact.
    #[serde(default)]
    pub forbidden: Vec<GoldForbidden>,
}

/// The heading; what the text does not state is left out or null.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldHeader {
    /// Names of the enacting body.
    #[serde(default)]
    pub body: Option<Vec<String>>,
    /// As a citation would write it.
    #[serde(default)]
    pub symbol: Option<Text>,
    /// ISO date of adoption.
    #[serde(default)]
    pub date: Option<Text>,
    /// The ordinal of the session.
    #[serde(default)]
    pub session: Option<Text>,
    /// Where the session was held.
    #[serde(default)]
    pub place: Option<Text>,
    /// First day of the session.
    #[serde(default)]
    pub start: Option<Text>,
    /// Last day of the session.
    #[serde(default)]
    pub end: Option<Text>,
    /// The title.
    #[serde(default)]
    pub subject: Option<Text>,
}

/// A recital or operative clause.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldClause {
    /// Recital or operative, as outputs name it.
    pub kind: String,
    /// Its first words.
    pub begins: String,
    /// What its verbs do, in order.
    pub acts: Vec<GoldAct>,
}

/// What one verb does.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldAct {
    /// Its class.
    pub act: String,
    /// Names of each that it is done to.
    pub receivers: Vec<Vec<String>>,
}

/// A thing named.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldEntity {
    /// What kind of thing.
    #[serde(rename = "type")]
    pub entity_type: String,
    /// Names by which the document calls it.
    pub names: Vec<String>,
}

/// A statement.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldFact {
    /// Names of the subject.
    pub s: Vec<Text>,
    /// The relation.
    pub p: String,
    /// Names of the object, or its value.
    pub o: Vec<Text>,
    /// Asserted or prospective, as outputs name it.
    pub modality: String,
}

/// A statement that must not be found.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldForbidden {
    /// Names of the subject.
    pub s: Vec<Text>,
    /// The relation.
    pub p: String,
    /// Names of the object, or its value.
    pub o: Vec<Text>,
    /// In which modality; none is in any.
    #[serde(default)]
    pub modality: Option<String>,
    /// Why not.
    #[serde(default)]
    pub why: String,
}

/// A text, or a number that is compared as one.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged, expecting = "a text or a whole number")]
pub enum Text {
    /// Words.
    Words(String),
    /// A number.
    Number(i64),
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => f.write_str(words),
            Self::Number(number) => write!(f, "{number}"),
        }
    }
}

/// What is wrong with an annotation.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum GoldError {
    /// No JSON, or a field that is missing or of the wrong kind; with line and column, 1-based.
    #[error("{line}:{column}: expected an annotation: {what}")]
    Shape {
        /// 1-based.
        line: usize,
        /// 1-based, in bytes.
        column: usize,
        /// What is missing or wrong.
        what: String,
    },
    /// A word that the vocabulary does not have.
    #[error("{field}: expected {expected}, found \"{found}\"")]
    Word {
        /// Path of the field: `clauses[3].acts[0].act`, indices 0-based.
        field: String,
        /// Words that are possible.
        expected: String,
        /// The word that is there.
        found: String,
    },
}

impl Gold {
    /// Reads an annotation and checks its words against the vocabulary.
    ///
    /// # Errors
    /// The first mistake, with its line or field and what was expected.
    pub fn read(ontology: &Ontology, json: &str) -> Result<Self, GoldError> {
        let gold: Self = serde_json::from_str(json).map_err(|error| GoldError::Shape {
            line: error.line(),
            column: error.column(),
            what: without_place(&error.to_string()),
        })?;
        gold.check(ontology)?;
        Ok(gold)
    }

    fn check(&self, ontology: &Ontology) -> Result<(), GoldError> {
        let languages = ontology.languages.iter().map(|language| language.code.as_str());
        known("lang", &self.lang, languages)?;
        let kinds = || [crate::parse::ClauseKind::Recital, crate::parse::ClauseKind::Operative].map(|kind| kind.name());
        let classes = || {
            ontology
                .concepts
                .iter()
                .filter(|concept| ontology.concepts[usize::from(concept.class.0)].name == concept.name)
        };
        for (at, clause) in self.clauses.iter().enumerate() {
            known(&format!("clauses[{at}].kind"), &clause.kind, kinds())?;
            for (act_at, act) in clause.acts.iter().enumerate() {
                let field = format!("clauses[{at}].acts[{act_at}].act");
                known(&field, &act.act, classes().map(|concept| concept.name.as_str()))?;
            }
        }
        for (at, entity) in self.entities.iter().enumerate() {
            let types = ontology.types.iter().map(|entity_type| entity_type.name.as_str());
            known(&format!("entities[{at}].type"), &entity.entity_type, types)?;
        }
        let relations = || ontology.predicates.iter().map(|predicate| predicate.name.as_str());
        for (at, fact) in self.facts.iter().enumerate() {
            known(&format!("facts[{at}].p"), &fact.p, relations())?;
            known(&format!("facts[{at}].modality"), &fact.modality, modalities())?;
        }
        for (at, fact) in self.forbidden.iter().enumerate() {
            known(&format!("forbidden[{at}].p"), &fact.p, relations())?;
            if let Some(modality) = &fact.modality {
                known(&format!("forbidden[{at}].modality"), modality, modalities())?;
            }
        }
        Ok(())
    }
}

fn modalities() -> [&'static str; 2] {
    [Modality::Asserted.name(), Modality::Prospective.name()]
}

fn known<'w>(field: &str, found: &str, words: impl IntoIterator<Item = &'w str>) -> Result<(), GoldError> {
    let words: Vec<&str> = words.into_iter().collect();
    if words.contains(&found) {
        return Ok(());
    }
    Err(GoldError::Word {
        field: field.to_owned(),
        expected: format!("one of {}", words.join(", ")),
        found: found.to_owned(),
    })
}

/// The message of a JSON error without its place, which is told before it.
fn without_place(message: &str) -> String {
    message.rsplit_once(" at line ").map_or(message, |(what, _)| what).to_owned()
}
