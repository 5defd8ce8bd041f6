//! Workbooks in which a text is a text: nothing in them is computed, and no digit is lost.

use rust_xlsxwriter::{DocProperties, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::Column;
use crate::dates::serial;
use crate::text::line;
use crate::{Cell, Export, Number, WriteError};

/// The format `@`.
const TEXT: u8 = 49;
/// Letters of the widest column that nobody asked for.
const WIDEST: usize = 50;
/// Rows that are looked at for the width of a column.
const MEASURED: usize = 500;

struct Formats {
    header: Format,
    text: Format,
    number: Format,
    date: Format,
}

/// A workbook of several sheets.
///
/// # Errors
/// When there is more than a sheet or a cell of Excel holds, or two sheets have the same name.
pub fn to_xlsx(sheets: &[Export]) -> Result<Vec<u8>, WriteError> {
    let formats = Formats {
        header: Format::new()
            .set_num_format_index(TEXT)
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Top),
        text: Format::new().set_num_format_index(TEXT),
        number: Format::new(),
        date: Format::new().set_num_format("dd-mm-yyyy"),
    };
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new());
    for export in sheets {
        let sheet = workbook.add_worksheet();
        fill(sheet, export, &formats).map_err(|error| reason(&error))?;
    }
    workbook.save_to_buffer().map_err(|error| reason(&error))
}

fn fill(sheet: &mut Worksheet, export: &Export, formats: &Formats) -> Result<(), XlsxError> {
    sheet.set_name(sheet_name(&export.sheet))?;
    for (index, column) in export.columns.iter().enumerate() {
        let at = small(index)?;
        sheet.set_column_width(at, width(export, index, column))?;
        // Blank cells too: who types a NIK into the template types a text.
        sheet.set_column_format(at, &formats.text)?;
        sheet.write_string_with_format(0, at, column.header.as_str(), &formats.header)?;
    }
    let first = u32::from(!export.columns.is_empty());
    if first == 1 {
        sheet.set_freeze_panes(1, 0)?;
    }
    for (row, cells) in (first..).zip(&export.rows) {
        for (index, cell) in cells.iter().enumerate() {
            write(sheet, (row, small(index)?), cell, formats)?;
        }
    }
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) | Cell::Error(text) => {
            sheet.write_string_with_format(row, column, text.as_str(), &formats.text)?;
        }
        Cell::Number(number) => {
            let format = number_format(number);
            let format = format.as_ref().unwrap_or(&formats.number);
            sheet.write_number_with_format(row, column, number.value, format)?;
        }
        Cell::Bool(value) => {
            sheet.write_boolean_with_format(row, column, *value, &formats.number)?;
        }
        Cell::Date(date) => match serial(*date) {
            Some(days) => {
                sheet.write_number_with_format(row, column, days, &formats.date)?;
            }
            // Excel has no days before 1900.
            None => {
                let text = cell.text().unwrap_or_default();
                sheet.write_string_with_format(row, column, text, &formats.text)?;
            }
        },
    }
    Ok(())
}

fn number_format(number: &Number) -> Option<Format> {
    let zeros = "0".repeat(usize::from(number.zeros));
    (number.zeros > 1).then(|| Format::new().set_num_format(zeros))
}

fn width(export: &Export, index: usize, column: &Column) -> f64 {
    if let Some(width) = column.width {
        return width;
    }
    let letters = |text: &str| text.chars().count();
    let cells = export
        .rows
        .iter()
        .take(MEASURED)
        .filter_map(|row| row.get(index));
    let longest = cells
        .filter_map(|cell| cell.line())
        .map(|text| letters(&text))
        .max()
        .unwrap_or(0);
    let letters = longest
        .max(letters(&line(&column.header)).min(20))
        .clamp(6, WIDEST);
    f64::from(u32::try_from(letters).unwrap_or(0)) + 2.0
}

/// What Excel takes for the name of a sheet.
fn sheet_name(name: &str) -> String {
    let allowed = name.chars().map(|letter| match letter {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' => '-',
        letter => letter,
    });
    let name: String = allowed.collect();
    let name: String = name.trim_matches(['\'', ' ']).chars().take(28).collect();
    let name = name.trim_end_matches(['\'', ' ']);
    if name.is_empty() {
        "Data".to_owned()
    } else {
        name.to_owned()
    }
}

fn small(index: usize) -> Result<u16, XlsxError> {
    u16::try_from(index).map_err(|_| XlsxError::RowColumnLimitError)
}

fn reason(error: &XlsxError) -> WriteError {
    match error {
        XlsxError::MaxStringLengthExceeded => WriteError::TextTooLong,
        XlsxError::RowColumnLimitError => WriteError::TooManyCells,
        XlsxError::SheetnameReused(name) => WriteError::SheetName(name.clone()),
        other => WriteError::Other(other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_sheets_are_made_fit() {
        for (name, fit) in [
            ("Penduduk", "Penduduk"),
            ("RT 01/RW 02", "RT 01-RW 02"),
            ("'x'", "x"),
            ("", "Data"),
            (
                "Data kependudukan Desa Pembantanan 2026",
                "Data kependudukan Desa Pemba",
            ),
        ] {
            assert_eq!(sheet_name(name), fit);
        }
    }
}
