//! TOML data files, with the place of each mistake.

use super::files::DataFile;
use crate::diag::Diagnostic;
use serde::de::DeserializeOwned;

/// A string that knows where it stands.
pub(super) type Placed = toml::Spanned<String>;

/// Reads a data file; a mistake of form is one error with its place.
pub(super) fn read<T: DeserializeOwned>(file: &DataFile) -> Result<T, Diagnostic> {
    toml::from_str(&file.text).map_err(|error: toml::de::Error| {
        let at = error.span().map_or(0, |span| span.start);
        file.error(at, error.message().trim().replace('\n', ", "))
    })
}
