//! One document: what of it was not understood.

use crate::ontology::Ontology;
use crate::relate::{Extraction, Unresolved};
use crate::text::{Span, Token, TokenKind, Tokens};
use std::collections::BTreeSet;
use std::ops::Range;

/// Letters of the longest word of an item's mark at most: `(iii)`.
const LONGEST_MARK: usize = 3;
/// Words of an opening that are shown.
const OPENING: usize = 3;

/// What of one document was not understood. Spans are of the source's text.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Recitals and operative clauses with a known act.
    pub clauses: usize,
    /// First words of clauses, and of numbered paragraphs within them, that no known act opens.
    pub openings: Vec<Span>,
    /// First words of other paragraphs within clauses that begin with a capital after the end of a sentence.
    pub inside: Vec<Span>,
    /// Clauses of which no receiver and no fact is known: the words of their first act.
    pub silent: Vec<Span>,
    /// Letters and digits from the first clause to the last.
    pub body: usize,
    /// Text in the body outside every clause.
    pub outside: Vec<Stretch>,
    /// Text after the last clause: closing, annexes, or what was not read any more.
    pub after: Option<Stretch>,
    /// Mentions of things that the gazetteer has, of documents with a symbol, and of what either is called.
    pub known: usize,
    /// Things named that the gazetteer does not have.
    pub names: Vec<NewName>,
    /// Capitalised words in clauses that nothing takes for a name.
    pub phrases: Vec<Span>,
    /// What points back to nothing.
    pub references: Vec<Span>,
    /// Names that the gazetteer has, and that may mean several things or nothing in this document.
    pub ambiguous: Vec<Span>,
}

/// Some text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Where.
    pub span: Span,
    /// Letters and digits in it.
    pub letters: usize,
}

/// A thing that is known from its document only.
#[derive(Clone, Debug)]
pub struct NewName {
    /// Its type.
    pub entity_type: String,
    /// Its first name.
    pub name: String,
    /// Where it is named first.
    pub span: Span,
    /// How often.
    pub mentions: usize,
}

impl Survey {
    /// Surveys a document.
    #[must_use]
    pub fn of(ontology: &Ontology, extraction: &Extraction) -> Self {
        let tokens = Tokens::of(&extraction.source, &ontology.lexicon);
        let view = View::new(ontology, extraction, &tokens);
        let unresolved = |wanted: Unresolved| {
            extraction.unresolved.iter().filter(move |(_, why)| *why == wanted).map(|(span, _)| *span).collect()
        };
        let (known, names) = view.names();
        let (body, outside) = view.outside();
        Self {
            clauses: extraction.clauses.len() - view.without_act().count(),
            openings: view.openings(),
            inside: view.inside().into_iter().filter(|(_, numbered)| !numbered).map(|(span, _)| span).collect(),
            silent: view.silent(),
            body,
            outside,
            after: view.after(),
            known,
            names,
            phrases: view.phrases(),
            references: unresolved(Unresolved::Reference),
            ambiguous: unresolved(Unresolved::Ambiguous),
        }
    }
}

struct View<'a> {
    ontology: &'a Ontology,
    extraction: &'a Extraction,
    tokens: &'a [Token],
    /// Of the clauses, in order.
    clauses: Vec<Range<usize>>,
    /// By token: whether a clause or the verb of an act covers it.
    read: Vec<bool>,
}

impl<'a> View<'a> {
    fn new(ontology: &'a Ontology, extraction: &'a Extraction, tokens: &'a Tokens) -> Self {
        let range = |span: Span| tokens.at(span.start)..tokens.at(span.end);
        let clauses: Vec<Range<usize>> = extraction.clauses.iter().map(|clause| range(clause.span)).collect();
        let mut read = vec![false; tokens.list.len()];
        // The verb of a heading stands outside the clauses that it opens.
        for covered in clauses.iter().cloned().chain(extraction.acts.iter().map(|act| range(act.span))) {
            read[covered].fill(true);
        }
        Self { ontology, extraction, tokens: &tokens.list, clauses, read }
    }

