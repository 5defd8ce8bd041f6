//! Moving a member of a short list one step.

use axum::response::Response;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, OrNotFound,
    office::{Desk, DeskForm, Flash},
};

use crate::{
    domain::order::{self, Direction},
    store::desk::order::{self as store, List},
};

/// Does what the buttons `naik` and `turun` of a list ask for, and leads back to it.
pub async fn step(sent: DeskForm, list: List, id: Uuid) -> AppResult<Response> {
    let DeskForm { mut desk, form } = sent;
    let (action, here) = names(list);
    store::lock(&mut desk.tx, list).await?;
    let members = store::beside(&mut desk.tx, list, id).await?;
    let name = members.iter().find(|member| member.id == id);
    let name = name.map(|member| member.name.clone()).or_not_found()?;
    let direction = Direction::of(form.raw("arah"))
        .ok_or(AppError::BadRequest("Tindakan ini tidak dikenal."))?;
    let before: Vec<Uuid> = members.iter().map(|member| member.id).collect();
    let after = order::moved(&before, id, direction).or_not_found()?;
    if after == before {
        let text = format!("“{name}” sudah berada di ujung daftar.");
        return desk.done_inside(here, Flash::warn(text)).await;
    }
    store::put(&mut desk.tx, list, &after).await?;
    let way = match direction {
        Direction::Up => "naik",
        Direction::Down => "turun",
    };
    finish(desk, action, here, &name, way, id).await
}

async fn finish(
    mut desk: Desk,
    action: &str,
    here: &str,
    name: &str,
    way: &str,
    id: Uuid,
) -> AppResult<Response> {
    desk.record(action, name, json!({ "id": id, "arah": way }))
        .await?;
    desk.done(here, Flash::good(format!("“{name}” {way} satu tempat.")))
        .await
}

/// What the record calls it, and where the list stands.
fn names(list: List) -> (&'static str, &'static str) {
    match list {
        List::Categories => ("kategori.urut", super::categories::HERE),
        List::Officials => ("perangkat.urut", super::officials::HERE),
        List::Menu => ("menu.urut", super::menu::HERE),
        List::RunningText => ("teks.urut", super::running_text::HERE),
    }
}
