//! The keys of a village, and the columns they close.

use sqlx::{AssertSqlSafe, PgConnection};
use uuid::Uuid;
use vault::{KeyNumber, Purpose, WrappedKey};

use crate::keys::Sealed;

struct KeyRow {
    purpose: String,
    number: i32,
    wrapped: Vec<u8>,
}

fn keys(rows: Vec<KeyRow>) -> sqlx::Result<Vec<WrappedKey>> {
    let wrong = || sqlx::Error::Decode("a row of vault_keys is none".into());
    rows.into_iter()
        .map(|row| {
            Ok(WrappedKey {
                purpose: Purpose::from_word(&row.purpose).ok_or_else(wrong)?,
                number: KeyNumber::new(row.number).ok_or_else(wrong)?,
                wrapped: row.wrapped,
            })
        })
        .collect()
}

/// All keys.
pub(crate) async fn all(db: &mut PgConnection) -> sqlx::Result<Vec<WrappedKey>> {
    let rows = sqlx::query_as!(KeyRow, "select purpose, number, wrapped from vault_keys");
    keys(rows.fetch_all(db).await?)
}

/// All keys; nobody takes one away before this transaction ends.
pub(crate) async fn held(db: &mut PgConnection) -> sqlx::Result<Vec<WrappedKey>> {
    let rows = sqlx::query_as!(
        KeyRow,
        "select purpose, number, wrapped from vault_keys order by purpose, number for key share"
    );
    keys(rows.fetch_all(db).await?)
}

/// All keys, for who changes them: nobody who writes holds them any more.
pub(crate) async fn taken(db: &mut PgConnection) -> sqlx::Result<Vec<WrappedKey>> {
    let rows = sqlx::query_as!(
        KeyRow,
        "select purpose, number, wrapped from vault_keys order by purpose, number for update"
    );
    keys(rows.fetch_all(db).await?)
}

/// Adds a key, unless there is one of that number.
pub(crate) async fn add(db: &mut PgConnection, key: &WrappedKey) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into vault_keys (purpose, number, wrapped) values ($1, $2, $3)
        on conflict (purpose, number) do nothing
        "#,
        key.purpose.word(),
        key.number.get(),
        key.wrapped,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// All keys of the regency, held as [`held`] does.
pub(crate) async fn regency_held(db: &mut PgConnection) -> sqlx::Result<Vec<WrappedKey>> {
    let rows = sqlx::query_as!(
        KeyRow,
        "select purpose, number, wrapped from platform.regency_keys
         order by purpose, number for key share"
    );
    keys(rows.fetch_all(db).await?)
}

/// All keys of the regency, for who changes them.
pub(crate) async fn regency_taken(db: &mut PgConnection) -> sqlx::Result<Vec<WrappedKey>> {
    let rows = sqlx::query_as!(
        KeyRow,
        "select purpose, number, wrapped from platform.regency_keys
         order by purpose, number for update"
    );
    keys(rows.fetch_all(db).await?)
}

/// A key of the regency, added or wrapped anew.
pub(crate) async fn regency_put(db: &mut PgConnection, key: &WrappedKey) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into platform.regency_keys (purpose, number, wrapped) values ($1, $2, $3)
        on conflict (purpose, number) do update set wrapped = excluded.wrapped
        "#,
        key.purpose.word(),
        key.number.get(),
        key.wrapped,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A first key of the regency, unless somebody else was quicker.
pub(crate) async fn regency_add(db: &mut PgConnection, key: &WrappedKey) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into platform.regency_keys (purpose, number, wrapped) values ($1, $2, $3)
        on conflict (purpose, number) do nothing
        "#,
        key.purpose.word(),
        key.number.get(),
        key.wrapped,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a key of the regency away.
pub(crate) async fn regency_forget(db: &mut PgConnection, key: &WrappedKey) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from platform.regency_keys where purpose = $1 and number = $2",
        key.purpose.word(),
        key.number.get(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The same key, wrapped anew.
pub(crate) async fn replace(db: &mut PgConnection, key: &WrappedKey) -> sqlx::Result<()> {
    sqlx::query!(
        "update vault_keys set wrapped = $3 where purpose = $1 and number = $2",
        key.purpose.word(),
        key.number.get(),
        key.wrapped,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a key away. What it closed is lost.
pub(crate) async fn forget(db: &mut PgConnection, key: &WrappedKey) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from vault_keys where purpose = $1 and number = $2",
        key.purpose.word(),
        key.number.get(),
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Values of a column that do not begin like this; with nothing to begin with, every value.
pub(crate) async fn not_of(
    db: &mut PgConnection,
    column: &Sealed,
    prefix: &[u8],
    most: i64,
) -> sqlx::Result<Vec<(Uuid, Vec<u8>)>> {
    // Names of tables and columns are words of the features' code.
    let Sealed {
        table, row, sealed, ..
    } = column;
    let statement = format!(
        "select {row}, {sealed} from {table}
         where {sealed} is not null
             and (length($1) = 0 or substring({sealed} from 1 for length($1)) <> $1)
         limit $2"
    );
    sqlx::query_as(AssertSqlSafe(statement))
        .bind(prefix)
        .bind(most)
        .fetch_all(db)
        .await
}

/// A value sealed anew, where it still is what it was.
pub(crate) async fn put(
    db: &mut PgConnection,
    column: &Sealed,
    id: Uuid,
    was: &[u8],
    anew: &[u8],
) -> sqlx::Result<()> {
    let Sealed {
        table, row, sealed, ..
    } = column;
    let statement = format!("update {table} set {sealed} = $3 where {row} = $1 and {sealed} = $2");
    sqlx::query(AssertSqlSafe(statement))
        .bind(id)
        .bind(was)
        .bind(anew)
        .execute(db)
        .await?;
    Ok(())
}

/// The index of a value, written anew.
pub(crate) async fn put_index(
    db: &mut PgConnection,
    column: &Sealed,
    index: &str,
    id: Uuid,
    anew: &[u8],
) -> sqlx::Result<()> {
    let Sealed { table, row, .. } = column;
    let statement = format!("update {table} set {index} = $2 where {row} = $1");
    sqlx::query(AssertSqlSafe(statement))
        .bind(id)
        .bind(anew)
        .execute(db)
        .await?;
    Ok(())
}
