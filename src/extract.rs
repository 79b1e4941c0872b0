//! The pipeline: one document in, all that it says out.
//!
//! A pure function of the ontology and the source: no file, clock, environment or thread in it.

use crate::diag::Diagnostic;
use crate::ontology::{Neighbour, Ontology};
use crate::parse::{self, Reading};
use crate::recognise::{self, Referent};
use crate::relate::{self, Claim, Extraction, Scene, Unresolved, Value};
use crate::resolve::{self, Context, EntityId, document_iri};
use crate::text::{Field, Source, Span, Tokens};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use std::collections::BTreeSet;
use thiserror::Error;

/// Why a text gives no extraction.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExtractError {
    /// No language that is read has enough of its words in it, or another has more.
    #[error("expected a text in one of: {known}{}", found.as_ref().map(|name| format!(", found one in {name}")).unwrap_or_default())]
    UnknownLanguage {
        /// The codes of the languages that are read.
        known: String,
        /// The name of the language it is in, where that is known.
        found: Option<String>,
    },
    /// Something else that lies among resolutions.
    #[error("expected a resolution or decision, found a {0}")]
    Other(String),
    /// No enacting formula, no recital and no operative clause.
    #[error("expected a resolution or decision, found no enacting formula and no clause that opens as one")]
    NoClause,
}

/// Extracts what a document says. `base` begins all IRIs made from it, and ends in `/`.
///
/// # Errors
/// [`ExtractError`] when the text is no resolution in a known language.
pub fn extract(ontology: &Ontology, source: Source, base: &str) -> Result<Extraction, ExtractError> {
    extract_in(ontology, source, base, None)
}

/// The same of a document whose language is known by its code, if it is.
///
/// # Errors
/// [`ExtractError`] when the text is no resolution in a known language.
pub fn extract_in(
    ontology: &Ontology,
    source: Source,
    base: &str,
    language: Option<&str>,
) -> Result<Extraction, ExtractError> {
    let tokens = Tokens::of(&source, &ontology.lexicon);
    extract_cut(ontology, source, &tokens, base, language)
}

/// The same of a source that is cut into tokens.
fn extract_cut(
    ontology: &Ontology,
    source: Source,
    tokens: &Tokens,
    base: &str,
    language: Option<&str>,
) -> Result<Extraction, ExtractError> {
    let language = match language {
        Some(code) => {
            let known = ontology.languages.iter().find(|language| language.code == code);
            known.ok_or_else(|| of_no_language(ontology, Some(code.to_owned())))?
        }
        None => parse::detect(ontology, tokens).map_err(|neighbour| unknown_language(ontology, neighbour))?,
    };
    let reading = Reading { ontology, language, source: &source, tokens };
    let parsed = parse::parse(&reading);
    if let Some(kind) = reading.other_kind(&parsed) {
        return Err(ExtractError::Other(kind.to_owned()));
    }
    if parsed.clauses.is_empty() && parsed.formula.is_none() {
        return Err(ExtractError::NoClause);
    }
    let mentions = recognise::recognise(&reading, &parsed);
    let context = Context::of(ontology, &parsed);
    let by_path = iri_by_path(ontology, &source, base);
    let mut resolved = resolve::resolve(&reading, &mentions, &context, base, &by_path);
    let mut scene = Scene { reading: &reading, mentions: &mentions, resolved: &mut resolved };
    let body = relate::formula_body(&scene, &parsed);
    let (acts, receivers) = relate::acts(&mut scene, &parsed, body);
    let mut claims = relate::facts(&mut scene, &parsed, &acts, body);
    let header = relate::header(&scene, &parsed, body, &claims);
    claims.extend(receivers);
    claims.sort_by_key(|claim| (claim.span, claim.predicate));
    let mut warnings = warnings(&source, &parsed, body, &resolved.unclear);
    warnings.extend(unsound(&reading));
    warnings.extend(disagreements(&reading, &header));
    let work_iri = header.symbol.as_ref().map_or_else(|| by_path.clone(), |symbol| document_iri(base, symbol));
    let source_iri = format!("{work_iri}/source/{}{}", encoded(&source.path), part_of(&source));
    let unresolved = unresolved(&reading, &mentions, &resolved);
    let clauses = parsed.clauses.into_iter().map(|clause| clause.clause).collect();
    let language = language.code.clone();
    let entities = resolved.entities;
    let mut extraction = Extraction {
        source_iri,
        work_iri,
        language,
        header,
        clauses,
        acts,
        entities,
        claims,
        unresolved,
        corrections: Vec::new(),
        warnings,
        source,
    };
    rebase(&mut extraction, &by_path);
    without_itself(&mut extraction);
    keep_named(&mut extraction);
    Ok(extraction)
}

