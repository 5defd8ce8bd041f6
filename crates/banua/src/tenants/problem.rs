//! What is wrong with a file, told so that district IT can put it right at once.

use std::fmt;

use serde::Serialize;

/// One thing to put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Relative to the regency's folder.
    pub file: String,
    /// From 1; `None` when the file as a whole is meant.
    pub line: Option<usize>,
    pub reason: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}, line {line}: {}", self.file, self.reason),
            None => write!(f, "{}: {}", self.file, self.reason),
        }
    }
}

/// All problems of one reading, in the order they were found.
#[derive(Debug, Default)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub fn add(&mut self, file: &str, line: impl Into<Option<usize>>, reason: impl Into<String>) {
        let (line, reason) = (line.into(), reason.into());
        self.0.push(Problem {
            file: file.to_owned(),
            line,
            reason,
        });
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    /// `good` when nothing was found, else everything that was.
    pub fn unless_any<T>(self, good: T) -> Result<T, Vec<Problem>> {
        if self.0.is_empty() {
            Ok(good)
        } else {
            Err(self.0)
        }
    }
}
