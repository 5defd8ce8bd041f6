//! Who works for the district: invite, give a role, take away.

use axum::{extract::Path, response::Response};
use db::register::Subdistrict;
use identity::{DistrictRight, DistrictRole, Purpose, Token};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound, Query,
    console::{BASE, ConsoleDesk, ConsoleForm, KEY},
    door::away,
    office::Flash,
    read_email,
};

use crate::{
    acting, mail,
    pages::{InvitedDesk, PeopleDesk},
    provision::PERSON,
    store::{
        people::{self as store, Invitee},
        sso,
    },
};

pub const HERE: &str = "/konsol/pengguna";
const TITLE: &str = "Pengguna kabupaten";

/// People of one page.
const PAGE: usize = 50;

/// Which page of people.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PeopleQuery {
    /// Whoever the page begins after; what is nobody begins with the first.
    sesudah: String,
}

/// `GET /konsol/pengguna`
pub async fn list(desk: ConsoleDesk, Query(query): Query<PeopleQuery>) -> AppResult<Response> {
    page(desk, Form::default(), query.sesudah.parse().ok()).await
}

async fn show(desk: ConsoleDesk, form: Form) -> AppResult<Response> {
    page(desk, form, None).await
}

async fn page(mut desk: ConsoleDesk, form: Form, after: Option<Uuid>) -> AppResult<Response> {
    let size = i64::try_from(PAGE).map_err(anyhow::Error::from)?;
    let mut rows = store::people(&mut desk.tx, after, size).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let subdistricts = acting::subdistricts(&desk.portal).await?;
    let can_run = desk.may(DistrictRight::Run);
    let page = PeopleDesk::new(HERE, &rows, &form, &subdistricts)
        .paged(after.is_some(), has_more)
        .seen_by(desk.me.id, can_run, desk.portal.now());
    if form.is_good() {
        desk.page(TITLE, &page).await
    } else {
        desk.wrong(TITLE, &page).await
    }
}

/// A role, and for a pembina the codes of her subdistricts.
fn read_role(form: &mut Form, known: &[Subdistrict]) -> Option<(DistrictRole, Vec<String>)> {
    let role = form.read("peran", str::parse::<DistrictRole>)?;
    if !role.is_bound_to_subdistricts() {
        return Some((role, Vec::new()));
    }
    let mut chosen: Vec<String> = form.all("kecamatan").map(str::to_owned).collect();
    chosen.sort();
    chosen.dedup();
    if chosen.is_empty() {
        form.wrong("kecamatan", "Pilih kecamatan yang dibinanya.");
        return None;
    }
    let is_known = |code: &String| known.iter().any(|one| one.code == *code);
    if !chosen.iter().all(is_known) {
        form.wrong("kecamatan", "Kecamatan itu tidak ada di kabupaten ini.");
        return None;
    }
    Some((role, chosen))
}

/// `POST /konsol/pengguna`: invites somebody. The link is shown once and sent by mail.
pub async fn invite(ConsoleForm { mut desk, mut form }: ConsoleForm) -> AppResult<Response> {
    let subdistricts = acting::subdistricts(&desk.portal).await?;
    let name = form.needed_line("nama", PERSON, "Isi namanya.");
    let email = form.read("email", read_email);
    let role = read_role(&mut form, &subdistricts);
    let (Some(email), Some((role, chosen)), true) = (email, role, form.is_good()) else {
        return show(desk, form).await;
    };
    let person = Invitee {
        name: &name,
        email: &email,
        role,
        subdistricts: &chosen,
    };
    let now = desk.portal.now();
    let Some(id) = store::invite(&mut desk.tx, &person, now).await? else {
        form.wrong("email", "Alamat ini sudah dipakai pengguna lain.");
        return show(desk, form).await;
    };
    let detail = json!({ "id": id, "peran": role.as_str(), "kecamatan": chosen });
    desk.record("pengguna.undang", &name, detail).await?;
    hand_out(desk, id, &name).await
}

