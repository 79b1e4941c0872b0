//! `whereas why`: why an edge stands in a graph.

mod json;

use crate::audit::things::{Things, label};
use crate::audit::why::{Account, Asked, Corrected, Stated, account};
use crate::cli::common::{Common, Exit, count};
use crate::cli::inputs::Inputs;
use crate::cli::output::{self, Out};
use crate::cli::passage;
use crate::cli::reading::{Again, Shelf};
use crate::cli::table::visible;
use crate::cli::{documents, endpoint};
use crate::correct::Corrections;
use crate::explain::{Choice, Derivation, Reason};
use crate::export::Prefixes;
use crate::ontology::{Ontology, Origin};
use crate::rdf::vocab::ws;
use crate::relate::Ground;
use anyhow::Context as _;
use clap::{Args, ValueEnum, ValueHint};
use oxigraph::model::{NamedOrBlankNode, Term};
use oxigraph::store::Store;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::Write as _;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Say why an edge stands in a graph: every claim that states it, its words, rule, slots and documents
///
/// Asked about a claim by its IRI, or about an edge by SUBJECT PREDICATE OBJECT, each a name in any language or an IRI. Of
/// each claim: the sentence with its words marked, the rule and where it is written, the act that governs it, and, read again
/// from the document, which words filled which slot and why they mean what they were taken for. Documents are found by
/// their path below --sources, else among the inputs, else where the program runs or beside the graph; without them what the
/// graph holds is told. An edge that nobody states ends with exit code 1; an unknown or ambiguous name with 2.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whereas why out/store IMPACT executingAgencyOf ITU --sources resolutions/
  whereas why graph.ttl Partenariat 'agent d’exécution de' UIT
  whereas why resolutions/ https://w3id.org/whereas/id/…/executingAgencyOf-1a2b3c4d --format json")]
pub(super) struct WhyArgs {
    /// A store, RDF files (.ttl .nt .nq .trig .rdf .jsonld) or documents; then a claim's IRI, or SUBJECT PREDICATE OBJECT
    #[arg(required = true, value_name = "INPUT… CLAIM | INPUT… SUBJECT PREDICATE OBJECT", value_hint = ValueHint::AnyPath)]
    arguments: Vec<OsString>,
    /// The documents of the graph, or folders of them; may be repeated
    #[arg(long, value_name = "DIR", value_hint = ValueHint::AnyPath)]
    sources: Vec<PathBuf>,
    /// Claims to show at most; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write to FILE instead of standard output
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    output: Option<PathBuf>,
}

/// How to write an explanation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// One object
    Json,
}

/// Runs the command.
pub(super) fn run(args: &WhyArgs, common: &Common) -> anyhow::Result<Exit> {
    let ontology = common.load_ontology()?;
    let (paths, question) = plan(&args.arguments)?;
    let inputs = Inputs::new(paths.iter().map(PathBuf::as_path), common)?;
    let base = inputs.base(common).to_owned();
    let (graph, refused) = inputs.graph(&ontology.terms, common, false)?;
    let store = graph.oxigraph();
    let things = Things::read(store)?;
    let prefixes = with_sources(&base, store)?;
    let asked = match question.as_slice() {
        [claim] => Asked::Claim(claim),
        [subject, predicate, object] => Asked::Edge { subject, predicate, object },
        _ => anyhow::bail!(EXPECTED),
    };
    let shown = paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
    let account = account(store, ontology, &things, &prefixes.all(), asked).context(shown)?;
    let corrections = documents::corrections(&[inputs.documents(), &args.sources].concat(), common)?;
    let limit = if args.limit == 0 { usize::MAX } else { args.limit };
    let again = read_again(&Shelf::new(&args.sources, &inputs, common)?, ontology, &account, limit);
    let teller = Teller {
        ontology,
        things: &things,
        prefixes: &prefixes,
        account: &account,
        again: &again,
        corrections: &corrections,
    };
    output::to(args.output.as_deref(), |out| match args.format {
        Format::Text => teller.text(limit, out),
        Format::Json => Ok(writeln!(out, "{:#}", teller.json(limit))?),
    })?;
    Ok(if account.claims.is_empty() || refused > 0 { Exit::No } else { Exit::Done })
}

const EXPECTED: &str = "expected a store, RDF files or documents, then a claim's IRI or SUBJECT PREDICATE OBJECT";

