//! What the page of a day receives.

use jiff::civil::Date;
use kernel::{Age, CodeTable, time};
use serde::Serialize;
use uuid::Uuid;
use web::{Page, view::Pager};

use super::HERE;
use crate::{
    domain::{Place, State},
    pages::{LONG, label, list::display, pager},
    store::past::{PastCount, PastRow},
};

/// A part of the village on that day.
#[derive(Debug, Serialize)]
pub struct PartLine {
    pub label: String,
    pub href: String,
    pub is_chosen: bool,
    pub men: i64,
    pub women: i64,
    pub all: i64,
    pub families: i64,
    pub temporary: i64,
}

/// Somebody who was here.
#[derive(Debug, Serialize)]
pub struct PastLine {
    pub href: String,
    pub name: String,
    pub sex: String,
    /// On that day.
    pub age: String,
    pub relationship: String,
    pub place: String,
    /// What became of her: "Meninggal 3 Mei 2026".
    pub marks: Vec<String>,
}

/// Which part of the list is shown.
pub struct Who<'a> {
    pub rows: &'a [PastRow],
    pub area: Option<Uuid>,
    pub last: Option<Uuid>,
    pub is_later: bool,
}

/// What `residents/past/day.html` receives.
#[derive(Debug, Serialize)]
pub struct PastDesk {
    /// As the field has it.
    pub day: String,
    pub today: String,
    /// "30 November 2026"
    pub label: String,
    /// Why nothing is told of that day.
    pub problem: String,
    pub men: i64,
    pub women: i64,
    pub all: i64,
    pub families: i64,
    pub temporary: i64,
    pub parts: Vec<PartLine>,
    /// The part that was chosen; empty for all.
    pub part: String,
    pub everybody_href: String,
    pub rows: Vec<PastLine>,
    pub pager: Pager,
}

impl PastDesk {
    /// A day of the register.
    pub fn new((day, today): (Date, Date), counts: &[PastCount], who: &Who<'_>) -> Self {
        let total = counts.iter().find(|count| count.area_id.is_none());
        let number = |of: fn(&PastCount) -> i64| total.map(of).unwrap_or_default();
        let query = format!("tanggal={day}");
        let parts: Vec<PartLine> = counts
            .iter()
            .filter_map(|count| Some((count.area_id?, count)))
            .map(|(area, count)| PartLine {
                label: Place::stored(&count.hamlet, &count.rw, &count.rt).label(),
                href: format!("{HERE}?{query}&wilayah={area}#daftar"),
                is_chosen: who.area == Some(area),
                men: count.men,
                women: count.women,
                all: count.men + count.women,
                families: count.families,
                temporary: count.temporary,
            })
            .collect();
        let part = parts.iter().find(|part| part.is_chosen);
        let of_part = who.area.map(|area| format!("&wilayah={area}"));
        let listed = format!("{query}{}", of_part.unwrap_or_default());
        Self {
            day: day.to_string(),
            today: today.to_string(),
            label: time::long_date(day),
            problem: String::new(),
            men: number(|count| count.men),
            women: number(|count| count.women),
            all: number(|count| count.men + count.women),
            families: number(|count| count.families),
            temporary: number(|count| count.temporary),
            part: part.map(|part| part.label.clone()).unwrap_or_default(),
            parts,
            everybody_href: format!("{HERE}?{query}#daftar"),
            rows: who.rows.iter().map(|row| past_line(row, day)).collect(),
            pager: pager(HERE, &listed, who.last, who.is_later),
        }
    }

    /// A day of which the register says nothing.
    pub fn problem(typed: &str, problem: String, today: Date) -> Self {
        let who = Who {
            rows: &[],
            area: None,
            last: None,
            is_later: false,
        };
        Self {
            day: typed.to_owned(),
            problem,
            ..Self::new((today, today), &[], &who)
        }
    }
}

fn past_line(row: &PastRow, day: Date) -> PastLine {
    let state = State::stored(&row.state);
    let since = row.since.to_jiff();
    let mut marks = Vec::new();
    if row.residency == "2" {
        marks.push("Sementara".to_owned());
    }
    if state != State::Present && since > day {
        marks.push(format!("{} {}", state.label(), time::short_date(since)));
    }
    let died = (state == State::Dead).then_some(since);
    PastLine {
        href: format!("/kantor/penduduk/{}", row.id),
        name: display(&row.name),
        sex: label(CodeTable::Sex, &row.sex),
        age: Age::on(day, row.born_on.to_jiff(), died)
            .map(|age| age.to_string())
            .unwrap_or_default(),
        relationship: label(CodeTable::Relationship, &row.relationship),
        place: Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
        marks,
    }
}

impl Page for PastDesk {
    const TEMPLATE: &'static str = "residents/past/day.html";

    fn samples() -> Vec<Self> {
        let today = jiff::civil::date(2026, 12, 1);
        let count = |area_id, hamlet: &str| PastCount {
            area_id,
            hamlet: hamlet.to_owned(),
            rw: String::new(),
            rt: "002".into(),
            men: 1982,
            women: 2010,
            families: 1204,
            temporary: 18,
        };
        let row = |name: &str| PastRow {
            id: Uuid::nil(),
            name: name.to_owned(),
            sex: "2".into(),
            born_on: jiff_sqlx::ToSqlx::to_sqlx(jiff::civil::date(1990, 5, 5)),
            relationship: "1".into(),
            residency: "2".into(),
            hamlet: "Handil Bujur".into(),
            rw: "001".into(),
            rt: "002".into(),
            state: "dead".into(),
            since: jiff_sqlx::ToSqlx::to_sqlx(today),
        };
        let rows = [row("Siti <b>"), row(LONG)];
        let who = |rows, area| Who {
            rows,
            area,
            last: Some(Uuid::nil()),
            is_later: true,
        };
        let counts = [count(None, ""), count(Some(Uuid::nil()), "Handil Bujur")];
        let day = jiff::civil::date(2026, 3, 1);
        vec![
            Self::new((day, today), &counts, &who(&rows[..], None)),
            Self::new((today, today), &counts, &who(&rows[..], Some(Uuid::nil()))),
            Self::new((day, today), &[], &who(&[], None)),
            Self::problem("<b>besok", "Tanggal ini belum tiba.".to_owned(), today),
            Self::problem("", "Daftar penduduk masih kosong.".to_owned(), today),
        ]
    }
}
