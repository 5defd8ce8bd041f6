//! The cells of one sheet.

use quick_xml::events::BytesStart;

use super::{Shared, strings};
use crate::limits::Budget;
use crate::read::sheet::Collector;
use crate::read::xml::{Node, Xml, attribute, count, ends, name};
use crate::text::{column_of, row_of};
use crate::workbook::Merge;
use crate::{Cell, DateReader, Epoch, ReadError, Sheet};

/// What a formula is that no program has computed yet.
pub(in crate::read) const NOT_COMPUTED: &str = "rumus belum dihitung";

/// Where reading has got to.
struct Place {
    row: u32,
    /// The column of the next cell that does not say its own.
    column: u32,
}

/// A cell that has begun.
struct Opened {
    row: u32,
    column: u32,
    kind: String,
    style: usize,
}

pub(super) fn read(
    xml: &mut Xml,
    title: &str,
    shared: &Shared,
    budget: &mut Budget,
) -> Result<Sheet, ReadError> {
    let mut sheet = Collector::new(title.to_owned());
    let mut place = Place { row: 0, column: 0 };
    let mut seen = false;
    loop {
        let opened = match xml.next(budget)? {
            Node::Start(element) => match name(&element) {
                "sheetData" => {
                    seen = true;
                    None
                }
                "row" => {
                    place.row = count(&element, "r").unwrap_or(place.row + 1);
                    place.column = 0;
                    None
                }
                "c" => Some(open(&element, &mut place)),
                "mergeCell" => {
                    let area = attribute(&element, "ref");
                    if let Some(merge) = area.as_deref().and_then(merge) {
                        sheet.merge(merge);
                    }
                    None
                }
                _ => None,
            },
            Node::Eof if seen => return sheet.finish(budget),
            Node::Eof => return Err(ReadError::Damaged),
            _ => None,
        };
        if let Some(opened) = opened {
            let cell = content(xml, &opened, shared, budget)?;
            sheet.put(opened.row, opened.column, cell, budget)?;
        }
    }
}

fn open(element: &BytesStart<'_>, place: &mut Place) -> Opened {
    let mut opened = Opened {
        row: place.row,
        column: place.column,
        kind: String::new(),
        style: 0,
    };
    // One walk over the attributes: a sheet may have millions of cells.
    for attribute in element.attributes().with_checks(false).flatten() {
        let value = attribute.value;
        match attribute.key.into_inner() {
            "r" => {
                opened.row = row_of(&value).unwrap_or(opened.row);
                opened.column = column_of(&value).unwrap_or(opened.column);
            }
            "t" => opened.kind = value.into_owned(),
            "s" => opened.style = value.parse().unwrap_or(0),
            _ => {}
        }
    }
    place.column = opened.column.saturating_add(1);
    opened
}

/// Reads on to the end of the cell.
fn content(
    xml: &mut Xml,
    opened: &Opened,
    shared: &Shared,
    budget: &mut Budget,
) -> Result<Cell, ReadError> {
    let mut value = None;
    let mut inline = None;
    let mut formula = false;
    loop {
        let part = match xml.next(budget)? {
            Node::Start(element) => match name(&element) {
                "v" => 'v',
                "is" => 'i',
                "f" => 'f',
                _ => ' ',
            },
            Node::End(element) if ends(&element, "c") => break,
            Node::Eof => return Err(ReadError::Damaged),
            _ => continue,
        };
        match part {
            'v' => value = Some(xml.text(budget)?),
            'i' => inline = Some(strings::rich_text(xml, "is", budget)?),
            'f' => {
                formula = true;
                xml.skip(budget)?;
            }
            _ => {}
        }
    }
    let value = value.unwrap_or_default();
    Ok(match opened.kind.as_str() {
        "inlineStr" => Cell::from_text(&inline.unwrap_or(value)),
        "str" => Cell::from_text(&strings::decode(&value)),
        "s" => {
            let index: usize = value.trim().parse().map_err(|_| ReadError::Damaged)?;
            let text = shared.strings.get(index).ok_or(ReadError::Damaged)?;
            Cell::from_tidy(text.clone())
        }
        "b" => Cell::Bool(matches!(value.trim(), "1" | "true")),
        "e" => Cell::Error(value.trim().to_owned()),
        "d" => iso_date(&value),
        _ if value.trim().is_empty() && formula => Cell::Error(NOT_COMPUTED.to_owned()),
        _ => number(value.trim(), opened, shared),
    })
}

fn number(text: &str, opened: &Opened, shared: &Shared) -> Cell {
    let format = shared
        .formats
        .get(opened.style)
        .copied()
        .unwrap_or_default();
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => format.cell(value, Some(text.to_owned()), shared.epoch),
        _ => Cell::from_text(text),
    }
}

/// `2005-12-12T00:00:00`, as some programs write dates.
pub(in crate::read) fn iso_date(text: &str) -> Cell {
    let cell = Cell::from_text(text);
    // ISO has years of four digits, so that today does not matter.
    match DateReader::new(jiff::civil::Date::MIN, Epoch::Year1900).read(&cell) {
        Ok(Some(date)) => Cell::Date(date),
        _ => cell,
    }
}

fn merge(area: &str) -> Option<Merge> {
    let (first, last) = area.split_once(':')?;
    Some(Merge {
        first_row: row_of(first)?,
        last_row: row_of(last)?,
        first_column: column_of(first)?,
        last_column: column_of(last)?,
    })
}
