//! Columns in which something lies closed.

use kernel::{FamilyCardNumber, Nik, Phone};
use uuid::Uuid;
use vault::{Blind, Column, KeySet, OpenError};
use web::keys::{Indexed, Sealed};

pub const NIK: Column = Column::new("residents", "nik");
pub const FATHER: Column = Column::new("residents", "father");
pub const MOTHER: Column = Column::new("residents", "mother");
pub const PHONE: Column = Column::new("residents", "phone");
pub const CARD: Column = Column::new("families", "card");
/// The photo of a resident, by her id.
pub const PHOTO: Column = Column::new("resident_photos", "sealed");
/// A table that was sent, by the import's id.
pub const IMPORT_FILE: Column = Column::new("import_files", "sealed");
/// A row as it was before an import, by the resident's or the family's id.
pub const IMPORT_BEFORE: Column = Column::new("import_changes", "before");

/// What a resident wants put right, by the request's id.
pub const WISH: Column = Column::new("correction_requests", "wish");

/// All of them, for who changes keys.
pub const SEALED: &[Sealed] = &[
    Sealed {
        index: Some(Indexed {
            name: "nik_index",
            next: next_nik,
        }),
        ..of_residents(NIK, "nik_sealed")
    },
    of_residents(FATHER, "father_sealed"),
    of_residents(MOTHER, "mother_sealed"),
    Sealed {
        index: Some(Indexed {
            name: "phone_index",
            next: next_phone,
        }),
        ..of_residents(PHONE, "phone_sealed")
    },
    Sealed {
        column: CARD,
        table: "families",
        row: "id",
        sealed: "card_sealed",
        index: Some(Indexed {
            name: "card_index",
            next: next_card,
        }),
    },
    Sealed {
        column: PHOTO,
        table: "resident_photos",
        row: "resident_id",
        sealed: "sealed",
        index: None,
    },
    Sealed {
        column: IMPORT_FILE,
        table: "import_files",
        row: "import_id",
        sealed: "sealed",
        index: None,
    },
    Sealed {
        column: IMPORT_BEFORE,
        table: "import_changes",
        row: "coalesce(resident_id, family_id)",
        sealed: "before",
        index: None,
    },
    Sealed {
        column: WISH,
        table: "correction_requests",
        row: "id",
        sealed: "wish_sealed",
        index: None,
    },
];

const fn of_residents(column: Column, sealed: &'static str) -> Sealed {
    Sealed {
        column,
        table: "residents",
        row: "id",
        sealed,
        index: None,
    }
}

fn next_nik(keys: &KeySet, row: Uuid, sealed: &[u8]) -> Result<Blind, OpenError> {
    let nik = keys.read::<Nik>(NIK.of(row), sealed)?;
    Ok(keys.next_index(NIK, nik.expose()))
}

fn next_phone(keys: &KeySet, row: Uuid, sealed: &[u8]) -> Result<Blind, OpenError> {
    let phone = keys.read::<Phone>(PHONE.of(row), sealed)?;
    Ok(keys.next_index(PHONE, phone.expose()))
}

fn next_card(keys: &KeySet, row: Uuid, sealed: &[u8]) -> Result<Blind, OpenError> {
    let card = keys.read::<FamilyCardNumber>(CARD.of(row), sealed)?;
    Ok(keys.next_index(CARD, card.expose()))
}
