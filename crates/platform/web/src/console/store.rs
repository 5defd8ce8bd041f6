//! The SQL of the console's shell: who is at the desk, and the district's record.

use db::PlatformTx;
use identity::activity::{self, Happened, Hash};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

use super::KEY;
use crate::AppResult;

/// Somebody of the district who may come in now.
pub(super) struct AtWorkRow {
    pub name: String,
    pub email: String,
    pub role: String,
    pub subdistricts: Vec<String>,
}

/// An active account, noted as seen at most every ten minutes.
pub(super) async fn at_work(
    tx: &mut PlatformTx,
    id: Uuid,
    now: Timestamp,
) -> sqlx::Result<Option<AtWorkRow>> {
    let row = sqlx::query!(
        r#"
        select name, email, role, subdistricts,
            coalesce(last_seen_at < $2::timestamptz - interval '10 minutes', true) as "is_stale!"
        from platform.district_staff
        where id = $1 and status = 'active'
        "#,
        id,
        now.to_sqlx() as _,
    )
    .fetch_optional(&mut **tx)
    .await?;
    let Some(row) = row else { return Ok(None) };
    if row.is_stale {
        sqlx::query!(
            "update platform.district_staff set last_seen_at = $2 where id = $1",
            id,
            now.to_sqlx() as _
        )
        .execute(&mut **tx)
        .await?;
    }
    Ok(Some(AtWorkRow {
        name: row.name,
        email: row.email,
        role: row.role,
        subdistricts: row.subdistricts,
    }))
}

/// Adds an entry to the district's record. Whoever comes second waits, so that the chain has no
/// fork.
pub(super) async fn append_activity(
    tx: &mut PlatformTx,
    happened: Happened<'_>,
    now: Timestamp,
) -> AppResult<()> {
    sqlx::query!("select pg_advisory_xact_lock(hashtext('banua district record'))")
        .fetch_one(&mut **tx)
        .await?;
    let last =
        sqlx::query!("select seq, hash from platform.district_activity order by seq desc limit 1")
            .fetch_optional(&mut **tx)
            .await?;
    let (seq, previous) = match last {
        Some(last) => (
            last.seq + 1,
            last.hash.parse::<Hash>().map_err(anyhow::Error::from)?,
        ),
        None => (1, Hash::genesis(KEY)),
    };
    let entry = activity::Entry::record(seq, now, happened);
    let hash = activity::link(&previous, &entry);
    sqlx::query!(
        r#"
        insert into platform.district_activity
            (seq, at, staff, who, action, subject, detail, address, hash)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        "#,
        seq,
        entry.at.to_sqlx() as _,
        entry.staff,
        entry.who,
        entry.action,
        entry.subject,
        entry.detail,
        entry.address,
        hash.to_string(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}
