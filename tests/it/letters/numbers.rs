//! Numbers: each once, none left out, each year from one.

use futures::future::join_all;
use jiff::{Timestamp, civil::date};
use support::{Browser, TestApp};

use super::{Office, number};

/// The running numbers on a page of the register.
fn running(page: &str) -> Vec<i32> {
    let rows = page.split("class=\"go\"").skip(1);
    let numbers = rows.filter_map(|part| {
        let text = part.split('>').nth(1)?.split('<').next()?;
        text.split('/').nth(1)?.parse().ok()
    });
    let mut found: Vec<i32> = numbers.collect();
    found.sort_unstable();
    found
}

/// Those of this year's first page.
async fn of_this_year(desk: &mut Browser<'_>) -> Vec<i32> {
    running(&desk.open("/kantor/surat/buku").await.html)
}

#[tokio::test]
async fn signed_at_the_same_time_every_letter_has_its_own_number() {
    let app = TestApp::start_with_redis().await;
    let mut office = Office::of(&app).await;
    let mut requests = Vec::new();
    for _ in 0..16 {
        requests.push(office.domicile().await);
    }
    let token = office.head.open("/kantor").await.token();
    let signing = requests.iter().map(|request| {
        let mut head = Browser::new(&app, &office.village.host());
        head.cookies = office.head.cookies.clone();
        let token = token.clone();
        async move {
            head.send(request, &[("csrf", &token), ("aksi", "tandatangan")])
                .await
        }
    });
    for signed in join_all(signing).await {
        assert!(
            signed.html.contains("Sudah ditandatangani"),
            "{}",
            signed.html
        );
    }
    assert_eq!(
        of_this_year(&mut office.operator).await,
        (1..=16).collect::<Vec<_>>()
    );
}

#[tokio::test]
async fn numbers_for_paper_come_from_the_same_row() {
    let app = TestApp::start_with_redis().await;
    let mut office = Office::of(&app).await;
    let here = "/kantor/surat/nomor";
    let paper = |number: &'static str| [("perihal", "Undangan rapat"), ("nomor", number)];
    let first = office.operator.act(here, here, &paper("")).await;
    assert!(number(&first.html).contains("/001/"), "{}", first.html);
    for wrong in ["12a", "0", "-1"] {
        let refused = office.operator.act(here, here, &paper(wrong)).await;
        assert_eq!(refused.status, 422, "{wrong}");
        assert!(refused.html.contains(&format!("value=\"{wrong}\"")));
    }
    let taken = office.operator.act(here, here, &paper("1")).await;
    assert_eq!(taken.status, 422);
    assert!(taken.html.contains("sudah dipakai"), "{}", taken.html);
    assert!(taken.html.contains(&first.path), "the way to it");
    // Further on than the next one: asked for, and what lies between is used later.
    let leap = office.operator.act(here, here, &paper("4")).await;
    assert!(leap.html.contains("Saya memang melompat"), "{}", leap.html);
    let mut fields = paper("4").to_vec();
    fields.push(("loncat", "ya"));
    let done = office.operator.act(here, here, &fields).await;
    assert!(number(&done.html).contains("/004/"), "{}", done.html);
    for expected in ["/002/", "/003/", "/005/"] {
        let next = office.operator.act(here, here, &paper("")).await;
        assert!(
            number(&next.html).contains(expected),
            "{expected}: {}",
            next.html
        );
    }
    // A number that is given up stays in the register and is not used again.
    let void = format!("{}/cabut", done.path);
    let ended = office
        .operator
        .act(&done.path, &void, &[("alasan", "Salah ketik")])
        .await;
    assert!(ended.html.contains("Nomor batal"), "{}", ended.html);
    let again = office.operator.act(here, here, &paper("4")).await;
    assert!(again.html.contains("sudah dipakai"), "{}", again.html);
    assert_eq!(
        of_this_year(&mut office.operator).await,
        vec![1, 2, 3, 4, 5]
    );
}

#[tokio::test]
async fn another_rule_in_the_middle_of_the_year_makes_no_double() {
    let app = TestApp::start_with_redis().await;
    let mut office = Office::of(&app).await;
    let here = "/kantor/surat/nomor";
    let rules = "/kantor/surat/aturan";
    let reserve = [("perihal", "Undangan"), ("nomor", "")];
    let first = office.operator.act(here, here, &reserve).await;
    let second = office.operator.act(here, here, &reserve).await;
    let (first, second) = (number(&first.html), number(&second.html));
    let fields = |version: &'static str, pattern: &'static str, series: &'static str| {
        [
            ("versi", version),
            ("pola", pattern),
            ("deret", series),
            ("singkatan", "PBT"),
            ("target", "24"),
            ("simpan", "30"),
        ]
    };
    let usual = "{kode}/{nomor:03}/{singkatan}/{bulan_romawi}/{tahun}";
    for (pattern, sentence) in [
        ("{kode}/{nomor}/{bulan_romawii}/{tahun}", "tidak dikenal"),
        ("{kode}/{tahun}", "perlu {nomor}"),
        ("{kode}/{nomor}", "perlu {tahun}"),
    ] {
        let refused = office
            .operator
            .act(rules, rules, &fields("0", pattern, "one"))
            .await;
        assert_eq!(refused.status, 422, "{pattern}");
        assert!(
            refused.html.contains(sentence),
            "{pattern}: {}",
            refused.html
        );
    }
    let misfit = office
        .operator
        .act(rules, rules, &fields("0", usual, "kind"))
        .await;
    assert!(
        misfit.html.contains("pola perlu {jenis}"),
        "{}",
        misfit.html
    );
    let changed = office
        .operator
        .act(rules, rules, &fields("0", usual, "code"))
        .await;
    assert!(
        changed.html.contains("Nomor berikutnya"),
        "{}",
        changed.html
    );
    // The row of this code begins anew, and what the old row wrote the same way is passed over.
    let abbreviation = first.split('/').nth(2).unwrap();
    let mut same = fields("1", usual, "code").to_vec();
    same.push(("singkatan", abbreviation));
    let again = office.operator.act(rules, rules, &same).await;
    assert!(again.html.contains("Aturan tersimpan"), "{}", again.html);
    let third = office.operator.act(here, here, &reserve).await;
    let third = number(&third.html);
    assert!(third.contains("/003/"), "{third}");
    assert!(third != first && third != second);
    let stale = office
        .operator
        .act(rules, rules, &fields("0", usual, "one"))
        .await;
    assert_eq!(stale.status, 422, "somebody else was quicker");
    assert!(stale.html.contains("baru saja diubah"), "{}", stale.html);
}

