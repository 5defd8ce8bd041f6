//! Closed values, opened; whoever calls writes the look down.

use kernel::{FamilyCardNumber, Nik, PersonName, Phone};
use uuid::Uuid;
use vault::{Column, KeySet};
use web::AppResult;

use crate::{
    office::seen::broken,
    store::{
        columns::{CARD, FATHER, MOTHER, NIK, PHONE},
        people::ResidentRow,
    },
};

/// A NIK; empty for who has none.
pub fn nik(keys: &KeySet, id: Uuid, sealed: Option<&[u8]>) -> AppResult<String> {
    let Some(sealed) = sealed else {
        return Ok(String::new());
    };
    let closed = keys.read::<Nik>(NIK.of(id), sealed).map_err(broken)?;
    Ok(closed.expose().expose().to_owned())
}

/// The number of a family's card; empty without one.
pub fn card(keys: &KeySet, family: Option<Uuid>, sealed: Option<&[u8]>) -> AppResult<String> {
    let (Some(family), Some(sealed)) = (family, sealed) else {
        return Ok(String::new());
    };
    let closed = keys
        .read::<FamilyCardNumber>(CARD.of(family), sealed)
        .map_err(broken)?;
    Ok(closed.expose().expose().to_owned())
}

/// The names of father and mother; empty where they are not known.
pub fn parents(
    keys: &KeySet,
    id: Uuid,
    father: Option<&[u8]>,
    mother: Option<&[u8]>,
) -> AppResult<[String; 2]> {
    Ok([
        name(keys, FATHER, id, father)?,
        name(keys, MOTHER, id, mother)?,
    ])
}

fn name(keys: &KeySet, column: Column, id: Uuid, sealed: Option<&[u8]>) -> AppResult<String> {
    let Some(sealed) = sealed else {
        return Ok(String::new());
    };
    let closed = keys
        .read::<PersonName>(column.of(id), sealed)
        .map_err(broken)?;
    Ok(closed.expose().as_str().to_owned())
}

/// A phone; empty without one.
fn phone(keys: &KeySet, id: Uuid, sealed: Option<&[u8]>) -> AppResult<String> {
    let Some(sealed) = sealed else {
        return Ok(String::new());
    };
    let closed = keys.read::<Phone>(PHONE.of(id), sealed).map_err(broken)?;
    Ok(closed.expose().national())
}

/// Everything of a person that lies closed and is known, with what it is called.
pub fn all(keys: &KeySet, row: &ResidentRow) -> AppResult<Vec<(&'static str, String)>> {
    let id = row.id;
    let mut all = vec![
        ("NIK", nik(keys, id, row.nik_sealed.as_deref())?),
        (
            "Nomor KK",
            card(keys, row.family_id, row.card_sealed.as_deref())?,
        ),
        (
            "Nama ayah",
            name(keys, FATHER, id, row.father_sealed.as_deref())?,
        ),
        (
            "Nama ibu",
            name(keys, MOTHER, id, row.mother_sealed.as_deref())?,
        ),
        ("Telepon", phone(keys, id, row.phone_sealed.as_deref())?),
    ];
    all.retain(|(_, value)| !value.is_empty());
    Ok(all)
}
