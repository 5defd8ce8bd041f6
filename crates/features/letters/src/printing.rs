//! The paper of a signed letter: made by a job, kept closed, and told to whoever waits for it.

use std::sync::Arc;

use anyhow::Context as _;
use jobs::{Handlers, Job};
use kernel::SchemaName;
use print::{PrintError, Sheet};
use serde::Deserialize;
use uuid::Uuid;
use web::{App, Logo, keys};

use crate::{
    domain::State,
    paper::{Content, Marks, Proof, sheet},
    processing::enqueue_telling,
    proof::{CheckCode, Link, Qr, Signature, Summary, Token, file::seal},
    signing::{file_hash, open_key},
    store::{
        columns::{CONTENT, PDF},
        files,
        issued::{self, SheetRow},
        keys as key_store,
        requests::{self, Step},
    },
};

/// The kind of the job that makes a paper.
pub const PRINT: &str = "letters.print";
/// The kind of the job that forgets photos.
const FORGET: &str = "letters.forget";

#[derive(Deserialize)]
struct Payload {
    letter: Uuid,
}

/// Registers the work of this feature.
pub fn register(app: &App, handlers: &mut Handlers) {
    let printing = app.clone();
    handlers.on(PRINT, move |job| {
        let app = printing.clone();
        async move { print(&app, &job).await }
    });
    let forgetting = app.clone();
    handlers.nightly(FORGET, move |job| {
        let app = forgetting.clone();
        async move { forget(&app, &job).await }
    });
}

async fn print(app: &App, job: &Job) -> anyhow::Result<()> {
    let village = job.village.as_ref().context("a letter is a village's")?;
    let Payload { letter } = serde_json::from_value(job.payload.clone())?;
    let Some(made) = make(app, &village.schema, letter).await? else {
        return Ok(());
    };
    let mut tx = app.database.village(&village.schema).await?;
    let vault = keys::with(&app.vault, &mut tx).await?;
    let sealed = vault.seal(PDF.of(letter), &made.pdf);
    let now = app.clock.now();
    let hash = file_hash(&made.pdf);
    if issued::keep_pdf(&mut tx, letter, &sealed, &hash, now).await? {
        hand_over(&mut tx, &made, now).await?;
    }
    // A page that was asked for the code before the paper was there is not kept; nothing public changes.
    tx.finish().await.map_err(anyhow::Error::from)
}

/// A paper with what belongs to it.
struct Made {
    pdf: Vec<u8>,
    number: String,
    kind_name: String,
    request: Option<Uuid>,
    resident: Option<Uuid>,
}

/// Makes the paper with no transaction open; nothing when there is no such letter any more.
async fn make(app: &App, schema: &SchemaName, letter: Uuid) -> anyhow::Result<Option<Made>> {
    let mut tx = app.database.village(schema).await?;
    let Some(row) = issued::sheet(&mut tx, letter).await? else {
        tx.finish().await?;
        return Ok(None);
    };
    let vault = keys::with(&app.vault, &mut tx).await?;
    let clear = vault.open(CONTENT.of(letter), &row.content_sealed)?;
    let content: Content = serde_json::from_slice(&clear)?;
    let keys = key_store::all(&mut tx).await?;
    let key = keys
        .iter()
        .find(|key| key.id == row.key_id)
        .context("the key of a letter is gone")?;
    let key = open_key(&vault, key).map_err(|error| anyhow::anyhow!("{error}"))?;
    let logo = Logo::of(&mut tx).await?;
    tx.finish().await?;
    let logo = match logo {
        Some(logo) => logo.read(app, schema).await?,
        None => None,
    };
    let registry = app.registry();
    let village = registry
        .by_schema(schema)
        .context("the village of a letter is not on the register")?;
    let marks = marks(village, &row, logo.map(|logo| logo.to_vec().into()))?;
    let paper = sheet(&content, marks);
    let pdf = print_letter(paper).await?;
    Ok(Some(Made {
        pdf: seal(pdf, &key)?,
        number: row.number_text,
        kind_name: row.kind_name,
        request: row.request_id,
        resident: row.resident_id,
    }))
}

/// What stands on the paper besides what it says.
fn marks(
    village: &web::registry::Village,
    row: &SheetRow,
    logo: Option<Arc<[u8]>>,
) -> anyhow::Result<Marks> {
    let token: Token = row.token.parse()?;
    let code: CheckCode = row.check_code.parse()?;
    let summary = Summary::unpack(&row.summary).context("a summary is none")?;
    let link = Link {
        origin: village.base_url.clone(),
        token,
        summary,
        key: row.key_id.parse()?,
        signature: Signature::from_bytes(&row.signature).context("a signature is too short")?,
    };
    let palette: look::Palette = village.entry.palette.parse().unwrap_or_default();
    let host = village
        .base_url
        .split_once("://")
        .map_or(village.base_url.as_str(), |(_, host)| host);
    Ok(Marks {
        proof: Some(Proof {
            qr: Qr::new(link.text())?,
            place: format!("{host}/verifikasi"),
            code,
        }),
        logo,
        band: Marks::band(&village.entry.code.dotted(), palette),
        watermark: None,
        size: Default::default(),
        made_at: row.signed_at.to_jiff(),
    })
}

/// Sets a letter on a thread of its own.
///
/// # Errors
/// See [`PrintError`].
pub async fn print_letter(paper: Sheet) -> Result<Vec<u8>, PrintError> {
    print::Press::shared().print_small_aside(paper).await
}

/// The request is over, and whoever asked is told.
async fn hand_over(
    tx: &mut db::VillageTx,
    made: &Made,
    now: jiff::Timestamp,
) -> anyhow::Result<()> {
    let Some(request) = made.request else {
        return Ok(());
    };
    let step = Step {
        from: State::Signed,
        to: State::Delivered,
        by_name: "Sistem",
        by_staff: None,
        reason: "",
        note: "",
        now,
    };
    requests::step(tx, request, &step).await?;
    let asked_by = requests::one(tx, request)
        .await?
        .and_then(|row| row.asked_by);
    if let Some(resident) = asked_by.or(made.resident) {
        let text = format!(
            "{} nomor {} sudah ditandatangani dan dapat diunduh.",
            made.kind_name, made.number
        );
        enqueue_telling(tx, resident, request, &text).await?;
    }
    Ok(())
}

/// Photos of finished requests go after the time the village keeps them.
async fn forget(app: &App, job: &Job) -> anyhow::Result<()> {
    let village = job.village.as_ref().context("photos are a village's")?;
    let mut tx = app.database.village(&village.schema).await?;
    let settings = crate::settings::Settings::of(&mut tx, "")
        .await
        .map_err(|error| anyhow::anyhow!("{error}"))?;
    let days = i64::from(settings.files_days) * 24;
    let before = app
        .clock
        .now()
        .checked_sub(jiff::SignedDuration::from_hours(days))?;
    files::forget(&mut tx, before).await?;
    tx.finish().await?;
    Ok(())
}
