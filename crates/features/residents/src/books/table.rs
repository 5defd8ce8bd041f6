//! What stands in a book: columns under their heads, and rows; on paper and as a workbook.

use jiff::civil::Date;
use kernel::{thousands, time};
use serde_json::{Value, json};
use sheets::{Cell, Export, Number};

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    Text,
    Middle,
    Number,
}

/// A column, under the heads that it shares with its neighbours.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// From the uppermost head down to its own.
    pub path: &'static [&'static str],
    /// A share of the paper's width.
    pub width: f64,
    pub set: Set,
}

/// A column of text.
pub const fn text(path: &'static [&'static str], width: f64) -> Column {
    Column {
        path,
        width,
        set: Set::Text,
    }
}

/// A column of dates, codes or marks.
pub const fn middle(path: &'static [&'static str], width: f64) -> Column {
    Column {
        path,
        width,
        set: Set::Middle,
    }
}

/// A column of numbers.
pub const fn number(path: &'static [&'static str], width: f64) -> Column {
    Column {
        path,
        width,
        set: Set::Number,
    }
}

/// A book's content.
pub struct Table {
    pub columns: &'static [Column],
    pub rows: Vec<Vec<Cell>>,
    /// Whether the last row is the sum of the others.
    pub has_total: bool,
}

/// A text; nothing for an empty one.
pub fn line(text: &str) -> Cell {
    Cell::from_text(text)
}

/// A day.
pub fn on(day: Date) -> Cell {
    Cell::Date(day)
}

/// A number of people.
pub fn many(number: i64) -> Cell {
    Cell::Number(Number::new(number as f64))
}

impl Table {
    /// As a sheet with one head for each column.
    pub fn export(&self, sheet: &str) -> Export {
        let heads = self.columns.iter().map(|column| column.path.join(": "));
        let mut export = Export::new(sheet).columns(heads);
        export.rows.clone_from(&self.rows);
        export
    }

    /// What the template of a book reads: columns, heads and rows.
    pub fn on_paper(&self) -> Value {
        let columns: Vec<Value> = self
            .columns
            .iter()
            .map(|column| {
                let set = match column.set {
                    Set::Text => "left",
                    Set::Middle => "center",
                    Set::Number => "right",
                };
                json!({ "width": column.width, "align": set })
            })
            .collect();
        let rows: Vec<Value> = self
            .rows
            .iter()
            .map(|row| row.iter().map(shown).collect())
            .collect();
        json!({
            "columns": columns,
            "depth": self.depth(),
            "heads": self.heads(),
            "rows": rows,
            "has_total": self.has_total,
        })
    }

    fn depth(&self) -> usize {
        let depths = self.columns.iter().map(|column| column.path.len());
        depths.max().unwrap_or_default()
    }

    /// The heads with their places: one that neighbours share stands over all of them, one without heads
    /// below reaches down to the rows.
    fn heads(&self) -> Vec<Value> {
        let depth = self.depth();
        let mut heads = Vec::new();
        for level in 0..depth {
            let mut at = 0;
            while at < self.columns.len() {
                let path = self.columns[at].path;
                let Some(text) = path.get(level) else {
                    at += 1;
                    continue;
                };
                let shares = |column: &Column| column.path.get(..=level) == path.get(..=level);
                let is_own = path.len() == level + 1;
                let width = if is_own {
                    1
                } else {
                    let from_here = self.columns[at..].iter();
                    from_here.take_while(|one| shares(one)).count()
                };
                let height = if is_own { depth - level } else { 1 };
                heads.push(json!({
                    "text": text, "x": at, "y": level, "colspan": width, "rowspan": height,
                }));
                at += width;
            }
        }
        heads
    }
}

fn shown(cell: &Cell) -> Value {
    match cell {
        Cell::Date(day) => time::numeric(*day).into(),
        // Whole numbers, all of them made by `many`.
        Cell::Number(number) => thousands(number.value as i64).into(),
        other => other.text().unwrap_or_default().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_stand_over_the_columns_that_share_them() {
        const COLUMNS: &[Column] = &[
            middle(&["No."], 1.0),
            number(&["Awal", "WNA", "L"], 1.0),
            number(&["Awal", "WNA", "P"], 1.0),
            number(&["Awal", "Jumlah"], 1.0),
            text(&["Ket."], 1.0),
        ];
        let table = Table {
            columns: COLUMNS,
            rows: vec![vec![many(1200), Cell::Empty]],
            has_total: false,
        };
        let placed: Vec<String> = table
            .heads()
            .iter()
            .map(|head| {
                format!(
                    "{} {},{} {}x{}",
                    head["text"].as_str().unwrap(),
                    head["x"],
                    head["y"],
                    head["colspan"],
                    head["rowspan"]
                )
            })
            .collect();
        assert_eq!(
            placed,
            [
                "No. 0,0 1x3",
                "Awal 1,0 3x1",
                "Ket. 4,0 1x3",
                "WNA 1,1 2x1",
                "Jumlah 3,1 1x2",
                "L 1,2 1x1",
                "P 2,2 1x1",
            ]
        );
        assert_eq!(table.on_paper()["rows"], json!([["1.200", ""]]));
        assert_eq!(table.export("x").columns[1].header, "Awal: WNA: L");
    }
}
