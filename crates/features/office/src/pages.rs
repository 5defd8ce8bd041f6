//! What the office's own pages receive.

use std::collections::HashMap;

use identity::{Capability, Listed, Role};
use jiff::Timestamp;
use kernel::time;
use serde::Serialize;
use uuid::Uuid;
use web::{Form, FormView, Page, view::Pager};

use crate::store::{door::DoorRow, record::ActivityRow, staff::StaffRow};

/// What `office/today.html` receives.
#[derive(Debug, Serialize)]
pub struct TodayDesk {
    pub name: String,
    /// "Rabu, 25 November 2026"
    pub day: String,
    pub can_write: bool,
    pub corners_html: Vec<String>,
}

impl Page for TodayDesk {
    const TEMPLATE: &'static str = "office/today.html";

    fn samples() -> Vec<Self> {
        let today = |corners_html| Self {
            name: "Hj. Siti <b>".into(),
            day: "Rabu, 25 November 2026".into(),
            can_write: true,
            corners_html,
        };
        vec![today(Vec::new()), today(vec!["<p>3 komentar</p>".into()])]
    }
}

/// A role that can be chosen.
#[derive(Debug, Clone, Serialize)]
pub struct RoleChoice {
    pub value: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub chosen: bool,
}

/// Every role that is given in the office, those of a person ticked. Who signs is said by the
/// district.
pub fn role_choices(chosen: impl Fn(Role) -> bool) -> Vec<RoleChoice> {
    Role::ALL
        .into_iter()
        .filter(|role| !role.capabilities().has(Capability::SignLetters))
        .map(|role| RoleChoice {
            value: role.as_str(),
            label: role.label(),
            hint: role.description(),
            chosen: chosen(role),
        })
        .collect()
}

/// Somebody in the list.
#[derive(Debug, Clone, Serialize)]
pub struct StaffLine {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub roles_label: String,
    pub roles: Vec<RoleChoice>,
    /// "active", "invited", "disabled"
    pub status: String,
    pub has_second_factor: bool,
    pub needs_second_factor: bool,
    pub last_seen: String,
    pub is_me: bool,
    /// Whether the roles can be changed here: not one's own, and not those of who signs.
    pub can_change: bool,
}

impl StaffLine {
    fn new(row: &StaffRow, me: Uuid, now: Timestamp) -> Self {
        let roles: Vec<Role> = row
            .roles
            .iter()
            .filter_map(|role| role.parse().ok())
            .collect();
        let labels: Vec<&str> = roles.iter().map(|role| role.label()).collect();
        Self {
            id: row.id,
            name: row.name.clone(),
            email: row.email.clone(),
            roles_label: labels.join(", "),
            roles: role_choices(|role| roles.contains(&role)),
            status: row.status.clone(),
            has_second_factor: row.has_second_factor,
            needs_second_factor: roles.iter().any(|role| role.needs_second_factor()),
            last_seen: row
                .last_seen_at
                .map(|at| time::relative(at.to_jiff(), now))
                .unwrap_or_default(),
            is_me: row.id == me,
            can_change: row.id != me
                && !roles
                    .iter()
                    .any(|role| role.capabilities().has(Capability::SignLetters)),
        }
    }
}

/// What `office/staff.html` receives.
#[derive(Debug, Serialize)]
pub struct StaffDesk {
    pub action: &'static str,
    pub rows: Vec<StaffLine>,
    pub form: FormView,
    pub roles: Vec<RoleChoice>,
    /// Whether the district may come to help.
    pub takes_help: bool,
}

impl StaffDesk {
    pub fn new(
        action: &'static str,
        rows: &[StaffRow],
        form: &Form,
        me: Uuid,
        now: Timestamp,
    ) -> Self {
        Self {
            action,
            rows: rows
                .iter()
                .map(|row| StaffLine::new(row, me, now))
                .collect(),
            form: form.view(),
            roles: role_choices(|role| form.all("peran").any(|word| word == role.as_str())),
            takes_help: true,
        }
    }

