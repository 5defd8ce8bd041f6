//! Who sent residents' data out, and why.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::reach::Reach;

/// Who takes residents away as a table.
pub struct Taker<'a> {
    pub staff: Uuid,
    pub name: &'a str,
    pub purpose: &'a str,
    pub now: Timestamp,
}

/// Writes down, with every resident whose row is taken, that it was. How many there are.
pub async fn record_export(
    db: &mut PgConnection,
    taker: &Taker<'_>,
    reach: &Reach,
    everybody: bool,
) -> sqlx::Result<u64> {
    let written = sqlx::query!(
        "insert into resident_looks (id, resident_id, staff_id, who, what, purpose, happened_at)
         select gen_random_uuid(), r.id, $1, $2, 'ekspor', $3, $4
         from residents r
         where ($5 or r.state = 'present') and ($6::uuid[] is null or r.area_id = any($6))",
        taker.staff,
        taker.name,
        taker.purpose,
        taker.now.to_sqlx() as _,
        everybody,
        reach.areas() as _,
    )
    .execute(db)
    .await?;
    Ok(written.rows_affected())
}