    fn span(&self, tokens: Range<usize>) -> Span {
        self.tokens[tokens.start].span.to(self.tokens[tokens.end - 1].span)
    }

    fn letters(&self, tokens: Range<usize>) -> usize {
        let words = self.tokens[tokens].iter().filter(|token| !matches!(token.kind, TokenKind::Sign(_)));
        words.map(|token| self.extraction.source.quote(token.span).chars().count()).sum()
    }

    /// Where the clauses begin and end.
    fn body(&self) -> Range<usize> {
        match (self.clauses.first(), self.clauses.last()) {
            (Some(first), Some(last)) => first.start..last.end,
            _ => 0..0,
        }
    }

    // Clauses

    /// Clauses without act, and numbered paragraphs that are no beginning of a clause.
    fn openings(&self) -> Vec<Span> {
        let first_words = |clause: &Range<usize>| self.span(clause.start..(clause.start + OPENING).min(clause.end));
        let without = self.without_act().map(|index| first_words(&self.clauses[index]));
        let numbered = self.inside().into_iter().filter(|(_, numbered)| *numbered).map(|(span, _)| span);
        without.chain(numbered).collect()
    }

    /// What begins a paragraph in the body as clauses do, and is the beginning of none; and whether it is numbered.
    fn inside(&self) -> Vec<(Span, bool)> {
        let body = self.body();
        let mut found = Vec::new();
        let mut at = body.start + 1;
        while at < body.end {
            let start = if self.begins_a_paragraph(at) { self.after_mark(at) } else { at };
            if self.opens(at, start) {
                found.push((self.span(start..(start + OPENING).min(body.end)), start > at));
            }
            at = start.max(at) + 1;
        }
        found
    }

    /// Whether a paragraph at `at`, whose words begin at `start`, opens as clauses do: after a clause's end, with a capital.
    fn opens(&self, at: usize, start: usize) -> bool {
        let Some(token) = self.tokens.get(start).filter(|_| self.begins_a_paragraph(at)) else { return false };
        let before = &self.tokens[at - 1];
        let ended = before.is(';') || before.is('.') || (before.is(',') && self.is_block(at));
        let begins_a_clause = self.clauses.iter().any(|clause| clause.start == start);
        let is_verb = token.is_name_like() && token.span.len() > 3;
        ended && is_verb && self.read[start] && !begins_a_clause && !self.is_item(at, start)
    }

    fn begins_a_paragraph(&self, at: usize) -> bool {
        self.is_block(at) || self.tokens[at].line_start
    }

    fn is_block(&self, at: usize) -> bool {
        self.tokens[at].block != self.tokens[at - 1].block
    }

    /// The token after a mark such as `4.`, `(b)` or `-`.
    fn after_mark(&self, at: usize) -> usize {
        let mark = self.tokens[at..].iter().take(LONGEST_MARK).take_while(|token| {
            matches!(token.kind, TokenKind::Sign(_) | TokenKind::Number) || token.span.len() < LONGEST_MARK
        });
        at + mark.count()
    }

    /// Whether a mark is one of an item within a clause: a letter, a dash, or a number below "…:".
    fn is_item(&self, at: usize, start: usize) -> bool {
        let counts = |token: &Token| token.kind == TokenKind::Number;
        let marked = start > at;
        let clause = self.clauses.iter().rev().find(|clause| clause.start < at);
        let chapeau = clause.is_some_and(|clause| self.tokens[clause.start..at].iter().any(|token| token.is(':')));
        (marked && !self.tokens[at..start].iter().any(counts)) || chapeau
    }

    /// Clauses that no known act opens.
    fn without_act(&self) -> impl Iterator<Item = usize> {
        let with: BTreeSet<usize> = self.extraction.acts.iter().map(|act| act.clause).collect();
        (0..self.clauses.len()).filter(move |index| !with.contains(index))
    }

