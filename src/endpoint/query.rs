//! Questions: sent with the graphs that they are asked of, and answers read as they come.

use super::http::{Got, Http, Sent};
use super::{Endpoint, EndpointError};
use crate::query::{Answer, QueryError, Question};
use oxigraph::io::{RdfFormat, RdfParser};
use oxigraph::sparql::results::{QueryResultsFormat, QueryResultsParser, ReaderQueryResultsParserOutput};
use oxigraph::sparql::{QueryEvaluationError, QueryResults, QuerySolutionIter, QueryTripleIter};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

const FORM: &str = "application/x-www-form-urlencoded";
/// Answers that are read, the best first.
const ACCEPT: &str = "application/sparql-results+json, application/sparql-results+xml;q=0.9, application/n-triples;q=0.8, \
    text/turtle;q=0.7, application/rdf+xml;q=0.6";
const GRAPH: &str = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.6";
/// Whether the default graph has what named graphs say.
const PROBE: &str = "ASK { ?source <https://w3id.org/whereas/ns#path> ?path }";

/// How a server is told that a question is asked of all graphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Union {
    /// It does so by itself, or there is nothing yet.
    Own,
    /// By a parameter of its own.
    Parameter(&'static str, &'static str),
    /// By naming them all.
    Listed(Vec<String>),
}

/// Parameters by which servers do: Oxigraph, Jena.
const PARAMETERS: [(&str, &str); 2] = [("union-default-graph", "true"), ("default-graph-uri", "urn:x-arq:UnionGraph")];

/// Asks for a yes or no.
pub(super) fn ask(http: &Http, address: &str, question: &str) -> Result<bool, EndpointError> {
    ask_with(http, address, question, &Union::Own)
}

fn ask_with(http: &Http, address: &str, question: &str, union: &Union) -> Result<bool, EndpointError> {
    match results(send(http, address, question, union, ACCEPT)?, address)? {
        QueryResults::Boolean(answer) => Ok(answer),
        _ => Err(EndpointError::Nonsense {
            address: address.to_owned(),
            expected: "yes or no",
            found: "a table".to_owned(),
        }),
    }
}

fn send(http: &Http, address: &str, question: &str, union: &Union, accept: &'static str) -> Result<Got, EndpointError> {
    let mut fields = vec![("query", question)];
    match union {
        Union::Own => {}
        Union::Parameter(name, value) => fields.push((name, value)),
        Union::Listed(graphs) => {
            fields.extend(
                ["default-graph-uri", "named-graph-uri"]
                    .into_iter()
                    .flat_map(|name| graphs.iter().map(move |graph| (name, graph.as_str()))),
            );
        }
    }
    http.send(Sent { method: "POST", address, accept, body: Some((FORM, form(&fields).as_bytes())) })
}

/// Fields of a form.
pub(super) fn form(fields: &[(&str, &str)]) -> String {
    let field = |(name, value): &(&str, &str)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC));
    fields.iter().map(field).collect::<Vec<_>>().join("&")
}

/// An answer as it comes.
fn results(got: Got, address: &str) -> Result<QueryResults<'static>, EndpointError> {
    if let Some(format) = QueryResultsFormat::from_media_type(&got.media_type) {
        let expected = "SPARQL results";
        let broken = |reason: &dyn ToString| broken(address, expected, reason);
        let parsed = QueryResultsParser::from_format(format).for_reader(got.body).map_err(|error| broken(&error))?;
        return Ok(match parsed {
            ReaderQueryResultsParserOutput::Boolean(answer) => QueryResults::Boolean(answer),
            ReaderQueryResultsParserOutput::Solutions(rows) => {
                let (variables, address) = (rows.variables().into(), address.to_owned());
                let rows =
                    rows.map(move |row| row.map_err(|error| unexpected(self::broken(&address, expected, &error))));
                QueryResults::Solutions(QuerySolutionIter::new(variables, rows))
            }
        });
    }
    let triples = triples(got, address, "SPARQL results or RDF")?;
    Ok(QueryResults::Graph(QueryTripleIter::new(triples.map(|triple| triple.map_err(unexpected)))))
}

