//! Changing a graph by SPARQL 1.1 Update, with what questions have too: known prefixes, all graphs as one in WHERE, limits.

use super::lexer::tokens;
use super::run::{Question, on_large_stack};
use super::{QueryError, guard, syntax};
use oxigraph::store::Store;

/// Words of updates that do more than add triples which they hold themselves.
const MORE: [&str; 10] = ["DELETE", "WHERE", "WITH", "USING", "CLEAR", "DROP", "COPY", "MOVE", "ADD", "LOAD"];

/// Whether an update does nothing but INSERT DATA, so that what it does depends on nothing that is there.
#[must_use]
pub fn only_inserts_data(text: &str) -> bool {
    tokens(text).all(|token| !MORE.iter().any(|word| token.is_keyword(word)))
}

impl Question {
    /// Takes the text as an update and carries it out on a store, whole or not at all.
    ///
    /// # Errors
    /// When it is no update, too large or deep, asks or loads from elsewhere, or when it fails.
    pub fn update(&self, store: &Store) -> Result<(), QueryError> {
        guard::check_update(self.text())?;
        on_large_stack(|| {
            let known = self.prefixes().all();
            let report = |text: &str| self.evaluator().parse_update(text).err().map(|error| error.to_string());
            let parsed = self.evaluator().parse_update(self.text());
            let mut update = parsed.map_err(|_| {
                syntax::explain(self.text(), syntax::UPDATE, report, |prefix| known.contains_key(prefix))
            })?;
            for dataset in update.using_datasets_mut().filter(|dataset| dataset.is_default_dataset()) {
                dataset.set_default_graph_as_union();
            }
            Ok(update.on_store(store).execute()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::only_inserts_data;

    #[test]
    fn what_depends_on_nothing_is_known_for_it() {
        assert!(only_inserts_data("PREFIX e: <http://e/> insert data { graph e:g { e:a e:delete 'DELETE' } } # where"));
        for more in ["DELETE DATA { }", "insert { } where { }", "INSERT DATA { } ; clear all", "MOVE <a> TO <b>"] {
            assert!(!only_inserts_data(more), "{more}");
        }
    }
}
