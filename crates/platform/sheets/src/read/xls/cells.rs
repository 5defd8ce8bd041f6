//! The cells of one sheet.

use super::globals::{Globals, Listed};
use super::records::{Record, Records, f64_at, u16_at, u32_at};
use super::strings;
use crate::limits::Budget;
use crate::read::sheet::Collector;
use crate::workbook::Merge;
use crate::{Cell, ReadError, Sheet};

pub(super) fn read(
    stream: &[u8],
    listed: &Listed,
    globals: &Globals,
    budget: &mut Budget,
) -> Result<Sheet, ReadError> {
    let mut sheet = Collector::new(listed.name.clone());
    let mut depth = 0usize;
    // The cell of a formula whose result is a text that comes in a record of its own.
    let mut awaited = None;
    let mut records = Records::from(stream, listed.start);
    while let Some(record) = records.next() {
        budget.step()?;
        let record = record?;
        match record.kind {
            0x0809 => depth += 1,
            0x000A if depth <= 1 => return sheet.finish(budget),
            0x000A => depth -= 1,
            // What is nested is a chart with cells of its own.
            _ if depth != 1 => {}
            0x00BD => several(&record, &mut sheet, globals, budget)?,
            0x00E5 => merges(&record, &mut sheet),
            0x0207 => {
                if let Some((row, column)) = awaited.take() {
                    let text = text_result(&record, &mut records);
                    sheet.put(row, column, Cell::from_text(&text), budget)?;
                }
            }
            0x0203 | 0x0204 | 0x0205 | 0x027E | 0x00D6 | 0x00FD | 0x0006 => {
                let row = u32::from(u16_at(record.data, 0).ok_or(ReadError::Damaged)?) + 1;
                let column = u32::from(u16_at(record.data, 2).ok_or(ReadError::Damaged)?);
                let cell = single(&record, globals).ok_or(ReadError::Damaged)?;
                awaited = (record.kind == 0x0006 && cell.is_empty()).then_some((row, column));
                sheet.put(row, column, cell, budget)?;
            }
            _ => {}
        }
    }
    Err(ReadError::Damaged)
}

/// A record that is one cell.
fn single(record: &Record, globals: &Globals) -> Option<Cell> {
    let style = u16_at(record.data, 4)?;
    let content = record.data.get(6..)?;
    Some(match record.kind {
        0x0203 => number(f64_at(content, 0)?, style, globals),
        0x027E => number(packed(u32_at(content, 0)?), style, globals),
        0x0204 | 0x00D6 => Cell::from_text(&strings::long(content)?),
        0x00FD => {
            let index = usize::try_from(u32_at(content, 0)?).ok()?;
            Cell::from_tidy(globals.strings.get(index)?.clone())
        }
        0x0205 => truth_or_error(*content.first()?, *content.get(1)?),
        _ => result(content.get(..8)?, style, globals)?,
    })
}

/// The last result of a formula; empty when it is a text of its own record.
fn result(content: &[u8], style: u16, globals: &Globals) -> Option<Cell> {
    if content.get(6..8)? != [0xFF, 0xFF] {
        return Some(number(f64_at(content, 0)?, style, globals));
    }
    let value = *content.get(2)?;
    Some(match content.first()? {
        1 => truth_or_error(value, 0),
        2 => truth_or_error(value, 1),
        _ => Cell::Empty,
    })
}

fn text_result(record: &Record, records: &mut Records) -> String {
    let mut data = record.data.to_vec();
    for part in records.continued() {
        // Each begins with the width of its letters; results this long are cut at 255 otherwise.
        data.extend(part.get(1..).unwrap_or_default());
    }
    strings::long(&data).unwrap_or_default()
}

fn number(value: f64, style: u16, globals: &Globals) -> Cell {
    if !value.is_finite() {
        return Cell::Error("#NUM!".to_owned());
    }
    let format = globals.formats.get(usize::from(style)).copied();
    format.unwrap_or_default().cell(value, None, globals.epoch)
}

/// Thirty bits of a number: a whole one or the upper half of a binary one, perhaps in hundredths.
fn packed(bits: u32) -> f64 {
    let value = if bits & 2 == 2 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 == 1 { value / 100.0 } else { value }
}

fn truth_or_error(value: u8, is_error: u8) -> Cell {
    if is_error == 0 {
        return Cell::Bool(value != 0);
    }
    let error = match value {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    };
    Cell::Error(error.to_owned())
}

/// A record of numbers side by side.
fn several(
    record: &Record,
    sheet: &mut Collector,
    globals: &Globals,
    budget: &mut Budget,
) -> Result<(), ReadError> {
    let row = u32::from(u16_at(record.data, 0).ok_or(ReadError::Damaged)?) + 1;
    let first = u32::from(u16_at(record.data, 2).ok_or(ReadError::Damaged)?);
    let end = record.data.len().saturating_sub(2);
    let content = record.data.get(4..end).ok_or(ReadError::Damaged)?;
    for (column, one) in (first..).zip(content.chunks_exact(6)) {
        if let (Some(style), Some(bits)) = (u16_at(one, 0), u32_at(one, 2)) {
            sheet.put(row, column, number(packed(bits), style, globals), budget)?;
        }
    }
    Ok(())
}

fn merges(record: &Record, sheet: &mut Collector) {
    for area in record.data.get(2..).unwrap_or_default().chunks_exact(8) {
        let at = |index| u16_at(area, index).map(u32::from);
        if let (Some(top), Some(bottom), Some(left), Some(right)) = (at(0), at(2), at(4), at(6)) {
            sheet.merge(Merge {
                first_row: top + 1,
                last_row: bottom + 1,
                first_column: left,
                last_column: right,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers_have_four_forms() {
        assert_eq!(packed((7 << 2) | 2), 7.0);
        assert_eq!(packed((-7i32 << 2).cast_unsigned() | 2), -7.0);
        assert_eq!(packed((250 << 2) | 3), 2.5);
        let half = u32::try_from(1.5f64.to_bits() >> 32).unwrap();
        assert_eq!(packed(half), 1.5);
    }

    #[test]
    fn results_of_formulas_have_kinds() {
        let globals = Globals::default();
        let read = |content: &[u8]| result(content, 0, &globals).unwrap();
        assert!(read(&[0, 0, 0, 0, 0, 0, 0xFF, 0xFF]).is_empty());
        assert!(read(&[1, 0, 1, 0, 0, 0, 0xFF, 0xFF]) == Cell::Bool(true));
        assert!(read(&[2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF]) == Cell::Error("#N/A".to_owned()));
        assert!(matches!(read(&2.5f64.to_le_bytes()), Cell::Number(number) if number.value == 2.5));
    }
}
