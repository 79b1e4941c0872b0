//! `ws:matches(?label, "words")`: how well a name fits words that somebody types, as a number from 0 (not at all) to 1.
//!
//! Case, accents and signs do not matter, as when names are read. The name itself fits best, then a name that begins with the
//! words, one that has them side by side, one with words that begin so, and one that has the letters anywhere.

use crate::rdf::vocab::WS;
use crate::text::fold::fold;
use oxigraph::model::{Literal, NamedNode, Term};

/// The IRI of the function.
pub(super) fn name() -> NamedNode {
    NamedNode::new_unchecked(format!("{WS}matches"))
}

/// The function, as SPARQL calls it; none is an error of evaluation.
pub(super) fn call(arguments: &[Term]) -> Option<Term> {
    let [Term::Literal(label), Term::Literal(words)] = arguments else { return None };
    Some(Literal::from(score(label.value(), words.value())).into())
}

/// How well a name fits some words.
#[must_use]
pub fn score(name: &str, words: &str) -> f64 {
    let (name, sought) = (plain(name), plain(words));
    let has = |word: &str, is: fn(&str, &str) -> bool| name.split(' ').any(|own| is(own, word));
    if sought.is_empty() {
        0.0
    } else if name == sought {
        1.0
    } else if name.starts_with(&format!("{sought} ")) {
        0.9
    } else if format!(" {name} ").contains(&format!(" {sought} ")) {
        0.7
    } else if sought.split(' ').all(|word| has(word, |own, word| own == word)) {
        0.6
    } else if sought.split(' ').all(|word| has(word, |own, word| own.starts_with(word))) {
        0.4
    } else if name.contains(&sought) {
        0.2
    } else {
        0.0
    }
}

/// Words folded, with one space between them.
fn plain(text: &str) -> String {
    let folded = fold(text);
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::score;

    #[test]
    fn better_matches_have_higher_scores() {
        let names = [
            "Sécurité",
            "Sécurité-routière",
            "Conseil de sécurité",
            "routière, la sécurité",
            "sécuritaire",
            "insécurité",
        ];
        let scores: Vec<f64> = names.iter().map(|name| score(name, "SECURITE")).collect();
        assert_eq!(scores, [1.0, 0.9, 0.7, 0.7, 0.0, 0.2]);
        assert_eq!(score("Conseil de sécurité", "sécurité conseil"), 0.6);
        assert_eq!(score("Conseil de sécurité", "cons secur"), 0.4);
        assert_eq!(score("Conseil", " "), 0.0);
    }
}
