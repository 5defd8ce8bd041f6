//! The photo of a person: made small, kept sealed, shown to who may see her.

use axum::{
    extract::Path,
    response::{IntoResponse, Response},
};
use http::header;
use media::picture::{PictureError, small_in_turn};
use serde_json::json;
use sqlx::PgConnection;
use uuid::Uuid;
use vault::KeySet;
use web::{
    AppResult, Form, OrNotFound, keys,
    office::{Desk, DeskForm, Flash},
};

use super::{PEOPLE, seen};
use crate::{
    reach::Reach,
    store::{columns::PHOTO, people, photos},
};

/// The longest side: enough to know somebody by, too little to print a card with.
const SIDE: u32 = 480;
/// The fields by which a photo comes: taken on the spot, or picked.
const FIELDS: [&str; 2] = ["foto_kamera", "foto"];

/// The photo that came with a form, small; what is wrong with it is said next to its field. Comes first in
/// a handler: the transaction ends while the picture is worked on.
pub(super) async fn sent(desk: &mut Desk, form: &mut Form) -> AppResult<Option<Vec<u8>>> {
    let Some(file) = FIELDS.iter().find_map(|field| form.take_file(field)) else {
        return Ok(None);
    };
    let Some(bytes) = file.bytes else {
        form.wrong(
            "foto",
            "Foto ini lebih besar dari 25 MB. Pilih yang lebih kecil.",
        );
        return Ok(None);
    };
    match desk.aside(small_in_turn(bytes, SIDE)).await? {
        Ok(small) => Ok(Some(small)),
        Err(PictureError::Encoding(reason)) => {
            tracing::error!(%reason, "a photo of a resident was not written");
            form.wrong("foto", PictureError::Encoding(reason).to_string());
            Ok(None)
        }
        Err(error) => {
            form.wrong("foto", error.to_string());
            Ok(None)
        }
    }
}

/// Says that a photo has to be picked again, as browsers do not keep files in a form that comes back.
pub(super) fn ask_again(form: &mut Form, photo: Option<&[u8]>) {
    if photo.is_some() {
        form.wrong(
            "foto",
            "Pilih fotonya sekali lagi; yang tadi tidak ikut tersimpan.",
        );
    }
}

/// Keeps what [`sent`] made.
pub(super) async fn keep(
    db: &mut PgConnection,
    keys: &KeySet,
    resident: Uuid,
    photo: Option<&[u8]>,
) -> sqlx::Result<()> {
    let Some(photo) = photo else { return Ok(()) };
    let sealed = keys.seal(PHOTO.of(resident), photo);
    photos::put(db, resident, &sealed).await
}

/// `GET /kantor/penduduk/{id}/foto`
///
/// A look at a photo is not written down one by one: it is shown with every visit of the person's page, to
/// those alone who may open it, and a record of each would bury the looks at numbers.
pub async fn show(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let sealed = photos::sealed(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let keys = keys::of(&desk.site.app, &mut desk.tx).await?;
    let photo = keys
        .open(PHOTO.of(id), &sealed)
        .map_err(seen::broken)?
        .to_vec();
    desk.tx.finish().await?;
    let headers = [
        (header::CONTENT_TYPE, "image/jpeg"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    Ok((headers, photo).into_response())
}

/// `POST /kantor/penduduk/{id}/foto/hapus`
pub async fn remove(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let reach = Reach::of(&mut desk).await?;
    let row = people::one(&mut desk.tx, &reach, id)
        .await?
        .or_not_found()?;
    let is_gone = photos::remove(&mut desk.tx, id).await?;
    is_gone.then_some(()).or_not_found()?;
    let subject = seen::in_record(&row.name);
    desk.record("penduduk.foto", &subject, json!({ "id": id }))
        .await?;
    desk.done_inside(
        &format!("{PEOPLE}/{id}"),
        Flash::good("Fotonya sudah dihapus."),
    )
    .await
}
