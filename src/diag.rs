//! What the program has to say about a file: one line with its place, and what was expected.
//!
//! Odd structure in a document is a warning beside a value, never an error; mistakes in the ontology are errors, all of
//! them at once. Rendering is the business of [`cli`](crate::cli).

use std::fmt;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The result stands, but a reader should look.
    Warning,
    /// Nothing can be done with this.
    Error,
}

/// One remark about one place of one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The file, as the user named it.
    pub file: String,
    /// Line and column, 1-based, when a place is known.
    pub place: Option<(usize, usize)>,
    /// How bad it is.
    pub severity: Severity,
    /// Lower case, no final stop, expected and found.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Diagnostic {
    /// An error.
    #[must_use]
    pub fn error(file: impl Into<String>, place: Option<(usize, usize)>, message: impl Into<String>) -> Self {
        Self { file: file.into(), place, severity: Severity::Error, message: message.into(), hint: None }
    }

    /// A warning.
    #[must_use]
    pub fn warning(file: impl Into<String>, place: Option<(usize, usize)>, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, place, message) }
    }

    /// The same with a hint.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some((line, column)) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)?;
        match &self.hint {
            Some(hint) => write!(f, " (hint: {hint})"),
            None => Ok(()),
        }
    }
}
