//! What waits, as a list and as a corner of the first page.

use jiff::{SignedDuration, Timestamp};
use kernel::{Cursor, time};
use serde::Serialize;
use web::{Page, view::Pager};

use super::{Badge, Choice, name_of};
use crate::{
    domain::{Act, CameBy, State},
    offered::Offered,
    office::{LETTERS, queue::Part},
    store::lists::{CountRow, QueueRow},
};

/// A filter above the list.
#[derive(Debug, Serialize)]
pub struct Chip {
    pub label: &'static str,
    pub href: String,
    pub count: Option<i64>,
    pub current: bool,
}

/// A request in the list.
#[derive(Debug, Serialize)]
pub struct QueueLine {
    pub id: String,
    pub href: String,
    pub kind: String,
    pub name: String,
    pub way: &'static str,
    pub when: String,
    pub badge: Badge,
    /// Longer than the village wants anybody to wait.
    pub is_late: bool,
}

/// What is done with all that are ticked.
#[derive(Debug, Serialize)]
pub struct BulkAct {
    pub value: &'static str,
    pub label: &'static str,
    pub icon: &'static str,
}

/// What `letters/queue.html` receives.
#[derive(Debug, Serialize)]
pub struct QueueDesk {
    pub chips: Vec<Chip>,
    pub part: &'static str,
    pub kind: String,
    pub kinds: Vec<Choice>,
    pub rows: Vec<QueueLine>,
    pub acts: Vec<BulkAct>,
    pub may_work: bool,
    pub pager: Pager,
}

/// How the list is looked at.
pub struct Shown<'a> {
    pub part: Part,
    pub kind: &'a str,
    pub now: Timestamp,
    pub target_hours: i32,
    pub may_sign: bool,
    pub may_work: bool,
    pub is_first: bool,
    pub has_more: bool,
}

impl QueueDesk {
    pub fn new(
        shown: &Shown<'_>,
        rows: &[QueueRow],
        counts: &[CountRow],
        kinds: &[Offered],
    ) -> Self {
        let part = shown.part;
        let address = |part: Part| {
            let mut href = format!("{LETTERS}?bagian={}", part.word());
            if !shown.kind.is_empty() {
                href.push_str("&jenis=");
                href.push_str(shown.kind);
            }
            href
        };
        let next = rows.last().filter(|_| shown.has_more).and_then(|row| {
            let at = row.sent_at?.to_jiff();
            Some(format!(
                "{}&sesudah={}",
                address(part),
                Cursor::new(at, row.id).encode()
            ))
        });
        let is_known = kinds.iter().any(|one| one.kind.slug == shown.kind);
        Self {
            chips: chips(shown, counts, address),
            part: part.word(),
            kind: shown.kind.to_owned(),
            kinds: kinds
                .iter()
                .filter(|one| one.is_on || one.kind.slug == shown.kind)
                .map(|one| Choice::new(&one.kind.slug, &one.kind.name))
                .chain(
                    (!is_known && !shown.kind.is_empty())
                        .then(|| Choice::new(shown.kind, shown.kind)),
                )
                .collect(),
            rows: rows.iter().map(|row| line(row, shown, kinds)).collect(),
            acts: acts(shown),
            may_work: shown.may_work,
            pager: Pager {
                newer_href: (!shown.is_first).then(|| address(part)),
                older_href: next,
            },
        }
    }
}

fn chips(shown: &Shown<'_>, counts: &[CountRow], address: impl Fn(Part) -> String) -> Vec<Chip> {
    let waiting = |part: Part| {
        let states = part.states();
        let of_part = counts
            .iter()
            .filter(|row| states.contains(&State::of_word(&row.state)));
        (part != Part::All).then(|| of_part.map(|row| row.requests).sum())
    };
    let chip = |part: Part| Chip {
        label: part.label(),
        href: address(part),
        count: waiting(part),
        current: part == shown.part,
    };
    Part::ALL.into_iter().map(chip).collect()
}

