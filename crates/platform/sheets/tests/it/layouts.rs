//! Tables that do not begin in the first cell of the first sheet.

use jiff::civil::date;
use sheets::{Cell, Epoch, Kind, Mapping, ReadError};

use crate::support::{OPENPYXL, RESIDENTS, XLS, XLS_1904, Xlsx, ods, read, residents, text, texts};

#[test]
fn the_header_may_be_in_the_third_row() {
    let file = Xlsx::new()
        .rows(
            "Data",
            &[
                &["DAFTAR PENDUDUK DESA"],
                &[""],
                &["No", "Nama Lengkap", "NIK"],
                &["1", "Budi", "6303991708900001"],
            ],
        )
        .bytes();
    let workbook = read(&file).unwrap();
    let table = residents(&workbook);
    assert_eq!(table.header_row, 3);
    assert_eq!(table.rows().len(), 1);
    assert_eq!(table.rows()[0].number, 4);
    assert_eq!(table.column(2).letter, "C");
}

#[test]
fn a_header_below_the_twentieth_row_is_not_searched() {
    let mut rows: Vec<&[&str]> = vec![&["catatan"]; 20];
    rows.push(&["NIK", "Nama"]);
    let file = Xlsx::new().rows("Data", &rows).bytes();
    let workbook = read(&file).unwrap();
    let best = workbook.best(|headers| sheets::score(&RESIDENTS, headers));
    assert_eq!(best.err(), Some(ReadError::NoHeader));
    let chosen = workbook.table("Data", 21).unwrap();
    assert_eq!(chosen.headers, ["NIK", "Nama"]);
}

#[test]
fn the_best_of_several_sheets_is_taken_and_the_others_are_listed() {
    let file = Xlsx::new()
        .rows("Petunjuk", &[&["Cara mengisi"], &["NIK harus 16 angka"]])
        .rows("Lama", &[&["NIK", "Nama"], &["1", "Budi"]])
        .sheet_in_state(
            "Tersembunyi",
            "hidden",
            "<sheetData><row><c t=\"inlineStr\"><is><t>NIK</t></is></c></row></sheetData>",
        )
        .rows(
            "Penduduk",
            &[&["NIK", "Nama", "No KK", "RT"], &["1", "Siti", "2", "003"]],
        )
        .bytes();
    let workbook = read(&file).unwrap();
    let names: Vec<_> = workbook
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(names, ["Petunjuk", "Lama", "Penduduk"]);
    let table = residents(&workbook);
    assert_eq!(table.sheet.name, "Penduduk");
    assert_eq!(table.alternatives.len(), 1);
    let other = &table.alternatives[0];
    assert_eq!(
        (other.sheet.as_str(), other.header_row, other.rows),
        ("Lama", 1, 1)
    );
    let chosen = workbook.table(&other.sheet, other.header_row).unwrap();
    assert_eq!(text(chosen.rows()[0].cell(1)), "Budi");
}

