//! What is taken away as a table: the register with the headers of the national form, which reads in
//! again without loss, and the empty template.

use std::collections::HashMap;

use kernel::CodeTable;
use sheets::{Cell, Column, Export};
use uuid::Uuid;

use super::{
    columns::{self, SHEET},
    known::{Family, Known, Person},
};
use crate::domain::State;

/// What of the register is taken, and how it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Also who died, moved or left.
    pub everybody: bool,
    /// Words instead of codes.
    pub words: bool,
}

/// The columns that hold codes, each with its list.
const CODES: &[(&str, CodeTable)] = &[
    ("sex", CodeTable::Sex),
    ("agama_id", CodeTable::Religion),
    ("pendidikan_kk_id", CodeTable::Education),
    ("pendidikan_sedang_id", CodeTable::CurrentEducation),
    ("pekerjaan_id", CodeTable::Occupation),
    ("status_kawin", CodeTable::MaritalStatus),
    ("kk_level", CodeTable::Relationship),
    ("warganegara_id", CodeTable::Citizenship),
    ("golongan_darah_id", CodeTable::BloodType),
    ("cacat_id", CodeTable::DisabilityOnForm),
    ("status_dasar", CodeTable::BasicStatus),
    ("id_asuransi", CodeTable::HealthInsurance),
    ("status_penduduk", CodeTable::Residency),
];

/// The register as a sheet, families together, heads first.
pub fn register(known: &Known, wish: Wish) -> Export {
    let families: HashMap<Uuid, &Family> = known
        .families
        .iter()
        .map(|family| (family.id, family))
        .collect();
    let mut people: Vec<&Person> = known
        .people
        .iter()
        .filter(|person| wish.everybody || person.state == State::Present)
        .collect();
    people.sort_by_cached_key(|person| {
        let level: u8 = person.facts.relationship.parse().unwrap_or(u8::MAX);
        let family = person.family_id;
        let home = family.and_then(|id| families.get(&id));
        let place = home.map_or(&person.place, |family| &family.place).clone();
        (place, family, level, person.facts.born_on, person.id)
    });
    let mut export = Export::new("Penduduk").columns(SHEET.iter().copied());
    export.rows = people
        .iter()
        .map(|person| {
            let family = person.family_id.and_then(|id| families.get(&id).copied());
            let cell = |key: &&str| cell(key, person, family, wish.words);
            SHEET.iter().map(cell).collect()
        })
        .collect();
    export
}

fn cell(key: &str, person: &Person, family: Option<&Family>, words: bool) -> Cell {
    let facts = &person.facts;
    let papers = &facts.documents;
    let date = |date: Option<jiff::civil::Date>| date.map_or(Cell::Empty, Cell::Date);
    if let Some((_, table)) = CODES.iter().find(|(column, _)| *column == key) {
        return Cell::from_text(coded(*table, code_of(key, person), words));
    }
    match key {
        "alamat" => text(family.map_or("", |family| &family.address)),
        "dusun" => text(person.place.hamlet_name()),
        "rw" => text(&person.place.rw_text()),
        "rt" => text(&person.place.rt_text()),
        "nama" => text(facts.name.as_str()),
        "no_kk" => {
            let card = family.and_then(|family| family.card.as_ref());
            text(card.map_or("", |card| card.expose()))
        }
        "nik" => text(facts.nik.as_ref().map_or("", |nik| nik.expose())),
        "tempatlahir" => text(&facts.birth_place),
        "tanggallahir" => Cell::Date(facts.born_on),
        "nama_ayah" => text(facts.father.as_ref().map_or("", |name| name.as_str())),
        "nama_ibu" => text(facts.mother.as_ref().map_or("", |name| name.as_str())),
        "akta_lahir" => text(&papers.birth_certificate),
        "dokumen_pasport" => text(&papers.passport),
        "tanggal_akhir_paspor" => date(papers.passport_until),
        "dokumen_kitas" => text(&papers.stay_permit),
        "akta_perkawinan" => text(&papers.marriage_certificate),
        "tanggalperkawinan" => date(papers.married_on),
        "akta_perceraian" => text(&papers.divorce_certificate),
        "tanggalperceraian" => date(papers.divorced_on),
        "alamat_sekarang" => text(&facts.present_address),
        "telepon" => facts
            .phone
            .as_ref()
            .map_or(Cell::Empty, |phone| text(&phone.national())),
        "tanggal_status_dasar" => {
            date(Some(person.since).filter(|_| person.state != State::Present))
        }
        _ => Cell::Empty,
    }
}

fn code_of(key: &str, person: &Person) -> &'static str {
    let facts = &person.facts;
    match key {
        "sex" => facts.sex_code(),
        "agama_id" => facts.religion,
        "pendidikan_kk_id" => facts.education,
        "pendidikan_sedang_id" => facts.current_education,
        "pekerjaan_id" => facts.occupation,
        "status_kawin" => facts.marital_status,
        "kk_level" => facts.relationship,
        "warganegara_id" => facts.citizenship,
        "golongan_darah_id" => facts.blood_type,
        "cacat_id" => facts.disability,
        "status_dasar" => person.state.code(),
        "id_asuransi" => facts.health_insurance,
        "status_penduduk" => facts.residency,
        _ => "",
    }
}

fn coded(table: CodeTable, code: &'static str, words: bool) -> &'static str {
    if words {
        table.find(code).map_or(code, |found| found.label)
    } else {
        code
    }
}

fn text(text: &str) -> Cell {
    Cell::from_text(text)
}

/// The empty template: a sheet to fill in, what belongs where, and the codes.
pub fn template() -> Vec<Export> {
    let mut about = Export::new("Petunjuk");
    about.columns = vec![
        Column::new("Nama kolom").width(24.0),
        Column::new("Isinya").width(34.0),
        Column::new("Cara mengisi").width(80.0),
    ];
    about.rows = SHEET
        .iter()
        .map(|key| match columns::find(key) {
            Some(column) => {
                let needed = if column.required { "Wajib. " } else { "" };
                let how = format!("{needed}{}", column.about);
                vec![text(key), text(column.label), text(&how)]
            }
            None => vec![
                text(key),
                Cell::Empty,
                text("Tidak dipakai; biarkan kosong."),
            ],
        })
        .collect();
    let mut codes = Export::new("Kode");
    codes.columns = vec![
        Column::new("Daftar").width(24.0),
        Column::new("Angka").width(8.0),
        Column::new("Artinya").width(60.0),
    ];
    for (key, table) in CODES {
        for code in table.codes() {
            codes
                .rows
                .push(vec![text(key), text(code.code), text(code.label)]);
        }
    }
    let fill_in = Export::new("Penduduk").columns(SHEET.iter().copied());
    vec![fill_in, about, codes]
}
