//! Houses.

use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use super::{
    Choice, LONG,
    list::{area_choices, display},
    pager,
    person::Opened,
};
use crate::{
    domain::{
        Place,
        house::{self, Codes, meaning},
    },
    reach::Reach,
    store::{
        areas::AreaRow,
        houses::{HouseLine, HouseRow, LivingRow},
    },
};

const HERE: &str = "/kantor/rumah";

/// What a house is called: its number, else its address.
pub fn title(number: &str, address: &str) -> String {
    match (number, address) {
        ("", "") => "Rumah tanpa nomor".to_owned(),
        ("", address) => address.to_owned(),
        (number, _) => format!("Rumah {number}"),
    }
}

/// A line of the list.
#[derive(Debug, Serialize)]
pub struct HouseLink {
    pub href: String,
    pub title: String,
    pub address: String,
    pub place: String,
    pub families: i64,
    pub people: i64,
}

/// What `residents/houses/list.html` receives.
#[derive(Debug, Serialize)]
pub struct HousesDesk {
    pub rows: Vec<HouseLink>,
    pub areas: Vec<Choice>,
    pub area: String,
    /// Whether only a part of the village is seen.
    pub is_part: bool,
    pub sees_nobody: bool,
    pub pager: Pager,
    #[serde(skip)]
    query: String,
}

impl HousesDesk {
    pub fn new(rows: &[HouseLine], areas: &[AreaRow], area: Option<Uuid>) -> Self {
        let area = area.map(|area| area.to_string()).unwrap_or_default();
        let query = if area.is_empty() {
            String::new()
        } else {
            format!("wilayah={area}")
        };
        Self {
            rows: rows
                .iter()
                .map(|row| HouseLink {
                    href: format!("{HERE}/{}", row.id),
                    title: title(&row.number, &row.address),
                    address: if row.number.is_empty() {
                        String::new()
                    } else {
                        row.address.clone()
                    },
                    place: Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
                    families: row.families,
                    people: row.people,
                })
                .collect(),
            areas: area_choices(areas),
            area,
            is_part: false,
            sees_nobody: false,
            pager: pager(HERE, &query, None, false),
            query,
        }
    }

    /// With what is seen of the village.
    #[must_use]
    pub fn within(self, reach: &Reach) -> Self {
        Self {
            is_part: reach.is_part(),
            sees_nobody: reach.is_nobody(),
            ..self
        }
    }

    /// With the ways on and back to the beginning.
    #[must_use]
    pub fn paged(self, last: Option<Uuid>, is_later: bool) -> Self {
        Self {
            pager: pager(HERE, &self.query, last, is_later),
            ..self
        }
    }
}

impl Page for HousesDesk {
    const TEMPLATE: &'static str = "residents/houses/list.html";

    fn samples() -> Vec<Self> {
        let row = |number: &str, address: &str| HouseLine {
            id: Uuid::nil(),
            number: number.to_owned(),
            number_key: String::new(),
            address: address.to_owned(),
            hamlet: "Handil Bujur".into(),
            rw: String::new(),
            rt: "002".into(),
            families: 2,
            people: 7,
        };
        let rows = [row("12A", LONG), row("", "Jl. <b>"), row("", "")];
        vec![
            Self::new(&[], &[], None),
            Self::new(&[], &[], None).within(&Reach::Areas(Vec::new())),
            Self::new(&[], &[], Some(Uuid::nil())).within(&Reach::Areas(vec![Uuid::nil()])),
            Self::new(&rows, &[], Some(Uuid::nil())).paged(Some(Uuid::nil()), true),
        ]
    }
}

/// A family in a house.
#[derive(Debug, Serialize)]
pub struct LivingLine {
    pub href: String,
    /// Where it is taken out.
    pub action: String,
    /// Empty without one.
    pub head: String,
    pub members: i64,
}

/// What `residents/houses/one.html` receives.
#[derive(Debug, Serialize)]
pub struct HouseDesk {
    pub href: String,
    pub title: String,
    pub place: String,
    pub facts: Vec<Opened>,
    /// The house on a map; empty when nobody said where.
    pub map_href: String,
    pub families: Vec<LivingLine>,
    pub people: i64,
    pub may_manage: bool,
}

impl HouseDesk {
    pub fn new(row: &HouseRow, families: &[LivingRow], may_manage: bool) -> Self {
        let point = row.latitude.zip(row.longitude);
        Self {
            href: format!("{HERE}/{}", row.id),
            title: title(&row.number, &row.address),
            place: Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
            facts: facts(row),
            map_href: point
                .map(|(latitude, longitude)| format!("geo:{latitude},{longitude}"))
                .unwrap_or_default(),
            families: families
                .iter()
                .map(|family| LivingLine {
                    href: format!("/kantor/keluarga/{}", family.id),
                    action: format!("/kantor/keluarga/{}/rumah", family.id),
                    head: display(&family.head),
                    members: family.members,
                })
                .collect(),
            people: families.iter().map(|family| family.members).sum(),
            may_manage,
        }
    }
}

