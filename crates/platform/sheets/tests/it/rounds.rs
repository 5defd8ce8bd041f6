//! What goes out comes in again as it was.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use sheets::{Cell, CsvStyle, Export, Number, Separator};

use crate::support::{read, texts};

const STYLES: [CsvStyle; 3] = [
    CsvStyle {
        separator: Separator::Comma,
        mark: true,
    },
    CsvStyle {
        separator: Separator::Semicolon,
        mark: true,
    },
    CsvStyle {
        separator: Separator::Semicolon,
        mark: false,
    },
];

/// Texts of every kind, and often those that are dangerous in a CSV.
fn any_text() -> impl Strategy<Value = String> {
    let start = prop::sample::select(vec![
        "", "", "'", "''", "=", "+", "-", "@", "\t", "\r", "\n", "＝", "－", " =", "'=", "\u{a0}+",
        "\"", "sep=;", "_x0041_",
    ]);
    let rest = prop_oneof![
        "[A-Za-z0-9' .,;|\"\\-_=+@\t\r\n]{0,12}",
        "\\PC{0,8}",
        "[0-9]{16}",
    ];
    (start, rest).prop_map(|(start, rest)| format!("{start}{rest}"))
}

/// A text as a cell holds it.
fn tidy_text() -> impl Strategy<Value = Cell> {
    any_text().prop_map(|text| Cell::from_text(&text))
}

/// Also a text that begins with something a cell would not have, but a database might.
fn risky_text() -> impl Strategy<Value = Cell> {
    let start = prop::sample::select(vec![
        "\t",
        "\r",
        "\n",
        "=",
        "+",
        " @",
        "\u{200b}-",
        "'=",
        "\r\n=",
    ]);
    (start, "[ A-Za-z0-9\"';,|\t\r\n]{0,12}")
        .prop_map(|(start, rest)| Cell::Text(format!("{start}{rest}")))
}

fn typed() -> impl Strategy<Value = Cell> {
    prop_oneof![
        3 => tidy_text(),
        1 => (-1e9..1e9f64).prop_map(|value| Cell::Number(Number::new(value))),
        1 => (0..9_007_199_254_740_991i64).prop_map(|whole| {
            Cell::Number(Number::new(whole as f64))
        }),
        1 => (1i32..120_000).prop_map(|days| {
            Cell::Date(date(1899, 12, 31).checked_add(jiff::Span::new().days(days)).unwrap())
        }),
        1 => any::<bool>().prop_map(Cell::Bool),
        1 => Just(Cell::Empty),
    ]
}

fn table(cell: impl Strategy<Value = Cell>) -> impl Strategy<Value = Vec<Vec<Cell>>> {
    prop::collection::vec(prop::collection::vec(cell, 1..5), 1..6)
}

fn export(rows: &[Vec<Cell>]) -> Export {
    let mut export = Export::new("Data").columns(["Satu", "Dua", "Tiga", "Empat"]);
    export.rows = rows.to_vec();
    export
}

/// The rows that were read, as wide and as many as those that were written.
fn read_back(bytes: &[u8], written: &[Vec<Cell>]) -> Vec<Vec<Cell>> {
    let workbook = read(bytes).unwrap();
    let table = workbook.table(&workbook.sheets[0].name, 1).unwrap();
    let mut rows: Vec<Vec<Cell>> = written
        .iter()
        .map(|row| vec![Cell::Empty; row.len()])
        .collect();
    for row in table.rows() {
        for (column, cell) in row.cells() {
            rows[row.number as usize - 2][column] = cell.clone();
        }
    }
    rows
}

fn all_texts(rows: &[Vec<Cell>]) -> Vec<Vec<Option<String>>> {
    rows.iter()
        .map(|row| row.iter().map(Cell::text).collect())
        .collect()
}

/// Kinds and values; numbers by value, as one side knows the digits in the file.
fn same(one: &Cell, other: &Cell) -> bool {
    match (one, other) {
        (Cell::Number(one), Cell::Number(other)) => one.value == other.value,
        (one, other) => one == other,
    }
}

