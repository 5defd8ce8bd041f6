//! Keys of programs.

use identity::Scope;
use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use super::{Badge, ago};
use crate::{keys::DAYS, store::keys::KeyRow};

/// A key in the list.
#[derive(Debug, Clone, Serialize)]
pub struct KeyLine {
    pub id: Uuid,
    pub name: String,
    /// What it may do, in words.
    pub scopes: Vec<&'static str>,
    pub maker: String,
    pub made: String,
    pub expires: String,
    pub used: String,
    pub state: Badge,
    pub can_revoke: bool,
}

/// Something that can be chosen.
#[derive(Debug, Clone, Serialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
    pub chosen: bool,
}

/// What `district/keys.html` receives.
#[derive(Debug, Clone, Default, Serialize)]
pub struct KeyDesk {
    pub action: &'static str,
    pub rows: Vec<KeyLine>,
    pub pager: Pager,
    pub form: FormView,
    pub scopes: Vec<Choice>,
    pub days: Vec<Choice>,
    pub can_run: bool,
}

impl KeyLine {
    fn new(row: &KeyRow, now: Timestamp) -> Self {
        let expires_at = row.expires_at.to_jiff();
        let (kind, label) = match row {
            row if row.revoked_at.is_some() => ("hollow", "Dicabut"),
            _ if expires_at <= now => ("hollow", "Kedaluwarsa"),
            row if row.is_orphan => ("warn", "Pembuatnya nonaktif"),
            _ => ("good", "Berlaku"),
        };
        Self {
            id: row.id,
            name: row.name.clone(),
            scopes: row
                .scopes
                .iter()
                .filter_map(|scope| scope.parse::<Scope>().ok())
                .map(Scope::label)
                .collect(),
            maker: row
                .maker
                .clone()
                .unwrap_or_else(|| "perintah di server".to_owned()),
            made: time::long_date(row.made_at.to_jiff()),
            expires: time::long_date(expires_at),
            used: ago(row.last_used_at.map(|at| at.to_jiff()), now, "belum pernah"),
            state: Badge { kind, label },
            can_revoke: row.revoked_at.is_none() && expires_at > now,
        }
    }
}

impl KeyDesk {
    pub fn new(action: &'static str, rows: &[KeyRow], now: Timestamp) -> Self {
        Self {
            action,
            rows: rows.iter().map(|row| KeyLine::new(row, now)).collect(),
            ..Self::default()
        }
    }

    /// With the ways to the other pages.
    #[must_use]
    pub fn paged(mut self, has_more: bool, is_later: bool) -> Self {
        let last = self.rows.last().filter(|_| has_more);
        self.pager = Pager {
            newer_href: is_later.then(|| self.action.to_owned()),
            older_href: last.map(|row| format!("{}?sebelum={}", self.action, row.id)),
        };
        self
    }

    /// With the form for a new one, for who may make one.
    #[must_use]
    pub fn asked(self, form: &Form, can_run: bool) -> Self {
        let is_ticked = |value: &str| form.all("izin").any(|ticked| ticked == value);
        let days = form.raw("hari");
        Self {
            can_run,
            form: form.view(),
            scopes: Scope::ALL
                .into_iter()
                .map(|scope| Choice {
                    value: scope.to_string(),
                    label: scope.label().to_owned(),
                    chosen: is_ticked(scope.as_str()),
                })
                .collect(),
            days: DAYS
                .into_iter()
                .map(|day| Choice {
                    value: day.to_string(),
                    label: format!("{day} hari"),
                    chosen: if days.is_empty() {
                        day == 90
                    } else {
                        days == day.to_string()
                    },
                })
                .collect(),
            ..self
        }
    }
}

impl Page for KeyDesk {
    const TEMPLATE: &'static str = "district/keys.html";

    fn samples() -> Vec<Self> {
        let at = |second: i64| {
            jiff_sqlx::ToSqlx::to_sqlx(Timestamp::from_second(second).unwrap_or_default())
        };
        let row = |maker: Option<&str>, revoked: Option<i64>, expires: i64| KeyRow {
            id: Uuid::nil(),
            name: "Sistem <b>".into(),
            scopes: vec!["villages:read".into(), "fleet:read".into()],
            maker: maker.map(Into::into),
            is_orphan: maker.is_some(),
            made_at: at(0),
            expires_at: at(expires),
            last_used_at: maker.map(|_| at(50)),
            revoked_at: revoked.map(at),
        };
        let rows = [
            row(None, None, 500),
            row(Some("Siti <b>"), None, 500),
            row(Some("Siti"), Some(60), 500),
            row(None, None, 60),
        ];
        let now = Timestamp::from_second(100).unwrap_or_default();
        let mut wrong = Form::filled([("izin", "fleet:read".to_owned())]);
        wrong.wrong("nama", "Isi nama programnya.");
        wrong.wrong("izin", "Pilih paling sedikit satu izin.");
        wrong.wrong("hari", "Pilih masa berlakunya.");
        vec![
            Self::new("/konsol/kunci-program", &[], now).asked(&Form::default(), true),
            Self::new("/konsol/kunci-program", &rows, now)
                .paged(true, true)
                .asked(&wrong, true),
            Self::new("/konsol/kunci-program", &rows, now).asked(&Form::default(), false),
        ]
    }
}

/// What `district/key_made.html` receives: a secret that is shown once.
#[derive(Debug, Serialize)]
pub struct KeyMadeDesk {
    pub name: String,
    pub secret: String,
    pub expires: String,
    pub back: &'static str,
}

impl KeyMadeDesk {
    pub fn new(back: &'static str, name: &str, secret: String, expires_at: Timestamp) -> Self {
        Self {
            name: name.to_owned(),
            secret,
            expires: time::long_date(expires_at),
            back,
        }
    }
}

impl Page for KeyMadeDesk {
    const TEMPLATE: &'static str = "district/key_made.html";

    fn samples() -> Vec<Self> {
        let secret = "banua_abc".to_owned();
        vec![Self::new(
            "/konsol/kunci-program",
            "Sistem <b>",
            secret,
            Timestamp::UNIX_EPOCH,
        )]
    }
}
