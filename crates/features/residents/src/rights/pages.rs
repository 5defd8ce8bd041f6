//! What the pages of residents' rights receive.

use jiff::civil::Date;
use kernel::time;
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use crate::{
    domain::{Agreed, GivenBy, Retention, State},
    pages::{Choice, LONG, day, list::display},
    store::{
        people::ResidentRow,
        rights::{AskedRow, ConsentRow, RequestRow},
    },
};

/// What became of a request, for people.
pub fn state_label(state: &str) -> &'static str {
    match state {
        "done" => "Sudah diperbaiki",
        "refused" => "Ditolak",
        _ => "Menunggu",
    }
}

/// How a request came, for people.
fn way_label(came_by: &str) -> &'static str {
    match came_by {
        "online" => "Lewat situs desa",
        _ => "Di kantor",
    }
}

/// Until when what lies closed of somebody is kept, in a sentence; empty while she is here.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Kept {
    pub sentence: String,
}

impl Kept {
    pub fn of(state: State, since: Date, rules: &Retention) -> Self {
        if state == State::Present {
            return Self::default();
        }
        let until = |span: jiff::Span| time::long_date(since.saturating_add(span));
        let months = jiff::Span::new().months(rules.phone_months);
        let mut sentence = format!("Nomor teleponnya dihapus sesudah {}.", until(months));
        if let (Some(years), State::Dead | State::Moved) = (rules.numbers_years, state) {
            let years = jiff::Span::new().years(years);
            sentence.push_str(&format!(
                " NIK dan nama orang tuanya dihapus sesudah {}.",
                until(years)
            ));
        }
        Self { sentence }
    }
}

/// Something that was agreed.
#[derive(Debug, Serialize)]
pub struct ConsentLine {
    pub label: &'static str,
    pub given: String,
    pub way: &'static str,
    pub by: String,
    /// Empty while it holds.
    pub withdrawn: String,
    pub withdraw_action: String,
}

/// Something that is to be put right.
#[derive(Debug, Serialize)]
pub struct RequestLine {
    pub when: String,
    pub way: &'static str,
    pub by: String,
    pub state: &'static str,
    pub is_waiting: bool,
    pub answer: String,
    pub decided_by: String,
    /// The words, when they were opened for this once.
    pub wish: String,
    pub read_action: String,
    pub decide_action: String,
}

/// What `residents/rights/person.html` receives.
#[derive(Debug, Serialize)]
pub struct RightsDesk {
    pub back: String,
    pub href: String,
    pub name: String,
    pub form: FormView,
    pub kept: Kept,
    pub agreeable: Vec<Choice>,
    pub ways: Vec<Choice>,
    pub consents: Vec<ConsentLine>,
    pub requests: Vec<RequestLine>,
}

impl RightsDesk {
    pub fn new(row: &ResidentRow, form: &Form, kept: Kept) -> Self {
        Self::of(&row.id.to_string(), &row.name, form, kept)
    }

    fn of(id: &str, name: &str, form: &Form, kept: Kept) -> Self {
        let choice = |value: &str, label: &str| Choice {
            value: value.to_owned(),
            label: label.to_owned(),
        };
        Self {
            back: format!("/kantor/penduduk/{id}"),
            href: format!("/kantor/penduduk/{id}/hak"),
            name: display(name),
            form: form.view(),
            kept,
            agreeable: Agreed::ALL
                .iter()
                .map(|agreed| choice(agreed.word(), agreed.label()))
                .collect(),
            ways: GivenBy::IN_OFFICE
                .iter()
                .map(|given| choice(given.word(), given.label()))
                .collect(),
            consents: Vec::new(),
            requests: Vec::new(),
        }
    }

