//! A NIK that is in the registers of two villages: somebody moved and was not written off, or a number was
//! typed wrongly. Both villages are told that it is so, and not where; the district sees how many it are
//! between which villages.
//!
//! What is compared are marks: blind indexes under a key of the regency. They are made by a job, never in
//! the transaction of who writes somebody down.

use anyhow::Context as _;
use db::VillageTx;
use jobs::{Handlers, Job, JobVillage};
use kernel::{Nik, SchemaName};
use serde_json::json;
use uuid::Uuid;
use vault::{KeySet, Purpose};
use web::{App, keys};

use crate::store::{columns::NIK, elsewhere as store};

/// The kind of the job.
const COMPARE: &str = "residents.compare";

/// Asks for a comparison of the village of this transaction, for when it commits. One at most waits.
///
/// # Errors
/// When the database is away.
pub async fn ask(tx: &mut VillageTx) -> sqlx::Result<()> {
    jobs::enqueue(tx, COMPARE, &json!({}), Some("now")).await
}

/// Registers the job; it also runs once a day without anybody asking.
pub fn register(app: &App, handlers: &mut Handlers) {
    let app = app.clone();
    handlers.daily(COMPARE, move |job| {
        let app = app.clone();
        async move { compare(&app, &job).await }
    });
}

async fn compare(app: &App, job: &Job) -> anyhow::Result<()> {
    let village = job.village.as_ref().context("a register is a village's")?;
    let mut tx = app.database.village(&village.schema).await?;
    let own = keys::with(&app.vault, &mut tx).await?;
    let niks = store::niks(&mut tx).await?;
    tx.finish().await?;
    let (doubles, others) = put(app, village, own, niks).await?;
    let mut tx = app.database.village(&village.schema).await?;
    store::note(&mut tx, &doubles).await?;
    tx.finish().await?;
    for schema in others {
        let other: SchemaName = schema.parse()?;
        let mut tx = app.database.village(&other).await?;
        ask(&mut tx).await?;
        tx.finish().await?;
    }
    Ok(())
}

/// Stores the village's marks. Who of its residents is elsewhere, too, and which villages have to look
/// again.
async fn put(
    app: &App,
    village: &JobVillage,
    own: KeySet,
    niks: Vec<(Uuid, Vec<u8>)>,
) -> anyhow::Result<(Vec<Uuid>, Vec<String>)> {
    let code = village.code.dotted();
    let mut home = app.database.platform().await?;
    store::take_turn(&mut home, &code).await?;
    let regency = keys::regency::with(&app.vault, &mut home).await?;
    let has_former = regency.numbers(Purpose::Index).count() > 1;
    let newest = regency.numbers(Purpose::Index).last();
    let newest = newest.context("a key for the index")?.get();
    // Thousands are opened and hashed: nobody's page waits for it.
    let marking = move || marks(&own, &regency, &niks);
    let (residents, marks) = tokio::task::spawn_blocking(marking).await??;
    let changed = store::put(&mut home, &code, newest, &residents, &marks).await?;
    let doubles = store::doubles(&mut home, &code).await?;
    let others = if changed.is_empty() {
        Vec::new()
    } else {
        store::others(&mut home, &code, &changed).await?
    };
    home.commit().await?;
    if has_former {
        end_former_keys(app).await?;
    }
    Ok((doubles, others))
}

/// Takes away the keys with which no mark is left; in a transaction of its own, as the one that makes marks
/// holds them.
async fn end_former_keys(app: &App) -> anyhow::Result<()> {
    let mut home = app.database.platform().await?;
    if let Some(oldest) = store::oldest_key(&mut home).await? {
        keys::regency::take_away(&mut home, oldest).await?;
    }
    home.commit().await?;
    Ok(())
}

type Marks = (Vec<Uuid>, Vec<Vec<u8>>);

fn marks(own: &KeySet, regency: &KeySet, niks: &[(Uuid, Vec<u8>)]) -> anyhow::Result<Marks> {
    let (mut residents, mut marks) = (Vec::new(), Vec::new());
    for (id, sealed) in niks {
        let nik = own.read::<Nik>(NIK.of(*id), sealed)?;
        residents.push(*id);
        marks.push(regency.next_index(NIK, nik.expose()).as_bytes().to_vec());
    }
    Ok((residents, marks))
}
