//! Which groups are given to whom.

use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody who can keep a group, and whether she keeps this one.
pub struct KeeperRow {
    pub id: Uuid,
    pub name: String,
    pub keeps: bool,
}

/// All accounts with this role, by name. An office has some dozens.
pub async fn of(db: &mut PgConnection, group: Uuid, role: &str) -> sqlx::Result<Vec<KeeperRow>> {
    sqlx::query_as!(
        KeeperRow,
        r#"
        select s.id, s.name, exists (
            select from group_keepers k where k.group_id = $1 and k.staff_id = s.id) as "keeps!"
        from staff s
        where $2 = any(s.roles) and s.status <> 'disabled' and not s.is_helper
        order by lower(s.name), s.id
        limit 500
        "#,
        group,
        role,
    )
    .fetch_all(db)
    .await
}

/// Gives a group to exactly these accounts.
pub async fn give(db: &mut PgConnection, group: Uuid, staff: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from group_keepers where group_id = $1 and staff_id <> all($2)",
        group,
        staff,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        r#"
        insert into group_keepers (staff_id, group_id) select id, $1 from staff where id = any($2)
        on conflict (staff_id, group_id) do nothing
        "#,
        group,
        staff,
    )
    .execute(db)
    .await?;
    Ok(())
}
