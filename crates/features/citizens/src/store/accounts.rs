//! Accounts of residents: finding one at the door, giving, closing, and the PIN.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// An account that somebody may come in with.
pub struct AtDoorRow {
    pub id: Uuid,
    pub resident_id: Uuid,
    pub pin_hash: String,
}

/// The account of who has a NIK with one of these blind indexes: only of somebody who is here, and only one
/// that is open. For all others there is none.
pub async fn at_door(db: &mut PgConnection, niks: &[Vec<u8>]) -> sqlx::Result<Option<AtDoorRow>> {
    sqlx::query_as!(
        AtDoorRow,
        r#"
        select a.id, a.resident_id, a.pin_hash
        from residents r join citizen_accounts a on a.resident_id = r.id
        where r.nik_index = any($1) and r.state = 'present' and a.state = 'open' and a.pin_hash <> ''
        "#,
        niks,
    )
    .fetch_optional(db)
    .await
}

/// Notes that somebody came in; `false` when her PIN is not this one any more. `fresh` replaces the hash by
/// one that was made with today's settings.
pub async fn came_in(
    db: &mut PgConnection,
    account: &AtDoorRow,
    fresh: Option<&str>,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let noted = sqlx::query!(
        r#"
        update citizen_accounts set last_login_at = $3, pin_hash = coalesce($4, pin_hash)
        where id = $1 and pin_hash = $2 and state = 'open'
        "#,
        account.id,
        account.pin_hash,
        now.to_sqlx() as _,
        fresh,
    )
    .execute(db)
    .await?;
    Ok(noted.rows_affected() == 1)
}

/// An account as the office sees it.
pub struct AccountRow {
    pub id: Uuid,
    pub pin_hash: String,
    pub must_change: bool,
    pub state: String,
    pub given_by: String,
    pub given_at: jiff_sqlx::Timestamp,
    pub last_login_at: Option<jiff_sqlx::Timestamp>,
}

/// Somebody's account.
pub async fn of_resident(
    db: &mut PgConnection,
    resident: Uuid,
) -> sqlx::Result<Option<AccountRow>> {
    sqlx::query_as!(
        AccountRow,
        r#"
        select id, pin_hash, must_change, state, given_by,
            given_at as "given_at: jiff_sqlx::Timestamp",
            last_login_at as "last_login_at: jiff_sqlx::Timestamp"
        from citizen_accounts where resident_id = $1
        "#,
        resident,
    )
    .fetch_optional(db)
    .await
}

/// An account that is given.
#[derive(Clone, Copy)]
pub struct NewAccount<'a> {
    pub resident: Uuid,
    pub pin_hash: &'a str,
    pub by: &'a str,
    pub now: Timestamp,
}

/// Gives an account; nothing when she has one.
pub async fn give(db: &mut PgConnection, account: NewAccount<'_>) -> sqlx::Result<Option<Uuid>> {
    sqlx::query_scalar!(
        r#"
        insert into citizen_accounts (id, resident_id, pin_hash, must_change, void_before, given_by,
            given_at)
        values ($1, $2, $3, true, $5, $4, $5)
        on conflict (resident_id) do nothing
        returning id
        "#,
        Uuid::now_v7(),
        account.resident,
        account.pin_hash,
        account.by,
        account.now.to_sqlx() as _,
    )
    .fetch_optional(db)
    .await
}

/// Whose choice a PIN is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// The resident's own.
    Herself,
    /// Made by the office, to be changed at once.
    Office,
}

/// Replaces a PIN and ends every session that began before. Links and codes for the old one open nothing
/// any more.
pub async fn set_pin(
    db: &mut PgConnection,
    account: Uuid,
    hash: &str,
    chosen: Chosen,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with links as (delete from citizen_links where account_id = $1),
            codes as (delete from citizen_codes where account_id = $1)
        update citizen_accounts set pin_hash = $2, must_change = $3, void_before = $4 where id = $1
        "#,
        account,
        hash,
        chosen == Chosen::Office,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Closes an account or opens it again; sessions that are under way end. `false` when it was so already.
pub async fn set_open(
    db: &mut PgConnection,
    account: Uuid,
    is_open: bool,
    now: Timestamp,
) -> sqlx::Result<bool> {
    let changed = sqlx::query!(
        r#"
        with links as (delete from citizen_links where account_id = $1),
            codes as (delete from citizen_codes where account_id = $1)
        update citizen_accounts
        set state = case when $2 then 'open' else 'closed' end, void_before = $3
        where id = $1 and (state = 'open') <> $2
        "#,
        account,
        is_open,
        now.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(changed.rows_affected() == 1)
}

/// Those of whom accounts may be made together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Area(Uuid),
    Family(Uuid),
}

/// Who of a group is here, has a NIK, was born until this day, and has no account yet.
pub async fn without(
    db: &mut PgConnection,
    group: Group,
    born_until: jiff::civil::Date,
    most: i64,
) -> sqlx::Result<Vec<Uuid>> {
    let (area, family) = match group {
        Group::Area(area) => (Some(area), None),
        Group::Family(family) => (None, Some(family)),
    };
    sqlx::query_scalar!(
        r#"
        select r.id from residents r
        where r.state = 'present' and r.nik_index is not null and r.born_on <= $3
            and ($1::uuid is null or r.area_id = $1) and ($2::uuid is null or r.family_id = $2)
            and not exists (select from citizen_accounts a where a.resident_id = r.id)
        order by r.name_key, r.id
        limit $4
        "#,
        area,
        family,
        born_until.to_sqlx() as _,
        most,
    )
    .fetch_all(db)
    .await
}