    /// First acts of the clauses that give no claim.
    fn silent(&self) -> Vec<Span> {
        let extraction = self.extraction;
        let says = |index: usize| {
            let span = extraction.clauses[index].span;
            let received = extraction.acts.iter().any(|act| act.clause == index && !act.receivers.is_empty());
            received || extraction.claims.iter().any(|claim| span.holds(claim.span))
        };
        let silent = (0..extraction.clauses.len()).filter(|index| !says(*index));
        silent.filter_map(|index| extraction.acts.iter().find(|act| act.clause == index).map(|act| act.span)).collect()
    }

    // Text

    /// Letters of the body, and its stretches outside every clause.
    fn outside(&self) -> (usize, Vec<Stretch>) {
        let body = self.body();
        let mut stretches = Vec::new();
        let mut at = body.start;
        while at < body.end {
            let end = (at..body.end).find(|next| self.read[*next] != self.read[at]).unwrap_or(body.end);
            // Numbers, marks and the signs after a heading are no text.
            let says = |token: &Token| token.kind == TokenKind::Word && token.span.len() > LONGEST_MARK;
            if !self.read[at] && self.tokens[at..end].iter().any(says) {
                stretches.push(Stretch { span: self.span(at..end), letters: self.letters(at..end) });
            }
            at = end;
        }
        (self.letters(body), stretches)
    }

    fn after(&self) -> Option<Stretch> {
        let rest = self.body().end..self.tokens.len();
        (!self.clauses.is_empty() && !rest.is_empty())
            .then(|| Stretch { span: self.span(rest.clone()), letters: self.letters(rest) })
    }

    // Names

    /// Mentions of what is known elsewhere, and the things that are not.
    fn names(&self) -> (usize, Vec<NewName>) {
        let is_known = |entity: &&crate::resolve::Entity| entity.curated.is_some() || entity.symbol.is_some();
        let (known, new): (Vec<_>, Vec<_>) = self.extraction.entities.iter().partition(is_known);
        let named = new.into_iter().filter_map(|entity| {
            let (name, span) = (entity.names.first()?.clone(), *entity.mentions.first()?);
            let entity_type = self.ontology.types[usize::from(entity.entity_type.0)].name.clone();
            Some(NewName { entity_type, name, span, mentions: entity.mentions.len() })
        });
        (known.iter().map(|entity| entity.mentions.len()).sum(), named.collect())
    }

    /// Runs of capitalised words in clauses, outside every mention and verb, and not at the beginning of a clause or a sentence.
    fn phrases(&self) -> Vec<Span> {
        let mut taken = vec![false; self.tokens.len()];
        let mentions = self.extraction.entities.iter().flat_map(|entity| entity.mentions.iter().copied());
        let acts = self.extraction.acts.iter().map(|act| act.span);
        let unresolved = self.extraction.unresolved.iter().map(|(span, _)| *span);
        for span in mentions.chain(acts).chain(unresolved) {
            let start = self.tokens.partition_point(|token| token.span.start < span.start);
            let end = self.tokens.partition_point(|token| token.span.start < span.end);
            taken[start..end].fill(true);
        }
        let mut phrases = Vec::new();
        for clause in &self.clauses {
            let mut at = clause.start + 1;
            while at < clause.end {
                let named = |at: usize| self.tokens[at].is_name_like() && !taken[at];
                let mid_sentence = !matches!(self.tokens[at - 1].kind, TokenKind::Sign(_)) && !taken[at - 1];
                let end = (at..clause.end).find(|at| !named(*at)).unwrap_or(clause.end);
                if end > at && mid_sentence && self.tokens[at].span.len() > LONGEST_MARK {
                    phrases.push(self.span(at..end));
                }
                at = end.max(at + 1);
            }
        }
        phrases
    }
}
