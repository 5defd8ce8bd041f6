//! Workbooks of Excel 97 to 2003: records in a compound file.
//!
//! They are read here and not by a library because a small one may ask a library for a large amount
//! of memory: a cell in the last corner, or one long text in each of four million cells.

mod cells;
mod globals;
mod records;
mod strings;

use std::io::{Cursor, Read};

use super::Kind;
use crate::limits::Budget;
use crate::{ReadError, Workbook};

pub(super) fn read(bytes: &[u8], budget: &mut Budget) -> Result<Workbook, ReadError> {
    let stream = workbook_stream(bytes, budget)?;
    let globals = globals::read(&stream, budget)?;
    let mut sheets = Vec::new();
    for listed in globals.sheets.iter().filter(|sheet| sheet.visible) {
        sheets.push(cells::read(&stream, listed, &globals, budget)?);
    }
    Ok(Workbook {
        kind: Kind::Xls,
        epoch: globals.epoch,
        sheets,
    })
}

/// The stream that holds all records. Other streams say what else such a file may be.
fn workbook_stream(bytes: &[u8], budget: &mut Budget) -> Result<Vec<u8>, ReadError> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| ReadError::Damaged)?;
    if file.is_stream("/EncryptedPackage") {
        return Err(ReadError::Password);
    }
    if !file.is_stream("/Workbook") {
        let old = file.is_stream("/Book");
        let text = file.is_stream("/WordDocument") || file.is_stream("/PowerPoint Document");
        return Err(if old {
            ReadError::OldExcel
        } else if text {
            ReadError::Document
        } else {
            ReadError::NotATable
        });
    }
    let source = file
        .open_stream("/Workbook")
        .map_err(|_| ReadError::Damaged)?;
    let limit = budget.limits.bytes;
    let mut stream = Vec::new();
    source
        .take(limit.saturating_add(1))
        .read_to_end(&mut stream)
        .map_err(|_| ReadError::Damaged)?;
    budget.unpack(u64::try_from(stream.len()).unwrap_or(u64::MAX))?;
    if u64::try_from(stream.len()).unwrap_or(u64::MAX) > limit {
        return Err(ReadError::Damaged);
    }
    Ok(stream)
}
