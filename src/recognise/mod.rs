//! From words to mentions: every span that names something, and every date.
//!
//! Four sources of names, the surer first: the gazetteer, symbols of documents as bodies cite them, phrases that the language
//! lists, and names by their form (a noun that begins names, with what may follow it). What is found by a surer one is never
//! taken apart by a weaker; a name inside a longer one is kept, marked as nested.

mod addressed;
mod citations;
mod dates;
mod derived;
mod forms;
mod initials;
mod introduced;
mod names;
mod occasions;
mod parts;
mod tails;

use crate::ontology::{CuratedId, KindId, TypeId};
use crate::parse::{Parsed, Reading};
use crate::relate::Value;
use crate::text::WordId;
use std::cell::{Cell, RefCell};
use std::ops::Range;

/// Words between a document and its date at most: ", en date du".
const BEFORE_DATE: usize = 4;

/// Words that name something.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The tokens of the name.
    pub tokens: Range<usize>,
    /// Token after a short name in parentheses that follows; else the end of the name.
    pub outer_end: usize,
    /// What kind of thing it names.
    pub entity_type: TypeId,
    /// Finer kind.
    pub kind: Option<KindId>,
    /// What it refers to.
    pub referent: Referent,
    /// The noun by which the text points back to it.
    pub head: Option<WordId>,
    /// Whether it stands inside a longer name.
    pub nested: bool,
    /// Whether what it names is still to come: a draft.
    pub prospective: bool,
}

/// What a mention refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Referent {
    /// Entries of the gazetteer.
    Curated {
        /// Those of which it is a full name.
        full: Vec<CuratedId>,
        /// Those of which it is a short name.
        short: Vec<CuratedId>,
    },
    /// A document with a symbol.
    Cited {
        /// Its canonical symbol.
        symbol: String,
        /// The citation form that found it.
        rule: String,
    },
    /// A thing known from this document only, by its name.
    Named,
    /// A thing named after an entry of the gazetteer: "the French Government".
    Derived {
        /// What it is named after.
        of: CuratedId,
        /// What it is: [`Derived::id`](crate::ontology::Derived::id).
        id: String,
    },
    /// A part of the document that the mention from this token on names (`Appendix 1 to <report>`).
    Part {
        /// First token of the whole's name.
        whole: usize,
        /// Whether the part is a document of its own; else its words are another name of the whole.
        own: bool,
    },
    /// The thing whose short name this document defines there: first token of the long name.
    Alias(usize),
    /// What the shorter mention that begins at the same token means: "the Secretary General of the Union".
    Owned,
    /// A thing named before, by its noun alone.
    Back,
}

/// A date or an interval in the text.
#[derive(Clone, Debug)]
pub struct DateMention {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// [`Value::Date`] or [`Value::Interval`].
    pub value: Value,
}

impl DateMention {
    /// The day, ISO 8601; none of an interval.
    #[must_use]
    pub fn day(&self) -> Option<&str> {
        match &self.value {
            Value::Date(day) => Some(day),
            _ => None,
        }
    }
}

/// All that is named in a document.
#[derive(Clone, Debug, Default)]
pub struct Mentions {
    /// By first token, the longer first.
    pub list: Vec<Mention>,
    /// By first token.
    pub dates: Vec<DateMention>,
    /// Longer names of documents that have a shorter one: `report of the Secretary-General <on Cyprus>`, by first token.
    pub long: Vec<Range<usize>>,
    /// Names for which the text defines a short one in parentheses, by first token.
    pub bearers: Vec<Range<usize>>,
    /// By token, and one past the last: how many mentions begin before it.
    before: Vec<u32>,
    /// Names of the gazetteer that may mean things of more than one type, and so none.
    pub unclear: Vec<Range<usize>>,
}

impl Mentions {
    /// Indices of the mentions that begin at a token.
    #[must_use]
    pub fn starting_at(&self, token: usize) -> Range<usize> {
        let before = |token: usize| self.before.get(token).map_or(self.list.len(), |count| *count as usize);
        before(token)..before(token + 1)
    }

