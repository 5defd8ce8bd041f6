//! Closed values, opened for a book; whoever calls writes the look down.

use kernel::{FamilyCardNumber, Nik, PersonName};
use uuid::Uuid;
use vault::{Column, KeySet};
use web::{AppError, AppResult};

use crate::store::columns::{CARD, FATHER, MOTHER, NIK};

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
    let name = |column: Column, sealed: Option<&[u8]>| -> AppResult<String> {
        let Some(sealed) = sealed else {
            return Ok(String::new());
        };
        let closed = keys
            .read::<PersonName>(column.of(id), sealed)
            .map_err(broken)?;
        Ok(closed.expose().as_str().to_owned())
    };
    Ok([name(FATHER, father)?, name(MOTHER, mother)?])
}

fn broken(error: vault::OpenError) -> AppError {
    AppError::Other(anyhow::Error::new(error).context("a closed value of a resident"))
}
