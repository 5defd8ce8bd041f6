//! What the books of the register are made of, and who took one away.

use jiff::{Timestamp, civil::Date};
use jiff_sqlx::ToSqlx;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

/// Somebody who was here on a day, counted as she was then; closed values closed.
pub struct PresentRow {
    pub id: Uuid,
    pub name: String,
    pub sex: String,
    pub birth_place: String,
    pub born_on: jiff_sqlx::Date,
    pub nik_sealed: Option<Vec<u8>>,
    pub father_sealed: Option<Vec<u8>>,
    pub mother_sealed: Option<Vec<u8>>,
    pub religion: String,
    pub education: String,
    pub occupation: String,
    pub marital_status: String,
    pub blood_type: String,
    pub citizenship: String,
    pub relationship: String,
    pub present_address: String,
    pub family_id: Option<Uuid>,
    pub card_sealed: Option<Vec<u8>>,
    pub address: Option<String>,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
    /// The last birth, arrival or return before that day; nothing for who was here before the register.
    pub came_on: Option<jiff_sqlx::Date>,
}

/// Everybody who lived here for good on that day.
pub async fn present_on(db: &mut PgConnection, day: Date) -> sqlx::Result<Vec<PresentRow>> {
    sqlx::query_as!(
        PresentRow,
        r#"
        select r.id, r.name, r.sex, r.birth_place, r.born_on as "born_on: jiff_sqlx::Date", r.nik_sealed,
            r.father_sealed, r.mother_sealed, s.religion, s.education, s.occupation, s.marital_status,
            s.blood_type, s.citizenship, s.relationship, r.present_address, s.family_id,
            f.card_sealed as "card_sealed?", f.address as "address?", a.hamlet, a.rw, a.rt,
            c.came_on as "came_on?: jiff_sqlx::Date"
        from residence_spans s
        join residents r on r.id = s.resident_id
        join areas a on a.id = s.area_id
        left join families f on f.id = s.family_id
        left join (
            select e.resident_id, max(e.happened_on) as came_on
            from vital_events e
            where e.withdrawn_at is null and e.happened_on <= $1
                and e.kind in ('birth', 'arrival', 'return')
            group by e.resident_id
        ) c on c.resident_id = r.id
        where s.residency = '1' and s.from_on <= $1 and (s.until_on is null or s.until_on > $1)
        "#,
        day.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}

/// Something that happened to somebody who lived here for good.
pub struct ChangeRow {
    pub resident_id: Uuid,
    pub name: String,
    pub sex: String,
    pub birth_place: String,
    pub born_on: jiff_sqlx::Date,
    pub citizenship: String,
    pub kind: String,
    pub happened_on: jiff_sqlx::Date,
    pub reported_on: jiff_sqlx::Date,
    pub detail: Value,
}

/// What happened from one day to the day before another, the first first; not that somebody was here
/// before the register began.
pub async fn changes(
    db: &mut PgConnection,
    from: Date,
    until: Date,
) -> sqlx::Result<Vec<ChangeRow>> {
    sqlx::query_as!(
        ChangeRow,
        r#"
        select e.resident_id, r.name, r.sex, r.birth_place, r.born_on as "born_on: jiff_sqlx::Date",
            r.citizenship, e.kind, e.happened_on as "happened_on: jiff_sqlx::Date",
            e.reported_on as "reported_on: jiff_sqlx::Date", e.detail
        from vital_events e
        join residents r on r.id = e.resident_id
        where e.withdrawn_at is null and e.kind <> 'recorded' and r.residency = '1'
            and e.happened_on >= $1 and e.happened_on < $2
        order by e.happened_on, e.id
        "#,
        from.to_sqlx() as _,
        until.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}

/// A span that touches a month, with how it began and ended.
pub struct StayRow {
    pub resident_id: Uuid,
    pub sex: String,
    pub born_on: jiff_sqlx::Date,
    pub from_on: jiff_sqlx::Date,
    pub until_on: Option<jiff_sqlx::Date>,
    pub family_id: Option<Uuid>,
    pub relationship: String,
    pub citizenship: String,
    pub hamlet: String,
    pub is_birth: bool,
    pub is_death: bool,
}

/// Spans of those who live here for good that were open on some day from the one before `from` to the
/// one before `until`; each person's in their order.
pub async fn stays(db: &mut PgConnection, from: Date, until: Date) -> sqlx::Result<Vec<StayRow>> {
    sqlx::query_as!(
        StayRow,
        r#"
        select s.resident_id, r.sex, r.born_on as "born_on: jiff_sqlx::Date",
            s.from_on as "from_on: jiff_sqlx::Date", s.until_on as "until_on: jiff_sqlx::Date",
            s.family_id, s.relationship, s.citizenship, a.hamlet,
            exists (
                select from vital_events e
                where e.resident_id = s.resident_id and e.kind = 'birth'
                    and e.happened_on = s.from_on and e.withdrawn_at is null
            ) as "is_birth!",
            exists (
                select from vital_events e
                where e.resident_id = s.resident_id and e.kind = 'death'
                    and e.happened_on = s.until_on and e.withdrawn_at is null
            ) as "is_death!"
        from residence_spans s
        join residents r on r.id = s.resident_id
        join areas a on a.id = s.area_id
        where s.residency = '1' and s.from_on < $2 and (s.until_on is null or s.until_on >= $1)
        order by s.resident_id, s.from_on
        "#,
        from.to_sqlx() as _,
        until.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}

/// Somebody who lived here for a while.
pub struct GuestRow {
    pub id: Uuid,
    pub name: String,
    pub sex: String,
    pub birth_place: String,
    pub born_on: jiff_sqlx::Date,
    pub nik_sealed: Option<Vec<u8>>,
    pub passport: String,
    pub occupation: String,
    pub citizenship: String,
    pub present_address: String,
    pub address: Option<String>,
    pub hamlet: String,
    pub rw: String,
    pub rt: String,
    /// The head of the family she stays with, if that is somebody else.
    pub host: Option<String>,
    pub came_on: jiff_sqlx::Date,
    pub left_on: Option<jiff_sqlx::Date>,
    /// Where she came from, as the form of the arrival says.
    pub origin: Option<String>,
}

/// Who lived here for a while on some day from `from` to the one before `until`; a stay that goes on
/// has no end. Those who came first, first.
pub async fn guests(db: &mut PgConnection, from: Date, until: Date) -> sqlx::Result<Vec<GuestRow>> {
    sqlx::query_as!(
        GuestRow,
        r#"
        with stays as (
            select s.resident_id, min(s.from_on) as came_on,
                case when bool_or(s.until_on is null) then null else max(s.until_on) end as left_on,
                (array_agg(s.area_id order by s.from_on desc))[1] as area_id
            from residence_spans s
            where s.residency = '2' and s.from_on < $2 and (s.until_on is null or s.until_on > $1)
            group by s.resident_id
        )
        select r.id, r.name, r.sex, r.birth_place, r.born_on as "born_on: jiff_sqlx::Date", r.nik_sealed,
            r.passport, r.occupation, r.citizenship, r.present_address, f.address as "address?",
            a.hamlet, a.rw, a.rt,
            (select h.name from residents h
             where h.family_id = r.family_id and h.relationship = '1' and h.id <> r.id
             order by (h.state = 'present') desc, h.id limit 1) as "host?",
            s.came_on as "came_on!: jiff_sqlx::Date", s.left_on as "left_on?: jiff_sqlx::Date",
            (select e.detail ->> 'asal_tujuan' from vital_events e
             where e.resident_id = r.id and e.kind = 'arrival' and e.withdrawn_at is null
             order by e.happened_on desc, e.id desc limit 1) as "origin?"
        from stays s
        join residents r on r.id = s.resident_id
        join areas a on a.id = s.area_id
        left join families f on f.id = r.family_id
        order by s.came_on, r.name_key, r.id
        "#,
        from.to_sqlx() as _,
        until.to_sqlx() as _,
    )
    .fetch_all(db)
    .await
}

/// Somebody who serves in the village's office.
pub struct OfficialRow {
    pub name: String,
    pub office: String,
}

/// The village's government, in the order the village shows it.
pub async fn officials(db: &mut PgConnection) -> sqlx::Result<Vec<OfficialRow>> {
    sqlx::query_as!(
        OfficialRow,
        r#"
        select name, office from officials
        where section = 'pemerintah'
        order by position, name, id
        limit 100
        "#,
    )
    .fetch_all(db)
    .await
}

/// Who takes a book away.
pub struct Taker<'a> {
    pub staff: Uuid,
    pub name: &'a str,
    /// The book.
    pub what: &'a str,
    pub purpose: &'a str,
    pub now: Timestamp,
}

/// Writes down, with everybody who stands in a book, that it was taken.
pub async fn record_taking(
    db: &mut PgConnection,
    taker: &Taker<'_>,
    people: &[Uuid],
) -> sqlx::Result<u64> {
    let written = sqlx::query!(
        r#"
        insert into resident_looks (id, resident_id, staff_id, who, what, purpose, happened_at)
        select gen_random_uuid(), r.id, $1, $2, $3, $4, $5
        from residents r
        where r.id = any($6)
        "#,
        taker.staff,
        taker.name,
        taker.what,
        taker.purpose,
        taker.now.to_sqlx() as _,
        people,
    )
    .execute(db)
    .await?;
    Ok(written.rows_affected())
}
