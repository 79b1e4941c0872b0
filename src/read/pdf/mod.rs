//! PDF with a text layer: characters with their places, put into the order in which a person reads the page.
//!
//! The file says what is drawn where and nothing else, so lines, columns, paragraphs and footnotes are told from the places of the
//! characters, page by page: [`flatten`] makes each page one plain stream, [`glyphs`] takes its characters, [`rows`] finds lines and raised
//! letters, [`columns`] the reading order, [`furniture`] takes out running heads and page numbers, [`notes`] the footnotes, and
//! [`paragraphs`] joins what goes on from line to line, from column to column and from page to page.

mod columns;
mod flatten;
mod furniture;
mod glyphs;
mod hyphens;
mod metadata;
mod notes;
mod paragraphs;
mod rows;

use super::ReadError;
use crate::text::{BlockKind, Builder, Content, Place, Run};
use columns::{Line, Region};
use glyphs::{Collector, Page};
use hyphens::{Hyphen, Words};
use notes::Note;
use paragraphs::{Break, Shape};
use pdf_extract::Document;
use std::collections::BTreeMap;

/// Letters of a page that has a text layer, at least, on average.
const FEWEST: usize = 4;
/// Share of characters that a font may keep to itself.
const UNKNOWN: usize = 20;
const WHAT: &str = "a PDF";

/// A page as lines in reading order.
#[derive(Debug)]
struct Sheet {
    number: u32,
    height: f64,
    regions: Vec<Region>,
}

/// The content of a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Content, ReadError> {
    let damaged = |why: String| ReadError::Damaged { what: WHAT, why };
    let mut document = Document::load_mem(bytes).map_err(|error| damaged(error.to_string()))?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|_| ReadError::Encrypted(WHAT))?;
    }
    let pages = document.get_pages().len();
    if pages == 0 {
        return Err(damaged("it has no pages".to_owned()));
    }
    flatten::pages(&mut document).map_err(damaged)?;
    let mut collector = Collector::default();
    pdf_extract::output_doc(&document, &mut collector).map_err(|error| damaged(error.to_string()))?;
    if collector.overfull {
        return Err(ReadError::Limit { what: "a PDF", most: "20 million characters".to_owned() });
    }
    if collector.known + collector.unknown < FEWEST * pages {
        return Err(ReadError::NoTextLayer { pages });
    }
    if collector.unknown * UNKNOWN > collector.known {
        return Err(damaged(
            "its fonts do not say which letters they draw; run OCR (ocrmypdf --force-ocr FILE OUT)".to_owned(),
        ));
    }
    let mut builder = Builder::default();
    metadata::read(&document, builder.metadata());
    Ok(compose(builder, &collector.pages))
}

/// The text of the pages.
fn compose(mut builder: Builder, pages: &[Page]) -> Content {
    let mut sheets: Vec<Sheet> = pages.iter().map(sheet).collect();
    furniture::remove(&mut sheets);
    let body = body_size(&sheets);
    let mut notes: Vec<Note> = Vec::new();
    for sheet in &mut sheets {
        notes::take(sheet, body, &mut notes);
    }
    let mut words = Words::default();
    for line in sheets.iter().flat_map(|sheet| sheet.regions.iter().flatten()) {
        words.learn(&line.text());
    }
    let mut writer = Writer { builder: &mut builder, marks: marks(&notes), cited: BTreeMap::new() };
    let lines = flow(&sheets, &words);
    writer.lines(&lines);
    let cited = std::mem::take(&mut writer.cited);
    for note in &notes {
        writer.note(note, &words, &cited);
    }
    builder.finish()
}

fn sheet(page: &Page) -> Sheet {
    let (regions, _) = columns::regions(rows::rows(page));
    Sheet { number: page.number, height: page.height, regions }
}

/// The size of most characters of a document.
fn body_size(sheets: &[Sheet]) -> f64 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for line in sheets.iter().flat_map(|sheet| sheet.regions.iter().flatten()) {
        #[expect(clippy::cast_possible_truncation, reason = "a size in tenths of a point")]
        let tenths = (line.size * 10.0).round() as i64;
        *counts.entry(tenths).or_insert(0) += line.parts.iter().map(|part| part.text.len()).sum::<usize>();
    }
    let most = counts.iter().max_by_key(|(_, count)| **count).map_or(100, |(tenths, _)| *tenths);
    #[expect(clippy::cast_precision_loss, reason = "a size in tenths of a point")]
    let size = most as f64 / 10.0;
    size
}

/// The marks of the footnotes, by page.
fn marks(notes: &[Note]) -> BTreeMap<(u32, String), ()> {
    notes.iter().map(|note| ((note.page, note.mark.clone()), ())).collect()
}

/// A line, its page, and what follows it.
struct Placed<'a> {
    line: &'a Line,
    page: u32,
    then: Break,
}

