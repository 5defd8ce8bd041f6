//! Which column of a table is which: guessed by the headers, changed by a person, kept as JSON.

use serde::{Deserialize, Serialize};

use crate::text::fold;
use crate::{Cell, Row};

/// A column that the caller would like to find.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// What the caller calls it.
    pub key: &'a str,
    /// Names it goes by, the most usual first. Case, blanks, accents and punctuation do not count.
    pub names: &'a [&'a str],
    /// Without it the table is of no use.
    pub required: bool,
}

/// Which column each wanted one is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    pub columns: Vec<Assignment>,
}

/// One wanted column and where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    pub key: String,
    /// The first is 0; nothing when it is not in this table.
    pub column: Option<usize>,
}

/// What is odd about a mapping, for whoever looks over it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct MappingCheck {
    /// Keys of required columns that were not found.
    pub missing: Vec<String>,
    /// Keys of other columns that were not found.
    pub absent: Vec<String>,
    /// Columns with a header that nobody asked for.
    pub unknown: Vec<usize>,
    /// A key and all columns whose header fits it, when there are several; the first is taken.
    pub double: Vec<(String, Vec<usize>)>,
    /// A column that was given to several keys.
    pub shared: Vec<(usize, Vec<String>)>,
}

impl MappingCheck {
    /// Whether the table can be used as it is mapped.
    pub fn is_usable(&self) -> bool {
        self.missing.is_empty() && self.shared.is_empty()
    }
}

/// How many of the wanted columns these headers have, required ones twice: a measure for
/// [`crate::Workbook::best`]. Headers of which fewer than two fit are none.
pub fn score(wanted: &[Wanted], headers: &[String]) -> u32 {
    let mapping = Mapping::guess(wanted, headers);
    let found = wanted
        .iter()
        .filter(|one| mapping.column(one.key).is_some());
    let (count, score) = found.fold((0, 0), |(count, score), one| {
        (count + 1, score + if one.required { 2 } else { 1 })
    });
    if count < wanted.len().min(2) {
        0
    } else {
        score
    }
}

impl Mapping {
    /// Finds each wanted column by the first of its names that a header has.
    pub fn guess(wanted: &[Wanted], headers: &[String]) -> Self {
        let headers = Headers::new(headers);
        let mut taken = vec![false; headers.0.len()];
        let mut mapping = Self::default();
        for one in wanted {
            let fitting = headers.fitting(one);
            let column = fitting
                .into_iter()
                .find(|column| taken.get(*column) == Some(&false));
            if let Some(taken) = column.and_then(|column| taken.get_mut(column)) {
                *taken = true;
            }
            mapping.columns.push(Assignment {
                key: one.key.to_owned(),
                column,
            });
        }
        mapping
    }

    /// Says where a column is, or with `None` that it is not there.
    pub fn set(&mut self, key: &str, column: Option<usize>) {
        match self.columns.iter_mut().find(|one| one.key == key) {
            Some(one) => one.column = column,
            None => self.columns.push(Assignment {
                key: key.to_owned(),
                column,
            }),
        }
    }

    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().find(|one| one.key == key)?.column
    }

    /// The cell of a key in a row; an empty one when the column is not there.
    pub fn cell<'a>(&self, row: &'a Row, key: &str) -> &'a Cell {
        self.column(key)
            .map_or(Cell::empty(), |column| row.cell(column))
    }

    /// What is missing, unknown and double.
    pub fn check(&self, wanted: &[Wanted], headers: &[String]) -> MappingCheck {
        let known = Headers::new(headers);
        let mut check = MappingCheck::default();
        let mut named = vec![false; headers.len()];
        for one in wanted {
            let fitting = known.fitting(one);
            for column in &fitting {
                if let Some(named) = named.get_mut(*column) {
                    *named = true;
                }
            }
            match self.column(one.key) {
                Some(_) => {}
                None if one.required => check.missing.push(one.key.to_owned()),
                None => check.absent.push(one.key.to_owned()),
            }
            let others = fitting
                .iter()
                .filter(|column| !self.belongs_elsewhere(**column, one.key));
            if others.count() > 1 {
                check.double.push((one.key.to_owned(), fitting));
            }
        }
        for (column, header) in headers.iter().enumerate() {
            let keys: Vec<String> = self.keys(column).map(str::to_owned).collect();
            if keys.is_empty() && !header.is_empty() && named.get(column) == Some(&false) {
                check.unknown.push(column);
            }
            if keys.len() > 1 {
                check.shared.push((column, keys));
            }
        }
        check
    }

    fn keys(&self, column: usize) -> impl Iterator<Item = &str> {
        let given = self
            .columns
            .iter()
            .filter(move |one| one.column == Some(column));
        given.map(|one| one.key.as_str())
    }

    fn belongs_elsewhere(&self, column: usize, key: &str) -> bool {
        self.keys(column).any(|other| other != key)
    }
}

