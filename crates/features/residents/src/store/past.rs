//! Who was here on a day, by the spans; and what happened in a month.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;

/// The first day of which the register knows anything.
pub async fn began(db: &mut PgConnection) -> sqlx::Result<Option<Date>> {
    let day = sqlx::query_scalar!(
        r#"select min(from_on) as "day: jiff_sqlx::Date" from residence_spans"#
    )
    .fetch_one(db)
    .await?;
    Ok(day.map(|day| day.to_jiff()))
}

/// How many were here in a part of the village, or in all of it where that is nothing.
pub struct PastCount {
    pub area_id: Option<Uuid>,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
    pub men: i64,
    pub women: i64,
    pub families: i64,
    /// Who lived there for a while; in no other number.
    pub temporary: i64,
}

/// How many were here on that day: all together, then part by part in their order.
pub async fn counts(db: &mut PgConnection, day: Date) -> sqlx::Result<Vec<PastCount>> {
    sqlx::query_as!(
        PastCount,
        r#"
        select a.id as "area_id?", coalesce(a.hamlet, '') as "hamlet!", coalesce(a.rw, '') as "rw!",
            coalesce(a.rt, '') as "rt!",
            count(*) filter (where s.residency = '1' and r.sex = '1') as "men!",
            count(*) filter (where s.residency = '1' and r.sex = '2') as "women!",
            count(distinct s.family_id) filter (where s.residency = '1') as "families!",
            count(*) filter (where s.residency = '2') as "temporary!"
        from residence_spans s
        join residents r on r.id = s.resident_id
        join areas a on a.id = s.area_id
        where s.from_on <= $1 and (s.until_on is null or s.until_on > $1)
        group by grouping sets ((a.id, a.hamlet_key, a.hamlet, a.rw, a.rt), ())
        order by grouping(a.id) desc, a.hamlet_key, a.rw, a.rt
        "#,
        day.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}

/// A line of the list of a day.
pub struct PastRow {
    pub id: Uuid,
    pub name: String,
    pub sex: String,
    pub born_on: jiff_sqlx::Date,
    pub relationship: String,
    pub residency: String,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
    /// How she is now, and since when.
    pub state: String,
    pub since: jiff_sqlx::Date,
}

/// Who was here on that day, by name; one more than `most` if there are more.
pub async fn list(
    db: &mut PgConnection,
    day: Date,
    area: Option<Uuid>,
    after: (&str, Uuid),
    most: i64,
) -> sqlx::Result<Vec<PastRow>> {
    sqlx::query_as!(
        PastRow,
        r#"
        select r.id, r.name, r.sex, r.born_on as "born_on: jiff_sqlx::Date", s.relationship, s.residency,
            a.hamlet, a.rw, a.rt, r.state, r.since as "since: jiff_sqlx::Date"
        from residence_spans s
        join residents r on r.id = s.resident_id
        join areas a on a.id = s.area_id
        where s.from_on <= $1 and (s.until_on is null or s.until_on > $1)
            and ($2::uuid is null or s.area_id = $2) and (r.name_key, r.id) > ($3, $4)
        order by r.name_key, r.id
        limit $5
        "#,
        day.to_sqlx() as _,
        area,
        after.0,
        after.1,
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// Something that happened in a month.
pub struct HappenedRow {
    pub id: Uuid,
    pub resident_id: Uuid,
    pub name: String,
    pub sex: String,
    pub kind: String,
    pub happened_on: jiff_sqlx::Date,
    pub reported_on: jiff_sqlx::Date,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
}

/// Days from the first to before the second.
#[derive(Debug, Clone, Copy)]
pub struct Days {
    pub from: Date,
    pub until: Date,
}

/// What happened to those who live here for good, of these kinds, the first first; one more than `most`
/// if there are more. Where somebody lived then is where she lived last before it, or first after it.
pub async fn happened(
    db: &mut PgConnection,
    days: Days,
    kinds: &[String],
    after: (Date, Uuid),
    most: i64,
) -> sqlx::Result<Vec<HappenedRow>> {
    sqlx::query_as!(
        HappenedRow,
        r#"
        select e.id, e.resident_id, r.name, r.sex, e.kind, e.happened_on as "happened_on: jiff_sqlx::Date",
            e.reported_on as "reported_on: jiff_sqlx::Date", a.hamlet, a.rw, a.rt
        from vital_events e
        join residents r on r.id = e.resident_id
        join areas a on a.id = coalesce(
            (select s.area_id from residence_spans s
             where s.resident_id = e.resident_id and s.from_on <= e.happened_on
             order by s.from_on desc limit 1),
            r.area_id)
        where e.withdrawn_at is null and r.residency = '1' and e.happened_on >= $1
            and e.happened_on < $2 and e.kind = any($3) and (e.happened_on, e.id) > ($4, $5)
        order by e.happened_on, e.id
        limit $6
        "#,
        days.from.to_sqlx() as _,
        days.until.to_sqlx() as _,
        kinds,
        after.0.to_sqlx() as _,
        after.1,
        most + 1,
    )
    .fetch_all(db)
    .await
}

/// When an event happened, so that a list goes on after it.
pub async fn day_of(db: &mut PgConnection, event: Uuid) -> sqlx::Result<Option<Date>> {
    let day = sqlx::query_scalar!(
        r#"select happened_on as "day: jiff_sqlx::Date" from vital_events where id = $1"#,
        event
    )
    .fetch_optional(db)
    .await?;
    Ok(day.map(|day| day.to_jiff()))
}
