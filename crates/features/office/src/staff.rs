//! Who works here: invite, give roles, take away.

use axum::{extract::Path, response::Response};
use identity::{Capabilities, Capability, Purpose, Role, Token};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash},
};

use crate::{
    domain::{Newcomer, read_roles},
    mail,
    pages::{InvitedDesk, StaffDesk},
    store::{self, door::DoorRow},
};

pub const HERE: &str = "/kantor/pengguna";

/// `GET /kantor/pengguna`
pub async fn list(desk: Desk) -> AppResult<Response> {
    show(desk, Form::default()).await
}

async fn show(mut desk: Desk, form: Form) -> AppResult<Response> {
    let rows = store::staff::staff(&mut desk.tx).await?;
    let takes_help = store::help::takes_help(&mut desk.tx).await?;
    let page = StaffDesk::new(HERE, &rows, &form, desk.me.id, desk.site.now()).helped(takes_help);
    if form.is_good() {
        desk.page("Pengguna", &page).await
    } else {
        desk.wrong("Pengguna", &page).await
    }
}

/// `POST /kantor/pengguna`: invites somebody. The link is shown once and sent by mail.
pub async fn invite(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let Some(newcomer) = Newcomer::read(&mut form) else {
        return show(desk, form).await;
    };
    if !may_give(&newcomer.roles, &mut form) {
        return show(desk, form).await;
    }
    if let Some(most) = desk.site.village.entry.quotas.staff
        && store::staff::working(&mut desk.tx).await? >= most
    {
        form.wrong(
            "nama",
            format!(
                "Kantor ini sudah penuh: paling banyak {most} orang. Nonaktifkan yang tidak bekerja \
                 lagi, atau minta tambahan kepada kabupaten."
            ),
        );
        return show(desk, form).await;
    }
    let now = desk.site.now();
    let invited = store::staff::invite(
        &mut desk.tx,
        &newcomer.name,
        &newcomer.email,
        &newcomer.roles,
        now,
    )
    .await?;
    let Some(id) = invited else {
        form.wrong(
            "email",
            "Alamat ini sudah dipakai pengguna lain di desa ini.",
        );
        return show(desk, form).await;
    };
    desk.record(
        "pengguna.undang",
        &newcomer.name,
        json!({ "id": id, "peran": newcomer.roles }),
    )
    .await?;
    hand_out(desk, id, &newcomer.name).await
}

/// `POST /kantor/pengguna/{id}/undang`: a new link for somebody who has not come yet.
pub async fn invite_again(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let row = store::door::by_id(&mut desk.tx, id).await?.or_not_found()?;
    if row.status != "invited" {
        return desk
            .done_inside(
                HERE,
                Flash::warn(format!("{} sudah pernah masuk.", row.name)),
            )
            .await;
    }
    desk.record("pengguna.undang", &row.name, json!({ "id": id }))
        .await?;
    hand_out(desk, id, &row.name).await
}

/// Makes the link, sends it, and shows it once for those who rather send it by WhatsApp.
async fn hand_out(mut desk: Desk, id: Uuid, name: &str) -> AppResult<Response> {
    let token = Token::generate();
    let now = desk.site.now();
    let hash = token.hash(Purpose::Invitation);
    store::links::drop_links(&mut desk.tx, id).await?;
    store::links::put_link(&mut desk.tx, id, Purpose::Invitation, &hash, now).await?;
    let link = desk
        .site
        .absolute(&format!("/kantor/undangan/{}", token.to_text()));
    // The mail carries a link of its own, so that this one is written down nowhere.
    mail::ask(&mut desk.tx, id, Purpose::Invitation).await?;
    let page = InvitedDesk {
        name: name.to_owned(),
        link,
        back: HERE,
    };
    desk.commit_and_page("Undangan", &page).await
}

/// `POST /kantor/pengguna/{id}`: other roles, or no way in any more.
pub async fn change(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let row = store::door::by_id(&mut desk.tx, id).await?.or_not_found()?;
    if let Some(refusal) = untouchable(&desk, &row) {
        return desk.done_inside(HERE, Flash::warn(refusal)).await;
    }
    let roles = read_roles(&mut form);
    let is_disabled = form.has("nonaktif");
    if form.is_good() {
        may_give(&roles, &mut form);
    }
    if !form.is_good() {
        let problem = form.view().errors.into_values().next().unwrap_or_default();
        return desk.done_inside(HERE, Flash::warn(problem)).await;
    }
    let stays_manager = !is_disabled && Capabilities::of(&roles).has(Capability::ManageStaff);
    if !stays_manager && !others_manage(&mut desk, id).await? {
        let text = "Harus ada paling sedikit satu orang yang mengatur pengguna. Beri peran itu \
                    kepada orang lain dulu.";
        return desk.done_inside(HERE, Flash::warn(text)).await;
    }
    let now = desk.site.now();
    store::staff::set_staff(&mut desk.tx, id, &roles, is_disabled, now).await?;
    let detail = json!({ "id": id, "peran": roles, "nonaktif": is_disabled });
    desk.record("pengguna.ubah", &row.name, detail).await?;
    // Whoever has other rights now comes in anew.
    desk.end_sessions_of(id).await?;
    desk.done_inside(
        HERE,
        Flash::good(format!("Peran {} sudah diubah.", row.name)),
    )
    .await
}

/// Why somebody's roles are not hers to change, if they are not.
fn untouchable(desk: &Desk, row: &DoorRow) -> Option<String> {
    if row.id == desk.me.id {
        return Some("Peran Anda sendiri diubah oleh rekan lain yang mengatur pengguna.".into());
    }
    let is_signer = row
        .roles
        .iter()
        .filter_map(|role| role.parse().ok())
        .any(signs);
    is_signer.then(|| {
        format!(
            "Akun {} diatur oleh kabupaten, karena menandatangani surat.",
            row.name
        )
    })
}

/// Who signs for the village is said by the district: otherwise whoever manages accounts could
/// make herself one that signs.
fn may_give(roles: &[Role], form: &mut Form) -> bool {
    let signing = roles.iter().find(|role| signs(**role));
    if let Some(role) = signing {
        form.wrong(
            "peran",
            format!(
                "Peran {} hanya bisa diberikan oleh kabupaten. Hubungi Dinas Kominfo.",
                role.label()
            ),
        );
    }
    signing.is_none()
}

fn signs(role: Role) -> bool {
    role.capabilities().has(Capability::SignLetters)
}

async fn others_manage(desk: &mut Desk, id: Uuid) -> AppResult<bool> {
    let managers: Vec<String> = Role::ALL
        .into_iter()
        .filter(|role| role.capabilities().has(Capability::ManageStaff))
        .map(|role| role.to_string())
        .collect();
    Ok(store::staff::other_managers(&mut desk.tx, id, &managers).await? > 0)
}