/// The inputs, and the one or three arguments after them.
fn plan(arguments: &[OsString]) -> anyhow::Result<(Vec<PathBuf>, Vec<String>)> {
    let is_path = |argument: &OsString| {
        Path::new(argument) == Path::new("-") || Path::new(argument).exists() || endpoint::is_address(argument)
    };
    let leading = arguments.iter().take_while(|argument| is_path(argument)).count();
    if leading == 0
        && let Some(first) = arguments.first()
    {
        anyhow::ensure!(arguments.len() < 2, "{}: expected a file or folder", first.display());
    }
    let fits = |inputs: &usize| [1, 3].contains(&(arguments.len() - inputs));
    let inputs = (1..=leading).rev().find(fits).context(EXPECTED)?;
    let (paths, question) = arguments.split_at(inputs);
    let utf8 = |word: &OsString| {
        word.to_str().map(str::to_owned).with_context(|| format!("{}: expected UTF-8", word.display()))
    };
    Ok((paths.iter().map(PathBuf::from).collect(), question.iter().map(utf8).collect::<anyhow::Result<_>>()?))
}

/// The prefixes of Turtle that is made of a store: one for each source.
fn with_sources(base: &str, store: &Store) -> anyhow::Result<Prefixes> {
    let mut sources = Vec::new();
    for quad in store.quads_for_pattern(None, Some(ws::PATH), None, None) {
        let quad = quad?;
        if let (NamedOrBlankNode::NamedNode(source), Term::Literal(path)) = (quad.subject, quad.object) {
            sources.push((source.into_string(), path.value().to_owned()));
        }
    }
    Ok(Prefixes::new(base).with_source_paths(sources.iter().map(|(iri, path)| (iri.as_str(), path.as_str()))))
}

/// The documents of the claims that are shown, read again, by the IRIs of their sources.
fn read_again(shelf: &Shelf, ontology: &Ontology, account: &Account, limit: usize) -> BTreeMap<String, Again> {
    let mut by_source: BTreeMap<&str, Vec<&Stated>> = BTreeMap::new();
    for claim in account.claims.iter().take(limit) {
        by_source.entry(&claim.document.source).or_default().push(claim);
    }
    by_source.into_iter().map(|(source, claims)| (source.to_owned(), shelf.read(ontology, &claims))).collect()
}

/// Tells an account.
struct Teller<'a> {
    ontology: &'a Ontology,
    things: &'a Things,
    prefixes: &'a Prefixes,
    account: &'a Account,
    again: &'a BTreeMap<String, Again>,
    corrections: &'a Corrections,
}

