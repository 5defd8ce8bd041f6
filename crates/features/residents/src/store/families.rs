//! Families and who belongs to them.

use sqlx::PgConnection;
use uuid::Uuid;
use vault::KeySet;

use super::columns::CARD;
use crate::reach::Reach;
use kernel::FamilyCardNumber;

/// A family.
pub struct FamilyRow {
    pub id: Uuid,
    pub card_sealed: Option<Vec<u8>>,
    pub area_id: Uuid,
    pub address: String,
    pub version: i64,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
}

/// A member of a family, here or not.
pub struct MemberRow {
    pub id: Uuid,
    pub name: String,
    pub sex: String,
    pub born_on: jiff_sqlx::Date,
    pub relationship: String,
    pub state: String,
    pub since: jiff_sqlx::Date,
    pub nik_sealed: Option<Vec<u8>>,
}

/// A line of the list of families.
pub struct FamilyLine {
    pub id: Uuid,
    pub card_sealed: Option<Vec<u8>>,
    pub address: String,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
    /// Of the head who is here and in reach; empty without one.
    pub head: String,
    pub head_key: String,
    /// The head is here and out of reach.
    pub head_elsewhere: bool,
    /// Those in reach.
    pub members: i64,
}

/// One family, when it is in reach.
pub async fn one(
    db: &mut PgConnection,
    reach: &Reach,
    id: Uuid,
) -> sqlx::Result<Option<FamilyRow>> {
    sqlx::query_as!(
        FamilyRow,
        r#"
        select f.id, f.card_sealed, f.area_id, f.address, f.version, a.hamlet, a.rw, a.rt
        from families f join areas a on a.id = f.area_id
        where f.id = $1 and ($2::uuid[] is null or f.area_id = any($2))
        "#,
        id,
        reach.areas() as _,
    )
    .fetch_optional(db)
    .await
}

/// Its members in reach: who is here first, in the order of the card.
pub async fn members(
    db: &mut PgConnection,
    reach: &Reach,
    id: Uuid,
) -> sqlx::Result<Vec<MemberRow>> {
    sqlx::query_as!(
        MemberRow,
        r#"
        select id, name, sex, born_on as "born_on: jiff_sqlx::Date", relationship, state,
            since as "since: jiff_sqlx::Date", nik_sealed
        from residents
        where family_id = $1 and ($2::uuid[] is null or area_id = any($2))
        order by (state <> 'present'), nullif(relationship, '')::int nulls last, born_on, id
        limit 200
        "#,
        id,
        reach.areas() as _,
    )
    .fetch_all(db)
    .await
}

/// How many members who are here live out of reach.
pub async fn members_elsewhere(
    db: &mut PgConnection,
    reach: &Reach,
    id: Uuid,
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!" from residents
        where family_id = $1 and state = 'present' and area_id <> all($2)
        "#,
        id,
        reach.areas() as _,
    )
    .fetch_one(db)
    .await
}

/// Families in which somebody is, by the name of the head; one more than `most` if there are more.
pub async fn list(
    db: &mut PgConnection,
    reach: &Reach,
    area: Option<Uuid>,
    without_head: bool,
    after: (&str, Uuid),
    most: i64,
) -> sqlx::Result<Vec<FamilyLine>> {
    sqlx::query_as!(
        FamilyLine,
        r#"
        select f.id, f.card_sealed, f.address, a.hamlet, a.rw, a.rt, coalesce(h.name, '') as "head!",
            coalesce(h.name_key, '') as "head_key!", m.members as "members!",
            (h.id is null and o.id is not null) as "head_elsewhere!"
        from families f
        join areas a on a.id = f.area_id
        join (select family_id, count(*) as members from residents
              where state = 'present' and ($6::uuid[] is null or area_id = any($6))
              group by family_id) m on m.family_id = f.id
        left join residents o
            on o.family_id = f.id and o.relationship = '1' and o.state = 'present'
        left join residents h
            on h.id = o.id and ($6::uuid[] is null or h.area_id = any($6))
        where (coalesce(h.name_key, ''), f.id) > ($3, $4)
            and ($1::uuid is null or f.area_id = $1)
            and (not $2::bool or o.id is null)
            and ($6::uuid[] is null or f.area_id = any($6))
        order by coalesce(h.name_key, ''), f.id
        limit $5
        "#,
        area,
        without_head,
        after.0,
        after.1,
        most + 1,
        reach.areas() as _,
    )
    .fetch_all(db)
    .await
}

