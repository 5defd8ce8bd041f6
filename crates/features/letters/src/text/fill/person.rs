//! What is known of a person, in a letter's words.

use std::borrow::Cow;

use kernel::{Age, AreaNumber, HamletName, search_text::fold, time};

use super::{Filler, known::Known, tame::tame};
use crate::{facts::Person, text::words::Particular};

impl Filler<'_> {
    pub(super) fn of_person<'b>(
        &self,
        person: &'b Person,
        particular: Particular,
    ) -> Option<Known<'b>> {
        let text: Cow<'b, str> = match particular {
            Particular::BornOn => return person.born_on.map(Known::Date),
            Particular::Born => match (person.birth_place.as_str(), person.born_on) {
                ("", None) => return None,
                ("", Some(born)) => time::long_date(born).into(),
                (place, None) => place.into(),
                (place, Some(born)) => format!("{place}, {}", time::long_date(born)).into(),
            },
            Particular::Age => {
                let age = Age::on(self.letter.date, person.born_on?, None)?;
                age.to_string().into()
            }
            Particular::Address => {
                with_area(&person.address, &person.hamlet, &person.rt, &person.rw).into()
            }
            Particular::Rt => area(&person.rt).into(),
            Particular::Rw => area(&person.rw).into(),
            Particular::Name => (&person.name).into(),
            Particular::Nik => (&person.nik).into(),
            Particular::FamilyCard => (&person.family_card).into(),
            Particular::BirthPlace => (&person.birth_place).into(),
            Particular::Sex => (&person.sex).into(),
            Particular::Religion => (&person.religion).into(),
            Particular::MaritalStatus => (&person.marital_status).into(),
            Particular::Occupation => (&person.occupation).into(),
            Particular::Citizenship => (&person.citizenship).into(),
            Particular::Hamlet => (&person.hamlet).into(),
            Particular::Father => (&person.father).into(),
            Particular::Mother => (&person.mother).into(),
            Particular::Relationship => (&person.relationship).into(),
        };
        Some(Known::Text(text))
    }
}

/// A number of an RT or RW as cards have it; empty for none and for zeros.
pub(super) fn area(text: &str) -> String {
    match AreaNumber::read(text) {
        Ok(number) => number.map(|number| number.to_string()).unwrap_or_default(),
        Err(_) => text.trim().to_owned(),
    }
}

/// An address with its hamlet, RT and RW, unless it names them itself.
pub(crate) fn with_area(street: &str, hamlet: &str, rt: &str, rw: &str) -> String {
    let street = tame(street);
    let words = format!(" {} ", fold(&street));
    let hamlet = HamletName::read(hamlet)
        .filter(|hamlet| !words.contains(&format!(" {} ", fold(hamlet.as_str()))));
    let mut address = street;
    if let Some(hamlet) = hamlet {
        if !address.is_empty() {
            address.push_str(", ");
        }
        address.push_str(&format!("Dusun {}", tame(hamlet.as_str())));
    }
    for (what, number) in [("RT", area(rt)), ("RW", area(rw))] {
        let is_there = words.contains(&format!(" {} ", what.to_lowercase()));
        if number.is_empty() || is_there {
            continue;
        }
        if !address.is_empty() {
            address.push(' ');
        }
        address.push_str(&format!("{what} {number}"));
    }
    address
}
