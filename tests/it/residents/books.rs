//! The register on any day, the report of a month, and the books to sign.

use std::io::Cursor;

use calamine::{Data, Reader};
use identity::Role;
use residents::statistics;
use support::{Browser, Seen, TestApp, TestVillage, text};

use super::register::{CARD, NIK, NIK_OF_WIFE, admit, desk, person, wife};
use crate::office::{accounts, enter, of};

const BOOKS: [(&str, &str); 5] = [
    ("induk", "tanggal=2026-11-30"),
    ("mutasi", "bulan=11&tahun=2026"),
    ("rekapitulasi", "bulan=11&tahun=2026"),
    ("sementara", "tahun=2026"),
    ("ktp-kk", "tanggal=2026-11-30"),
];
const REPORT: &str = "/kantor/penduduk/laporan";

/// Writes down what happened to somebody.
async fn happen(desk: &mut Browser<'_>, who: &str, kind: &str, day: &str) -> Seen {
    let form = format!("{who}/peristiwa");
    let fields = [
        ("peristiwa", kind),
        ("tanggal", day),
        ("tanggal_lapor", "2026-11-30"),
        ("asal_tujuan", "Banjarbaru"),
        ("tempat", "RSUD Ratu Zalecha"),
    ];
    let seen = desk.act(&form, &form, &fields).await;
    assert_eq!(seen.status, 200, "{}", seen.html);
    seen
}

/// A village of October to November 2026: two who were here, one who came, a child, a death, a
/// departure, and a guest.
struct Story {
    head: String,
    newcomer: String,
}

async fn story(desk: &mut Browser<'_>) -> Story {
    let october = [("tanggal", "2026-10-01"), ("tanggal_lapor", "2026-10-01")];
    let head = admit(desk, &person(&october)).await.path;
    admit(desk, &wife(&october)).await;
    let more = |name, fields: &[(&'static str, &'static str)]| {
        let mut all = vec![
            ("nama", name),
            ("nik", ""),
            ("hubungan", "9"),
            ("telepon", ""),
        ];
        all.extend_from_slice(fields);
        all
    };
    let came = [
        ("asal", "datang"),
        ("asal_tujuan", "=cmd|'/C calc'!A0"),
        ("tanggal", "2026-11-10"),
        ("tanggal_lapor", "2026-11-11"),
    ];
    let newcomer = admit(desk, &person(&more("Pendatang *Baru* #evil[]", &came))).await;
    assert_eq!(newcomer.status, 200, "{}", newcomer.html);
    let born = [
        ("asal", "lahir"),
        ("hubungan", "4"),
        ("jenis_kelamin", "2"),
        ("tanggal_lahir", "2026-11-12"),
        ("tanggal_lapor", "2026-11-20"),
    ];
    let child = admit(desk, &person(&more("Bayi Kecil", &born))).await;
    assert_eq!(child.status, 200, "{}", child.html);
    let left = more("Pergi Jauh", &october);
    let left = admit(desk, &person(&left)).await.path;
    happen(desk, &left, "pindah", "2026-11-15").await;
    let guest = [
        ("asal", "datang"),
        ("asal_tujuan", "Surabaya"),
        ("status_penduduk", "2"),
        ("no_kk", ""),
        ("hubungan", ""),
        ("tanggal", "2026-11-05"),
        ("tanggal_lapor", "2026-11-06"),
    ];
    let guest = admit(desk, &person(&more("Tamu Sementara", &guest))).await;
    assert_eq!(guest.status, 200, "{}", guest.html);
    Story {
        head,
        newcomer: newcomer.path,
    }
}

async fn count(app: &TestApp, village: &TestVillage) {
    statistics::count(&app.running.app, &village.schema)
        .await
        .unwrap();
}

/// The numbers of a row of a table in a page.
fn numbers(html: &str, label: &str) -> Vec<i64> {
    let row = html
        .split(&format!("<th scope=\"row\">{label}</th>"))
        .nth(1);
    let row = row.unwrap_or_else(|| panic!("no {label}: {html}"));
    let row = row.split("</tr>").next().unwrap();
    row.split("<td")
        .skip(1)
        .map(|cell| {
            let text = cell.split_once('>').unwrap().1.replace("<b>", "");
            text.split('<')
                .next()
                .unwrap()
                .replace('.', "")
                .parse()
                .unwrap()
        })
        .collect()
}

