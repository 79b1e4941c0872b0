//! What is refused before the parser sees it.
//!
//! The parser and the evaluator of Oxigraph call themselves for every bracket, operator and pattern, without a limit: a
//! query of one kilobyte that is all `{` overflows the stack, which no program survives. So brackets are counted here,
//! and so is everything that makes a chain in the plan; what passes is then run on a stack that is far larger than the
//! limits need. The limit on length holds where the counting could be led astray, by `<` that looks like an IRI.

use super::QueryError;
use super::lexer::{Kind, Token, place, tokens};

/// Longest text of a query in bytes. A parser that calls itself for every byte of it stays within its thread's stack.
pub const MAX_LENGTH: usize = 64 * 1024;
/// Bytes of an update at most.
pub(super) const MAX_UPDATE: usize = 16 << 20;
/// Deepest nesting of brackets.
pub const MAX_DEPTH: usize = 128;
/// Most operators and items of lists.
pub const MAX_STEPS: usize = 2_000;
/// Most triple patterns, groups and steps of paths. The planner weighs their order in more than cubic time: two seconds
/// at this number, a quarter of a minute at twice as many.
pub const MAX_PATTERNS: usize = 120;
/// Stack of the thread that answers, in bytes. It is address space; memory is used as far as it is needed.
pub(super) const STACK: usize = 320 * 1024 * 1024;

/// Words that add a step to the plan.
const STEPS: [&str; 10] =
    ["UNION", "OPTIONAL", "MINUS", "FILTER", "BIND", "LATERAL", "EXISTS", "HAVING", "SELECT", "IN"];

/// Refuses a query that would not be safe to parse or run, and one that asks other servers.
pub(super) fn check(text: &str) -> Result<(), QueryError> {
    check_length(text, MAX_LENGTH)?;
    check_tokens(text, &["SERVICE"])
}

/// Refuses an update likewise; its data may be long, and nothing is loaded.
pub(super) fn check_update(text: &str) -> Result<(), QueryError> {
    check_length(text, MAX_UPDATE)?;
    check_tokens(text, &["SERVICE", "LOAD"])
}

fn check_length(text: &str, limit: usize) -> Result<(), QueryError> {
    if text.len() > limit { Err(QueryError::TooLong { found: text.len(), limit }) } else { Ok(()) }
}

fn check_tokens(text: &str, fetching: &[&'static str]) -> Result<(), QueryError> {
    let mut count = Count::default();
    for token in tokens(text) {
        count.add(&token);
        let word = fetching.iter().find(|word| token.is_keyword(word));
        let (line, column) = if count.is_within() && word.is_none() { continue } else { place(text, token.at) };
        return Err(match word {
            _ if count.depth > MAX_DEPTH => QueryError::TooDeep { line, column, limit: MAX_DEPTH },
            _ if count.steps > MAX_STEPS => QueryError::TooManySteps { line, column, limit: MAX_STEPS },
            _ if count.patterns > MAX_PATTERNS => QueryError::TooManyPatterns { line, column, limit: MAX_PATTERNS },
            word => QueryError::Fetches { line, column, word: word.copied().unwrap_or_default() },
        });
    }
    Ok(())
}

/// What has been counted so far.
#[derive(Default)]
struct Count<'a> {
    /// Brackets that are open.
    open: Vec<&'a str>,
    /// How deep that is, with what an IRI may hide.
    depth: usize,
    steps: usize,
    patterns: usize,
    /// After the words VALUES and INSERT DATA, and inside their data, which is flat however long it is: the depth of its block.
    values: Option<usize>,
    after_term: bool,
}

impl<'a> Count<'a> {
    fn is_within(&self) -> bool {
        self.depth <= MAX_DEPTH && self.steps <= MAX_STEPS && self.patterns <= MAX_PATTERNS
    }

    fn add(&mut self, token: &Token<'a>) {
        match token.kind {
            Kind::Open => self.open.push(token.text),
            Kind::Close => {
                self.open.pop();
                self.values = self.values.filter(|depth| token.text != "}" || *depth != self.open.len());
            }
            _ => {}
        }
        self.depth = self.open.len() + hidden(token);
        if token.is_keyword("VALUES") || token.is_keyword("DATA") {
            self.values = Some(self.open.len());
        } else if self.values.is_none_or(|depth| self.open.len() <= depth) {
            self.weigh(token);
        }
    }

