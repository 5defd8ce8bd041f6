#![doc = include_str!("../README.md")]

mod age;
mod area;
mod codes;
mod digits;
mod family_card_number;
mod host_name;
mod latin;
mod nik;
mod nik_notes;
mod nip;
pub mod number;
pub mod paging;
mod person_name;
mod phone;
mod region;
mod rupiah;
pub mod safe_html;
mod schema_name;
pub mod search_text;
mod sex;
mod shard_name;
mod slug;
mod temporary_id;
mod text_value;
pub mod time;
mod typed_number;
mod village_slug;

pub use age::{Age, AgeGroup, needs_identity_card};
pub use area::{AreaNumber, AreaNumberError, HamletName};
pub use codes::{Code, CodeTable};
pub use digits::typed_digits;
pub use family_card_number::{FamilyCardNumber, FamilyCardNumberError};
pub use host_name::{HostError, HostName};
pub use nik::{Nik, NikError};
pub use nik_notes::{NikFacts, NikNote};
pub use nip::{Nip, NipError, NipKind};
pub use number::{bytes_label, decimal, terbilang, thousands};
pub use paging::Cursor;
pub use person_name::{NameKey, NameNote, PersonName, PersonNameError};
pub use phone::{Phone, PhoneError, PhoneKind};
pub use region::{
    RegencyCode, RegionCode, RegionError, SubdistrictCode, VillageCode, VillageKind,
    VillageKindError,
};
pub use rupiah::{Rupiah, RupiahError};
pub use safe_html::SafeHtml;
pub use schema_name::{SchemaName, SchemaNameError};
pub use sex::Sex;
pub use shard_name::{ShardName, ShardNameError};
pub use slug::{Slug, SlugError};
pub use temporary_id::{Identity, TemporaryId};
pub use typed_number::{Typed, TypedError, TypedProblem};
pub use village_slug::{VillageSlug, VillageSlugError};
