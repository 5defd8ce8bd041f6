//! One account.

use jiff::Timestamp;
use kernel::time;
use residents::{domain::Place, lookup::Known};
use serde::Serialize;
use web::{Form, FormView, Page};

use super::{Badge, badge, last};
use crate::{pages::forms, store::accounts::AccountRow};

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