fn acts(shown: &Shown<'_>) -> Vec<BulkAct> {
    let act = shown.part.act().filter(|act| match act {
        Act::Sign => shown.may_sign,
        _ => shown.may_work,
    });
    let act = act.map(|act| match act {
        Act::Sign => BulkAct {
            value: "tandatangan",
            label: "Tanda tangani",
            icon: "pencil",
        },
        Act::Verify => BulkAct {
            value: "verifikasi",
            label: "Verifikasi",
            icon: "check",
        },
        _ => BulkAct {
            value: "periksa",
            label: "Sudah diperiksa",
            icon: "check",
        },
    });
    act.into_iter().collect()
}

fn line(row: &QueueRow, shown: &Shown<'_>, kinds: &[Offered]) -> QueueLine {
    let state = State::of_word(&row.state);
    let sent_at = row
        .sent_at
        .map_or(row.state_since.to_jiff(), |at| at.to_jiff());
    let target = SignedDuration::from_hours(i64::from(shown.target_hours));
    let known = kinds.iter().find(|one| one.kind.slug == row.kind);
    QueueLine {
        id: row.id.to_string(),
        href: format!("{LETTERS}/permohonan/{}", row.id),
        kind: known.map_or_else(|| row.kind.clone(), |one| one.kind.name.clone()),
        name: name_of(row.resident.as_deref()),
        way: CameBy::label(&row.came_by),
        when: time::relative(sent_at, shown.now),
        badge: Badge::of_request(state),
        is_late: state.waits_for_office() && shown.now.duration_since(sent_at) > target,
    }
}

impl Page for QueueDesk {
    const TEMPLATE: &'static str = "letters/queue.html";

    fn samples() -> Vec<Self> {
        let shown = |part, kind, may_sign| Shown {
            part,
            kind,
            now: Timestamp::UNIX_EPOCH,
            target_hours: 24,
            may_sign,
            may_work: true,
            is_first: true,
            has_more: false,
        };
        let row = |is_late| QueueLine {
            id: uuid::Uuid::nil().to_string(),
            href: format!("{LETTERS}/permohonan/{}", uuid::Uuid::nil()),
            kind: "Surat Keterangan Domisili Sementara (Bukan Penduduk Setempat)".to_owned(),
            name: "Hj. Siti Noor Jannatul Firdaus binti H. Abdurrahman Siddiq".to_owned(),
            way: "Layanan Mandiri",
            when: "3 jam lalu".to_owned(),
            badge: Badge::of_request(State::Verified),
            is_late,
        };
        let mut full = Self::new(&shown(Part::Verified, "domisili", true), &[], &[], &[]);
        full.rows = vec![row(true), row(false)];
        vec![
            Self::new(&shown(Part::Received, "", false), &[], &[], &[]),
            full,
        ]
    }
}

/// What `letters/corner.html` receives: what waits, on the first page.
#[derive(Debug, Serialize)]
pub struct LettersCorner {
    pub to_work: i64,
    pub to_sign: i64,
    /// "3 jam lalu"; since when the oldest waits.
    pub oldest: String,
}

impl LettersCorner {
    /// Nothing when nothing waits.
    pub fn new(counts: &[CountRow], now: Timestamp) -> Option<Self> {
        let of = |wanted: &[State]| -> i64 {
            let states = counts
                .iter()
                .filter(|row| wanted.contains(&State::of_word(&row.state)));
            states.map(|row| row.requests).sum()
        };
        let to_work = of(&[State::Received, State::Checked]);
        let to_sign = of(&[State::Verified]);
        let waits = counts
            .iter()
            .filter(|row| State::of_word(&row.state).waits_for_office());
        let oldest = waits
            .filter_map(|row| row.oldest)
            .map(|at| at.to_jiff())
            .min();
        (to_work + to_sign > 0).then(|| Self {
            to_work,
            to_sign,
            oldest: oldest.map_or_else(String::new, |at| time::relative(at, now)),
        })
    }
}

impl Page for LettersCorner {
    const TEMPLATE: &'static str = "letters/corner.html";

    fn samples() -> Vec<Self> {
        let oldest = || "4 hari lalu".to_owned();
        vec![
            Self {
                to_work: 3,
                to_sign: 0,
                oldest: oldest(),
            },
            Self {
                to_work: 1,
                to_sign: 12,
                oldest: oldest(),
            },
        ]
    }
}
