//! What is to be printed.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;
use sha2::{Digest, Sha256};

/// A file that a template names: `image("band.svg")`.
#[derive(Clone)]
pub struct Picture {
    pub name: String,
    pub bytes: Arc<[u8]>,
}

impl Picture {
    /// A picture under the name by which the template knows it.
    pub fn new(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        Self {
            name: name.into(),
            bytes: bytes.into(),
        }
    }
}

/// A template with what it says this time. The template is ours; whatever others typed is data.
#[derive(Clone)]
pub struct Sheet {
    pub template: &'static str,
    /// What the template reads as `json("data.json")`.
    pub data: Value,
    pub pictures: Vec<Picture>,
    /// When it says that it was made.
    pub made_at: Timestamp,
    /// Whether its structure goes with it, for those who listen to it.
    pub is_tagged: bool,
}

impl Sheet {
    /// A sheet without pictures.
    pub fn new(template: &'static str, data: Value, made_at: Timestamp) -> Self {
        Self {
            template,
            data,
            pictures: Vec::new(),
            made_at,
            is_tagged: true,
        }
    }

    /// With one more picture.
    #[must_use]
    pub fn with(mut self, picture: Picture) -> Self {
        self.pictures.push(picture);
        self
    }

    /// Without its structure: what each cell of a table of thousands is costs more than all the rest.
    #[must_use]
    pub fn untagged(mut self) -> Self {
        self.is_tagged = false;
        self
    }

    /// What makes this document another one than the next: everything that goes into it, the data as the
    /// template reads it.
    pub(crate) fn identity(&self, data: &[u8]) -> String {
        let mut hash = Sha256::new();
        let mut add = |bytes: &[u8]| {
            hash.update(bytes.len().to_le_bytes());
            hash.update(bytes);
        };
        add(self.template.as_bytes());
        add(data);
        for picture in &self.pictures {
            add(picture.name.as_bytes());
            add(&picture.bytes);
        }
        add(self.made_at.to_string().as_bytes());
        let digest = hash.finalize();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