/// How many lived here for good, as the page of a day says.
async fn here_on(desk: &mut Browser<'_>, day: &str) -> (i64, String) {
    let seen = desk
        .open(&format!("/kantor/penduduk/pada?tanggal={day}"))
        .await;
    assert_eq!(seen.status, 200);
    let before = seen.html.split(" penduduk tetap dalam").next().unwrap();
    let number = before.rsplit(['>', '\n']).next().unwrap().replace('.', "");
    (number.trim().parse().unwrap(), seen.html)
}

#[tokio::test]
async fn a_month_says_the_same_wherever_it_is_told() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let empty = desk.open(REPORT).await;
    assert!(empty.html.contains("Belum ada laporan"));
    let story = story(&mut desk).await;
    let dead = happen(&mut desk, &story.head, "meninggal", "2026-11-20").await;
    count(&app, &village).await;

    let november = desk.open(&format!("{REPORT}?bulan=2026-11")).await.html;
    let [men, women, all] =
        ["Laki-laki", "Perempuan", "Jumlah"].map(|label| numbers(&november, label));
    // Opening, births, arrivals, deaths, departures, closing.
    assert_eq!(men, [2, 0, 1, 1, 1, 1]);
    assert_eq!(women, [1, 1, 0, 0, 0, 2]);
    assert_eq!(all, [3, 1, 1, 1, 1, 3]);
    let october = desk.open(&format!("{REPORT}?bulan=2026-10")).await.html;
    assert_eq!(numbers(&october, "Jumlah").last(), Some(&3));
    let listed = desk.open(REPORT).await.html;
    let (newest, oldest) = (
        listed.find("bulan=2026-11").unwrap(),
        listed.find("bulan=2026-10").unwrap(),
    );
    assert!(newest < oldest, "the newest month stands first");

    // The page of a day, the public file and the book say the same.
    let (closing, day) = here_on(&mut desk, "2026-11-30").await;
    assert_eq!(closing, 3);
    assert!(day.contains("1 penduduk sementara"), "{day}");
    assert_eq!(here_on(&mut desk, "2026-10-31").await.0, 3);
    let told = text(app.get(&village.host(), "/data/pertumbuhan.csv").await).await;
    assert!(told.contains("2026-11,3,0,3"), "{told}");
    let (_, _, bytes) = take(
        &app,
        &mut desk,
        "rekapitulasi",
        "bulan=11&tahun=2026&bentuk=xlsx",
    )
    .await;
    let rows = cells(&bytes, "Buku Rekapitulasi Jumlah Pen");
    let total = rows.last().unwrap();
    assert_eq!(
        (total[1].as_str(), total[8].as_str(), total[31].as_str()),
        ("Jumlah", "3", "3")
    );

    // Who it was: the guest is not counted, and not listed.
    for (kinds, inside, outside) in [
        (
            "",
            &["Arsyad", "Pendatang", "Bayi Kecil", "Pergi Jauh"][..],
            &["Tamu", "Rahmah"][..],
        ),
        ("lahir", &["Bayi Kecil"], &["Arsyad", "Pendatang"]),
        ("meninggal", &["Arsyad", "20 Nov"], &["Bayi Kecil"]),
        ("hilang", &["Arsyad"], &["Tamu"]),
    ] {
        let page = desk
            .open(&format!("{REPORT}?bulan=2026-11&jenis={kinds}"))
            .await
            .html;
        for name in inside {
            assert!(page.contains(name), "{kinds}: {name}");
        }
        for name in outside {
            assert!(!page.contains(name), "{kinds}: {name}");
        }
    }
    for (path, status) in [
        ("?bulan=2026-09", 404),
        ("?bulan=x", 404),
        ("?bulan=2026-11&sesudah=x", 400),
    ] {
        assert_eq!(
            desk.open(&format!("{REPORT}{path}")).await.status,
            status,
            "{path}"
        );
    }

    // What is taken back did not happen: in no month, on no day.
    let start = format!("{}/peristiwa/", story.head);
    let at = dead.html.find(&start).unwrap();
    let back = &dead.html[at..at + start.len() + 36];
    desk.act(&story.head, &format!("{back}/batal"), &[]).await;
    count(&app, &village).await;
    let november = desk.open(&format!("{REPORT}?bulan=2026-11")).await.html;
    assert_eq!(numbers(&november, "Jumlah"), [3, 1, 1, 0, 1, 4]);
    assert_eq!(here_on(&mut desk, "2026-11-30").await.0, 4);
}

