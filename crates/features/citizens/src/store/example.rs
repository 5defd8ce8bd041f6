//! Whom an example is made of.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// The first head of a family by name who is here, grown up and has a NIK.
pub async fn first(db: &mut PgConnection, today: Date) -> sqlx::Result<Option<Uuid>> {
    let born_before = today.saturating_sub(jiff::Span::new().years(20));
    sqlx::query_scalar!(
        r#"
        select id from residents
        where state = 'present' and relationship = '1' and nik_sealed is not null and born_on < $1
        order by name_key, id limit 1
        "#,
        born_before.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}
