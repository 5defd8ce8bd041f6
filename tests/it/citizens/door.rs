//! Coming in with NIK and PIN, and all the ways in which that does not work.

use jiff::ToSpan as _;
use support::TestApp;

use super::{NIK, NIK_OF_WIFE, OTHER_PIN, OWN_PIN, choose, enter, stage};
use crate::residents::register::{CARD, PHONE};

#[tokio::test]
async fn the_first_thing_is_to_choose_a_pin_of_ones_own() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    let first = stage.give(&stage.resident.clone()).await;
    let mut browser = stage.browser();
    assert_eq!(
        browser.open("/mandiri").await.path,
        "/mandiri/masuk?kembali=%2Fmandiri"
    );
    let seen = enter(&mut browser, NIK, &first).await;
    assert_eq!(seen.path, "/mandiri/pin", "{}", seen.html);
    // There is no way around it, but the way out.
    for path in [
        "/mandiri",
        "/mandiri/data",
        "/mandiri/pesan",
        "/mandiri/akun",
    ] {
        assert_eq!(browser.open(path).await.path, "/mandiri/pin", "{path}");
    }
    for (weak, sentence) in [
        ("123456", "berurutan"),
        ("987654", "berurutan"),
        ("111111", "mengulang"),
        ("121212", "mengulang"),
        ("170870", "memakai tanggal lahir"),
        ("700817", "memakai tanggal lahir"),
        ("197019", "memakai tanggal lahir"),
        ("700001", "angka dari NIK"),
        ("48291", "tepat 6 angka"),
        ("48291a", "tepat 6 angka"),
        (first.as_str(), "masih PIN yang lama"),
    ] {
        let seen = choose(&mut browser, "", weak).await;
        assert_eq!(seen.status, 422, "{weak}");
        assert!(seen.html.contains(sentence), "{weak}: {}", seen.html);
        assert!(
            !seen.html.contains(&format!("\"{weak}\"")),
            "{weak} is shown again"
        );
    }
    let fields = [("baru", OWN_PIN), ("ulang", OTHER_PIN)];
    let seen = browser.act("/mandiri/pin", "/mandiri/pin", &fields).await;
    assert!(seen.html.contains("Ketikan kedua"), "{}", seen.html);

    let seen = choose(&mut browser, "", OWN_PIN).await;
    assert_eq!(seen.path, "/mandiri", "{}", seen.html);
    assert!(seen.html.contains("Selamat datang"));
    let mut again = stage.browser();
    assert_eq!(enter(&mut again, NIK, &first).await.status, 422);
    assert_eq!(enter(&mut again, NIK, OWN_PIN).await.path, "/mandiri");
}

#[tokio::test]
async fn a_nik_is_read_however_it_is_typed_and_nothing_else_is_one() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    stage.settled().await;
    let full_width: String = NIK
        .chars()
        .map(|digit| char::from_u32(u32::from(digit) - 0x30 + 0xFF10).unwrap())
        .collect();
    for typed in [
        "6303 0417 0870 0001",
        " 6303.0417.0870.0001 ",
        "6303-0417-0870-0001",
        full_width.as_str(),
    ] {
        let mut browser = stage.browser();
        let seen = enter(&mut browser, typed, OWN_PIN).await;
        assert_eq!(seen.path, "/mandiri", "{typed}: {}", seen.html);
    }
    for typed in [
        format!("{NIK}abc"),
        format!("{NIK}1"),
        format!("x{NIK}"),
        NIK[..15].to_owned(),
        "'; drop table residents --".to_owned(),
    ] {
        let mut browser = stage.browser();
        let seen = enter(&mut browser, &typed, OWN_PIN).await;
        assert_eq!(seen.status, 422, "{typed}");
        assert!(
            seen.html.contains("NIK harus 16 angka"),
            "{typed}: {}",
            seen.html
        );
        assert!(seen.html.contains("f-nik-err"), "it is told at the field");
    }
}

