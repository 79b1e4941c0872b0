//! What must hold for any text, whatever it says: no panic, evidence that points at its words, a graph that comes back
//! from its text, and the same bytes for any order of the inputs and any number of threads.
//!
//! Texts are strings of any characters, and texts put together from pieces of resolutions in three languages with
//! breaks, mark-up and stray characters between them: the first seldom get past the detection of the language.

use crate::export::{as_set, parse, text};
use crate::reading::{extraction, ontology};
use oxigraph::io::RdfFormat;
use oxigraph::model::{Quad, Term};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{TestCaseResult, TestRunner};
use rayon::prelude::*;
use std::collections::BTreeMap;
use whereas::export::Format;
use whereas::rdf;
use whereas::rdf::vocab::ws;
use whereas::relate::Extraction;
use whereas::text::Span;

const FRENCH: [&str; 18] = [
    "L'Assemblée générale de l'O.I.P.C.-INTERPOL, réunie en sa 81<sup>ème</sup> session à Brest (France) du 5 au 8 mai 2012,",
    "**Objet :** Projet d'accord",
    "RAPPELANT la résolution 1267 (1999)",
    "CONSCIENTE que cet accord sert l'Organisation",
    "PRÉOCCUPÉ par l’état",
    "DÉCIDE :",
    "DONNE MANDAT au Secrétaire Général pour le signer",
    "PRIE le Bureau des cartes marines (BCM) de",
    "APPROUVE le projet d'accord de pêche entre la Norvège et l'Islande",
    "dont le texte figure en annexe 1 du rapport AG-2012-RAP-18",
    "la création d'un Centre des marées dans le cadre du Complexe mondial INTERPOL pour l'innovation à Singapour",
    "institution spécialisée des Nations Unies comptant 193 États membres",
    "est l'agent d'exécution dans le domaine de la pêche de l'Union internationale des télécommuni-\ncations (UIT)",
    "du 28 septembre au 3 octobre 2005",
    "et",
    "a) de les compter",
    "Adoptée",
    "en outre",
];
const ENGLISH: [&str; 18] = [
    "The Sixty-sixth World Health Assembly,",
    "The Security Council, Recalling",
    "Subject: Draft agreement",
    "Noting with grave concern the letter dated May 6, 1985",
    "MINDFUL of Article 41 of the Organization's Constitution",
    "RESOLVES:",
    "1. Requests the Secretary-General of the United Nations to sign it",
    "(2) to repair them",
    "Approves the draft transit agreement between Norway and Iceland, the text of which appears in Appendix 1 to Report GA-2012-RAP-18",
    "INTERPOL's initiative to build, including the creation of a Centre for Tides located in Bergen (Norway)",
    "is the executing agency, in the field of hydrography, of the Institute for Marine Charts (IMC)",
    "IMC",
    "an organization of 48 member States",
    "from 28 September to 3 October 2005",
    "resolution WHA65.4",
    "and",
    "Mr. John Smith",
    "Adopted unanimously.",
];
const SPANISH: [&str; 17] = [
    "La Asamblea General de la O.I.P.C.-INTERPOL, reunida en su 81.ª sesión en Cádiz (España) del 5 al 8 de mayo de 2012,",
    "Asunto: Proyecto de acuerdo",
    "RECORDANDO su resolución AG/RES. 1532 (XXVIII-O/98)",
    "CONSCIENTES de que dicho acuerdo",
    "Observando con preocupación",
    "RESUELVE:",
    "DA MANDATO al Secretario General para firmarlo",
    "1. Pide a Noruega, Finlandia e Islandia que informen",
    "APRUEBA el proyecto de acuerdo de cooperación entre la Unión de Puertos Francos (UPF) y Chile",
    "cuyo texto figura en el anexo 1 del informe AG-2012-RAP-18",
    "la creación de un Centro de Mareas con sede en Cádiz",
    "es un organismo especializado de las Naciones Unidas que cuenta con 12 Estados miembros",
    "del 30 de diciembre de 2006 al 2 de enero de 2007",
    "y",
    "a) que los cuente",
    "asimismo",
    "Aprobada",
];
/// What stands between the pieces.
const BREAKS: [&str; 16] = [
    "\n\n", "\n\n", "\n\n", ",\n", ";\n\n", " ", " ", ", ", "\r\n\r\n", "-\n", " \u{a0}", " (", ") ", " – ", "\u{ad}",
    "\n- ",
];

