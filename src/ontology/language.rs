//! A language made ready: words as numbers, patterns as programs.

use super::layout::{Adoption, Layout};
use super::origin::Form;
use super::{ConceptId, KindId, TypeId};
use crate::pattern::{Patterns, Program, Sought};
use crate::text::{WordMap, WordSet};

/// What the program knows of a language.
#[derive(Debug)]
pub struct Language {
    /// BCP 47 code.
    pub code: String,
    /// Other codes of it: those of three letters.
    pub codes: Vec<String>,
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
    /// What stands between a document's noun and its number: "n°".
    pub numbering: Patterns,
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
    /// Whether the noun is written with an accent: "Secretaría" is a body, "Secretaria" an office.
    pub accented: bool,
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
