//! The list of the console.

use std::collections::HashMap;

use jiff::Timestamp;
use kernel::{Cursor, time};
use serde::Serialize;
use web::{Page, registry::Registry, view::Pager};

use super::Badge;
use crate::{
    console::{HERE, ListQuery},
    domain::{State, kind_label, kind_of, sites},
    public::for_whom,
    store::Row,
};

/// What `bulletins/list.html` receives.
#[derive(Debug, Default, Serialize)]
pub struct ListDesk {
    pub chips: Vec<Chip>,
    pub rows: Vec<Line>,
    pub pager: Pager,
    pub can_run: bool,
    /// Whether there is any bulletin at all.
    pub has_any: bool,
}

/// A filter with how many bulletins it shows.
#[derive(Debug, Clone, Serialize)]
pub struct Chip {
    pub label: &'static str,
    pub href: String,
    pub count: i64,
    pub current: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct Line {
    pub href: String,
    pub title: String,
    pub kind: &'static str,
    pub state: Badge,
    pub when: String,
    pub sites: usize,
    pub for_whom: String,
    pub hides: i64,
}

impl ListDesk {
    pub fn new(query: &ListQuery, counts: &HashMap<String, i64>, can_run: bool) -> Self {
        let all: i64 = counts.values().sum();
        let chip = |label, word: &str, count| Chip {
            label,
            href: address(word, ""),
            count,
            current: query.keadaan == word,
        };
        let mut chips = vec![chip("Semua", "", all)];
        for state in State::ALL {
            let count = counts.get(state.as_str()).copied().unwrap_or_default();
            chips.push(chip(state.label(), state.as_str(), count));
        }
        Self {
            chips,
            can_run,
            has_any: all > 0,
            ..Self::default()
        }
    }

    /// With the bulletins of this page.
    #[must_use]
    pub fn with_rows(self, rows: &[Row], registry: &Registry, now: Timestamp) -> Self {
        let line = |row: &Row| {
            let audience = row.audience();
            Line {
                href: format!("{HERE}/{}", row.id),
                title: row.title.clone(),
                kind: kind_of(&row.kind).map_or("", kind_label),
                state: row.state(now).into(),
                when: days(row.starts_at.to_jiff(), row.ends_at.to_jiff()),
                sites: sites(&audience, registry),
                for_whom: for_whom(&audience, registry),
                hides: row.hides,
            }
        };
        Self {
            rows: rows.iter().map(line).collect(),
            ..self
        }
    }

    /// With the ways to the other pages.
    #[must_use]
    pub fn paged(mut self, rows: &[Row], has_more: bool, is_later: bool) -> Self {
        let word = State::ALL
            .iter()
            .zip(&self.chips[1..])
            .find(|(_, chip)| chip.current)
            .map_or("", |(state, _)| state.as_str());
        self.pager = Pager {
            newer_href: is_later.then(|| address(word, "")),
            older_href: rows.last().filter(|_| has_more).map(|last| {
                let cursor = Cursor::new(last.starts_at.to_jiff(), last.id);
                address(word, &cursor.encode())
            }),
        };
        self
    }
}

/// "30 Nov 2026 – 7 Des 2026", short enough for a table.
fn days(starts: Timestamp, ends: Timestamp) -> String {
    format!("{} – {}", time::short_date(starts), time::short_date(ends))
}

fn address(state: &str, below: &str) -> String {
    match (state, below) {
        ("", "") => HERE.to_owned(),
        (state, "") => format!("{HERE}?keadaan={state}"),
        ("", below) => format!("{HERE}?sebelum={below}"),
        (state, below) => format!("{HERE}?keadaan={state}&sebelum={below}"),
    }
}

impl Page for ListDesk {
    const TEMPLATE: &'static str = "bulletins/list.html";

    fn samples() -> Vec<Self> {
        let counts = HashMap::from([("tampil".to_owned(), 1)]);
        let line = |state: State, hides| Line {
            href: "/konsol/kabar/x".into(),
            title: "Siti <b>".into(),
            kind: "Berita",
            state: state.into(),
            when: "25 November 2026 08.00 WITA".into(),
            sites: 290,
            for_whom: if hides == 0 {
                String::new()
            } else {
                "Kecamatan Astambul".into()
            },
            hides,
        };
        let query = ListQuery::default();
        vec![
            Self::new(&query, &HashMap::new(), true),
            Self::new(&query, &HashMap::new(), false),
            Self::new(&query, &counts, true),
            Self {
                rows: vec![line(State::Showing, 0), line(State::Withdrawn, 3)],
                ..Self::new(&query, &counts, false)
            },
        ]
    }
}