proptest! {
    #[test]
    fn texts_survive_a_csv(rows in table(prop_oneof![2 => tidy_text(), 1 => risky_text()])) {
        for style in &STYLES {
            let back = read_back(&export(&rows).to_csv(style), &rows);
            prop_assert_eq!(all_texts(&back), all_texts(&rows), "{:?}", style);
            prop_assert!(back == rows);
        }
    }

    #[test]
    fn everything_survives_a_workbook(rows in table(typed())) {
        let back = read_back(&export(&rows).to_xlsx().unwrap(), &rows);
        prop_assert_eq!(all_texts(&back), all_texts(&rows));
        for (one, other) in back.iter().flatten().zip(rows.iter().flatten()) {
            prop_assert!(same(one, other), "{:?} {:?}", one, other);
        }
    }

    #[test]
    fn nothing_in_a_csv_begins_like_a_formula(text in any_text()) {
        let written = export(&[vec![Cell::Text(text.clone())]]).to_csv(&CsvStyle { mark: false, ..CsvStyle::default() });
        let written = String::from_utf8(written).unwrap();
        let field = written.split_once("\r\n").unwrap().1;
        let field = field.strip_prefix('"').unwrap_or(field);
        let visible = field.trim_start_matches(|letter: char| letter.is_whitespace() || letter.is_control());
        let harmless = !visible.starts_with(['=', '+', '@', '＝', '＋', '－', '＠'])
            && (!visible.starts_with('-') || text.trim() == "-");
        prop_assert!(harmless, "{written:?}");
    }

    #[test]
    fn no_bytes_break_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&bytes);
        let _ = read(&[b"PK\x03\x04", bytes.as_slice()].concat());
        let _ = read(&[b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", bytes.as_slice()].concat());
    }

    #[test]
    fn no_text_breaks_dates_and_digits(text in "\\PC{0,24}|[0-9/. :TZ+-]{0,20}|[0-9]{1,2}[ -][A-Za-z]{3,9}[ -][0-9]{2,4}") {
        let cell = Cell::from_text(&text);
        let today = date(2026, 12, 1);
        if let Ok(Some(read)) = sheets::DateReader::new(today, sheets::Epoch::Year1900).read(&cell) {
            prop_assert!((1800..2200).contains(&read.year()));
        }
        if let Ok(Some(digits)) = cell.digits() {
            prop_assert!(digits.bytes().all(|digit| digit.is_ascii_digit()));
        }
        let _ = cell.whole();
    }

    #[test]
    fn dates_survive_every_way_of_writing_them(days in 0i32..146_000, form in 0usize..8) {
        let day: Date = date(1800, 1, 1).checked_add(jiff::Span::new().days(days)).unwrap();
        let forms = ["%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y/%m/%d", "%d %B %Y", "%d-%b-%Y", "%d%m%Y"];
        let cell = Cell::from_text(&day.strftime(forms[form]).to_string());
        let read = sheets::DateReader::new(date(2026, 12, 1), sheets::Epoch::Year1900).read(&cell);
        prop_assert_eq!(read, Ok(Some(day)));
    }

    #[test]
    fn sixteen_digits_are_exact_or_refused(whole in 1_000_000_000_000_000u64..9_999_999_999_999_999) {
        let text = whole.to_string();
        prop_assert_eq!(Cell::from_text(&text).digits(), Ok(Some(text.clone())));
        // As Excel keeps it, as other programs do, and as Java writes it.
        let kept = format!("{}0", &text[..15]);
        for stored in [text.clone(), kept, format!("{:E}", whole as f64)] {
            let cell = Cell::Number(Number {
                value: stored.parse().unwrap(),
                shown: Some(stored.clone()),
                zeros: 0,
            });
            if let Ok(read) = cell.digits() {
                prop_assert_eq!(read, Some(text.clone()), "{}", stored);
            }
        }
    }
}

#[test]
fn three_rounds_change_nothing() {
    let names = [
        "'Aisyah",
        "=Budi",
        "Ma'mun",
        "+6281200000000",
        "-",
        "@x",
        "H. Muh. \"Udin\", S.Pd",
    ];
    let mut rows: Vec<Vec<Cell>> = names
        .iter()
        .map(|name| vec![Cell::from_text(name)])
        .collect();
    let first = rows.clone();
    for style in STYLES.iter().cycle().take(6) {
        rows = read_back(&export(&rows).to_csv(style), &rows);
        rows = read_back(&export(&rows).to_xlsx().unwrap(), &rows);
    }
    assert!(rows == first);
}

#[test]
fn identifiers_are_text_cells_in_the_xml() {
    let mut export = Export::new("Penduduk").columns(["NIK", "RT", "Lahir", "Jumlah"]);
    export.rows.push(vec![
        Cell::from_text("6303995203850002"),
        Cell::from_text("001"),
        Cell::Date(date(1990, 8, 17)),
        Cell::Number(Number::new(2.5)),
    ]);
    let file = export.to_xlsx().unwrap();
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(file.as_slice())).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut zip.by_name(name).unwrap(), &mut text).unwrap();
        text
    };
    let sheet = part("xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<c r=\"A2\" s=\"1\" t=\"s\">"), "{sheet}");
    assert!(sheet.contains("<c r=\"B2\" s=\"1\" t=\"s\">"), "{sheet}");
    assert!(sheet.contains("<v>33102</v>"), "{sheet}");
    assert!(sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(!sheet.contains("<f>"), "{sheet}");
    assert!(part("xl/sharedStrings.xml").contains("<t>6303995203850002</t>"));
    assert!(
        part("xl/styles.xml").contains("numFmtId=\"49\""),
        "format @"
    );
}

#[test]
fn a_csv_for_excel_has_its_mark_and_separator() {
    let mut export = Export::new("x").columns(["Nama", "Luas"]);
    export.rows.push(vec![
        Cell::from_text("Siti; \"Aminah\""),
        Cell::Number(Number::new(-2.5)),
    ]);
    let semicolon = export.to_csv(&CsvStyle::semicolon());
    assert_eq!(
        semicolon,
        "\u{feff}Nama;Luas\r\n\"Siti; \"\"Aminah\"\"\";\"-2,5\"\r\n".as_bytes()
    );
    let comma = export.to_csv(&CsvStyle {
        mark: false,
        ..CsvStyle::default()
    });
    assert_eq!(comma, b"Nama,Luas\r\n\"Siti; \"\"Aminah\"\"\",-2.5\r\n");
}

#[test]
fn days_before_1900_are_written_as_texts() {
    let rows = vec![vec![Cell::Date(date(1899, 8, 17))]];
    let back = read(&export(&rows).to_xlsx().unwrap()).unwrap();
    assert_eq!(texts(&back)[1].1, ["17-08-1899"]);
}

#[test]
fn what_excel_cannot_hold_is_refused() {
    let rows = vec![vec![Cell::Text("x".repeat(32_768))]];
    assert_eq!(
        export(&rows).to_xlsx(),
        Err(sheets::WriteError::TextTooLong)
    );
    let twice = [Export::new("Data"), Export::new("data")];
    assert!(matches!(
        sheets::to_xlsx(&twice),
        Err(sheets::WriteError::SheetName(_))
    ));
}