#[tokio::test]
async fn a_day_of_the_past_lists_who_was_here_that_day() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    let nothing = desk.open("/kantor/penduduk/pada").await;
    assert!(nothing.html.contains("masih kosong"), "{}", nothing.html);
    let story = story(&mut desk).await;
    happen(&mut desk, &story.head, "meninggal", "2026-11-20").await;
    let listed = desk.open("/kantor/penduduk").await.html;
    assert!(listed.contains("/kantor/penduduk/pada") && listed.contains("/kantor/penduduk/buku"));
    for (day, inside, outside) in [
        (
            "2026-10-01",
            &["Arsyad", "Rahmah", "Pergi Jauh"][..],
            &["Pendatang", "Bayi", "Tamu"][..],
        ),
        (
            "2026-11-09",
            &["Arsyad", "Tamu", "Sementara"],
            &["Pendatang"],
        ),
        ("2026-11-10", &["Pendatang *Baru* #evil[]"], &["Bayi"]),
        ("2026-11-14", &["Pergi Jauh", "Bayi Kecil"], &[]),
        ("2026-11-15", &["Arsyad", "56 tahun"], &["Pergi Jauh"]),
        ("2026-11-19", &["Arsyad", "Meninggal 20 Nov 2026"], &[]),
        ("2026-11-20", &["Rahmah"], &["Arsyad"]),
        ("", &["Rahmah", "Bayi Kecil"], &["Arsyad", "Pergi Jauh"]),
    ] {
        let (_, html) = here_on(&mut desk, day).await;
        for name in inside {
            assert!(html.contains(name), "{day}: {name}");
        }
        for name in outside {
            assert!(!html.contains(name), "{day}: {name}");
        }
        for closed in [NIK, CARD] {
            assert!(!html.contains(closed));
        }
    }
    for (day, sentence) in [
        ("2026-09-30", "dimulai 1 Oktober 2026"),
        ("2999-01-01", "belum tiba"),
        ("kemarin", "notice warn"),
    ] {
        let seen = desk
            .open(&format!("/kantor/penduduk/pada?tanggal={day}"))
            .await;
        assert_eq!(seen.status, 200);
        assert!(seen.html.contains(sentence), "{day}: {}", seen.html);
        assert!(!seen.html.contains("Rahmah"));
    }
    // Her page is where the list goes on after her.
    let id = story.newcomer.rsplit('/').next().unwrap();
    let later = desk
        .open(&format!(
            "/kantor/penduduk/pada?tanggal=2026-11-14&sesudah={id}"
        ))
        .await
        .html;
    assert!(later.contains("Pergi Jauh") && !later.contains("Bayi Kecil"));
}

/// Takes a book: status, headers, bytes.
async fn take(
    app: &TestApp,
    desk: &mut Browser<'_>,
    book: &str,
    fields: &str,
) -> (u16, String, Vec<u8>) {
    let path = format!("/kantor/penduduk/buku/{book}");
    post(app, desk, &path, &format!("{fields}&keperluan=Arsip+desa")).await
}

async fn post(
    app: &TestApp,
    desk: &mut Browser<'_>,
    path: &str,
    fields: &str,
) -> (u16, String, Vec<u8>) {
    let token = desk.open("/kantor").await.token();
    let token: String = form_urlencoded::byte_serialize(token.as_bytes()).collect();
    let response = app
        .post(&desk.host, path)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", desk.cookie_line())
        .body(format!("csrf={token}&{fields}"))
        .send()
        .await
        .unwrap();
    let status = response.status().as_u16();
    let about: Vec<&str> = ["content-disposition", "content-type", "cache-control"]
        .iter()
        .filter_map(|name| response.headers().get(*name)?.to_str().ok())
        .collect();
    let about = about.join(" | ");
    (status, about, response.bytes().await.unwrap().to_vec())
}

/// The rows of a book that was taken as a workbook, heads first.
async fn table(
    app: &TestApp,
    desk: &mut Browser<'_>,
    book: &str,
    fields: &str,
    sheet: &str,
) -> Vec<Vec<String>> {
    let (_, _, bytes) = take(app, desk, book, &format!("{fields}&bentuk=xlsx")).await;
    cells(&bytes, sheet)
}

