//! B.1: everybody who lives here for good.

use kernel::CodeTable;
use sheets::Cell;
use uuid::Uuid;
use vault::KeySet;
use web::AppResult;

use super::table::{Column, Table, line, many, middle, on, text};
use crate::{domain::Place, opened, pages::label, store::books::PresentRow};

const BORN: &str = "Tempat dan tanggal lahir";

const COLUMNS: &[Column] = &[
    middle(&["No. urut"], 0.7),
    text(&["Nama lengkap/panggilan"], 2.6),
    middle(&["Jenis kelamin"], 1.0),
    text(&["Status perkawinan"], 1.4),
    text(&[BORN, "Tempat lahir"], 1.4),
    middle(&[BORN, "Tanggal"], 1.2),
    text(&["Agama"], 0.9),
    text(&["Pendidikan terakhir"], 1.4),
    text(&["Pekerjaan"], 1.5),
    middle(&["Dapat membaca huruf"], 1.1),
    middle(&["Kewarga-negaraan"], 1.2),
    text(&["Alamat lengkap"], 2.2),
    text(&["Kedudukan dalam keluarga"], 1.4),
    middle(&["Nomor KTP (NIK)"], 2.0),
    middle(&["Nomor KK"], 2.0),
    text(&["Ket."], 0.9),
];

/// The book's content.
pub fn table(rows: &[&PresentRow], keys: &KeySet) -> AppResult<Table> {
    let mut lines = Vec::with_capacity(rows.len());
    for (number, row) in (1..).zip(rows) {
        lines.push(vec![
            many(number),
            line(&row.name),
            line(sex(&row.sex)),
            line(&label(CodeTable::MaritalStatus, &row.marital_status)),
            line(&row.birth_place),
            on(row.born_on.to_jiff()),
            line(&label(CodeTable::Religion, &row.religion)),
            line(&label(CodeTable::Education, &row.education)),
            line(&label(CodeTable::Occupation, &row.occupation)),
            // The register does not ask it; it is filled in by hand.
            Cell::Empty,
            line(citizenship(&row.citizenship)),
            line(&address(row)),
            line(&label(CodeTable::Relationship, &row.relationship)),
            line(&opened::nik(keys, row.id, row.nik_sealed.as_deref())?),
            line(&opened::card(
                keys,
                row.family_id,
                row.card_sealed.as_deref(),
            )?),
            Cell::Empty,
        ]);
    }
    Ok(Table {
        columns: COLUMNS,
        rows: lines,
        has_total: false,
    })
}

/// Families together, heads first, from the first part of the village to the last.
pub fn in_order(rows: &[PresentRow]) -> Vec<&PresentRow> {
    let mut ordered: Vec<&PresentRow> = rows.iter().collect();
    ordered.sort_by_cached_key(|row| {
        let level: u8 = row.relationship.parse().unwrap_or(u8::MAX);
        let place = Place::stored(&row.hamlet, &row.rw, &row.rt);
        let family = (
            row.family_id.is_none(),
            row.family_id.unwrap_or(Uuid::nil()),
        );
        (place, family, level, row.born_on.to_jiff(), row.id)
    });
    ordered
}

/// "L" or "P", as forms have it.
pub fn sex(code: &str) -> &'static str {
    if code == "1" { "L" } else { "P" }
}

/// "WNI" or "WNA".
pub fn citizenship(code: &str) -> &'static str {
    if is_foreign(code) { "WNA" } else { "WNI" }
}

/// Whether somebody is a citizen of another country alone.
pub fn is_foreign(code: &str) -> bool {
    code == "2"
}

/// Where somebody lives: street, then part of the village.
pub fn address(row: &PresentRow) -> String {
    let street = match row.present_address.as_str() {
        "" => row.address.as_deref().unwrap_or_default(),
        present => present,
    };
    street_and_place(street, &Place::stored(&row.hamlet, &row.rw, &row.rt))
}

/// "Jl. Mawar 3, Dusun II, RT 002"
pub fn street_and_place(street: &str, place: &Place) -> String {
    if *place == Place::default() {
        return street.to_owned();
    }
    if street.is_empty() {
        return place.label();
    }
    format!("{street}, {}", place.label())
}
