//! Hamlets, RW and RT.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::{domain::Place, reach::Reach};

/// A part of the village with who lives there.
pub struct AreaRow {
    pub id: Uuid,
    pub hamlet: String,
    pub hamlet_key: String,
    pub rw: String,
    pub rt: String,
    pub people: i64,
    pub families: i64,
}

impl AreaRow {
    pub fn place(&self) -> Place {
        Place::stored(&self.hamlet, &self.rw, &self.rt)
    }
}

/// All parts of the village that are in reach, in their order, for who chooses among them: nobody is counted.
/// A village has some dozens.
pub async fn all(db: &mut PgConnection, reach: &Reach) -> sqlx::Result<Vec<AreaRow>> {
    sqlx::query_as!(
        AreaRow,
        r#"
        select id, hamlet, hamlet_key, rw, rt, 0::bigint as "people!", 0::bigint as "families!"
        from areas
        where $1::uuid[] is null or id = any($1)
        order by hamlet_key, rw, rt
        "#,
        reach.areas() as _,
    )
    .fetch_all(db)
    .await
}

/// The same with how many people and families are in each.
pub async fn counted(db: &mut PgConnection, reach: &Reach) -> sqlx::Result<Vec<AreaRow>> {
    sqlx::query_as!(
        AreaRow,
        r#"
        select a.id, a.hamlet, a.hamlet_key, a.rw, a.rt, coalesce(r.people, 0) as "people!",
            coalesce(r.families, 0) as "families!"
        from areas a
        left join (
            select area_id, count(*) as people, count(distinct family_id) as families
            from residents where state = 'present' group by area_id
        ) r on r.area_id = a.id
        where $1::uuid[] is null or a.id = any($1)
        order by a.hamlet_key, a.rw, a.rt
        "#,
        reach.areas() as _,
    )
    .fetch_all(db)
    .await
}

/// The part of the village that is this place; made when it is not there yet.
pub async fn find_or_add(db: &mut PgConnection, place: &Place) -> sqlx::Result<Uuid> {
    let key = place.hamlet_key();
    let (rw, rt) = (place.rw_text(), place.rt_text());
    sqlx::query!(
        r#"
        insert into areas (id, hamlet, hamlet_key, rw, rt) values ($1, $2, $3, $4, $5)
        on conflict (hamlet_key, rw, rt) do nothing
        "#,
        Uuid::now_v7(),
        place.hamlet_name(),
        key,
        rw,
        rt,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query_scalar!(
        "select id from areas where hamlet_key = $1 and rw = $2 and rt = $3",
        key,
        rw,
        rt,
    )
    .fetch_one(db)
    .await
}

/// Gives a part another name. `false` when there is another one that is called so.
pub async fn rename(db: &mut PgConnection, id: Uuid, place: &Place) -> sqlx::Result<bool> {
    let changed = sqlx::query!(
        r#"
        update areas set hamlet = $2, hamlet_key = $3, rw = $4, rt = $5
        where id = $1 and not exists (
            select from areas o
            where o.id <> $1 and o.hamlet_key = $3 and o.rw = $4 and o.rt = $5)
        "#,
        id,
        place.hamlet_name(),
        place.hamlet_key(),
        place.rw_text(),
        place.rt_text(),
    )
    .execute(db)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Takes away a part to which nobody and nothing belongs, now or before.
pub async fn remove(db: &mut PgConnection, id: Uuid) -> sqlx::Result<bool> {
    let removed = sqlx::query!(
        r#"
        delete from areas a
        where a.id = $1 and not exists (select from residents where area_id = $1)
            and not exists (select from families where area_id = $1)
            and not exists (select from residence_spans where area_id = $1)
            and not exists (select from houses where area_id = $1)
        "#,
        id,
    )
    .execute(db)
    .await?;
    Ok(removed.rows_affected() == 1)
}