fn pieces() -> impl Strategy<Value = String> {
    let of = |pieces: &'static [&'static str]| {
        let piece = prop_oneof![
            20 => select(pieces).prop_map(str::to_owned),
            2 => "[0-9]{1,20}[.)]? ?",
            1 => "\\PC{0,6}",
            1 => "[<>*#_`\\[\\]()'’.:;, A-Zéœ-]{1,8}",
        ];
        vec((piece, select(&BREAKS[..])), 1..14)
            .prop_map(|pairs| pairs.into_iter().map(|(piece, end)| piece + end).collect::<String>())
    };
    prop_oneof![of(&FRENCH), of(&ENGLISH), of(&SPANISH)].prop_filter("a text that is refused", |text| is_read(text))
}

/// Whether a text is one that readers take: not all white space, no NUL, no letters lost or encoded twice.
fn is_read(text: &str) -> bool {
    ["a.txt", "a.md"].iter().all(|path| whereas::read::read(path, text.as_bytes()).is_ok())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![1 => any::<String>(), 6 => pieces()].prop_filter("a text that is refused", |text| is_read(text))
}

proptest! {
    #[test]
    fn whatever_the_text_evidence_points_into_it(text in any_text(), path in select(&["a.txt", "a.md"][..])) {
        if let Ok(extraction) = extraction(path, &text) {
            spans_lie_in_the_text(&extraction)?;
            acts_lie_in_their_clauses(&extraction)?;
            quotes_are_the_words(&extraction)?;
        }
    }

    #[test]
    fn whatever_the_text_its_graph_comes_back_from_n_quads(text_of_document in any_text()) {
        if let Ok(extraction) = extraction("a.md", &text_of_document) {
            let quads = rdf::quads(ontology(), &extraction);
            prop_assert_eq!(parse(RdfFormat::NQuads, &text(Format::NQuads, &quads)), as_set(&quads));
        }
    }

    #[test]
    fn the_order_of_documents_and_the_number_of_threads_do_not_show(
        (texts, shuffled) in vec(pieces(), 2..6).prop_flat_map(|texts| {
            let named: Vec<(String, String)> =
                texts.into_iter().enumerate().map(|(n, text)| (format!("{n}.txt"), format!("{text}\n."))).collect();
            (Just(named.clone()), Just(named).prop_shuffle())
        })
    ) {
        let alone: Vec<Quad> = texts.iter().flat_map(quads_of).collect();
        let together: Vec<Vec<Quad>> = four_threads().install(|| shuffled.par_iter().map(quads_of).collect());
        let together = together.concat();
        for format in [Format::Turtle, Format::TriG, Format::NQuads] {
            prop_assert_eq!(text(format, &alone), text(format, &together));
        }
    }
}

/// Properties of texts that are refused would show nothing.
#[test]
fn enough_of_the_assembled_texts_say_something() {
    let mut runner = TestRunner::deterministic();
    let texts = (0..200).map(|_| pieces().new_tree(&mut runner).unwrap().current());
    let read =
        texts.filter(|text| !text.trim().is_empty() && extraction("a.md", text).is_ok_and(|e| e.claims.len() > 1));
    let read = read.count();
    assert!(read >= 50, "expected 50 texts with claims at least, found {read}");
}

fn quads_of((path, text): &(String, String)) -> Vec<Quad> {
    extraction(path, text).map(|extraction| rdf::quads(ontology(), &extraction)).unwrap_or_default()
}

