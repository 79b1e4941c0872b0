//! Asking: from the text of a question to its answer.

use super::{QueryError, Step, columns, explain, guard, matches, params, syntax};
use crate::export::Prefixes;
use crate::ontology::Context;
use oxigraph::model::{Literal, Triple};
use oxigraph::sparql::{
    CancellationToken, PreparedSparqlQuery, QueryEvaluationError, QueryResults, QuerySolution, QuerySolutionIter,
    QueryTripleIter, SparqlEvaluator, Variable,
};
use oxigraph::store::Store;
use std::collections::BTreeMap;
use std::iter::Peekable;

/// A question in SPARQL with what it may leave unsaid.
#[derive(Clone, Debug)]
pub struct Question {
    text: String,
    base: String,
    prefixes: Prefixes,
    values: BTreeMap<String, String>,
    words: BTreeMap<String, String>,
    apart: bool,
    cancellation: Cancellation,
}

/// What tells the engine to stop.
#[derive(Clone, Default)]
struct Cancellation(CancellationToken);

impl std::fmt::Debug for Cancellation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cancellation").finish_non_exhaustive()
    }
}

impl Question {
    /// The question in `text`, which may use the [known prefixes](Self::prefixes) without declaring them and write IRIs
    /// relative to `base`. A declaration of its own wins.
    #[must_use]
    pub fn new(text: impl Into<String>, base: &str) -> Self {
        let prefixes = known_prefixes(base);
        Self {
            text: text.into(),
            base: base.to_owned(),
            prefixes,
            values: BTreeMap::new(),
            words: BTreeMap::new(),
            apart: false,
            cancellation: Cancellation::default(),
        }
    }

    /// The same asked of the graphs as they are: the default graph is not the union of all.
    #[must_use]
    pub fn with_graphs_apart(mut self) -> Self {
        self.apart = true;
        self
    }

    /// The same with a value for a parameter, as people type it: `<IRI>`, a prefixed name, or words.
    #[must_use]
    pub fn with_value(mut self, parameter: impl Into<String>, value: impl Into<String>) -> Self {
        self.values.insert(parameter.into(), value.into());
        self
    }

    /// The same with the words in which an answer in JSON-LD is written.
    #[must_use]
    pub fn with_context(self, context: Context) -> Self {
        Self { prefixes: self.prefixes.with_context(context), ..self }
    }

    /// The same with words for a parameter, whatever they look like.
    #[must_use]
    pub fn with_words(mut self, parameter: impl Into<String>, words: impl Into<String>) -> Self {
        self.words.insert(parameter.into(), words.into());
        self
    }

    /// The same that ends when the token says so, as soon as the engine looks at it.
    #[must_use]
    pub fn with_cancellation(mut self, token: CancellationToken) -> Self {
        self.cancellation = Cancellation(token);
        self
    }