    /// With what was agreed and asked, one request opened.
    #[must_use]
    pub fn with(
        self,
        consents: &[ConsentRow],
        requests: &[RequestRow],
        opened: Option<&(Uuid, String)>,
    ) -> Self {
        let href = &self.href;
        let consents = consents
            .iter()
            .map(|row| ConsentLine {
                label: Agreed::of_word(&row.purpose).map_or("Lainnya", Agreed::label),
                given: day(row.given_on),
                way: GivenBy::of_word(&row.given_by).map_or("", GivenBy::label),
                by: row.made_by.clone(),
                withdrawn: row.withdrawn_on.map(day).unwrap_or_default(),
                withdraw_action: format!("{href}/persetujuan/{}/cabut", row.id),
            })
            .collect();
        let requests = requests
            .iter()
            .map(|row| RequestLine {
                when: time::date_time(row.made_at.to_jiff()),
                way: way_label(&row.came_by),
                by: row.made_by.clone(),
                state: state_label(&row.state),
                is_waiting: row.state == "waiting",
                answer: row.answer.clone(),
                decided_by: row.decided_by.clone(),
                wish: opened
                    .filter(|(id, _)| *id == row.id)
                    .map(|(_, wish)| wish.clone())
                    .unwrap_or_default(),
                read_action: format!("{href}/perbaikan/{}/baca", row.id),
                decide_action: format!("{href}/perbaikan/{}/putus", row.id),
            })
            .collect();
        Self {
            consents,
            requests,
            ..self
        }
    }
}

impl Page for RightsDesk {
    const TEMPLATE: &'static str = "residents/rights/person.html";

    fn samples() -> Vec<Self> {
        let request = |wish: &str, is_waiting| RequestLine {
            when: "1 Desember 2026, 09.00 WITA".into(),
            way: "Di kantor",
            by: LONG.into(),
            state: if is_waiting { "Menunggu" } else { "Ditolak" },
            is_waiting,
            answer: "Belum ada <b>buktinya".into(),
            decided_by: "Siti <b>".into(),
            wish: wish.into(),
            read_action: "/x".into(),
            decide_action: "/y".into(),
        };
        let mut wrong = Form::filled([("jawaban", "x".to_owned())]);
        wrong.wrong("jawaban", "Tulis alasannya, supaya orangnya mengerti.");
        wrong.wrong("untuk", "Pilih untuk apa persetujuannya.");
        wrong.wrong("perbaikan", "Tulis apa yang keliru.");
        let consent = |withdrawn: &str| ConsentLine {
            label: Agreed::Phone.label(),
            given: "1 Desember 2026".into(),
            way: GivenBy::Written.label(),
            by: "Siti <b>".into(),
            withdrawn: withdrawn.into(),
            withdraw_action: "/x".into(),
        };
        vec![
            Self::of("0", "Siti", &Form::default(), Kept::default()),
            Self {
                consents: vec![consent(""), consent("2 Desember 2026")],
                requests: vec![
                    request("Nama <b>ibu", true),
                    request("", true),
                    request("", false),
                ],
                kept: Kept {
                    sentence: "Nomor teleponnya dihapus sesudah 1 Desember 2027.".into(),
                },
                ..Self::of("0", LONG, &wrong, Kept::default())
            },
        ]
    }
}

/// A line of the list of requests.
#[derive(Debug, Serialize)]
pub struct AskedLine {
    pub href: String,
    pub name: String,
    pub when: String,
    pub way: &'static str,
    pub state: &'static str,
    pub decided_by: String,
}

/// What `residents/rights/requests.html` receives.
#[derive(Debug, Serialize)]
pub struct RequestsDesk {
    pub rows: Vec<AskedLine>,
    pub waiting: i64,
    pub is_decided: bool,
    pub pager: Pager,
}

impl RequestsDesk {
    pub fn new(rows: &[AskedRow], waiting: i64, is_decided: bool) -> Self {
        Self {
            rows: rows
                .iter()
                .map(|row| AskedLine {
                    href: format!("/kantor/penduduk/{}/hak", row.resident_id),
                    name: display(&row.name),
                    when: time::date_time(row.made_at.to_jiff()),
                    way: way_label(&row.came_by),
                    state: state_label(&row.state),
                    decided_by: row.decided_by.clone(),
                })
                .collect(),
            waiting,
            is_decided,
            pager: Pager::default(),
        }
    }

