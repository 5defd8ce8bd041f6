//! Photos of requirements: one at a time, made small, kept closed.

use axum::{extract::Path, response::Response};
use media::picture::{PictureError, small_in_turn};
use uuid::Uuid;
use web::{
    AppResult, OrNotFound,
    citizen::{CitizenDesk, CitizenForm},
    keys,
    office::Flash,
};

use super::{address, own, request};
use crate::{
    domain::State,
    offered,
    office::inline,
    store::{
        columns::FILE,
        files::{self as store, NewFile},
    },
};

/// The longest side: enough to read a card by.
const SIDE: u32 = 1_600;
/// Photos of one request.
const MOST: usize = 15;
/// The fields by which a photo comes: taken on the spot, or picked.
const FIELDS: [&str; 2] = ["foto_kamera", "foto"];

/// `POST /mandiri/surat/{id}/foto`
pub async fn add(
    Path(id): Path<Uuid>,
    CitizenForm { mut desk, mut form }: CitizenForm,
) -> AppResult<Response> {
    let row = own(&mut desk, id).await?;
    let is_open = State::of_word(&row.state).is_open_to_citizen();
    is_open.then_some(()).or_not_found()?;
    let kind = offered::asked(&mut desk.tx, &row.kind).await?;
    let wanted = form.raw("syarat").to_owned();
    let is_known = kind.requirements.contains(&wanted);
    is_known.then_some(()).or_not_found()?;
    let there = store::of_request(&mut desk.tx, id).await?;
    let Some(file) = FIELDS.iter().find_map(|field| form.take_file(field)) else {
        return request::wrong(desk, &row, &wanted, "Pilih fotonya dahulu.").await;
    };
    if there.len() >= MOST {
        let text = "Sudah 15 foto. Hapus yang tidak perlu sebelum menambah.";
        return request::wrong(desk, &row, &wanted, text).await;
    }
    let Some(bytes) = file.bytes else {
        let text = "Foto ini lebih besar dari 25 MB. Pilih yang lebih kecil.";
        return request::wrong(desk, &row, &wanted, text).await;
    };
    let small = match desk.aside(small_in_turn(bytes, SIDE)).await? {
        Ok(small) => small,
        Err(error) => {
            if let PictureError::Encoding(reason) = &error {
                tracing::error!(%reason, "a photo of a request was not written");
            }
            return request::wrong(desk, &row, &wanted, &error.to_string()).await;
        }
    };
    // While the picture was worked on the office may have taken the request up.
    let row = own(&mut desk, id).await?;
    if !State::of_word(&row.state).is_open_to_citizen() {
        let flash = Flash::warn("Permohonan ini sudah dikirim; fotonya tidak ditambahkan.");
        return desk.done_inside(&address(id), flash).await;
    }
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let file = Uuid::now_v7();
    let new = NewFile {
        id: file,
        request: id,
        requirement: &wanted,
        media_type: "image/jpeg",
        bytes: i32::try_from(small.len()).unwrap_or(i32::MAX),
        sealed: &keys.seal(FILE.of(file), &small),
        now: desk.site.now(),
    };
    store::add(&mut desk.tx, &new).await?;
    desk.done_inside(&address(id), Flash::good("Foto tersimpan."))
        .await
}

/// `GET /mandiri/surat/{id}/foto/{file}`
pub async fn show(
    mut desk: CitizenDesk,
    Path((id, file)): Path<(Uuid, Uuid)>,
) -> AppResult<Response> {
    own(&mut desk, id).await?;
    let (sealed, kind) = store::sealed(&mut desk.tx, id, file)
        .await?
        .or_not_found()?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let bytes = keys
        .open(FILE.of(file), &sealed)
        .map_err(|error| anyhow::anyhow!("a photo of a request: {error}"))?
        .to_vec();
    desk.tx.finish().await?;
    Ok(inline(bytes, &kind))
}

/// `POST /mandiri/surat/{id}/foto/{file}/hapus`
pub async fn remove(
    Path((id, file)): Path<(Uuid, Uuid)>,
    CitizenForm { mut desk, .. }: CitizenForm,
) -> AppResult<Response> {
    let row = own(&mut desk, id).await?;
    let is_open = State::of_word(&row.state).is_open_to_citizen();
    is_open.then_some(()).or_not_found()?;
    store::remove(&mut desk.tx, id, file).await?;
    desk.done_inside(&address(id), Flash::good("Foto dihapus."))
        .await
}