impl Teller<'_> {
    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => visible(self.things.name(node.as_str())),
            other => self.short(other),
        }
    }

    fn short(&self, term: &Term) -> String {
        super::table::show(term, &self.prefixes.all())
    }

    fn text(&self, limit: usize, out: &mut Out) -> anyhow::Result<()> {
        let Account { subject, predicate, object, claims, .. } = self.account;
        let relation = label(self.ontology, predicate.as_str());
        writeln!(out, "{} — {relation} — {}", self.term(&subject.clone().into()), self.term(object))?;
        let [s, p, o] =
            [subject.clone().into(), predicate.clone().into(), object.clone()].map(|term| self.short(&term));
        writeln!(out, "{s} {p} {o}")?;
        writeln!(out, "{}", self.summary())?;
        for (number, claim) in claims.iter().take(limit).enumerate() {
            writeln!(out)?;
            self.claim(number + 1, claim, out)?;
        }
        if claims.len() > limit {
            writeln!(out, "\n… and {} more (hint: --limit 0)", claims.len() - limit)?;
        }
        Ok(())
    }

    /// How many claims there are, how they are meant, which documents and languages agree, and which are silent.
    fn summary(&self) -> String {
        let claims = &self.account.claims;
        if claims.is_empty() {
            return "no claim of this graph states it (hint: whereas why-not tells what a sentence lacks)".to_owned();
        }
        let documents: BTreeSet<&str> = claims.iter().map(|claim| claim.document.path.as_str()).collect();
        let languages: BTreeSet<&str> = claims.iter().filter_map(|claim| claim.document.language.as_deref()).collect();
        let mut modalities: BTreeMap<&str, usize> = BTreeMap::new();
        for claim in claims {
            *modalities.entry(claim.modality.as_deref().unwrap_or("of no modality")).or_default() += 1;
        }
        let modalities: Vec<String> = modalities.into_iter().map(|(name, count)| format!("{count} {name}")).collect();
        let languages = languages.into_iter().collect::<Vec<_>>().join(", ");
        let mut line = format!(
            "{} in {} ({languages}): {}",
            count(claims.len(), "claim"),
            count(documents.len(), "document"),
            modalities.join(", ")
        );
        let silent: Vec<&str> = self.account.silent.iter().map(|document| document.path.as_str()).collect();
        if !silent.is_empty() {
            line += &format!("\nnot in other texts of the same resolution: {}", visible(&silent.join(", ")));
        }
        line
    }

    fn again(&self, claim: &Stated) -> (Option<&Again>, Option<&Derivation>) {
        let again = self.again.get(&claim.document.source);
        (again, again.and_then(|again| again.derivations.get(&claim.iri)))
    }

    fn claim(&self, number: usize, claim: &Stated, out: &mut Out) -> anyhow::Result<()> {
        let (again, derivation) = self.again(claim);
        writeln!(out, "{number}. {}", self.heading(claim))?;
        for line in self.sentence(claim, again) {
            writeln!(out, "   {line}")?;
        }
        writeln!(out, "   {}", self.modality(claim, derivation))?;
        for (qualifier, value) in &claim.qualifiers {
            writeln!(out, "   {}: {}", label(self.ontology, qualifier), visible(value))?;
        }
        for correction in &claim.corrections {
            writeln!(out, "   {}", self.correction(correction))?;
        }
        for line in self.rule(claim, derivation) {
            writeln!(out, "   {line}")?;
        }
        let is_read = claim.rule.as_deref() != Some(crate::correct::RULE);
        if let (true, None, Some(obstacle)) = (is_read, derivation, again.and_then(|again| again.obstacle.as_ref())) {
            writeln!(out, "   slots and the choice of things are not told: {obstacle}")?;
        }
        writeln!(out, "   <{}>", claim.iri)?;
        Ok(())
    }

    fn heading(&self, claim: &Stated) -> String {
        let place = claim.words.as_ref().map(|words| format!(", code points {}–{}", words.start, words.end));
        let clause = claim.clause.as_ref().map(|clause| {
            let kind = if clause.operative { "operative clause" } else { "recital" };
            let position = clause.position.map(|position| format!(" (clause {position})")).unwrap_or_default();
            format!(", {kind}{position}")
        });
        let part = claim.document.part.map(|part| format!(", part {part}")).unwrap_or_default();
        format!("{}{part}{}{}", visible(&claim.document.path), place.unwrap_or_default(), clause.unwrap_or_default())
    }

    /// The clause with the words of the claim marked; where there is no clause the paragraph, or the words alone.
    fn sentence(&self, claim: &Stated, again: Option<&Again>) -> Vec<String> {
        let (text, marks) = sentence(claim, again);
        passage::marked(&text, marks)
    }

    /// Asserted or prospective, why, and by whose act.
    fn modality(&self, claim: &Stated, derivation: Option<&Derivation>) -> String {
        let modality = claim.modality.as_deref().unwrap_or("of no modality");
        let act = claim.act.as_ref().map(|act| {
            let body = act.body.as_deref().map_or("the enacting body", |body| self.things.name(body));
            format!(
                "by an act of {}: {} (\"{}\")",
                visible(body),
                label(self.ontology, &act.concept),
                visible(&act.verb)
            )
        });
        let ground = derivation.and_then(ground);
        let parts: Vec<String> = [ground, act].into_iter().flatten().collect();
        if parts.is_empty() { modality.to_owned() } else { format!("{modality}, {}", parts.join(", ")) }
    }

    /// What a curator did, where it is written, and why: "rejected by <…>, corrections.ttl:12: the agency is another one".
    fn correction(&self, correction: &Corrected) -> String {
        let what = match (correction.kind.as_deref(), &correction.merged) {
            (Some("Rejection"), _) => "rejected".to_owned(),
            (Some("Addition"), _) => "added".to_owned(),
            (_, Some((merges, into))) => format!("{} is merged into {}", self.iri(merges), self.iri(into)),
            _ => "corrected".to_owned(),
        };
        let place = self.corrections.place(&correction.iri).map(|(file, line)| format!("{file}:{line}"));
        let place = place.or_else(|| correction.file.clone()).map(|place| format!(", {}", visible(&place)));
        let comment = correction.comment.as_deref().map(|comment| format!(": {}", visible(comment)));
        format!("{what} by <{}>{}{}", correction.iri, place.unwrap_or_default(), comment.unwrap_or_default())
    }

    fn rule(&self, claim: &Stated, derivation: Option<&Derivation>) -> Vec<String> {
        let Some(derivation) = derivation else {
            let rule = claim.rule.as_deref().unwrap_or("unknown");
            if rule == crate::correct::RULE {
                return vec!["no rule: a curator has added it".to_owned()];
            }
            return vec![format!("rule {rule}{}", written(self.ontology.origin_of_rule(rule).as_ref()))];
        };
        let form = &derivation.form;
        let mut lines =
            vec![format!("rule {}{}", form.rule, written(form.origin.as_ref())), format!("  {}", form.form)];
        for filling in &derivation.fillings {
            let slot = format!("{{{}}}", filling.slot);
            if filling.things.is_empty() {
                lines.push(format!("  {slot} \"{}\"", visible(&filling.words.text)));
            }
            lines.extend(filling.things.iter().map(|thing| format!("  {slot} {}", self.choice(thing))));
        }
        lines
    }

    fn choice(&self, choice: &Choice) -> String {
        let iri = self.iri(&choice.iri);
        format!("\"{}\" is {iri}: {}", visible(&choice.words.text), self.reason(&choice.reason))
    }

    fn iri(&self, iri: &str) -> String {
        match oxigraph::model::NamedNode::new(iri) {
            Ok(node) => self.short(&node.into()),
            Err(_) => visible(iri),
        }
    }

    fn reason(&self, reason: &Reason) -> String {
        let at = |words: &crate::explain::Words| format!("\"{}\" (at {})", visible(&words.text), words.start);
        match reason {
            Reason::FullName { origin } => format!("a name in the gazetteer{}", written(origin.as_ref())),
            Reason::ShortName { origin, within: Some(within) } => {
                format!("a short name within {}{}", self.iri(within), written(origin.as_ref()))
            }
            Reason::ShortName { origin, within: None } => {
                format!("a short name of what is named in full here{}", written(origin.as_ref()))
            }
            Reason::Unclear { entries } => {
                let entries: Vec<String> = entries.iter().map(|iri| self.iri(iri)).collect();
                format!("may mean {}, so a thing of this document alone", entries.join(" or "))
            }
            Reason::Symbol { symbol, rule, origin } => {
                format!("the symbol {}, {rule}{}", visible(symbol), written(origin.as_ref()))
            }
            Reason::NamedAfter { entry, origin } => {
                format!("named after {}{}", self.iri(entry), written(origin.as_ref()))
            }
            Reason::Defined { by, reason } => {
                format!("defined in the text by {}, {}", at(by), self.reason(reason))
            }
            Reason::Longer { than, reason } => format!("goes on from {}, {}", at(than), self.reason(reason)),
            Reason::Part { of: Some(of) } => format!("a part of {}", at(of)),
            Reason::Part { of: None } => "a part of a document".to_owned(),
            Reason::Reference { to: Some(to) } => format!("a reference, resolved to {}", at(to)),
            Reason::Reference { to: None } => {
                "a reference, resolved to the enacting body or its organisation".to_owned()
            }
            Reason::Name => "a name known from this document alone".to_owned(),
            Reason::NewName => "no known name; the rule takes a new one here".to_owned(),
            Reason::Formula => "named in the enacting formula".to_owned(),
        }
    }
}

