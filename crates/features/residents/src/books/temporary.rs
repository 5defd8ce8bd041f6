//! B.4: who lives here for a while.

use kernel::{CodeTable, time};
use sheets::Cell;
use vault::KeySet;
use web::AppResult;

use super::{
    cards::place_and_day,
    main::{is_foreign, street_and_place},
    table::{Column, Table, line, many, middle, on, text},
};
use crate::{domain::Place, opened, pages::label, store::books::GuestRow};

const COLUMNS: &[Column] = &[
    middle(&["No. urut"], 0.7),
    text(&["Nama lengkap"], 2.4),
    middle(&["Jenis kelamin", "L"], 0.5),
    middle(&["Jenis kelamin", "P"], 0.5),
    middle(&["Nomor identitas/tanda pengenal"], 2.0),
    text(&["Tempat dan tanggal lahir"], 1.6),
    text(&["Pekerjaan"], 1.5),
    middle(&["Kewarganegaraan", "Kebangsaan"], 1.1),
    text(&["Kewarganegaraan", "Keturunan"], 1.0),
    text(&["Datang dari"], 1.8),
    text(&["Maksud dan tujuan kedatangan"], 1.6),
    text(&["Nama dan alamat yang didatangi"], 2.2),
    middle(&["Datang tanggal"], 1.2),
    middle(&["Pergi tanggal"], 1.2),
    text(&["Ket."], 1.0),
];

/// The book's content.
pub fn table(rows: &[GuestRow], keys: &KeySet) -> AppResult<Table> {
    let mut lines = Vec::with_capacity(rows.len());
    for (number, row) in (1..).zip(rows) {
        let mark = |code: &str| line(if row.sex == code { "√" } else { "" });
        let born = time::numeric(row.born_on.to_jiff());
        let nik = opened::nik(keys, row.id, row.nik_sealed.as_deref())?;
        let identity = if nik.is_empty() { &row.passport } else { &nik };
        let nation = if is_foreign(&row.citizenship) {
            "WNA"
        } else {
            "Indonesia"
        };
        lines.push(vec![
            many(number),
            line(&row.name),
            mark("1"),
            mark("2"),
            line(identity),
            line(&place_and_day(&row.birth_place, &born)),
            line(&label(CodeTable::Occupation, &row.occupation)),
            line(nation),
            Cell::Empty,
            line(row.origin.as_deref().unwrap_or_default()),
            // The register does not ask it; it is filled in by hand.
            Cell::Empty,
            line(&host(row)),
            on(row.came_on.to_jiff()),
            row.left_on.map_or(Cell::Empty, |day| on(day.to_jiff())),
            Cell::Empty,
        ]);
    }
    Ok(Table {
        columns: COLUMNS,
        rows: lines,
        has_total: false,
    })
}

fn host(row: &GuestRow) -> String {
    let street = match row.present_address.as_str() {
        "" => row.address.as_deref().unwrap_or_default(),
        present => present,
    };
    let place = street_and_place(street, &Place::stored(&row.hamlet, &row.rw, &row.rt));
    let known = [row.host.clone().unwrap_or_default(), place];
    let known: Vec<String> = known.into_iter().filter(|one| !one.is_empty()).collect();
    known.join(", ")
}
