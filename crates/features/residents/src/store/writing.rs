//! Writing a person down.

use jiff::civil::Date;
use jiff_sqlx::ToSqlx;
use sqlx::PgConnection;
use uuid::Uuid;
use vault::KeySet;

use super::columns::{FATHER, MOTHER, NIK, PHONE};
use crate::domain::Facts;

/// Where somebody belongs.
#[derive(Debug, Clone, Copy)]
pub struct Home {
    pub family: Option<Uuid>,
    pub area: Uuid,
}

/// What of the facts lies closed.
struct Closed {
    nik: Option<Vec<u8>>,
    nik_index: Option<Vec<u8>>,
    father: Option<Vec<u8>>,
    mother: Option<Vec<u8>>,
    phone: Option<Vec<u8>>,
    phone_index: Option<Vec<u8>>,
}

impl Closed {
    fn of(keys: &KeySet, id: Uuid, facts: &Facts) -> Self {
        let nik = facts.nik.as_ref();
        let phone = facts.phone.as_ref();
        let name = |column: vault::Column, name: Option<&kernel::PersonName>| {
            name.map(|name| keys.close(column.of(id), name))
        };
        Self {
            nik: nik.map(|nik| keys.close(NIK.of(id), nik)),
            nik_index: nik.map(|nik| keys.index(NIK, nik).as_bytes().to_vec()),
            father: name(FATHER, facts.father.as_ref()),
            mother: name(MOTHER, facts.mother.as_ref()),
            phone: phone.map(|phone| keys.close(PHONE.of(id), phone)),
            phone_index: phone.map(|phone| keys.index(PHONE, phone).as_bytes().to_vec()),
        }
    }
}

/// Makes an empty line for a person who is here since that day; [`write`] fills it.
pub async fn begin(
    db: &mut PgConnection,
    id: Uuid,
    facts: &Facts,
    home: Home,
    since: Date,
) -> sqlx::Result<()> {
    let key = facts.name.key();
    sqlx::query!(
        r#"
        insert into residents (id, name, name_key, name_sound, sex, born_on, area_id, since, version)
        values ($1, $2, $3, $4, $5, $6, $7, $8, 0)
        "#,
        id,
        facts.name.as_str(),
        key.text(),
        key.sound(),
        facts.sex_code(),
        facts.born_on.to_sqlx() as _,
        home.area,
        since.to_sqlx() as _,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes what is known of a person over what was there. `false` when somebody else has changed it since
/// it had this version.
///
/// # Errors
/// A violation of `residents_nik` when another person has this NIK, of `residents_head` when the family
/// has a head; otherwise when the database is away.
pub async fn write(
    db: &mut PgConnection,
    keys: &KeySet,
    id: Uuid,
    version: i64,
    facts: &Facts,
    home: Home,
) -> sqlx::Result<bool> {
    let key = facts.name.key();
    let closed = Closed::of(keys, id, facts);
    let papers = &facts.documents;
    let written = sqlx::query!(
        r#"
        update residents set
            nik_sealed = $3, nik_index = $4, name = $5, name_key = $6, name_sound = $7, sex = $8,
            birth_place = $9, born_on = $10, religion = $11, education = $12, current_education = $13,
            occupation = $14, marital_status = $15, blood_type = $16, citizenship = $17,
            disability = $18, health_insurance = $19, relationship = $20, family_id = $21, area_id = $22,
            present_address = $23, residency = $24, father_sealed = $25, mother_sealed = $26,
            phone_sealed = $27, phone_index = $28, birth_certificate = $29, passport = $30,
            passport_until = $31, stay_permit = $32, marriage_certificate = $33, married_on = $34,
            divorce_certificate = $35, divorced_on = $36, version = version + 1, changed_at = now()
        where id = $1 and version = $2
        "#,
        id,
        version,
        closed.nik,
        closed.nik_index,
        facts.name.as_str(),
        key.text(),
        key.sound(),
        facts.sex_code(),
        facts.birth_place,
        facts.born_on.to_sqlx() as _,
        facts.religion,
        facts.education,
        facts.current_education,
        facts.occupation,
        facts.marital_status,
        facts.blood_type,
        facts.citizenship,
        facts.disability,
        facts.health_insurance,
        facts.relationship,
        home.family,
        home.area,
        facts.present_address,
        facts.residency,
        closed.father,
        closed.mother,
        closed.phone,
        closed.phone_index,
        papers.birth_certificate,
        papers.passport,
        papers.passport_until.map(ToSqlx::to_sqlx) as _,
        papers.stay_permit,
        papers.marriage_certificate,
        papers.married_on.map(ToSqlx::to_sqlx) as _,
        papers.divorce_certificate,
        papers.divorced_on.map(ToSqlx::to_sqlx) as _,
    )
    .execute(db)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Takes somebody out of the register who should never have been in it.
pub async fn remove(db: &mut PgConnection, id: Uuid) -> sqlx::Result<()> {
    sqlx::query!("delete from residents where id = $1", id)
        .execute(db)
        .await?;
    Ok(())
}
