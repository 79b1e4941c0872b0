//! The source with its heading as it states it, and the resolution as what is known of it.

use super::vocab::{self, dcterms, eli, schema, ws};
use super::{Graph, terms, time};
use crate::relate::{Header, Manner};
use crate::resolve::EntityId;
use crate::text::Format;
use oxigraph::model::vocab::rdfs;
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term};

/// Writes the source and its resolution.
pub(super) fn describe(graph: &mut Graph<'_>) {
    describe_source(graph);
    describe_heading(graph);
    describe_work(graph);
    describe_session(graph);
}

fn describe_source(graph: &mut Graph<'_>) {
    let (subject, extraction) = (graph.source.clone(), graph.extraction);
    let source = &extraction.source;
    graph.say_type(&subject, ws::SOURCE_CLASS.as_str());
    graph.say(&subject, ws::OF, graph.work.clone());
    graph.say(&subject, dcterms::LANGUAGE, language(&extraction.language));
    graph.say(&subject, dcterms::FORMAT, Literal::new_simple_literal(media_type(source.format)));
    graph.say(&subject, ws::PATH, Literal::new_simple_literal(&source.path));
    graph.say(&subject, ws::BYTES_SHA256, Literal::new_simple_literal(&source.bytes_sha256));
    graph.say(&subject, ws::TEXT_SHA256, Literal::new_simple_literal(&source.text_sha256));
    if let Some(date) = date(&extraction.header) {
        graph.say(&subject, ws::DATE, terms::date(date));
    }
}

/// Lengths of ISO dates: to the day, the month, the year.
const PRECISIONS: [usize; 3] = [10, 7, 4];

/// When the resolution was adopted: the day that the heading gives, else what the first and the last day of its session share.
fn date(header: &Header) -> Option<&str> {
    let of_session = || {
        let (start, end) = (header.start.as_deref()?, header.end.as_deref()?);
        PRECISIONS.into_iter().find_map(|length| start.get(..length).filter(|shared| end.get(..length) == Some(shared)))
    };
    header.date.as_deref().or_else(of_session)
}

/// The language by its entry at the Library of Congress when it has a two-letter code, else its code.
fn language(code: &str) -> Term {
    if code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase()) {
        terms::node(&format!("{}{code}", vocab::LANGUAGES)).into()
    } else {
        Literal::new_simple_literal(code).into()
    }
}

fn media_type(format: Format) -> &'static str {
    match format {
        Format::Text => "text/plain",
        Format::Markdown => "text/markdown",
        Format::Html => "text/html",
        Format::Pdf => "application/pdf",
        Format::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Format::Odt => "application/vnd.oasis.opendocument.text",
        Format::Akn => "application/akn+xml",
    }
}

/// One statement of a heading: how the source says it, and how the resolution has it.
struct Statement {
    of_source: NamedNodeRef<'static>,
    of_work: NamedNodeRef<'static>,
    object: Term,
}

/// What the heading states, in the order of its fields.
fn statements(graph: &Graph<'_>) -> Vec<Statement> {
    let header = &graph.extraction.header;
    let entity = |id: EntityId| Term::from(terms::node(&graph.extraction.entity(id).iri));
    let date = |iso: &String| Term::from(terms::date(iso));
    let number = |n: u32| Term::from(terms::number(n));
    let symbol = header.symbol.as_ref().map(|symbol| Literal::new_simple_literal(symbol).into());
    let all = [
        (ws::HEADER_BODY, eli::PASSED_BY, header.body.map(entity)),
        (ws::HEADER_SYMBOL, dcterms::IDENTIFIER, symbol),
        (ws::HEADER_DATE, eli::DATE_DOCUMENT, header.date.as_ref().map(date)),
        (ws::HEADER_SESSION, ws::SESSION, header.session.map(number)),
        (ws::HEADER_MEETING, ws::MEETING, header.meeting.map(number)),
        (ws::HEADER_PLACE, ws::SESSION_PLACE, header.place.map(entity)),
        (ws::HEADER_START, ws::SESSION_START, header.start.as_ref().map(date)),
        (ws::HEADER_END, ws::SESSION_END, header.end.as_ref().map(date)),
        (ws::HEADER_TITLE, dcterms::TITLE, title(graph).map(Term::from)),
    ];
    let stated =
        |(of_source, of_work, object): (_, _, Option<Term>)| Some(Statement { of_source, of_work, object: object? });
    all.into_iter().filter_map(stated).chain(votes(graph)).collect()
}

