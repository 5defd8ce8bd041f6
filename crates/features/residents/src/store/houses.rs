//! Houses and the families that live in them.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::{
    domain::house::{HouseDraft, number_key},
    reach::Reach,
};

/// Houses offered to a family at most.
pub const OFFERED: i64 = 300;

/// A line of the list.
pub struct HouseLine {
    pub id: Uuid,
    pub number: String,
    pub number_key: String,
    pub address: String,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
    pub families: i64,
    /// Those who are here.
    pub people: i64,
}

/// A house.
pub struct HouseRow {
    pub id: Uuid,
    pub number: String,
    pub area_id: Uuid,
    pub address: String,
    pub ownership: String,
    pub floor: String,
    pub wall: String,
    pub roof: String,
    pub water: String,
    pub toilet: String,
    pub electricity: String,
    pub note: String,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub version: i64,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
}

/// A family that lives in a house.
pub struct LivingRow {
    pub id: Uuid,
    /// Of the head who is here and in reach; empty without one.
    pub head: String,
    pub members: i64,
}

/// A house as a family's page names it.
pub struct NamedRow {
    pub id: Uuid,
    pub number: String,
    pub address: String,
}

/// Houses by number; one more than `most` if there are more.
pub async fn list(
    db: &mut PgConnection,
    reach: &Reach,
    area: Option<Uuid>,
    after: (&str, Uuid),
    most: i64,
) -> sqlx::Result<Vec<HouseLine>> {
    sqlx::query_as!(
        HouseLine,
        r#"
        with page as (
            select h.id, h.number, h.number_key, h.address, h.area_id
            from houses h
            where (h.number_key, h.id) > ($1, $2)
                and ($3::uuid is null or h.area_id = $3)
                and ($4::uuid[] is null or h.area_id = any($4))
            order by h.number_key, h.id
            limit $5
        )
        select p.id, p.number, p.number_key, p.address, a.hamlet, a.rw, a.rt,
            (select count(*) from families f
                where f.house_id = p.id and ($4::uuid[] is null or f.area_id = any($4)))
                as "families!",
            (select count(*) from families f join residents r on r.family_id = f.id
                where f.house_id = p.id and r.state = 'present'
                    and ($4::uuid[] is null or r.area_id = any($4))) as "people!"
        from page p
        join areas a on a.id = p.area_id
        order by p.number_key, p.id
        "#,
        after.0,
        after.1,
        area,
        reach.areas() as _,
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// How the list sorts a house.
pub async fn key_of(
    db: &mut PgConnection,
    reach: &Reach,
    id: Uuid,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select number_key from houses
        where id = $1 and ($2::uuid[] is null or area_id = any($2))
        "#,
        id,
        reach.areas() as _,
    )
    .fetch_optional(db)
    .await
}

/// One house, when it is in reach.
pub async fn one(db: &mut PgConnection, reach: &Reach, id: Uuid) -> sqlx::Result<Option<HouseRow>> {
    sqlx::query_as!(
        HouseRow,
        r#"
        select h.id, h.number, h.area_id, h.address, h.ownership, h.floor, h.wall, h.roof, h.water,
            h.toilet, h.electricity, h.note, h.latitude, h.longitude, h.version, a.hamlet, a.rw, a.rt
        from houses h
        join areas a on a.id = h.area_id
        where h.id = $1 and ($2::uuid[] is null or h.area_id = any($2))
        "#,
        id,
        reach.areas() as _,
    )
    .fetch_optional(db)
    .await
}

/// The families in a house that are in reach, with how many of each are here.
pub async fn families(
    db: &mut PgConnection,
    reach: &Reach,
    house: Uuid,
) -> sqlx::Result<Vec<LivingRow>> {
    sqlx::query_as!(
        LivingRow,
        r#"
        select f.id, coalesce(h.name, '') as "head!",
            (select count(*) from residents m where m.family_id = f.id and m.state = 'present'
                and ($2::uuid[] is null or m.area_id = any($2))) as "members!"
        from families f
        left join residents h
            on h.family_id = f.id and h.relationship = '1' and h.state = 'present'
                and ($2::uuid[] is null or h.area_id = any($2))
        where f.house_id = $1 and ($2::uuid[] is null or f.area_id = any($2))
        order by coalesce(h.name_key, ''), f.id
        limit 100
        "#,
        house,
        reach.areas() as _,
    )
    .fetch_all(db)
    .await
}

/// Makes a house.
pub async fn add(db: &mut PgConnection, draft: &HouseDraft) -> sqlx::Result<Uuid> {
    let id = Uuid::now_v7();
    sqlx::query!(
        "insert into houses (id, area_id, version) values ($1, $2, 0)",
        id,
        draft.area,
    )
    .execute(&mut *db)
    .await?;
    write(db, (id, 0), draft).await?;
    Ok(id)
}

/// Writes a house anew. `false` when somebody else was quicker.
pub async fn write(
    db: &mut PgConnection,
    house: (Uuid, i64),
    draft: &HouseDraft,
) -> sqlx::Result<bool> {
    let written = sqlx::query!(
        r#"
        update houses set number = $3, number_key = $4, area_id = $5, address = $6, ownership = $7,
            floor = $8, wall = $9, roof = $10, water = $11, toilet = $12, electricity = $13, note = $14,
            latitude = $15, longitude = $16, version = version + 1, changed_at = now()
        where id = $1 and version = $2
        "#,
        house.0,
        house.1,
        draft.number,
        number_key(&draft.number),
        draft.area,
        draft.address,
        draft.ownership,
        draft.floor,
        draft.wall,
        draft.roof,
        draft.water,
        draft.toilet,
        draft.electricity,
        draft.note,
        draft.point.map(|point| point.latitude),
        draft.point.map(|point| point.longitude),
    )
    .execute(db)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Takes away a house in which no family lives.
pub async fn remove(db: &mut PgConnection, id: Uuid) -> sqlx::Result<bool> {
    let removed = sqlx::query!(
        r#"
        delete from houses h
        where h.id = $1 and not exists (select from families where house_id = h.id)
        "#,
        id,
    )
    .execute(db)
    .await?;
    Ok(removed.rows_affected() == 1)
}

/// The house of a family, when both are in reach.
pub async fn of_family(
    db: &mut PgConnection,
    reach: &Reach,
    family: Uuid,
) -> sqlx::Result<Option<NamedRow>> {
    sqlx::query_as!(
        NamedRow,
        r#"
        select h.id, h.number, h.address
        from families f
        join houses h on h.id = f.house_id
        where f.id = $1 and ($2::uuid[] is null or h.area_id = any($2))
        "#,
        family,
        reach.areas() as _,
    )
    .fetch_optional(db)
    .await
}

/// The houses of a part of the village, for a field.
pub async fn in_area(
    db: &mut PgConnection,
    reach: &Reach,
    area: Uuid,
) -> sqlx::Result<Vec<NamedRow>> {
    sqlx::query_as!(
        NamedRow,
        r#"
        select id, number, address from houses
        where area_id = $1 and ($2::uuid[] is null or area_id = any($2))
        order by number_key, id
        limit $3
        "#,
        area,
        reach.areas() as _,
        OFFERED,
    )
    .fetch_all(db)
    .await
}

/// Puts a family into a house of its own part of the village, or into none. `false` when the house lies
/// elsewhere.
pub async fn put_family(
    db: &mut PgConnection,
    family: Uuid,
    house: Option<Uuid>,
) -> sqlx::Result<bool> {
    let put = sqlx::query!(
        r#"
        update families f set house_id = $2, version = version + 1, changed_at = now()
        where f.id = $1 and ($2::uuid is null or exists (
            select from houses h where h.id = $2 and h.area_id = f.area_id))
        "#,
        family,
        house,
    )
    .execute(db)
    .await?;
    Ok(put.rows_affected() == 1)
}
