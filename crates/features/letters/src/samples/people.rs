//! The people of the samples.

use jiff::civil::{Date, date};
use kernel::Nik;

use super::Length;
use crate::{answers::Particulars, facts::Person};

/// A name of 66 letters.
pub(super) const LONGEST: &str =
    "Hj. Siti Noor Jannatul Firdaus binti H. Abdurrahman Siddiq, S.Pd.I";

/// A name of 80 letters with everything that markup and fonts stumble over.
const WILD: &str =
    "Ma'ruf \"Utuh\" <b>Al-Banjari</b> محمد أرشد bin H. Abdurrahman Siddiq & Cie, S.Pd.I";

const NAMES: [&str; 8] = [
    "Siti Aminah",
    "Ahmad Zaini",
    "Nur'aini",
    "Muhammad Rizki",
    "Rusmini",
    "Hendra Saputra",
    "Galuh Purnama",
    "Syahrani",
];

pub(super) fn applicant(length: Length) -> Person {
    let (name, address) = match length {
        Length::Short => ("Muhammad Arsyad", "Jl. Gubernur Syarkawi Km 7"),
        Length::Long => (
            WILD,
            "Jalan Gubernur Syarkawi Kilometer 7,5 Komplek Handil Bakti Permai Blok F Nomor 27",
        ),
    };
    Person {
        name: name.to_owned(),
        nik: "6303043112799001".to_owned(),
        family_card: "6303041203109001".to_owned(),
        birth_place: "Martapura".to_owned(),
        born_on: Some(date(1979, 12, 31)),
        sex: "Laki-laki".to_owned(),
        religion: "Islam".to_owned(),
        marital_status: "Kawin".to_owned(),
        occupation: match length {
            Length::Short => "Petani/Pekebun".to_owned(),
            Length::Long => "Karyawan BUMN/Pegawai Pemerintah dengan Perjanjian Kerja".to_owned(),
        },
        citizenship: "WNI".to_owned(),
        relationship: "Kepala Keluarga".to_owned(),
        address: address.to_owned(),
        hamlet: "Handil Bujur".to_owned(),
        rt: "2".to_owned(),
        rw: "001".to_owned(),
        father: "Abdurrahman".to_owned(),
        mother: "Norhayati".to_owned(),
    }
}

/// Somebody of the applicant's family, counted from 1.
pub(super) fn member(at: usize, length: Length) -> Person {
    let relationship = ["Istri", "Anak", "Anak", "Mertua"][(at - 1) % 4];
    let born = [
        date(1984, 5, 17),
        date(2009, 2, 3),
        date(2019, 8, 21),
        date(1951, 7, 1),
    ][(at - 1) % 4];
    Person {
        name: name(at, length),
        nik: number(born, at),
        born_on: Some(born),
        sex: if at == 2 { "Laki-laki" } else { "Perempuan" }.to_owned(),
        relationship: relationship.to_owned(),
        marital_status: match relationship {
            "Istri" => "Kawin",
            "Mertua" => "Cerai Mati",
            _ => "Belum Kawin",
        }
        .to_owned(),
        occupation: match relationship {
            "Anak" => "Pelajar/Mahasiswa",
            _ => "Mengurus Rumah Tangga",
        }
        .to_owned(),
        ..applicant(length)
    }
}

/// Somebody who was typed in.
pub(super) fn typed(at: usize, key: &str, length: Length) -> Particulars {
    let born = date(1970 + i16::try_from(at % 20).unwrap_or(0), 3, 14);
    let is_woman = matches!(key, "ibu" | "pasangan" | "calon");
    Particulars {
        name: name(at, length),
        nik: Nik::parse(&number(born, at)).ok(),
        sex: if is_woman { "2" } else { "1" }.to_owned(),
        birth_place: "Martapura".to_owned(),
        born_on: Some(born),
        religion: "1".to_owned(),
        occupation: "Wiraswasta".to_owned(),
        relationship: String::new(),
        address: match length {
            Length::Short => "Desa Lok Baintan RT 003, Kecamatan Sungai Tabuk".to_owned(),
            Length::Long => "Komplek Perumahan Bumi Lingkar Basirih Permai Blok C Nomor 128, \
                             Kelurahan Basirih Selatan, Kecamatan Banjarmasin Selatan"
                .to_owned(),
        },
    }
}

pub(super) fn heir(at: usize, length: Length) -> Particulars {
    let relationship = match at {
        0 => "Istri",
        _ => "Anak kandung",
    };
    Particulars {
        relationship: relationship.to_owned(),
        address: String::new(),
        occupation: String::new(),
        ..typed(at, if at == 0 { "ibu" } else { "" }, length)
    }
}

fn name(at: usize, length: Length) -> String {
    match length {
        Length::Short => NAMES[at % NAMES.len()].to_owned(),
        Length::Long if at % 2 == 0 => LONGEST.to_owned(),
        Length::Long => WILD.to_owned(),
    }
}

/// Sixteen digits as an office would give them, but for the serial.
fn number(born: Date, at: usize) -> String {
    let year = born.year().rem_euclid(100);
    format!(
        "630304{:02}{:02}{year:02}{}",
        born.day(),
        born.month(),
        9001 + at
    )
}
