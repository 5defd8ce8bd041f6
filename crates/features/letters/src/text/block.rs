//! A letter's text, filled in: what the paper sets.

use serde::{Deserialize, Serialize};

/// A part of a letter, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Block {
    Paragraph { runs: Vec<Run> },
    /// Labels with values behind a colon, in line with each other.
    Rows { rows: Vec<Row> },
    /// Points one below the other; numbered or with a dash.
    Points { numbered: bool, points: Vec<Vec<Run>> },
    /// People who come along, heirs.
    Table { heads: Vec<String>, lines: Vec<Vec<String>> },
}

/// A label with its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub label: String,
    pub runs: Vec<Run>,
}

/// A piece of text in one style.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Run {
    Plain(String),
    Bold(String),
    /// Nothing is known: a dotted line to write on.
    Blank,
}
