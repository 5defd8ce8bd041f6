//! What is known of the letter itself.

use std::borrow::Cow;

use super::{Filler, known::Known};
use crate::text::words::Fact;

impl<'a> Filler<'a> {
    pub(super) fn fact(&self, fact: Fact) -> Option<Known<'a>> {
        let letter = self.letter;
        let sender = &letter.sender;
        let text: Cow<'a, str> = match fact {
            Fact::Date => return Some(Known::Date(letter.date)),
            Fact::ValidUntil => return letter.valid_until.map(Known::Date),
            Fact::Number => letter.number.as_deref()?.into(),
            Fact::Village => (&sender.short).into(),
            Fact::VillageInFull => (&sender.name).into(),
            Fact::Subdistrict => bare(&sender.subdistrict, "Kecamatan").into(),
            Fact::Regency => bare(&sender.regency, "Kabupaten").into(),
            Fact::Province => bare(&sender.province, "Provinsi").into(),
            Fact::HeadTitle => (&sender.head_title).into(),
            Fact::SignerName => (&letter.signer.name).into(),
            Fact::SignerTitle => letter.signer.titles.join(", ").into(),
        };
        Some(Known::Text(text))
    }
}

/// A name without the word for what it is in front.
pub(super) fn bare<'a>(name: &'a str, what: &str) -> &'a str {
    name.strip_prefix(what).map_or(name, str::trim_start)
}
