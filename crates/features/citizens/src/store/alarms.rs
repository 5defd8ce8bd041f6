//! Where somebody guesses PINs.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// How long alarms are kept, in days.
const KEPT: i32 = 30;

/// Notes that somebody had to wait after too many tries with a NIK, whether anybody has it or not.
pub async fn note(
    db: &mut PgConnection,
    who: &[u8],
    today: Date,
    now: Timestamp,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        with old as (delete from citizen_alarms where day < $2::date - $4::int)
        insert into citizen_alarms (day, who, tries, last_at) values ($2, $1, 1, $3)
        on conflict (day, who)
            do update set tries = citizen_alarms.tries + 1, last_at = excluded.last_at
        "#,
        who,
        today.to_sqlx() as _,
        now.to_sqlx() as _,
        KEPT,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many NIK were tried too often on a day.
pub async fn count(db: &mut PgConnection, day: Date) -> sqlx::Result<i64> {
    sqlx::query_scalar!(
        r#"select count(*) as "count!" from citizen_alarms where day = $1"#,
        day.to_sqlx() as _,
    )
    .fetch_one(db)
    .await
}

/// A NIK that was tried too often.
pub struct AlarmRow {
    pub tries: i32,
    pub last_at: jiff_sqlx::Timestamp,
    /// Whose it is, if anybody's.
    pub resident_id: Option<Uuid>,
    pub name: Option<String>,
}

/// What was tried too often on a day, the most tried first.
pub async fn of(db: &mut PgConnection, day: Date) -> sqlx::Result<Vec<AlarmRow>> {
    sqlx::query_as!(
        AlarmRow,
        r#"
        select c.tries, c.last_at as "last_at: jiff_sqlx::Timestamp", r.id as "resident_id?",
            r.name as "name?"
        from citizen_alarms c
        left join residents r on r.nik_index = c.who
        where c.day = $1
        order by c.tries desc, c.last_at desc, c.who
        limit 20
        "#,
        day.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}
