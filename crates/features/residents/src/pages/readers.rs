//! Who sees which part of the village.

use std::collections::HashSet;

use serde::Serialize;
use uuid::Uuid;
use web::Page;

use super::LONG;
use crate::store::{areas::AreaRow, staff_areas::ReaderRow};

/// A part with its box.
#[derive(Debug, Serialize)]
pub struct AreaBox {
    pub id: String,
    pub label: String,
    pub is_given: bool,
}

/// A hamlet with its parts; without a name for those of none.
#[derive(Debug, Serialize)]
pub struct HamletBoxes {
    pub key: String,
    pub name: String,
    pub areas: Vec<AreaBox>,
    /// Whether all of them are given.
    pub is_given: bool,
}

/// Somebody who reads.
#[derive(Debug, Serialize)]
pub struct ReaderLine {
    pub action: String,
    pub name: String,
    pub email: String,
    /// "RT 001, RT 002", or that it is none.
    pub sees: String,
    pub sees_nobody: bool,
    pub hamlets: Vec<HamletBoxes>,
}

/// What `residents/readers.html` receives.
#[derive(Debug, Serialize)]
pub struct ReadersDesk {
    pub rows: Vec<ReaderLine>,
    pub has_areas: bool,
}

impl ReadersDesk {
    pub fn new(readers: &[ReaderRow], areas: &[AreaRow]) -> Self {
        Self {
            rows: readers.iter().map(|row| line(row, areas)).collect(),
            has_areas: !areas.is_empty(),
        }
    }
}

fn line(row: &ReaderRow, areas: &[AreaRow]) -> ReaderLine {
    let given: HashSet<Uuid> = row.areas.iter().copied().collect();
    let labels: Vec<String> = areas
        .iter()
        .filter(|area| given.contains(&area.id))
        .map(|area| area.place().label())
        .collect();
    let mut hamlets: Vec<HamletBoxes> = Vec::new();
    for area in areas {
        let one = AreaBox {
            id: area.id.to_string(),
            label: area.place().label(),
            is_given: given.contains(&area.id),
        };
        match hamlets.last_mut() {
            Some(last) if last.key == area.hamlet_key => {
                last.is_given &= one.is_given;
                last.areas.push(one);
            }
            _ => hamlets.push(HamletBoxes {
                key: area.hamlet_key.clone(),
                name: area.place().hamlet_name().to_owned(),
                is_given: one.is_given,
                areas: vec![one],
            }),
        }
    }
    ReaderLine {
        action: format!("/kantor/penduduk/wilayah/petugas/{}", row.id),
        name: row.name.clone(),
        email: row.email.clone(),
        sees_nobody: labels.is_empty(),
        sees: labels.join("; "),
        hamlets,
    }
}

impl Page for ReadersDesk {
    const TEMPLATE: &'static str = "residents/readers.html";

    fn samples() -> Vec<Self> {
        let area = |number: u128, hamlet: &str, rt: &str| AreaRow {
            id: Uuid::from_u128(number),
            hamlet: hamlet.to_owned(),
            hamlet_key: hamlet.to_lowercase(),
            rw: String::new(),
            rt: rt.to_owned(),
            people: 412,
            families: 120,
        };
        let areas = [
            area(1, "", "001"),
            area(2, "Handil Bujur <b>", "001"),
            area(3, "Handil Bujur <b>", "002"),
        ];
        let reader = |name: &str, areas: &[u128]| ReaderRow {
            id: Uuid::nil(),
            name: name.to_owned(),
            email: "rt@contoh.test".into(),
            areas: areas.iter().copied().map(Uuid::from_u128).collect(),
        };
        vec![
            Self::new(&[], &areas),
            Self::new(&[reader("Siti <b>", &[])], &[]),
            Self::new(&[reader(LONG, &[2, 3]), reader("Siti <b>", &[])], &areas),
        ]
    }
}
