//! Parameters: `$name` in a query, given a value when it is asked.
//!
//! A comment line declares one, with its default if it has one and its help:
//!
//! ```text
//! # param: body = "" — words in the name of the body
//! # param: since — first day, as 2012-01-31
//! # param: lang = "en" in en, fr, es — preferred language of names
//! ```
//!
//! After `in` stands what a value may be: some words; `date` (a year, month or day); `act:*`, the local name of something in that
//! namespace that the vocabulary describes. A default is never refused.
//!
//! The value takes the place of every `$name` outside of strings and comments, as a term: whatever it holds, it cannot
//! change the question. A parameter without value and default stays what it is to SPARQL, a variable. Not Oxigraph's
//! own substitution of variables, because that reaches only those that SELECT names.

use super::QueryError;
use super::lexer::{Kind, tokens};
use oxigraph::model::{Literal, NamedNode};
use std::collections::BTreeMap;

/// A parameter of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name, without `$`.
    pub name: String,
    /// The SPARQL term that it stands for when it is not set.
    pub default: Option<String>,
    /// What its values may be, as its comment says it.
    pub domain: Option<String>,
    /// What it is for.
    pub help: String,
}

impl Parameter {
    /// What was expected, when a value is none that the parameter can have. `names` gives the local names of what the vocabulary
    /// describes under a prefix.
    #[must_use]
    pub fn refuses(&self, value: &str, names: impl Fn(&str) -> Vec<String>) -> Option<String> {
        let quoted = Literal::new_simple_literal(value).to_string();
        let domain = self.domain.as_deref().filter(|_| self.default.as_ref() != Some(&quoted))?;
        let known = match domain.strip_suffix(":*") {
            _ if domain == "date" => {
                return (!is_date(value)).then(|| "a date: 2012, 2012-01 or 2012-01-31".to_owned());
            }
            Some(prefix) => names(prefix),
            None => domain.split(',').map(|word| word.trim().to_owned()).collect(),
        };
        (!known.iter().any(|known| known == value)).then(|| format!("one of {}", known.join(", ")))
    }
}

/// Whether this is a year, a month of a year, or a day of a month.
fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let is = |at: usize, digits: usize, most: u32| {
        parts.get(at).is_none_or(|part: &&str| {
            part.len() == digits
                && part.bytes().all(|byte| byte.is_ascii_digit())
                && part.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
        })
    };
    (1..=3).contains(&parts.len()) && is(0, 4, 9999) && is(1, 2, 12) && is(2, 2, 31)
}

/// The parameters that the comments of a query declare.
#[must_use]
pub fn parameters(text: &str) -> Vec<Parameter> {
    text.lines().filter_map(|line| declaration(line.strip_prefix('#')?.trim().strip_prefix("param:")?)).collect()
}

fn declaration(text: &str) -> Option<Parameter> {
    let (head, help) = text.split_once('—').unwrap_or((text, ""));
    let (head, domain) = match head.split_once(" in ") {
        Some((head, domain)) => (head, Some(domain.trim().to_owned())),
        None => (head, None),
    };
    let (name, default) = match head.split_once('=') {
        Some((name, default)) => (name, Some(default.trim().to_owned())),
        None => (head, None),
    };
    let name = name.trim();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    is_name.then(|| Parameter { name: name.to_owned(), default, domain, help: help.trim().to_owned() })
}

/// A value as people type it, as a term: `<IRI>`, a prefixed name with a known prefix, or else the words themselves.
pub(super) fn term(name: &str, value: &str, prefixes: &BTreeMap<&str, &str>) -> Result<String, QueryError> {
    let bad = || QueryError::BadParameter { name: name.to_owned(), value: value.to_owned() };
    if let Some(iri) = value.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) {
        return NamedNode::new(iri).map(|node| node.to_string()).map_err(|_| bad());
    }
    if let Some((prefix, local)) = value.split_once(':')
        && let Some(namespace) = prefixes.get(prefix)
        && let Ok(node) = NamedNode::new(format!("{namespace}{local}"))
    {
        return Ok(node.to_string());
    }
    Ok(Literal::new_simple_literal(value).to_string())
}

