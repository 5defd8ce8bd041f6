//! The register as a whole, opened: what an import is compared with and an export writes.

use anyhow::Context as _;
use kernel::{CodeTable, PersonName, Sex};
use sqlx::PgConnection;
use uuid::Uuid;
use vault::{Cell, KeySet, Private};

use crate::{
    domain::{Documents, Facts, Place, State, stored},
    import::{Area, Family, Known, Person},
    reach::Reach,
    store::columns::{CARD, FATHER, MOTHER, NIK, PHONE},
};

/// People read at a time.
const PART: i64 = 2000;

/// Everybody in reach, with the families and the parts of the village.
pub async fn all(db: &mut PgConnection, reach: &Reach, keys: &KeySet) -> anyhow::Result<Known> {
    let mut known = Known {
        people: Vec::new(),
        families: families(db, reach, keys).await?,
        areas: areas(db, reach).await?,
    };
    let mut after = Uuid::nil();
    loop {
        let part = people(db, reach, keys, after).await?;
        let Some(last) = part.last() else {
            return Ok(known);
        };
        after = last.id;
        known.people.extend(part);
    }
}

/// Parts of the village, which are some dozens.
pub async fn areas(db: &mut PgConnection, reach: &Reach) -> sqlx::Result<Vec<Area>> {
    let rows = sqlx::query!(
        "select id, hamlet, rw, rt from areas
         where $1::uuid[] is null or id = any($1)
         order by id",
        reach.areas() as _,
    )
    .fetch_all(db)
    .await?;
    let areas = rows.into_iter().map(|row| Area {
        id: row.id,
        place: Place::stored(&row.hamlet, &row.rw, &row.rt),
    });
    Ok(areas.collect())
}

/// Families of anybody in reach: what stands on her card is hers, wherever the family lives.
async fn families(
    db: &mut PgConnection,
    reach: &Reach,
    keys: &KeySet,
) -> anyhow::Result<Vec<Family>> {
    let rows = sqlx::query!(
        "select f.id, f.version, f.card_sealed, f.address, a.hamlet, a.rw, a.rt
         from families f join areas a on a.id = f.area_id
         where $1::uuid[] is null
             or exists (select from residents r where r.family_id = f.id and r.area_id = any($1))
         order by f.id",
        reach.areas() as _,
    )
    .fetch_all(db)
    .await?;
    let families = rows.into_iter().map(|row| {
        Ok(Family {
            id: row.id,
            version: row.version,
            card: open(keys, CARD.of(row.id), row.card_sealed.as_deref())?,
            address: row.address,
            place: Place::stored(&row.hamlet, &row.rw, &row.rt),
        })
    });
    families.collect()
}

async fn people(
    db: &mut PgConnection,
    reach: &Reach,
    keys: &KeySet,
    after: Uuid,
) -> anyhow::Result<Vec<Person>> {
    let rows = sqlx::query!(
        "select r.id, r.version, r.nik_sealed, r.name, r.sex, r.birth_place, r.born_on, r.religion,
             r.education, r.current_education, r.occupation, r.marital_status, r.blood_type,
             r.citizenship, r.disability, r.health_insurance, r.relationship, r.family_id,
             r.present_address, r.residency, r.state, r.since, r.father_sealed, r.mother_sealed,
             r.phone_sealed, r.birth_certificate, r.passport, r.passport_until, r.stay_permit,
             r.marriage_certificate, r.married_on, r.divorce_certificate, r.divorced_on,
             a.hamlet, a.rw, a.rt
         from residents r join areas a on a.id = r.area_id
         where r.id > $1 and ($3::uuid[] is null or r.area_id = any($3))
         order by r.id
         limit $2",
        after,
        PART,
        reach.areas() as _,
    )
    .fetch_all(db)
    .await?;
    let mut people = Vec::with_capacity(rows.len());
    for row in rows {
        let name = PersonName::parse(&row.name).context("a name of the register")?;
        let sex = Sex::read(&row.sex).context("a sex of the register")?;
        let facts = Facts {
            nik: open(keys, NIK.of(row.id), row.nik_sealed.as_deref())?,
            birth_place: row.birth_place,
            religion: stored(CodeTable::Religion, &row.religion),
            education: stored(CodeTable::Education, &row.education),
            current_education: stored(CodeTable::CurrentEducation, &row.current_education),
            occupation: stored(CodeTable::Occupation, &row.occupation),
            marital_status: stored(CodeTable::MaritalStatus, &row.marital_status),
            blood_type: stored(CodeTable::BloodType, &row.blood_type),
            citizenship: stored(CodeTable::Citizenship, &row.citizenship),
            disability: stored(CodeTable::DisabilityOnForm, &row.disability),
            health_insurance: stored(CodeTable::HealthInsurance, &row.health_insurance),
            relationship: stored(CodeTable::Relationship, &row.relationship),
            residency: stored(CodeTable::Residency, &row.residency),
            present_address: row.present_address,
            father: open(keys, FATHER.of(row.id), row.father_sealed.as_deref())?,
            mother: open(keys, MOTHER.of(row.id), row.mother_sealed.as_deref())?,
            phone: open(keys, PHONE.of(row.id), row.phone_sealed.as_deref())?,
            documents: Documents {
                birth_certificate: row.birth_certificate,
                passport: row.passport,
                passport_until: row.passport_until.map(|date| date.to_jiff()),
                stay_permit: row.stay_permit,
                marriage_certificate: row.marriage_certificate,
                married_on: row.married_on.map(|date| date.to_jiff()),
                divorce_certificate: row.divorce_certificate,
                divorced_on: row.divorced_on.map(|date| date.to_jiff()),
            },
            ..Facts::of(name, sex, row.born_on.to_jiff())
        };
        people.push(Person {
            id: row.id,
            version: row.version,
            facts,
            family_id: row.family_id,
            place: Place::stored(&row.hamlet, &row.rw, &row.rt),
            state: State::stored(&row.state),
            since: row.since.to_jiff(),
        });
    }
    Ok(people)
}

fn open<T: Private + Clone>(
    keys: &KeySet,
    cell: Cell,
    sealed: Option<&[u8]>,
) -> anyhow::Result<Option<T>> {
    let Some(sealed) = sealed else {
        return Ok(None);
    };
    let closed = keys.read::<T>(cell, sealed).context("a sealed value")?;
    Ok(Some(closed.expose().clone()))
}
