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

const WOMEN: [&str; 4] = ["Siti Aminah", "Nur'aini", "Rusmini", "Galuh Purnama"];
const MEN: [&str; 4] = [
    "Ahmad Zaini",
    "Muhammad Rizki",
    "Hendra Saputra",
    "Syahrani",
];

/// Whom the questions of samples mean when they ask for a woman.
const OF_WOMEN: [&str; 3] = ["ibu", "pasangan", "calon"];

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
    let (relationship, born, is_woman) = match at {
        1 => ("Istri", date(1984, 5, 17), true),
        2 => ("Anak", date(2009, 2, 3), false),
        3 => ("Anak", date(2019, 8, 21), true),
        _ => ("Mertua", date(1951, 7, 1), true),
    };
    Person {
        name: name(at - 1, is_woman, length),
        nik: number(born, is_woman, at),
        born_on: Some(born),
        sex: if is_woman { "Perempuan" } else { "Laki-laki" }.to_owned(),
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

/// Who of the applicant's family a question means.
pub(super) fn of_family(key: &str) -> Option<u8> {
    match key {
        "ibu" | "pasangan" => Some(1),
        "anak" | "siswa" | "calon_pekerja" => Some(2),
        "pasien" | "untuk" => Some(3),
        "almarhum" | "pewaris" => Some(4),
        _ => None,
    }
}

/// Somebody who was typed in.
pub(super) fn typed(at: usize, key: &str, length: Length) -> Particulars {
    let born = date(1970 + i16::try_from(at % 20).unwrap_or(0), 3, 14);
    let is_woman = OF_WOMEN.contains(&key);
    Particulars {
        name: name(at, is_woman, length),
        nik: Nik::parse(&number(born, is_woman, at)).ok(),
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

fn name(at: usize, is_woman: bool, length: Length) -> String {
    let name = match length {
        Length::Short if is_woman => WOMEN[at % WOMEN.len()],
        Length::Short => MEN[at % MEN.len()],
        Length::Long if at.is_multiple_of(2) => LONGEST,
        Length::Long => WILD,
    };
    name.to_owned()
}

/// Sixteen digits as an office would give them, but for the serial.
fn number(born: Date, is_woman: bool, at: usize) -> String {
    let day = born.day() + if is_woman { 40 } else { 0 };
    let year = born.year().rem_euclid(100);
    format!("630304{day:02}{:02}{year:02}{}", born.month(), 9001 + at)
}
