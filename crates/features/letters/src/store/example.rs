//! For whom examples are.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// The first heads of families by name who are here and grown up; nobody where letters were asked for before.
pub async fn heads(db: &mut PgConnection, today: Date, most: usize) -> sqlx::Result<Vec<Uuid>> {
    let born_before = today.saturating_sub(jiff::Span::new().years(20));
    sqlx::query_scalar!(
        r#"
        select id from residents
        where state = 'present' and relationship = '1' and nik_sealed is not null and born_on < $1
            and not exists (select from letter_requests)
        order by name_key, id limit $2
        "#,
        born_before.to_sqlx() as _,
        i64::try_from(most).unwrap_or(i64::MAX),
    )
    .fetch_all(db)
    .await
}
