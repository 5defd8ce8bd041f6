//! Saving while writing: kept beside the text, never over it.

use axum::{
    Json,
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use kernel::time;
use serde::Serialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;
use web::{
    AppResult, Form,
    office::{Desk, DeskForm},
};

use crate::store::drafts::{self, Kind, Writer};

/// Who typed within this time is still there.
const STILL_THERE: SignedDuration = SignedDuration::from_mins(10);

/// The fields of the forms that are kept.
const FIELDS: [&str; 12] = [
    "judul",
    "isi",
    "ringkasan",
    "kategori",
    "foto",
    "foto_alt",
    "alamat",
    "tanggal",
    "jam",
    "komentar",
    "urutan",
    "versi",
];

/// `POST /kantor/artikel/{id}/otomatis`
pub async fn keep_article(Path(id): Path<Uuid>, form: DeskForm) -> AppResult<Response> {
    keep(Kind::Article, id, form).await
}

/// `POST /kantor/halaman/{id}/otomatis`
pub async fn keep_page(Path(id): Path<Uuid>, form: DeskForm) -> AppResult<Response> {
    keep(Kind::Page, id, form).await
}

async fn keep(kind: Kind, id: Uuid, DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let now = desk.site.now();
    let values = form.view().values;
    let fields: Map<String, Value> = FIELDS
        .into_iter()
        .filter_map(|name| Some((name.to_owned(), Value::from(values.get(name)?.as_str()))))
        .collect();
    let writer = Writer {
        id: desk.me.id,
        name: &desk.me.name,
    };
    drafts::put(&mut desk.tx, kind, id, writer, &fields.into(), now).await?;
    let others = others(&mut desk, kind, id).await?;
    let version = drafts::version(&mut desk.tx, kind, id).await?;
    // Nothing that the public sees has changed.
    desk.tx.finish().await?;
    let typed_over = form.raw("versi").parse::<i32>().ok();
    if version.is_some() && typed_over.is_some() && version != typed_over {
        let message = "Orang lain baru saja menyimpan tulisan ini. Tulisan Anda tetap aman; lihat \
                       dulu perubahannya sebelum menyimpan.";
        let href = format!("{}/{id}/riwayat", kind.desk());
        let body = Json(json!({ "message": message, "href": href }));
        return Ok((StatusCode::CONFLICT, body).into_response());
    }
    let saved_at = time::clock(now);
    Ok(Json(json!({ "saved_at": saved_at, "others": others })).into_response())
}

/// `POST /kantor/artikel/{id}/otomatis/buang`
pub async fn forget_article(Path(id): Path<Uuid>, form: DeskForm) -> AppResult<Response> {
    forget(Kind::Article, id, form).await
}

/// `POST /kantor/halaman/{id}/otomatis/buang`
pub async fn forget_page(Path(id): Path<Uuid>, form: DeskForm) -> AppResult<Response> {
    forget(Kind::Page, id, form).await
}

async fn forget(kind: Kind, id: Uuid, DeskForm { mut desk, .. }: DeskForm) -> AppResult<Response> {
    let staff = desk.me.id;
    drafts::forget(&mut desk.tx, kind, id, staff).await?;
    let exists = drafts::version(&mut desk.tx, kind, id).await?.is_some();
    desk.tx.finish().await?;
    let list = kind.desk().to_owned();
    let href = if exists { format!("{list}/{id}") } else { list };
    Ok(Redirect::to(&href).into_response())
}

/// Somebody else at the same text, as the form shows her.
#[derive(Debug, Clone, Serialize)]
pub struct Other {
    pub name: String,
    /// "09.41"
    pub since: String,
}

/// Who else types at this text now.
pub async fn others(desk: &mut Desk, kind: Kind, id: Uuid) -> AppResult<Vec<Other>> {
    let since = desk
        .site
        .now()
        .saturating_sub(STILL_THERE)
        .unwrap_or(Timestamp::MIN);
    let me = desk.me.id;
    let rows = drafts::others(&mut desk.tx, kind, id, me, since).await?;
    Ok(rows
        .into_iter()
        .map(|row| Other {
            name: row.name,
            since: time::clock(row.saved_at.to_jiff()),
        })
        .collect())
}

/// What she typed and did not save, if that is newer than what was saved: the form as she left it
/// and when that was.
pub async fn unsaved(
    desk: &mut Desk,
    kind: Kind,
    id: Uuid,
    saved: Option<Timestamp>,
) -> AppResult<Option<(Form, String)>> {
    let me = desk.me.id;
    let Some(row) = drafts::mine(&mut desk.tx, kind, id, me).await? else {
        return Ok(None);
    };
    let typed_at = row.saved_at.to_jiff();
    if saved.is_some_and(|saved| saved >= typed_at) {
        return Ok(None);
    }
    let text = |name: &'static str| {
        let value = row.fields.get(name)?.as_str()?;
        Some((name, value.to_owned()))
    };
    let form = Form::filled(FIELDS.into_iter().filter_map(text));
    Ok(Some((form, time::relative(typed_at, desk.site.now()))))
}