/// A text, and which code points of it the claim quotes.
fn sentence(claim: &Stated, again: Option<&Again>) -> (String, Range<usize>) {
    let Some(words) = &claim.words else { return (String::new(), 0..0) };
    if let Some(clause) = &claim.clause
        && let Some(start) = words.start.checked_sub(clause.words.start)
    {
        return (clause.words.quote.clone(), start..start + (words.end - words.start));
    }
    let source = again.and_then(|again| again.source.as_ref());
    let around = source.and_then(|source| {
        let span = source.span(words.start, words.end)?;
        let block = source.blocks.iter().find(|block| block.span.holds(span))?;
        let (from, _) = source.code_points(block.span);
        let start = words.start.checked_sub(usize::try_from(from).ok()?)?;
        Some((source.quote(block.span).to_owned(), start..start + (words.end - words.start)))
    });
    around.unwrap_or_else(|| (words.quote.clone(), 0..words.quote.chars().count()))
}

fn written(origin: Option<&Origin>) -> String {
    origin.map(|origin| format!(", {origin}")).unwrap_or_default()
}

/// What decides the modality, where more than the sentence itself does.
fn ground(derivation: &Derivation) -> Option<String> {
    Some(match derivation.ground? {
        Ground::Words => "as the words of the rule say".to_owned(),
        Ground::Draft(_) => {
            let draft = derivation.draft.as_ref().map(|words| visible(&words.text)).unwrap_or_default();
            format!("since \"{draft}\" is a draft")
        }
        Ground::Asked => "since an act asks for it".to_owned(),
        Ground::Awaited => "since its subject is still to be created".to_owned(),
        Ground::Stated => return None,
    })
}
