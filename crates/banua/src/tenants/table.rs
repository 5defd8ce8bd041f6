//! CSV read row by row, with the line and the column of everything that is wrong.

use std::path::Path;

use super::{english, problem::Problems, text};

/// A CSV file whose header was understood.
pub struct Table {
    pub file: &'static str,
    columns: Vec<String>,
    rows: Vec<(usize, csv::StringRecord)>,
}

/// One row, by column name.
pub struct Row<'a> {
    table: &'a Table,
    pub line: usize,
    record: &'a csv::StringRecord,
}

impl Table {
    /// Reads a file; `needed` columns must be there in any order, `other` ones may.
    pub fn read(
        dir: &Path,
        file: &'static str,
        needed: &[&str],
        other: &[&str],
        problems: &mut Problems,
    ) -> Option<Self> {
        let content = text::read(dir, file, problems)?;
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(content.as_bytes());
        let mut records = Vec::new();
        for record in reader.records() {
            match record {
                Ok(record) => {
                    let line = record.position().map_or(0, csv::Position::line);
                    records.push((usize::try_from(line).unwrap_or_default(), record));
                }
                Err(error) => problems.add(file, None, format!("is not CSV: {error}")),
            }
        }
        let mut records = records.into_iter();
        let Some((_, header)) = records.next() else {
            problems.add(file, None, "is empty; its first line names the columns");
            return None;
        };
        let columns: Vec<String> = header.iter().map(str::to_owned).collect();
        let sound = check_header(file, &columns, needed, other, problems);
        let mut table = Self {
            file,
            columns,
            rows: Vec::new(),
        };
        for (line, record) in records {
            if record.len() == table.columns.len() {
                table.rows.push((line, record));
            } else {
                let reason = format!(
                    "has {} fields where the header has {}; a field with a comma needs quotation marks",
                    record.len(),
                    table.columns.len()
                );
                problems.add(file, line, reason);
            }
        }
        if sound && table.rows.is_empty() {
            problems.add(file, None, "has no rows");
        }
        sound.then_some(table)
    }

    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, record)| Row {
            table: self,
            line: *line,
            record,
        })
    }
}

fn check_header(
    file: &str,
    columns: &[String],
    needed: &[&str],
    other: &[&str],
    problems: &mut Problems,
) -> bool {
    let before = problems.count();
    if columns.len() == 1 && (columns[0].contains(';') || columns[0].contains('\t')) {
        problems.add(
            file,
            1,
            "is separated by semicolons or tabs; save it with commas",
        );
        return false;
    }
    for name in needed
        .iter()
        .filter(|name| !columns.iter().any(|column| column == *name))
    {
        problems.add(file, 1, format!("the column '{name}' is missing"));
    }
    for (index, column) in columns.iter().enumerate() {
        let column = column.as_str();
        if columns[..index].iter().any(|earlier| earlier == column) {
            problems.add(file, 1, format!("the column '{column}' is there twice"));
        } else if !needed.contains(&column) && !other.contains(&column) {
            let known = needed.iter().chain(other).copied();
            let hint = english::nearest(column, known)
                .map(|known| format!("; did you mean '{known}'?"))
                .unwrap_or_default();
            problems.add(file, 1, format!("the column '{column}' is unknown{hint}"));
        }
    }
    problems.count() == before
}

impl Row<'_> {
    /// The field of a column; "" when the column is not there.
    pub fn get(&self, column: &str) -> &str {
        let index = self.table.columns.iter().position(|name| name == column);
        index
            .and_then(|index| self.record.get(index))
            .unwrap_or_default()
    }

    pub fn complain(&self, problems: &mut Problems, reason: impl Into<String>) {
        problems.add(self.table.file, self.line, reason);
    }

    /// A field through a parser; the problem is noted in the parser's words.
    pub fn parse<T>(
        &self,
        column: &str,
        problems: &mut Problems,
        parse: impl FnOnce(&str) -> Result<T, String>,
    ) -> Option<T> {
        match parse(self.get(column)) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.complain(problems, format!("{column}: {reason}"));
                None
            }
        }
    }

    /// A decimal number, or nothing when the field is empty.
    pub fn number(&self, column: &str, problems: &mut Problems) -> Option<Option<f64>> {
        self.parse(column, problems, |text| match text {
            "" => Ok(None),
            text => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(Some(number)),
                _ => Err(format!(
                    "'{text}' is not a number with a decimal point, such as -3.29332"
                )),
            },
        })
    }
}
