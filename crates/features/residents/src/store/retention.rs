//! How long what lies closed is kept, and taking away what is over.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;

use crate::domain::Retention;

/// What the village decided; what the program says where it decided nothing.
pub async fn of(db: &mut PgConnection) -> sqlx::Result<Retention> {
    let row = sqlx::query_as!(
        Retention,
        "select phone_months, numbers_years, looks_years from retention"
    )
    .fetch_optional(db)
    .await?;
    Ok(row.unwrap_or_default())
}

/// Writes down what the village decided.
pub async fn set(db: &mut PgConnection, retention: &Retention) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into retention (phone_months, numbers_years, looks_years) values ($1, $2, $3)
        on conflict (only_row) do update set phone_months = excluded.phone_months,
            numbers_years = excluded.numbers_years, looks_years = excluded.looks_years,
            changed_at = now()
        "#,
        retention.phone_months,
        retention.numbers_years,
        retention.looks_years,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How much is over, or was taken away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Over {
    pub phones: i64,
    pub numbers: i64,
    pub looks: i64,
}

/// How much would go today by these rules.
pub async fn over(db: &mut PgConnection, retention: &Retention, today: Date) -> sqlx::Result<Over> {
    sqlx::query_as!(
        Over,
        r#"
        select
            (select count(*) from residents
             where state <> 'present' and since < $1 and phone_index is not null) as "phones!",
            (select count(*) from residents
             where state in ('dead', 'moved') and since < $2::date
                 and (nik_index is not null or father_sealed is not null
                     or mother_sealed is not null)) as "numbers!",
            (select count(*) from resident_looks where happened_at < $3::date) as "looks!"
        "#,
        retention.phones_of(today).to_sqlx() as _,
        retention.numbers_of(today).map(ToSqlx::to_sqlx) as _,
        retention.looks_of(today).to_sqlx() as _,
    )
    .fetch_one(db)
    .await
}

/// Takes away what is over by these rules. Who is missing or away may come back: of them only the phone.
pub async fn forget(
    db: &mut PgConnection,
    retention: &Retention,
    today: Date,
) -> sqlx::Result<Over> {
    let phones = sqlx::query!(
        r#"
        update residents set phone_sealed = null, phone_index = null, version = version + 1,
            changed_at = now()
        where state <> 'present' and since < $1 and phone_index is not null
        "#,
        retention.phones_of(today).to_sqlx() as _,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        r#"
        delete from resident_photos p using residents r
        where r.id = p.resident_id and r.state <> 'present' and r.since < $1
        "#,
        retention.phones_of(today).to_sqlx() as _,
    )
    .execute(&mut *db)
    .await?;
    let numbers = sqlx::query!(
        r#"
        update residents set nik_sealed = null, nik_index = null, father_sealed = null,
            mother_sealed = null, version = version + 1, changed_at = now()
        where state in ('dead', 'moved') and since < $1::date
            and (nik_index is not null or father_sealed is not null or mother_sealed is not null)
        "#,
        retention.numbers_of(today).map(ToSqlx::to_sqlx) as _,
    )
    .execute(&mut *db)
    .await?;
    let looks = sqlx::query!(
        "delete from resident_looks where happened_at < $1::date",
        retention.looks_of(today).to_sqlx() as _,
    )
    .execute(db)
    .await?;
    let number = |rows: u64| i64::try_from(rows).unwrap_or(i64::MAX);
    Ok(Over {
        phones: number(phones.rows_affected()),
        numbers: number(numbers.rows_affected()),
        looks: number(looks.rows_affected()),
    })
}
