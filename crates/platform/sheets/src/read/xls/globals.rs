//! What the sheets of a workbook share: their list, texts, formats, and where dates begin.

use std::collections::HashMap;

use super::records::{Record, Records, u16_at, u32_at};
use super::strings;
use crate::limits::Budget;
use crate::read::formats::Format;
use crate::text::tidy;
use crate::{Epoch, ReadError};

const MOST_SHEETS: usize = 200;

#[derive(Default)]
pub(super) struct Globals {
    pub epoch: Epoch,
    pub sheets: Vec<Listed>,
    pub strings: Vec<String>,
    /// By cell style.
    pub formats: Vec<Format>,
}

pub(super) struct Listed {
    pub name: String,
    pub visible: bool,
    /// Where its records begin.
    pub start: usize,
}

pub(super) fn read(stream: &[u8], budget: &mut Budget) -> Result<Globals, ReadError> {
    let mut globals = Globals::default();
    let mut own = HashMap::new();
    let mut styles = Vec::new();
    let mut records = Records::from(stream, 0);
    let first = records.next().ok_or(ReadError::Damaged)??;
    if first.kind != 0x0809 {
        return Err(ReadError::Damaged);
    }
    if u16_at(first.data, 0) != Some(0x0600) {
        return Err(ReadError::OldExcel);
    }
    while let Some(record) = records.next() {
        budget.step()?;
        let record = record?;
        match record.kind {
            0x000A => break,
            0x002F => return Err(ReadError::Password),
            0x0022 if u16_at(record.data, 0) == Some(1) => globals.epoch = Epoch::Year1904,
            0x041E => {
                let id = u16_at(record.data, 0).ok_or(ReadError::Damaged)?;
                let code = strings::long(record.data.get(2..).unwrap_or_default());
                own.insert(id, Format::from_code(&code.unwrap_or_default()));
            }
            0x00E0 => styles.push(u16_at(record.data, 2).unwrap_or(0)),
            0x0085 if globals.sheets.len() < MOST_SHEETS => {
                globals.sheets.extend(listed(&record)?);
            }
            0x00FC => {
                let mut parts = vec![record.data];
                parts.extend(records.continued());
                globals.strings = strings::shared(&parts, budget)?;
            }
            _ => {}
        }
    }
    let format = |id: u16| {
        own.get(&id)
            .copied()
            .unwrap_or_else(|| Format::built_in(u32::from(id)))
    };
    globals.formats = styles.into_iter().map(format).collect();
    if globals.sheets.is_empty() {
        return Err(ReadError::Damaged);
    }
    Ok(globals)
}

/// A sheet of cells; charts and macros are none.
fn listed(record: &Record) -> Result<Option<Listed>, ReadError> {
    let start = u32_at(record.data, 0).ok_or(ReadError::Damaged)?;
    let (state, kind) = match record.data.get(4..6) {
        Some([state, kind]) => (state & 0b11, kind),
        _ => return Err(ReadError::Damaged),
    };
    if *kind != 0 {
        return Ok(None);
    }
    let name = strings::short(record.data.get(6..).unwrap_or_default());
    Ok(Some(Listed {
        name: tidy(&name.ok_or(ReadError::Damaged)?),
        visible: state == 0,
        start: usize::try_from(start).map_err(|_| ReadError::Damaged)?,
    }))
}
