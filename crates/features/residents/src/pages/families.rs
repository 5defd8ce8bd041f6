//! Families.

use jiff::civil::Date;
use kernel::{Age, CodeTable};
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use super::{
    Choice, LONG, choices,
    houses::title,
    label,
    list::{area_choices, display},
    pager,
};
use crate::{
    domain::{Place, State},
    reach::Reach,
    store::{
        areas::AreaRow,
        families::{FamilyLine, FamilyRow, MemberRow},
        houses::NamedRow,
    },
};

const HERE: &str = "/kantor/keluarga";

/// A line of the list.
#[derive(Debug, Serialize)]
pub struct FamilyRowView {
    pub href: String,
    /// Empty without one.
    pub head: String,
    /// The head lives in a part that is not seen.
    pub head_elsewhere: bool,
    pub card: String,
    pub members: i64,
    pub place: String,
    pub address: String,
}

impl FamilyRowView {
    pub fn new(row: &FamilyLine, card: String) -> Self {
        Self {
            href: format!("{HERE}/{}", row.id),
            head: display(&row.head),
            head_elsewhere: row.head_elsewhere,
            card,
            members: row.members,
            place: Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
            address: row.address.clone(),
        }
    }
}

/// What `residents/families.html` receives.
#[derive(Debug, Serialize)]
pub struct FamiliesDesk {
    pub rows: Vec<FamilyRowView>,
    pub areas: Vec<Choice>,
    pub area: String,
    pub without_head: bool,
    /// Whether only a part of the village is seen.
    pub is_part: bool,
    pub sees_nobody: bool,
    pub pager: Pager,
    #[serde(skip)]
    query: String,
}