    /// Sorts the mentions of a document of so many tokens.
    fn sort(&mut self, tokens: usize) {
        self.long.sort_by_key(|long| (long.start, std::cmp::Reverse(long.end)));
        self.long.dedup_by_key(|long| long.start);
        self.list.sort_by_key(|mention| (mention.tokens.start, std::cmp::Reverse(mention.tokens.end)));
        let mut count = 0;
        let mut list = self.list.iter().peekable();
        self.before = (0..=tokens)
            .map(|token| {
                while list.next_if(|mention| mention.tokens.start < token).is_some() {
                    count += 1;
                }
                count
            })
            .collect();
    }

    /// The token after the longer name of the document whose name begins at a token.
    #[must_use]
    pub fn long_end(&self, token: usize) -> Option<usize> {
        self.long.binary_search_by_key(&token, |long| long.start).ok().map(|index| self.long[index].end)
    }

    /// The date that begins at a token.
    #[must_use]
    pub fn date_at(&self, token: usize) -> Option<&DateMention> {
        self.dates.binary_search_by_key(&token, |date| date.tokens.start).ok().map(|index| &self.dates[index])
    }

    /// The token after the date of a document, which may stand between the elements of a list
    /// (`693 (1991) <of 20 May 1991>, 714 …`); the same token when there is none.
    pub(crate) fn after_date(&self, reading: &Reading<'_>, at: usize, end: usize) -> usize {
        let (tokens, language) = (reading.tokens, reading.language);
        let leads = |word| language.receiver_leads.contains(word) || language.dating.contains(word);
        let lead = |at: &usize| *at < end && (tokens[*at].is(',') || leads(tokens[*at].word));
        let start = at + (at..at + BEFORE_DATE).take_while(lead).count();
        self.date_at(start).filter(|date| date.tokens.end <= end).map_or(at, |date| date.tokens.end)
    }
}

/// Finds all mentions of a document.
#[must_use]
pub fn recognise(reading: &Reading<'_>, parsed: &Parsed) -> Mentions {
    let mut finder = Finder::new(reading, parsed);
    finder.mentions.dates = dates::find(reading);
    citations::find(&mut finder, parsed.formula.as_ref().and_then(|formula| formula.body));
    names::find(&mut finder);
    parts::phrases(&mut finder);
    forms::find(&mut finder);
    forms::enacting(&mut finder, parsed);
    derived::find(&mut finder);
    initials::find(&mut finder);
    tails::find(&mut finder);
    parts::find(&mut finder);
    names::labelled(&mut finder);
    names::acronyms(&mut finder);
    names::owned(&mut finder);
    names::before_places(&mut finder);
    introduced::find(&mut finder);
    addressed::find(&mut finder, parsed);
    names::back(&mut finder);
    finder.finish()
}

/// Whether a mention is a description, which holds names of other things, and no name itself: `the report of the <Secretary-General>`.
fn describes(reading: &Reading<'_>, mention: &Mention) -> bool {
    mention.referent == Referent::Named
        && mention.head.is_some()
        && !reading.tokens[mention.tokens.start].is_name_like()
}

/// The mentions while they are gathered.
struct Finder<'a> {
    reading: &'a Reading<'a>,
    mentions: Mentions,
    /// By token: indices of the first and the last mention that begin there.
    starts: Vec<Option<(u32, u32)>>,
    /// By mention: the index of the next that begins at the same token.
    next: Vec<Option<u32>>,
    /// By token: whether a mention covers it already.
    taken: Vec<bool>,
    /// By token: whether it is a verb of a clause, or a paragraph that is none of the document's own.
    barred: Vec<bool>,
    /// The first token after the heading: of the formula, or of the first clause.
    text_start: usize,
    /// Names by form that are being looked for, one within another.
    open: Cell<usize>,
    /// What was found within the outermost of them, by token and by how many were open.
    looked: RefCell<hashbrown::HashMap<(usize, usize), Option<Mention>>>,
}

