//! Files that were made to hurt, or grew out of hand.

use std::fmt::Write as _;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};

use sheets::{Limits, ReadError};
use zip::write::SimpleFileOptions;

use crate::support::{DIRTY, Xlsx, ods, read};

/// A workbook whose only sheet is a text that is repeated, written without having it in memory.
fn repeated_sheet(start: &str, part: &str, times: usize, end: &str) -> Vec<u8> {
    let plain = Xlsx::new().sheet("Data", "<sheetData/>").bytes();
    let mut archive = zip::ZipArchive::new(Cursor::new(plain)).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let file = archive.by_index_raw(index).unwrap();
        if !file.name().unwrap().starts_with("xl/worksheets") {
            zip.raw_copy_file(file).unwrap();
        }
    }
    let options = SimpleFileOptions::default().compression_level(Some(1));
    zip.start_file("xl/worksheets/sheet0.xml", options).unwrap();
    zip.write_all(start.as_bytes()).unwrap();
    let block = part.repeat(1000);
    for _ in 0..times / 1000 {
        zip.write_all(block.as_bytes()).unwrap();
    }
    zip.write_all(end.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

fn within<T>(seconds: u64, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    let took = start.elapsed();
    assert!(took < Duration::from_secs(seconds), "took {took:?}");
    result
}

#[test]
fn a_zip_bomb_is_refused_before_it_is_unpacked() {
    let bomb = repeated_sheet(
        "<worksheet><sheetData>",
        &" ".repeat(1000),
        300_000,
        "</sheetData></worksheet>",
    );
    assert!(bomb.len() < 3_000_000, "{} bytes become 300 MB", bomb.len());
    let start = Instant::now();
    let error = read(&bomb).err();
    assert_eq!(error, Some(ReadError::Bomb { limit: 200_000_000 }));
    assert!(
        start.elapsed() < Duration::from_millis(200),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_zip_that_lies_about_its_size_is_counted() {
    let mut liar = repeated_sheet(
        "<worksheet><sheetData>",
        &" ".repeat(1000),
        30_000,
        "</sheetData></worksheet>",
    );
    // In both headers of the file: the true size becomes 1,000 bytes.
    let size = u32::try_from(22 + 30_000_000 + 24).unwrap().to_le_bytes();
    let places: Vec<usize> = liar
        .windows(4)
        .enumerate()
        .filter(|(_, bytes)| *bytes == size)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty());
    for at in places {
        liar[at..at + 4].copy_from_slice(&1000u32.to_le_bytes());
    }
    let limits = Limits {
        unpacked: 1_000_000,
        ..Limits::default()
    };
    let error = within(5, || sheets::read(&liar, &limits)).err();
    // Already while it is unpacked, one way or the other.
    assert!(
        matches!(error, Some(ReadError::Bomb { .. } | ReadError::Damaged)),
        "{error:?}"
    );
}

#[test]
fn forty_megabytes_are_refused_at_once() {
    let mut big = DIRTY.to_vec();
    big.resize(40_000_000, 0);
    let error = within(1, || read(&big)).unwrap_err();
    assert_eq!(error, ReadError::TooBig { limit: 20_000_000 });
    assert!(error.to_string().contains("20 MB"), "{error}");
}

#[test]
fn a_million_blank_rows_cost_little() {
    let file = repeated_sheet(
        "<worksheet><sheetData><row r=\"1\"><c t=\"inlineStr\"><is><t>NIK</t></is></c></row>",
        "<row s=\"1\" customFormat=\"1\"><c s=\"1\"/><c s=\"1\"/></row>",
        1_000_000,
        "</sheetData></worksheet>",
    );
    let limits = Limits {
        rows: 10,
        time: Duration::from_secs(60),
        ..Limits::default()
    };
    let start = Instant::now();
    let workbook = sheets::read(&file, &limits).unwrap();
    println!("{} bytes read in {:?}", file.len(), start.elapsed());
    assert_eq!(workbook.sheets[0].rows.len(), 1);
}

#[test]
fn rows_and_columns_count_where_something_stands() {
    let rows = |count: usize| {
        let mut data = String::new();
        for row in 1..=count {
            write!(
                data,
                "<row r=\"{0}\"><c r=\"A{0}\"><v>1</v></c><c r=\"XFD{0}\" s=\"1\"/></row>",
                row * 50
            )
            .unwrap();
        }
        Xlsx::new()
            .sheet("Data", &format!("<sheetData>{data}</sheetData>"))
            .bytes()
    };
    let limits = Limits {
        rows: 100,
        columns: 20,
        ..Limits::default()
    };
    assert_eq!(
        sheets::read(&rows(100), &limits).unwrap().sheets[0].rows[99].number,
        5000
    );
    let error = sheets::read(&rows(101), &limits).err();
    assert_eq!(error, Some(ReadError::TooManyRows { limit: 100 }));
    let wide = Xlsx::new().sheet(
        "Data",
        "<sheetData><row><c r=\"U1\"><v>1</v></c></row></sheetData>",
    );
    let error = sheets::read(&wide.bytes(), &limits).err();
    assert_eq!(error, Some(ReadError::TooManyColumns { limit: 20 }));
}

#[test]
fn cells_of_all_sheets_are_counted() {
    let rows: [&[&str]; 2] = [&["1", "2", "3"], &["4", "5"]];
    let file = Xlsx::new().rows("A", &rows).rows("B", &rows).bytes();
    let limits = |cells| Limits {
        cells,
        ..Limits::default()
    };
    assert!(sheets::read(&file, &limits(10)).is_ok());
    let error = sheets::read(&file, &limits(9)).err();
    assert_eq!(error, Some(ReadError::TooManyCells { limit: 9 }));
}

#[test]
fn one_long_text_in_many_cells_counts_each_time() {
    let long = "x".repeat(30_000);
    let mut data = String::from("<sheetData>");
    for _ in 0..500 {
        data.push_str("<row>");
        data.push_str(&"<c t=\"s\"><v>0</v></c>".repeat(50));
        data.push_str("</row>");
    }
    data.push_str("</sheetData>");
    let file = Xlsx::new().strings(&[&long]).sheet("Data", &data).bytes();
    let error = within(10, || read(&file)).err();
    assert_eq!(error, Some(ReadError::Bomb { limit: 200_000_000 }));
}

#[test]
fn repetitions_of_libreoffice_are_bounded() {
    let cell = "<table:table-cell office:value-type=\"string\" table:number-columns-repeated=\"4000000000\">\
                <text:p>x</text:p></table:table-cell>";
    let row = |attributes: &str, cells: &str| {
        ods(
            "",
            &format!(
                "<table:table><table:table-row {attributes}>{cells}</table:table-row></table:table>"
            ),
        )
    };
    let error = within(5, || read(&row("", cell))).err();
    assert_eq!(error, Some(ReadError::TooManyColumns { limit: 256 }));
    let one = cell.replace("4000000000", "1");
    let error = within(5, || {
        read(&row("table:number-rows-repeated=\"4000000000\"", &one))
    })
    .err();
    assert_eq!(error, Some(ReadError::TooManyRows { limit: 20_000 }));
    let blank = "<table:table-cell table:number-columns-repeated=\"4000000000\"/>";
    let error = within(5, || {
        read(&row("table:number-rows-repeated=\"4000000000\"", blank))
    })
    .err();
    assert_eq!(error, Some(ReadError::NoData));
}

#[test]
fn reading_ends_when_its_time_is_over() {
    let file = repeated_sheet(
        "<worksheet><sheetData>",
        "<row><c/><c/><c/></row>",
        1_000_000,
        "</sheetData></worksheet>",
    );
    let limits = Limits {
        time: Duration::from_millis(50),
        ..Limits::default()
    };
    let error = within(2, || sheets::read(&file, &limits)).err();
    assert_eq!(error, Some(ReadError::TooSlow));
}

#[test]
fn merged_areas_of_a_whole_sheet_cost_little() {
    let merges = "<mergeCell ref=\"A1:A1048576\"/>".repeat(20_000);
    let mut data = String::from("<sheetData>");
    for _ in 0..2000 {
        data.push_str("<row><c><v>1</v></c></row>");
    }
    let file = Xlsx::new()
        .sheet(
            "Data",
            &format!("{data}</sheetData><mergeCells>{merges}</mergeCells>"),
        )
        .bytes();
    within(20, || read(&file)).unwrap();
}

#[test]
fn entities_are_not_expanded() {
    let file = Xlsx::new()
        .sheet(
            "Data",
            "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><sheetData><row>\
             <c t=\"inlineStr\"><is><t>x&b;y</t></is></c></row></sheetData>",
        )
        .bytes();
    if let Ok(workbook) = read(&file) {
        assert_eq!(
            workbook.sheets[0].rows[0].cell(0).text().as_deref(),
            Some("xy")
        );
    }
}

#[test]
fn ten_thousand_residents_are_read_and_written_quickly() {
    let mut export = sheets::Export::new("Penduduk").columns((0..30).map(|n| format!("Kolom {n}")));
    for row in 0..10_000 {
        let cells = (0..30).map(|column| sheets::Cell::from_text(&format!("Isi {row} {column}")));
        export.rows.push(cells.collect());
    }
    let start = Instant::now();
    let file = export.to_xlsx().unwrap();
    let written = start.elapsed();
    let workbook = read(&file).unwrap();
    let took = start.elapsed() - written;
    println!(
        "300,000 cells: written in {written:?}, {} bytes, read in {took:?}",
        file.len()
    );
    assert_eq!(workbook.sheets[0].rows.len(), 10_001);
    assert!(written + took < Duration::from_secs(30));
}
