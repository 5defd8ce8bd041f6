//! What an import writes. A row is changed only in the version it was compared in.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use serde::Serialize;
use serde_json::Value;
use sqlx::{PgConnection, types::Json};
use uuid::Uuid;

use super::rows::{AreaRow, Beginning, ChangeRow, FamilyRow, ResidentRow};

/// Makes parts of the village; one that somebody else has just made is left as it is.
pub async fn make_areas(db: &mut PgConnection, rows: &[AreaRow]) -> sqlx::Result<Vec<Uuid>> {
    sqlx::query_scalar!(
        "insert into areas (id, hamlet, hamlet_key, rw, rt)
         select n.id, n.hamlet, n.hamlet_key, n.rw, n.rt
         from jsonb_populate_recordset(null::areas, $1) n
         on conflict (hamlet_key, rw, rt) do nothing
         returning id",
        Json(rows) as _,
    )
    .fetch_all(db)
    .await
}

pub async fn make_families(db: &mut PgConnection, rows: &[FamilyRow]) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into families (id, card_sealed, card_index, area_id, address)
         select n.id, n.card_sealed, n.card_index, n.area_id, n.address
         from jsonb_populate_recordset(null::families, $1) n",
        Json(rows) as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives families the address and place of these rows. How many had the version of their row.
pub async fn change_families(db: &mut PgConnection, rows: &[impl Serialize]) -> sqlx::Result<u64> {
    let changed = sqlx::query!(
        "update families f
         set address = n.address, area_id = n.area_id,
             house_id = case when f.area_id = n.area_id then f.house_id end, version = f.version + 1, changed_at = now()
         from jsonb_populate_recordset(null::families, $1) n
         where f.id = n.id and f.version = n.version",
        Json(rows) as _,
    )
    .execute(db)
    .await?;
    Ok(changed.rows_affected())
}

pub async fn make_residents(db: &mut PgConnection, rows: &[ResidentRow]) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into residents (id, nik_sealed, nik_index, name, name_key, name_sound, sex,
             birth_place, born_on, religion, education, current_education, occupation,
             marital_status, blood_type, citizenship, disability, health_insurance, relationship,
             family_id, area_id, present_address, residency, state, since, father_sealed,
             mother_sealed, phone_sealed, phone_index, birth_certificate, passport, passport_until,
             stay_permit, marriage_certificate, married_on, divorce_certificate, divorced_on)
         select n.id, n.nik_sealed, n.nik_index, n.name, n.name_key, n.name_sound, n.sex,
             n.birth_place, n.born_on, n.religion, n.education, n.current_education, n.occupation,
             n.marital_status, n.blood_type, n.citizenship, n.disability, n.health_insurance,
             n.relationship, n.family_id, n.area_id, n.present_address, n.residency, n.state,
             n.since, n.father_sealed, n.mother_sealed, n.phone_sealed, n.phone_index,
             n.birth_certificate, n.passport, n.passport_until, n.stay_permit,
             n.marriage_certificate, n.married_on, n.divorce_certificate, n.divorced_on
         from jsonb_populate_recordset(null::residents, $1) n",
        Json(rows) as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes the headship of these people for the moment, so that another can have it within the same