impl<'a> Finder<'a> {
    fn new(reading: &'a Reading<'a>, parsed: &Parsed) -> Self {
        let mut barred = vec![false; reading.tokens.list.len()];
        let verbs = parsed.clauses.iter().flat_map(|clause| &clause.verbs).map(|verb| verb.tokens.clone());
        for token in verbs.chain(parsed.other.iter().cloned()).flatten() {
            barred[token] = true;
        }
        let tokens = reading.tokens.list.len();
        let (starts, taken) = (vec![None; tokens], vec![false; tokens]);
        let formula = parsed.formula.as_ref().map(|formula| formula.tokens.start);
        let clause = parsed.clauses.first().map(|clause| clause.tokens.start);
        let text_start = formula.into_iter().chain(clause).min().unwrap_or(tokens);
        let (mentions, next, open, looked) = Default::default();
        Self { reading, mentions, starts, next, taken, barred, text_start, open, looked }
    }

    /// Whether a word ends in one of these, folded, with something before it.
    fn ends_in(&self, at: usize, endings: &[String]) -> bool {
        let word = crate::text::fold::fold(self.reading.source.quote(self.reading.tokens[at].span));
        endings.iter().any(|ending| word.len() > ending.len() + 2 && word.ends_with(ending.as_str()))
    }

    /// Whether a hyphen alone joins a token to a word before it that is no name and no article: `<Vice>-Président`.
    fn is_joined(&self, at: usize) -> bool {
        let (reading, language) = (self.reading, self.reading.language);
        let Some(before) = at.checked_sub(1) else { return false };
        let word = reading.tokens[before].word;
        let function =
            [&language.determiners, &language.linkers, &language.genitives].iter().any(|set| set.contains(word));
        reading.is_hyphenated(at) && !self.taken[before] && !function
    }

    fn is_free(&self, tokens: Range<usize>) -> bool {
        !self.taken[tokens].iter().any(|taken| *taken)
    }

    fn add(&mut self, mention: Mention) {
        self.taken[mention.tokens.clone()].fill(true);
        self.add_inside(mention);
    }

    /// Adds a mention inside a longer one, whose tokens are its to take.
    fn add_inside(&mut self, mention: Mention) {
        let index = u32::try_from(self.mentions.list.len()).unwrap_or(u32::MAX);
        let start = &mut self.starts[mention.tokens.start];
        if let Some((_, last)) = start {
            self.next[*last as usize] = Some(index);
        }
        *start = Some((start.map_or(index, |(first, _)| first), index));
        self.next.push(None);
        self.mentions.list.push(mention);
    }

    /// Keeps some mentions alone.
    fn retain(&mut self, keep: impl Fn(&Mention) -> bool) {
        self.starts.fill(None);
        self.next.clear();
        for mention in std::mem::take(&mut self.mentions.list).into_iter().filter(keep) {
            self.add_inside(mention);
        }
    }

    /// The mentions that begin at a token, in the order in which they were found.
    fn starting_at(&self, at: usize) -> impl Iterator<Item = &Mention> {
        let first = self.starts.get(at).copied().flatten().map(|(first, _)| first);
        let indices = std::iter::successors(first, |index| self.next[*index as usize]);
        indices.map(|index| &self.mentions.list[index as usize])
    }

    /// Marks what stands inside longer names, and sorts.
    fn finish(mut self) -> Mentions {
        self.mentions.sort(self.reading.tokens.list.len());
        let (mut from, mut end) = (0, 0);
        for mention in &mut self.mentions.list {
            mention.nested |= from <= mention.tokens.start && mention.tokens.end <= end;
            if mention.tokens.end > end && !describes(self.reading, mention) {
                // The body before a document's noun is named there too: "<General Assembly> resolution 45/12".
                let tokens = self.reading.tokens;
                let cited = matches!(mention.referent, Referent::Cited { .. });
                let noun = mention.tokens.clone().find(|at| Some(tokens[*at].word) == mention.head);
                from = noun.filter(|_| cited).unwrap_or(mention.tokens.start);
                end = mention.tokens.end;
            }
        }
        self.mentions
    }
}
