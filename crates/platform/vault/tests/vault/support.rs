//! A village with keys, and master keys that are nobody's.

use config::VaultKey;
use kernel::SchemaName;
use uuid::Uuid;
use vault::{Column, Holder, KeySet, MasterKeys, WrappedKey};

pub const NIK: Column = Column::new("residents", "nik");
pub const CARD: Column = Column::new("families", "number");
pub const PHONE: Column = Column::new("residents", "phone");
pub const MOTHER: Column = Column::new("residents", "mother");

/// Master keys with these numbers; the same number is always the same key.
pub fn master(numbers: &[u16]) -> MasterKeys {
    let key = |number: &u16| VaultKey {
        number: *number,
        key: config::Secret::new(
            (0..32_u16)
                .map(|at| format!("{:02x}", (at * 7 + number * 31) % 256))
                .collect::<String>(),
        ),
    };
    MasterKeys::from_config(&numbers.iter().map(key).collect::<Vec<_>>()).unwrap()
}

pub fn pembantanan() -> Holder {
    schema("d_6303042007").into()
}

pub fn neighbour() -> Holder {
    schema("d_6303042008").into()
}

pub fn schema(name: &str) -> SchemaName {
    name.parse().unwrap()
}

pub fn row(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// The keys a holder begins with.
pub fn keys_of(holder: Holder) -> KeySet {
    let master = master(&[1]);
    KeySet::unwrap(&master, holder, &WrappedKey::first(&master, holder)).unwrap()
}