    /// With what the village has decided about help from the district.
    #[must_use]
    pub fn helped(self, takes_help: bool) -> Self {
        Self { takes_help, ..self }
    }
}

impl Page for StaffDesk {
    const TEMPLATE: &'static str = "office/staff.html";

    fn samples() -> Vec<Self> {
        let row = |status: &str, roles: &[&str]| StaffRow {
            id: Uuid::nil(),
            name: "Hj. Siti Noor <b>".into(),
            email: "siti@contoh.id".into(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            status: status.into(),
            has_second_factor: false,
            last_seen_at: None,
        };
        let mut wrong = Form::default();
        wrong.wrong("email", "Isi alamat e-mailnya.");
        let rows = [
            row("active", &["operator", "kades"]),
            row("invited", &["redaktur"]),
        ];
        let page = |rows: &[StaffRow], form: &Form| {
            Self::new(
                "/kantor/pengguna",
                rows,
                form,
                Uuid::nil(),
                Timestamp::UNIX_EPOCH,
            )
        };
        vec![page(&rows[..1], &Form::default()), page(&rows, &wrong)]
    }
}

/// Something a village may do without.
#[derive(Debug, Clone, Serialize)]
pub struct SwitchLine {
    pub name: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub is_on: bool,
}

/// What `office/features.html` receives.
#[derive(Debug, Serialize)]
pub struct FeaturesDesk {
    pub action: &'static str,
    pub switches: Vec<SwitchLine>,
}

impl Page for FeaturesDesk {
    const TEMPLATE: &'static str = "office/features.html";

    fn samples() -> Vec<Self> {
        [true, false]
            .map(|is_on| Self {
                action: "/kantor/fitur",
                switches: vec![SwitchLine {
                    name: "engagement",
                    label: "Komentar",
                    hint: "Warga tidak bisa menanggapi berita.",
                    is_on,
                }],
            })
            .into()
    }
}

/// What `office/helping.html` receives: the way in for somebody of the district.
#[derive(Debug, Serialize)]
pub struct HelpingPage {
    pub action: String,
}

impl Page for HelpingPage {
    const TEMPLATE: &'static str = "office/helping.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            action: "/kantor/bantuan/abc".into(),
        }]
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

/// What `office/account.html` receives.
#[derive(Debug, Serialize)]
pub struct AccountDesk {
    pub action: &'static str,
    pub form: FormView,
    pub email: String,
    pub roles: Vec<RoleLine>,
    pub has_second_factor: bool,
    pub needs_second_factor: bool,
    pub codes_left: usize,
    pub devices: Vec<DeviceLine>,
}

/// A role and what it is for.
#[derive(Debug, Clone, Serialize)]
pub struct RoleLine {
    pub label: &'static str,
    pub hint: &'static str,
}

impl AccountDesk {
    pub fn new(
        action: &'static str,
        row: &DoorRow,
        sessions: &[Listed],
        form: &Form,
        now: Timestamp,
    ) -> Self {
        let roles: Vec<Role> = row
            .roles
            .iter()
            .filter_map(|role| role.parse().ok())
            .collect();
        Self {
            action,
            form: form.view(),
            email: row.email.clone(),
            roles: roles
                .iter()
                .map(|role| RoleLine {
                    label: role.label(),
                    hint: role.description(),
                })
                .collect(),
            has_second_factor: row.totp_secret.is_some(),
            needs_second_factor: roles.iter().any(|role| role.needs_second_factor()),
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
    const TEMPLATE: &'static str = "office/account.html";

    fn samples() -> Vec<Self> {
        let device = |is_current| DeviceLine {
            reference: "abc".into(),
            device: "Chrome di Android".into(),
            address: "198.51.100.0/24".into(),
            seen: "baru saja".into(),
            is_current,
        };
        let [empty, wrong] = forms("sandi");
        let page = |form, devices, has_second_factor| Self {
            action: "/kantor/akun",
            form,
            email: "siti@contoh.id".into(),
            roles: vec![RoleLine {
                label: "Operator",
                hint: "Mengerjakan semuanya.",
            }],
            has_second_factor,
            needs_second_factor: true,
            codes_left: 8,
            devices,
        };
        vec![
            page(empty, vec![device(true)], false),
            page(wrong, vec![device(true), device(false)], true),
        ]
    }
}

/// What `office/new_codes.html` receives: codes on paper, shown once.
#[derive(Debug, Serialize)]
pub struct CodesDesk {
    pub codes: Vec<String>,
    pub back: &'static str,
}

impl Page for CodesDesk {
    const TEMPLATE: &'static str = "office/new_codes.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            codes: vec!["abcd-efgh".into(); 10],
            back: "/kantor/akun",
        }]
    }
}

