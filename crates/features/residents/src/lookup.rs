//! Finding somebody in the register, and what it knows of her in words: for features in which a resident
//! acts for herself, and for papers that are made for her.
//!
//! Nothing here asks who may see it. Whoever calls has found out that it is the resident herself, somebody
//! of her family, or an office that makes a paper for her; what is opened is for that one purpose, and goes
//! into no log, cache or address.

use std::collections::HashMap;

use jiff::civil::Date;
use kernel::{CodeTable, FamilyCardNumber, Nik, Phone};
use sqlx::PgConnection;
use uuid::Uuid;
use vault::KeySet;
use web::{AppResult, office::Desk};

use crate::{
    domain::State,
    office::seen::{broken, lookups},
    opened,
    reach::Reach,
    store::{
        columns::{CARD, NIK, PHONE},
        lookup::{self as store, KnownRow},
    },
};

/// A resident as papers write her: labels of the national forms, numbers in clear. What the register does
/// not know is empty. Deliberately without `Debug`.
#[derive(Clone)]
pub struct Known {
    pub id: Uuid,
    pub family: Option<Uuid>,
    /// Whether she is here, moved, died.
    pub state: State,
    pub name: String,
    pub nik: String,
    pub family_card: String,
    pub birth_place: String,
    pub born_on: Date,
    /// "Laki-laki"
    pub sex: String,
    pub religion: String,
    pub education: String,
    pub marital_status: String,
    pub occupation: String,
    pub blood_type: String,
    /// "WNI"
    pub citizenship: String,
    /// To the head of the family: "Anak".
    pub relationship: String,
    /// Of the family card; where she lives when she has none.
    pub address: String,
    pub hamlet: String,
    pub rt: String,
    pub rw: String,
    pub father: String,
    pub mother: String,
    pub phone: Option<Phone>,
}

/// Somebody of a family who is here.
#[derive(Clone)]
pub struct Member {
    pub id: Uuid,
    pub name: String,
    /// To the head of the family: "Anak".
    pub relationship: String,
    pub born_on: Date,
}

/// Who has this NIK, of whatever state.
///
/// # Errors
/// When the database is away.
pub async fn by_nik(db: &mut PgConnection, keys: &KeySet, nik: &Nik) -> sqlx::Result<Option<Uuid>> {
    store::of_nik(db, &lookups(keys, NIK, Some(nik))).await
}

/// Who is here and has this NIK, this family card and this birthday: all three have to fit.
///
/// # Errors
/// When the database is away.
pub async fn by_card(
    db: &mut PgConnection,
    keys: &KeySet,
    nik: &Nik,
    card: &FamilyCardNumber,
    born_on: Date,
) -> sqlx::Result<Option<Uuid>> {
    let niks = lookups(keys, NIK, Some(nik));
    let cards = lookups(keys, CARD, Some(card));
    store::of_nik_and_card(db, &niks, &cards, born_on).await
}

/// What is known of these residents, in this order. Who is not in the register is left out.
///
/// # Errors
/// When the database is away, or a closed value does not open.
pub async fn facts(db: &mut PgConnection, keys: &KeySet, ids: &[Uuid]) -> AppResult<Vec<Known>> {
    let rows = store::known(db, ids).await?;
    let mut known: HashMap<Uuid, Known> = HashMap::with_capacity(rows.len());
    for row in &rows {
        known.insert(row.id, read(keys, row)?);
    }
    Ok(ids.iter().filter_map(|id| known.get(id).cloned()).collect())
}

/// Who is here of somebody's family, herself included, in the order of the card.
///
/// # Errors
/// When the database is away.
pub async fn family_of(db: &mut PgConnection, id: Uuid) -> sqlx::Result<Vec<Member>> {
    let rows = store::family_of(db, id).await?;
    let members = rows.into_iter().map(|row| Member {
        id: row.id,
        name: row.name,
        relationship: label(CodeTable::Relationship, &row.relationship),
        born_on: row.born_on.to_jiff(),
    });
    Ok(members.collect())
}

fn read(keys: &KeySet, row: &KnownRow) -> AppResult<Known> {
    let id = row.id;
    let [father, mother] = opened::parents(
        keys,
        id,
        row.father_sealed.as_deref(),
        row.mother_sealed.as_deref(),
    )?;
    let phone = row.phone_sealed.as_deref().map(|sealed| {
        let closed = keys.read::<Phone>(PHONE.of(id), sealed).map_err(broken)?;
        AppResult::Ok(closed.expose().clone())
    });
    let address = if row.address.is_empty() {
        &row.present_address
    } else {
        &row.address
    };
    Ok(Known {
        id,
        family: row.family_id,
        state: State::stored(&row.state),
        name: row.name.clone(),
        nik: opened::nik(keys, id, row.nik_sealed.as_deref())?,
        family_card: opened::card(keys, row.family_id, row.card_sealed.as_deref())?,
        birth_place: row.birth_place.clone(),
        born_on: row.born_on.to_jiff(),
        sex: label(CodeTable::Sex, &row.sex),
        religion: label(CodeTable::Religion, &row.religion),
        education: label(CodeTable::Education, &row.education),
        marital_status: label(CodeTable::MaritalStatus, &row.marital_status),
        occupation: label(CodeTable::Occupation, &row.occupation),
        blood_type: label(CodeTable::BloodType, &row.blood_type),
        citizenship: label(CodeTable::Citizenship, &row.citizenship),
        relationship: label(CodeTable::Relationship, &row.relationship),
        address: address.clone(),
        hamlet: row.hamlet.clone(),
        rt: row.rt.clone(),
        rw: row.rw.clone(),
        father,
        mother,
        phone: phone.transpose()?,
    })
}

/// The words of a code; empty for none.
fn label(table: CodeTable, code: &str) -> String {
    table
        .find(code)
        .map_or_else(String::new, |found| found.label.to_owned())
}

/// Somebody found by name or number, covered as lists show her.
#[derive(Debug, Clone)]
pub struct Hit {
    pub id: Uuid,
    pub name: String,
    /// "630304******0001", or empty.
    pub nik_masked: String,
    pub born_on: Date,
    pub state: State,
    pub rt: String,
    pub rw: String,
    pub hamlet: String,
}

/// Those in reach of whoever sits at a desk who have this number, or whose names are like this one; the
/// likest first.
///
/// # Errors
/// When the database is away, or a closed value does not open.
pub async fn search(desk: &mut Desk, keys: &KeySet, asked: &str) -> AppResult<Vec<Hit>> {
    let reach = Reach::of(desk).await?;
    let rows = crate::office::found(desk, &reach, keys, asked).await?;
    let hits = rows.into_iter().map(|row| {
        let masked = row.nik_sealed.as_deref().map(|sealed| {
            let closed = keys.read::<Nik>(NIK.of(row.id), sealed).map_err(broken)?;
            AppResult::Ok(closed.expose().masked())
        });
        Ok(Hit {
            id: row.id,
            nik_masked: masked.transpose()?.unwrap_or_default(),
            born_on: row.born_on.to_jiff(),
            state: State::stored(&row.state),
            name: row.name,
            rt: row.rt,
            rw: row.rw,
            hamlet: row.hamlet,
        })
    });
    hits.collect()
}