fn facts(row: &HouseRow) -> Vec<Opened> {
    let coded = |label, codes: Codes, code: &str| Opened::new(label, meaning(codes, code).into());
    let mut all = vec![
        Opened::new("Alamat", row.address.clone()),
        coded("Kepemilikan", house::OWNERSHIP, &row.ownership),
        coded("Lantai", house::FLOOR, &row.floor),
        coded("Dinding", house::WALL, &row.wall),
        coded("Atap", house::ROOF, &row.roof),
        coded("Air minum", house::WATER, &row.water),
        coded("Jamban", house::TOILET, &row.toilet),
        coded("Listrik", house::ELECTRICITY, &row.electricity),
        Opened::new("Catatan", row.note.clone()),
    ];
    all.retain(|value| !value.value.is_empty());
    all
}

impl Page for HouseDesk {
    const TEMPLATE: &'static str = "residents/houses/one.html";

    fn samples() -> Vec<Self> {
        let bare = HouseRow {
            id: Uuid::nil(),
            number: String::new(),
            area_id: Uuid::nil(),
            address: String::new(),
            ownership: String::new(),
            floor: String::new(),
            wall: String::new(),
            roof: String::new(),
            water: String::new(),
            toilet: String::new(),
            electricity: String::new(),
            note: String::new(),
            latitude: None,
            longitude: None,
            version: 1,
            hamlet: String::new(),
            rw: String::new(),
            rt: "002".into(),
        };
        let living = |head: &str| LivingRow {
            id: Uuid::nil(),
            head: head.to_owned(),
            members: 4,
        };
        let bare_page = Self::new(&bare, &[], true);
        let full = HouseRow {
            number: "12A".into(),
            address: LONG.into(),
            floor: "wood".into(),
            water: "river".into(),
            note: "Di tepi <b> sungai".into(),
            latitude: Some(-3.4123),
            longitude: Some(114.8456),
            ..bare
        };
        let families = [living(LONG), living(""), living("Siti <b>")];
        vec![
            bare_page,
            Self::new(&full, &families, true),
            Self::new(&full, &families, false),
        ]
    }
}

/// What `residents/houses/edit.html` receives.
#[derive(Debug, Serialize)]
pub struct HouseEditor {
    pub action: String,
    pub back: String,
    pub title: &'static str,
    pub form: FormView,
    pub areas: Vec<Choice>,
    pub lists: Lists,
}

/// The lists of the form's fields.
#[derive(Debug, Serialize)]
pub struct Lists {
    pub ownership: Vec<Choice>,
    pub floor: Vec<Choice>,
    pub wall: Vec<Choice>,
    pub roof: Vec<Choice>,
    pub water: Vec<Choice>,
    pub toilet: Vec<Choice>,
    pub electricity: Vec<Choice>,
}

impl Lists {
    fn all() -> Self {
        let choices = |codes: Codes| {
            let choices = codes.iter().map(|(value, label)| Choice {
                value: (*value).to_owned(),
                label: (*label).to_owned(),
            });
            choices.collect()
        };
        Self {
            ownership: choices(house::OWNERSHIP),
            floor: choices(house::FLOOR),
            wall: choices(house::WALL),
            roof: choices(house::ROOF),
            water: choices(house::WATER),
            toilet: choices(house::TOILET),
            electricity: choices(house::ELECTRICITY),
        }
    }
}

impl HouseEditor {
    pub fn new(form: &Form, areas: &[AreaRow], of: Option<Uuid>) -> Self {
        let (action, back, title) = match of {
            Some(id) => (
                format!("{HERE}/{id}/ubah"),
                format!("{HERE}/{id}"),
                "Ubah rumah",
            ),
            None => (format!("{HERE}/baru"), HERE.to_owned(), "Catat rumah"),
        };
        Self {
            action,
            back,
            title,
            form: form.view(),
            areas: area_choices(areas),
            lists: Lists::all(),
        }
    }
}

impl Page for HouseEditor {
    const TEMPLATE: &'static str = "residents/houses/edit.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([
            ("alamat", LONG.to_owned()),
            ("titik", "sini <b>".to_owned()),
        ]);
        wrong.wrong("titik", "Tulis lintang dan bujurnya.");
        vec![
            Self::new(&Form::default(), &[], None),
            Self::new(&wrong, &[], Some(Uuid::nil())),
        ]
    }
}
