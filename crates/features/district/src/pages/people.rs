//! Accounts, the record, and one's own account.

use std::collections::HashMap;

use db::register::Subdistrict;
use identity::{DistrictRole, Listed};
use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use super::ago;
use crate::store::people::{ActivityRow, DoorRow, PersonRow};

/// A role that can be chosen.
#[derive(Debug, Clone, Serialize)]
pub struct RoleChoice {
    pub value: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub chosen: bool,
}

/// A subdistrict that can be chosen.
#[derive(Debug, Clone, Serialize)]
pub struct PlaceChoice {
    pub code: String,
    pub name: String,
    pub chosen: bool,
}

/// Somebody in the list.
#[derive(Debug, Clone, Serialize)]
pub struct Person {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub role_label: &'static str,
    pub roles: Vec<RoleChoice>,
    pub places: Vec<PlaceChoice>,
    /// "active", "invited", "disabled"
    pub status: String,
    pub has_second_factor: bool,
    /// Whether the identity provider's account is bound to this one.
    pub has_sso: bool,
    pub seen: String,
    pub is_me: bool,
}

/// What `district/people.html` receives.
#[derive(Debug, Serialize)]
pub struct PeopleDesk {
    pub action: &'static str,
    pub rows: Vec<Person>,
    pub form: FormView,
    pub roles: Vec<RoleChoice>,
    pub places: Vec<PlaceChoice>,
    pub pager: Pager,
    pub can_run: bool,
    #[serde(skip)]
    seen_at: Vec<Option<Timestamp>>,
}

fn roles(chosen: Option<DistrictRole>) -> Vec<RoleChoice> {
    DistrictRole::ALL
        .into_iter()
        .map(|role| RoleChoice {
            value: role.as_str(),
            label: role.label(),
            hint: role.description(),
            chosen: chosen == Some(role),
        })
        .collect()
}

fn places(known: &[Subdistrict], chosen: impl Fn(&str) -> bool) -> Vec<PlaceChoice> {
    known
        .iter()
        .map(|one| PlaceChoice {
            code: one.code.clone(),
            name: one.name.clone(),
            chosen: chosen(&one.code),
        })
        .collect()
}

impl PeopleDesk {
    pub fn new(
        action: &'static str,
        rows: &[PersonRow],
        form: &Form,
        subdistricts: &[Subdistrict],
    ) -> Self {
        Self {
            action,
            form: form.view(),
            roles: roles(form.raw("peran").parse().ok()),
            places: places(subdistricts, |code| {
                form.all("kecamatan").any(|chosen| chosen == code)
            }),
            can_run: false,
            pager: Pager::default(),
            seen_at: rows
                .iter()
                .map(|row| row.last_seen_at.map(|at| at.to_jiff()))
                .collect(),
            rows: rows
                .iter()
                .map(|row| {
                    let role: Option<DistrictRole> = row.role.parse().ok();
                    Person {
                        id: row.id,
                        name: row.name.clone(),
                        email: row.email.clone(),
                        role_label: role.map_or("", DistrictRole::label),
                        roles: roles(role),
                        places: places(subdistricts, |code| {
                            row.subdistricts.iter().any(|own| own == code)
                        }),
                        status: row.status.clone(),
                        has_second_factor: row.has_second_factor,
                        has_sso: row.has_sso,
                        seen: String::new(),
                        is_me: false,
                    }
                })
                .collect(),
        }
    }

    /// With the way to the others.
    #[must_use]
    pub fn paged(mut self, is_later: bool, has_more: bool) -> Self {
        let last = self.rows.last().filter(|_| has_more);
        self.pager = Pager {
            newer_href: is_later.then(|| self.action.to_owned()),
            older_href: last.map(|row| format!("{}?sesudah={}", self.action, row.id)),
        };
        self
    }

