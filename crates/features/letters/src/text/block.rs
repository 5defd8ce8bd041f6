//! A letter's text, filled in: what the paper sets.

use serde::{Deserialize, Serialize};

/// A part of a letter, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Block {
    Paragraph {
        runs: Vec<Run>,
    },
    /// Labels with values behind a colon, in line with each other.
    Rows {
        rows: Vec<Row>,
    },
    /// Points one below the other; numbered or with a dash.
    Points {
        numbered: bool,
        points: Vec<Vec<Run>>,
    },
    /// People who come along, heirs.
    Table {
        heads: Vec<String>,
        lines: Vec<Vec<String>>,
    },
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

/// What nothing is known of, in plain text.
const DOTS: &str = "……………";

/// The text alone, a line for each paragraph, row, point and line of a table.
pub fn plain(blocks: &[Block]) -> String {
    let mut out = String::new();
    for block in blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        match block {
            Block::Paragraph { runs } => {
                out.push_str(&text_of(runs));
                out.push('\n');
            }
            Block::Rows { rows } => {
                for row in rows {
                    out.push_str(&format!("  {}: {}\n", row.label, text_of(&row.runs)));
                }
            }
            Block::Points { numbered, points } => {
                for (at, point) in points.iter().enumerate() {
                    let mark = if *numbered {
                        format!("{}.", at + 1)
                    } else {
                        "-".to_owned()
                    };
                    out.push_str(&format!("  {mark} {}\n", text_of(point)));
                }
            }
            Block::Table { heads, lines } => {
                for line in std::iter::once(heads).chain(lines) {
                    out.push_str(&format!("  | {} |\n", line.join(" | ")));
                }
            }
        }
    }
    out
}

fn text_of(runs: &[Run]) -> String {
    let text = runs.iter().map(|run| match run {
        Run::Plain(text) | Run::Bold(text) => text.as_str(),
        Run::Blank => DOTS,
    });
    text.collect()
}
