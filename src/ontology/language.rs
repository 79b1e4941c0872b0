//! A language made ready: words as numbers, patterns as programs.

use super::files::DataFile;
use super::language_file::{ActEntry, LanguageFile, ReceiverEntry, Side};
use super::layout::{Adoption, Layout, Other};
use super::origin::Form;
use super::toml_file::{self, Placed};
use super::{ConceptId, KindId, Ontology, TypeId};
use crate::diag::Diagnostic;
use crate::pattern::{Grammar, Node, PatternError, Patterns, Program, Slot, SlotKind, Sought, parse};
use crate::text::{Lexicon, WordMap, WordSet};
use std::collections::BTreeMap;

/// What the program knows of a language.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 code.
    pub code: String,
    /// Function words that vote for it.
    pub common: WordSet,
    /// Skipped before a name.
    pub determiners: WordSet,
    /// Point back.
    pub demonstratives: WordSet,
    /// "and".
    pub coordinators: WordSet,
    /// What joins the members of a list as "and" does: "as well as".
    pub joints: Patterns,
    /// Articles after which a noun means one thing that is known.
    pub definites: WordSet,
    /// What follows the noun of a document and tells which it is.
    pub tails: Patterns,
    /// Pronouns that stand for a person or an office: "him".
    pub persons: WordSet,
    /// "that".
    pub complementizers: WordSet,
    /// 1 to 12.
    pub months: WordMap<u8>,
    /// After digits.
    pub ordinal_endings: WordSet,
    /// Values of words that may begin an ordinal.
    pub cardinals: WordMap<u32>,
    /// Values of words that end an ordinal.
    pub ordinals: WordMap<u32>,
    /// Dates and intervals, the longest form first.
    pub dates: Patterns,
    /// Days of a list that has the year at its end.
    pub yearless: Vec<Program>,
    /// Adverbs and asides around an act's verb.
    pub qualifiers: Patterns,
    /// Prepositions between an act's verb and its object.
    pub receiver_leads: WordSet,
    /// Lead to the content of a mandate.
    pub content_leads: WordSet,
    /// Object pronouns.
    pub clitics: WordSet,
    /// Object pronouns that are nothing else, wherever they stand.
    pub pronouns: WordSet,
    /// Pronouns before a verb for whom it is addressed to, where it takes a direct object: "les prie".
    pub direct_pronouns: WordSet,
    /// The same where it takes a preposition: "leur demande".
    pub dative_pronouns: WordSet,
    /// By when something is to be done: `{d:date}`.
    pub deadlines: Patterns,
    /// What makes the noun before it another thing than one named before.
    pub described: Patterns,
    /// Object pronouns at the end of a verb, folded.
    pub clitic_endings: Vec<String>,
    /// Between a document and its date.
    pub dating: WordSet,
    /// Nouns that stand for what they are of: "the provisions of".
    pub transparent: WordSet,
    /// Adjectives before the noun of a receiver: "ses <précédentes> résolutions".
    pub prenominals: WordSet,
    /// What leads from a kind of document to those that are meant: `ses résolutions, <en particulier> …`.
    pub examples: Patterns,
    /// Begin a relative clause.
    pub relatives: WordSet,
    /// Verbs that put a duty on someone.
    pub duties: WordSet,
    /// Make the name before them a possessor.
    pub possessives: Patterns,
    /// Before the title.
    pub subject_labels: WordSet,
    /// After the last clause.
    pub closing: Patterns,
    /// What they name is still to come.
    pub prospective: Patterns,
    /// Openings of recitals and operative clauses.
    pub openings: Vec<Opening>,
    /// Index of the openings of paragraphs by first word.
    pub openings_by_word: WordMap<Vec<usize>>,
    /// Index of the openings of items under a heading by first word.
    pub infinitives_by_word: WordMap<Vec<usize>>,
    /// Turn one act into another.
    pub modifiers: Vec<Modifier>,
    /// Nouns that begin a name.
    pub heads: WordMap<Vec<Head>>,
    /// Further words of nouns that have several: `échange <de lettres>`.
    pub head_rests: Vec<Program>,
    /// Those spoken of in numbers.
    pub phrases: Sought<Phrase>,
    /// Nouns that stand for several, when an act addresses them.
    pub groups: WordSet,
    /// The type of those.
    pub group_type: Option<TypeId>,
    /// Parts of documents.
    pub parts: Sought<Part>,
    /// What may stand before a name without being part of it, in small letters: compared by [`eval`](crate::eval) alone.
    pub articles: Vec<String>,
    /// Names that the words before them introduce.
    pub introduced: Sought<Introduced>,
    /// Between a letter and its symbol: to whom it was written.
    pub addressing: Patterns,
    /// Named after an entry of the gazetteer.
    pub derived: Vec<Derived>,
    /// Join the words of a name.
    pub linkers: WordSet,
    /// Join nouns in small letters: "of".
    pub genitives: WordSet,
    /// Join a place to the nouns that are `placed`.
    pub place_linkers: WordSet,
    /// End a name.
    pub breakers: WordSet,
    /// Articles and possessives that begin something else than the rest of a name: `for <a> period`.
    pub indefinites: WordSet,
    /// Before the parties to an agreement: "between".
    pub between: WordSet,
    /// Nouns that go on with what they are for: `assistance <to>`.
    pub argued: WordSet,
    /// Join to such a noun what it is for.
    pub argument_linkers: WordSet,
    /// Before a noun in small letters that names what is to be created: "créer un <groupe d'experts>".
    pub creating: Patterns,
    /// Endings, folded, of words that end a name.
    pub breaker_endings: Vec<String>,
    /// Endings, folded, of words that end a name where they follow a linker without an article: "de <coopérer>".
    pub infinitive_endings: Vec<String>,
    /// Whether small-letter modifiers stand before their noun.
    pub modifiers_before: bool,
    /// What is still a draft.
    pub drafts: WordSet,
    /// By which document a body was founded: `{x}`.
    pub founding: Patterns,
    /// Before the name of a person.
    pub honorifics: WordSet,
    /// How documents are laid out.
    pub layout: Layout,
    /// After a noun that an ordinal counts: "plenary", "de sesiones".
    pub counted: Patterns,
    /// Which one of its kind an event or a document is: `held … {d:date}`.
    pub occasions: Patterns,
    /// Those prepositions of possession that hold an article: "du", "des".
    pub definite_genitives: WordSet,
    /// Before a body that is told something: "informer le Comité des mesures".
    pub informing: Patterns,
    /// Of the linkers, those that lead to what is spoken of: "sur".
    pub subject_linkers: WordSet,
    /// Fixed phrases that a name may hold although one of their words ends names: "mise en oeuvre".
    pub fixed: Patterns,
    /// What the title of a document with a capital goes on with: "relative to the protection of civilians".
    pub titles: Patterns,
    /// Words before a date that is no day of what is named: "since".
    pub limits: WordSet,
    /// What tells which one of its kind a document is: "signed at Bergen on 4 May 1984".
    pub signings: Patterns,
    /// Nouns that take a complement by a preposition, in a name too: `support <to>`.
    pub directed: WordSet,
    /// How their adoption is told.
    pub adoption: Adoption,
}