    /// As somebody sees it: she does not change her own role.
    #[must_use]
    pub fn seen_by(mut self, me: Uuid, can_run: bool, now: Timestamp) -> Self {
        for (row, at) in self.rows.iter_mut().zip(&self.seen_at) {
            row.is_me = row.id == me;
            row.seen = ago(*at, now, "");
        }
        Self { can_run, ..self }
    }
}

impl Page for PeopleDesk {
    const TEMPLATE: &'static str = "district/people.html";

    fn samples() -> Vec<Self> {
        let row = |id: u128, status: &str| PersonRow {
            id: Uuid::from_u128(id),
            name: "Siti <b>".into(),
            email: "siti@contoh.id".into(),
            role: "pembina".into(),
            subdistricts: vec!["63.03.04".into()],
            status: status.into(),
            has_second_factor: true,
            has_sso: status == "active",
            last_seen_at: None,
        };
        let place = Subdistrict {
            code: "63.03.04".into(),
            name: "Sungai Tabuk".into(),
            slug: "sungai-tabuk".into(),
            latitude: None,
            longitude: None,
            area_km2: None,
        };
        let mut wrong = Form::filled([("peran", "pembina".to_owned())]);
        wrong.wrong("email", "Isi alamat e-mailnya.");
        let rows = [row(0, "active"), row(1, "invited")];
        let me = Uuid::nil();
        vec![
            Self::new("/konsol/pengguna", &rows, &Form::default(), &[]).seen_by(
                me,
                false,
                Timestamp::UNIX_EPOCH,
            ),
            Self::new("/konsol/pengguna", &rows, &wrong, &[place]).seen_by(
                me,
                true,
                Timestamp::UNIX_EPOCH,
            ),
        ]
    }
}

/// A line of the record.
#[derive(Debug, Clone, Serialize)]
pub struct RecordLine {
    pub what: String,
    pub who: String,
    pub when: String,
    pub address: String,
}

/// What `district/record.html` receives.
#[derive(Debug, Serialize)]
pub struct RecordDesk {
    pub rows: Vec<RecordLine>,
    pub pager: Pager,
}

/// What was done, in words before its subject.
const DEEDS: &[(&str, &str)] = &[
    ("desa.bantu", "Membantu di kantor"),
    ("desa.pindah", "Memindahkan ke basis data lain"),
    ("masuk", "Masuk"),
    ("masuk.sso", "Masuk lewat akun bersama"),
    (
        "masuk.sso-kode",
        "Dikenali lewat akun bersama, diminta kode",
    ),
    ("sso.ikat", "Menghubungkan akun bersama"),
    ("sso.tolak", "Ditolak: akun bersama yang lain"),
    ("sso.lepas", "Melepas akun bersama"),
    ("keluar", "Keluar"),
    ("kunci.pasang", "Memasang kode dari ponsel"),
    ("sandi.ubah", "Mengganti kata sandi"),
    ("undangan.terima", "Menerima undangan"),
    ("sesi.akhiri", "Mengeluarkan perangkat"),
    ("pengguna.undang", "Mengundang"),
    ("pengguna.ubah", "Mengubah peran"),
    ("desa.buat", "Membuat desa"),
    ("desa.buat-banyak", "Membuat"),
    ("desa.nama", "Mengubah nama atau alamat"),
    ("desa.tangguhkan", "Menangguhkan"),
    ("desa.aktifkan", "Mengaktifkan"),
    ("desa.arsipkan", "Mengarsipkan"),
    ("desa.hapus", "Merencanakan penghapusan"),
    ("desa.batas", "Mengubah batas"),
    ("desa.domain-ajukan", "Mengajukan domain"),
    ("desa.domain", "Memasang domain"),
    ("desa.domain-batal", "Membatalkan domain"),
    ("desa.domain-utama", "Mengatur alamat utama"),
    ("desa.domain-lepas", "Melepas domain"),
    ("desa.perbarui", "Memperbarui"),
    ("desa.undang", "Mengundang orang ke kantor"),
    ("token.buat", "Membuat kunci program"),
    ("token.cabut", "Mencabut kunci program"),
];

