//! B.5: cards and numbers of everybody who lives here for good.

use kernel::{CodeTable, time};
use sheets::Cell;
use vault::KeySet;
use web::AppResult;

use super::{
    main::{address, citizenship, sex},
    table::{Column, Table, line, many, middle, on, text},
};
use crate::{opened, pages::label, store::books::PresentRow};

const COLUMNS: &[Column] = &[
    middle(&["No. urut"], 0.7),
    middle(&["No. KK"], 1.9),
    text(&["Nama lengkap"], 2.2),
    middle(&["NIK"], 1.9),
    middle(&["Jenis kelamin"], 0.9),
    text(&["Tempat/tanggal lahir"], 1.5),
    middle(&["Golongan darah"], 1.0),
    text(&["Agama"], 0.8),
    text(&["Pendidikan"], 1.2),
    text(&["Pekerjaan"], 1.3),
    text(&["Alamat"], 1.9),
    text(&["Status perkawinan"], 1.2),
    middle(&["Tempat dan tanggal dikeluarkan"], 1.1),
    text(&["Status hub. keluarga"], 1.0),
    middle(&["Kewarga-negaraan"], 0.9),
    text(&["Orang tua", "Ayah"], 1.4),
    text(&["Orang tua", "Ibu"], 1.4),
    middle(&["Tgl mulai tinggal di desa"], 1.1),
    text(&["Ket."], 0.7),
];

/// The book's content.
pub fn table(rows: &[&PresentRow], keys: &KeySet) -> AppResult<Table> {
    let mut lines = Vec::with_capacity(rows.len());
    for (number, row) in (1..).zip(rows) {
        let born = row.born_on.to_jiff();
        let [father, mother] = opened::parents(
            keys,
            row.id,
            row.father_sealed.as_deref(),
            row.mother_sealed.as_deref(),
        )?;
        lines.push(vec![
            many(number),
            line(&opened::card(
                keys,
                row.family_id,
                row.card_sealed.as_deref(),
            )?),
            line(&row.name),
            line(&opened::nik(keys, row.id, row.nik_sealed.as_deref())?),
            line(sex(&row.sex)),
            line(&place_and_day(&row.birth_place, &time::numeric(born))),
            line(&label(CodeTable::BloodType, &row.blood_type)),
            line(&label(CodeTable::Religion, &row.religion)),
            line(&label(CodeTable::Education, &row.education)),
            line(&label(CodeTable::Occupation, &row.occupation)),
            line(&address(row)),
            line(&label(CodeTable::MaritalStatus, &row.marital_status)),
            // Where and when the card was handed out stands on the card alone.
            Cell::Empty,
            line(&label(CodeTable::Relationship, &row.relationship)),
            line(citizenship(&row.citizenship)),
            line(&father),
            line(&mother),
            row.came_on.map_or(Cell::Empty, |day| on(day.to_jiff())),
            Cell::Empty,
        ]);
    }
    Ok(Table {
        columns: COLUMNS,
        rows: lines,
        has_total: false,
    })
}

/// "Martapura, 17-08-1990"
pub fn place_and_day(place: &str, day: &str) -> String {
    if place.is_empty() {
        return day.to_owned();
    }
    format!("{place}, {day}")
}
