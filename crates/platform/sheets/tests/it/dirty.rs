//! The residents' workbook as an office would send it: all that people do to a table in thirty lines.

use jiff::civil::date;
use sheets::{Finding, Findings, Mapping, NotDigits, Severity};

use crate::support::{DIRTY, read, residents};

#[test]
fn every_row_is_read_as_it_was_meant() {
    let workbook = read(DIRTY).unwrap();
    let table = residents(&workbook);
    assert_eq!(
        (table.sheet.name.as_str(), table.header_row),
        ("Penduduk", 1)
    );
    let mapping = Mapping::guess(&crate::support::RESIDENTS, &table.headers);
    let dates = table.dates(date(2026, 12, 1));

    let read: Vec<_> = table
        .rows()
        .iter()
        .map(|row| {
            let nik = mapping.cell(row, "nik").digits().unwrap().unwrap();
            let born = dates.read(mapping.cell(row, "born")).unwrap().unwrap();
            let name = mapping.cell(row, "name").line().unwrap();
            (row.number, nik, name, born)
        })
        .collect();

    let expected = [
        (2, "6303991708900001", "Budi Santoso", date(1990, 8, 17)),
        (3, "6303995203850002", "Ma'rufah", date(1985, 3, 12)),
        (
            4,
            "6303990101700003",
            "H. M. Syarwani, S.Pd.I",
            date(1970, 1, 1),
        ),
        (5, "6303994506600004", "Siti Aminah", date(1960, 6, 5)),
        (6, "6303995212050005", "Noor Hidayah", date(2005, 12, 12)),
        (7, "0", "Bayi Belum Ber-NIK", date(2026, 7, 1)),
        (8, "0", "Bayi Kedua Belum Ber-NIK", date(2026, 7, 2)),
        (9, "6303991708900001", "Budi Santosa", date(1990, 8, 17)),
    ]
    .map(|(row, nik, name, born)| (row, nik.to_owned(), name.to_owned(), born));
    assert_eq!(read, expected, "two blank rows at the end are no rows");
}

#[test]
fn neighbourhoods_are_what_people_see() {
    let workbook = read(DIRTY).unwrap();
    let table = residents(&workbook);
    let mapping = Mapping::guess(&crate::support::RESIDENTS, &table.headers);
    let rt: Vec<_> = table
        .rows()
        .iter()
        .map(|row| mapping.cell(row, "rt").line().unwrap())
        .collect();
    assert_eq!(rt, ["001", "1", "1", "RT 02", "2", "002", "002", "001"]);
    let whole: Vec<_> = table
        .rows()
        .iter()
        .map(|row| mapping.cell(row, "rt").whole())
        .collect();
    assert_eq!(whole[1], Ok(Some(1)));
    assert_eq!(whole[3], Err(NotDigits::Letters));
    assert_eq!(whole[4], Ok(Some(2)));
}

#[test]
fn dashes_and_blanks_are_nothing() {
    let workbook = read(DIRTY).unwrap();
    let table = residents(&workbook);
    let married = table
        .headers
        .iter()
        .position(|header| header == "Tanggal Perkawinan")
        .unwrap();
    let dates = table.dates(date(2026, 12, 1));
    for row in table.rows() {
        assert_eq!(
            dates.read(row.cell(married)),
            Ok(None),
            "row {}",
            row.number
        );
    }
}

#[test]
fn a_report_names_row_column_value_and_reason() {
    let workbook = read(DIRTY).unwrap();
    let table = residents(&workbook);
    let mut findings = Findings::new(100);
    for row in table.rows() {
        let digits = row.cell(0).digits().unwrap().unwrap_or_default();
        if digits.len() != 16 {
            let finding = Finding::new(row.number, Severity::Warning, "NIK belum ada.");
            findings.push(finding.at(table.column(0), row.cell(0)));
        }
    }
    assert_eq!(findings.count(Severity::Warning), 2);
    let first = findings.sorted()[0].clone();
    let column = first.column.unwrap();
    assert_eq!(
        (first.row, column.letter.as_str(), column.header.as_str()),
        (7, "A", "NIK")
    );

    let sent = read(&findings.export().to_xlsx().unwrap()).unwrap();
    assert_eq!(sent.sheets[0].rows.len(), 3);
    assert_eq!(
        sent.sheets[0].rows[1].cell(4).line().as_deref(),
        Some("Peringatan")
    );
}