fn four_threads() -> &'static rayon::ThreadPool {
    static POOL: std::sync::LazyLock<rayon::ThreadPool> =
        std::sync::LazyLock::new(|| rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap());
    &POOL
}

/// Every span that an extraction holds.
fn spans(extraction: &Extraction) -> Vec<Span> {
    let clauses = extraction.clauses.iter().map(|clause| clause.span);
    let acts = extraction.acts.iter().flat_map(|act| std::iter::once(act.span).chain(act.content));
    let mentions = extraction.entities.iter().flat_map(|entity| entity.mentions.iter().copied());
    let claims = extraction.claims.iter().map(|claim| claim.span);
    clauses.chain(acts).chain(mentions).chain(claims).chain(extraction.header.subject).collect()
}

fn spans_lie_in_the_text(extraction: &Extraction) -> TestCaseResult {
    for span in spans(extraction) {
        let words = extraction.source.text.get(span.range());
        prop_assert!(words.is_some_and(|words| !words.is_empty()), "{span:?} is no part of the text");
    }
    Ok(())
}

/// An act lies in its clause; the first one may stand in a heading of its own above it.
fn acts_lie_in_their_clauses(extraction: &Extraction) -> TestCaseResult {
    let mut last = None;
    for act in &extraction.acts {
        let clause = extraction.clauses[act.clause].span;
        let first = last.replace(act.clause) != Some(act.clause);
        let above = act.span.end <= clause.start && {
            let between = Span { start: act.span.end, end: clause.start };
            extraction.source.quote(between).contains('\n')
        };
        prop_assert!(clause.holds(act.span) || (first && above), "{:?} is not in {clause:?}", act.span);
        if let Some(content) = act.content {
            prop_assert!(clause.holds(content), "{content:?} is not in {clause:?}");
        }
    }
    Ok(())
}

/// In the graph, every quote is what stands in the text between start and end, counted in characters.
fn quotes_are_the_words(extraction: &Extraction) -> TestCaseResult {
    let quads = rdf::quads(ontology(), extraction);
    let column = |predicate: oxigraph::model::NamedNodeRef<'_>| {
        let of_predicate = quads.iter().filter(move |quad| quad.predicate == predicate);
        of_predicate.map(|quad| (quad.subject.to_string(), value(&quad.object))).collect::<BTreeMap<_, _>>()
    };
    let (starts, ends) = (column(ws::START), column(ws::END));
    let quotes = column(ws::QUOTE);
    prop_assert!(quotes.len() >= extraction.clauses.len());
    for (subject, quote) in quotes {
        let (start, end) = (starts[&subject].parse::<usize>().unwrap(), ends[&subject].parse::<usize>().unwrap());
        let words: String = extraction.source.text.chars().skip(start).take(end - start).collect();
        prop_assert_eq!(quote, words);
    }
    Ok(())
}

fn value(term: &Term) -> String {
    match term {
        Term::Literal(literal) => literal.value().to_owned(),
        other => other.to_string(),
    }
}

/// The program itself, over the seeds: one thread or four, files in either order or their folder.
#[test]
fn the_program_writes_the_same_bytes_for_any_threads_and_order() {
    let name = |language: &str| format!("seeds/interpol-impact-2012.{language}.md");
    let run = |inputs: &[String], threads: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_whereas"));
        command.current_dir(env!("CARGO_MANIFEST_DIR")).args([
            "extract",
            "-q",
            "--format",
            "trig",
            "--threads",
            threads,
        ]);
        let output = command.args(inputs).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    let folder = run(&["seeds".to_owned()], "1");
    assert!(!folder.is_empty());
    assert_eq!(folder, run(&[name("es"), name("fr"), name("en")], "4"));
    assert_eq!(folder, run(&[name("fr"), name("en"), name("es")], "2"));
}
