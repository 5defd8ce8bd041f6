//! What an object may be called: nothing a visitor or an uploader typed ever becomes part of it.
//!
//! There are two kinds of keys of a village, and no way to make a third:
//! `{village schema}/original/{sha256}` and `{village schema}/public/{hash}.{webp|jpg|png}`. Exports
//! of a village lie elsewhere; see [`crate::BackupKey`].

use std::fmt;
use std::str::FromStr;

use kernel::SchemaName;
use sha2::{Digest, Sha256};

/// Hexadecimal digits of a public name: the first half of the SHA-256 of the bytes.
const PUBLIC_HASH: usize = 32;
const FULL_HASH: usize = 64;

/// Why a text is no name of ours. Callers answer 404, so it says no more than it needs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a media name")]
pub struct NotAMediaName;

/// The kinds of files that are served to everyone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PublicFormat {
    Webp,
    Jpeg,
    Png,
}

impl PublicFormat {
    pub fn extension(self) -> &'static str {
        match self {
            Self::Webp => "webp",
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }

    pub fn content_type(self) -> &'static str {
        match self {
            Self::Webp => "image/webp",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }

    fn from_extension(extension: &str) -> Option<Self> {
        [Self::Webp, Self::Jpeg, Self::Png]
            .into_iter()
            .find(|f| f.extension() == extension)
    }
}

/// The whole SHA-256 of a file, by which its original is kept.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(String);

impl ContentHash {
    pub fn of(bytes: &[u8]) -> Self {
        Self(crate::hex(&Sha256::digest(bytes)))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for ContentHash {
    type Err = NotAMediaName;

    fn from_str(text: &str) -> Result<Self, NotAMediaName> {
        is_hex(text, FULL_HASH)
            .then(|| Self(text.to_owned()))
            .ok_or(NotAMediaName)
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The last part of a public address, `{hash}.{ext}`: the same bytes always have the same name,
/// so what it names never changes and may be cached for ever.
///
/// ```
/// use media::PublicName;
/// assert!("0123456789abcdef0123456789abcdef.webp".parse::<PublicName>().is_ok());
/// assert!("../original/secret.webp".parse::<PublicName>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicName {
    hash: String,
    format: PublicFormat,
}

impl PublicName {
    pub fn of(bytes: &[u8], format: PublicFormat) -> Self {
        let mut hash = ContentHash::of(bytes).0;
        hash.truncate(PUBLIC_HASH);
        Self { hash, format }
    }

    pub fn hash(&self) -> &str {
        &self.hash
    }

    pub fn format(&self) -> PublicFormat {
        self.format
    }

    pub fn content_type(&self) -> &'static str {
        self.format.content_type()
    }
}

impl FromStr for PublicName {
    type Err = NotAMediaName;

    fn from_str(text: &str) -> Result<Self, NotAMediaName> {
        let (hash, extension) = text.split_once('.').ok_or(NotAMediaName)?;
        let format = PublicFormat::from_extension(extension).ok_or(NotAMediaName)?;
        if is_hex(hash, PUBLIC_HASH) {
            Ok(Self {
                hash: hash.to_owned(),
                format,
            })
        } else {
            Err(NotAMediaName)
        }
    }
}

impl fmt::Display for PublicName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.hash, self.format.extension())
    }
}

/// The full name of an object in the store. It always begins with the village's schema.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MediaKey {
    text: String,
    content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Content {
    Original(ContentHash),
    Public(PublicName),
}

impl MediaKey {
    /// Where the file lies as it was uploaded, metadata and all: never served to the public.
    pub fn original(village: &SchemaName, hash: &ContentHash) -> Self {
        let text = format!("{village}/original/{hash}");
        Self {
            text,
            content: Content::Original(hash.clone()),
        }
    }

