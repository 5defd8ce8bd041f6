//! `/.well-known/banua-keys.json`: the public keys of villages, old ones too.

use jiff::Timestamp;
use kernel::VillageCode;
use serde::{Deserialize, Serialize};

use super::{KeyId, VerifyingKey};

const FORM: u16 = 1;

/// The keys that villages published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PublishedKeys {
    pub villages: Vec<PublishedVillage>,
}

/// A village with its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublishedVillage {
    pub code: VillageCode,
    /// "Desa Pembantanan"
    pub name: String,
    pub keys: Vec<PublishedKey>,
}

/// A key with the time in which it signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PublishedKey {
    pub public: VerifyingKey,
    pub made: Timestamp,
    /// Since when it signs nothing more. What it signed before stays true.
    pub retired: Option<Timestamp>,
}

/// Why a file holds no keys.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum KeysError {
    #[error("it is not in the form of banua-keys.json")]
    Form,
    #[error("it is in a newer form ({0}) than this program knows")]
    Newer(u16),
    #[error("the village code {0} is none")]
    Village(String),
    #[error("the key {0} is damaged or has another's id")]
    Key(String),
}

#[derive(Serialize, Deserialize)]
struct File {
    form: u16,
    villages: Vec<FileVillage>,
}

#[derive(Serialize, Deserialize)]
struct FileVillage {
    code: String,
    name: String,
    keys: Vec<FileKey>,
}

#[derive(Serialize, Deserialize)]
struct FileKey {
    id: String,
    algorithm: String,
    public: String,
    made: Timestamp,
    retired: Option<Timestamp>,
}

const ALGORITHM: &str = "Ed25519";

impl PublishedKeys {
    /// Reads a file.
    ///
    /// # Errors
    /// See [`KeysError`]. One damaged key makes the whole file one that is not to be trusted.
    pub fn read(text: &str) -> Result<Self, KeysError> {
        let file: File = serde_json::from_str(text).map_err(|_| KeysError::Form)?;
        if file.form != FORM {
            return Err(KeysError::Newer(file.form));
        }
        let villages = file.villages.into_iter().map(village);
        Ok(Self {
            villages: villages.collect::<Result<_, _>>()?,
        })
    }

    /// The file.
    pub fn write(&self) -> String {
        let file = File {
            form: FORM,
            villages: self.villages.iter().map(written).collect(),
        };
        serde_json::to_string_pretty(&file).expect("texts, numbers and times are always JSON")
    }

    /// The village and the key of an id.
    pub fn find(&self, id: KeyId) -> Option<(&PublishedVillage, &PublishedKey)> {
        self.villages.iter().find_map(|village| {
            let key = village.keys.iter().find(|key| key.public.id() == id)?;
            Some((village, key))
        })
    }
}

fn village(file: FileVillage) -> Result<PublishedVillage, KeysError> {
    let code = VillageCode::parse(&file.code).map_err(|_| KeysError::Village(file.code))?;
    Ok(PublishedVillage {
        code,
        name: file.name,
        keys: file.keys.into_iter().map(key).collect::<Result<_, _>>()?,
    })
}

fn key(file: FileKey) -> Result<PublishedKey, KeysError> {
    let public: Option<VerifyingKey> = file.public.parse().ok();
    match public {
        Some(public) if public.id().to_string() == file.id && file.algorithm == ALGORITHM => {
            Ok(PublishedKey {
                public,
                made: file.made,
                retired: file.retired,
            })
        }
        _ => Err(KeysError::Key(file.id)),
    }
}

fn written(village: &PublishedVillage) -> FileVillage {
    let key = |key: &PublishedKey| FileKey {
        id: key.public.id().to_string(),
        algorithm: ALGORITHM.to_owned(),
        public: key.public.to_string(),
        made: key.made,
        retired: key.retired,
    };
    FileVillage {
        code: village.code.digits().to_owned(),
        name: village.name.clone(),
        keys: village.keys.iter().map(key).collect(),
    }
}
