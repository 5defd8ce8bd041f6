//! A village that signs, for tests.

use jiff::Timestamp;
use kernel::VillageCode;

use crate::{
    facts::Letter,
    paper::{Content, Proof, samples},
};

use super::{
    CheckCode, Link, PublishedKey, PublishedKeys, PublishedVillage, Qr, SigningKey, Summary, Token,
};

pub const ORIGIN: &str = "https://pembantanan.banjarkab.go.id";

/// The same key each time.
pub fn key(seed: u8) -> SigningKey {
    SigningKey::from_secret(&[seed; 32])
}

/// What Pembantanan published, with one key.
pub fn published(key: &SigningKey) -> PublishedKeys {
    PublishedKeys {
        villages: vec![village("63.03.04.2007", "Desa Pembantanan", key)],
    }
}

pub fn village(code: &str, name: &str, key: &SigningKey) -> PublishedVillage {
    PublishedVillage {
        code: VillageCode::parse(code).expect("a code"),
        name: name.to_owned(),
        keys: vec![PublishedKey {
            public: key.public(),
            made: "2026-11-01T00:00:00Z".parse::<Timestamp>().expect("a time"),
            retired: None,
        }],
    }
}

/// A content, signed.
pub fn link(letter: &Letter, content: &Content, key: &SigningKey) -> Link {
    let summary = Summary::of(letter, content).expect("a summary");
    let token = Token::from([7; 16]);
    Link {
        origin: ORIGIN.to_owned(),
        token,
        signature: key.sign(&summary.message(&token)),
        summary,
        key: key.id(),
    }
}

/// What stands on the paper.
pub fn proof(content: &Content, key: &SigningKey) -> Proof {
    let letter = samples::letter(&content.title, crate::kind::SignedBy::Head);
    Proof {
        qr: Qr::new(link(&letter, content, key).text()).expect("a QR"),
        place: "pembantanan.banjarkab.go.id/verifikasi".to_owned(),
        code: "7K3QF-9X2MB".parse::<CheckCode>().expect("a code"),
    }
}
