//! Accounts at the office's desk.

use support::TestApp;

use super::{NIK, NIK_OF_WIFE, OWN_PIN, enter, stage};
use crate::residents::register::{CARD, admit, person};

#[tokio::test]
async fn accounts_are_given_found_renewed_and_closed_and_that_is_recorded() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    assert!(
        stage
            .desk
            .open("/kantor/warga")
            .await
            .html
            .contains("Belum ada akun")
    );
    let find = [("q", "siti rohmah")];
    let found = stage
        .desk
        .act("/kantor/warga", "/kantor/warga/cari", &find)
        .await;
    assert!(
        found.html.contains("Siti Rahmah") && found.html.contains("Belum punya akun"),
        "{}",
        found.html
    );
    assert_eq!(found.path, "/kantor/warga/cari");
    let person = stage
        .desk
        .open(&format!("/kantor/penduduk/{}", stage.wife))
        .await
        .html;
    let page = format!("/kantor/warga/{}", stage.wife);
    assert!(person.contains(&page), "{person}");
    let first = stage.give(&stage.wife.clone()).await;
    let again = stage.desk.open(&page).await.html;
    assert!(
        !again.contains(&first) && again.contains("Belum memilih PIN"),
        "it is shown once"
    );
    // Another one: the first does not open any more.
    let second = stage.give(&stage.wife.clone()).await;
    let mut browser = stage.browser();
    assert_eq!(enter(&mut browser, NIK_OF_WIFE, &first).await.status, 422);
    assert_eq!(
        enter(&mut browser, NIK_OF_WIFE, &second).await.path,
        "/mandiri/pin"
    );
    stage.desk.act(&page, &format!("{page}/tutup"), &[]).await;
    let fields = [("bentuk", "layar")];
    let closed = stage.desk.act(&page, &format!("{page}/pin"), &fields).await;
    assert_eq!(closed.status, 422, "{}", closed.html);
    let twice = stage.desk.act(&page, &format!("{page}/tutup"), &[]).await;
    assert!(twice.html.contains("sudah begitu"), "{}", twice.html);
    let list = stage.desk.open("/kantor/warga").await.html;
    assert!(
        list.contains("Ditutup") && list.contains("Siti Rahmah"),
        "{list}"
    );
    let record = stage.desk.open("/kantor/catatan").await.html;
    for deed in ["Membuat akun", "Mengganti PIN", "Menutup akun"] {
        assert!(record.contains(deed), "{deed}: {record}");
    }
    for closed in [NIK_OF_WIFE, first.as_str(), second.as_str(), "Siti Rahmah"] {
        assert!(!record.contains(closed), "{closed}");
    }
    assert_eq!(
        stage
            .desk
            .open("/kantor/warga/00000000-0000-7000-8000-000000000009")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn slips_are_printed_for_one_for_a_family_and_for_an_rt() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    // Children have none, nor who has no NIK, nor who lives elsewhere in the village.
    let child = [
        ("nama", "Aluh"),
        ("nik", "6303045708150003"),
        ("jenis_kelamin", "2"),
        ("hubungan", "4"),
        ("tanggal_lahir", "2015-08-17"),
        ("telepon", ""),
    ];
    admit(&mut stage.desk, &person(&child)).await;
    let token = stage.desk.open("/kantor/warga/slip").await.token();
    let print = async |fields: &[(&str, &str)],
                       cookies: &std::collections::BTreeMap<String, String>,
                       path: &str| {
        let pairs: Vec<String> = cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let body = form_urlencoded::Serializer::new(String::new())
            .append_pair("csrf", &token)
            .extend_pairs(fields)
            .finish();
        app.post(&stage.village.host(), path)
            .header("cookie", pairs.join("; "))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .unwrap()
    };
    let cookies = stage.desk.cookies.clone();
    let page = format!("/kantor/warga/{}/pin", stage.resident);
    let one = print(&[("bentuk", "slip")], &cookies, &page).await;
    assert_eq!(one.status(), 200);
    assert_eq!(one.headers()["content-type"], "application/pdf");
    assert_eq!(one.headers()["cache-control"], "no-store");
    assert!(one.bytes().await.unwrap().starts_with(b"%PDF-1.7"));
    let family = print(
        &[("keluarga", &stage.resident)],
        &cookies,
        "/kantor/warga/slip",
    )
    .await;
    assert_eq!(family.headers()["content-type"], "application/pdf");
    let mut tx = app.tx(&stage.village).await;
    let accounts: Vec<(String, bool)> = sqlx::query_as(
        "select r.name, a.must_change from citizen_accounts a
         join residents r on r.id = a.resident_id order by r.name_key",
    )
    .fetch_all(&mut *tx)
    .await
    .unwrap();
    let area: (String,) = sqlx::query_as("select area_id::text from residents where id = $1::uuid")
        .bind(&stage.resident)
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    tx.finish().await.unwrap();
    assert_eq!(accounts.len(), 2, "{accounts:?}");
    assert!(accounts.iter().all(|(_, must_change)| *must_change));
    // All who may have one have one.
    let none = print(&[("wilayah", &area.0)], &cookies, "/kantor/warga/slip").await;
    assert_eq!(none.status(), 422);
    assert!(
        none.text()
            .await
            .unwrap()
            .contains("tidak ada lagi warga dewasa")
    );
    let grown = [
        ("nama", "Raja"),
        ("nik", "6303041708900004"),
        ("hubungan", "4"),
        ("tanggal_lahir", "1990-08-17"),
        ("telepon", ""),
    ];
    admit(&mut stage.desk, &person(&grown)).await;
    let some = print(&[("wilayah", &area.0)], &cookies, "/kantor/warga/slip").await;
    assert_eq!(some.status(), 200);
    for wrong in [
        ("wilayah", ""),
        ("wilayah", "00000000-0000-7000-8000-000000000009"),
    ] {
        assert_eq!(
            print(&[wrong], &cookies, "/kantor/warga/slip")
                .await
                .status(),
            422
        );
    }
    let record = stage.desk.open("/kantor/catatan").await.html;
    assert!(
        record.contains("Mencetak slip PIN") && !record.contains(NIK),
        "{record}"
    );
    assert!(!record.contains(CARD) && !record.contains(OWN_PIN));
}