/// How an act opens a clause.
#[derive(Debug)]
pub struct Opening {
    /// What it opens.
    pub mood: Mood,
    /// Its words.
    pub program: Program,
    /// Where they are written.
    pub form: Form,
    /// The word with which it begins, as written, when it does not agree with the body: told apart from its participle by its accents.
    pub first: Option<String>,
    /// What it means.
    pub concept: ConceptId,
    /// What its receiver is.
    pub receiver: Receiver,
    /// What it means when its receiver is of a kind.
    pub kinds: Vec<(KindId, ConceptId)>,
    /// What may stand between the verb and the receiver.
    pub before: Patterns,
    /// Its name in claims: `acts/fr/approves`.
    pub rule: String,
}

/// What the form of a verb opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// A recital.
    Recital,
    /// An operative clause.
    Operative,
    /// An item under a heading.
    Infinitive,
}

/// What the receiver of an act is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receiver {
    /// The direct object.
    Object,
    /// The one who is asked.
    Addressee,
    /// None.
    None,
}

/// Words that turn one act into another.
#[derive(Debug)]
pub struct Modifier {
    /// Its words.
    pub patterns: Patterns,
    /// Whether they begin what the act is done to: `vu <le rapport>`.
    pub object: bool,
    /// From one class to another.
    pub turns: Vec<(ConceptId, ConceptId)>,
}

/// What is named after an entry of the gazetteer, by its name or its adjective: the government of a state.
#[derive(Debug)]
pub struct Derived {
    /// What its IRI ends in: `government`.
    pub id: String,
    /// What it is.
    pub entity_type: TypeId,
    /// Its finer kind.
    pub kind: KindId,
    /// The kind of the things that it is named after.
    pub of: KindId,
    /// Its names: a mention in a slot is the thing it is named after, words in one are an adjective of it.
    pub forms: Vec<Program>,
}

