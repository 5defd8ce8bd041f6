//! The record of what was done.

use sqlx::PgConnection;
use uuid::Uuid;

/// A line of the record.
pub struct ActivityRow {
    pub seq: i64,
    pub at: jiff_sqlx::Timestamp,
    pub who: String,
    pub action: String,
    pub subject: String,
    pub address: String,
}

/// The record below a number, newest first; one more than `size` when there is more.
pub async fn activity(
    db: &mut PgConnection,
    below: i64,
    size: i64,
) -> sqlx::Result<Vec<ActivityRow>> {
    sqlx::query_as!(
        ActivityRow,
        r#"
        select seq, at, who, action, subject, address
        from activity
        where seq < $1
        order by seq desc
        limit $2
        "#,
        below,
        size + 1,
    )
    .fetch_all(db)
    .await
}

/// An entry of the record as it lies there.
pub struct RecordedRow {
    pub seq: i64,
    pub at: jiff_sqlx::Timestamp,
    pub staff: Option<Uuid>,
    pub who: String,
    pub action: String,
    pub subject: String,
    pub detail: serde_json::Value,
    pub address: String,
    pub hash: String,
}

impl RecordedRow {
    pub fn into_entry(self) -> identity::activity::Entry {
        identity::activity::Entry {
            seq: self.seq,
            at: self.at.to_jiff(),
            staff: self.staff,
            who: self.who,
            action: self.action,
            subject: self.subject,
            detail: self.detail,
            address: self.address,
        }
    }
}

/// The next entries of the record, oldest first.
pub async fn record_after(
    db: &mut PgConnection,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<RecordedRow>> {
    sqlx::query_as!(
        RecordedRow,
        r#"
        select seq, at, staff, who, action, subject, detail, address, hash
        from activity where seq > $1 order by seq limit $2
        "#,
        after,
        limit,
    )
    .fetch_all(db)
    .await
}
