//! What waits: by age and kind, and many at once.

use axum::response::Response;
use kernel::Cursor;
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::{
    AppError, AppResult, Query,
    office::{CornerFuture, Desk, DeskForm, Flash},
};

use super::LETTERS;
use crate::{
    domain::{Act, State},
    offered,
    pages::queue::{LettersCorner, QueueDesk, Shown},
    processing::{self, Outcome, Rights, Sitting, Wish},
    settings::Settings,
    store::lists::{self as store, Queue},
};

/// Requests on a page, and at most dealt with at once.
const PAGE: usize = 30;

/// Which part of what waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Received,
    Checked,
    Verified,
    Returned,
    All,
}

impl Part {
    pub const ALL: [Self; 5] = [
        Self::Received,
        Self::Checked,
        Self::Verified,
        Self::Returned,
        Self::All,
    ];

    /// The part of an address; nothing for a word it does not know.
    fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.word() == word)
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::Received => "periksa",
            Self::Checked => "verifikasi",
            Self::Verified => "tandatangan",
            Self::Returned => "kembali",
            Self::All => "semua",
        }
    }

    pub const fn label(self) -> &'static str {
        match self {
            Self::Received => "Diperiksa",
            Self::Checked => "Diverifikasi",
            Self::Verified => "Ditandatangani",
            Self::Returned => "Dikembalikan",
            Self::All => "Semua",
        }
    }

    pub fn states(self) -> Vec<State> {
        match self {
            Self::Received => vec![State::Received],
            Self::Checked => vec![State::Checked],
            Self::Verified => vec![State::Verified],
            Self::Returned => vec![State::Returned],
            Self::All => State::ALL
                .into_iter()
                .filter(|state| *state != State::Draft)
                .collect(),
        }
    }

    /// What can be done with many of them at once.
    pub const fn act(self) -> Option<Act> {
        match self {
            Self::Received => Some(Act::Check),
            Self::Checked => Some(Act::Verify),
            Self::Verified => Some(Act::Sign),
            Self::Returned | Self::All => None,
        }
    }
}

/// Which page of the queue.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct QueueQuery {
    bagian: String,
    jenis: String,
    /// The last row of the page before.
    sesudah: String,
}

/// `GET /kantor/surat`
pub async fn show(mut desk: Desk, Query(query): Query<QueueQuery>) -> AppResult<Response> {
    let after = match query.sesudah.as_str() {
        "" => None,
        word => Some(Cursor::decode(word).map_err(|_| {
            AppError::BadRequest("Alamat halaman ini tidak lengkap. Mulailah dari awal.")
        })?),
    };
    let counts = store::counts(&mut desk.tx).await?;
    let may_sign = Rights::of(&mut desk).await?.may_sign();
    // Who signs comes for what waits for a signature, everybody else for what came.
    let first = if may_sign
        && !desk
            .me
            .capabilities
            .has(identity::Capability::ProcessLetters)
    {
        Part::Verified
    } else {
        Part::Received
    };
    let part = Part::of_word(&query.bagian).unwrap_or(first);
    let wanted = Queue {
        states: part
            .states()
            .into_iter()
            .map(|state| state.as_str().to_owned())
            .collect(),
        kind: Some(query.jenis.clone()).filter(|kind| !kind.is_empty()),
    };
    let most = PAGE as i64;
    let mut rows = if part == Part::All {
        store::sent(&mut desk.tx, &wanted, after.as_ref(), most).await?
    } else {
        store::waiting(&mut desk.tx, &wanted, after.as_ref(), most).await?
    };
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let kinds = offered::all(&mut desk.tx).await?;
    let short = desk.site.village.entry.name.clone();
    let settings = Settings::of(&mut desk.tx, &short).await?;
    let shown = Shown {
        part,
        kind: &query.jenis,
        now: desk.site.now(),
        target_hours: settings.target_hours,
        may_sign,
        may_work: desk
            .me
            .capabilities
            .has(identity::Capability::ProcessLetters),
        is_first: after.is_none(),
        has_more,
    };
    let page = QueueDesk::new(&shown, &rows, &counts, &kinds);
    desk.page("Surat", &page).await
}

/// `POST /kantor/surat`: the same for all that are ticked.
pub async fn act(DeskForm { mut desk, form }: DeskForm) -> AppResult<Response> {
    let part = Part::of_word(form.raw("bagian")).unwrap_or(Part::Received);
    let back = format!("{LETTERS}?bagian={}", part.word());
    let ids: Vec<Uuid> = form
        .all("pilih")
        .filter_map(|id| Uuid::try_parse(id).ok())
        .take(PAGE)
        .collect();
    let wanted = Act::of_word(form.raw("aksi")).filter(|act| !act.needs_reason());
    let Some(act) = wanted else {
        let flash = Flash::warn("Pilih dahulu apa yang hendak dilakukan.");
        return desk.done_inside(&back, flash).await;
    };
    if ids.is_empty() {
        let flash = Flash::warn("Belum ada permohonan yang dipilih.");
        return desk.done_inside(&back, flash).await;
    }
    if !Rights::of(&mut desk).await?.may(act) {
        return desk
            .done_inside(&back, Flash::warn(processing::MAY_NOT))
            .await;
    }
    let (mut done, mut others) = (Vec::new(), Vec::new());
    let mut sitting = Sitting::default();
    let wish = Wish {
        act,
        reason: "",
        note: "",
    };
    for id in &ids {
        match processing::lead(&mut desk, &mut sitting, *id, wish).await? {
            Outcome::Done => done.push(*id),
            Outcome::NotNow(sentence) => others.push(sentence),
        }
    }
    if !done.is_empty() {
        let subject = format!("{} permohonan surat", done.len());
        desk.record(act.deed(), &subject, json!({ "id": done }))
            .await?;
    }
    let text = format!("{} permohonan selesai dikerjakan.", done.len());
    let flash = match others.first() {
        None => Flash::good(text),
        Some(first) => Flash::warn(format!("{text} {} tidak: {first}", others.len())),
    };
    desk.done_inside(&back, flash).await
}

/// What waits.
pub fn corner(desk: &mut Desk) -> CornerFuture<'_> {
    Box::pin(async move {
        let counts = store::counts(&mut desk.tx).await?;
        let corner = LettersCorner::new(&counts, desk.site.now());
        let Some(corner) = corner else {
            return Ok(None);
        };
        desk.site.render_part(&corner).map(Some)
    })
}