/// How the list sorts a family: by the name of the head who is here and in reach.
pub async fn key_of(
    db: &mut PgConnection,
    reach: &Reach,
    id: Uuid,
) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select coalesce(h.name_key, '') as "key!"
        from families f
        left join residents h
            on h.family_id = f.id and h.relationship = '1' and h.state = 'present'
                and ($2::uuid[] is null or h.area_id = any($2))
        where f.id = $1 and ($2::uuid[] is null or f.area_id = any($2))
        "#,
        id,
        reach.areas() as _,
    )
    .fetch_optional(db)
    .await
}

/// The family with this card.
pub async fn of_card(
    db: &mut PgConnection,
    keys: &KeySet,
    card: &FamilyCardNumber,
) -> sqlx::Result<Option<Uuid>> {
    let indexes: Vec<Vec<u8>> = keys
        .lookups(CARD, card)
        .iter()
        .map(|blind| blind.as_bytes().to_vec())
        .collect();
    sqlx::query_scalar!(
        "select id from families where card_index = any($1)",
        &indexes
    )
    .fetch_optional(db)
    .await
}

/// Makes a family.
pub async fn add(
    db: &mut PgConnection,
    keys: &KeySet,
    card: Option<&FamilyCardNumber>,
    area: Uuid,
    address: &str,
) -> sqlx::Result<Uuid> {
    let id = Uuid::now_v7();
    sqlx::query!(
        r#"
        insert into families (id, card_sealed, card_index, area_id, address)
        values ($1, $2, $3, $4, $5)
        "#,
        id,
        card.map(|card| keys.close(CARD.of(id), card)),
        card.map(|card| keys.index(CARD, card).as_bytes().to_vec()),
        area,
        address,
    )
    .execute(db)
    .await?;
    Ok(id)
}

/// Writes number of the card, place and address anew. Who moves to another part leaves her house. `false` when somebody else was quicker.
///
/// # Errors
/// A violation of `families_card` when another family has this card.
pub async fn write(
    db: &mut PgConnection,
    keys: &KeySet,
    family: (Uuid, i64),
    card: Option<&FamilyCardNumber>,
    area: Uuid,
    address: &str,
) -> sqlx::Result<bool> {
    let (id, version) = family;
    let written = sqlx::query!(
        r#"
        update families set card_sealed = $3, card_index = $4, area_id = $5, address = $6,
            house_id = case when area_id = $5 then house_id end, version = version + 1, changed_at = now()
        where id = $1 and version = $2
        "#,
        id,
        version,
        card.map(|card| keys.close(CARD.of(id), card)),
        card.map(|card| keys.index(CARD, card).as_bytes().to_vec()),
        area,
        address,
    )
    .execute(db)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Moves everybody of a family who is here to another part of the village; says who.
pub async fn move_members(
    db: &mut PgConnection,
    family: Uuid,
    area: Uuid,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"
        update residents set area_id = $2, version = version + 1, changed_at = now()
        where family_id = $1 and state = 'present' and area_id <> $2
        returning id
        "#,
        family,
        area,
    )
    .fetch_all(db)
    .await
}

/// Gives a member another relationship to the head.
pub async fn relate(db: &mut PgConnection, resident: Uuid, relationship: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update residents set relationship = $2, version = version + 1, changed_at = now()
        where id = $1 and relationship <> $2
        "#,
        resident,
        relationship,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Puts somebody into a family.
pub async fn put(
    db: &mut PgConnection,
    resident: Uuid,
    family: Uuid,
    area: Uuid,
    relationship: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update residents set family_id = $2, area_id = $3, relationship = $4, version = version + 1,
            changed_at = now()
        where id = $1
        "#,
        resident,
        family,
        area,
        relationship,
    )
    .execute(db)
    .await?;
    Ok(())
}
