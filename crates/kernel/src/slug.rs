//! The part of an address that names an article, a page, an album or an event.

use crate::text_value::{reads_text, shows_text};
use crate::village_slug::hyphenated;

/// Longest slug that is read.
const LONGEST: usize = 120;

/// Longest slug that is made from a title, which leaves room for a suffix.
const LONGEST_FROM_TITLE: usize = 100;

/// Words that are routes of their own, or easily taken for one, below a village's host.
const RESERVED: [&str; 32] = [
    "admin",
    "agenda",
    "api",
    "arsip",
    "artikel",
    "atom",
    "baru",
    "cari",
    "feed",
    "feed-xml",
    "galeri",
    "halaman",
    "hapus",
    "index",
    "index-html",
    "index-php",
    "kantor",
    "kategori",
    "keluar",
    "konsol",
    "kontak",
    "mandiri",
    "manifest",
    "masuk",
    "media",
    "null",
    "robots-txt",
    "rss",
    "sitemap-xml",
    "tambah",
    "ubah",
    "undefined",
];

/// Lower-case ASCII words joined by hyphens, 1 to 120 characters.
///
/// ```
/// use kernel::Slug;
///
/// assert_eq!(Slug::from_title("Jum'at Bersih di RT 03!", "artikel").as_str(), "jumat-bersih-di-rt-03");
/// assert_eq!(Slug::from_title("🎉🎉", "artikel").as_str(), "artikel");
/// assert_eq!(Slug::from_title("2026", "artikel").as_str(), "2026-artikel");
/// assert_eq!(Slug::from_title("Gotong royong", "artikel").numbered(2).as_str(), "gotong-royong-2");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Box<str>);

/// Why a text is not a slug.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SlugError {
    #[error("Alamat halaman belum diisi.")]
    Empty,
    #[error("Alamat halaman paling panjang 120 huruf; yang ini {0}.")]
    TooLong(usize),
    #[error(
        "Alamat halaman hanya boleh huruf kecil a–z, angka dan tanda hubung; “{0}” tidak boleh."
    )]
    Character(char),
    #[error("Alamat halaman tidak boleh diawali atau diakhiri tanda hubung.")]
    EdgeHyphen,
}

impl Slug {
    /// Reads a slug as it stands; nothing is corrected.
    pub fn parse(text: &str) -> Result<Self, SlugError> {
        if text.is_empty() {
            return Err(SlugError::Empty);
        }
        let foreign = |letter: &char| !matches!(letter, 'a'..='z' | '0'..='9' | '-');
        if let Some(letter) = text.chars().find(foreign) {
            return Err(SlugError::Character(letter));
        }
        if text.len() > LONGEST {
            return Err(SlugError::TooLong(text.len()));
        }
        if text.starts_with('-') || text.ends_with('-') {
            return Err(SlugError::EdgeHyphen);
        }
        Ok(Self(text.into()))
    }

    /// The slug of a title; `fallback` ("artikel") names titles that hold no Latin letter or digit
    /// and is added to titles that are only a number or a reserved word.
    pub fn from_title(title: &str, fallback: &str) -> Self {
        let fallback = match shortened(hyphenated(fallback), LONGEST - LONGEST_FROM_TITLE - 1) {
            usable if usable.is_empty() => "halaman".to_owned(),
            usable => usable,
        };
        let slug = shortened(hyphenated(title), LONGEST_FROM_TITLE);
        if slug.is_empty() {
            return Self(fallback.into());
        }
        let only_digits = slug
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'-');
        if only_digits || RESERVED.contains(&slug.as_str()) {
            return Self(format!("{slug}-{fallback}").into());
        }
        Self(slug.into())
    }

    /// The same slug for the second, third … holder of a title: `gotong-royong-2`.
    pub fn numbered(&self, number: u32) -> Self {
        let suffix = format!("-{number}");
        let stem = shortened(self.0.to_string(), LONGEST - suffix.len());
        Self(format!("{stem}{suffix}").into())
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Cuts between words where that leaves something, else within the word.
fn shortened(mut slug: String, longest: usize) -> String {
    if slug.len() <= longest {
        return slug;
    }
    let at_word = slug[..=longest].rfind('-').filter(|at| *at > 0);
    slug.truncate(at_word.unwrap_or(longest));
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

reads_text!(Slug, SlugError);
shows_text!(Slug);
