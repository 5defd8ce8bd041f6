//! Every SQL statement about staff, their links and the record of what they did.

use identity::{Role, TokenHash};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody at the door.
pub struct DoorRow {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub roles: Vec<String>,
    pub status: String,
    pub password_hash: Option<String>,
    pub totp_secret: Option<String>,
    pub totp_last_step: i64,
    pub recovery: Vec<String>,
    pub is_example: bool,
}

/// Who has this e-mail address (in lower case).
pub async fn by_email(db: &mut PgConnection, email: &str) -> sqlx::Result<Option<DoorRow>> {
    sqlx::query_as!(
        DoorRow,
        r#"
        select id, name, email, roles, status, password_hash, totp_secret, totp_last_step, recovery,
            is_example
        from staff where email = $1
        "#,
        email,
    )
    .fetch_optional(db)
    .await
}

pub async fn by_id(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<DoorRow>> {
    sqlx::query_as!(
        DoorRow,
        r#"
        select id, name, email, roles, status, password_hash, totp_secret, totp_last_step, recovery,
            is_example
        from staff where id = $1
        "#,
        id,
    )
    .fetch_optional(db)
    .await
}

/// Remembers the code that was used, so that it opens nothing again. `false` when it was used.
pub async fn use_step(db: &mut PgConnection, id: Uuid, step: i64) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update staff set totp_last_step = $2 where id = $1 and totp_last_step < $2",
        id,
        step,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a recovery code away. `false` when it was used before.
pub async fn use_recovery(db: &mut PgConnection, id: Uuid, hash: &str) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update staff set recovery = array_remove(recovery, $2) where id = $1 and $2 = any(recovery)",
        id,
        hash,
    )
    .execute(db)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps a second factor that is not confirmed yet.
