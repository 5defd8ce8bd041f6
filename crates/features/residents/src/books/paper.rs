//! A book as a paper to sign: the village's head, the table, and who signs.

use jiff::Timestamp;
use kernel::time;
use print::{Picture, Sheet};
use serde::Serialize;
use serde_json::{Value, json};
use web::{AppResult, office::Desk};

use crate::store::books::{OfficialRow, officials};

/// A table across the paper.
pub const BOOK: &str = concat!(
    include_str!("../../templates/residents/books/head.typ"),
    include_str!("../../templates/residents/books/book.typ")
);

/// The sizes of paper that offices have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Size {
    A4,
    F4,
}

impl Size {
    /// The size of a word of a form; A4 for others.
    pub fn of_word(word: &str) -> Self {
        if word == "f4" { Self::F4 } else { Self::A4 }
    }

    /// The shorter and the longer side in millimetres.
    fn sides(self) -> (u16, u16) {
        match self {
            Self::A4 => (210, 297),
            Self::F4 => (215, 330),
        }
    }
}

/// Which way a paper lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lies {
    Upright,
    Across,
}

/// Somebody who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signer {
    /// "Pambakal Pembantanan"
    pub office: String,
    /// Empty where the village has not said who it is.
    pub name: String,
}

/// Whose paper it is.
#[derive(Debug, Clone)]
pub struct Letterhead {
    /// "Desa Pembantanan"
    pub village: String,
    /// "Pembantanan"
    pub short: String,
    pub subdistrict: String,
    pub regency: String,
    pub code: String,
    pub palette: look::Palette,
    pub head: Signer,
    pub secretary: Signer,
    /// Who prints it.
    pub by: String,
    pub now: Timestamp,
}

impl Letterhead {
    /// The village at whose desk somebody sits.
    pub async fn of(desk: &mut Desk) -> AppResult<Self> {
        let frame = desk.site.frame(&mut desk.tx).await?;
        let officials = officials(&mut desk.tx).await?;
        let view = frame.view;
        let (head, secretary) = signers(&view.head_title, &view.short_name, &officials);
        Ok(Self {
            head,
            secretary,
            village: view.name,
            short: view.short_name,
            subdistrict: view.subdistrict,
            regency: view.regency,
            code: view.code,
            palette: view.palette.parse().unwrap_or_default(),
            by: desk.me.name.clone(),
            now: desk.site.now(),
        })
    }

    /// A paper with this content below the village's head.
    pub fn sheet(
        &self,
        template: &'static str,
        (size, lies): (Size, Lies),
        content: Value,
    ) -> Sheet {
        let (short, long) = size.sides();
        let (width, height) = match lies {
            Lies::Upright => (short, long),
            Lies::Across => (long, short),
        };
        let today = time::day(self.now);
        let data = json!({
            "paper": { "width": width, "height": height },
            "head": {
                "regency": format!("Pemerintah Kabupaten {}", self.regency),
                "subdistrict": format!("Kecamatan {}", self.subdistrict),
                "village": self.village,
            },
            "footer": format!(
                "{}, Kec. {}, Kab. {}. Dicetak {} oleh {}.",
                self.village, self.subdistrict, self.regency, time::date_time(self.now), self.by,
            ),
            "place_and_day": format!("{}, {}", self.short, time::long_date(today)),
            "signers": [self.head, self.secretary],
            "content": content,
        });
        // Six strips of cloth side by side, as wide as the paper.
        let band = look::band::standalone(&self.code, self.palette, (1480, 24), 24);
        Sheet::new(template, data, self.now).with(Picture::new("band.svg", band.into_bytes()))
    }
}

/// The head and the secretary among those who serve; a village that names none gets a place to sign.
fn signers(head_title: &str, village: &str, officials: &[OfficialRow]) -> (Signer, Signer) {
    let find = |is_it: &dyn Fn(&str) -> bool| {
        officials
            .iter()
            .find(|official| is_it(&official.office.to_lowercase()))
    };
    let title = head_title.to_lowercase();
    let names = [title.as_str(), "kepala desa", "pambakal", "lurah"];
    // "Pj. Pambakal" is the head too, "Sekretaris Kepala Desa" is not.
    let is_head = |office: &str| {
        !office.contains("sekretaris")
            && names
                .iter()
                .any(|name| !name.is_empty() && office.contains(name))
    };
    let head = find(&is_head);
    let secretary = find(&|office: &str| office.contains("sekretaris"));
    let signer = |found: Option<&OfficialRow>, otherwise: &str| Signer {
        office: found
            .map_or(otherwise, |one| one.office.as_str())
            .to_owned(),
        name: found.map(|one| one.name.clone()).unwrap_or_default(),
    };
    let mut head = signer(head, head_title);
    if !head.office.contains(village) {
        head.office = format!("{} {village}", head.office);
    }
    (head, signer(secretary, "Sekretaris Desa"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_sign_are_found_among_those_who_serve() {
        let official = |office: &str, name: &str| OfficialRow {
            name: name.to_owned(),
            office: office.to_owned(),
        };
        let all = [
            official("Kaur Keuangan", "Fauzan"),
            official("Sekretaris Desa", "Norhasanah"),
            official("Pj. Pambakal", "Syamsuddin"),
        ];
        let (head, secretary) = signers("Pambakal", "Pembantanan", &all);
        assert_eq!(
            (head.office.as_str(), head.name.as_str()),
            ("Pj. Pambakal Pembantanan", "Syamsuddin")
        );
        assert_eq!(secretary.name, "Norhasanah");
        let (head, secretary) = signers("Kepala Desa", "Sungai Rangas", &[]);
        assert_eq!(
            (head.office.as_str(), head.name.as_str()),
            ("Kepala Desa Sungai Rangas", "")
        );
        assert_eq!(secretary.office, "Sekretaris Desa");
    }
}