    /// Where a cleaned file lies that everyone may see.
    pub fn public(village: &SchemaName, name: &PublicName) -> Self {
        let text = format!("{village}/public/{name}");
        Self {
            text,
            content: Content::Public(name.clone()),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The public name, unless this is an original.
    pub fn public_name(&self) -> Option<&PublicName> {
        match &self.content {
            Content::Original(_) => None,
            Content::Public(name) => Some(name),
        }
    }
}

impl FromStr for MediaKey {
    type Err = NotAMediaName;

    fn from_str(text: &str) -> Result<Self, NotAMediaName> {
        let mut parts = text.splitn(3, '/');
        let (Some(village), Some(folder), Some(name)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(NotAMediaName);
        };
        let village: SchemaName = village.parse().map_err(|_| NotAMediaName)?;
        match folder {
            "original" => Ok(Self::original(&village, &name.parse()?)),
            "public" => Ok(Self::public(&village, &name.parse()?)),
            _ => Err(NotAMediaName),
        }
    }
}

impl fmt::Display for MediaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// What a listing may ask for: one village's objects, or one kind of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyPrefix(String);

impl KeyPrefix {
    pub fn village(village: &SchemaName) -> Self {
        Self(format!("{village}/"))
    }

    pub fn originals(village: &SchemaName) -> Self {
        Self(format!("{village}/original/"))
    }

    pub fn public(village: &SchemaName) -> Self {
        Self(format!("{village}/public/"))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn is_hex(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn village() -> SchemaName {
        "d_6303042007".parse().unwrap()
    }

    #[test]
    fn the_same_bytes_always_have_the_same_name() {
        let name = PublicName::of(b"abc", PublicFormat::Webp);
        assert_eq!(name.to_string(), "ba7816bf8f01cfea414140de5dae2223.webp");
        assert_eq!(name.to_string().parse(), Ok(name));
    }

    #[test]
    fn a_public_name_is_read_strictly() {
        let hash = "0123456789abcdef0123456789abcdef";
        assert!(format!("{hash}.jpg").parse::<PublicName>().is_ok());
        for wrong in [
            String::new(),
            hash.to_owned(),
            format!("{hash}."),
            format!("{hash}.jpeg"),
            format!("{hash}.JPG"),
            format!("{hash}.svg"),
            format!("{hash}.jpg.php"),
            format!("{hash}.jpg "),
            format!("{hash}.jpg\0"),
            format!("{}.jpg", hash.to_uppercase()),
            format!("{}.jpg", &hash[1..]),
            format!("0{hash}.jpg"),
            format!("g{}.jpg", &hash[1..]),
            format!("../{hash}.jpg"),
            format!("..%2f{hash}.jpg"),
            "../../../../etc/passwd".to_owned(),
            "٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥.jpg".to_owned(),
        ] {
            assert_eq!(wrong.parse::<PublicName>(), Err(NotAMediaName), "{wrong:?}");
        }
    }

    #[test]
    fn a_key_stays_in_its_village() {
        let name = PublicName::of(b"abc", PublicFormat::Jpeg);
        let key = MediaKey::public(&village(), &name);
        assert_eq!(
            key.as_str(),
            "d_6303042007/public/ba7816bf8f01cfea414140de5dae2223.jpg"
        );
        assert_eq!(key.public_name(), Some(&name));
        assert_eq!(key.as_str().parse(), Ok(key));

        let original = MediaKey::original(&village(), &ContentHash::of(b"abc"));
        assert!(
            original
                .as_str()
                .starts_with("d_6303042007/original/ba7816bf")
        );
        assert_eq!(original.public_name(), None);
        assert_eq!(original.as_str().parse(), Ok(original));
    }

    #[test]
    fn a_text_that_is_no_key_is_refused() {
        let hash = "0123456789abcdef0123456789abcdef";
        for wrong in [
            format!("d_6303042007/public/../original/{hash}.jpg"),
            format!("d_6303042007/secret/{hash}.jpg"),
            format!("d_6303042007/original/{hash}"),
            format!("public/{hash}.jpg"),
            format!("platform/public/{hash}.jpg"),
            format!("/d_6303042007/public/{hash}.jpg"),
        ] {
            assert_eq!(wrong.parse::<MediaKey>(), Err(NotAMediaName), "{wrong:?}");
        }
    }
}
