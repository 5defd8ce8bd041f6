//! What the undoing of an import asks and takes away.

use sqlx::PgConnection;
use uuid::Uuid;

/// What an import made or changed.
pub struct ChangeRow {
    pub resident_id: Option<Uuid>,
    pub family_id: Option<Uuid>,
    pub before: Option<Vec<u8>>,
}

/// All changes of an import, in their order.
pub async fn changes(db: &mut PgConnection, import: Uuid) -> sqlx::Result<Vec<ChangeRow>> {
    sqlx::query_as!(
        ChangeRow,
        "select resident_id, family_id, before from import_changes
         where import_id = $1 order by position",
        import,
    )
    .fetch_all(db)
    .await
}

/// Somebody as she is now.
pub struct Standing {
    pub id: Uuid,
    pub name: String,
    pub version: i64,
    /// Whether anything happened to her that this import did not write.
    pub has_events: bool,
}

/// How people stand now; those who are gone are missing.
pub async fn standing(
    db: &mut PgConnection,
    people: &[Uuid],
    import: Uuid,
) -> sqlx::Result<Vec<Standing>> {
    sqlx::query_as!(
        Standing,
        r#"select r.id, r.name, r.version, exists (
               select from vital_events e
               where e.resident_id = r.id
                   and e.detail ->> 'impor' is distinct from ($2::uuid)::text
           ) as "has_events!"
           from residents r where r.id = any($1)"#,
        people,
        import,
    )
    .fetch_all(db)
    .await
}

/// A head of a family, and which.
pub struct Head {
    pub id: Uuid,
    pub family_id: Uuid,
}

/// The present heads of these families.
pub async fn heads(db: &mut PgConnection, families: &[Uuid]) -> sqlx::Result<Vec<Head>> {
    sqlx::query_as!(
        Head,
        r#"select id, family_id as "family_id!" from residents
           where family_id = any($1) and relationship = '1' and state = 'present'"#,
        families,
    )
    .fetch_all(db)
    .await
}

/// Which of these families and parts of the village still exist.
pub async fn existing(db: &mut PgConnection, ids: &[Uuid]) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"select id as "id!" from families where id = any($1)
           union all
           select id from areas where id = any($1)"#,
        ids,
    )
    .fetch_all(db)
    .await
}

/// Takes people away, with their spans and events.
pub async fn remove_people(db: &mut PgConnection, people: &[Uuid]) -> sqlx::Result<u64> {
    let removed = sqlx::query!("delete from residents where id = any($1)", people)
        .execute(db)
        .await?;
    Ok(removed.rows_affected())
}

/// Takes away families in which nobody is and of which nothing was changed.
pub async fn remove_families(db: &mut PgConnection, families: &[Uuid]) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "delete from families f
         where f.id = any($1) and f.version = 1
             and not exists (select from residents r where r.family_id = f.id)
         returning f.id",
        families,
    )
    .fetch_all(db)
    .await
}

/// Takes away parts of the village that nothing refers to.
pub async fn remove_areas(db: &mut PgConnection, areas: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from areas a
         where a.id = any($1)
             and not exists (select from residents r where r.area_id = a.id)
             and not exists (select from families f where f.area_id = a.id)
             and not exists (select from residence_spans s where s.area_id = a.id)
             and not exists (select from houses h where h.area_id = a.id)",
        areas,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what an import did.
pub async fn forget(db: &mut PgConnection, import: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from import_changes where import_id = $1", import)
        .execute(db)
        .await?;
    Ok(())
}