pub(crate) fn unknown_language(ontology: &Ontology, neighbour: Option<&Neighbour>) -> ExtractError {
    of_no_language(ontology, neighbour.map(|other| other.name.clone()))
}

fn of_no_language(ontology: &Ontology, found: Option<String>) -> ExtractError {
    let codes: Vec<&str> = ontology.languages.iter().map(|language| language.code.as_str()).collect();
    ExtractError::UnknownLanguage { known: codes.join(", "), found }
}

/// IRI of the resolution as long as its symbol is not known; those of things known from this document only begin with it.
pub(crate) fn iri_by_path(ontology: &Ontology, source: &Source, base: &str) -> String {
    format!("{base}file/{}{}", encoded(&work_path(ontology, &source.path)), part_of(source))
}

/// What tells a part of a file from the others in an IRI.
fn part_of(source: &Source) -> String {
    source.part.map(|part| format!("/part-{part}")).unwrap_or_default()
}

/// The base of IRIs with which a document at a path got the IRI of its source; none when that is no IRI of ours.
#[must_use]
pub fn base_of<'a>(ontology: &Ontology, source_iri: &'a str, path: &str) -> Option<&'a str> {
    let (whole, part) = source_iri.rsplit_once("/part-").map_or((source_iri, ""), |(whole, part)| (whole, part));
    let numbered = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (iri, part) = if numbered { (whole, format!("/part-{part}")) } else { (source_iri, String::new()) };
    let work = iri.strip_suffix(&format!("/source/{}", encoded(path)))?;
    let by_path = work.strip_suffix(&format!("file/{}{part}", encoded(&work_path(ontology, path))));
    let by_symbol = || work.rfind(['/', '#']).and_then(|at| work.get(..=at));
    by_path.filter(|base| base.ends_with(['/', '#'])).or_else(by_symbol)
}

/// A document of a file, by its number when the file holds several, with what it says or why it says nothing.
pub type Found = (Option<u32>, Result<Extraction, ExtractError>);

/// Extracts what each document of a file says; most files hold one.
///
/// # Errors
/// Each document has its own.
#[must_use]
pub fn extract_all(ontology: &Ontology, source: Source, base: &str) -> Vec<Found> {
    let tokens = Tokens::of(&source, &ontology.lexicon);
    let Ok(language) = parse::detect(ontology, &tokens) else {
        return vec![(None, extract_cut(ontology, source, &tokens, base, None))];
    };
    let parts = parse::parts(&Reading { ontology, language, source: &source, tokens: &tokens });
    let unparted = parts.unparted.first().map(|span| source.line_column(span.start));
    let warn = |mut found: Result<Extraction, ExtractError>| {
        if let (Ok(extraction), Some(place)) = (&mut found, unparted) {
            let message = "another enacting formula, without a heading above it: read as part of the same resolution";
            let warning = Diagnostic::warning(&extraction.source.path, Some(place), message);
            extraction.warnings.push(warning);
        }
        found
    };
    if parts.spans.len() < 2 {
        return vec![(None, warn(extract_cut(ontology, source, &tokens, base, Some(&language.code))))];
    }
    let numbered = (1..).zip(parts.spans);
    numbered.map(|(number, span)| (Some(number), extract(ontology, source.part(span, number), base))).collect()
}

/// One document of a file that holds several, by its number from 1; none when there are not so many.
#[must_use]
pub fn part(ontology: &Ontology, source: &Source, number: u32) -> Option<Source> {
    let tokens = Tokens::of(source, &ontology.lexicon);
    let language = parse::detect(ontology, &tokens).ok()?;
    let parts = parse::parts(&Reading { ontology, language, source, tokens: &tokens });
    let at = usize::try_from(number).ok()?.checked_sub(1)?;
    let span = parts.spans.get(at).filter(|_| parts.spans.len() > 1)?;
    Some(source.part(*span, number))
}

