//! What an export of a village may be called: `backup/{village schema}/{moment}.tar.zst`. No
//! village's prefix begins like that, so what empties a village leaves its exports alone.

use std::{fmt, str::FromStr};

use jiff::Timestamp;
use kernel::SchemaName;

use crate::keys::NotAMediaName;

const FOLDER: &str = "backup/";
const SUFFIX: &str = ".tar.zst";
/// 20261130T184501.042Z
const MOMENT: &str = "%Y%m%dT%H%M%S%.3fZ";

/// The full name of an export in the store.
///
/// ```
/// use media::BackupKey;
/// let key = "backup/d_6303042007/20261130T184501.042Z.tar.zst".parse::<BackupKey>().unwrap();
/// assert_eq!(key.village().as_str(), "d_6303042007");
/// assert!("d_6303042007/20261130T184501.042Z.tar.zst".parse::<BackupKey>().is_err());
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BackupKey {
    text: String,
    village: SchemaName,
}

impl BackupKey {
    /// The export that shows the village at this moment.
    pub fn at(village: &SchemaName, moment: Timestamp) -> Self {
        let text = format!("{FOLDER}{village}/{}{SUFFIX}", moment.strftime(MOMENT));
        Self {
            text,
            village: *village,
        }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whose export it is.
    pub fn village(&self) -> &SchemaName {
        &self.village
    }

    /// What a listing asks for: one village's exports, or everybody's.
    pub(crate) fn prefix(village: Option<&SchemaName>) -> String {
        match village {
            Some(village) => format!("{FOLDER}{village}/"),
            None => FOLDER.to_owned(),
        }
    }
}

impl FromStr for BackupKey {
    type Err = NotAMediaName;

    fn from_str(text: &str) -> Result<Self, NotAMediaName> {
        let rest = text.strip_prefix(FOLDER).ok_or(NotAMediaName)?;
        let (village, name) = rest.split_once('/').ok_or(NotAMediaName)?;
        let village = village.parse().map_err(|_| NotAMediaName)?;
        let moment = name.strip_suffix(SUFFIX).ok_or(NotAMediaName)?;
        if is_moment(moment) {
            Ok(Self {
                text: text.to_owned(),
                village,
            })
        } else {
            Err(NotAMediaName)
        }
    }
}

fn is_moment(text: &str) -> bool {
    const FORM: &[u8] = b"dddddddd.dddddd.ddd.";
    text.len() == FORM.len()
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 => byte == b'T',
            15 => byte == b'.',
            19 => byte == b'Z',
            _ => byte.is_ascii_digit(),
        })
}

impl fmt::Display for BackupKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written_and_nothing_else_is() {
        let village = "d_6303042007".parse().unwrap();
        let moment = "2026-11-30T18:45:01.042Z".parse().unwrap();
        let key = BackupKey::at(&village, moment);
        assert_eq!(
            key.as_str(),
            "backup/d_6303042007/20261130T184501.042Z.tar.zst"
        );
        assert_eq!(key.as_str().parse(), Ok(key));
        for wrong in [
            "backup/d_6303042007/20261130T184501Z.tar.zst",
            "backup/d_6303042007/20261130T184501.042Z.tar.gz",
            "backup/d_6303042007/../d_6303042008/20261130T184501.042Z.tar.zst",
            "backup/platform/20261130T184501.042Z.tar.zst",
            "backup/20261130T184501.042Z.tar.zst",
            "d_6303042007/original/20261130T184501.042Z.tar.zst",
        ] {
            assert_eq!(wrong.parse::<BackupKey>(), Err(NotAMediaName), "{wrong}");
        }
    }

    #[test]
    fn no_village_prefix_holds_exports() {
        let village: SchemaName = "d_6303042007".parse().unwrap();
        let key = BackupKey::at(&village, Timestamp::UNIX_EPOCH);
        assert!(
            !key.as_str()
                .starts_with(crate::KeyPrefix::village(&village).as_str())
        );
        assert!(key.as_str().parse::<crate::MediaKey>().is_err());
    }
}
