//! A NIK in the registers of two villages.

use std::process::ExitCode;

use support::{TestApp, command_line};

use super::register::{NIK, admit, desk, person, wife};
use crate::{console, portal};

const NOTICE: &str = "juga tercatat di desa lain";

async fn numbers(app: &TestApp) -> (Vec<i32>, Vec<i32>) {
    let mut owner = app.database.owner().await.unwrap();
    let keys = "select number from platform.regency_keys where purpose = 'index' order by number";
    let keys = sqlx::query_scalar(keys)
        .fetch_all(&mut owner)
        .await
        .unwrap();
    let marks = "select distinct key_number from platform.nik_marks order by key_number";
    let marks = sqlx::query_scalar(marks)
        .fetch_all(&mut owner)
        .await
        .unwrap();
    (keys, marks)
}

/// Until no village has anything to look at again.
async fn compared(app: &TestApp) {
    while portal::work(app).await > 0 {}
}

#[tokio::test]
async fn both_villages_and_the_district_are_told_and_nobody_more() {
    let app = portal::portal("elsewhere").await;
    let (one, two, three) = (
        app.village().await,
        app.village().await,
        app.village().await,
    );
    let mut first = desk(&app, &one).await;
    let mut second = desk(&app, &two).await;
    let mut third = desk(&app, &three).await;
    let here = admit(&mut first, &person(&[])).await.path;
    let lone = admit(&mut first, &wife(&[])).await.path;
    let unrelated = admit(&mut third, &person(&[("nik", "6303041708700005")])).await;
    compared(&app).await;
    assert!(!first.open(&here).await.html.contains(NOTICE));

    let there = admit(&mut second, &person(&[])).await.path;
    compared(&app).await;
    let seen = first.open(&here).await.html;
    assert!(seen.contains(NOTICE), "{seen}");
    // That it is so, and not where.
    assert!(
        !seen.contains(&two.slug) && !seen.contains(&two.code.dotted()),
        "{seen}"
    );
    let list = first.open("/kantor/penduduk").await.html;
    assert!(list.contains("1 NIK juga tercatat"), "{list}");
    let list = first.open("/kantor/penduduk?nik=ganda").await.html;
    assert!(
        list.contains("Arsyad") && !list.contains("Rahmah"),
        "{list}"
    );
    let list = third.open("/kantor/penduduk").await.html;
    assert!(!list.contains("juga tercatat"), "{list}");
    assert!(second.open(&there).await.html.contains(NOTICE));
    assert!(!first.open(&lone).await.html.contains(NOTICE));
    assert!(!third.open(&unrelated.path).await.html.contains(NOTICE));

    let mut district = console::superadmin(&app).await;
    let page = |village: &support::TestVillage| format!("/konsol/desa/{}", village.slug);
    let console = district.open(&page(&one)).await.html;
    assert!(
        console.contains("1 NIK") && console.contains(&page(&two)),
        "{console}"
    );
    assert!(!console.contains(NIK) && !console.contains("Arsyad"));
    assert!(!console.contains(&page(&three)));
    let console = district.open(&page(&three)).await.html;
    assert!(!console.contains("NIK yang juga tercatat"), "{console}");

    // Another key, and everything is as it was.
    let config = app.running.app.config.clone();
    for line in [
        &["vault", "rotate", "--regency"][..],
        &["vault", "rewrap"][..],
        &["vault", "status"][..],
    ] {
        assert_eq!(
            command_line(&config, line).await,
            ExitCode::SUCCESS,
            "{line:?}"
        );
    }
    assert_eq!(numbers(&app).await, (vec![1, 2], vec![1]));
    for village in [&one, &two, &three] {
        let mut tx = app.tx(village).await;
        residents::elsewhere::ask(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
    }
    compared(&app).await;
    assert_eq!(numbers(&app).await, (vec![2], vec![2]));
    assert!(first.open(&here).await.html.contains(NOTICE));

    // The doctor finds every key open, and says so when none does.
    assert_eq!(command_line(&config, &["check"]).await, ExitCode::SUCCESS);
    let mut other = config.clone();
    let key = "1=5b1d0c7f94e2a836c05f1e7ab2d9486310fe6a7bc8d2954e3f70a1b6c4d8e92f";
    other.vault.keys = config::VaultKey::read_all(key).unwrap();
    assert_ne!(command_line(&other, &["check"]).await, ExitCode::SUCCESS);

    // Who has moved is written off where he was: then nobody has him twice.
    let form = format!("{here}/peristiwa");
    let fields = [
        ("peristiwa", "pindah"),
        ("tanggal", "2026-11-20"),
        ("tanggal_lapor", "2026-11-21"),
    ];
    first.act(&form, &form, &fields).await;
    compared(&app).await;
    assert!(!second.open(&there).await.html.contains(NOTICE));
    let console = district.open(&page(&one)).await.html;
    assert!(!console.contains("NIK yang juga tercatat"), "{console}");
}