    /// The prefixes that need no declaration.
    #[must_use]
    pub fn prefixes(&self) -> &Prefixes {
        &self.prefixes
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Asks the question of all graphs of a store together and hands the answer to `take`, which is called on a thread
    /// with a large stack.
    ///
    /// The default graph of the query is the union of the store's default graph and all its named graphs, unless FROM
    /// says otherwise; a triple that stands in one graph, as all of ours do, is there once.
    ///
    /// # Errors
    /// When the question is not SPARQL, too large or asks another server, when evaluation fails, or when `take` does.
    pub fn ask<T: Send>(
        &self,
        store: &Store,
        take: impl FnOnce(Answer<'_>) -> Result<T, QueryError> + Send,
    ) -> Result<T, QueryError> {
        let text = self.bound()?;
        on_large_stack(|| {
            let query = self.prepared(&text)?;
            take(Answer::new(query.on_store(store).execute()?, &text))
        })
    }

    /// Asks the question as [`ask`](Self::ask) does, passes over the answer, and tells how it came about.
    ///
    /// # Errors
    /// As of [`ask`](Self::ask).
    pub fn explain(&self, store: &Store) -> Result<Step, QueryError> {
        let text = self.bound()?;
        on_large_stack(|| {
            let query = self.prepared(&text)?;
            let (results, explanation) = query.on_store(store).compute_statistics().explain();
            match results? {
                QueryResults::Solutions(mut rows) => rows.try_for_each(|row| row.map(drop))?,
                QueryResults::Graph(mut triples) => triples.try_for_each(|triple| triple.map(drop))?,
                QueryResults::Boolean(_) => {}
            }
            let mut json = Vec::new();
            explanation.write_in_json(&mut json)?;
            explain::plan(&json).map_err(|error| QueryError::Io(error.into()))
        })
    }

    /// Whether the text is a question, without asking it.
    ///
    /// # Errors
    /// When it is not SPARQL, too large, or asks another server.
    pub fn check(&self) -> Result<(), QueryError> {
        guard::check(&self.text)?;
        on_large_stack(|| self.parse(&self.text).map(|_| ()))
    }

    /// The question as any server takes it: with its prefixes declared and values in the places of parameters.
    ///
    /// # Errors
    /// When it is not SPARQL, too large, or asks another server.
    pub fn written_out(&self) -> Result<String, QueryError> {
        let bound = self.bound()?;
        on_large_stack(|| self.prepared(&bound).map(drop))?;
        let prefixes = self.prefixes.all();
        let used = prefixes.iter().filter(|(prefix, _)| bound.contains(&format!("{prefix}:")));
        let declared: String = used.map(|(prefix, namespace)| format!("PREFIX {prefix}: <{namespace}>\n")).collect();
        Ok(format!("BASE <{}>\n{declared}{bound}", self.base))
    }

    /// Whether it says itself of which graphs it is asked.
    #[must_use]
    pub fn names_graphs(&self) -> bool {
        let prepared =
            self.bound().and_then(|bound| on_large_stack(|| Ok(self.parse(&bound)?.dataset().is_default_dataset())));
        prepared.is_ok_and(|is_default| !is_default)
    }

    /// The text with values in the places of parameters.
    fn bound(&self) -> Result<String, QueryError> {
        guard::check(&self.text)?;
        let prefixes = self.prefixes.all();
        let term = |(name, value): (&String, &String)| Ok((name.clone(), params::term(name, value, &prefixes)?));
        let mut terms = self.values.iter().map(term).collect::<Result<BTreeMap<_, _>, QueryError>>()?;
        let words = |(name, words): (&String, &String)| (name.clone(), Literal::new_simple_literal(words).to_string());
        terms.extend(self.words.iter().map(words));
        let text = params::bind(&self.text, &terms)?;
        guard::check(&text)?;
        Ok(text)
    }

    /// The question with what its parameters are bound to, over all graphs as one unless it says which.
    fn prepared(&self, bound: &str) -> Result<PreparedSparqlQuery, QueryError> {
        // First as it was asked, so that an error stands where the user sees it.
        let _ = self.parse(&self.text)?;
        let mut query = self.parse(bound)?;
        if query.dataset().is_default_dataset() && !self.apart {
            query.dataset_mut().set_default_graph_as_union();
        }
        Ok(query)
    }

    fn parse(&self, text: &str) -> Result<PreparedSparqlQuery, QueryError> {
        let known = self.prefixes.all();
        let report = |text: &str| self.evaluator().parse_query(text).err().map(|error| error.to_string());
        self.evaluator()
            .parse_query(text)
            .map_err(|_| syntax::explain(text, syntax::QUERY, report, |prefix| known.contains_key(prefix)))
    }

    pub(super) fn evaluator(&self) -> SparqlEvaluator {
        let evaluator = SparqlEvaluator::new().with_cancellation_token(self.cancellation.0.clone());
        let mut evaluator = evaluator.with_custom_function(matches::name(), matches::call);
        for (prefix, namespace) in self.prefixes.all() {
            if let Ok(with) = evaluator.clone().with_prefix(prefix, namespace) {
                evaluator = with;
            }
        }
        // A base that is no IRI is as good as none.
        evaluator.clone().with_base_iri(&self.base).unwrap_or(evaluator)
    }
}

/// The prefixes of the graph and of the vocabularies around it.
fn known_prefixes(base: &str) -> Prefixes {
    Prefixes::new(base)
}

/// What a store answers.
pub enum Answer<'a> {
    /// To SELECT: a table.
    Table(Table<'a>),
    /// To CONSTRUCT and DESCRIBE: a graph, whose triples may come more than once.
    Graph(Triples<'a>),
    /// To ASK: yes or no.
    YesOrNo(bool),
}

impl<'a> Answer<'a> {
    pub(crate) fn new(results: QueryResults<'a>, text: &str) -> Self {
        match results {
            QueryResults::Solutions(rows) => {
                Self::Table(Table { columns: columns::in_order(text, rows.variables()), rows: rows.peekable() })
            }
            QueryResults::Graph(triples) => Self::Graph(Triples { triples }),
            QueryResults::Boolean(answer) => Self::YesOrNo(answer),
        }
    }
}

/// Rows, one after another.
pub struct Table<'a> {
    columns: Vec<Variable>,
    rows: Peekable<QuerySolutionIter<'a>>,
}

impl Table<'_> {
    /// The columns in the order asked.
    #[must_use]
    pub fn columns(&self) -> &[Variable] {
        &self.columns
    }

    /// Whether no row is left.
    pub fn is_empty(&mut self) -> bool {
        self.rows.peek().is_none()
    }
}

impl Iterator for Table<'_> {
    type Item = Result<QuerySolution, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.rows.next().map(|row| row.map_err(QueryError::from))
    }
}

/// Triples, one after another.
pub struct Triples<'a> {
    triples: QueryTripleIter<'a>,
}

impl Iterator for Triples<'_> {
    type Item = Result<Triple, QueryError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.triples.next().map(|triple| triple.map_err(|error: QueryEvaluationError| error.into()))
    }
}

/// Runs `work` where deep recursion of the parser and the evaluator does no harm.
pub(super) fn on_large_stack<T: Send>(work: impl FnOnce() -> Result<T, QueryError> + Send) -> Result<T, QueryError> {
    std::thread::scope(|scope| {
        let thread =
            std::thread::Builder::new().name("query".to_owned()).stack_size(guard::STACK).spawn_scoped(scope, work)?;
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}
