//! What pages show of closed values: their covers.

use kernel::{FamilyCardNumber, Nik, PersonName, TemporaryId};
use uuid::Uuid;
use vault::{Column, KeySet, LookedUp, OpenError, Private};
use web::{AppError, AppResult};

use crate::store::columns::{CARD, NIK};

/// The cover of a NIK; who has none is named so that nobody takes it for one.
///
/// # Errors
/// When it does not open: it was changed outside of the program.
pub fn nik(keys: &KeySet, id: Uuid, sealed: Option<&[u8]>) -> AppResult<String> {
    match sealed {
        Some(sealed) => covered::<Nik>(keys, NIK, id, sealed),
        None => Ok(TemporaryId::of(id).label()),
    }
}

/// The cover of a family card's number; empty without one.
///
/// # Errors
/// As [`nik`].
pub fn card(keys: &KeySet, family: Option<Uuid>, sealed: Option<&[u8]>) -> AppResult<String> {
    match (family, sealed) {
        (Some(family), Some(sealed)) => covered::<FamilyCardNumber>(keys, CARD, family, sealed),
        _ => Ok(String::new()),
    }
}

/// The cover of a value that may be missing; empty then.
///
/// # Errors
/// As [`nik`].
pub fn cover<T: Private>(
    keys: &KeySet,
    column: Column,
    id: Uuid,
    sealed: Option<&[u8]>,
) -> AppResult<String> {
    match sealed {
        Some(sealed) => covered::<T>(keys, column, id, sealed),
        None => Ok(String::new()),
    }
}

fn covered<T: Private>(
    keys: &KeySet,
    column: Column,
    id: Uuid,
    sealed: &[u8],
) -> AppResult<String> {
    let closed = keys.read::<T>(column.of(id), sealed).map_err(broken)?;
    Ok(closed.masked())
}

/// A value that does not open is a fault, told without the value.
pub fn broken(error: OpenError) -> AppError {
    AppError::Other(anyhow::Error::new(error).context("a closed value of a resident"))
}

/// The blind indexes by which a value is looked up.
pub fn lookups<T: LookedUp>(keys: &KeySet, column: Column, value: Option<&T>) -> Vec<Vec<u8>> {
    let blinds = value.map(|value| keys.lookups(column, value));
    let blinds = blinds.into_iter().flatten();
    blinds.map(|blind| blind.as_bytes().to_vec()).collect()
}

/// A name as the record of the office has it.
pub fn in_record(name: &str) -> String {
    PersonName::parse(name).map_or_else(|_| "penduduk".to_owned(), |name| name.masked())
}