#[tokio::test]
async fn who_cannot_come_in_is_given_nothing() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    let newborn = [
        ("nama", "Galuh"),
        ("nik", ""),
        ("hubungan", "4"),
        ("tanggal_lahir", "1999-01-05"),
        ("telepon", ""),
    ];
    let seen = admit(&mut stage.desk, &person(&newborn)).await;
    let id = seen.path.rsplit('/').next().unwrap().to_owned();
    let page = format!("/kantor/warga/{id}");
    assert!(
        stage
            .desk
            .open(&page)
            .await
            .html
            .contains("Lengkapi dulu NIK")
    );
    for act in ["pin", "tautan"] {
        let refused = stage
            .desk
            .act("/kantor/warga", &format!("{page}/{act}"), &[])
            .await;
        assert_eq!(refused.status, 422, "{act}: {}", refused.html);
    }
    let mut tx = app.tx(&stage.village).await;
    let accounts: i64 = sqlx::query_scalar("select count(*) from citizen_accounts")
        .fetch_one(&mut *tx)
        .await
        .unwrap();
    assert_eq!(accounts, 0);
}

#[tokio::test]
async fn the_list_is_turned_page_by_page() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    let mut tx = app.tx(&stage.village).await;
    sqlx::query(
        "with people as (
            insert into residents (id, name, name_key, name_sound, sex, born_on, area_id, since)
            select gen_random_uuid(), 'Warga-' || lpad(n::text, 3, '0'), 'warga ' || n, 'warga', '1',
                '1990-01-01', (select area_id from residents limit 1), '2026-01-01'
            from generate_series(1, 70) n returning id
         )
         insert into citizen_accounts (id, resident_id, pin_hash, must_change, void_before, given_at)
         select gen_random_uuid(), id, '', true, now(), now() from people",
    )
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.finish().await.unwrap();
    let (mut path, mut seen) = ("/kantor/warga".to_owned(), Vec::new());
    for _ in 0..5 {
        let html = stage.desk.open(&path).await.html;
        seen.extend(
            html.split("Warga-")
                .skip(1)
                .map(|rest| rest[..3].to_owned()),
        );
        let next = html.split("href=\"/kantor/warga?sesudah=").nth(1);
        let Some(next) = next else { break };
        path = format!("/kantor/warga?sesudah={}", next.split('"').next().unwrap());
    }
    seen.sort();
    let all: Vec<String> = (1..=70).map(|number| format!("{number:03}")).collect();
    assert_eq!(seen, all);
    assert_eq!(
        stage.desk.open("/kantor/warga?sesudah=entah").await.status,
        400
    );
}
