//! An answer, as what it is.

use std::{collections::BTreeMap, fmt};

use jiff::civil::{Date, DateTime, Time};
use kernel::{FamilyCardNumber, Nik, Phone, Rupiah, thousands, time};
use serde::{Deserialize, Serialize, Serializer};
use uuid::Uuid;

use super::{Decimal, Official, Somebody, number};
use crate::{facts::Person, kind::Ask};

/// An answer, as what it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// A line, several lines, one of a few.
    Text(String),
    Whole(i64),
    Decimal(Decimal),
    Money(Rupiah),
    Date(Date),
    Time(Time),
    DateTime(DateTime),
    #[serde(serialize_with = "nik_in_full")]
    Nik(Nik),
    #[serde(serialize_with = "card_in_full")]
    FamilyCard(FamilyCardNumber),
    Phone(Phone),
    Address(Address),
    Geo(Geo),
    /// An entry of the question's list.
    Code(String),
    Person(Somebody),
    Persons(Vec<Somebody>),
    /// Residents of the applicant's family.
    Members(Vec<Uuid>),
    Staff(Vec<Official>),
}

impl fmt::Debug for Value {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Value(…)")
    }
}

/// A place in full.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Address {
    pub street: String,
    pub rt: String,
    pub rw: String,
    pub village: String,
    pub subdistrict: String,
    pub regency: String,
    pub province: String,
    pub postal_code: String,
}

/// A point on the map, in millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Geo {
    pub latitude: i32,
    pub longitude: i32,
}

impl Value {
    /// In full, as the letter has it; `ask` says what list a code is of. Of people their names.
    pub fn on_letter(&self, ask: &Ask) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Whole(number) => number::whole_words(*number),
            Self::Decimal(number) => number.to_string(),
            Self::Money(amount) => amount.to_string(),
            Self::Date(day) => time::long_date(*day),
            Self::Time(at) => format!("{:02}.{:02} WITA", at.hour(), at.minute()),
            Self::DateTime(moment) => {
                format!(
                    "{} pukul {} WITA",
                    time::with_day(*moment),
                    time::clock(*moment)
                )
            }
            Self::Nik(nik) => nik.expose().to_owned(),
            Self::FamilyCard(card) => card.expose().to_owned(),
            Self::Phone(phone) => phone.national(),
            Self::Address(address) => address.to_string(),
            Self::Geo(point) => point.to_string(),
            Self::Code(code) => label(ask, code),
            Self::Person(somebody) => somebody.particulars.name.clone(),
            Self::Persons(people) => listed(
                people
                    .iter()
                    .map(|somebody| somebody.particulars.name.as_str()),
            ),
            Self::Members(_) => String::new(),
            Self::Staff(officials) => {
                listed(officials.iter().map(|official| official.name.as_str()))
            }
        }
    }

    /// As a page tells it: numbers of people and telephones are covered.
    pub fn on_page(&self, ask: &Ask) -> String {
        match self {
            Self::Nik(nik) => nik.masked(),
            Self::FamilyCard(card) => card.masked(),
            Self::Phone(phone) => phone.masked(),
            other => other.on_letter(ask),
        }
    }

    pub(super) fn is_people(&self) -> bool {
        matches!(self, Self::Person(_) | Self::Persons(_) | Self::Members(_))
    }

    /// The people it names, as the register has them, else as they were typed. Members the register
    /// does not have any more are left out.
    pub(crate) fn people(&self, register: &BTreeMap<Uuid, Person>) -> Vec<Person> {
        if let Self::Members(members) = self {
            let known = members.iter().filter_map(|id| register.get(id));
            return known.cloned().collect();
        }
        self.somebodies()
            .map(|somebody| {
                let known = somebody.resident.and_then(|id| register.get(&id));
                let Some(known) = known else {
                    return somebody.particulars.person();
                };
                let mut person = known.clone();
                // What she is to whoever asks is not what she is in her family.
                if !somebody.particulars.relationship.is_empty() {
                    person
                        .relationship
                        .clone_from(&somebody.particulars.relationship);
                }
                person
            })
            .collect()
    }

    pub(super) fn residents(&self) -> Vec<Uuid> {
        match self {
            Self::Members(members) => members.clone(),
            other => other
                .somebodies()
                .filter_map(|somebody| somebody.resident)
                .collect(),
        }
    }

    pub(super) fn somebodies(&self) -> impl Iterator<Item = &Somebody> {
        let people: &[Somebody] = match self {
            Self::Person(somebody) => std::slice::from_ref(somebody),
            Self::Persons(people) => people,
            _ => &[],
        };
        people.iter()
    }

    pub(super) fn somebodies_mut(&mut self) -> impl Iterator<Item = &mut Somebody> {
        let people: &mut [Somebody] = match self {
            Self::Person(somebody) => std::slice::from_mut(somebody),
            Self::Persons(people) => people,
            _ => &mut [],
        };
        people.iter_mut()
    }
}

fn label(ask: &Ask, code: &str) -> String {
    let found = match ask {
        Ask::Code { table } => table.find(code),
        _ => None,
    };
    found.map_or_else(|| code.to_owned(), |entry| entry.label.to_owned())
}

/// "A", "A dan B", "A, B, dan C"
pub(crate) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} dan {other}"),
        [first @ .., last] => format!("{}, dan {last}", first.join(", ")),
    }
}

/// "Jl. Veteran RT 002 RW 001, Desa Loktabat, Kecamatan Banjarbaru Utara, Kota Banjarbaru, …"
impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let street = crate::text::with_area(&self.street, "", &self.rt, &self.rw);
        let parts = [
            street,
            called(
                &self.village,
                "Desa/Kelurahan",
                &["desa", "kelurahan", "kel", "kel.", "nagari", "gampong"],
            ),
            called(
                &self.subdistrict,
                "Kecamatan",
                &["kecamatan", "kec", "kec.", "distrik", "kapanewon"],
            ),
            called(
                &self.regency,
                "Kabupaten",
                &["kabupaten", "kab", "kab.", "kota", "kotamadya"],
            ),
            called(
                &self.province,
                "Provinsi",
                &["provinsi", "prov", "prov.", "daerah"],
            ),
            self.postal_code.clone(),
        ];
        let known: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        out.write_str(&known.join(", "))
    }
}

/// A place with what it is in front, unless it was typed already.
fn called(name: &str, what: &str, known: &[&str]) -> String {
    let first = name
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .to_lowercase();
    if name.is_empty() || known.contains(&first.as_str()) {
        return name.to_owned();
    }
    format!("{what} {name}")
}

/// "3,412345° LS, 114,845678° BT"
impl fmt::Display for Geo {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let degrees = |value: i32| {
            let value = i64::from(value).abs();
            format!("{},{:06}°", thousands(value / 1_000_000), value % 1_000_000)
        };
        let north = if self.latitude < 0 { "LS" } else { "LU" };
        let east = if self.longitude < 0 { "BB" } else { "BT" };
        write!(
            out,
            "{} {north}, {} {east}",
            degrees(self.latitude),
            degrees(self.longitude)
        )
    }
}

fn nik_in_full<S: Serializer>(nik: &Nik, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(nik.expose())
}

fn card_in_full<S: Serializer>(card: &FamilyCardNumber, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(card.expose())
}