/// What `office/invited.html` receives: a link that is shown once.
#[derive(Debug, Serialize)]
pub struct InvitedDesk {
    pub name: String,
    pub link: String,
    pub back: &'static str,
}

impl Page for InvitedDesk {
    const TEMPLATE: &'static str = "office/invited.html";

    fn samples() -> Vec<Self> {
        vec![Self {
            name: "Siti <b>".into(),
            link: "http://x.localhost/kantor/undangan/abc".into(),
            back: "/kantor/pengguna",
        }]
    }
}

/// A line of the record.
#[derive(Debug, Clone, Serialize)]
pub struct ActivityLine {
    pub seq: i64,
    pub when: String,
    pub who: String,
    pub what: String,
    pub subject: String,
    pub address: String,
}

/// What `office/activity.html` receives.
#[derive(Debug, Serialize)]
pub struct ActivityDesk {
    pub rows: Vec<ActivityLine>,
    pub pager: Pager,
}

impl ActivityDesk {
    /// `deeds` are the words for what was done; an action of a later version shows its own name.
    pub fn new(
        here: &str,
        rows: &[ActivityRow],
        has_more: bool,
        deeds: &HashMap<&'static str, &'static str>,
    ) -> Self {
        let said = |action: &str| {
            deeds
                .get(action)
                .map_or(action.to_owned(), |&words| words.into())
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
                .map(|row| ActivityLine {
                    seq: row.seq,
                    when: time::date_time(row.at.to_jiff()),
                    who: row.who.clone(),
                    what: said(&row.action),
                    subject: row.subject.clone(),
                    address: row.address.clone(),
                })
                .collect(),
        }
    }
}

impl Page for ActivityDesk {
    const TEMPLATE: &'static str = "office/activity.html";

    fn samples() -> Vec<Self> {
        let row = ActivityRow {
            seq: 7,
            at: jiff_sqlx::ToSqlx::to_sqlx(Timestamp::UNIX_EPOCH),
            who: "Siti <b>".into(),
            action: "artikel.terbit".into(),
            subject: "Gotong royong".into(),
            address: "198.51.100.0/24".into(),
        };
        vec![
            Self::new("/kantor/catatan", &[], false, &HashMap::new()),
            Self::new("/kantor/catatan", &[row], true, &HashMap::new()),
        ]
    }
}

/// An empty form, and one with something wrong.
fn forms(field: &'static str) -> [FormView; 2] {
    let mut wrong = Form::filled([("email", "siti\"<b>".into())]);
    wrong.wrong(field, "Perlu diperbaiki <b>.");
    [Form::default().view(), wrong.view()]
}

#[cfg(test)]
mod tests {
    use web::{Templates, testing};

    use super::*;

    #[test]
    fn every_state_renders() {
        let templates = Templates::new(&[crate::feature()]);
        testing::render_office_samples::<TodayDesk>(&templates);
        testing::render_office_samples::<StaffDesk>(&templates);
        testing::render_office_samples::<FeaturesDesk>(&templates);
        testing::render_office_samples::<HelpingPage>(&templates);
        testing::render_office_samples::<AccountDesk>(&templates);
        testing::render_office_samples::<CodesDesk>(&templates);
        testing::render_office_samples::<InvitedDesk>(&templates);
        testing::render_office_samples::<ActivityDesk>(&templates);
    }
}
