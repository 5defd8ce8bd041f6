//! Whose NIK another village has, too. The first half is the village's, the second the regency's.

use sqlx::PgConnection;
use uuid::Uuid;

/// The sealed NIK of everybody who is here.
pub async fn niks(db: &mut PgConnection) -> sqlx::Result<Vec<(Uuid, Vec<u8>)>> {
    let rows = sqlx::query!(
        r#"
        select id, nik_sealed as "sealed!" from residents
        where state = 'present' and nik_sealed is not null
        "#
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.sealed)).collect())
}

/// Writes down who is in another village's register, too. `true` when that is another answer than before.
pub async fn note(db: &mut PgConnection, residents: &[Uuid]) -> sqlx::Result<bool> {
    let gone = sqlx::query!(
        "delete from nik_elsewhere where resident_id <> all($1)",
        residents,
    )
    .execute(&mut *db)
    .await?;
    // Somebody may have been taken out of the register since she was compared.
    let come = sqlx::query!(
        r#"
        insert into nik_elsewhere (resident_id)
        select id from residents where id = any($1)
        on conflict (resident_id) do nothing
        "#,
        residents,
    )
    .execute(db)
    .await?;
    Ok(gone.rows_affected() + come.rows_affected() > 0)
}

/// Comparisons of one village take turns.
pub async fn take_turn(db: &mut PgConnection, village: &str) -> sqlx::Result<()> {
    sqlx::query!(
        r#"select pg_advisory_xact_lock(hashtextextended('residents.compare ' || $1, 0)) as "done: ()""#,
        village,
    )
    .fetch_one(db)
    .await?;
    Ok(())
}

/// Puts these marks in the place of the village's former ones. Which marks came or went.
pub async fn put(
    db: &mut PgConnection,
    village: &str,
    key_number: i32,
    residents: &[Uuid],
    marks: &[Vec<u8>],
) -> sqlx::Result<Vec<Vec<u8>>> {
    let mut changed = sqlx::query_scalar!(
        r#"
        delete from platform.nik_marks m
        where m.village_code = $1 and not exists (
            select from unnest($3::uuid[], $4::bytea[]) as one (resident_id, mark)
            where one.resident_id = m.resident_id and one.mark = m.mark and m.key_number = $2)
        returning m.mark
        "#,
        village,
        key_number,
        residents,
        marks,
    )
    .fetch_all(&mut *db)
    .await?;
    let come = sqlx::query_scalar!(
        r#"
        insert into platform.nik_marks (village_code, resident_id, key_number, mark)
        select $1, one.resident_id, $2, one.mark
        from unnest($3::uuid[], $4::bytea[]) as one (resident_id, mark)
        on conflict (village_code, resident_id) do nothing
        returning mark
        "#,
        village,
        key_number,
        residents,
        marks,
    )
    .fetch_all(db)
    .await?;
    changed.extend(come);
    Ok(changed)
}

/// Residents of the village whose mark another village has that is not off line for good.
pub async fn doubles(db: &mut PgConnection, village: &str) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"
        select m.resident_id from platform.nik_marks m
        where m.village_code = $1 and exists (
            select from platform.nik_marks o
            join platform.villages v on v.code = o.village_code
            where o.mark = m.mark and o.key_number = m.key_number and o.village_code <> $1
                and v.status <> 'archived')
        "#,
        village,
    )
    .fetch_all(db)
    .await
}

/// The schemas of other villages that have one of these marks.
pub async fn others(
    db: &mut PgConnection,
    village: &str,
    marks: &[Vec<u8>],
) -> sqlx::Result<Vec<String>> {
    sqlx::query_scalar!(
        r#"
        select distinct v.schema_name from platform.nik_marks m
        join platform.villages v on v.code = m.village_code
        where m.village_code <> $1 and m.mark = any($2) and v.status <> 'archived'
        "#,
        village,
        marks,
    )
    .fetch_all(db)
    .await
}

/// The number of the oldest key with which a mark was made.
pub async fn oldest_key(db: &mut PgConnection) -> sqlx::Result<Option<i32>> {
    sqlx::query_scalar!("select min(key_number) from platform.nik_marks")
        .fetch_one(db)
        .await
}
