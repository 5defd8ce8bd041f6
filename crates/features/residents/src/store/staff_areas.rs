//! Which parts of the village are given to whom.

use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody to whom parts can be given, and those she has.
pub struct ReaderRow {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub areas: Vec<Uuid>,
}

/// The parts of somebody.
pub async fn of(db: &mut PgConnection, staff: Uuid) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!("select area_id from staff_areas where staff_id = $1", staff)
        .fetch_all(db)
        .await
}

/// All accounts with this role, by name. An office has some dozens.
pub async fn readers(db: &mut PgConnection, role: &str) -> sqlx::Result<Vec<ReaderRow>> {
    sqlx::query_as!(
        ReaderRow,
        r#"
        select s.id, s.name, s.email,
            array(select area_id from staff_areas where staff_id = s.id) as "areas!"
        from staff s
        where $1 = any(s.roles) and s.status <> 'disabled' and not s.is_helper
        order by lower(s.name), s.id
        limit 500
        "#,
        role,
    )
    .fetch_all(db)
    .await
}

/// Gives somebody exactly these parts. Those that are none are passed over.
pub async fn give(db: &mut PgConnection, staff: Uuid, areas: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from staff_areas where staff_id = $1 and area_id <> all($2)",
        staff,
        areas,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        r#"
        insert into staff_areas (staff_id, area_id)
        select $1, id from areas where id = any($2)
        on conflict (staff_id, area_id) do nothing
        "#,
        staff,
        areas,
    )
    .execute(db)
    .await?;
    Ok(())
}
