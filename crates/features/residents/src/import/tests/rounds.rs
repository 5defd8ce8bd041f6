//! What is taken away comes back as it was.

use sheets::CsvStyle;
use uuid::Uuid;

use super::*;
use crate::{
    domain::State,
    import::{
        Area, Family, Known, Person,
        columns::SHEET,
        compare::compare,
        export::{Wish, register, template},
    },
};

fn register_of(rows: &[&str]) -> Known {
    let reading = table(rows);
    assert_eq!(
        reading.entries.len(),
        rows.len(),
        "{:?}",
        found(&reading.findings)
    );
    let mut findings = reading.findings;
    let new_id = &mut Uuid::now_v7;
    let plan = compare(
        &reading.entries,
        &Known::default(),
        true,
        &mut findings,
        new_id,
    );
    Known {
        people: plan
            .made
            .into_iter()
            .map(|made| Person {
                id: made.id,
                version: 1,
                facts: made.entry.facts,
                family_id: made.family,
                place: made.entry.place,
                state: made.entry.state,
                since: made.entry.since.unwrap_or(TODAY),
            })
            .collect(),
        families: plan
            .families
            .into_iter()
            .map(|family| Family {
                id: family.id,
                version: 1,
                card: Some(family.card),
                address: family.address,
                place: family.place,
            })
            .collect(),
        areas: plan
            .areas
            .into_iter()
            .map(|place| Area {
                id: Uuid::now_v7(),
                place,
            })
            .collect(),
    }
}

#[test]
fn an_export_in_any_form_changes_nothing_when_it_is_read() {
    let known = register_of(&[
        "nama='Aisyah, S.Pd;nik=6303015708900002;no_kk=6303010101100001;sex=2;\
         tanggallahir=17-08-1990;kk_level=1;rt=3A;dusun=Handil Bujur;alamat=@Jl. Mawar;\
         pendidikan_kk_id=10;pekerjaan_id=99;status_kawin=4;telepon=0812-3456-7890;nama_ibu=Siti;\
         golongan_darah_id=A+;akta_lahir=-12/2020;tanggalperkawinan=1-2-2010;id_asuransi=99;\
         status_penduduk=2;cacat_id=7;warganegara_id=2;dokumen_kitas==2C11;tanggal_akhir_paspor=1-2-2030",
        "nama=Kakek;nik=6303011708100001;sex=1;tanggallahir=17-08-1899;rw=2;alamat=Jl. Lama;\
         status_dasar=2;tanggal_status_dasar=2-3-2020",
        "nama=Citra;no_kk=6303010101100001;sex=2;tanggallahir=1-2-2026;kk_level=4;rt=1",
    ]);
    for words in [false, true] {
        let wish = Wish {
            everybody: true,
            words,
        };
        let sheet = register(&known, wish);
        for bytes in [
            sheet.to_xlsx().unwrap(),
            sheet.to_csv(&CsvStyle::semicolon()),
        ] {
            let reading = read(&bytes);
            let mut findings = reading.findings;
            assert_eq!(reading.entries.len(), 3, "{:?}", super::found(&findings));
            let new_id = &mut Uuid::now_v7;
            let plan = compare(&reading.entries, &known, true, &mut findings, new_id);
            assert_eq!(plan.tally.unchanged, 3, "{:?}", super::found(&findings));
            assert!(plan.families.is_empty() && plan.areas.is_empty());
            // And into an empty register all of it.
            let other = compare(
                &reading.entries,
                &Known::default(),
                true,
                &mut findings,
                new_id,
            );
            let died = other
                .made
                .iter()
                .find(|one| one.entry.state == State::Dead)
                .unwrap();
            assert_eq!(died.entry.since, Some(date(2020, 3, 2)));
            assert_eq!(died.entry.facts.present_address, "Jl. Lama");
        }
    }
}

#[test]
fn who_is_not_here_is_left_out_unless_wished_for() {
    let known = register_of(&[
        "nama=Ani;sex=2;tanggallahir=1-2-1980",
        "nama=Ina;sex=2;tanggallahir=1-2-1981;status_dasar=3",
    ]);
    for (everybody, count) in [(false, 1), (true, 2)] {
        let wish = Wish {
            everybody,
            words: false,
        };
        assert_eq!(register(&known, wish).rows.len(), count);
    }
}

#[test]
fn the_template_reads_as_a_table_in_which_nothing_stands() {
    let mut sheets = template();
    assert_eq!(sheets[0].columns.len(), SHEET.len());
    let bytes = sheets::to_xlsx(&sheets).unwrap();
    let reading = read(&bytes);
    assert_eq!((reading.sheet.name.as_str(), reading.rows), ("Penduduk", 0));
    assert!(reading.missing.is_empty());
    let at = |key| SHEET.iter().position(|header| *header == key).unwrap();
    let mut row = vec![Cell::Empty; SHEET.len()];
    row[at("nama")] = Cell::from_text("Ani");
    row[at("sex")] = Cell::from_text("P");
    row[at("tanggallahir")] = Cell::from_text("1-2-1980");
    sheets[0].rows.push(row);
    let reading = read(&sheets::to_xlsx(&sheets).unwrap());
    assert_eq!(reading.entries.len(), 1);
}
