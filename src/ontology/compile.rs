//! From a language file as it is written to the language made ready.

use super::files::{DataFile, DataFiles};
use super::grammar::{Compile, FileGrammar};
use super::language::{Derived, Head, Introduced, Language, Modifier, Mood, Opening, Part, Phrase, Receiver};
use super::language_file::{self, ActEntry, LanguageFile, ReceiverEntry, Side};
use super::layout::{Adoption, Layout, Other, OtherEntry};
use super::origin::Form;
use super::toml_file;
use super::{ConceptId, KindId, Ontology};
use crate::diag::Diagnostic;
use crate::pattern::{Grammar, Patterns, Program, Sought};
use crate::text::fold::fold;
use crate::text::{Lexicon, WordMap, WordSet};

/// The set of all qualifiers and modifiers, under a name that no file can give.
const QUALIFIERS: &str = "*qualifiers*";

/// The files of `languages/`, or the mistake of form in each.
pub(super) type Files<'a> = Vec<(&'a DataFile, Result<LanguageFile, Diagnostic>)>;

/// Reads all of `languages/`. It needs nothing else of the ontology, so that it can be done beside.
pub(super) fn read(files: &DataFiles) -> Files<'_> {
    files.of("languages", ".toml").map(|file| (file, toml_file::read(file))).collect()
}

/// Loads one language.
pub(super) fn load(
    (file, read): (&DataFile, Result<LanguageFile, Diagnostic>),
    ontology: &mut Ontology,
    errors: &mut Vec<Diagnostic>,
) -> Option<FileGrammar> {
    let read = match read {
        Ok(read) => read,
        Err(error) => {
            errors.push(error);
            return None;
        }
    };
    for elided in &read.words.elisions {
        ontology.lexicon.intern(elided);
    }
    let mut sets = read.sets.clone();
    let of_verbs = read.modifier.iter().filter(|modifier| !modifier.object);
    let modifiers = of_verbs.flat_map(|modifier| modifier.words.iter().map(|word| word.get_ref().clone()));
    sets.insert(QUALIFIERS.to_owned(), read.words.qualifiers.iter().cloned().chain(modifiers).collect());
    let grammar = FileGrammar { variants: read.variants.clone(), agreement: read.agreement.clone(), sets };
    let language = Compile { file, grammar: &grammar, errors }.language(&read, ontology);
    ontology.languages.push(language);
    Some(grammar)
}