/// Everything but what an IRI may hold unescaped.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'`')
    .add(b'\\')
    .add(b'^')
    .add(b'{')
    .add(b'|')
    .add(b'}')
    .add(b'#')
    .add(b'?')
    .add(b'%')
    .add(b'[')
    .add(b']');

fn encoded(path: &str) -> String {
    utf8_percent_encode(path, ESCAPED).to_string()
}

/// The path of a work: the file's without its ending, and without a language's code before it (`x.fr.md`, `x.en.md`).
fn work_path(ontology: &Ontology, path: &str) -> String {
    let cut = |path: &str| {
        let name = path.rfind('/').map_or(0, |at| at + 1);
        path[name..].rfind('.').filter(|at| *at > 0).map(|at| name + at)
    };
    let stem = cut(path).map_or(path, |at| &path[..at]);
    let coded = cut(stem).filter(|at| ontology.languages.iter().any(|language| language.code == stem[at + 1..]));
    coded.map_or(stem, |at| &stem[..at]).to_owned()
}

fn warnings(
    source: &Source,
    parsed: &parse::Parsed,
    body: Option<EntityId>,
    unclear: &BTreeSet<String>,
) -> Vec<Diagnostic> {
    let mut warnings = Vec::new();
    if parsed.clauses.is_empty() {
        warnings.push(Diagnostic::warning(&source.path, None, "no recital and no operative clause found"));
    }
    if parsed.formula.is_none() {
        warnings.push(Diagnostic::warning(&source.path, None, "no enacting formula found: acts have no proponent"));
    } else if body.is_none() {
        warnings.push(Diagnostic::warning(
            &source.path,
            None,
            "the enacting body is not clear: acts have no proponent",
        ));
    }
    if let Some(first) = unclear.first() {
        let more = if unclear.len() > 1 { format!(" and {} more", unclear.len() - 1) } else { String::new() };
        let message = format!("\"{first}\"{more}: may mean more than one thing of the gazetteer, left unresolved");
        warnings.push(Diagnostic::warning(&source.path, None, message));
    }
    warnings
}

/// What makes a text doubtful as a whole.
fn unsound(reading: &Reading<'_>) -> Vec<Diagnostic> {
    let code = &reading.language.code;
    let lost = reading
        .lost_accents()
        .map(|letters| format!("no accented letter among {letters} of a text in {code}: they may have been lost"));
    let second = reading
        .second_language()
        .map(|other| format!("words of two languages, {code} and {other}: read as {code} (hint: one file a language)"));
    let path = &reading.source.path;
    lost.into_iter().chain(second).map(|message| Diagnostic::warning(path, None, message)).collect()
}

/// Where the file's own metadata and the text differ, and what its reader had to say.
fn disagreements(reading: &Reading<'_>, header: &relate::Header) -> Vec<Diagnostic> {
    let (source, metadata) = (reading.source, &reading.source.metadata);
    let code = &reading.language.code;
    let said = |field| metadata.get(field);
    let codes = || std::iter::once(code).chain(&reading.language.codes);
    let is_own = |said: &str| codes().any(|code| code.eq_ignore_ascii_case(said));
    let other_language = said(Field::Language)
        .filter(|language| language.split(['-', '_']).next().is_some_and(|primary| !is_own(primary)))
        .map(|language| format!("the file's metadata say its language is {language}, its words are {code}"));
    let other_date = said(Field::Date).zip(header.date.as_deref()).filter(|(said, stated)| said != stated);
    let other_date = other_date.map(|(said, stated)| format!("the file's metadata say {said}, its text {stated}"));
    let plain = |symbol: &str| symbol.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let other_symbol =
        said(Field::Symbol).zip(header.symbol.as_deref()).filter(|(said, stated)| plain(said) != plain(stated));
    let other_symbol = other_symbol.map(|(said, stated)| format!("the file's metadata say {said}, its text {stated}"));
    let all = other_language.into_iter().chain(other_date).chain(other_symbol).chain(source.warnings.iter().cloned());
    all.map(|message| Diagnostic::warning(&source.path, None, message)).collect()
}

