//! What a text was before, and putting it back. The same for news and pages.

use axum::{extract::Path, response::Response};
use guard::Decision;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppResult, OrNotFound,
    office::{Desk, DeskForm, Flash},
    search_index::{self, Entry},
};

use super::guarding::{self, Words as Guarded};
use crate::{
    domain::written::Kind,
    intake::store::filled,
    pages::office::{HistoryDesk, RevisionLine},
    store::desk::texts::{self, RevisionRow, TextRow, Words},
};

/// `GET /kantor/artikel/{id}/riwayat`
pub async fn of_article(desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    show(desk, Kind::Article, id).await
}

/// `GET /kantor/halaman/{id}/riwayat`
pub async fn of_page(desk: Desk, Path(id): Path<Uuid>) -> AppResult<Response> {
    show(desk, Kind::Page, id).await
}

async fn show(mut desk: Desk, kind: Kind, id: Uuid) -> AppResult<Response> {
    let now = desk.site.now();
    let row = texts::current(&mut desk.tx, kind, id)
        .await?
        .or_not_found()?;
    let earlier = texts::revisions(&mut desk.tx, kind, id).await?;
    let page = HistoryDesk {
        title: row.title,
        href: format!("{}/{id}", kind.desk()),
        noun: kind.noun(),
        revisions: RevisionLine::chain(&row.body_html, &earlier, now),
    };
    desk.page("Riwayat", &page).await
}

/// `POST /kantor/artikel/{id}/riwayat/{revision}`
pub async fn restore_article(
    Path((id, revision)): Path<(Uuid, Uuid)>,
    sent: DeskForm,
) -> AppResult<Response> {
    restore(sent.desk, Kind::Article, id, revision).await
}

/// `POST /kantor/halaman/{id}/riwayat/{revision}`
pub async fn restore_page(
    Path((id, revision)): Path<(Uuid, Uuid)>,
    sent: DeskForm,
) -> AppResult<Response> {
    restore(sent.desk, Kind::Page, id, revision).await
}

/// Puts earlier words back and keeps those of today as a version of their own. What is public stays
/// public, a draft stays a draft, and the address stays what it is.
async fn restore(mut desk: Desk, kind: Kind, id: Uuid, revision: Uuid) -> AppResult<Response> {
    let now = desk.site.now();
    texts::hold(&mut desk.tx, kind, id).await?;
    let row = texts::current(&mut desk.tx, kind, id)
        .await?
        .or_not_found()?;
    let earlier = texts::revision(&mut desk.tx, kind, id, revision)
        .await?
        .or_not_found()?;
    if row.status == "published" && !may_return(&mut desk, id, &earlier).await? {
        let text = "Versi ini mirip iklan judi, jadi tidak langsung dipasang di situs. Salin isinya \
                    ke penyunting bila memang itu yang Anda inginkan.";
        let here = format!("{}/{id}/riwayat", kind.desk());
        return desk.done_inside(&here, Flash::warn(text)).await;
    }
    let was = Words {
        title: &row.title,
        excerpt: &row.excerpt,
        body_html: &row.body_html,
    };
    let by = desk.me.name.clone();
    texts::keep_revision(&mut desk.tx, kind, id, &was, &by, now).await?;
    let body = filled(&mut desk.tx, &earlier.body_html).await?;
    let words = Words {
        title: &earlier.title,
        excerpt: &earlier.excerpt,
        body_html: &body,
    };
    texts::replace_words(&mut desk.tx, kind, id, &words, now).await?;
    tell(&mut desk, kind, &row, &words).await?;

    let action = match kind {
        Kind::Article => "artikel.versi",
        Kind::Page => "halaman.versi",
    };
    let detail = json!({ "id": id, "versi": revision });
    desk.record(action, &earlier.title, detail).await?;
    let when = kernel::time::date_time(earlier.saved_at.to_jiff());
    let flash = Flash::good(format!(
        "Versi sebelum {when} sudah dipulihkan. Yang tadi tercatat di Riwayat."
    ));
    desk.done(&format!("{}/{id}", kind.desk()), flash).await
}

async fn may_return(desk: &mut Desk, id: Uuid, earlier: &RevisionRow) -> AppResult<bool> {
    let words = Guarded {
        title: &earlier.title,
        body: &earlier.body_html,
        is_html: true,
        link: "",
    };
    let verdict = guarding::examine(desk, id, words).await?;
    Ok(verdict.decision == Decision::Pass)
}

/// The search says what is said now.
async fn tell(desk: &mut Desk, kind: Kind, row: &TextRow, words: &Words<'_>) -> AppResult<()> {
    let now = desk.site.now();
    if row.status == "published" {
        let text = kernel::SafeHtml::from_store(words.body_html.to_owned()).text();
        let entry = Entry {
            address: &kind.address(&row.slug),
            kind: kind.word(),
            title: words.title,
            body: &text,
            media: row.photo_id,
            public_from: row.published_at.map_or(now, |at| at.to_jiff()),
        };
        search_index::put(&mut desk.tx, &entry).await?;
    }
    Ok(())
}