/// What the heading and the line of adoption state of the votes: of the source and of the resolution by the same words.
fn votes(graph: &Graph<'_>) -> Vec<Statement> {
    let votes = &graph.extraction.header.votes;
    let manner = votes.manner.map(|manner| match manner {
        Manner::Unanimity => ws::UNANIMITY,
        Manner::Consensus => ws::CONSENSUS,
    });
    let sides =
        [(ws::VOTES_FOR, ws::VOTED_FOR), (ws::VOTES_AGAINST, ws::VOTED_AGAINST), (ws::ABSTENTIONS, ws::ABSTAINED)];
    let mut all: Vec<(NamedNodeRef<'static>, Term)> = Vec::new();
    all.extend(manner.map(|manner| (ws::ADOPTION, manner.into_owned().into())));
    for (((count, who), number), names) in sides.into_iter().zip(votes.counts).zip(&votes.names) {
        all.extend(number.map(|number| (count, terms::number(number).into())));
        all.extend(names.iter().map(|id| (who, terms::node(&graph.extraction.entity(*id).iri).into())));
    }
    all.into_iter().map(|(property, object)| Statement { of_source: property, of_work: property, object }).collect()
}

fn title(graph: &Graph<'_>) -> Option<Literal> {
    let extraction = graph.extraction;
    extraction.header.subject.map(|span| terms::words(&extraction.source.visible(span), &extraction.language))
}

fn describe_heading(graph: &mut Graph<'_>) {
    let subject = graph.source.clone();
    for statement in statements(graph) {
        graph.say(&subject, statement.of_source, statement.object);
    }
}

fn describe_work(graph: &mut Graph<'_>) {
    let subject = graph.work.clone();
    graph.derive_type(&subject, ws::RESOLUTION.as_str());
    for statement in statements(graph) {
        graph.derive(&subject, statement.of_work, statement.object);
    }
    let label = label(graph);
    graph.derive(&subject, rdfs::LABEL, label);
    if let Some(session) = session(graph) {
        graph.derive(&subject, ws::IN_SESSION, session);
    }
}

/// What to call the resolution: its symbol, which is the same in every language, else its title, else what its files are called.
fn label(graph: &Graph<'_>) -> Literal {
    let symbol = graph.extraction.header.symbol.as_ref();
    let file = || Literal::new_simple_literal(file_of(&graph.extraction.work_iri));
    symbol.map(Literal::new_simple_literal).or_else(|| title(graph)).unwrap_or_else(file)
}

/// The path that the IRI of a work without symbol is made of: `un/2012/letter` of `https://e.org/id/file/un/2012/letter`.
fn file_of(work: &str) -> String {
    let path = work.split_once("/file/").or_else(|| work.rsplit_once('/')).map_or(work, |(_, path)| path);
    percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// The session as a thing has its days too.
fn describe_session(graph: &mut Graph<'_>) {
    let Some(session) = session(graph) else { return };
    let header = &graph.extraction.header;
    for (predicate, day) in [(schema::START_DATE, &header.start), (schema::END_DATE, &header.end)] {
        if let Some(day) = day {
            graph.derive(&session, predicate, terms::date(day));
        }
    }
    if let (Some(first), Some(last)) = (&header.start, &header.end) {
        time::describe(graph, &session, first, last);
    }
}

fn session(graph: &Graph<'_>) -> Option<NamedNode> {
    graph.extraction.header.session_entity.map(|id| terms::node(&graph.extraction.entity(id).iri))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_work_without_symbol_and_title_is_called_as_its_file() {
        assert_eq!(file_of("https://e.org/id/file/un/r%C3%A9solution%201"), "un/résolution 1");
        assert_eq!(file_of("https://e.org/id/s-res-1"), "s-res-1");
    }

    #[test]
    fn a_date_is_as_exact_as_the_heading_is() {
        let of = |date: Option<&str>, start: Option<&str>, end: Option<&str>| {
            let own = |text: Option<&str>| text.map(str::to_owned);
            let header = Header { date: own(date), start: own(start), end: own(end), ..Header::default() };
            super::date(&header).map(str::to_owned)
        };
        assert_eq!(of(Some("2012-11-08"), Some("2012-11-05"), None).as_deref(), Some("2012-11-08"));
        assert_eq!(of(None, Some("2012-11-05"), Some("2012-11-05")).as_deref(), Some("2012-11-05"));
        assert_eq!(of(None, Some("2012-11-05"), Some("2012-11-08")).as_deref(), Some("2012-11"));
        assert_eq!(of(None, Some("2012-11"), Some("2012-12-01")).as_deref(), Some("2012"));
        assert_eq!(of(None, Some("2012-12-30"), Some("2013-01-03")), None);
        assert_eq!(of(None, Some("2012-12-30"), None), None);
    }
}
