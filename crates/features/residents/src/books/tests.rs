//! What stands in the books, without a database.

use jiff::civil::{Date, date};
use jiff_sqlx::ToSqlx;
use print::Press;
use serde_json::json;
use sheets::Cell;
use uuid::Uuid;
use web::{Page, Templates, testing};

use super::{
    changes,
    pages::{BookDesk, BooksDesk},
    paper::{BOOK, Letterhead, Lies, Signer, Size},
    period::Period,
    recap,
};
use crate::{
    past::pages::PastDesk,
    report::pages::{MonthDesk, MonthsDesk},
    store::books::{ChangeRow, StayRow},
};

#[test]
fn every_page_renders_in_every_state() {
    fn all<P: Page>(templates: &Templates) -> Vec<String> {
        let pages = testing::render_office_samples::<P>(templates);
        for html in &pages {
            assert!(
                html.contains("<main") && !html.contains("Siti <b>"),
                "{}",
                P::TEMPLATE
            );
        }
        pages
    }
    let templates = Templates::new(&[crate::feature()]);
    all::<BooksDesk>(&templates);
    let books = all::<BookDesk>(&templates);
    assert!(
        books
            .iter()
            .any(|html| html.contains("masuk lagi dengan kode"))
    );
    assert!(books.iter().any(|html| html.contains("Belum ada isinya")));
    let days = all::<PastDesk>(&templates);
    assert!(
        days.iter()
            .any(|html| html.contains("Tanggal ini belum tiba"))
    );
    all::<MonthsDesk>(&templates);
    let months = all::<MonthDesk>(&templates);
    assert!(
        months
            .iter()
            .any(|html| html.contains("Tidak ada peristiwa"))
    );
}

const NOVEMBER: Date = date(2026, 11, 1);

fn november() -> Period {
    Period::month(NOVEMBER, date(2026, 12, 24))
}

fn stay(person: u128, sex: &str, from: Date, until: Option<Date>) -> StayRow {
    StayRow {
        resident_id: Uuid::from_u128(person),
        sex: sex.to_owned(),
        born_on: date(1990, 1, 1).to_sqlx(),
        from_on: from.to_sqlx(),
        until_on: until.map(ToSqlx::to_sqlx),
        family_id: None,
        relationship: "9".to_owned(),
        citizenship: "1".to_owned(),
        hamlet: "Hulu".to_owned(),
        is_birth: false,
        is_death: false,
    }
}

/// The numbers of a hamlet's row, without its number, name and remark.
fn row(table: &super::table::Table, name: &str) -> Vec<i64> {
    let row = table
        .rows
        .iter()
        .find(|row| row[1] == Cell::Text(name.to_owned()))
        .unwrap();
    row[2..32]
        .iter()
        .map(|cell| match cell {
            Cell::Number(number) => number.value as i64,
            _ => panic!("no number"),
        })
        .collect()
}

#[test]
fn a_month_of_each_hamlet_adds_up() {
    let before = date(2020, 1, 1);
    let in_month = |day: i8| date(2026, 11, day);
    let stays = [
        // Stays, and is counted by another trade from the middle on.
        stay(1, "1", before, Some(in_month(10))),
        stay(1, "1", in_month(10), None),
        // Moves to the other hamlet on the first day.
        stay(2, "2", before, Some(in_month(1))),
        StayRow {
            hamlet: "Hilir".to_owned(),
            ..stay(2, "2", in_month(1), None)
        },
        // Is born and dies.
        StayRow {
            is_birth: true,
            is_death: true,
            ..stay(3, "1", in_month(3), Some(in_month(5)))
        },
        // Left on the last day and came back in the next month.
        stay(4, "2", before, Some(in_month(30))),
        // Left and came back within the month.
        stay(5, "1", before, Some(in_month(7))),
        stay(5, "1", in_month(9), None),
        // A foreigner who died.
        StayRow {
            citizenship: "2".to_owned(),
            is_death: true,
            ..stay(6, "1", before, Some(in_month(2)))
        },
    ];
    let table = recap::table(&stays, &november());
    // Opening, families and members, births, arrivals, deaths, departures, closing.
    let hulu = row(&table, "Hulu");
    assert_eq!(hulu[..7], [1, 0, 2, 2, 0, 5, 5]);
    assert_eq!(
        hulu[7..23],
        [0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 1, 2]
    );
    assert_eq!(hulu[23..], [0, 0, 2, 0, 0, 2, 2]);
    let hilir = row(&table, "Hilir");
    assert_eq!(hilir[..7], [0; 7]);
    assert_eq!(hilir[23..], [0, 0, 0, 1, 0, 1, 1]);
    for name in ["Hulu", "Hilir", "Jumlah"] {
        let row = row(&table, name);
        for at in 0..4 {
            let came = row[7 + at] + row[11 + at];
            let went = row[15 + at] + row[19 + at];
            assert_eq!(row[at] + came - went, row[23 + at], "{name} {at}");
        }
    }
    assert_eq!(
        table.rows[0][32],
        Cell::Text("1 datang dari dusun lain".to_owned())
    );
    assert_eq!(
        table.rows[1][32],
        Cell::Text("1 pindah ke dusun lain".to_owned())
    );
}