    fn weigh(&mut self, token: &Token<'_>) {
        let in_list = self.open.last() == Some(&"(");
        let is_term = matches!(token.kind, Kind::Word | Kind::Variable | Kind::Iri | Kind::Quoted);
        self.patterns += match token.text {
            "." | ";" | "/" | "^" | "~" | "{" | "[" => 1,
            "," if !in_list => 1,
            // Statements about a statement: as many triples.
            "<<" | "{|" => 3,
            // An item of a collection.
            _ => usize::from(in_list && is_term && self.after_term),
        };
        let is_step = match token.kind {
            Kind::Operator | Kind::Separator => true,
            _ => STEPS.iter().any(|word| token.is_keyword(word)),
        };
        self.after_term = is_term;
        self.steps += usize::from(is_step);
    }
}

/// Brackets in what looks like an IRI, and may be a comparison: `?a<((((?b>?c`.
fn hidden(token: &Token<'_>) -> usize {
    if token.kind == Kind::Iri { token.text.matches(['(', '[', '!']).count() } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(text: &str) -> String {
        check(text).expect_err("a refusal").to_string()
    }

    #[test]
    fn ordinary_queries_pass() {
        check("SELECT * { ?s ?p <http://example.org/a(b)> FILTER(?s != \"((((\") } # SERVICE {{{").unwrap();
        let rows = "(<http://example.org/a> \"b\") ".repeat(1_000);
        check(&format!("SELECT * {{ VALUES (?a ?b) {{ {rows} }} ?a ?p ?b }}")).unwrap();
        check(&format!("ASK {{ {}?s ?p ?o {} }}", "{".repeat(100), "}".repeat(100))).unwrap();
    }

    #[test]
    fn the_data_of_an_update_may_be_long() {
        let data = "<http://example.org/a> <http://example.org/p> \"b\" . ".repeat(10_000);
        check_update(&format!("INSERT DATA {{ GRAPH <http://example.org/g> {{ {data} }} }}")).unwrap();
        let pattern = "?s ?p ?o . ".repeat(1_000);
        assert!(check_update(&format!("INSERT DATA {{ {data} }} ; DELETE WHERE {{ {pattern} }}")).is_err());
    }

    #[test]
    fn deep_nesting_is_refused_at_its_place() {
        assert!(refusal(&format!("ASK\n{}", "(".repeat(60_000))).starts_with("line 2, column 129: "));
        assert!(check(&"{".repeat(60_000)).is_err() && check(&"<<".repeat(30_000)).is_err());
        assert!(matches!(
            check(&format!("ASK {{ FILTER(?a<{}1>2) }}", "(".repeat(500))),
            Err(QueryError::TooDeep { .. })
        ));
    }

    #[test]
    fn long_chains_are_refused() {
        for link in ["!", "1+", "?a||", "a|", "-"] {
            assert!(matches!(check(&link.repeat(5_000)), Err(QueryError::TooManySteps { .. })), "{link}");
        }
        for link in
            ["?s ?p ?o . ", "a/", "?p ?o ; ", "1, ", "(1 1) ", "^", "{} UNION ", "{}", "OPTIONAL{}", "{|a 1|}", "[]"]
        {
            assert!(matches!(check(&link.repeat(5_000)), Err(QueryError::TooManyPatterns { .. })), "{link}");
        }
        assert!(matches!(
            check(&format!("ASK {{ ({}) ?p ?o }}", "1 ".repeat(5_000))),
            Err(QueryError::TooManyPatterns { .. })
        ));
        assert!(matches!(check(&" ".repeat(70_000)), Err(QueryError::TooLong { .. })));
    }

    #[test]
    fn other_servers_are_not_asked() {
        assert!(refusal("SELECT * { service silent <http://127.0.0.1/> {} }").starts_with("line 1, column 12: "));
        check("SELECT ?service { ?service rdfs:label 'SERVICE' }").unwrap();
        let refused = check_update("LOAD <file:///etc/passwd>").expect_err("a refusal").to_string();
        assert_eq!(refused, "line 1, column 1: expected a text without LOAD: nothing is fetched from elsewhere");
    }
}
