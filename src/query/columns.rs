//! The order of columns: as asked, and for `SELECT *` as the variables appear in the question.
//!
//! SPARQL leaves the order of `*` open and Oxigraph sorts by name; people expect what they wrote.

use super::lexer::{Kind, tokens};
use oxigraph::sparql::Variable;

/// Puts the columns of an answer in order.
pub(super) fn in_order(text: &str, columns: &[Variable]) -> Vec<Variable> {
    let mut columns = columns.to_vec();
    if selects_all(text) {
        let named: Vec<&str> = tokens(text).filter_map(|token| token.variable().map(|_| token.text)).collect();
        let first = |column: &Variable| named.iter().position(|name| name.get(1..) == Some(column.as_str()));
        // Stable: what is not in the text, which should not happen, stays where it was, at the end.
        columns.sort_by_key(|column| first(column).unwrap_or(usize::MAX));
    }
    columns
}

/// Whether the outermost SELECT has a star.
fn selects_all(text: &str) -> bool {
    let mut after = tokens(text).skip_while(|token| !token.is_keyword("SELECT")).skip(1);
    let star = after.find(|token| !token.is_keyword("DISTINCT") && !token.is_keyword("REDUCED"));
    star.is_some_and(|token| token.kind == Kind::Operator && token.text == "*")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(text: &str, columns: &[&str]) -> Vec<String> {
        let columns: Vec<Variable> = columns.iter().map(|name| Variable::new_unchecked(*name)).collect();
        in_order(text, &columns).into_iter().map(Variable::into_string).collect()
    }

    #[test]
    fn a_star_takes_the_order_of_the_text() {
        assert_eq!(order("SELECT * { ?s ?p ?o }", &["o", "p", "s"]), ["s", "p", "o"]);
        assert_eq!(order("select distinct*{ $z ?a '?o' }", &["a", "z"]), ["z", "a"]);
    }

    #[test]
    fn named_columns_stay_as_they_are() {
        assert_eq!(order("SELECT ?b ?a { { SELECT * { ?a ?x ?b } } }", &["b", "a"]), ["b", "a"]);
    }
}
