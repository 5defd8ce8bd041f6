//! The list of news, and its trash.

use axum::response::Response;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, OrNotFound, Query,
    office::{Desk, DeskForm, Flash},
    search_index,
};

use crate::{
    domain::listing::PartQuery,
    intake::store::publish_latest,
    pages::office::{ArticleLine, ArticlesDesk, Chip},
    store::desk::{self, Kept},
};

pub const HERE: &str = "/kantor/artikel";

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    status: String,
    #[serde(default)]
    q: String,
    #[serde(flatten)]
    part: PartQuery,
}

const CHIPS: [(Kept, &str, &str); 5] = [
    (Kept::All, "", "Semua"),
    (Kept::Public, "terbit", "Terbit"),
    (Kept::Scheduled, "terjadwal", "Terjadwal"),
    (Kept::Drafts, "draf", "Draf"),
    (Kept::Trash, "sampah", "Sampah"),
];

/// `GET /kantor/artikel`
pub async fn list(mut desk: Desk, Query(query): Query<ListQuery>) -> AppResult<Response> {
    let now = desk.site.now();
    let (kept, word, _) = CHIPS
        .into_iter()
        .find(|(_, word, _)| *word == query.status)
        .unwrap_or(CHIPS[0]);
    let words: String = query.q.trim().chars().take(100).collect();
    let part = desk::list(&mut desk.tx, kept, &words, query.part.start()?, now)
        .await?
        .existing()?;
    let page = ArticlesDesk {
        q: words.clone(),
        status: word.to_owned(),
        chips: CHIPS
            .into_iter()
            .map(|(_, value, label)| Chip::new(HERE, value, label, word))
            .collect(),
        rows: part
            .rows
            .iter()
            .map(|row| ArticleLine::new(row, now))
            .collect(),
        pager: part.pager(HERE),
        in_trash: kept == Kept::Trash,
        new_href: format!("{HERE}/baru"),
    };
    desk.page("Berita", &page).await
}

/// `POST /kantor/artikel/{id}/sampah`
pub async fn trash(
    axum::extract::Path(id): axum::extract::Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let now = desk.site.now();
    let (slug, title) = desk::set_trashed(&mut desk.tx, id, true, now)
        .await?
        .or_not_found()?;
    search_index::remove(&mut desk.tx, &format!("/artikel/{slug}")).await?;
    publish_latest(&mut desk.tx, now).await?;
    desk.record("artikel.sampah", &title, json!({ "id": id }))
        .await?;
    let flash = Flash::good(format!(
        "“{title}” dipindahkan ke sampah. Bisa dipulihkan selama 30 hari."
    ));
    desk.done(HERE, flash).await
}

/// `POST /kantor/artikel/{id}/pulihkan`
pub async fn restore(
    axum::extract::Path(id): axum::extract::Path<Uuid>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let now = desk.site.now();
    let (_, title) = desk::set_trashed(&mut desk.tx, id, false, now)
        .await?
        .or_not_found()?;
    desk.record("artikel.pulihkan", &title, json!({ "id": id }))
        .await?;
    let flash = Flash::good(format!("“{title}” kembali sebagai draf."));
    desk.done(&format!("{HERE}/{id}"), flash).await
}