/// Puts terms in the places of parameters.
pub(super) fn bind(text: &str, terms: &BTreeMap<String, String>) -> Result<String, QueryError> {
    let declared = parameters(text);
    let is_parameter =
        |name: &str| tokens(text).any(|token| token.text.starts_with('$') && token.variable() == Some(name));
    if let Some(name) =
        terms.keys().find(|name| !declared.iter().any(|known| known.name == **name) && !is_parameter(name))
    {
        let known = declared.into_iter().map(|parameter| parameter.name).collect();
        return Err(QueryError::UnknownParameter { name: name.clone(), known });
    }
    let mut values: BTreeMap<&str, &str> = BTreeMap::new();
    values.extend(declared.iter().filter_map(|known| Some((known.name.as_str(), known.default.as_deref()?))));
    values.extend(terms.iter().map(|(name, term)| (name.as_str(), term.as_str())));
    Ok(replace(text, &values))
}

fn replace(text: &str, values: &BTreeMap<&str, &str>) -> String {
    let (mut bound, mut done) = (String::with_capacity(text.len()), 0);
    for token in tokens(text).filter(|token| token.kind == Kind::Variable && token.text.starts_with('$')) {
        if let Some(value) = token.variable().and_then(|name| values.get(name)) {
            bound.push_str(text.get(done..token.at).unwrap_or_default());
            bound.push_str(value);
            done = token.at + token.text.len();
        }
    }
    bound.push_str(text.get(done..).unwrap_or_default());
    bound
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUERY: &str = "# Acts of a body\n# param: body = \"\" — words in its name\n# param: day — a date\n\
        SELECT ?x { ?x ?p $day FILTER(CONTAINS(?x, $body) && ?x != '$body') } # $body";

    fn ask(value: &str) -> String {
        let prefixes = BTreeMap::from([("ws", "http://ws/")]);
        let terms = BTreeMap::from([("body".to_owned(), term("body", value, &prefixes).unwrap())]);
        bind(QUERY, &terms).unwrap()
    }

    #[test]
    fn declarations_are_read() {
        let found = parameters(QUERY);
        assert_eq!(
            found[0],
            Parameter {
                name: "body".into(),
                default: Some("\"\"".into()),
                domain: None,
                help: "words in its name".into()
            }
        );
        assert_eq!(found[1], Parameter { name: "day".into(), default: None, domain: None, help: "a date".into() });
    }

    #[test]
    fn values_take_the_place_of_parameters_and_of_nothing_else() {
        let text = ask("General \"Assembly\") } #\n");
        assert!(text.contains(r#"CONTAINS(?x, "General \"Assembly\") } #\n") && ?x != '$body') } # $body"#), "{text}");
        assert!(text.contains("?p $day "), "no value and no default: a variable");
        assert!(ask("ws:a").contains("CONTAINS(?x, <http://ws/a>)"));
        assert!(ask("Note: a").contains("CONTAINS(?x, \"Note: a\")"));
        assert!(bind(QUERY, &BTreeMap::new()).unwrap().contains("CONTAINS(?x, \"\")"));
    }

    #[test]
    fn a_value_outside_of_its_domain_is_refused() {
        let found = parameters(
            "# param: lang = \"en\" in en, fr — language\n# param: since = \"\" in date — day\n# param: class in act:* — class",
        );
        let names = |prefix: &str| vec![format!("{prefix}-a")];
        let refuses = |at: usize, value: &str| found[at].refuses(value, names);
        assert_eq!(refuses(0, "fr"), None);
        assert_eq!(refuses(0, "xx").unwrap(), "one of en, fr");
        for day in ["", "2012", "2012-01", "2012-01-31"] {
            assert_eq!(refuses(1, day), None, "{day}");
        }
        for day in ["tomorrow", "2012-13", "2012-1", "12", "2012-01-31-1", "2012-"] {
            assert!(refuses(1, day).is_some(), "{day}");
        }
        assert_eq!(refuses(2, "act-a"), None);
        assert_eq!(refuses(2, "b").unwrap(), "one of act-a");
    }

    #[test]
    fn what_is_no_parameter_or_no_iri_is_refused() {
        let unknown = bind(QUERY, &BTreeMap::from([("bdoy".to_owned(), "1".to_owned())])).unwrap_err().to_string();
        assert_eq!(unknown, "parameter bdoy: expected one of body, day");
        assert!(matches!(term("body", "<a b>", &BTreeMap::new()), Err(QueryError::BadParameter { .. })));
    }
}
