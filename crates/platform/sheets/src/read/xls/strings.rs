//! Texts in records: one or two bytes a letter, and cut at any letter where a record was full.

use super::records::{u16_at, u32_at};
use crate::ReadError;
use crate::limits::Budget;
use crate::text::tidy;

/// A text whose length takes one byte.
pub(super) fn short(data: &[u8]) -> Option<String> {
    let length = usize::from(*data.first()?);
    letters(data.get(1..)?, length)
}

/// A text whose length takes two bytes.
pub(super) fn long(data: &[u8]) -> Option<String> {
    let length = usize::from(u16_at(data, 0)?);
    letters(data.get(2..)?, length)
}

fn letters(data: &[u8], length: usize) -> Option<String> {
    let (flags, data) = data.split_first()?;
    let mut units = Vec::with_capacity(length.min(data.len()));
    let wide = flags & 1 == 1;
    push_units(
        &mut units,
        data.get(..length * if wide { 2 } else { 1 })?,
        wide,
    );
    Some(String::from_utf16_lossy(&units))
}

fn push_units(units: &mut Vec<u16>, data: &[u8], wide: bool) {
    if wide {
        let pairs = data.chunks_exact(2);
        units.extend(pairs.filter_map(|pair| u16_at(pair, 0)));
    } else {
        units.extend(data.iter().map(|byte| u16::from(*byte)));
    }
}

/// The table of shared texts, tidied.
pub(super) fn shared(parts: &[&[u8]], budget: &mut Budget) -> Result<Vec<String>, ReadError> {
    let mut source = Source {
        parts,
        part: 0,
        at: 8,
    };
    let count = parts
        .first()
        .and_then(|first| u32_at(first, 4))
        .unwrap_or(0);
    let mut strings = Vec::new();
    for _ in 0..count {
        budget.step()?;
        if source.ended() {
            break;
        }
        let text = source.text().ok_or(ReadError::Damaged)?;
        budget.unpack(u64::try_from(text.len()).unwrap_or(u64::MAX))?;
        strings.push(tidy(&text));
    }
    Ok(strings)
}

/// The table as it goes on from record to record.
struct Source<'a> {
    parts: &'a [&'a [u8]],
    part: usize,
    at: usize,
}

impl Source<'_> {
    fn rest(&self) -> &[u8] {
        self.parts
            .get(self.part)
            .and_then(|part| part.get(self.at..))
            .unwrap_or_default()
    }

    /// Goes on to the next record when this one is used up.
    fn settle(&mut self) {
        while self.rest().is_empty() && self.part + 1 < self.parts.len() {
            self.part += 1;
            self.at = 0;
        }
    }

    fn ended(&mut self) -> bool {
        self.settle();
        self.rest().is_empty()
    }

    fn byte(&mut self) -> Option<u8> {
        self.settle();
        let byte = *self.rest().first()?;
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        let mut value = 0usize;
        for place in 0..bytes {
            value |= usize::from(self.byte()?) << (8 * place);
        }
        Some(value)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.settle();
            let step = count.min(self.rest().len());
            if step == 0 {
                return None;
            }
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// One text with its formatting runs and reading aids, which are passed over.
    fn text(&mut self) -> Option<String> {
        let length = self.number(2)?;
        let flags = self.byte()?;
        let runs = if flags & 8 == 0 { 0 } else { self.number(2)? };
        let aids = if flags & 4 == 0 { 0 } else { self.number(4)? };
        let mut wide = flags & 1 == 1;
        let mut units = Vec::new();
        while units.len() < length {
            if self.rest().is_empty() {
                self.settle();
                // A record in the middle of a text begins with the width of its letters.
                wide = self.byte()? & 1 == 1;
            }
            let width = if wide { 2 } else { 1 };
            let fits = (self.rest().len() / width).min(length - units.len());
            if fits == 0 {
                return None;
            }
            let taken = fits * width;
            let data = self.rest().get(..taken)?;
            push_units(&mut units, data, wide);
            self.at += taken;
        }
        self.skip(runs * 4 + aids)?;
        Some(String::from_utf16_lossy(&units))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    #[test]
    fn texts_go_on_in_the_next_record() {
        // "Budi" in one, "Siti" cut after two letters and wide from there, a text with runs.
        let first: &[u8] = b"\x03\0\0\0\x03\0\0\0\x04\0\0Budi\x04\0\0Si";
        let second: &[u8] = b"\x01t\0i\0\x02\0\x08\x01\0Al\0\0";
        let third: &[u8] = b"\0\0";
        let mut budget = Budget::new(Limits::default());
        let strings = shared(&[first, second, third], &mut budget).unwrap();
        assert_eq!(strings, ["Budi", "Siti", "Al"]);
    }

    #[test]
    fn a_table_that_breaks_off_is_damaged() {
        let parts: [&[u8]; 1] = [b"\x01\0\0\0\x01\0\0\0\x09\0\0Bu"];
        let mut budget = Budget::new(Limits::default());
        assert_eq!(shared(&parts, &mut budget).err(), Some(ReadError::Damaged));
    }
}
