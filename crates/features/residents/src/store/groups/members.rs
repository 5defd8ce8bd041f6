//! Who belongs to a group.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Members taken away as a table at most.
const ALL: i64 = 5000;

/// A member.
pub struct MemberRow {
    pub id: Uuid,
    pub name: String,
    pub name_key: String,
    pub nik_sealed: Option<Vec<u8>>,
    pub sex: String,
    pub born_on: jiff_sqlx::Date,
    pub state: String,
    pub since: jiff_sqlx::Date,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
    pub position: String,
    pub number: String,
    pub joined_on: Option<jiff_sqlx::Date>,
}

/// Goes on after this member: whoever has a position stands first.
#[derive(Debug, Clone, Default)]
pub struct After {
    pub is_plain: bool,
    pub name_key: String,
    pub id: Uuid,
}

/// What the group says of a member.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    pub position: String,
    pub number: String,
    pub joined_on: Option<Date>,
}

/// Members, who has a position first, then by name; one more than `most` if there are more.
pub async fn list(
    db: &mut PgConnection,
    group: Uuid,
    after: &After,
    most: i64,
) -> sqlx::Result<Vec<MemberRow>> {
    sqlx::query_as!(
        MemberRow,
        r#"
        select r.id, r.name, r.name_key, r.nik_sealed, r.sex, r.born_on as "born_on: jiff_sqlx::Date",
            r.state, r.since as "since: jiff_sqlx::Date", a.hamlet, a.rw, a.rt, m.position, m.number,
            m.joined_on as "joined_on: jiff_sqlx::Date"
        from group_members m
        join residents r on r.id = m.resident_id
        join areas a on a.id = r.area_id
        where m.group_id = $1 and (m.position = '', r.name_key, r.id) > ($2, $3, $4)
        order by m.position = '', r.name_key, r.id
        limit $5
        "#,
        group,
        after.is_plain,
        after.name_key,
        after.id,
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// All of them, for a table.
pub async fn all(db: &mut PgConnection, group: Uuid) -> sqlx::Result<Vec<MemberRow>> {
    list(db, group, &After::default(), ALL).await
}

/// One member.
pub async fn one(
    db: &mut PgConnection,
    group: Uuid,
    resident: Uuid,
) -> sqlx::Result<Option<MemberRow>> {
    sqlx::query_as!(
        MemberRow,
        r#"
        select r.id, r.name, r.name_key, r.nik_sealed, r.sex, r.born_on as "born_on: jiff_sqlx::Date",
            r.state, r.since as "since: jiff_sqlx::Date", a.hamlet, a.rw, a.rt, m.position, m.number,
            m.joined_on as "joined_on: jiff_sqlx::Date"
        from group_members m
        join residents r on r.id = m.resident_id
        join areas a on a.id = r.area_id
        where m.group_id = $1 and m.resident_id = $2
        "#,
        group,
        resident,
    )
    .fetch_optional(db)
    .await
}

/// Takes somebody in. `false` when she is in it.
pub async fn join(
    db: &mut PgConnection,
    group: Uuid,
    resident: Uuid,
    on: Date,
) -> sqlx::Result<bool> {
    let joined = sqlx::query!(
        r#"
        insert into group_members (group_id, resident_id, joined_on) values ($1, $2, $3)
        on conflict (group_id, resident_id) do nothing
        "#,
        group,
        resident,
        on.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(joined.rows_affected() == 1)
}

/// Writes down what she is in the group.
pub async fn write(
    db: &mut PgConnection,
    group: Uuid,
    resident: Uuid,
    standing: &Standing,
) -> sqlx::Result<bool> {
    let written = sqlx::query!(
        r#"
        update group_members set position = $3, number = $4, joined_on = $5
        where group_id = $1 and resident_id = $2
        "#,
        group,
        resident,
        standing.position,
        standing.number,
        standing.joined_on.map(ToSqlx::to_sqlx) as _,
    )
    .execute(db)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Takes somebody out.
pub async fn leave(db: &mut PgConnection, group: Uuid, resident: Uuid) -> sqlx::Result<bool> {
    let left = sqlx::query!(
        "delete from group_members where group_id = $1 and resident_id = $2",
        group,
        resident,
    )
    .execute(db)
    .await?;
    Ok(left.rows_affected() == 1)
}

/// Who is here and has one of these NIK; or, without any, this name and day of birth. Two at most: more
/// than one is as good as nobody. Whoever asks is told nothing but whether it was exactly one.
pub async fn exactly(
    db: &mut PgConnection,
    niks: &[Vec<u8>],
    name_key: &str,
    born_on: Option<Date>,
) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        r#"
        select id from residents
        where state = 'present'
            and (nik_index = any($1) or (cardinality($1) = 0 and name_key = $2 and born_on = $3))
        limit 2
        "#,
        niks,
        name_key,
        born_on.map(ToSqlx::to_sqlx) as _,
    )
    .fetch_all(db)
    .await
}
