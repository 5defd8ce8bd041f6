//! What people write into the cells.

use kernel::Sex;
use sheets::{
    Cell, Export, Number,
    Severity::{Note, Stop, Warning},
};

use super::*;
use crate::domain::State;

const BUDI: &str = "nama=Budi Santoso;nik=6303011708900001;no_kk=6303010101100001;sex=1;\
                    tanggallahir=17-08-1990;kk_level=1";

#[test]
fn a_whole_row_is_read_by_codes_or_words() {
    let reading = table(&[
        "nama=H. Ma'ruf, S.Pd.I;nik='6303.0117.0890.0001;no_kk=6303010101100001;sex=L;\
         tanggallahir=17/8/90;tempatlahir=Martapura;agama_id=ISLAM;pendidikan_kk_id=5;\
         pekerjaan_id=Petani/Pekebun;status_kawin=Kawin Tercatat;kk_level=KEPALA KELUARGA;\
         golongan_darah_id=O;rt=1;rw=002;dusun=Dusun II;alamat=Jl. Mawar;telepon=81234567890;\
         nama_ayah=Abdullah;nama_ibu=-;akta_lahir=-;hamil=2;status_dasar=HIDUP;warganegara_id=wni",
    ]);
    assert_eq!(found(&reading.findings), Vec::<String>::new());
    let entry = &reading.entries[0];
    let facts = &entry.facts;
    assert_eq!(facts.name.as_str(), "H. Ma'ruf, S.Pd.I");
    assert_eq!(facts.nik.unwrap().expose(), "6303011708900001");
    assert_eq!(facts.born_on, date(1990, 8, 17));
    assert_eq!(
        (facts.religion, facts.education, facts.occupation),
        ("1", "5", "9")
    );
    assert_eq!((facts.marital_status, facts.relationship), ("2", "1"));
    assert_eq!(facts.phone.as_ref().unwrap().e164(), "+6281234567890");
    assert_eq!(facts.father.as_ref().unwrap().as_str(), "Abdullah");
    assert!(facts.mother.is_none() && facts.documents.birth_certificate.is_empty());
    assert_eq!(entry.place.label(), "Dusun II, RW 002, RT 001");
    assert_eq!((entry.state, entry.said.state), (State::Present, true));
    assert_eq!(reading.unused.len(), 1, "{:?}", reading.unused);
    assert!(reading.unused[0].contains("hamil"));
}

#[test]
fn a_nik_is_right_or_refused() {
    for (nik, words) in [
        ("630301170890001", "16 angka. Di sini ada 15"),
        ("63030117089000011", "16 angka. Di sini ada 17"),
        ("63O3011708900001", "huruf"),
        ("6,30301E+15", "ilmiah"),
        ("9903011708900001", "kode provinsi"),
        ("6303017708900001", "tanggal lahir"),
        ("6303011708900000", "0000"),
    ] {
        let reading = table(&[&format!("nama=A;nik={nik};sex=1;tanggallahir=17-08-1990")]);
        assert!(
            has(&reading.findings, 2, Stop, words),
            "{nik}: {:?}",
            found(&reading.findings)
        );
        assert!(reading.entries.is_empty());
        let finding = reading.findings.sorted()[0];
        assert!(!finding.value.contains("170890"), "{}", finding.value);
    }
    for nothing in ["", "0", "-", "0000000000000000"] {
        let reading = table(&[&format!(
            "nama=A;nik={nothing};sex=1;tanggallahir=17-08-1990"
        )]);
        assert!(reading.entries[0].facts.nik.is_none(), "{nothing}");
    }
    let reading = table(&["nama=A;nik=0303011708900001;sex=1;tanggallahir=17-08-1990"]);
    assert!(has(&reading.findings, 2, Warning, "sementara"));
    assert!(reading.entries[0].facts.nik.is_none());
}

#[test]
fn a_number_that_lost_a_digit_is_never_rounded() {
    let number = |value: f64| Cell::Number(Number::new(value));
    let mut export = Export::new("Data").columns(["nama", "nik", "sex", "tanggallahir"]);
    let born = || Cell::Date(date(1990, 8, 17));
    for nik in [6_303_011_708_900_000.0, 6_303_011_708_900_001.0] {
        let cells = [Cell::from_text("A"), number(nik), number(1.0), born()];
        export.rows.push(cells.into());
    }
    let reading = read(&export.to_xlsx().unwrap());
    assert!(has(&reading.findings, 2, Stop, "mungkin sudah hilang"));
    assert_eq!(reading.entries.len(), 1);
    assert_eq!(
        reading.entries[0].facts.nik.unwrap().expose(),
        "6303011708900001"
    );
}

#[test]
fn what_contradicts_the_nik_is_a_warning() {
    for (row, words) in [
        ("sex=2;tanggallahir=17-08-1990", "jenis kelamin perempuan"),
        (
            "sex=1;tanggallahir=18-08-1990",
            "Tanggal lahir pada NIK berbeda",
        ),
        ("sex=1;tanggallahir=17-08-1991", "tahunnya berbeda"),
    ] {
        let reading = table(&[&format!("nama=A;nik=6303011708900001;{row}")]);
        assert!(
            has(&reading.findings, 2, Warning, words),
            "{:?}",
            found(&reading.findings)
        );
        assert_eq!(reading.entries.len(), 1);
    }
}

