//! Putting right what moves and drops that broke off have left.

use std::time::Duration;

use kernel::SchemaName;
use sqlx::{AssertSqlSafe, PgConnection, types::Json};

use super::{Right, notify, take_away, turn};
use crate::{Database, JOBS_CHANNEL, REGISTER_CHANNEL, Shard};

/// How long readers may go on with a copy that does not live any more.
const FAREWELL: Duration = Duration::from_secs(10 * 60);

/// What was put right.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Mended {
    /// Villages whose move broke off and that may be written to again.
    pub released: usize,
    /// Copies that did not live and are gone.
    pub removed: usize,
}

/// Puts right what moves and drops that broke off have left, in every database that answers, and
/// takes away copies whose village lives elsewhere for a while. Villages on whose turn somebody is
/// are left alone.
///
/// # Errors
/// When the register cannot be read.
pub async fn mend(database: &Database) -> sqlx::Result<Mended> {
    let mut mended = Mended::default();
    let mut home = database.owner().await?;
    for shard in database.shards() {
        let copies = match copies(shard).await {
            Ok(copies) => copies,
            Err(error) => {
                tracing::warn!(%error, shard = %shard.name, "copies of villages cannot be looked at");
                continue;
            }
        };
        for (schema, age) in copies {
            let Some(turn) = turn(database, &schema).await? else {
                continue;
            };
            let done = mend_one(&mut home, shard, &schema, age >= FAREWELL).await;
            turn.end().await;
            match done {
                Ok(one) => {
                    mended.released += one.released;
                    mended.removed += one.removed;
                }
                Err(error) => {
                    tracing::warn!(%error, shard = %shard.name, village = %schema, "a copy of a village was not tidied up");
                }
            }
        }
    }
    mended.released += arrive(database, &mut home).await?;
    Ok(mended)
}

/// The same for one village at once, whatever its age; the caller has its [`turn`].
///
/// # Errors
/// When a database does not answer.
pub async fn mend_village(database: &Database, schema: &SchemaName) -> sqlx::Result<()> {
    let mut home = database.owner().await?;
    for shard in database.shards() {
        let noted = copies(shard).await?.iter().any(|(copy, _)| copy == schema);
        if noted {
            mend_one(&mut home, shard, schema, true).await?;
        }
    }
    stay(&mut home, schema).await
}

async fn copies(shard: &Shard) -> sqlx::Result<Vec<(SchemaName, Duration)>> {
    let mut owner = shard.owner().await?;
    let rows: Vec<(String, f64)> = sqlx::query_as(
        "select schema_name, extract(epoch from now() - noted_at)::float8
         from platform.village_copies order by noted_at",
    )
    .fetch_all(&mut owner)
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|(schema, seconds)| {
            let age = Duration::from_secs_f64(seconds.max(0.0));
            Some((schema.parse().ok()?, age))
        })
        .collect())
}

async fn mend_one(
    home: &mut PgConnection,
    shard: &Shard,
    schema: &SchemaName,
    is_old: bool,
) -> sqlx::Result<Mended> {
    let lives_in: Option<(String,)> =
        sqlx::query_as("select shard from platform.villages where schema_name = $1")
            .bind(schema.as_str())
            .fetch_optional(&mut *home)
            .await?;
    let mut mended = Mended::default();
    match lives_in {
        Some((name,)) if name == shard.name.as_str() => {
            release(shard, schema).await?;
            mended.released = 1;
        }
        // Its village lives elsewhere, and readers may still be here.
        Some(_) if !is_old => {}
        _ => {
            take_away(shard, schema).await?;
            mended.removed = 1;
        }
    }
    Ok(mended)
}

/// Gives a village that lives here its rights back, and its work.
async fn release(shard: &Shard, schema: &SchemaName) -> sqlx::Result<()> {
    let mut owner = shard.owner().await?;
    sqlx::raw_sql("begin").execute(&mut owner).await?;
    let note: Option<(Json<Vec<Right>>,)> = sqlx::query_as(
        "delete from platform.village_copies where schema_name = $1 returning forbidden",
    )
    .bind(schema.as_str())
    .fetch_optional(&mut owner)
    .await?;
    let forbidden = note.map(|(Json(forbidden),)| forbidden).unwrap_or_default();
    // As noted by `still`, from the catalogue: names of tables and of three rights.
    let grants: String = forbidden
        .iter()
        .map(|(table, right)| format!("grant {right} on {schema}.\"{table}\" to {schema}; "))
        .collect();
    sqlx::query(
        "update platform.jobs set run_at = now()
         where village_code = $1 and status = 'waiting' and dedupe_key is distinct from 'scheduled'
             and run_at < now() + interval '2 minutes'",
    )
    .bind(schema.village_code().dotted())
    .execute(&mut owner)
    .await?;
    let end = format!(
        "revoke update (generation) on {schema}.site from {schema}; {grants} \
         notify {JOBS_CHANNEL}; commit"
    );
    sqlx::raw_sql(AssertSqlSafe(end))
        .execute(&mut owner)
        .await?;
    Ok(())
}

/// Villages that are said to be on their way while nobody moves them.
async fn arrive(database: &Database, home: &mut PgConnection) -> sqlx::Result<usize> {
    let moving: Vec<(String,)> =
        sqlx::query_as("select schema_name from platform.villages where moving_to is not null")
            .fetch_all(&mut *home)
            .await?;
    let mut arrived = 0;
    for schema in moving.iter().filter_map(|(schema,)| schema.parse().ok()) {
        let Some(turn) = turn(database, &schema).await? else {
            continue;
        };
        let done = stay(home, &schema).await;
        turn.end().await;
        done?;
        arrived += 1;
    }
    Ok(arrived)
}

/// The village goes nowhere: who waits to write may.
async fn stay(home: &mut PgConnection, schema: &SchemaName) -> sqlx::Result<()> {
    sqlx::query(
        "update platform.villages set moving_to = null, updated_at = now()
         where schema_name = $1 and moving_to is not null",
    )
    .bind(schema.as_str())
    .execute(&mut *home)
    .await?;
    notify(home, REGISTER_CHANNEL).await
}
