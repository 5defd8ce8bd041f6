//! The register as an import sees it, opened.

use jiff::civil::Date;
use kernel::FamilyCardNumber;
use uuid::Uuid;

use crate::domain::{Facts, Place, State};

/// Everybody, every family and every part of the village.
#[derive(Default)]
pub struct Known {
    pub people: Vec<Person>,
    pub families: Vec<Family>,
    pub areas: Vec<Area>,
}

/// A part of the village that is registered.
#[derive(Clone)]
pub struct Area {
    pub id: Uuid,
    pub place: Place,
}

/// Somebody who is registered.
#[derive(Clone)]
pub struct Person {
    pub id: Uuid,
    pub version: i64,
    pub facts: Facts,
    pub family_id: Option<Uuid>,
    pub place: Place,
    pub state: State,
    pub since: Date,
}

/// A family that is registered.
#[derive(Clone)]
pub struct Family {
    pub id: Uuid,
    pub version: i64,
    pub card: Option<FamilyCardNumber>,
    pub address: String,
    pub place: Place,
}
