//! What name servers say of a domain: whether its proof is there, and whether it leads here.

use std::net::IpAddr;

use dns::{Resolver, Trouble};

use super::{proof_name, proof_text};
use crate::store::hosts::ClaimRow;

/// What was seen where the proof should stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    Proven,
    /// A text stands there, and not this one.
    OtherText,
    NoRecord,
    NoName,
    /// No name server answered in time.
    Late,
    /// The name servers would or could not tell.
    Failed,
}

impl Finding {
    const ALL: [Self; 6] = [
        Self::Proven,
        Self::OtherText,
        Self::NoRecord,
        Self::NoName,
        Self::Late,
        Self::Failed,
    ];

    /// As it is stored, and as programs read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::OtherText => "other_text",
            Self::NoRecord => "no_record",
            Self::NoName => "no_name",
            Self::Late => "late",
            Self::Failed => "failed",
        }
    }

    /// The finding a word stands for.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == word)
    }

    /// As whoever waits for it reads it.
    pub const fn told(self) -> &'static str {
        match self {
            Self::Proven => "Buktinya sudah terlihat.",
            Self::OtherText => {
                "TXT-nya sudah ada, tetapi isinya lain. Salin isinya sekali lagi, tanpa spasi."
            }
            Self::NoRecord | Self::NoName => {
                "TXT-nya belum terlihat. DNS kadang perlu beberapa jam; periksa lagi nanti."
            }
            Self::Late => {
                "Server DNS belum menjawab. Tidak ada yang hilang; coba lagi sebentar lagi."
            }
            Self::Failed => {
                "Server DNS tidak dapat ditanya sekarang. Tidak ada yang hilang; coba lagi nanti."
            }
        }
    }
}

/// Looks for a domain's proof.
pub(super) async fn look(names: &dyn Resolver, claim: &ClaimRow) -> Finding {
    let wanted = proof_text(&claim.token);
    match names.texts(&proof_name(&claim.host)).await {
        Ok(texts) if texts.iter().any(|text| text.trim() == wanted) => Finding::Proven,
        Ok(_) => Finding::OtherText,
        Err(Trouble::NoRecord) => Finding::NoRecord,
        Err(Trouble::NoName) => Finding::NoName,
        Err(Trouble::Late) => Finding::Late,
        Err(Trouble::Failed(error)) => {
            tracing::warn!(error, "name servers cannot be asked");
            Finding::Failed
        }
    }
}

/// Why all addresses of a village should not lead to a domain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Astray {
    #[error("the domain leads nowhere yet")]
    Nowhere,
    #[error("the domain leads to {0}, not to this service")]
    Elsewhere(IpAddr),
    #[error("it could not be asked where the domain leads")]
    Unknown,
}

impl Astray {
    /// As whoever wanted it reads it.
    pub fn told(&self) -> String {
        match self {
            Self::Nowhere => {
                "Domain ini belum mengarah ke mana pun. Buat dulu catatan A atau CNAME-nya, \
                              supaya situs desa tidak hilang."
                    .to_owned()
            }
            Self::Elsewhere(address) => format!(
                "Domain ini mengarah ke {address}, bukan ke layanan ini. Perbaiki dulu catatan A atau \
                 CNAME-nya, supaya situs desa tidak hilang."
            ),
            Self::Unknown => {
                "Server DNS belum dapat ditanya ke mana domain ini mengarah. Coba lagi nanti."
                    .to_owned()
            }
        }
    }
}

/// Whether a domain leads here: to `ours`, or where our own host leads.
///
/// # Errors
/// See [`Astray`].
pub async fn leads_here(
    names: &dyn Resolver,
    host: &str,
    ours: &[IpAddr],
    our_host: &str,
) -> Result<(), Astray> {
    let theirs = names
        .addresses(host)
        .await
        .map_err(|trouble| match trouble {
            Trouble::NoName | Trouble::NoRecord => Astray::Nowhere,
            Trouble::Late | Trouble::Failed(_) => Astray::Unknown,
        })?;
    let ours = match ours {
        [] => names
            .addresses(our_host)
            .await
            .map_err(|_| Astray::Unknown)?,
        known => known.to_vec(),
    };
    if theirs.iter().any(|address| ours.contains(address)) {
        return Ok(());
    }
    Err(theirs
        .first()
        .map_or(Astray::Nowhere, |address| Astray::Elsewhere(*address)))
}
