//! Houses, and the short lists by which they are described.

use std::fmt::Write as _;

use uuid::Uuid;
use web::Form;

/// A short list of codes with their words.
pub type Codes = &'static [(&'static str, &'static str)];

pub const OWNERSHIP: Codes = &[
    ("own", "Milik sendiri"),
    ("rented", "Sewa atau kontrak"),
    ("shared", "Menumpang tanpa sewa"),
    ("official", "Rumah dinas"),
    ("other", "Lainnya"),
];
pub const FLOOR: Codes = &[
    ("tile", "Keramik, ubin, atau marmer"),
    ("cement", "Semen"),
    ("wood", "Kayu atau papan"),
    ("bamboo", "Bambu"),
    ("earth", "Tanah"),
    ("other", "Lainnya"),
];
pub const WALL: Codes = &[
    ("brick", "Tembok"),
    ("wood", "Kayu atau papan"),
    ("bamboo", "Bambu atau anyaman"),
    ("metal", "Seng"),
    ("other", "Lainnya"),
];
pub const ROOF: Codes = &[
    ("shingle", "Sirap"),
    ("metal", "Seng atau metal"),
    ("tile", "Genteng"),
    ("asbestos", "Asbes"),
    ("leaf", "Rumbia atau daun"),
    ("concrete", "Beton"),
    ("other", "Lainnya"),
];
pub const WATER: Codes = &[
    ("piped", "Ledeng (PDAM)"),
    ("bore", "Sumur bor atau pompa"),
    ("well", "Sumur gali"),
    ("spring", "Mata air"),
    ("river", "Sungai"),
    ("rain", "Air hujan"),
    ("bottled", "Air kemasan atau isi ulang"),
    ("other", "Lainnya"),
];
pub const TOILET: Codes = &[
    ("septic", "Sendiri, dengan tangki septik"),
    ("simple", "Sendiri, tanpa tangki septik"),
    ("shared", "Bersama tetangga"),
    ("public", "MCK umum"),
    ("river", "Jamban di atas sungai"),
    ("none", "Tidak ada"),
];
pub const ELECTRICITY: Codes = &[
    ("450", "PLN 450 VA"),
    ("900", "PLN 900 VA"),
    ("1300", "PLN 1.300 VA ke atas"),
    ("shared", "PLN, menumpang tetangga"),
    ("other", "Bukan PLN"),
    ("none", "Tidak ada"),
];

/// What a code of a list means; empty for what is not known.
pub fn meaning(codes: Codes, code: &str) -> &'static str {
    let found = codes.iter().find(|(known, _)| *known == code);
    found.map_or("", |(_, label)| label)
}

/// Degrees of latitude and longitude.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub latitude: f64,
    pub longitude: f64,
}

impl Point {
    /// As maps on phones copy it: `-3.4123, 114.8456`.
    pub fn read(text: &str) -> Result<Self, &'static str> {
        const HOW: &str = "Tulis lintang dan bujurnya, misalnya: -3.4123, 114.8456.";
        let (latitude, longitude) = text.split_once([',', ';']).ok_or(HOW)?;
        let number = |text: &str| text.trim().parse::<f64>().map_err(|_| HOW);
        let (latitude, longitude) = (number(latitude)?, number(longitude)?);
        if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
            return Err(HOW);
        }
        Ok(Self {
            latitude,
            longitude,
        })
    }

    /// As [`Point::read`] takes it.
    pub fn text(self) -> String {
        format!("{}, {}", self.latitude, self.longitude)
    }
}

/// A house as its form says.
#[derive(Debug, Clone, PartialEq)]
pub struct HouseDraft {
    pub number: String,
    pub area: Uuid,
    pub address: String,
    pub ownership: &'static str,
    pub floor: &'static str,
    pub wall: &'static str,
    pub roof: &'static str,
    pub water: &'static str,
    pub toilet: &'static str,
    pub electricity: &'static str,
    pub note: String,
    pub point: Option<Point>,
}

