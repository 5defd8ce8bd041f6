//! CSV that Excel opens rightly and computes nothing of.

use crate::formula::guard;
use crate::{Cell, Export};

/// What stands between fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Separator {
    /// For programs; decimals have a point.
    #[default]
    Comma,
    /// For Excel in Indonesian; decimals have a comma.
    Semicolon,
}

/// How a CSV is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvStyle {
    pub separator: Separator,
    /// The mark by which Excel knows UTF-8.
    pub mark: bool,
}

impl Default for CsvStyle {
    fn default() -> Self {
        Self {
            separator: Separator::Comma,
            mark: true,
        }
    }
}

impl CsvStyle {
    /// For Excel in Indonesian.
    pub fn semicolon() -> Self {
        Self {
            separator: Separator::Semicolon,
            ..Self::default()
        }
    }
}

pub(super) fn write(export: &Export, style: &CsvStyle) -> Vec<u8> {
    let mut text = String::new();
    if style.mark {
        text.push('\u{FEFF}');
    }
    if !export.columns.is_empty() {
        line(
            &mut text,
            export
                .columns
                .iter()
                .map(|column| guard(&column.header).into_owned()),
            style,
        );
    }
    for row in &export.rows {
        line(&mut text, row.iter().map(|cell| field(cell, style)), style);
    }
    text.into_bytes()
}

fn line(text: &mut String, fields: impl Iterator<Item = String>, style: &CsvStyle) {
    let separator = match style.separator {
        Separator::Comma => ',',
        Separator::Semicolon => ';',
    };
    for (index, field) in fields.enumerate() {
        if index > 0 {
            text.push(separator);
        }
        // Every separator that a reader may guess is quoted, so that none but ours is seen.
        if field.contains([',', ';', '\t', '|', '"', '\n', '\r']) {
            text.push('"');
            text.push_str(&field.replace('"', "\"\""));
            text.push('"');
        } else {
            text.push_str(&field);
        }
    }
    text.push_str("\r\n");
}

fn field(cell: &Cell, style: &CsvStyle) -> String {
    match cell {
        Cell::Text(text) | Cell::Error(text) => guard(text).into_owned(),
        Cell::Number(number) => {
            let text = number.text();
            // Only digits: nothing that a number is made of can be a formula.
            match style.separator {
                Separator::Semicolon => text.replace('.', ","),
                Separator::Comma => text,
            }
        }
        other => other.text().unwrap_or_default(),
    }
}
