//! The district's accounts, their links, and the record of what they did.

mod examples;
mod record;

use db::PlatformTx;
use identity::{DistrictRole, TokenHash};
use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use uuid::Uuid;

pub use examples::{Example, has_examples, put_example};
pub use record::{ActivityRow, RecordedRow, activity, record_after};

/// Somebody at the door.
pub struct DoorRow {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub status: String,
    pub password_hash: Option<String>,
    pub totp_secret: Option<String>,
    pub totp_last_step: i64,
    pub recovery: Vec<String>,
    pub is_example: bool,
}

/// Who has this e-mail address (in lower case).
pub async fn by_email(tx: &mut PlatformTx, email: &str) -> sqlx::Result<Option<DoorRow>> {
    sqlx::query_as!(
        DoorRow,
        r#"
        select id, name, email, status, password_hash, totp_secret, totp_last_step, recovery,
            is_example
        from platform.district_staff where email = $1
        "#,
        email,
    )
    .fetch_optional(&mut **tx)
    .await
}

pub async fn by_id(tx: &mut PlatformTx, id: Uuid) -> sqlx::Result<Option<DoorRow>> {
    sqlx::query_as!(
        DoorRow,
        r#"
        select id, name, email, status, password_hash, totp_secret, totp_last_step, recovery,
            is_example
        from platform.district_staff where id = $1
        "#,
        id,
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Remembers the code that was used, so that it opens nothing again. `false` when it was used.
pub async fn use_step(tx: &mut PlatformTx, id: Uuid, step: i64) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update platform.district_staff set totp_last_step = $2
         where id = $1 and totp_last_step < $2",
        id,
        step,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Takes a recovery code away. `false` when it was used before.
pub async fn use_recovery(tx: &mut PlatformTx, id: Uuid, hash: &str) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "update platform.district_staff set recovery = array_remove(recovery, $2)
         where id = $1 and $2 = any(recovery)",
        id,
        hash,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The secret that waits for its first code; `new` becomes it when there is none.
pub async fn pending_totp(tx: &mut PlatformTx, id: Uuid, new: &str) -> sqlx::Result<String> {
    sqlx::query_scalar!(
        r#"
        update platform.district_staff set totp_pending = coalesce(totp_pending, $2)
        where id = $1
        returning totp_pending as "secret!"
        "#,
        id,
        new,
    )
    .fetch_one(&mut **tx)
    .await
}

/// The pending second factor was confirmed by its first code.
pub async fn confirm_totp(
    tx: &mut PlatformTx,
    id: Uuid,
    step: i64,
    recovery: &[String],
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update platform.district_staff
        set totp_secret = totp_pending, totp_pending = null, totp_last_step = $2, recovery = $3
        where id = $1 and totp_pending is not null
        "#,
        id,
        step,
        recovery,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// A new password; whoever was invited has arrived.
pub async fn set_password(
    tx: &mut PlatformTx,
    id: Uuid,
    hash: &str,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update platform.district_staff
        set password_hash = $2, status = case when status = 'invited' then 'active' else status end,
            updated_at = $3
        where id = $1
        "#,
        id,
        hash,
        now.to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Somebody who is to work for the district.
#[derive(Debug, Clone)]
pub struct Invitee<'a> {
    pub name: &'a str,
    /// In lower case.
    pub email: &'a str,
    pub role: DistrictRole,
    /// Codes; only for a pembina.
    pub subdistricts: &'a [String],
}

/// Somebody new, or `None` when the address is taken.
pub async fn invite(
    tx: &mut PlatformTx,
    person: &Invitee<'_>,
    now: Timestamp,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        r#"
        insert into platform.district_staff (id, name, email, role, subdistricts, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $6)
        on conflict (email) do nothing
        returning id
        "#,
        Uuid::now_v7(),
        person.name,
        person.email,
        person.role.as_str(),
        person.subdistricts,
        now.to_sqlx() as _,
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Keeps a link, and forgets those whose time is over.
pub async fn put_link(
    tx: &mut PlatformTx,
    staff: Uuid,
    purpose: identity::Purpose,
    hash: &TokenHash,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from platform.district_links where expires_at <= $1",
        now.to_sqlx() as _
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!(
        "insert into platform.district_links (hash, staff_id, purpose, expires_at)
         values ($1, $2, $3, $4)",
        hash.to_string(),
        staff,
        purpose.as_str(),
        purpose.expires_at(now).to_sqlx() as _,
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Every link of somebody stops to open.
pub async fn drop_links(tx: &mut PlatformTx, staff: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from platform.district_links where staff_id = $1",
        staff
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Whom a link is for, while it opens.
pub async fn link(
    tx: &mut PlatformTx,
    purpose: identity::Purpose,
    hash: &TokenHash,
    now: Timestamp,
) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        r#"
        select l.staff_id from platform.district_links l
        join platform.district_staff s on s.id = l.staff_id and s.status <> 'disabled'
        where l.hash = $1 and l.purpose = $2 and l.expires_at > $3
        "#,
        hash.to_string(),
        purpose.as_str(),
        now.to_sqlx() as _,
    )
    .fetch_optional(&mut **tx)
    .await
}

/// Uses a link up. `false` when it was used in the meantime.
pub async fn take_link(tx: &mut PlatformTx, hash: &TokenHash) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        "delete from platform.district_links where hash = $1",
        hash.to_string()
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Somebody in the list of accounts.
pub struct PersonRow {
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub role: String,
    pub subdistricts: Vec<String>,
    pub status: String,
    pub has_second_factor: bool,
    pub has_sso: bool,
    pub last_seen_at: Option<jiff_sqlx::Timestamp>,
}

/// Those after one of them, by name, whoever may not come in last; one more than `size` when there is
/// more.
pub async fn people(
    tx: &mut PlatformTx,
    after: Option<Uuid>,
    size: i64,
) -> sqlx::Result<Vec<PersonRow>> {
    sqlx::query_as!(
        PersonRow,
        r#"
        select id, name, email, role, subdistricts, status,
            totp_secret is not null as "has_second_factor!",
            oidc_subject is not null as "has_sso!", last_seen_at
        from platform.district_staff
        where $1::uuid is null or (status = 'disabled', name, id) > (
            select b.status = 'disabled', b.name, b.id from platform.district_staff b
            where b.id = $1)
        order by status = 'disabled', name, id
        limit $2
        "#,
        after,
        size + 1,
    )
    .fetch_all(&mut **tx)
    .await
}

/// The accounts made after another, oldest first; one more than `size` when there is more.
pub async fn people_after(
    tx: &mut PlatformTx,
    after: Option<Uuid>,
    size: i64,
) -> sqlx::Result<Vec<PersonRow>> {
    sqlx::query_as!(
        PersonRow,
        r#"
        select id, name, email, role, subdistricts, status,
            totp_secret is not null as "has_second_factor!",
            oidc_subject is not null as "has_sso!", last_seen_at
        from platform.district_staff
        where $1::uuid is null or id > $1
        order by id
        limit $2
        "#,
        after,
        size + 1,
    )
    .fetch_all(&mut **tx)
    .await
}

/// Gives a role and says whether somebody may come in. `false` when there is no such person.
pub async fn set_person(
    tx: &mut PlatformTx,
    id: Uuid,
    role: DistrictRole,
    subdistricts: &[String],
    is_disabled: bool,
) -> sqlx::Result<bool> {
    let done = sqlx::query!(
        r#"
        update platform.district_staff
        set role = $2, subdistricts = $3,
            status = case
                when $4 then 'disabled'
                when status <> 'disabled' then status
                when password_hash is null then 'invited'
                else 'active' end,
            updated_at = now()
        where id = $1
        "#,
        id,
        role.as_str(),
        subdistricts,
        is_disabled,
    )
    .execute(&mut **tx)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// How many who are not this person may still come in and run everything.
pub async fn other_superadmins(tx: &mut PlatformTx, id: Uuid) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"
        select count(*) as "count!" from platform.district_staff
        where id <> $1 and status = 'active' and role = 'superadmin'
        "#,
        id,
    )
    .fetch_one(&mut **tx)
    .await
}

/// Asks for a job of the platform's own, in the transaction that wants it.
pub async fn queue(
    tx: &mut PlatformTx,
    kind: &str,
    payload: &serde_json::Value,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into platform.jobs (kind, payload) values ($1, $2)",
        kind,
        payload,
    )
    .execute(&mut **tx)
    .await?;
    sqlx::query!("select pg_notify('banua_jobs', $1)", kind)
        .fetch_one(&mut **tx)
        .await?;
    Ok(())
}
