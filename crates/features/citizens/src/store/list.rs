//! Lists of accounts for the office.

use jiff::Timestamp;
use jiff_sqlx::ToSqlx;
use kernel::Cursor;
use sqlx::PgConnection;
use uuid::Uuid;

/// A line of the list of accounts.
pub struct ListedRow {
    pub id: Uuid,
    pub resident_id: Uuid,
    pub name: String,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
    pub is_here: bool,
    pub state: String,
    pub must_change: bool,
    pub given_at: jiff_sqlx::Timestamp,
    pub last_login_at: Option<jiff_sqlx::Timestamp>,
}

/// Accounts, the newest first; one more than `most` if there are more.
pub async fn newest(
    db: &mut PgConnection,
    before: Option<Cursor>,
    most: i64,
) -> sqlx::Result<Vec<ListedRow>> {
    let far = Timestamp::constant(221_845_392_000, 0);
    let (at, id) = before.map_or((far, Uuid::max()), |key| (key.at(), key.id()));
    sqlx::query_as!(
        ListedRow,
        r#"
        select a.id, a.resident_id, r.name, p.hamlet, p.rw, p.rt, r.state = 'present' as "is_here!",
            a.state, a.must_change, a.given_at as "given_at: jiff_sqlx::Timestamp",
            a.last_login_at as "last_login_at: jiff_sqlx::Timestamp"
        from citizen_accounts a
        join residents r on r.id = a.resident_id
        join areas p on p.id = r.area_id
        where (a.given_at, a.id) < ($1, $2)
        order by a.given_at desc, a.id desc
        limit $3
        "#,
        at.to_sqlx() as _,
        id,
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// How many accounts there are, how many of them are open, and how many of those were used.
pub struct Counts {
    pub open: i64,
    pub closed: i64,
    pub used: i64,
}

/// The accounts at a glance.
pub async fn counts(db: &mut PgConnection) -> sqlx::Result<Counts> {
    sqlx::query_as!(
        Counts,
        r#"
        select count(*) filter (where state = 'open') as "open!",
            count(*) filter (where state = 'closed') as "closed!",
            count(*) filter (where state = 'open' and last_login_at is not null) as "used!"
        from citizen_accounts
        "#,
    )
    .fetch_one(db)
    .await
}

/// Somebody who was searched for, and whether she has an account.
pub struct FoundRow {
    pub resident_id: Uuid,
    pub state: Option<String>,
    pub must_change: Option<bool>,
    pub last_login_at: Option<jiff_sqlx::Timestamp>,
}

/// The accounts of these residents.
pub async fn of(db: &mut PgConnection, residents: &[Uuid]) -> sqlx::Result<Vec<FoundRow>> {
    sqlx::query_as!(
        FoundRow,
        r#"
        select resident_id, state as "state?", must_change as "must_change?",
            last_login_at as "last_login_at: jiff_sqlx::Timestamp"
        from citizen_accounts where resident_id = any($1)
        "#,
        residents,
    )
    .fetch_all(db)
    .await
}
