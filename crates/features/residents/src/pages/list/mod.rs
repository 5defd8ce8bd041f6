//! The list of people.

mod fields;

pub use fields::Fields;

use jiff::civil::Date;
use kernel::{Age, CodeTable, PersonName};
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use super::{Choice, LONG, label, pager};
use crate::{
    domain::{Filter, Place, State, Whereabouts, WithNik},
    reach::Reach,
    store::{
        areas::AreaRow,
        lists::SavedRow,
        people::{Counts, ListedRow},
    },
};

const HERE: &str = "/kantor/penduduk";
/// Parts of the village that are still named one by one.
const MANY: usize = 6;

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

/// A list that was kept.
#[derive(Debug, Serialize)]
pub struct SavedLink {
    pub label: String,
    pub href: String,
    pub current: bool,
    /// Where it is forgotten.
    #[serde(skip)]
    forget: String,
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
    pub elsewhere: i64,
    pub families: i64,
    pub families_without_head: i64,
    pub fields: Fields,
    pub only_without_nik: bool,
    pub only_elsewhere: bool,
    pub age_from: String,
    pub age_until: String,
    /// The filter as it is sent to be kept.
    pub query: String,
    pub saved: Vec<SavedLink>,
    /// Where the list that is open is forgotten; empty when it was not kept.
    pub forget: String,
    pub form: FormView,
    /// Whether she may change the register.
    pub may_manage: bool,
    /// "Dusun II, RT 002; RT 003" when only a part is seen.
    pub sees: String,
    pub sees_nobody: bool,
    pub pager: Pager,
}

impl PeopleDesk {
    /// The list of all who were chosen.
    pub fn list(
        rows: Vec<PersonLine>,
        counts: &Counts,
        areas: &[AreaRow],
        filter: &Filter,
    ) -> Self {
        let age = |age: Option<u8>| age.map(|age| age.to_string()).unwrap_or_default();
        let query = filter.query();
        Self {
            is_filtered: !query.is_empty(),
            fields: Fields::of(filter, areas),
            only_without_nik: filter.nik == WithNik::Missing,
            only_elsewhere: filter.nik == WithNik::Elsewhere,
            age_from: age(filter.age_from),
            age_until: age(filter.age_until),
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
            elsewhere: counts.elsewhere,
            families: counts.families,
            families_without_head: counts.families_without_head,
            fields: Fields::default(),
            only_without_nik: false,
            only_elsewhere: false,
            age_from: String::new(),
            age_until: String::new(),
            query: String::new(),
            saved: Vec::new(),
            forget: String::new(),
            form: FormView::default(),
            may_manage: false,
            sees: String::new(),
            sees_nobody: false,
            pager: pager(HERE, "", None, false),
        }
    }

    /// With what is seen of the village, when it is not all.
    #[must_use]
    pub fn within(self, reach: &Reach, areas: &[AreaRow]) -> Self {
        let labels: Vec<String> = areas.iter().map(|area| area.place().label()).collect();
        Self {
            sees: match labels.len() {
                _ if !reach.is_part() => String::new(),
                0..=MANY => labels.join("; "),
                more => format!("{more} wilayah"),
            },
            sees_nobody: reach.is_nobody(),
            ..self
        }
    }

    /// With the lists that were kept, and the form to keep this one.
    #[must_use]
    pub fn kept(self, saved: &[SavedRow], form: &Form) -> Self {
        let saved: Vec<SavedLink> = saved
            .iter()
            .map(|row| SavedLink {
                label: row.name.clone(),
                href: format!("{HERE}?{}", row.query),
                current: row.query == self.query,
                forget: format!("{HERE}/daftar/{}/hapus", row.id),
            })
            .collect();
        let open = saved.iter().find(|link| link.current);
        Self {
            forget: open.map(|link| link.forget.clone()).unwrap_or_default(),
            saved,
            form: form.view(),
            ..self
        }
    }

    /// With what is for those who keep the register.
    #[must_use]
    pub fn managed(self, may_manage: bool) -> Self {
        Self { may_manage, ..self }
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

fn sample_area(number: u128, hamlet: &str, rt: &str) -> AreaRow {
    AreaRow {
        id: Uuid::from_u128(number),
        hamlet: hamlet.to_owned(),
        hamlet_key: hamlet.to_lowercase(),
        rw: String::new(),
        rt: rt.to_owned(),
        people: 412,
        families: 120,
    }
}

impl Page for PeopleDesk {
    const TEMPLATE: &'static str = "residents/list.html";

    fn samples() -> Vec<Self> {
        let counts = Counts {
            permanent: 3982,
            temporary: 18,
            without_nik: 3,
            elsewhere: 1200,
            families: 1204,
            families_without_head: 2,
        };
        let none = Counts {
            permanent: 0,
            temporary: 0,
            without_nik: 0,
            elsewhere: 0,
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
        let areas = [
            sample_area(1, "Handil Bujur <b>", "001"),
            sample_area(2, "Handil Bujur <b>", "002"),
        ];
        let chosen = Filter {
            state: State::Dead,
            place: Whereabouts::Hamlet(areas[0].hamlet_key.clone()),
            sex: "1",
            age_from: Some(17),
            disability: "ada",
            nik: WithNik::Missing,
            ..Filter::default()
        };
        let saved = |query: String| SavedRow {
            id: Uuid::nil(),
            name: LONG.chars().take(60).collect(),
            query,
        };
        let other = saved("jk=2".to_owned());
        let mut wrong = Form::filled([("nama", "Balita <b>".to_owned())]);
        wrong.wrong("nama", "Anda sudah mempunyai daftar dengan nama ini.");
        let part = Reach::Areas(vec![Uuid::nil()]);
        let kept = [other, saved(chosen.query())];
        vec![
            Self::list(Vec::new(), &none, &[], &Filter::default()).managed(true),
            Self::list(Vec::new(), &none, &[], &Filter::default())
                .within(&Reach::Areas(Vec::new()), &[]),
            Self::list(Vec::new(), &none, &[], &Filter::default()).within(&part, &areas),
            Self::list(Vec::new(), &counts, &areas, &chosen)
                .kept(&kept[..1], &wrong)
                .managed(true),
            Self::list(vec![line("Siti <b>"), line(LONG)], &counts, &areas, &chosen)
                .kept(&kept, &Form::default())
                .within(&part, &areas)
                .paged(Some(Uuid::nil()), true),
            Self::found(Vec::new(), &counts, LONG).managed(true),
            Self::found(vec![line(LONG)], &counts, "sity <b>").within(&part, &areas),
        ]
    }
}
