//! The register as a file.

use identity::{Login, NewSession};

use super::*;

const EXPORT: &str = "/kantor/penduduk/ekspor";

async fn take(
    app: &TestApp,
    desk: &mut Browser<'_>,
    fields: &[(&str, &str)],
) -> (u16, String, Vec<u8>) {
    let token = desk.open(EXPORT).await.token();
    let mut all = vec![("csrf", token.as_str())];
    all.extend(fields);
    download(app, desk, EXPORT, Some(&all)).await
}

#[tokio::test]
async fn the_register_is_taken_away_for_a_purpose_and_comes_back_unchanged() {
    let app = service("export").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    let mut rows = family(1);
    rows[0] = rows[0].replace("Jl. Mawar", "@SUM(1+1)*cmd|'/C calc'!A0");
    rows[1] = rows[1].replace("nama=Ani 1", "nama=+Ani 1") + ";akta_lahir=-12/2020";
    rows.push("nama=Kakek;sex=1;tanggallahir=1-1-1899;status_dasar=2".to_owned());
    imported(&app, &mut desk, &workbook(&rows)).await;
    let before = everything(&app, &village).await;

    let (status, _, page) = take(&app, &mut desk, &[("keperluan", " "), ("bentuk", "xlsx")]).await;
    assert_eq!(status, 422);
    assert!(String::from_utf8_lossy(&page).contains("Tulis untuk apa datanya dipakai"));
    assert_eq!(
        number(&app, &village, "select count(*) from resident_looks").await,
        0
    );

    for (form, content) in [
        ("xlsx", "kode"),
        ("xlsx", "kata"),
        ("csv", "kode"),
        ("csv", "kata"),
    ] {
        let fields = [
            ("keperluan", "Rekonsiliasi dengan Disdukcapil"),
            ("siapa", "semua"),
            ("isi", content),
            ("bentuk", form),
        ];
        let (status, about, bytes) = take(&app, &mut desk, &fields).await;
        assert_eq!(status, 200);
        assert!(about.contains(&format!(".{form}\"")), "{about}");
        if form == "csv" {
            let text = String::from_utf8(bytes.clone()).unwrap();
            assert!(text.contains("6303011708900001"));
            for field in text.lines().flat_map(|line| line.split(';')) {
                let field = field.trim_start_matches('"');
                assert!(!field.starts_with(['=', '+', '-', '@']), "{field}");
            }
        }
        let done = imported(&app, &mut desk, &bytes).await;
        assert_eq!(
            (
                count(&done, "Sudah sama"),
                count(&done, "Keluarga berubah alamat")
            ),
            (4, 0),
            "{form} {content}: {}",
            done.html
        );
        assert_eq!(everything(&app, &village).await, before, "{form} {content}");
    }
    let looks = "select count(*) from resident_looks
         where what = 'ekspor' and purpose = 'Rekonsiliasi dengan Disdukcapil'";
    assert_eq!(number(&app, &village, looks).await, 16);
    let recorded = "select count(*) from activity where action = 'penduduk.ekspor'";
    assert_eq!(number(&app, &village, recorded).await, 4);
    let here = [
        ("keperluan", "Laporan camat"),
        ("siapa", "menetap"),
        ("bentuk", "xlsx"),
    ];
    let (_, _, bytes) = take(&app, &mut desk, &here).await;
    assert_eq!(
        read_back(&bytes).sheets[0].rows.len(),
        4,
        "the head, and who is here"
    );
}

#[tokio::test]
async fn the_second_factor_is_asked_for_where_there_is_one() {
    let app = service("factor").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    let staff: uuid::Uuid = {
        let mut tx = app.tx(&village).await;
        let id = sqlx::query_scalar("select id from staff where roles = array['operator']")
            .fetch_one(&mut *tx)
            .await
            .unwrap();
        tx.finish().await.unwrap();
        id
    };
    // A session of the password alone, as an account has one that sets up its code later.
    let half = NewSession {
        staff_id: staff,
        login: Login::Complete {
            second_factor: false,
        },
        address: [127, 0, 0, 1].into(),
        user_agent: "",
    };
    let app_of = &app.running.app;
    let (session, _) = app_of
        .sessions
        .create(village.schema.as_str(), half, app_of.clock.now())
        .await
        .unwrap();
    let cookie = desk
        .cookies
        .keys()
        .find(|name| name.ends_with("sid"))
        .unwrap()
        .clone();
    desk.cookies.insert(cookie, session.to_text());
    let page = desk.open(EXPORT).await;
    assert!(
        page.status == 200 && page.html.contains("kode dari ponsel Anda"),
        "{}",
        page.html
    );
    let token = desk.open(HERE).await.token();
    let fields = [("csrf", token.as_str()), ("keperluan", "Laporan camat")];
    let (status, _, _) = download(&app, &desk, EXPORT, Some(&fields)).await;
    assert_eq!(status, 403);
    assert_eq!(
        number(&app, &village, "select count(*) from resident_looks").await,
        0
    );
}

#[tokio::test]
async fn the_template_is_a_table_that_can_be_sent() {
    let app = service("template").await;
    let village = app.village().await;
    let mut desk = operator(&app, &village).await;
    let (status, about, bytes) = download(&app, &desk, &format!("{HERE}/contoh"), None).await;
    assert!(status == 200 && about.contains("contoh-penduduk.xlsx"));
    let seen = sent(&app, &mut desk, "contoh.xlsx", &bytes).await;
    assert_eq!(count(&seen, "Baris berisi"), 0);
    assert!(!seen.html.contains("Mulai impor") && !seen.html.contains("wajib belum"));
}