/// statement.
pub async fn step_down(db: &mut PgConnection, people: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query!(
        "update residents set relationship = '' where id = any($1) and relationship = '1'",
        people,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Gives people what these rows say, but for whether they are here. How many had the version of their
/// row.
pub async fn change_residents(db: &mut PgConnection, rows: &[impl Serialize]) -> sqlx::Result<u64> {
    let changed = sqlx::query!(
        "update residents r
         set nik_sealed = n.nik_sealed, nik_index = n.nik_index, name = n.name,
             name_key = n.name_key, name_sound = n.name_sound, sex = n.sex,
             birth_place = n.birth_place, born_on = n.born_on, religion = n.religion,
             education = n.education, current_education = n.current_education,
             occupation = n.occupation, marital_status = n.marital_status,
             blood_type = n.blood_type, citizenship = n.citizenship, disability = n.disability,
             health_insurance = n.health_insurance, relationship = n.relationship,
             family_id = n.family_id, area_id = n.area_id, present_address = n.present_address,
             residency = n.residency, father_sealed = n.father_sealed,
             mother_sealed = n.mother_sealed, phone_sealed = n.phone_sealed,
             phone_index = n.phone_index, birth_certificate = n.birth_certificate,
             passport = n.passport, passport_until = n.passport_until,
             stay_permit = n.stay_permit, marriage_certificate = n.marriage_certificate,
             married_on = n.married_on, divorce_certificate = n.divorce_certificate,
             divorced_on = n.divorced_on, version = r.version + 1, changed_at = now()
         from jsonb_populate_recordset(null::residents, $1) n
         where r.id = n.id and r.version = n.version",
        Json(rows) as _,
    )
    .execute(db)
    .await?;
    Ok(changed.rows_affected())
}

/// Corrects what people are counted by, without a new beginning.
pub async fn correct_spans(db: &mut PgConnection, people: &[Uuid]) -> sqlx::Result<()> {
    sqlx::query!(
        "update residence_spans s
         set family_id = r.family_id, area_id = r.area_id, relationship = r.relationship,
             residency = r.residency, religion = r.religion, education = r.education,
             occupation = r.occupation, marital_status = r.marital_status,
             blood_type = r.blood_type, citizenship = r.citizenship, disability = r.disability
         from residents r
         where r.id = any($1) and s.resident_id = r.id and s.until_on is null",
        people,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Counts people from a day on, by what their rows say.
pub async fn begin_spans(db: &mut PgConnection, rows: &[Beginning]) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into residence_spans (id, resident_id, from_on, family_id, area_id, relationship,
             residency, religion, education, occupation, marital_status, blood_type, citizenship,
             disability)
         select n.span_id, r.id, n.from_on, r.family_id, r.area_id, r.relationship, r.residency,
             r.religion, r.education, r.occupation, r.marital_status, r.blood_type,
             r.citizenship, r.disability
         from jsonb_to_recordset($1) as n (resident_id uuid, span_id uuid, from_on date)
         join residents r on r.id = n.resident_id",
        Json(rows) as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes down that people were here before the register knew of it.
pub async fn record(
    db: &mut PgConnection,
    rows: &[Beginning],
    import: Uuid,
    today: Date,
    by: &str,
) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into vital_events (id, resident_id, kind, happened_on, reported_on, detail, made_by)
         select n.event_id, n.resident_id, 'recorded', n.from_on, $2,
             jsonb_build_object('impor', $3::uuid), $4
         from jsonb_to_recordset($1) as n (resident_id uuid, event_id uuid, from_on date)",
        Json(rows) as _,
        today.to_sqlx() as _,
        import,
        by,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// People as their rows are now, whole, to be sealed.
pub async fn residents_before(
    db: &mut PgConnection,
    people: &[Uuid],
) -> sqlx::Result<Vec<(Uuid, Value)>> {
    let rows = sqlx::query!(
        r#"select r.id, to_jsonb(r) as "row!" from residents r where r.id = any($1)"#,
        people,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.row)).collect())
}

/// Families as their rows are now.
pub async fn families_before(
    db: &mut PgConnection,
    families: &[Uuid],
) -> sqlx::Result<Vec<(Uuid, Value)>> {
    let rows = sqlx::query!(
        r#"select f.id, to_jsonb(f) as "row!" from families f where f.id = any($1)"#,
        families,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id, row.row)).collect())
}

/// Remembers what was made and changed.
pub async fn remember(db: &mut PgConnection, import: Uuid, rows: &[ChangeRow]) -> sqlx::Result<()> {
    sqlx::query!(
        "insert into import_changes (import_id, position, resident_id, family_id, before)
         select $1, n.position, n.resident_id, n.family_id, n.before
         from jsonb_populate_recordset(null::import_changes, $2) n",
        import,
        Json(rows) as _,
    )
    .execute(db)
    .await?;
    Ok(())
}
