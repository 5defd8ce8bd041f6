//! What a letter's QR holds: an address for phones that carries its own proof.
//!
//! `HTTPS://{HOST}/V/{TOKEN}/{PROOF}` in capitals, because a QR packs capitals and digits twice as densely
//! as other letters. `PROOF` is the packed summary, the key's id and the signature.

use super::{KeyId, Signature, Summary, Token, base32};

/// A signed summary with the address at which its letter is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// "https://pembantanan.banjarkab.go.id". Not signed: a village may move.
    pub origin: String,
    pub token: Token,
    pub summary: Summary,
    pub key: KeyId,
    pub signature: Signature,
}

impl Link {
    /// The text of the QR.
    pub fn text(&self) -> String {
        let proof = [
            &self.summary.pack(),
            self.key.0.as_slice(),
            &self.signature.0,
        ]
        .concat();
        let proof = base32::write(&proof);
        format!(
            "{}/V/{}/{proof}",
            self.origin.to_ascii_uppercase(),
            self.token
        )
    }

    /// Reads the text of a QR, as scanners give it; nothing for what is no letter's, or cut off.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.trim().rsplitn(4, '/');
        let (proof, token) = (parts.next()?, parts.next()?);
        if !parts.next()?.eq_ignore_ascii_case("v") {
            return None;
        }
        let origin = parts.next()?.to_ascii_lowercase();
        let host = origin
            .strip_prefix("https://")
            .or_else(|| origin.strip_prefix("http://"))?;
        if host.is_empty() || host.contains(['/', '?', '#', '@']) {
            return None;
        }
        let (summary, signature, key) = Self::read_proof(proof)?;
        Some(Self {
            token: token.parse().ok()?,
            origin,
            summary,
            key,
            signature,
        })
    }

    /// Reads the last part of the address.
    fn read_proof(text: &str) -> Option<(Summary, Signature, KeyId)> {
        let bytes = base32::read(text)?;
        let (rest, signature) = bytes.split_last_chunk::<64>()?;
        let (summary, key) = rest.split_last_chunk::<8>()?;
        Some((
            Summary::unpack(summary)?,
            Signature(*signature),
            KeyId(*key),
        ))
    }
}
