//! What the pages of the report receive.

use jiff::civil::Date;
use kernel::{CodeTable, thousands, time};
use serde::Serialize;
use uuid::Uuid;
use web::{Page, view::Pager};

use super::HERE;
use crate::{
    domain::{EventKind, Place},
    pages::{LONG, label, list::display, pager},
    statistics::counting::{Flows, Month, closing},
    store::past::HappenedRow,
};

/// Which events of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinds {
    /// All but the first entries of a register.
    Everything,
    Births,
    Arrivals,
    Deaths,
    Departures,
    Others,
    /// Who was here before the register.
    Recorded,
}

impl Kinds {
    const ALL: [Self; 7] = [
        Self::Everything,
        Self::Births,
        Self::Arrivals,
        Self::Deaths,
        Self::Departures,
        Self::Others,
        Self::Recorded,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Everything => "",
            Self::Births => "lahir",
            Self::Arrivals => "datang",
            Self::Deaths => "meninggal",
            Self::Departures => "pindah",
            Self::Others => "lain",
            Self::Recorded => "pencatatan",
        }
    }

    fn label(self) -> &'static str {
        match self {
            Self::Everything => "Semua",
            Self::Births => "Lahir",
            Self::Arrivals => "Datang",
            Self::Deaths => "Meninggal",
            Self::Departures => "Pindah",
            Self::Others => "Hilang atau pergi",
            Self::Recorded => "Pencatatan awal",
        }
    }

    /// The kinds of a word in an address; all for others.
    pub fn of_word(word: &str) -> Self {
        let found = Self::ALL.into_iter().find(|kinds| kinds.word() == word);
        found.unwrap_or(Self::Everything)
    }

    /// Whether an event is among them.
    pub fn takes(self, kind: EventKind) -> bool {
        let own = match kind {
            EventKind::Recorded => return self == Self::Recorded,
            EventKind::Birth => Self::Births,
            EventKind::Arrival | EventKind::Return => Self::Arrivals,
            EventKind::Death => Self::Deaths,
            EventKind::Departure => Self::Departures,
            EventKind::Missing | EventKind::Away => Self::Others,
        };
        self == Self::Everything || self == own
    }
}

/// The balance of men, women, or both.
#[derive(Debug, Clone, Serialize)]
pub struct BalanceLine {
    pub label: &'static str,
    pub opening: i64,
    pub births: i64,
    pub arrivals: i64,
    pub recorded: i64,
    pub deaths: i64,
    pub departures: i64,
    pub others: i64,
    pub closing: i64,
}

impl BalanceLine {
    fn new(label: &'static str, flows: &Flows) -> Self {
        let [
            opening,
            births,
            arrivals,
            recorded,
            deaths,
            departures,
            others,
        ] = *flows;
        Self {
            label,
            opening,
            births,
            arrivals,
            recorded,
            deaths,
            departures,
            others,
            closing: closing(flows),
        }
    }

    /// Men, women and both in a month.
    pub fn of(month: &Month) -> Vec<Self> {
        vec![
            Self::new("Laki-laki", &month.men),
            Self::new("Perempuan", &month.women),
            Self::new("Jumlah", &both(month)),
        ]
    }
}

fn both(month: &Month) -> Flows {
    std::array::from_fn(|at| month.men[at] + month.women[at])
}

/// A line of the list of months.
#[derive(Debug, Serialize)]
pub struct MonthLine {
    pub href: String,
    /// "November 2026"
    pub label: String,
    pub balance: BalanceLine,
    /// Recorded less who left otherwise, with its sign.
    pub rest: String,
}

/// What `residents/report/months.html` receives.
#[derive(Debug, Serialize)]
pub struct MonthsDesk {
    pub rows: Vec<MonthLine>,
    pub pager: Pager,
}

impl MonthsDesk {
    /// These months; `next` is the last of them when there are older ones.
    pub fn new(months: &[&Month], next: Option<Date>, is_later: bool) -> Self {
        let rows = months.iter().map(|month| MonthLine {
            href: format!("{HERE}?bulan={}", word(month.first)),
            label: time::month_year(month.first),
            rest: signed(month),
            balance: BalanceLine::new("", &both(month)),
        });
        Self {
            rows: rows.collect(),
            pager: Pager {
                newer_href: is_later.then(|| HERE.to_owned()),
                older_href: next.map(|next| format!("{HERE}?sebelum={}", word(next))),
            },
        }
    }
}

fn signed(month: &Month) -> String {
    let flows = both(month);
    match flows[3] - flows[6] {
        0 => "0".to_owned(),
        more if more > 0 => format!("+{}", thousands(more)),
        less => format!("−{}", thousands(-less)),
    }
}

fn word(first: Date) -> String {
    first.strftime("%Y-%m").to_string()
}

impl Page for MonthsDesk {
    const TEMPLATE: &'static str = "residents/report/months.html";

    fn samples() -> Vec<Self> {
        let month = sample();
        vec![
            Self::new(&[], None, false),
            Self::new(&[&month], Some(month.first), true),
        ]
    }
}

