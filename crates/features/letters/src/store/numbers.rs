//! Numbers: handed out one after the other, each once.
//!
//! A row of numbers is locked from the moment a number is taken until the letter is written or not. Who
//! fails gives the number back by that; nothing is ever left out.

use sqlx::PgConnection;

/// Locks a row of numbers and tells its last number.
pub async fn lock(db: &mut PgConnection, year: i32, series: &str) -> sqlx::Result<i32> {
    sqlx::query!(
        "insert into letter_series (year, series, last) values ($1, $2, 0)
         on conflict (year, series) do nothing",
        year,
        series,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query_scalar!(
        "select last from letter_series where year = $1 and series = $2 for update",
        year,
        series,
    )
    .fetch_one(db)
    .await
}

/// The row's last number without locking it: what comes next, unless somebody is quicker.
pub async fn last(db: &mut PgConnection, year: i32, series: &str) -> sqlx::Result<i32> {
    let last = sqlx::query_scalar!(
        "select last from letter_series where year = $1 and series = $2",
        year,
        series,
    )
    .fetch_optional(db)
    .await?;
    Ok(last.unwrap_or(0))
}

/// Numbers of the row above its last that are taken: reserved for letters on paper.
pub async fn taken_above(
    db: &mut PgConnection,
    year: i32,
    series: &str,
    last: i32,
) -> sqlx::Result<Vec<i32>> {
    sqlx::query_scalar!(
        r#"
        select number from letters where year = $1 and series = $2 and number > $3
        order by number limit 1000
        "#,
        year,
        series,
        last,
    )
    .fetch_all(db)
    .await
}

/// The letter of that year that is written with this number, in whatever row.
pub async fn written_as(
    db: &mut PgConnection,
    year: i32,
    text: &str,
) -> sqlx::Result<Option<uuid::Uuid>> {
    sqlx::query_scalar!(
        "select id from letters where year = $1 and number_text = $2",
        year,
        text,
    )
    .fetch_optional(db)
    .await
}

/// Remembers the last number of a locked row.
pub async fn set_last(
    db: &mut PgConnection,
    year: i32,
    series: &str,
    last: i32,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update letter_series set last = $3 where year = $1 and series = $2",
        year,
        series,
        last,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The letter that has a number of a row.
pub async fn holder(
    db: &mut PgConnection,
    year: i32,
    series: &str,
    number: i32,
) -> sqlx::Result<Option<(uuid::Uuid, String)>> {
    let found = sqlx::query!(
        "select id, number_text from letters where year = $1 and series = $2 and number = $3",
        year,
        series,
        number,
    )
    .fetch_optional(db)
    .await?;
    Ok(found.map(|found| (found.id, found.number_text)))
}