/// `POST /konsol/pengguna/{id}/undang`: a new link for somebody who has not come yet.
pub async fn invite_again(
    Path(id): Path<Uuid>,
    ConsoleForm { mut desk, .. }: ConsoleForm,
) -> AppResult<Response> {
    let row = store::by_id(&mut desk.tx, id).await?.or_not_found()?;
    if row.status != "invited" {
        let text = format!("{} sudah pernah masuk.", row.name);
        return desk.done(HERE, Flash::warn(text)).await;
    }
    desk.record("pengguna.undang", &row.name, json!({ "id": id }))
        .await?;
    hand_out(desk, id, &row.name).await
}

/// `POST /konsol/pengguna/{id}/lepas-sso`: somebody has another account at the identity provider now;
/// her next sign-in there binds it.
pub async fn release(
    Path(id): Path<Uuid>,
    ConsoleForm { mut desk, .. }: ConsoleForm,
) -> AppResult<Response> {
    let row = store::by_id(&mut desk.tx, id).await?.or_not_found()?;
    if !sso::release(&mut desk.tx, id).await? {
        let text = format!("Akun {} tidak terhubung ke akun bersama.", row.name);
        return desk.done(HERE, Flash::warn(text)).await;
    }
    desk.record("sso.lepas", &row.name, json!({ "id": id }))
        .await?;
    let text = format!("Akun bersama {} sudah dilepas.", row.name);
    desk.done(HERE, Flash::good(text)).await
}

/// Makes the link, sends it, and shows it once for those who rather send it by WhatsApp.
async fn hand_out(mut desk: ConsoleDesk, id: Uuid, name: &str) -> AppResult<Response> {
    let token = Token::generate();
    let now = desk.portal.now();
    store::drop_links(&mut desk.tx, id).await?;
    let hash = token.hash(Purpose::Invitation);
    store::put_link(&mut desk.tx, id, Purpose::Invitation, &hash, now).await?;
    // The mail carries a link of its own, so that this one is written down nowhere.
    mail::ask(&mut desk.tx, id, Purpose::Invitation).await?;
    let base = desk.portal.app.config.site.portal_url();
    let page = InvitedDesk {
        name: name.to_owned(),
        link: format!("{base}{BASE}/undangan/{}", token.to_text()),
        is_mailed: true,
        back: HERE.to_owned(),
    };
    desk.page("Undangan", &page).await
}

/// `POST /konsol/pengguna/{id}`: another role, or no way in any more.
pub async fn change(
    Path(id): Path<Uuid>,
    ConsoleForm { mut desk, mut form }: ConsoleForm,
) -> AppResult<Response> {
    let row = store::by_id(&mut desk.tx, id).await?.or_not_found()?;
    if row.id == desk.me.id {
        let text = "Peran Anda sendiri diubah oleh pengelola lain.";
        return desk.done(HERE, Flash::warn(text)).await;
    }
    let subdistricts = acting::subdistricts(&desk.portal).await?;
    let Some((role, chosen)) = read_role(&mut form, &subdistricts) else {
        let problem = form.view().errors.into_values().next().unwrap_or_default();
        return desk.done(HERE, Flash::warn(problem)).await;
    };
    let is_disabled = form.has("nonaktif");
    let stays = role == DistrictRole::Superadmin && !is_disabled;
    if !stays && store::other_superadmins(&mut desk.tx, id).await? == 0 {
        let text = "Harus ada paling sedikit satu pengelola kabupaten yang aktif.";
        return desk.done(HERE, Flash::warn(text)).await;
    }
    store::set_person(&mut desk.tx, id, role, &chosen, is_disabled).await?;
    let detail = json!({
        "id": id, "peran": role.as_str(), "kecamatan": chosen, "nonaktif": is_disabled,
    });
    desk.record("pengguna.ubah", &row.name, detail).await?;
    // Whoever has other rights now comes in anew.
    let sessions = &desk.portal.app.sessions;
    sessions.revoke_all(KEY, id, None).await.map_err(away)?;
    desk.done(
        HERE,
        Flash::good(format!("Peran {} sudah diubah.", row.name)),
    )
    .await
}
