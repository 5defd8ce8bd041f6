//! One photo: what is said of it, where the eye should fall, where it is used.

use axum::{
    Json,
    body::Body,
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use media::{MediaKey, picture};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash},
    view::Picture,
};

use super::{
    HERE,
    picking::ALT,
    sending::{is_script, told},
};
use crate::{
    pages::office::photos::PhotoDesk,
    store::{library, photos},
};

/// `GET /kantor/foto/{id}`
pub async fn show(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = library::whole(&mut desk.tx, id).await?.or_not_found()?;
    let form = Form::filled([
        ("alt", row.alt.clone()),
        ("fokus_x", row.focus_x.to_string()),
        ("fokus_y", row.focus_y.to_string()),
    ]);
    let uses = library::uses(&mut desk.tx, id).await?;
    let page = PhotoDesk::new(&row, &form, &uses);
    desk.page(&row.file_name, &page).await
}

/// `POST /kantor/foto/{id}`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let row = library::whole(&mut desk.tx, id).await?.or_not_found()?;
    let alt = form.line("alt", ALT);
    let focus = (percent(&mut form, "fokus_x"), percent(&mut form, "fokus_y"));
    let (true, (Some(x), Some(y))) = (form.is_good(), focus) else {
        let uses = library::uses(&mut desk.tx, id).await?;
        let page = PhotoDesk::new(&row, &form, &uses);
        return desk.wrong(&row.file_name, &page).await;
    };
    if !library::change(&mut desk.tx, id, &alt, (x, y)).await? {
        return Err(AppError::NotFound);
    }
    desk.record("foto.ubah", &row.file_name, json!({ "id": id }))
        .await?;
    let flash = if alt.is_empty() {
        Flash::warn(
            "Tersimpan. Foto ini belum berketerangan, jadi belum dapat dibacakan kepada orang yang \
             tidak melihatnya.",
        )
    } else {
        Flash::good("Perubahan foto tersimpan.")
    };
    desk.done(&format!("{HERE}/{id}"), flash).await
}

/// In the middle when nothing was said.
fn percent(form: &mut Form, name: &'static str) -> Option<i16> {
    form.read(name, |text| {
        if text.is_empty() {
            return Ok(50);
        }
        let number = text.parse::<i16>().ok();
        number
            .filter(|number| (0..=100).contains(number))
            .ok_or("Isi angka dari 0 sampai 100.")
    })
}

/// `POST /kantor/foto/{id}/keterangan`: the words alone, as the list of uploads asks for them.
pub async fn describe(
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let alt = form.line("alt", ALT);
    let script = is_script(&headers);
    if !form.is_good() {
        let words = form.view().errors.remove("alt").unwrap_or_default();
        desk.tx.finish().await?;
        if script {
            return Ok(told(StatusCode::UNPROCESSABLE_ENTITY, &words));
        }
        return Err(AppError::BadRequest(
            "Keterangan foto paling panjang 300 huruf.",
        ));
    }
    let Some(name) = photos::describe(&mut desk.tx, id, &alt).await? else {
        desk.tx.finish().await?;
        if script {
            return Ok(told(StatusCode::NOT_FOUND, "Foto ini sudah tidak ada."));
        }
        return Err(AppError::NotFound);
    };
    desk.record("foto.keterangan", &name, json!({ "id": id }))
        .await?;
    if script {
        desk.tx.commit().await?;
        return Ok(Json(json!({ "id": id, "alt": alt })).into_response());
    }
    desk.done(
        &format!("{HERE}/{id}"),
        Flash::good("Keterangan foto tersimpan."),
    )
    .await
}

/// `GET /kantor/foto/{id}/gambar`: the photo, or the file as it was sent while its sizes are being
/// made. For the office's eyes only: what phones write into their files is still in it.
pub async fn image(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = photos::find(&mut desk.tx, id).await?.or_not_found()?;
    desk.tx.finish().await?;
    if let Some(picture) = Picture::of(row.photo.as_ref()) {
        return Ok(Redirect::to(&picture.src).into_response());
    }
    let hash = row.sha256.parse().map_err(anyhow::Error::from)?;
    let key = MediaKey::original(&desk.site.village.entry.schema, &hash);
    let object = match desk.site.app.objects.get(&key, None).await {
        Ok(object) => object,
        Err(error) if error.is_not_found() => return Err(AppError::NotFound),
        Err(error) => {
            tracing::warn!(%error, "object storage is away");
            return Err(AppError::Unavailable("object storage is away"));
        }
    };
    let kind = picture::inspect(&object.bytes).map_err(|_| AppError::NotFound)?;
    let mut response = Body::from(object.bytes).into_response();
    let out = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_TYPE, kind.format.content_type()),
        (header::CACHE_CONTROL, "private, no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; sandbox",
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        out.insert(name, HeaderValue::from_static(value));
    }
    Ok(response)
}
