//! What somebody asked for, and what is told of it on the first page.

use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use uuid::Uuid;
use web::{Page, view::Pager};

use super::{LONG_KIND, LONG_NAME};
use crate::{
    citizen::LETTERS, domain::State, offered::Offered, pages::Badge, store::lists::OwnRow,
};

/// A request in her list.
#[derive(Debug, Serialize)]
pub struct OwnLine {
    pub href: String,
    pub kind: String,
    /// For whom, when it is not for herself.
    pub name: String,
    pub when: String,
    pub badge: Badge,
}

/// What `letters/own_list.html` receives.
#[derive(Debug, Serialize)]
pub struct OwnList {
    pub rows: Vec<OwnLine>,
    pub pager: Pager,
}

impl OwnList {
    pub fn new(rows: &[OwnRow], kinds: &[Offered], now: Timestamp) -> Self {
        let line = |row: &OwnRow| {
            let known = kinds.iter().find(|one| one.kind.slug == row.kind);
            OwnLine {
                href: format!("{LETTERS}/{}", row.id),
                kind: known.map_or_else(|| row.kind.clone(), |one| one.kind.name.clone()),
                name: if row.is_for_other {
                    row.resident.clone().unwrap_or_default()
                } else {
                    String::new()
                },
                when: time::relative(row.state_since.to_jiff(), now),
                badge: Badge::of_request(State::of_word(&row.state)),
            }
        };
        Self {
            rows: rows.iter().map(line).collect(),
            pager: Pager::default(),
        }
    }

    /// With the ways to other pages.
    #[must_use]
    pub fn paged(mut self, next: Option<String>, is_further: bool) -> Self {
        self.pager = Pager {
            older_href: next.map(|next| format!("{LETTERS}?sebelum={next}")),
            newer_href: is_further.then(|| LETTERS.to_owned()),
        };
        self
    }
}

impl Page for OwnList {
    const TEMPLATE: &'static str = "letters/own_list.html";

    fn samples() -> Vec<Self> {
        let line = |state| OwnLine {
            href: format!("{LETTERS}/{}", Uuid::nil()),
            kind: LONG_KIND.to_owned(),
            name: LONG_NAME.to_owned(),
            when: "3 jam lalu".to_owned(),
            badge: Badge::of_request(state),
        };
        vec![
            Self::new(&[], &[], Timestamp::UNIX_EPOCH),
            Self {
                rows: vec![line(State::Returned), line(State::Delivered)],
                pager: Pager::default(),
            },
        ]
    }
}

/// What `letters/own_corner.html` receives.
#[derive(Debug, Serialize)]
pub struct CornerView {
    /// Something to put right or to send.
    pub waiting: usize,
    /// Something to take away.
    pub ready: usize,
    pub under_way: usize,
}

impl CornerView {
    /// Of the latest requests.
    pub fn new(rows: &[OwnRow]) -> Self {
        let of = |is_it: &dyn Fn(State) -> bool| {
            rows.iter()
                .filter(|row| is_it(State::of_word(&row.state)))
                .count()
        };
        Self {
            waiting: of(&State::is_open_to_citizen),
            ready: of(&|state| state == State::Delivered),
            under_way: of(&|state| state.waits_for_office() || state == State::Signed),
        }
    }
}

impl Page for CornerView {
    const TEMPLATE: &'static str = "letters/own_corner.html";

    fn samples() -> Vec<Self> {
        let corner = |waiting, ready, under_way| Self {
            waiting,
            ready,
            under_way,
        };
        vec![
            corner(0, 0, 0),
            corner(1, 0, 0),
            corner(0, 1, 0),
            corner(0, 0, 2),
        ]
    }
}
