//! Lists that a file holds as a whole: they are emptied and written anew.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::intake::Official;

pub(in crate::intake) async fn clear_officials(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("delete from officials").execute(db).await?;
    Ok(())
}

pub(in crate::intake) async fn add_official(
    db: &mut PgConnection,
    official: &Official,
    position: i32,
    photo: Option<Uuid>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into officials (id, section, position, name, office, term, note, photo_id)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        Uuid::now_v7(),
        official.section,
        position,
        official.name,
        official.office,
        official.term,
        official.note,
        photo,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(in crate::intake) async fn clear_menu(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("delete from menu_items").execute(db).await?;
    Ok(())
}

pub(in crate::intake) async fn add_menu_item(
    db: &mut PgConnection,
    parent: Option<Uuid>,
    position: i32,
    (label, href): (&str, &str),
) -> sqlx::Result<Uuid> {
    sqlx::query_scalar!(
        "insert into menu_items (id, parent_id, position, label, href)
         values ($1, $2, $3, $4, $5)
         returning id",
        Uuid::now_v7(),
        parent,
        position,
        label,
        href,
    )
    .fetch_one(db)
    .await
}

pub(in crate::intake) async fn clear_running_text(db: &mut PgConnection) -> sqlx::Result<()> {
    sqlx::query!("delete from running_text").execute(db).await?;
    Ok(())
}

pub(in crate::intake) async fn add_running_text(
    db: &mut PgConnection,
    position: i32,
    body: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into running_text (id, position, body) values ($1, $2, $3)",
        Uuid::now_v7(),
        position,
        body,
    )
    .execute(db)
    .await?;
    Ok(())
}
