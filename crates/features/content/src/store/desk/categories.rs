//! Categories as the office keeps them.

use sqlx::PgConnection;
use uuid::Uuid;

/// A category with the number of its articles; what lies in the trash is not counted.
pub struct CategoryRow {
    pub id: Uuid,
    pub slug: String,
    pub name: String,
    pub articles: i64,
}

/// Every category in its order. There are never many: see [`crate::domain::category`].
pub async fn all(db: &mut PgConnection) -> sqlx::Result<Vec<CategoryRow>> {
    sqlx::query_as!(
        CategoryRow,
        r#"
        select c.id, c.slug, c.name,
            count(a.id) filter (where a.status <> 'trashed') as "articles!"
        from categories c
        left join articles a on a.category_id = c.id
        group by c.id
        order by c.position, c.name, c.id
        limit 200
        "#
    )
    .fetch_all(db)
    .await
}

pub async fn find(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<CategoryRow>> {
    sqlx::query_as!(
        CategoryRow,
        r#"
        select c.id, c.slug, c.name,
            (select count(*) from articles a
             where a.category_id = c.id and a.status <> 'trashed') as "articles!"
        from categories c
        where c.id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// How many there are besides this one, and whether one of them has this name.
pub async fn others(db: &mut PgConnection, id: Uuid, name: &str) -> sqlx::Result<(i64, bool)> {
    let row = sqlx::query!(
        r#"
        select count(*) as "count!", coalesce(bool_or(lower(name) = lower($2)), false) as "same!"
        from categories
        where id <> $1
        "#,
        id,
        name,
    )
    .fetch_one(db)
    .await?;
    Ok((row.count, row.same))
}

/// Adds a category at the end, or gives a known one another name and address.
pub async fn save(db: &mut PgConnection, id: Uuid, slug: &str, name: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into categories (id, slug, name, position)
        values ($1, $2, $3, (select coalesce(max(position), 0) + 1 from categories))
        on conflict (id) do update set slug = excluded.slug, name = excluded.name
        "#,
        id,
        slug,
        name,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes a category. Its articles are let go first, in the order in which who saves an article
/// takes the two, so that neither waits for the other for ever.
pub async fn delete(db: &mut PgConnection, id: Uuid) -> sqlx::Result<bool> {
    sqlx::query!(
        "update articles set category_id = null where category_id = $1",
        id
    )
    .execute(&mut *db)
    .await?;
    let done = sqlx::query!("delete from categories where id = $1", id)
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
}