/// The rows of a workbook's sheet as texts, heads first.
fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    assert!(
        book.worksheet_formula(sheet).unwrap().is_empty(),
        "nothing is computed"
    );
    range
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::Empty => String::new(),
                    cell => cell.to_string(),
                })
                .collect()
        })
        .collect()
}

async fn number(app: &TestApp, village: &TestVillage, statement: &'static str) -> i64 {
    let mut tx = app.tx(village).await;
    let number = sqlx::query_scalar(statement)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    tx.finish().await.unwrap();
    number
}

#[tokio::test]
async fn every_book_is_a_paper_and_a_table_and_is_written_down() {
    let app = TestApp::start_with_redis().await;
    let (village, other) = (app.village().await, app.village().await);
    let mut elsewhere = desk(&app, &other).await;
    let empty = take(
        &app,
        &mut elsewhere,
        "induk",
        "tanggal=2026-11-30&bentuk=pdf",
    )
    .await;
    assert_eq!(empty.0, 400);
    admit(
        &mut elsewhere,
        &person(&[("nama", "Orang Lain"), ("tanggal", "2026-10-01")]),
    )
    .await;
    let mut desk = desk(&app, &village).await;
    let story = story(&mut desk).await;
    let looks = "select count(*) from resident_looks";
    let deeds = "select count(*) from activity where action = 'buku.unduh'";

    for (book, fields) in BOOKS {
        let (status, about, bytes) =
            take(&app, &mut desk, book, &format!("{fields}&bentuk=pdf")).await;
        assert_eq!(status, 200, "{book}: {}", String::from_utf8_lossy(&bytes));
        assert!(
            about.contains(&format!("buku-{book}-{}-2026", village.slug)),
            "{about}"
        );
        assert!(about.contains("application/pdf | no-store"), "{about}");
        assert!(
            bytes.starts_with(b"%PDF-1.7") && bytes.len() > 5_000,
            "{book}"
        );
        let (status, about, bytes) =
            take(&app, &mut desk, book, &format!("{fields}&bentuk=xlsx")).await;
        assert!(
            status == 200 && about.contains(".xlsx\"") && about.contains("no-store"),
            "{about}"
        );
        assert!(bytes.starts_with(b"PK"));
    }
    // Each of the five once as a paper and once as a table: B.1 and B.5 have the four who are here, B.2
    // three changes, B.4 the guest.
    assert_eq!(number(&app, &village, looks).await, 2 * (4 + 3 + 1 + 4));
    assert_eq!(number(&app, &village, deeds).await, 10);
    let named = "select count(*) from resident_looks
        where what = 'Buku Induk Penduduk (B.1)' and purpose = 'Arsip desa' and staff_id is not null";
    assert_eq!(number(&app, &village, named).await, 8);
    let page = desk.open(&story.head).await.html;
    assert!(
        page.contains("Buku KTP dan KK (B.5)") && page.contains("Arsip desa"),
        "{page}"
    );
    let record = desk.open("/kantor/catatan").await.html;
    assert!(record.contains("Mengunduh") && record.contains("Buku Mutasi Penduduk Desa (B.2)"));
    assert!(!record.contains("Arsyad") && !record.contains(NIK));

    let main = table(&app, &mut desk, "induk", BOOKS[0].1, "Buku Induk Penduduk").await;
    assert_eq!(main.len(), 1 + 4);
    let head = main.iter().find(|row| row[1].contains("Arsyad")).unwrap();
    assert_eq!((head[13].as_str(), head[14].as_str()), (NIK, CARD));
    assert_eq!(
        head[9], "",
        "what the register does not ask is left to the pen"
    );
    assert!(
        main[1][1].contains("Arsyad"),
        "the head of the family stands first"
    );
    let cards = table(&app, &mut desk, "ktp-kk", BOOKS[4].1, "Buku KTP dan KK").await;
    assert!(
        cards
            .iter()
            .any(|row| row[3] == NIK_OF_WIFE && row[16] == "Galuh Intan")
    );
    let changes = table(
        &app,
        &mut desk,
        "mutasi",
        BOOKS[1].1,
        "Buku Mutasi Penduduk Desa",
    )
    .await;
    assert_eq!(changes.len(), 1 + 3);
    assert!(
        changes.iter().any(|row| row[6] == "=cmd|'/C calc'!A0"),
        "a text, and no formula"
    );
    let year = table(
        &app,
        &mut desk,
        "mutasi",
        "bulan=&tahun=2026",
        "Buku Mutasi Penduduk Desa",
    )
    .await;
    assert_eq!(year.len(), 1 + 3);
    let guests = table(
        &app,
        &mut desk,
        "sementara",
        BOOKS[3].1,
        "Buku Penduduk Sementara",
    )
    .await;
    assert_eq!(
        (guests.len(), guests[1][1].as_str(), guests[1][9].as_str()),
        (2, "Tamu Sementara", "Surabaya")
    );
    for rows in [&main, &cards, &changes, &guests] {
        assert!(!rows.concat().concat().contains("Orang Lain"));
    }

    // Asked what for, of a day that there was.
    let before = number(&app, &village, looks).await;
    for (fields, sentence) in [
        (
            "tanggal=2026-11-30&keperluan=",
            "Tulis untuk apa bukunya dipakai",
        ),
        ("tanggal=2026-11-30&keperluan=ab1", "lebih jelas"),
        (
            "tanggal=2026-09-30&keperluan=Arsip+desa",
            "dimulai 1 Oktober 2026",
        ),
        ("tanggal=2999-01-01&keperluan=Arsip+desa", "belum terjadi"),
    ] {
        let (status, _, page) = post(&app, &mut desk, "/kantor/penduduk/buku/induk", fields).await;
        let page = String::from_utf8_lossy(&page).into_owned();
        assert!(status == 422 && page.contains(sentence), "{fields}: {page}");
    }
    assert_eq!(number(&app, &village, looks).await, before);
    assert_eq!(desk.open("/kantor/penduduk/buku/lain").await.status, 404);
    // A form from elsewhere takes nothing.
    desk.fetch_site = "cross-site";
    let foreign = desk
        .send(
            "/kantor/penduduk/buku/induk",
            &[("keperluan", "Arsip desa")],
        )
        .await;
    assert!(foreign.status.is_client_error(), "{}", foreign.status);
    assert_eq!(number(&app, &village, looks).await, before);
}

