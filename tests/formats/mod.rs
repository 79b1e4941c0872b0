//! One text in every format says the same: the seeds, written as HTML, Word, `OpenDocument`, Akoma Ntoso and PDF by hand.

mod office;
mod pdf;
mod web;

use crate::reading::{extraction, ontology, seed};
use std::collections::BTreeSet;
use whereas::audit::verify::verify;
use whereas::extract::extract;
use whereas::parse::ClauseKind;
use whereas::rdf;
use whereas::rdf::vocab::DEFAULT_BASE;
use whereas::read::read;
use whereas::relate::{Extraction, Value};
use whereas::text::Source;

/// A paragraph of a text: its runs, each with whether it is raised, and what it is in the resolution.
pub(crate) struct Paragraph {
    pub(crate) runs: Vec<(String, bool)>,
    pub(crate) role: Role,
}

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Heading,
    Formula,
    Recital,
    Operative,
    Closing,
}

/// The paragraphs of a seed, as its Markdown reader sees them, with white space as one space.
pub(crate) fn paragraphs(found: &Extraction) -> Vec<Paragraph> {
    let first = found.clauses.first().unwrap().span.start;
    let last = found.clauses.last().unwrap().span.end;
    let blocks = &found.source.blocks;
    let formula = blocks.iter().rposition(|block| block.span.end <= first).unwrap();
    let role = |at: usize| match found.clauses.iter().find(|clause| blocks[at].span.holds(clause.span)) {
        Some(clause) if clause.kind == ClauseKind::Recital => Role::Recital,
        Some(_) => Role::Operative,
        None if at == formula => Role::Formula,
        None if blocks[at].span.start > last => Role::Closing,
        None => Role::Heading,
    };
    (0..blocks.len()).map(|at| Paragraph { runs: runs(&found.source, at), role: role(at) }).collect()
}

fn runs(source: &Source, block: usize) -> Vec<(String, bool)> {
    let mut runs: Vec<(String, bool)> = Vec::new();
    for piece in &source.blocks[block].pieces {
        let words = source.quote(piece.span).replace('\n', " ");
        match runs.last_mut().filter(|(_, raised)| *raised == piece.raised) {
            Some((text, _)) => text.push_str(&words),
            None => runs.push((words, piece.raised)),
        }
    }
    runs
}

/// What is claimed, without where it stands.
fn claims(found: &Extraction) -> BTreeSet<[String; 5]> {
    let object = |value: &Value| match value {
        Value::Entity(id) => found.entity(*id).iri.clone(),
        other => format!("{other:?}"),
    };
    let line = |claim: &whereas::relate::Claim| {
        [
            found.entity(claim.subject).iri.clone(),
            ontology().predicates[usize::from(claim.predicate.0)].name.clone(),
            object(&claim.object),
            claim.modality.name().to_owned(),
            claim.rule.clone(),
        ]
    };
    found.claims.iter().map(line).collect()
}

fn heading(found: &Extraction) -> String {
    let header = &found.header;
    let title = header.subject.map(|span| found.source.visible(span));
    format!("{:?} {:?} {:?} {:?} {title:?}", header.symbol, header.date, header.session, header.start)
}

/// A file with a seed in it says what the seed says, and its quotes are cut out of it again.
fn says_the_same(language: &str, ending: &str, bytes: &[u8]) -> Extraction {
    let expected = seed(language);
    let path = format!("interpol-impact-2012.{language}.{ending}");
    let again = || read(&path, bytes).unwrap();
    let found = extract(ontology(), again(), DEFAULT_BASE).unwrap();
    assert_eq!(claims(&found), claims(&expected), "{path}: {}", found.source.text);
    assert_eq!(heading(&found), heading(&expected), "{path}");
    assert_eq!(found.clauses.len(), expected.clauses.len(), "{path}");
    let verdict = verify(&rdf::quads(ontology(), &found), &mut |_| Ok(again()));
    assert!(verdict.failures.is_empty() && verdict.quotes > 20, "{path}: {:?}", verdict.failures);
    found
}

const LANGUAGES: [&str; 3] = ["fr", "en", "es"];

#[test]
fn the_title_of_a_page_is_the_last_heading_above_the_text() {
    let page = "<html lang=\"fr\"><body><div><a href=\"/\">Ville des Phares</a></div><h1>Registre des délibérations du Conseil</h1>\
        <h2>Adhésion à l'Agence des ports</h2><p>Séance du 12 décembre 2022</p><p>Le Conseil municipal,</p>\
        <p>DÉCIDE d'adhérer à l'Agence des ports.</p></body></html>";
    let found = extraction("page.html", page).unwrap();
    let subject = found.header.subject.map(|span| found.source.quote(span).to_owned());
    assert_eq!(subject.as_deref(), Some("Adhésion à l'Agence des ports"));
}