#[test]
fn names_of_every_kind_are_taken_and_rows_without_one_are_not() {
    let long = "A".repeat(60);
    for name in [
        "Slamet",
        "Dr. Hj. Siti Aisyah, M.Kes",
        "Nor'Ainah",
        long.as_str(),
    ] {
        let reading = table(&[&format!("nama={name};sex=P;tanggallahir=1-1-1980")]);
        assert_eq!(found(&reading.findings), Vec::<String>::new(), "{name}");
        assert_eq!(reading.entries[0].facts.sex, Sex::Female);
    }
    let reading = table(&[
        "nama=Budi;sex=1;tanggallahir=1-1-1980",
        "nama=;alamat=Jumlah 2 orang",
        "nama=-;nik=0",
        "nama=Siti;sex=3;tanggallahir=31-02-1980",
        "nama=Ani;sex=2;tanggallahir=1-1-2030",
        "nama=Ina;sex=2",
    ]);
    assert_eq!(reading.entries.len(), 1);
    assert_eq!(reading.rows, 5, "a row of dashes is no row");
    let findings = &reading.findings;
    for (row, words) in [
        (3, "Nama belum diisi"),
        (5, "Jenis kelamin tidak dikenal"),
        (5, "tidak ada di kalender"),
        (6, "belum terjadi"),
        (7, "Tanggal lahir belum diisi"),
    ] {
        assert!(
            has(findings, row, Stop, words),
            "{row}: {:?}",
            found(findings)
        );
    }
}

#[test]
fn unknown_words_and_dates_of_papers_are_left_out_with_a_warning() {
    let reading = table(&[&format!(
        "{BUDI};agama_id=Jedi;tanggalperkawinan=1990;telepon=12;cacat_id=7;status_kawin=9"
    )]);
    let entry = &reading.entries[0];
    assert_eq!((entry.facts.religion, entry.facts.marital_status), ("", ""));
    assert!(entry.facts.phone.is_none() && entry.facts.documents.married_on.is_none());
    for words in [
        "Agama ini tidak ada",
        "hanya menyebut tahun",
        "Status perkawinan ini tidak",
    ] {
        assert!(
            has(&reading.findings, 2, Warning, words),
            "{:?}",
            found(&reading.findings)
        );
    }
    let values: Vec<&str> = reading
        .findings
        .sorted()
        .iter()
        .map(|one| one.value.as_str())
        .collect();
    assert!(values.contains(&"**"), "a phone is covered: {values:?}");
    let reading = table(&[&format!("{BUDI};rt=RT lama;status_dasar=9")]);
    assert!(has(
        &reading.findings,
        2,
        Stop,
        "RT dan RW ditulis dengan angka"
    ));
    assert!(has(&reading.findings, 2, Stop, "Tidak Valid"));
}

#[test]
fn the_same_nik_twice_names_both_rows() {
    let reading = table(&[BUDI, "nama=Ani;sex=2;tanggallahir=1-1-1980", BUDI]);
    assert!(has(
        &reading.findings,
        2,
        Stop,
        "NIK ini juga ada di baris 4"
    ));
    assert!(has(
        &reading.findings,
        4,
        Stop,
        "NIK ini juga ada di baris 2"
    ));
    assert_eq!(reading.entries.len(), 1);
    let baby = "nama=Bayi;sex=2;tanggallahir=1-1-2026;no_kk=6303010101100001";
    let reading = table(&[baby, baby]);
    assert!(has(
        &reading.findings,
        3,
        Stop,
        "Orang tanpa NIK ini juga ada di baris 2"
    ));
}

#[test]
fn families_have_one_head_and_one_place() {
    let member = |name: &str, level: &str, more: &str| {
        format!(
            "nama={name};sex=2;tanggallahir=1-1-1980;no_kk=6303010101100001;kk_level={level};{more}"
        )
    };
    let rows = [
        member("Ani", "1", "rt=1"),
        member("Ina", "1", "rt=001"),
        member("Ida", "4", "rt=2"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let findings = table(&rows).findings;
    assert!(
        has(&findings, 2, Stop, "juga di baris 3"),
        "{:?}",
        found(&findings)
    );
    assert!(has(&findings, 3, Stop, "juga di baris 2"));
    assert!(has(
        &findings,
        4,
        Warning,
        "RT, RW atau dusun berbeda dengan baris 2"
    ));
    let rows = [
        member("Ani", "3", "alamat=Jl. Mawar 1"),
        member("Ina", "4", "alamat=Jl Melati 2"),
    ];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let findings = table(&rows).findings;
    assert!(has(&findings, 2, Warning, "tidak punya kepala keluarga"));
    assert!(has(&findings, 3, Warning, "Alamat berbeda dengan baris 2"));
    // Who died is nobody's head.
    let rows = [member("Ani", "1", "status_dasar=2"), member("Ina", "1", "")];
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert!(!has(&table(&rows).findings, 2, Stop, "lebih dari satu"));
}

#[test]
fn findings_never_hold_a_number_of_a_person() {
    let reading = table(&[
        "nama=6303011708900001;nik=Budi;sex=6303011708900001;tanggallahir=6303011708900001;\
         no_kk=6303999999999999;rt=6303011708900001;telepon=0812 3456 7890 1234 5678;\
         nama_ayah=12345;agama_id=6303011708900001",
    ]);
    let kept = serde_json::to_string(&reading.findings).unwrap();
    for number in ["6303011708", "11708900001", "0812 3456", "9999999", "12345"] {
        assert!(!kept.contains(number), "{number}: {kept}");
    }
    assert!(reading.findings.count(Stop) >= 5 && reading.findings.count(Note) == 0);
}
