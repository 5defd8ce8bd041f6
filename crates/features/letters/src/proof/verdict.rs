//! Whether a letter is true, found out with nothing but its QR and published keys.

use kernel::time;

use super::{KeyId, Link, PublishedKeys, Summary};

/// A letter that a village signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Genuine {
    pub summary: Summary,
    /// "Desa Pembantanan", as the keys say.
    pub village: String,
    pub key: KeyId,
}

/// What is to be thought of a QR. Whether a letter was revoked later, only its village knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The village signed exactly this; it may have run out.
    Genuine(Box<Genuine>),
    /// No proof of a letter, or one that is cut off.
    Unreadable,
    /// Signed with a key that is not among those published.
    UnknownKey(KeyId),
    /// Signed with the key of another village than the one it speaks for.
    OtherVillage,
    /// Somebody changed it, or made it up.
    Forged,
    /// Dated after its key was retired.
    RetiredKey(KeyId),
}

impl Verdict {
    /// For machines: a word that stays the same.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Genuine(_) => "genuine",
            Self::Unreadable => "unreadable",
            Self::UnknownKey(_) => "unknown_key",
            Self::OtherVillage => "other_village",
            Self::Forged => "forged",
            Self::RetiredKey(_) => "retired_key",
        }
    }
}

/// Judges the text of a QR.
pub fn verify_offline(text: &str, keys: &PublishedKeys) -> Verdict {
    let Some(link) = Link::read(text) else {
        return Verdict::Unreadable;
    };
    let Some((village, key)) = keys.find(link.key) else {
        return Verdict::UnknownKey(link.key);
    };
    let message = link.summary.message(&link.token);
    if !key.public.verify(&message, &link.signature) {
        return Verdict::Forged;
    }
    if village.code != link.summary.village {
        return Verdict::OtherVillage;
    }
    let after = |retired| link.summary.dated > time::day(retired);
    if key.retired.is_some_and(after) {
        return Verdict::RetiredKey(link.key);
    }
    Verdict::Genuine(Box::new(Genuine {
        summary: link.summary,
        village: village.name.clone(),
        key: link.key,
    }))
}