#[test]
fn a_web_page_says_what_its_markdown_says() {
    for language in LANGUAGES {
        says_the_same(language, "html", &web::html(&paragraphs(&seed(language))));
    }
}

#[test]
fn marked_parts_say_what_is_told_without_marks() {
    for language in LANGUAGES {
        says_the_same(language, "xml", &web::akn(&paragraphs(&seed(language))));
    }
}

#[test]
fn word_and_open_document_say_what_their_markdown_says() {
    for language in LANGUAGES {
        let paragraphs = paragraphs(&seed(language));
        says_the_same(language, "docx", &office::docx(&paragraphs));
        says_the_same(language, "odt", &office::odt(&paragraphs));
    }
}

#[test]
fn a_pdf_says_what_its_markdown_says_whatever_its_columns() {
    for language in LANGUAGES {
        for layout in [pdf::Layout::One, pdf::Layout::Two, pdf::Layout::TwoByRows] {
            let found = says_the_same(language, "pdf", &pdf::write(&paragraphs(&seed(language)), layout));
            let pages: BTreeSet<_> = found.clauses.iter().map(|clause| found.source.page(clause.span)).collect();
            assert!(pages.contains(&Some(1)) && pages.len() > 1, "{pages:?}");
            // The head of the first page is a heading; those of the others, and all feet, are none of the text.
            let text = &found.source.text;
            assert_eq!(text.matches("Annual volume").count(), 1, "{text}");
            assert!(!["page 1", "page 2"].iter().any(|foot| text.contains(foot)), "{text}");
        }
    }
}

/// Share of the ordered pairs of words of one text that another has too.
fn kept(truth: &str, found: &str) -> f64 {
    let pairs = |text: &str| {
        let words: Vec<String> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect();
        words.windows(2).map(|pair| format!("{} {}", pair[0], pair[1])).collect::<Vec<_>>()
    };
    let mut have = pairs(found);
    let truth = pairs(truth);
    let hits = truth
        .iter()
        .filter(|pair| have.iter().position(|other| other == *pair).map(|at| have.swap_remove(at)).is_some());
    #[expect(clippy::cast_precision_loss, reason = "some hundred pairs")]
    let share = hits.count() as f64 / truth.len() as f64;
    share
}

#[test]
fn nearly_all_pairs_of_words_are_kept() {
    for language in LANGUAGES {
        let paragraphs = paragraphs(&seed(language));
        let text = |p: &Paragraph| p.runs.iter().map(|(text, _)| text.as_str()).collect::<String>();
        let truth: Vec<String> = paragraphs.iter().map(text).collect();
        let share = |path: &str, bytes: &[u8]| kept(&truth.join("\n\n"), &read(path, bytes).unwrap().text);
        assert!(share("a.html", &web::html(&paragraphs)) >= 0.995);
        assert!(share("a.docx", &office::docx(&paragraphs)) >= 0.995);
        assert!(share("a.odt", &office::odt(&paragraphs)) >= 0.995);
        for layout in [pdf::Layout::One, pdf::Layout::Two, pdf::Layout::TwoByRows] {
            let share = share("a.pdf", &pdf::write(&paragraphs, layout));
            assert!(share >= 0.985, "{language} {layout:?}: {share}");
        }
    }
}

pub(crate) use office::packed;

/// A text in every format, by ending.
pub(crate) fn in_every_format(paragraphs: &[Paragraph]) -> Vec<(&'static str, Vec<u8>)> {
    let text = |p: &Paragraph| p.runs.iter().map(|(text, _)| text.as_str()).collect::<String>();
    vec![
        ("txt", paragraphs.iter().map(text).collect::<Vec<_>>().join("\n\n").into_bytes()),
        ("html", web::html(paragraphs)),
        ("xml", web::akn(paragraphs)),
        ("docx", office::docx(paragraphs)),
        ("odt", office::odt(paragraphs)),
        ("pdf", pdf::write(paragraphs, pdf::Layout::Two)),
    ]
}

/// A small Word file that unpacks to so many bytes.
pub(crate) fn bomb(bytes: usize) -> Vec<u8> {
    office::docx_of(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", " ".repeat(bytes)), &[])
}
