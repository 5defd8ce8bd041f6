//! One's own account: name, password, the code from the phone, and where one is signed in.

use axum::{extract::Path, response::Response};
use http::header;
use identity::{
    Password, SessionRef,
    recovery::{RecoveryCode, RecoveryCodes},
};
use serde_json::json;
use web::{
    AppError, AppResult, Form, OrNotFound, Site,
    door::{Room, away, is_really_her},
    office::{Desk, DeskForm, Flash, session_cookie},
};

use crate::{
    pages::{AccountDesk, CodesDesk},
    store::{self, door::DoorRow},
};

pub const HERE: &str = "/kantor/akun";
/// Longest name, in characters.
const NAME: usize = 120;

/// `GET /kantor/akun`
pub async fn show(desk: Desk) -> AppResult<Response> {
    let form = Form::filled([("nama", desk.me.name.clone())]);
    page(desk, form).await
}

async fn page(mut desk: Desk, mut form: Form) -> AppResult<Response> {
    let row = store::door::by_id(&mut desk.tx, desk.me.id)
        .await?
        .or_not_found()?;
    let village = desk.site.village.entry.schema.as_str();
    let now = desk.site.now();
    let sessions = desk
        .site
        .app
        .sessions
        .list(village, row.id, Some(&desk.session_id), now)
        .await
        .map_err(away)?;
    if !form.has("nama") {
        form.set("nama", row.name.clone());
    }
    let page = AccountDesk::new(HERE, &row, &sessions, &form, now);
    if form.is_good() {
        desk.page("Akun saya", &page).await
    } else {
        desk.wrong("Akun saya", &page).await
    }
}

/// `POST /kantor/akun`: another name.
pub async fn rename(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let name = form.needed_line("nama", NAME, "Isi nama Anda.");
    if !form.is_good() {
        return page(desk, form).await;
    }
    let now = desk.site.now();
    store::door::set_name(&mut desk.tx, desk.me.id, &name, now).await?;
    desk.record("akun.ubah", &name, json!({})).await?;
    desk.done_inside(HERE, Flash::good("Nama Anda sudah diubah."))
        .await
}

/// `POST /kantor/akun/sandi`: a new password. Every other device is out.
pub async fn change_password(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let row = store::door::by_id(&mut desk.tx, desk.me.id)
        .await?
        .or_not_found()?;
    let site = desk.site.clone();
    confirms(&site, &row, &mut form, "sandi").await?;
    let about = [
        site.village.entry.name.as_str(),
        row.name.as_str(),
        row.email.as_str(),
    ];
    let password = form.read("baru", |typed| Password::parse(typed, &about));
    if form.raw("baru") != form.raw("ulang") {
        form.wrong("ulang", "Ketikan kedua belum sama dengan yang pertama.");
    }
    let (true, Some(password)) = (form.is_good(), password) else {
        return page(desk, form).await;
    };
    let hash = site.app.passwords.hash(password).await.map_err(away)?;
    let now = site.now();
    store::door::set_password(&mut desk.tx, row.id, &hash, now).await?;
    desk.record("sandi.ubah", "", json!({})).await?;
    let others = desk.end_other_sessions().await?;
    // A number that somebody may have learnt before is worth nothing after.
    let village = site.village.entry.schema.as_str();
    let rotated = site
        .app
        .sessions
        .rotate(village, &desk.session_id, desk.session.login, now)
        .await
        .map_err(away)?;
    let text = match others {
        0 => "Kata sandi sudah diganti.".to_owned(),
        others => format!("Kata sandi sudah diganti; {others} perangkat lain dikeluarkan."),
    };
    let mut response = desk.done_inside(HERE, Flash::good(text)).await?;
    if let Some((id, _)) = rotated {
        response.headers_mut().append(
            header::SET_COOKIE,
            session_cookie(&id, site.has_secure_cookies()),
        );
    }
    Ok(response)
}

/// `POST /kantor/akun/cadangan`: new codes on paper; the old ones open nothing any more.
pub async fn new_codes(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let row = store::door::by_id(&mut desk.tx, desk.me.id)
        .await?
        .or_not_found()?;
    if row.totp_secret.is_none() {
        let text =
            "Pasang kode dari ponsel dulu; kode cadangan menggantikannya bila ponsel hilang.";
        return desk.done_inside(HERE, Flash::warn(text)).await;
    }
    let site = desk.site.clone();
    confirms(&site, &row, &mut form, "sandi-cadangan").await?;
    if !form.is_good() {
        return page(desk, form).await;
    }
    let codes = RecoveryCodes::issue(&site.app.passwords)
        .await
        .map_err(away)?;
    store::door::set_recovery(&mut desk.tx, row.id, &codes.hashes).await?;
    desk.record("kunci.cadangan", "", json!({})).await?;
    let page = CodesDesk {
        codes: codes.codes.iter().map(RecoveryCode::to_string).collect(),
        back: HERE,
    };
    desk.commit_and_page("Kode cadangan", &page).await
}

/// `POST /kantor/akun/sesi/{reference}`: one device out.
pub async fn end_session(
    Path(reference): Path<String>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let reference: SessionRef = reference.parse().map_err(|_| AppError::NotFound)?;
    let village = desk.site.village.entry.schema;
    let ended = desk
        .site
        .app
        .sessions
        .revoke_listed(village.as_str(), desk.me.id, &reference)
        .await
        .map_err(away)?;
    if !ended {
        return desk
            .done_inside(HERE, Flash::warn("Perangkat itu sudah keluar."))
            .await;
    }
    desk.record("sesi.akhiri", "", json!({})).await?;
    desk.done_inside(HERE, Flash::good("Perangkat itu sudah dikeluarkan."))
        .await
}

/// `POST /kantor/akun/keluarkan-lain`: every device but this one.
pub async fn end_others(DeskForm { mut desk, .. }: DeskForm) -> AppResult<Response> {
    let ended = desk.end_other_sessions().await?;
    desk.record("sesi.akhiri", "", json!({ "jumlah": ended }))
        .await?;
    let text = match ended {
        0 => "Tidak ada perangkat lain yang masuk.".to_owned(),
        ended => format!("{ended} perangkat lain sudah dikeluarkan."),
    };
    desk.done_inside(HERE, Flash::good(text)).await
}

/// Asks for her password again.
async fn confirms(
    site: &Site,
    row: &DoorRow,
    form: &mut Form,
    shown_at: &'static str,
) -> AppResult<()> {
    let (room, hash) = (Room::Office(site.clone()), row.password_hash.as_deref());
    is_really_her(&room, &row.email, hash, form, shown_at).await
}
