//! Surveys added up: shares by language and body, and of what was not understood the most frequent and the longest.

use super::survey::{Stretch, Survey};
use crate::ontology::Ontology;
use crate::relate::Extraction;
use crate::text::Span;
use serde::Serialize;
use std::collections::BTreeMap;

/// Different things that a list counts at most. Above it the rarest are forgotten, and their counts with them.
const MOST: usize = 50_000;
/// Letters of a text that are shown.
const SHOWN: usize = 160;

/// What is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum List {
    /// Documents that were refused, by reason.
    Refused,
    /// First words of clauses, and of numbered paragraphs within them, that no known act opens.
    Openings,
    /// Paragraphs within clauses that begin as a new one might.
    Inside,
    /// Text outside every clause.
    Outside,
    /// Text after the last clause.
    After,
    /// Acts of the clauses of which nothing is stated.
    Silent,
    /// Things named that the gazetteer does not have.
    Names,
    /// Capitalised words that nothing takes for a name.
    Phrases,
    /// What points back to nothing.
    References,
    /// Names that may mean several things.
    Ambiguous,
}

impl List {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::Refused,
        Self::Openings,
        Self::Inside,
        Self::Outside,
        Self::After,
        Self::Silent,
        Self::Names,
        Self::Phrases,
        Self::References,
        Self::Ambiguous,
    ];

    /// The word used in every output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Openings => "openings",
            Self::Inside => "inside",
            Self::Outside => "outside",
            Self::After => "after",
            Self::Silent => "silent",
            Self::Names => "names",
            Self::Phrases => "phrases",
            Self::References => "references",
            Self::Ambiguous => "ambiguous",
        }
    }
}

/// A part of a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Share {
    /// The part.
    pub part: usize,
    /// The whole.
    pub whole: usize,
}

impl Share {
    /// In per cent; 100 when there is nothing.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
    pub fn percent(self) -> f64 {
        if self.whole == 0 { 100.0 } else { 100.0 * self.part as f64 / self.whole as f64 }
    }

    fn add(&mut self, part: usize, whole: usize) {
        self.part += part;
        self.whole += whole;
    }
}

/// What was understood of the documents of a language and a body.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Group {
    /// Documents.
    pub documents: usize,
    /// Of the clauses and the numbered paragraphs within them, those that a known act opens.
    pub clauses_with_act: Share,
    /// Of the letters from the first clause to the last, those in clauses.
    pub text_in_clauses: Share,
    /// Of the clauses, those of which a receiver or a fact is known.
    pub clauses_with_claim: Share,
    /// Of the mentions, those of things known in other documents too.
    pub mentions_known: Share,
    /// What points back to nothing.
    pub unresolved_references: usize,
}

impl Group {
    fn add(&mut self, survey: &Survey) {
        let outside: usize = survey.outside.iter().map(|stretch| stretch.letters).sum();
        let new: usize = survey.names.iter().map(|name| name.mentions).sum();
        self.documents += 1;
        self.clauses_with_act.add(survey.clauses, survey.clauses + survey.openings.len());
        self.text_in_clauses.add(survey.body.saturating_sub(outside), survey.body);
        self.clauses_with_claim.add(survey.clauses - survey.silent.len(), survey.clauses);
        self.mentions_known.add(survey.known, survey.known + new);
        self.unresolved_references += survey.references.len();
    }

    fn join(&mut self, other: &Self) {
        self.documents += other.documents;
        self.clauses_with_act.add(other.clauses_with_act.part, other.clauses_with_act.whole);
        self.text_in_clauses.add(other.text_in_clauses.part, other.text_in_clauses.whole);
        self.clauses_with_claim.add(other.clauses_with_claim.part, other.clauses_with_claim.whole);
        self.mentions_known.add(other.mentions_known.part, other.mentions_known.whole);
        self.unresolved_references += other.unresolved_references;
    }
}

/// Where something stands for the first time.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Example {
    /// The file, relative to its input root.
    pub file: String,
    /// First code point in its text.
    pub start: u32,
    /// Code point after the last.
    pub end: u32,
}

/// One thing that was not understood.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// Its words.
    pub text: String,
    /// How often; of stretches of text, how many letters and digits.
    pub count: usize,
    /// In how many documents.
    pub documents: usize,
    /// Where it stands for the first time; none for documents that were refused.
    pub example: Example,
    /// The last file that had it: documents come one after another.
    #[serde(skip)]
    last: String,
}

impl Item {
    fn new(text: String, example: Example) -> Self {
        Self { text, count: 0, documents: 0, example, last: String::new() }
    }

    fn add(&mut self, times: usize, file: &str) {
        self.count += times;
        if self.documents == 0 || self.last != file {
            self.documents += 1;
            file.clone_into(&mut self.last);
        }
    }
}

/// All surveys together.
#[derive(Debug)]
pub struct Coverage {
    limit: usize,
    groups: BTreeMap<(String, String), Group>,
    counted: BTreeMap<List, BTreeMap<String, Item>>,
    longest: BTreeMap<List, Vec<Item>>,
}

