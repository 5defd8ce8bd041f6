//! Whether a JPEG is all there and of a kind the decoder gets right, because it reports success in
//! either case: it fills a missing end with grey, and makes garbage of one rare arrangement.

/// What the markers of a JPEG say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Jpeg {
    Sound,
    /// Its end is missing.
    CutOff,
    /// A scan per colour without progression. Valid but rare; zune-jpeg 0.5.15 decodes it to stripes
    /// (zune-image issue 422). Drop this case when that is mended in the version we use.
    ScanPerColour,
}

const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;
const BASELINE: u8 = 0xC0;
const EXTENDED: u8 = 0xC1;

/// Walks the segments and the compressed data up to the end-of-image marker. Phones append
/// trailers after it (motion photos, thumbnails); those do not matter.
pub(crate) fn examine(bytes: &[u8]) -> Jpeg {
    walk(bytes).unwrap_or(Jpeg::CutOff)
}

fn walk(bytes: &[u8]) -> Option<Jpeg> {
    let (mut at, mut colours, mut found) = (2, 1, Jpeg::Sound);
    loop {
        // In compressed data and between segments, everything up to the next FF is skipped.
        while *bytes.get(at)? != 0xFF {
            at += 1;
        }
        while *bytes.get(at)? == 0xFF {
            at += 1;
        }
        let marker = *bytes.get(at)?;
        at += 1;
        match marker {
            END_OF_IMAGE => return Some(found),
            // Stuffed bytes and markers without a length.
            0x00 | 0x01 | 0xD0..=0xD8 => continue,
            BASELINE | EXTENDED => colours = *bytes.get(at + 7)?,
            START_OF_SCAN if *bytes.get(at + 2)? < colours => found = Jpeg::ScanPerColour,
            _ => {}
        }
        let length = u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]);
        at += usize::from(length.max(2));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_must_be_there() {
        let cut = [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0xFF, 0xD9, 0xFF, 0xDA, 0, 3, 1, 0xFF, 0, 7,
        ];
        assert_eq!(
            examine(&cut),
            Jpeg::CutOff,
            "the D9 inside the segment is data"
        );
        let mut finished = cut.to_vec();
        finished.extend([0xFF, 0xD9]);
        assert_eq!(examine(&finished), Jpeg::Sound);
        finished.extend(b"trailer of a phone");
        assert_eq!(examine(&finished), Jpeg::Sound);
        assert_eq!(examine(&[]), Jpeg::CutOff);
        assert_eq!(examine(&[0xFF, 0xD8, 0xFF, 0xE1, 0xFF, 0xFF]), Jpeg::CutOff);
    }
}
