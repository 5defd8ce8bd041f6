//! Workbooks of LibreOffice.

use std::collections::HashSet;

use quick_xml::events::BytesStart;

use super::Kind;
use super::package::Package;
use super::sheet::Collector;
use super::xlsx::{NOT_COMPUTED, iso_date};
use super::xml::{Node, Xml, attribute, count, ends, name};
use crate::limits::Budget;
use crate::workbook::Merge;
use crate::{Cell, Epoch, Number, ReadError, Sheet, Workbook};

pub(super) fn read(package: &mut Package, budget: &mut Budget) -> Result<Workbook, ReadError> {
    if package.has("META-INF/manifest.xml")
        && package
            .text("META-INF/manifest.xml", budget)?
            .contains("encryption-data")
    {
        return Err(ReadError::Password);
    }
    let sheets = package.with("content.xml", budget, |source, budget| {
        content(&mut Xml::new(source), budget)
    })?;
    Ok(Workbook {
        kind: Kind::Ods,
        epoch: Epoch::Year1900,
        sheets,
    })
}

fn content(xml: &mut Xml, budget: &mut Budget) -> Result<Vec<Sheet>, ReadError> {
    let mut hidden = HashSet::new();
    let mut style = String::new();
    let mut sheets = Vec::new();
    let mut seen = false;
    loop {
        let opened = match xml.next(budget)? {
            Node::Start(element) => match name(&element) {
                "style" => {
                    style = attribute(&element, "style:name").unwrap_or_default();
                    None
                }
                "table-properties" => {
                    if attribute(&element, "table:display").as_deref() == Some("false") {
                        hidden.insert(style.clone());
                    }
                    None
                }
                "spreadsheet" => {
                    seen = true;
                    None
                }
                "table" => Some((
                    attribute(&element, "table:name").unwrap_or_default(),
                    attribute(&element, "table:style-name").unwrap_or_default(),
                )),
                _ => None,
            },
            Node::Eof if seen => return Ok(sheets),
            Node::Eof => return Err(ReadError::Damaged),
            _ => None,
        };
        match opened {
            Some((_, style)) if hidden.contains(&style) => xml.skip(budget)?,
            Some((title, _)) => sheets.push(table(xml, title, budget)?),
            None => {}
        }
    }
}

/// Reads on to the end of a table.
fn table(xml: &mut Xml, title: String, budget: &mut Budget) -> Result<Sheet, ReadError> {
    let mut sheet = Collector::new(title);
    let mut next_row = 1u32;
    loop {
        let repeated = match xml.next(budget)? {
            Node::Start(element) => match name(&element) {
                "table-row" => Some(count(&element, "table:number-rows-repeated").unwrap_or(1)),
                _ => None,
            },
            Node::End(element) if ends(&element, "table") => return sheet.finish(budget),
            Node::Eof => return Err(ReadError::Damaged),
            _ => None,
        };
        let Some(repeated) = repeated else { continue };
        let row = row(xml, budget)?;
        if !row.is_empty() {
            for number in next_row..next_row.saturating_add(repeated) {
                budget.step()?;
                for found in &row {
                    if let Some((rows, columns)) = found.spans {
                        sheet.merge(found.merge(number, rows, columns));
                    }
                    sheet.put(number, found.column, found.cell.clone(), budget)?;
                }
            }
        }
        next_row = next_row.saturating_add(repeated);
    }
}

struct Found {
    column: u32,
    cell: Cell,
    spans: Option<(u32, u32)>,
}

impl Found {
    fn merge(&self, row: u32, rows: u32, columns: u32) -> Merge {
        Merge {
            first_row: row,
            last_row: row.saturating_add(rows).saturating_sub(1),
            first_column: self.column,
            last_column: self.column.saturating_add(columns).saturating_sub(1),
        }
    }
}