impl FamiliesDesk {
    pub fn new(
        rows: Vec<FamilyRowView>,
        areas: &[AreaRow],
        area: Option<Uuid>,
        without_head: bool,
    ) -> Self {
        let chosen = [
            area.map(|area| format!("wilayah={area}")),
            without_head.then(|| "kepala=tanpa".to_owned()),
        ];
        let query: Vec<String> = chosen.into_iter().flatten().collect();
        let query = query.join("&");
        Self {
            rows,
            areas: area_choices(areas),
            area: area.map(|area| area.to_string()).unwrap_or_default(),
            without_head,
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

impl Page for FamiliesDesk {
    const TEMPLATE: &'static str = "residents/families.html";

    fn samples() -> Vec<Self> {
        let row = |head: &str| FamilyRowView {
            href: format!("{HERE}/0"),
            head: head.to_owned(),
            head_elsewhere: head.is_empty(),
            card: "630302******0001".into(),
            members: 4,
            place: "RT 002".into(),
            address: LONG.into(),
        };
        vec![
            Self::new(Vec::new(), &[], None, false),
            Self::new(Vec::new(), &[], None, false).within(&Reach::Areas(Vec::new())),
            Self::new(Vec::new(), &[], Some(Uuid::nil()), true),
            Self::new(vec![row("Siti <b>"), row(""), row(LONG)], &[], None, false)
                .paged(Some(Uuid::nil()), true),
        ]
    }
}

/// A member of a family.
#[derive(Debug, Serialize)]
pub struct MemberView {
    pub id: String,
    pub href: String,
    pub name: String,
    pub nik: String,
    pub age: String,
    pub relationship: String,
    pub is_head: bool,
    pub is_present: bool,
    /// "Meninggal"
    pub state: &'static str,
}

impl MemberView {
    pub fn new(row: &MemberRow, nik: String, today: Date) -> Self {
        let state = State::stored(&row.state);
        let died = (state == State::Dead).then(|| row.since.to_jiff());
        Self {
            id: row.id.to_string(),
            href: format!("/kantor/penduduk/{}", row.id),
            name: display(&row.name),
            nik,
            age: Age::on(today, row.born_on.to_jiff(), died)
                .map(|age| age.to_string())
                .unwrap_or_default(),
            relationship: label(CodeTable::Relationship, &row.relationship),
            is_head: row.relationship == "1" && state == State::Present,
            is_present: state == State::Present,
            state: state.label(),
        }
    }
}

/// What `residents/family.html` receives.
#[derive(Debug, Serialize)]
pub struct FamilyDesk {
    pub href: String,
    pub id: String,
    /// The head's name, or that there is none.
    pub title: String,
    pub has_head: bool,
    pub card: String,
    pub place: String,
    pub members: Vec<MemberView>,
    pub form: FormView,
    pub relationships: Vec<Choice>,
    /// Empty without one.
    pub house: String,
    pub house_href: String,
    /// Houses of the same part.
    pub houses: Vec<Choice>,
    /// Members who live in parts that are not seen.
    pub elsewhere: i64,
    /// Whether she may change the register.
    pub may_manage: bool,
}

impl FamilyDesk {
    pub fn new(row: &FamilyRow, card: String, members: Vec<MemberView>, form: &Form) -> Self {
        let place = Place::stored(&row.hamlet, &row.rw, &row.rt).label();
        Self::of(&row.id.to_string(), card, place, members, form)
    }

    fn of(id: &str, card: String, place: String, members: Vec<MemberView>, form: &Form) -> Self {
        let head = members.iter().find(|member| member.is_head);
        let mut relationships = choices(CodeTable::Relationship);
        relationships.retain(|choice| choice.value != "1");
        Self {
            href: format!("{HERE}/{id}"),
            id: id.to_owned(),
            title: head.map_or_else(
                || "Keluarga tanpa kepala".to_owned(),
                |head| format!("Keluarga {}", head.name),
            ),
            has_head: head.is_some(),
            card,
            place,
            members,
            form: form.view(),
            relationships,
            house: String::new(),
            house_href: String::new(),
            houses: Vec::new(),
            elsewhere: 0,
            may_manage: false,
        }
    }

    /// With the house it lives in, and those it could live in.
    #[must_use]
    pub fn housed(self, house: Option<&NamedRow>, offered: &[NamedRow]) -> Self {
        let name = |row: &NamedRow| title(&row.number, &row.address);
        let houses = offered.iter().map(|row| Choice {
            value: row.id.to_string(),
            label: name(row),
        });
        Self {
            house: house.map(name).unwrap_or_default(),
            house_href: house
                .map(|row| format!("/kantor/rumah/{}", row.id))
                .unwrap_or_default(),
            houses: houses.collect(),
            ..self
        }
    }

    /// With how many members are not seen, and whether she may change the family.
    #[must_use]
    pub fn told(self, elsewhere: i64, may_manage: bool) -> Self {
        // Who is not seen may be its head.
        let title = if elsewhere > 0 && !self.has_head {
            "Keluarga".to_owned()
        } else {
            self.title
        };
        Self {
            title,
            elsewhere,
            may_manage,
            ..self
        }
    }
}

impl Page for FamilyDesk {
    const TEMPLATE: &'static str = "residents/family.html";

    fn samples() -> Vec<Self> {
        let member = |name: &str, is_head, is_present| MemberView {
            id: "0".into(),
            href: "/kantor/penduduk/0".into(),
            name: name.to_owned(),
            nik: "630302******9001".into(),
            age: "34 tahun".into(),
            relationship: "Kepala Keluarga".into(),
            is_head,
            is_present,
            state: "Meninggal",
        };
        let mut wrong = Form::filled([("kk_tujuan", "12".to_owned())]);
        wrong.wrong("kk_tujuan", "Nomor KK harus 16 angka.");
        let place = || "RT 002".to_owned();
        let house = |number: &str| NamedRow {
            id: Uuid::nil(),
            number: number.to_owned(),
            address: LONG.into(),
        };
        vec![
            Self::of("0", String::new(), place(), Vec::new(), &Form::default()).told(0, true),
            Self::of("0", String::new(), place(), Vec::new(), &Form::default()).told(2, false),
            Self::of(
                "0",
                "630302******0001".into(),
                place(),
                vec![member(LONG, true, true), member("Siti <b>", false, false)],
                &wrong,
            )
            .housed(Some(&house("12A")), &[house("12A"), house("")])
            .told(0, true),
        ]
    }
}