#[test]
fn a_family_is_counted_once_where_its_head_is() {
    let family = Some(Uuid::from_u128(9));
    let before = date(2020, 1, 1);
    let stays = [
        StayRow {
            family_id: family,
            relationship: "1".to_owned(),
            ..stay(1, "1", before, None)
        },
        StayRow {
            family_id: family,
            hamlet: "Hilir".to_owned(),
            ..stay(2, "2", before, None)
        },
    ];
    let table = recap::table(&stays, &november());
    assert_eq!(row(&table, "Hulu")[4..7], [1, 0, 1]);
    assert_eq!(row(&table, "Hilir")[4..7], [0, 1, 1]);
    assert_eq!(row(&table, "Jumlah")[27..30], [1, 1, 2]);
}

fn change(kind: &str, detail: serde_json::Value) -> ChangeRow {
    ChangeRow {
        resident_id: Uuid::nil(),
        name: "Siti *Rahmah*".to_owned(),
        sex: "2".to_owned(),
        birth_place: "Martapura".to_owned(),
        born_on: date(1990, 5, 5).to_sqlx(),
        citizenship: "1".to_owned(),
        kind: kind.to_owned(),
        happened_on: date(2026, 11, 3).to_sqlx(),
        reported_on: date(2026, 11, 4).to_sqlx(),
        detail,
    }
}

#[test]
fn a_change_stands_in_the_column_of_its_kind() {
    let rows = [
        change("birth", json!({})),
        change("arrival", json!({ "asal_tujuan": "Banjarbaru" })),
        change("departure", json!({ "asal_tujuan": "Jakarta" })),
        change("missing", json!({ "catatan": "Banjir" })),
        change("death", json!({ "tempat": "RSUD Ratu Zalecha" })),
    ];
    let table = changes::table(&rows);
    let day = Cell::Date(date(2026, 11, 3));
    for (row, column, word) in [
        (0, 6, "Lahir"),
        (1, 6, "Banjarbaru"),
        (2, 8, "Jakarta"),
        (3, 8, "Hilang"),
        (4, 10, "RSUD Ratu Zalecha"),
    ] {
        let cells = &table.rows[row];
        assert_eq!(cells.len(), table.columns.len());
        assert_eq!(cells[column], Cell::Text(word.to_owned()));
        assert_eq!(cells[column + 1], day);
        let filled = cells[6..12]
            .iter()
            .filter(|cell| **cell != Cell::Empty)
            .count();
        assert_eq!(filled, 2, "{row}");
    }
    assert_eq!(
        table.rows[3][12],
        Cell::Text("Dilaporkan 04-11-2026; Banjir".to_owned())
    );
}

#[test]
fn every_table_is_a_paper() {
    let letterhead = Letterhead {
        village: "Desa Pembantanan".to_owned(),
        short: "Pembantanan".to_owned(),
        subdistrict: "Sungai Tabuk".to_owned(),
        regency: "Banjar".to_owned(),
        code: "63.03.04.2007".to_owned(),
        palette: look::Palette::default(),
        head: Signer {
            office: "Pambakal".to_owned(),
            name: String::new(),
        },
        secretary: Signer {
            office: "Sekretaris Desa".to_owned(),
            name: "Norhasanah".to_owned(),
        },
        by: "Operator".to_owned(),
        now: jiff::Timestamp::UNIX_EPOCH,
    };
    for table in [
        changes::table(&[change("birth", json!({}))]),
        changes::table(&[]),
        recap::table(&[stay(1, "1", date(2020, 1, 1), None)], &november()),
    ] {
        let content = json!({
            "model": "Model B.2", "title": "Buku", "period": "Bulan", "table": table.on_paper(),
        });
        for size in [Size::A4, Size::F4] {
            let sheet = letterhead.sheet(BOOK, (size, Lies::Across), content.clone());
            let pdf = Press::shared().print(&sheet);
            let pdf = pdf.unwrap_or_else(|error| panic!("{error}"));
            assert!(pdf.starts_with(b"%PDF"));
        }
    }
}