/// The triples of an answer as they come.
fn triples(
    got: Got,
    address: &str,
    expected: &'static str,
) -> Result<impl Iterator<Item = Result<oxigraph::model::Triple, EndpointError>> + use<>, EndpointError> {
    let format = RdfFormat::from_media_type(&got.media_type).ok_or_else(|| EndpointError::Nonsense {
        address: address.to_owned(),
        expected,
        found: if got.media_type.is_empty() { "no type".to_owned() } else { got.media_type.clone() },
    })?;
    let address = address.to_owned();
    let quads = RdfParser::from_format(format).for_reader(got.body);
    Ok(quads.map(move |quad| quad.map(Into::into).map_err(|error| broken(&address, "RDF", &error))))
}

fn broken(address: &str, expected: &'static str, reason: &dyn ToString) -> EndpointError {
    EndpointError::Broken { address: address.to_owned(), expected, reason: reason.to_string() }
}

fn unexpected(error: EndpointError) -> QueryEvaluationError {
    QueryEvaluationError::Unexpected(Box::new(error))
}

impl Endpoint {
    /// Asks a question of all graphs and hands the answer to `take`, rows as they come.
    ///
    /// # Errors
    /// When the question is no SPARQL, the endpoint does not answer, or `take` fails.
    pub fn answer<T>(
        &self,
        question: &Question,
        take: impl FnOnce(Answer<'_>) -> Result<T, QueryError>,
    ) -> Result<T, QueryError> {
        let text = question.written_out()?;
        let named = question.names_graphs();
        let answer = || {
            let union = if named { &Union::Own } else { self.union()? };
            results(send(&self.http, &self.query, &text, union, ACCEPT)?, &self.query)
        };
        let answer = answer().map_err(unexpected)?;
        take(Answer::new(answer, &text))
    }

    /// How this server is asked of all graphs, tried once.
    fn union(&self) -> Result<&Union, EndpointError> {
        if let Some(known) = self.union.get() {
            return Ok(known);
        }
        let found = self.find_union()?;
        Ok(self.union.get_or_init(|| found))
    }

    fn find_union(&self) -> Result<Union, EndpointError> {
        let reaches = |union: &Union| ask_with(&self.http, &self.query, PROBE, union);
        let documents = self.documents()?;
        if documents.is_empty() || reaches(&Union::Own)? {
            return Ok(Union::Own);
        }
        for (name, value) in PARAMETERS {
            let union = Union::Parameter(name, value);
            // A server that does not know a parameter may refuse it.
            if reaches(&union).unwrap_or(false) {
                return Ok(union);
            }
        }
        let mut graphs: Vec<String> = documents.into_iter().map(|held| held.source).collect();
        graphs.push(super::write::VOCABULARY.to_owned());
        Ok(Union::Listed(graphs))
    }

    /// The rows of a question of our own, which says of which graphs it is asked.
    pub(super) fn rows(&self, question: &str) -> Result<QuerySolutionIter<'static>, EndpointError> {
        match results(send(&self.http, &self.query, question, &Union::Own, ACCEPT)?, &self.query)? {
            QueryResults::Solutions(rows) => Ok(rows),
            _ => Err(EndpointError::Nonsense {
                address: self.query.clone(),
                expected: "a table",
                found: "another answer".to_owned(),
            }),
        }
    }

    /// The triples of one graph.
    pub(super) fn triples(
        &self,
        graph: &str,
    ) -> Result<impl Iterator<Item = Result<oxigraph::model::Triple, EndpointError>> + use<>, EndpointError> {
        let question = format!("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}");
        triples(send(&self.http, &self.query, &question, &Union::Own, GRAPH)?, &self.query, "RDF")
    }
}

impl std::fmt::Debug for Got {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Got").field("media_type", &self.media_type).finish_non_exhaustive()
    }
}