/// The cells of a row that hold something, up to its end.
fn row(xml: &mut Xml, budget: &mut Budget) -> Result<Vec<Found>, ReadError> {
    let mut found = Vec::new();
    let mut column = 0u32;
    loop {
        let opened = match xml.next(budget)? {
            Node::Start(element) if name(&element).ends_with("table-cell") => {
                Some(Opened::new(&element))
            }
            Node::End(element) if ends(&element, "table-row") => return Ok(found),
            Node::Eof => return Err(ReadError::Damaged),
            _ => None,
        };
        let Some(opened) = opened else { continue };
        let text = paragraphs(xml, &opened.tag, budget)?;
        let cell = opened.cell(&text);
        let end = column.saturating_add(opened.repeated);
        if !cell.is_empty() {
            budget.column(end.saturating_sub(1))?;
            for column in column..end {
                found.push(Found {
                    column,
                    cell: cell.clone(),
                    spans: opened.spans,
                });
            }
        }
        column = end;
    }
}

/// A cell that has begun.
struct Opened {
    tag: String,
    repeated: u32,
    spans: Option<(u32, u32)>,
    kind: String,
    value: String,
    error: bool,
    formula: bool,
}

impl Opened {
    fn new(element: &BytesStart<'_>) -> Self {
        let get = |wanted| attribute(element, wanted);
        let kind = get("office:value-type").unwrap_or_default();
        let value = match kind.as_str() {
            "date" => get("office:date-value"),
            "boolean" => get("office:boolean-value"),
            "string" => get("office:string-value"),
            _ => get("office:value"),
        };
        let rows = count(element, "table:number-rows-spanned").unwrap_or(1);
        let columns = count(element, "table:number-columns-spanned").unwrap_or(1);
        Self {
            tag: name(element).to_owned(),
            repeated: count(element, "table:number-columns-repeated").unwrap_or(1),
            spans: (rows > 1 || columns > 1).then_some((rows, columns)),
            error: get("calcext:value-type").as_deref() == Some("error"),
            formula: get("table:formula").is_some(),
            kind,
            value: value.unwrap_or_default(),
        }
    }

    fn cell(&self, text: &str) -> Cell {
        if self.error {
            return Cell::Error(text.to_owned());
        }
        match self.kind.as_str() {
            "float" | "currency" | "percentage" => self.number(text),
            "date" => iso_date(&self.value),
            "boolean" => Cell::Bool(self.value == "true"),
            "" if self.formula && text.is_empty() => Cell::Error(NOT_COMPUTED.to_owned()),
            _ if text.is_empty() => Cell::from_text(&self.value),
            _ => Cell::from_text(text),
        }
    }

    fn number(&self, text: &str) -> Cell {
        match self.value.trim().parse::<f64>() {
            Ok(value) if value.is_finite() => Cell::Number(Number {
                value,
                zeros: zeros(text, value),
                shown: Some(self.value.trim().to_owned()),
            }),
            _ => Cell::from_text(text),
        }
    }
}

/// `001` is shown for 1: the format has three digits.
fn zeros(text: &str, value: f64) -> u8 {
    let padded = text.len() > 1 && text.starts_with('0');
    if padded && text.bytes().all(|byte| byte.is_ascii_digit()) && text.parse() == Ok(value) {
        u8::try_from(text.len()).unwrap_or(0)
    } else {
        0
    }
}

/// The text of a cell up to its end: paragraphs are lines; comments do not count.
fn paragraphs(xml: &mut Xml, tag: &str, budget: &mut Budget) -> Result<String, ReadError> {
    let mut all = String::new();
    let mut inside = 0usize;
    let mut begun = false;
    loop {
        let mut comment = false;
        match xml.next(budget)? {
            Node::Start(element) => match name(&element) {
                "annotation" => comment = true,
                "p" => {
                    if begun {
                        all.push('\n');
                    }
                    begun = true;
                    inside += 1;
                }
                "s" if inside > 0 => {
                    let blanks = count(&element, "text:c").unwrap_or(1).min(100);
                    all.extend((0..blanks).map(|_| ' '));
                }
                "tab" if inside > 0 => all.push('\t'),
                "line-break" if inside > 0 => all.push('\n'),
                _ => {}
            },
            Node::End(element) if ends(&element, tag) => return Ok(all),
            Node::End(element) if ends(&element, "p") => inside = inside.saturating_sub(1),
            Node::Text(text) if inside > 0 => all.push_str(&text),
            Node::Eof => return Err(ReadError::Damaged),
            _ => {}
        }
        if comment {
            xml.skip(budget)?;
        }
    }
}
