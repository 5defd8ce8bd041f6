//! Who puts a name below a letter, and where.

use serde::{Deserialize, Serialize};

use crate::{
    facts::{Letter, Signer},
    kind::SignedBy,
    text::{Block, Run},
};

use super::content::runs_of;

/// The places to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Signatures {
    Head {
        head: Signer,
    },
    ApplicantKnownByHead {
        head: Signer,
        applicant: String,
        /// Whether the text asks for a revenue stamp.
        stamp: bool,
    },
    HeirsConfirmedByHead {
        head: Signer,
        heirs: Vec<String>,
        witnesses: Vec<String>,
        stamp: bool,
    },
}

impl Signatures {
    pub(super) fn of(letter: &Letter, blocks: &[Block]) -> Self {
        let head = letter.signer.clone();
        let stamp = mentions_a_stamp(blocks);
        match letter.kind.signed_by {
            SignedBy::Head => Self::Head { head },
            SignedBy::ApplicantKnownByHead => Self::ApplicantKnownByHead {
                head,
                applicant: letter.applicant.name.clone(),
                stamp,
            },
            SignedBy::HeirsConfirmedByHead => Self::HeirsConfirmedByHead {
                head,
                heirs: people(letter, "ahli_waris", 1),
                witnesses: people(letter, "saksi", 2),
                stamp,
            },
        }
    }

    /// The head, or who stands for the head.
    pub fn head(&self) -> &Signer {
        match self {
            Self::Head { head }
            | Self::ApplicantKnownByHead { head, .. }
            | Self::HeirsConfirmedByHead { head, .. } => head,
        }
    }
}

/// Names behind the questions whose key begins so, and empty places up to this many.
fn people(letter: &Letter, key: &str, least: usize) -> Vec<String> {
    let asked = letter
        .people
        .iter()
        .filter(|(name, _)| name.starts_with(key));
    let mut names: Vec<String> = asked
        .flat_map(|(_, people)| people)
        .map(|person| person.name.clone())
        .collect();
    names.resize(names.len().max(least), String::new());
    names
}

fn mentions_a_stamp(blocks: &[Block]) -> bool {
    blocks.iter().flat_map(runs_of).any(|run| match run {
        Run::Plain(text) | Run::Bold(text) => text.to_lowercase().contains("meterai"),
        Run::Blank => false,
    })
}