impl RecordDesk {
    /// `others` are the words of other features. An action of a later version shows its own name.
    pub fn new(
        here: &str,
        rows: &[ActivityRow],
        has_more: bool,
        others: &HashMap<&'static str, &'static str>,
    ) -> Self {
        let said = |action: &str| {
            DEEDS
                .iter()
                .find(|(known, _)| *known == action)
                .map(|(_, words)| *words)
                .or_else(|| others.get(action).copied())
                .unwrap_or(action)
                .to_owned()
        };
        Self {
            pager: Pager {
                newer_href: None,
                older_href: rows
                    .last()
                    .filter(|_| has_more)
                    .map(|row| format!("{here}?sebelum={}", row.seq)),
            },
            rows: rows
                .iter()
                .map(|row| RecordLine {
                    what: format!("{} {}", said(&row.action), row.subject)
                        .trim_end()
                        .to_owned(),
                    who: row.who.clone(),
                    when: time::date_time(row.at.to_jiff()),
                    address: row.address.clone(),
                })
                .collect(),
        }
    }
}

impl Page for RecordDesk {
    const TEMPLATE: &'static str = "district/record.html";

    fn samples() -> Vec<Self> {
        let row = ActivityRow {
            seq: 7,
            at: jiff_sqlx::ToSqlx::to_sqlx(Timestamp::UNIX_EPOCH),
            who: "Siti <b>".into(),
            action: "desa.buat".into(),
            subject: "Pembantanan".into(),
            address: "198.51.100.0/24".into(),
        };
        vec![
            Self::new("/konsol/catatan", &[], false, &HashMap::new()),
            Self::new("/konsol/catatan", &[row], true, &HashMap::new()),
        ]
    }
}

/// A browser somebody is signed in at.
#[derive(Debug, Clone, Serialize)]
pub struct DeviceLine {
    /// Its public name: worth nothing as a number of the session.
    pub reference: String,
    pub device: String,
    pub address: String,
    pub seen: String,
    pub is_current: bool,
}

/// What `district/account.html` receives.
#[derive(Debug, Serialize)]
pub struct AccountDesk {
    pub action: &'static str,
    pub name: String,
    pub email: String,
    pub role_label: &'static str,
    pub role_hint: &'static str,
    pub codes_left: usize,
    pub devices: Vec<DeviceLine>,
}

impl AccountDesk {
    pub fn new(
        action: &'static str,
        row: &DoorRow,
        role: DistrictRole,
        sessions: &[Listed],
        now: Timestamp,
    ) -> Self {
        Self {
            action,
            name: row.name.clone(),
            email: row.email.clone(),
            role_label: role.label(),
            role_hint: role.description(),
            codes_left: row.recovery.len(),
            devices: sessions
                .iter()
                .map(|listed| DeviceLine {
                    reference: listed.reference.to_string(),
                    device: listed.session.device.clone(),
                    address: listed.session.address.clone(),
                    seen: time::relative(listed.session.seen_at, now),
                    is_current: listed.is_current,
                })
                .collect(),
        }
    }
}

impl Page for AccountDesk {
    const TEMPLATE: &'static str = "district/account.html";

    fn samples() -> Vec<Self> {
        let device = |is_current| DeviceLine {
            reference: "abc".into(),
            device: "Chrome di Android".into(),
            address: "198.51.100.0/24".into(),
            seen: "baru saja".into(),
            is_current,
        };
        let page = |devices| Self {
            action: "/konsol/akun",
            name: "Siti <b>".into(),
            email: "siti@contoh.id".into(),
            role_label: DistrictRole::Auditor.label(),
            role_hint: DistrictRole::Auditor.description(),
            codes_left: 8,
            devices,
        };
        vec![
            page(vec![device(true)]),
            page(vec![device(true), device(false)]),
        ]
    }
}