/// What tells two answers apart, without what is different in any two.
fn gist(status: reqwest::StatusCode, headers: &reqwest::header::HeaderMap, body: &str) -> String {
    let mut names: Vec<String> = headers
        .iter()
        .filter(|(name, _)| !["date", "x-request-id", "set-cookie"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", value.to_str().unwrap_or("?")))
        .collect();
    names.sort();
    let body = body.replace(NIK, "NIK").replace(NIK_OF_WIFE, "NIK");
    format!("{status}\n{}\n{body}", names.join("\n"))
}

#[tokio::test]
async fn nothing_tells_who_lives_here_and_who_has_an_account() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    stage.settled().await;
    let host = stage.village.host();
    let unknown = "6303041708700009";
    let ask = async |path: &str, fields: &[(&str, &str)]| {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let response = app
            .post(&host, path)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.unwrap().replace(unknown, "NIK");
        gist(status, &headers, &text)
    };
    // A wrong PIN, no account, nobody.
    let mut answers = Vec::new();
    for nik in [NIK, NIK_OF_WIFE, unknown] {
        answers.push(ask("/mandiri/masuk", &[("nik", nik), ("pin", OTHER_PIN)]).await);
    }
    // A closed account with the right PIN, and one who died.
    let page = format!("/kantor/warga/{}", stage.resident);
    stage.desk.act(&page, &format!("{page}/tutup"), &[]).await;
    answers.push(ask("/mandiri/masuk", &[("nik", NIK), ("pin", OWN_PIN)]).await);
    stage.desk.act(&page, &format!("{page}/buka"), &[]).await;
    let mut tx = app.tx(&stage.village).await;
    sqlx::query("update residents set state = 'dead' where id = $1::uuid")
        .bind(&stage.resident)
        .execute(&mut *tx)
        .await
        .unwrap();
    tx.finish().await.unwrap();
    answers.push(ask("/mandiri/masuk", &[("nik", NIK), ("pin", OWN_PIN)]).await);
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
    assert!(
        answers[0].contains("NIK atau PIN belum cocok"),
        "{}",
        answers[0]
    );

    // The same for a forgotten PIN, and for the way without one.
    let mut answers = Vec::new();
    for nik in [NIK, NIK_OF_WIFE, unknown] {
        answers.push(ask("/mandiri/lupa", &[("nik", nik)]).await);
    }
    let fields = |nik| {
        [
            ("nik", nik),
            ("kode", "482915"),
            ("baru", "170870"),
            ("ulang", "170870"),
        ]
    };
    for answer in &answers {
        assert_eq!(answer, &answers[0]);
    }
    let mut answers = Vec::new();
    for nik in [NIK, NIK_OF_WIFE, unknown] {
        answers.push(ask("/mandiri/lupa/kode", &fields(nik)).await);
    }
    let card = "6303040101100009";
    for (nik, card, born) in [
        (NIK, CARD, "17/08/1970"),
        (NIK_OF_WIFE, card, "12/03/1975"),
        (NIK_OF_WIFE, CARD, "13/03/1975"),
        (unknown, CARD, "12/03/1975"),
    ] {
        let fields = [("nik", nik), ("kk", card), ("lahir", born)];
        let answer = ask("/mandiri/tanpa-pin", &fields).await;
        assert!(answer.starts_with("422"), "{answer}");
        let typed = [(card, "KK"), (born, "LAHIR")];
        let answer = typed
            .iter()
            .fold(answer, |all, (from, to)| all.replace(from, to));
        answers.push(answer);
    }
    for answer in &answers[..3] {
        assert_eq!(answer, &answers[0]);
    }
    for answer in &answers[3..] {
        assert_eq!(answer, &answers[3]);
    }
    for answer in &answers {
        assert!(
            !answer.contains("tanggal lahir atau tahun"),
            "it tells a birthday: {answer}"
        );
    }
}

#[tokio::test]
async fn guessing_slows_the_account_down_and_the_neighbour_comes_in() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    stage.settled().await;
    let first = stage.give(&stage.wife.clone()).await;
    // One slip costs nothing.
    let mut browser = stage.browser();
    assert_eq!(enter(&mut browser, NIK, OTHER_PIN).await.status, 422);
    assert_eq!(enter(&mut browser, NIK, OWN_PIN).await.path, "/mandiri");
    // A new browser each time, and the address a client makes up: neither helps.
    for _ in 0..5 {
        assert_eq!(
            enter(&mut stage.browser(), NIK, OTHER_PIN).await.status,
            422
        );
    }
    let wait = |html: &str| -> u64 {
        let shown = html
            .split("Coba lagi dalam ")
            .nth(1)
            .expect("how long it takes");
        shown.split(' ').next().unwrap().parse().unwrap()
    };
    let slowed = enter(&mut stage.browser(), NIK, OTHER_PIN).await;
    assert_eq!(slowed.status, 429, "{}", slowed.html);
    let shown = wait(&slowed.html);
    assert!((25..=30).contains(&shown), "{shown}");
    let begun = app.clock.now();
    // The right PIN reads the same, and asking again does not start the wait anew.
    let mut last = shown;
    for seconds in [5, 10, 15, 20] {
        app.clock.set(begun.checked_add(seconds.seconds()).unwrap());
        let seen = enter(&mut stage.browser(), NIK, OWN_PIN).await;
        assert_eq!(seen.status, 429);
        let now = wait(&seen.html);
        assert!(now < last, "{now} after {last}");
        last = now;
    }
    let forged = app
        .post(&stage.village.host(), "/mandiri/masuk")
        .header("sec-fetch-site", "same-origin")
        .header("x-forwarded-for", "203.0.113.9")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(format!("nik={NIK}&pin={OWN_PIN}"))
        .send()
        .await
        .unwrap();
    assert_eq!(forged.status(), 429);
    assert!(forged.headers().contains_key("retry-after"));
    // Somebody else behind the same address is not held up.
    let seen = enter(&mut stage.browser(), NIK_OF_WIFE, &first).await;
    assert_eq!(seen.path, "/mandiri/pin", "{}", seen.html);
    // The office sees it.
    let today = stage.desk.open("/kantor").await.html;
    assert!(today.contains("1 NIK dicoba berkali-kali"), "{today}");
    let list = stage.desk.open("/kantor/warga").await.html;
    assert!(list.contains("Dicoba berkali-kali hari ini"), "{list}");
    // After the wait the right PIN opens, and the next wait begins from nothing.
    app.clock.set(begun.checked_add(31.seconds()).unwrap());
    assert_eq!(
        enter(&mut stage.browser(), NIK, OWN_PIN).await.path,
        "/mandiri"
    );
    for _ in 0..4 {
        assert_eq!(
            enter(&mut stage.browser(), NIK, OTHER_PIN).await.status,
            422
        );
    }
    assert_eq!(
        enter(&mut stage.browser(), NIK, OWN_PIN).await.path,
        "/mandiri"
    );
}