impl Coverage {
    /// Nothing yet; `limit` stretches of text will be kept of each kind.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { limit, groups: BTreeMap::new(), counted: BTreeMap::new(), longest: BTreeMap::new() }
    }

    /// Adds a document.
    pub fn add(&mut self, ontology: &Ontology, extraction: &Extraction) {
        let survey = Survey::of(ontology, extraction);
        let group = (extraction.language.clone(), body(ontology, extraction));
        self.groups.entry(group).or_default().add(&survey);
        let lists = [
            (List::Openings, &survey.openings),
            (List::Inside, &survey.inside),
            (List::Silent, &survey.silent),
            (List::Phrases, &survey.phrases),
            (List::References, &survey.references),
            (List::Ambiguous, &survey.ambiguous),
        ];
        for (list, spans) in lists {
            for span in spans {
                self.count(list, extraction.source.visible(*span), 1, example(extraction, *span));
            }
        }
        for name in &survey.names {
            let text = format!("{} ({})", name.name, name.entity_type);
            self.count(List::Names, text, name.mentions, example(extraction, name.span));
        }
        for stretch in &survey.outside {
            self.keep(List::Outside, extraction, *stretch);
        }
        if let Some(stretch) = survey.after {
            self.keep(List::After, extraction, stretch);
        }
    }

    /// Adds documents that were refused for a reason, the first of them in `file`.
    pub fn refuse(&mut self, reason: &str, documents: usize, file: &str) {
        let example = Example { file: file.to_owned(), ..Example::default() };
        let mut item = Item::new(reason.to_owned(), example);
        (item.count, item.documents) = (documents, documents);
        self.counted.entry(List::Refused).or_default().insert(reason.to_owned(), item);
    }

    fn count(&mut self, list: List, text: String, times: usize, example: Example) {
        let items = self.counted.entry(list).or_default();
        let file = example.file.clone();
        items.entry(text.clone()).or_insert_with(|| Item::new(text, example)).add(times, &file);
        if items.len() > MOST {
            forget_the_rarest(items);
        }
    }

    fn keep(&mut self, list: List, extraction: &Extraction, stretch: Stretch) {
        let kept = self.longest.entry(list).or_default();
        let text: String = extraction.source.visible(stretch.span).chars().take(SHOWN).collect();
        let mut item = Item::new(text, example(extraction, stretch.span));
        item.add(stretch.letters, &extraction.source.path);
        kept.push(item);
        kept.sort_by(|one, two| two.count.cmp(&one.count).then_with(|| one.example.cmp(&two.example)));
        kept.truncate(self.limit);
    }

    /// By language and body.
    pub fn groups(&self) -> impl Iterator<Item = (&str, &str, &Group)> {
        self.groups.iter().map(|((language, body), group)| (language.as_str(), body.as_str(), group))
    }

    /// All groups together.
    #[must_use]
    pub fn all(&self) -> Group {
        let mut all = Group::default();
        self.groups.values().for_each(|group| all.join(group));
        all
    }

    /// A list, the most frequent or the longest first, no longer than the limit; and how many different items there are.
    #[must_use]
    pub fn list(&self, list: List) -> (Vec<&Item>, usize) {
        if let Some(kept) = self.longest.get(&list) {
            return (kept.iter().collect(), kept.len());
        }
        let mut items: Vec<&Item> = self.counted.get(&list).into_iter().flat_map(BTreeMap::values).collect();
        let different = items.len();
        items.sort_by(|one, two| two.count.cmp(&one.count).then_with(|| one.text.cmp(&two.text)));
        items.truncate(self.limit);
        (items, different)
    }
}

/// Halves a list, the rarest first; of equally rare ones the later in the alphabet.
fn forget_the_rarest(items: &mut BTreeMap<String, Item>) {
    let mut counts: Vec<(usize, String)> = items.values().map(|item| (item.count, item.text.clone())).collect();
    counts.sort_by(|one, two| two.0.cmp(&one.0).then_with(|| one.1.cmp(&two.1)));
    for (_, text) in counts.drain(MOST / 2..) {
        items.remove(&text);
    }
}

fn example(extraction: &Extraction, span: Span) -> Example {
    let (start, end) = extraction.source.code_points(span);
    Example { file: extraction.source.path.clone(), start, end }
}

/// The name of the enacting body: the gazetteer's in the document's language, else the document's; empty when it is not known.
fn body(ontology: &Ontology, extraction: &Extraction) -> String {
    let Some(body) = extraction.header.body.map(|id| extraction.entity(id)) else { return String::new() };
    let label = body.curated.and_then(|id| {
        let labels = ontology.curated(id).labels.iter();
        labels
            .filter(|label| label.preferred && label.language == extraction.language)
            .map(|label| label.text.clone())
            .next()
    });
    label.or_else(|| body.names.first().cloned()).unwrap_or_default()
}
