//! One village: what it is, how it fares, what happened to it, and what the district does with it.

use std::sync::Arc;

use axum::{extract::Path, response::Response};
use db::register::{Change, ChangeError, Quotas, Status};
use identity::{DistrictRight, Password, Role};
use jiff::SignedDuration;
use kernel::time;
use serde_json::{Value, json};
use web::{
    AppResult, Form, OrNotFound,
    console::{ConsoleDesk, ConsoleForm},
    door::away,
    office::{Flash, Helper, NotHelped},
    registry::Village,
};

use crate::{
    acting,
    domain::{Alert, read_name, read_slug},
    pages::{HelpDesk, InvitedDesk, VillageDesk},
    provision::{Operator, invite_as},
    store::fleet as store,
};

/// How long a village that is to be deleted can still be called back.
const GRACE: SignedDuration = SignedDuration::from_hours(30 * 24);
/// Longest message to visitors, in characters.
const NOTE: usize = 300;
const MEGABYTE: i64 = 1_000_000;

fn here(village: &Village) -> String {
    format!("/konsol/desa/{}", village.entry.slug)
}

/// `GET /konsol/desa/{slug}`
pub async fn show(desk: ConsoleDesk, Path(slug): Path<String>) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    page(desk, &village, Form::default()).await
}

async fn page(mut desk: ConsoleDesk, village: &Arc<Village>, form: Form) -> AppResult<Response> {
    let code = village.entry.code.dotted();
    let figures = store::figures(&mut desk.tx)
        .await?
        .remove(&code)
        .unwrap_or_default();
    let events = store::timeline(&mut desk.tx, &code).await?;
    let failed = store::failed_jobs(&mut desk.tx, &code).await?;
    let now = desk.portal.now();
    let alerts = Alert::of(&village.entry, &figures, now);
    let can_run = desk.may(DistrictRight::Run) && acting::can_act(&desk.portal.app);
    let page = VillageDesk::new(village, &form, can_run)
        .faring(&figures, &alerts, now)
        .with_history(&events, &failed, now);
    let title = format!("{} {}", village.entry.kind.label(), village.entry.name);
    if form.is_good() {
        desk.page(&title, &page).await
    } else {
        desk.wrong(&title, &page).await
    }
}

/// Carries changes out, writes them down, and says so; or shows the form again with why not.
async fn changed(
    mut desk: ConsoleDesk,
    village: Arc<Village>,
    mut form: Form,
    act: Act<'_>,
) -> AppResult<Response> {
    let app = desk.portal.app.clone();
    let mut owner = acting::owner(&app).await?;
    let me = desk.me.clone();
    // What she had before her eyes when she wrote the form.
    let mut seen = village.entry.clone();
    if form.has("dulu") {
        seen.name = form.raw("dulu").to_owned();
    }
    let work = acting::change(&app, &mut owner, &seen, &act.changes, &me);
    match desk.aside(work).await? {
        Ok(()) => {}
        Err(ChangeError::Meanwhile | ChangeError::Unknown) => {
            form.wrong(
                "nama",
                "Desa ini baru saja diubah oleh rekan Anda. Muat ulang halaman ini dulu.",
            );
            return page(desk, &village, form).await;
        }
        Err(ChangeError::AddressTaken(address)) => {
            form.wrong(
                "alamat",
                format!("Alamat “{address}” baru saja dipakai desa lain."),
            );
            return page(desk, &village, form).await;
        }
        Err(ChangeError::Sql(error)) => return Err(error.into()),
    }
    desk.record(act.action, &village.entry.name, act.detail)
        .await?;
    let to = act.to.unwrap_or_else(|| here(&village));
    desk.done(&to, Flash::good(act.done)).await
}

/// What is done with a village.
struct Act<'a> {
    changes: Vec<Change>,
    /// As the record calls it.
    action: &'a str,
    detail: Value,
    /// What is said when it is done.
    done: String,
    /// Where to go then; the village's page when nothing is said.
    to: Option<String>,
}

