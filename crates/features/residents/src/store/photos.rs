//! Photos of residents, sealed.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::reach::Reach;

/// The sealed photo of somebody in reach.
pub async fn sealed(
    db: &mut PgConnection,
    reach: &Reach,
    resident: Uuid,
) -> sqlx::Result<Option<Vec<u8>>> {
    sqlx::query_scalar!(
        r#"
        select p.sealed from resident_photos p
        join residents r on r.id = p.resident_id
        where p.resident_id = $1 and ($2::uuid[] is null or r.area_id = any($2))
        "#,
        resident,
        reach.areas() as _,
    )
    .fetch_optional(db)
    .await
}

/// Whether there is a photo of somebody in reach.
pub async fn is_there(db: &mut PgConnection, reach: &Reach, resident: Uuid) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select from resident_photos p
            join residents r on r.id = p.resident_id
            where p.resident_id = $1 and ($2::uuid[] is null or r.area_id = any($2))) as "there!"
        "#,
        resident,
        reach.areas() as _,
    )
    .fetch_one(db)
    .await
}

/// Keeps a photo in the place of any before it.
pub async fn put(db: &mut PgConnection, resident: Uuid, sealed: &[u8]) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into resident_photos (resident_id, sealed) values ($1, $2)
        on conflict (resident_id) do update set sealed = excluded.sealed, changed_at = now()
        "#,
        resident,
        sealed,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes a photo away.
pub async fn remove(db: &mut PgConnection, resident: Uuid) -> sqlx::Result<bool> {
    let removed = sqlx::query!(
        "delete from resident_photos where resident_id = $1",
        resident,
    )
    .execute(db)
    .await?;
    Ok(removed.rows_affected() == 1)
}
