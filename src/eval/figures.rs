//! Counts, and what is made of them: precision, recall, F1, the score, the misses.

use serde::{Serialize, Serializer};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layer {
    /// Fields of the heading that the text states.
    Header,
    /// Recitals and operative clauses, of the right kind.
    Clauses,
    /// Clause and class of act.
    Acts,
    /// Clause, class of act and receiver.
    Receivers,
    /// Type and any shared name, one to one.
    Entities,
    /// Subject, relation, object and modality; repeated evidence counts once.
    Facts,
}

impl Layer {
    /// All, in the order of the pipeline.
    pub const ALL: [Self; 6] = [Self::Header, Self::Clauses, Self::Acts, Self::Receivers, Self::Entities, Self::Facts];

    /// The word used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Clauses => "clauses",
            Self::Acts => "acts",
            Self::Receivers => "receivers",
            Self::Entities => "entities",
            Self::Facts => "facts",
        }
    }
}

/// What a miss is about: a layer, or one of the two that are counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// A layer.
    Layer(Layer),
    /// A found entity that is two annotated ones.
    Merges,
    /// A found fact that the text denies or only hopes for.
    Forbidden,
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Subject {
    /// The word used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Layer(layer) => layer.name(),
            Self::Merges => "merges",
            Self::Forbidden => "forbidden",
        }
    }
}

/// What was expected, found, and both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Found as expected.
    pub hit: usize,
    /// Annotated.
    pub expected: usize,
    /// Found.
    pub found: usize,
}

impl Count {
    pub(super) fn add(&mut self, hit: usize, expected: usize, found: usize) {
        self.hit += hit;
        self.expected += expected;
        self.found += found;
    }

    /// The share of what was found that is right; 0 when nothing was.
    #[must_use]
    pub fn precision(self) -> f64 {
        share(self.hit, self.found)
    }

    /// The share of what is annotated that was found; 0 when nothing is.
    #[must_use]
    pub fn recall(self) -> f64 {
        share(self.hit, self.expected)
    }

    /// The harmonic mean of the two.
    #[must_use]
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision(), self.recall());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Something expected and not found, or found and not expected.
#[derive(Clone, Debug, Serialize)]
pub struct Miss {
    /// What it counts for.
    pub layer: Subject,
    /// The annotation's id.
    pub document: String,
    /// Where: a field of the heading, the first words of a clause, a type or a relation.
    pub at: String,
    /// What is annotated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
}

/// The result of an evaluation.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// Annotated documents.
    pub documents: usize,
    /// Of these, without output.
    pub absent: usize,
    counts: [Count; Layer::ALL.len()],
    /// Found entities that are two annotated ones; each counts as not found.
    pub merges: usize,
    /// Facts found that the text denies or only hopes for.
    pub forbidden: usize,
    /// Facts annotated as such.
    pub forbidden_annotated: usize,
    /// By document, in the order of the layers.
    pub misses: Vec<Miss>,
}

impl Figures {
    /// The count of a layer.
    #[must_use]
    pub fn count(&self, layer: Layer) -> Count {
        self.counts[layer as usize]
    }

    pub(super) fn add(&mut self, layer: Layer, hit: usize, expected: usize, found: usize) {
        self.counts[layer as usize].add(hit, expected, found);
    }

    pub(super) fn miss(
        &mut self,
        layer: Subject,
        document: &str,
        at: &str,
        expected: Option<String>,
        found: Option<String>,
    ) {
        self.misses.push(Miss { layer, document: document.to_owned(), at: at.to_owned(), expected, found });
    }

    /// The mean F1 of the six layers.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "six")]
    pub fn score(&self) -> f64 {
        Layer::ALL.iter().map(|layer| self.count(*layer).f1()).sum::<f64>() / Layer::ALL.len() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_expected_and_nothing_found_is_zero_and_no_division() {
        assert!(Count::default().f1().abs() < f64::EPSILON);
    }

    #[test]
    fn f1_is_the_harmonic_mean() {
        let count = Count { hit: 1, expected: 2, found: 1 };
        assert!((count.f1() - 2.0 / 3.0).abs() < 1e-12);
    }
}