#[tokio::test]
async fn an_address_that_tries_many_niks_waits_in_every_village() {
    let app = TestApp::start_with_redis().await;
    let mut stage = stage(&app).await;
    stage.settled().await;
    let other = app.village().await;
    for number in 100..120 {
        let nik = format!("6303041708700{number}");
        assert_eq!(
            enter(&mut stage.browser(), &nik, "123456").await.status,
            422
        );
    }
    let seen = enter(&mut stage.browser(), NIK, OWN_PIN).await;
    assert_eq!(seen.status, 429, "{}", seen.html);
    let mut elsewhere = support::Browser::new(&app, &other.host());
    let seen = enter(&mut elsewhere, "6303041708700777", "123456").await;
    assert_eq!(seen.status, 429, "{}", seen.html);
}

#[tokio::test]
async fn without_redis_the_door_says_that_it_is_closed() {
    let app = TestApp::start_with(|config| {
        config.redis.url = Some(config::Secret::from("redis://127.0.0.1:1/".to_owned()));
    })
    .await;
    let village = app.village().await;
    let mut browser = support::Browser::new(&app, &village.host());
    assert_eq!(browser.open("/mandiri/masuk").await.status, 200);
    browser
        .cookies
        .insert("__Host-warga".to_owned(), "A".repeat(43));
    let seen = browser.open("/mandiri").await;
    assert_eq!(seen.status, 503, "{}", seen.html);
    assert!(seen.html.contains("terganggu"), "{}", seen.html);
}

#[tokio::test]
async fn who_has_no_pin_comes_in_for_one_request_and_sees_nothing() {
    let app = TestApp::start_with_redis().await;
    let stage = stage(&app).await;
    let mut browser = stage.browser();
    let fields = [("nik", NIK_OF_WIFE), ("kk", CARD), ("lahir", "12-03-1975")];
    let seen = browser.send("/mandiri/tanpa-pin", &fields).await;
    assert_eq!(
        (seen.status.as_u16(), seen.path.as_str()),
        (200, "/mandiri")
    );
    for closed in [
        "Siti",
        "Rahmah",
        NIK_OF_WIFE,
        CARD,
        PHONE,
        "Selamat datang,",
    ] {
        assert!(!seen.html.contains(closed), "{closed}: {}", seen.html);
    }
    for path in [
        "/mandiri/data",
        "/mandiri/pesan",
        "/mandiri/akun",
        "/mandiri/pin",
    ] {
        assert_eq!(browser.open(path).await.status, 403, "{path}");
    }
    // Half an hour in all, however busy she is.
    let begun = app.clock.now();
    for minutes in [20, 29] {
        app.clock.set(begun.checked_add(minutes.minutes()).unwrap());
        assert_eq!(browser.open("/mandiri").await.path, "/mandiri", "{minutes}");
    }
    app.clock.set(begun.checked_add(31.minutes()).unwrap());
    assert!(
        browser
            .open("/mandiri")
            .await
            .path
            .starts_with("/mandiri/masuk")
    );
}