#[test]
fn merged_headers_are_joined_and_merged_families_are_filled() {
    let cell =
        |at: &str, text: &str| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = [
        cell("A1", "BUKU INDUK PENDUDUK"),
        cell("A3", "No KK") + &cell("B3", "NIK") + &cell("C3", "Nama") + &cell("D3", "Kelahiran"),
        cell("D4", "Tempat") + &cell("E4", "Tanggal"),
        cell("A5", "(1)") + &cell("B5", "(2)") + &cell("C5", "(3)") + &cell("D5", "(4)"),
        cell("A6", "63039901")
            + &cell("B6", "11")
            + &cell("C6", "Budi")
            + &cell("E6", "17-08-1990"),
        cell("B7", "12") + &cell("C7", "Siti"),
        cell("B8", "13") + &cell("C8", "Ali"),
        cell("B9", "14") + &cell("C9", "Sendiri"),
    ];
    let data: String = rows
        .iter()
        .map(|cells| format!("<row>{cells}</row>"))
        .collect();
    let data = data.replacen("</row>", "</row><row r=\"2\"/>", 1);
    let merges = ["A1:E1", "A3:A4", "B3:B4", "C3:C4", "D3:E3", "A6:A8"];
    let merges: String = merges
        .map(|area| format!("<mergeCell ref=\"{area}\"/>"))
        .concat();
    let file = Xlsx::new()
        .sheet(
            "B",
            &format!("<sheetData>{data}</sheetData><mergeCells>{merges}</mergeCells>"),
        )
        .bytes();

    let workbook = read(&file).unwrap();
    let table = residents(&workbook);
    assert_eq!(table.header_row, 3);
    assert_eq!(
        table.headers,
        [
            "No KK",
            "NIK",
            "Nama",
            "Kelahiran Tempat",
            "Kelahiran Tanggal"
        ]
    );
    let cards: Vec<_> = table
        .rows()
        .iter()
        .map(|row| (row.number, text(row.cell(0))))
        .collect();
    let card = || "63039901".to_owned();
    assert_eq!(
        cards,
        [(6, card()), (7, card()), (8, card()), (9, String::new())]
    );
    let mapping = Mapping::guess(&RESIDENTS, &table.headers);
    let born = table
        .dates(date(2026, 12, 1))
        .read(mapping.cell(&table.rows()[0], "born"));
    assert_eq!(born, Ok(Some(date(1990, 8, 17))));
}

#[test]
fn formulas_are_their_last_result() {
    let file = Xlsx::new()
        .strings(&["Budi"])
        .sheet(
            "Data",
            "<sheetData><row r=\"1\">\
             <c r=\"A1\" t=\"s\"><v>0</v></c>\
             <c r=\"B1\"><f>1+1</f><v>2</v></c>\
             <c r=\"C1\" t=\"str\"><f>A1&amp;\"x\"</f><v>Budi &amp; x</v></c>\
             <c r=\"D1\" s=\"1\"><f>TODAY()</f><v>33102.5</v></c>\
             <c r=\"E1\" t=\"b\"><f>1=1</f><v>1</v></c>\
             <c r=\"F1\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>\
             <c r=\"G1\"><f>A1</f><v></v></c>\
             <c r=\"H1\" t=\"str\"><f>\"\"</f><v></v></c>\
             </row></sheetData>",
        )
        .bytes();
    let workbook = read(&file).unwrap();
    let row = &workbook.sheets[0].rows[0];
    assert_eq!(row.cell(1).whole(), Ok(Some(2)));
    assert_eq!(text(row.cell(2)), "Budi & x");
    assert!(*row.cell(3) == Cell::Date(date(1990, 8, 17)));
    assert!(*row.cell(4) == Cell::Bool(true));
    assert!(*row.cell(5) == Cell::Error("#DIV/0!".to_owned()));
    assert!(*row.cell(6) == Cell::Error("rumus belum dihitung".to_owned()));
    assert!(row.cell(7).is_empty());
}

#[test]
fn numbers_keep_the_digits_of_the_file() {
    let file = Xlsx::new()
        .sheet(
            "Data",
            "<sheetData><row><c><v>6303995203850002</v></c><c><v>6.30399520385E+15</v></c>\
             <c s=\"2\"><v>1</v></c><c s=\"1\"><v>31118</v></c><c s=\"3\"><v>33102.75</v></c>\
             <c s=\"1\"><v>0</v></c><c t=\"d\"><v>2005-12-12T00:00:00</v></c></row></sheetData>",
        )
        .bytes();
    let workbook = read(&file).unwrap();
    let row = &workbook.sheets[0].rows[0];
    assert_eq!(
        row.cell(0).digits(),
        Ok(Some("6303995203850002".to_owned()))
    );
    assert_eq!(row.cell(1).digits(), Err(sheets::NotDigits::Lost));
    assert_eq!(text(row.cell(2)), "001");
    assert!(*row.cell(3) == Cell::Date(date(1985, 3, 12)));
    assert!(*row.cell(4) == Cell::Date(date(1990, 8, 17)));
    assert!(*row.cell(6) == Cell::Date(date(2005, 12, 12)));
}

