//! The queue of comments: approve, reject, answer, undo.

use axum::{extract::Path, response::Response};
use identity::Capability::Moderate;
use kernel::Cursor;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, OrNotFound, Query,
    office::{Corner, CornerFuture, Desk, DeskForm, Flash, Needs, OfficeRoutes, RailPlace},
};

use crate::{
    domain::Status,
    pages::{CommentsCorner, QueueDesk, QueueRules},
    store,
};

const HERE: &str = "/kantor/komentar";
const COMMENTS: Needs = Needs::Capability(Moderate);
/// Comments on one page of the queue, and at most judged at once.
const PAGE: usize = 25;

/// The rail's entry for comments.
pub const PLACES: &[RailPlace] = &[RailPlace {
    label: "Komentar",
    href: HERE,
    icon: "message-circle",
    needs: COMMENTS,
    order: 30,
}];

/// What waits, for the first page.
pub const CORNERS: &[Corner] = &[Corner {
    order: 10,
    needs: COMMENTS,
    render: corner,
}];

/// The addresses below `/kantor`.
pub fn routes() -> OfficeRoutes {
    OfficeRoutes::new()
        .get(HERE, COMMENTS, queue)
        .post(HERE, COMMENTS, judge)
        .post("/kantor/komentar/urungkan", COMMENTS, undo)
        .post("/kantor/komentar/aturan", COMMENTS, rules)
        .post("/kantor/komentar/{id}/balas", COMMENTS, answer)
}

/// Which part of which queue.
#[derive(Debug, Default, Deserialize)]
pub struct QueueQuery {
    #[serde(default)]
    status: String,
    #[serde(default)]
    sebelum: String,
}

/// `GET /kantor/komentar`
pub async fn queue(mut desk: Desk, Query(query): Query<QueueQuery>) -> AppResult<Response> {
    let now = desk.site.now();
    let status = Status::of_word(&query.status);
    let below = if query.sebelum.is_empty() {
        Cursor::new(now, Uuid::max())
    } else {
        Cursor::decode(&query.sebelum).map_err(|_| {
            AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal.")
        })?
    };
    let mut rows = store::queue(&mut desk.tx, status, below, PAGE as i64).await?;
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let older = rows
        .last()
        .filter(|_| has_more)
        .map(|row| Cursor::new(row.created_at.to_jiff(), row.id));
    let counts = store::counts(&mut desk.tx).await?;
    let is_open = store::comments_enabled(&mut desk.tx).await?;
    let rules = QueueRules {
        is_open,
        shows_contact: desk.has_second_factor(),
        now,
    };
    let page = QueueDesk::new(HERE, status, &rows, &counts, older, rules);
    desk.page("Komentar", &page).await
}

/// `POST /kantor/komentar`: one button for all that are ticked, or for the one it stands in.
pub async fn judge(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let back = format!(
        "{HERE}?status={}",
        Status::of_word(form.raw("status")).word()
    );
    // A button within a comment sends "setujui:ID", the bar below the list "setujui".
    let (word, ids) = match form.raw("aksi").split_once(':') {
        Some((word, id)) => (word.to_owned(), vec![id.to_owned()]),
        None => (
            form.raw("aksi").to_owned(),
            form.all("pilih").take(PAGE).map(str::to_owned).collect(),
        ),
    };
    let status =
        Status::of_button(&word).ok_or(AppError::BadRequest("Tindakan ini tidak dikenal."))?;
    let ids: Vec<Uuid> = ids
        .iter()
        .filter_map(|id| Uuid::try_parse(id).ok())
        .collect();
    if ids.is_empty() {
        return desk
            .done(&back, Flash::warn("Belum ada komentar yang dipilih."))
            .await;
    }
    let now = desk.site.now();
    let by = desk.me.name.clone();
    let changed = store::judge(&mut desk.tx, &ids, status, &by, now).await?;
    let subject = format!("{} komentar", changed.len());
    desk.record(
        "komentar.nilai",
        &subject,
        json!({ "status": status.as_str(), "id": changed }),
    )
    .await?;
    let mut flash = Flash::good(status.done(changed.len()));
    if !changed.is_empty() {
        let ids: Vec<String> = changed.iter().map(Uuid::to_string).collect();
        let from = Status::of_word(form.raw("status")).word();
        let action = format!("{HERE}/urungkan?ke={from}&id={}", ids.join(","));
        flash = flash.with_undo(action, "Urungkan");
    }
    desk.done(&back, flash).await
}

/// What is to be undone.
#[derive(Debug, Default, Deserialize)]
pub struct UndoQuery {
    #[serde(default)]
    ke: String,
    #[serde(default)]
    id: String,
}

/// `POST /kantor/komentar/urungkan`
pub async fn undo(
    Query(query): Query<UndoQuery>,
    DeskForm { mut desk, .. }: DeskForm,
) -> AppResult<Response> {
    let status = Status::of_word(&query.ke);
    let ids: Vec<Uuid> = query
        .id
        .split(',')
        .take(PAGE)
        .filter_map(|id| Uuid::try_parse(id).ok())
        .collect();
    let now = desk.site.now();
    let by = desk.me.name.clone();
    let changed = store::judge(&mut desk.tx, &ids, status, &by, now).await?;
    let subject = format!("{} komentar", changed.len());
    desk.record(
        "komentar.urungkan",
        &subject,
        json!({ "status": status.as_str(), "id": changed }),
    )
    .await?;
    let back = format!("{HERE}?status={}", status.word());
    desk.done(&back, Flash::good(status.done(changed.len())))
        .await
}

/// `POST /kantor/komentar/{id}/balas`
pub async fn answer(
    Path(id): Path<Uuid>,
    DeskForm { mut desk, mut form }: DeskForm,
) -> AppResult<Response> {
    let back = format!(
        "{HERE}?status={}",
        Status::of_word(form.raw("status")).word()
    );
    let body = form.needed_text("isi", 3_000, "Tulis balasannya dulu.");
    if !form.is_good() {
        let problem = form.view().errors.remove("isi").unwrap_or_default();
        return desk.done(&back, Flash::warn(problem)).await;
    }
    let now = desk.site.now();
    let (author, by) = (desk.office_name(), desk.me.name.clone());
    let about = store::answer(&mut desk.tx, id, &author, &body, &by, now)
        .await?
        .or_not_found()?;
    desk.record("komentar.balas", &about, json!({ "id": id }))
        .await?;
    desk.done(
        &back,
        Flash::good("Balasan sudah tampil di bawah komentarnya."),
    )
    .await
}

/// `POST /kantor/komentar/aturan`: opens or closes the comments of the whole village.
pub async fn rules(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let is_open = form.raw("terima") == "ya";
    store::set_open(&mut desk.tx, is_open).await?;
    desk.record(
        "komentar.aturan",
        if is_open { "dibuka" } else { "ditutup" },
        json!({}),
    )
    .await?;
    let text = if is_open {
        "Warga bisa berkomentar lagi."
    } else {
        "Komentar ditutup. Yang sudah tampil tetap tampil."
    };
    desk.done(HERE, Flash::good(text)).await
}

fn corner(desk: &mut Desk) -> CornerFuture<'_> {
    Box::pin(async move {
        let waiting = store::waiting(&mut desk.tx).await?;
        if waiting == 0 {
            return Ok(None);
        }
        desk.site.render_part(&CommentsCorner { waiting }).map(Some)
    })
}
