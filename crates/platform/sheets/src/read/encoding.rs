//! Which letters the bytes of a text stand for.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::ReadError;

/// UTF-8 and UTF-16 with or without a mark; what is neither is Windows-1252, as Excel writes it.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if bad {
            Err(ReadError::Damaged)
        } else {
            Ok(text)
        };
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        let (text, bad) = encoding.decode_without_bom_handling(bytes);
        return if bad {
            Err(ReadError::NotATable)
        } else {
            Ok(text)
        };
    }
    if bytes.contains(&0) {
        return Err(ReadError::NotATable);
    }
    let (text, bad) = UTF_8.decode_without_bom_handling(bytes);
    if !bad {
        return Ok(text);
    }
    Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0)
}

/// Every second byte of Latin text in UTF-16 is 0.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1000)];
    let zeros = |from: usize| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = head.len() / 2;
    match (zeros(0), zeros(1)) {
        (0, low) if low * 2 > half => Some(UTF_16LE),
        (high, 0) if high * 2 > half => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter()
            .chain(text.encode_utf16())
            .flat_map(bytes)
            .collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let text = "NIK;Nama\n1;José “Budi”\n";
        let windows = WINDOWS_1252.encode(text).0.into_owned();
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            utf16(text, true, u16::to_le_bytes),
            utf16(text, true, u16::to_be_bytes),
            utf16("NIK;Nama\n1;Jose\n", false, u16::to_le_bytes),
            utf16("NIK;Nama\n1;Jose\n", false, u16::to_be_bytes),
            windows,
        ] {
            let read = decode(&bytes).unwrap();
            assert!(read == text || read == "NIK;Nama\n1;Jose\n", "{read}");
        }
    }

    #[test]
    fn binary_is_no_text() {
        assert_eq!(decode(b"NIK\0\0\0;").err(), Some(ReadError::NotATable));
    }
}
