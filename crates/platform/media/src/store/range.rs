//! A part of an object, as browsers ask for it.

use std::fmt;

/// One range of bytes. Requests for several at once are answered with the whole object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteRange {
    /// From this byte to the end.
    From(u64),
    /// From the first to the last byte, both included.
    Between(u64, u64),
    /// This many bytes at the end.
    Last(u64),
}

impl ByteRange {
    /// Reads a `Range` header. `None` means: ignore it and send everything, as HTTP wants it for
    /// whatever is malformed or not in bytes.
    pub fn parse(header: &str) -> Option<Self> {
        let range = header.trim().strip_prefix("bytes=")?;
        let (first, last) = range.split_once('-')?;
        match (first, last) {
            ("", last) => number(last).map(Self::Last),
            (first, "") => number(first).map(Self::From),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::Between(first, last))
            }
        }
    }

    /// First and last byte of this range in an object of that length; `None` when it has none.
    pub fn within(self, total: u64) -> Option<(u64, u64)> {
        let end = total.checked_sub(1)?;
        match self {
            Self::From(first) => (first <= end).then_some((first, end)),
            Self::Between(first, last) => (first <= end).then_some((first, last.min(end))),
            Self::Last(0) => None,
            Self::Last(count) => Some((total.saturating_sub(count), end)),
        }
    }
}

impl fmt::Display for ByteRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::From(first) => write!(f, "bytes={first}-"),
            Self::Between(first, last) => write!(f, "bytes={first}-{last}"),
            Self::Last(count) => write!(f, "bytes=-{count}"),
        }
    }
}

/// Digits only: `u64::from_str` alone would take a plus sign.
fn number(text: &str) -> Option<u64> {
    if text.bytes().all(|b| b.is_ascii_digit()) {
        text.parse().ok()
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_header_is_read() {
        assert_eq!(
            ByteRange::parse("bytes=0-99"),
            Some(ByteRange::Between(0, 99))
        );
        assert_eq!(ByteRange::parse("bytes=100-"), Some(ByteRange::From(100)));
        assert_eq!(ByteRange::parse("bytes=-5"), Some(ByteRange::Last(5)));
        for ignored in [
            "",
            "bytes=",
            "bytes=-",
            "bytes=9-1",
            "bytes=0-1,4-5",
            "items=0-1",
        ] {
            assert_eq!(ByteRange::parse(ignored), None, "{ignored:?}");
        }
        for ignored in [
            "bytes=+1-2",
            "bytes=a-b",
            "bytes=99999999999999999999-",
            "bytes= 1-2",
        ] {
            assert_eq!(ByteRange::parse(ignored), None, "{ignored:?}");
        }
    }

    #[test]
    fn a_range_is_cut_to_the_object() {
        assert_eq!(ByteRange::Between(0, 99).within(10), Some((0, 9)));
        assert_eq!(ByteRange::From(3).within(10), Some((3, 9)));
        assert_eq!(ByteRange::Last(4).within(10), Some((6, 9)));
        assert_eq!(ByteRange::Last(40).within(10), Some((0, 9)));
        assert_eq!(ByteRange::From(10).within(10), None);
        assert_eq!(ByteRange::Last(0).within(10), None);
        assert_eq!(ByteRange::From(0).within(0), None);
    }
}