#[tokio::test]
async fn the_year_begins_at_midnight_in_the_village() {
    let app = TestApp::start_with_redis().await;
    let year = kernel::time::day(Timestamp::now()).year();
    // Midnight in the village; UTC still has the old year for eight hours.
    let midnight = date(year + 1, 1, 1)
        .at(0, 0, 0, 0)
        .in_tz("Asia/Makassar")
        .unwrap()
        .timestamp();
    let half = jiff::SignedDuration::from_secs(30);
    app.clock.set(midnight - half);
    let mut office = Office::at(&app, midnight - half).await;
    let before = office.domicile().await;
    let of_old_year = office.domicile().await;
    office.sign(&of_old_year).await;
    app.clock.set(midnight + half);
    office.sign(&before).await;
    let register = |year: i16| format!("/kantor/surat/buku?tahun={year}");
    let old = office.operator.open(&register(year)).await.html;
    assert_eq!(running(&old), vec![1], "{old}");
    assert!(old.contains(&format!("/XII/{year}</a>")), "{old}");
    let new = office.operator.open(&register(year + 1)).await.html;
    assert_eq!(running(&new), vec![1], "{new}");
    assert!(new.contains(&format!("/I/{}</a>", year + 1)), "{new}");
}

/// How many numbers the drill takes: a few at each run of the tests, ten thousand for the record
/// (`BANUA_DRILL=10000`).
fn drill() -> usize {
    let wanted = std::env::var("BANUA_DRILL").ok();
    wanted.and_then(|count| count.parse().ok()).unwrap_or(320)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_dies_on_the_way_leaves_no_gap_and_no_double() {
    let app = crate::citizens::start_alone("banua_it_letters_drill", |_| {}).await;
    let mut office = Office::of(&app).await;
    let here = "/kantor/surat/nomor";
    let token = office.operator.open(here).await.token();
    let (cookies, host) = (office.operator.cookie_line(), office.village.host());
    let left = std::sync::atomic::AtomicUsize::new(drill());
    let one = |seed: usize| {
        let (app, token, cookies, host, left) = (&app, &token, &cookies, &host, &left);
        async move {
            let mut at = seed;
            while left
                .fetch_update(
                    std::sync::atomic::Ordering::Relaxed,
                    std::sync::atomic::Ordering::Relaxed,
                    |left| left.checked_sub(1),
                )
                .is_ok()
            {
                at = at.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let body = format!("csrf={token}&perihal=Undangan&nomor=");
                let request = app
                    .post(host, here)
                    .header("cookie", cookies)
                    .header("sec-fetch-site", "same-origin")
                    .header("content-type", "application/x-www-form-urlencoded")
                    .body(body)
                    .send();
                // One in four goes away in the middle of it.
                if (at >> 33).is_multiple_of(4) {
                    let soon = std::time::Duration::from_millis((at as u64 >> 40) % 40);
                    let _ = tokio::time::timeout(soon, request).await;
                } else {
                    let _ = request.await;
                }
            }
        }
    };
    let killing = async {
        // Connections of the service die under whoever is at work.
        let mut owner = app.database.owner().await.unwrap();
        while left.load(std::sync::atomic::Ordering::Relaxed) > 0 {
            tokio::time::sleep(std::time::Duration::from_millis(60)).await;
            let role = "select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and usename = 'banua_app' and state = 'active'
                    and query like '%letter_series%'
                order by random() limit 1";
            let _ = sqlx::query(role).fetch_all(&mut owner).await;
        }
    };
    futures::join!(join_all((1..=32).map(one)), killing);
    // Whoever went away may still be at work for a moment.
    tokio::time::sleep(std::time::Duration::from_secs(1)).await;
    let mut tx = app.tx(&office.village).await;
    let (letters, most, last): (i64, i32, i32) = sqlx::query_as(
        "select count(*), coalesce(max(number), 0), (select last from letter_series) from letters",
    )
    .fetch_one(&mut *tx)
    .await
    .unwrap();
    tx.finish().await.unwrap();
    println!("{letters} numbers, the last is {most}");
    assert_eq!(letters, i64::from(most), "a number was left out");
    assert_eq!(most, last);
    assert!(letters > drill() as i64 / 3, "only {letters} came through");
}