fn sample() -> Month {
    Month {
        first: jiff::civil::date(2026, 11, 1),
        men: [1982, 3, 2, 0, 1, 4, 0],
        women: [2010, 1, 3, 1, 2, 0, 1],
    }
}

/// Something that happened.
#[derive(Debug, Serialize)]
pub struct HappenedLine {
    pub href: String,
    pub name: String,
    pub sex: String,
    pub kind: &'static str,
    pub happened: String,
    pub reported: String,
    pub place: String,
}

impl HappenedLine {
    fn new(row: &HappenedRow) -> Self {
        Self {
            href: format!("/kantor/penduduk/{}", row.resident_id),
            name: display(&row.name),
            sex: label(CodeTable::Sex, &row.sex),
            kind: EventKind::stored(&row.kind).map_or("", EventKind::label),
            happened: time::short_date(row.happened_on.to_jiff()),
            reported: time::short_date(row.reported_on.to_jiff()),
            place: Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
        }
    }
}

/// A filter of the list.
#[derive(Debug, Serialize)]
pub struct Chip {
    pub label: &'static str,
    pub href: String,
    pub count: i64,
    pub current: bool,
}

/// Which part of a month's list is shown.
pub struct List<'a> {
    pub rows: &'a [HappenedRow],
    pub kinds: Kinds,
    pub last: Option<Uuid>,
    pub is_later: bool,
}

/// What `residents/report/month.html` receives.
#[derive(Debug, Serialize)]
pub struct MonthDesk {
    pub action: &'static str,
    pub word: String,
    /// "Laporan November 2026"
    pub title: String,
    pub balance: Vec<BalanceLine>,
    pub has_recorded: bool,
    pub has_others: bool,
    pub older_href: String,
    pub newer_href: String,
    pub chips: Vec<Chip>,
    pub is_filtered: bool,
    pub rows: Vec<HappenedLine>,
    pub pager: Pager,
}

impl MonthDesk {
    pub fn new(months: &[Month], month: &Month, list: &List<'_>) -> Self {
        let here = format!("bulan={}", word(month.first));
        let at = months.iter().position(|other| other.first == month.first);
        let href = |at: Option<usize>| {
            at.and_then(|at| months.get(at))
                .map(|other| format!("{HERE}?bulan={}", word(other.first)))
                .unwrap_or_default()
        };
        let listed = match list.kinds.word() {
            "" => here.clone(),
            kinds => format!("{here}&jenis={kinds}"),
        };
        let [_, births, arrivals, recorded, deaths, departures, others] = both(month);
        Self {
            action: HERE,
            word: word(month.first),
            title: format!("Laporan {}", time::month_year(month.first)),
            balance: BalanceLine::of(month),
            has_recorded: recorded > 0,
            has_others: others > 0,
            older_href: href(at.and_then(|at| at.checked_sub(1))),
            newer_href: href(at.map(|at| at + 1)),
            chips: Kinds::ALL
                .into_iter()
                .map(|kinds| Chip {
                    label: kinds.label(),
                    href: match kinds.word() {
                        "" => format!("{HERE}?{here}"),
                        word => format!("{HERE}?{here}&jenis={word}"),
                    },
                    count: match kinds {
                        Kinds::Everything => births + arrivals + deaths + departures + others,
                        Kinds::Births => births,
                        Kinds::Arrivals => arrivals,
                        Kinds::Deaths => deaths,
                        Kinds::Departures => departures,
                        Kinds::Others => others,
                        Kinds::Recorded => recorded,
                    },
                    current: kinds == list.kinds,
                })
                .filter(|chip| chip.count > 0 || chip.current || chip.label == "Semua")
                .collect(),
            is_filtered: list.kinds != Kinds::Everything,
            rows: list.rows.iter().map(HappenedLine::new).collect(),
            pager: pager(HERE, &listed, list.last, list.is_later),
        }
    }
}

impl Page for MonthDesk {
    const TEMPLATE: &'static str = "residents/report/month.html";

    fn samples() -> Vec<Self> {
        let row = |name: &str, kind: &str| HappenedRow {
            id: Uuid::nil(),
            resident_id: Uuid::nil(),
            name: name.to_owned(),
            sex: "1".into(),
            kind: kind.to_owned(),
            happened_on: jiff_sqlx::ToSqlx::to_sqlx(jiff::civil::date(2026, 11, 3)),
            reported_on: jiff_sqlx::ToSqlx::to_sqlx(jiff::civil::date(2026, 11, 9)),
            hamlet: "Handil Bujur".into(),
            rw: "001".into(),
            rt: "002".into(),
        };
        let (before, month) = (
            Month {
                first: jiff::civil::date(2026, 10, 1),
                ..sample()
            },
            sample(),
        );
        let months = [before, month.clone()];
        let rows = [row("Siti <b>", "birth"), row(LONG, "death")];
        let list = |rows, kinds| List {
            rows,
            kinds,
            last: Some(Uuid::nil()),
            is_later: true,
        };
        vec![
            Self::new(&months, &month, &list(&rows[..], Kinds::Everything)),
            Self::new(&months, &month, &list(&[], Kinds::Recorded)),
            Self::new(&months[..1], &months[0], &list(&[], Kinds::Everything)),
        ]
    }
}