/// `POST /konsol/desa/{slug}/nama`: another name, another address, or both.
pub async fn rename(
    Path(slug): Path<String>,
    ConsoleForm { desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let registry = desk.portal.registry();
    let app = desk.portal.app.clone();
    let register = acting::register(&registry, &[], &app);
    let name = form.read("nama", read_name);
    let label = form.read("alamat", |typed| {
        read_slug(typed, Some(village.entry.code), &register)
    });
    let (Some(name), Some(label)) = (name, label) else {
        return page(desk, &village, form).await;
    };
    let mut changes = Vec::new();
    if name != village.entry.name {
        changes.push(Change::Rename { name: name.clone() });
    }
    let moves = label != village.entry.slug;
    if moves {
        changes.push(Change::Move {
            slug: label.clone(),
        });
    }
    if changes.is_empty() {
        let to = here(&village);
        return desk
            .done(&to, Flash::warn("Nama dan alamatnya sudah begitu."))
            .await;
    }
    let done = if moves {
        format!("Alamat baru: {label}. Tautan lama tetap menuju ke sana.")
    } else {
        format!("Namanya sekarang {name}.")
    };
    let act = Act {
        changes,
        action: "desa.nama",
        detail: json!({ "nama": name, "alamat": label.as_str() }),
        done,
        to: Some(format!("/konsol/desa/{label}")),
    };
    changed(desk, village, form, act).await
}

/// `POST /konsol/desa/{slug}/keadaan`: off line with a message, for good, or back.
pub async fn set_status(
    Path(slug): Path<String>,
    ConsoleForm { desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let note = form.line("pesan", NOTE);
    let wanted = form.raw("keadaan").to_owned();
    if !form.is_good() {
        return page(desk, &village, form).await;
    }
    let (change, action, done) = match wanted.as_str() {
        "aktif" => (
            Change::Resume,
            "desa.aktifkan",
            "Situsnya kembali menjawab.",
        ),
        "ditangguhkan" => (
            Change::Suspend { note },
            "desa.tangguhkan",
            "Situsnya ditangguhkan; datanya tetap tersimpan.",
        ),
        "diarsipkan" => (
            Change::Archive { note },
            "desa.arsipkan",
            "Situsnya diarsipkan; datanya tetap tersimpan.",
        ),
        _ => {
            form.wrong("keadaan", "Pilih salah satu keadaan.");
            return page(desk, &village, form).await;
        }
    };
    let act = Act {
        changes: vec![change],
        action,
        detail: json!({}),
        done: done.to_owned(),
        to: None,
    };
    changed(desk, village, form, act).await
}

/// `POST /konsol/desa/{slug}/batas`: how much it may use. Empty is the usual measure.
pub async fn limit(
    Path(slug): Path<String>,
    ConsoleForm { desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let storage = form.read("penyimpanan", |typed| read_limit(typed, 1_000_000));
    let staff = form.read("pengguna", |typed| read_limit(typed, 1000));
    let (Some(storage), Some(staff)) = (storage, staff) else {
        return page(desk, &village, form).await;
    };
    let quotas = Quotas {
        storage_bytes: storage.map(|megabytes| megabytes * MEGABYTE),
        staff,
        ..village.entry.quotas.clone()
    };
    let act = Act {
        detail: json!({ "penyimpanan": quotas.storage_bytes, "pengguna": quotas.staff }),
        changes: vec![Change::Limit(quotas)],
        action: "desa.batas",
        done: "Batasnya sudah diubah.".to_owned(),
        to: None,
    };
    changed(desk, village, form, act).await
}

/// A whole number from 1, or nothing.
fn read_limit(typed: &str, most: i64) -> Result<Option<i64>, String> {
    if typed.is_empty() {
        return Ok(None);
    }
    let plain = typed.replace('.', "");
    match plain.parse::<i64>() {
        Ok(number) if (1..=most).contains(&number) => Ok(Some(number)),
        _ => Err(format!(
            "Isi angka 1 sampai {}, atau kosongkan.",
            kernel::thousands(most)
        )),
    }
}

/// `POST /konsol/desa/{slug}/undang`: the first one of an office, or the one who signs.
pub async fn invite(
    Path(slug): Path<String>,
    ConsoleForm { mut desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let person = Operator::read(&mut form);
    let role = form.read("peran", str::parse::<Role>);
    let (Some(person), Some(role)) = (person, role) else {
        if form.is_good() {
            form.wrong("operator", "Isi nama orangnya.");
        }
        return page(desk, &village, form).await;
    };
    if !form.is_good() {
        return page(desk, &village, form).await;
    }
    let link = invite_as(&mut desk, &village, &person, &[role]).await?;
    let page = InvitedDesk {
        name: person.name,
        link,
        is_mailed: false,
        back: here(&village),
    };
    desk.page("Undangan", &page).await
}

/// `POST /konsol/desa/{slug}/bantu`: into the office for an hour, seen by everybody there.
pub async fn help(
    Path(slug): Path<String>,
    ConsoleForm { mut desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    let reason = form.needed_line(
        "alasan",
        NOTE,
        "Tulis alasannya; desa membacanya di catatannya.",
    );
    if !form.is_good() {
        return page(desk, &village, form).await;
    }
    let app = desk.portal.app.clone();
    let (help, now, me) = (app.help.or_not_found()?, desk.portal.now(), desk.me.clone());
    let work = async {
        let (_, password) = Password::random();
        let locked = app.passwords.hash(password).await.map_err(away)?;
        let tx = app.database.village(&village.entry.schema).await?;
        let helper = Helper {
            id: me.id,
            name: &me.name,
            reason: &reason,
            locked: &locked,
        };
        AppResult::Ok(help(tx, helper, now).await)
    };
    let path = match desk.aside(work).await?? {
        Ok(path) => path,
        Err(NotHelped::Refused) => {
            form.wrong(
                "alasan",
                "Desa ini sedang tidak menerima bantuan kabupaten.",
            );
            return page(desk, &village, form).await;
        }
        Err(NotHelped::Sql(error)) => return Err(error.into()),
        Err(NotHelped::Other(error)) => return Err(error.into()),
    };
    desk.record(
        "desa.bantu",
        &village.entry.name,
        json!({ "alasan": reason }),
    )
    .await?;
    store::log_event(
        &mut desk.tx,
        &village.entry.code.dotted(),
        "helped",
        acting::actor(&me),
    )
    .await?;
    // A page in between: forms of the console lead nowhere else, so that none can be made to.
    let page = HelpDesk {
        title: format!("{} {}", village.entry.kind.label(), village.entry.name),
        link: format!("{}{path}", village.base_url),
        back: here(&village),
    };
    desk.page("Membantu", &page).await
}

/// `POST /konsol/desa/{slug}/hapus`: plans the deletion of everything; thirty days remain to call
/// it back.
pub async fn end(
    Path(slug): Path<String>,
    ConsoleForm { desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let village = desk.village(&slug)?;
    if form.raw("yakin").trim() != village.entry.slug.as_str() {
        form.wrong(
            "yakin",
            format!("Ketik “{}” untuk memastikan.", village.entry.slug),
        );
        return page(desk, &village, form).await;
    }
    let at = desk
        .portal
        .now()
        .checked_add(GRACE)
        .map_err(anyhow::Error::from)?;
    let day = time::long_date(at);
    let act = Act {
        changes: vec![Change::EndAt {
            at,
            note: "Situs ini akan ditutup.".to_owned(),
        }],
        action: "desa.hapus",
        detail: json!({ "kode": village.entry.code.dotted(), "sampai": at.to_string() }),
        done: format!(
            "{} tidak menjawab lagi dan dihapus pada {day}. Sampai hari itu dapat diaktifkan kembali.",
            village.entry.name
        ),
        to: None,
    };
    changed(desk, village, form, act).await
}

/// Whether a status is one that can be taken back by "aktif".
pub(crate) fn can_resume(status: Status) -> bool {
    status != Status::Active
}