/// Headers as they are compared.
struct Headers(Vec<String>);

impl Headers {
    fn new(headers: &[String]) -> Self {
        Self(headers.iter().map(|header| fold(header)).collect())
    }

    /// Columns whose header is one of the names, by the order of the names.
    fn fitting(&self, wanted: &Wanted) -> Vec<usize> {
        let mut fitting = Vec::new();
        for name in wanted
            .names
            .iter()
            .map(|name| fold(name))
            .filter(|name| !name.is_empty())
        {
            for (column, header) in self.0.iter().enumerate() {
                if *header == name && !fitting.contains(&column) {
                    fitting.push(column);
                }
            }
        }
        fitting
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WANTED: [Wanted; 4] = [
        Wanted {
            key: "nik",
            names: &["NIK", "No. KTP"],
            required: true,
        },
        Wanted {
            key: "name",
            names: &["Nama Lengkap", "Nama"],
            required: true,
        },
        Wanted {
            key: "card",
            names: &["No. KK", "Nomor KK"],
            required: false,
        },
        Wanted {
            key: "phone",
            names: &["Téléphone", "No HP"],
            required: false,
        },
    ];

    fn headers(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|text| (*text).to_owned()).collect()
    }

    #[test]
    fn headers_are_found_however_they_are_written() {
        for (texts, columns) in [
            (
                &["NIK", "Nama", "No KK", "No HP"][..],
                [Some(0), Some(1), Some(2), Some(3)],
            ),
            (
                &["no_hp", "NO.KK", "nama   lengkap", "nik *"],
                [Some(3), Some(2), Some(1), Some(0)],
            ),
            (
                &["No", "Nama", "NIK", "TELEPHONE"],
                [Some(2), Some(1), None, Some(3)],
            ),
            (&["", "", "NIK"], [Some(2), None, None, None]),
            (&[], [None; 4]),
        ] {
            let mapping = Mapping::guess(&WANTED, &headers(texts));
            let found = WANTED.map(|one| mapping.column(one.key));
            assert_eq!(found, columns, "{texts:?}");
        }
    }

    #[test]
    fn what_is_odd_is_listed() {
        let headers = headers(&["NIK", "Catatan", "nik", "Nama", "Nama Lengkap", ""]);
        let mapping = Mapping::guess(&WANTED, &headers);
        assert_eq!(mapping.column("name"), Some(4), "the more usual name wins");
        let check = mapping.check(&WANTED, &headers);
        assert!(check.missing.is_empty() && check.is_usable());
        assert_eq!(check.absent, ["card", "phone"]);
        assert_eq!(check.unknown, [1]);
        let double = [
            ("nik".to_owned(), vec![0, 2]),
            ("name".to_owned(), vec![4, 3]),
        ];
        assert_eq!(check.double, double);
    }

    #[test]
    fn a_person_may_change_it_and_it_is_kept() {
        let headers = headers(&["Nomor", "Nama", "Kartu"]);
        let mut mapping = Mapping::guess(&WANTED, &headers);
        assert_eq!(mapping.check(&WANTED, &headers).missing, ["nik"]);
        mapping.set("nik", Some(0));
        mapping.set("card", Some(2));
        let kept = serde_json::to_string(&mapping).unwrap();
        let mapping: Mapping = serde_json::from_str(&kept).unwrap();
        let check = mapping.check(&WANTED, &headers);
        assert!(check.is_usable() && check.unknown.is_empty());
        let mut shared = mapping;
        shared.set("phone", Some(2));
        let check = shared.check(&WANTED, &headers);
        assert_eq!(
            check.shared,
            [(2, vec!["card".to_owned(), "phone".to_owned()])]
        );
        assert!(!check.is_usable());
    }

    #[test]
    fn a_measure_for_headers() {
        assert_eq!(score(&WANTED, &headers(&["NIK", "Nama", "No KK"])), 5);
        assert_eq!(score(&WANTED, &headers(&["Daftar Penduduk"])), 0);
        assert_eq!(score(&WANTED, &headers(&["NIK"])), 0);
        assert_eq!(score(&WANTED[..1], &headers(&["NIK"])), 2);
    }
}