/// A noun that begins a name.
#[derive(Clone, Copy, Debug)]
pub struct Head {
    /// What it names.
    pub entity_type: TypeId,
    /// Finer kind.
    pub kind: Option<KindId>,
    /// Only with a capital letter.
    pub capital: bool,
    /// A name without further words.
    pub alone: bool,
    /// Its name goes on with a place.
    pub placed: bool,
    /// A name when an ordinal stands before it.
    pub ordinal: bool,
    /// In small letters, a name only when the occasion is told after it.
    pub occasion: bool,
    /// A name when a capital letter stands in what follows it.
    pub named: bool,
    /// Index of its further words in [`Language::head_rests`].
    pub rest: Option<usize>,
    /// A name only with a symbol or a date after it.
    pub dated: bool,
}

/// Those spoken of in numbers.
#[derive(Debug)]
pub struct Phrase {
    /// What it names.
    pub entity_type: TypeId,
    /// Finer kind.
    pub kind: Option<KindId>,
    /// Its words.
    pub patterns: Patterns,
}

/// Words before a name that say what it names: `the province of <Altamira>`.
#[derive(Debug)]
pub struct Introduced {
    /// What it names.
    pub entity_type: TypeId,
    /// The words, with the name as the slot `x`.
    pub patterns: Patterns,
    /// Whether the words with a capital are part of the name.
    pub whole: bool,
    /// Words that are no name there.
    pub except: WordSet,
}

/// A part of a document.
#[derive(Debug)]
pub struct Part {
    /// Its words.
    pub patterns: Patterns,
    /// Its kind, when it is a document of its own.
    pub kind: Option<KindId>,
}

/// The grammar of a language file, for compiling patterns.
pub(super) struct FileGrammar {
    variants: BTreeMap<String, Vec<String>>,
    agreement: Vec<Vec<String>>,
    sets: BTreeMap<String, Vec<String>>,
}

impl Grammar for FileGrammar {
    fn variants(&self, word: &str) -> Option<&[String]> {
        self.variants.get(word).map(Vec::as_slice)
    }

    fn agreement(&self, word: &str) -> Vec<String> {
        let stem = |group: &'_ Vec<String>| {
            group.first().and_then(|first| word.strip_suffix(first.as_str()).map(str::to_owned))
        };
        let found = self.agreement.iter().find_map(|group| stem(group).map(|stem| (stem, group)));
        match found {
            Some((stem, group)) => group.iter().map(|ending| format!("{stem}{ending}")).collect(),
            None => vec![word.to_owned()],
        }
    }

    fn set(&self, name: &str) -> Option<&[String]> {
        self.sets.get(name).map(Vec::as_slice)
    }
}

/// Compiles patterns of one file and gathers its mistakes.
pub(super) struct Compile<'a> {
    pub(super) file: &'a DataFile,
    pub(super) grammar: &'a FileGrammar,
    pub(super) errors: &'a mut Vec<Diagnostic>,
}

impl Compile<'_> {
    /// One pattern.
    pub(super) fn pattern(&mut self, written: &Placed, lexicon: &mut Lexicon) -> Option<Program> {
        let compiled = Program::new(written.get_ref(), self.grammar, lexicon);
        self.checked(written, compiled)
    }

    /// One pattern in which qualifiers may stand between the words.
    fn opening(&mut self, written: &Placed, lexicon: &mut Lexicon) -> Option<Program> {
        let compiled =
            parse(written.get_ref()).and_then(|node| Program::from_node(&qualified(node), self.grammar, lexicon));
        self.checked(written, compiled)
    }

    fn checked(&mut self, written: &Placed, compiled: Result<Program, PatternError>) -> Option<Program> {
        compiled
            .map_err(|error| {
                let at = written.span().start + 1 + error.at;
                self.errors.push(self.file.error(at, format!("in pattern \"{}\": {error}", written.get_ref())));
            })
            .ok()
    }

    fn patterns<T: FromIterator<Program>>(&mut self, written: &[Placed], lexicon: &mut Lexicon) -> T {
        written.iter().filter_map(|written| self.pattern(written, lexicon)).collect()
    }

    fn error(&mut self, place: &Placed, message: String) {
        self.errors.push(self.file.error(place.span().start, message));
    }

    /// The concept with this name.
    fn concept(&mut self, name: &Placed, ontology: &Ontology) -> ConceptId {
        ontology.concept_named(name.get_ref()).unwrap_or_else(|| {
            self.error(name, format!("unknown act \"{}\" (expected a concept of whereas.ttl)", name.get_ref()));
            ConceptId(0)
        })
    }

    /// The type with this name.
    fn entity_type(&mut self, name: &Placed, ontology: &Ontology) -> TypeId {
        ontology.type_named(name.get_ref()).unwrap_or_else(|| {
            self.error(name, format!("unknown type \"{}\" (expected a kind of entity of whereas.ttl)", name.get_ref()));
            TypeId(0)
        })
    }
}

