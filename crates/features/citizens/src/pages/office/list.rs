//! Accounts one below the other.

use std::collections::HashMap;

use jiff::Timestamp;
use kernel::time;
use residents::{domain::Place, store::people};
use serde::Serialize;
use uuid::Uuid;
use web::{Page, view::Pager};

use super::{Badge, badge, last};
use crate::{
    pages::pager,
    store::{
        alarms::AlarmRow,
        list::{Counts, FoundRow, ListedRow},
    },
};

/// A line of the list.
#[derive(Debug, Serialize)]
pub struct AccountLine {
    pub href: String,
    pub name: String,
    pub place: String,
    pub badge: Badge,
    /// "3 hari lalu"; empty for never.
    pub last_login: String,
}

/// A NIK that was tried too often today.
#[derive(Debug, Serialize)]
pub struct AlarmView {
    /// Whose it is; nothing for nobody's here.
    pub name: Option<String>,
    pub href: String,
    pub tries: i32,
    pub at: String,
}

/// What `citizens/accounts.html` receives.
#[derive(Debug, Serialize)]
pub struct AccountsDesk {
    pub accounts: Vec<AccountLine>,
    pub open: i64,
    pub closed: i64,
    pub used: i64,
    pub alarms: Vec<AlarmView>,
    pub asked: String,
    pub is_search: bool,
    pub pager: Pager,
}

impl AccountsDesk {
    pub fn listed(rows: &[ListedRow], counts: &Counts, now: Timestamp) -> Self {
        let accounts = rows.iter().map(|row| AccountLine {
            href: format!("/kantor/warga/{}", row.resident_id),
            name: row.name.clone(),
            place: Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
            badge: badge(Some(&row.state), row.must_change, row.is_here),
            last_login: last(row.last_login_at, now),
        });
        Self::of(accounts.collect(), counts)
    }

    /// Those who were searched for, with and without account.
    pub fn found(
        rows: &[people::ListedRow],
        accounts: &HashMap<Uuid, FoundRow>,
        (counts, now): (&Counts, Timestamp),
        asked: &str,
    ) -> Self {
        let accounts = rows.iter().map(|row| {
            let account = accounts.get(&row.id);
            let state = account.and_then(|account| account.state.as_deref());
            let must_change = account.and_then(|account| account.must_change);
            AccountLine {
                href: format!("/kantor/warga/{}", row.id),
                name: row.name.clone(),
                place: Place::stored(&row.hamlet, &row.rw, &row.rt).label(),
                badge: badge(state, must_change.unwrap_or_default(), true),
                last_login: last(account.and_then(|account| account.last_login_at), now),
            }
        });
        Self {
            asked: asked.to_owned(),
            is_search: true,
            ..Self::of(accounts.collect(), counts)
        }
    }

    fn of(accounts: Vec<AccountLine>, counts: &Counts) -> Self {
        Self {
            accounts,
            open: counts.open,
            closed: counts.closed,
            used: counts.used,
            alarms: Vec::new(),
            asked: String::new(),
            is_search: false,
            pager: Pager::default(),
        }
    }

    #[must_use]
    pub fn alarmed(mut self, rows: &[AlarmRow]) -> Self {
        let alarms = rows.iter().map(|row| AlarmView {
            name: row.name.clone(),
            href: row
                .resident_id
                .map_or_else(String::new, |id| format!("/kantor/warga/{id}")),
            tries: row.tries,
            at: time::clock(row.last_at.to_jiff()),
        });
        self.alarms = alarms.collect();
        self
    }

    #[must_use]
    pub fn paged(mut self, base: &str, next: Option<&str>, has_before: bool) -> Self {
        self.pager = pager(base, next, has_before);
        self
    }
}

impl Page for AccountsDesk {
    const TEMPLATE: &'static str = "citizens/accounts.html";

    fn samples() -> Vec<Self> {
        let counts = |open| Counts {
            open,
            closed: 1,
            used: 2,
        };
        let line = |state, must_change, last_login: &str| AccountLine {
            href: "/kantor/warga/x".to_owned(),
            name: "Siti <b>".to_owned(),
            place: "RT 02".to_owned(),
            badge: badge(state, must_change, true),
            last_login: last_login.to_owned(),
        };
        let alarm = |name: Option<&str>| AlarmView {
            name: name.map(str::to_owned),
            href: "/kantor/warga/x".to_owned(),
            tries: 7,
            at: "14.30 WITA".to_owned(),
        };
        let lines = || {
            vec![
                line(Some("open"), false, "3 hari lalu"),
                line(Some("closed"), false, ""),
                line(Some("open"), true, ""),
                line(None, false, ""),
            ]
        };
        vec![
            Self::of(Vec::new(), &counts(0)),
            Self {
                alarms: vec![alarm(Some("Aluh \"<b>\"")), alarm(None)],
                ..Self::of(lines(), &counts(1234))
            }
            .paged("/kantor/warga", Some("x"), true),
            Self {
                is_search: true,
                asked: "siti\"<b>".to_owned(),
                ..Self::of(lines(), &counts(3))
            },
            Self {
                is_search: true,
                asked: "tidak ada".to_owned(),
                ..Self::of(Vec::new(), &counts(3))
            },
        ]
    }
}
