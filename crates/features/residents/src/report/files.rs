//! A month as a paper and as a workbook.

use kernel::{CodeTable, thousands, time};
use print::Sheet;
use serde_json::{Value, json};
use sheets::{Cell, Export, Number};

use super::pages::BalanceLine;
use crate::{
    books::paper::{Letterhead, Lies, Size},
    domain::{EventKind, Place},
    pages::label,
    statistics::counting::Month,
    store::past::HappenedRow,
};

/// The report across an upright paper.
const REPORT: &str = concat!(
    include_str!("../../templates/residents/books/head.typ"),
    include_str!("../../templates/residents/report/report.typ")
);

/// What the balance's columns are called.
const BALANCE: [&str; 9] = [
    "",
    "Awal bulan",
    "Lahir",
    "Datang",
    "Pencatatan awal",
    "Meninggal",
    "Pindah",
    "Hilang/pergi",
    "Akhir bulan",
];

const EVENTS: [&str; 7] = [
    "No.",
    "Nama",
    "Jenis kelamin",
    "Peristiwa",
    "Terjadi",
    "Dilaporkan",
    "Wilayah",
];

fn numbers(line: &BalanceLine) -> [i64; 8] {
    [
        line.opening,
        line.births,
        line.arrivals,
        line.recorded,
        line.deaths,
        line.departures,
        line.others,
        line.closing,
    ]
}

/// Two sheets: the balance, and what happened.
pub fn workbook(month: &Month, rows: &[HappenedRow]) -> Vec<Export> {
    let number = |number: i64| Cell::Number(Number::new(number as f64));
    let mut balance = Export::new("LAMPID").columns(BALANCE);
    balance.columns[0].header = time::month_year(month.first);
    for line in BalanceLine::of(month) {
        let mut cells = vec![Cell::from_text(line.label)];
        cells.extend(numbers(&line).map(number));
        balance.rows.push(cells);
    }
    let mut events = Export::new("Peristiwa").columns(EVENTS);
    for (at, row) in (1..).zip(rows) {
        events.rows.push(vec![
            number(at),
            Cell::from_text(&row.name),
            Cell::from_text(&label(CodeTable::Sex, &row.sex)),
            Cell::from_text(kind(row)),
            Cell::Date(row.happened_on.to_jiff()),
            Cell::Date(row.reported_on.to_jiff()),
            Cell::from_text(&place(row)),
        ]);
    }
    vec![balance, events]
}

/// The paper.
pub fn paper(letterhead: &Letterhead, size: Size, month: &Month, rows: &[HappenedRow]) -> Sheet {
    let balance: Vec<Value> = BalanceLine::of(month)
        .iter()
        .map(|line| {
            let cells = numbers(line).map(|number| Value::from(thousands(number)));
            let mut all = vec![Value::from(line.label)];
            all.extend(cells);
            all.into()
        })
        .collect();
    let events: Vec<Value> = (1_i64..)
        .zip(rows)
        .map(|(at, row)| {
            json!([
                thousands(at),
                row.name,
                if row.sex == "1" { "L" } else { "P" },
                kind(row),
                time::numeric(row.happened_on.to_jiff()),
                time::numeric(row.reported_on.to_jiff()),
                place(row),
            ])
        })
        .collect();
    let content = json!({
        "title": "Laporan Lahir, Mati, Pindah, dan Datang",
        "period": format!("Bulan {}", time::month_year(month.first)),
        "balance_heads": BALANCE,
        "balance": balance,
        "event_heads": EVENTS,
        "events": events,
    });
    letterhead.sheet(REPORT, (size, Lies::Upright), content)
}

fn kind(row: &HappenedRow) -> &'static str {
    EventKind::stored(&row.kind).map_or("", EventKind::label)
}

fn place(row: &HappenedRow) -> String {
    Place::stored(&row.hamlet, &row.rw, &row.rt).label()
}