#[test]
fn old_macs_count_from_1904() {
    let file = Xlsx::new()
        .since_1904()
        .sheet(
            "Data",
            "<sheetData><row><c s=\"1\"><v>31640</v></c><c><v>31640</v></c></row></sheetData>",
        )
        .bytes();
    for bytes in [file.as_slice(), XLS_1904] {
        let workbook = read(bytes).unwrap();
        assert_eq!(workbook.epoch, Epoch::Year1904);
        let row = &workbook.sheets[0].rows[0];
        assert!(*row.cell(0) == Cell::Date(date(1990, 8, 17)));
        let dates = workbook
            .table(&workbook.sheets[0].name, 1)
            .unwrap()
            .dates(date(2026, 12, 1));
        assert_eq!(dates.read(row.cell(1)), Ok(Some(date(1990, 8, 17))));
    }
}

#[test]
fn workbooks_of_excel_2003_are_read() {
    let workbook = read(XLS).unwrap();
    assert_eq!(workbook.kind, Kind::Xls);
    let names: Vec<_> = workbook
        .sheets
        .iter()
        .map(|sheet| sheet.name.as_str())
        .collect();
    assert_eq!(
        names,
        ["Petunjuk", "Penduduk"],
        "a hidden sheet is left out"
    );
    let table = residents(&workbook);
    assert_eq!(table.header_row, 3);
    let rows = table.rows();
    assert_eq!(
        rows[0].cell(0).digits(),
        Ok(Some("6303991708900001".to_owned()))
    );
    assert_eq!(
        rows[1].cell(0).digits(),
        Ok(Some("6303995203850002".to_owned()))
    );
    assert_eq!(rows[2].cell(0).digits(), Err(sheets::NotDigits::Lost));
    assert_eq!(
        text(rows[0].cell(1)),
        "Siti Nurjannah binti H. Abdurrahman é “Ω”"
    );
    assert!(*rows[0].cell(2) == Cell::Date(date(1990, 8, 17)));
    assert_eq!(text(rows[0].cell(3)), "001");
    assert_eq!(text(rows[1].cell(3)), "2");
    let cards: Vec<_> = rows.iter().take(3).map(|row| text(row.cell(4))).collect();
    assert_eq!(cards, ["6303990101100001"; 3], "merged downwards");
    assert!(*rows[1].cell(5) == Cell::Bool(true));
    assert_eq!(rows.len(), 603, "texts that go over many records");
    assert_eq!(
        text(rows[602].cell(1)),
        format!("Warga 599 {}", "é".repeat(100))
    );
}

#[test]
fn workbooks_of_openpyxl_are_read() {
    let workbook = read(OPENPYXL).unwrap();
    assert_eq!(workbook.sheets.len(), 1, "a very hidden sheet is left out");
    let table = residents(&workbook);
    assert_eq!((table.header_row, table.headers.len()), (2, 6));
    let row = &table.rows()[0];
    assert_eq!(
        row.cell(0).digits(),
        Ok(Some("6303995203850002".to_owned()))
    );
    assert_eq!(text(row.cell(1)), "Nama \u{201c}A\u{201d} & <b>\ndua baris");
    assert!(
        *row.cell(2) == Cell::Date(date(1990, 8, 17)),
        "a moment is its day"
    );
    assert_eq!(text(row.cell(3)), "007");
    assert!(*row.cell(4) == Cell::Error("rumus belum dihitung".to_owned()));
    assert!(*row.cell(5) == Cell::Bool(false));
    assert_eq!(
        text(table.rows()[1].cell(4)),
        "63039901",
        "merged downwards"
    );
    assert_eq!(text(table.rows()[2].cell(4)), "63039901");
}

