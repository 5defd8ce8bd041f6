//! From tables to people, and from people to what becomes of the register.

mod comparing;
mod pages;
mod reading_rows;
mod rounds;

use jiff::civil::{Date, date};
use sheets::{Cell, Export, Limits, Severity};

use super::{
    Choices,
    reading::{self, Reading},
};

const TODAY: Date = date(2026, 12, 1);

/// Rows of `name=value` pairs separated by `;`, as a workbook of texts.
fn table(rows: &[&str]) -> Reading {
    read(&workbook(rows))
}

fn workbook(rows: &[&str]) -> Vec<u8> {
    let rows: Vec<Vec<(&str, &str)>> = rows
        .iter()
        .map(|row| {
            row.split(';')
                .filter_map(|pair| pair.split_once('='))
                .collect()
        })
        .collect();
    let mut headers: Vec<&str> = vec!["nama", "nik", "no_kk", "sex", "tanggallahir"];
    for (name, _) in rows.iter().flatten() {
        if !headers.contains(name) {
            headers.push(name);
        }
    }
    let mut export = Export::new("Data").columns(headers.iter().copied());
    for row in &rows {
        let value = |header: &&str| row.iter().find(|(name, _)| name == header);
        let cells = headers
            .iter()
            .map(|header| value(header).map_or(Cell::Empty, |(_, value)| Cell::from_text(value)));
        export.rows.push(cells.collect());
    }
    export.to_xlsx().unwrap()
}

fn read(bytes: &[u8]) -> Reading {
    let workbook = sheets::read(bytes, &Limits::default()).unwrap();
    reading::read(&workbook, &Choices::default(), TODAY).unwrap()
}

/// What was found, as `row severity column: reason`.
fn found(findings: &sheets::Findings) -> Vec<String> {
    let lines = findings.sorted().into_iter().map(|one| {
        let severity = match one.severity {
            Severity::Stop => "!",
            Severity::Warning => "?",
            Severity::Note => "·",
        };
        let header = one.column.as_ref().map_or("", |column| &column.header);
        format!("{}{severity} {header}: {}", one.row, one.reason)
    });
    lines.collect()
}

/// Whether something of this kind was found in a row.
fn has(findings: &sheets::Findings, row: u32, severity: Severity, words: &str) -> bool {
    findings
        .sorted()
        .iter()
        .any(|one| one.row == row && one.severity == severity && one.reason.contains(words))
}
