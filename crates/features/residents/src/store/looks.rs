//! Who looked at closed data.

use sqlx::PgConnection;
use uuid::Uuid;

/// A look that was taken.
pub struct LookRow {
    pub who: String,
    pub what: String,
    pub purpose: String,
    pub happened_at: jiff_sqlx::Timestamp,
}

/// Writes a look down; gives its number for the record.
pub async fn add(
    db: &mut PgConnection,
    resident: Uuid,
    staff: (Uuid, &str),
    what: &str,
    purpose: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into resident_looks (id, resident_id, staff_id, who, what, purpose)
        values ($1, $2, $3, $4, $5, $6)
        "#,
        Uuid::now_v7(),
        resident,
        staff.0,
        staff.1,
        what,
        purpose,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The last hundred looks at somebody.
pub async fn of(db: &mut PgConnection, resident: Uuid) -> sqlx::Result<Vec<LookRow>> {
    sqlx::query_as!(
        LookRow,
        r#"
        select who, what, purpose, happened_at from resident_looks
        where resident_id = $1 order by happened_at desc, id desc limit 100
        "#,
        resident,
    )
    .fetch_all(db)
    .await
}
