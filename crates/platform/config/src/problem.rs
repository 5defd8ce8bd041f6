//! Everything that is wrong with a configuration, told at once and in plain words.

use std::fmt;

/// One thing to put right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The key as in the file, `database.url`; empty when the file itself is the problem.
    pub key: String,
    /// Where the value came from: a file name, a variable, or empty when nobody gave one.
    pub origin: String,
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.key.as_str(), self.origin.as_str()) {
            ("", "") => write!(f, "{}", self.message),
            ("", origin) => write!(f, "{origin}: {}", self.message),
            (key, "") => write!(f, "{key}: {}", self.message),
            (key, origin) => write!(f, "{key} (from {origin}): {}", self.message),
        }
    }
}

/// All problems of one configuration; never empty.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct ConfigErrors(pub Vec<Problem>);

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [one] => write!(f, "the configuration has a problem: {one}"),
            many => {
                write!(f, "the configuration has {} problems:", many.len())?;
                many.iter()
                    .try_for_each(|problem| write!(f, "\n  - {problem}"))
            }
        }
    }
}