#[test]
fn workbooks_of_libreoffice_are_read() {
    let file = ods(
        "<style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties \
         table:display=\"true\"/></style:style><style:style style:name=\"ta2\" \
         style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>",
        "<table:table table:name=\"Sembunyi\" table:style-name=\"ta2\"><table:table-row>\
         <table:table-cell office:value-type=\"string\"><text:p>NIK</text:p></table:table-cell>\
         </table:table-row></table:table>\
         <table:table table:name=\"Penduduk\" table:style-name=\"ta1\">\
         <table:table-column table:number-columns-repeated=\"16384\"/>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
         table:number-columns-repeated=\"16384\"/></table:table-row>\
         <table:table-row><table:table-cell office:value-type=\"string\"><text:p>NIK</text:p>\
         </table:table-cell><table:table-cell office:value-type=\"string\"><text:p>Nama</text:p>\
         </table:table-cell><table:table-cell office:value-type=\"string\"><text:p>RT</text:p>\
         </table:table-cell></table:table-row>\
         <table:table-row><table:table-cell office:value-type=\"float\" \
         office:value=\"6303995203850002\"><text:p>6,30E+15</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"string\"><office:annotation><text:p>catatan</text:p>\
         </office:annotation><text:p>Siti<text:s text:c=\"2\"/>A<text:span>minah</text:span></text:p>\
         <text:p>baris dua &amp; &lt;x&gt;</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"float\" office:value=\"1\"><text:p>001</text:p>\
         </table:table-cell>\
         <table:table-cell office:value-type=\"date\" office:date-value=\"1990-08-17T00:00:00\">\
         <text:p>17/08/90</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>\
         <table:table-cell table:formula=\"of:=1/0\" office:value-type=\"string\" \
         calcext:value-type=\"error\"><text:p>#DIV/0!</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"2\" office:value-type=\"string\">\
         <text:p>dua</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell \
         office:value-type=\"string\"><text:p>7</text:p></table:table-cell></table:table-row>\
         <table:table-row table:number-rows-repeated=\"1048570\"><table:table-cell/></table:table-row>\
         </table:table>",
    );
    let workbook = read(&file).unwrap();
    assert_eq!((workbook.kind, workbook.sheets.len()), (Kind::Ods, 1));
    let table = residents(&workbook);
    assert_eq!(table.header_row, 3);
    let row = &table.rows()[0];
    assert_eq!(
        row.cell(0).digits(),
        Ok(Some("6303995203850002".to_owned()))
    );
    assert_eq!(text(row.cell(1)), "Siti  Aminah\nbaris dua & <x>");
    assert_eq!(text(row.cell(2)), "001");
    assert!(*row.cell(3) == Cell::Date(date(1990, 8, 17)));
    assert!(*row.cell(4) == Cell::Bool(true));
    assert!(*row.cell(5) == Cell::Error("#DIV/0!".to_owned()));
    assert_eq!(
        (text(row.cell(6)), text(row.cell(7))),
        ("dua".to_owned(), "dua".to_owned())
    );
    let numbers: Vec<_> = table.rows().iter().map(|row| row.number).collect();
    assert_eq!(numbers, [4, 5, 6]);
}

#[test]
fn texts_come_in_many_encodings() {
    let plain = "NIK;Nama\n'6303990101700003;José “Budi”\n";
    let utf16: Vec<u8> = plain.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [
        plain.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", plain.as_bytes()].concat(),
        [b"\xFF\xFE", utf16.as_slice()].concat(),
        encoding_rs::WINDOWS_1252.encode(plain).0.into_owned(),
        plain.replace(';', ",").into_bytes(),
        plain.replace(';', "\t").into_bytes(),
    ] {
        let workbook = read(&bytes).unwrap();
        assert_eq!(workbook.kind, Kind::Csv);
        let table = residents(&workbook);
        assert_eq!(table.headers, ["NIK", "Nama"]);
        assert_eq!(text(table.rows()[0].cell(1)), "José “Budi”");
    }
}

#[test]
fn composed_and_decomposed_letters_are_one() {
    let file = Xlsx::new()
        .rows(
            "Data",
            &[&["Me\u{0301}lati", "M\u{e9}lati", "Melati\u{200b}"]],
        )
        .bytes();
    let read = texts(&read(&file).unwrap());
    assert_eq!(read[0].1, ["Mélati", "Mélati", "Melati"]);
}
