//! The records of a workbook stream: a type, a length, and that many bytes.

use crate::ReadError;

/// Walks over the records from some place on.
pub(super) struct Records<'a> {
    stream: &'a [u8],
    at: usize,
}

pub(super) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
}

pub(super) const CONTINUE: u16 = 0x003C;

impl<'a> Records<'a> {
    pub fn from(stream: &'a [u8], at: usize) -> Self {
        Self { stream, at }
    }

    /// The parts with which the record just read goes on.
    pub fn continued(&mut self) -> Vec<&'a [u8]> {
        let mut parts = Vec::new();
        while self.peek() == Some(CONTINUE) {
            match self.next() {
                Some(Ok(record)) => parts.push(record.data),
                _ => break,
            }
        }
        parts
    }

    fn peek(&self) -> Option<u16> {
        u16_at(self.stream, self.at)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Result<Record<'a>, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        let kind = u16_at(self.stream, self.at)?;
        let length = usize::from(u16_at(self.stream, self.at + 2)?);
        let start = self.at + 4;
        let Some(data) = self.stream.get(start..start + length) else {
            return Some(Err(ReadError::Damaged));
        };
        self.at = start + length;
        Some(Ok(Record { kind, data }))
    }
}

pub(super) fn u16_at(data: &[u8], at: usize) -> Option<u16> {
    let bytes = data.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn u32_at(data: &[u8], at: usize) -> Option<u32> {
    let bytes = data.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

pub(super) fn f64_at(data: &[u8], at: usize) -> Option<f64> {
    let bytes = data.get(at..at.checked_add(8)?)?;
    Some(f64::from_le_bytes(bytes.try_into().ok()?))
}