impl Compile<'_> {
    fn language(&mut self, read: &LanguageFile, ontology: &mut Ontology) -> Language {
        let qualifiers = self.qualifiers(&mut ontology.lexicon);
        let mut openings = Vec::new();
        for entry in &read.act {
            self.act(&read.code, entry, &qualifiers, ontology, &mut openings);
        }
        let by_word = |infinitive: bool| {
            let mut index: WordMap<Vec<usize>> = WordMap::default();
            let fitting = openings.iter().enumerate().filter(|(_, o)| (o.mood == Mood::Infinitive) == infinitive);
            for (at, opening) in fitting {
                for word in opening.program.first_words().unwrap_or_default() {
                    index.or_default(*word).push(at);
                }
            }
            index
        };
        let (openings_by_word, infinitives_by_word) = (by_word(false), by_word(true));
        let modifiers = read.modifier.iter().map(|modifier| self.modifier(modifier, ontology)).collect();
        let (heads, head_rests) = self.heads(read, ontology);
        let phrases = read.phrase.iter().map(|phrase| self.phrase(phrase, ontology)).collect();
        let parts = read.part.iter().map(|part| self.part(part, ontology)).collect();
        let derived = read.derived.iter().map(|derived| self.derived(derived, ontology)).collect();
        let group_type = read.group.as_ref().map(|group| self.entity_type(&group.entity_type, ontology));
        let introduced = read.introduced.iter().map(|introduced| self.introduced(introduced, ontology)).collect();
        let lexicon = &mut ontology.lexicon;
        let words = &read.words;
        if words.months.len() != 12 {
            self.errors.push(self.file.error(0, format!("expected 12 months, found {}", words.months.len())));
        }
        let set = |words: &[String], lexicon: &mut Lexicon| WordSet::new(words, lexicon);
        Language {
            code: read.code.clone(),
            codes: read.codes.clone(),
            common: set(&words.common, lexicon),
            determiners: set(&words.determiners, lexicon),
            demonstratives: set(&words.demonstratives, lexicon),
            coordinators: set(&words.coordinators, lexicon),
            joints: self.patterns(&words.joints, lexicon),
            definites: set(&words.definites, lexicon),
            tails: self.patterns(&words.tails, lexicon),
            persons: set(&words.persons, lexicon),
            complementizers: set(&words.complementizers, lexicon),
            months: (1..).zip(&words.months).map(|(n, month)| (lexicon.intern(month), n)).collect(),
            ordinal_endings: set(&words.ordinal_endings, lexicon),
            cardinals: read.cardinals.iter().map(|(word, n)| (lexicon.intern(word), *n)).collect(),
            ordinals: read.ordinals.iter().map(|(word, n)| (lexicon.intern(word), *n)).collect(),
            dates: self.patterns(&read.dates, lexicon),
            yearless: self.patterns(&read.yearless, lexicon),
            qualifiers,
            receiver_leads: set(&words.receiver_leads, lexicon),
            content_leads: set(&words.content_leads, lexicon),
            pronouns: set(&words.pronouns, lexicon),
            direct_pronouns: set(&words.direct_pronouns, lexicon),
            dative_pronouns: set(&words.dative_pronouns, lexicon),
            deadlines: self.patterns(&words.deadlines, lexicon),
            described: self.patterns(&words.described, lexicon),
            clitics: set(&words.clitics, lexicon),
            clitic_endings: words.clitic_endings.iter().map(|ending| fold(ending)).collect(),
            dating: set(&words.dating, lexicon),
            transparent: set(&words.transparent, lexicon),
            prenominals: set(&self.inflected(&words.prenominals), lexicon),
            examples: self.patterns(&words.examples, lexicon),
            relatives: set(&words.relatives, lexicon),
            duties: set(&words.duties, lexicon),
            possessives: self.patterns(&words.possessives, lexicon),
            subject_labels: set(&words.subject_labels, lexicon),
            closing: self.patterns(&words.closing, lexicon),
            prospective: self.patterns(&words.prospective, lexicon),
            openings,
            openings_by_word,
            infinitives_by_word,
            modifiers,
            heads,
            head_rests,
            phrases: Sought::new(phrases, |phrase| &phrase.patterns),
            groups: set(&read.group.as_ref().map(|group| group.words.clone()).unwrap_or_default(), lexicon),
            group_type,
            parts: Sought::new(parts, |part| &part.patterns),
            articles: read.names.articles.iter().map(|word| word.trim_end_matches('\'').to_lowercase()).collect(),
            introduced: Sought::new(introduced, |introduced| &introduced.patterns),
            addressing: self.patterns(&read.names.addressing, lexicon),
            derived,
            linkers: set(&read.names.linkers, lexicon),
            genitives: set(&read.names.genitives, lexicon),
            place_linkers: set(&read.names.place_linkers, lexicon),
            indefinites: set(&read.names.indefinites, lexicon),
            creating: self.patterns(&read.names.creating, lexicon),
            between: set(&read.names.between, lexicon),
            definite_genitives: set(&read.names.definite_genitives, lexicon),
            informing: self.patterns(&read.names.informing, lexicon),
            subject_linkers: set(&read.names.subject_linkers, lexicon),
            fixed: self.patterns(&read.names.fixed, lexicon),
            titles: self.patterns(&read.names.titles, lexicon),
            limits: set(&read.names.limits, lexicon),
            argued: set(&read.names.argued, lexicon),
            argument_linkers: set(&read.names.argument_linkers, lexicon),
            breakers: set(&self.inflected(&read.names.breakers), lexicon),
            breaker_endings: read.names.breaker_endings.iter().map(|ending| fold(ending)).collect(),
            infinitive_endings: read.names.infinitive_endings.iter().map(|ending| fold(ending)).collect(),
            modifiers_before: read.names.modifiers == Side::Before,
            drafts: set(&read.names.drafts, lexicon),
            founding: self.patterns(&read.names.founding, lexicon),
            numbering: self.patterns(&read.names.numbering, lexicon),
            honorifics: set(&read.names.honorifics, lexicon),
            layout: self.layout(read, lexicon),
            counted: self.patterns(&read.names.counted, lexicon),
            occasions: self.patterns(&read.names.occasions, lexicon),
            signings: self.patterns(&read.names.signings, lexicon),
            directed: set(&read.names.directed, lexicon),
            adoption: self.adoption(read, lexicon),
        }
    }

    fn layout(&mut self, read: &LanguageFile, lexicon: &mut Lexicon) -> Layout {
        let written = &read.layout;
        Layout {
            footnotes: self.patterns(&written.footnotes, lexicon),
            furniture: self.patterns(&written.furniture, lexicon),
            annexes: self.patterns(&written.annexes, lexicon),
            articles: WordSet::new(&written.articles, lexicon),
            participles: written.participles.iter().map(|ending| fold(ending)).collect(),
            changes: WordSet::new(&written.changes, lexicon),
            labels: self.patterns(&written.labels, lexicon),
            accents: written.accents.clone(),
            others: read.other.iter().map(|other| self.other(other, lexicon)).collect(),
        }
    }

    fn adoption(&mut self, read: &LanguageFile, lexicon: &mut Lexicon) -> Adoption {
        let written = &read.adoption;
        Adoption {
            meetings: self.patterns(&written.meetings, lexicon),
            tallies: self.patterns(&written.tallies, lexicon),
            unanimous: self.patterns(&written.unanimous, lexicon),
            consensus: self.patterns(&written.consensus, lexicon),
            distribution: self.patterns(&written.distribution, lexicon),
            headings: self.patterns(&written.headings, lexicon),
            counts: written.counts.iter().map(|(word, count)| (lexicon.intern(word), *count)).collect(),
        }
    }

    fn other(&mut self, read: &OtherEntry, lexicon: &mut Lexicon) -> Other {
        let kind = read.kind.clone();
        Other { kind, openings: self.patterns(&read.openings, lexicon) }
    }

    /// Words, those marked "~" in every gender and number.
    fn inflected(&self, words: &[String]) -> Vec<String> {
        let forms = |word: &String| match word.strip_suffix('~') {
            Some(word) => self.grammar.agreement(word),
            None => vec![word.clone()],
        };
        words.iter().flat_map(forms).collect()
    }

    /// Qualifiers and modifiers: what may stand around and inside the verb of an act.
    fn qualifiers(&mut self, lexicon: &mut Lexicon) -> Patterns {
        let written = self.grammar.set(QUALIFIERS).unwrap_or_default();
        written.iter().filter_map(|text| Program::new(text, self.grammar, lexicon).ok()).collect()
    }

    fn act(
        &mut self,
        code: &str,
        entry: &ActEntry,
        qualifiers: &Patterns,
        ontology: &mut Ontology,
        openings: &mut Vec<Opening>,
    ) {
        let concept = self.concept(&entry.concept, ontology);
        let receiver = match entry.receiver {
            ReceiverEntry::Object => Receiver::Object,
            ReceiverEntry::Addressee => Receiver::Addressee,
            ReceiverEntry::None => Receiver::None,
        };
        let moods = [
            (Mood::Recital, &entry.recital),
            (Mood::Operative, &entry.operative),
            (Mood::Infinitive, &entry.infinitive),
        ];
        let before: Patterns = self.patterns(&entry.before, &mut ontology.lexicon);
        let kinds = entry.kinds.iter().map(|(kind, to)| (ontology.kind(kind), self.concept(to, ontology)));
        let kinds: Vec<(KindId, ConceptId)> = kinds.collect();
        for (mood, form) in moods.into_iter().flat_map(|(mood, forms)| forms.iter().map(move |form| (mood, form))) {
            let Some(program) = self.opening(form, &mut ontology.lexicon) else { continue };
            let program = program.with_asides(qualifiers.clone());
            if program.first_words().is_none() {
                self.error(form, "expected the form of an act to begin with a word".to_owned());
            }
            let rule = format!("acts/{code}/{}", entry.concept.get_ref());
            let first = first_word(form.get_ref());
            let (kinds, before) = (kinds.clone(), before.clone());
            let form = Form::new(form);
            openings.push(Opening { first, mood, program, form, concept, receiver, kinds, before, rule });
        }
    }

    fn modifier(&mut self, read: &language_file::Modifier, ontology: &mut Ontology) -> Modifier {
        let turns = read.turns.iter().map(|(from, to)| {
            let from = ontology.concept_named(from).unwrap_or_else(|| {
                self.error(to, format!("unknown act \"{from}\" (expected a concept of whereas.ttl)"));
                ConceptId(0)
            });
            (from, self.concept(to, ontology))
        });
        let turns = turns.collect();
        Modifier { object: read.object, turns, patterns: self.patterns(&read.words, &mut ontology.lexicon) }
    }

    /// Nouns by their first word, and the further words of those that have several.
    fn heads(&mut self, read: &LanguageFile, ontology: &mut Ontology) -> (WordMap<Vec<Head>>, Vec<Program>) {
        let mut heads: WordMap<Vec<Head>> = WordMap::default();
        let mut rests = Vec::new();
        for head in &read.head {
            let made = Head {
                entity_type: self.entity_type(&head.entity_type, ontology),
                kind: head.kind.as_deref().map(|kind| ontology.kind(kind)),
                capital: head.capital,
                alone: head.alone,
                ordinal: head.ordinal,
                placed: head.placed,
                occasion: head.occasion,
                named: head.named,
                rest: None,
                dated: head.dated,
                accented: false,
            };
            for word in &head.words {
                let (first, rest) =
                    word.get_ref().split_once(' ').map_or((word.get_ref().as_str(), None), |(a, b)| (a, Some(b)));
                // "Secretary-General" is two tokens: the last one is the head.
                let last = first.rsplit('-').next().unwrap_or(first);
                let rest = rest.and_then(|rest| {
                    let program = Program::new(rest, self.grammar, &mut ontology.lexicon);
                    rests.extend(self.checked(word, program));
                    rests.len().checked_sub(1)
                });
                heads.or_default(ontology.lexicon.intern(last)).push(Head { rest, accented: !last.is_ascii(), ..made });
            }
        }
        (heads, rests)
    }

    fn phrase(&mut self, read: &language_file::Phrase, ontology: &mut Ontology) -> Phrase {
        Phrase {
            entity_type: self.entity_type(&read.entity_type, ontology),
            kind: read.kind.as_deref().map(|kind| ontology.kind(kind)),
            patterns: self.patterns(&read.words, &mut ontology.lexicon),
        }
    }

    fn derived(&mut self, read: &language_file::Derived, ontology: &mut Ontology) -> Derived {
        let id = read.id.get_ref().clone();
        if id.is_empty() || !id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-') {
            self.error(&read.id, format!("expected small letters and hyphens, found \"{id}\""));
        }
        Derived {
            id,
            entity_type: self.entity_type(&read.entity_type, ontology),
            kind: ontology.kind(&read.kind),
            of: ontology.kind(&read.of),
            forms: self.patterns(&read.forms, &mut ontology.lexicon),
        }
    }

    fn introduced(&mut self, read: &language_file::Introduced, ontology: &mut Ontology) -> Introduced {
        Introduced {
            entity_type: self.entity_type(&read.entity_type, ontology),
            patterns: self.patterns(&read.words, &mut ontology.lexicon),
            whole: read.whole,
            except: WordSet::new(&read.except, &mut ontology.lexicon),
        }
    }

    fn part(&mut self, read: &language_file::Part, ontology: &mut Ontology) -> Part {
        Part {
            kind: read.kind.as_deref().map(|kind| ontology.kind(kind)),
            patterns: self.patterns(&read.words, &mut ontology.lexicon),
        }
    }
}

/// The word with which a pattern begins, when it is one and the same in every match.
fn first_word(written: &str) -> Option<String> {
    let word = written.split(' ').next()?;
    word.chars().all(|c| c.is_alphabetic() || c == '-').then(|| word.to_owned())
}
