//! Crockford's base 32: digits and capitals without I, L, O and U, which people mix up.

const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Five bits a letter, the first bit first; the last letter is filled up with zeros.
pub fn write(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u16, 0);
    for byte in bytes {
        held = held << 8 | u16::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(letter(held >> bits));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(letter(held << (5 - bits)));
    }
    text
}

fn letter(value: u16) -> char {
    char::from(LETTERS[usize::from(value & 31)])
}

/// The letter that stands for five bits.
pub fn letter_of(value: u8) -> char {
    letter(value.into())
}

/// Reads what [`write`] wrote, also in small letters and with the letters people take for others. Bytes
/// have one text only: nothing for one that has a letter too many or ends with bits that are not zero.
pub fn read(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 5 / 8);
    let (mut held, mut bits) = (0_u16, 0);
    for letter in text.chars() {
        held = held << 5 | u16::from(value(letter)?);
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    (bits < 5 && held == 0).then_some(bytes)
}

/// What a letter stands for, however somebody typed it.
pub fn value(letter: char) -> Option<u8> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    let at = LETTERS
        .iter()
        .position(|known| char::from(*known) == letter)?;
    u8::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_one_text() {
        for (bytes, text) in [
            (b"".as_slice(), ""),
            (b"f", "CR"),
            (b"foobar", "CSQPYRK1E8"),
            (&[0xff; 5], "ZZZZZZZZ"),
        ] {
            assert_eq!(write(bytes), text);
            assert_eq!(read(text).as_deref(), Some(bytes), "{text}");
        }
        assert_eq!(read("csqpyrkie8").as_deref(), Some(b"foobar".as_slice()));
        for wrong in ["C", "CS", "CRU", "C R", "CSQPYRK1E80"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
