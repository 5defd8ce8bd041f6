//! Groups.

pub mod keepers;
pub mod members;

use sqlx::PgConnection;
use uuid::Uuid;

use crate::{domain::GroupDraft, reach::Keeps};

/// A line of the list.
pub struct GroupLine {
    pub id: Uuid,
    pub name: String,
    pub name_key: String,
    pub kind: String,
    pub hamlet: Option<String>,
    pub rw: Option<String>,
    pub rt: Option<String>,
    /// Those who are here.
    pub members: i64,
}

/// A group.
pub struct GroupRow {
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub area_id: Option<Uuid>,
    pub note: String,
    pub version: i64,
    pub hamlet: Option<String>,
    pub rw: Option<String>,
    pub rt: Option<String>,
    /// Those who are here.
    pub members: i64,
    /// Those who died, moved or left.
    pub gone: i64,
}

/// Groups by name; one more than `most` if there are more.
pub async fn list(
    db: &mut PgConnection,
    keeps: Keeps,
    kind: &str,
    after: (&str, Uuid),
    most: i64,
) -> sqlx::Result<Vec<GroupLine>> {
    sqlx::query_as!(
        GroupLine,
        r#"
        select g.id, g.name, g.name_key, g.kind, a.hamlet as "hamlet?", a.rw as "rw?", a.rt as "rt?",
            (select count(*) from group_members m join residents r on r.id = m.resident_id
                where m.group_id = g.id and r.state = 'present') as "members!"
        from groups g
        left join areas a on a.id = g.area_id
        where (g.name_key, g.id) > ($1, $2)
            and ($3 = '' or g.kind = $3)
            and ($4::uuid is null or exists (
                select from group_keepers k where k.group_id = g.id and k.staff_id = $4))
        order by g.name_key, g.id
        limit $5
        "#,
        after.0,
        after.1,
        kind,
        keeps.staff(),
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// How the list sorts a group.
pub async fn key_of(db: &mut PgConnection, keeps: Keeps, id: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!(
        r#"
        select g.name_key from groups g
        where g.id = $1 and ($2::uuid is null or exists (
            select from group_keepers k where k.group_id = g.id and k.staff_id = $2))
        "#,
        id,
        keeps.staff(),
    )
    .fetch_optional(db)
    .await
}

/// One group, when it is hers.
pub async fn one(db: &mut PgConnection, keeps: Keeps, id: Uuid) -> sqlx::Result<Option<GroupRow>> {
    sqlx::query_as!(
        GroupRow,
        r#"
        select g.id, g.name, g.kind, g.area_id, g.note, g.version,
            a.hamlet as "hamlet?", a.rw as "rw?", a.rt as "rt?",
            (select count(*) from group_members m join residents r on r.id = m.resident_id
                where m.group_id = g.id and r.state = 'present') as "members!",
            (select count(*) from group_members m join residents r on r.id = m.resident_id
                where m.group_id = g.id and r.state <> 'present') as "gone!"
        from groups g
        left join areas a on a.id = g.area_id
        where g.id = $1 and ($2::uuid is null or exists (
            select from group_keepers k where k.group_id = g.id and k.staff_id = $2))
        "#,
        id,
        keeps.staff(),
    )
    .fetch_optional(db)
    .await
}

/// Makes a group. Nothing when there is one of this name.
pub async fn add(db: &mut PgConnection, draft: &GroupDraft) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        r#"
        insert into groups (id, name, name_key, kind, area_id, note) values ($1, $2, $3, $4, $5, $6)
        on conflict (name_key) do nothing
        returning id
        "#,
        Uuid::now_v7(),
        draft.name,
        key(&draft.name),
        draft.kind.as_str(),
        draft.area,
        draft.note,
    )
    .fetch_optional(db)
    .await
}

/// Writes a group anew. `false` when somebody else was quicker.
///
/// # Errors
/// A violation of `groups_name_key_key` when another group is called so.
pub async fn write(
    db: &mut PgConnection,
    group: (Uuid, i64),
    draft: &GroupDraft,
) -> sqlx::Result<bool> {
    let written = sqlx::query!(
        r#"
        update groups set name = $3, name_key = $4, kind = $5, area_id = $6, note = $7,
            version = version + 1, changed_at = now()
        where id = $1 and version = $2
        "#,
        group.0,
        group.1,
        draft.name,
        key(&draft.name),
        draft.kind.as_str(),
        draft.area,
        draft.note,
    )
    .execute(db)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Takes away a group in which nobody is.
pub async fn remove(db: &mut PgConnection, id: Uuid) -> sqlx::Result<bool> {
    let removed = sqlx::query!(
        r#"
        delete from groups g
        where g.id = $1 and not exists (select from group_members where group_id = g.id)
        "#,
        id,
    )
    .execute(db)
    .await?;
    Ok(removed.rows_affected() == 1)
}

fn key(name: &str) -> String {
    kernel::search_text::fold(name)
}