/// All lines in reading order, with what stands between them.
fn flow<'a>(sheets: &'a [Sheet], words: &Words) -> Vec<Placed<'a>> {
    let regions: Vec<(u32, &Region, Shape)> = sheets
        .iter()
        .flat_map(|sheet| sheet.regions.iter().map(move |region| (sheet.number, region, Shape::of(region))))
        .collect();
    let mut placed = Vec::new();
    let mut first = true;
    for (at, (page, region, shape)) in regions.iter().enumerate() {
        for (index, line) in region.iter().enumerate() {
            let then = match (region.get(index + 1), regions.get(at + 1)) {
                (Some(next), _) => paragraphs::within(*shape, line, next, region.get(index + 2), first, words),
                (None, Some((_, other, other_shape))) => match other.first() {
                    Some(next) => paragraphs::across((*shape, line), (*other_shape, next, other.get(1)), words),
                    None => Break::Block,
                },
                (None, None) => Break::Block,
            };
            first = then == Break::Block;
            placed.push(Placed { line, page: *page, then });
        }
    }
    placed
}

struct Writer<'a> {
    builder: &'a mut Builder,
    /// The marks that are taken out of the text.
    marks: BTreeMap<(u32, String), ()>,
    /// Where each stood.
    cited: BTreeMap<(u32, String), usize>,
}

impl Writer<'_> {
    fn lines(&mut self, lines: &[Placed<'_>]) {
        for placed in lines {
            self.line(placed.line, placed.page, placed.then, true);
            match placed.then {
                Break::Join(_) => {}
                Break::Line => self.builder.line_break(),
                Break::Block => self.builder.close(BlockKind::Paragraph),
            }
        }
        self.builder.close(BlockKind::Paragraph);
    }

    fn line(&mut self, line: &Line, page: u32, then: Break, text: bool) {
        let place = place(line);
        let last = line.parts.len().saturating_sub(1);
        for (at, part) in line.parts.iter().enumerate() {
            // A stop may be set above the line with the mark that follows it.
            let mark = part.text.trim_start_matches([',', ';', '.', ':']);
            if part.raised && text && self.cite(page, mark) {
                let stop = &part.text[..part.text.len() - mark.len()];
                self.builder.push(Run { text: stop, raised: false, page: Some(page), place });
                self.space(page, place, mark);
                continue;
            }
            let cut = match then {
                Break::Join(Some(Hyphen::Parts)) if at == last => paragraphs::without_hyphen(&part.text),
                _ => part.text.as_str(),
            };
            for (number, cell) in cut.split('\t').enumerate() {
                if number > 0 {
                    self.builder.cell_break();
                }
                self.builder.push(Run { text: cell, raised: part.raised, page: Some(page), place });
            }
        }
        if matches!(then, Break::Join(None)) {
            self.builder.push(Run { text: " ", raised: false, page: Some(page), place });
        }
    }

    /// A mark that goes leaves the space after it.
    fn space(&mut self, page: u32, place: Place, mark: &str) {
        if mark.ends_with(' ') {
            self.builder.push(Run { text: " ", raised: false, page: Some(page), place });
        }
    }

    /// Whether raised words are marks of footnotes of this page; then their place is kept.
    fn cite(&mut self, page: u32, words: &str) -> bool {
        let marks: Vec<&str> = words.split([',', ' ']).filter(|mark| !mark.is_empty()).collect();
        let keys: Vec<(u32, String)> = marks.iter().map(|mark| (page, (*mark).to_owned())).collect();
        if keys.is_empty() || !keys.iter().all(|key| self.marks.contains_key(key)) {
            return false;
        }
        let at = self.builder.len();
        for key in keys {
            self.cited.entry(key).or_insert(at);
        }
        true
    }

    fn note(&mut self, note: &Note, words: &Words, cited: &BTreeMap<(u32, String), usize>) {
        for (index, line) in note.lines.iter().enumerate() {
            let then = match note.lines.get(index + 1) {
                Some(next) => Break::Join(words.hyphen(&line.text(), &next.text())),
                None => Break::Block,
            };
            self.line(line, note.page, then, false);
        }
        if !self.builder.is_empty() {
            self.builder.close(BlockKind::Note);
            let cited = cited.get(&(note.page, note.mark.clone())).copied();
            self.builder.note(note.mark.clone(), cited);
        }
    }
}

/// The box of a line, in tenths of a point: from below its baseline to above its letters.
fn place(line: &Line) -> Place {
    #[expect(clippy::cast_possible_truncation, reason = "places on a page")]
    let tenth = |points: f64| ((points * 10.0).round() / 10.0) as f32;
    Place::Box {
        left: tenth(line.left),
        bottom: tenth(line.y - 0.2 * line.size),
        right: tenth(line.right),
        top: tenth(line.y + 0.8 * line.size),
    }
}
