//! B.2: who came and who went.

use sheets::Cell;

use super::{
    main::{citizenship, sex},
    table::{Column, Table, line, many, middle, on, text},
};
use crate::{domain::EventKind, store::books::ChangeRow};

const BORN: &str = "Tempat dan tanggal lahir";
const MORE: &str = "Penambahan";
const LESS: &str = "Pengurangan";

const COLUMNS: &[Column] = &[
    middle(&["No. urut"], 0.7),
    text(&["Nama lengkap/panggilan"], 3.0),
    text(&[BORN, "Tempat"], 1.6),
    middle(&[BORN, "Tanggal"], 1.2),
    middle(&["Jenis kelamin"], 0.9),
    middle(&["Kewarga-negaraan"], 1.0),
    text(&[MORE, "Datang dari"], 2.2),
    middle(&[MORE, "Tanggal"], 1.2),
    text(&[LESS, "Pindah ke"], 2.2),
    middle(&[LESS, "Tanggal"], 1.2),
    text(&[LESS, "Meninggal"], 1.6),
    middle(&[LESS, "Tanggal"], 1.2),
    text(&["Ket."], 2.0),
];

/// The book's content.
pub fn table(rows: &[ChangeRow]) -> Table {
    let lines = (1..).zip(rows).filter_map(|(number, row)| {
        let kind = EventKind::stored(&row.kind)?;
        let said = |key: &str| row.detail[key].as_str().unwrap_or_default();
        let day = on(row.happened_on.to_jiff());
        let mut cells = vec![
            many(number),
            line(&row.name),
            line(&row.birth_place),
            on(row.born_on.to_jiff()),
            line(sex(&row.sex)),
            line(citizenship(&row.citizenship)),
        ];
        // What the form has no column for is said in a word.
        let (word, column) = match kind {
            EventKind::Birth => ("Lahir", 0),
            EventKind::Arrival | EventKind::Return | EventKind::Recorded => {
                (said("asal_tujuan"), 0)
            }
            EventKind::Departure => (said("asal_tujuan"), 1),
            EventKind::Missing | EventKind::Away => (kind.label(), 1),
            EventKind::Death => (said("tempat"), 2),
        };
        for at in 0..3 {
            if at == column {
                cells.extend([line(word), day.clone()]);
            } else {
                cells.extend([Cell::Empty, Cell::Empty]);
            }
        }
        cells.push(line(&note(row, kind)));
        Some(cells)
    });
    Table {
        columns: COLUMNS,
        rows: lines.collect(),
        has_total: false,
    }
}

fn note(row: &ChangeRow, kind: EventKind) -> String {
    let mut notes = Vec::new();
    if kind == EventKind::Return {
        notes.push("Kembali".to_owned());
    }
    if row.reported_on.to_jiff() != row.happened_on.to_jiff() {
        let day = kernel::time::numeric(row.reported_on.to_jiff());
        notes.push(format!("Dilaporkan {day}"));
    }
    let more = row.detail["catatan"].as_str().unwrap_or_default();
    if !more.is_empty() {
        notes.push(more.to_owned());
    }
    notes.join("; ")
}
