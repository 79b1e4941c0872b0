//! The title of a resolution, where no label introduces it.
//!
//! It stands after the document's own symbol on its line ("WHA66.10 Title", "73/6. Title") or alone above the formula. The other
//! lines of a heading are told by what they are: names of bodies, sessions, dates, symbols, and the words that begin them.

use super::slots::Scene;
use crate::parse::{Parsed, ordinal_at};
use crate::recognise::Referent;
use crate::text::{BlockKind, Format, Span, TokenKind};
use std::ops::Range;

/// Words of a title at least.
const FEWEST: usize = 2;
/// Bytes of a word that tells something, at least.
const SHORTEST: usize = 4;
/// Digits of the mark of a footnote that is glued to a title, at most.
const LONGEST_MARK: usize = 2;

/// The title that no label introduces.
pub(super) fn unlabelled(scene: &Scene<'_>, parsed: &Parsed) -> Option<Span> {
    parsed.formula.as_ref()?;
    let lines: Vec<Range<usize>> = parsed.header.iter().flat_map(|paragraph| lines(scene, paragraph)).collect();
    if let Some(span) = lines.iter().find_map(|line| labelled(scene, line)) {
        return Some(span);
    }
    let starts = |at: usize| Some((at, start(scene, &lines[at], FEWEST)?));
    // A page has its own headings: the last one above the text is the document's, the first may be the site's.
    let marked = (0..lines.len()).rev().filter(|at| is_heading(scene, &lines[*at])).find_map(starts);
    let first = marked.or_else(|| (0..lines.len()).find_map(starts))?;
    let (at, from) = first;
    let block = |line: &Range<usize>| scene.reading.tokens[line.start].block;
    // A title may be broken over lines; what stands in its own block is another line of the heading.
    let broken = lines[at..].windows(2).take_while(|pair| {
        block(&pair[0]) == block(&pair[1])
            && pair[0].end == pair[1].start
            && start(scene, &pair[1], 1) == Some(pair[1].start)
    });
    let end = lines[at + broken.count()].end;
    let end = (from..end).rev().find(|at| !is_mark(scene, *at)).map_or(end, |last| last + 1);
    (from < end).then(|| without_mark(scene, from, end))
}

/// Whether the mark-up of a page says that a line is a heading.
fn is_heading(scene: &Scene<'_>, line: &Range<usize>) -> bool {
    let source = scene.reading.source;
    let block = source.blocks.get(scene.reading.tokens[line.start].block as usize);
    source.format == Format::Html && block.is_some_and(|block| block.kind == BlockKind::Heading)
}

/// What follows the label of a title on its line, where other lines stand around it: "OBJET : …" in a filing block.
fn labelled(scene: &Scene<'_>, line: &Range<usize>) -> Option<Span> {
    let tokens = scene.reading.tokens;
    let label = scene.reading.language.subject_labels.contains(tokens[line.start].word);
    (label && line.len() > 2 && tokens[line.start + 1].is(':')).then(|| tokens.span(line.start + 2, line.end))
}

/// The lines of a paragraph.
fn lines(scene: &Scene<'_>, paragraph: &Range<usize>) -> Vec<Range<usize>> {
    let starts: Vec<usize> = paragraph
        .clone()
        .filter(|at| *at == paragraph.start || scene.reading.tokens[*at].line_start)
        .chain([paragraph.end])
        .collect();
    starts.windows(2).map(|pair| pair[0]..pair[1]).collect()
}

/// The token with which the title begins on a line, if it is a line of the title: so many words of it are of nothing else.
fn start(scene: &Scene<'_>, line: &Range<usize>, fewest: usize) -> Option<usize> {
    let reading = scene.reading;
    let tokens = reading.tokens;
    let handed = |at: usize| reading.longest(&reading.language.adoption.distribution, at, line.end).is_some();
    let heading = reading.longest(&reading.language.adoption.headings, line.start, line.end).is_some();
    if heading || line.clone().any(handed) {
        return None;
    }
    let from = after_symbol(scene, line);
    // "RESOLUTION 1306 (MODIFIED 2015)": what stands in parentheses after the symbol is of the symbol.
    if from > line.start && from < line.end && tokens[from].is('(') && tokens[line.end - 1].is(')') {
        return None;
    }
    let words = |at: &usize| tokens[*at].kind == TokenKind::Word && tokens[*at].span.len() >= SHORTEST;
    let free = (from..line.end).filter(words).filter(|at| !known(scene, *at, from)).count();
    // After the document's symbol one word is enough: the rest may stand on the next line.
    let needed = if from > line.start { 1 } else { fewest };
    (free >= needed).then_some(from)
}

