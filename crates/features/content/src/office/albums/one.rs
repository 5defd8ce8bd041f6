//! One album: new, opened again, saved, deleted.

use axum::{extract::Path, response::Response};
use kernel::{Slug, time};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, Form, OrNotFound,
    office::{Desk, DeskForm, Flash},
    search_index,
};

use super::{HERE, telling::tell};
use crate::{
    domain::album_draft::AlbumDraft,
    pages::office::albums::AlbumDesk,
    store::album_desk::{self, EditedAlbum, PlacedRow},
};

/// `GET /kantor/galeri/baru`
pub async fn new(desk: Desk) -> AppResult<Response> {
    let today = time::day(desk.site.now());
    let form = Form::filled([("tanggal", today.to_string()), ("versi", "0".to_owned())]);
    let page = AlbumDesk::new(Uuid::now_v7(), &form, None, &[]);
    desk.page("Album baru", &page).await
}

/// `GET /kantor/galeri/{id}`
pub async fn open(mut desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    let row = album_desk::edited(&mut desk.tx, id).await?.or_not_found()?;
    let photos = album_desk::placed(&mut desk.tx, id).await?;
    let form = Form::filled([
        ("judul", row.title.clone()),
        ("deskripsi", row.description.clone()),
        ("tanggal", row.happened_on.to_string()),
        ("alamat", row.slug.clone()),
        ("versi", row.version()),
    ]);
    let page = AlbumDesk::new(id, &form, Some(&row), &photos);
    desk.page(&row.title, &page).await
}

/// `POST /kantor/galeri/{id}`
pub async fn save(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let now = desk.site.now();
    let before = album_desk::edited(&mut desk.tx, id).await?;
    let photos = match &before {
        Some(_) => album_desk::placed(&mut desk.tx, id).await?,
        None => Vec::new(),
    };
    if let Some(row) = before
        .as_ref()
        .filter(|row| row.version() != form.raw("versi"))
    {
        form.wrong(
            "judul",
            "Album ini baru saja diubah orang lain. Isian Anda masih ada di bawah; simpan lagi bila \
             isian Anda yang dipakai.",
        );
        form.set("versi", row.version());
    }
    let ids: Vec<Uuid> = photos.iter().map(|photo| photo.id).collect();
    let Some(draft) = AlbumDraft::read(&mut form, &ids) else {
        return again(desk, id, &form, before.as_ref(), &photos).await;
    };
    let wanted = match (&draft.slug, &before) {
        (Some(slug), _) => slug.clone(),
        (None, Some(row)) => Slug::parse(&row.slug).map_err(anyhow::Error::from)?,
        (None, None) => Slug::from_title(&draft.title, "album"),
    };
    let slug = album_desk::free_slug(&mut desk.tx, &wanted, id).await?;
    if draft.slug.as_ref().is_some_and(|asked| *asked != slug) {
        form.wrong(
            "alamat",
            format!("Alamat ini sudah dipakai. Yang masih bebas: {slug}."),
        );
        return again(desk, id, &form, before.as_ref(), &photos).await;
    }
    album_desk::save(&mut desk.tx, id, &slug, &draft, now).await?;
    album_desk::arrange(&mut desk.tx, id, &draft.places).await?;
    follow(&mut desk, before.as_ref(), &slug).await?;
    let row = album_desk::edited(&mut desk.tx, id).await?.or_not_found()?;
    tell(&mut desk, &row, now).await?;
    let (action, sentence) = match before {
        Some(_) => ("galeri.ubah", "Perubahan sudah tampil di galeri."),
        None => (
            "galeri.buat",
            "Album tersimpan. Sekarang tambahkan fotonya.",
        ),
    };
    let detail = json!({ "id": id, "alamat": slug.as_str() });
    desk.record(action, &draft.title, detail).await?;
    desk.done(&format!("{HERE}/{id}"), Flash::good(sentence))
        .await
}

/// The form again, with what was typed and what is wrong with it.
async fn again(
    desk: Desk,
    id: Uuid,
    form: &Form,
    before: Option<&EditedAlbum>,
    photos: &[PlacedRow],
) -> AppResult<Response> {
    let page = AlbumDesk::new(id, form, before, photos);
    desk.wrong("Album", &page).await
}

/// Search and redirects follow the address.
async fn follow(desk: &mut Desk, before: Option<&EditedAlbum>, slug: &Slug) -> AppResult<()> {
    match before {
        Some(row) if row.slug != slug.as_str() => {
            search_index::remove(&mut desk.tx, &format!("/galeri/{}", row.slug)).await?;
            album_desk::redirect(&mut desk.tx, &row.slug, slug.as_str()).await?;
        }
        Some(_) => {}
        None => album_desk::take_address(&mut desk.tx, slug.as_str()).await?,
    }
    Ok(())
}

/// `POST /kantor/galeri/{id}/hapus`
pub async fn delete(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let (slug, title) = album_desk::delete(&mut desk.tx, id).await?.or_not_found()?;
    search_index::remove(&mut desk.tx, &format!("/galeri/{slug}")).await?;
    desk.record("galeri.hapus", &title, json!({ "id": id }))
        .await?;
    let flash = Flash::good(format!(
        "Album “{title}” dihapus. Fotonya tetap ada di pustaka."
    ));
    desk.done(HERE, flash).await
}
