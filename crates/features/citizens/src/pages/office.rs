//! What the office's pages receive.

use std::collections::HashMap;

use jiff::Timestamp;
use kernel::time;
use residents::{
    domain::Place,
    lookup::Known,
    store::{areas::AreaRow, people},
};
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use super::{forms, pager};
use crate::store::{
    accounts::AccountRow,
    alarms::AlarmRow,
    kiosks::KioskRow,
    list::{Counts, FoundRow, ListedRow},
};

/// A badge of the office's macros.
#[derive(Debug, Clone, Serialize)]
pub struct Badge {
    pub kind: &'static str,
    pub label: &'static str,
}

/// How an account stands.
fn badge(state: Option<&str>, must_change: bool, is_here: bool) -> Badge {
    let (kind, label) = match state {
        None => ("hollow", "Belum punya akun"),
        Some(_) if !is_here => ("hollow", "Tidak di desa lagi"),
        Some("closed") => ("hollow", "Ditutup"),
        Some(_) if must_change => ("info", "Belum memilih PIN"),
        Some(_) => ("good", "Aktif"),
    };
    Badge { kind, label }
}

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

fn last(at: Option<jiff_sqlx::Timestamp>, now: Timestamp) -> String {
    at.map_or_else(String::new, |at| time::relative(at.to_jiff(), now))
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

/// What `citizens/desk.html` receives.
#[derive(Debug, Serialize)]
pub struct AccountDesk {
    pub name: String,
    pub href: String,
    pub person_href: String,
    pub place: String,
    pub badge: Badge,
    pub has_account: bool,
    pub is_open: bool,
    pub given_by: String,
    pub given_at: String,
    pub last_login: String,
    /// Covered; empty without one.
    pub phone: String,
    pub resident: String,
    pub has_family: bool,
    /// Why nothing can be given.
    pub hindrance: Option<&'static str>,
    pub form: FormView,
}

impl AccountDesk {
    pub fn new(known: &Known, account: Option<&AccountRow>, now: Timestamp) -> Self {
        let is_here = known.state == residents::domain::State::Present;
        let phone = known.phone.as_ref();
        let phone = phone.filter(|phone| phone.wa_link_number().is_some());
        Self {
            name: known.name.clone(),
            href: format!("/kantor/warga/{}", known.id),
            person_href: format!("/kantor/penduduk/{}", known.id),
            place: Place::stored(&known.hamlet, &known.rw, &known.rt).label(),
            badge: badge(
                account.map(|account| account.state.as_str()),
                account.is_some_and(|account| account.must_change),
                is_here,
            ),
            has_account: account.is_some(),
            is_open: account.is_some_and(|account| account.state == "open"),
            given_by: account.map_or_else(String::new, |account| account.given_by.clone()),
            given_at: account.map_or_else(String::new, |account| {
                time::long_date(account.given_at.to_jiff())
            }),
            last_login: last(account.and_then(|account| account.last_login_at), now),
            phone: phone.map(kernel::Phone::masked).unwrap_or_default(),
            resident: known.id.to_string(),
            has_family: known.family.is_some(),
            hindrance: None,
            form: FormView::default(),
        }
    }

    #[must_use]
    pub fn hindered(mut self, hindrance: Option<&'static str>) -> Self {
        self.hindrance = hindrance;
        self
    }

    #[must_use]
    pub fn with(mut self, form: &Form) -> Self {
        self.form = form.view();
        self
    }
}

impl Page for AccountDesk {
    const TEMPLATE: &'static str = "citizens/desk.html";

    fn samples() -> Vec<Self> {
        let [empty, wrong] = forms("bentuk");
        let page = |state, form| Self {
            name: "Siti <b>".to_owned(),
            href: "/kantor/warga/x".to_owned(),
            person_href: "/kantor/penduduk/x".to_owned(),
            place: "RT 02".to_owned(),
            badge: badge(state, false, true),
            has_account: state.is_some(),
            is_open: state == Some("open"),
            given_by: "Hj. Aluh".to_owned(),
            given_at: "25 November 2026".to_owned(),
            last_login: String::new(),
            phone: "08**-****-*890".to_owned(),
            resident: "x".to_owned(),
            has_family: true,
            hindrance: None,
            form,
        };
        vec![
            page(None, empty.clone()),
            page(Some("open"), wrong),
            page(Some("closed"), empty.clone()),
            Self {
                hindrance: Some("Lengkapi dulu NIK orang ini."),
                phone: String::new(),
                ..page(None, empty)
            },
        ]
    }
}

/// What `citizens/given.html` receives: something that is shown once.
#[derive(Debug, Serialize)]
pub struct GivenDesk {
    pub name: String,
    pub href: String,
    pub is_new: bool,
    /// "482 915"; empty when it is a link.
    pub pin: String,
    pub link: String,
    /// Opens WhatsApp with the words; to whom is chosen there, so that no number stands in an address.
    pub whatsapp: String,
    /// Covered.
    pub phone: String,
}

impl GivenDesk {
    pub fn pin(known: &Known, pin: &str, is_new: bool) -> Self {
        let (left, right) = pin.split_at(3);
        Self {
            is_new,
            pin: format!("{left} {right}"),
            ..Self::of(known)
        }
    }

    pub fn link(known: &Known, link: &str, phone: String, village: &str) -> Self {
        let text = format!(
            "Layanan Mandiri {village}: pilih PIN Anda lewat tautan ini. Tautan hanya untuk Anda, dapat \
             dipakai satu kali, dan berlaku 72 jam. {link}"
        );
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("text", &text)
            .finish();
        Self {
            link: link.to_owned(),
            whatsapp: format!("https://wa.me/?{query}"),
            phone,
            ..Self::of(known)
        }
    }

    fn of(known: &Known) -> Self {
        Self {
            name: known.name.clone(),
            href: format!("/kantor/warga/{}", known.id),
            is_new: false,
            pin: String::new(),
            link: String::new(),
            whatsapp: String::new(),
            phone: String::new(),
        }
    }
}

impl Page for GivenDesk {
    const TEMPLATE: &'static str = "citizens/given.html";

    fn samples() -> Vec<Self> {
        let page = |pin: &str, link: &str| Self {
            name: "Siti <b>".to_owned(),
            href: "/kantor/warga/x".to_owned(),
            is_new: link.is_empty(),
            pin: pin.to_owned(),
            link: link.to_owned(),
            whatsapp: "https://wa.me/?text=x".to_owned(),
            phone: "08**-****-*890".to_owned(),
        };
        vec![
            page("482 915", ""),
            page("", "https://pembantanan.example.id/mandiri/undangan/x"),
        ]
    }
}

/// A choice of a form.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// What `citizens/slips.html` receives.
#[derive(Debug, Serialize)]
pub struct SlipsDesk {
    pub areas: Vec<Choice>,
    pub form: FormView,
    /// Most slips at once, and from which age.
    pub most: i64,
    pub age: i32,
}

impl SlipsDesk {
    pub fn new(areas: &[AreaRow], form: &Form, (most, age): (i64, i32)) -> Self {
        let areas = areas.iter().map(|area| Choice {
            value: area.id.to_string(),
            label: area.place().label(),
        });
        Self {
            areas: areas.collect(),
            form: form.view(),
            most,
            age,
        }
    }
}

impl Page for SlipsDesk {
    const TEMPLATE: &'static str = "citizens/slips.html";

    fn samples() -> Vec<Self> {
        let area = Choice {
            value: "x".to_owned(),
            label: "RT 02 \"<b>\"".to_owned(),
        };
        let page = |areas, form| Self {
            areas,
            form,
            most: 60,
            age: 17,
        };
        let [empty, wrong] = forms("wilayah");
        vec![page(Vec::new(), empty), page(vec![area], wrong)]
    }
}

/// A tablet of the office.
#[derive(Debug, Serialize)]
pub struct KioskView {
    pub name: String,
    pub made: String,
    pub end: String,
}

/// What `citizens/kiosks.html` receives.
#[derive(Debug, Serialize)]
pub struct KiosksDesk {
    pub kiosks: Vec<KioskView>,
    pub form: FormView,
}

impl KiosksDesk {
    pub fn new(rows: &[KioskRow], form: &Form, now: Timestamp) -> Self {
        let kiosks = rows.iter().map(|row| KioskView {
            name: row.name.clone(),
            made: format!(
                "{}, oleh {}",
                time::relative(row.made_at.to_jiff(), now),
                row.made_by
            ),
            end: format!("/kantor/warga/kiosk/{}/akhiri", row.id),
        });
        Self {
            kiosks: kiosks.collect(),
            form: form.view(),
        }
    }
}

impl Page for KiosksDesk {
    const TEMPLATE: &'static str = "citizens/kiosks.html";

    fn samples() -> Vec<Self> {
        let kiosk = KioskView {
            name: "Tablet \"<b>\"".to_owned(),
            made: "3 hari lalu, oleh Siti".to_owned(),
            end: "/kantor/warga/kiosk/x/akhiri".to_owned(),
        };
        let [empty, wrong] = forms("nama");
        vec![
            Self {
                kiosks: Vec::new(),
                form: empty,
            },
            Self {
                kiosks: vec![kiosk],
                form: wrong,
            },
        ]
    }
}

/// What `citizens/corner.html` receives.
#[derive(Debug, Serialize)]
pub struct AlarmCorner {
    pub count: i64,
}

impl Page for AlarmCorner {
    const TEMPLATE: &'static str = "citizens/corner.html";

    fn samples() -> Vec<Self> {
        vec![Self { count: 1 }, Self { count: 1234 }]
    }
}