/// The token after a symbol with which a line begins: `73/6. <Title>`, `WHA66.10 <Title>`.
fn after_symbol(scene: &Scene<'_>, line: &Range<usize>) -> usize {
    let tokens = scene.reading.tokens;
    let cited = scene.mentions.list.iter().find(|mention| {
        let first = mention.tokens.start == line.start || line.start + 1 == mention.tokens.start;
        first && matches!(mention.referent, Referent::Cited { .. }) && mention.tokens.end <= line.end
    });
    let end = cited.map_or(line.start, |mention| mention.tokens.end);
    let numbered = if end == line.start { numbers(scene, line) } else { end };
    (numbered..line.end).find(|at| !['.', ':', '-', '*'].iter().any(|sign| tokens[*at].is(*sign))).unwrap_or(numbered)
}

/// The token after "2015/40." at the start of a line.
fn numbers(scene: &Scene<'_>, line: &Range<usize>) -> usize {
    let tokens = scene.reading.tokens;
    let is = |at: usize, kind: TokenKind| at < line.end && tokens[at].kind == kind;
    let at = line.start;
    let pair = is(at, TokenKind::Number) && is(at + 1, TokenKind::Sign('/')) && is(at + 2, TokenKind::Number);
    if pair && is(at + 3, TokenKind::Sign('.')) { at + 4 } else { at }
}

/// Whether a token is of a date, or of a symbol or a known name with which a line begins, an ordinal before it counted:
/// "SOIXANTE-SIXIÈME ASSEMBLÉE MONDIALE DE LA SANTÉ".
fn known(scene: &Scene<'_>, at: usize, from: usize) -> bool {
    let counted = ordinal_at(scene.reading, from).map(|(name, _)| name);
    let named = scene.mentions.list.iter().any(|mention| {
        let told = matches!(mention.referent, Referent::Curated { .. } | Referent::Cited { .. });
        let led = counted == Some(mention.tokens.start) && (from..mention.tokens.end).contains(&at);
        told && (led || mention.tokens.contains(&at) && mention.tokens.start <= from + 1)
    });
    named || scene.mentions.dates.iter().any(|date| date.tokens.contains(&at))
}

/// Whether a token at the end of a title is the mark of a footnote: raised, a sign, or digits glued to the word before.
fn is_mark(scene: &Scene<'_>, at: usize) -> bool {
    let token = &scene.reading.tokens[at];
    let text = scene.reading.source.quote(token.span);
    let glued = token.kind == TokenKind::Number && !token.spaced && token.span.len() <= LONGEST_MARK;
    // "RIGHTS1/ 2/": older documents set a stroke after the number.
    let follows =
        |at: usize, sign: char| scene.reading.tokens.list.get(at).is_some_and(|token| token.is(sign) && !token.spaced);
    let stroked = token.kind == TokenKind::Number && token.span.len() <= LONGEST_MARK && follows(at + 1, '/');
    let stroke = token.is('/') && !token.spaced && scene.reading.tokens[at - 1].kind == TokenKind::Number;
    let raised = text.chars().all(|c| c.is_numeric() && !c.is_ascii());
    let word = at > 0 && scene.reading.tokens[at - 1].kind == TokenKind::Word;
    token.is('*') || token.raised || raised || stroked || stroke || glued && word
}

/// The span of a title; of a year with the mark of a footnote glued to it ("2013–20202") only the year.
fn without_mark(scene: &Scene<'_>, from: usize, end: usize) -> Span {
    let span = scene.reading.tokens.span(from, end);
    let last = &scene.reading.tokens[end - 1];
    let text = scene.reading.source.quote(last.span);
    let glued = last.kind == TokenKind::Number && text.len() == 5 && (text.starts_with("19") || text.starts_with("20"));
    if glued { Span { end: span.end - 1, ..span } } else { span }
}
