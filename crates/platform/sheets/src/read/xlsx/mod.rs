//! Workbooks of Excel since 2007, read part by part as they are unpacked.

mod cells;
mod parts;
mod strings;

use super::package::Package;
use super::xml::Xml;
use super::{Kind, formats::Format};
use crate::limits::Budget;
use crate::{Epoch, ReadError, Workbook};

pub(super) use cells::{NOT_COMPUTED, iso_date};

/// What cells refer to.
struct Shared {
    epoch: Epoch,
    strings: Vec<String>,
    formats: Vec<Format>,
}

pub(super) fn read(package: &mut Package, budget: &mut Budget) -> Result<Workbook, ReadError> {
    let main = parts::main_part(package, budget)?;
    let relations = parts::relations(package, &main, budget)?;
    let book = package.with(&main, budget, |source, budget| {
        parts::book(&mut Xml::new(source), budget)
    })?;
    let strings = match relations.of_kind("/sharedStrings") {
        Some(part) if package.has(part) => package.with(part, budget, |source, budget| {
            strings::read(&mut Xml::new(source), budget)
        })?,
        _ => Vec::new(),
    };
    let formats = match relations.of_kind("/styles") {
        Some(part) if package.has(part) => package.with(part, budget, |source, budget| {
            parts::formats(&mut Xml::new(source), budget)
        })?,
        _ => Vec::new(),
    };
    let shared = Shared {
        epoch: book.epoch,
        strings,
        formats,
    };
    let mut sheets = Vec::new();
    for listed in book.sheets.iter().filter(|sheet| sheet.visible) {
        let Some(part) = relations.worksheet(&listed.relation) else {
            continue; // a chart on a sheet of its own
        };
        sheets.push(package.with(part, budget, |source, budget| {
            cells::read(&mut Xml::new(source), &listed.name, &shared, budget)
        })?);
    }
    Ok(Workbook {
        kind: Kind::Xlsx,
        epoch: shared.epoch,
        sheets,
    })
}
