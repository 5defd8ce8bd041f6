//! The list of news, and its trash.

use axum::response::Response;
use identity::Capability::WriteNews;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, OrNotFound, Query,
    office::{Desk, DeskForm, Flash, Needs, OfficeRoutes},
    search_index,
};

use super::{autosave, editor, history, preview, saving};
use crate::{
    domain::listing::PartQuery,
    pages::office::{ArticleLine, ArticlesDesk, Chip},
    store::desk::{self, Kept},
};

pub const HERE: &str = "/kantor/artikel";

/// Its addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    const NEWS: Needs = Needs::Capability(WriteNews);
    OfficeRoutes::new()
        .get("/kantor/artikel", NEWS, list)
        .get("/kantor/artikel/baru", NEWS, editor::new)
        .get("/kantor/artikel/{id}", NEWS, editor::open)
        .post("/kantor/artikel/{id}", NEWS, saving::save)
        .post("/kantor/artikel/{id}/sampah", NEWS, trash)
        .post("/kantor/artikel/{id}/pulihkan", NEWS, restore)
        .get("/kantor/artikel/{id}/riwayat", NEWS, history::of_article)
        .post(
            "/kantor/artikel/{id}/riwayat/{revision}",
            NEWS,
            history::restore_article,
        )
        .post(
            "/kantor/artikel/{id}/otomatis",
            NEWS,
            autosave::keep_article,
        )
        .post(
            "/kantor/artikel/{id}/otomatis/buang",
            NEWS,
            autosave::forget_article,
        )
        .post("/kantor/artikel/{id}/pratinjau", NEWS, preview::article)
}

/// What the list is asked for.
#[derive(Debug, Default, Deserialize)]
pub struct ListQuery {
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub q: String,
    #[serde(flatten)]
    pub part: PartQuery,
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
        pager: super::narrowed(part.pager(HERE), word, &words),
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
