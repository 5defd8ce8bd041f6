//! A file that was sent is taken in: looked at, made into the sizes of pages, kept.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use media::{
    ContentHash, MediaKey,
    picture::{self, PictureError, Processed},
};
use serde_json::json;
use tokio::time::Instant;
use tracing::Instrument;
use uuid::Uuid;
use web::{
    AppError, AppResult, SentFile, Site,
    office::{Desk, Who, record},
    view::Photo,
};

use crate::{
    jobs::{MEDIA_PROCESS, Task, Workshop},
    store::photos::{self, NewPhoto},
};

/// How long one sending waits for its pictures to be made ready. What is not ready then is finished
/// in the background.
const PATIENCE: Duration = Duration::from_secs(20);

/// Whose hand brings a file, when no transaction is open.
#[derive(Clone)]
pub(in crate::office) struct Hand {
    pub site: Site,
    pub staff: Uuid,
    pub name: String,
}

impl Hand {
    pub fn of(desk: &Desk) -> Self {
        Self {
            site: desk.site.clone(),
            staff: desk.me.id,
            name: desk.me.name.clone(),
        }
    }
}

/// A photo that is in the library now.
#[derive(Debug, Clone)]
pub(in crate::office) struct Taken {
    pub id: Uuid,
    /// It was there before.
    pub known: bool,
    pub alt: String,
    /// Nothing while its sizes are being made.
    pub photo: Option<Photo>,
}

/// Why a file was not taken, in words for whoever sent it.
#[derive(Debug, Clone)]
pub(in crate::office) struct Refused {
    pub status: StatusCode,
    pub words: String,
}

