//! What residents are told in their account.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::Cursor;
use sqlx::PgConnection;
use uuid::Uuid;

/// A message.
pub struct MessageRow {
    pub id: Uuid,
    pub text: String,
    pub href: String,
    pub at: jiff_sqlx::Timestamp,
    pub is_new: bool,
}

/// Somebody's messages, the newest first; one more than `most` if there are more.
pub async fn newest(
    db: &mut PgConnection,
    resident: Uuid,
    before: Option<Cursor>,
    most: i64,
) -> sqlx::Result<Vec<MessageRow>> {
    let far = Timestamp::constant(221_845_392_000, 0);
    let (at, id) = before.map_or((far, Uuid::max()), |key| (key.at(), key.id()));
    sqlx::query_as!(
        MessageRow,
        r#"
        select id, text, href, at as "at: jiff_sqlx::Timestamp", read_at is null as "is_new!"
        from citizen_messages
        where resident_id = $1 and (at, id) < ($2, $3)
        order by at desc, id desc
        limit $4
        "#,
        resident,
        at.to_sqlx() as _,
        id,
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// How many she has not read.
pub async fn unread(db: &mut PgConnection, resident: Uuid) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!" from citizen_messages
        where resident_id = $1 and read_at is null
        "#,
        resident,
    )
    .fetch_one(db)
    .await
}

/// Notes that she has read these.
pub async fn mark_read(
    db: &mut PgConnection,
    resident: Uuid,
    ids: &[Uuid],
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update citizen_messages set read_at = $3
        where resident_id = $1 and id = any($2) and read_at is null
        "#,
        resident,
        ids,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Something somebody is told.
#[derive(Clone, Copy)]
pub struct NewMessage<'a> {
    pub id: Uuid,
    pub resident: Uuid,
    pub text: &'a str,
    pub href: &'a str,
    pub at: Timestamp,
}

/// Writes a message, once. Somebody who is not in the register any more gets none.
pub async fn add(db: &mut PgConnection, message: NewMessage<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into citizen_messages (id, resident_id, text, href, at)
        select $1, id, $3, $4, $5 from residents where id = $2
        on conflict (id) do nothing
        "#,
        message.id,
        message.resident,
        message.text,
        message.href,
        message.at.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
