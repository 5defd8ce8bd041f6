//! What was found in a table, by row, column and reason, as the sender sees them.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Cell, Column, Export};

/// Letters of a value that a finding keeps.
const SHOWN: usize = 60;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing: a value was tidied.
    Note,
    /// Somebody should look at it; the row is taken.
    Warning,
    /// The row is not taken.
    Stop,
}

impl Severity {
    pub const ALL: [Self; 3] = [Self::Note, Self::Warning, Self::Stop];

    /// What the sender reads.
    pub fn label(self) -> &'static str {
        match self {
            Self::Note => "Catatan",
            Self::Warning => "Peringatan",
            Self::Stop => "Ditolak",
        }
    }
}

/// How people call a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnName {
    /// `AB`
    pub letter: String,
    pub header: String,
}

/// One thing that was found. Its `Debug` leaves the value out.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// As the spreadsheet shows it; 0 for the table as a whole.
    pub row: u32,
    pub column: Option<ColumnName>,
    /// What stands there, on one line, cut when it is long.
    pub value: String,
    /// A sentence.
    pub reason: String,
    pub severity: Severity,
}

impl Finding {
    pub fn new(row: u32, severity: Severity, reason: impl Into<String>) -> Self {
        Self {
            row,
            column: None,
            value: String::new(),
            reason: reason.into(),
            severity,
        }
    }

    /// The column it is about, and what stands there.
    #[must_use]
    pub fn at(mut self, column: ColumnName, cell: &Cell) -> Self {
        self.column = Some(column);
        self.value = shortened(&cell.line().unwrap_or_default());
        self
    }
}

impl fmt::Debug for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let column = self.column.as_ref().map_or("", |column| &column.letter);
        write!(
            f,
            "{:?} {column}{} {}",
            self.severity, self.row, self.reason
        )
    }
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= SHOWN {
        return text.to_owned();
    }
    let start: String = text.chars().take(SHOWN - 1).collect();
    format!("{start}…")
}

/// All findings of a table. So many are kept of each severity; all are counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Findings {
    limit: usize,
    kept: Vec<Finding>,
    counts: [usize; 3],
    rows: [BTreeSet<u32>; 3],
}

impl Findings {
    /// Keeps at most so many of each severity.
    pub fn new(limit: usize) -> Self {
        Self {
            limit,
            kept: Vec::new(),
            counts: [0; 3],
            rows: Default::default(),
        }
    }

    pub fn push(&mut self, finding: Finding) {
        let index = finding.severity as usize;
        self.rows[index].insert(finding.row);
        self.counts[index] += 1;
        if self.counts[index] <= self.limit {
            self.kept.push(finding);
        }
    }

    /// Those that were kept, by row and then by severity, the worst first.
    pub fn sorted(&self) -> Vec<&Finding> {
        let mut sorted: Vec<&Finding> = self.kept.iter().collect();
        sorted.sort_by_key(|finding| (finding.row, std::cmp::Reverse(finding.severity)));
        sorted
    }

    /// How many there are, kept or not.
    pub fn count(&self, severity: Severity) -> usize {
        self.counts[severity as usize]
    }

    /// How many rows have one.
    pub fn rows(&self, severity: Severity) -> usize {
        self.rows[severity as usize].len()
    }

    /// Whether this row is not taken.
    pub fn stops(&self, row: u32) -> bool {
        self.rows[Severity::Stop as usize].contains(&row)
    }

    /// How many were counted and not kept.
    pub fn hidden(&self) -> usize {
        self.counts.iter().sum::<usize>() - self.kept.len()
    }

    pub fn is_empty(&self) -> bool {
        self.counts == [0; 3]
    }

    /// The list as a sheet that the sender can keep beside his own.
    pub fn export(&self) -> Export {
        let columns = [
            "Baris",
            "Kolom",
            "Judul kolom",
            "Isi",
            "Tingkat",
            "Keterangan",
        ];
        let widths = [8.0, 8.0, 22.0, 30.0, 12.0, 80.0];
        let mut export = Export::new("Temuan");
        export.columns = columns
            .iter()
            .zip(widths)
            .map(|(header, width)| Column::new(*header).width(width))
            .collect();
        for finding in self.sorted() {
            let column = finding.column.as_ref();
            export.rows.push(vec![
                Cell::Number(crate::Number::new(f64::from(finding.row))),
                Cell::from_text(column.map_or("", |column| &column.letter)),
                Cell::from_text(column.map_or("", |column| &column.header)),
                Cell::from_text(&finding.value),
                Cell::from_text(finding.severity.label()),
                Cell::from_text(&finding.reason),
            ]);
        }
        export
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column() -> ColumnName {
        ColumnName {
            letter: "B".to_owned(),
            header: "Nama".to_owned(),
        }
    }

    #[test]
    fn all_are_counted_and_some_are_kept() {
        let mut findings = Findings::new(2);
        for row in [5, 5, 7, 9] {
            findings.push(Finding::new(row, Severity::Stop, "NIK salah"));
        }
        findings.push(Finding::new(5, Severity::Note, "dirapikan"));
        assert_eq!(findings.count(Severity::Stop), 4);
        assert_eq!(findings.rows(Severity::Stop), 3);
        assert_eq!(findings.count(Severity::Warning), 0);
        assert_eq!(findings.hidden(), 2);
        assert!(findings.stops(9) && !findings.stops(6));
        let order: Vec<_> = findings
            .sorted()
            .iter()
            .map(|one| (one.row, one.severity))
            .collect();
        assert_eq!(
            order,
            [
                (5, Severity::Stop),
                (5, Severity::Stop),
                (5, Severity::Note)
            ]
        );
    }

    #[test]
    fn a_value_is_cut_and_never_printed_for_programmers() {
        let cell = Cell::from_text(&format!("Siti\n  {}", "a".repeat(80)));
        let finding = Finding::new(3, Severity::Warning, "Nama panjang.").at(column(), &cell);
        assert_eq!(finding.value.chars().count(), 60);
        assert!(finding.value.starts_with("Siti a") && finding.value.ends_with('…'));
        assert_eq!(format!("{finding:?}"), "Warning B3 Nama panjang.");
    }

    #[test]
    fn findings_survive_being_kept() {
        let mut findings = Findings::new(10);
        findings.push(Finding::new(2, Severity::Stop, "x").at(column(), &Cell::from_text("=1")));
        let kept = serde_json::to_string(&findings).unwrap();
        assert_eq!(serde_json::from_str::<Findings>(&kept).unwrap(), findings);
        assert_eq!(findings.export().rows.len(), 1);
    }
}