#[tokio::test]
async fn the_report_is_a_paper_and_a_table() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let mut desk = desk(&app, &village).await;
    story(&mut desk).await;
    count(&app, &village).await;
    let (status, about, bytes) = post(&app, &mut desk, REPORT, "bulan=2026-11&bentuk=pdf").await;
    assert!(
        status == 200 && about.contains("no-store"),
        "{status} {about}"
    );
    assert!(bytes.starts_with(b"%PDF-1.7"));
    let (_, about, bytes) = post(&app, &mut desk, REPORT, "bulan=2026-11&bentuk=xlsx").await;
    assert!(
        about.contains(&format!("lampid-{}-2026-11.xlsx", village.slug)),
        "{about}"
    );
    let balance = cells(&bytes, "LAMPID");
    assert_eq!(
        balance[3],
        ["Jumlah", "3", "1", "1", "0", "0", "1", "0", "4"]
    );
    let events = cells(&bytes, "Peristiwa");
    assert_eq!(events.len(), 1 + 3);
    assert!(
        events
            .iter()
            .any(|row| row[1] == "Pendatang *Baru* #evil[]" && row[3] == "Datang")
    );
    assert_eq!(post(&app, &mut desk, REPORT, "bulan=1999-01").await.0, 404);
    let deeds = "select count(*) from activity where action = 'laporan.unduh'";
    assert_eq!(number(&app, &village, deeds).await, 2);
}

#[tokio::test]
async fn who_does_not_keep_the_register_takes_no_book() {
    let app = TestApp::start_with_redis().await;
    let village = app.village().await;
    let accounts = accounts(&app, &village).await;
    let mut operator = enter(&app, of(&accounts, Role::Operator)).await;
    story(&mut operator).await;
    for role in [Role::Redaktur, Role::Bendahara] {
        let mut desk = enter(&app, of(&accounts, role)).await;
        for path in [
            "/kantor/penduduk/buku",
            "/kantor/penduduk/buku/induk",
            "/kantor/penduduk/pada",
            REPORT,
        ] {
            assert_eq!(desk.open(path).await.status, 403, "{role} {path}");
        }
        for (book, fields) in BOOKS {
            assert_eq!(
                take(&app, &mut desk, book, fields).await.0,
                403,
                "{role} {book}"
            );
        }
        assert_eq!(post(&app, &mut desk, REPORT, "bulan=2026-11").await.0, 403);
    }
    let looks = "select count(*) from resident_looks";
    assert_eq!(number(&app, &village, looks).await, 0);
}
