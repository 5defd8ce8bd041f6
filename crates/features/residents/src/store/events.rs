//! What happened to somebody, and while he was counted.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::domain::{EventKind, State};

/// An event as it was written down.
pub struct EventRow {
    pub id: Uuid,
    pub kind: String,
    pub happened_on: jiff_sqlx::Date,
    pub reported_on: jiff_sqlx::Date,
    pub detail: Value,
    pub made_by: String,
    pub withdrawn: bool,
}

/// What is written down.
#[derive(Debug, Clone)]
pub struct NewEvent<'a> {
    pub kind: EventKind,
    pub happened_on: Date,
    pub reported_on: Date,
    pub detail: &'a Value,
    /// Who wrote it down, as she is called.
    pub by: &'a str,
}

/// What happened to somebody, the last first.
pub async fn of(db: &mut PgConnection, resident: Uuid) -> sqlx::Result<Vec<EventRow>> {
    sqlx::query_as!(
        EventRow,
        r#"
        select id, kind, happened_on as "happened_on: jiff_sqlx::Date",
            reported_on as "reported_on: jiff_sqlx::Date", detail, made_by,
            withdrawn_at is not null as "withdrawn!"
        from vital_events where resident_id = $1
        order by happened_on desc, made_at desc, id desc
        limit 200
        "#,
        resident,
    )
    .fetch_all(db)
    .await
}

/// Writes an event down.
pub async fn add(db: &mut PgConnection, resident: Uuid, event: &NewEvent<'_>) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into vital_events (id, resident_id, kind, happened_on, reported_on, detail, made_by)
        values ($1, $2, $3, $4, $5, $6, $7)
        "#,
        Uuid::now_v7(),
        resident,
        event.kind.as_str(),
        event.happened_on.to_sqlx() as _,
        event.reported_on.to_sqlx() as _,
        event.detail,
        event.by,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Marks an event as one that did not happen.
pub async fn withdraw(db: &mut PgConnection, event: Uuid, by: &str) -> sqlx::Result<bool> {
    let withdrawn = sqlx::query!(
        r#"
        update vital_events set withdrawn_at = now(), withdrawn_by = $2
        where id = $1 and withdrawn_at is null
        "#,
        event,
        by,
    )
    .execute(db)
    .await?;
    Ok(withdrawn.rows_affected() == 1)
}

/// How somebody is from now on, and since when.
pub async fn set_state(
    db: &mut PgConnection,
    resident: Uuid,
    state: State,
    since: Date,
) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update residents set state = $2, since = $3, version = version + 1, changed_at = now()
        where id = $1
        "#,
        resident,
        state.as_str(),
        since.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Counts somebody from that day on, as the register knows her now.
pub async fn open_span(db: &mut PgConnection, resident: Uuid, from: Date) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        insert into residence_spans (id, resident_id, from_on, family_id, area_id, relationship,
            residency, religion, education, occupation, marital_status, blood_type, citizenship,
            disability)
        select $2, id, $3, family_id, area_id, relationship, residency, religion, education,
            occupation, marital_status, blood_type, citizenship, disability
        from residents where id = $1
        "#,
        resident,
        Uuid::now_v7(),
        from.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Counts somebody until the day before. Who came and left on one day was never counted.
pub async fn close_span(db: &mut PgConnection, resident: Uuid, on: Date) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from residence_spans where resident_id = $1 and until_on is null and from_on >= $2",
        resident,
        on.to_sqlx() as _,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        "update residence_spans set until_on = $2 where resident_id = $1 and until_on is null",
        resident,
        on.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Counts somebody again who was counted until that day, as if that had never ended. `false` when there
/// is no such span.
pub async fn reopen_span(db: &mut PgConnection, resident: Uuid, on: Date) -> sqlx::Result<bool> {
    let opened = sqlx::query!(
        r#"
        update residence_spans set until_on = null
        where id = (select id from residence_spans
                    where resident_id = $1 and until_on = $2 order by from_on desc limit 1)
        "#,
        resident,
        on.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(opened.rows_affected() == 1)
}

/// What somebody is counted by was wrong: the open span is as the register is now, and the kind of
/// residence is so in all of them, as it is no event that changes it.
pub async fn correct_span(db: &mut PgConnection, resident: Uuid) -> sqlx::Result<()> {
    sqlx::query!(
        r#"
        update residence_spans s set family_id = r.family_id, area_id = r.area_id,
            relationship = r.relationship, religion = r.religion, education = r.education,
            occupation = r.occupation, marital_status = r.marital_status, blood_type = r.blood_type,
            citizenship = r.citizenship, disability = r.disability
        from residents r
        where r.id = $1 and s.resident_id = $1 and s.until_on is null
        "#,
        resident,
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!(
        r#"
        update residence_spans s set residency = r.residency
        from residents r
        where r.id = $1 and s.resident_id = $1 and s.residency <> r.residency
        "#,
        resident,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether anything but the birth happened to somebody before that day.
pub async fn any_before(db: &mut PgConnection, resident: Uuid, day: Date) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"
        select exists (
            select from vital_events
            where resident_id = $1 and kind <> 'birth' and withdrawn_at is null and happened_on < $2
        ) as "any!"
        "#,
        resident,
        day.to_sqlx() as _,
    )
    .fetch_one(db)
    .await
}

/// The day of birth was wrong: the birth, if it was written down here, happened on the right one.
pub async fn move_birth(db: &mut PgConnection, resident: Uuid, day: Date) -> sqlx::Result<()> {
    let moved = sqlx::query_scalar!(
        r#"
        with was as (
            select id, happened_on from vital_events
            where resident_id = $1 and kind = 'birth' and withdrawn_at is null and happened_on <> $2
        ), moved as (
            update vital_events e set happened_on = $2, reported_on = greatest(e.reported_on, $2)
            from was where e.id = was.id
        )
        select happened_on as "was: jiff_sqlx::Date" from was
        "#,
        resident,
        day.to_sqlx() as _,
    )
    .fetch_optional(&mut *db)
    .await?;
    let Some(was) = moved else { return Ok(()) };
    sqlx::query!(
        "update residence_spans set from_on = $3 where resident_id = $1 and from_on = $2",
        resident,
        was as _,
        day.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