impl HouseDraft {
    /// A house of which only the place is known.
    pub fn at(area: Uuid, address: String) -> Self {
        Self {
            number: String::new(),
            area,
            address,
            ownership: "",
            floor: "",
            wall: "",
            roof: "",
            water: "",
            toilet: "",
            electricity: "",
            note: String::new(),
            point: None,
        }
    }

    /// Reads the form; `None` when something is wrong with a field, which the form then says. Of the parts
    /// of the village only those that are known count.
    pub fn read(form: &mut Form, is_known: impl Fn(Uuid) -> bool) -> Option<Self> {
        let number = form.line("nomor", 20);
        let area = form.read("wilayah", |text| {
            let id = Uuid::try_parse(text).ok().filter(|id| is_known(*id));
            id.ok_or("Pilih dusun atau RT-nya.")
        });
        let address = form.line("alamat", 200);
        if number.is_empty() && address.is_empty() {
            form.wrong("nomor", "Isi nomor rumah atau alamatnya.");
        }
        let mut code = |name: &'static str, codes: Codes| {
            let read = form.read(name, |text| {
                let found = codes.iter().find(|(known, _)| *known == text);
                match found {
                    Some((known, _)) => Ok(*known),
                    None if text.is_empty() => Ok(""),
                    None => Err("Pilih salah satu dari daftar."),
                }
            });
            read.unwrap_or("")
        };
        let (ownership, floor) = (code("kepemilikan", OWNERSHIP), code("lantai", FLOOR));
        let (wall, roof) = (code("dinding", WALL), code("atap", ROOF));
        let (water, toilet) = (code("air", WATER), code("jamban", TOILET));
        let electricity = code("listrik", ELECTRICITY);
        let note = form.text("catatan", 500);
        let point = form.read("titik", |text| {
            if text.is_empty() {
                return Ok(None);
            }
            Point::read(text).map(Some)
        });
        form.is_good().then_some(Self {
            number,
            area: area?,
            address,
            ownership,
            floor,
            wall,
            roof,
            water,
            toilet,
            electricity,
            note,
            point: point?,
        })
    }
}

/// A house's number as it sorts: 2 before 10, 2A between them.
pub fn number_key(number: &str) -> String {
    let mut key = String::new();
    let mut digits = String::new();
    for letter in number.to_lowercase().chars() {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        flush(&mut key, &mut digits);
        if letter.is_alphanumeric() {
            key.push(letter);
        }
    }
    flush(&mut key, &mut digits);
    key
}

fn flush(key: &mut String, digits: &mut String) {
    if !digits.is_empty() {
        write!(key, "{:0>6}", digits.trim_start_matches('0'))
            .expect("writing to a String never fails");
        digits.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_houses_sort_as_people_count() {
        let mut numbers = ["10", "2A", "No. 2", "b 1", "002b", "1"];
        numbers.sort_by_key(|number| number_key(number));
        assert_eq!(numbers, ["1", "2A", "002b", "10", "b 1", "No. 2"]);
        assert_eq!(number_key("no. 02"), number_key("No 2"));
    }

    #[test]
    fn a_point_is_what_a_phone_copies() {
        let point = Point::read(" -3.4123,114.8456 ").unwrap();
        assert_eq!(point.text(), "-3.4123, 114.8456");
        assert_eq!(Point::read(&point.text()), Ok(point));
        for wrong in ["", "-3.4", "91, 0", "0, 181", "NaN, 1", "a, b", "inf, 0"] {
            assert!(Point::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_house_lies_in_a_part_and_is_known_by_something() {
        let id = Uuid::from_u128(7);
        let good = format!("nomor=12A&wilayah={id}&lantai=wood&titik=-3.4%2C114.8");
        let mut form = Form::parse(good.as_bytes());
        let draft = HouseDraft::read(&mut form, |area| area == id).unwrap();
        assert_eq!((draft.floor, draft.wall), ("wood", ""));
        let mut form = Form::parse(b"wilayah=x&dinding=emas&titik=sini");
        assert_eq!(HouseDraft::read(&mut form, |_| true), None);
        let errors = form.view().errors;
        let wrong: Vec<&str> = errors.keys().map(String::as_str).collect();
        assert_eq!(wrong, ["dinding", "nomor", "titik", "wilayah"]);
    }
}
