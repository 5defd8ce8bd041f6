//! The village's label in front of the regency's domain: `pembantanan.banjarkab.go.id`.

use crate::latin;
use crate::text_value::{reads_text, shows_text};

/// Labels the platform, mail, DNS or the database need for themselves.
pub const RESERVED_LABELS: [&str; 30] = [
    "admin",
    "api",
    "app",
    "cdn",
    "desa",
    "dev",
    "ftp",
    "imap",
    "information_schema",
    "kab",
    "kabupaten",
    "kantor",
    "konsol",
    "localhost",
    "mail",
    "mandiri",
    "media",
    "ns1",
    "ns2",
    "pg_catalog",
    "pop",
    "public",
    "smtp",
    "staging",
    "static",
    "status",
    "template",
    "test",
    "webmail",
    "www",
];

/// A DNS label that names one village of the regency.
///
/// ```
/// use kernel::VillageSlug;
///
/// assert_eq!(VillageSlug::propose("Bi'ih")?.as_str(), "biih");
/// assert_eq!(VillageSlug::propose("Pasar Lama Karang Intan")?.as_str(), "pasar-lama-karang-intan");
/// assert!(VillageSlug::parse("www").is_err());
/// # Ok::<(), kernel::VillageSlugError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VillageSlug(Box<str>);

/// Why a text cannot be a village's label.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum VillageSlugError {
    #[error("Alamat desa belum diisi.")]
    Empty,
    #[error("Alamat desa paling panjang 63 huruf; yang ini {0}.")]
    TooLong(usize),
    #[error("Alamat desa hanya boleh huruf kecil a–z, angka dan tanda hubung; “{0}” tidak boleh.")]
    Character(char),
    #[error("Alamat desa tidak boleh diawali atau diakhiri tanda hubung.")]
    EdgeHyphen,
    #[error("Alamat desa tidak boleh diawali “xn--”, karena itu sandi untuk huruf asing.")]
    Punycode,
    #[error("Alamat desa tidak boleh memuat “--” pada huruf ketiga dan keempat.")]
    HyphensThirdAndFourth,
    #[error("Alamat “{0}” dipakai oleh sistem. Pilih alamat lain, misalnya dengan nama kecamatan.")]
    Reserved(String),
    #[error("Alamat yang diawali “kec-” disediakan untuk kecamatan.")]
    SubdistrictPrefix,
}

impl VillageSlug {
    /// Reads a label as it stands; nothing is corrected.
    pub fn parse(text: &str) -> Result<Self, VillageSlugError> {
        if text.is_empty() {
            return Err(VillageSlugError::Empty);
        }
        // Before the alphabet: some reserved names hold an underscore and deserve their own words.
        if RESERVED_LABELS.contains(&text) {
            return Err(VillageSlugError::Reserved(text.to_owned()));
        }
        let foreign = |letter: &char| !matches!(letter, 'a'..='z' | '0'..='9' | '-');
        if let Some(letter) = text.chars().find(foreign) {
            return Err(VillageSlugError::Character(letter));
        }
        if text.len() > 63 {
            return Err(VillageSlugError::TooLong(text.len()));
        }
        if text.starts_with('-') || text.ends_with('-') {
            return Err(VillageSlugError::EdgeHyphen);
        }
        if text.starts_with("xn--") {
            return Err(VillageSlugError::Punycode);
        }
        if text.get(2..4) == Some("--") {
            return Err(VillageSlugError::HyphensThirdAndFourth);
        }
        if text.starts_with("kec-") {
            return Err(VillageSlugError::SubdistrictPrefix);
        }
        Ok(Self(text.into()))
    }

    /// The label a village gets from its name: lower case, apostrophes dropped, words joined by
    /// hyphens. Where a name occurs twice in the regency, propose from name and sub-district.
    pub fn propose(name: &str) -> Result<Self, VillageSlugError> {
        Self::parse(&hyphenated(name))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The ASCII letters and digits of `text` as words joined by single hyphens; may be empty.
pub(crate) fn hyphenated(text: &str) -> String {
    let plain = latin::plain(text);
    let mut out = String::with_capacity(plain.len());
    for word in plain.split(|letter: char| !letter.is_ascii_alphanumeric()) {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('-');
        }
        out.push_str(word);
    }
    out
}

reads_text!(VillageSlug, VillageSlugError);
shows_text!(VillageSlug);
