//! Letters that came to the office.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// A letter that came.
pub struct IncomingRow {
    pub id: Uuid,
    pub year: i32,
    pub agenda: i32,
    pub received_on: jiff_sqlx::Date,
    pub number_text: String,
    pub dated: Option<jiff_sqlx::Date>,
    pub sender: String,
    pub subject: String,
    pub disposition: String,
    pub version: i64,
}

/// Letters of a year below that agenda number, newest first; one more than `most` if there are more.
pub async fn list(
    db: &mut PgConnection,
    year: i32,
    below: Option<i32>,
    most: i64,
) -> sqlx::Result<Vec<IncomingRow>> {
    sqlx::query_as!(
        IncomingRow,
        r#"
        select id, year, agenda, received_on as "received_on: jiff_sqlx::Date", number_text,
            dated as "dated: jiff_sqlx::Date", sender, subject, disposition, version
        from incoming_letters
        where year = $1 and ($2::int is null or agenda < $2)
        order by agenda desc
        limit $3
        "#,
        year,
        below,
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// One letter that came.
pub async fn one(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<IncomingRow>> {
    sqlx::query_as!(
        IncomingRow,
        r#"
        select id, year, agenda, received_on as "received_on: jiff_sqlx::Date", number_text,
            dated as "dated: jiff_sqlx::Date", sender, subject, disposition, version
        from incoming_letters where id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// What is written down of a letter that came.
pub struct NewIncoming<'a> {
    pub id: Uuid,
    pub received_on: Date,
    pub number_text: &'a str,
    pub dated: Option<Date>,
    pub sender: &'a str,
    pub subject: &'a str,
    pub disposition: &'a str,
    pub by: &'a str,
    pub now: Timestamp,
}

/// Writes it down under the next agenda number of the year it was received in, which is returned. Nothing
/// when the same form was written down before.
pub async fn add(db: &mut PgConnection, agenda: i32, new: &NewIncoming<'_>) -> sqlx::Result<bool> {
    let added = sqlx::query!(
        r#"
        insert into incoming_letters (id, year, agenda, received_on, number_text, dated, sender,
            subject, disposition, made_by, made_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        on conflict (id) do nothing
        "#,
        new.id,
        i32::from(new.received_on.year()),
        agenda,
        new.received_on.to_sqlx() as _,
        new.number_text,
        new.dated.map(ToSqlx::to_sqlx) as _,
        new.sender,
        new.subject,
        new.disposition,
        new.by,
        new.now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Puts right what was written down; the agenda number and its year stay. `false` when somebody else was
/// quicker.
pub async fn rewrite(
    db: &mut PgConnection,
    version: i64,
    new: &NewIncoming<'_>,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        update incoming_letters
        set received_on = $3, number_text = $4, dated = $5, sender = $6, subject = $7,
            disposition = $8, version = version + 1
        where id = $1 and version = $2
        "#,
        new.id,
        version,
        new.received_on.to_sqlx() as _,
        new.number_text,
        new.dated.map(ToSqlx::to_sqlx) as _,
        new.sender,
        new.subject,
        new.disposition,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}
