//! One member: what she is in the group, and going out of it.

use axum::{extract::Path, response::Response};
use kernel::time;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash},
};

use super::{GROUPS, may_manage, own};
use crate::{
    domain::draft,
    pages::groups::{MemberDesk, MemberLine},
    store::groups::{
        GroupRow,
        members::{self, MemberRow, Standing},
    },
};

/// `GET /kantor/kelompok/{id}/anggota/{member}`
pub async fn show(mut desk: Desk, Path((id, member)): Path<(Uuid, Uuid)>) -> AppResult<Response> {
    let group = own(&mut desk, id).await?;
    let member = members::one(&mut desk.tx, id, member)
        .await?
        .or_not_found()?;
    let joined = member.joined_on.map(|day| day.to_jiff().to_string());
    let form = Form::filled([
        ("jabatan", member.position.clone()),
        ("nomor", member.number.clone()),
        ("bergabung", joined.unwrap_or_default()),
    ]);
    page(desk, &group, &member, &form, false).await
}

async fn page(
    desk: Desk,
    group: &GroupRow,
    member: &MemberRow,
    form: &Form,
    is_wrong: bool,
) -> AppResult<Response> {
    let today = time::day(desk.site.now());
    let line = MemberLine::new(group.id, member, today);
    let page = MemberDesk::new(group, line, form, may_manage(&desk));
    if is_wrong {
        desk.wrong("Anggota kelompok", &page).await
    } else {
        desk.page("Anggota kelompok", &page).await
    }
}

/// `POST /kantor/kelompok/{id}/anggota/{member}`
pub async fn save(
    Path((id, member)): Path<(Uuid, Uuid)>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let group = own(&mut desk, id).await?;
    let member = members::one(&mut desk.tx, id, member)
        .await?
        .or_not_found()?;
    let today = time::day(desk.site.now());
    let standing = Standing {
        position: form.line("jabatan", 40),
        number: form.line("nomor", 20),
        joined_on: draft::optional(&mut form, "bergabung", |text| draft::past_day(text, today))
            .flatten(),
    };
    if !form.is_good() {
        return page(desk, &group, &member, &form, true).await;
    }
    members::write(&mut desk.tx, id, member.id, &standing).await?;
    told(desk, &group, &member, "Keterangan anggota sudah disimpan.").await
}

/// `POST /kantor/kelompok/{id}/anggota/{member}/keluar`
pub async fn leave(
    Path((id, member)): Path<(Uuid, Uuid)>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let group = own(&mut desk, id).await?;
    let member = members::one(&mut desk.tx, id, member)
        .await?
        .or_not_found()?;
    members::leave(&mut desk.tx, id, member.id).await?;
    told(
        desk,
        &group,
        &member,
        "Anggota sudah dikeluarkan dari kelompok.",
    )
    .await
}

async fn told(
    mut desk: Desk,
    group: &GroupRow,
    member: &MemberRow,
    text: &str,
) -> AppResult<Response> {
    let detail = json!({ "id": group.id, "penduduk": member.id });
    desk.record("kelompok.anggota", &group.name, detail).await?;
    let here = format!("{GROUPS}/{}", group.id);
    desk.done_inside(&here, Flash::good(text)).await
}