pub async fn set_pending_totp(
    db: &mut PgConnection,
    id: Uuid,
    secret: Option<&str>,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update staff set totp_pending = $2 where id = $1",
        id,
        secret
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn pending_totp(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Option<String>> {
    sqlx::query_scalar!("select totp_pending from staff where id = $1", id)
        .fetch_one(db)
        .await
}

/// The pending second factor was confirmed by its first code.
pub async fn confirm_totp(
    db: &mut PgConnection,
    id: Uuid,
    step: i64,
    recovery: &[String],
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update staff
        set totp_secret = totp_pending, totp_pending = null, totp_last_step = $2, recovery = $3
        where id = $1 and totp_pending is not null
        "#,
        id,
        step,
        recovery,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A new password; whoever was invited has arrived.
pub async fn set_password(
    db: &mut PgConnection,
    id: Uuid,
    hash: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update staff
        set password_hash = $2, status = case when status = 'invited' then 'active' else status end,
            updated_at = $3
        where id = $1
        "#,
        id,
        hash,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

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

/// Keeps a link, and forgets those whose time is over.
pub async fn put_link(
    db: &mut PgConnection,
    staff: Uuid,
    purpose: identity::Purpose,
    hash: &TokenHash,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from staff_links where expires_at <= $1",
        now.to_sqlx() as _
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "insert into staff_links (hash, staff_id, purpose, expires_at) values ($1, $2, $3, $4)",
        hash.to_string(),
        staff,
        purpose.as_str(),
        purpose.expires_at(now).to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Every link of somebody stops to open: a password was chosen, or newer links are made.
pub async fn drop_links(db: &mut PgConnection, staff: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from staff_links where staff_id = $1", staff)
        .execute(db)
        .await?;
    Ok(())
}

/// Whom a link is for, while it opens.
pub async fn link(
    db: &mut PgConnection,
    purpose: identity::Purpose,
    hash: &TokenHash,
    now: Timestamp,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        r#"
        select l.staff_id from staff_links l
        join staff s on s.id = l.staff_id and s.status <> 'disabled'
        where l.hash = $1 and l.purpose = $2 and l.expires_at > $3
        "#,
        hash.to_string(),
        purpose.as_str(),
        now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}

/// Uses a link up. `false` when it was used in the meantime.
pub async fn take_link(db: &mut PgConnection, hash: &TokenHash) -> sqlx::Result<bool> {
    let done = sqlx::query!("delete from staff_links where hash = $1", hash.to_string())
        .execute(db)
        .await?;
    Ok(done.rows_affected() == 1)
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

/// A line of the record.
pub struct ActivityRow {
    pub seq: i64,
    pub at: jiff_sqlx::Timestamp,
    pub who: String,
    pub action: String,
    pub subject: String,
    pub address: String,
}

/// The record below a number, newest first; one more than `size` when there is more.
pub async fn activity(
    db: &mut PgConnection,
    below: i64,
    size: i64,
) -> sqlx::Result<Vec<ActivityRow>> {
    sqlx::query_as!(
        ActivityRow,
        r#"
        select seq, at, who, action, subject, address
        from activity
        where seq < $1
        order by seq desc
        limit $2
        "#,
        below,
        size + 1,
    )
    .fetch_all(db)
    .await
}

/// An example account.
pub struct Example<'a> {
    pub id: Uuid,
    pub email: &'a str,
    pub name: &'a str,
    pub role: Role,
    pub password_hash: &'a str,
    pub totp_secret: Option<&'a str>,
}

/// Makes an example account or renews its secrets. An account of a real person is not touched.
pub async fn put_example(
    db: &mut PgConnection,
    example: &Example<'_>,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into staff (id, email, name, roles, status, password_hash, totp_secret, is_example,
            created_at, updated_at)
        values ($1, $2, $3, array[$4], 'active', $5, $6, true, $7, $7)
        on conflict (email) do update
            set password_hash = excluded.password_hash, totp_secret = excluded.totp_secret,
                totp_last_step = 0, recovery = '{}', status = 'active', updated_at = excluded.updated_at
            where staff.is_example
        "#,
        example.id,
        example.email,
        example.name,
        example.role.as_str(),
        example.password_hash,
        example.totp_secret,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub async fn has_examples(db: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!(r#"select exists (select from staff where is_example) as "any!""#)
        .fetch_one(db)
        .await
}

/// An entry of the record as it lies there.
pub struct RecordedRow {
    pub seq: i64,
    pub at: jiff_sqlx::Timestamp,
    pub staff: Option<Uuid>,
    pub who: String,
    pub action: String,
    pub subject: String,
    pub detail: serde_json::Value,
    pub address: String,
    pub hash: String,
}

impl RecordedRow {
    pub fn into_entry(self) -> identity::activity::Entry {
        identity::activity::Entry {
            seq: self.seq,
            at: self.at.to_jiff(),
            staff: self.staff,
            who: self.who,
            action: self.action,
            subject: self.subject,
            detail: self.detail,
            address: self.address,
        }
    }
}

/// The next entries of the record, oldest first.
pub async fn record_after(
    db: &mut PgConnection,
    after: i64,
    limit: i64,
) -> sqlx::Result<Vec<RecordedRow>> {
    sqlx::query_as!(
        RecordedRow,
        r#"
        select seq, at, staff, who, action, subject, detail, address, hash
        from activity where seq > $1 order by seq limit $2
        "#,
        after,
        limit,
    )
    .fetch_all(db)
    .await
}

/// Another name.
pub async fn set_name(
    db: &mut PgConnection,
    id: Uuid,
    name: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update staff set name = $2, updated_at = $3 where id = $1",
        id,
        name,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Other codes on paper, as hashes.
pub async fn set_recovery(db: &mut PgConnection, id: Uuid, hashes: &[String]) -> sqlx::Result<()> {
    sqlx::query!("update staff set recovery = $2 where id = $1", id, hashes)
        .execute(db)
        .await?;
    Ok(())
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

/// Whether the village lets the district help.
pub async fn takes_help(db: &mut PgConnection) -> sqlx::Result<bool> {
    sqlx::query_scalar!("select takes_help from site")
        .fetch_one(db)
        .await
}

pub async fn set_takes_help(db: &mut PgConnection, takes: bool) -> sqlx::Result<()> {
    sqlx::query!("update site set takes_help = $1", takes)
        .execute(db)
        .await?;
    Ok(())
}

/// Gives somebody of the district a place in the office until a moment.
pub async fn put_helper(
    db: &mut PgConnection,
    helper: &web::office::Helper<'_>,
    until: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into staff (id, email, name, roles, status, password_hash, is_helper, helps_until)
        values ($1, $2, $3, array['operator'], 'active', $4, true, $5)
        on conflict (id) do update
            set name = excluded.name, status = 'active', helps_until = excluded.helps_until,
                updated_at = now()
            where staff.is_helper
        "#,
        helper.id,
        format!("{}@bantuan.invalid", helper.id),
        helper.name,
        helper.locked,
        until.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Everybody of the district is out from now on. Gives their numbers.
pub async fn end_help(db: &mut PgConnection, now: Timestamp) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "update staff set helps_until = $1, updated_at = now()
         where is_helper and helps_until > $1 returning id",
        now.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}
