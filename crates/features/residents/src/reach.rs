//! Which part of the village, and which groups, somebody at a desk may see.
//!
//! Every statement that reads people or families demands a [`Reach`], so that none can forget it.
//! What lies outside of it is not there: its address is a 404, and no number tells of it.

use identity::Capability::ManageResidents;
use uuid::Uuid;
use web::{AppResult, office::Desk};

use crate::store::staff_areas;

/// The groups that are hers who sits at a desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keeps {
    All,
    /// Those given to this account.
    Given(Uuid),
}

impl Keeps {
    /// All who keep the register keep every group.
    pub fn of(desk: &Desk) -> Self {
        if desk.me.capabilities.has(ManageResidents) {
            Self::All
        } else {
            Self::Given(desk.me.id)
        }
    }

    /// For a statement: `$1::uuid is null or …`.
    pub fn staff(self) -> Option<Uuid> {
        match self {
            Self::All => None,
            Self::Given(staff) => Some(staff),
        }
    }
}

/// The part of the village that is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reach {
    All,
    /// These hamlets and RT; none of them sees nobody.
    Areas(Vec<Uuid>),
}

impl Reach {
    /// What she sees who sits there: all who keep the register see all of it.
    ///
    /// # Errors
    /// When the database is away.
    pub async fn of(desk: &mut Desk) -> AppResult<Self> {
        if desk.me.capabilities.has(ManageResidents) {
            return Ok(Self::All);
        }
        let areas = staff_areas::of(&mut desk.tx, desk.me.id).await?;
        Ok(Self::Areas(areas))
    }

    /// For a statement: `$1::uuid[] is null or area_id = any($1)`.
    pub fn areas(&self) -> Option<&[Uuid]> {
        match self {
            Self::All => None,
            Self::Areas(areas) => Some(areas),
        }
    }

    /// Whether only a part is seen.
    pub fn is_part(&self) -> bool {
        matches!(self, Self::Areas(_))
    }

    /// Whether nobody is seen, because no part was given.
    pub fn is_nobody(&self) -> bool {
        matches!(self, Self::Areas(areas) if areas.is_empty())
    }
}
