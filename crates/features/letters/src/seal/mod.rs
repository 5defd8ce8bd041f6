//! Who puts a seal on a letter's file: the village's own key, or the national service for those who have a
//! certificate.
//!
//! The QR is signed with the village's key in both cases ([`crate::proof`]). This is about the file.

mod bsre;
mod multipart;
#[cfg(test)]
mod tests;

use futures::{FutureExt as _, future::BoxFuture};

use crate::proof::{SigningKey, file};

pub use bsre::{Bsre, Passphrase, Signatory, Standing};

/// Seals the file of a letter that has its number.
pub trait Seal: Send + Sync {
    /// The file with its seal. May ask another service: never with a transaction open.
    fn seal(&self, pdf: Vec<u8>) -> BoxFuture<'_, Result<Vec<u8>, SealError>>;
}

/// Why a file has no seal. Nothing here tells who signs or what the letter says.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// A fault of ours.
    #[error("the file has no room for a seal")]
    NoRoom,
    #[error("Frasa sandi tanda tangan elektronik salah. Periksa, lalu coba lagi.")]
    Passphrase,
    #[error("Penanda tangan belum terdaftar di BSrE atau sertifikatnya tidak berlaku.")]
    Certificate,
    #[error("Layanan BSrE tidak menerima akun aplikasi ini. Hubungi Diskominfo.")]
    Access,
    #[error("Layanan BSrE menolak surat ini (kode {0}).")]
    Refused(i64),
    #[error("Layanan BSrE tidak menjawab. Surat belum ditandatangani; coba lagi nanti.")]
    Away(#[source] Option<reqwest::Error>),
    #[error("Jawaban layanan BSrE bukan dokumen yang ditandatangani.")]
    Strange,
}

impl Seal for SigningKey {
    fn seal(&self, pdf: Vec<u8>) -> BoxFuture<'_, Result<Vec<u8>, SealError>> {
        let sealed = file::seal(pdf, self).map_err(|_| SealError::NoRoom);
        std::future::ready(sealed).boxed()
    }
}
