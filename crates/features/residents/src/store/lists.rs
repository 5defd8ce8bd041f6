//! Lists that somebody looks at again.

use sqlx::PgConnection;
use uuid::Uuid;

/// Lists of one person at most.
pub const MOST: i64 = 30;

/// A list with what it asks for.
pub struct SavedRow {
    pub id: Uuid,
    pub name: String,
    pub query: String,
}

/// Her own lists, by name.
pub async fn of(db: &mut PgConnection, staff: Uuid) -> sqlx::Result<Vec<SavedRow>> {
    sqlx::query_as!(
        SavedRow,
        r#"
        select id, name, query from saved_lists
        where staff_id = $1 order by name_key, id limit 30
        "#,
        staff,
    )
    .fetch_all(db)
    .await
}

/// Keeps a list. `false` when she has one of this name.
pub async fn add(
    db: &mut PgConnection,
    staff: Uuid,
    name: &str,
    query: &str,
) -> sqlx::Result<bool> {
    let added = sqlx::query!(
        r#"
        insert into saved_lists (id, staff_id, name, name_key, query) values ($1, $2, $3, $4, $5)
        on conflict (staff_id, name_key) do nothing
        "#,
        Uuid::now_v7(),
        staff,
        name,
        kernel::search_text::fold(name),
        query,
    )
    .execute(db)
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Forgets a list of hers.
pub async fn remove(db: &mut PgConnection, staff: Uuid, id: Uuid) -> sqlx::Result<bool> {
    let removed = sqlx::query!(
        "delete from saved_lists where id = $2 and staff_id = $1",
        staff,
        id,
    )
    .execute(db)
    .await?;
    Ok(removed.rows_affected() == 1)
}