impl From<PictureError> for Refused {
    fn from(error: PictureError) -> Self {
        let status = match error {
            PictureError::TooHeavy { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            PictureError::Refused(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self {
            status,
            words: error.to_string(),
        }
    }
}

/// Until when pictures of a sending that begins now are waited for.
pub(super) fn deadline() -> Instant {
    Instant::now() + PATIENCE
}

/// Takes a file in. Nothing is kept of one that is refused.
///
/// The file is here: should its sender's line break now, the work goes on without her.
///
/// # Errors
/// When the database or the object store is away.
pub(super) async fn take(
    hand: Hand,
    file: SentFile,
    alt: String,
    until: Instant,
) -> AppResult<Result<Taken, Refused>> {
    let work = take_in(hand, file, alt, until).in_current_span();
    tokio::spawn(work).await.map_err(anyhow::Error::from)?
}

async fn take_in(
    hand: Hand,
    file: SentFile,
    alt: String,
    until: Instant,
) -> AppResult<Result<Taken, Refused>> {
    let Some(bytes) = file.bytes else {
        return Ok(Err(too_heavy()));
    };
    let kind = match picture::inspect(&bytes) {
        Ok(inspected) => inspected.format.content_type(),
        Err(error) => return Ok(Err(error.into())),
    };
    let hash = hash_of(bytes.clone()).await?;
    if let Some(taken) = known(&hand, &hash).await? {
        return Ok(Ok(taken));
    }
    let byte_size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    if let Some(refused) = no_room(&hand, byte_size).await? {
        return Ok(Err(refused));
    }
    let processed = match sizes(bytes.clone(), until).await {
        Ok(processed) => processed,
        Err(refused) => return Ok(Err(refused)),
    };
    let workshop = Workshop::of(&hand.site.app);
    let village = hand.site.village.entry.schema;
    let key = MediaKey::original(&village, &hash);
    workshop
        .objects
        .put(&key, kind, bytes)
        .await
        .map_err(|error| {
            tracing::warn!(%error, "a photo cannot be kept");
            AppError::Unavailable("object storage is away")
        })?;
    let new = NewPhoto {
        id: Uuid::now_v7(),
        sha256: hash.as_str(),
        file_name: if file.name.is_empty() {
            "foto"
        } else {
            &file.name
        },
        alt: &alt,
        byte_size,
        added_by: &hand.name,
    };
    let (id, alt) = register(&hand, &new, processed.is_some()).await?;
    let photo = match processed {
        Some(processed) => finish(&workshop, &hand, &hash, processed).await?,
        None => None,
    };
    Ok(Ok(Taken {
        id,
        known: id != new.id,
        alt,
        photo,
    }))
}

fn too_heavy() -> Refused {
    Refused {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        words:
            "Berkas ini lebih besar dari 25 MB. Kecilkan dulu fotonya, atau kirim lewat WhatsApp \
                ke diri sendiri dan simpan dari sana."
                .to_owned(),
    }
}

/// Why one more file is too much for what the district gave this village, if it is.
async fn no_room(hand: &Hand, byte_size: i64) -> AppResult<Option<Refused>> {
    let Some(most) = hand.site.village.entry.quotas.storage_bytes else {
        return Ok(None);
    };
    let mut tx = hand.site.begin().await?;
    let used = photos::bytes_used(&mut tx).await?;
    tx.finish().await?;
    if used.saturating_add(byte_size) <= most {
        return Ok(None);
    }
    let label = |bytes: i64| kernel::bytes_label(u64::try_from(bytes).unwrap_or(0));
    Ok(Some(Refused {
        status: StatusCode::INSUFFICIENT_STORAGE,
        words: format!(
            "Penyimpanan desa sudah terpakai {} dari {}. Hapus foto yang tidak dipakai, atau minta \
             tambahan kepada kabupaten.",
            label(used),
            label(most)
        ),
    }))
}

/// Off the threads that serve: 25 MB take a tenth of a second.
async fn hash_of(bytes: Bytes) -> AppResult<ContentHash> {
    let hash = tokio::task::spawn_blocking(move || ContentHash::of(&bytes)).await;
    Ok(hash.map_err(anyhow::Error::from)?)
}

/// The same photo sent before, when it can be shown already.
async fn known(hand: &Hand, hash: &ContentHash) -> AppResult<Option<Taken>> {
    let mut tx = hand.site.begin().await?;
    let row = photos::of_bytes(&mut tx, hash.as_str()).await?;
    tx.finish().await?;
    Ok(row.and_then(|row| {
        Some(Taken {
            id: row.id,
            known: true,
            photo: Some(row.photo?.0),
            alt: row.alt,
        })
    }))
}

/// Makes the sizes before anything is kept, so that a file that turns out to be broken leaves
/// nothing behind. `None` when it takes too long, or failed by our own fault.
async fn sizes(bytes: Bytes, until: Instant) -> Result<Option<Processed>, Refused> {
    match tokio::time::timeout_at(until, picture::process_in_turn(bytes)).await {
        Ok(Ok(processed)) => Ok(Some(processed)),
        Ok(Err(PictureError::Encoding(reason))) => {
            tracing::warn!(reason, "a photo could not be encoded");
            Ok(None)
        }
        Ok(Err(error)) => Err(error.into()),
        Err(_) => Ok(None),
    }
}

/// No page shows the photo yet, so none is dropped.
async fn register(
    hand: &Hand,
    new: &NewPhoto<'_>,
    is_processed: bool,
) -> AppResult<(Uuid, String)> {
    let site = &hand.site;
    let mut tx = site.begin().await?;
    let (id, alt) = photos::register(&mut tx, new, site.now()).await?;
    if !is_processed {
        ask_for_sizes(&mut tx, new.sha256).await?;
    }
    let detail = json!({ "id": id });
    record(
        site,
        &mut tx,
        Who {
            id: hand.staff,
            name: &hand.name,
        },
        "foto.unggah",
        new.file_name,
        detail,
    )
    .await?;
    tx.finish().await?;
    Ok((id, alt))
}

async fn ask_for_sizes(tx: &mut db::VillageTx, sha256: &str) -> sqlx::Result<()> {
    let task = Task {
        sha256: sha256.to_owned(),
        source: String::new(),
    };
    jobs::enqueue(tx, MEDIA_PROCESS, &task, Some(sha256)).await
}

/// A store that goes away now does not lose the photo: its sizes are made later.
async fn finish(
    workshop: &Workshop,
    hand: &Hand,
    hash: &ContentHash,
    processed: Processed,
) -> AppResult<Option<Photo>> {
    let village = &hand.site.village.entry.schema;
    match workshop.keep(village, hash.as_str(), processed).await {
        Ok(photo) => {
            // A text may have waited for it; who sent it sees it with the next request.
            hand.site.village.generation.advance();
            Ok(Some(photo))
        }
        Err(error) => {
            tracing::warn!(
                error = format!("{error:#}"),
                "sizes of a photo wait for another try"
            );
            let mut tx = hand.site.begin().await?;
            ask_for_sizes(&mut tx, hash.as_str()).await?;
            tx.finish().await?;
            Ok(None)
        }
    }
}