/// The word with which a pattern begins, when it is one and the same in every match.
fn first_word(written: &str) -> Option<String> {
    let word = written.split(' ').next()?;
    word.chars().all(|c| c.is_alphabetic() || c == '-').then(|| word.to_owned())
}

/// Lets qualifiers stand between the parts of an opening: `prend <également> note`. After a part that may be left out at the
/// beginning they stand only when it is there, so that an opening always begins with a word.
fn qualified(node: Node) -> Node {
    let Node::Seq(parts) = node else { return node };
    let mut out = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        match part {
            Node::Opt(inner) if index == 0 => {
                out.push(Node::Opt(Box::new(Node::Seq(vec![*inner, Node::Aside]))));
                continue;
            }
            _ if !matches!(out.last(), None | Some(Node::Opt(_))) || out.len() > 1 => out.push(Node::Aside),
            _ => {}
        }
        out.push(part);
    }
    Node::Seq(out)
}

/// The set of all qualifiers and modifiers, under a name that no file can give.
const QUALIFIERS: &str = "*qualifiers*";

/// Loads one language.
pub(super) fn load(file: &DataFile, ontology: &mut Ontology, errors: &mut Vec<Diagnostic>) -> Option<FileGrammar> {
    let read: LanguageFile = match toml_file::read(file) {
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
            clitic_endings: words.clitic_endings.iter().map(|ending| crate::text::fold::fold(ending)).collect(),
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
            breaker_endings: read.names.breaker_endings.iter().map(|ending| crate::text::fold::fold(ending)).collect(),
            infinitive_endings: read
                .names
                .infinitive_endings
                .iter()
                .map(|ending| crate::text::fold::fold(ending))
                .collect(),
            modifiers_before: read.names.modifiers == Side::Before,
            drafts: set(&read.names.drafts, lexicon),
            founding: self.patterns(&read.names.founding, lexicon),
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
            participles: written.participles.iter().map(|ending| crate::text::fold::fold(ending)).collect(),
            changes: WordSet::new(&written.changes, lexicon),
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

    fn other(&mut self, read: &super::layout::OtherEntry, lexicon: &mut Lexicon) -> Other {
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

    fn modifier(&mut self, read: &super::language_file::Modifier, ontology: &mut Ontology) -> Modifier {
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
                heads.or_default(ontology.lexicon.intern(last)).push(Head { rest, ..made });
            }
        }
        (heads, rests)
    }

    fn phrase(&mut self, read: &super::language_file::Phrase, ontology: &mut Ontology) -> Phrase {
        Phrase {
            entity_type: self.entity_type(&read.entity_type, ontology),
            kind: read.kind.as_deref().map(|kind| ontology.kind(kind)),
            patterns: self.patterns(&read.words, &mut ontology.lexicon),
        }
    }

    fn derived(&mut self, read: &super::language_file::Derived, ontology: &mut Ontology) -> Derived {
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

    fn introduced(&mut self, read: &super::language_file::Introduced, ontology: &mut Ontology) -> Introduced {
        Introduced {
            entity_type: self.entity_type(&read.entity_type, ontology),
            patterns: self.patterns(&read.words, &mut ontology.lexicon),
            whole: read.whole,
            except: WordSet::new(&read.except, &mut ontology.lexicon),
        }
    }

    fn part(&mut self, read: &super::language_file::Part, ontology: &mut Ontology) -> Part {
        Part {
            kind: read.kind.as_deref().map(|kind| ontology.kind(kind)),
            patterns: self.patterns(&read.words, &mut ontology.lexicon),
        }
    }
}

/// The slots of a program that stand for mentions, with the types or kinds they ask for.
pub(super) fn mention_slots(program: &Program) -> impl Iterator<Item = (usize, &Slot, &[String])> {
    program.slots.iter().enumerate().filter_map(|(index, slot)| match &slot.kind {
        SlotKind::Mention { of, .. } => Some((index, slot, of.as_slice())),
        _ => None,
    })
}
