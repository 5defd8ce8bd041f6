//! Photos come into an album: chosen from the library, or sent.

use axum::{extract::Path, response::Response};
use http::{HeaderMap, StatusCode};
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, OrNotFound, Query,
    office::{Desk, DeskForm, DeskUpload, Flash},
};

use super::{HERE, telling::tell};
use crate::{
    office::photos::{LibraryQuery, for_reader, for_script, is_script, kept_query, take_all, told},
    pages::office::{albums::AlbumPhotosDesk, photos::PhotoCard},
    store::{
        album_desk::{self, EditedAlbum},
        library::{self, Wanted},
        photos,
    },
};

/// `GET /kantor/galeri/{id}/foto`: the library without what is in the album already.
pub async fn choose(
    mut desk: Desk,
    Path(id): Path<Uuid>,
    Query(query): Query<LibraryQuery>,
) -> AppResult<Response> {
    let album = album_desk::edited(&mut desk.tx, id).await?.or_not_found()?;
    let there = album_desk::placed(&mut desk.tx, id).await?;
    let wanted = Wanted {
        is_ready: true,
        except: there.iter().map(|photo| photo.id).collect(),
        ..query.wanted()
    };
    let start = query.part.start()?;
    let part = library::list(&mut desk.tx, &wanted, start)
        .await?
        .existing()?;
    let here = format!("{HERE}/{id}/foto");
    let kept = kept_query(&[("q", &query.words())]);
    let page = AlbumPhotosDesk {
        title: album.title,
        q: query.words(),
        photos: part
            .rows
            .iter()
            .map(|row| PhotoCard::of(row, true))
            .collect(),
        pager: part.pager_with(&here, &kept),
        back_href: format!("{HERE}/{id}"),
        action: here,
    };
    desk.page("Pilih foto", &page).await
}

/// `POST /kantor/galeri/{id}/foto`
pub async fn add(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, form }: DeskForm,
) -> AppResult<Response> {
    let album = album_desk::edited(&mut desk.tx, id).await?.or_not_found()?;
    let chosen: Vec<Uuid> = form
        .all("pilih")
        .filter_map(|id| Uuid::try_parse(id).ok())
        .take(200)
        .collect();
    if chosen.is_empty() {
        let flash = Flash::warn("Pilih dulu foto yang akan masuk ke album.");
        return desk.done_inside(&format!("{HERE}/{id}/foto"), flash).await;
    }
    let added = put(&mut desk, &album, &chosen).await?;
    let flash = if added < chosen.len() {
        Flash::warn(format!(
            "{added} foto ditambahkan. Yang lain sudah ada di album, atau album sudah penuh: \
             isinya paling banyak {} foto.",
            album_desk::MOST
        ))
    } else {
        Flash::good(format!("{added} foto ditambahkan."))
    };
    desk.done(&format!("{HERE}/{id}"), flash).await
}

/// `POST /kantor/galeri/{id}/unggah`: like sending to the library, and into the album too.
pub async fn send(
    headers: HeaderMap,
    Path(id): Path<Uuid>,
    sending: DeskUpload,
) -> AppResult<Response> {
    let DeskUpload { seat, upload } = sending;
    let mut desk = match seat.desk().await {
        Ok(desk) => desk,
        Err(response) => return Ok(response),
    };
    album_desk::edited(&mut desk.tx, id).await?.or_not_found()?;
    desk.tx.finish().await?;

    let received = match take_all(&seat, upload).await {
        Ok(received) => received,
        Err(response) => return Ok(response),
    };
    let mut sent: Vec<Uuid> = Vec::new();
    for taken in &received.taken {
        if !sent.contains(&taken.id) {
            sent.push(taken.id);
        }
    }
    let mut left_out = 0;
    if !sent.is_empty() {
        let mut desk = match seat.desk().await {
            Ok(desk) => desk,
            Err(response) => return Ok(response),
        };
        // Somebody may have deleted it while the photos came.
        let album = album_desk::edited(&mut desk.tx, id).await?.or_not_found()?;
        put(&mut desk, &album, &sent).await?;
        let there = album_desk::placed(&mut desk.tx, id).await?;
        let is_there = |id: &&Uuid| there.iter().any(|photo| photo.id == **id);
        left_out = sent.len() - sent.iter().filter(is_there).count();
        desk.tx.commit().await?;
    }
    if is_script(&headers) {
        if left_out > 0 {
            let words = format!(
                "Fotonya ada di pustaka, tetapi album ini penuh: isinya paling banyak {} foto.",
                album_desk::MOST
            );
            return Ok(told(StatusCode::UNPROCESSABLE_ENTITY, &words));
        }
        return Ok(for_script(received));
    }
    let more = match left_out {
        0 => String::new(),
        many => format!(
            " {many} foto tidak masuk album, karena album paling banyak berisi {} foto.",
            album_desk::MOST
        ),
    };
    for_reader(received, &format!("{HERE}/{id}"), &more)
}

/// Adds photos and tells everybody who has to know; says how many are new there.
async fn put(desk: &mut Desk, album: &EditedAlbum, chosen: &[Uuid]) -> AppResult<usize> {
    let held = photos::hold(&mut desk.tx, chosen).await?;
    // In the order in which they were chosen.
    let chosen: Vec<Uuid> = chosen
        .iter()
        .copied()
        .filter(|id| held.contains(id))
        .collect();
    let added = album_desk::add_photos(&mut desk.tx, album.id, &chosen).await?;
    if added > 0 {
        let now = desk.site.now();
        tell(desk, album, now).await?;
        let detail = json!({ "id": album.id, "foto": added });
        desk.record("galeri.foto", &album.title, detail).await?;
    }
    Ok(usize::try_from(added).unwrap_or(usize::MAX))
}
