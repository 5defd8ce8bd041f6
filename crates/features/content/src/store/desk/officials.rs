//! The people of the village's offices, as the office keeps them.

use sqlx::{PgConnection, types::Json};
use uuid::Uuid;
use web::view::Photo;

use crate::domain::official_draft::OfficialDraft;

/// Somebody in the office's list.
pub struct ListedOfficial {
    pub id: Uuid,
    pub section: String,
    pub name: String,
    pub office: String,
    pub term: String,
    pub photo: Option<Json<Photo>>,
}

/// Everybody, in the village's order.
pub async fn all(db: &mut PgConnection) -> sqlx::Result<Vec<ListedOfficial>> {
    sqlx::query_as!(
        ListedOfficial,
        r#"
        select o.id, o.section, o.name, o.office, o.term,
            case when m.id is not null then
                jsonb_build_object('alt', m.alt, 'width', m.width, 'height', m.height,
                    'placeholder', m.placeholder, 'focus', array[m.focus_x, m.focus_y],
                    'variants', m.variants)
            end as "photo: Json<Photo>"
        from officials o
        left join media m on m.id = o.photo_id and m.status = 'ready'
        order by o.position, o.name, o.id
        limit 500
        "#
    )
    .fetch_all(db)
    .await
}

/// Somebody with everything her form shows.
pub struct EditedOfficial {
    pub section: String,
    pub name: String,
    pub office: String,
    pub term: String,
    pub note: String,
    pub photo_id: Option<Uuid>,
}

pub async fn edited(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<EditedOfficial>> {
    sqlx::query_as!(
        EditedOfficial,
        "select section, name, office, term, note, photo_id from officials where id = $1",
        id,
    )
    .fetch_optional(db)
    .await
}

/// How many there are besides this one, and whether one of them has the same name and office.
pub async fn others(
    db: &mut PgConnection,
    id: Uuid,
    draft: &OfficialDraft,
) -> sqlx::Result<(i64, bool)> {
    let row = sqlx::query!(
        r#"
        select count(*) as "count!",
            coalesce(bool_or(section = $2 and office = $3 and name = $4), false) as "same!"
        from officials
        where id <> $1
        "#,
        id,
        draft.section.as_str(),
        draft.office,
        draft.name,
    )
    .fetch_one(db)
    .await?;
    Ok((row.count, row.same))
}

/// Adds somebody at the end of her part, or changes who is known. Who changes parts goes to the end
/// of the new one.
pub async fn save(db: &mut PgConnection, id: Uuid, draft: &OfficialDraft) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into officials (id, section, position, name, office, term, note, photo_id)
        values ($1, $2,
            (select coalesce(max(position), 0) + 1 from officials where section = $2),
            $3, $4, $5, $6, $7)
        on conflict (id) do update
            set section = excluded.section, name = excluded.name, office = excluded.office,
                term = excluded.term, note = excluded.note, photo_id = excluded.photo_id,
                position = case when officials.section = excluded.section
                    then officials.position else excluded.position end
        "#,
        id,
        draft.section.as_str(),
        draft.name,
        draft.office,
        draft.term,
        draft.note,
        draft.photo,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Deletes somebody; the name comes back.
pub async fn delete(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("delete from officials where id = $1 returning name", id)
        .fetch_optional(db)
        .await
}

/// "Name, office" of everybody, part by part: what the search finds them by.
pub async fn names(db: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select name || ', ' || office as "name!"
        from officials
        order by array_position(array['pemerintah', 'bpd', 'rt', 'lembaga'], section),
            position, name, id
        limit 500
        "#
    )
    .fetch_all(db)
    .await
}
