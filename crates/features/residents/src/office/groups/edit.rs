//! Making and changing a group, and who keeps it.

use std::collections::HashSet;

use axum::{extract::Path, response::Response};
use identity::Role;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form,
    office::{Desk, DeskForm, Flash},
};

use super::{GROUPS, may_manage, own};
use crate::{
    domain::GroupDraft,
    pages::groups::GroupEditor,
    reach::Reach,
    store::{
        areas,
        groups::{self, GroupRow, keepers},
    },
};

const TAKEN: &str = "Kelompok dengan nama ini sudah ada.";

/// `GET /kantor/kelompok/baru`
pub async fn new(desk: Desk) -> AppResult<Response> {
    page(desk, &Form::default(), None, false).await
}

async fn page(
    mut desk: Desk,
    form: &Form,
    of: Option<Uuid>,
    is_wrong: bool,
) -> AppResult<Response> {
    let areas = areas::all(&mut desk.tx, &Reach::All).await?;
    let page = GroupEditor::new(form, &areas, of);
    let title = page.title;
    if is_wrong {
        desk.wrong(title, &page).await
    } else {
        desk.page(title, &page).await
    }
}

async fn read(desk: &mut Desk, form: &mut Form) -> AppResult<Option<GroupDraft>> {
    let areas = areas::all(&mut desk.tx, &Reach::All).await?;
    Ok(GroupDraft::read(form, |id| {
        areas.iter().any(|area| area.id == id)
    }))
}

/// `POST /kantor/kelompok/baru`
pub async fn add(DeskForm { mut desk, mut form }: DeskForm) -> AppResult<Response> {
    let Some(draft) = read(&mut desk, &mut form).await? else {
        return page(desk, &form, None, true).await;
    };
    let Some(id) = groups::add(&mut desk.tx, &draft).await? else {
        form.wrong("nama", TAKEN);
        return page(desk, &form, None, true).await;
    };
    desk.record("kelompok.ubah", &draft.name, json!({ "id": id }))
        .await?;
    let flash = Flash::good("Kelompok sudah dibuat. Sekarang tambahkan anggotanya.");
    desk.done_inside(&format!("{GROUPS}/{id}"), flash).await
}

/// `GET /kantor/kelompok/{id}/ubah`
pub async fn edit(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let group = own(&mut desk, id).await?;
    page(desk, &filled(&group), Some(id), false).await
}

fn filled(group: &GroupRow) -> Form {
    Form::filled([
        ("versi", group.version.to_string()),
        ("nama", group.name.clone()),
        ("jenis", group.kind.clone()),
        (
            "wilayah",
            group
                .area_id
                .map(|area| area.to_string())
                .unwrap_or_default(),
        ),
        ("catatan", group.note.clone()),
    ])
}

/// `POST /kantor/kelompok/{id}/ubah`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    own(&mut desk, id).await?;
    let Some(draft) = read(&mut desk, &mut form).await? else {
        return page(desk, &form, Some(id), true).await;
    };
    let version = form.raw("versi").parse().unwrap_or(0);
    let sentence = match groups::write(&mut desk.tx, (id, version), &draft).await {
        Ok(true) => {
            desk.record("kelompok.ubah", &draft.name, json!({ "id": id }))
                .await?;
            let flash = Flash::good("Perubahan kelompok sudah disimpan.");
            return desk.done_inside(&format!("{GROUPS}/{id}"), flash).await;
        }
        Ok(false) => {
            "Kelompok ini baru saja diubah orang lain. Muat ulang, lalu ulangi perubahan Anda."
        }
        Err(error) if is_taken(&error) => TAKEN,
        Err(error) => return Err(error.into()),
    };
    desk.tx = desk.site.begin().await?;
    form.wrong("nama", sentence);
    page(desk, &form, Some(id), true).await
}

fn is_taken(error: &sqlx::Error) -> bool {
    let database = error.as_database_error();
    database.and_then(|database| database.constraint()) == Some("groups_name_key_key")
}

/// `POST /kantor/kelompok/{id}/hapus`: one in which nobody is.
pub async fn remove(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let group = own(&mut desk, id).await?;
    if !groups::remove(&mut desk.tx, id).await? {
        let text = "Kelompok ini masih mempunyai anggota. Keluarkan dulu semuanya.";
        let flash = Flash::warn(text);
        return desk.done_inside(&format!("{GROUPS}/{id}"), flash).await;
    }
    desk.record("kelompok.hapus", &group.name, json!({ "id": id }))
        .await?;
    desk.done_inside(GROUPS, Flash::good("Kelompok sudah dihapus."))
        .await
}

/// `POST /kantor/kelompok/{id}/pengurus`: exactly these accounts keep it, from the next page they open.
pub async fn give(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, form }: DeskForm,
) -> AppResult<Response> {
    // Managing accounts is asked for by the route; who gives a group away keeps all of them.
    if !may_manage(&desk) {
        return Err(AppError::Forbidden(
            "Halaman ini untuk peran lain di kantor Anda.",
        ));
    }
    let group = own(&mut desk, id).await?;
    let ticked: HashSet<&str> = form.all("pengurus").collect();
    let chosen: Vec<Uuid> = keepers::of(&mut desk.tx, id, Role::Kelompok.as_str())
        .await?
        .into_iter()
        .map(|keeper| keeper.id)
        .filter(|staff| ticked.contains(&*staff.to_string()))
        .collect();
    keepers::give(&mut desk.tx, id, &chosen).await?;
    let detail = json!({ "id": id, "pengurus": chosen });
    desk.record("kelompok.pengurus", &group.name, detail)
        .await?;
    let flash = Flash::good("Pengurus kelompok ini sudah diatur.");
    desk.done_inside(&format!("{GROUPS}/{id}"), flash).await
}
