//! Another reader of workbooks must see the same in every cell.

use std::io::Cursor;

use calamine::{Data, Reader};
use sheets::{Cell, Epoch, Workbook};

use crate::support::{DIRTY, XLS, XLS_1904, read};

/// What the other reader says of a cell, in our words.
fn in_our_words(data: &Data, epoch: Epoch) -> Cell {
    match data {
        Data::Empty => Cell::Empty,
        Data::String(text) => Cell::from_text(text),
        Data::Bool(value) => Cell::Bool(*value),
        Data::Float(value) => Cell::Number(sheets::Number::new(*value)),
        Data::Int(value) => Cell::Number(sheets::Number::new(*value as f64)),
        Data::DateTime(moment) => {
            assert_eq!(
                epoch,
                if moment.to_ymd_hms_milli().0 >= 1904 {
                    epoch
                } else {
                    Epoch::Year1900
                }
            );
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            let date = jiff::civil::date(
                year.try_into().unwrap(),
                month.try_into().unwrap(),
                day.try_into().unwrap(),
            );
            Cell::Date(date)
        }
        other => panic!("not in these files: {other:?}"),
    }
}

fn compare<R: Reader<Cursor<Vec<u8>>>>(
    theirs: &mut R,
    ours: &Workbook,
    filled: &[(u32, u32)],
) -> usize
where
    R::Error: std::fmt::Debug,
{
    let mut compared = 0;
    for sheet in &ours.sheets {
        let range = theirs.worksheet_range(&sheet.name).unwrap();
        let (first_row, first_column) = range.start().unwrap();
        for (row, column, data) in range.cells() {
            let (row, column) = (row + first_row as usize + 1, column + first_column as usize);
            let place = (u32::try_from(row).unwrap(), u32::try_from(column).unwrap());
            let mine = sheet.rows.iter().find(|other| other.number == place.0);
            let mine = mine.map_or(Cell::empty(), |other| other.cell(column));
            let yours = in_our_words(data, ours.epoch);
            let same = match (mine, &yours) {
                (Cell::Number(mine), Cell::Number(yours)) => mine.value == yours.value,
                (mine, yours) => mine == yours || filled.contains(&place),
            };
            assert!(
                same,
                "{} {place:?}: {:?} {:?}",
                sheet.name,
                mine.text(),
                yours.text()
            );
            compared += 1;
        }
    }
    compared
}

#[test]
fn both_readers_see_the_same() {
    let mut xlsx: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(DIRTY.to_vec())).unwrap();
    assert_eq!(compare(&mut xlsx, &read(DIRTY).unwrap(), &[]), 90);
    let mut xls: calamine::Xls<_> =
        calamine::open_workbook_from_rs(Cursor::new(XLS.to_vec())).unwrap();
    let merged = [(5, 4), (6, 4)];
    assert!(compare(&mut xls, &read(XLS).unwrap(), &merged) > 3_600);
    let mut xls: calamine::Xls<_> =
        calamine::open_workbook_from_rs(Cursor::new(XLS_1904.to_vec())).unwrap();
    assert_eq!(compare(&mut xls, &read(XLS_1904).unwrap(), &[]), 2);
}
