//! What the register knows of her and her family, and what she wants put right.

use axum::response::Response;
use residents::{
    domain::Wish,
    lookup,
    store::{
        columns::WISH,
        rights::{self, NewRequest},
    },
};
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    citizen::{CitizenDesk, CitizenForm},
    keys,
    office::Flash,
};

use super::DATA;
use crate::pages::data::DataPage;

const TITLE: &str = "Data saya";

/// `GET /mandiri/data`
pub async fn show(mut desk: CitizenDesk) -> AppResult<Response> {
    let page = page(&mut desk, &Form::default()).await?;
    desk.page(TITLE, &page).await
}

async fn page(desk: &mut CitizenDesk, form: &Form) -> AppResult<DataPage> {
    let me = desk.me.resident;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let members = lookup::family_of(&mut desk.tx, me).await?;
    let mut ids: Vec<Uuid> = vec![me];
    ids.extend(
        members
            .iter()
            .map(|member| member.id)
            .filter(|id| *id != me),
    );
    let known = lookup::facts(&mut desk.tx, &keys, &ids).await?;
    let requests = rights::requests(&mut desk.tx, me).await?;
    let (own, family) = known.split_first().or_not_found()?;
    Ok(DataPage::new(own, family, &requests, form))
}

/// `POST /mandiri/data`: something should be put right.
pub async fn ask(CitizenForm { mut desk, mut form }: CitizenForm) -> AppResult<Response> {
    let Some(wish) = form.read("perbaikan", Wish::read) else {
        let page = page(&mut desk, &form).await?;
        return desk.wrong(TITLE, &page).await;
    };
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let id = Uuid::now_v7();
    let wish_sealed = keys.seal(WISH.of(id), wish.as_bytes());
    let by = desk.me.name.clone();
    let asked = NewRequest {
        id,
        resident: desk.me.resident,
        wish_sealed: &wish_sealed,
        came_by: "online",
        by: &by,
    };
    if !rights::ask(&mut desk.tx, asked).await? {
        form.wrong(
            "perbaikan",
            "Sudah ada sepuluh permintaan Anda yang menunggu. Tunggu jawaban kantor desa dulu.",
        );
        let page = page(&mut desk, &form).await?;
        return desk.wrong(TITLE, &page).await;
    }
    let flash = Flash::good("Permintaan Anda sudah dikirim ke kantor desa.");
    desk.done_inside(DATA, flash).await
}