    /// With the ways on and back to the beginning.
    #[must_use]
    pub fn paged(self, here: &str, next: Option<&str>, is_later: bool) -> Self {
        let query = if self.is_decided {
            "?keadaan=selesai"
        } else {
            ""
        };
        let join = if query.is_empty() { "?" } else { "&" };
        Self {
            pager: Pager {
                newer_href: is_later.then(|| format!("{here}{query}")),
                older_href: next.map(|next| format!("{here}{query}{join}sesudah={next}")),
            },
            ..self
        }
    }
}

impl Page for RequestsDesk {
    const TEMPLATE: &'static str = "residents/rights/requests.html";

    fn samples() -> Vec<Self> {
        let row = |name: &str| AskedLine {
            href: "/kantor/penduduk/0/hak".into(),
            name: name.into(),
            when: "1 Desember 2026, 09.00 WITA".into(),
            way: "Lewat situs desa",
            state: "Ditolak",
            decided_by: "Siti <b>".into(),
        };
        vec![
            Self::new(&[], 0, false),
            Self::new(&[], 0, true),
            Self {
                rows: vec![row(LONG), row("Siti <b>")],
                ..Self::new(&[], 1200, true)
            }
            .paged("/kantor/penduduk/perbaikan", Some("x"), true),
        ]
    }
}

/// What `residents/rights/corner.html` receives.
#[derive(Debug, Serialize)]
pub struct RequestsCorner {
    pub waiting: i64,
}

impl Page for RequestsCorner {
    const TEMPLATE: &'static str = "residents/rights/corner.html";

    fn samples() -> Vec<Self> {
        vec![Self { waiting: 1 }, Self { waiting: 1_200 }]
    }
}

/// What `residents/rights/keeping.html` receives.
#[derive(Debug, Serialize)]
pub struct KeepingDesk {
    pub form: FormView,
    /// How much goes tonight.
    pub phones: i64,
    pub numbers: i64,
    pub looks: i64,
}

impl Page for KeepingDesk {
    const TEMPLATE: &'static str = "residents/rights/keeping.html";

    fn samples() -> Vec<Self> {
        let mut wrong = Form::filled([("nomor", "seratus <b>".to_owned())]);
        wrong.wrong("nomor", "Tulis angka 1 sampai 100 (tahun).");
        vec![
            Self {
                form: Form::default().view(),
                phones: 0,
                numbers: 0,
                looks: 0,
            },
            Self {
                form: wrong.view(),
                phones: 1,
                numbers: 2000,
                looks: 3,
            },
        ]
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use web::{Templates, testing};

    use super::*;

    #[test]
    fn every_page_renders_in_every_state() {
        let templates = Templates::new(&[crate::feature()]);
        for html in testing::render_office_samples::<RightsDesk>(&templates)
            .into_iter()
            .chain(testing::render_office_samples::<RequestsDesk>(&templates))
            .chain(testing::render_office_samples::<KeepingDesk>(&templates))
            .chain(testing::render_samples::<RequestsCorner>(&templates))
        {
            assert!(
                !html.contains("<b>ibu") && !html.contains("Siti <b>"),
                "{html}"
            );
        }
    }

    #[test]
    fn who_is_gone_is_told_when_what_lies_closed_goes() {
        let rules = Retention {
            numbers_years: Some(10),
            ..Retention::default()
        };
        let since = date(2026, 1, 31);
        assert_eq!(Kept::of(State::Present, since, &rules).sentence, "");
        let dead = Kept::of(State::Dead, since, &rules).sentence;
        assert!(
            dead.contains("31 Januari 2027") && dead.contains("31 Januari 2036"),
            "{dead}"
        );
        let away = Kept::of(State::Away, since, &rules).sentence;
        assert!(!away.contains("NIK"), "{away}");
    }
}
