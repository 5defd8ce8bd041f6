//! Letters of every kind with everything in them: for tests, previews and pictures. All people are
//! fictional; serials of NIK begin at 9001, which no office gives out.

mod people;
mod words;

use std::collections::BTreeMap;

use jiff::civil::{Date, date, time};
use kernel::{FamilyCardNumber, Nik, Phone, Rupiah};
use look::Palette;
use uuid::Uuid;

use crate::{
    answers::{Address, Answers, Decimal, Geo, Official, Somebody, Value},
    facts::{Letter, Person, Sender, Signer},
    kind::{Ask, Kind, Question, SignedBy, catalogue},
};

/// A letter as most are: ordinary names, every question answered that has to be.
pub fn short(kind: &Kind) -> Letter {
    letter(kind, Length::Short)
}

/// The longest letter there could be: long names, every question answered at length.
pub fn long(kind: &Kind) -> Letter {
    letter(kind, Length::Long)
}

/// Every kind of the catalogue, short and long, under a name for files: `domisili-panjang`.
pub fn all() -> Vec<(String, Letter)> {
    let both = catalogue().iter().flat_map(|kind| {
        [
            (format!("{}-pendek", kind.slug), short(kind)),
            (format!("{}-panjang", kind.slug), long(kind)),
        ]
    });
    both.collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Length {
    Short,
    Long,
}

/// The day of every sample: a Sunday.
const DAY: Date = date(2025, 11, 9);

fn letter(kind: &Kind, length: Length) -> Letter {
    let answers: Answers = kind
        .questions
        .iter()
        .enumerate()
        .filter(|(_, question)| question.required || length == Length::Long)
        .map(|(at, question)| (question.key.clone(), answer(question, at, length)))
        .collect();
    let register: BTreeMap<Uuid, Person> = (1..=4)
        .map(|at| (member(at), people::member(usize::from(at), length)))
        .collect();
    let valid = kind
        .valid_days
        .map(|days| DAY.saturating_add(jiff::Span::new().days(i64::from(days))));
    Letter {
        number: Some(format!("{}/012/PBT/XI/2025", kind.code)),
        date: DAY,
        valid_until: valid,
        sender: sender(length),
        applicant: people::applicant(length),
        people: answers.people(&register),
        answers,
        signer: signer(kind, length),
        kind: kind.clone(),
    }
}

fn sender(length: Length) -> Sender {
    let short = match length {
        Length::Short => "Pembantanan",
        Length::Long => "Sungai Rangas Hambuku Ulu",
    };
    Sender {
        name: format!("Desa {short}"),
        short: short.to_owned(),
        subdistrict: "Sungai Tabuk".to_owned(),
        regency: "Banjar".to_owned(),
        province: "Kalimantan Selatan".to_owned(),
        code: "6303042007".to_owned(),
        address: match length {
            Length::Short => "Jl. Gubernur Syarkawi Km 5".to_owned(),
            Length::Long => "Jl. Gubernur Syarkawi Km 5, Simpang Empat Pasar Terapung, samping \
                             Gedung Serbaguna Handil Bakti"
                .to_owned(),
        },
        postal_code: "70653".to_owned(),
        email: "pemdes@desa.example".to_owned(),
        phone: "0511-0000000".to_owned(),
        head_title: "Pambakal".to_owned(),
        palette: Palette::usual("6303042007"),
    }
}

fn signer(kind: &Kind, length: Length) -> Signer {
    match length {
        Length::Short => Signer {
            titles: vec!["Pambakal Pembantanan".to_owned()],
            name: "H. Ahmad Fauzi".to_owned(),
            number: String::new(),
        },
        Length::Long => Signer {
            titles: match kind.signed_by {
                SignedBy::Head => vec![
                    "a.n. Pj. Kepala Desa Sungai Rangas Hambuku Ulu".to_owned(),
                    "Sekretaris Desa".to_owned(),
                ],
                _ => vec!["Pj. Pambakal Sungai Rangas Hambuku Ulu".to_owned()],
            },
            name: people::LONGEST.to_owned(),
            number: "NIP 19750615 200012 1 001".to_owned(),
        },
    }
}

fn member(at: u8) -> Uuid {
    Uuid::from_u128(0x0630_3000 + u128::from(at))
}

fn answer(question: &Question, at: usize, length: Length) -> Value {
    let day = |days: i32| DAY.saturating_add(jiff::Span::new().days(days));
    let key = question.key.as_str();
    match &question.ask {
        Ask::Text | Ask::LongText => Value::Text(words::text(key, length)),
        Ask::Whole => Value::Whole(words::number(key)),
        Ask::Decimal => {
            Value::Decimal(Decimal::parse("1.250,5").expect("is a number with a comma"))
        }
        Ask::Money => Value::Money(Rupiah(match length {
            Length::Short => 1_250_000,
            Length::Long => 987_654_321_000,
        })),
        Ask::Date => Value::Date(day(7 + i32::try_from(at).unwrap_or(0))),
        Ask::PastDate => Value::Date(words::past(key, DAY)),
        Ask::Time => Value::Time(time(7, 30, 0, 0)),
        Ask::DateTime => Value::DateTime(day(7).at(if key == "selesai" { 17 } else { 9 }, 0, 0, 0)),
        Ask::Select { options } => Value::Text(match length {
            Length::Short => options.first().cloned().unwrap_or_default(),
            Length::Long => options.last().cloned().unwrap_or_default(),
        }),
        Ask::Nik => Value::Nik(nik()),
        Ask::FamilyCard => Value::FamilyCard(
            FamilyCardNumber::parse("6303041203109001").expect("is made for samples"),
        ),
        Ask::Phone => Value::Phone(Phone::parse("0812-0000-9001").expect("is made for samples")),
        Ask::Address => Value::Address(address(length)),
        Ask::Geo => Value::Geo(Geo {
            latitude: -3_345_678,
            longitude: 114_678_901,
        }),
        Ask::Resident if length == Length::Short && people::of_family(key).is_some() => {
            let at = people::of_family(key).unwrap_or(1);
            Value::Person(Somebody::resident(member(at)))
        }
        Ask::Resident | Ask::Person => {
            Value::Person(Somebody::typed(people::typed(at, key, length)))
        }
        Ask::Persons => {
            let count = if length == Length::Short { 3 } else { 15 };
            let people = (0..count).map(|at| Somebody::typed(people::heir(at, length)));
            Value::Persons(people.collect())
        }
        Ask::Members => Value::Members((1..=3).map(member).collect()),
        Ask::Staff => Value::Staff(staff(length)),
        Ask::Code { table } => {
            let code = table.codes().first().map(|code| code.code);
            Value::Code(code.unwrap_or_default().to_owned())
        }
    }
}

fn nik() -> Nik {
    Nik::parse("6303043112799001").expect("is made for samples")
}

fn address(length: Length) -> Address {
    Address {
        street: match length {
            Length::Short => "Jl. Veteran No. 12".to_owned(),
            Length::Long => "Komplek Perumahan Bumi Lingkar Basirih Permai Blok C Nomor 128, \
                             Jalan Lingkar Dalam Selatan"
                .to_owned(),
        },
        rt: "002".to_owned(),
        rw: "001".to_owned(),
        village: "Kelurahan Loktabat Utara".to_owned(),
        subdistrict: "Banjarbaru Utara".to_owned(),
        regency: "Kota Banjarbaru".to_owned(),
        province: "Kalimantan Selatan".to_owned(),
        postal_code: "70714".to_owned(),
    }
}

fn staff(length: Length) -> Vec<Official> {
    let of = |name: &str, position: &str, number: &str| Official {
        name: name.to_owned(),
        position: position.to_owned(),
        number: number.to_owned(),
    };
    let mut staff = vec![
        of("Rusdiana, S.AP", "Sekretaris Desa", "19850412 201001 2 009"),
        of("Muhammad Yasin", "Kepala Seksi Pemerintahan", ""),
    ];
    if length == Length::Long {
        staff.push(of(
            people::LONGEST,
            "Kepala Urusan Tata Usaha, Umum, dan Perencanaan",
            "NIPD 6303042007-009",
        ));
    }
    staff
}
