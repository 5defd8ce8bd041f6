//! Who works here.

use identity::Role;
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody new, or `None` when the address is taken.
pub async fn invite(
    db: &mut PgConnection,
    name: &str,
    email: &str,
    roles: &[Role],
    now: Timestamp,
) -> sqlx::Result<Option<Uuid>> {
    let roles: Vec<String> = roles.iter().map(Role::to_string).collect();
    sqlx::query_scalar!(
        r#"
        insert into staff (id, name, email, roles, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $5)
        on conflict (email) do nothing
        returning id
        "#,
        Uuid::now_v7(),
        name,
        email,
        &roles,
        now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}

/// How many work here or are invited to.
pub async fn working(db: &mut PgConnection) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from staff where status <> 'disabled' and not is_helper"#
    )
    .fetch_one(db)
    .await
}

/// Somebody in the list of staff.
pub struct StaffRow {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub roles: Vec<String>,
    pub status: String,
    pub has_second_factor: bool,
    pub last_seen_at: Option<jiff_sqlx::Timestamp>,
}

/// Everybody who works here; a village has a dozen, and at most two hundred are shown.
pub async fn staff(db: &mut PgConnection) -> sqlx::Result<Vec<StaffRow>> {
    sqlx::query_as!(
        StaffRow,
        r#"
        select id, name, email, roles, status, totp_secret is not null as "has_second_factor!",
            last_seen_at
        from staff
        where not is_helper
        order by status = 'disabled', name, id
        limit 200
        "#,
    )
    .fetch_all(db)
    .await
}

/// Gives roles and says whether somebody may come in. `false` when there is no such person.
pub async fn set_staff(
    db: &mut PgConnection,
    id: Uuid,
    roles: &[Role],
    is_disabled: bool,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let roles: Vec<String> = roles.iter().map(Role::to_string).collect();
    let done = sqlx::query!(
        r#"
        update staff
        set roles = $2,
            status = case
                when $3 then 'disabled'
                when status <> 'disabled' then status
                when password_hash is null then 'invited'
                else 'active' end,
            updated_at = $4
        where id = $1
        "#,
        id,
        &roles,
        is_disabled,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many who are not this person may still come in and manage staff.
pub async fn other_managers(
    db: &mut PgConnection,
    id: Uuid,
    manager_roles: &[String],
) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!" from staff
        where id <> $1 and status = 'active' and roles && $2::text[] and not is_helper
        "#,
        id,
        manager_roles,
    )
    .fetch_one(db)
    .await
}

/// Who works here, in numbers.
pub struct SumsRow {
    pub staff: i64,
    pub invited: i64,
    pub last_login_at: Option<jiff_sqlx::Timestamp>,
}

/// Accounts for trying the service are nobody's.
pub async fn sums(db: &mut PgConnection) -> sqlx::Result<SumsRow> {
    sqlx::query_as!(
        SumsRow,
        r#"
        select count(*) filter (where status = 'active' and not is_example) as "staff!",
            count(*) filter (where status = 'invited') as "invited!",
            (
                select at from activity where action = 'masuk' order by seq desc limit 1
            ) as last_login_at
        from staff
        "#
    )
    .fetch_one(db)
    .await
}