/// Mentions that mean nothing, or only a thing of this document although the gazetteer has their name.
fn unresolved(
    reading: &Reading<'_>,
    mentions: &recognise::Mentions,
    resolved: &resolve::Resolved,
) -> Vec<(Span, Unresolved)> {
    let with_entity = mentions.list.iter().zip(&resolved.by_mention).filter(|(mention, _)| !mention.nested);
    let why = with_entity.filter_map(|(mention, entity)| {
        let why = match (&mention.referent, entity) {
            (Referent::Back, None) => Unresolved::Reference,
            (Referent::Curated { .. }, Some(id)) if resolved.entities[id.0 as usize].curated.is_none() => {
                Unresolved::Ambiguous
            }
            _ => return None,
        };
        Some((reading.tokens.span(mention.tokens.start, mention.tokens.end), why))
    });
    why.collect()
}

/// Gives things known from this document only the IRI of the work, now that its symbol is known.
fn rebase(extraction: &mut Extraction, by_path: &str) {
    for entity in &mut extraction.entities {
        if let Some(rest) = entity.iri.strip_prefix(by_path).filter(|rest| rest.starts_with('/')) {
            entity.iri = format!("{}{rest}", extraction.work_iri);
        }
    }
}

/// The resolution itself is no entity of its own text: what is said of it is its heading.
fn without_itself(extraction: &mut Extraction) {
    let own = extraction.entities.iter().position(|entity| entity.iri == extraction.work_iri);
    let Some(own) = own.and_then(|at| u32::try_from(at).ok()).map(EntityId) else { return };
    extraction.claims.retain(|claim| claim.subject != own && claim.object != Value::Entity(own));
    for act in &mut extraction.acts {
        act.receivers.retain(|receiver| *receiver != own);
        act.concerns.retain(|thing| *thing != own);
    }
    extraction.entities[own.0 as usize].mentions.clear();
}

/// Keeps the things that are named or that something is said of, in the order of their first mention.
pub(crate) fn keep_named(extraction: &mut Extraction) {
    let used = used(extraction);
    let id = |at: usize| EntityId(u32::try_from(at).unwrap_or(u32::MAX));
    let mut kept: Vec<usize> = (0..extraction.entities.len())
        .filter(|at| !extraction.entities[*at].mentions.is_empty() || used.contains(&id(*at)))
        .collect();
    for entity in &mut extraction.entities {
        entity.mentions.sort_unstable();
        entity.mentions.dedup();
    }
    kept.sort_by_key(|at| (extraction.entities[*at].mentions.first().copied(), *at));
    let mut entities: Vec<_> = std::mem::take(&mut extraction.entities).into_iter().map(Some).collect();
    let mut places = vec![EntityId(0); entities.len()];
    for (new, old) in kept.iter().enumerate() {
        places[*old] = id(new);
    }
    extraction.entities = kept.iter().filter_map(|at| entities[*at].take()).collect();
    renumber(extraction, &places);
}

fn used(extraction: &Extraction) -> BTreeSet<EntityId> {
    let of_claim = |claim: &Claim| {
        let object = match claim.object {
            Value::Entity(id) => Some(id),
            _ => None,
        };
        [Some(claim.subject), object]
    };
    let header = &extraction.header;
    let acts = extraction.acts.iter().flat_map(|act| act.receivers.iter().chain(&act.concerns).copied());
    let voters = header.votes.names.iter().flatten().copied();
    let heading = [header.body, header.session_entity, header.place].into_iter().flatten().chain(voters);
    extraction.claims.iter().flat_map(of_claim).flatten().chain(acts).chain(heading).collect()
}

fn renumber(extraction: &mut Extraction, places: &[EntityId]) {
    let move_id = |id: &mut EntityId| *id = places[id.0 as usize];
    for claim in &mut extraction.claims {
        move_id(&mut claim.subject);
        if let Value::Entity(object) = &mut claim.object {
            move_id(object);
        }
    }
    for act in &mut extraction.acts {
        act.receivers.iter_mut().chain(&mut act.concerns).for_each(move_id);
    }
    let header = &mut extraction.header;
    [&mut header.body, &mut header.session_entity, &mut header.place].into_iter().flatten().for_each(move_id);
    header.votes.names.iter_mut().flatten().for_each(move_id);
}
