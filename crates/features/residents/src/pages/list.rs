//! The list of people.

use jiff::civil::Date;
use kernel::{Age, CodeTable, PersonName};
use serde::Serialize;
use uuid::Uuid;
use web::{Page, view::Pager};

use super::{Choice, LONG, label, pager};
use crate::{
    domain::{Place, State},
    store::{
        areas::AreaRow,
        people::{Counts, ListedRow},
    },
};

const HERE: &str = "/kantor/penduduk";

/// A line of the list.
#[derive(Debug, Clone, Serialize)]
pub struct PersonLine {
    pub href: String,
    pub name: String,
    /// The cover of the NIK, or that there is none.
    pub nik: String,
    /// "34 tahun"
    pub age: String,
    /// "Perempuan"
    pub sex: String,
    /// "Istri"
    pub relationship: String,
    pub place: String,
    /// What is unusual: "Meninggal", "Sementara".
    pub marks: Vec<String>,
}

impl PersonLine {
    pub fn new(row: &ListedRow, nik: String, today: Date) -> Self {
        let state = State::stored(&row.state);
        let gone_on = (state == State::Dead).then(|| row.since.to_jiff());
        let mut marks = Vec::new();
        if state != State::Present {
            marks.push(state.label().to_owned());
        }
        if row.residency == "2" {
            marks.push("Sementara".to_owned());
        }
        Self {
            href: format!("{HERE}/{}", row.id),
            name: display(&row.name),
            nik,
            age: Age::on(today, row.born_on.to_jiff(), gone_on)
                .map(|age| age.to_string())
                .unwrap_or_default(),
            sex: label(CodeTable::Sex, &row.sex),
            relationship: label(CodeTable::Relationship, &row.relationship),
            place: Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
            marks,
        }
    }
}

/// A name as pages show it.
pub fn display(name: &str) -> String {
    PersonName::parse(name).map_or_else(|_| name.to_owned(), |name| name.display())
}

/// What of the list was chosen.
#[derive(Debug, Clone, Copy)]
pub struct Chosen<'a> {
    pub state: State,
    pub area: Option<Uuid>,
    pub sex: &'a str,
    pub residency: &'a str,
    pub without_nik: bool,
}

impl Chosen<'_> {
    fn query(&self) -> String {
        let mut parts = Vec::new();
        if self.state != State::Present {
            parts.push(format!("keadaan={}", self.state.as_str()));
        }
        parts.extend(self.area.map(|area| format!("wilayah={area}")));
        if !self.sex.is_empty() {
            parts.push(format!("jk={}", self.sex));
        }
        if !self.residency.is_empty() {
            parts.push(format!("status={}", self.residency));
        }
        if self.without_nik {
            parts.push("nik=tanpa".to_owned());
        }
        parts.join("&")
    }
}

/// What `residents/list.html` receives.
#[derive(Debug, Serialize)]
pub struct PeopleDesk {
    /// What was looked for; empty in the list.
    pub asked: String,
    pub is_search: bool,
    pub is_filtered: bool,
    pub rows: Vec<PersonLine>,
    pub permanent: i64,
    pub temporary: i64,
    pub without_nik: i64,
    pub families: i64,
    pub families_without_head: i64,
    pub states: Vec<Choice>,
    pub state: String,
    pub areas: Vec<Choice>,
    pub area: String,
    pub sexes: Vec<Choice>,
    pub sex: String,
    pub residencies: Vec<Choice>,
    pub residency: String,
    pub only_without_nik: bool,
    pub pager: Pager,
    #[serde(skip)]
    query: String,
}

impl PeopleDesk {
    /// The list of all who were chosen.
    pub fn list(
        rows: Vec<PersonLine>,
        counts: &Counts,
        areas: &[AreaRow],
        chosen: &Chosen<'_>,
    ) -> Self {
        let query = chosen.query();
        Self {
            is_filtered: !query.is_empty(),
            areas: area_choices(areas),
            area: chosen.area.map(|area| area.to_string()).unwrap_or_default(),
            state: chosen.state.as_str().to_owned(),
            sex: chosen.sex.to_owned(),
            residency: chosen.residency.to_owned(),
            only_without_nik: chosen.without_nik,
            query,
            ..Self::found(rows, counts, "")
        }
    }

    /// Those who were found.
    pub fn found(rows: Vec<PersonLine>, counts: &Counts, asked: &str) -> Self {
        Self {
            asked: asked.to_owned(),
            is_search: !asked.is_empty(),
            is_filtered: false,
            rows,
            permanent: counts.permanent,
            temporary: counts.temporary,
            without_nik: counts.without_nik,
            families: counts.families,
            families_without_head: counts.families_without_head,
            states: State::ALL
                .into_iter()
                .map(|state| Choice {
                    value: state.as_str().to_owned(),
                    label: state.label().to_owned(),
                })
                .collect(),
            state: State::Present.as_str().to_owned(),
            areas: Vec::new(),
            area: String::new(),
            sexes: super::choices(CodeTable::Sex),
            sex: String::new(),
            residencies: super::choices(CodeTable::Residency),
            residency: String::new(),
            only_without_nik: false,
            pager: pager(HERE, "", None, false),
            query: String::new(),
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

/// Parts of the village, for a field.
pub fn area_choices(areas: &[AreaRow]) -> Vec<Choice> {
    areas
        .iter()
        .map(|area| Choice {
            value: area.id.to_string(),
            label: area.place().label(),
        })
        .collect()
}

impl Page for PeopleDesk {
    const TEMPLATE: &'static str = "residents/list.html";

    fn samples() -> Vec<Self> {
        let counts = Counts {
            permanent: 3982,
            temporary: 18,
            without_nik: 3,
            families: 1204,
            families_without_head: 2,
        };
        let none = Counts {
            permanent: 0,
            temporary: 0,
            without_nik: 0,
            families: 0,
            families_without_head: 0,
        };
        let line = |name: &str| PersonLine {
            href: format!("{HERE}/0"),
            name: name.to_owned(),
            nik: "630302******9001".into(),
            age: "34 tahun".into(),
            sex: "Perempuan".into(),
            relationship: "Kepala Keluarga".into(),
            place: "Dusun Handil Bujur, RW 001, RT 002".into(),
            marks: vec!["Meninggal".into(), "Sementara".into()],
        };
        let chosen = Chosen {
            state: State::Dead,
            area: Some(Uuid::nil()),
            sex: "1",
            residency: "1",
            without_nik: true,
        };
        vec![
            Self::list(
                Vec::new(),
                &none,
                &[],
                &Chosen {
                    state: State::Present,
                    area: None,
                    sex: "",
                    residency: "",
                    without_nik: false,
                },
            ),
            Self::list(Vec::new(), &counts, &[], &chosen),
            Self::list(vec![line("Siti <b>"), line(LONG)], &counts, &[], &chosen)
                .paged(Some(Uuid::nil()), true),
            Self::found(Vec::new(), &counts, LONG),
            Self::found(vec![line(LONG)], &counts, "sity <b>"),
        ]
    }
}
