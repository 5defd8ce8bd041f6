//! What was counted of villages' sites. Control data.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

use crate::traffic::Counts;

/// Adds what was counted of villages' sites. A village that is gone is left out. All processes take
/// the rows in one order, so that none waits for another that waits for it.
pub(crate) async fn add_traffic(
    db: &mut PgConnection,
    counted: &BTreeMap<(String, Date), Counts>,
) -> sqlx::Result<()> {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let codes: Vec<String> = counted.keys().map(|(code, _)| code.clone()).collect();
    let days: Vec<String> = counted.keys().map(|(_, day)| day.to_string()).collect();
    let visits: Vec<i64> = counted.values().map(|one| number(one.visits)).collect();
    let requests: Vec<i64> = counted.values().map(|one| number(one.requests)).collect();
    let errors: Vec<i64> = counted.values().map(|one| number(one.errors)).collect();
    sqlx::query!(
        r#"
        insert into platform.village_traffic as t (village_code, day, visits, requests, errors)
        select c.code, c.day::date, c.visits, c.requests, c.errors
        from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[])
            as c(code, day, visits, requests, errors)
        join platform.villages v on v.code = c.code
        order by c.code, c.day
        on conflict (village_code, day) do update
            set visits = t.visits + excluded.visits,
                requests = t.requests + excluded.requests,
                errors = t.errors + excluded.errors
        "#,
        &codes,
        &days,
        &visits,
        &requests,
        &errors,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what was counted before a day.
pub(crate) async fn forget_traffic(db: &mut PgConnection, first: Date) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from platform.village_traffic where day < $1",
        first.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Adds up the visits of the 29 days before a day, of every village.
pub(crate) async fn sum_traffic(db: &mut PgConnection, before: Date) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into platform.village_traffic_months as m (village_code, before, visits)
        select village_code, $1::date, sum(visits)::bigint from platform.village_traffic
        where day >= $1::date - 29 and day < $1::date
        group by village_code
        on conflict (village_code) do update
            set before = excluded.before, visits = excluded.visits
        "#,
        before.to_sqlx() as _,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "delete from platform.village_traffic_months where before < $1",
        before.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
